import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  ImageRun,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { cellWords, isFigure, type Sheet } from '../sheets/sheet.ts'
import { heightOf, picture } from './chart.ts'
import { type Block, type Chart, documentTypes, isChart, isPoints, isTitled, letterOf, type OfficialDocument, romans } from './document.ts'
import type { Letterhead, Signature } from './letterhead.ts'

/** The same document, set by the measures of Nghị định 30/2020/NĐ-CP. Lengths are twips (a twentieth of a point), sizes half points. */

const mm = (n: number) => Math.round((n * 1440) / 25.4)
export const measures = {
  page: { width: 11_906, height: 16_838 },
  margins: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15) },
  indent: 720, // 1.27 cm
  gap: 120, // 6 pt
  line: 300, // 1.25 lines
} as const
const width = measures.page.width - measures.margins.left - measures.margins.right
const landscape = measures.page.height - measures.margins.left - measures.margins.right
const sizes = {
  nation: 24,
  motto: 26,
  agency: 24,
  number: 26,
  dated: 26,
  body: 28,
  to: 28,
  receivers: 22,
  receiversHead: 24,
  page: 28,
  table: 22,
} as const

type Run = { size?: number; bold?: boolean; italics?: boolean }
const run = (text: string, { size = sizes.body, ...rest }: Run = {}) => new TextRun({ text, size, ...rest })
const centred = (text: string, look: Run & { after?: number } = {}) =>
  new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 0, after: look.after ?? 0 }, children: [run(text, look)] })
const body = (children: TextRun[], options: IParagraphOptions = {}) =>
  new Paragraph({
    ...{ alignment: AlignmentType.BOTH, indent: { firstLine: measures.indent }, children },
    spacing: { after: measures.gap, line: measures.line, lineRule: LineRuleType.AUTO },
    ...options,
  })

/** A rule under the line before it, so long and in the middle of a column so wide. */
const ruled = (column: number, length: number) => {
  const side = Math.max(0, Math.round((column - length) / 2))
  return new Paragraph({
    ...{ indent: { left: side, right: side }, spacing: { before: 0, after: measures.gap, line: 60, lineRule: LineRuleType.EXACT } },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    children: [],
  })
}
/** About how long words are, set in bold capitals or not. */
const lengthOf = (words: string, size: number) => Math.round(words.length * (size / 2) * (words === words.toUpperCase() ? 14 : 10))

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const bare = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }
const single = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const

const grid = (columns: [number, number], cells: [Paragraph[], Paragraph[]][]) =>
  new Table({
    ...{
      width: { size: columns[0] + columns[1], type: WidthType.DXA },
      columnWidths: columns,
      layout: TableLayoutType.FIXED,
      borders: bare,
    },
    rows: cells.map(
      (row) =>
        new TableRow({
          children: row.map(
            (children, i) => new TableCell({ width: { size: columns[i] ?? 0, type: WidthType.DXA }, borders: bare, children }),
          ),
        }),
    ),
  })

function head({ lines, number, dated }: Letterhead) {
  const columns: [number, number] = [Math.round(width * 0.42), width - Math.round(width * 0.42)]
  const last = lines.at(-1)?.words ?? ''
  const motto = 'Độc lập - Tự do - Hạnh phúc'
  return grid(columns, [
    [
      [
        ...lines.map(({ words, bold }) => centred(words, { size: sizes.agency, bold })),
        ruled(columns[0], Math.min(columns[0] * 0.5, lengthOf(last, sizes.agency) * 0.4)),
      ],
      [
        centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: sizes.nation, bold: true }),
        centred(motto, { size: sizes.motto, bold: true }),
        ruled(columns[1], lengthOf(motto, sizes.motto)),
      ],
    ],
    [[centred(number, { size: sizes.number })], [centred(dated, { size: sizes.dated, italics: true })]],
  ])
}

