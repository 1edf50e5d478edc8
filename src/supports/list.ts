import { z } from 'zod'
import type { Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, finds, ordered, pageAt, paged, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { areaWords, formWords, placeOf, supportStatusWords } from '../words.ts'
import { bothOf } from './counting.ts'

/** The years that a programme may be reported on. */
const years: Record<string, string> = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`${2022 + n}`, `${2022 + n}`]))
const filters = z.object({
  ...{ year: chosenOf(years), is: chosenOf(supportStatusWords), area: chosenOf(areaWords), form: chosenOf(formWords) },
  ...{ commune: chosenId, unit: chosenId, q: searched, sort: sortedBy(['from', 'commune', 'unit', 'value']), order: ordered, page: paged },
})

/** The supports in this reader's sight, with what they come to: declared and received, side by side. */
export async function listOf({ db }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'from' || chosen.sort === 'value' ? 'desc' : 'asc')
  const where: Prisma.SupportWhereInput = {
    ...(chosen.year && { year: Number(chosen.year) }),
    ...(chosen.is && { status: chosen.is }),
    ...(chosen.area && { area: chosen.area }),
    ...(chosen.form && { form: chosen.form }),
    ...(chosen.commune && { communeId: chosen.commune }),
    ...(chosen.unit && { unitId: chosen.unit }),
  }
  const orderBy = {
    ...{ from: { from: order }, value: { ownValue: order } },
    ...{ commune: { commune: { name: order } }, unit: { unit: { name: order } } },
  }[chosen.sort]
  const all = await db.support.findMany({
    where,
    include: { unit: true, commune: true, beneficiaries: true },
    orderBy: [orderBy, { from: 'desc' }, { id: 'asc' }],
  })
  const found = finds(chosen.q)
  const wanted = all.filter(({ what, result, villages, unit, commune }) => found(what, result, villages, unit.name, commune.name))
  const { rows, ...pages } = pageAt(wanted.length, chosen.page)
  const communes = await db.support.findMany({ select: { commune: true }, distinct: ['communeId'], orderBy: { commune: { name: 'asc' } } })
  const units = await db.support.findMany({ select: { unit: true }, distinct: ['unitId'], orderBy: { unit: { name: 'asc' } } })
  return {
    ...{ title: 'Hoạt động giúp đỡ', chosen: { ...chosen, order }, ...pages, years, sums: bothOf(wanted) },
    counts: {
      declared: wanted.filter(({ status }) => status === 'declared').length,
      disputed: wanted.filter(({ status }) => status === 'disputed').length,
    },
    communes: Object.fromEntries(communes.map(({ commune }) => [commune.id, placeOf(commune.name)])),
    units: Object.fromEntries(units.map(({ unit }) => [unit.id, unit.name])),
    rows: wanted.slice(rows.skip, rows.skip + rows.take),
  }
}
