import { z } from 'zod'
import type { Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, finds, ordered, pageAt, paged, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { areaWords, fateWords, placeOf, priorityWords } from '../words.ts'
import { fateOf, itemsFor } from './need.ts'

const filters = z.object({
  ...{ is: chosenOf(fateWords), area: chosenOf(areaWords), priority: chosenOf(priorityWords), commune: chosenId, q: searched },
  ...{ sort: sortedBy(['proposed', 'commune', 'priority']), order: ordered, page: paged },
})

/** The needs in this reader's sight. All are read thin, so that what became of each is asked of one function; one page is read whole. */
export async function listOf({ db }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'proposed' ? 'desc' : 'asc')
  const orderBy = { proposed: { proposedAt: order }, commune: { commune: { name: order } }, priority: { priority: order } }[chosen.sort]
  const where: Prisma.NeedWhereInput = {
    ...(chosen.area && { area: chosen.area }),
    ...(chosen.priority && { priority: chosen.priority }),
    ...(chosen.commune && { communeId: chosen.commune }),
  }
  const thin = await db.need.findMany({ where, select: thinColumns, orderBy: [orderBy, { proposedAt: 'desc' }, { id: 'asc' }] })
  const items = await itemsFor(
    db,
    thin.map(({ id }) => id),
  )
  const found = finds(chosen.q)
  const wanted = thin
    .map((need) => ({ ...need, is: fateOf({ ...need, items: items.filter(({ needId }) => needId === need.id) }) }))
    .filter(({ is, what, whom, commune, unit }) => (!chosen.is || chosen.is === is) && found(what, whom, commune.name, unit?.name))
  const { rows, ...pages } = pageAt(wanted.length, chosen.page)
  const communes = await db.need.findMany({ select: { commune: true }, distinct: ['communeId'], orderBy: { commune: { name: 'asc' } } })
  return {
    ...{ title: 'Đề xuất, nhu cầu', chosen: { ...chosen, order }, ...pages },
    waiting: wanted.filter(({ is }) => is === 'proposed').length,
    communes: communes.map(({ commune: { id, name } }) => ({ id, name: placeOf(name) })),
    rows: wanted.slice(rows.skip, rows.skip + rows.take),
  }
}

const thinColumns = {
  ...{ id: true, what: true, whom: true, area: true, priority: true, neededBy: true, status: true, proposedAt: true },
  ...{ commune: { select: { name: true } }, proposer: { select: { name: true } }, unit: { select: { name: true } } },
} satisfies Prisma.NeedSelect
