import { beforeAll, describe, expect, test } from 'vitest'
import { asOf } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { allow } from '../src/obligations/take.ts'
import { pool } from '../src/pool.ts'
import { communeReport } from '../src/reports/report.ts'
import { Browser, password, said, signIn, type Values } from './browser.ts'
import {
  aDistrictReport,
  anExplainedReport,
  anExplanation,
  aPicture,
  aPlan,
  aProgramme,
  aProvinceReport,
  aReport,
  aUnitReport,
  dienBienDong,
  keoLom,
  neighbourUnit,
  note,
  owed,
  personOf,
  planning,
  province,
  signer,
  step,
  stnmt,
  unitsOf,
  who,
  withFile,
  withPaper,
} from './make.ts'
import {
  aNeed,
  anAdjustment,
  anAnswer,
  anIndicator,
  anInquiry,
  anInspection,
  anInvitation,
  anObjection,
  aPetition,
  aRequest,
  aScoring,
  aSupport,
} from './nouns.ts'

/** Every form that a person meets, found by following the links from their desk, pressed twice at the same instant. */

type Press = { page: string; action: string; button: string; fields: Values }

const events = () => prisma.event.count()
/** Saving leaves no event but a revision; a key that was used leaves its row. */
const keys = () => prisma.once.count()

/** What is not any words. */
const shaped: Record<string, string> = {
  day: '30/12/2024',
  dueOn: '30/12/2024',
  until: '31/01/2025',
  time: '08:30',
  email: 'can-bo@dienbien.gov.vn',
}
const ofProgrammes: Record<string, string> = { from: '01/01/2031', to: '31/12/2033', firstYear: '2031' }
const ofIndicators: Record<string, string> = { code: 'ZZ99', from: '01/12/2024', to: '31/12/2024', over: '', under: '' }

/** What a form would post when this button is pressed, with every empty box filled in. */
function pressesOf({ $, path }: Browser): Press[] {
  return $('form[method="post"]')
    .toArray()
    .flatMap((form) => {
      const fields: Values = {}
      for (const { name, value } of $(form).serializeArray())
        fields[name] = name in fields ? [(fields[name] as string | string[]) ?? [], value].flat() : value
      for (const box of $(form).find('input, textarea, select').toArray()) {
        const name = $(box).attr('name') ?? ''
        // A need that a plan takes in cannot be edited any more; a group of beneficiaries stands once; what goes a separate way,
        // or was not carried out, holds no words.
        if (!name || fields[name] || /\[need\]$|^beneficiaries|\[apart|\[(nothing|reason)\]$/.test(name)) continue
        if ($(box).is('select')) fields[name] = $(box).find('option[value!=""]').first().attr('value') ?? ''
        else if ($(box).is('[type="file"]')) fields[name] = aPicture
        else if ($(box).is('[type="checkbox"]')) fields[name] = $(box).attr('value') ?? ''
        else
          fields[name] =
            (path.startsWith('/programmes') ? ofProgrammes[name] : undefined) ??
            (/^.(agencies|accounts)/.test(path) && /^(code|username)$/.test(name) ? '' : undefined) ??
            (path.startsWith('/indicators') ? ofIndicators[name] : undefined) ??
            (path.startsWith('/holidays') && name === 'until' ? (path.endsWith('/new') ? '31/12/2024' : '') : undefined) ??
            (path.startsWith('/regions') && name === 'dated' ? '15/12/2024' : undefined) ??
            (path.startsWith('/inspections') && name === 'day' ? '12/12/2024' : shaped[name]) ??
            ($(box).attr('inputmode') ? '1' : $(box).attr('maxlength') === '10' ? '16/12/2024' : 'Điền đủ')
      }
      return $(form)
        .find('button')
        .toArray()
        .map((button) => ({
          ...{ page: path, action: $(button).attr('formaction') ?? $(form).attr('action') ?? path, button: said($(button).text()) },
          fields: { ...fields, ...($(button).attr('name') && { [$(button).attr('name') as string]: $(button).attr('value') ?? '' }) },
        }))
    })
}

/** One name per kind of page, so that a crawl ends: an id is an id, a number a number. */
const shapeOf = (address: string) =>
  address
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/versions\/\d+/, '/versions/:n')
    .replace(/=[^&]*/g, '=')

const keyOf = ({ action, button }: Press) => `${shapeOf(action)} “${button.replace(/\d+/g, 'n')}”`

