import { cellWords, isFigure, type Sheet } from '../sheets/sheet.ts'

/** A table as it is set: its words, how wide each column, in which size. Lengths are twips (a twentieth of a point), sizes half points. */
export type SetTable = { heads: string[]; lines: { words: string; figure: boolean; bold: boolean }[][]; columns: number[]; size: number }

/** From the size of a table beside running text down to the smallest that is read on paper. */
const sizes = [22, 20, 18, 16, 14] as const
/** What a cell leaves empty on both sides, with its lines. */
export const cellMargin = 60
const beside = 2 * cellMargin + 20

/** In a size of one. Letters of Times New Roman are about half as wide as high, capitals more, bold ones a little more. */
const letter = 5.2
const lengthOf = (word: string, bold: boolean) =>
  [...word].reduce((sum, one) => sum + (one === one.toLowerCase() ? letter : letter + 2), 0) * (bold ? 1.08 : 1)

/**
 * Columns as wide as their words need, in the largest size in which no word and no figure is torn. A table of many columns and few rows, such as
 * the sums of four areas, is turned: its heads become its rows.
 */
export function setTable(sheet: Sheet, wide: number): SetTable {
  const { heads, rows, foot } = sheet
  const line = (values: Sheet['rows'][number], bold: boolean) =>
    heads.map(({ type }, i) => ({ words: cellWords(values[i], type), figure: isFigure(type), bold }))
  const upright = {
    heads: heads.map(({ title }) => title),
    lines: [...rows.map((one) => line(one, false)), ...(foot ? [line(foot, true)] : [])],
  }
  const table = heads.length > 12 && rows.length > 0 && rows.length <= 8 ? turned(upright) : upright
  const from = table.heads.length > 8 ? 18 : 22
  const needs = needsOf(table)
  const [least, wish] = [sumOf(needs.map((one) => one.least)), sumOf(needs.map((one) => one.wish))]
  const room = wide - beside * needs.length
  const size = sizes.find((size) => size <= from && least * size <= room) ?? sizes[4]
  const share = Math.min(1, Math.max(0, room - least * size) / Math.max(1, (wish - least) * size))
  const widths = needs.map((one) => beside + size * (one.least + share * (one.wish - one.least)))
  return { ...table, size, columns: widths.map((one) => Math.floor((one * wide) / sumOf(widths))) }
}

type Laid = Pick<SetTable, 'heads' | 'lines'>

function turned({ heads, lines }: Laid): Laid {
  const [first = '', ...others] = heads
  return {
    heads: [first, ...lines.map(([name]) => name?.words ?? '')],
    lines: others.map((title, i) => [
      { words: title, figure: false, bold: false },
      ...lines.flatMap((cells) => cells[i + 1] ?? { words: '', figure: false, bold: false }),
    ]),
  }
}

/** What the words of each column must have, in a size of one, for the longest of them, and would have, for the longest line. */
function needsOf({ heads, lines }: Laid) {
  return heads.map((title, i) => {
    const cells = lines.flatMap((line) => line[i] ?? [])
    const longest = (words: string, bold: boolean) =>
      words.split(/\s+/).reduce((most, word) => Math.max(most, lengthOf(word.slice(0, 20), bold)), 0)
    const least = cells.reduce((most, { words, bold }) => Math.max(most, longest(words, bold)), longest(title, true))
    const wish = cells.reduce((most, { words }) => Math.max(most, letter * wished(words.length)), (letter * title.length) / 2)
    return { least, wish: Math.max(least, wish) }
  })
}

/** A short line stands in one; a long text has the more room the longer it is, up to some ten lines of it. */
const wished = (letters: number) => Math.min(120, letters <= 40 ? letters : 40 + (letters - 40) / 4)

const sumOf = (lengths: readonly number[]) => lengths.reduce((sum, one) => sum + one, 0)
