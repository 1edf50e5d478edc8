import { z } from 'zod'
import { dayOf } from '../clock.ts'
import { choice, count, day, doubtful, money, optionalChoice, quantity, rows, text, tick } from '../form.ts'
import { clauseWords } from '../regulation/clauses.ts'
import { beneficiaryWords, contributionKindWords, contributionSourceWords, date, formWords, number } from '../words.ts'

/** Of which assignment, and for which of the unit's plan items: `{ '<filing>.<key>': '1. Xây bể nước (năm 2024)' }`. */
export type SupportFrame = { from: Date; to: Date | null; items: Record<string, string> }

/** A contribution is optional: help is not only material (khoản 1 Điều 11). */
const contribution = z
  .object({
    kind: choice('Loại', contributionKindWords, 'Chọn loại nguồn lực'),
    source: choice('Nguồn', contributionSourceWords, 'Chọn nguồn'),
    what: text('Nội dung', { max: 200, hint: 'Ví dụ: cây giống, xi măng' }),
    quantity: quantity('Số lượng', { hint: 'Hiện vật, ngày công' }),
    measure: text('Đơn vị tính', { max: 50 }),
    value: money('Giá trị (đồng)'),
    sponsor: text('Nhà tài trợ', { max: 200 }),
  })
  .superRefine(({ kind, source, quantity, value, sponsor, what }, context) => {
    const ask = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (kind !== 'labour' && value === 0n) ask('value', 'Nhập số tiền, hoặc giá trị ước tính của hiện vật')
    if (kind === 'goods' && !what) ask('what', 'Nhập tên hiện vật')
    if (kind === 'labour' && !/^\d{1,6}$/.test(quantity ?? '')) ask('quantity', 'Nhập số ngày công, số nguyên')
    if (source === 'sponsor' && !sponsor) ask('sponsor', 'Nhập tên nhà tài trợ')
  })

const beneficiary = z.object({
  group: choice('Đối tượng', beneficiaryWords, 'Chọn đối tượng'),
  count: count('Số lượng', { required: 'Nhập số lượng' }).refine((n) => n !== 0, 'Nhập số lớn hơn 0'),
})

/** One short page: what, where, when, for how many; what it cost stands further down, and may be left out. */
export function supportForm({ from, to, items }: SupportFrame, at: Date) {
  const today = dayOf(at)
  return z
    .object({
      form: choice('Hình thức giúp đỡ', formWords, 'Chọn hình thức giúp đỡ'),
      what: text('Đã làm gì', { required: 'Nhập việc đã làm', max: 500 }),
      clause: choice('Nội dung theo Quy chế', clauseWords, 'Chọn nội dung theo Điều 4 đến Điều 7'),
      from: day('Ngày thực hiện', { required: 'Nhập ngày thực hiện' }),
      to: day('Đến ngày (nếu nhiều ngày)'),
      result: text('Kết quả', { required: 'Nhập kết quả', max: 500, hint: 'Có số lượng và đơn vị tính' }),
      beneficiaries: rows('Đối tượng hưởng lợi', beneficiary, { most: 6 }),
      item: optionalChoice('Thuộc nhiệm vụ của kế hoạch', items, 'Để trống nếu ngoài kế hoạch', 'Chọn nhiệm vụ trong danh sách'),
      villages: text('Ở bản', { max: 300 }),
      contributions: rows('Nguồn lực', contribution, { most: 30 }),
      sure: tick(`Số tiền trên ${number(doubtful)} đồng là đúng`),
      laterUse: text('Sử dụng, duy trì về sau', { max: 1_000, rows: 2, hint: 'Ai quản lý, sử dụng thế nào (khoản 3 Điều 11)' }),
    })
    .superRefine(({ from: first, to: last = first, sure, ...tables }, context) => {
      // A table with an error in a row has not become a list.
      const [beneficiaries, contributions] = [list(tables.beneficiaries), list(tables.contributions)]
      const ask = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
      const end = last ?? first
      if (first && first > today) ask('from', 'Ngày này chưa đến; việc sắp làm thì ghi vào kế hoạch')
      if (first && (first < from || (to && first > to)))
        ask('from', `Đơn vị được phân công giúp xã từ ${date(from)}${to ? ` đến ${date(to)}` : ''}`)
      if (first && end && end < first) ask('to', 'Ngày kết thúc phải sau ngày bắt đầu')
      else if (end && (end > today || (to && end > to))) ask('to', 'Ngày kết thúc chưa đến, hoặc sau khi hết phân công')
      const groups = beneficiaries.map(({ group }) => group)
      if (new Set(groups).size < groups.length) ask('beneficiaries', 'Mỗi đối tượng chỉ ghi một dòng')
      if (!sure && contributions.some(({ value }) => value > doubtful))
        ask('sure', `Có số tiền trên ${number(doubtful)} đồng: kiểm tra lại đơn vị đồng, nếu đúng thì đánh dấu vào ô này`)
    })
}

const list = <Row>(rows: Row[]) => (Array.isArray(rows) ? rows : [])

export type SupportAnswers = z.output<ReturnType<typeof supportForm>>

/** What the commune received, by its own count, and why that is not what was declared. */
export const disputing = z.object({
  own: money('Nguồn lực của đơn vị xã đã nhận (đồng)', { hint: 'Tiền và giá trị hiện vật; để trống nếu không nhận' }),
  sponsor: money('Nguồn lực vận động xã đã nhận (đồng)'),
  labour: count('Ngày công'),
  result: text('Kết quả thực nhận', { required: 'Nhập kết quả thực nhận', max: 500 }),
  note: text('Lý do', { required: 'Nêu lý do khác với số đơn vị khai', max: 2_000, rows: 4 }),
})
