import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { hash } from '@node-rs/argon2'
import * as cheerio from 'cheerio'
import { beforeEach, describe, expect, test } from 'vitest'
import { weakness } from '../src/accounts/account.ts'
import { addDays, dayOf } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { pool } from '../src/pool.ts'
import { Browser, password, signIn } from './browser.ts'
import { dienBienDong, keoLom, makers, planning, province, stnmt, who } from './make.ts'

/** Each of the many communes is somebody whom no other test uses. */
const people = (
  await prisma.user.findMany({ where: { agency: { obligations: { some: { kind: 'communeReport' } } } }, orderBy: { username: 'asc' } })
)
  .map(({ username }) => username)
  .filter((username) => !username.includes('.') && username !== keoLom)
const somebody = () => {
  const username = people.pop()
  if (!username) throw new Error('nobody is left')
  return username
}

beforeEach(async () => {
  await pool.query(`delete from sign_in_limit where key like 'address%'`)
})

async function attempt(username: string, word: string, browser = new Browser()) {
  await browser.open('/sign-in')
  return browser.press('Đăng nhập', { username, password: word })
}

const cookiesOf = (headers: { [name: string]: unknown }) => ([headers['set-cookie'] ?? []].flat() as string[]).join('\n')
const sessionOf = (headers: { [name: string]: unknown }) => /^session=([^;]+)/m.exec(cookiesOf(headers))?.[1]

// ── who is let in ─────────────────────────────────────────────────────────────────────────────────────────────────

describe('signing in', () => {
  test('one neutral answer for a wrong password and for a name that does not exist', async () => {
    const name = somebody()
    const wrong = await attempt(name, 'Sai-mat-khau-1')
    const unknown = await attempt('khong-co-ai', 'Sai-mat-khau-1')
    const page = ({ $ }: Browser) => $('#errors').text().replace(/\s+/g, ' ')
    expect([wrong.status, unknown.status]).toEqual([422, 422])
    expect(page(wrong)).toContain('Tên đăng nhập hoặc mật khẩu chưa đúng')
    expect(page(wrong)).toBe(page(unknown))
  })

  test('… in the same time: how long it takes does not tell whether there is such an account', { retry: 2 }, async () => {
    const browser = await new Browser().open('/sign-in')
    const { action, fields } = browser.form('Đăng nhập')
    const took = async (username: string) => {
      const start = performance.now()
      await browser.send(action, { ...fields, username, password: 'Sai-mat-khau-1' })
      return performance.now() - start
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let n = 0; n < 16; n++) {
      known.push(await took(people[n] ?? '')) // another one each time, so that none is locked
      unknown.push(await took(`khong-co-ai-${n}`))
    }
    const middle = (times: number[]) => times.sort((a, b) => a - b)[8] ?? 0
    expect(middle(unknown) / middle(known)).toBeGreaterThan(0.75)
  })

  test('the password never comes back on the page, the name does', async () => {
    const browser = await attempt(somebody(), 'Mat-khau-go-nham')
    expect(browser.$.html()).not.toContain('Mat-khau-go-nham')
    expect(browser.$('#username').val()).toMatch(/^xa-/)
  })

  test.each([
    ['capitals and spaces around the name', ` ${keoLom.toUpperCase()} `, password, true],
    ['a password in the other form of Unicode is no other password', keoLom, password.normalize('NFD'), true],
    ['no password', keoLom, '', false],
    ['no name', '', password, false],
    ['capitals in the password', keoLom, password.toUpperCase(), false],
    ['a space after the password', keoLom, `${password} `, false],
  ])('%s', async (_, username, word, letIn) => {
    const browser = await attempt(username, word)
    expect(browser.path === '/sign-in').toBe(!letIn)
  })

  test.each([
    ['an array', 'username[]=a&username[]=b&password=c'],
    ['an object', 'username[a]=b&password=c'],
    ['a password that is an array', 'username=a&password=b&password=c'],
    ['nothing', ''],
    ['a NUL', 'username=%00&password=%00'],
    ['a name of 100.000 characters', `username=${'a'.repeat(100_000)}&password=x`],
    ['a password of 100.000 characters', `username=a&password=${'x'.repeat(100_000)}`],
  ])('%s instead of a name is refused, never an error of the portal', async (_, body) => {
    const browser = await new Browser().open('/sign-in')
    const csrf = encodeURIComponent(String(browser.form('Đăng nhập').fields._csrf))
    const { status, text } = await browser.agent.post('/sign-in').type('form').send(`_csrf=${csrf}&${body}`)
    expect(status).toBe(422)
    expect(text).toContain('<html lang="vi">')
  })
})

