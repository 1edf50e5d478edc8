import { z } from 'zod'
import { dayOf } from '../clock.ts'
import { chosenId, chosenOf, finds, ordered, pageAt, paged, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { indicatorStateWords, periodKindWords, placeOf } from '../words.ts'
import { stateOf } from './indicator.ts'

export const whose = { everybody: 'Danh mục chung', own: 'Chỉ tiêu riêng của xã' }

const filters = z.object({
  ...{ is: chosenOf(indicatorStateWords), whose: chosenOf(whose), period: chosenOf(periodKindWords), group: searched, commune: chosenId },
  ...{ q: searched, sort: sortedBy(['position', 'code', 'name', 'from']), order: ordered, page: paged },
})

/** The catalogue, and the figures that communes keep for themselves: all lines, also those that are no longer asked for. */
export async function listOf({ db, actor, at }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? 'asc'
  const lines = await db.indicator.findMany({
    include: { commune: { select: { name: true } } },
    orderBy: [{ [chosen.sort]: order }, { position: 'asc' }, { from: 'asc' }, { id: 'asc' }],
  })
  const { agencyId, roles, helps, oversees } = actor
  const all = roles.includes('planning') || roles.includes('province')
  const seen = lines.filter(({ communeId }) => !communeId || all || [agencyId, ...helps, ...oversees].includes(communeId))
  const found = finds(chosen.q)
  const wanted = seen
    .map((line) => ({ ...line, is: stateOf(line, dayOf(at)) }))
    .filter(({ is }) => !chosen.is || is === chosen.is)
    .filter(({ communeId }) => !chosen.whose || (chosen.whose === 'own') === Boolean(communeId))
    .filter(({ periods }) => !chosen.period || periods.includes(chosen.period))
    .filter(({ group, communeId }) => (!chosen.group || group === chosen.group) && (!chosen.commune || communeId === chosen.commune))
    .filter(({ code, name, unit, commune }) => found(code, name, unit, commune?.name))
  const { rows, ...pages } = pageAt(wanted.length, chosen.page)
  const communes = seen.flatMap(({ communeId, commune }) => (communeId && commune ? [[communeId, placeOf(commune.name)]] : []))
  return {
    ...{ title: 'Danh mục chỉ tiêu', chosen: { ...chosen, order }, ...pages, whose },
    waiting: wanted.filter(({ is }) => is === 'proposed').length,
    groups: Object.fromEntries(seen.map(({ group }) => [group, group])),
    communes: Object.fromEntries(communes),
    rows: wanted.slice(rows.skip, rows.skip + rows.take),
  }
}
