import { z } from 'zod'
import { dayOf, daysBetween } from '../clock.ts'
import { chosenOf, finds, first, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { statusWords } from '../words.ts'
import { type Holiday, holidayKinds } from './holiday.ts'

const states = { kept: statusWords.kept, removed: statusWords.removed }

const filters = z.object({
  year: first(z.coerce.number().int().min(2000).max(2099)).optional().catch(undefined),
  ...{ is: chosenOf(states), kind: chosenOf(holidayKinds), q: searched, sort: sortedBy(['from', 'name']), order: ordered, ...paging },
})

/** The days off of a year; by default of this one. A handful, judged in memory. */
export async function listOf({ db, at }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const [thisYear, order] = [dayOf(at).getUTCFullYear(), chosen.order ?? 'asc']
  const all = await db.holiday.findMany({ orderBy: [{ [chosen.sort]: order }, { id: 'asc' }] })
  const year = chosen.year ?? thisYear
  const found = finds(chosen.q)
  const wanted = all.filter(
    (one) =>
      (one.from.getUTCFullYear() === year || one.to.getUTCFullYear() === year) &&
      (!chosen.is || one.status === chosen.is) &&
      (!chosen.kind || (chosen.kind === 'worked') === one.worked) &&
      found(one.name, one.basis),
  )
  const years = [
    ...new Set([thisYear, thisYear + 1, ...all.flatMap(({ from, to }) => [from.getUTCFullYear(), to.getUTCFullYear()])]),
  ].sort()
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    ...{ title: 'Ngày nghỉ, ngày làm bù', chosen: { ...chosen, year, order }, ...pages },
    filters: [
      { name: 'year', label: 'Năm', words: years.map((one) => [`${one}`, `${one}`] as const), always: true as const },
      { name: 'kind', label: 'Loại', words: holidayKinds },
      { name: 'is', label: 'Tình trạng', words: states },
    ],
    ...listed<Holiday>(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Tên', sort: 'name', value: ({ name }) => name },
      { title: 'Loại', value: ({ worked }) => holidayKinds[worked ? 'worked' : 'off'] },
      { title: 'Từ ngày', type: 'day', sort: 'from', value: ({ from }) => from },
      { title: 'Đến hết ngày', type: 'day', value: ({ to }) => to },
      { title: 'Số ngày', type: 'number', value: ({ from, to }) => daysBetween(from, to) + 1 },
      { title: 'Căn cứ', value: ({ basis }) => basis },
      { title: 'Tình trạng', value: ({ status }) => states[status] },
    ]),
  }
}
