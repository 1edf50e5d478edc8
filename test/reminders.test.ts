import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asOf, setClock } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { dueAt, type Owed } from '../src/deadlines.ts'
import { env } from '../src/env.ts'
import { daysOff } from '../src/holidays/working-days.ts'
import { startJobs } from '../src/jobs.ts'
import { allow } from '../src/obligations/take.ts'
import { causeOf } from '../src/reminders/due.ts'
import { queueReminders } from '../src/reminders/queue.ts'
import { mostAttempts, sendReminder } from '../src/reminders/send.ts'
import { defaults } from '../src/reminders/settings.ts'
import { unitReport } from '../src/unit-reports/unit-report.ts'
import { signedIn, signIn } from './browser.ts'
import { at } from './deadline-table.ts'
import { mailServer } from './mail.ts'
import {
  agencyOf,
  anExplanation,
  aReport,
  aUnitReport,
  dienBienDong,
  keoLom,
  neighbourUnit,
  owed,
  planning,
  province,
  signer,
  step,
  stnmt,
  who,
} from './make.ts'

/** Whoever still owes is reminded on working days before the last day, on it, and after it: once, by one message, and never after the filing arrived. */

const morning = (day: string) => at(`${day}T08:00:00`)
const year = { term: { kind: 'year', year: 2024 } } as const
let server: Awaited<ReturnType<typeof mailServer>>

beforeAll(async () => {
  server = await mailServer()
  Object.assign(env, {
    SMTP_URL: server.url,
    MAIL_FROM: 'Cổng giúp xã <giupxa@dienbien.gov.vn>',
    PUBLIC_URL: 'https://giupxa.vi-du.gov.vn',
  })
  // Nobody but those whom a test names has an address.
  await prisma.user.updateMany({ data: { reminders: 'none' } })
})
afterAll(() => server.close())
beforeEach(() => {
  server.received.length = 0
  server.waiting.before = undefined
})

/** Somebody who wants to be reminded; nobody else does. */
async function only(...people: [username: string, choice?: 'scheduled' | 'daily', email?: string][]) {
  await prisma.user.updateMany({ data: { reminders: 'none', email: '' } })
  for (const [username, reminders = 'scheduled', email = `${username}@vi-du.vn`] of people)
    await prisma.user.update({ where: { username }, data: { reminders, email } })
}

/** As an instance does it: looks, and sends what waits. */
async function round(when: Date) {
  return asOf(when, async () => {
    for (const id of await queueReminders()) await sendReminder(id)
  })
}

const digestOf = (username: string, day: string) =>
  prisma.reminder.findFirst({ where: { user: { username }, day: new Date(day) }, include: { items: true } })

