import { addDays, dayOf, daysBetween, startOf } from './clock.ts'
import type { Boundary, Kind, PeriodKind, Status } from './generated/enums.ts'

/** A reporting period: the year it is about, and its number in the year (1 for a year). */
export type Term = { kind: PeriodKind; year: number; n: number }

/** What decides one deadline. `law`: the day stands in the regulation; otherwise it is a setting that the regulation leaves open. */
type Rule = {
  basis: string
  law: boolean
  named(term: Term): Date
  boundary: Boundary
  opens(term: Term): Date
  /** May be filed, and is owed by nobody. */
  optional?: true
}

const day = (year: number, month: number, date: number) => new Date(Date.UTC(year, month - 1, date))

/** Last month of a period. */
const closing = ({ kind, n }: Term) => ({ month: n, quarter: n * 3, half: n * 6, year: 12 })[kind]
const months = { month: 1, quarter: 3, half: 6, year: 12 } satisfies Record<PeriodKind, number>

/** The days keep the law's words: the named day, and whether it counts. */
export const rules = {
  'coordination.year': {
    ...{ basis: 'khoản 2 Điều 11 Quy chế', law: false, boundary: 'onOrBefore' },
    named: ({ year }) => day(year - 1, 12, 31),
    opens: ({ year }) => day(year - 1, 11, 1),
  },
  'plan.year': {
    ...{ basis: 'khoản 2 Điều 8 Quy chế', law: false, boundary: 'onOrBefore' },
    named: ({ year }) => day(year - 1, 12, 31),
    opens: ({ year }) => day(year - 1, 11, 1),
  },
  // "theo 6 tháng và hằng năm": may be made beside the year's plan.
  'plan.half': {
    ...{ basis: 'khoản 2 Điều 8 Quy chế', law: false, boundary: 'onOrBefore', optional: true },
    named: (term) => addDays(calendarSpan(term).from, -1),
    opens: (term) => addDays(calendarSpan(term).from, -61),
  },
  'communeReport.month': {
    ...{ basis: 'khoản 4 Điều 11 Quy chế', law: false, boundary: 'onOrBefore' },
    named: (term) => day(term.year, closing(term), 20),
    opens: (term) => day(term.year, closing(term), 15),
  },
  'communeReport.quarter': {
    ...{ basis: 'khoản 4 Điều 11 Quy chế', law: false, boundary: 'onOrBefore' },
    named: (term) => day(term.year, closing(term), 23),
    opens: (term) => day(term.year, closing(term), 15),
  },
  'communeReport.year': {
    ...{ basis: 'khoản 4 Điều 11 Quy chế', law: false, boundary: 'onOrBefore' },
    named: ({ year }) => day(year, 12, 25),
    opens: ({ year }) => day(year, 12, 15),
  },
  'unitReport.year': {
    ...{ basis: 'khoản 1 Điều 13 Quy chế', law: true, boundary: 'before' },
    named: ({ year }) => day(year, 12, 31),
    opens: ({ year }) => day(year, 12, 1),
  },
  'districtReport.year': {
    ...{ basis: 'khoản 2 Điều 13 Quy chế', law: true, boundary: 'before' },
    named: ({ year }) => day(year, 12, 31),
    opens: ({ year }) => day(year, 12, 1),
  },
  'provinceReport.year': {
    ...{ basis: 'khoản 3 Điều 13 Quy chế', law: true, boundary: 'before' },
    named: ({ year }) => day(year + 1, 1, 10),
    opens: ({ year }) => day(year, 12, 1),
  },
} satisfies Record<string, Rule>

export type RuleName = keyof typeof rules

export function ruleOf(kind: Kind, term: Term): Rule | undefined {
  return (rules as Record<string, Rule>)[`${kind}.${term.kind}`]
}

/** Figures run from the 15th of the month before the period to the 14th of its last month (Điều 12 Nghị định 09/2019/NĐ-CP). */
export function dataWindow(term: Term) {
  const last = closing(term)
  return { from: day(term.year, last - months[term.kind], 15), to: day(term.year, last, 14) }
}

