import { dayOf, daysBetween } from '../clock.ts'
import type { Asked } from '../desk/asked.ts'
import type { Looking } from '../nouns/noun.ts'
import { shortened } from '../words.ts'
import { partiesToObjection } from './objection.ts'

/** What units have said against their scores and nobody has answered yet, the oldest first. */
export async function objectionsToAnswer({ db, actor, at }: Looking): Promise<Asked[]> {
  const raised = await db.scoreObjection.findMany({
    where: { status: 'raised' },
    include: { unit: { include: { roles: true } }, scoring: true },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  return raised
    .filter((one) => partiesToObjection(actor, one).some((party) => party !== 'unit'))
    .map(({ id, unit, scoring, text, at: since }) => ({
      ...{ href: `/score-objections/${id}`, title: `${unit.name}: ý kiến về điểm năm ${scoring.year}`, label: 'Trả lời' },
      ...{ note: shortened(text, 160), days: { before: 'đã chờ', n: daysBetween(dayOf(since), dayOf(at)) } },
    }))
}
