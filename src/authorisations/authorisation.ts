import { z } from 'zod'
import { isKeeper, isRegistrar } from '../accounts/person.ts'
import { addDays, dayOf, daysBetween } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { choice, day, text } from '../form.ts'
import type { Doing, Looking, Noun } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { date } from '../words.ts'
import type { Party } from '../workflow.ts'

/**
 * Uỷ quyền (Điều 13 Nghị định 30/2020/NĐ-CP: in writing, with a limit in time and matter, never passed on): while it is in force, whoever holds it may
 * do what a leader of the agency may, and each act that they could not have done otherwise bears the giver's name in the log and on what was approved.
 */

export function loadAuthorisation(db: Pick<Db, 'authorisation'>, id: string) {
  return db.authorisation.findUniqueOrThrow({ where: { id }, include: { agency: true, giver: true, taker: true } })
}

export type Authorisation = Awaited<ReturnType<typeof loadAuthorisation>>

/** Keepers of the agency's accounts, but nobody by an authority that is itself lent. */
export function partiesToAuthorisation(actor: Actor, { agencyId }: { agencyId: string }): Party[] {
  const own = [actor.agencyId, ...actor.predecessors].includes(agencyId)
  const is = { registrar: isRegistrar(actor), keeper: own && isKeeper(actor) && passesOn(actor) }
  return (Object.keys(is) as (keyof typeof is)[]).filter((party) => is[party])
}

const passesOn = ({ administrator, standsFor }: Actor) => administrator || !standsFor

// ── what is asked ─────────────────────────────────────────────────────────────────────────────────────────────────

const longest = 366
const note = text('Lý do', { required: 'Nêu lý do', max: 1_000, rows: 3, hint: 'Được lưu trong nhật ký' })

type Given = z.output<ReturnType<typeof giving>>

function giving(givers: Record<string, string>, takers: Record<string, string>) {
  return z
    .object({
      giver: choice('Người ủy quyền', givers, 'Chọn lãnh đạo ủy quyền'),
      taker: choice('Người được ủy quyền', takers, 'Chọn người được ủy quyền', 'Người cùng cơ quan, không phải lãnh đạo'),
      from: day('Từ ngày', { required: 'Nhập ngày bắt đầu' }),
      to: day('Đến hết ngày', { required: 'Nhập ngày cuối cùng', hint: `Nhiều nhất ${longest} ngày, ví dụ 31/12/2024` }),
      number: text('Số văn bản ủy quyền', { required: 'Nhập số văn bản ủy quyền', max: 100, hint: 'Ví dụ: 05/GUQ-STNMT' }),
      dated: day('Ngày văn bản', { required: 'Nhập ngày văn bản' }),
      scope: text('Nội dung được ủy quyền', { required: 'Ghi nội dung được ủy quyền', max: 1_000, rows: 3, hint: 'Như trong văn bản, ví dụ: duyệt, ký báo cáo kết quả giúp xã' }), // biome-ignore format: one line
    })
    .superRefine(({ from, to, dated }, context) => {
      const complain = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
      if (!from || !to) return
      if (to < from) complain('to', 'Ngày cuối không trước ngày đầu')
      else if (daysBetween(from, to) > longest) complain('to', `Một lần ủy quyền không quá ${longest} ngày`)
      if (dated && dated > from) complain('dated', 'Văn bản ủy quyền ký sau ngày bắt đầu')
    })
}

/** Its leaders, and the others. A leader lends only their own authority, unless they keep the accounts as an administrator. */
async function peopleOf({ db, actor }: Pick<Looking, 'actor'> & { db: Pick<Db | Tx, 'user'> }, agencyId: string) {
  const people = await db.user.findMany({ where: { agencyId, disabledAt: null }, orderBy: { name: 'asc' } })
  const named = (some: typeof people) => Object.fromEntries(some.map(({ id, name, title }) => [id, title ? `${name}, ${title}` : name]))
  const leaders = people.filter(({ position }) => position === 'leader')
  return {
    givers: named(actor.administrator ? leaders : leaders.filter(({ id }) => id === actor.id)),
    takers: named(people.filter(({ position }) => position !== 'leader')),
  }
}

/** Nobody stands for two at a time. */
async function free(tx: Tx, { takerId, from, to, id }: { takerId: string; from: Date; to: Date; id?: string }) {
  const other = await tx.authorisation.findFirst({
    where: { takerId, status: 'given', from: { lte: to }, to: { gte: from }, ...(id && { id: { not: id } }) },
    include: { giver: true },
  })
  if (other)
    throw new Refusal(
      422,
      `Người này đã được ${other.giver.name} ủy quyền từ ngày ${date(other.from)} đến hết ngày ${date(other.to)}`,
      'taker',
    )
}