describe('which day', () => {
  const filed: Owed['filings'] = []
  const one = (namedDay: string, more: Partial<Owed> = {}): Owed => {
    const due = { namedDay: new Date(namedDay), boundary: 'before' as const, extendedTo: more.extendedTo ?? null }
    const rest = { kind: 'unitReport' as const, opensOn: new Date('2024-12-01'), acceptedReason: null, filings: filed }
    return { ...rest, ...due, dueAt: dueAt(due), ...more }
  }

  // Khoản 1 Điều 13: trước ngày 31/12/2024, so the last day is Monday 30/12.
  // biome-ignore format: a table
  const table: [when: string, cause: string | undefined, why: string][] = [
    ['2024-12-09', undefined, 'fifteen working days before'],
    ['2024-12-10', 'ahead', 'fourteen'],
    ['2024-12-19', 'ahead', 'seven'],
    ['2024-12-20', undefined, ''],
    ['2024-12-25', 'ahead', 'three'],
    ['2024-12-27', 'ahead', 'one: the Friday before'],
    ['2024-12-28', undefined, 'a Saturday'],
    ['2024-12-30', 'lastDay', ''],
    ['2024-12-31', 'overdue', 'one working day after'],
    ['2025-01-01', undefined, 'a day off'],
    ['2025-01-02', undefined, ''],
    ['2025-01-07', 'overdue', 'five working days after, 01/01 left out'],
    ['2025-01-14', 'overdue', 'ten'],
    ['2025-01-21', undefined, 'and no more'],
  ]
  test.each(table)('%s: %s (%s)', async (day, cause) => {
    const how = { choice: 'scheduled' as const, settings: defaults, off: await daysOff(prisma) }
    expect(causeOf(one('2024-12-31'), morning(day), how)).toBe(cause)
  })

  test('a day off moves the reminder to the working day before it; the last day stays', async () => {
    const off = await daysOff(prisma)
    const how = { choice: 'scheduled' as const, settings: defaults, off }
    const within = one('2024-02-11', { opensOn: new Date('2024-01-01') }) // the last day is 10/02, the first of Tết Giáp Thìn
    expect(causeOf(within, morning('2024-02-07'), how)).toBe('lastDay')
    expect(causeOf(within, morning('2024-02-10'), { ...how, off: [] })).toBeUndefined() // a Saturday
    expect(causeOf(within, morning('2024-02-15'), how)).toBe('overdue') // the first working day after Tết
    expect(within.dueAt).toEqual(at('2024-02-11T00:00:00'))
  })

  test('daily: every working day while it is owed; never: not at all; what was sent, explained, not open: nobody', async () => {
    const off = await daysOff(prisma)
    const how = (choice: 'scheduled' | 'daily' | 'none') => ({ choice, settings: defaults, off })
    expect(causeOf(one('2024-12-31'), morning('2024-12-20'), how('daily'))).toBe('daily')
    expect(causeOf(one('2024-12-31'), morning('2025-03-03'), how('daily'))).toBe('overdue')
    expect(causeOf(one('2024-12-31'), morning('2024-12-30'), how('none'))).toBeUndefined()
    expect(causeOf(one('2024-12-31', { opensOn: new Date('2024-12-26') }), morning('2024-12-25'), how('daily'))).toBeUndefined()
    const sent = { kind: 'unitReport', status: 'sent', firstSentAt: morning('2024-12-12'), paperOn: null, refusedAt: null } as const
    expect(causeOf(one('2024-12-31', { filings: [sent] }), morning('2024-12-30'), how('daily'))).toBeUndefined()
    expect(
      causeOf(one('2024-12-31', { filings: [{ ...sent, status: 'changesAsked' }] }), morning('2024-12-30'), how('daily')),
    ).toBeUndefined()
    const explained = [{ ...sent, kind: 'explanation' as const }]
    expect(causeOf(one('2024-12-31', { filings: explained }), morning('2024-12-30'), how('daily'))).toBeUndefined()
  })

  test('an extension moves the last day, and so every reminder', async () => {
    const how = { choice: 'scheduled' as const, settings: defaults, off: await daysOff(prisma) }
    const later = one('2024-12-31', { extendedTo: new Date('2025-01-10') })
    expect(causeOf(later, morning('2024-12-30'), how)).toBeUndefined()
    expect(causeOf(later, morning('2025-01-09'), how)).toBe('ahead')
    expect(causeOf(later, morning('2025-01-10'), how)).toBe('lastDay')
  })
})

