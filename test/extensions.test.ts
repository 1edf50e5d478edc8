import { beforeEach, describe, expect, test } from 'vitest'
import { setClock } from '../src/clock.ts'
import { dbFor, history, prisma } from '../src/db.ts'
import { type Standing, standing } from '../src/deadlines.ts'
import { filingsOf, withFilings } from '../src/obligations/obligation.ts'
import { type Browser, signedIn, signIn, type Values } from './browser.ts'
import { at } from './deadline-table.ts'
import {
  agencyOf,
  anExplanation,
  aReport,
  aUnitReport,
  dienBienDong,
  keoLom,
  type Made,
  neighbourUnit,
  note,
  planning,
  province,
  signer,
  step,
  stnmt,
  who,
} from './make.ts'

/** More time for one report or several, and what arrived on the named day itself. */

beforeEach(() => setClock(at('2025-01-02T09:00:00')))

const nov = { kind: 'month', year: 2024, n: 11 } as const // chậm nhất ngày 20/11/2024
const reason = 'Lũ quét làm hỏng đường, mất điện bốn ngày'

const owedBy = async (username: string, kind: 'communeReport' | 'unitReport', term: { kind: 'month' | 'year'; year: number; n: number }) =>
  (await prisma.obligation.findFirstOrThrow({ where: { kind, agencyId: await agencyOf(username), period: term }, select: { id: true } })).id

/** What a commune of another district owes. */
const elsewhere = async (term: { kind: 'month'; year: number; n: number }) =>
  (
    await prisma.obligation.findFirstOrThrow({
      where: { kind: 'communeReport', agencyId: { notIn: (await who(dienBienDong)).oversees }, period: term, extendedTo: null },
      orderBy: { id: 'asc' },
    })
  ).id

const row = (id: string) => prisma.obligation.findUniqueOrThrow({ where: { id }, include: withFilings })
async function stands(id: string, moment: string): Promise<[Standing, number]> {
  const owed = await row(id)
  const { is, days } = standing({ ...owed, filings: filingsOf(owed) }, at(moment))
  return [is, days]
}

/** Ticks them on the list, and fills in the page that follows. */
async function extending(username: string, ids: string[], until: string, why = reason) {
  const browser = await signedIn(username)
  await browser.open(`/obligations/extend?${new URLSearchParams(ids.map((id) => ['of', id]))}`)
  return { browser, ...browser.form('Gia hạn', { until, note: why }) }
}

async function extend(username: string, ids: string[], until: string, why?: string) {
  const { browser, action, fields } = await extending(username, ids, until, why)
  return browser.send(action, fields)
}

async function press(username: string, id: string, name: string, label: string, why = reason) {
  const browser = await signedIn(username)
  await browser.open(`/obligations/${id}/${name}`)
  await browser.press(label, { note: why })
  return browser
}

