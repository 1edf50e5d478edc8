import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { apply, names } from '../prisma/migrate.ts'
import { startPostgres } from '../src/postgres.ts'
import { endAll, ready, start, until } from './process.ts'

/** The portal as a person starts it: real processes on a folder of their own, killed as machines kill. */
let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), `portal's "start" $0 \`id\` `)) // whatever a path may hold
})

afterEach(async () => {
  await endAll()
  if (existsSync(join(dataDir, 'postgres', 'postmaster.pid'))) await (await startPostgres({ dataDir })).stop() // what a killed portal left
  rmSync(dataDir, { recursive: true, force: true })
})

const inUse = 'đang được một cổng khác sử dụng'

describe('own PostgreSQL', () => {
  test('starts in an empty folder, answers, stops, starts again with nothing to prepare and the same session secret', async () => {
    const first = run()
    const address = await first.address()
    expect(await statusOf(`${address}/health/live`)).toBe(200)
    expect(await statusOf(`${address}/health/ready`)).toBe(200)
    expect(await first.stop('SIGTERM')).toBe(0)
    const secret = readFileSync(join(dataDir, 'session-secret'), 'utf8')
    expect(await query(`select count(*)::int as n from _prisma_migrations where finished_at is not null`)).toEqual([{ n: names().length }])

    const second = run()
    await second.address()
    expect(second.output()).not.toMatch(/Đang (tạo cơ sở dữ liệu|cập nhật cấu trúc)/)
    expect(await second.stop('SIGINT')).toBe(0)
    expect(readFileSync(join(dataDir, 'session-secret'), 'utf8')).toBe(secret)
  })

  test('after kill -9 starts again with everything that was committed', async () => {
    const made = run({}, 'src/admin.ts', ['--username', 'quan-tri', '--name', 'Lò Văn Đức'], 'đồng ruộng mùa nước nổi\n')
    expect(await made.exit, made.output()).toBe(0)
    const first = run()
    await first.address()
    await query(`update "user" set title = 'Đã trả lời' where username = 'quan-tri'`)
    await first.stop('SIGKILL')
    const second = run()
    expect(await statusOf(`${await second.address()}/health/ready`)).toBe(200)
    expect(await query(`select name, title, administrator from "user"`)).toEqual([
      { name: 'Lò Văn Đức', title: 'Đã trả lời', administrator: true },
    ])
  })

  test('killed in the middle of the first migration: nothing of it stays, the next start completes it', async () => {
    const server = await startPostgres({ dataDir })
    await on(server.url, 'create database portal')
    const portal = Object.assign(new URL(server.url), { pathname: 'portal' }).href
    await on(
      portal,
      `create function halt() returns event_trigger language plpgsql as $$
         begin if exists (select from pg_tables where schemaname = 'public' and tablename = 'filing') then perform pg_sleep(600); end if; end $$;
       create event trigger halt on ddl_command_end when tag in ('CREATE TABLE') execute function halt()`,
    )
    await server.stop()

    const first = run()
    await first.says('Đang cập nhật cấu trúc cơ sở dữ liệu')
    await until(async () => (await query(`select from pg_stat_activity where wait_event = 'PgSleep'`)).length > 0)
    await first.stop('SIGKILL')

    const between = await startPostgres({ dataDir })
    const left = await on(portal, `select tablename from pg_tables where schemaname = 'public'`, between.url)
    await on(portal, 'drop event trigger halt; drop function halt()', between.url)
    await between.stop()
    expect(left).toEqual([])

    const second = run()
    expect(await statusOf(`${await second.address()}/health/ready`)).toBe(200)
  })

  test('killed while the demonstration loads: the next start begins it again from nothing', async () => {
    const first = run({ DEMONSTRATION: 'full' })
    await first.says('Đang nạp dữ liệu minh hoạ')
    await until(async () => (await query('select from agency')).length > 20)
    await first.stop('SIGKILL')
    const second = run()
    await second.address()
    expect(second.output()).toContain('bị ngắt giữa chừng')
    expect(await query('select from agency')).toEqual([])
    await second.stop('SIGTERM')
    const third = run()
    await third.address()
    expect(third.output()).not.toContain('bị ngắt giữa chừng')
  })

  test('… but in a database of somebody else nothing is dropped: the start says what to do', async () => {
    const name = `cut_short_${process.pid}`
    const url = Object.assign(new URL(inject('server')), { pathname: name }).href
    await on(inject('server'), `create database ${name}`)
    const first = run({ DATABASE_URL: url }) // in a process of its own, as migrations are applied
    await first.address()
    await first.stop('SIGTERM')
    await on(url, 'create table demonstration_load (); create table theirs ()')
    const portal = run({ DATABASE_URL: url, DEMONSTRATION: 'full' })
    expect(await portal.exit).toBe(1)
    expect(portal.output()).toMatch(/^Không khởi động được: .*bị ngắt giữa chừng.*DEMONSTRATION=none/m)
    const asItIs = run({ DATABASE_URL: url })
    expect(await statusOf(`${await asItIs.address()}/health/ready`)).toBe(200)
    await asItIs.stop('SIGTERM')
    expect(await on(url, 'select from theirs')).toEqual([])
    await on(inject('server'), `drop database ${name} with (force)`)
  })

  test('two starts at once: one runs, the other says why not', async () => {
    const both = [run(), run()]
    await until(() => both.some((one) => one.output().includes(inUse)) && both.some((one) => ready.test(one.output())))
    const refused = both.find((one) => one.output().includes(inUse))
    expect(await refused?.exit).toBe(1)
    expect(both.filter((one) => ready.test(one.output()))).toHaveLength(1)
  })

  test('two starts at once on what a killed portal left: one runs, the other says why not', async () => {
    const first = run()
    await first.address()
    await first.stop('SIGKILL')
    const both = [run(), run()]
    await until(() => both.some((one) => one.output().includes(inUse)) && both.some((one) => ready.test(one.output())))
    expect(await both.find((one) => one.output().includes(inUse))?.exit).toBe(1)
  })

  test('SIGTERM: no new request, the one under way is answered', async () => {
    const portal = run()
    const address = await portal.address()
    const blocker = new pg.Client(ownUrl())
    await blocker.connect()
    await blocker.query('begin; lock table clock in access exclusive mode') // every page asks the clock first
    const underWay = fetch(`${address}/sign-in`)
    await until(async () => (await query(`select from pg_stat_activity where wait_event_type = 'Lock'`)).length > 0)
    const stopped = portal.stop('SIGTERM')
    await portal.says('Đang dừng')
    await wait(200)
    await expect(fetch(`${address}/health/live`)).rejects.toThrow()
    await blocker.query('rollback')
    await blocker.end()
    expect((await underWay).status).toBe(200)
    expect(await stopped).toBe(0)
  })

  test('two instances that migrate one database take turns', async () => {
    const name = `turns_${process.pid}`
    await on(inject('server'), `drop database if exists ${name} with (force)`)
    await on(inject('server'), `create database ${name}`)
    const url = Object.assign(new URL(inject('server')), { pathname: name }).href
    const [one = [], other = []] = await Promise.all([apply(url), apply(url)])
    expect([...one, ...other]).toEqual(names())
    await on(inject('server'), `drop database ${name} with (force)`)
  })

  test('a taken port is named', async () => {
    const taken = createServer()
    const port = await new Promise<number>((listening) => taken.listen(0, () => listening((taken.address() as { port: number }).port)))
    const portal = run({ PORT: String(port) })
    expect(await portal.exit).toBe(1)
    expect(portal.output()).toContain(`Cổng ${port} đang được chương trình khác sử dụng`)
    taken.close()
  })

  test('a database newer than the code is left alone', async () => {
    const first = run()
    await first.address()
    await query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) values ('x', 'x', '9999_later', now(), 1)`,
    )
    expect(await statusOf(`${await first.address()}/health/ready`)).toBe(503)
    await first.stop('SIGTERM')
    const second = run()
    expect(await second.exit).toBe(1)
    expect(second.output()).toContain('mới hơn phiên bản mã nguồn này (đã có bước cập nhật 9999_later)')
  })
})

describe('settings', () => {
  const secret = 'Qz7vT2mKx9LpR4wYb8NcD3fHs6JgA1eU'
  const url = 'postgresql://portal:portal@127.0.0.1:1/portal'
  const production = { NODE_ENV: 'production', DEMONSTRATION: '', DATABASE_URL: url, SESSION_SECRET: secret, TRUST_PROXY: 'loopback' }
  const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'Cổng <a@b.vn>', PUBLIC_URL: 'https://giupxa.vi-du.vn/' }
  const wrong: [string, Record<string, string>][] = [
    ['PORT', { PORT: '80a' }],
    ['PORT', { PORT: '65536' }],
    ['NODE_ENV', { NODE_ENV: 'staging' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/portal' }],
    ['PORTAL_NOW', { PORTAL_NOW: '16/12/2024' }],
    ['POOL_SIZE', { POOL_SIZE: '1' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'true' }],
    ['DEMONSTRATION', { DEMONSTRATION: 'half' }],
    ['SESSION_SECRET', { SESSION_SECRET: 'short' }],
    ['SMTP_URL', { ...mail, SMTP_URL: 'mail.vi-du.vn' }],
    ['MAIL_FROM', { ...mail, MAIL_FROM: '' }],
    ['MAIL_FROM', { ...mail, MAIL_FROM: 'Cổng\nBcc: a@b.vn' }],
    ['PUBLIC_URL', { ...mail, PUBLIC_URL: '' }],
    ['PUBLIC_URL', { ...mail, PUBLIC_URL: 'javascript:alert(1)' }],
    ['DATABASE_URL', { ...production, DATABASE_URL: '' }],
    ['SESSION_SECRET', { ...production, SESSION_SECRET: '' }],
    ['SESSION_SECRET', { ...production, SESSION_SECRET: 'a'.repeat(40) }],
    ['SESSION_SECRET', { ...production, SESSION_SECRET: 'change-me-change-me-change-me-now' }],
    ['TRUST_PROXY', { ...production, TRUST_PROXY: '' }],
    ['TRUST_PROXY', { ...production, TRUST_PROXY: '0' }],
    ['PORTAL_NOW', { ...production, PORTAL_NOW: '2024-12-16T08:00:00+07:00' }],
    ['DEMONSTRATION', { ...production, DEMONSTRATION: 'full' }],
  ]
  test.for(wrong)('%s %o stops the start with one sentence', async ([name, settings]) => {
    const portal = run(settings)
    expect(await portal.exit).toBe(1)
    expect(portal.output().trim()).toMatch(new RegExp(`^Không khởi động được: ${name} [^\\n]+\\.$`))
  })

  test('a database that cannot be reached is named without its password', async () => {
    const portal = run({ DATABASE_URL: 'postgresql://portal:mat-khau-rieng@127.0.0.1:1/portal' })
    expect(await portal.exit).toBe(1)
    expect(portal.output()).toContain('Không kết nối được cơ sở dữ liệu portal tại 127.0.0.1:1: máy chủ từ chối kết nối')
    expect(portal.output()).not.toMatch(/mat-khau-rieng|\n\s+at /)
  })

  test('an account that may not create tables is told what to do', async () => {
    const name = `owned_${process.pid}`
    const server = inject('server')
    await on(server, `create role ${name} login password '${secret}'`)
    await on(server, `create database ${name}`)
    const portal = run({ DATABASE_URL: Object.assign(new URL(server), { username: name, password: secret, pathname: name }).href })
    expect(await portal.exit).toBe(1)
    expect(portal.output()).toContain(`Không khởi động được: Tài khoản ${name} không được tạo bảng`)
    await on(server, `drop database ${name}`)
    await on(server, `drop role ${name}`)
  })

  test('with a mail server the jobs stand in a schema of their own, also in a database of an owner who is nothing more, and end with the portal', async () => {
    const name = `mailing_${process.pid}`
    const server = inject('server')
    await on(server, `create role ${name} login password '${secret}'`)
    await on(server, `create database ${name} owner ${name}`)
    const DATABASE_URL = Object.assign(new URL(server), { username: name, password: secret, pathname: name }).href
    for (const time of ['first', 'second']) {
      const portal = run({ ...mail, DATABASE_URL })
      expect(await statusOf(`${await portal.address()}/health/ready`), time).toBe(200)
      expect(await portal.stop('SIGTERM'), portal.output()).toBe(0)
      expect(portal.output()).not.toContain('Error')
    }
    expect(await on(DATABASE_URL, `select name from jobs.queue where name not like '\\_\\_%' order by 1`)).toEqual([
      { name: 'look-for-reminders' },
      { name: 'mail-reminder' },
    ])
    await on(server, `drop database ${name}`)
    await on(server, `drop role ${name}`)
  })

  test('… and one who may make no schema is told', async () => {
    const name = `narrow_${process.pid}`
    const server = inject('server')
    await on(server, `create role ${name} login password '${secret}'`)
    await on(server, `create database ${name}`)
    const theirs = Object.assign(new URL(server), { pathname: name }).href
    await on(theirs, `grant all on schema public to ${name}`)
    const start = () => run({ ...mail, DATABASE_URL: Object.assign(new URL(theirs), { username: name, password: secret }).href })
    const refused = start()
    expect(await refused.exit).toBe(1)
    expect(refused.output()).toContain('không được tạo phần mở rộng pg_trgm')
    await on(theirs, 'create extension pg_trgm')
    const portal = start()
    expect(await portal.exit).toBe(1)
    expect(portal.output()).toContain('không được tạo schema jobs')
    await on(server, `drop database ${name}`)
    await on(server, `drop role ${name}`)
  })

  test('a data folder that cannot be is named', async () => {
    const portal = run({ DATA_DIR: resolve('package.json') })
    expect(await portal.exit).toBe(1)
    expect(portal.output()).toContain(`đường dẫn không phải là thư mục (${resolve('package.json')})`)
  })

  test('production uses DATABASE_URL, loads no demonstration, and gets its administrator by command', async () => {
    const name = `start_${process.pid}`
    await on(inject('server'), `drop database if exists ${name} with (force)`)
    await on(inject('server'), `create database ${name}`)
    const real = { ...production, DATABASE_URL: Object.assign(new URL(inject('server')), { pathname: name }).href }
    const portal = run(real)
    expect(await statusOf(`${await portal.address()}/health/ready`)).toBe(200)
    await portal.says('npm run admin')
    expect(await on(real.DATABASE_URL, 'select from agency')).toEqual([])

    const weak = run(real, 'src/admin.ts', ['--username', 'quan-tri', '--name', 'Lò Văn Đức'], 'Giup-xa-253\n')
    expect(await weak.exit).toBe(1)
    const made = run(real, 'src/admin.ts', ['--username', 'quan-tri', '--name', 'Lò Văn Đức'], 'đồng ruộng mùa nước nổi\n')
    expect(await made.exit, made.output()).toBe(0)
    const again = run(real, 'src/admin.ts', ['--username', 'khac', '--name', 'Người khác'], 'đồng ruộng mùa nước nổi\n')
    expect(await again.exit).toBe(1)
    expect(again.output()).toContain('đã có người quản trị: quan-tri')
    expect(await on(real.DATABASE_URL, `select u.username, r.role::text from "user" u join agency_role r using (agency_id)`)).toEqual([
      { username: 'quan-tri', role: 'planning' },
    ])
    await portal.stop('SIGTERM')

    const rehearsal = run({ DATABASE_URL: real.DATABASE_URL })
    expect(await rehearsal.exit).toBe(1)
    expect(rehearsal.output()).toContain('đang được dùng thật')
    expect(await on(real.DATABASE_URL, 'select shift from clock')).toEqual([{ shift: null }])
    await on(inject('server'), `drop database ${name} with (force)`)
  })

  test('production refuses a database that was rehearsed in: its clock is not the real one', async () => {
    const name = `rehearsed_${process.pid}`
    await on(inject('server'), `create database ${name}`)
    const DATABASE_URL = Object.assign(new URL(inject('server')), { pathname: name }).href
    const rehearsal = run({ DATABASE_URL })
    await rehearsal.address()
    await rehearsal.stop('SIGTERM')
    const portal = run({ ...production, DATABASE_URL })
    expect(await portal.exit).toBe(1)
    expect(portal.output()).toContain('Không khởi động được: Cơ sở dữ liệu của DATABASE_URL đã dùng để diễn tập')
    await on(inject('server'), `drop database ${name} with (force)`)
  })
})

/** In the folder of this test. */
const run = (settings: Record<string, string> = {}, ...program: [program?: string, args?: string[], input?: string]) =>
  start({ DATA_DIR: dataDir, ...settings }, ...program)

async function statusOf(address: string) {
  const { status } = await fetch(address, { headers: { connection: 'close' } })
  return status
}

/** Of the portal's own server: also while a portal that was killed has left it running. */
function ownUrl() {
  const cluster = realpathSync(join(dataDir, 'postgres'))
  const password = readFileSync(join(dirname(cluster), 'postgres.password'), 'utf8')
  const port = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[3]
  return `postgresql://postgres:${password}@127.0.0.1:${port}/portal`
}

async function query(sql: string): Promise<pg.QueryResultRow[]> {
  const running = (() => {
    try {
      return ownUrl()
    } catch {
      return undefined // the portal has stopped, and its server with it
    }
  })()
  if (running) return on(running, sql)
  const server = await startPostgres({ dataDir })
  try {
    return await on(Object.assign(new URL(server.url), { pathname: 'portal' }).href, sql)
  } finally {
    await server.stop()
  }
}

/** `at`: the same database after its server has started at another port. */
async function on(url: string, sql: string, at = url): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client(Object.assign(new URL(url), { port: new URL(at).port }).href)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
