import pg from 'pg'
import { apply } from '../prisma/migrate.ts'
import { CannotStart } from './cannot-start.ts'
import { env } from './env.ts'
import { runningPostgres, startPostgres } from './postgres.ts'

/** The database that DATABASE_URL names, or the portal's own: reachable, new enough, with every migration applied. */
export async function openDatabase(say: (sentence: string) => void): Promise<{ url: string; own: boolean; close: () => Promise<void> }> {
  const database = await openAsItIs(say, { alone: true })
  try {
    await apply(database.url, say)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The same without a migration. Its own server may be running, for the portal: then, unless it has to be `alone`, that one is used. */
export async function openAsItIs(say: (sentence: string) => void, { alone = false }: { alone?: boolean } = {}) {
  if (env.DATABASE_URL) {
    await check(env.DATABASE_URL)
    return { url: env.DATABASE_URL, own: false, close: async () => {} }
  }
  const running = alone ? undefined : runningPostgres(env.DATA_DIR)
  if (running) return { url: await portalDatabase(running), own: true, close: async () => {} }
  say('Đang khởi động PostgreSQL đi kèm')
  const server = await startPostgres({ dataDir: env.DATA_DIR, say })
  try {
    return { url: await portalDatabase(server.url), own: true, close: server.stop }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function portalDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rowCount } = await client.query(`select from pg_database where datname = 'portal'`)
  if (rowCount === 0) await client.query('create database portal')
  await client.end()
  return Object.assign(new URL(url), { pathname: 'portal' }).href
}

async function check(url: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  const { host, pathname } = new URL(url)
  try {
    await client.connect()
  } catch (error) {
    const { code = 'ETIMEDOUT', message } = error as NodeJS.ErrnoException // pg gives no code when its own time limit has passed
    const reason = reasons[code] ?? message
    throw new CannotStart(`Không kết nối được cơ sở dữ liệu ${pathname.slice(1)} tại ${host}: ${reason}. Hãy kiểm tra DATABASE_URL.`)
  }
  const { rows } = await client.query(`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
           exists (select from pg_collation where collname = 'vi-x-icu') as icu`)
  await client.end()
  const { version, encoding, icu } = rows[0]
  if (version < 150_000)
    throw new CannotStart(`Cần PostgreSQL 15 trở lên; máy chủ tại ${host} là phiên bản ${Math.floor(version / 10_000)}.`)
  if (encoding !== 'UTF8') throw new CannotStart(`Cơ sở dữ liệu tại ${host} phải dùng mã hoá UTF8 (đang dùng ${encoding}).`)
  if (!icu) throw new CannotStart(`PostgreSQL tại ${host} không có ICU (thiếu thứ tự sắp xếp vi-x-icu).`)
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'máy chủ từ chối kết nối',
  ENOTFOUND: 'không tìm thấy máy chủ',
  ETIMEDOUT: 'máy chủ không trả lời',
  '28P01': 'sai tên người dùng hoặc mật khẩu',
  '28000': 'người dùng không được phép kết nối',
  '3D000': 'chưa có cơ sở dữ liệu này',
}