describe('one message for each person and day', () => {
  test('says in Vietnamese what is owed and until when, with links to the portal; nothing before the hour and on a day off', async () => {
    await only([stnmt])
    await round(at('2024-12-19T07:29:59'))
    await round(morning('2024-12-21')) // a Saturday
    expect(server.received).toEqual([])
    const report = await owed(unitReport, { by: stnmt, ...year })
    await round(at('2024-12-19T07:30:00'))
    await round(at('2024-12-19T17:00:00'))
    expect(server.received).toHaveLength(1)
    const [mail] = server.received
    expect(mail?.to).toEqual([`${stnmt}@vi-du.vn`])
    expect(mail?.from?.address).toBe('giupxa@dienbien.gov.vn')
    expect(mail?.subject).toMatch(/^Nhắc việc giúp xã ngày 19\/12\/2024: \d+ hồ sơ phải gửi/)
    const { name } = await who(stnmt)
    for (const body of [mail?.text, mail?.html]) {
      expect(body).toContain(`Gửi ${name}, Sở Tài nguyên và Môi trường.`)
      expect(body).toContain('Báo cáo kết quả giúp đỡ xã năm 2024')
      expect(body).toContain('Hạn: trước ngày 31/12/2024 (hết ngày 30/12/2024), còn 11 ngày.')
      expect(body).toContain(`https://giupxa.vi-du.gov.vn/obligations/${report.id}`)
      expect(body).toContain('https://giupxa.vi-du.gov.vn/account/reminders')
    }
    expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated/im)
    const kept = await digestOf(stnmt, '2024-12-19')
    expect(kept).toMatchObject({ status: 'sent', attempts: 1, address: `${stnmt}@vi-du.vn`, why: null })
    expect(kept?.items.some(({ obligationId, cause }) => obligationId === report.id && cause === 'ahead')).toBe(true)
  })

  test('names and addresses write no header and no markup', async () => {
    await only([stnmt])
    const { id, name } = await who(stnmt)
    await prisma.user.update({ where: { id }, data: { name: 'Lò <b>Đức</b>\r\nBcc: nguoi-la@vi-du.vn' } })
    await round(morning('2024-12-25'))
    await prisma.user.update({ where: { id }, data: { name } })
    const [mail] = server.received
    expect(mail?.to).toEqual([`${stnmt}@vi-du.vn`])
    expect(mail?.raw.split(/\r?\n\r?\n/)[0]).not.toMatch(/^bcc:/im)
    expect(mail?.html).toContain('Lò &lt;b&gt;Đức&lt;/b&gt;')
    expect(mail?.html).not.toContain('<b>')
  })

  test('two instances that look and send at the same time send it once', async () => {
    await only([stnmt], [keoLom])
    await asOf(morning('2024-12-27'), async () => {
      const [one, two] = await Promise.all([queueReminders(), queueReminders()])
      await queueReminders()
      const ids = [...new Set([...one, ...two])]
      await Promise.all([...ids, ...ids].map((id) => sendReminder(id)))
    })
    expect(server.received.map(({ to }) => to[0]).sort()).toEqual([`${stnmt}@vi-du.vn`, `${keoLom}@vi-du.vn`].sort())
    expect(await prisma.reminder.count({ where: { day: new Date('2024-12-27') } })).toBe(2)
    const happened = await prisma.event.count({
      where: { action: 'reminder.send', subjects: { some: { id: (await digestOf(stnmt, '2024-12-27'))?.id ?? '' } } },
    })
    expect(happened).toBe(1)
  })

  test('two running portals, by their jobs in the database', async () => {
    await only([stnmt])
    await setClock(morning('2024-12-30'))
    const errors: unknown[] = []
    const stops = await Promise.all([startJobs((error) => errors.push(error)), startJobs((error) => errors.push(error))])
    await expect.poll(() => server.received.length, { timeout: 60_000, interval: 200 }).toBe(1)
    await Promise.all(stops.map((stop) => stop()))
    await setClock(morning('2024-12-16'))
    expect([errors, server.received.length]).toEqual([[], 1])
    expect(await digestOf(stnmt, '2024-12-30')).toMatchObject({ status: 'sent', attempts: 1 })
  })
})

