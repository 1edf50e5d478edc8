import { connect } from 'node:net'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { app, mounts } from '../src/app.ts'
import { prisma } from '../src/db.ts'
import { Refusal, statusOf } from '../src/errors.ts'
import { excuses } from '../src/excuses.ts'
import { pool } from '../src/pool.ts'
import { Browser, signIn } from './browser.ts'
import { aPlan, dienBienDong, keoLom, type Made, makers, note, planning, signer, stnmt } from './make.ts'
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
  type MadeNoun,
  revisionOf,
} from './nouns.ts'

/** Whatever is posted or asked for: a page in Vietnamese that says what happened, never a 500. */

type Layer = {
  slash?: boolean
  matchers?: ((path: string) => unknown)[]
  handle: { stack?: Layer[] }
  route?: { path: string; stack: { method: string }[] }
}
function walk(stack: Layer[], at = ''): string[] {
  return stack.flatMap((layer) => {
    if (layer.route) return layer.route.stack.slice(0, 1).map(({ method }) => `${method.toUpperCase()} ${at}${layer.route?.path}`)
    const mount = layer.slash ? '' : mounts.find((prefix) => layer.matchers?.some((match) => match(`${prefix}/x`) && match(prefix)))
    return walk(layer.handle.stack ?? [], `${at}${mount ?? '?'}`)
  })
}
const routes = walk((app as unknown as { router: { stack: Layer[] } }).router.stack)
const posts = routes.filter((route) => route.startsWith('POST')).map((route) => route.slice(5))
const gets = routes.filter((route) => route.startsWith('GET') && !route.includes('/health')).map((route) => route.slice(4))

/** Each kind of row with somebody who writes it. */
const writer: Record<string, string> = {
  'coordination-programmes': keoLom,
  plans: stnmt,
  reports: keoLom,
  'unit-reports': stnmt,
  explanations: stnmt,
  'district-reports': 'huyen-dien-bien-dong',
  'province-reports': planning,
  needs: keoLom,
  petitions: keoLom,
  invitations: keoLom,
  inspections: dienBienDong,
  'inspection-requests': dienBienDong,
  inquiries: stnmt,
  'inquiry-answers': keoLom,
  indicators: keoLom,
  scorings: planning,
  'score-adjustments': planning,
  'score-objections': planning,
}
const made: Record<string, Made | MadeNoun> = {}
const readers: Record<string, { browser: Browser; token: string }> = {}

beforeAll(async () => {
  for (const [noun, kind] of Object.entries({
    'coordination-programmes': 'coordination',
    plans: 'plan',
    reports: 'communeReport',
    'unit-reports': 'unitReport',
    explanations: 'explanation',
    'district-reports': 'districtReport',
    'province-reports': 'provinceReport',
  } as const))
    made[noun] = await makers[kind]('ready', { by: writer[noun] })
  Object.assign(made, {
    ...{ needs: await aNeed(), petitions: await aPetition(), invitations: await anInvitation(), inspections: await anInspection() },
    ...{ 'inspection-requests': await aRequest(), inquiries: await anInquiry(), 'inquiry-answers': await anAnswer() },
    indicators: await anIndicator('inUse'),
    ...{ scorings: await aScoring(), 'score-adjustments': await anAdjustment(), 'score-objections': await anObjection() },
  })
  for (const username of new Set([...Object.values(writer), planning])) {
    const browser = await signIn(username)
    readers[username] = { browser, token: String(browser.$('[name="_csrf"]').first().val()) }
  }
})

const nounOf = (path: string) => path.split('/')[1] ?? ''
const readerOf = (path: string) => readers[writer[nounOf(path)] ?? planning] as { browser: Browser; token: string }
const addressOf = (path: string) => path.replace(':id', made[nounOf(path)]?.id ?? '').replace(':n', '1')

const tones = /<h1>[^<]*[àáạảãâầấậẩẫăằắặẳẵèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹđĐ]/

/** An error of ours is a whole page, in Vietnamese, without a word about what is inside. */
function worse({ status, text }: { status: number; text: string }): string | undefined {
  if (status >= 500 || status < 200) return `${status}`
  if (status < 400) return undefined
  if (!/^<!doctype html>\s*<html lang="vi">/i.test(text)) return `${status}, no whole page: ${text.slice(0, 60)}`
  if (!tones.test(text)) return `${status}, not in Vietnamese: ${/<h1>[^<]*/.exec(text)}`
  if (/at .*\.ts:\d+|PrismaClient|node_modules|ZodError|Cannot (GET|POST)/.test(text)) return `${status}, tells what is inside`
}