describe('too many tries', () => {
  test('10 wrong passwords lock the account for a while: 429 with the minutes, also for the right password', async () => {
    const name = somebody()
    const browser = new Browser()
    for (let n = 0; n < 10; n++) expect((await attempt(name, `Sai-${n}`, browser)).status).toBe(422)
    await attempt(name, 'Sai-10', browser)
    expect(browser.status).toBe(429)
    expect(browser.main).toMatch(/Đăng nhập sai nhiều lần\. Thử lại sau (1[0-5]|[1-9]) phút/)
    expect((await attempt(name, password)).status, 'the right one as well, from another browser').toBe(429)
    await pool.query('update sign_in_limit set expire = 0')
    expect((await attempt(name, password)).path).toBe('/commune')
  })

  test('a name that does not exist is locked in the same way', async () => {
    for (let n = 0; n < 10; n++) expect((await attempt('khong-co-nguoi-nay', 'x')).status).toBe(422)
    const browser = await attempt('khong-co-nguoi-nay', 'x')
    expect(browser.status).toBe(429)
    expect(browser.main).toMatch(/Thử lại sau \d+ phút/)
  })

  test('the right password forgives what was mistyped before', async () => {
    const name = somebody()
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 9; n++) await attempt(name, 'Sai')
      expect((await attempt(name, password)).path).toBe('/commune')
    }
  })

  test('spelling the name another way is no second chance', async () => {
    const name = somebody()
    const spellings = [name, ` ${name}`, `${name} `, name.toUpperCase(), name.replace('xa', 'Xa')]
    for (let n = 0; n < 10; n++) await attempt(spellings[n % spellings.length] ?? name, 'Sai')
    expect((await attempt(name, 'Sai')).status).toBe(429)
  })

  test('thirty tries at the same instant: no more than ten are judged', async () => {
    const name = somebody()
    const browser = await new Browser().open('/sign-in')
    const { action, fields } = browser.form('Đăng nhập', { username: name, password: 'Sai' })
    const answers = await Promise.all(Array.from({ length: 30 }, () => browser.send(action, fields)))
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20)
  })

  test('an address that tries a hundred names is stopped, whatever the name', async () => {
    await attempt('ai-do', 'Sai')
    await pool.query(`update sign_in_limit set points = 100 where key like 'address%'`)
    const name = somebody()
    expect((await attempt(name, 'Sai')).status).toBe(429)
    const { rows } = await pool.query(`select points from sign_in_limit where key = $1`, [`account:${name}`])
    expect(rows, 'and locks nobody’s account').toEqual([])
  })

  test('a hundred tries with different names do count for the address', async () => {
    const browser = await new Browser().open('/sign-in')
    const tries = Array.from({ length: 3 }, (_, n) =>
      browser.send('/sign-in', { ...browser.form('Đăng nhập').fields, username: `ai-do-${n}`, password: 'x' }),
    )
    await Promise.all(tries)
    const { rows } = await pool.query(`select points from sign_in_limit where key like 'address%'`)
    expect(rows).toEqual([{ points: 3 }])
  })
})

// ── the session ───────────────────────────────────────────────────────────────────────────────────────────────────