describe('never after it has arrived', () => {
  test('what is sent between looking and sending is not reminded of; of the rest the message is', async () => {
    await only(['xa-phi-nhu', 'daily'])
    const report = await aReport('ready', { by: 'xa-phi-nhu', ...year })
    const [id = ''] = await asOf(morning('2024-12-17'), queueReminders)
    await step(report, report.writer, 'send', { data: signer })
    await asOf(morning('2024-12-17'), () => sendReminder(id))
    const kept = await digestOf('xa-phi-nhu', '2024-12-17')
    expect(kept?.items.find(({ obligationId }) => obligationId === report.obligation)?.leftOut).toBe(true)
    for (const { text } of server.received) expect(text).not.toContain(report.obligation)
    expect(kept?.status).toBe(kept?.items.every(({ leftOut }) => leftOut) ? 'notNeeded' : 'sent')
  })

  test('when nothing is left there is no message, and the log says why', async () => {
    const unit = await neighbourUnit()
    const report = await aUnitReport('ready', { by: unit, ...year })
    await prisma.obligation.updateMany({
      where: { agencyId: await agencyOf(unit), id: { not: report.obligation } },
      data: { optional: true },
    })
    await only([unit])
    const [id = ''] = await asOf(morning('2024-12-19'), queueReminders)
    await step(report, unit, 'send', { data: signer })
    await asOf(morning('2024-12-19'), () => sendReminder(id))
    expect(server.received).toEqual([])
    expect(await digestOf(unit, '2024-12-19')).toMatchObject({ status: 'notNeeded', attempts: 0, why: expect.stringContaining('đã gửi') })
    await round(morning('2024-12-30'))
    expect(server.received).toEqual([])
  })

  test('nor after an explanation (khoản 2 Điều 12), nor when it was extended meanwhile', async () => {
    const reasons = await anExplanation('sent', year)
    await only([reasons.writer, 'daily'])
    await round(morning('2024-12-24'))
    for (const { text } of server.received) expect(text).not.toContain(reasons.obligation)

    await only([stnmt])
    const report = await prisma.obligation.findFirstOrThrow({
      where: { kind: 'unitReport', agencyId: await agencyOf(stnmt), period: { kind: 'year', year: 2024 } },
    })
    const [id = ''] = await asOf(morning('2025-01-07'), queueReminders)
    expect((await digestOf(stnmt, '2025-01-07'))?.items.some(({ obligationId }) => obligationId === report.id)).toBe(true)
    await asOf(morning('2025-01-07'), async () =>
      allow(await who(planning), 'extend', report.id, { data: { until: new Date('2025-01-20'), note: 'Chờ số liệu của xã' } }),
    )
    await asOf(morning('2025-01-07'), () => sendReminder(id))
    expect((await digestOf(stnmt, '2025-01-07'))?.items.find(({ obligationId }) => obligationId === report.id)?.leftOut).toBe(true)
    await allow(await who(planning), 'undo-extend', report.id, { data: { note: 'Đủ số liệu' } })
  })
})

describe('when the mail server does not take it', () => {
  test('it is tried again, and sent once; the log says what the server said', async () => {
    await only([stnmt])
    const { url } = server
    Object.assign(env, { SMTP_URL: 'smtp://127.0.0.1:1' }) // nobody listens there
    const [id = ''] = await asOf(morning('2024-12-31'), queueReminders)
    await expect(asOf(morning('2024-12-31'), () => sendReminder(id))).rejects.toThrow('ECONNREFUSED')
    expect(await digestOf(stnmt, '2024-12-31')).toMatchObject({
      status: 'queued',
      attempts: 1,
      why: expect.stringContaining('ECONNREFUSED'),
    })
    Object.assign(env, { SMTP_URL: url })
    server.waiting.before = () => {
      throw Object.assign(new Error('Hộp thư đầy'), { responseCode: 452 })
    }
    await expect(asOf(morning('2024-12-31'), () => sendReminder(id))).rejects.toThrow('Hộp thư đầy')
    server.waiting.before = undefined
    await asOf(morning('2024-12-31'), () => sendReminder(id))
    await asOf(morning('2024-12-31'), () => sendReminder(id))
    expect(server.received).toHaveLength(1)
    expect(await digestOf(stnmt, '2024-12-31')).toMatchObject({ status: 'sent', attempts: 3, why: null })
  })

  test('in the end it is given up, and on another day nothing old is sent', async () => {
    await only([keoLom, 'daily'])
    const { url } = server
    Object.assign(env, { SMTP_URL: 'smtp://127.0.0.1:1' })
    const [id = ''] = await asOf(morning('2024-12-23'), queueReminders)
    for (let attempt = 1; attempt < mostAttempts; attempt++)
      await expect(asOf(morning('2024-12-23'), () => sendReminder(id))).rejects.toThrow('ECONNREFUSED')
    await asOf(morning('2024-12-23'), () => sendReminder(id))
    expect(await digestOf(keoLom, '2024-12-23')).toMatchObject({ status: 'failed', attempts: mostAttempts })
    const [next = ''] = await asOf(morning('2024-12-24'), queueReminders)
    Object.assign(env, { SMTP_URL: url })
    await asOf(morning('2024-12-26'), () => sendReminder(next))
    expect(server.received).toEqual([])
    expect(await digestOf(keoLom, '2024-12-24')).toMatchObject({ status: 'failed', why: 'Ngày nhắc đã qua trước khi thư được gửi' })
  })
})

