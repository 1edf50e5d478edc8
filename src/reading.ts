import { dayOf } from './clock.ts'
import type { Actor } from './policy.ts'
import { pool } from './pool.ts'

/**
 * Who opened which filing, apart from the events: opening changes nothing, so it is no act. One statement, whatever has been written before:
 * of each person and day the first time is kept. Nothing of an agency's own people.
 */
export async function noteReading(actor: Actor, filing: { id: string; agencyId: string }, at: Date) {
  if (isOwn(actor, filing)) return
  await pool.query(
    `insert into filing_reading (filing_id, user_id, day, at, person, agency_id, agency) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [filing.id, actor.id, dayOf(at), at, actor.name, actor.agencyId, actor.agencyName],
  )
}

export const isOwn = ({ agencyId, predecessors }: Actor, filing: { agencyId: string }) =>
  [agencyId, ...predecessors].includes(filing.agencyId)
