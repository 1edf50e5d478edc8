import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayOf } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import {
  dataWindow,
  daysLeft,
  daysOf,
  daysSince,
  dueAt,
  lastDay,
  type Owed,
  reportingYear,
  ruleOf,
  type Standing,
  standing,
} from '../src/deadlines.ts'
import { deadlineSentence, standingMark, standingWords } from '../src/words.ts'
import { at, edges, judged, owedBy, sentOn } from './deadline-table.ts'

const y2024 = { kind: 'year', year: 2024, n: 1 } as const
const unitReport = owedBy('unitReport', y2024)

describe('at the second, in Điện Biên', () => {
  test.each(edges)(
    '%s %o at %s: sent then it is “%s”, not sent it is “%s”, %i days left',
    (kind, term, moment, sentThen, notSent, left) => {
      const owed = owedBy(kind, term)
      expect(standingMark({ ...owed, filings: sentOn(kind, moment) }, at(moment)).word).toBe(sentThen)
      expect(standingMark(owed, at(moment)).word).toBe(notSent)
      expect(daysLeft(owed, at(moment))).toBe(left)
    },
  )

  // Offsets in minutes as JavaScript counts them: what the machine's clock says must not matter.
  test.each([
    ['Pacific/Pago_Pago', 660],
    ['Pacific/Kiritimati', -840],
    ['Asia/Ho_Chi_Minh', -420],
    ['America/St_Johns', 210],
  ])('a machine in %s says the same', (TZ, offset) => {
    const file = fileURLToPath(new URL('deadline-table.ts', import.meta.url))
    const answer = JSON.parse(execFileSync(process.execPath, [file], { env: { ...process.env, TZ }, encoding: 'utf8' }))
    expect(answer.zone, 'the zone is really another one').toBe(offset)
    expect(answer.judged).toEqual(JSON.parse(JSON.stringify(judged())))
  })
})

