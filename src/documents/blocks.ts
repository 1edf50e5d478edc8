import {
  AlignmentType,
  BorderStyle,
  ImageRun,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Sheet } from '../sheets/sheet.ts'
import { romanOf } from '../words.ts'
import { heightOf, picture } from './chart.ts'
import { cellMargin, setTable } from './columns.ts'
import { type Block, type Chart, documentTypes, isChart, isPoints, isTitled, letterOf, type OfficialDocument } from './document.ts'
import type { Letterhead } from './letterhead.ts'

/** The words of a document as paragraphs, tables and pictures. Lengths are twips (a twentieth of a point), sizes half points. */

export const mm = (n: number) => Math.round((n * 1440) / 25.4)
export const sizes = { body: 28, table: 22 } as const

/** How they look: by the decree, or as the place in a template looks in which they are put. */
export type Look = {
  /** How wide the text is, and the annexes behind it. */
  width: number
  across: number
  /** The letters of running text, and its paragraphs. */
  letters: Pick<IRunOptions, 'font' | 'size'>
  paragraph: IParagraphOptions
  /** What stands in the middle or in a table: without the indents of running text. */
  flat: IParagraphOptions
}

export const gap = 120 // 6 pt

type Run = { size?: number; bold?: boolean; italics?: boolean }
export type Setting = ReturnType<typeof setting>

export function setting(look: Look) {
  const { width, letters, flat } = look
  const run = (text: string, own: Run = {}) => new TextRun({ ...letters, ...own, text: spoken(text) })
  const centred = (text: string, { after = 0, ...own }: Run & { after?: number } = {}) =>
    new Paragraph({ ...flat, alignment: AlignmentType.CENTER, spacing: { before: 0, after }, children: [run(text, own)] })
  const body = (children: TextRun[], options: IParagraphOptions = {}) => new Paragraph({ ...look.paragraph, children, ...options })

  return { run, centred, title, addressees, running, annexes, single: (words: string) => body([run(words)]) }

  function title({ type, about }: OfficialDocument) {
    return [
      centred(documentTypes[type].name, { bold: true }),
      centred(about, { bold: true }),
      ruled(width, Math.min(width / 2, lengthOf(about, sizes.body) * 0.4)),
    ]
  }

  function addressees(to: readonly string[] | undefined) {
    if (!to?.length) return []
    if (to.length === 1) return [centred(`Kính gửi: ${to[0]}.`, { after: 2 * gap })]
    const line = (text: string, left: number) =>
      new Paragraph({ ...flat, indent: { left }, spacing: { before: 0, after: 0 }, children: [run(text)] })
    return [
      line('Kính gửi:', 2 * indent),
      ...to.map((one, i) => line(`- ${one}${i === to.length - 1 ? '.' : ';'}`, 3 * indent)),
      centred(''),
    ]
  }

  /** From the grounds to the closing. */
  function running({ bases = [], opening, paragraphs = [], parts, closing }: OfficialDocument) {
    return [
      ...bases.map((words, i) => body([run(`${words}${i === bases.length - 1 ? '.' : ';'}`, { italics: true })])),
      ...[...(opening ? [opening] : []), ...paragraphs].map((words) => body([run(words)])),
      ...parts.flatMap(({ heading, blocks }, i) => [
        body([run(`${romanOf(i + 1)}. ${heading.toUpperCase()}`, { bold: true })], { keepNext: true }),
        ...blocksOf(blocks),
      ]),
      body([run(`${closing}./.`)], { keepNext: true }),
    ]
  }

  function blocksOf(blocks: readonly Block[], first = 1): (Paragraph | Table)[] {
    let n = first
    return blocks.flatMap((block) => {
      if (typeof block === 'string') return [body([run(block)])]
      if (isPoints(block)) return block.points.map((words, i) => body([run(`${letterOf(i)}) ${words}`)]))
      if (isTitled(block)) return [body([run(`${n++}. ${block.title}`, { bold: true })], { keepNext: true }), ...blocksOf(block.blocks)]
      if (isChart(block)) return [pictured(block)]
      return [tableOf(block, width), centred('', { size: 12 })]
    })
  }

  function pictured(chart: Chart) {
    const wide = Math.min(600, Math.round(width / 15)) // dots: fifteen twips each
    return new Paragraph({
      ...{ ...flat, alignment: AlignmentType.CENTER, spacing: { before: gap, after: gap } },
      children: [
        new ImageRun({
          ...{ type: 'png', data: picture(chart), transformation: { width: wide, height: Math.round((heightOf(chart) * wide) / 1000) } },
          altText: {
            name: chart.chart,
            title: chart.chart,
            description: chart.bars.map(({ label, words }) => `${label}: ${words}`).join('; '),
          },
        }),
      ],
    })
  }

  /** The long tables behind the text, each with its head. */
  function annexes({ annexes: sheets, type }: OfficialDocument, { number, agency }: Letterhead) {
    const of = `${capitalised(documentTypes[type].name)} số ${number.replace(/^Số:?\s*/, '').replace(/^(?=[/-])/, '……')} của ${agency}`
    return sheets.map((sheet, i) => [
      centred(sheets.length > 1 ? `Phụ lục ${romanOf(i + 1)}` : 'Phụ lục', { bold: true }),
      centred(sheet.title.toUpperCase(), { bold: true }),
      centred(`(Kèm theo ${of})`, { italics: true, after: gap }),
      ...sheet.lines.slice(0, 1).map((line) => centred(line, { size: sizes.table, italics: true, after: gap })),
      tableOf(sheet, look.across),
    ])
  }

  /** The head repeats on every page and no row is torn. */
  function tableOf(sheet: Sheet, wide: number) {
    const { heads, lines, columns, size } = setTable(sheet, wide)
    const cell = (words: string, i: number, own: Run, alignment: (typeof AlignmentType)[keyof typeof AlignmentType]) =>
      new TableCell({
        ...{ width: { size: columns[i] ?? 0, type: WidthType.DXA }, verticalAlign: VerticalAlign.CENTER },
        margins: { top: 40, bottom: 40, left: cellMargin, right: cellMargin },
        children: words
          .split('\n')
          .map((line) => new Paragraph({ ...flat, alignment, spacing: { before: 0, after: 0 }, children: [run(line, { size, ...own })] })),
      })
    const head = heads.map((title, i) => cell(title, i, { bold: true }, AlignmentType.CENTER))
    const body = lines.map((cells) =>
      cells.map(({ words, figure, bold }, i) => cell(words, i, { bold }, figure ? AlignmentType.RIGHT : AlignmentType.LEFT)),
    )
    const none = new TableCell({ columnSpan: heads.length, children: [centred(`${sheet.title}: không có`, { size })] })
    return new Table({
      ...{ width: { size: columns.reduce((sum, one) => sum + one, 0), type: WidthType.DXA }, columnWidths: columns },
      layout: TableLayoutType.FIXED,
      borders: { top: thin, bottom: thin, left: thin, right: thin, insideHorizontal: thin, insideVertical: thin },
      rows: [
        new TableRow({ tableHeader: true, cantSplit: true, children: head }),
        ...body.map((children) => new TableRow({ cantSplit: true, children })),
        ...(sheet.rows.length ? [] : [new TableRow({ children: [none] })]),
      ],
    })
  }
}

