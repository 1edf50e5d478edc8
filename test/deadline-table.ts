import {
  type Change,
  dataWindow,
  daysLeft,
  daysOf,
  defaults,
  dueAt,
  lastDay,
  type Owed,
  reportingYear,
  ruleOf,
  standing,
  type Term,
} from '../src/deadlines.ts'
import type { Kind } from '../src/generated/enums.ts'
import { deadlineSentence, standingMark } from '../src/words.ts'

/** The edges of every deadline, at the second, in Điện Biên. Also run as a program, in other zones: `TZ=… node test/deadline-table.ts`. */

const year = (of: number): Term => ({ kind: 'year', year: of, n: 1 })
const quarter = (n: number, of: number): Term => ({ kind: 'quarter', year: of, n })
const month = (n: number, of: number): Term => ({ kind: 'month', year: of, n })

type Edge = [kind: Kind, term: Term, at: string, sentThen: string, notSent: string, left: number]

/** kind, term, moment · what a first sending at that moment is · how it stands if nothing was sent · days left. */
export const edges: Edge[] = [
  // khoản 1 Điều 13: the unit's report, "trước ngày 31/12"
  ['unitReport', year(2024), '2024-12-18T09:00:00', 'Gửi đúng hạn', 'Đang mở', 12],
  ['unitReport', year(2024), '2024-12-30T00:00:00', 'Gửi đúng hạn', 'Đang mở', 0],
  ['unitReport', year(2024), '2024-12-30T23:59:59', 'Gửi đúng hạn', 'Đang mở', 0],
  ['unitReport', year(2024), '2024-12-31T00:00:00', 'Gửi vào đúng ngày nêu', 'Quá hạn 1 ngày', -1],
  ['unitReport', year(2024), '2024-12-31T23:59:59', 'Gửi vào đúng ngày nêu', 'Quá hạn 1 ngày', -1],
  ['unitReport', year(2024), '2025-01-01T00:00:00', 'Gửi chậm 2 ngày', 'Quá hạn 2 ngày', -2],
  // khoản 2 Điều 13: the district's report, "trước ngày 31/12"
  ['districtReport', year(2024), '2024-12-30T23:59:59', 'Gửi đúng hạn', 'Đang mở', 0],
  ['districtReport', year(2024), '2024-12-31T00:00:00', 'Gửi vào đúng ngày nêu', 'Quá hạn 1 ngày', -1],
  ['districtReport', year(2024), '2025-01-01T00:00:00', 'Gửi chậm 2 ngày', 'Quá hạn 2 ngày', -2],
  // khoản 3 Điều 13: the province's report, "trước ngày 10/01 năm liền kề"
  ['provinceReport', year(2024), '2024-12-31T23:59:59', 'Gửi đúng hạn', 'Đang mở', 9],
  ['provinceReport', year(2024), '2025-01-09T23:59:59', 'Gửi đúng hạn', 'Đang mở', 0],
  ['provinceReport', year(2024), '2025-01-10T00:00:00', 'Gửi vào đúng ngày nêu', 'Quá hạn 1 ngày', -1],
  ['provinceReport', year(2024), '2025-01-11T00:00:00', 'Gửi chậm 2 ngày', 'Quá hạn 2 ngày', -2],
  // khoản 4 Điều 11: the commune's reports, "chậm nhất ngày" (a setting): the named day counts
  ['communeReport', month(11, 2024), '2024-11-20T23:59:59', 'Gửi đúng hạn', 'Đang mở', 0],
  ['communeReport', month(11, 2024), '2024-11-21T00:00:00', 'Gửi chậm 1 ngày', 'Quá hạn 1 ngày', -1],
  ['communeReport', month(2, 2024), '2024-02-20T23:59:59', 'Gửi đúng hạn', 'Đang mở', 0],
  ['communeReport', month(2, 2024), '2024-03-01T00:00:00', 'Gửi chậm 10 ngày', 'Quá hạn 10 ngày', -10], // 2024 has a 29/02
  ['communeReport', quarter(4, 2024), '2024-12-23T23:59:59', 'Gửi đúng hạn', 'Đang mở', 0],
  ['communeReport', quarter(4, 2024), '2024-12-24T00:00:00', 'Gửi chậm 1 ngày', 'Quá hạn 1 ngày', -1],
  ['communeReport', year(2024), '2024-12-25T23:59:59', 'Gửi đúng hạn', 'Đang mở', 0],
  ['communeReport', year(2024), '2024-12-26T00:00:00', 'Gửi chậm 1 ngày', 'Quá hạn 1 ngày', -1],
  // khoản 2 Điều 8: the plan of the next year
  ['plan', year(2025), '2024-12-31T23:59:59', 'Gửi đúng hạn', 'Đang mở', 0],
  ['plan', year(2025), '2025-01-01T00:00:00', 'Gửi chậm 1 ngày', 'Quá hạn 1 ngày', -1],
  // not open yet: the first second of the day on which it opens
  ['unitReport', year(2024), '2024-11-30T23:59:59', 'Gửi đúng hạn', 'Chưa đến kỳ', 30],
  ['unitReport', year(2024), '2024-12-01T00:00:00', 'Gửi đúng hạn', 'Đang mở', 29],
]

