import { changesOf } from '../calendar/change.ts'
import { dayOf } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { daysOf, ruleOf, type Term } from '../deadlines.ts'
import { Refusal } from '../errors.ts'
import { start } from '../filings/filing.ts'
import type { Actor } from '../policy.ts'
import { unitReport } from './unit-report.ts'

/** The half-years that may be reported on today: those of this year and the year before whose last month has begun, the newest first. */
export async function reportableHalves(db: Pick<Db, 'period'>, at: Date) {
  const today = dayOf(at)
  const year = today.getUTCFullYear()
  const halves = await db.period.findMany({
    where: { kind: 'half', year: { gte: year - 1, lte: year } },
    orderBy: [{ year: 'desc' }, { n: 'desc' }],
  })
  return halves.filter((half) => opened(half, today))
}

const opened = (half: Term, today: Date) => (ruleOf('unitReport', half)?.opens(half) ?? today) <= today

/** "Định kỳ báo cáo" (khoản 1 Điều 13): that of six months is not owed; the unit that makes one makes its obligation with it. */
export async function startHalf(tx: Tx, { id: agencyId }: { id: string }, periodId: string, { actor, at }: { actor: Actor; at: Date }) {
  const period = (await reportableHalves(tx, at)).find(({ id }) => id === periodId)
  if (!period) throw new Refusal(422, 'Chọn 6 tháng đã đến kỳ báo cáo')
  const which = { kind: 'unitReport', agencyId, periodId, assignmentId: null } as const
  const found = await tx.obligation.findFirst({ where: which, include: { filings: true } })
  return start(unitReport, tx, { ...(found ?? (await owe())), coveredBy: null, period }, { actor, at })

  async function owe() {
    const assignments = await tx.assignment.findMany({ where: { unitId: agencyId }, orderBy: [{ from: 'desc' }, { id: 'asc' }] })
    const [newest] = assignments
    const days = newest && daysOf('unitReport', period as Term, await changesOf(tx, newest.programmeId))
    if (!days || !assignments.some(({ from, to }) => from <= days.dataTo && (!to || to >= days.dataFrom)))
      throw new Refusal(422, 'Đơn vị không được phân công giúp xã nào trong kỳ này')
    const owed = { ...which, programmeId: newest.programmeId, ...days, optional: true }
    return { ...(await tx.obligation.create({ data: owed })), filings: [] }
  }
}
