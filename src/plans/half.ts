import { dayOf } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { calendarSpan, dueAt, ruleOf } from '../deadlines.ts'
import { Refusal } from '../errors.ts'
import { start } from '../filings/filing.ts'
import type { Actor } from '../policy.ts'
import { plan } from './plan.ts'

type Assigned = { id: string; programmeId: string; unitId: string; from: Date; to: Date | null }

/** The half-years that a unit may plan for today: from two months before one begins until it ends. */
export async function openHalves(db: Pick<Db, 'period'>, at: Date) {
  const today = dayOf(at)
  const year = today.getUTCFullYear()
  const halves = await db.period.findMany({
    where: { kind: 'half', year: { gte: year, lte: year + 1 } },
    orderBy: [{ year: 'asc' }, { n: 'asc' }],
  })
  return halves.filter((half) => (ruleOf('plan', half)?.opens(half) ?? today) <= today && today <= calendarSpan(half).to)
}

/** "theo 6 tháng và hằng năm" (khoản 2 Điều 8): the plan of a half-year is not owed; whoever makes one makes its obligation with it. */
export async function startHalf(tx: Tx, assignment: Assigned, periodId: string, { actor, at }: { actor: Actor; at: Date }) {
  const period = (await openHalves(tx, at)).find(({ id }) => id === periodId)
  const rule = period && ruleOf('plan', period)
  if (!rule) throw new Refusal(422, 'Chọn 6 tháng đang đến kỳ lập kế hoạch')
  const { from, to } = calendarSpan(period)
  if (assignment.from > to || (assignment.to && assignment.to < from))
    throw new Refusal(422, 'Đơn vị không được phân công giúp xã trong kỳ này')
  const which = { kind: 'plan', agencyId: assignment.unitId, periodId, assignmentId: assignment.id } as const
  const due = { namedDay: rule.named(period), boundary: rule.boundary }
  const owed = (await tx.obligation.findFirst({ where: which, include: { filings: true, coveredBy: { include: { filing: true } } } })) ?? {
    ...(await tx.obligation.create({
      data: {
        ...{ ...which, programmeId: assignment.programmeId, ...due, dueAt: dueAt(due), basis: rule.basis, optional: true },
        ...{ opensOn: rule.opens(period), dataFrom: from, dataTo: to },
      },
    })),
    ...{ filings: [], coveredBy: null },
  }
  return start(plan, tx, { ...owed, period }, { actor, at })
}
