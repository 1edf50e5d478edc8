import { AlignmentType, Document, Packer, Paragraph, TextRun } from 'docx'
import { mm, sizes } from '../documents/blocks.ts'
import type { OfficialDocument } from '../documents/document.ts'
import { carriedOut } from '../documents/document.ts'
import type { Letterhead } from '../documents/letterhead.ts'
import { grid, type Issued, measures, pageNumber } from '../documents/word.ts'
import type { DocumentStyle } from '../generated/enums.ts'
import { proofOf } from '../proofs/proof.ts'
import { braced, fields, places } from './places.ts'

/** A template to begin with, and a document to try one with. */

/** Stands on the page that is to be thrown away. */
export const forgotten = 'Xóa trang hướng dẫn này trước khi đặt mẫu lên cổng'

type Agency = { name: string; documentStyle: DocumentStyle }

export async function sampleTemplate({ documentStyle }: Agency): Promise<Buffer> {
  const { margins, page } = measures
  const width = page.width - margins.left - margins.right
  const columns: [number, number] = [Math.round(width * 0.45), width - Math.round(width * 0.45)]
  const at = (name: keyof typeof places) => braced(places[name].name)
  type Own = { size?: number; bold?: boolean; italics?: boolean; allCaps?: boolean }
  const run = (text: string, own: Own = {}) => new TextRun({ text, size: sizes.body, ...own })
  const flush = { before: 0, after: 0 }
  const centred = (text: string, own: Own = {}) =>
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: flush, children: [run(text, own)] })
  const left = (text: string, own: Own = {}) => new Paragraph({ spacing: flush, children: [run(text, own)] })
  const party = documentStyle === 'party'
  const head = grid(columns, [
    [
      [centred('[TÊN CƠ QUAN CẤP TRÊN]', { size: 26 }), centred(at('agency'), { bold: true, allCaps: true }), centred('*'), centred(`${party ? 'Số' : 'Số:'} ${at('number')}`)], // biome-ignore format: one line
      [
        centred(party ? 'ĐẢNG CỘNG SẢN VIỆT NAM' : '', { bold: true, size: 30 }),
        centred(''),
        centred(''),
        centred(at('dated'), { italics: true }),
      ],
    ],
  ])
  const foot = grid(
    columns,
    [
      [
        [left('Nơi nhận:', { bold: true, size: 24 }), left(at('receivers'), { size: 24 })],
        [
          centred('T/M [TẬP THỂ LÃNH ĐẠO]', { bold: true }),
          centred(at('deputising'), { bold: true }),
          centred(at('title'), { bold: true }),
          ...Array.from({ length: 4 }, () => centred('')),
          centred(at('signer'), { bold: true }),
        ],
      ],
    ],
    { cantSplit: true },
  )
  const guide = [
    new Paragraph({ pageBreakBefore: true, alignment: AlignmentType.CENTER, children: [run(forgotten, { bold: true })] }),
    ...[
      'Đây là mẫu để bắt đầu: đổi tiêu đề, phông chữ, lề, cách trình bày theo quy định của cơ quan. Chữ trong ngoặc vuông sửa thành chữ của cơ quan.',
      'Chữ trong hai dấu ngoặc nhọn là chỗ cổng điền. Định dạng chỗ ấy thế nào (phông, cỡ chữ, thụt dòng, giãn dòng) thì chữ cổng điền vào theo như thế.',
      'Chỗ điền được dời, bỏ hoặc thêm. Riêng chỗ cho nội dung phải có, đứng một mình trong một đoạn, không nằm trong bảng. Mẫu không có chỗ cho tên loại và trích yếu, hoặc kính gửi, thì cổng ghi các phần đó ở đầu nội dung.',
      'Các chỗ điền, gõ trong hai dấu ngoặc nhọn:',
      ...fields.map((field) => `- ${places[field].name}: ${places[field].says}.`),
    ].map((words) => new Paragraph({ spacing: { after: 120 }, children: [run(words, { size: 24 })] })),
  ]
  const made = new Document({
    ...{ title: 'Mẫu văn bản', creator: 'Cổng phối hợp' },
    styles: { default: { document: { run: { font: 'Times New Roman', size: sizes.body } } } },
    sections: [
      {
        ...{
          properties: { titlePage: true, page: { size: page, margin: { ...margins, header: mm(10), footer: mm(10) } } },
          headers: { default: pageNumber() },
        },
        children: [
          ...[head, centred('')],
          ...[centred(at('type'), { bold: true }), centred(at('about'), { bold: true }), centred('-----'), centred(at('to')), centred('')],
          new Paragraph({
            ...{
              alignment: AlignmentType.BOTH,
              indent: { firstLine: measures.indent },
              spacing: { after: measures.gap, line: measures.line },
            },
            children: [run(at('body'))],
          }),
          ...[centred(''), foot, ...guide],
        ],
      },
    ],
  })
  return Packer.toBuffer(made)
}

/** What an agency might send: every kind of thing that stands in a document. */
export async function sampleOf({ name, documentStyle }: Agency): Promise<Issued> {
  const party = documentStyle === 'party'
  const number = party ? 'Số 12-BC/VD' : 'Số: 12/BC-VD'
  const letterhead: Letterhead = { state: false, party, lines: [], number, dated: 'Điện Biên, ngày 05 tháng 01 năm 2025', agency: name }
  return {
    ...{ document: sampleDocument, letterhead, receivers: [] },
    signature: {
      authority: party ? ['KT. TRƯỞNG BAN', 'PHÓ TRƯỞNG BAN'] : ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
      name: 'Nguyễn Văn Mẫu',
    },
    proof: await proofOf('0'.repeat(64), (path) => path),
  }
}

const table = {
  ...{ title: 'Kết quả theo xã', lines: ['Số liệu mẫu'] },
  heads: [
    { title: 'Xã', type: 'text' as const },
    { title: 'Số hộ được giúp', type: 'number' as const },
    { title: 'Kinh phí (đồng)', type: 'money' as const },
  ],
  rows: [
    ['Xã thứ nhất', 25, 120_000_000],
    ['Xã thứ hai', 18, 95_500_000],
  ],
  foot: ['Cộng', 43, 215_500_000],
}

const sampleDocument: OfficialDocument = {
  ...{ type: 'report', about: 'Văn bản mẫu để xem thử', to: ['Ủy ban nhân dân tỉnh (qua Sở Kế hoạch và Đầu tư)'] },
  opening: carriedOut('cơ quan báo cáo kết quả như sau (đây là văn bản mẫu, không phải số liệu thật):'),
  parts: [
    {
      heading: 'Kết quả thực hiện',
      blocks: [
        'Một đoạn văn thường, đủ dài để thấy chữ xuống dòng, thụt đầu dòng và giãn dòng theo chỗ đặt nội dung trong mẫu của cơ quan.',
        { title: 'Giúp phát triển kinh tế', blocks: ['Một đoạn văn dưới tiêu đề nhỏ.', { points: ['Ý thứ nhất.', 'Ý thứ hai.'] }] },
        table,
        {
          chart: 'Kinh phí theo lĩnh vực',
          bars: [
            { label: 'Kinh tế', value: 120, words: '120 triệu đồng' },
            { label: 'Văn hóa - xã hội', value: 95, words: '95 triệu đồng' },
          ],
        },
      ],
    },
    { heading: 'Đề xuất, kiến nghị', blocks: ['Một đoạn văn ở phần cuối.'] },
  ],
  closing: 'Trên đây là văn bản mẫu để xem thử',
  annexes: [{ ...table, title: 'Danh sách các xã' }],
}
