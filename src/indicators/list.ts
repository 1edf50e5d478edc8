import { z } from 'zod'
import { dayOf } from '../clock.ts'
import { chosenId, chosenOf, communeFilter, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { capital, date, indicatorKindShort, indicatorStateWords, periodKindWords, placeOf } from '../words.ts'
import { stateOf } from './indicator.ts'

export const whose = { everybody: 'Danh mục chung', own: 'Chỉ tiêu riêng của xã' }

const reportedBy = { month: periodKindWords.month, quarter: periodKindWords.quarter, year: periodKindWords.year }

const filters = z.object({
  ...{ is: chosenOf(indicatorStateWords), whose: chosenOf(whose), period: chosenOf(periodKindWords), group: searched, commune: chosenId },
  ...{ q: searched, sort: sortedBy(['position', 'code', 'name', 'from']), order: ordered, ...paging },
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
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  const communes = seen.flatMap(({ communeId, commune }) => (communeId && commune ? [[communeId, placeOf(commune.name)] as const] : []))
  return {
    ...{ title: 'Danh mục chỉ tiêu', chosen: { ...chosen, order }, ...pages },
    waiting: wanted.filter(({ is }) => is === 'proposed').length,
    filters: [
      { name: 'is', label: 'Tình trạng', words: indicatorStateWords },
      { name: 'whose', label: 'Của ai', words: whose },
      { name: 'group', label: 'Nhóm', words: Object.fromEntries(seen.map(({ group }) => [group, group])) },
      { name: 'period', label: 'Trong báo cáo', words: reportedBy },
      ...communeFilter([...new Map(communes)].map(([id, name]) => ({ id, name }))),
    ],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Chỉ tiêu', sort: 'name', value: ({ name }) => name },
      { title: 'Đơn vị tính', within: true, value: ({ unit }) => unit },
      { title: 'Mã', sort: 'code', value: ({ code }) => code },
      { title: 'Nhóm', value: ({ commune, group }) => (commune ? capital(placeOf(commune.name)) : group) },
      { title: 'Trong báo cáo', value: ({ periods }) => periods.map((period) => periodKindWords[period].toLowerCase()).join(', ') },
      { title: 'Cách tính', value: ({ kind }) => indicatorKindShort[kind] },
      { title: 'Áp dụng', sort: 'from', value: ({ from, to }) => `từ ${date(from)}${to ? ` đến ${date(to)}` : ''}` },
      { title: 'Từ ngày', type: 'day', within: true, value: ({ from }) => from },
      { title: 'Đến ngày', type: 'day', within: true, value: ({ to }) => to },
      { title: 'Tình trạng', value: ({ is }) => indicatorStateWords[is] },
    ]),
  }
}