describe('an extension', () => {
  test('by the district, of a report that is not there yet: its last day counts to the last second, and it is told with reason and person', async () => {
    const id = await owedBy('xa-phi-nhu', 'communeReport', nov)
    expect(await stands(id, '2025-01-02T09:00:00')).toEqual(['overdue', 43])
    expect((await extend(dienBienDong, [id], '05/01/2025')).headers.location).toBe(`/obligations/${id}?done=extend`)
    const owed = await row(id)
    expect([owed.extendedTo, owed.dueAt, owed.namedDay]).toEqual([
      new Date('2025-01-05'),
      at('2025-01-06T00:00:00'),
      new Date('2024-11-20'),
    ])
    expect(await stands(id, '2025-01-05T23:59:59')).toEqual(['open', 0])
    expect(await stands(id, '2025-01-06T00:00:00')).toEqual(['overdue', 1])
    const { name, agencyName } = await who(dienBienDong)
    const words = `Được gia hạn đến hết ngày 05/01/2025, lý do: ${reason} (${name}, ${agencyName})`
    const commune = await signedIn('xa-phi-nhu')
    for (const page of [`/obligations/${id}`, '/reports?year=2024&period=month']) {
      await commune.open(page)
      expect(commune.main, page).toContain(words)
    }
    expect(commune.main).toContain('Đang mở, có gia hạn')
    await commune.open('/commune')
    expect(commune.main).toContain('gia hạn đến hết ngày 05/01/2025, còn 3 ngày')
  })

  test('after lateness: what arrived within it is in time again, what arrived after it is late by the days after it', async () => {
    const late = await aReport('ready', { by: keoLom, term: nov })
    await setClock(at('2024-11-25T10:00:00'))
    await step(late, keoLom, 'send', { data: signer })
    await setClock(at('2024-11-26T09:00:00'))
    expect(await stands(late.obligation, '2024-11-26T09:00:00')).toEqual(['late', 5])
    expect((await extend(planning, [late.obligation], '26/11/2024')).status).toBe(303)
    expect(await stands(late.obligation, '2025-03-01T08:00:00')).toEqual(['onTime', 0])
    for (const username of [keoLom, dienBienDong, stnmt, planning]) {
      const reader = await signedIn(username)
      await reader.open(late.path)
      expect(reader.main, username).toContain('Gửi đúng hạn, có gia hạn')
      expect(reader.main, username).toContain(`Được gia hạn đến hết ngày 26/11/2024, lý do: ${reason}`)
    }
    await press(planning, late.obligation, 'undo-extend', 'Hủy gia hạn', 'Gia hạn nhầm xã')
    expect(await stands(late.obligation, '2025-03-01T08:00:00')).toEqual(['late', 5])
    expect(await row(late.obligation)).toMatchObject({
      extendedTo: null,
      extensionReason: null,
      extendedBy: null,
      dueAt: at('2024-11-21T00:00:00'),
    })
    const events = await history(await who(keoLom), 'Obligation', late.obligation)
    expect(events.slice(-2).map(({ action, note }) => [action, note])).toEqual([
      ['obligation.extend', reason],
      ['obligation.undo-extend', 'Gia hạn nhầm xã'],
    ])
    const reader = await signedIn(keoLom)
    await reader.open(`/obligations/${late.obligation}`)
    expect(reader.main).toContain('gia hạn đến hết ngày 26/11/2024')
    expect(reader.main).toContain('hủy gia hạn')
  })

  test('“trước ngày 31/12” that was extended ends with its own day, over the end of the year; the named day is no standing of its own then', async () => {
    await setClock(at('2024-12-30T23:59:00'))
    const unit = await neighbourUnit()
    const id = await owedBy(unit, 'unitReport', { kind: 'year', year: 2024, n: 1 })
    expect((await extend(planning, [id], '30/12/2024')).status, 'no later than it is').toBe(422)
    expect((await extend(planning, [id], '31/12/2024')).status).toBe(303)
    expect(await stands(id, '2024-12-31T23:59:59')).toEqual(['open', 0])
    expect(await stands(id, '2025-01-01T00:00:00')).toEqual(['overdue', 1])
    await press(planning, id, 'undo-extend', 'Hủy gia hạn')
    expect(await stands(id, '2024-12-31T00:00:00')).toEqual(['overdue', 1])
  })

  test.each([
    ['01/01/2025', 'Ngày gia hạn không được trước hôm nay, 02/01/2025'],
    ['02/01/2027', 'Gia hạn nhiều nhất một năm'],
    ['29/02/2025', 'Nhập một ngày dạng 16/12/2024'],
    ['', 'Nhập ngày cuối được gửi'],
  ])('to “%s” is refused beside its field, and nothing is written', async (until, words) => {
    const id = await elsewhere(nov)
    const answer = await extend(planning, [id], until)
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
    expect((await row(id)).extendedTo).toBeNull()
  })

  test('to this very day is no past: at its last second, and not one later', async () => {
    await setClock(at('2025-01-02T23:59:50'))
    const id = await elsewhere(nov)
    const { browser, action, fields } = await extending(planning, [id], '02/01/2025')
    await setClock(at('2025-01-03T00:00:00'))
    expect((await browser.send(action, fields)).status).toBe(422)
    await setClock(at('2025-01-02T23:59:50'))
    expect((await browser.send(action, fields)).status).toBe(303)
  })

  test('needs a reason', async () => {
    const id = await owedBy('xa-nong-u', 'communeReport', nov)
    expect((await extend(dienBienDong, [id], '05/01/2025', ' ')).status).toBe(422)
    expect((await row(id)).extendedTo).toBeNull()
  })

  test('of several that were ticked: each gets it with an event of its own, and pressed twice each gets it once', async () => {
    const communes = (
      await prisma.agency.findMany({ where: { id: { in: (await who(dienBienDong)).oversees } }, orderBy: { name: 'asc' } })
    ).map(({ id }) => id)
    const ids = (
      await prisma.obligation.findMany({
        where: { kind: 'communeReport', agencyId: { in: communes }, period: { kind: 'month', year: 2024, n: 10 } },
        take: 5,
      })
    ).map(({ id }) => id)
    const browser = await signedIn(dienBienDong)
    await browser.open('/obligations?year=2024&period=month&is=overdue&sort=due&order=asc')
    expect(browser.$('input[name="of"]').length).toBeGreaterThan(5)
    const { action, fields } = await extending(dienBienDong, ids, '10/01/2025')
    const both = await Promise.all([browser.send(action, fields), browser.send(action, fields)])
    expect(both.map(({ status, headers }) => [status, headers.location])).toEqual([
      ...[1, 2].map(() => [303, '/obligations?allowed=1&year=2024']),
    ])
    for (const id of ids) {
      expect((await row(id)).extendedTo).toEqual(new Date('2025-01-10'))
      const events = await history(await who(dienBienDong), 'Obligation', id)
      expect(events.filter(({ action }) => action === 'obligation.extend')).toHaveLength(1)
    }
    await browser.open('/obligations?year=2024&allowed=1&period=month')
    for (const id of ids) expect(browser.$(`a[href="/obligations/${id}"]`)).toHaveLength(1)
  })

  test('of several of which one has changed meanwhile: the others get it, and that one is named with the reason', async () => {
    const term = { kind: 'month', year: 2024, n: 9 } as const
    const ids = await Promise.all(['xa-phi-nhu', 'xa-nong-u'].map((username) => owedBy(username, 'communeReport', term)))
    const [first = '', second = ''] = ids
    const mine = await extending(planning, ids, '10/01/2025')
    await extend(dienBienDong, [first], '08/01/2025')
    const answer = await mine.browser.send(mine.action, mine.fields)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('Đã gia hạn 1&nbsp;hồ sơ khác')
    expect(answer.text).toContain('Lần gần nhất')
    expect((await row(first)).extendedTo).toEqual(new Date('2025-01-08'))
    expect((await row(second)).extendedTo).toEqual(new Date('2025-01-10'))
  })

  test('two people at once: one extends, the other is told who was faster', async () => {
    const id = await owedBy('xa-pu-nhi', 'communeReport', nov)
    const [one, two] = await Promise.all([extending(planning, [id], '06/01/2025'), extending(dienBienDong, [id], '07/01/2025')])
    const answers = await Promise.all([one, two].map(({ browser, action, fields }) => browser.send(action, fields)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(answers.find(({ status }) => status === 409)?.text).toContain('Lần gần nhất')
    const events = await history(await who(planning), 'Obligation', id)
    expect(events.filter(({ action }) => action === 'obligation.extend')).toHaveLength(1)
  })

  test('what needs none gets none: sent in time, owed by nobody; and each is told why', async () => {
    await setClock(at('2024-12-16T09:00:00'))
    const sent = await aReport('sent', { by: keoLom, term: { kind: 'month', year: 2024, n: 12 } })
    const browser = await signedIn(dienBienDong)
    await browser.open(`/obligations/extend?of=${sent.obligation}`)
    expect(browser.main).toContain('Hồ sơ đã gửi đúng hạn')
    expect(browser.buttons).not.toContain('Gia hạn')
    const other = await extending(
      dienBienDong,
      [await owedBy('xa-phi-nhu', 'communeReport', { kind: 'month', year: 2024, n: 12 })],
      '28/12/2024',
    )
    const crafted = { ...other.fields, of: sent.obligation, was: `${sent.obligation}.0` }
    expect((await browser.send(other.action, crafted)).status).toBe(409)
    // A request for changes does not make it late, so it needs no more time either.
    await step(sent, dienBienDong, 'request-changes', { data: note })
    expect((await browser.send(other.action, { ...crafted, once: crypto.randomUUID() })).status).toBe(409)
    expect((await row(sent.obligation)).extendedTo).toBeNull()
  })
})

describe('who', () => {
  test('a district extends the reports of its communes and nothing else; planning everything; nobody else anything', async () => {
    const own = await owedBy(keoLom, 'communeReport', { kind: 'year', year: 2024, n: 1 })
    const foreign = await elsewhere({ kind: 'month', year: 2024, n: 9 })
    const unit = await owedBy(stnmt, 'unitReport', { kind: 'year', year: 2023, n: 1 })
    const template = await extending(planning, [own], '10/01/2025')
    const attempt = async (username: string, id: string) => {
      const browser = await signedIn(username)
      await browser.open('/account')
      const values: Values = {
        ...template.fields,
        _csrf: String(browser.$('[name="_csrf"]').first().val()),
        once: crypto.randomUUID(),
        of: id,
      }
      const { status } = await browser.send('/obligations/extend', { ...values, was: `${id}.${(await row(id)).revision}` })
      return [status, (await row(id)).extendedTo !== null]
    }
    for (const username of [keoLom, stnmt, province]) expect(await attempt(username, own), username).toEqual([404, false])
    expect(await attempt(dienBienDong, foreign)).toEqual([422, false]) // nothing of theirs was chosen
    expect(await attempt(dienBienDong, unit)).toEqual([422, false])
    expect(await attempt(dienBienDong, own)).toEqual([303, true])
    for (const id of [foreign, unit]) expect(await attempt(planning, id)).toEqual([303, true])
    const district = await signedIn(dienBienDong)
    await district.open('/obligations?year=2024')
    expect(district.main).not.toContain('Mường Pồn')
    // What units owe for its communes it may urge, not extend.
    await district.open('/obligations?year=2024&kind=unitReport')
    expect(district.main).toContain('Báo cáo kết quả giúp đỡ xã')
    expect(district.main).not.toContain('Gia hạn các hồ sơ đã chọn')
    expect(district.main).toContain('Đôn đốc các hồ sơ đã chọn')
  })

  test('everybody concerned reads the deadline’s page; a stranger does not', async () => {
    const id = await owedBy(keoLom, 'communeReport', nov)
    for (const username of [keoLom, stnmt, dienBienDong, planning, province])
      expect((await (await signedIn(username)).agent.get(`/obligations/${id}`)).status, username).toBe(200)
    for (const username of ['xa-muong-pon', 'huyen-muong-cha'])
      expect((await (await signedIn(username)).agent.get(`/obligations/${id}`)).status).toBe(404)
    expect(await dbFor(await who('xa-muong-pon')).obligation.findMany({ where: { id } })).toEqual([])
  })
})

describe('khoản 1 Điều 13: what arrived on the named day itself', () => {
  /** A unit's report that was sent at that moment. */
  async function sentAt(moment: string): Promise<Made> {
    await setClock(at('2024-12-29T08:00:00'))
    const made = await aUnitReport('ready', {})
    await setClock(at(moment))
    await step(made, made.writer, 'send', { data: signer })
    return made
  }

  test('is accepted by planning with a reason, says so wherever it is shown, and is undone with a reason', async () => {
    const made = await sentAt('2024-12-31T00:00:00')
    await setClock(at('2025-01-02T09:00:00'))
    expect(await stands(made.obligation, '2025-01-02T09:00:00')).toEqual(['onNamedDay', 1])
    const browser = await press(planning, made.obligation, 'accept', 'Chấp nhận đúng hạn')
    expect(browser.main).toContain('Đã ghi nhận: đã chấp nhận đúng hạn')
    expect(await stands(made.obligation, '2025-01-02T09:00:00')).toEqual(['accepted', 0])
    const { name, agencyName } = await who(planning)
    for (const username of [made.writer, planning, province]) {
      const reader = await signedIn(username)
      await reader.open(made.path)
      expect(reader.main).toContain('Đúng hạn, được Sở KH&ĐT chấp nhận')
      expect(reader.main).toContain(`Gửi vào đúng ngày nêu được chấp nhận là đúng hạn, lý do: ${reason} (${name}, ${agencyName})`)
      await reader.open('/unit-reports?year=2024&is=accepted')
      expect(reader.$(`a[href="${made.path}"]`).length, username).toBeGreaterThan(0)
      await reader.open('/unit-reports?year=2024&is=onNamedDay')
      expect(reader.$(`a[href="${made.path}"]`)).toHaveLength(0)
    }
    await press(planning, made.obligation, 'undo-accept', 'Hủy chấp nhận đúng hạn', 'Bấm nhầm đơn vị')
    expect(await stands(made.obligation, '2025-01-02T09:00:00')).toEqual(['onNamedDay', 1])
  })

  test.each([
    ['2024-12-30T23:59:59', 'onTime'],
    ['2024-12-31T23:59:59', 'onNamedDay'],
    ['2025-01-01T00:00:00', 'late'],
  ] as const)('sent at %s it is %s: only the named day can be accepted', async (moment, is) => {
    const made = await sentAt(moment)
    await setClock(at('2025-01-02T09:00:00'))
    expect((await stands(made.obligation, '2025-01-02T09:00:00'))[0]).toBe(is)
    const browser = await signedIn(planning)
    await browser.open(`/obligations/${made.obligation}/accept`)
    expect(browser.buttons.includes('Chấp nhận đúng hạn')).toBe(is === 'onNamedDay')
    if (is === 'onNamedDay') return
    expect(browser.main).toContain('Chỉ chấp nhận được hồ sơ gửi vào chính ngày nêu')
    const fields = { _csrf: String(browser.$('[name="_csrf"]').first().val()), once: crypto.randomUUID(), revision: '0', note: reason }
    expect((await browser.send(`/obligations/${made.obligation}/accept`, fields)).status).toBe(409)
  })

  test('an acceptance says nothing of another arrival: recalled and sent again a day later it is late', async () => {
    const made = await sentAt('2024-12-31T10:00:00')
    await press(planning, made.obligation, 'accept', 'Chấp nhận đúng hạn')
    await step(made, made.writer, 'recall', { data: note })
    await setClock(at('2025-01-01T10:00:00'))
    await step(made, made.writer, 'send', { data: signer })
    expect(await stands(made.obligation, '2025-01-02T09:00:00')).toEqual(['late', 2])
    const reader = await signedIn(planning)
    await reader.open(made.path)
    expect(reader.main).not.toContain('được chấp nhận là đúng hạn')
  })

  test('a request for changes does not hide it, and an explanation is no report', async () => {
    const made = await sentAt('2024-12-31T10:00:00')
    await step(made, planning, 'request-changes', { data: note })
    await press(planning, made.obligation, 'accept', 'Chấp nhận đúng hạn')
    expect((await row(made.obligation)).acceptedReason).toBe(reason)
    await setClock(at('2024-12-31T10:00:00'))
    const explained = await anExplanation('sent', { by: stnmt })
    const browser = await signedIn(planning)
    await browser.open(`/obligations/${explained.obligation}/accept`)
    expect(browser.buttons).not.toContain('Chấp nhận đúng hạn')
  })

  test('a district and the unit itself accept nothing', async () => {
    const made = await sentAt('2024-12-31T10:00:00')
    for (const [username, status] of [
      [dienBienDong, [403, 404]],
      [made.writer, [404]],
      [province, [404]],
    ] as const) {
      const browser = await signIn(username)
      const fields = { _csrf: String(browser.$('[name="_csrf"]').first().val()), once: crypto.randomUUID(), revision: '0', note: reason }
      expect(status, username).toContain((await browser.send(`/obligations/${made.obligation}/accept`, fields)).status)
    }
    expect((await row(made.obligation)).acceptedReason).toBeNull()
  })
})

test('the file for one’s own calendar has the last day that counts, all day, and moves with an extension; nobody else’s', async () => {
  const unit = await signIn(stnmt)
  const file = async () => {
    const { headers, text } = await unit.agent.get('/calendar/deadlines.ics')
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(headers['content-disposition']).toContain('han-bao-cao.ics')
    return text.replaceAll('\r\n ', '').split('BEGIN:VEVENT')
  }
  const id = await owedBy(stnmt, 'unitReport', { kind: 'year', year: 2024, n: 1 })
  const find = async () => (await file()).find((event) => event.includes(`UID:${id}`))
  expect(await find()).toContain('DTSTART;VALUE=DATE:20241230\r\n') // “trước ngày 31/12”
  expect(await find()).toContain('SUMMARY:Hạn cuối: Báo cáo kết quả giúp đỡ xã năm 2024')
  await extend(planning, [id], '15/01/2025')
  expect(await find()).toContain('DTSTART;VALUE=DATE:20250115\r\n')
  const own = await prisma.obligation.count({
    where: { agencyId: await agencyOf(stnmt), withdrawnAt: null, dueAt: { gte: new Date('2024-01-02') } },
  })
  expect(await file()).toHaveLength(own + 1)
})

test('a page of the list costs the same however much is owed, and forgets no filter', async () => {
  const browser: Browser = await signedIn(planning)
  await browser.open('/obligations?year=2024&kind=communeReport&period=month&is=overdue&page=2')
  expect(browser.status).toBe(200)
  expect(browser.$('tbody tr').length).toBe(50)
  const next = browser.$('.pager a[rel="next"]').attr('href') ?? ''
  for (const kept of ['year=2024', 'kind=communeReport', 'period=month', 'is=overdue']) expect(next).toContain(kept)
  await browser.open('/obligations?q=khong-co-co-quan-nay')
  expect(browser.main).toContain('Không có hồ sơ nào phù hợp')
})
