import { addDays, dayOf, daysBetween, startOf } from './clock.ts'
import type { Boundary, Kind, PeriodKind, Status } from './generated/enums.ts'

/** A reporting period: the year it is about, and its number in the year (1 for a year). */
export type Term = { kind: PeriodKind; year: number; n: number }

/**
 * What the regulation leaves open, as days of a month; in a month that has no such day its last day (31 is always the last). All of a term's days
 * lie in the same months whatever is set, so a setting that holds from a month on is never in doubt.
 */
export type Settings = {
  /** Figures run from this day of a month to the day before it in the next. */
  dataDay: number
  /** Of the last month of a month, a quarter; of December. */
  monthOpens: number
  monthDay: number
  quarterOpens: number
  quarterDay: number
  /** Whether a quarter's figures run to the end of its last month. Its report is due in the month after it then. */
  quarterWhole: boolean
  yearOpens: number
  yearDay: number
  /** Of December: the reports of units, districts and the province, whose due days are the law's. */
  annualOpens: number
  /** Of November and of December of the year before. */
  planOpens: number
  planDay: number
  coordinationOpens: number
  coordinationDay: number
}

/** What holds while nobody has set anything; the data window is that of Điều 12 Nghị định 09/2019/NĐ-CP. */
export const defaults: Settings = {
  ...{ dataDay: 15, monthOpens: 15, monthDay: 20, quarterOpens: 15, quarterDay: 23, quarterWhole: false, yearOpens: 15, yearDay: 25 },
  ...{ annualOpens: 1, planOpens: 1, planDay: 31, coordinationOpens: 1, coordinationDay: 31 },
}

/** New settings, from the first day of a month on; made on a day. `running`: the due days of what is open on that day too. */
export type Change = Settings & { from: Date; on: Date; running: boolean }

/** What decides one deadline. `law`: the day stands in the regulation; otherwise it is a setting that the regulation leaves open. */
type Rule = {
  basis: string
  law: boolean
  named(term: Term, settings?: Settings): Date
  boundary: Boundary
  opens(term: Term, settings?: Settings): Date
  /** May be filed, and is owed by nobody. */
  optional?: true
}

const day = (year: number, month: number, date: number) => new Date(Date.UTC(year, month - 1, date))

/** That day of the month, or its last. */
const dayIn = (year: number, month: number, date: number) => day(year, month, Math.min(date, day(year, month + 1, 0).getUTCDate()))

/** Last month of a period. */
const closing = ({ kind, n }: Term) => ({ month: n, quarter: n * 3, half: n * 6, year: 12 })[kind]
const months = { month: 1, quarter: 3, half: 6, year: 12 } satisfies Record<PeriodKind, number>

