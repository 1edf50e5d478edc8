import { rateOf, type Tally } from '../matrix/tally.ts'
import { type Column, type Sheet, sheetOf } from '../sheets/sheet.ts'
import type { SupportSums } from '../supports/counting.ts'
import { worth } from './help.ts'
import type { Overview } from './overview.ts'

type Tallied = { kind: string; name: string; owed: number; tally: Tally }
const tallies = {
  expected: 'Đến hạn',
  received: 'Đã nhận',
  onTime: 'Đúng hạn',
  named: 'Đúng ngày nêu',
  late: 'Chậm',
  explained: 'Có báo cáo lý do',
  overdue: 'Quá hạn',
} satisfies Record<keyof Tally, string>
const tallied: Column<Tallied>[] = [
  { title: 'Cả năm', type: 'number', value: ({ owed }) => owed },
  ...(Object.entries(tallies) as [keyof Tally, string][]).map(([name, title]) => ({
    ...{ title, type: 'number' as const, value: ({ tally }: Tallied) => tally[name] },
  })),
  { title: '% đúng hạn', type: 'percent', value: ({ tally }) => rateOf(tally.onTime, tally) },
]

type Both = Record<'declared' | 'received', SupportSums>
const sources = {
  own: 'Của đơn vị (đồng)',
  sponsor: 'Tài trợ (đồng)',
  labour: 'Ngày công',
  programme: 'Vốn chương trình, ghi riêng (đồng)',
}
const sums: Column<Both>[] = (Object.entries(sources) as [keyof typeof sources, string][]).flatMap(([source, title]) => [
  { title: `${title}: khai`, type: 'money', value: ({ declared }: Both) => declared[source] },
  { title: `${title}: xã nhận`, type: 'money', value: ({ received }: Both) => received[source] },
])

/** Every table of the page. */
export function sheetsOf({
  title,
  place,
  byCommune,
  standings,
  forms,
  areas,
  trend,
  withoutHelp,
  idle,
  changes,
  chosen,
}: Overview): Sheet[] {
  const lines = [`${title}, ${place}`]
  const by = byCommune ? 'xã' : 'huyện'
  return [
    sheetOf<Tallied>('Nộp hồ sơ', [{ title: 'Hồ sơ', value: ({ name }) => name }, ...tallied], standings, { lines }),
    sheetOf<Tallied>(
      `Nộp hồ sơ theo ${by}`,
      [{ title: 'Hồ sơ', value: ({ kind }) => kind }, { title: byCommune ? 'Xã' : 'Huyện', value: ({ name }) => name }, ...tallied],
      standings.flatMap(({ name, places }) => places.map((one) => ({ ...one, kind: name }))),
      { lines },
    ),
    sheetOf<(typeof forms)[number]>(
      'Hình thức giúp đỡ',
      [
        { title: 'Hình thức', value: ({ name }) => name },
        { title: 'Đơn vị ghi', type: 'number', value: ({ declared }) => declared.supports },
        { title: 'Xã xác nhận', type: 'number', value: ({ received }) => received.supports },
        { title: 'Số xã', type: 'number', value: ({ communes }) => communes },
        { title: 'Số đơn vị', type: 'number', value: ({ units }) => units },
      ],
      forms,
      { lines },
    ),
    sheetOf<(typeof areas)[number]>('Nguồn lực', [{ title: 'Lĩnh vực', value: ({ name }) => name }, ...sums], areas, { lines }),
    sheetOf<(typeof trend)[number]>(
      'Qua các năm',
      [
        { title: 'Năm', value: ({ year }) => year },
        { title: 'Hoạt động', type: 'number', value: ({ declared }) => declared.supports },
        { title: 'Xã xác nhận', type: 'number', value: ({ received }) => received.supports },
        { title: 'Xã được giúp', type: 'number', value: ({ communes }) => communes },
        { title: 'Đơn vị khai (đồng)', type: 'money', value: ({ declared }) => worth(declared) },
        { title: 'Xã đã nhận (đồng)', type: 'money', value: ({ received }) => worth(received) },
        { title: 'Hồ sơ năm đến hạn', type: 'number', value: ({ tally }) => tally.expected },
        { title: 'Đúng hạn', type: 'number', value: ({ tally }) => tally.onTime },
        { title: '% đúng hạn', type: 'percent', value: ({ tally }) => rateOf(tally.onTime, tally) },
      ],
      trend,
      { lines },
    ),
    sheetOf(
      'Xã chưa được giúp',
      [
        { title: 'Huyện', value: ({ district }) => district },
        { title: 'Xã', value: ({ name }) => name },
        { title: 'Ghi chú', value: ({ explained }) => (explained ? 'có giải trình lý do' : '') },
      ],
      withoutHelp.flatMap(({ name: district, communes }) => communes.map((one) => ({ ...one, district }))),
      { lines },
    ),
    sheetOf<(typeof idle)[number]>(
      'Đơn vị chưa hoạt động',
      [
        { title: 'Đơn vị', value: ({ name }) => name },
        { title: 'Ghi chú', value: ({ explained }) => (explained ? 'đã có báo cáo lý do' : '') },
      ],
      idle,
      { lines },
    ),
    sheetOf(
      'Chỉ tiêu',
      [
        { title: 'Chiều', value: ({ which }) => which },
        { title: 'Chỉ tiêu', value: ({ name }) => name },
        { title: 'Đơn vị tính', value: ({ unit }) => unit },
        { title: `${chosen.year - 1}`, type: 'number', value: ({ before }) => before },
        { title: `${chosen.year}`, type: 'number', value: ({ after }) => after },
        { title: 'Thay đổi (% hoặc điểm)', type: 'number', value: ({ by }) => by },
        { title: 'Số xã có cả hai năm', type: 'number', value: ({ communes }) => communes },
      ],
      [...changes.progress.map((one) => ({ ...one, which: 'tiến bộ' })), ...changes.setbacks.map((one) => ({ ...one, which: 'giảm sút' }))],
      { lines },
    ),
  ]
}
