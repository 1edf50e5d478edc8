import type { PoolClient } from 'pg'
import { pool } from '../../src/pool.ts'

/**
 * While the demonstration loads, no commit waits for the disk (a load that is cut short begins again from nothing) and no prepared statement is
 * planned anew for its values. This holds for these connections, and until the end.
 */
export async function inAHurry<T>(run: () => Promise<T>): Promise<T> {
  const hurry = (connection: PoolClient) => connection.query('set synchronous_commit = off; set plan_cache_mode = force_generic_plan')
  const options = pool.options as { onConnect?: (connection: PoolClient) => unknown }
  await withEveryConnection(hurry)
  options.onConnect = hurry
  try {
    return await run()
  } finally {
    options.onConnect = undefined
    await withEveryConnection((connection) => connection.query('reset synchronous_commit; reset plan_cache_mode'))
  }
}

/** Tells PostgreSQL how large its tables have become: what it has planned for empty ones reads them from end to end. */
export const countRows = () => pool.query('analyze')

async function withEveryConnection(run: (connection: PoolClient) => Promise<unknown>) {
  const connections = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
  await Promise.all(connections.map(run))
  for (const connection of connections) connection.release()
}