export const at = (local: string) => new Date(`${local}+07:00`)

/** What is owed by a rule; the rest as the database keeps it. */
export function owedBy(kind: Kind, term: Term, more: Partial<Owed> = {}): Owed {
  const rule = ruleOf(kind, term)
  if (!rule) throw new Error(`${kind} by ${term.kind} has no rule`)
  const due = { namedDay: rule.named(term), boundary: rule.boundary, ...more }
  return { kind, opensOn: rule.opens(term), dueAt: dueAt(due), acceptedReason: null, filings: [], ...due }
}

export const sentOn = (kind: Kind, first: string, last = first, status: 'sent' | 'accepted' | 'changesAsked' = 'sent') => [
  { kind, status, firstSentAt: at(first), lastSentAt: at(last), paperOn: null, refusedAt: null },
]

/** New settings from a month on, made on a day. */
export const change = (on: string, from: string, set: Partial<Change>): Change => ({
  ...{ ...defaults, on: new Date(on), from: new Date(from), running: false },
  ...set,
})

/** What a change makes of a term: the term's days, as text. */
export function changed(kind: Kind, term: Term, ...changes: Change[]) {
  const days = daysOf(kind, term, changes)
  if (!days) throw new Error(`${kind} by ${term.kind} has no rule`)
  const words = (on: Date) => on.toISOString().slice(0, 10)
  return [days.dataFrom, days.dataTo, days.opensOn, days.namedDay].map(words).join(' ')
}

/** Everything that depends on a calendar, as text: the same whatever the machine's zone is. */
export function judged() {
  return edges.map(([kind, term, moment]) => {
    const owed = owedBy(kind, term)
    const then = { ...owed, filings: sentOn(kind, moment) }
    return [
      ...[kind, term.kind, term.year, term.n, moment],
      ...[standingMark(then, at(moment)).word, standingMark(owed, at(moment)).word, daysLeft(owed, at(moment))],
      ...[standing(owed, at(moment)).is, owed.dueAt.toISOString(), lastDay(owed).toISOString()],
      ...[deadlineSentence(owed, at(moment)), JSON.stringify(dataWindow(term)), reportingYear(dataWindow(term).to)],
      changed(
        kind,
        term,
        change('2024-11-16', '2024-12-01', { dataDay: 20, monthDay: 31, quarterDay: 10, quarterWhole: true, running: true }),
      ),
    ]
  })
}

if (import.meta.main) console.log(JSON.stringify({ zone: at('2024-12-31T00:00:00').getTimezoneOffset(), judged: judged() }))
