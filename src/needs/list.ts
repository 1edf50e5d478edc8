import { z } from 'zod'
import type { Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, communeFilter, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { areaWords, capital, fateWords, placeOf, priorityWords } from '../words.ts'
import { fateOf, itemsFor } from './need.ts'

const filters = z.object({
  ...{ is: chosenOf(fateWords), area: chosenOf(areaWords), priority: chosenOf(priorityWords), commune: chosenId, q: searched },
  ...{ sort: sortedBy(['proposed', 'commune', 'priority']), order: ordered, ...paging },
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
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  const communes = await db.need.findMany({ select: { commune: true }, distinct: ['communeId'], orderBy: { commune: { name: 'asc' } } })
  return {
    ...{ title: 'Đề xuất, nhu cầu', chosen: { ...chosen, order }, ...pages },
    waiting: wanted.filter(({ is }) => is === 'proposed').length,
    filters: [
      { name: 'is', label: 'Tình trạng', words: fateWords },
      { name: 'area', label: 'Lĩnh vực', words: areaWords },
      { name: 'priority', label: 'Mức độ', words: priorityWords },
      ...communeFilter(communes.map(({ commune: { id, name } }) => ({ id, name: placeOf(name) }))),
    ],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Nội dung', value: ({ what }) => what },
      { title: 'Lĩnh vực', within: true, value: ({ area }) => areaWords[area] },
      { title: 'Ai cần', within: true, value: ({ whom }) => whom },
      { title: 'Xã', sort: 'commune', value: ({ commune }) => capital(placeOf(commune.name)) },
      { title: 'Đơn vị', value: ({ unit }) => unit?.name ?? 'chưa chỉ định' },
      { title: 'Mức độ', sort: 'priority', value: ({ priority }) => priorityWords[priority] },
      { title: 'Cần khi nào', value: ({ neededBy }) => neededBy },
      { title: 'Tình trạng', value: ({ is }) => fateWords[is] },
      { title: 'Đề xuất ngày', type: 'moment', sort: 'proposed', value: ({ proposedAt }) => proposedAt },
    ]),
  }
}

const thinColumns = {
  ...{ id: true, what: true, whom: true, area: true, priority: true, neededBy: true, status: true, proposedAt: true },
  ...{ commune: { select: { name: true } }, proposer: { select: { name: true } }, unit: { select: { name: true } } },
} satisfies Prisma.NeedSelect