/** The days keep the law's words: the named day, and whether it counts. The one place that turns settings and a term into days. */
export const rules = {
  'coordination.year': {
    ...{ basis: 'khoản 2 Điều 11 Quy chế', law: false, boundary: 'onOrBefore' },
    named: ({ year }, { coordinationDay } = defaults) => dayIn(year - 1, 12, coordinationDay),
    opens: ({ year }, { coordinationOpens } = defaults) => dayIn(year - 1, 11, coordinationOpens),
  },
  'plan.year': {
    ...{ basis: 'khoản 2 Điều 8 Quy chế', law: false, boundary: 'onOrBefore' },
    named: ({ year }, { planDay } = defaults) => dayIn(year - 1, 12, planDay),
    opens: ({ year }, { planOpens } = defaults) => dayIn(year - 1, 11, planOpens),
  },
  // "theo 6 tháng và hằng năm": may be made beside the year's plan.
  'plan.half': {
    ...{ basis: 'khoản 2 Điều 8 Quy chế', law: false, boundary: 'onOrBefore', optional: true },
    named: (term) => addDays(calendarSpan(term).from, -1),
    opens: (term) => addDays(calendarSpan(term).from, -61),
  },
  'communeReport.month': {
    ...{ basis: 'khoản 4 Điều 11 Quy chế', law: false, boundary: 'onOrBefore' },
    named: (term, { monthDay } = defaults) => dayIn(term.year, closing(term), monthDay),
    opens: (term, { monthOpens } = defaults) => dayIn(term.year, closing(term), monthOpens),
  },
  'communeReport.quarter': {
    ...{ basis: 'khoản 4 Điều 11 Quy chế', law: false, boundary: 'onOrBefore' },
    named: (term, { quarterDay, quarterWhole } = defaults) => dayIn(term.year, closing(term) + (quarterWhole ? 1 : 0), quarterDay),
    opens: (term, { quarterOpens } = defaults) => dayIn(term.year, closing(term), quarterOpens),
  },
  'communeReport.year': {
    ...{ basis: 'khoản 4 Điều 11 Quy chế', law: false, boundary: 'onOrBefore' },
    named: ({ year }, { yearDay } = defaults) => dayIn(year, 12, yearDay),
    opens: ({ year }, { yearOpens } = defaults) => dayIn(year, 12, yearOpens),
  },
  'unitReport.year': {
    ...{ basis: 'khoản 1 Điều 13 Quy chế', law: true, boundary: 'before' },
    named: ({ year }) => day(year, 12, 31),
    opens: ({ year }, { annualOpens } = defaults) => dayIn(year, 12, annualOpens),
  },
  // "Định kỳ báo cáo": what was done in six months may be reported beside the year's report, and is never added up with it.
  'unitReport.half': {
    ...{ basis: 'khoản 1 Điều 13 Quy chế', law: false, boundary: 'onOrBefore', optional: true },
    named: (term) => calendarSpan(term).to,
    opens: (term) => day(term.year, closing(term), 1),
  },
  'districtReport.year': {
    ...{ basis: 'khoản 2 Điều 13 Quy chế', law: true, boundary: 'before' },
    named: ({ year }) => day(year, 12, 31),
    opens: ({ year }, { annualOpens } = defaults) => dayIn(year, 12, annualOpens),
  },
  'provinceReport.year': {
    ...{ basis: 'khoản 3 Điều 13 Quy chế', law: true, boundary: 'before' },
    named: ({ year }) => day(year + 1, 1, 10),
    opens: ({ year }, { annualOpens } = defaults) => dayIn(year, 12, annualOpens),
  },
} satisfies Record<string, Rule>

export type RuleName = keyof typeof rules

export function ruleOf(kind: Kind, term: Term): Rule | undefined {
  return (rules as Record<string, Rule>)[`${kind}.${term.kind}`]
}

export type Days = { opensOn: Date; namedDay: Date; boundary: Boundary; dueAt: Date; dataFrom: Date; dataTo: Date; basis: string }

/**
 * The days of a term by the settings that hold for it, in the order in which they were made: those that hold from the month in which it opens.
 * Of what was open when a setting was made only the due day can move: never before the day of the change, nor into the data window.
 */
export function daysOf(kind: Kind, term: Term, changes: readonly Change[] = []): Days | undefined {
  const rule = ruleOf(kind, term)
  if (!rule) return undefined
  const month = monthOf(rule.opens(term))
  const ahead = kind === 'plan' || kind === 'coordination' // due before its span begins
  const data = ahead ? calendarSpan(term) : dataWindow(term, changes)
  const namedDay = changes.reduce(
    (held, change) => {
      const next = rule.named(term, change)
      const runs = change.running && month <= change.on && next >= change.on && (ahead || next >= data.to)
      return change.from <= month || runs ? next : held
    },
    rule.named(term, defaults),
  )
  const due = { namedDay, boundary: rule.boundary }
  const opensOn = rule.opens(term, settingsFrom(month, changes))
  return { ...due, opensOn, dueAt: dueAt(due), dataFrom: data.from, dataTo: data.to, basis: rule.basis }
}

/**
 * What began after the day by which it would have been due: an assignment that starts within the year opens its plan, and the commune's programme,
 * on its first day, for thirty days. The regulation names no day.
 */