export const indent = 720 // 1.27 cm
const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const

/** A rule under the line before it, so long and in the middle of a column so wide. */
export const ruled = (column: number, length: number) => {
  const side = Math.max(0, Math.round((column - length) / 2))
  return new Paragraph({
    ...{ indent: { left: side, right: side }, spacing: { before: 0, after: gap, line: 60, lineRule: LineRuleType.EXACT } },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    children: [],
  })
}
/** About how long words are, set in bold capitals or not. */
export const lengthOf = (words: string, size: number) => Math.round(words.length * (size / 2) * (words === words.toUpperCase() ? 14 : 10))

/** What a reader of the paper can ask the portal: whether this is what was sent. */
export type Proof = { words: string[]; picture: Buffer }

export const proofOf = ({ words, picture }: Proof) => [
  new Paragraph({
    border: { top: { style: BorderStyle.SINGLE, size: 4, space: 4, color: '000000' } },
    children: [
      new ImageRun({
        type: 'png',
        data: picture,
        transformation: { width: 56, height: 56 },
        altText: { name: 'QR', title: 'Mã kiểm tra', description: words.join(' ') },
      }),
    ],
  }),
  ...words.map((line) => new Paragraph({ spacing: { before: 0, after: 0 }, children: [new TextRun({ text: line, size: 18 })] })),
]

/** Words that somebody typed are never a place of a template to be filled: a sign without width stands between the braces. */
export const spoken = (text: string) => text.replaceAll('{{', '{\u2060{')

const capitalised = (words: string) => words.charAt(0) + words.slice(1).toLowerCase()
