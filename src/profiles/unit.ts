import { dayOf } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { titleOf } from '../filings/filing.ts'
import { kindOf } from '../filings/kinds.ts'
import { hrefOf } from '../filings/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { withFilings } from '../obligations/obligation.ts'
import { isOwn } from '../reading.ts'
import { latestScore } from '../scores/show.ts'
import { standingMark } from '../words.ts'
import { kin, plansOf, supportsOf } from './commune.ts'

/** A unit and its communes, as this reader may see it: the unit itself, its communes, their districts, planning and province. */
export async function unitProfile({ db, actor, at }: Looking, id: string) {
  const unit = await db.agency.findUniqueOrThrow({ where: { id }, include: kin })
  const assignments = await db.assignment.findMany({
    where: { unitId: id },
    include: { commune: { include: { parents: { include: { parent: true }, orderBy: { from: 'desc' } } } } },
    orderBy: [{ commune: { name: 'asc' } }, { from: 'desc' }],
  })
  if (!assignments.length) throw new Refusal(404)
  const supports = await db.support.findMany({ where: { unitId: id, status: { not: 'cancelled' } } })
  const owed = await db.obligation.findMany({
    where: { kind: 'unitReport', agencyId: id, withdrawnAt: null, opensOn: { lte: dayOf(at) } },
    include: withFilings,
    orderBy: [{ dueAt: 'desc' }, { id: 'asc' }],
  })
  const today = dayOf(at)
  return {
    title: unit.name,
    unit,
    assignments: assignments.map((row) => ({
      ...row,
      district: row.commune.parents[0]?.parent.name ?? '',
      ended: row.to !== null && row.to < today,
    })),
    plans: await plansOf(db, { agencyId: id }, today),
    supports: supportsOf(supports),
    score: await latestScore({ db, actor, at }, id),
    reports: owed.map((one) => {
      const filing = one.filings.find(({ firstSentAt }) => firstSentAt)
      const mine = isOwn(actor, { agencyId: id })
      const readable = mine || actor.roles.some((role) => role !== 'unit' && role !== 'commune')
      const href = filing && readable ? hrefOf(kindOf(filing.kind), actor, filing.id, mine) : undefined
      return { title: titleOf(one), mark: standingMark(one, at), href }
    }),
  }
}