const vietnamese = (answer: { status: number; text: string }, what: string) => expect(worse(answer), what).toBeUndefined()

// ── bad bodies ────────────────────────────────────────────────────────────────────────────────────────────────────

/** What is wrong with the body; `none`: it is not even one of a form, so the token is not read either. */
const bodies: [string, (token: string) => { body: string | Buffer; type?: string; headers?: Record<string, string> }][] = [
  ['nothing but the token', (token) => ({ body: `_csrf=${token}` })],
  [
    'arrays everywhere',
    (token) => ({
      body: `_csrf=${token}&once[]=a&once[]=b&revision[]=1&obligation[]=x&note[]=a&signerName[]=a&items[]=1&economy[]=2&values[]=3&username[]=a&password[]=b&date[]=1&current[]=1`,
    }),
  ],
  [
    'objects everywhere',
    (token) => ({
      body: `_csrf=${token}&once[a]=b&revision[a]=1&obligation[a]=x&note[a]=b&signerName[a]=b&items[a][b][c][d]=1&economy[a]=2&values[KT01]=3&objective[x][y]=1&username[a]=b&password[c]=d&date[a]=1&current[a]=1`,
    }),
  ],
  ['a key that is no uuid', (token) => ({ body: `_csrf=${token}&once=abc&revision=0&obligation=abc` })],
  ['a negative revision', (token) => ({ body: `_csrf=${token}&once=${crypto.randomUUID()}&revision=-1` })],
  ['a huge revision', (token) => ({ body: `_csrf=${token}&once=${crypto.randomUUID()}&revision=999999999` })],
  ['a revision beyond all numbers', (token) => ({ body: `_csrf=${token}&once=${crypto.randomUUID()}&revision=${'9'.repeat(400)}` })],
  ['a revision with a fraction', (token) => ({ body: `_csrf=${token}&once=${crypto.randomUUID()}&revision=0.5` })],
  [
    'a row that does not exist',
    (token) => ({ body: `_csrf=${token}&once=${crypto.randomUUID()}&revision=0&obligation=${crypto.randomUUID()}` }),
  ],
  [
    'NUL in everything',
    (token) => ({
      body: `_csrf=${token}&once=${crypto.randomUUID()}%00&revision=0%00&obligation=%00&note=%00&signerName=%00&username=%00&password=%00&%00=%00`,
    }),
  ],
  [
    'a lone half of a character',
    (token) => ({ body: `_csrf=${token}&once=${crypto.randomUUID()}&revision=0&note=%ED%A0%80&objective=%ED%B0%80&date=%ED%A0%80` }),
  ],
  ['broken percent signs', (token) => ({ body: `_csrf=${token}&once=%zz&note=%E0%A4%A&%=%&revision=%` })],
  [
    'bytes that are no text',
    (token) => ({ body: Buffer.concat([Buffer.from(`_csrf=${token}&note=`), Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28])]) }),
  ],
  ['one text of 1,9 MB', (token) => ({ body: `_csrf=${token}&once=${crypto.randomUUID()}&revision=0&note=${'a'.repeat(1_900_000)}` })],
  ['more than 2 MB', (token) => ({ body: `_csrf=${token}&note=${'a'.repeat(2_200_000)}` })],
  ['a name of a hundred thousand characters', (token) => ({ body: `_csrf=${token}&${'a'.repeat(100_000)}=1` })],
  ['a name nested a thousand deep', (token) => ({ body: `_csrf=${token}&items${'[a]'.repeat(1_000)}=1` })],
  [
    'names of JavaScript',
    (token) => ({
      body: `_csrf=${token}&__proto__[x]=1&constructor=1&toString=1&hasOwnProperty=1&items[__proto__][task]=1&values[constructor][value]=1&once=${crypto.randomUUID()}&revision=0`,
    }),
  ],
  ['JSON', (token) => ({ body: JSON.stringify({ _csrf: token }), type: 'application/json' })],
  ['JSON that is broken', () => ({ body: '{"a":', type: 'application/json' })],
  ['XML', () => ({ body: '<?xml version="1.0"?><a/>', type: 'application/xml' })],
  ['plain text', () => ({ body: 'xin chào', type: 'text/plain' })],
  [
    'a file',
    () => ({
      body: '--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nc\r\n--x--\r\n',
      type: 'multipart/form-data; boundary=x',
    }),
  ],
  ['multipart without end', () => ({ body: '--x\r\n', type: 'multipart/form-data; boundary=x' })],
  ['an unknown alphabet', (token) => ({ body: `_csrf=${token}`, type: 'application/x-www-form-urlencoded; charset=utf-7' })],
  ['an unknown compression', (token) => ({ body: `_csrf=${token}`, headers: { 'Content-Encoding': 'pack200' } })],
  ['compressed bytes that are none', () => ({ body: 'not gzip', headers: { 'Content-Encoding': 'gzip' } })],
]