/** A plan looks ahead, so its span is the calendar one. */
export function calendarSpan(term: Term) {
  const last = closing(term)
  return { from: day(term.year, last - months[term.kind] + 1, 1), to: day(term.year, last + 1, 0) }
}

/** The year that a day's doings are reported in: 15/12 to 14/12. */
export function reportingYear(on: Date) {
  return on >= day(on.getUTCFullYear(), 12, 15) ? on.getUTCFullYear() + 1 : on.getUTCFullYear()
}

type Due = { namedDay: Date; boundary: Boundary; extendedTo?: Date | null }

/** "trước ngày 31/12" ends with 30/12; "chậm nhất ngày 20/12" ends with 20/12; an extension names its own last day. */
export function lastDay({ namedDay, boundary, extendedTo }: Due): Date {
  return extendedTo ?? (boundary === 'before' ? addDays(namedDay, -1) : namedDay)
}

/** The first moment that is late. */
export function dueAt(due: Due): Date {
  return startOf(addDays(lastDay(due), 1))
}

/** Last day that counts minus today: 0 on the last day, negative afterwards. */
export function daysLeft(due: Due, now: Date): number {
  return daysBetween(dayOf(now), lastDay(due))
}

export type Standing = 'notOpen' | 'open' | 'drafting' | 'onTime' | 'onNamedDay' | 'late' | 'changesAsked' | 'explained' | 'overdue'

export type Owed = Due & {
  kind: Kind
  opensOn: Date
  dueAt: Date
  /** May be filed and is not owed: never late. */
  optional?: boolean
  filings: readonly ({ kind: Kind; status: Status; lastSentAt?: Date | null } & Arrival)[]
}

type Arrival = { firstSentAt: Date | null; paperOn: Date | null }

/** Whether the day on which a receiver registered the paper original decides: it was there before the first sending. */
export function paperDecides({ firstSentAt, paperOn }: Arrival) {
  return Boolean(firstSentAt && paperOn && paperOn < dayOf(firstSentAt))
}

/** What decides: the first sending, or the end of the day on which the paper original had arrived before. */
function arrivedAt(filing: Arrival) {
  return paperDecides(filing) && filing.paperOn ? new Date(startOf(addDays(filing.paperOn, 1)).getTime() - 1) : filing.firstSentAt
}

/**
 * How an obligation stands. The first sending decides, or a paper original before it: a request for changes does not make it late.
 * `days`: how many days late or overdue. Everything that shows a standing (list, badge, desk) asks this one function.
 */
export function standing(owed: Owed, now: Date): { is: Standing; days: number; resent: boolean } {
  const filing = owed.filings.find(({ kind }) => kind === owed.kind)
  const sent = filing && arrivedAt(filing)
  const again = filing?.lastSentAt && filing.firstSentAt && filing.lastSentAt > filing.firstSentAt ? filing.lastSentAt : undefined
  const resent = Boolean(sent && again && sent < owed.dueAt && again >= owed.dueAt)
  const is = (name: Standing, days = 0) => ({ is: name, days, resent })
  if (filing?.status === 'changesAsked') return is('changesAsked')
  if (sent) {
    if (sent < owed.dueAt || owed.optional) return is('onTime')
    const late = daysBetween(lastDay(owed), dayOf(sent))
    return owed.boundary === 'before' && !owed.extendedTo && daysBetween(owed.namedDay, dayOf(sent)) === 0
      ? is('onNamedDay', late)
      : is('late', late)
  }
  if (owed.filings.some(({ kind, firstSentAt }) => kind === 'explanation' && firstSentAt)) return is('explained')
  if (now >= owed.dueAt && !owed.optional) return is('overdue', -daysLeft(owed, now))
  if (filing) return is('drafting')
  return is(dayOf(now) < owed.opensOn ? 'notOpen' : 'open')
}