/** What waits on a desk in some states comes before what does not. */
const manyStates = /^.(petitions|obligations).:id$/

/** What has many pages of one shape, and among them few of the state that is looked for. */
const shortcuts: Record<string, string[]> = {
  [planning]: ['/obligations?allowed=1&kind=provinceReport', '/holidays?year=2024'],
  [dienBienDong]: ['/obligations'],
}

/** Follows links, at most four pages of each shape and state, and gathers every form by its action and button. */
async function crawl(username: string, most = 900) {
  const reader = await signIn(username)
  const [open, visited, seen] = [['/', ...(shortcuts[username] ?? [])], new Set<string>(), new Map<string, number>()]
  const presses = new Map<string, string[]>()
  const dead: string[] = []
  while (open.length && visited.size < most) {
    const address = (open.shift() ?? '').split('#')[0] ?? ''
    const shape = shapeOf(address)
    if (visited.has(address) || (seen.get(shape) ?? 0) >= (manyStates.test(shape) ? 12 : 4)) continue
    visited.add(address)
    seen.set(shape, (seen.get(shape) ?? 0) + 1)
    await reader.open(address)
    if (reader.status !== 200) dead.push(`${address} is ${reader.status}`)
    for (const press of pressesOf(reader)) {
      const key = keyOf(press)
      if (press.action !== '/sign-out') presses.set(key, [...(presses.get(key) ?? []), press.page])
    }
    for (const option of reader.$('select[name="of"] option').toArray()) open.push(`${reader.path}?of=${reader.$(option).attr('value')}`)
    const links = reader.$('a[href^="/"], a[href^="?"]').toArray()
    open.push(
      ...links
        .map((a) => new URL(reader.$(a).attr('href') ?? '', `http://portal${reader.path}`))
        .map(({ pathname, search }) => pathname + search),
    )
  }
  return { reader, visited: [...visited], presses, dead }
}

/** The press again, with a fresh key, on the first of its pages that still offers it: an earlier press may have used up the row. */
async function offered(reader: Browser, key: string, pages: string[]) {
  for (const page of new Set(pages)) {
    await reader.open(page)
    const press = pressesOf(reader).find((press) => keyOf(press) === key)
    if (press) return press
  }
}

const cast: [string, () => Promise<string>][] = [
  ['unit', async () => stnmt],
  ['neighbour', neighbourUnit],
  ['commune', async () => keoLom],
  ['district', async () => dienBienDong],
  ['planning', async () => planning],
  ['province', async () => province],
]

