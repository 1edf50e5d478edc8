import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, setClock } from '../src/clock.ts'
import { history, prisma } from '../src/db.ts'
import { type Change, dataWindow, daysOf, daysSince, reportingYear, standing, type Term } from '../src/deadlines.ts'
import { begin } from '../src/filings/take.ts'
import type { Kind } from '../src/generated/enums.ts'
import { withFilings } from '../src/obligations/obligation.ts'
import { remakeObligations } from '../src/obligations/remake.ts'
import { pool } from '../src/pool.ts'
import { communeReport } from '../src/reports/report.ts'
import { type Browser, signedIn, signIn, type Values } from './browser.ts'
import { at, change, changed } from './deadline-table.ts'
import { agencyOf, dienBienDong, keoLom, planning, province, reportBody, signer, step, stnmt, who } from './make.ts'
import { aSupport, supportBody } from './nouns.ts'

/** The calendar of the year: days that the regulation fixes, and days that planning sets where it leaves them open. */

const year = (of: number): Term => ({ kind: 'year', year: of, n: 1 })
const quarter = (n: number, of: number): Term => ({ kind: 'quarter', year: of, n })
const month = (n: number, of: number): Term => ({ kind: 'month', year: of, n })

describe('from settings to days', () => {
  const later = change('2024-12-16', '2025-03-01', { monthOpens: 16, monthDay: 25, quarterDay: 28, yearDay: 31 })
  const whole = change('2024-12-16', '2025-01-01', { quarterWhole: true, quarterDay: 10 })
  const window = change('2024-12-16', '2025-02-01', { dataDay: 20, monthDay: 24, quarterDay: 25, yearDay: 27 })
  const plans = change('2025-09-10', '2025-11-01', { planOpens: 5, planDay: 20, coordinationOpens: 10, coordinationDay: 15 })

  // data from, data to, opens on, named day
  test.each([
    ['before the month of a change nothing moves', 'communeReport', month(2, 2025), [later], '2025-01-15 2025-02-14 2025-02-15 2025-02-20'],
    ['from that month on it holds', 'communeReport', month(3, 2025), [later], '2025-02-15 2025-03-14 2025-03-16 2025-03-25'],
    ['and in the next year', 'communeReport', month(1, 2026), [later], '2025-12-15 2026-01-14 2026-01-16 2026-01-25'],
    ['a quarter belongs to its last month', 'communeReport', quarter(1, 2025), [later], '2024-12-15 2025-03-14 2025-03-15 2025-03-28'],
    ['a year to December', 'communeReport', year(2024), [later], '2023-12-15 2024-12-14 2024-12-15 2024-12-25'],
    ['…', 'communeReport', year(2025), [later], '2024-12-15 2025-12-14 2025-12-15 2025-12-31'],
    ['whole quarters: not yet', 'communeReport', quarter(4, 2024), [whole], '2024-09-15 2024-12-14 2024-12-15 2024-12-23'],
    ['whole quarters: the first', 'communeReport', quarter(1, 2025), [whole], '2024-12-15 2025-03-31 2025-03-15 2025-04-10'],
    [
      'whole quarters: from its first day to its last',
      'communeReport',
      quarter(2, 2025),
      [whole],
      '2025-04-01 2025-06-30 2025-06-15 2025-07-10',
    ],
    ['whole quarters: over the end of the year', 'communeReport', quarter(4, 2025), [whole], '2025-10-01 2025-12-31 2025-12-15 2026-01-10'],
    ['whole quarters leave months alone', 'communeReport', month(3, 2025), [whole], '2025-02-15 2025-03-14 2025-03-15 2025-03-20'],
    ['the data window: the month before', 'communeReport', month(1, 2025), [window], '2024-12-15 2025-01-14 2025-01-15 2025-01-20'],
    [
      'the data window: begins where the one before ended',
      'communeReport',
      month(2, 2025),
      [window],
      '2025-01-15 2025-02-19 2025-02-15 2025-02-24',
    ],
    ['the data window: as set', 'communeReport', month(3, 2025), [window], '2025-02-20 2025-03-19 2025-03-15 2025-03-24'],
    ['the data window of a year', 'unitReport', year(2025), [window], '2024-12-15 2025-12-19 2025-12-01 2025-12-31'],
    ['the data window of the year after', 'districtReport', year(2026), [window], '2025-12-20 2026-12-19 2026-12-01 2026-12-31'],
    ['a plan belongs to the November before', 'plan', year(2026), [plans], '2026-01-01 2026-12-31 2025-11-05 2025-12-20'],
    ['a coordination programme too', 'coordination', year(2026), [plans], '2026-01-01 2026-12-31 2025-11-10 2025-12-15'],
    ['the plan of the year before', 'plan', year(2025), [plans], '2025-01-01 2025-12-31 2024-11-01 2024-12-31'],
    [
      'the law’s day stays, when it opens is a setting',
      'provinceReport',
      year(2025),
      [change('2025-01-02', '2025-02-01', { annualOpens: 20 })],
      '2024-12-15 2025-12-14 2025-12-20 2026-01-10',
    ],
    [
      '31 in a leap February',
      'communeReport',
      month(2, 2028),
      [change('2027-12-01', '2028-01-01', { monthDay: 31 })],
      '2028-01-15 2028-02-14 2028-02-15 2028-02-29',
    ],
    [
      '31 in another',
      'communeReport',
      month(2, 2027),
      [change('2026-12-01', '2027-01-01', { monthDay: 31 })],
      '2027-01-15 2027-02-14 2027-02-15 2027-02-28',
    ],
    [
      '29 in a leap February',
      'communeReport',
      month(2, 2028),
      [change('2027-12-01', '2028-01-01', { monthOpens: 29, monthDay: 29 })],
      '2028-01-15 2028-02-14 2028-02-29 2028-02-29',
    ],
    [
      '31 in June',
      'communeReport',
      quarter(2, 2025),
      [change('2024-12-01', '2025-01-01', { quarterDay: 31 })],
      '2025-03-15 2025-06-14 2025-06-15 2025-06-30',
    ],
    [
      'made later for an earlier month, it takes the place of the other',
      'communeReport',
      month(4, 2025),
      [later, change('2024-12-17', '2025-02-01', { monthDay: 21 })],
      '2025-03-15 2025-04-14 2025-04-15 2025-04-21',
    ],
    [
      'made later for a later month, it does not',
      'communeReport',
      month(4, 2025),
      [later, change('2024-12-17', '2025-05-01', { monthDay: 21 })],
      '2025-03-15 2025-04-14 2025-04-16 2025-04-25',
    ],
  ] as const)('%s: %s %o', (_, kind, term, changes, days) => expect(changed(kind, term, ...changes)).toBe(days))

  // A change made on 16/12/2024 for what opens from 01/2025, ticked for what is open.
  const running = (set: Partial<Change>, on = '2024-12-16') => change(on, '2025-01-01', { ...set, running: true })
  test.each([
    [
      'the due day moves, neither its opening nor its data',
      'communeReport',
      month(12, 2024),
      [running({ monthOpens: 20, monthDay: 24, dataDay: 18 })],
      '2024-11-15 2024-12-14 2024-12-15 2024-12-24',
    ],
    [
      'on the day of the change itself',
      'communeReport',
      month(12, 2024),
      [running({ monthOpens: 10, monthDay: 16 })],
      '2024-11-15 2024-12-14 2024-12-15 2024-12-16',
    ],
    [
      'never before the day of the change',
      'communeReport',
      month(12, 2024),
      [running({ monthDay: 15 })],
      '2024-11-15 2024-12-14 2024-12-15 2024-12-20',
    ],
    [
      'never into the data window',
      'communeReport',
      month(12, 2024),
      [running({ dataDay: 5, monthOpens: 5, monthDay: 10 }, '2024-12-03')],
      '2024-11-15 2024-12-14 2024-12-15 2024-12-20',
    ],
    [
      'what was due long ago stays',
      'communeReport',
      month(11, 2024),
      [running({ monthDay: 31 })],
      '2024-10-15 2024-11-14 2024-11-15 2024-11-20',
    ],
    ['a plan that is open', 'plan', year(2025), [running({ planDay: 28 })], '2025-01-01 2025-12-31 2024-11-01 2024-12-28'],
    ['the law’s day stays', 'unitReport', year(2024), [running({ annualOpens: 28 })], '2023-12-15 2024-12-14 2024-12-01 2024-12-31'],
    [
      'without the tick nothing that is open moves',
      'communeReport',
      month(12, 2024),
      [change('2024-12-16', '2025-01-01', { monthDay: 24 })],
      '2024-11-15 2024-12-14 2024-12-15 2024-12-20',
    ],
    [
      'and a later change without it takes nothing back',
      'communeReport',
      month(12, 2024),
      [running({ monthDay: 24 }), change('2024-12-18', '2025-01-01', { monthDay: 19 })],
      '2024-11-15 2024-12-14 2024-12-15 2024-12-24',
    ],
    [
      'a month between the change and its first month',
      'communeReport',
      month(1, 2025),
      [change('2024-12-16', '2025-02-01', { monthDay: 24, running: true })],
      '2024-12-15 2025-01-14 2025-01-15 2025-01-20',
    ],
  ] as const)('for what is open: %s', (_, kind, term, changes, days) => expect(changed(kind, term, ...changes)).toBe(days))

  // Any settings that the form lets through, in any order.
  const days = fc.integer({ min: 2, max: 28 }).chain((dataDay) =>
    fc.record({
      ...{ dataDay: fc.constant(dataDay), monthOpens: fc.integer({ min: 1, max: 28 }), monthDay: fc.integer({ min: 28, max: 31 }) },
      ...{ quarterWhole: fc.boolean(), quarterOpens: fc.integer({ min: 1, max: 28 }), quarterDay: fc.integer({ min: 28, max: 31 }) },
      ...{
        yearOpens: fc.integer({ min: 1, max: 28 }),
        yearDay: fc.integer({ min: 28, max: 31 }),
        annualOpens: fc.integer({ min: 1, max: 28 }),
      },
      ...{ planOpens: fc.integer({ min: 1, max: 31 }), planDay: fc.integer({ min: 1, max: 31 }) },
      ...{ coordinationOpens: fc.integer({ min: 1, max: 31 }), coordinationDay: fc.integer({ min: 1, max: 31 }), running: fc.boolean() },
      from: fc.integer({ min: 0, max: 60 }).map((n) => new Date(Date.UTC(2024, n, 1))),
    }),
  )
  const changes = fc.array(days, { maxLength: 4 }).map((list): Change[] => list.map((one) => ({ ...one, on: addDays(one.from, -10) })))
  const term = fc.record({ kind: fc.constantFrom('month', 'quarter', 'year'), year: fc.integer({ min: 2023, max: 2030 }) }) as fc.Arbitrary<
    Omit<Term, 'n'>
  >

  test('khoản 1, 2, 3 Điều 13: no settings move a day of the law', () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 2022, max: 2032 }), (list, of) => {
        for (const kind of ['unitReport', 'districtReport', 'provinceReport'] as const)
          expect(daysOf(kind, year(of), list)).toMatchObject({
            ...{ boundary: 'before', namedDay: kind === 'provinceReport' ? new Date(`${of + 1}-01-10`) : new Date(`${of}-12-31`) },
          })
      }),
    )
  })

  test('whatever is set, each window begins the day after the one before, nothing is due before its data end, or after opening too late', () => {
    fc.assert(
      fc.property(changes, term, (list, { kind, year: of }) => {
        const last = { month: 12, quarter: 4, half: 2, year: 1 }[kind]
        const terms = [of, of + 1].flatMap((year) => Array.from({ length: last }, (_, i): Term => ({ kind, year, n: i + 1 })))
        for (const [i, one] of terms.entries()) {
          const window = dataWindow(one, list)
          expect(window.to >= window.from).toBe(true)
          const next = terms[i + 1]
          if (next) expect(dataWindow(next, list).from).toEqual(addDays(window.to, 1))
          const found = daysOf('communeReport', one, list)
          expect(found && found.namedDay >= found.dataTo && found.namedDay >= found.opensOn).toBe(true)
        }
      }),
    )
  })

  test('every day is reported in one year only, the one whose window it lies in', () => {
    const on = fc.integer({ min: 0, max: 3_000 }).map((n) => addDays(new Date('2023-06-01'), n))
    fc.assert(
      fc.property(changes, on, (list, day) => {
        const { from, to } = dataWindow(year(reportingYear(day, list)), list)
        expect(from <= day && day <= to).toBe(true)
      }),
    )
  })
})

