import { z } from 'zod'
import { text } from '../form.ts'
import type { Indicator } from '../generated/client.ts'
import type { PeriodKind } from '../generated/enums.ts'
import { type Importing, wordIn } from '../sheets/import.ts'
import { date, periodKindWords, plain } from '../words.ts'
import { partsOf } from './catalogue.ts'
import { columnsOf, computable, type Everybodys, everybodysLines, lineFields, misfits, placing, sensible } from './indicator.ts'

/** Lines of everybody's catalogue, from a table. A computed one may stand on lines above it. */

const kinds = { stock: 'Hiện có', flow: 'Phát sinh', derived: 'Cổng tính', fall: 'Mức giảm' }
const reported = { month: periodKindWords.month, quarter: periodKindWords.quarter, year: periodKindWords.year }

const periods = z
  .string()
  .default('')
  .transform((typed, context): PeriodKind[] => {
    const words = typed.split(/[;,]/).map(plain).filter(Boolean)
    const codes = (Object.keys(reported) as (keyof typeof reported)[]).filter((code) => words.includes(plain(reported[code])))
    if (codes.length === new Set(words).size) return codes
    context.addIssue({ code: 'custom', message: `Ghi tháng, quý, năm, cách nhau bằng dấu chấm phẩy` })
    return z.NEVER
  })
  .meta({ title: 'Có trong báo cáo' })

const decimals = z
  .string()
  .default('')
  .transform((typed) => typed || '0')
  .refine((typed) => /^[0-4]$/.test(typed), 'Ghi số chữ số phần lẻ, từ 0 đến 4')
  .meta({ title: 'Số chữ số phần lẻ' })

const row = z
  // Lines that came with the portal name no purpose; a new one does.
  .object({ ...lineFields, kind: wordIn('Cách tính', kinds), periods, decimals, purpose: text('Căn cứ, mục đích', { max: 1_000 }) })
  .superRefine(sensible)
  .superRefine(computable)
type Data = z.output<typeof row>

/** As the page for one line would have read it. */
const asTyped = (data: Data) => data as unknown as Everybodys

export const indicatorTable: Importing<Indicator[], typeof row> = {
  ...{ path: '/indicators', readers: ['planning'], action: 'indicator.import', heads: ['code', 'name', 'kind', 'from'] },
  title: 'Nhập danh mục chỉ tiêu từ Excel',
  lead: 'Chỉ tiêu chung trong báo cáo của mọi xã.',
  known: ({ db }) => everybodysLines(db),
  row: () => row,
  judging(known) {
    const lines = Map.groupBy<string, Parameters<typeof misfits>[0][number]>(known, ({ code }) => code)
    const rows = new Map<string, number>()
    return ({ data, row }) => {
      const there = known.find((line) => line.code === data.code && line.from.getTime() === data.from?.getTime())
      if (there) return differing(there, data) ?? true
      if (!data.purpose) return { field: 'purpose', words: 'Nêu căn cứ hoặc mục đích theo dõi' }
      const twice = rows.get(data.code)
      if (twice !== undefined) return { field: 'code', words: `Đã có ở dòng ${twice + 1}` }
      const needed = [data.code, data.under, ...partsOf(data.over).map(({ code }) => code)]
      const [wrong] = misfits(needed.flatMap((code) => lines.get(code) ?? []), asTyped(data)) // biome-ignore format: one line
      if (wrong) return { field: wrong.path, words: wrong.message }
      rows.set(data.code, row)
      lines.set(data.code, [...(lines.get(data.code) ?? []), { ...asTyped(data), to: null }])
      return undefined
    }
  },
  template: (known) =>
    known
      .filter(({ to }) => !to)
      .toSorted((a, b) => a.position - b.position || a.code.localeCompare(b.code))
      .map((line) => [
        ...[line.code, line.name, line.unit, line.group, kinds[line.kind], line.over, line.under],
        ...[line.times === 1 ? '' : String(line.times), String(line.most ?? '')],
        ...[
          line.periods.map((period) => periodKindWords[period].toLowerCase()).join('; '),
          String(line.decimals),
          date(line.from),
          line.purpose,
        ],
      ]),
  how: [
    'Mẫu có sẵn danh mục đang áp dụng. Thêm dòng mới ở cuối; dòng đã có để nguyên hoặc xóa khỏi bảng đều được.',
    'Mã: hai chữ cái in hoa, hai chữ số, có thể thêm một chữ cái. Một mã đang áp dụng không dùng lại được: ngừng áp dụng chỉ tiêu cũ trước.',
    `Cách tính ghi một trong: ${Object.values(kinds).join('; ')}. Hiện có: số vào cuối kỳ. Phát sinh: số trong kỳ, cổng cộng lũy kế. Cổng tính: từ các mã khác. Mức giảm: của một tỷ lệ so với năm trước.`,
    'Tính từ, chia cho, nhân với: chỉ ghi khi cổng tính. Ví dụ tỷ lệ hộ nghèo: tính từ GN01, chia cho DC01, nhân với 100.',
    'Có trong báo cáo: tháng, quý, năm, cách nhau bằng dấu chấm phẩy.',
    'Áp dụng từ ngày: ngày đầu một tháng, dạng ngày/tháng/năm. Báo cáo của kỳ kết thúc từ ngày ấy có chỉ tiêu.',
    'Sửa câu chữ, ngừng áp dụng một chỉ tiêu thì làm ở trang của chỉ tiêu ấy.',
  ],
  async write(tx, lines, { actor, known }) {
    const place = placing(known)
    await tx.indicator.createMany({
      data: lines.map(({ data }) => ({ ...columnsOf(asTyped(data), place(data.group)), ownerId: actor.agencyId })),
    })
    return undefined
  },
}

/** In what a row says otherwise than the line that is there. */
function differing(there: Indicator, data: Data): { field: string; words: string } | undefined {
  const same: [keyof Data, unknown, unknown][] = [
    ['name', there.name, data.name],
    ['group', there.group, data.group],
    ['unit', there.unit, data.unit],
    ['kind', there.kind, data.kind],
    ['over', there.over, data.over],
    ['under', there.under, data.under],
  ]
  const other = same.find(([, was, is]) => was !== is)
  if (!other) return undefined
  const [field, was] = other
  const how =
    field === 'name' || field === 'group' ? 'sửa câu chữ ở trang của chỉ tiêu' : 'muốn đổi thì ngừng áp dụng chỉ tiêu cũ, lập mã mới'
  return { field, words: `${data.code} đã có trên cổng, ở đây ghi “${was || 'để trống'}”; ${how}` }
}