describe('who', () => {
  test('the head hears of what is overdue only; who has left or wants no mail hears nothing; without an address the log says so', async () => {
    const head = `${dienBienDong}.lanh-dao`
    await only([head], [dienBienDong, 'scheduled', ''])
    await round(morning('2024-12-25'))
    expect(server.received).toEqual([])
    expect(await digestOf(dienBienDong, '2024-12-25')).toMatchObject({ status: 'notMailed', why: expect.stringContaining('địa chỉ thư') })
    expect(await digestOf(head, '2024-12-25')).toBeNull()
    await round(morning('2025-01-14')) // ten working days after 30/12
    expect(server.received.map(({ to }) => to[0])).toEqual([`${head}@vi-du.vn`])
    expect(server.received[0]?.subject).toContain('quá hạn')
    expect(server.received[0]?.text).toContain('QUÁ HẠN')

    const { id } = await who(keoLom)
    await only([keoLom, 'daily'])
    const [queued = ''] = await asOf(morning('2025-01-03'), queueReminders)
    await prisma.user.update({ where: { id }, data: { disabledAt: new Date() } })
    await asOf(morning('2025-01-03'), () => sendReminder(queued))
    await round(morning('2025-01-06'))
    await prisma.user.update({ where: { id }, data: { disabledAt: null } })
    expect(server.received).toHaveLength(1)
    expect(await digestOf(keoLom, '2025-01-03')).toMatchObject({ status: 'notNeeded' })
    expect(await digestOf(keoLom, '2025-01-06')).toBeNull()
  })

  test('each chooses on the page of the account; an address that is none is told, with what was typed', async () => {
    const reader = await signIn('xa-na-son')
    await reader.open('/account')
    await reader.follow('Đổi cách nhắc')
    for (const email of ['không phải địa chỉ', 'a@b.vn, c@d.vn', 'a@b.vn\nBcc: c@d.vn', 'a@b']) {
      await reader.open('/account/reminders')
      await reader.press('Lưu cách nhắc', { reminders: 'daily', email })
      expect([reader.status, reader.main.includes('Nhập một địa chỉ thư')], email).toEqual([422, true])
      expect(reader.$('[name="reminders"]').val()).toBe('daily')
    }
    await reader.open('/account/reminders')
    await reader.press('Lưu cách nhắc', { reminders: 'daily', email: ' can-bo@vi-du.vn ' })
    expect(reader.main).toContain('Đã ghi nhận cách nhắc việc')
    expect(await prisma.user.findUnique({ where: { username: 'xa-na-son' } })).toMatchObject({
      reminders: 'daily',
      email: 'can-bo@vi-du.vn',
    })
    const change = await prisma.eventChange.findMany({ where: { model: 'User', column: 'email' } })
    expect(change, 'the log keeps no address').toEqual([])
  })
})

