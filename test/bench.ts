/** `npm run bench`: the main pages on the whole demonstration, in one process. Prints for each page its median time, size and number of queries. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { apply } from '../prisma/migrate.ts'
import { startPostgres } from '../src/postgres.ts'

const times = 15
const pages: Record<string, string[]> = {
  'xa-keo-lom': ['/commune', '/reports', '/plans', '/supports', '/coordination-programmes'],
  'dv-stnmt': ['/unit', '/plans', '/supports', '/needs', '/unit-reports', '/reports'],
  'huyen-dien-bien-dong': [
    '/district',
    '/overview',
    '/matrix',
    '/reports',
    '/reports?year=2024&is=onTime&page=3',
    '/unit-reports',
    '/district-reports',
  ],
  'so-khdt': [
    '/planning',
    '/overview?year=2023',
    '/matrix?year=2024',
    '/reports',
    '/reports?year=2024&q=muong&sort=agency',
    '/unit-reports',
    '/province-reports',
    '/supports',
    '/assignments',
    '/reports?format=xlsx',
    '/supports?format=xlsx',
  ],
  'ubnd-tinh': ['/province', '/province-reports', '/reports?is=late'],
}

const dataDir = mkdtempSync(join(tmpdir(), 'portal-bench-'))
const server = await startPostgres({ dataDir })
await apply(server.url)
Object.assign(process.env, {
  DATABASE_URL: server.url,
  NODE_ENV: 'test',
  SESSION_SECRET: 'only for measuring on this machine',
  LOG_LEVEL: 'silent',
})

const { seedClock } = await import('../src/clock.ts')
const { load } = await import('../prisma/demonstration/load.ts')
const { pool } = await import('../src/pool.ts')
await seedClock(undefined)
const began = performance.now()
await load(() => {})
console.log(`Demonstration loaded in ${((performance.now() - began) / 1000).toFixed(1)} s`)

let queries = 0
const query = pg.Client.prototype.query
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  queries++
  return Reflect.apply(query, this, args)
} as typeof query

await consolidations()
const { signIn } = await import('./browser.ts')
for (const [username, paths] of Object.entries(pages)) {
  const browser = await signIn(username)
  // The newest filing of a kind's list stands for its page.
  const own = async (path: string) => (await browser.open(path)).$('tbody th a').first().attr('href')
  const opened: string[] = []
  for (const path of paths.filter((path) => /^\/[a-z-]+s$/.test(path))) opened.push((await own(path)) ?? path)
  for (const path of new Set([...paths, ...opened])) {
    const taken: number[] = []
    let size = 0
    for (let i = 0; i < times; i++) {
      queries = 0
      const start = performance.now()
      const { text, headers } = await browser.agent.get(path)
      taken.push(performance.now() - start)
      size = text ? gzipSync(text).length : Number(headers['content-length']) // a file is packed already
    }
    const median = taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0
    const name = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '<id>')
    console.log(
      `${username.padEnd(22)} ${name.padEnd(48)} ${median.toFixed(0).padStart(5)} ms ${(size / 1000).toFixed(1).padStart(6)} kB ${String(queries).padStart(4)} queries`,
    )
  }
}

const { searching } = await import('./bench-search.ts')
await searching(
  pool,
  () => queries,
  () => {
    queries = 0
  },
)

await (await import('./bench-import.ts')).importing()

const { mostRows, sheetOf } = await import('../src/sheets/sheet.ts')
const { xlsx } = await import('../src/sheets/write.ts')
const day = new Date('2024-12-16T00:00:00Z')
const many = Array.from({ length: mostRows }, (_, n) => n)
const columns = Array.from({ length: 15 }, (_, i) => ({
  ...{ title: `Cột ${i}`, type: (['text', 'money', 'number', 'day'] as const)[i % 4] },
  value: (n: number) => [`Nội dung ${n}`, BigInt(n) * 1_000_000n, `${n}.5`, day][i % 4],
}))
const writing = performance.now()
const { length } = await xlsx([sheetOf('Mười nghìn dòng', columns, many)], '')
const took = ((performance.now() - writing) / 1000).toFixed(1)
console.log(`A file of ${mostRows} rows and ${columns.length} columns: ${took} s, ${(length / 1_000_000).toFixed(1)} MB`)

await pool.end()
await server.stop()
rmSync(dataDir, { recursive: true, force: true })
process.exit()

/** What compiling the whole province costs (khoản 3 Điều 13): the demonstration's 94 communes and all units, with as many supports as a busy year has. */
async function consolidations(supports = 6_000) {
  const { rows } = await pool.query(
    `select column_name as name from information_schema.columns where table_name = 'support' and is_generated = 'NEVER'`,
  )
  const columns = rows.flatMap(({ name }) => (name === 'id' ? [] : [`"${name}"`])).join(', ')
  const { rows: [counted] } = await pool.query('select count(*)::int as n from support') // biome-ignore format: one line
  const copies = Math.ceil(supports / counted.n) - 1
  await pool.query(
    `insert into support (id, ${columns}) select gen_random_uuid(), ${columns} from support, generate_series(1, $1::int) limit $2::int`,
    [copies, supports - counted.n],
  )
  await pool.query(`insert into support_contribution (id, support_id, kind, source, what, measure, value, sponsor)
    select gen_random_uuid(), id, 'money', 'own', 'tiền', '', own_value, '' from support s
    where not exists (select from support_contribution c where c.support_id = s.id)`)
  await pool.query('analyze')
  const { accountOf, dbFor } = await import('../src/db.ts')
  const { compile } = await import('../src/consolidations/compile.ts')
  const { now } = await import('../src/clock.ts')
  const planner = await accountOf({ username: 'so-khdt' })
  if (!planner) throw new Error('Nobody compiles')
  const db = dbFor(planner.actor)
  for (const year of [2022, 2023, 2024]) {
    const taken: number[] = []
    let most = 0
    for (let i = 0; i < 5; i++) {
      globalThis.gc?.()
      const before = process.memoryUsage().heapUsed
      const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage().heapUsed - before)
      }, 5)
      queries = 0
      const start = performance.now()
      await compile(db, year, await now(), { oversees: null, helpers: [] })
      taken.push(performance.now() - start)
      clearInterval(watch)
    }
    const median = taken.sort((a, b) => a - b)[2] ?? 0
    console.log(
      `compile ${year}, ${supports} supports: ${median.toFixed(0)} ms, heap +${(most / 1024 ** 2).toFixed(0)} MB, ${queries} queries`,
    )
  }
}