/** Something in every state for everybody, and again: a press uses its row up. */
beforeAll(async () => {
  await withFile(await aPlan('ready', { by: stnmt, commune: keoLom }))
  await aPlan('sent', { by: stnmt, commune: keoLom })
  await aPlan('changesAsked', { by: stnmt, commune: 'xa-phi-nhu' })
  for (const state of ['ready', 'sent', 'changesAsked', 'accepted'] as const) await aReport(state, { by: keoLom })
  for (const state of ['declared', 'disputed', 'confirmed', 'declared', 'declared'] as const) await aSupport(state)
  await aProgramme('inForce', { by: keoLom })
  await aProgramme('sent', { by: keoLom })
  const neighbours = await unitsOf(keoLom)
  await aUnitReport('ready', { by: stnmt })
  await aUnitReport('sent', { by: await neighbourUnit() })
  await step(await aUnitReport('ready', { by: stnmt }), stnmt, 'consult')
  // Of a unit that is not among the cast: nobody takes back what the district comments on.
  const another = (await Promise.all(['xa-phi-nhu', 'xa-chieng-so', 'xa-pu-nhi', 'xa-na-son'].map(unitsOf))).flat()
  const asking = another.find((username) => username !== stnmt && !neighbours.includes(username)) ?? ''
  await step(await aUnitReport('ready', { by: asking }), asking, 'consult')
  for (const noted of [true, false]) {
    const explained = await anExplainedReport({ by: stnmt }, keoLom)
    const { id: section } = await prisma.explainedSection.findFirstOrThrow({ where: { filingId: explained.id } })
    if (noted) await step(explained, planning, 'note-section', { data: { section, ...note } })
  }
  await anExplanation('sent', { by: stnmt })
  await aDistrictReport('ready', { by: dienBienDong })
  await aDistrictReport('sent')
  await aProvinceReport('ready')
  await aProvinceReport('sent')
  for (const state of ['declined', 'proposed', 'proposed'] as const) await aNeed(state, { unit: stnmt })
  for (const state of ['sent', 'sent', 'sent', 'sent', 'received', 'received', 'askedBack', 'answered', 'closed'] as const)
    await aPetition(state)
  await aPetition('sent', { by: dienBienDong, to: planning })
  // Asked before the others, so that the commune meets them first.
  for (const _ of [1, 2]) await asOf(new Date('2024-12-10T09:00:00+07:00'), () => aPetition('sent', { to: dienBienDong }))
  for (const state of ['held', 'past', 'coming', 'coming'] as const) await anInvitation(state)
  for (const proposed of [true, false]) {
    const late = await withFile(await aReport('ready', { by: keoLom, term: { kind: 'month', year: 2024 } }))
    await prisma.obligation.update({ where: { id: late.obligation }, data: { dueAt: new Date('2024-12-15') } })
    await step(late, keoLom, 'send', { data: signer })
    if (proposed) await withPaper(late)
  }
  for (const state of ['proposed', 'advised', 'inUse'] as const) await anIndicator(state)
  for (const { id } of await prisma.obligation.findMany({ where: { kind: 'provinceReport', period: { year: 2024 } } }))
    await allow(await who(planning), 'extend', id, { data: { until: new Date('2025-01-20'), note: 'Chờ báo cáo của huyện' } })
  for (const state of ['raised', 'raised', 'dismissed'] as const) await anObjection(state)
  await anAdjustment()
  for (const year of [2022, 2024]) await aScoring('preparing', { year })
  await anInspection()
  for (const state of ['closed', 'reported', 'asked', 'asked'] as const) await aRequest(state)
  await prisma.calendarSubscription.create({ data: { userId: (await who(keoLom)).id, tokenHash: 'x', madeAt: new Date() } })
  for (const by of [stnmt, dienBienDong]) {
    for (let time = 0; time < 4; time++) await anInquiry('running', { by })
    await anInquiry('closed', { by })
    await anAnswer('answered', { of: await anInquiry('running', { by, communes: [keoLom, 'xa-phi-nhu'] }) })
  }
})

