import type { Db } from '../db.ts'
import type { Actor } from '../policy.ts'
import type { Party } from '../workflow.ts'

/** A unit helps a commune by a decision. */
export function loadAssignment(db: Pick<Db, 'assignment'>, id: string) {
  return db.assignment.findUniqueOrThrow({ where: { id }, include: { unit: true, commune: true } })
}

/** Of an assignment, and of what was given under one: the unit, the commune (or what it has become), its district, also after its end; planning and province oversee. */
export function partiesToAssignment(
  { agencyId, predecessors, roles, oversees }: Actor,
  row: { unitId: string; communeId: string },
): Party[] {
  const is = {
    unit: row.unitId === agencyId,
    commune: [agencyId, ...predecessors].includes(row.communeId) && roles.includes('commune'),
    district: oversees.includes(row.communeId) && roles.includes('district'),
    planning: roles.includes('planning'),
    province: roles.includes('province'),
  }
  return (Object.keys(is) as (keyof typeof is)[]).filter((party) => is[party])
}
