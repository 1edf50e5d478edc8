import { Refusal } from '../errors.ts'
import { date, plain } from '../words.ts'
import { letters } from './write.ts'

/** A table that somebody filled in: from an Excel file, or pasted. */
export type Cell = string | number | boolean | Date | null | undefined
export type Grid = Cell[][]

/** What is wrong, and in which cell. */
export type Problem = { cell: string; message: string }

/** "D7": the row and the column counted from nought. */
export const addressOf = (row: number, column: number) => `${letters(column)}${row + 1}`

const mostLines = 2_000

/** What was copied from a spreadsheet: lines, and tabs between their cells. */
export function pasted(text: string): Grid {
  const lines = text.replace(/\n+$/, '').split('\n')
  if (lines.length > mostLines)
    throw new Refusal(422, `Nhiều nhất ${mostLines} dòng một lần dán. Chỉ dán các dòng của bảng, hoặc chọn tệp Excel`)
  return lines.map((line) => line.split('\t'))
}

/** Each column under one of its titles, the usual one first. */
export type Titles<Name extends string> = Readonly<Record<Name, readonly string[]>>
export type Head<Name extends string> = { row: number; at: Readonly<Record<Name, number>> }

/** Where the head of a table stands, among its first thirty rows, and in which column each title is (-1: nowhere). */
export function headIn<Name extends string>(
  grid: Grid,
  titles: Titles<Name>,
  isHead: (at: Head<Name>['at']) => boolean,
): Head<Name> | undefined {
  const columnIn = (said: string[], all: readonly string[]) => said.findIndex((words) => all.map(plain).includes(words))
  return grid
    .slice(0, 30)
    .map((cells, row) => {
      const said = cells.map((cell) => plain(String(cell ?? '')))
      const at = (Object.entries(titles) as [Name, readonly string[]][]).map(([name, all]) => [name, columnIn(said, all)])
      return { row, at: Object.fromEntries(at) as Head<Name>['at'] }
    })
    .find(({ at }) => isHead(at))
}

/**
 * A cell as one would have typed it, for the same parsers that read a form; or what is wrong with it. A number of Excel is exact to fifteen
 * digits: what comes after them is the noise of reckoning.
 */
export function typedIn(cell: Cell): { words: string; wrong?: never } | { wrong: string; words?: never } {
  if (cell instanceof Date) return { wrong: `Excel hiểu ô này là ngày ${date(cell)}, không phải số. Định dạng lại ô thành số rồi nhập lại` }
  if (typeof cell === 'boolean') return { wrong: 'Ô này là đúng/sai, không phải số' }
  if (typeof cell === 'number') return { words: String(Number(cell.toPrecision(15))).replace('.', ',') }
  return { words: (cell ?? '').normalize('NFC').trim() }
}
