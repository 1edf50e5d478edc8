import { z } from 'zod'
import { chosenOf, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { type Column, listed } from '../sheets/sheet.ts'
import { decimalOf } from './ranking.ts'
import { documentOf, type Scored, scoresOf } from './result.ts'

const least = { 90: 'Từ 90 điểm', 80: 'Từ 80 điểm', 70: 'Từ 70 điểm', 50: 'Từ 50 điểm' }
const whole = { whole: 'Chấm đủ các năm, năm nào cũng có báo cáo hoặc lý do' }
const filters = z.object({
  ...{ least: chosenOf(least), whole: chosenOf(whole), q: searched, sort: sortedBy(['mean', 'name']), order: ordered, ...paging },
})

/**
 * Khoản 1 Điều 12: "kết thúc giai đoạn … xét khen thưởng đối với những đơn vị có nhiều thành tích". The scores of all years that were published or frozen,
 * unit by unit; the portal proposes nobody, whoever proposes narrows the list and takes it along.
 */
export async function programmeOf({ db, at }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'mean' ? 'desc' : 'asc')
  const scorings = await db.scoring.findMany({ where: { status: { not: 'preparing' } }, orderBy: { year: 'asc' } })
  const years: { year: number; frozen: boolean; reference: boolean; scores: Map<string, Scored> }[] = []
  for (const scoring of scorings) {
    const scores = await scoresOf(db, scoring, at)
    const byUnit = new Map(scores.map((score) => [score.unit.id, score]))
    years.push({ year: scoring.year, frozen: scoring.status === 'frozen', reference: !documentOf(scoring), scores: byUnit })
  }
  const ids = [...new Set(years.flatMap(({ scores }) => [...scores.keys()]))]
  const units = ids.map((id) => {
    const all = years.map(({ scores }) => scores.get(id))
    const totals = all.flatMap((score) => score?.total ?? [])
    return {
      ...{ id, name: all.findLast((score) => score)?.unit.name ?? '', all, scored: totals.length },
      mean: totals.length ? Math.round(totals.reduce((sum, total) => sum + total, 0) / totals.length) : undefined,
      silent: all.filter((score) => score?.standing?.is === 'overdue').length,
    }
  })
  const found = finds(chosen.q)
  const wanted = units
    .filter(({ mean }) => !chosen.least || (mean ?? 0) >= Number(chosen.least) * 100)
    .filter(({ scored, silent }) => !chosen.whole || (scored === years.length && !silent))
    .filter(({ name }) => found(name))
  const { compare } = new Intl.Collator('vi')
  wanted.sort((a, b) => compare(a.name, b.name))
  const sign = order === 'asc' ? 1 : -1
  if (chosen.sort === 'mean') wanted.sort((a, b) => sign * ((a.mean ?? -1) - (b.mean ?? -1)))
  else if (sign < 0) wanted.reverse()
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  const columns: Column<(typeof units)[number]>[] = [
    { title: 'Đơn vị', sort: 'name', value: ({ name }) => name },
    ...years.map(({ year, reference }, i) => ({
      ...{ title: `Năm ${year}${reference ? ' (tham khảo)' : ''}`, type: 'number' as const },
      value: ({ all }: (typeof units)[number]) => decimalOf(all[i]?.total),
    })),
    { title: 'Trung bình', type: 'number', sort: 'mean', value: ({ mean }) => decimalOf(mean) },
    { title: 'Số năm có điểm', type: 'number', value: ({ scored }) => scored },
    { title: 'Số năm không báo cáo, không lý do', type: 'number', value: ({ silent }) => silent },
  ]
  return {
    ...{ title: 'Điểm thi đua cả giai đoạn', chosen: { ...chosen, order }, years, ...pages },
    filters: [
      { name: 'least', label: 'Điểm trung bình', words: Object.entries(least).toReversed() },
      { name: 'whole', label: 'Các năm', words: whole },
    ],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), columns),
  }
}