const post = ({ browser }: { browser: Browser }, address: string, { body, type, headers }: ReturnType<(typeof bodies)[number][1]>) => {
  const request = browser.agent
    .post(address)
    .set('Sec-Fetch-Site', 'same-origin')
    .set('Content-Type', type ?? 'application/x-www-form-urlencoded')
  // superagent would turn text into JSON by its type; it must arrive as it is
  return request
    .serialize((raw) => raw as string)
    .set(headers ?? {})
    .send(body)
}

describe('on every POST route', () => {
  test.each(bodies)('%s: a page in Vietnamese, never a 500', async (_, make) => {
    const wrong: string[] = []
    for (const path of posts) {
      if (path === '/sign-out') continue // it takes no fields
      const reader = path === '/sign-in' ? await stranger() : readerOf(path)
      const row = made[nounOf(path)]
      const revision =
        row && ('noun' in row ? await revisionOf(row) : (await prisma.filing.findUnique({ where: { id: row.id } }))?.revision)
      const given = make(reader.token)
      if (typeof given.body === 'string' && revision) given.body = given.body.replace('revision=0', `revision=${revision}`)
      const complaint = worse(await post(reader, addressOf(path), given))
      if (complaint) wrong.push(`POST ${path}: ${complaint}`)
    }
    expect(wrong).toEqual([])
  })

  async function stranger() {
    await pool.query('delete from sign_in_limit')
    const browser = await new Browser().open('/sign-in')
    return { browser, token: String(browser.$('[name="_csrf"]').first().val()) }
  }
})

test('every kind of press was tried', () => {
  expect(posts.length).toBeGreaterThan(30)
  expect(gets.length).toBeGreaterThan(50)
  expect(routes.filter((route) => route.includes('?'))).toEqual([])
})

// ── odd addresses ─────────────────────────────────────────────────────────────────────────────────────────────────