describe('the session', () => {
  test('its id changes at sign-in, and the old one is worth nothing', async () => {
    const { agent } = new Browser()
    const first = await agent.get('/sign-in')
    const before = sessionOf(first.headers)
    const csrf = cheerio.load(first.text)('[name="_csrf"]').first().val() as string
    const answer = await agent.post('/sign-in').type('form').send({ _csrf: csrf, username: somebody(), password })
    expect(answer.status).toBe(303)
    const after = sessionOf(answer.headers)
    expect(before).toBeTruthy()
    expect(after).toBeTruthy()
    expect(after).not.toBe(before)
    const old = await new Browser().agent.get('/account').set('Cookie', `session=${before}`)
    expect(old.headers.location).toMatch(/^\/sign-in/)
  })

  test('its cookie is closed to scripts and to other sites, and ends after half an hour without a sign of life', async () => {
    const { headers } = await new Browser().agent.get('/sign-in')
    expect(cookiesOf(headers)).toMatch(/^session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/m)
    const [, expires = ''] = /Expires=([^;]+)/.exec(cookiesOf(headers)) ?? []
    expect((Date.parse(expires) - Date.now()) / 60_000).toBeCloseTo(30, 0)
  })

  test('every request prolongs it; idle, it ends', async () => {
    const browser = await signIn(somebody())
    const left = async () => {
      const { rows } = await pool.query(
        `select extract(epoch from max(expire) - now()) as s from session where sess::text like '%passport%'`,
      )
      return Number(rows[0].s)
    }
    await pool.query(`update session set expire = now() + interval '1 minute'`)
    await browser.open('/account/alive')
    expect(browser.status).toBe(204)
    expect(await left()).toBeGreaterThan(25 * 60)
    await pool.query(`update session set expire = now() - interval '1 second'`)
    expect((await browser.open('/commune')).path).toBe('/sign-in')
  })

  test('it ends after twelve hours, however busy', async () => {
    const browser = await signIn(somebody())
    const begun = (hours: number) =>
      pool.query(`update session set sess = jsonb_set(sess::jsonb, '{startedAt}', to_jsonb($1::float8))::json`, [
        Date.now() - hours * 3_600_000,
      ])
    await begun(11.99)
    expect((await browser.open('/commune')).status).toBe(200)
    expect(browser.path).toBe('/commune')
    await begun(12.01)
    expect((await browser.open('/commune')).path).toBe('/sign-in')
  })

  test('moving the rehearsal’s clock signs nobody out', async () => {
    const browser = await signIn(somebody())
    await pool.query('update clock set shift = shift - 86400 * 30')
    expect((await browser.open('/commune')).path).toBe('/commune')
    await pool.query('update clock set shift = shift + 86400 * 30')
  })

  test('signing out ends it on the server, not only at the browser', async () => {
    const browser = await signIn(somebody())
    const cookie = await pool.query(`select sid from session where sess::text like '%passport%' order by expire desc limit 1`)
    await browser.press('Đăng xuất')
    expect(browser.path).toBe('/sign-in')
    expect((await browser.open('/commune')).path).toBe('/sign-in')
    const { rows } = await pool.query(`select 1 from session where sid = $1 and sess::text like '%"passport":{"user"%'`, [
      cookie.rows[0].sid,
    ])
    expect(rows).toEqual([])
  })

  test('a cookie that was tampered with is nobody’s', async () => {
    const { agent } = await signIn(somebody())
    const { headers } = await agent.get('/account')
    const session = sessionOf(headers) ?? ''
    for (const cookie of [session.slice(0, -2), `${session}x`, session.replace(/^s%3A./, 's%3AA'), 's%3A', 'x', '%00'])
      expect((await new Browser().agent.get('/account').set('Cookie', `session=${cookie}`)).headers.location, cookie).toMatch(/^\/sign-in/)
  })

  test('a disabled account is out at its next request, and cannot come back', async () => {
    const name = somebody()
    const browser = await signIn(name)
    await prisma.user.update({ where: { username: name }, data: { disabledAt: new Date() } })
    expect((await browser.open('/commune')).path).toBe('/sign-in')
    expect((await attempt(name, password)).main).toContain('Tên đăng nhập hoặc mật khẩu chưa đúng')
    expect((await new Browser().open('/sign-in')).$.html()).not.toContain(`username=${name}"`)
  })
})

describe('where one lands', () => {
  test.each([
    ['/reports?year=2024', '/reports'],
    ['/help', '/help'],
    ['//evil.example', '/commune'],
    ['/\\evil.example', '/commune'],
    ['https://evil.example/', '/commune'],
    ['javascript:alert(1)', '/commune'],
    ['/%09/evil.example', '/%09/evil.example'], // a path of this portal, though there is none
    ['/\t/evil.example', '/commune'],
    ['\\\\evil.example', '/commune'],
    ['/sign-in', '/commune'],
    ['reports', '/commune'],
    ['/reports\r\nSet-Cookie: a=b', '/commune'],
    ['/@evil.example', '/commune'],
  ])('next=%s leads to %s, never outside', async (next, path) => {
    const browser = await new Browser().open(`/sign-in?next=${encodeURIComponent(next)}`)
    const { action, fields } = browser.form('Đăng nhập', { username: keoLom, password })
    for (const target of [fields.next as string, next]) {
      const answer = await browser.send(action, { ...fields, next: target })
      if (answer.status === 403) continue // the token went with the first sign-in
      expect(answer.status).toBe(303)
      const location = answer.headers.location ?? ''
      expect(location).toMatch(/^\/(?![/\\])/)
      expect(new URL(location, 'http://portal.example').host).toBe('portal.example')
      expect(location === '/' ? '/commune' : location.split('?')[0]).toBe(path)
    }
  })

  test('a page that needs an account asks for it and leads back', async () => {
    const browser = await new Browser().open('/reports?year=2024&is=overdue')
    expect(browser.path).toBe('/sign-in')
    await browser.press('Đăng nhập', { username: keoLom, password })
    expect(browser.path).toBe('/reports')
    expect(browser.$('#is').val()).toBe('overdue')
  })
})

