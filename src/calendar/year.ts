import { z } from 'zod'
import { type Change, daysOf, lastDay, type RuleName, ruleOf, rules, type Term } from '../deadlines.ts'
import type { Kind, PeriodKind } from '../generated/enums.ts'
import { first } from '../nouns/list.ts'
import { type Column, listed } from '../sheets/sheet.ts'
import { kindWords, termWords } from '../words.ts'

const kindsOwed = ['communeReport', 'unitReport', 'districtReport', 'provinceReport', 'plan', 'coordination'] as const

const filters = (today: Date) =>
  z.object({
    year: first(z.coerce.number().int().min(2021).max(2035)).catch(today.getUTCFullYear()),
    kind: first(z.enum(kindsOwed)).optional().catch(undefined),
    sort: first(z.enum(['due', 'kind', 'opens'])).catch('due'),
    order: first(z.enum(['asc', 'desc'])).catch('asc'),
  })

export const owerWords: Record<(typeof kindsOwed)[number], string> = {
  communeReport: 'UBND xã',
  unitReport: 'Đơn vị giúp xã',
  districtReport: 'UBND cấp huyện',
  provinceReport: 'Sở Kế hoạch và Đầu tư',
  plan: 'Đơn vị giúp xã',
  coordination: 'UBND xã',
}

const timesIn: Record<PeriodKind, number> = { month: 12, quarter: 4, half: 2, year: 1 }

/** Every kind and period of a year, with its days by the settings in force: a few dozen rows, so they stand on one page. */
export function calendarOf(query: unknown, changes: readonly Change[], today: Date) {
  const chosen = filters(today).parse(query ?? {})
  const { year, kind: wanted, sort, order } = chosen
  const rows = (Object.keys(rules) as RuleName[]).flatMap((name) => {
    const [kind, periodKind] = name.split('.') as [(typeof kindsOwed)[number], PeriodKind]
    if (wanted && kind !== wanted) return []
    return Array.from({ length: timesIn[periodKind] }, (_, i) => rowOf(kind, { kind: periodKind, year, n: i + 1 }, changes))
  })
  const key = {
    due: ({ dueAt }: Row) => dueAt.getTime(),
    opens: ({ opensOn }: Row) => opensOn.getTime(),
    kind: (row: Row) => kindsOwed.indexOf(row.kind) * 100,
  }[sort]
  const sorted = rows.toSorted((a, b) => key(a) - key(b) || a.dueAt.getTime() - b.dueAt.getTime())
  const kinds = Object.fromEntries(kindsOwed.map((name) => [name, kindWords[name]]))
  return {
    ...{ chosen, total: rows.length, kinds, filters: [{ name: 'kind', label: 'Hồ sơ', words: kinds }] },
    ...listed(order === 'asc' ? sorted : sorted.reverse(), columns),
    years: Array.from({ length: today.getUTCFullYear() - 2020 }, (_, i) => today.getUTCFullYear() + 1 - i),
  }
}

type Row = ReturnType<typeof rowOf>

const columns: Column<Row>[] = [
  { title: 'Hồ sơ, kỳ', value: ({ kind, term }) => `${kindWords[kind]} ${termWords(term)}` },
  { title: 'Nơi lập', value: ({ who }) => who },
  { title: 'Số liệu từ ngày', type: 'day', value: ({ dataFrom }) => dataFrom },
  { title: 'Số liệu đến ngày', type: 'day', value: ({ dataTo }) => dataTo },
  { title: 'Mở từ', type: 'day', sort: 'opens', value: ({ opensOn }) => opensOn },
  { title: 'Ngày nêu', type: 'day', value: ({ namedDay }) => namedDay },
  { title: 'Ngày cuối được tính', type: 'day', sort: 'due', value: ({ last }) => last },
  { title: 'Căn cứ', value: ({ basis }) => basis },
]

function rowOf(kind: (typeof kindsOwed)[number], term: Term, changes: readonly Change[]) {
  const [rule, days] = [ruleOf(kind as Kind, term), daysOf(kind, term, changes)]
  if (!rule || !days) throw new Error(`No deadline for ${kind} by ${term.kind}`)
  return { ...days, kind, term, who: owerWords[kind], law: rule.law, optional: rule.optional, last: lastDay(days) }
}