function foot({ to }: OfficialDocument, { authority, name }: Signature, receivers: readonly string[]) {
  const columns: [number, number] = [Math.round(width * 0.45), width - Math.round(width * 0.45)]
  const flush = (text: string, look: Run) => new Paragraph({ spacing: { before: 0, after: 0 }, children: [run(text, look)] })
  const kept = [...(to ? ['Như trên'] : []), ...receivers].map((one) => `- ${one};`)
  const signed = [
    ...authority.map((words) => centred(words, { bold: true })),
    ...Array.from({ length: 4 }, () => centred('')),
    centred(name, { bold: true }),
  ]
  return grid(columns, [
    [
      [
        flush('Nơi nhận:', { size: sizes.receiversHead, bold: true, italics: true }),
        ...[...kept, '- Lưu: VT.'].map((line) => flush(line, { size: sizes.receivers })),
      ],
      signed,
    ],
  ])
}

function title({ type, about }: OfficialDocument) {
  return [
    centred(documentTypes[type].name, { bold: true }),
    centred(about, { bold: true }),
    ruled(width, Math.min(width / 2, lengthOf(about, sizes.body) * 0.4)),
  ]
}

function addressees(to: readonly string[] | undefined) {
  if (!to?.length) return []
  if (to.length === 1) return [centred(`Kính gửi: ${to[0]}.`, { after: 2 * measures.gap })]
  const line = (text: string, left: number) =>
    new Paragraph({ indent: { left }, spacing: { before: 0, after: 0 }, children: [run(text, { size: sizes.to })] })
  return [
    line('Kính gửi:', 2 * measures.indent),
    ...to.map((one, i) => line(`- ${one}${i === to.length - 1 ? '.' : ';'}`, 3 * measures.indent)),
    centred(''),
  ]
}

function blocksOf(blocks: readonly Block[], wide: number, first = 1): (Paragraph | Table)[] {
  let n = first
  return blocks.flatMap((block) => {
    if (typeof block === 'string') return [body([run(block)])]
    if (isPoints(block)) return block.points.map((words, i) => body([run(`${letterOf(i)}) ${words}`)]))
    if (isTitled(block)) return [body([run(`${n++}. ${block.title}`, { bold: true })], { keepNext: true }), ...blocksOf(block.blocks, wide)]
    if (isChart(block)) return [pictured(block)]
    return [tableOf(block, wide), centred('', { size: 12 })]
  })
}

const pictured = (chart: Chart) =>
  new Paragraph({
    ...{ alignment: AlignmentType.CENTER, spacing: { before: measures.gap, after: measures.gap } },
    children: [
      new ImageRun({
        ...{ type: 'png', data: picture(chart), transformation: { width: 600, height: Math.round(heightOf(chart) * 0.6) } },
        altText: {
          name: chart.chart,
          title: chart.chart,
          description: chart.bars.map(({ label, words }) => `${label}: ${words}`).join('; '),
        },
      }),
    ],
  })

/** Columns as wide as their words need, figures narrow; the head repeats on every page and no row is torn. */
function tableOf({ title, heads, rows, foot }: Sheet, wide: number) {
  const need = heads.map(({ title, type }, i) => {
    const longest = rows.slice(0, 200).reduce((most, row) => Math.max(most, cellWords(row[i], type).length), 0)
    return isFigure(type) ? Math.max(7, Math.min(longest, 16)) + 2 : Math.max(8, Math.min(Math.max(title.length / 2, longest), 40))
  })
  const all = need.reduce((sum, one) => sum + one, 0)
  const columns = need.map((one) => Math.floor((one / all) * wide))
  const size = heads.length > 8 ? 18 : sizes.table
  const cell = (words: string, i: number, look: Run, alignment: (typeof AlignmentType)[keyof typeof AlignmentType]) =>
    new TableCell({
      ...{ width: { size: columns[i] ?? 0, type: WidthType.DXA }, verticalAlign: VerticalAlign.CENTER },
      margins: { top: 40, bottom: 40, left: 60, right: 60 },
      children: words
        .split('\n')
        .map((line) => new Paragraph({ alignment, spacing: { before: 0, after: 0 }, children: [run(line, { size, ...look })] })),
    })
  const line = (values: Sheet['rows'][number], look: Run = {}) =>
    new TableRow({
      cantSplit: true,
      children: heads.map(({ type }, i) =>
        cell(cellWords(values[i], type), i, look, isFigure(type) ? AlignmentType.RIGHT : AlignmentType.LEFT),
      ),
    })
  return new Table({
    ...{
      width: { size: columns.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
      columnWidths: columns,
      layout: TableLayoutType.FIXED,
    },
    borders: { top: single, bottom: single, left: single, right: single, insideHorizontal: single, insideVertical: single },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: heads.map((one, i) => cell(one.title, i, { bold: true }, AlignmentType.CENTER)),
      }),
      ...rows.map((values) => line(values)),
      ...(foot ? [line(foot, { bold: true })] : []),
      ...(rows.length
        ? []
        : [new TableRow({ children: [new TableCell({ columnSpan: heads.length, children: [centred(`${title}: không có`, { size })] })] })]),
    ],
  })
}

