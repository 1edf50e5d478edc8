import type { Tx } from '../db.ts'
import { type Change, daysOf, type Term } from '../deadlines.ts'
import type { Prisma } from '../generated/client.ts'

/**
 * Of periods that have not opened all days; of open ones, where the change is for them too, the due day of what nobody has sent. What was extended
 * keeps its extension. One statement for all that is owed alike.
 */
export async function settle(tx: Tx, programmeId: string, changes: readonly Change[], today: Date) {
  const live = { programmeId, withdrawnAt: null, extendedTo: null, optional: false } as const
  const ahead: Prisma.ObligationWhereInput = { ...live, opensOn: { gt: today } }
  const open: Prisma.ObligationWhereInput = {
    ...{ ...live, opensOn: { lte: today }, filings: { none: { firstSentAt: { not: null } } } },
    OR: [{ coveredBy: null }, { coveredBy: { filing: { firstSentAt: null } } }],
  }
  await give(tx, ahead, changes, false)
  if (changes.at(-1)?.running) await give(tx, open, changes, true)
}

async function give(tx: Tx, which: Prisma.ObligationWhereInput, changes: readonly Change[], dueOnly: boolean) {
  const alike = await tx.obligation.groupBy({
    by: ['kind', 'periodId', 'opensOn', 'namedDay', 'dataFrom', 'dataTo'],
    where: which,
    _count: { _all: true },
  })
  const periods = await tx.period.findMany({ where: { id: { in: alike.map(({ periodId }) => periodId) } } })
  for (const { _count, ...now } of alike) {
    const period = periods.find(({ id }) => id === now.periodId)
    const days = period && daysOf(now.kind, period as Term, changes)
    if (!days || now.opensOn > days.namedDay) continue // what began after the usual day has days of its own (`daysSince`)
    const { namedDay, dueAt, opensOn, dataFrom, dataTo } = days
    const next = dueOnly ? { namedDay, dueAt } : { namedDay, dueAt, opensOn, dataFrom, dataTo }
    if (Object.entries(next).every(([name, on]) => name === 'dueAt' || on.getTime() === now[name as keyof typeof now].valueOf())) continue
    const data = { ...next, revision: { increment: 1 } }
    await tx.obligation.updateMany({ where: { ...which, ...now }, data, expect: _count._all })
  }
}
