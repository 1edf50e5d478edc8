import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
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
  WidthType,
} from 'docx'
import { sizes as common, gap, indent, type Look, lengthOf, mm, type Proof, proofOf, ruled, setting } from './blocks.ts'
import { documentTypes, type OfficialDocument } from './document.ts'
import type { Letterhead, Signature } from './letterhead.ts'

/** The same document, set by the measures of Nghị định 30/2020/NĐ-CP. Lengths are twips (a twentieth of a point), sizes half points. */

export const measures = {
  page: { width: 11_906, height: 16_838 },
  margins: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15) },
  indent,
  gap,
  line: 300, // 1.25 lines
} as const
const width = measures.page.width - measures.margins.left - measures.margins.right
const landscape = measures.page.height - measures.margins.left - measures.margins.right
const sizes = {
  ...common,
  nation: 24,
  motto: 26,
  agency: 24,
  number: 26,
  dated: 26,
  receivers: 22,
  receiversHead: 24,
  page: 28,
} as const

export const byDecree: Look = {
  ...{ width, across: landscape, letters: { size: sizes.body }, flat: {} },
  paragraph: {
    ...{ alignment: AlignmentType.BOTH, indent: { firstLine: indent } },
    spacing: { after: gap, line: measures.line, lineRule: LineRuleType.AUTO },
  },
}
const { run, centred, title, addressees, running, annexes } = setting(byDecree)

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const bare = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }

/** Two columns without lines. */
export const grid = (columns: [number, number], cells: [Paragraph[], Paragraph[]][], row: { cantSplit?: boolean } = {}) =>
  new Table({
    ...{
      width: { size: columns[0] + columns[1], type: WidthType.DXA },
      columnWidths: columns,
      layout: TableLayoutType.FIXED,
      borders: bare,
    },
    rows: cells.map(
      (pair) =>
        new TableRow({
          ...row,
          children: pair.map(
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

/** The lines below "Nơi nhận:". */
export const receiverLines = ({ to }: OfficialDocument, receivers: readonly string[]) => [
  ...[...(to ? ['Như trên'] : []), ...receivers].map((one) => `- ${one};`),
  '- Lưu: VT.',
]

function foot(document: OfficialDocument, { authority, name }: Signature, receivers: readonly string[]) {
  const columns: [number, number] = [Math.round(width * 0.45), width - Math.round(width * 0.45)]
  const flush = (text: string, look: Parameters<typeof run>[1]) =>
    new Paragraph({ spacing: { before: 0, after: 0 }, children: [run(text, look)] })
  const signed = [
    ...authority.map((words) => centred(words, { bold: true })),
    ...Array.from({ length: 4 }, () => centred('')),
    centred(name, { bold: true }),
  ]
  // Nobody signs on a page of its own, nor half of it: the last line goes along.
  return grid(
    columns,
    [
      [
        [
          flush('Nơi nhận:', { size: sizes.receiversHead, bold: true, italics: true }),
          ...receiverLines(document, receivers).map((line) => flush(line, { size: sizes.receivers })),
        ],
        signed,
      ],
    ],
    { cantSplit: true },
  )
}

export const pageNumber = () =>
  new Header({
    children: [
      new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT], size: sizes.page })] }),
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
  const { margins, page } = measures
  const numbered = { titlePage: true } as const
  const headers = { default: pageNumber() }
  const first = proof ? { footers: { first: new Footer({ children: proofOf(proof) }), default: new Footer({ children: [] }) } } : {}
  const text = [
    ...(letterhead.state ? [head(letterhead), centred('')] : []),
    ...title(document),
    ...addressees(document.to),
    ...running(document),
    centred(''),
    foot(document, signature, receivers),
  ]
  const made = new Document({
    ...{ title: document.about, creator: letterhead.agency, description: documentTypes[document.type].name },
    styles: { default: { document: { run: { font: 'Times New Roman', size: sizes.body, color: '000000' } } } },
    sections: [
      {
        properties: { ...numbered, page: { size: page, margin: { ...margins, header: mm(10), footer: mm(10) } } },
        headers,
        ...first,
        children: text,
      },
      ...annexes(document, letterhead).map((children) => ({
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