const pageNumber = () =>
  new Header({
    children: [
      new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT], size: sizes.page })] }),
    ],
  })

/** What a reader of the paper can ask the portal: whether this is what was sent. */
export type Proof = { words: string[]; picture: Buffer }

const proofOf = ({ words, picture }: Proof) =>
  new Footer({
    children: [
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
      ...words.map((line) => new Paragraph({ spacing: { before: 0, after: 0 }, children: [run(line, { size: 18 })] })),
    ],
  })

export type Issued = {
  document: OfficialDocument
  letterhead: Letterhead
  signature: Signature
  receivers: readonly string[]
  proof?: Proof | undefined
}

/** As a .docx file. */
export async function word({ document, letterhead, signature, receivers, proof }: Issued): Promise<Buffer> {
  const { bases = [], opening, paragraphs = [], parts, closing, annexes, about, type } = document
  const { margins, page } = measures
  const numbered = { titlePage: true } as const
  const headers = { default: pageNumber() }
  const first = proof ? { footers: { first: proofOf(proof), default: new Footer({ children: [] }) } } : {}
  const text = [
    ...(letterhead.state ? [head(letterhead), centred('')] : []),
    ...title(document),
    ...addressees(document.to),
    ...bases.map((words, i) => body([run(`${words}${i === bases.length - 1 ? '.' : ';'}`, { italics: true })])),
    ...[...(opening ? [opening] : []), ...paragraphs].map((words) => body([run(words)])),
    ...parts.flatMap(({ heading, blocks }, i) => [
      body([run(`${romans[i]}. ${heading.toUpperCase()}`, { bold: true })], { keepNext: true }),
      ...blocksOf(blocks, width),
    ]),
    body([run(`${closing}./.`)]),
    centred(''),
    foot(document, signature, receivers),
  ]
  const appendix = annexes.map((sheet, i) => [
    centred(annexes.length > 1 ? `Phụ lục ${romanOf(i)}` : 'Phụ lục', { bold: true }),
    centred(sheet.title.toUpperCase(), { bold: true }),
    centred(
      `(Kèm theo ${capitalised(documentTypes[type].name)} số ${letterhead.number.replace(/^Số:\s*/, '').replace(/^\//, '……/')} của ${letterhead.agency})`,
      { italics: true, after: measures.gap },
    ),
    ...sheet.lines.slice(0, 1).map((line) => centred(line, { size: sizes.table, italics: true, after: measures.gap })),
    tableOf(sheet, landscape),
  ])
  const made = new Document({
    ...{ title: about, creator: letterhead.agency, description: documentTypes[type].name },
    styles: { default: { document: { run: { font: 'Times New Roman', size: sizes.body, color: '000000' } } } },
    sections: [
      {
        properties: { ...numbered, page: { size: page, margin: { ...margins, header: mm(10), footer: mm(10) } } },
        headers,
        ...first,
        children: text,
      },
      ...appendix.map((children) => ({
        properties: {
          ...numbered,
          type: SectionType.NEXT_PAGE,
          page: {
            size: { ...page, orientation: PageOrientation.LANDSCAPE },
            margin: { ...margins, header: mm(10) },
            pageNumbers: { start: 1 },
          },
        },
        headers,
        footers: { first: new Footer({ children: [] }), default: new Footer({ children: [] }) },
        children,
      })),
    ],
  })
  return Packer.toBuffer(made)
}

const romanOf = (i: number) => romans[i] ?? String(i + 1)
const capitalised = (words: string) => words.charAt(0) + words.slice(1).toLowerCase()
