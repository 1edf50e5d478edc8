import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { apply } from '../prisma/migrate.ts'
import { CannotStart } from './cannot-start.ts'
import { openDatabase } from './database.ts'
import { env } from './env.ts'
import { makeFolder } from './folder.ts'

const inProduction = env.NODE_ENV === 'production'
let opening: ReturnType<typeof openDatabase> | undefined
let ending: Promise<never> | undefined
/** What is undone at the end, last first. */
const closings: (() => Promise<unknown>)[] = []

const portProblems: Record<string, (port: number) => string> = {
  EADDRINUSE: (port) => `Cổng ${port} đang được chương trình khác sử dụng. Hãy dừng chương trình đó, hoặc đặt PORT khác.`,
  EACCES: (port) => `Không có quyền lắng nghe ở cổng ${port}. Hãy đặt PORT từ 1024 trở lên.`,
}

const fileProblems: Record<string, string> = {
  EACCES: 'không có quyền đọc hoặc ghi',
  EPERM: 'không có quyền đọc hoặc ghi',
  EROFS: 'thư mục chỉ cho phép đọc',
  ENOSPC: 'ổ đĩa đã đầy',
  ENOTDIR: 'đường dẫn không phải là thư mục',
  EEXIST: 'đường dẫn không phải là thư mục',
  ENOENT: 'không tạo được thư mục hoặc tệp',
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => void end(0))
// npm stops at SIGTERM and takes its shell with it, but the shell does not pass the signal on.
const parent = process.ppid
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && void end(0), 250).unref()
process.on('uncaughtException', (error) => {
  console.error(error)
  void end(1)
})
try {
  await start()
} catch (error) {
  if (!ending) console.error(sentenceOf(error))
  await end(1)
}

async function start() {
  opening = openDatabase(say)
  const { url, own, close } = await opening
  closings.push(close)
  // For the modules imported from here on: none of them can be asked for a database before there is one.
  env.DATABASE_URL = process.env.DATABASE_URL = url
  env.SESSION_SECRET ??= secretOfThisMachine()

  const { pool } = await import('./pool.ts')
  const { prisma } = await import('./db.ts')
  closings.push(() => Promise.race([prisma.$disconnect().then(() => pool.end()), wait(5000)]))
  if (inProduction) await refuseRehearsed(pool)
  else await prepareDemonstration(url, own)
  const { everyHour, hourly } = await import('./hourly.ts')
  await hourly()
  const stopHourly = everyHour((error) => console.error(error))
  closings.push(async () => stopHourly())
  if (env.SMTP_URL) {
    const { startJobs } = await import('./jobs.ts')
    closings.push(await startJobs((error) => console.error(error)))
  }
  const { app } = await import('./app.ts')
  const server = await listen(app)
  closings.push(() => finish(server))
  await welcome(server, pool)
}

/** Stops once, however often it is asked: a terminal's Ctrl+C comes both from the terminal and from npm. */
function end(code: number): Promise<never> {
  ending ??= (async () => {
    if (code === 0) say('Đang dừng: hoàn tất các yêu cầu đang xử lý')
    await opening?.catch(() => {}) // a database that is just starting is stopped, not left behind
    for (const close of closings.reverse()) await close().catch((error: unknown) => console.error(error))
    if (code === 0) say('Đã dừng')
    process.exit(code)
  })()
  return ending
}

// ── the demonstration ─────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Sets the rehearsal clock and fills an empty database. While it loads, a table of its own says so: a start that finds the table knows
 * that the load was cut short, and begins again from nothing, which loses nothing because nobody could sign in before its end.
 * Only in the portal's own database: in another, what else it may hold is not ours to drop.
 */
