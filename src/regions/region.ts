import { z } from 'zod'
import { addDays } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { choice, day, text } from '../form.ts'
import type { Doing, Looking, Noun } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { date, placeOf, regionWords } from '../words.ts'
import type { Party } from '../workflow.ts'

/**
 * Which communes are extremely disadvantaged (khu vực III; the Quy chế is about them, căn cứ Quyết định 861/QĐ-TTg), by decision and from which day.
 * The list is kept by the planning department; assignments are made by decisions of their own and do not follow from it.
 */

export function loadRegion(db: Pick<Db, 'communeRegion'>, id: string) {
  return db.communeRegion.findUniqueOrThrow({ where: { id }, include: { commune: true } })
}

export type CommuneRegion = Awaited<ReturnType<typeof loadRegion>>

export function partiesToRegion({ roles }: Actor): Party[] {
  return roles.includes('planning') ? ['planning'] : []
}

export const fields = {
  region: choice('Khu vực', regionWords, 'Chọn khu vực'),
  from: day('Từ ngày', { required: 'Nhập ngày bắt đầu', hint: 'Ngày quyết định có hiệu lực, ví dụ 04/6/2021' }),
  number: text('Số quyết định', { required: 'Nhập số quyết định', max: 100, hint: 'Ví dụ: 861/QĐ-TTg' }),
  dated: day('Ngày quyết định', { required: 'Nhập ngày quyết định' }),
}
const note = text('Lý do', { required: 'Nêu lý do', max: 1_000, rows: 3, hint: 'Được lưu trong nhật ký' })

/** A region begins with its decision or later. */
export function sensible({ dated, from }: { dated?: Date | undefined; from?: Date | undefined }, context: z.RefinementCtx) {
  if (dated && from && dated > from) context.addIssue({ code: 'custom', path: ['dated'], message: 'Quyết định ban hành sau ngày bắt đầu' })
}

const correcting = z.object({ ...fields, note }).superRefine(sensible)
type Entered = Omit<z.output<typeof correcting>, 'note'>

export const columnsOf = ({ region, from = new Date(), number, dated = from }: Entered) => ({
  ...{ region, from, decisionNumber: number, decisionDate: dated },
})

const lastDayBefore = (next: { from: Date } | undefined) => (next ? addDays(next.from, -1) : null)

/** Rows in order of their days: each holds until the day before the next. */
export function spansOf<Row extends { communeId: string; from: Date }>(rows: readonly Row[]): (Row & { to: Date | null })[] {
  const ofCommune = Map.groupBy(
    rows.toSorted((a, b) => a.from.getTime() - b.from.getTime()),
    ({ communeId }) => communeId,
  )
  return [...ofCommune.values()].flatMap((theirs) => theirs.map((row, i) => ({ ...row, to: lastDayBefore(theirs[i + 1]) })))
}

/** The region of each commune on a day. Communes that no decision names have none. */
export async function regionsOn(db: Pick<Db | Tx, 'communeRegion'>, on: Date) {
  const rows = await db.communeRegion.findMany({ where: { status: 'kept', from: { lte: on } }, orderBy: { from: 'asc' } })
  return new Map(rows.map((row) => [row.communeId, row]))
}

/** Of one commune, with the decision that says so. */
export function regionOf(db: Pick<Db, 'communeRegion'>, communeId: string, on: Date) {
  return db.communeRegion.findFirst({ where: { communeId, status: 'kept', from: { lte: on } }, orderBy: { from: 'desc' } })
}

/** That a unit would help a commune that the list of that day does not name: a caution, since the decision on the assignment is another. */
export async function cautionOn(db: Pick<Db, 'communeRegion' | 'agency'>, { communeId, from }: { communeId: string; from: Date }) {
  const regions = await regionsOn(db, from)
  const there = regions.get(communeId)
  if (!regions.size || there?.region === 'three') return undefined
  const { name } = await db.agency.findUniqueOrThrow({ where: { id: communeId } })
  const is = there ? `thuộc ${regionWords[there.region]}` : 'chưa có khu vực nào trên cổng'
  return `Ngày ${date(from)} ${placeOf(name)} ${is}, không thuộc danh sách xã đặc biệt khó khăn (khu vực III). Xem lại danh sách khu vực hoặc quyết định phân công trước khi ghi.`
}