export function daysSince(days: Days, since: Date): Days {
  if (since <= days.namedDay) return days
  const due = { namedDay: addDays(since, 30), boundary: 'onOrBefore' as const }
  return { ...days, ...due, opensOn: since, dueAt: dueAt(due) }
}

/** The settings for what opens in this month: of those that hold by then, the ones that were made last. */
export function settingsFrom(month: Date, changes: readonly Change[]): Settings {
  return changes.findLast(({ from }) => from <= month) ?? defaults
}

const monthOf = (on: Date) => day(on.getUTCFullYear(), on.getUTCMonth() + 1, 1)

/** Figures run from the 15th of the month before the period to the 14th of its last month, or as it is set: each window begins where the one before ended. */
export function dataWindow(term: Term, changes: readonly Change[] = []) {
  return { from: addDays(windowEnd(before(term), changes), 1), to: windowEnd(term, changes) }
}

function windowEnd(term: Term, changes: readonly Change[]) {
  const month = closing(term)
  const { dataDay, quarterWhole } = settingsFrom(day(term.year, month, 1), changes)
  return term.kind === 'quarter' && quarterWhole ? day(term.year, month + 1, 0) : addDays(dayIn(term.year, month, dataDay), -1)
}

/** The period of the same kind before this one. */
const before = ({ kind, year, n }: Term): Term => (n > 1 ? { kind, year, n: n - 1 } : { kind, year: year - 1, n: 12 / months[kind] })

/** A plan looks ahead, so its span is the calendar one. */
export function calendarSpan(term: Term) {
  const last = closing(term)
  return { from: day(term.year, last - months[term.kind] + 1, 1), to: day(term.year, last + 1, 0) }
}

/** The year that a day's doings are reported in: 15/12 to 14/12, or as it is set. */
export function reportingYear(on: Date, changes: readonly Change[] = []) {
  const year = on.getUTCFullYear()
  return on > windowEnd({ kind: 'year', year, n: 1 }, changes) ? year + 1 : year
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

export type Standing =
  | 'notOpen'
  | 'open'
  | 'drafting'
  | 'onTime'
  | 'onNamedDay'
  | 'accepted'
  | 'late'
  | 'changesAsked'
  | 'explained'
  | 'overdue'

export type Owed = Due & {
  kind: Kind
  opensOn: Date
  dueAt: Date
  /** Why an arrival on the named day itself is accepted as in time. */
  acceptedReason: string | null
  /** May be filed and is not owed: never late. */
  optional?: boolean
  filings: readonly ({ kind: Kind; status: Status; lastSentAt?: Date | null; refusedAt: Date | null } & Arrival)[]
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

/** Whether it arrived on the very day that "trước ngày" names, and leaves out. */
export function cameOnNamedDay({
  kind,
  namedDay,
  boundary,
  extendedTo,
  filings,
}: Pick<Owed, 'kind' | 'namedDay' | 'boundary' | 'extendedTo' | 'filings'>) {
  const filing = filings.find((one) => one.kind === kind)
  const sent = filing && arrivedAt(filing)
  return Boolean(sent && boundary === 'before' && !extendedTo && daysBetween(namedDay, dayOf(sent)) === 0)
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
    if (!cameOnNamedDay(owed)) return is('late', late)
    return owed.acceptedReason ? is('accepted') : is('onNamedDay', late)
  }
  if (owed.filings.some(({ kind, firstSentAt, refusedAt }) => kind === 'explanation' && firstSentAt && !refusedAt)) return is('explained')
  if (now >= owed.dueAt && !owed.optional) return is('overdue', -daysLeft(owed, now))
  if (filing) return is('drafting')
  return is(dayOf(now) < owed.opensOn ? 'notOpen' : 'open')
}

/** How its arrival is judged, whether or not changes were asked for since. */
export function arrival(owed: Owed, now: Date) {
  const filings = owed.filings.map((filing) => (filing.status === 'changesAsked' ? { ...filing, status: 'sent' as const } : filing))
  return standing({ ...owed, filings }, now)
}
