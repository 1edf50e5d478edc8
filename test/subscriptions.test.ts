import request from 'supertest'
import { expect, test } from 'vitest'
import { app } from '../src/app.ts'
import { prisma } from '../src/db.ts'
import { type Browser, signedIn, signIn } from './browser.ts'
import { agencyOf, keoLom, stnmt, who } from './make.ts'
import { aHoliday } from './nouns.ts'

/** The last days of one's own agency, read by a calendar programme that cannot sign in. */

const addressIn = (reader: Browser) => new URL(reader.$('main code').text().trim()).pathname
/** A programme: no cookies, no session. */
const read = (path: string) => request(app).get(path)
const sessions = () => prisma.session.count()

async function subscribed(username: string, button = 'Tạo địa chỉ lịch') {
  const reader = await signedIn(username)
  await reader.open('/account/calendar')
  await reader.press(button)
  return addressIn(reader)
}

test('the address is shown once, gives what the agency’s own calendar gives, and sets no cookie', async () => {
  const path = await subscribed(keoLom)
  const reader = await signedIn(keoLom)
  await reader.open('/account/calendar')
  expect(reader.main).toContain('Đang có một địa chỉ')
  expect(reader.$('main code')).toHaveLength(0)

  const before = await sessions()
  const { status, headers, text } = await read(path)
  expect([status, headers['content-type'], headers['set-cookie']]).toEqual([200, 'text/calendar; charset=utf-8', undefined])
  expect(await sessions()).toBe(before)
  const { text: own } = await reader.agent.get('/calendar/deadlines.ics').buffer(true)
  const events = (calendar: string) =>
    calendar
      .split('BEGIN:VEVENT')
      .slice(1)
      .map((event) => event.replace(/DTSTAMP.*/, ''))
  expect(events(text)).toEqual(events(own))
  expect(events(text)).toHaveLength(
    await prisma.obligation.count({
      where: { agencyId: await agencyOf(keoLom), withdrawnAt: null, optional: false, dueAt: { gte: new Date('2023-12-16') } },
    }),
  )
  await aHoliday('kept', { name: 'Nghỉ thử', day: '20/12/2024', until: '' })
  expect((await read(path)).text).not.toContain('Nghỉ thử')
  expect(await prisma.calendarSubscription.findMany({ where: { tokenHash: path.slice(11, -4) } }), 'kept as a hash').toEqual([])
})

test('another address takes the place of the one before; a revoked one, and that of a disabled account, is no address', async () => {
  const first = await subscribed(stnmt)
  const second = await subscribed(stnmt, 'Tạo địa chỉ khác, bỏ địa chỉ cũ')
  expect([(await read(first)).status, (await read(second)).status]).toEqual([404, 200])
  const { id } = await who(stnmt)
  await prisma.user.update({ where: { id }, data: { disabledAt: new Date() } })
  expect((await read(second)).status).toBe(404)
  await prisma.user.update({ where: { id }, data: { disabledAt: null } })
  const reader = await signedIn(stnmt)
  await reader.open('/account/calendar')
  await reader.press('Bỏ địa chỉ lịch')
  expect(reader.main).toContain('Chưa có địa chỉ nào')
  expect((await read(second)).status).toBe(404)
})

test('pressed twice at once: one address, shown once', async () => {
  const reader = await signIn('xa-phi-nhu')
  await reader.open('/account/calendar')
  const { action, fields } = reader.form('Tạo địa chỉ lịch')
  const both = await Promise.all([reader.send(action, fields), reader.send(action, fields)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 303])
  const shown = both.find(({ status }) => status === 200)?.text ?? ''
  expect((await read(/\/deadlines\/[\w-]+\.ics/.exec(shown)?.[0] ?? '')).status).toBe(200)
  expect((await reader.send(action, fields)).status, 'reloading the page makes no other').toBe(303)
})

test('a wrong address is not found; too many of them, and too many readings of one, wait; a right one from the same place does not', async () => {
  const path = await subscribed('xa-na-son')
  const wrong = await read('/deadlines/khong-co.ics')
  expect([wrong.status, wrong.headers['set-cookie'], wrong.text.includes('Không có lịch nào')]).toEqual([404, undefined, true])
  for (const strange of ['/deadlines', '/deadlines/', '/deadlines/x', '/deadlines/%00.ics', '/deadlines/..%2f.ics'])
    expect((await read(strange)).status, strange).toBe(404)
  let answers: number[] = []
  for (let n = 0; n < 35; n++) answers.push((await read(`/deadlines/sai-${n}.ics`)).status)
  expect(answers.at(-1)).toBe(429)
  expect((await read(path)).status).toBe(200)
  answers = []
  for (let n = 0; n < 62; n++) answers.push((await read(path)).status)
  expect([answers[0], answers.at(-1)]).toEqual([200, 429])
  expect(Number((await read(path)).headers['retry-after'])).toBeGreaterThan(0)
})
