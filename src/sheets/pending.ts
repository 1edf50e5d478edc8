import { v7 } from 'uuid'
import { pool } from '../pool.ts'
import type { Grid, Problem } from './grid.ts'

/**
 * A table that somebody has brought: kept for a day, so that it is written as it was shown, and so that a page can say how far a long one is. A
 * table of the mechanism: nothing here is business, and nobody but who brought it sees it.
 */
export type Pending = { id: string; stage: Stage; done: number; total: number; outcome: Outcome | null; once: string | null; idle: number }
type Stage = 'reading' | 'read' | 'writing' | 'written'

/** What was found in it: what would be written, or why nothing will be. */
export type Outcome =
  | { fresh: number; same: number; heads: string[]; sample: string[][]; effect: string[] }
  | { problems: Problem[]; wrong: number }
  | { refused: string; status: number }

export async function keep(userId: string, path: string, grid: Grid): Promise<string> {
  const id = v7()
  await pool.query(
    `insert into pending_table (id, user_id, path, grid, stage, expires) values ($1, $2, $3, $4, 'reading', now() + interval '1 day')`,
    [id, userId, path, JSON.stringify(grid)],
  )
  return id
}

/** With the seconds since somebody worked on it. */
export async function find(id: string, userId: string, path: string): Promise<Pending | undefined> {
  const { rows } = await pool.query<Pending>(
    `select id, stage, done, jsonb_array_length(grid) as total, outcome, once, extract(epoch from now() - touched_at)::float as idle
     from pending_table where id = $1 and user_id = $2 and path = $3 and expires > now()`,
    [id, userId, path],
  )
  return rows[0]
}

/** That it has been read, or written: and what came of it. */
export async function settled(id: string, stage: 'read' | 'written', outcome: Outcome | null) {
  await pool.query(`update pending_table set stage = $2, outcome = $3, touched_at = now() where id = $1`, [
    id,
    stage,
    outcome && JSON.stringify(outcome),
  ])
}

/** One press writes it, and has it; whoever presses at the same time finds it taken. */
export async function claim(id: string, once: string): Promise<Grid | undefined> {
  const { rows } = await pool.query<{ grid: Grid }>(
    `update pending_table set stage = 'writing', done = 0, once = $2, touched_at = now() where id = $1 and stage = 'read' returning grid`,
    [id, once],
  )
  return rows[0]?.grid
}

/** So many lines at once are read before anybody else is served, and before the page that waits is told. */
const stride = 500

/** Tells how far it is, now and then. */
export const progressOf = (id: string) => async (done: number) => {
  if (done % stride === 0) await pool.query(`update pending_table set done = $2, touched_at = now() where id = $1`, [id, done])
}
