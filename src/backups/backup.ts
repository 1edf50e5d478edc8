import { resolve } from 'node:path'
import pg from 'pg'
import { applied } from '../../prisma/migrate.ts'
import { keepingFiles } from '../attachments/keeping.ts'
import { retrieve } from '../attachments/store.ts'
import { CannotStart } from '../cannot-start.ts'
import { number } from '../words.ts'
import { fileEntry, tableEntry, writeArchive } from './archive.ts'
import { alike, copyOut, tablesOf } from './tables.ts'

/** The whole portal in one archive, as it stood at one instant, whoever writes meanwhile. */
export async function backUp(url: string, file: string, say: (sentence: string) => void) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // a lost connection also fails the query under way
  await client.connect()
  try {
    await client.query('select pg_advisory_lock_shared($1)', [keepingFiles])
    await client.query(`begin isolation level repeatable read read only; ${alike}`)
    const { rows: state } = await client.query(
      `select to_regclass('_prisma_migrations') is null as empty, to_regclass('demonstration_load') is not null as loading`,
    )
    if (state[0].empty) throw new CannotStart('Cơ sở dữ liệu chưa có gì của cổng, không có gì để sao lưu.')
    if (state[0].loading) throw new CannotStart('Dữ liệu minh hoạ đang được nạp hoặc nạp dở. Hãy khởi động cổng cho nạp xong rồi sao lưu.')
    const missing: string[] = []
    const { tables, files } = await writeArchive(resolve(file), async (add) => {
      const tables = []
      const found = await tablesOf(client)
      for (const [n, table] of found.entries()) {
        const rows = copyOut(client, table)
        const { sha256 } = await add(tableEntry(table.name), rows, { compress: true })
        tables.push({ name: table.name, columns: table.columns, rows: rows.rowCount, sha256 })
        say(`Bảng ${n + 1}/${found.length}: ${table.name}, ${number(rows.rowCount)} dòng`)
      }
      // A sequence knows no snapshot: asked after it, it stands at or behind whatever the snapshot holds.
      const { rows: sequences } = await client.query<{ name: string; last: string | null }>(
        `select sequencename::text as name, last_value::text as last from pg_sequences where schemaname = 'public' order by 1`,
      )
      const { rows: keys } = await client.query<{ sha256: string }>('select distinct sha256 from attachment order by 1')
      const files = []
      for (const [n, { sha256: key }] of keys.entries()) {
        const content = await retrieve(key).catch(() => undefined)
        if (!content) missing.push(key)
        else {
          const { sha256, size } = await add(fileEntry(key), content, { compress: false })
          if (sha256 !== key)
            throw new CannotStart(`Tệp ${key} trong kho không khớp mã kiểm tra. Hãy chạy npm run verify để biết tệp nào bị hỏng.`)
          files.push({ sha256, size })
        }
        if ((n + 1) % 100 === 0 || n + 1 === keys.length) say(`Tài liệu ${number(n + 1)}/${number(keys.length)}`)
      }
      return { madeAt: new Date().toISOString(), migrations: await applied(client), tables, sequences, files }
    })
    return { tables, files, missing }
  } finally {
    await client.end() // its lock and its snapshot with it
  }
}