describe('the days keep the words of the Quy chế', () => {
  test.each([
    ['khoản 1 Điều 13: “trước ngày 31/12”', 'unitReport', y2024, 'khoản 1 Điều 13 Quy chế', '2024-12-31', 'before', '2024-12-30'],
    ['khoản 2 Điều 13: “trước ngày 31/12”', 'districtReport', y2024, 'khoản 2 Điều 13 Quy chế', '2024-12-31', 'before', '2024-12-30'],
    ['khoản 3 Điều 13: “trước ngày 10/01”', 'provinceReport', y2024, 'khoản 3 Điều 13 Quy chế', '2025-01-10', 'before', '2025-01-09'],
  ] as const)('%s is the law, and ends the day before', (_, kind, term, basis, named, boundary, last) => {
    const rule = ruleOf(kind, term)
    expect(rule).toMatchObject({ basis, boundary, law: true })
    expect(rule?.named(term)).toEqual(new Date(named))
    expect(lastDay(owedBy(kind, term))).toEqual(new Date(last))
  })

  test.each([
    ['communeReport', { kind: 'month', year: 2024, n: 11 }, '2024-11-20'],
    ['communeReport', { kind: 'quarter', year: 2024, n: 4 }, '2024-12-23'],
    ['communeReport', y2024, '2024-12-25'],
    ['plan', { kind: 'year', year: 2025, n: 1 }, '2024-12-31'],
  ] as const)('%s %o is a setting, “chậm nhất ngày”: the named day itself counts', (kind, term, named) => {
    expect(ruleOf(kind, term)).toMatchObject({ law: false, boundary: 'onOrBefore' })
    expect(lastDay(owedBy(kind, term))).toEqual(new Date(named))
  })

  test('what is stored with every obligation is what the rules say', async () => {
    const stored = await prisma.obligation.findMany({ where: { assignment: null }, include: { period: true } })
    expect(stored.length).toBeGreaterThan(1_500)
    for (const { kind, period, namedDay, boundary, dueAt: due, opensOn, basis } of stored) {
      const owed = owedBy(kind, period)
      expect({ kind, namedDay, boundary, due, opensOn, basis }).toEqual({
        ...{ kind, namedDay: owed.namedDay, boundary: owed.boundary, due: owed.dueAt, opensOn: owed.opensOn },
        basis: ruleOf(kind, period)?.basis,
      })
    }
  })

  test.each([
    ['2023-12-31', '2023-11-01', '2023-12-31'], // still the usual day
    ['2024-01-01', '2024-01-01', '2024-01-31'],
    ['2024-02-29', '2024-02-29', '2024-03-30'],
    ['2024-12-31', '2024-12-31', '2025-01-30'],
  ])('khoản 2 Điều 8: the plan for 2024 of an assignment from %s opens on %s and is due by %s', (from, opens, named) => {
    const days = daysOf('plan', y2024)
    const { opensOn, ...due } = daysSince(days as NonNullable<typeof days>, new Date(from))
    expect([opensOn, lastDay(due)]).toEqual([new Date(opens), new Date(named)])
    expect(due.dueAt).toEqual(new Date(new Date(named).getTime() + 17 * 3_600_000))
  })

  test('khoản 2 Điều 8: the plan of an assignment that was moved within the year is due thirty days after it began', async () => {
    const plans = await prisma.obligation.findMany({ where: { kind: 'plan' }, include: { period: true, assignment: true } })
    const late = plans.filter(({ assignment, period }) => assignment && assignment.from.getUTCFullYear() === period.year)
    expect(late.length).toBeGreaterThan(0)
    for (const { assignment, ...row } of plans) {
      const days = daysOf('plan', row.period)
      expect(row).toMatchObject(daysSince(days as NonNullable<typeof days>, assignment?.from ?? new Date(0)))
    }
  })

  test('a day is late exactly when no days are left, whichever day is named and whether it counts', () => {
    const day = fc.integer({ min: 0, max: 5_000 }).map((n) => addDays(new Date('2022-01-01'), n))
    const due = fc.record({
      namedDay: day,
      boundary: fc.constantFrom('before', 'onOrBefore'),
      extendedTo: fc.option(day),
    }) as fc.Arbitrary<{ namedDay: Date; boundary: 'before' | 'onOrBefore'; extendedTo: Date | null }>
    const moment = fc.date({ min: new Date('2022-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
    fc.assert(fc.property(due, moment, (due, moment) => moment >= dueAt(due) === daysLeft(due, moment) < 0))
  })
})

describe('the sentence that is the same everywhere', () => {
  test.each([
    ['2024-12-18T09:00:00', 'Hạn: trước ngày 31/12/2024 (hết ngày 30/12/2024), còn 12 ngày.'],
    ['2024-12-29T23:59:59', 'Hạn: trước ngày 31/12/2024 (hết ngày 30/12/2024), còn 1 ngày.'],
    ['2024-12-30T00:00:00', 'Hạn: trước ngày 31/12/2024 (hết ngày 30/12/2024), hôm nay là ngày cuối.'],
    ['2024-12-30T23:59:59', 'Hạn: trước ngày 31/12/2024 (hết ngày 30/12/2024), hôm nay là ngày cuối.'],
    ['2024-12-31T00:00:00', 'Hạn: trước ngày 31/12/2024 (hết ngày 30/12/2024), quá hạn: hôm nay là ngày nêu trong Quy chế.'],
    ['2025-01-01T00:00:00', 'Hạn: trước ngày 31/12/2024 (hết ngày 30/12/2024), quá hạn 2 ngày.'],
  ])('khoản 1 Điều 13, on %s', (moment, words) => expect(deadlineSentence(unitReport, at(moment))).toBe(words))

  test('“chậm nhất ngày” names one day only, and its last day is the named one', () => {
    const owed = owedBy('communeReport', { kind: 'month', year: 2024, n: 12 })
    expect(deadlineSentence(owed, at('2024-12-16T08:00:00'))).toBe('Hạn: chậm nhất ngày 20/12/2024, còn 4 ngày.')
    expect(deadlineSentence(owed, at('2024-12-20T23:59:59'))).toBe('Hạn: chậm nhất ngày 20/12/2024, hôm nay là ngày cuối.')
    expect(deadlineSentence(owed, at('2024-12-21T00:00:00'))).toBe('Hạn: chậm nhất ngày 20/12/2024, quá hạn 1 ngày.')
  })

  test('nothing is said about days left once it was sent', () => {
    const sent = { ...unitReport, filings: sentOn('unitReport', '2024-12-20T08:00:00') }
    expect(deadlineSentence(sent, at('2025-02-01T08:00:00'))).toBe('Hạn: trước ngày 31/12/2024 (hết ngày 30/12/2024).')
  })
})

describe('how an obligation stands', () => {
  const filed = (filings: Owed['filings'], more: Partial<Owed> = {}) => ({ ...unitReport, ...more, filings })
  const draft = [{ kind: 'unitReport', status: 'draft', firstSentAt: null, lastSentAt: null, paperOn: null, refusedAt: null }] as const
  const explained = (first: string | null) =>
    [
      {
        kind: 'explanation',
        status: first ? 'sent' : 'draft',
        firstSentAt: first ? at(first) : null,
        lastSentAt: null,
        paperOn: null,
        refusedAt: null,
      },
    ] as const
  const onPaper = (first: string, paperOn: string) =>
    sentOn('unitReport', first).map((filing) => ({ ...filing, paperOn: new Date(paperOn) }))
  const extended = owedBy('unitReport', y2024, { extendedTo: new Date('2025-01-05') })

  const accepted = { acceptedReason: 'Mạng hỏng cả ngày 30/12' }

  const table: [Standing, Owed, string, number][] = [
    ['notOpen', unitReport, '2024-11-30T23:59:59', 0],
    ['open', unitReport, '2024-12-01T00:00:00', 0],
    ['drafting', filed(draft), '2024-12-30T23:59:59', 0],
    ['overdue', filed(draft), '2024-12-31T00:00:00', 1],
    ['overdue', unitReport, '2025-01-31T08:00:00', 32],
    ['onTime', filed(sentOn('unitReport', '2024-12-30T23:59:59')), '2025-03-01T08:00:00', 0],
    ['onTime', filed(sentOn('unitReport', '2024-12-20T08:00:00', '2024-12-20T08:00:00', 'accepted')), '2025-03-01T08:00:00', 0],
    ['onNamedDay', filed(sentOn('unitReport', '2024-12-31T00:00:00')), '2025-03-01T08:00:00', 1],
    ['late', filed(sentOn('unitReport', '2025-01-01T00:00:00')), '2025-03-01T08:00:00', 2],
    // accepted by planning: for the named day itself, to its last second, and for no other
    ['onTime', filed(sentOn('unitReport', '2024-12-30T23:59:59'), accepted), '2025-03-01T08:00:00', 0],
    ['accepted', filed(sentOn('unitReport', '2024-12-31T00:00:00'), accepted), '2025-03-01T08:00:00', 0],
    ['accepted', filed(sentOn('unitReport', '2024-12-31T23:59:59'), accepted), '2025-03-01T08:00:00', 0],
    ['accepted', filed(onPaper('2025-01-02T08:00:00', '2024-12-31'), accepted), '2025-03-01T08:00:00', 0],
    ['late', filed(sentOn('unitReport', '2025-01-01T00:00:00'), accepted), '2025-03-01T08:00:00', 2],
    ['overdue', filed([], accepted), '2024-12-31T08:00:00', 1],
    ['late', { ...extended, ...accepted, filings: sentOn('unitReport', '2025-01-06T00:00:00') }, '2025-03-01T08:00:00', 1],
    ['onTime', filed(onPaper('2025-01-02T08:00:00', '2024-12-30')), '2025-03-01T08:00:00', 0],
    ['onNamedDay', filed(onPaper('2025-01-02T08:00:00', '2024-12-31')), '2025-03-01T08:00:00', 1],
    ['late', filed(onPaper('2025-01-06T08:00:00', '2025-01-03')), '2025-03-01T08:00:00', 4],
    ['late', filed(onPaper('2025-01-02T00:00:00', '2025-01-03')), '2025-03-01T08:00:00', 3], // the earlier of the two
    ['onTime', { ...extended, filings: onPaper('2025-01-20T08:00:00', '2025-01-05') }, '2025-03-01T08:00:00', 0],
    ['changesAsked', filed(sentOn('unitReport', '2024-12-20T08:00:00', '2024-12-20T08:00:00', 'changesAsked')), '2025-01-02T08:00:00', 0],
    ['explained', filed(explained('2024-12-28T08:00:00')), '2025-01-02T08:00:00', 0],
    ['overdue', filed(explained(null)), '2025-01-02T08:00:00', 3],
    ['open', extended, '2025-01-05T23:59:59', 0],
    ['overdue', extended, '2025-01-06T00:00:00', 1],
    ['onTime', { ...extended, filings: sentOn('unitReport', '2024-12-31T10:00:00') }, '2025-03-01T08:00:00', 0],
    ['late', { ...extended, filings: sentOn('unitReport', '2025-01-06T00:00:00') }, '2025-03-01T08:00:00', 1],
  ]
  test.each(table)('%s (case %#)', (is, owed, moment, days) => {
    expect(standing(owed, at(moment))).toEqual({ is, days, resent: false })
  })

  test('the table knows every standing of the product, and each has a word', () => {
    expect(new Set(table.map(([is]) => is))).toEqual(new Set(Object.keys(standingWords)))
  })

  test('a request for changes does not make an on-time report late: sent again after the deadline it is on time, and says so', () => {
    const again = filed(sentOn('unitReport', '2024-12-29T08:00:00', '2025-01-08T08:00:00'))
    expect(standing(again, at('2025-01-08T09:00:00'))).toEqual({ is: 'onTime', days: 0, resent: true })
    expect(standingMark(again, at('2025-01-08T09:00:00'))).toMatchObject({ letter: 'Đ*', word: 'Gửi đúng hạn, gửi lại sau hạn' })
  })

  test('what was late at first stays late however often it is sent again; sent again in time says nothing', () => {
    const late = filed(sentOn('unitReport', '2025-01-02T08:00:00', '2025-01-08T08:00:00'))
    expect(standing(late, at('2025-01-09T08:00:00'))).toEqual({ is: 'late', days: 3, resent: false })
    const inTime = filed(sentOn('unitReport', '2024-12-20T08:00:00', '2024-12-30T23:59:59'))
    expect(standing(inTime, at('2025-01-09T08:00:00'))).toEqual({ is: 'onTime', days: 0, resent: false })
  })

  test('an extension is named, and its last day counts', () => {
    expect(standingMark(extended, at('2025-01-07T08:00:00'))).toMatchObject({ letter: 'Q2+', word: 'Quá hạn 2 ngày, có gia hạn' })
    expect(deadlineSentence(extended, at('2025-01-01T08:00:00'))).toBe('Hạn: gia hạn đến hết ngày 05/01/2025, còn 4 ngày.')
    expect(deadlineSentence(extended, at('2024-12-31T08:00:00'))).not.toContain('ngày nêu trong Quy chế')
  })

  test('khoản 2 Điều 12: an explanation stands in the place of the report, but a report that was sent counts as a report', () => {
    const both = filed([...explained('2024-12-28T08:00:00'), ...sentOn('unitReport', '2024-12-29T08:00:00')])
    expect(standing(both, at('2025-01-02T08:00:00')).is).toBe('onTime')
  })
})

describe('the year in which something is reported runs from 15/12 to 14/12', () => {
  test.each([
    ['2024-12-14', 2024],
    ['2024-12-15', 2025],
    ['2024-12-31', 2025],
    ['2025-01-01', 2025],
    ['2025-12-14', 2025],
    ['2023-12-15', 2024],
  ])('%s belongs to the report of %i', (day, year) => expect(reportingYear(new Date(day))).toBe(year))

  test('the last second of 14/12 in Điện Biên is still the old year, although it is 16:59 in London', () => {
    expect(reportingYear(dayOf(at('2024-12-14T23:59:59')))).toBe(2024)
    expect(reportingYear(dayOf(at('2024-12-15T00:00:00')))).toBe(2025)
  })

  test('every day lies in the data window of its reporting year, and in one only', () => {
    const day = fc.integer({ min: 0, max: 5_000 }).map((n) => addDays(new Date('2022-01-01'), n))
    const within = (day: Date, year: number) => {
      const { from, to } = dataWindow({ kind: 'year', year, n: 1 })
      return from <= day && day <= to
    }
    fc.assert(
      fc.property(day, (day) => {
        const year = reportingYear(day)
        return within(day, year) && !within(day, year - 1) && !within(day, year + 1)
      }),
    )
  })

  test.each([
    ['month', 1, '2023-12-15', '2024-01-14'],
    ['month', 11, '2024-10-15', '2024-11-14'],
    ['month', 3, '2024-02-15', '2024-03-14'],
    ['quarter', 1, '2023-12-15', '2024-03-14'],
    ['quarter', 4, '2024-09-15', '2024-12-14'],
    ['half', 2, '2024-06-15', '2024-12-14'],
    ['year', 1, '2023-12-15', '2024-12-14'],
  ] as const)('the figures of %s %i/2024 run from %s to %s', (kind, n, from, to) => {
    expect(dataWindow({ kind, year: 2024, n })).toEqual({ from: new Date(from), to: new Date(to) })
  })
})
