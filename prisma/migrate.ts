import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { CannotStart } from '../src/cannot-start.ts'

/**
 * Applies what is missing, as `prisma migrate deploy` would, and keeps the ordinary `_prisma_migrations` table.
 * One connection, one transaction: a process killed in the middle leaves nothing half-applied, and instances starting together take turns.
 */
export async function apply(connectionString: string, say: (sentence: string) => void = () => {}): Promise<string[]> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {}) // a lost connection also fails the query under way, which is reported
  await client.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(253)')
    await notInRestoring(client)
    const missing = await pending(client)
    if (missing.length === 0) return []
    await mayCreate(client)
    say(`Đang cập nhật cấu trúc cơ sở dữ liệu: ${missing.length} bước (${missing.join(', ')})`)
    await migrate(client)
    await client.query('commit')
    return missing
  } finally {
    await client.end() // without a commit this is a rollback
  }
}

/** Where what stood before is put aside while a backup is being loaded (src/backups/restore.ts); gone when all of it is in. */
export const aside = 'before_restore'

async function notInRestoring(client: pg.Client) {
  const { rowCount } = await client.query('select from pg_namespace where nspname = $1', [aside])
  if (!rowCount) return
  throw new CannotStart(
    'Một lần khôi phục đang chạy, hoặc đã bị ngắt giữa chừng. Hãy đợi, hoặc chạy lại npm run restore với cùng tệp: dữ liệu trước đó còn nguyên.',
  )
}

/** Since PostgreSQL 15 only the owner of a database may create tables in it, and an extension that is trusted, unless somebody grants it. */
async function mayCreate(client: pg.Client) {
  const { rows } = await client.query(`
    select current_user as name, has_schema_privilege('public', 'create') as may,
      has_database_privilege(current_database(), 'create') or exists (select from pg_extension where extname = 'pg_trgm') as extends`)
  if (rows[0].may && !rows[0].extends)
    throw new CannotStart(
      `Tài khoản ${rows[0].name} không được tạo phần mở rộng pg_trgm (dùng cho tìm kiếm). ` +
        `Hãy để tài khoản này làm chủ cơ sở dữ liệu (alter database … owner to ${rows[0].name}), hoặc nhờ người quản trị chạy create extension pg_trgm.`,
    )
  if (rows[0].may) return
  throw new CannotStart(
    `Tài khoản ${rows[0].name} không được tạo bảng trong cơ sở dữ liệu. ` +
      `Hãy để tài khoản này làm chủ cơ sở dữ liệu (alter database … owner to ${rows[0].name}).`,
  )
}

/** The migrations of this code that the database does not have yet; throws when the database has some that this code does not know. */
export async function pending(database: Pick<pg.Pool, 'query'>): Promise<string[]> {
  const known = names()
  const done = await applied(database)
  const unknown = done.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new CannotStart(
      `Cơ sở dữ liệu mới hơn phiên bản mã nguồn này (đã có bước cập nhật ${unknown.join(', ')}). ` +
        'Hãy cập nhật mã nguồn, hoặc dùng cơ sở dữ liệu khác.',
    )
  return known.filter((name) => !done.includes(name))
}

/** Prisma's own schema engine, in WebAssembly: nothing is downloaded. */
export async function openEngine(factory: SqlMigrationAwareDriverAdapterFactory) {
  loaded ??= loadEngine()
  await loaded
  const datamodels = schema().map(({ path, content }): [string, string] => [path, content])
  return wasm.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory))
}

/** Once: what binds the module to us remembers its first memory. */
let loaded: Promise<void> | undefined
async function loadEngine() {
  const source = readFileSync(join(dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(source, { './schema_engine_bg.js': wasm })
  wasm.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
}

export function schema() {
  const files = readdirSync(here('schema'))
    .filter((file) => file.endsWith('.prisma'))
    .sort()
  return files.map((file) => ({ path: `schema/${file}`, content: readFileSync(here(`schema/${file}`), 'utf8') }))
}

export function migrations(wanted = names()) {
  return {
    baseDir: 'migrations',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: wanted.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: readFileSync(here(`migrations/${name}/migration.sql`), 'utf8') },
      },
    })),
  }
}

/** The folders of `migrations/`, oldest first. */
export function names(): string[] {
  const entries = readdirSync(here('migrations'), { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

export const here = (path: string) => new URL(path, import.meta.url)

/** The migrations that the database has. */
export async function applied(database: Pick<pg.Pool, 'query'>): Promise<string[]> {
  const { rows: tables } = await database.query<{ there: boolean }>(`select to_regclass('_prisma_migrations') is not null as there`)
  if (!tables[0]?.there) return []
  const { rows } = await database.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by migration_name collate "C"',
  )
  return rows.map((row) => row.migration_name)
}

/** Applies what is missing of these on a connection that is in a transaction, and stays in it. */
export async function migrate(client: pg.Client, wanted = names()) {
  let cause: unknown // the engine's own report of a failed script comes from a transaction that is already aborted
  const factory = new PrismaPg({})
  const connect = factory.connect.bind(factory)
  factory.connect = async () =>
    Object.assign(await connect(), {
      client, // every statement on the one connection that holds the transaction
      // The adapter cuts a script at every ";", which breaks function bodies: send it whole.
      executeScript: (script: string) =>
        client.query(script).then(
          () => undefined,
          (error: unknown) => {
            cause ??= error
            throw error
          },
        ),
    })
  const engine = await openEngine(factory)
  await engine
    .applyMigrations({ migrationsList: migrations(wanted), filters: { externalTables: [], externalEnums: [] } })
    .catch((error) => {
      throw cause ?? error
    })
}