const change = { by: ['planning'], edits: true, writes: { CommuneRegion: 'id' } } as const

/** The database keeps one region of a commune for a day. */
function taken(error: { code?: string }): never {
  throw error.code === 'P2002' ? new Refusal(422, 'Ngày này xã đã có khu vực theo một quyết định khác; sửa dòng ấy', 'from') : error
}

export const importing = {
  ...({ on: 'Agency', by: ['planning'], writes: { CommuneRegion: 'ownerId' }, timeout: 60_000 } as const),
  verb: 'nhập danh sách khu vực của xã từ bảng',
} as const

export const region = {
  name: 'region',
  model: 'CommuneRegion',
  path: '/regions',
  readers: ['unit', 'commune', 'district', 'planning', 'province'],
  begin: {
    ...{ on: 'Agency', by: ['planning'], writes: { CommuneRegion: 'ownerId' }, readers: ['planning'] },
    ...{ label: 'Ghi khu vực của một xã', send: 'Ghi khu vực', verb: 'ghi khu vực của xã', stem: 'Của' },
    none: 'Khu vực của xã do cơ quan tổng hợp ghi',
    stems: async ({ actor }) => [{ id: actor.agencyId, name: actor.agencyName }],
    asks: async ({ db }: Looking) => {
      const communes = await communesOf(db)
      return z.object({ commune: choice('Xã', communes, 'Chọn xã'), ...fields }).superRefine(sensible)
    },
    run: async ({ tx, row: { id: ownerId }, data }: Doing<{ id: string }, Entered & { commune: string }>) => {
      const row = { ...columnsOf(data), communeId: data.commune, ownerId }
      return (await tx.communeRegion.create({ data: row, select: { id: true } }).catch(taken)).id
    },
  },
  steps: {
    edit: {
      ...{ ...change, from: ['kept'], label: 'Sửa', verb: 'sửa khu vực của xã', form: correcting },
      hint: 'Dùng khi ghi sai. Xã chuyển khu vực theo quyết định mới thì ghi thêm một dòng.',
      values: ({ region, from, decisionNumber, decisionDate }) => ({
        ...{ region, from: date(from), number: decisionNumber, dated: date(decisionDate) },
      }),
      run: ({ tx, row, data }: Doing<CommuneRegion, Entered>) =>
        tx.communeRegion.update({ where: { id: row.id }, data: columnsOf(data) }).catch(taken),
    },
    withdraw: {
      ...{ ...change, from: ['kept'], to: 'removed', label: 'Bỏ dòng này', verb: 'bỏ khu vực đã ghi của xã', form: z.object({ note }) },
      hint: 'Xã lại thuộc khu vực theo quyết định trước đó, nếu có.',
      run: ({ tx, row }) => tx.communeRegion.update({ where: { id: row.id }, data: { status: 'removed' } }),
    },
    restore: {
      ...{
        ...change,
        from: ['removed'],
        to: 'kept',
        label: 'Khôi phục',
        verb: 'khôi phục khu vực đã ghi của xã',
        form: z.object({ note }),
      },
      run: ({ tx, row }) => tx.communeRegion.update({ where: { id: row.id }, data: { status: 'kept' } }).catch(taken),
    },
  },
} as const satisfies Noun<CommuneRegion>

/** Every commune, also those that have ended. */
async function communesOf(db: Db): Promise<Record<string, string>> {
  const communes = await db.agency.findMany({
    where: { roles: { some: { role: 'commune' } } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  return Object.fromEntries(communes.map(({ id, name }) => [id, placeOf(name)]))
}
