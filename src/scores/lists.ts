import { z } from 'zod'
import { chosenOf, finds, first, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { adjustmentStatusWords, objectionStatusWords, scoringStatusWords } from '../words.ts'
import { decimalOf } from './ranking.ts'
import { weightsOf } from './result.ts'
import { ruleTitles } from './rules.ts'
import { suggested, typedCriteria, typedWeights, yearsWithout } from './scoring.ts'

const common = {
  year: first(z.coerce.number().int().min(2021).max(2035)).optional().catch(undefined),
  q: searched,
  order: ordered,
  ...paging,
}
const scoringFilters = z.object({ is: chosenOf(scoringStatusWords), sort: sortedBy(['year']), order: ordered, ...paging })
const objectionFilters = z.object({ ...common, is: chosenOf(objectionStatusWords), sort: sortedBy(['at', 'unit']) })
const adjustmentFilters = z.object({ ...common, is: chosenOf(adjustmentStatusWords), sort: sortedBy(['at', 'unit']) })

/** By what the units are scored, year by year; and how the criteria of another year may begin. */
export async function scoringsList({ db, actor, at }: Looking, query: unknown) {
  const chosen = scoringFilters.parse(query ?? {})
  const order = chosen.order ?? 'desc'
  const all = await db.scoring.findMany({ orderBy: { year: order } })
  const wanted = all.filter(({ status }) => !chosen.is || status === chosen.is)
  const [year] = actor.roles.includes('planning') ? await yearsWithout(db, at) : []
  const before = all.toSorted((a, b) => b.year - a.year).find((one) => year && one.year < year) ?? all[0]
  const address = (values: object) => `/scorings/new?${new URLSearchParams({ year: `${year}`, ...values })}`
  const starts = year
    ? [
        ...(before ? [{ label: `Lập năm ${year}, chép từ năm ${before.year}`, href: address(typedCriteria(before)) }] : []),
        { label: `Lập năm ${year} từ gợi ý của cổng`, href: address({ objectionDays: '10', ...typedWeights(suggested) }) },
      ]
    : []
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    ...{ title: 'Bộ tiêu chí chấm điểm thi đua', chosen: { ...chosen, order }, starts, ...pages },
    filters: [{ name: 'is', label: 'Tình trạng', words: scoringStatusWords }],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Năm', sort: 'year', value: ({ year }) => String(year) },
      {
        title: 'Văn bản quy định',
        value: (row) => (row.documentDate ? `${row.documentNumber}: ${row.documentTitle}` : 'chưa có, điểm tham khảo'),
      },
      {
        title: 'Tiêu chí',
        value: (row) =>
          Object.entries(typedWeights(weightsOf(row)))
            .flatMap(([rule, points]) => (points ? [`${ruleTitles[rule as keyof typeof ruleTitles]} ${points}`] : []))
            .join('; '),
      },
      { title: 'Tình trạng', value: ({ status }) => scoringStatusWords[status] },
    ]),
  }
}

/** What units say against their scores, what waits first. */
export async function objectionsList({ db }: Looking, query: unknown) {
  const chosen = objectionFilters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'at' ? 'desc' : 'asc')
  const all = await db.scoreObjection.findMany({
    where: { ...(chosen.is && { status: chosen.is }), ...(chosen.year && { scoring: { year: chosen.year } }) },
    include: { unit: true, scoring: true },
    orderBy: [{ at: { at: order }, unit: { unit: { name: order } } }[chosen.sort], { id: 'asc' }],
  })
  const found = finds(chosen.q)
  const wanted = all.filter(({ unit, text, answer }) => found(unit.name, text, answer))
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    ...{ title: 'Ý kiến của đơn vị về điểm', chosen: { ...chosen, order }, ...pages },
    filters: [yearFilter(await yearsOf(db)), { name: 'is', label: 'Tình trạng', words: objectionStatusWords }],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Đơn vị', sort: 'unit', value: ({ unit }) => unit.name },
      { title: 'Năm', value: ({ scoring }) => String(scoring.year) },
      { title: 'Ý kiến', value: ({ text }) => text },
      { title: 'Gửi lúc', type: 'moment', sort: 'at', value: ({ at }) => at },
      { title: 'Trả lời', within: true, value: ({ answer }) => answer },
      { title: 'Tình trạng', value: ({ status }) => objectionStatusWords[status] },
    ]),
  }
}

export async function adjustmentsList({ db }: Looking, query: unknown) {
  const chosen = adjustmentFilters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'at' ? 'desc' : 'asc')
  const all = await db.scoreAdjustment.findMany({
    where: { ...(chosen.is && { status: chosen.is }), ...(chosen.year && { scoring: { year: chosen.year } }) },
    include: { unit: true, scoring: true },
    orderBy: [{ at: { at: order }, unit: { unit: { name: order } } }[chosen.sort], { id: 'asc' }],
  })
  const found = finds(chosen.q)
  const wanted = all.filter(({ unit, reason }) => found(unit.name, reason))
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    ...{ title: 'Điều chỉnh điểm', chosen: { ...chosen, order }, ...pages },
    filters: [yearFilter(await yearsOf(db)), { name: 'is', label: 'Tình trạng', words: adjustmentStatusWords }],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Đơn vị', sort: 'unit', value: ({ unit }) => unit.name },
      { title: 'Năm', value: ({ scoring }) => String(scoring.year) },
      { title: 'Tiêu chí', value: ({ rule }) => (rule ? ruleTitles[rule] : 'cả bảng điểm') },
      { title: 'Điểm', type: 'number', value: ({ points }) => decimalOf(points) },
      { title: 'Lý do', value: ({ reason }) => reason },
      { title: 'Người điều chỉnh', within: true, value: ({ by }) => by },
      { title: 'Lúc', type: 'moment', sort: 'at', value: ({ at }) => at },
      { title: 'Tình trạng', value: ({ status }) => adjustmentStatusWords[status] },
    ]),
  }
}

const yearsOf = (db: Looking['db']) => db.scoring.findMany({ select: { year: true }, orderBy: { year: 'desc' } })
const yearFilter = (years: readonly { year: number }[]) => ({
  ...{ name: 'year', label: 'Năm' },
  words: years.map(({ year }) => [String(year), String(year)] as const),
})
