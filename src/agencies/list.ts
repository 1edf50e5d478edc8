import { z } from 'zod'
import { dayOf, inForceOn } from '../clock.ts'
import { chosenOf, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { documentStyleWords } from '../words.ts'
import { roleWords } from './agency.ts'

const kinds = { ...roleWords, none: 'Không giữ chức năng (đơn vị giúp xã)' }

const filters = z.object({
  ...{ q: searched, role: chosenOf(kinds), style: chosenOf(documentStyleWords) },
  ...{ sort: sortedBy(['name', 'abbreviation']), order: ordered, ...paging },
})

/** Every agency with what holds of it today: some two hundred, searched in memory because tone marks do not count. */
export async function listOf({ db, at }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? 'asc'
  const today = inForceOn(dayOf(at))
  const all = await db.agency.findMany({
    orderBy: [{ [chosen.sort]: order }, { name: 'asc' }, { id: 'asc' }],
    include: { roles: { where: today }, codes: { where: today }, parents: { where: today, include: { parent: true } } },
  })
  const found = finds(chosen.q)
  const wanted = all.filter(
    ({ name, abbreviation, otherSpellings, roles, codes, documentStyle }) =>
      (!chosen.role || (chosen.role === 'none' ? !roles.length : roles.some(({ role }) => role === chosen.role))) &&
      (!chosen.style || documentStyle === chosen.style) &&
      found(name, abbreviation, ...otherSpellings, ...codes.map(({ code }) => code)),
  )
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    ...{ title: 'Cơ quan, đơn vị', chosen: { ...chosen, order }, ...pages },
    filters: [
      { name: 'role', label: 'Chức năng', words: kinds },
      { name: 'style', label: 'Thể thức văn bản', words: documentStyleWords },
    ],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Tên', sort: 'name', value: ({ name }) => name },
      { title: 'Tên viết tắt', sort: 'abbreviation', value: ({ abbreviation }) => abbreviation },
      { title: 'Mã', value: ({ codes }) => ({ words: codes.map(({ code }) => code).join('; ') }) },
      { title: 'Chức năng', value: ({ roles }) => roles.map(({ role }) => roleWords[role]).join('; ') },
      { title: 'Trực thuộc', value: ({ parents }) => parents.map(({ parent }) => parent.name).join('; ') },
      { title: 'Thể thức văn bản', value: ({ documentStyle }) => documentStyleWords[documentStyle] },
    ]),
  }
}
