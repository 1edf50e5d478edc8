import { dayOf, inForceOn } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import type { Looking, Stem } from './noun.ts'

/** The communes that a reader may begin something for: their own, or those of their district; while a unit helps them. */
export async function helpedCommunes({ db, actor, at }: Looking): Promise<Stem[]> {
  const own = actor.roles.includes('commune') ? [actor.agencyId] : []
  const helped = await db.assignment.findMany({
    where: { communeId: { in: [...own, ...actor.oversees] }, ...inForceOn(dayOf(at)) },
    include: { commune: true },
    orderBy: { commune: { name: 'asc' } },
    distinct: ['communeId'],
  })
  return helped.map(({ commune: { id, name } }) => ({ id, name }))
}

/** The units that help a commune on that day, by name. */
export async function unitsOf(db: Pick<Db | Tx, 'assignment'>, communeId: string, at: Date): Promise<Stem[]> {
  const assignments = await db.assignment.findMany({
    where: { communeId, ...inForceOn(dayOf(at)) },
    include: { unit: true },
    orderBy: { unit: { name: 'asc' } },
    distinct: ['unitId'],
  })
  return assignments.map(({ unit: { id, name } }) => ({ id, name }))
}

/** For a list to choose from. */
export const named = (stems: readonly Stem[]) => Object.fromEntries(stems.map(({ id, name }) => [id, name]))
