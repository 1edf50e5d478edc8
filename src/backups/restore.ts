import pg from 'pg'
import { applied, aside, migrate, names } from '../../prisma/migrate.ts'
import { keepStream } from '../attachments/store.ts'
import { number } from '../words.ts'
import { type Archive, check, fileEntry, openArchive, tableEntry } from './archive.ts'
import { alike, copyIn, hashOf, quoted, type Table, tablesOf, unguarded } from './tables.ts'

/**
 * A backup into a database that holds nothing, or in the place of what it holds. The archive is read through before anything is touched. What
 * stood before is put aside as a schema and goes with the commit that ends the loading: until then it is put back, also by the next call
 * where a process was killed. Two transactions, because before version 17 PostgreSQL lets nobody use a value that an enum was given in the same one.
 */
export async function restore(url: string, file: string, { replace, say }: { replace: boolean; say: (sentence: string) => void }) {
  const archive = await openArchive(file)
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    const { manifest, refuse } = archive
    const newer = manifest.migrations.filter((name) => !names().includes(name))
    if (newer.length) throw refuse(`bản sao lưu do phiên bản mới hơn của cổng lập (có bước cập nhật ${newer.join(', ')})`)
    say(
      `Đang kiểm tra bản sao lưu lập lúc ${manifest.madeAt}: ${number(manifest.tables.length)} bảng, ${number(manifest.files.length)} tài liệu`,
    )
    await check(archive)
    await client.connect()
    await client.query('select pg_advisory_lock(253)') // a portal that starts meanwhile waits, and then finds all of it
    const before = await putAside(client, archive, replace)
    try {
      await client.query(`begin; ${alike}`)
      await load(client, archive, say)
      await migrate(client)
      await dropBefore(client, before, archive)
      // Contents stand under their hashes: those that were there stay, and those of a restoring that failed are swept.
      for (const [n, { sha256 }] of manifest.files.entries()) {
        await keepStream(sha256, await archive.stream(fileEntry(sha256)))
        if ((n + 1) % 100 === 0 || n + 1 === manifest.files.length) say(`Tài liệu ${number(n + 1)}/${number(manifest.files.length)}`)
      }
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      await putBack(client)
      throw error
    }
    return manifest
  } finally {
    await client.end()
    archive.close()
  }
}

/** Answers which tables stood there. Refused where anybody is connected, where the tables are not the portal's, and where they hold something. */
async function putAside(client: pg.Client, { manifest, refuse }: Archive, replace: boolean) {
  await putBack(client) // what a killed process has left
  const { rows: others } = await client.query(
    `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
     and usesysid is not null and coalesce(backend_type, 'client backend') = 'client backend'`,
  )
  if (others.length) throw refuse(`cơ sở dữ liệu còn ${others.length} kết nối khác, có thể là cổng đang chạy. Hãy dừng cổng rồi làm lại`)
  const there = (await tablesOf(client)).map(({ name }) => name)
  if (there.length && !(await applied(client)).length) throw refuse(strangers)
  const holding = there.filter((name) => ['agency', 'user', 'event', 'filing'].includes(name))
  const { rows } = await client.query(
    `select ${holding.map((name) => `exists (select from ${quoted(name)})`).join(' or ') || 'false'} as used`,
  )
  if (rows[0].used && !replace)
    throw refuse('cơ sở dữ liệu đã có dữ liệu. Muốn thay toàn bộ dữ liệu đang có bằng bản sao lưu thì thêm --replace')
  await client.query('begin')
  try {
    await client.query(`alter schema public rename to ${aside}; create schema public; grant usage on schema public to public`)
    await migrate(client, manifest.migrations)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const denied = (error as { code?: string }).code === '42501'
    throw denied ? refuse('tài khoản trong DATABASE_URL không phải là chủ của cơ sở dữ liệu (alter database … owner to …)') : error
  }
  return there
}

const strangers = 'cơ sở dữ liệu có bảng không phải của cổng. Hãy dùng một cơ sở dữ liệu riêng, trống'

async function putBack(client: pg.Client) {
  const { rowCount } = await client.query('select from pg_namespace where nspname = $1', [aside])
  if (rowCount) await client.query(`begin; drop schema public cascade; alter schema ${aside} rename to public; commit`)
}

/** Only what is the portal's is ever dropped. What waited to be mailed refers to rows that are gone; pg-boss makes its schema anew. */
async function dropBefore(client: pg.Client, before: string[], { refuse }: Archive) {
  const ours = (await tablesOf(client)).map(({ name }) => name)
  const theirs = before.filter((name) => !ours.includes(name) && name !== 'demonstration_load')
  if (theirs.length) throw refuse(`${strangers} (${theirs.join(', ')})`)
  await client.query(`drop schema ${aside} cascade`)
  const { rows: jobs } = await client.query(`select to_regclass('jobs.version') is not null as there`)
  if (jobs[0].there) await client.query('drop schema jobs cascade')
}

async function load(client: pg.Client, { manifest, stream, refuse }: Archive, say: (sentence: string) => void) {
  const tables = new Map((await tablesOf(client)).map((table) => [table.name, table]))
  const shape = ({ name, columns }: Pick<Table, 'name' | 'columns'>) => `${name} ${columns.join(' ')}`
  const wanted = manifest.tables.map(shape).sort().join('\n')
  if ([...tables.values()].map(shape).sort().join('\n') !== wanted) throw refuse('cấu trúc bảng trong bản sao lưu không phải là của cổng')
  await unguarded(client, [...tables.values()], async () => {
    for (const [n, { name, columns, rows }] of manifest.tables.entries()) {
      await copyIn(client, { name, columns }, await stream(tableEntry(name)))
      say(`Bảng ${n + 1}/${manifest.tables.length}: ${name}, ${number(rows)} dòng`)
    }
  })
  for (const { name, last } of manifest.sequences) if (last) await client.query('select setval($1::regclass, $2)', [quoted(name), last])
  say('Đang đối chiếu dữ liệu đã nạp với bản sao lưu')
  for (const { name, sha256 } of manifest.tables) {
    const table = tables.get(name)
    if (!table || (await hashOf(client, table)) !== sha256) throw refuse(`bảng ${name} sau khi nạp không giống trong bản sao lưu`)
  }
}
