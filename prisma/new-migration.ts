/** For developers: `npm run db:migration -- NAME` writes the next migration from what the schema has and the migrations have not. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { here, migrations, names, openEngine, schema } from './migrate.ts'

/** The SQL that would bring the migrations up to the schema; empty when they agree. Both are compared in memory. */
export async function difference(): Promise<string> {
  const engine = await openEngine(shadow())
  const { stdout } = await engine.diff({
    from: { tag: 'migrations', ...migrations() },
    to: { tag: 'schemaDatamodel', files: schema() },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  })
  return !stdout || stdout.startsWith('-- This is an empty migration') ? '' : stdout
}

/** The engine opens a main database, which a comparison never touches, and a shadow: one in memory serves as both. */
function shadow() {
  const memory = PGlite.create({ extensions: { pg_trgm } })
  const connect = async () => {
    const database = await memory
    const adapter = await new PrismaPGlite(database).connect()
    // The adapter does not wait for its script.
    return Object.assign(adapter, { executeScript: async (script: string) => void (await database.exec(script)), dispose: async () => {} })
  }
  const connectToShadowDb = async () => {
    await (await memory).exec(`create collation if not exists "vi-x-icu" (provider = libc, locale = 'C')`) // no ICU: only the name matters here
    return connect()
  }
  return { provider: 'postgres', adapterName: 'pglite', connect, connectToShadowDb } as unknown as SqlMigrationAwareDriverAdapterFactory
}

function nextNumber() {
  const last = Number.parseInt(names().at(-1) ?? '0', 10)
  return String(last + 1).padStart(4, '0')
}

async function write(name: string | undefined) {
  if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error('npm run db:migration -- NAME (a-z, 0-9, _)')
  const sql = await difference()
  if (!sql) return 'The migrations agree with the schema: nothing to write.'
  const folder = `migrations/${nextNumber()}_${name}`
  mkdirSync(here(folder))
  writeFileSync(here(`${folder}/migration.sql`), sql)
  return `prisma/${folder}/migration.sql`
}

if (import.meta.main) {
  try {
    console.log(await write(process.argv[2]))
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  }
  process.exit() // PGlite keeps the process alive
}
