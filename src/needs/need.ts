import { z } from 'zod'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { choice, optionalChoice, quantity, text } from '../form.ts'
import { helpedCommunes, named, unitsOf } from '../nouns/communes.ts'
import type { Doing, Noun } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { areaOf, clauseWords } from '../regulation/clauses.ts'
import { areaWords, type fateWords, list, number, priorityWords } from '../words.ts'
import type { Party } from '../workflow.ts'

// ── what it is ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function loadNeed(db: Pick<Db, 'need' | 'planItem'>, id: string) {
  const include = { commune: true, proposer: true, unit: true, answers: { include: { unit: true }, orderBy: { at: 'asc' } } } as const
  const need = await db.need.findUniqueOrThrow({ where: { id }, include })
  return { ...need, items: await itemsFor(db, [id]) }
}

export type Need = Awaited<ReturnType<typeof loadNeed>>

/** Who may answer: a unit of the commune, where it was asked for or every unit was. */
export function partiesToNeed(
  { agencyId, roles, helps, oversees }: Actor,
  need: Pick<Need, 'communeId' | 'proposerId' | 'unitId'>,
): Party[] {
  const is = {
    proposer: need.proposerId === agencyId,
    unit: helps.includes(need.communeId) && (need.unitId ?? agencyId) === agencyId,
    commune: need.communeId === agencyId,
    district: oversees.includes(need.communeId),
    planning: roles.includes('planning'),
    province: roles.includes('province'),
  }
  return (Object.keys(is) as (keyof typeof is)[]).filter((party) => is[party])
}

/** The items of plans that were made for these needs: of versions that were sent, not recalled, and not followed by another. */
export function itemsFor(db: Pick<Db, 'planItem'>, needIds: string[]) {
  return db.planItem.findMany({
    where: { needId: { in: needIds }, version: { receipts: { some: { current: true } } } },
    select: { needId: true, task: true, key: true, filingId: true, version: { select: { agencyName: true } } },
    orderBy: { id: 'asc' },
  })
}

/** What became of it. It is taken when a plan says so: never stored, so never wrong. */
export function fateOf({ status, items }: Pick<Need, 'status' | 'items'>): keyof typeof fateWords {
  return status === 'proposed' && items.length ? 'taken' : status
}

/** The answers to what is asked now; those before it was changed or proposed again are history. */
export function answersNow<Answer extends { asking: number }>({ answers, asking }: { answers: readonly Answer[]; asking: number }) {
  return answers.filter((answer) => answer.asking === asking)
}

// ── its steps ─────────────────────────────────────────────────────────────────────────────────────────────────────

function formFor(units: { id: string; name: string }[]) {
  return z
    .object({
      what: text('Nội dung đề xuất', { required: 'Nhập nội dung đề xuất', max: 300, hint: 'Một câu: cần việc gì, ở bản nào' }),
      area: choice('Lĩnh vực', areaWords, 'Chọn lĩnh vực theo Điều 4 đến Điều 7 Quy chế'),
      clause: optionalChoice('Nội dung theo Quy chế', clauseWords, 'Để trống nếu chưa rõ'),
      detail: text('Hiện trạng, lý do', {
        max: 2_000,
        rows: 4,
        hint: 'Không chỉ vật chất: cũng có thể cần tư vấn, tập huấn, kết nối (khoản 1 Điều 11)',
      }),
      whom: text('Cho ai', {
        required: 'Nhập đối tượng được giúp',
        max: 500,
        hint: 'Bao nhiêu hộ, bao nhiêu người; chỉ ghi số lượng, không ghi tên',
      }),
      quantity: quantity('Số lượng', { hint: 'Ví dụ 2 hoặc 1,5; để trống nếu không tính được bằng số' }),
      measure: text('Đơn vị tính', { max: 50, hint: 'Ví dụ: lớp, km, bể' }),
      neededBy: text('Cần khi nào', {
        required: 'Nhập thời gian cần',
        max: 100,
        hint: 'Ngày hoặc thời kỳ, ví dụ: trước ngày 30/4/2025; quý II năm 2025',
      }),
      priority: choice('Mức độ cần thiết', priorityWords, 'Chọn mức độ cần thiết'),
      unit: optionalChoice(
        'Đề nghị đơn vị',
        named(units),
        'Để trống nếu chưa chỉ định: mọi đơn vị giúp xã cùng nhận được',
        'Chọn đơn vị đang giúp xã',
      ),
    })
    .refine(({ quantity, measure }) => !quantity || measure, { path: ['measure'], message: 'Nhập đơn vị tính của số lượng' })
    .refine(({ area, clause }) => !clause || areaOf(clause) === area, {
      path: ['clause'],
      message: 'Nội dung này không thuộc lĩnh vực đã chọn',
    })
}

type Answers = z.output<ReturnType<typeof formFor>>

const declining = z.object({
  note: text('Lý do', {
    required: 'Nêu lý do không tiếp nhận',
    max: 2_000,
    rows: 5,
    hint: 'Xã, huyện đọc được lý do này; nếu được, nêu nơi có thể giúp',
  }),
})
const withdrawing = z.object({ note: text('Lý do rút', { required: 'Nêu lý do rút', max: 2_000, rows: 4 }) })
const reopening = z.object({
  note: text('Ý kiến của nơi đề xuất', {
    required: 'Nêu vì sao vẫn cần',
    max: 2_000,
    rows: 5,
    hint: 'Đơn vị đọc được ý kiến này và được hỏi lại',
  }),
})

