import { clausePlace } from '../regulation/clauses.ts'
import { type Sheet, sheetOf } from '../sheets/sheet.ts'
import { apartWords, areaWords, formWords, groupsWords, itemOutcomeWords, list, placeOf } from '../words.ts'
import { areas, type UnitReportContent } from './form.ts'

/** What a unit has done, by commune and area; what went a separate way is named by its document only. */
export function unitReportSheets({ sections }: UnitReportContent): Sheet[] {
  const rows = sections.flatMap((section) => areas.map((area) => ({ commune: section.commune, area, apartNumber: '', ...section[area] })))
  const told = rows.filter(({ apartNumber, done, notDone, forms }) => apartNumber || done || notDone || forms.length)
  const planned = sections.flatMap(({ commune, planned = [] }) => planned.map((item) => ({ commune, ...item })))
  const reasons = sections.filter(({ nothing }) => nothing)
  return [
    sheetOf<(typeof rows)[number]>(
      'Kết quả giúp xã',
      [
        { title: 'Xã', value: ({ commune }) => placeOf(commune) },
        { title: 'Lĩnh vực', value: ({ area }) => areaWords[area] },
        { title: 'Đã thực hiện', value: (row) => (row.apartNumber ? apartWords(row) : row.done) },
        { title: 'Chưa thực hiện và lý do', value: ({ notDone }) => notDone },
        { title: 'Hình thức giúp đỡ', value: ({ forms }) => list(forms.map((form) => formWords[form])) },
        { title: 'Của đơn vị (đồng)', type: 'money', value: ({ ownMoney }) => ownMoney },
        { title: 'Vận động tài trợ (đồng)', type: 'money', value: ({ sponsorMoney }) => sponsorMoney },
        { title: 'Hiện vật (đồng)', type: 'money', value: ({ goodsValue }) => goodsValue },
        { title: 'Vốn chương trình, ghi riêng (đồng)', type: 'money', value: ({ programmeMoney }) => programmeMoney },
        { title: 'Ngày công', type: 'number', value: ({ labourDays }) => labourDays },
        { title: 'Hộ hưởng lợi', type: 'number', value: ({ households }) => households },
        { title: 'Đối tượng hưởng lợi đã ghi', value: ({ recorded }) => groupsWords(recorded?.groups) },
        { title: 'Hoạt động, khối lượng đã ghi', value: ({ recorded }) => (recorded?.told ?? []).join('\n') },
      ],
      told,
    ),
    ...(planned.length
      ? [
          sheetOf<(typeof planned)[number]>(
            'Nhiệm vụ trong kế hoạch',
            [
              { title: 'Xã', value: ({ commune }) => placeOf(commune) },
              { title: 'Nhiệm vụ', value: ({ task }) => task },
              { title: 'Nội dung theo Quy chế', value: ({ clause }) => clausePlace(clause) },
              { title: 'Kết quả', value: itemOutcomeWords },
              { title: 'Lý do, hoặc đã làm thế nào', value: ({ note }) => note },
            ],
            planned,
          ),
        ]
      : []),
    ...(reasons.length
      ? [
          sheetOf<(typeof reasons)[number]>(
            'Lý do không triển khai',
            [
              { title: 'Xã', value: ({ commune }) => placeOf(commune) },
              { title: 'Lý do', value: ({ reason }) => reason },
            ],
            reasons,
          ),
        ]
      : []),
  ]
}