describe('odd addresses', () => {
  const queries = [
    '?kept=x',
    '?kept[]=a',
    '?kept=a&kept=b',
    `?kept=${'9'.repeat(5_000)}`,
    '?check&saved&done=x',
    '?done=__proto__',
    '?done=%00',
    '?%00=%00',
    '?a=%E0%A4%A',
    '?__proto__[x]=1',
  ]
  test.each(gets.map((path) => [path]))('GET %s with any query', async (path) => {
    const wrong: string[] = []
    for (const query of queries) {
      const complaint = worse(await readerOf(path).browser.agent.get(`${addressOf(path)}${query}`))
      if (complaint) wrong.push(`${query.slice(0, 40)}: ${complaint}`)
    }
    expect(wrong).toEqual([])
  })

  test('a NUL in “kept” is no key: the page as it is, on every page', async () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => {})
    const wrong: string[] = []
    for (const path of gets) {
      const { browser } = readerOf(path)
      const [odd, plain] = [await browser.agent.get(`${addressOf(path)}?kept=%00`), await browser.agent.get(addressOf(path))]
      if (odd.status !== plain.status) wrong.push(`${path}: ${odd.status}, without it ${plain.status}`)
    }
    silent.mockRestore()
    expect(wrong).toEqual([])
  })

  test('a post without its token is refused on a whole page, to those who are signed in as well', async () => {
    for (const browser of [readers[stnmt]?.browser, new Browser()]) {
      const answer = await browser?.send('/plans', { objective: 'x' })
      expect(answer?.status).toBe(403)
      vietnamese(answer as { status: number; text: string }, 'a post without its token')
    }
  })

  const filters = [
    'year=abc',
    'year=-1',
    'year=1e9',
    'year=2024&year=2023',
    'page=0',
    'page=-1',
    'page=99999999999',
    'page=1.5',
    'page=x',
    'sort=constructor',
    'sort=__proto__',
    'order=x',
    'order=desc&sort=agency',
    'is=overdue&is=open',
    'is=toString',
    'district=x',
    'district=%00',
    `district=${crypto.randomUUID()}`,
    'q=%00',
    `q=${'ế'.repeat(500)}`,
    'q=%25_%5C',
    "q=';drop table filing;--",
    'q[]=a&q[]=b',
    'period=week',
    'period=month&year=2024&is=overdue&q=keo+lom&sort=sent',
  ]
  test.each([
    '/plans',
    '/reports',
    '/unit-reports',
    '/explanations',
    '/district-reports',
    '/province-reports',
    '/assignments',
    '/successions',
    '/petitions/document',
    '/matrix',
    '/overview',
  ])('a bad filter of %s is never an error page', async (path) => {
    for (const filter of filters) {
      const { status, text } = (await readers[planning]?.browser.agent.get(`${path}?${filter}`)) ?? {}
      expect(status, `${path}?${filter}`).toBe(200)
      expect(text).toContain('<html lang="vi">')
    }
  })

  test.each([
    '/khong-co',
    '/plans/abc',
    '/plans/%00',
    '/plans/abc/edit',
    `/plans/${crypto.randomUUID()}`,
    '/%2e%2e/%2e%2e/etc/passwd',
    '/css/khong-co.css',
    '/unit/x',
    '/PLANS/x/',
    '/index.html',
    '/.env',
    '/views/layout/page.ejs',
    '/src/app.ts',
  ])('%s is 404, in Vietnamese, with a way on', async (path) => {
    for (const browser of [readers[stnmt]?.browser, new Browser()]) {
      const answer = await browser?.agent.get(path)
      if (!answer || answer.status === 303) continue // nobody: first to the sign-in page
      expect(answer.status, path).toBe(404)
      vietnamese(answer, path)
      expect(answer.text).toContain('Không tìm thấy trang này')
      expect(answer.text).toMatch(/class="btn btn-primary" href="\/(sign-in)?"/)
    }
  })

  test.each(['/%E0%A4%A', '/%', '/plans/%E0%A4%A', '/plans/%ff/edit'])('%s cannot be read: 404, in Vietnamese', async (path) => {
    const answer = await readers[stnmt]?.browser.agent.get(path)
    if (!answer) return expect.unreachable()
    expect(answer.status).toBe(404)
    vietnamese(answer, path)
  })

  test('a line that is no HTTP ends the connection and nothing else', async () => {
    const server = app.listen(0)
    const { port } = server.address() as { port: number }
    const said = await new Promise<string>((resolve) => {
      let all = ''
      const socket = connect(port, '127.0.0.1', () => socket.write('XIN CHAO\r\n\r\n'))
      socket.on('data', (data) => {
        all += data
      })
      socket.on('close', () => resolve(all))
    })
    expect(said).toMatch(/^HTTP\/1\.1 400/)
    server.close()
  })
})

describe('odd methods', () => {
  test.each(gets.map((path) => [path]))('HEAD %s is what GET is, without a body', async (path) => {
    const { browser } = readerOf(path)
    const [head, get] = [await browser.agent.head(addressOf(path)), await browser.agent.get(addressOf(path))]
    expect(head.status).toBe(get.status)
    expect(head.text ?? '').toBe('')
  })

  test.each(['put', 'patch', 'delete'] as const)('%s is refused everywhere, in Vietnamese', async (method) => {
    for (const path of ['/', '/plans', made.plans?.path ?? '', `${made.plans?.path}/edit`, '/account', '/khong-co']) {
      const answer = await (readers[stnmt] as { browser: Browser }).browser.agent[method](path).type('form').send({ a: 'b' })
      expect([403, 404, 405], `${method} ${path}`).toContain(answer.status)
      vietnamese(answer, `${method} ${path}`)
    }
  })

  test('OPTIONS gives away nothing but methods', async () => {
    const { status, headers, text } = await new Browser().agent.options('/plans')
    expect(status).toBeLessThan(500)
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(text).not.toContain('<form')
  })

  test.each([
    '/plans/:id/save',
    '/plans/:id/open',
    '/reports/:id/save',
    '/reports/:id/open',
    '/district-reports/:id/compile',
    '/plans/:id/constructor',
    '/plans/:id/versions/1',
  ])('a step without a page of its own cannot be posted: %s', async (path) => {
    const reader = readerOf(path)
    const body = { _csrf: reader.token, once: crypto.randomUUID(), revision: '0', ...note, ...signer }
    const answer = await reader.browser.send(addressOf(path), body)
    expect(answer.status).toBe(404)
    vietnamese(answer, path)
  })
})

