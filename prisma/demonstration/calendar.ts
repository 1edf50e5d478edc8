import { addDays, startOf } from '../../src/clock.ts'
import { pick, whole } from './dice.ts'

// When offices work: the acts of the demonstration fall into their hours. Days are midnight UTC, as in the database.

export const day = (iso: string) => new Date(`${iso}T00:00:00Z`)

/** Days off that fall on weekdays, as the State announced them: New Year, Tết, Hùng Kings, 30/4 and 1/5, 2/9. */
const daysOff = new Set(
  [
    ['2022-01-03', '2022-01-31', '2022-02-01', '2022-02-02', '2022-02-03', '2022-02-04', '2022-04-11', '2022-05-02', '2022-05-03'],
    ['2022-09-01', '2022-09-02', '2023-01-02', '2023-01-20', '2023-01-23', '2023-01-24', '2023-01-25', '2023-01-26', '2023-05-01'],
    ['2023-05-02', '2023-05-03', '2023-09-01', '2023-09-04', '2024-01-01', '2024-02-08', '2024-02-09', '2024-02-12', '2024-02-13'],
    ['2024-02-14', '2024-04-18', '2024-04-29', '2024-04-30', '2024-05-01', '2024-09-02', '2024-09-03'],
  ]
    .flat()
    .map((iso) => day(iso).getTime()),
)

const isWorkday = (on: Date) => on.getUTCDay() % 6 !== 0 && !daysOff.has(on.getTime())

export function workdays(from: Date, to: Date): Date[] {
  const days = []
  for (let on = from; on <= to; on = addDays(on, 1)) if (isWorkday(on)) days.push(on)
  return days
}

/** So many workdays after a day. */
export function workdaysAfter(on: Date, count: number): Date {
  const found = workdays(addDays(on, 1), addDays(on, 2 * count + 14))[count - 1]
  if (!found) throw new Error(`no workday ${count} after ${on.toISOString()}`)
  return found
}

/** The workday at or before a day. */
export function workdayUpTo(on: Date): Date {
  return isWorkday(on) ? on : workdayUpTo(addDays(on, -1))
}

export const someWorkday = (key: string, from: Date, to: Date): Date => pick(`${key}/day`, workdays(from, to))

/** 7:30 to 9:10, 9:20 to 11:25, 13:35 to 16:50, so that what is begun in a morning can be written by noon and sent in the afternoon. */
export const earlyOn = (on: Date, key: string) => within(on, `${key}/early`, 7 * 60 + 30, 9 * 60 + 10)
export const lateMorningOf = (on: Date, key: string) => within(on, `${key}/late morning`, 9 * 60 + 20, 11 * 60 + 25)
export const afternoonOf = (on: Date, key: string) => within(on, `${key}/afternoon`, 13 * 60 + 35, 16 * 60 + 50)

export function within(on: Date, key: string, fromMinute: number, toMinute: number): Date {
  return new Date(startOf(on).getTime() + 1000 * whole(key, fromMinute * 60, toMinute * 60))
}
