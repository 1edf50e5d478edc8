import { date, day, moment, number } from '../words.ts'

/** What a cell holds; `words` are words in any column, also where they look like a figure. */
export type Value = string | number | bigint | Date | { words: string } | null | undefined

/** One column of a table, said once: the page draws its head, the sheet its head and its cells. */
export type Column<Row> = {
  title: string
  /**
   * What its cells hold, text unless said. `number` and `percent` (in per cent, 12.5) may be decimal strings; `money` is whole đồng;
   * `day` is kept as midnight UTC, `moment` is an instant and is written as the time in Điện Biên.
   */
  type?: 'text' | 'number' | 'money' | 'percent' | 'day' | 'moment'
  value(row: Row): Value
  /** The key by which the page sorts it. */
  sort?: string
  /** On the page it stands within another cell, so it has no head there. */
  within?: true
}

/** What an address can narrow a list by; `always` by one of them, so there is no "all". */
export type Filter = {
  name: string
  label: string
  words: Readonly<Record<string, string>> | readonly (readonly [string, string])[]
  always?: true
}

/** A table as it is written in a file, with what is said above its head. */
export type Sheet = {
  title: string
  lines: string[]
  heads: { title: string; type: NonNullable<Column<never>['type']> }[]
  rows: Value[][]
  /** The row of sums. */
  foot?: Value[]
}

/** The same cell on a page. */
export function cellWords(value: Value, type: NonNullable<Column<never>['type']>): string {
  if (value === null || value === undefined || value === '') return ''
  if (value instanceof Date) return type === 'moment' ? day(value) : date(value)
  if (typeof value === 'object') return value.words
  return isFigure(type) ? number(String(value)) : String(value)
}

export const isFigure = (type: NonNullable<Column<never>['type']>) => type === 'money' || type === 'number' || type === 'percent'

/** More rows make no table that a person reads. */
export const mostRows = 10_000

export function sheetOf<Row>(
  title: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { lines = [], foot }: Partial<Pick<Sheet, 'lines' | 'foot'>> = {},
): Sheet {
  return {
    ...{ title, lines, foot, heads: columns.map(({ title, type = 'text' }) => ({ title, type })) },
    rows: rows.slice(0, mostRows).map((row) => columns.map(({ value }) => value(row))),
  }
}

/** The rows that are shown, and their columns. */
export const listed = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]) => ({ rows, columns })

/** A list that a page shows some at a time, and a file as a whole. */
export type Listed<Row> = {
  title: string
  total: number
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  filters: readonly Filter[]
  chosen: Readonly<Record<string, unknown>>
  /** What stands below the list on its page: sums of all its rows. */
  besides?: readonly Sheet[]
}

export function sheetOfList<Row>({ title, total, columns, rows, filters, chosen }: Listed<Row>): Sheet {
  const said = filters.flatMap(({ name, label, words }) => {
    const code = chosen[name] === undefined ? '' : String(chosen[name])
    const word = code && new Map(Array.isArray(words) ? words : Object.entries(words)).get(code)
    return word ? [`${label}: ${word}`] : []
  })
  if (chosen.q) said.push(`Tìm: “${chosen.q}”`)
  const by = columns.find(({ sort }) => sort && sort === chosen.sort)
  const lines = [
    ...(said.length ? [`Lọc theo ${said.join('; ')}`] : ['Không lọc']),
    ...(by ? [`Sắp xếp theo ${by.title}, ${chosen.order === 'asc' ? 'tăng dần' : 'giảm dần'}`] : []),
    total > rows.length
      ? `Bảng chỉ có ${number(rows.length)} dòng đầu trong ${number(total)} dòng; lọc hẹp hơn để tải phần còn lại`
      : `${number(total)} dòng`,
  ]
  return sheetOf(title, columns, rows, { lines: [lines.join('. ')] })
}

/** Who made the file, and when. */
export const madeBy = (agency: string, at: Date) => `Lập lúc ${moment(at)}, ${agency}`