describe('every form, pressed twice at the same instant, acts once and lands on the same place', () => {
  const met = new Set<string>()

  test.each(cast)('%s', { timeout: 240_000 }, async (_, usernameOf) => {
    const username = await usernameOf()
    const { reader, presses, visited, dead } = await crawl(username)
    expect(visited.length).toBeGreaterThan(7)
    const wrong: string[] = []
    // What uses a row up comes after what does not; what changes the agency's own rules comes last.
    const rank = (key: string) =>
      key.startsWith('/needs')
        ? Number(key.includes('withdraw')) / 2
        : key.startsWith('/account/')
          ? 2
          : Number(!/dispute|answer/.test(key))
    const inOrder = [...presses].sort(([a], [b]) => rank(a) - rank(b))
    for (const [key, pages] of inOrder) {
      const press = await offered(reader, key, pages)
      // What rates are computed from does not end before them: the commune ends a figure of its own.
      const needed = username === planning && key.startsWith('/indicators/:id/end')
      if (!press || needed || key.startsWith('/account ')) continue
      met.add(key)
      if (press.action === '/rehearsal') Object.assign(press.fields, { date: '16/12/2024', time: '08:00' })
      const before = { events: await events(), keys: await keys() }
      const [one, two] = await Promise.all([reader.send(press.action, press.fields), reader.send(press.action, press.fields)])
      const left = { events: (await events()) - before.events, keys: (await keys()) - before.keys }
      // What a table, or an assignment, would change is shown, nothing else; a picture is no template.
      const shows = /\/(figures|table|template)$|^.assignments/.test(press.action)
      // Saving leaves no event; every other press leaves one, and only one. Each uses one key.
      const saves =
        press.action.endsWith('/save') ||
        (press.action.endsWith('/edit') &&
          !/^.(needs|petitions|supports|invitations|inspections|inquiries|indicators|holidays|regions|authorisations|scorings|accounts|agencies|programmes)/.test(
            press.action,
          ) &&
          !('compile' in press.fields))
      const got = [one?.status, two?.status, one?.headers.location === two?.headers.location, left.events, left.keys].join(' ')
      // The address of a calendar and a new password are shown where they are made: once.
      if (/^.(account.calendar|accounts.new|accounts.*.reset)$/.test(press.action)) {
        if (!/^(200 303|303 200) false 1 1$/.test(got)) wrong.push(`${key} on ${press.page}: ${got}`)
        continue
      }
      const wanted = shows ? /^(200 200|422 422) true 0 0$/ : saves ? /^303 303 true 0 1$/ : /^303 303 true 1 1$/
      if (!wanted.test(got)) wrong.push(`${key} on ${press.page}: ${got}`)
    }
    expect(wrong, 'status, status, same place, events, keys').toEqual([])
    expect(dead, 'links that lead nowhere').toEqual([])
  })

  test('the crawl met every kind of press', () => {
    const actions = new Set([...met].map((key) => key.split(' “')[0]))
    for (const kind of ['plans', 'reports', 'unit-reports', 'district-reports', 'province-reports'])
      for (const press of [`/${kind}/:id/edit`, `/${kind}/:id/send`]) expect(actions, press).toContain(press)
    for (const press of [
      '/plans',
      '/reports',
      '/plans/:id/consent',
      ...['half', ':id/consult', ':id/stop-consulting', ':id/sections/:id/comment'].map((step) => `/unit-reports/${step}`),
      '/plans/:id/request-changes',
      '/plans/:id/files',
      '/plans/:id/files/:id/remove',
      '/reports/:id/figures',
      '/reports/:id/accept',
      '/reports/:id/request-changes',
      ...['propose', 'register'].map((deed) => `/reports/:id/${deed}-paper`),
      '/rehearsal',
      ...['new', ':id/edit', ':id/withdraw'].map((step) => `/holidays/${step}`),
      ...['new', ':id/edit', ':id/withdraw', 'table'].map((step) => `/regions/${step}`),
      '/indicators/table',
      ...['new', ':id/edit', ':id/reset', ':id/disable', 'table'].map((step) => `/accounts/${step}`),
      ...['new', ':id/edit', ':id/rename', ':id/take-function', ':id/parent', 'table'].map((step) => `/agencies/${step}`),
      '/programmes/new',
      ...['/account/reminders', '/account/calendar', '/account/calendar/revoke', '/reminders/settings'],
      ...['/calendar/settings', '/obligations/extend', '/obligations/:id/undo-extend'],
      ...[
        'new',
        ':id/edit',
        ':id/move',
        ':id/invite-more',
        ':id/cancel',
        ':id/record',
        ':id/correct',
        ':id/accept',
        ':id/decline',
        ':id/speak',
      ].map((step) => `/invitations/${step}`),
      ...['/inspections/:id/edit', '/inspections/:id/withdraw', '/inspection-requests/new'],
      ...['report', 'close', 'ask-again'].map((step) => `/inspection-requests/:id/${step}`),
      ...[
        'new',
        ':id/edit',
        ':id/receive',
        ':id/extend',
        ':id/answer',
        ':id/forward',
        ':id/ask-back',
        ':id/reply',
        ':id/close',
        ':id/reopen',
      ].map((step) => `/petitions/${step}`),
      ...['/inquiries/new', '/inquiry-answers/new'],
      ...['extend', 'edit', 'close', 'withdraw'].map((step) => `/inquiries/:id/${step}`),
      ...['send', 'save', 'request-changes'].map((step) => `/inquiry-answers/:id/${step}`),
      ...['new', ':id/advise', ':id/edit'].map((step) => `/indicators/${step}`),
      ...['new', ':id/edit', ':id/publish', ':id/unpublish'].map((step) => `/scorings/${step}`),
      ...['/score-adjustments/new', '/score-objections/new'],
      ...['uphold', 'dismiss'].map((step) => `/score-objections/:id/${step}`),
      '/needs/new',
      '/needs/:id/edit',
      '/needs/:id/withdraw',
      '/needs/:id/decline',
      '/supports/new',
      '/supports/:id/confirm',
      '/supports/:id/dispute',
      '/supports/:id/answer',
      '/coordination-programmes/:id/enforce',
      '/coordination-programmes/:id/comment',
      '/needs/:id/reopen',
    ])
      expect(actions, press).toContain(press)
    expect(
      [...met].some((key) => /Tổng hợp/.test(key)),
      'compiling',
    ).toBe(true)
  })
})

