import { z } from 'zod'
import type { Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, finds, ordered, pageAt, paged, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { areaWords, petitionWords, placeOf } from '../words.ts'
import { stageOf } from './petition.ts'

const ways = { in: 'Cơ quan tôi giải quyết', out: 'Cơ quan tôi kiến nghị' }
const filters = z.object({
  ...{ is: chosenOf(petitionWords), way: chosenOf(ways), area: chosenOf(areaWords), commune: chosenId, q: searched },
  ...{ sort: sortedBy(['due', 'sent']), order: ordered, page: paged },
})

/** The petitions in this reader's sight: what waits for an answer first, by its day. */
export async function listOf({ db, actor, at }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'due' ? 'asc' : 'desc')
  const where: Prisma.PetitionWhereInput = {
    ...(chosen.area && { area: chosen.area }),
    ...(chosen.commune && { communeId: chosen.commune }),
    ...(chosen.way && { [chosen.way === 'in' ? 'holderId' : 'petitionerId']: actor.agencyId }),
  }
  const thin = await db.petition.findMany({
    where,
    select: thinColumns,
    orderBy: [{ due: { dueOn: order }, sent: { sentAt: order } }[chosen.sort], { id: 'asc' }],
  })
  const found = finds(chosen.q)
  const wanted = thin
    .map((petition) => ({ ...petition, is: stageOf(petition, at) }))
    .filter(
      ({ is, subject, petitioner, holder, commune }) =>
        (!chosen.is || chosen.is === is) && found(subject, petitioner.name, holder.name, commune?.name),
    )
  const waits = ({ is }: { is: string }) => is === 'overdue' || is === 'sent' || is === 'received'
  const sorted = chosen.sort === 'due' ? [...wanted.filter(waits), ...wanted.filter((one) => !waits(one))] : wanted
  const { rows, ...pages } = pageAt(sorted.length, chosen.page)
  const communes = await db.petition.findMany({
    where: { communeId: { not: null } },
    select: { commune: true },
    distinct: ['communeId'],
    orderBy: { commune: { name: 'asc' } },
  })
  return {
    ...{ title: 'Kiến nghị', chosen: { ...chosen, order }, ...pages, ways },
    waiting: wanted.filter(waits).length,
    overdue: wanted.filter(({ is }) => is === 'overdue').length,
    communes: communes.flatMap(({ commune }) => (commune ? [{ id: commune.id, name: placeOf(commune.name) }] : [])),
    rows: sorted.slice(rows.skip, rows.skip + rows.take),
  }
}

const thinColumns = {
  ...{ id: true, subject: true, area: true, status: true, dueOn: true, heldSince: true, sentAt: true },
  ...{ petitioner: { select: { name: true } }, holder: { select: { name: true } }, commune: { select: { name: true } } },
} satisfies Prisma.PetitionSelect
