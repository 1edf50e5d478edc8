import { AsyncLocalStorage } from 'node:async_hooks'
import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc.js'
import { pool } from './pool.ts'

dayjs.extend(utc)

/** Where the demonstration begins when nobody says otherwise: two weeks before the deadlines of khoản 1, 2 Điều 13. */
export const demonstrationBegins = '2024-12-16T08:00:00+07:00'

const pinned = new AsyncLocalStorage<Date>()

/**
 * Business time, the only clock of deadlines, standings, filings and events: the database's clock plus a shift kept in the database,
 * so it is the same for every instance and after a restart. Sessions, lockouts and jobs keep real time.
 */
export async function now(): Promise<Date> {
  const pin = pinned.getStore()
  if (pin) return pin
  const { rows } = await pool.query(`select clock_timestamp() + make_interval(secs => coalesce(shift, 0)) as now from clock`)
  return rows[0].now
}

/** Runs something as of an instant: the demonstration files the past through the same verbs. */
export function asOf<T>(at: Date, run: () => Promise<T>): Promise<T> {
  return pinned.run(at, run)
}

export async function setClock(to: Date) {
  await pool.query(`update clock set shift = extract(epoch from $1::timestamptz - clock_timestamp())`, [to])
}

/** At the start, outside production: PORTAL_NOW wins over the stored shift; a database that never had one begins with the demonstration. */
export async function seedClock(iso: string | undefined) {
  if (iso) return setClock(new Date(iso))
  const { rows } = await pool.query('select shift from clock')
  if (rows[0]?.shift == null) await setClock(new Date(demonstrationBegins))
}

/** Vietnam has kept UTC+7, without daylight saving, since 1975: the machine's own zone never matters. */
export const local = (instant: Date) => dayjs.utc(instant).utcOffset(7 * 60)

/** The calendar day in Điện Biên, as dates are kept in the database: midnight UTC of that day. */
export function dayOf(instant: Date): Date {
  return new Date(`${local(instant).format('YYYY-MM-DD')}T00:00:00Z`)
}

/** The first moment of a day in Điện Biên. */
export function startOf(day: Date): Date {
  return new Date(day.getTime() - 7 * 3_600_000)
}

/** A moment of a day in Điện Biên, "08:30". */
export function momentOn(day: Date, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Date(startOf(day).getTime() + (hours * 60 + minutes) * 60_000)
}

export function addDays(day: Date, days: number): Date {
  return new Date(day.getTime() + days * 86_400_000)
}

export function daysBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 86_400_000)
}

/** Where-clause of a dated row: in force on that day. */
export function inForceOn(day: Date) {
  return { from: { lte: day }, OR: [{ to: null }, { to: { gte: day } }] }
}

/** Where-clause of a dated row: in force on at least one day of a span. */
export function inForceWithin(from: Date, to: Date) {
  return { from: { lte: to }, OR: [{ to: null }, { to: { gte: from } }] }
}
