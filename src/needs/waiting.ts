import { dayOf, daysBetween } from '../clock.ts'
import type { Asked } from '../desk/asked.ts'
import type { Looking } from '../nouns/noun.ts'
import { placeOf, priorityWords } from '../words.ts'
import { answersNow, fateOf, itemsFor } from './need.ts'

/** What a unit has neither taken into a plan nor declined: asked of it, or of every unit of the commune. */
export async function needsWaiting({ db, actor, at }: Looking): Promise<Asked[]> {
  const { agencyId, helps } = actor
  const needs = await db.need.findMany({
    where: { status: 'proposed', communeId: { in: helps }, OR: [{ unitId: agencyId }, { unitId: null }] },
    include: { commune: true, proposer: true, answers: true },
    orderBy: [{ priority: 'asc' }, { proposedAt: 'asc' }, { id: 'asc' }],
  })
  const items = await itemsFor(
    db,
    needs.map(({ id }) => id),
  )
  return needs
    .filter((need) => fateOf({ ...need, items: items.filter(({ needId }) => needId === need.id) }) === 'proposed')
    .filter((need) => !answersNow(need).some(({ unitId }) => unitId === agencyId))
    .map(({ id, what, priority, neededBy, commune, proposer, proposedAt }) => ({
      ...{ href: `/needs/${id}`, title: what, label: 'Xem, trả lời' },
      note: `${proposer.name} đề xuất cho ${placeOf(commune.name)}. ${priorityWords[priority]}; cần: ${neededBy}.`,
      days: { before: 'đã chờ', n: daysBetween(dayOf(proposedAt), dayOf(at)) },
    }))
}