// ── the mapping ───────────────────────────────────────────────────────────────────────────────────────────────────

describe('every error of the database and of Express has its status', () => {
  const table: [string, { code?: string; status?: number; meta?: unknown }, number, number][] = [
    ['no such row for this actor', { code: 'P2025' }, 404, 404],
    ['exists already', { code: 'P2002' }, 409, 409],
    ['lost a deadlock twice', { code: 'P2034' }, 409, 409],
    ['too long', { code: 'P2000' }, 422, 404],
    ['refers to nothing', { code: 'P2003' }, 422, 404],
    ['not of the type', { code: 'P2007' }, 422, 404],
    ['out of range', { code: 'P2020' }, 422, 404],
    ['waited too long', { code: 'P2028' }, 503, 503],
    ['no connection free', { code: 'P2024' }, 503, 503],
    ['no database', { code: 'P1001' }, 503, 503],
    ['the connection was closed', { code: 'P1017' }, 503, 503],
    ['refused connection', { code: 'ECONNREFUSED' }, 503, 503],
    ['a connection cut while it answered', { code: 'ECONNRESET' }, 503, 503],
    ['a connection cut while it was asked', { code: 'EPIPE' }, 503, 503],
    ['the database is stopping', { code: '57P01' }, 503, 503],
    ['bad data, in PostgreSQL’s words', { code: 'P2039', meta: { driverAdapterError: { cause: { originalCode: '22P02' } } } }, 422, 404],
    ['a broken rule, in PostgreSQL’s words', { code: 'P2039', meta: { driverAdapterError: { cause: { code: '23514' } } } }, 422, 404],
    [
      'what PostgreSQL does not understand is ours',
      { code: 'P2039', meta: { driverAdapterError: { cause: { originalCode: '42601' } } } },
      500,
      500,
    ],
    ['an SQL of ours', { code: 'P2010' }, 500, 500],
    ['a body that cannot be read', { status: 400 }, 422, 404],
    ['an unknown type', { status: 415 }, 422, 404],
    ['too large', { status: 413 }, 413, 413],
    ['forbidden', { status: 403 }, 403, 403],
    ['no token', { status: 403, code: 'EBADCSRFTOKEN' }, 403, 403],
    ['anything else', {}, 500, 500],
    ['bad data, straight from pg', { code: '22021' }, 422, 404],
  ]
  test.each(table)('%s: %o is %i on a POST, %i on a GET', (_, error, post, get) => {
    expect([statusOf(error, 'POST'), statusOf(error, 'GET')]).toEqual([post, get])
  })

  test('every status has its page: title, what happened, what to do', () => {
    for (const status of [403, 404, 409, 413, 422, 429, 500, 503] as const) {
      const { title, message, advice } = excuses[status]
      for (const words of [title, message, advice]) expect(words.length, String(status)).toBeGreaterThan(10)
      expect(new Refusal(status).message).toBe(message)
      expect(new Refusal(status, 'Vì vậy').reason).toBe('Vì vậy')
    }
  })

  test('what PostgreSQL refuses by a rule of its own is the sender’s', async () => {
    const plan = await aPlan('ready')
    const { act } = await import('../src/act.ts')
    const { who } = await import('./make.ts')
    const row = {
      filingId: plan.id,
      key: 'a1',
      versionId: crypto.randomUUID(),
      position: 0,
      clause: '5.5',
      task: 'x',
      form: 'goods' as const,
      result: 'x',
    }
    const writes = act(await who(plan.writer), 'plan.send', { id: plan.id }, async (tx) => {
      await tx.planItem.create({ data: { ...row, ownMoney: -1n, sponsorMoney: 0n, programmeMoney: 0n } })
      return { path: '/' }
    })
    await expect(writes).rejects.toSatisfy((error: object) => statusOf(error, 'POST') === 422)
  })

  test('a database that does not answer is 503 on a page in Vietnamese, and nothing is lost for ever', async () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => {})
    const connections = Array.from({ length: 10 }, () => pool.connect())
    const held = await Promise.all(connections)
    for (const client of held) client.release()
    const { rows } = await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    expect(rows.length).toBeGreaterThan(0)
    const browser = readers[stnmt]?.browser
    const answers = [await browser?.agent.get('/unit'), await browser?.agent.get('/unit'), await browser?.agent.get('/unit')]
    for (const answer of answers) expect([200, 503]).toContain(answer?.status)
    expect(answers.at(-1)?.status).toBe(200)
    silent.mockRestore()
  })
})