// ── passwords ─────────────────────────────────────────────────────────────────────────────────────────────────────

describe('a password', () => {
  const good = 'bể nước Huổi Hoa mười bảy con trâu'
  const reset = async (name: string, slipUntil: Date) => {
    const { id } = await who(name)
    await prisma.credential.update({ where: { userId: id }, data: { passwordHash: await hash(password) } })
    await prisma.user.update({ where: { id }, data: { slipUntil } })
  }
  const change = (browser: Browser, next: string, again = next, current = password) =>
    browser.press('Đổi mật khẩu', { current, new: next, again })

  test('an initial one is changed first: every other page leads to the account, every other post is refused', async () => {
    const name = somebody()
    await reset(name, dayOf(new Date()))
    const browser = await attempt(name, password)
    expect(browser.path).toBe('/account')
    expect(browser.main).toContain('Cần đổi mật khẩu trước khi làm việc tiếp')
    for (const page of ['/', '/commune', '/reports', '/plans', '/assignments'])
      expect((await browser.open(page)).path, page).toBe('/account')
    const { fields } = browser.form('Đổi mật khẩu')
    const { id } = await prisma.obligation.findFirstOrThrow({ where: { agencyId: (await who(name)).agencyId } })
    const post = await browser.send('/reports', { ...fields, obligation: id })
    expect([post.status, post.headers.location]).toEqual([303, '/account'])
    expect(await prisma.filing.count({ where: { obligationId: id } })).toBe(0)
    await change(browser, good)
    expect(browser.path).toBe('/sign-in')
    expect(browser.main).toContain('Đã đổi mật khẩu')
    expect((await attempt(name, password)).status).toBe(422)
    expect((await attempt(name, good)).path).toBe('/commune')
  })

  test('that of a slip opens nothing after its last day, and only who knows it learns why', async () => {
    const name = somebody()
    await reset(name, addDays(dayOf(new Date()), -1))
    const late = await attempt(name, password)
    expect([late.path, late.status]).toEqual(['/sign-in', 422])
    expect(late.main).toContain('Mật khẩu dùng một lần trên phiếu đã hết hạn')
    expect((await attempt(name, `${password}?`)).main).toContain('Tên đăng nhập hoặc mật khẩu chưa đúng')
    expect((await late.open('/account')).path).toBe('/sign-in')
  })

  test.each([
    ['short', 'bể nước 17', undefined, '#new', 'ít nhất 12 ký tự'],
    ['long', 'bể'.repeat(65), undefined, '#new', 'không quá 128 ký tự'],
    ['weak: repeated', 'aaaaaaaaaaaaaaaa', undefined, '#new', 'dễ đoán'],
    ['weak: known everywhere', 'password1234', undefined, '#new', 'dễ đoán'],
    ['weak: along the keyboard', 'qwertyuiop[]', undefined, '#new', 'dễ đoán'],
    ['the same as before', password, undefined, '#new', 'phải khác'],
    ['mistyped the second time', good, `${good}.`, '#again', 'chưa giống nhau'],
    ['empty', '', 'x', '#new', 'Nhập mật khẩu mới'],
  ])('that is %s is refused beside its field', async (_, next, again, field, words) => {
    const name = somebody()
    const browser = await signIn(name)
    await browser.open('/account')
    await change(browser, next, again)
    expect(browser.status).toBe(422)
    expect(browser.$(`${field}-error`).text()).toContain(words)
    expect(browser.$('#errors a').first().attr('href')).toBe(field)
    expect(browser.$(field).attr('aria-invalid')).toBe('true')
    expect(
      browser
        .$('input[type="password"]')
        .map((_, box) => browser.$(box).val())
        .get()
        .join(''),
      'no password is drawn',
    ).toBe('')
    expect((await attempt(name, password)).path).toBe('/commune')
  })

  test('the present one must be right; ten wrong ones stop the guessing', async () => {
    const browser = await signIn(somebody())
    await browser.open('/account')
    for (let n = 0; n < 10; n++) {
      await change(browser, good, good, 'Sai')
      expect(browser.$('#current-error').text()).toContain('chưa đúng')
    }
    await change(browser, good)
    expect(browser.$('#current-error').text()).toMatch(/Thử lại sau \d+ phút/)
  })

  test('changing it ends every other session of that account, and only of that', async () => {
    const [name, other] = [somebody(), somebody()]
    const [here, there, neighbour] = [await signIn(name), await signIn(name), await signIn(other)]
    await here.open('/account')
    await change(here, good)
    expect((await there.open('/commune')).path).toBe('/sign-in')
    expect((await here.open('/commune')).path).toBe('/sign-in')
    expect((await neighbour.open('/commune')).path).toBe('/commune')
  })

  test('is kept as argon2id, of at least 19 MiB and two passes, and never in the log', async () => {
    const name = somebody()
    const browser = await signIn(name)
    await browser.open('/account')
    await change(browser, good)
    const { id } = await who(name)
    const { passwordHash } = await prisma.credential.findUniqueOrThrow({ where: { userId: id } })
    const [, , , costs = ''] = passwordHash.split('$')
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$/)
    expect(Number(/m=(\d+)/.exec(costs)?.[1])).toBeGreaterThanOrEqual(19_456)
    expect(Number(/t=(\d+)/.exec(costs)?.[1])).toBeGreaterThanOrEqual(2)
    const { rows } = await pool.query(
      `select e.*, c.* from event e left join event_change c on c.event_seq = e.seq where action = 'account.change-password'`,
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? `${value}` : value))).not.toMatch(/\$argon2|bể nước/)
  })

  test('strength knows the person: their name is no secret', () => {
    expect(weakness('Lò Văn Thắng 12', ['Lò Văn Thắng'])).toContain('dễ đoán')
    expect(weakness('Lò Văn Thắng 12', [])).toBeUndefined()
    expect(weakness(good, ['Lò Văn Thắng'])).toBeUndefined()
  })

  test.each(['ubnd xa keo lom', 'UBNDxaKeoLom2024', 'giup xa dien bien 253', 'DienBien253-GiupXa'])(
    'made of nothing but the names of the agency and of the portal is refused: %s',
    (weak) => expect(weakness(weak, ['Lò Văn Thắng', 'UBND xã Keo Lôm'])).toEqual(expect.stringContaining('dễ đoán')),
  )
})

