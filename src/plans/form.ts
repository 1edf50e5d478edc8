import { z } from 'zod'
import type { Term } from '../deadlines.ts'
import { choice, doubtful, money, optionalChoice, place, quantity, rows, text, tick } from '../form.ts'
import { clauseWords } from '../regulation/clauses.ts'
import { formWords, number, placeOf } from '../words.ts'

/** What a plan's form depends on: its period, the communes it is about, what they have proposed. */
export type PlanContext = { communes: { id: string; name: string }[]; needs: { id: string; title: string }[] }

type Items = z.output<ReturnType<typeof itemOf>>
type Stored<Row> = { [Cell in keyof Row]: Row[Cell] extends bigint ? string : Row[Cell] }
/** As it stands in a version: money in digits. */
export type PlanItemContent = Stored<Items> & { id: string }
export type PlanContent = {
  objective: string
  situation: string
  items: PlanItemContent[]
  /** The communes that it is about, where there are several. */
  communes?: { id: string; name: string }[]
  /** The commune's latest figures on the day of sending. */
  figures: Figure[]
}
export type Figure = { commune: string; code: string; name: string; unit: string; value: string; term: string }

const forms = new Map<string, z.ZodObject>()

/** Khoản 2 Điều 8: "kế hoạch bao gồm mục tiêu, nhiệm vụ và nội dung dự kiến giúp đỡ xã theo 6 tháng và hằng năm". */
export function planForm({ period, context }: { period: Term; context: unknown }): z.ZodObject {
  const { communes, needs } = context as PlanContext
  const key = JSON.stringify([monthsOf(period), communes, needs])
  const form =
    forms.get(key) ??
    z.object({
      objective: text('Mục tiêu', {
        required: 'Nhập mục tiêu của kế hoạch',
        hint: 'Kết quả cần đạt trong kỳ, khoản 2 Điều 8 Quy chế',
        rows: 4,
      }),
      situation: text('Tình hình của xã, căn cứ lập kế hoạch', {
        hint: 'Nội dung trọng tâm xã và đơn vị đã xác định (khoản 1 Điều 11); số liệu mới nhất của xã được ghi kèm khi gửi',
        rows: 4,
      }),
      items: rows('Nhiệm vụ', itemOf(period, communes, needs), { atLeastOne: 'Nhập ít nhất một nhiệm vụ' }),
    })
  if (forms.size > 500) forms.clear() // few are asked for again once a plan is sent
  forms.set(key, form)
  return form
}

function itemOf(period: Term, communes: PlanContext['communes'], needs: PlanContext['needs']) {
  const months = Object.fromEntries(monthsOf(period).map((month) => [month, `tháng ${month}`]))
  return z
    .object({
      place: place(),
      commune: optionalChoice(
        'Cho xã',
        Object.fromEntries(communes.map(({ id, name }) => [id, placeOf(name)])),
        'Để trống nếu chung cho các xã',
      ),
      need: optionalChoice('Theo đề xuất của xã, huyện', Object.fromEntries(needs.map(({ id, title }) => [id, title]))),
      clause: choice('Nội dung theo Quy chế', clauseWords, 'Chọn nội dung theo Điều 4 đến Điều 7 Quy chế'),
      form: choice('Hình thức giúp đỡ', formWords, 'Chọn hình thức giúp đỡ'),
      task: text('Nhiệm vụ', { required: 'Nhập nhiệm vụ', max: 1_000, hint: 'Làm gì, ở bản nào' }),
      result: text('Kết quả dự kiến', { required: 'Nhập kết quả dự kiến', max: 500, hint: 'Ví dụ: 2 lớp tập huấn, 80 lượt người' }),
      quantity: quantity('Số lượng', { required: 'Nhập số lượng; việc tư vấn, góp ý thì ghi số lần' }),
      unit: text('Đơn vị tính', { required: 'Nhập đơn vị tính', max: 50, hint: 'Lớp, cây, hộ, lần' }),
      ownMoney: money('Kinh phí của đơn vị (đồng)', { hint: 'Để trống nếu không dùng tiền' }),
      sponsorMoney: money('Vận động tài trợ (đồng)'),
      programmeMoney: money('Vốn chương trình, ghi riêng (đồng)'),
      sure: tick(`Số tiền trên ${number(doubtful)} đồng là đúng`),
      fromMonth: optionalChoice('Từ', months, undefined, 'Chọn tháng trong kỳ của kế hoạch'),
      toMonth: optionalChoice('Đến', months, undefined, 'Chọn tháng trong kỳ của kế hoạch'),
      owner: text('Người phụ trách', { max: 200, hint: 'Họ tên hoặc bộ phận, điện thoại công vụ' }),
    })
    .superRefine(({ fromMonth, toMonth, ownMoney, sponsorMoney, programmeMoney, sure }, context) => {
      if (Number(toMonth || 12) < Number(fromMonth || 1))
        context.addIssue({ code: 'custom', path: ['toMonth'], message: 'Tháng kết thúc phải sau tháng bắt đầu' })
      if (!sure && [ownMoney, sponsorMoney, programmeMoney].some((sum) => sum > doubtful))
        context.addIssue({
          ...{ code: 'custom', path: ['sure'] },
          message: `Có số tiền trên ${number(doubtful)} đồng: kiểm tra lại đơn vị đồng, nếu đúng thì đánh dấu vào ô này`,
        })
    })
}

/** The months of a plan's period: all twelve, or the six of a half-year. */
export function monthsOf({ kind, n }: Pick<Term, 'kind' | 'n'>) {
  const all = Array.from({ length: 12 }, (_, i) => i + 1)
  return kind === 'half' ? all.slice((n - 1) * 6, n * 6) : all
}