describe('a key', () => {
  test('belongs to its person: another one who presses with it is refused, and nothing happens', async () => {
    const plan = await aPlan('sent')
    const [commune, district] = [await signIn(plan.commune), await signIn(plan.district)]
    await commune.open(`${plan.path}/consent`)
    await district.open(`${plan.path}/consent`)
    const { once } = commune.form('Thống nhất phiên bản 1').fields
    await commune.press('Thống nhất phiên bản 1')
    const before = await events()
    const { action, fields } = district.form('Thống nhất phiên bản 1')
    expect((await district.send(action, { ...fields, once: once ?? '' })).status).toBe(404)
    expect(await events()).toBe(before)
    expect((await district.send(action, fields)).status).toBe(303)
  })

  test('belongs to its action: it does not open another', async () => {
    const report = await aReport('sent')
    const district = await signIn(report.district)
    await district.open(report.path)
    const { fields } = district.form('Tiếp nhận')
    await district.press('Tiếp nhận')
    const { revision } = await prisma.filing.findUniqueOrThrow({ where: { id: report.id } })
    const again = await district.send(`${report.path}/request-changes`, { ...fields, revision: String(revision), note: 'Thiếu số' })
    expect(again.status).toBe(404)
    expect((await prisma.filing.findUniqueOrThrow({ where: { id: report.id } })).status).toBe('accepted')
  })

  test('of a press that was refused is free again', async () => {
    const report = await aReport('draft')
    const commune = await signIn(report.writer)
    await commune.open(`${report.path}/edit`)
    const { fields } = commune.form('Lưu, soạn tiếp')
    expect((await commune.send(`${report.path}/send`, { ...fields, ...signer })).status).toBe(409) // something is missing
    expect(await prisma.once.count({ where: { key: String(fields.once) } })).toBe(0)
    expect((await commune.send(`${report.path}/edit`, fields)).status).toBe(303)
  })

  test('that was used lands where it landed, also much later and after the row went on', async () => {
    const report = await aReport('ready')
    const commune = await signIn(report.writer)
    await commune.open(`${report.path}/send`)
    const { action, fields } = commune.form(commune.buttons.find((words) => words.startsWith('Gửi báo cáo đến')) ?? '', signer)
    const first = await commune.send(action, fields)
    const district = await signIn(report.district)
    await district.open(report.path)
    await district.press('Tiếp nhận')
    const later = await commune.send(action, fields)
    expect([later.status, later.headers.location]).toEqual([303, first.headers.location])
    expect(await prisma.filingVersion.count({ where: { filingId: report.id } })).toBe(1)
  })

  test('that is none, or missing, is 422', async () => {
    const report = await aReport('ready')
    const commune = await signIn(report.writer)
    await commune.open(`${report.path}/edit`)
    const { action, fields } = commune.form('Lưu, soạn tiếp')
    const { once: _, ...without } = fields
    for (const wrong of [without, { ...fields, once: '' }, { ...fields, once: 'x' }, { ...fields, once: ['a', 'b'] }])
      expect((await commune.send(action, wrong as Values)).status).toBe(422)
  })

  test('ten presses of one button at the same instant are one', async () => {
    const { id, agencyId } = await owed(communeReport)
    const username = await personOf(agencyId)
    const commune = await signIn(username)
    const press = { _csrf: String(commune.$('[name="_csrf"]').first().val()), once: crypto.randomUUID(), obligation: id }
    const landed = await Promise.all(Array.from({ length: 10 }, () => commune.send('/reports', press)))
    expect(new Set(landed.map(({ status, headers }) => `${status} ${headers.location}`)).size).toBe(1)
    expect(await prisma.filing.count({ where: { obligationId: id } })).toBe(1)
    const { rows } = await pool.query(
      `select count(*) from event where action = 'communeReport.start' and actor_id = $1 and seq in (select event_seq from event_subject where id = $2)`,
      [(await who(username)).id, id],
    )
    expect(Number(rows[0].count)).toBe(1)
  })
})

test('a new password, pressed twice at the same instant: it is changed once, and the new one lets in', async () => {
  const username = 'xa-na-u'
  const reader = await signIn(username)
  await reader.open('/account')
  const word = 'chín bể nước cho bản Huổi Hoa'
  const { action, fields } = reader.form('Đổi mật khẩu', { current: password, new: word, again: word })
  const both = await Promise.all([reader.send(action, fields), reader.send(action, fields)])
  for (const { status } of both) expect(status).toBeLessThan(500)
  expect(both.some(({ headers }) => headers.location === '/sign-in?changed')).toBe(true)
  expect(await prisma.event.count({ where: { action: 'account.change-password', actorId: (await who(username)).id } })).toBe(1)
  const fresh = await new Browser().open('/sign-in')
  await fresh.press('Đăng nhập', { username, password: word })
  expect(fresh.path).toBe('/commune')
})
