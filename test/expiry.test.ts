import { beforeEach, describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { pool } from '../src/pool.ts'
import { Browser, password, signIn } from './browser.ts'
import { anExplanation, aPlan, aReport, aUnitReport, dienBienDong, keoLom, planning, see, signer, step, stnmt } from './make.ts'

/** "Nothing typed is ever lost": a form posted after its session ended. */

const words = `Đường "nhựa" <b>3 km</b> & cầu;\n\n  Dòng ba: ế ợ ữ 'x' %20 + = \\ {{x}} <%= 1 %> </textarea> 😀\ttab`
const oneLine = words.replaceAll('\n', ' ')
const same = (value: unknown) => String(value).replaceAll('\r\n', '\n')

beforeEach(() => pool.query('delete from sign_in_limit'))

/** What ends a session: half an hour, twelve hours, a restart of the database. */
const ends: [string, () => Promise<unknown>][] = [
  ['it stood idle for half an hour', () => pool.query(`update session set expire = now() - interval '1 second'`)],
  ['twelve hours are over', () => pool.query(`update session set sess = jsonb_set(sess::jsonb, '{startedAt}', '1')::json`)],
  ['it is gone', () => pool.query('delete from session')],
]
const end = () => pool.query('delete from session')
const back = (browser: Browser, username: string) => browser.press('Đăng nhập', { username, password })
const keptForms = () => prisma.pendingForm.count()

describe('a form posted after the session ended', () => {
  test.each(ends)('comes back filled, character by character, and is not posted by itself: %s', async (_, finish) => {
    const plan = await aPlan('ready', { by: stnmt, commune: 'xa-chieng-so' })
    const unit = await signIn(stnmt)
    await unit.open(`${plan.path}/edit`)
    const cell = (name: string) => unit.blankRow('items', name)
    const typed = {
      ...{
        objective: words,
        'items[a1][task]': oneLine,
        'items[a1][ownMoney]': '1.5',
        'items[a1][clause]': '4.1',
        'items[a1][form]': 'labour',
      },
      ...{ [cell('task')]: oneLine, [cell('unit')]: 'lượt người', [cell('ownMoney')]: '', [cell('owner')]: ' khoảng trắng ' },
    }
    await finish()
    await unit.press('Lưu, soạn tiếp', typed)
    expect(unit.path).toBe('/sign-in')
    expect(unit.main).toContain('Nội dung bạn vừa nhập vẫn còn')
    await back(unit, stnmt)
    expect(unit.path).toBe(`${plan.path}/edit`)
    expect(unit.main).toContain('Nội dung này chưa được lưu')
    expect(unit.$('form[data-guard="unsaved"]'), 'and the browser asks before leaving').toHaveLength(1)
    const { fields } = unit.form('Lưu, soạn tiếp')
    for (const [name, value] of Object.entries(typed)) expect(same(fields[name]), name).toBe(value)
    expect((await see(stnmt, plan)).draft?.content).toMatchObject({ objective: 'Đủ nước sạch cho bản Huổi Hoa' })

    await unit.press('Lưu, soạn tiếp')
    const content = (await see(stnmt, plan)).draft?.content as { objective: string; items: Record<string, { task: string }> }
    expect(content.objective).toBe(words)
    expect(Object.values(content.items).map(({ task }) => task)).toEqual([oneLine, oneLine])
  })

  test('also boxes that were ticked, figures, and texts of 20.000 characters', async () => {
    const report = await aUnitReport('draft', { by: stnmt })
    const unit = await signIn(stnmt)
    await unit.open(`${report.path}/edit`)
    const boxes = unit.$('[name$="[economy][forms]"]').last().attr('name') ?? ''
    const typed = { summary: 'ế'.repeat(20_000), [boxes]: ['technical', 'goods'], [boxes.replace('forms', 'households')]: '1.200' }
    await end()
    await unit.press('Lưu', typed)
    await back(unit, stnmt)
    const { fields } = unit.form('Lưu')
    for (const [name, value] of Object.entries(typed)) expect(fields[name], name).toEqual(value)
  })

  const reasons: [string, () => Promise<{ path: string }>, string, string, string, Record<string, string>][] = [
    [
      'asking for changes to a report',
      () => aReport('sent', { by: keoLom }),
      dienBienDong,
      '/request-changes',
      'Đề nghị chỉnh sửa, bổ sung',
      { note: words },
    ],
    [
      'asking for changes to a plan',
      () => aPlan('sent', { by: stnmt, commune: keoLom }),
      keoLom,
      '/request-changes',
      'Đề nghị sửa',
      { note: words, partyCommittee: words },
    ],
    ['recalling', () => aReport('sent', { by: keoLom }), keoLom, '/recall', 'Thu hồi', { note: words }],
    [
      'consenting',
      () => aPlan('sent', { by: stnmt, commune: keoLom }),
      keoLom,
      '/consent',
      'Thống nhất phiên bản 1',
      { partyCommittee: words },
    ],
    ['sending', () => aReport('ready', { by: keoLom }), keoLom, '/send', 'Gửi báo cáo đến 3 nơi nhận', { ...signer, signerName: oneLine }],
  ]
  test.each(reasons)('a reason beside a button comes back too: %s', async (_, make, username, page, button, typed) => {
    const { path } = await make()
    const browser = await signIn(username)
    await browser.open(`${path}${page}`)
    const events = await prisma.event.count()
    await end()
    await browser.press(button, typed)
    expect(browser.path).toBe('/sign-in')
    await back(browser, username)
    expect(browser.path).toBe(`${path}${page}`)
    const { fields } = browser.form(button)
    for (const [name, value] of Object.entries(typed)) expect(same(fields[name]), name).toBe(value)
    expect(await prisma.event.count(), 'nothing was done by itself').toBe(events)
    await browser.press(button)
    expect(browser.status).toBe(200)
    expect(await prisma.event.count()).toBe(events + 1)
  })

  test('a button without words leads back to its page, where it is pressed again', async () => {
    const { path } = await aReport('sent', { by: keoLom })
    const district = await signIn(dienBienDong)
    await district.open(path)
    await end()
    await district.press('Tiếp nhận')
    await back(district, dienBienDong)
    expect(district.path).toBe(`${path}/accept`)
    await district.press('Tiếp nhận')
    expect(district.main).toContain('đã tiếp nhận')
  })

  test('its old revision comes back with it: what happened meanwhile is not overwritten, the second of two still sees both texts', async () => {
    const plan = await aPlan('ready', { by: stnmt, commune: keoLom })
    const unit = await signIn(stnmt)
    await unit.open(`${plan.path}/edit`)
    await end()
    await unit.press('Lưu, soạn tiếp', { objective: 'Của tôi' })
    await step(plan, 'dv-stnmt.lanh-dao', 'save', { body: { objective: 'Của người khác' } })
    await back(unit, stnmt)
    await unit.press('Lưu, soạn tiếp')
    expect(unit.status).toBe(409)
    expect(unit.form('Lưu, soạn tiếp').fields.objective).toBe('Của tôi')
    expect(unit.$('#theirs').text()).toContain('Của người khác')
  })

  test('mistyping the password once does not lose it', async () => {
    const explanation = await anExplanation('draft', { by: stnmt })
    const unit = await signIn(stnmt)
    await unit.open(`${explanation.path}/edit`)
    await end()
    await unit.press('Lưu', { reason: words })
    await unit.press('Đăng nhập', { username: stnmt, password: 'Sai' })
    expect(unit.status).toBe(422)
    await back(unit, stnmt)
    expect(same(unit.form('Lưu').fields.reason)).toBe(words)
  })

  test('the rehearsal’s form keeps what was typed as well', async () => {
    const administrator = await signIn(planning)
    await administrator.open('/rehearsal')
    await end()
    await administrator.press(administrator.buttons[0] ?? '', { date: '01/02/2025', time: '09:30' })
    await back(administrator, planning)
    expect(administrator.path).toBe('/rehearsal')
    expect(administrator.form(administrator.buttons[0] ?? '').fields).toMatchObject({ date: '01/02/2025', time: '09:30' })
  })
})

describe('whoever signed in again in another tab', () => {
  test('the tab from before still saves nothing, and loses nothing', async () => {
    const plan = await aPlan('ready', { by: stnmt, commune: 'xa-phi-nhu' })
    const unit = await signIn(stnmt)
    await unit.open(`${plan.path}/edit`)
    const { action, fields } = unit.form('Lưu, soạn tiếp', { objective: words })
    await end()
    await unit.open('/sign-in')
    await back(unit, stnmt)
    const answer = await unit.send(action, fields)
    expect((await see(stnmt, plan)).draft?.content).toMatchObject({ objective: 'Đủ nước sạch cho bản Huổi Hoa' })
    expect(answer.status, 'back to the page, not to an error without the text').toBe(303)
    await unit.open(answer.headers.location ?? '')
    expect(same(unit.form('Lưu, soạn tiếp').fields.objective)).toBe(words)
  })
})

describe('nobody else gets it', () => {
  async function ended(username = stnmt) {
    const explanation = await anExplanation('draft', { by: username })
    const browser = await signIn(username)
    await browser.open(`${explanation.path}/edit`)
    const { action, fields } = browser.form('Lưu', { reason: 'Riêng tư' })
    await end()
    return { browser, action, fields, explanation }
  }

  test('not another account at that browser, though of the same agency', async () => {
    const { browser, action } = await ended()
    await browser.press('Lưu', { reason: 'Riêng tư' })
    const kept = browser.form('Đăng nhập').fields.kept as string
    await back(browser, 'dv-stnmt.lanh-dao')
    expect(browser.path).toBe('/unit')
    expect(browser.text).not.toContain('Riêng tư')
    await browser.open(`${action}?kept=${kept}`)
    expect(browser.status).toBe(200)
    expect(browser.text).not.toContain('Riêng tư')
  })

  test('not another browser that knows the key, though it may open that very page', async () => {
    const { browser, action } = await ended()
    await browser.press('Lưu', { reason: 'Riêng tư' })
    const kept = browser.form('Đăng nhập').fields.kept as string
    const colleague = await signIn('dv-stnmt.van-thu')
    await colleague.open(`${action}?kept=${kept}`)
    expect(colleague.status).toBe(200)
    expect(colleague.text).not.toContain('Riêng tư')
    const stranger = await signIn(keoLom)
    expect((await stranger.open(`${action}?kept=${kept}`)).status).toBe(404)
  })

  test('not after signing out: then nothing is kept', async () => {
    const { browser, action, fields } = await ended(await anotherUnit())
    await back(await browser.open('/sign-in'), stnmt)
    await browser.press('Đăng xuất')
    const before = await keptForms()
    expect((await browser.send(action, fields)).status).toBe(403)
    expect(await keptForms()).toBe(before)
  })

  test.each(['cross-site', 'same-site', 'none', undefined])('not when it comes from elsewhere: Sec-Fetch-Site %s', async (site) => {
    const { browser, action, fields } = await ended(await anotherUnit())
    const before = await keptForms()
    const post = browser.agent.post(action).type('form')
    if (site) post.set('Sec-Fetch-Site', site)
    expect((await post.send(fields)).status).toBe(403)
    expect(await keptForms()).toBe(before)
  })

  test('not with a “who” that somebody made up', async () => {
    const { action, fields } = await ended(await anotherUnit())
    const { id } = await prisma.user.findUniqueOrThrow({ where: { username: stnmt } })
    const before = await keptForms()
    for (const who of [id, `${id}.`, `${id}.${'0'.repeat(64)}`, `${id}.${'g'.repeat(64)}`]) {
      const answer = await new Browser().agent
        .post(action)
        .set('Sec-Fetch-Site', 'same-origin')
        .set('Cookie', `who=${who}`)
        .type('form')
        .send(fields)
      expect(answer.status, who).toBe(403)
    }
    expect(await keptForms()).toBe(before)
  })

  test('it is kept for one day', async () => {
    const { browser, explanation } = await ended(await anotherUnit())
    await browser.press('Lưu', { reason: 'Riêng tư' })
    await pool.query(`update pending_form set expires = now() - interval '1 second'`)
    const username = explanation.writer
    await back(browser, username)
    expect(browser.path).toBe('/unit')
    await browser.open(`${explanation.path}/edit`)
    expect(browser.text).not.toContain('Riêng tư')
  })

  test('a password is never kept: not that of the account’s form, nor that of signing in', async () => {
    const browser = await signIn(stnmt)
    await browser.open('/account')
    const before = await keptForms()
    await end()
    const { action, fields } = browser.form('Đổi mật khẩu', { current: password, new: 'Rat-bi-mat-1234', again: 'Rat-bi-mat-1234' })
    expect((await browser.send(action, fields)).status).toBe(403)
    await browser.send('/account/', fields)
    await browser.send('/ACCOUNT', fields)
    await browser.send('/sign-in', { ...fields, username: stnmt, password: 'Rat-bi-mat-1234' })
    await browser.send('/Sign-In/', { username: stnmt, password: 'Rat-bi-mat-1234' })
    const { rows } = await pool.query(`select body::text as body from pending_form`)
    expect(JSON.stringify(rows)).not.toMatch(/Rat-bi-mat|Giup-xa-253/)
    expect(await keptForms()).toBe(before)
  })

  test('the token and the key of the form are not given to the new page', async () => {
    const { browser, fields } = await ended(await anotherUnit())
    await browser.press('Lưu', { reason: words })
    const { rows } = await pool.query('select body from pending_form order by expires desc limit 1')
    expect(rows[0].body).not.toHaveProperty('_csrf')
    expect(JSON.stringify(rows[0].body)).not.toContain(String(fields._csrf))
  })

  const units = (async () => {
    const rows = await prisma.obligation.findMany({ where: { kind: 'unitReport', period: { year: 2024 } }, orderBy: { id: 'desc' } })
    const users = await prisma.user.findMany({
      where: { agencyId: { in: rows.map(({ agencyId }) => agencyId) }, NOT: { username: { contains: '.' } } },
    })
    return users.map(({ username }) => username).filter((username) => username.startsWith('dv-') && username !== stnmt)
  })()
  let next = 0
  const anotherUnit = async () => (await units)[next++] ?? ''
})
