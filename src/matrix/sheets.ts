import { type Column, type Sheet, sheetOf } from '../sheets/sheet.ts'
import { capital, kindWords, standingWords } from '../words.ts'
import { type Matrix, sumWords, type Table } from './matrix.ts'
import type { Followed } from './owed.ts'
import { rateOf, type Tally } from './tally.ts'

const sums: Column<{ tally: Tally }>[] = [
  ...(Object.entries(sumWords) as [keyof typeof sumWords, string][]).map(([name, title]) => ({
    ...{ title, type: 'number' as const, value: ({ tally }: { tally: Tally }) => tally[name] },
  })),
  { title: '% đã nhận', type: 'percent', value: ({ tally }) => rateOf(tally.received, tally) },
  { title: '% đúng hạn', type: 'percent', value: ({ tally }) => rateOf(tally.onTime, tally) },
]

/** The tables of the page, each followed by its sums by period. */
export function sheetsOf({ tables, title, chosen, filters }: Matrix): Sheet[] {
  const said = filters.flatMap(({ name, label, words }) => {
    const code = String(chosen[name as keyof typeof chosen] ?? '')
    const word = new Map(Array.isArray(words) ? words : Object.entries(words)).get(code)
    return word ? [`${label}: ${word}`] : []
  })
  const letters = Object.values(standingWords).map(({ letter, word }) => `${letter} ${word.toLowerCase()}`)
  const lines = [`${title}. ${said.join('; ')}`, `${letters.join('; ')}. Số sau chữ cái: số ngày; +: có gia hạn; *: gửi lại sau hạn`]
  if (!tables.length) return [sheetOf(title, [{ title: 'Cơ quan, đơn vị', value: () => '' }, ...sums], [], { lines })]
  return tables.flatMap((table) => [
    sheetOf<Table['rows'][number]>(
      table.title,
      [
        { title: table.title, value: ({ name }) => name },
        ...(table.name === 'communes' ? [{ title: 'Huyện', value: ({ district }: Table['rows'][number]) => capital(district ?? '') }] : []),
        ...table.columns.map(({ words }, i) => ({
          title: capital(words),
          value: ({ cells }: Table['rows'][number]) => lettersOf(cells[i] ?? []),
        })),
        ...sums,
      ],
      table.rows,
      { lines },
    ),
    sheetOf<{ kind: Followed; words: string; tally: Tally }>(
      `${table.title}, theo kỳ`,
      [{ title: 'Hồ sơ', value: ({ kind }) => kindWords[kind] }, { title: 'Kỳ', value: ({ words }) => words }, ...sums],
      [...table.columns.map(({ kind, words }, i) => ({ kind, words, tally: table.sums[i] as Tally }))],
      { lines: lines.slice(0, 1) },
    ),
  ])
}

/** "C3"; of several plans: "Đ (xã Keo Lôm); M (xã Phì Nhừ)". */
const lettersOf = (cells: Table['rows'][number]['cells'][number]) =>
  cells.map(({ mark, about }) => (about ? `${mark.letter} (${about})` : mark.letter)).join('; ')
