import { z } from 'zod'
import type { Scoring as Row } from '../generated/client.ts'
import { districtsOf } from '../matrix/matrix.ts'
import { chosenId, chosenOf, finds, first, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { type Column, listed } from '../sheets/sheet.ts'
import { capital, documentStyleWords, list } from '../words.ts'
import { type Scored, scoresOf, weightsOf } from './result.ts'
import { ruleNames, rules } from './rules.ts'

/** The units of a year by their points. */

export const states = {
  adjusted: 'Có điều chỉnh',
  objected: 'Có ý kiến chờ trả lời',
  explained: 'Có báo cáo lý do',
  overdue: 'Chưa có báo cáo, chưa có lý do',
  unmeasured: 'Chưa có gì để chấm',
}

const filters = z.object({
  year: first(z.coerce.number().int().min(2021).max(2035)).optional().catch(undefined),
  ...{ district: chosenId, kind: chosenOf(documentStyleWords), is: chosenOf(states), q: searched },
  ...{ sort: sortedBy(['rank', 'name']), order: ordered, ...paging },
})

/** The years that have criteria; of them the one that was asked for, or the latest that was published, or the latest. */
export async function scoringOf({ db }: Looking, year?: number, seesAll = true) {
  const all = await db.scoring.findMany({ orderBy: { year: 'desc' } })
  const seen = seesAll ? all : all.filter(({ status }) => status !== 'preparing')
  return { all: seen, scoring: seen.find((one) => one.year === year) ?? (year ? undefined : seen[0]) }
}

export async function rankingOf(looking: Looking, query: unknown) {
  const { db, at } = looking
  const { year, order = 'asc', ...rest } = filters.parse(query ?? {})
  const { all, scoring } = await scoringOf(looking, year)
  const scored = scoring ? await scoresOf(db, scoring, at) : []
  const waiting = scoring
    ? await db.scoreObjection.findMany({ where: { scoringId: scoring.id, status: 'raised' }, select: { unitId: true } })
    : []
  const objected = new Set(waiting.map(({ unitId }) => unitId))
  const agencies = await db.agency.findMany({
    where: { roles: { some: { role: 'district' } } },
    select: { id: true, name: true, roles: true },
  })
  const districts = new Map(districtsOf(agencies))
  const chosen = { ...rest, year: scoring?.year ?? year, order }
  const found = finds(chosen.q)
  const wanted = scored
    .map((score) => ({
      ...score,
      objected: objected.has(score.unit.id),
      districts: [...new Set(score.communes.map(({ districtId }) => capital(districts.get(districtId) ?? '')))].filter(Boolean),
    }))
    .filter((score) => !chosen.district || score.communes.some(({ districtId }) => districtId === chosen.district))
    .filter((score) => !chosen.kind || score.unit.style === chosen.kind)
    .filter((score) => !chosen.is || isIn[chosen.is](score))
    .filter(({ unit, communes }) => found(unit.name, ...communes.map(({ name }) => name)))
  const collator = new Intl.Collator('vi')
  const rank = (score: Scored) => score.rank ?? Number.MAX_SAFE_INTEGER
  wanted.sort((a, b) => (chosen.sort === 'rank' ? rank(a) - rank(b) : 0) || collator.compare(a.unit.name, b.unit.name))
  if (order === 'desc') wanted.reverse()
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    ...{ title: scoring ? `Điểm thi đua năm ${scoring.year}` : 'Điểm thi đua', chosen, scoring, all, ...pages },
    filters: [
      { name: 'year', label: 'Năm', words: all.map(({ year }) => [String(year), String(year)] as const), always: true as const },
      { name: 'district', label: 'Huyện, thị xã, thành phố', words: [...districts] },
      { name: 'kind', label: 'Loại đơn vị', words: documentStyleWords },
      { name: 'is', label: 'Tình trạng', words: states },
    ],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), scoring ? columnsOf(scoring) : []),
  }
}

export type Ranked = Awaited<ReturnType<typeof rankingOf>>['rows'][number]
type Line = Scored & { objected: boolean; districts: string[] }

const isIn: Record<keyof typeof states, (score: Line) => boolean> = {
  adjusted: ({ adjustments }) => adjustments.length > 0,
  objected: ({ objected }) => objected,
  explained: ({ standing }) => standing?.is === 'explained',
  overdue: ({ standing }) => standing?.is === 'overdue',
  unmeasured: ({ total }) => total === undefined,
}

/** Hundredths as a decimal string. */
export const decimalOf = (hundredths: number | undefined) => (hundredths === undefined ? undefined : (hundredths / 100).toFixed(2))

function columnsOf(scoring: Row): Column<Line>[] {
  const weights = weightsOf(scoring)
  const used = ruleNames.filter((rule) => weights[rule])
  return [
    { title: 'Hạng', type: 'number', sort: 'rank', value: ({ rank }) => rank },
    { title: 'Đơn vị', sort: 'name', value: ({ unit }) => unit.name },
    { title: 'Loại đơn vị', within: true, value: ({ unit }) => documentStyleWords[unit.style] },
    { title: 'Xã được giúp', within: true, value: ({ communes }) => capital(list(communes.map(({ name }) => name))) },
    { title: 'Huyện', value: ({ districts }) => list(districts) },
    ...used.map((rule) => ({
      ...{ title: rules[rule].title, type: 'number' as const, within: true as const },
      value: ({ criteria }: Line) => {
        const criterion = criteria.find((one) => one.rule === rule)
        return criterion?.of ? decimalOf(criterion.points) : { words: 'không tính' }
      },
    })),
    { title: 'Điểm tính', type: 'number', value: ({ computed }) => decimalOf(computed) },
    {
      ...{ title: 'Điều chỉnh', type: 'number' },
      value: ({ adjustments }) => (adjustments.length ? decimalOf(adjustments.reduce((sum, { points }) => sum + points, 0)) : undefined),
    },
    { title: scoring.documentDate ? 'Tổng điểm' : 'Tổng điểm (tham khảo)', type: 'number', value: ({ total }) => decimalOf(total) },
    { title: 'Báo cáo năm', value: ({ standing }) => standing?.word ?? 'không phải báo cáo' },
  ]
}