// ── on the page ───────────────────────────────────────────────────────────────────────────────────────────────────

/** What the form says at first, with some of it changed. */
async function filled(browser: Browser, values: Values) {
  await browser.open('/calendar/settings')
  return browser.form('Đặt ngày', { from: '2025-01', note: 'Công văn số 12/SKHĐT-TH ngày 02/01/2025', ...values })
}

const stored = async (kind: 'communeReport' | 'unitReport' | 'plan', period: Term, by = keoLom) =>
  prisma.obligation.findFirstOrThrow({
    where: { kind, period, agencyId: await agencyOf(by) },
    include: withFilings,
    orderBy: { id: 'asc' },
  })
const named = async (...which: Parameters<typeof stored>) => (await stored(...which)).namedDay.toISOString().slice(0, 10)

/** A commune's report for a term of 2025, begun. */
async function begun(by: string, term: Term) {
  const obligation = (await stored('communeReport', term, by)).id
  const { path } = await begin(await who(by), communeReport, obligation)
  return { id: path.split('/')[2] ?? '', kind: communeReport, obligation }
}

describe('planning sets the days', () => {
  beforeAll(async () => {
    await setClock(at('2025-01-05T08:00:00'))
    await remakeObligations()
  })
  afterAll(() => setClock(at('2024-12-16T08:00:00')))

  test('everybody reads the calendar: period, who owes, data, opening, the law’s word, the article; by year and kind', async () => {
    for (const username of [stnmt, keoLom, dienBienDong, planning, province]) {
      const reader = await signedIn(username)
      await reader.open('/calendar?year=2024')
      expect(reader.status).toBe(200)
      expect(reader.$('tbody tr')).toHaveLength(26)
      expect(reader.$('a[href="/calendar/settings"]')).toHaveLength(username === planning ? 1 : 0)
      expect((await reader.agent.get('/calendar/settings')).status).toBe(username === planning ? 200 : 404)
    }
    const reader = await signedIn(keoLom)
    await reader.open('/calendar?year=2024&kind=unitReport')
    expect(reader.$('tbody tr')).toHaveLength(3)
    expect(reader.main).toContain('Trước ngày 31/12/2024 (hết ngày 30/12/2024)')
    expect(reader.main).toContain('15/12/2023 đến 14/12/2024')
    expect(reader.$('tbody a[href="/regulation#dieu-13-khoan-1"]')).toHaveLength(3)
    await reader.open('/calendar?year=2024&kind=communeReport&sort=kind&order=asc')
    expect(reader.$('tbody tr')).toHaveLength(17)
    expect(reader.main).toContain('Chậm nhất ngày 20/11/2024')
    await reader.open('/regulation')
    for (const anchor of ['dieu-13-khoan-1', 'dieu-13-khoan-2', 'dieu-13-khoan-3', 'dieu-11-khoan-4', 'dieu-11-khoan-2', 'dieu-8-khoan-2'])
      expect(reader.$(`#${anchor}`), anchor).toHaveLength(1)
  })

  test.each([
    [{ monthDay: '13' }, 'Báo cáo tháng: hạn gửi không thể trước ngày mở kỳ'],
    [{ monthOpens: '1', monthDay: '13' }, 'Báo cáo tháng: hạn gửi không thể trước khi kỳ số liệu kết thúc (ngày 14)'],
    [{ quarterOpens: '1', quarterDay: '13' }, 'Báo cáo quý: hạn gửi không thể trước khi kỳ số liệu kết thúc (ngày 14)'],
    [{ dataDay: '27' }, 'Báo cáo năm: hạn gửi không thể trước khi kỳ số liệu kết thúc (ngày 26)'],
    [{ dataDay: '1' }, 'Nhập một ngày từ 2 đến 28'],
    [{ monthDay: '32' }, 'Nhập một ngày từ 1 đến 31'],
    [{ monthDay: '0' }, 'Nhập một ngày từ 1 đến 31'],
    [{ monthDay: '1,5' }, 'Nhập số nguyên không âm'],
    [{ monthDay: '' }, 'Nhập một ngày từ 1 đến 31'],
    [{ planDay: 'cuối tháng' }, 'Chỉ nhập số'],
    [{ from: '2024-12' }, 'Chọn tháng'],
    [{ from: '' }, 'Chọn tháng'],
    [{ note: ' ' }, 'Nêu lý do thay đổi'],
    [{ from: '2025-02' }, 'không có gì thay đổi'],
  ] as [Values, string][])('%o is refused beside its field, and nothing is written', async (values, words) => {
    const browser = await signedIn(planning)
    const { action, fields } = await filled(browser, { from: '2025-02', ...values })
    const answer = await browser.send(action, fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    expect(await prisma.calendarChange.count()).toBe(0)
  })

  test('khoản 1, 2, 3 Điều 13: a crafted post moves no day of the law, and nobody but planning sets any', async () => {
    const kind = { in: ['unitReport', 'districtReport', 'provinceReport'] } satisfies { in: Kind[] }
    const byLaw = () =>
      prisma.obligation.groupBy({ by: ['kind', 'namedDay'], where: { kind }, orderBy: [{ kind: 'asc' }, { namedDay: 'asc' }] })
    const before = await byLaw()
    const browser = await signedIn(planning)
    const { action, fields } = await filled(browser, { from: '2025-02' })
    const crafted = { ...fields, unitDay: '15', namedDay: '2025-06-01', 'unitReport.year': '15', annualDay: '20', law: '', monthDay: '21' }
    expect((await browser.send(action, crafted)).status).toBe(303)
    expect(await byLaw()).toEqual(before)
    for (const username of [keoLom, stnmt, dienBienDong, province]) {
      const other = await signedIn(username)
      await other.open('/calendar')
      const token = String(other.$('[name="_csrf"]').first().val())
      expect((await other.send(action, { ...fields, _csrf: token, once: crypto.randomUUID() })).status, username).toBe(404)
    }
  })

  test('what has not opened gets its new days, what is open or past keeps them; what is made later agrees', async () => {
    const browser = await signedIn(planning)
    expect(await named('communeReport', month(2, 2025))).toBe('2025-02-21')
    expect(await named('communeReport', month(1, 2025)), 'opens in January, before the month of the change').toBe('2025-01-20')
    const { action, fields } = await filled(browser, {
      ...{ from: '2025-03', monthDay: '25', quarterWhole: '1', quarterDay: '10', dataDay: '20', yearDay: '27', annualOpens: '5' },
    })
    expect((await browser.send(action, fields)).status).toBe(303)
    expect(await named('communeReport', month(12, 2024))).toBe('2024-12-20')
    expect(await named('communeReport', month(2, 2025))).toBe('2025-02-21')
    expect(await named('communeReport', month(3, 2025))).toBe('2025-03-25')
    const first = await stored('communeReport', quarter(1, 2025))
    expect([first.dataFrom, first.dataTo, first.namedDay, first.dueAt]).toEqual([
      ...[new Date('2024-12-15'), new Date('2025-03-31'), new Date('2025-04-10'), at('2025-04-11T00:00:00')],
    ])
    const unit = await stored('unitReport', year(2025), stnmt)
    expect([unit.opensOn, unit.namedDay, unit.dataTo]).toEqual([new Date('2025-12-05'), new Date('2025-12-31'), new Date('2025-12-19')])

    // What the hourly round makes agrees with what the change gave: everything stored is what settings and term say.
    await prisma.obligation.deleteMany({ where: { kind: 'communeReport', period: { year: 2025 }, filings: { none: {} } } })
    await remakeObligations()
    const changes = await prisma.calendarChange.findMany({ orderBy: { seq: 'asc' } })
    const all = await prisma.obligation.findMany({ include: { period: true, assignment: true } })
    expect(all.filter(({ period }) => period.year === 2025).length).toBeGreaterThan(1_000)
    for (const { kind, period, assignment, ...row } of all) {
      const days = daysOf(kind, period, changes)
      expect(row).toMatchObject(days && assignment ? daysSince(days, assignment.from) : (days ?? {}))
    }
  })

  test('every change is told to everybody: who, why, from when, what moved; and nobody can rewrite it', async () => {
    const reader = await signedIn(keoLom)
    await reader.open('/calendar/changes')
    expect(reader.$('.history li')).toHaveLength(2)
    expect(reader.main).toContain('áp dụng cho các kỳ mở từ ngày 01/03/2025')
    expect(reader.main).toContain('Báo cáo tháng của xã: gửi chậm nhất ngày: 21 thành 25')
    expect(reader.main).toContain('Báo cáo quý tính đủ tháng cuối quý: không thành có')
    expect(reader.main).toContain('Công văn số 12/SKHĐT-TH ngày 02/01/2025')
    const { name, agencyName } = await who(planning)
    expect(reader.main).toContain(`${name}, ${agencyName}`)
    await expect(pool.query('update calendar_change set month_day = 31')).rejects.toThrow('insert-only')
    await expect(pool.query('delete from calendar_change')).rejects.toThrow('insert-only')
    const programme = await prisma.programme.findFirstOrThrow()
    const events = await history(await who(planning), 'Programme', programme.id)
    const last = events.findLast(({ action }) => action === 'calendar.set')
    expect(last).toMatchObject({ actor: name, note: 'Công văn số 12/SKHĐT-TH ngày 02/01/2025' })
    expect(last?.changes.find(({ column }) => column === 'monthDay')).toMatchObject({ after: '25' })
  })

  test('a support is reported in the year whose window it lies in: set to end on 19/12, the year 2025 has 17/12 too', async () => {
    await setClock(at('2025-12-21T08:00:00'))
    const { id } = await aSupport('declared', { body: { ...supportBody, from: '17/12/2025' } })
    expect(await prisma.support.findUniqueOrThrow({ where: { id } })).toMatchObject({ from: new Date('2025-12-17'), year: 2025 })
    await setClock(at('2025-01-05T08:00:00'))
  })

  test('a period that is open: only with the tick, only what nobody has sent, and what was extended keeps its extension', async () => {
    await setClock(at('2025-02-16T08:00:00'))
    const term = month(2, 2025)
    const sent = await begun(keoLom, term)
    await step(sent, keoLom, 'save', { body: reportBody })
    await step(sent, keoLom, 'send', { data: signer })
    const draft = await begun('xa-phi-nhu', term)
    const extended = await stored('communeReport', term, 'xa-muong-pon')
    const until = { extendedTo: new Date('2025-02-28'), dueAt: at('2025-03-01T00:00:00') }
    await prisma.obligation.update({ where: { id: extended.id }, data: { ...until, extensionReason: 'Lũ', extendedBy: 'x' } })
    const days = async () =>
      Promise.all([named('communeReport', term), named('communeReport', term, 'xa-phi-nhu'), named('communeReport', term, 'xa-muong-pon')])

    const browser = await signedIn(planning)
    const without = await filled(browser, { from: '2025-03', monthDay: '24' })
    expect((await browser.send(without.action, without.fields)).status).toBe(303)
    expect(await days()).toEqual(['2025-02-21', '2025-02-21', '2025-02-21'])

    const ticked = await filled(browser, { from: '2025-03', monthDay: '24', running: '1' })
    expect((await browser.send(ticked.action, ticked.fields)).status).toBe(303)
    expect(await days()).toEqual(['2025-02-21', '2025-02-24', '2025-02-21'])
    const moved = await prisma.obligation.findUniqueOrThrow({ where: { id: draft.obligation } })
    expect([moved.opensOn, moved.dataTo, moved.dueAt]).toEqual([new Date('2025-02-15'), new Date('2025-02-14'), at('2025-02-25T00:00:00')])
    expect(await prisma.obligation.findUniqueOrThrow({ where: { id: extended.id } })).toMatchObject(until)
    const standings = await prisma.obligation.findUniqueOrThrow({ where: { id: draft.obligation }, include: withFilings })
    expect(standing(standings, at('2025-02-24T23:59:59')).is).toBe('drafting')
    expect(standing(standings, at('2025-02-25T00:00:00'))).toMatchObject({ is: 'overdue', days: 1 })
    expect((await prisma.filing.findUniqueOrThrow({ where: { id: sent.id } })).status).toBe('sent')
  })

  test('two at once: one sets, the other is told who was faster and keeps what was typed; the form pressed twice acts once', async () => {
    const [one, two] = [await signIn(planning), await signIn(`${planning}.lanh-dao`)]
    const first = await filled(one, { from: '2025-06', monthDay: '26' })
    const second = await filled(two, { from: '2025-06', monthDay: '27' })
    const before = await prisma.calendarChange.count()
    const answers = await Promise.all([
      ...[one.send(first.action, first.fields), one.send(first.action, first.fields), two.send(second.action, second.fields)],
    ])
    const statuses = answers.map(({ status }) => status)
    expect([[303, 303, 409].join(), [409, 409, 303].join()]).toContain(statuses.join())
    expect(await prisma.calendarChange.count()).toBe(before + 1)
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.text).toContain('Có người vừa đặt trước bạn')
    expect(refused?.text).toContain(statuses[2] === 409 ? 'value="27"' : 'value="26"')
  })
})
