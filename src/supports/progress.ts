import type { Db } from '../db.ts'
import { bothOf } from './counting.ts'

/** How far each item of a plan is carried out: what was declared for it, and what its commune has received. */
export async function progressOf(db: Db, filingId: string) {
  const supports = await db.support.findMany({
    where: { filingId, status: { not: 'cancelled' } },
    orderBy: [{ from: 'asc' }, { id: 'asc' }],
  })
  const byItem = Object.groupBy(supports, ({ itemKey }) => itemKey ?? '')
  return new Map(Object.entries(byItem).map(([key, theirs = []]) => [key, { ...bothOf(theirs), supports: theirs }]))
}
