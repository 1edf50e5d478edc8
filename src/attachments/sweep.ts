import { pool } from '../pool.ts'
import { keepingFiles } from './keeping.ts'
import { discard, keptBefore } from './store.ts'

/**
 * Deletes contents that no row names: of an upload cut short, of a file taken out of a draft that was never sent. Whoever is adding a file
 * has written its row before its content: the lock waits for that row, or makes it wait until the sweeping is over.
 */
export async function sweep() {
  const old = await keptBefore(Date.now() - 3_600_000)
  if (!old.length || !(await pool.query(orphans, [old])).rowCount) return
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows: free } = await client.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [keepingFiles])
    if (!free[0]?.got) return // a backup is reading them: next hour
    await client.query('lock table attachment in share mode')
    const { rows } = await client.query<{ key: string }>(orphans, [old])
    for (const { key } of rows) await discard(key)
  } finally {
    await client.query('rollback') // nothing was written: only the lock ends
    client.release()
  }
}

const orphans = `select key from unnest($1::text[]) as key where not exists (select from attachment where sha256 = key)`
