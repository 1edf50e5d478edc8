import { addDays } from '../clock.ts'
import type { Db } from '../db.ts'

/** A span of days off, or a day worked in exchange. */
export type DaysOff = { from: Date; to: Date; worked: boolean }

/** Every span that is kept: a handful a year. */
export async function daysOff(db: Pick<Db, 'holiday'>): Promise<DaysOff[]> {
  return db.holiday.findMany({ where: { status: 'kept' }, select: { from: true, to: true, worked: true } })
}

/** Monday to Friday but for the days off; a Saturday or Sunday that is worked in exchange. */
export function isWorkingDay(day: Date, off: readonly DaysOff[]) {
  const named = off.filter(({ from, to }) => from <= day && day <= to)
  if (named.some(({ worked }) => worked)) return true
  return !named.length && day.getUTCDay() % 6 !== 0
}

/** The n-th working day before a day, which itself does not count; the 0th is the day itself, or the last working day before it. */
export function workingDaysBefore(day: Date, n: number, off: readonly DaysOff[]): Date {
  return stepped(day, n, -1, off)
}

/** The n-th working day after a day. */
export function workingDaysAfter(day: Date, n: number, off: readonly DaysOff[]): Date {
  return stepped(day, n, 1, off)
}

function stepped(day: Date, n: number, way: 1 | -1, off: readonly DaysOff[]) {
  let [at, left] = [day, n]
  if (left === 0) while (!isWorkingDay(at, off)) at = addDays(at, way)
  while (left > 0) {
    at = addDays(at, way)
    if (isWorkingDay(at, off)) left--
  }
  return at
}
