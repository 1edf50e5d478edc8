import { z } from 'zod'
import { finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { remakeObligations } from '../obligations/remake.ts'
import { listed } from '../sheets/sheet.ts'
import { date } from '../words.ts'
import { type Programme, programme } from './programme.ts'

const filters = z.object({ q: searched, sort: sortedBy(['from', 'name']), order: ordered, ...paging })

/** A handful. */
async function listOf({ db }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? 'desc'
  const all = await db.programme.findMany({ orderBy: [{ [chosen.sort]: order }, { id: 'asc' }] })
  const found = finds(chosen.q)
  const wanted = all.filter(({ name, decisions }) => found(name, decisions))
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    ...{ title: 'Giai đoạn giúp xã', chosen: { ...chosen, order }, ...pages, filters: [] },
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Tên', sort: 'name', value: ({ name }) => name },
      { title: 'Từ ngày', type: 'day' as const, sort: 'from', value: ({ from }) => from },
      { title: 'Đến hết ngày', type: 'day' as const, value: ({ to }) => to },
      { title: 'Năm báo cáo đầu tiên', value: ({ firstYear }) => ({ words: String(firstYear) }) },
      { title: 'Theo các quyết định', value: ({ decisions }) => decisions },
    ]),
  }
}

export const programmes = nounRoutes(programme, {
  list: listOf,
  page: async (_: Looking, row: Programme) => ({
    ...{ title: row.name, caption: 'Giai đoạn giúp xã', lead: `Từ ngày ${date(row.from)} đến hết ngày ${date(row.to)}.` },
  }),
  tells: (action) => /^(programme|succession|assignment|calendar)\./.test(action),
  after: remakeObligations,
})