describe('planning', () => {
  test('reads every message: to whom, about what, when, and why not', async () => {
    const officer = await signedIn(planning)
    await officer.open('/reminders')
    expect(officer.$('tbody tr').length).toBeGreaterThan(3)
    await officer.open('/reminders?is=notMailed')
    expect(officer.main).toContain('Người nhận chưa ghi địa chỉ thư')
    await officer.open(`/reminders?q=${encodeURIComponent('tai nguyen')}&sort=agency`)
    expect(officer.main).toContain('Sở Tài nguyên và Môi trường')
    expect(officer.main).not.toContain('UBND xã Keo Lôm')
    await officer.open(`/reminders/${(await digestOf(stnmt, '2024-12-19'))?.id}`)
    expect(officer.main).toContain('Báo cáo kết quả giúp đỡ xã năm 2024')
    expect(officer.main).toContain('sắp đến hạn')
    for (const username of [province, keoLom, stnmt, dienBienDong])
      expect((await (await signedIn(username)).open('/reminders')).status).toBe(404)
    const { headers } = await officer.agent.get('/reminders?format=xlsx')
    expect(headers['content-type']).toContain('spreadsheetml')
  })

  test('sets the schedule, with a reason; the next round goes by it', async () => {
    const officer = await signedIn(planning)
    await officer.open('/reminders/settings')
    expect(officer.$('[name="ahead"]').val()).toBe('14, 7, 3, 1')
    await officer.press('Đặt lịch nhắc', { ahead: '5; hai', after: '0', proposeAfter: '0', sendAt: '25:00', note: '' })
    expect(officer.status).toBe(422)
    for (const words of ['Nhập các số từ 1 đến 60', 'Nhập một số từ 1 đến 60', 'Nhập giờ gửi', 'Nêu lý do thay đổi'])
      expect(officer.main).toContain(words)
    expect(officer.$('[name="ahead"]').val()).toBe('5; hai')
    await officer.press('Đặt lịch nhắc', { ahead: '2', after: '', proposeAfter: '5', sendAt: '9:15', note: 'Theo ý kiến các huyện' })
    expect(officer.main).toContain('lịch nhắc mới được áp dụng')
    await only(['xa-pu-nhi'])
    await round(at('2024-12-20T09:14:59'))
    expect(server.received).toEqual([])
    await round(at('2024-12-20T09:15:00')) // 20/12 is the last day of the month’s report
    expect(server.received).toHaveLength(1)
    await officer.open('/reminders/settings')
    expect(officer.main).toContain('Theo ý kiến các huyện')
    await officer.press('Đặt lịch nhắc', { ahead: '14, 7, 3, 1', after: '1, 5, 10', proposeAfter: '5', sendAt: '07:30', note: 'Như cũ' })
  })

  test('and UBND tỉnh see who is overdue though reminded, since when, and when the head was told; whatever arrives is gone', async () => {
    const report = await aUnitReport('ready', { by: stnmt })
    const { id } = await prisma.obligation.update({
      where: { id: report.obligation },
      data: { namedDay: new Date('2024-11-30'), dueAt: at('2024-11-30T00:00:00') },
    })
    const officer = await signedIn(planning)
    const link = `a[href="/obligations/${id}"]`
    await officer.open('/reminders/proposals?kind=unitReport&sort=days&order=asc')
    expect(officer.$(link)).toHaveLength(1)
    expect(officer.$(link).closest('tr').text()).toContain('29/11/2024')
    await (await signedIn(province)).open('/reminders/proposals?sort=days&order=asc')
    expect((await signedIn(province)).$(link)).toHaveLength(1)
    await step(report, stnmt, 'send', { data: signer })
    await officer.open('/reminders/proposals?kind=unitReport&sort=days&order=asc')
    expect(officer.$(link)).toHaveLength(0)
    await officer.open('/reminders/proposals?q=khong-co-ai')
    expect(officer.main).toContain('Bỏ lọc để xem tất cả')
  })
})

test('without a mail server nothing is queued, and the page says so', async () => {
  const { SMTP_URL } = env
  Object.assign(env, { SMTP_URL: undefined })
  const officer = await signedIn(planning)
  await officer.open('/reminders')
  expect(officer.main).toContain('chưa được đặt máy chủ thư')
  Object.assign(env, { SMTP_URL })
})
