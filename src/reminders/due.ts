import { dayOf, inForceOn } from '../clock.ts'
import { lastDay, type Owed, type Standing, standing } from '../deadlines.ts'
import type { Prisma, ReminderCause, ReminderChoice } from '../generated/client.ts'
import { type DaysOff, workingDaysAfter, workingDaysBefore } from '../holidays/working-days.ts'
import type { ReminderSettings } from './settings.ts'

/** What one still has to send. That changes were asked for is said by whoever asks, and is no deadline. */
const owes: readonly Standing[] = ['open', 'drafting', 'overdue']

/** Rows that may still be owed: `standing()` has the last word on each. After the end of an assignment nobody begins its plan. */
export function perhapsOwed(at: Date) {
  const today = dayOf(at)
  return {
    ...{ withdrawnAt: null, optional: false, opensOn: { lte: today } },
    filings: { none: { status: { in: ['sent', 'accepted'] }, refusedAt: null } },
    OR: [{ assignmentId: null }, { assignment: inForceOn(today) }],
  } satisfies Prisma.ObligationWhereInput
}

export const stillOwes = (owed: Owed, at: Date) => owes.includes(standing(owed, at).is)

/**
 * Why one is reminded of it today, if at all. The points lie on working days, so a day off moves them (to the working day before it, or after it
 * when the deadline has passed); the last day itself never moves.
 */
export function causeOf(
  owed: Owed,
  at: Date,
  { choice, settings, off }: { choice: ReminderChoice; settings: Pick<ReminderSettings, 'ahead' | 'after'>; off: readonly DaysOff[] },
): ReminderCause | undefined {
  const { is } = standing(owed, at)
  if (!owes.includes(is) || choice === 'none') return undefined
  const [today, last] = [dayOf(at).getTime(), lastDay(owed)]
  const otherwise = choice === 'daily' ? 'daily' : undefined
  if (is === 'overdue') {
    return settings.after.some((n) => workingDaysAfter(last, n, off).getTime() === today) || otherwise ? 'overdue' : undefined
  }
  if (workingDaysBefore(last, 0, off).getTime() === today) return 'lastDay'
  return settings.ahead.some((n) => workingDaysBefore(last, n, off).getTime() === today) ? 'ahead' : otherwise
}
