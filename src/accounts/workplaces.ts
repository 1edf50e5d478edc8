import type { Db } from '../db.ts'

/** Where people work on a day, by the agency of their account: there, or in what it has gone into; the same rule as at sign-in (`accountOf`). */
export async function workplacesOn(db: Pick<Db, 'agencySuccession'>, day: Date): Promise<(agencyId: string) => string> {
  const successions = await db.agencySuccession.findMany({ where: { on: { lte: day } } })
  const byOld = Map.groupBy(successions, ({ predecessorId }) => predecessorId)
  const placeOf = (agencyId: string): string => {
    const [next, other] = byOld.get(agencyId) ?? []
    return next && !other ? placeOf(next.successorId) : agencyId
  }
  return placeOf
}