async function prepareDemonstration(url: string, own: boolean) {
  const { seedClock } = await import('./clock.ts')
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(254)') // instances starting together take turns
    const cutShort = await holds(client, `to_regclass('demonstration_load') is not null`)
    if (cutShort && !own && env.DEMONSTRATION !== 'none')
      throw new CannotStart(
        'Lần nạp dữ liệu minh hoạ trước bị ngắt giữa chừng, và cổng không tự xoá gì trong cơ sở dữ liệu của DATABASE_URL. ' +
          'Hãy làm trống cơ sở dữ liệu đó rồi khởi động lại, hoặc đặt DEMONSTRATION=none để dùng phần đã nạp.',
      )
    if (cutShort && own) {
      say('Lần nạp dữ liệu minh hoạ trước bị ngắt giữa chừng: nạp lại từ đầu')
      await client.query('begin; drop schema public cascade; create schema public; commit')
      await apply(url, say)
    }
    if (!own && (await holds(client, 'exists (select from agency) and (select shift is null from clock)')))
      throw new CannotStart('Cơ sở dữ liệu của DATABASE_URL đang được dùng thật, không phải để diễn tập. Hãy đặt NODE_ENV=production.')
    await seedClock(env.PORTAL_NOW)
    if (env.DEMONSTRATION === 'none' || (await holds(client, 'exists (select from agency)'))) return
    say('Đang nạp dữ liệu minh hoạ của tỉnh (chỉ lần đầu)')
    await client.query('create table demonstration_load ()')
    const { load } = await import('../prisma/demonstration/load.ts')
    await load(say)
    await client.query('drop table demonstration_load')
    say('Đã nạp xong dữ liệu minh hoạ')
  } finally {
    await client.end()
  }
}

/** Its clock is not the real one, its accounts share a password that everybody knows: nothing of it becomes real. */
async function refuseRehearsed(database: Pick<pg.Pool, 'query'>) {
  if (await holds(database, '(select shift is not null from clock)'))
    throw new CannotStart('Cơ sở dữ liệu của DATABASE_URL đã dùng để diễn tập. Dùng thật cần một cơ sở dữ liệu trống.')
}

async function holds(database: Pick<pg.Pool, 'query'>, condition: string): Promise<boolean> {
  const { rows } = await database.query<{ answer: boolean }>(`select ${condition} as answer`)
  return rows[0]?.answer === true
}

/** Sessions survive a restart: the secret made at the first start is kept. Production has its own (env.ts). */
function secretOfThisMachine(): string {
  const file = join(env.DATA_DIR, 'session-secret')
  try {
    const kept = readFileSync(file, 'utf8')
    if (kept.length >= 32) return kept
  } catch {
    makeFolder(env.DATA_DIR)
  }
  const secret = randomBytes(48).toString('base64url')
  writeFileSync(file, secret, { mode: 0o600 })
  return secret
}

// ── HTTP ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function listen(app: RequestListener): Promise<Server> {
  return new Promise((listening, failed) => {
    // Slow lines may send a file for ten minutes; idle connections outlive those of a proxy in front (60 s by custom).
    const server = createServer({ headersTimeout: 20_000, requestTimeout: 600_000, keepAliveTimeout: 65_000 }, app)
    server.once('error', ({ code, message }: NodeJS.ErrnoException) =>
      failed(new CannotStart(portProblems[code ?? '']?.(env.PORT) ?? `Không lắng nghe được ở cổng ${env.PORT}: ${message}.`)),
    )
    server.listen(env.PORT, env.HOST, () => listening(server))
  })
}

/** No new request; those under way have ten seconds. */
function finish(server: Server): Promise<void> {
  return new Promise((done) => {
    const idle = setInterval(() => server.closeIdleConnections(), 100)
    const limit = setTimeout(() => server.closeAllConnections(), 10_000)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(limit)
      done()
    })
  })
}

// ── what the person at the terminal reads ─────────────────────────────────────────────────────────────────────────

function say(sentence: string) {
  const seconds = (performance.now() / 1000).toFixed(1).replace('.', ',')
  console.log(`${seconds.padStart(6)} s  ${sentence}`)
}

async function welcome(server: Server, database: Pick<pg.Pool, 'query'>) {
  const { port } = server.address() as AddressInfo
  const hasAccounts = await holds(database, 'exists (select from agency)')
  say(`Cổng đã sẵn sàng tại http://${env.HOST ?? 'localhost'}:${port}`)
  if (!hasAccounts) say('Chưa có tài khoản nào: hãy tạo cơ quan quản lý chương trình và người quản trị bằng lệnh npm run admin')
  else if (!inProduction) say('Đăng nhập: chọn một tài khoản minh hoạ ở trang đăng nhập, mật khẩu chung là Giup-xa-253')
}

function sentenceOf(error: unknown): unknown {
  if (error instanceof CannotStart) return `Không khởi động được: ${error.message}`
  const { code = '', path } = error as NodeJS.ErrnoException
  const problem = fileProblems[code]
  return problem && path ? `Không khởi động được: ${problem} (${path}).` : error
}
