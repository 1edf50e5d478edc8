import { clausePlace } from '../regulation/clauses.ts'
import { type Sheet, sheetOf } from '../sheets/sheet.ts'
import { areaWords, formWords, placeOf } from '../words.ts'
import type { PlanContent, PlanItemContent } from './form.ts'
import { monthsWords, planTotals } from './totals.ts'

/** The items of a plan, and what they come to by area and source. */
export function planSheets({ items, communes }: PlanContent): Sheet[] {
  const { areas, total } = planTotals(items)
  const communeOf = (id: string | undefined) => communes?.find((one) => one.id === id)?.name
  return [
    sheetOf<PlanItemContent>(
      'Nhiệm vụ',
      [
        { title: 'Nhiệm vụ', value: ({ task }) => task },
        { title: 'Nội dung theo Quy chế', value: ({ clause }) => clausePlace(clause) },
        ...(communes ? [{ title: 'Xã', value: ({ commune }: PlanItemContent) => placeOf(communeOf(commune) ?? 'chung cho các xã') }] : []),
        { title: 'Hình thức giúp đỡ', value: ({ form }) => formWords[form] },
        { title: 'Kết quả dự kiến', value: ({ result }) => result },
        { title: 'Số lượng', type: 'number', value: ({ quantity }) => quantity },
        { title: 'Đơn vị tính', value: ({ unit }) => unit },
        { title: 'Thời gian', value: (item) => monthsWords(item) },
        { title: 'Phụ trách', value: ({ owner }) => owner },
        { title: 'Của đơn vị (đồng)', type: 'money', value: ({ ownMoney }) => ownMoney },
        { title: 'Vận động (đồng)', type: 'money', value: ({ sponsorMoney }) => sponsorMoney },
        { title: 'Vốn chương trình, ghi riêng (đồng)', type: 'money', value: ({ programmeMoney }) => programmeMoney },
      ],
      items,
    ),
    sheetOf(
      'Nguồn lực theo lĩnh vực',
      [
        { title: 'Lĩnh vực', value: ({ area }) => areaWords[area] },
        { title: 'Số nhiệm vụ', type: 'number', value: ({ items }) => items },
        { title: 'Của đơn vị (đồng)', type: 'money', value: ({ own }) => own },
        { title: 'Vận động (đồng)', type: 'money', value: ({ sponsor }) => sponsor },
        { title: 'Cộng (đồng)', type: 'money', value: ({ own, sponsor }) => own + sponsor },
        { title: 'Vốn chương trình, ghi riêng (đồng)', type: 'money', value: ({ programme }) => programme },
      ],
      areas,
      { foot: ['Cộng', total.items, total.own, total.sponsor, total.own + total.sponsor, total.programme] },
    ),
  ]
}