// ── the noun ──────────────────────────────────────────────────────────────────────────────────────────────────────

const kept = { by: ['registrar', 'keeper'], from: ['given'], edits: true, writes: { Authorisation: 'id' } } as const
const readers = ['unit', 'commune', 'district', 'planning', 'province'] as const

export const authorisation = {
  name: 'authorisation',
  model: 'Authorisation',
  path: '/authorisations',
  readers,
  begin: {
    ...{ on: 'Agency', by: ['registrar', 'administrator', 'leader'], writes: { Authorisation: 'agencyId' }, readers },
    theirs: (_, actor) => passesOn(actor),
    may: (actor) => isKeeper(actor) && passesOn(actor),
    ...{ label: 'Ghi ủy quyền', send: 'Ghi ủy quyền', verb: 'ghi ủy quyền', stem: 'Cơ quan, đơn vị' },
    none: 'Ủy quyền do lãnh đạo hoặc người quản trị của cơ quan ghi; người được ủy quyền không ủy quyền lại',
    async stems({ db, actor }) {
      if (!isKeeper(actor) || !passesOn(actor)) return []
      if (!isRegistrar(actor)) return [{ id: actor.agencyId, name: actor.agencyName }]
      const leaders = await db.user.findMany({ where: { position: 'leader', disabledAt: null }, select: { agencyId: true } })
      const led = { id: { in: leaders.map(({ agencyId }) => agencyId) } }
      return db.agency.findMany({ where: { successors: { none: {} }, ...led }, select: { id: true, name: true }, orderBy: { name: 'asc' } })
    },
    async asks(looking, of) {
      const { givers, takers } = await peopleOf(looking, of)
      if (!Object.keys(givers).length) throw new Refusal(409, 'Cơ quan chưa có tài khoản lãnh đạo nào để ủy quyền')
      if (!Object.keys(takers).length) throw new Refusal(409, 'Cơ quan chưa có tài khoản nào khác để nhận ủy quyền')
      return giving(givers, takers)
    },
    async run({ tx, row: { id: agencyId }, data }: Doing<{ id: string }, Given>) {
      const { giver: giverId, taker: takerId, from = new Date(), to = from, number, dated: documentDate = from, scope } = data
      await free(tx, { takerId, from, to })
      const row = { agencyId, giverId, takerId, from, to, number, documentDate, scope }
      return (await tx.authorisation.create({ data: row, select: { id: true } })).id
    },
  },
  steps: {
    end: {
      ...{ ...kept, label: 'Kết thúc sớm', verb: 'kết thúc sớm ủy quyền' },
      hint: 'Việc đã làm theo ủy quyền giữ nguyên và vẫn ghi tên người ủy quyền.',
      blocked: ({ from, to }, at) => {
        if (dayOf(at) < from) return 'Ủy quyền chưa có hiệu lực; nếu không dùng nữa thì bỏ'
        return to < dayOf(at) ? `Ủy quyền đã hết hiệu lực sau ngày ${date(to)}` : undefined
      },
      asks: async ({ at }, { from, to }) =>
        z.object({
          last: day('Có hiệu lực đến hết ngày', { required: 'Nhập ngày cuối cùng' })
            .refine((on) => !on || on < to, `Trước ngày ${date(to)}`)
            .refine(
              (on) => !on || (on >= from && on >= addDays(dayOf(at), -1)),
              'Không trước hôm qua: việc đã làm theo ủy quyền giữ nguyên',
            ),
          note,
        }),
      run: ({ tx, row, data: { last } }: Doing<Authorisation, { last: Date }>) =>
        tx.authorisation.update({ where: { id: row.id }, data: { to: last } }),
    },
    withdraw: {
      ...{ ...kept, to: 'withdrawn', label: 'Bỏ ủy quyền', verb: 'bỏ ủy quyền', form: z.object({ note }) },
      blocked: ({ from }, at) => (from <= dayOf(at) ? 'Ủy quyền đã có hiệu lực: kết thúc sớm thay vì bỏ' : undefined),
      run: ({ tx, row }) => tx.authorisation.update({ where: { id: row.id }, data: { status: 'withdrawn' } }),
    },
    restore: {
      ...{ ...kept, from: ['withdrawn'], to: 'given', label: 'Khôi phục', verb: 'khôi phục ủy quyền', form: z.object({ note }) },
      async run({ tx, row }: Doing<Authorisation>) {
        await free(tx, row)
        await tx.authorisation.update({ where: { id: row.id }, data: { status: 'given' } })
      },
    },
  },
} as const satisfies Noun<Authorisation>
