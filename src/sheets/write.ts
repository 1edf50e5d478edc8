import writeXlsxFile, { type CellObject, type Row } from 'write-excel-file/node'
import { local } from '../clock.ts'
import type { Sheet, Value } from './sheet.ts'

const longestCell = 32_767

/** An Excel file: a page for each table, its head frozen, bold and with filters. No cell is ever a formula. */
export async function xlsx(sheets: readonly Sheet[], made: string): Promise<Buffer> {
  const names = new Set<string>()
  const heads = sheets.map(({ lines }) => lines.length + 2)
  const filters = sheets.map(
    ({ heads: { length }, rows }, i) => `A${(heads[i] ?? 0) + 1}:${letters(length - 1)}${(heads[i] ?? 0) + 1 + rows.length}`,
  )
  return writeXlsxFile(
    sheets.map((sheet, i) => ({
      ...{ data: dataOf(sheet, made), sheet: nameOf(sheet.title, names), stickyRowsCount: (heads[i] ?? 0) + 1 },
      columns: sheet.heads.map((_, n) => ({ width: widthOf(sheet, n) })),
    })),
    {
      features: [
        {
          files: {
            transform: {
              'xl/worksheets/sheet{id}.xml': {
                transform: (xml: string, _: unknown, { sheetIndex }: { sheetIndex: number }) =>
                  sheets[sheetIndex]?.rows.length
                    ? xml.replace('</sheetData>', `</sheetData><autoFilter ref="${filters[sheetIndex]}"/>`)
                    : xml,
              },
            },
          },
        },
      ],
    },
  ).toBuffer()
}

function dataOf({ title, lines, heads, rows, foot }: Sheet, made: string): Row[] {
  const bold = { fontWeight: 'bold' } as const
  return [
    [{ ...text(title), ...bold, fontSize: 14 }],
    ...[...lines, made].map((line) => [text(line)]),
    heads.map(({ title, type }) => ({
      ...{ ...text(title), ...bold, backgroundColor: '#e8ebf4', alignVertical: 'center', wrap: true },
      ...(isFigure(type) && { align: 'right' as const }),
    })),
    ...rows.map((row) => row.map((value, n) => cellOf(value, heads[n]?.type ?? 'text'))),
    ...(foot ? [foot.map((value, n) => ({ ...cellOf(value, heads[n]?.type ?? 'text'), ...bold }))] : []),
  ]
}

type Type = Sheet['heads'][number]['type']
const isFigure = (type: Type) => type === 'number' || type === 'money' || type === 'percent'

function cellOf(value: Value, type: Type): CellObject {
  if (value === null || value === undefined || value === '') return {}
  if (typeof value === 'object' && 'words' in value) return text(value.words)
  if (value instanceof Date)
    return type === 'moment'
      ? { type: Date, value: new Date(`${local(value).format('YYYY-MM-DDTHH:mm:ss')}Z`), format: 'dd/mm/yyyy hh:mm' }
      : { type: Date, value, format: 'dd/mm/yyyy' }
  if (!isFigure(type) || !isNumber(value)) return text(String(value))
  const decimals = String(value).split('.')[1]?.replace(/0+$/, '').length ?? 0
  const whole = `#,##0${decimals ? `.${'0'.repeat(decimals)}` : ''}`
  return type === 'percent'
    ? { type: Number, value: Number(value) / 100, format: decimals ? `0.${'0'.repeat(decimals)}%` : '0%' }
    : { type: Number, value: Number(value), format: whole }
}

/** What a spreadsheet can keep exactly: fifteen digits. A longer one, and a word in a column of figures, is text. */
const isNumber = (value: string | number | bigint) => /^-?\d+(\.\d+)?$/.test(String(value)) && String(value).replace(/\D/g, '').length <= 15

/**
 * The format of text, so that "=1+1" is no formula either when somebody edits the cell. A carriage return is written as Excel does, and what
 * only looks like such a sign keeps its looks.
 */
const text = (words: string): CellObject => ({
  ...{ type: String, format: '@' },
  value: words
    .slice(0, longestCell)
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replaceAll('\r', '_x000D_'),
})

/** As wide as most of its cells; long texts are read in the cell. */
function widthOf({ heads, rows }: Sheet, n: number) {
  const lengths = rows.slice(0, 200).map((row) => lengthOf(row[n], heads[n]?.type))
  return Math.min(60, Math.max(10, Math.ceil((heads[n]?.title.length ?? 0) * 0.8), ...lengths) + 2)
}

function lengthOf(value: Value, type: Type | undefined) {
  if (value instanceof Date) return type === 'moment' ? 16 : 10
  return (value && typeof value === 'object' ? value.words : String(value ?? '')).length
}

/** At most 31 signs, none of []:*?/\, and no two alike. */
function nameOf(title: string, taken: Set<string>) {
  const name =
    title
      .replace(/[[\]:*?/\\]/g, '-')
      .slice(0, 31)
      .replace(/^'+|'+$/g, '')
      .trim() || 'Bảng'
  const free = taken.has(name.toLowerCase()) ? `${name.slice(0, 27)} (${taken.size + 1})` : name
  taken.add(free.toLowerCase())
  return free
}

/** 0 is A, 26 is AA. */
export const letters = (n: number): string => (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26))