// ── posts from elsewhere ──────────────────────────────────────────────────────────────────────────────────────────

describe('a post', () => {
  const posts = ['/sign-in', '/sign-out', '/account', '/plans', '/reports', '/rehearsal', `/reports/${crypto.randomUUID()}/edit`]

  test.each(posts.map((path) => [path]))('%s without the token of this session is 403, with or without an account', async (path) => {
    const reader = await signIn(planning)
    for (const browser of [new Browser(), reader])
      for (const body of [{}, { _csrf: '' }, { _csrf: 'x' }, { _csrf: ['a', 'b'] }] as Record<string, string | string[]>[])
        expect((await browser.agent.post(path).type('form').send(body)).status).toBe(403)
    const foreign = String((await new Browser().open('/sign-in')).form('Đăng nhập').fields._csrf)
    expect((await reader.agent.post(path).type('form').send({ _csrf: foreign })).status, 'the token of another session').toBe(403)
  })

  test('a token in the address or in a header is none', async () => {
    const reader = await signIn(planning)
    const token = String(reader.form('Đăng xuất').fields._csrf)
    expect((await reader.agent.post(`/sign-out?_csrf=${token}`)).status).toBe(403)
    expect((await reader.agent.post('/sign-out').set('x-csrf-token', token)).status).toBe(403)
    expect((await reader.open('/planning')).path).toBe('/planning')
  })

  test('from another site is 403, also after the session ended, and nothing is kept', async () => {
    const reader = await signIn(stnmt)
    await pool.query('delete from session')
    for (const site of ['cross-site', 'same-site', 'none', ''])
      expect((await reader.agent.post('/plans').set('Sec-Fetch-Site', site).type('form').send({ objective: 'x' })).status, site).toBe(403)
    expect(await prisma.pendingForm.count()).toBe(0)
  })
})

