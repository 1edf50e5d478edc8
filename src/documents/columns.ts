import { cellWords, isFigure, type Sheet } from '../sheets/sheet.ts'

/** A table as it is set: its words, how wide each column, in which size. Lengths are twips (a twentieth of a point), sizes half points. */
export type SetTable = { heads: string[]; lines: { words: string; figure: boolean; bold: boolean }[][]; columns: number[]; size: number }

/** From the size of a table beside running text down to the smallest that is read on paper. */
const sizes = [22, 20, 18, 16, 14] as const
/** What a cell leaves empty on both sides, with its lines. */
export const cellMargin = 60
const beside = 2 * cellMargin + 20

/** Letters of Times New Roman are about half as wide as high, capitals more, bold ones a little more. */
const lengthOf = (words: string, size: number, bold: boolean) =>
  [...words].reduce((sum, letter) => sum + (letter === letter.toLowerCase() ? 5.2 : 7.2), 0) * size * (bold ? 1.08 : 1)

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
  const fitting = sizes.filter((size) => size <= from).map((size) => ({ size, needs: needsOf(table, size) }))
  const { size, needs } = fitting.find(({ needs }) => sumOf(needs, 'least') <= wide) ?? (fitting.at(-1) as (typeof fitting)[number])
  const [least, wish] = [sumOf(needs, 'least'), sumOf(needs, 'wish')]
  const share = Math.min(1, Math.max(0, wide - least) / Math.max(1, wish - least))
  const widths = needs.map((one) => one.least + share * (one.wish - one.least))
  const all = widths.reduce((sum, one) => sum + one, 0)
  return { ...table, size, columns: widths.map((one) => Math.floor((one * wide) / all)) }
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

/** What each column must have, for its longest word, and would have, for its longest line. */
function needsOf({ heads, lines }: Laid, size: number) {
  return heads.map((title, i) => {
    const cells = lines.flatMap((line) => line[i] ?? [])
    const longest = (words: string, bold: boolean) =>
      words.split(/\s+/).reduce((most, word) => Math.max(most, lengthOf(word.slice(0, 20), size, bold)), 0)
    const least = cells.reduce((most, { words, bold }) => Math.max(most, longest(words, bold)), longest(title, true))
    const wish = cells.reduce((most, { words }) => Math.max(most, 5.2 * size * wished(words.length)), 2.6 * size * title.length)
    return { least: least + beside, wish: Math.max(least, wish) + beside }
  })
}

/** A short line stands in one; a long text has the more room the longer it is, up to some ten lines of it. */
const wished = (letters: number) => Math.min(120, letters <= 40 ? letters : 40 + (letters - 40) / 4)

const sumOf = (needs: ReturnType<typeof needsOf>, name: 'least' | 'wish') => needs.reduce((sum, one) => sum + one[name], 0)
