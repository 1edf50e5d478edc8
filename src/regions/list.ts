import { z } from 'zod'
import { dayOf, inForceOn } from '../clock.ts'
import { chosenId, chosenOf, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { capital, placeOf, regionWords } from '../words.ts'
import { spansOf } from './region.ts'

const states = { inForce: 'Đang hiệu lực', past: 'Đã thay bằng quyết định sau', later: 'Chưa đến ngày', removed: 'Đã bỏ' }
const helping = { helped: 'Có đơn vị giúp', alone: 'Chưa có đơn vị giúp' }

const filters = z.object({
  ...{ region: chosenOf(regionWords), district: chosenId, is: chosenOf(states), help: chosenOf(helping), q: searched },
  ...{ sort: sortedBy(['commune', 'region', 'from']), order: ordered, ...paging },
})

/** In which region each commune is today and was before, and whether a unit helps it. Some hundred rows, judged in memory. */
export async function listOf({ db, at }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const [today, order] = [dayOf(at), chosen.order ?? 'asc']
  const rows = await db.communeRegion.findMany({
    include: {
      commune: { include: { codes: { orderBy: { from: 'desc' } }, parents: { include: { parent: true }, orderBy: { from: 'desc' } } } },
    },
    orderBy: [{ commune: { name: 'asc' } }, { from: 'asc' }, { id: 'asc' }],
  })
  const helped = new Set(
    (await db.assignment.findMany({ where: inForceOn(today), select: { communeId: true } })).map((one) => one.communeId),
  )
  const spans = [
    ...spansOf(rows.filter(({ status }) => status === 'kept')),
    ...rows.filter(({ status }) => status === 'removed').map((row) => ({ ...row, to: null })),
  ].map((row) => {
    const parent = row.commune.parents[0]?.parent
    const is: keyof typeof states = row.status === 'removed' ? 'removed' : row.from > today ? 'later' : row.to && row.to < today ? 'past' : 'inForce' // biome-ignore format: one line
    return { ...row, is, parent, help: helped.has(row.communeId) ? ('helped' as const) : ('alone' as const) }
  })
  const current = spans.filter(({ is }) => is === 'inForce')
  const third = current.filter(({ region }) => region === 'three')
  const found = finds(chosen.q)
  const wanted = spans
    .filter((row) => (chosen.is ? row.is === chosen.is : row.is !== 'removed'))
    .filter((row) => (!chosen.region || row.region === chosen.region) && (!chosen.district || row.parent?.id === chosen.district))
    .filter((row) => !chosen.help || row.help === chosen.help)
    .filter((row) => found(row.commune.name, ...row.commune.otherSpellings, row.decisionNumber))
  const by = {
    commune: (row: (typeof wanted)[number]) => row.commune.name,
    region: (row: (typeof wanted)[number]) => regionWords[row.region],
    from: (row: (typeof wanted)[number]) => row.from.toISOString(),
  }[chosen.sort]
  const sorted = wanted.toSorted((a, b) => by(a).localeCompare(by(b), 'vi') * (order === 'desc' ? -1 : 1))
  const { rows: shown, ...pages } = pageAt(sorted.length, chosen)
  const districts = new Map(spans.flatMap(({ parent }) => (parent ? [[parent.id, placeOf(parent.name)] as const] : [])))
  return {
    ...{ title: 'Khu vực của các xã', chosen: { ...chosen, order }, ...pages },
    counts: { third: third.length, alone: third.filter(({ help }) => help === 'alone').length, listed: current.length },
    filters: [
      { name: 'region', label: 'Khu vực', words: regionWords },
      { name: 'district', label: 'Huyện, thị xã, thành phố', words: [...districts].sort(([, a], [, b]) => a.localeCompare(b, 'vi')) },
      { name: 'help', label: 'Đơn vị giúp', words: helping },
      { name: 'is', label: 'Hiệu lực', words: states },
    ],
    ...listed(sorted.slice(shown.skip, shown.skip + shown.take), [
      { title: 'Xã', sort: 'commune', value: ({ commune }) => capital(placeOf(commune.name)) },
      { title: 'Mã', within: true, value: ({ commune }) => ({ words: commune.codes[0]?.code ?? '' }) },
      { title: 'Huyện', value: ({ parent }) => (parent ? capital(placeOf(parent.name)) : '') },
      { title: 'Khu vực', sort: 'region', value: ({ region }) => regionWords[region] },
      { title: 'Số quyết định', value: ({ decisionNumber }) => decisionNumber },
      { title: 'Ngày quyết định', type: 'day', within: true, value: ({ decisionDate }) => decisionDate },
      { title: 'Từ ngày', type: 'day', sort: 'from', value: ({ from }) => from },
      { title: 'Đến hết ngày', type: 'day', value: ({ to }) => to },
      { title: 'Hiệu lực', within: true, value: ({ is }) => states[is] },
      { title: 'Đơn vị giúp', value: ({ help, is }) => (is === 'inForce' ? helping[help] : '') },
    ]),
  }
}
