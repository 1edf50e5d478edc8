import { dayOf } from '../clock.ts'
import type { Db } from '../db.ts'
import { unitsOf } from '../nouns/communes.ts'
import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import type { Actor } from '../policy.ts'
import { date, fateWords, list, placeOf } from '../words.ts'
import { listOf } from './list.ts'
import { answersNow, fateOf, type Need, need } from './need.ts'

export const needs = nounRoutes(need, { list: listOf, page })

async function page({ db, actor, at }: Looking, row: Need) {
  const supports = await supportsFor(db, row.items)
  const units = row.unit ? [row.unit] : await unitsOf(db, row.communeId, at)
  const answers = answersNow(row)
  const silent = units.filter(({ id }) => !answers.some(({ unitId }) => unitId === id))
  const is = fateOf(row)
  return {
    title: row.what,
    caption: `Đề xuất của ${row.proposer.name}${row.proposerId === row.communeId ? '' : ` cho ${placeOf(row.commune.name)}`}, ngày ${date(dayOf(row.proposedAt))}`,
    lead: `${fateWords[is]}${is === 'proposed' && silent.length ? `: ${list(silent.map(({ name }) => name))}` : ''}.`,
    ...{ is, answers, units, supports, plan: is === 'proposed' ? await planFor(db, actor, row) : undefined },
  }
}

/** What was done for the items of plans that took it in, and whether the commune has confirmed it. */
function supportsFor(db: Db, items: Need['items']) {
  const carriedOut = items.map(({ filingId, key }) => ({ filingId, itemKey: key }))
  return db.support.findMany({ where: { OR: carriedOut, status: { not: 'cancelled' } }, orderBy: [{ from: 'asc' }, { id: 'asc' }] })
}

/** The unit's newest plan for the commune, to take the need into. */
async function planFor(db: Db, { agencyId, helps }: Actor, { communeId, unitId }: Need) {
  if (!helps.includes(communeId) || (unitId ?? agencyId) !== agencyId) return undefined
  const [plan] = await db.filing.findMany({
    where: { kind: 'plan', agencyId, OR: [{ assignment: { communeId } }, { covers: { some: { communeId } } }] },
    orderBy: [{ period: { year: 'desc' } }, { id: 'desc' }],
    take: 1,
  })
  return { href: plan ? `/plans/${plan.id}/add-items` : '/plans' }
}