/** Khoản 1 Điều 10, khoản 1 Điều 11. Taking it is no step: the unit puts it into its plan. */
export const need = {
  name: 'need',
  model: 'Need',
  path: '/needs',
  readers: ['unit', 'commune', 'district', 'planning', 'province'],
  begin: {
    ...{ on: 'Agency', by: ['commune', 'district'], only: { roles: { some: { role: 'commune' } } }, writes: { Need: 'communeId' } },
    ...{ readers: ['commune', 'district'], label: 'Lập đề xuất, nhu cầu', send: 'Gửi đề xuất', verb: 'gửi đề xuất', stem: 'Cho xã' },
    none: 'Không lập được đề xuất cho xã này: xã không thuộc cơ quan bạn, hoặc hôm nay chưa có đơn vị nào giúp xã',
    stems: helpedCommunes,
    asks: async ({ db, at }, commune) => formFor(await unitsOf(db, commune, at)),
    run: propose,
  },
  steps: {
    edit: {
      ...{ by: ['proposer'], from: ['proposed'], edits: true, writes: { Need: 'id' }, label: 'Sửa đề xuất', verb: 'sửa đề xuất' },
      hint: 'Đơn vị đã trả lời thì được hỏi lại theo nội dung mới.',
      blocked: taken,
      asks: async ({ db, at }, { communeId }) => formFor(await unitsOf(db, communeId, at)),
      values: (need) => ({
        ...need,
        clause: need.clause ?? '',
        quantity: need.quantity ? number(need.quantity.toFixed()) : '',
        unit: need.unitId ?? '',
      }),
      run: edit,
    },
    decline: {
      ...{ by: ['unit'], from: ['proposed'], edits: true, writes: { Need: 'id', NeedAnswer: 'needId' } },
      ...{ label: 'Không tiếp nhận', verb: 'trả lời không tiếp nhận', form: declining },
      hint: 'Nếu nhận, đơn vị không cần trả lời ở đây: đưa việc này vào kế hoạch giúp xã.',
      blocked: (need, _at, { agencyId }) =>
        taken(need) ?? (answersNow(need).some(({ unitId }) => unitId === agencyId) ? 'Đơn vị đã trả lời đề xuất này' : undefined),
      run: decline,
    },
    reopen: {
      ...{ by: ['proposer'], from: ['declined'], to: 'proposed', writes: { Need: 'id' } },
      ...{ label: 'Đề xuất lại', verb: 'đề xuất lại', form: reopening, main: true },
      run: ({ tx, row }) => tx.need.update({ where: { id: row.id }, data: { status: 'proposed', asking: row.asking + 1 } }),
    },
    withdraw: {
      ...{ by: ['proposer'], from: ['proposed', 'declined'], to: 'withdrawn', writes: { Need: 'id' } },
      ...{ label: 'Rút đề xuất', verb: 'rút đề xuất', form: withdrawing, blocked: taken, shy: true },
      run: ({ tx, row }) => tx.need.update({ where: { id: row.id }, data: { status: 'withdrawn' } }),
    },
  },
} as const satisfies Noun<Need>

function taken({ status, items }: Need) {
  return fateOf({ status, items }) === 'taken'
    ? `Đã được đưa vào kế hoạch của ${list([...new Set(items.map(({ version }) => version.agencyName))])}`
    : undefined
}

async function propose({ tx, row: commune, actor, at, data }: Doing<{ id: string }, Answers>) {
  const columns = await columnsOf(tx, commune.id, at, data)
  const made = await tx.need.create({ data: { ...columns, communeId: commune.id, proposerId: actor.agencyId, proposedAt: at } })
  return made.id
}

async function edit({ tx, row, at, data }: Doing<Need, Answers>) {
  const columns = await columnsOf(tx, row.communeId, at, data)
  await tx.need.update({ where: { id: row.id }, data: { ...columns, asking: row.asking + 1 } })
}

/** The unit helps the commune still, or any does: an assignment may have ended since the page was opened. */
async function columnsOf(tx: Tx, communeId: string, at: Date, { unit, clause, quantity, ...rest }: Answers) {
  const units = await unitsOf(tx, communeId, at)
  if (!units.some(({ id }) => id === (unit || units[0]?.id))) throw new Refusal(409, 'Hôm nay đơn vị này không còn giúp xã')
  return { ...rest, unitId: unit || null, clause: clause || null, quantity: quantity ?? null }
}

/** A need for every unit is declined when the last of them has declined. */
async function decline({ tx, row, actor, at, data: { note } }: Doing<Need, { note: string }>) {
  const { id, asking, unitId, communeId } = row
  await tx.needAnswer.create({ data: { needId: id, unitId: actor.agencyId, asking, reason: note, at, by: actor.name } })
  const said = new Set([actor.agencyId, ...answersNow(row).map((answer) => answer.unitId)])
  const asked = unitId ? [{ id: unitId }] : await unitsOf(tx, communeId, at)
  if (asked.every((unit) => said.has(unit.id))) await tx.need.update({ where: { id }, data: { status: 'declined' } })
}