// ── every page ────────────────────────────────────────────────────────────────────────────────────────────────────

describe('every page', () => {
  const policy =
    "default-src 'none';script-src 'self';style-src 'self';font-src 'self';img-src 'self';connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'"

  test('sends the strict policy and no traces of Express', async () => {
    const { agent } = await signIn(keoLom)
    for (const path of ['/sign-in', '/commune', '/khong-co', '/reports', '/regulation']) {
      const { headers } = await agent.get(path)
      expect(headers['content-security-policy'], path).toBe(policy)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['x-powered-by']).toBeUndefined()
      expect(headers['cache-control'], path).toBe('no-store')
      expect(headers['referrer-policy']).toBe('no-referrer')
    }
  })

  test('has no script or style in its text, for every role', { timeout: 180_000 }, async () => {
    for (const make of Object.values(makers)) await make('sent')
    for (const username of [stnmt, keoLom, dienBienDong, planning, province]) {
      const reader = await signIn(username)
      const [open, seen] = [['/'], new Set<string>()]
      while (open.length && seen.size < 40) {
        const path = open.shift() ?? ''
        if (seen.has(path)) continue
        seen.add(path)
        await reader.open(path)
        const { $ } = reader
        expect(reader.status, `${username} ${path}`).toBe(200)
        expect($('script:not([src])').length + $('style').length, `${path}: inline`).toBe(0)
        const own = $('*').filter((_, element) =>
          Object.keys((element as { attribs?: object }).attribs ?? {}).some((name) => name === 'style' || /^on/.test(name)),
        )
        expect(own.map((_, element) => $(element).toString().slice(0, 80)).get(), path).toEqual([])
        expect($('[src^="http"], link[href^="http"], a[href^="javascript"]').length, path).toBe(0)
        for (const href of $('a[href^="/"]')
          .map((_, a) => $(a).attr('href') ?? '')
          .get())
          open.push(href.split('#')[0] ?? '')
      }
      expect(seen.size, username).toBeGreaterThan(7)
    }
  })
})

// ── production ────────────────────────────────────────────────────────────────────────────────────────────────────

describe('in production', () => {
  async function production() {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address() as { port: number }
    holder.close()
    const script = `const { app } = await import(${JSON.stringify(new URL('../src/app.ts', import.meta.url).href)}); app.listen(${port}, '127.0.0.1', () => console.log('ready'))`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: {
        ...process.env,
        NODE_ENV: 'production',
        SESSION_SECRET: 'rjQ0v8Vd3kzX1cT7mYpL5wBhN2sFgA9u',
        TRUST_PROXY: '1',
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    const proxied = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.7' }
    return { child, get: (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: proxied, redirect: 'manual' }), port }
  }

  test('no account is listed, cookies are __Host- and secure, and there is no clock to move', { timeout: 60_000 }, async () => {
    const { child, get, port } = await production()
    try {
      const answer = await get('/sign-in')
      const text = await answer.text()
      expect(answer.status).toBe(200)
      expect(text).not.toMatch(/username=|Giup-xa-253|trình diễn|Diễn tập/)
      expect(text).not.toContain(keoLom)
      const cookies = answer.headers.getSetCookie()
      expect(cookies).toHaveLength(1)
      expect(cookies[0]).toMatch(/^__Host-session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/)
      expect(answer.headers.get('strict-transport-security')).toContain('max-age=')
      expect((await get('/rehearsal')).headers.get('location')).toMatch(/^\/sign-in/)
      expect(text).not.toContain('X-Forwarded-Proto')
      const plain = await (await fetch(`http://127.0.0.1:${port}/sign-in`)).text()
      expect(plain).toContain('cổng không nhận ra kết nối HTTPS')
    } finally {
      child.kill()
    }
  })

  test('the demonstration, in contrast, lists them', async () => {
    const browser = await new Browser().open('/sign-in')
    expect(browser.$.html()).toContain(`username=${keoLom}`)
    expect(browser.main).toContain(password)
  })
})
