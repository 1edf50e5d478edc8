import { type Column, type Sheet, sheetOf } from '../sheets/sheet.ts'
import { areaWords, formWords, moment, placeOf } from '../words.ts'
import { choicesWords, sourceWords } from './choices.ts'
import type { Compiled, Sums } from './compile.ts'
import { explainedSheets } from './explained.ts'
import type { Source } from './sources.ts'

const sums = [
  { title: 'Của đơn vị (đồng)', type: 'money', value: ({ ownMoney }) => ownMoney },
  { title: 'Vận động tài trợ (đồng)', type: 'money', value: ({ sponsorMoney }) => sponsorMoney },
  { title: 'Hiện vật (đồng)', type: 'money', value: ({ goodsValue }) => goodsValue },
  { title: 'Chương trình, ghi riêng (đồng)', type: 'money', value: ({ programmeMoney }) => programmeMoney },
  { title: 'Ngày công', type: 'number', value: ({ labourDays }) => labourDays },
  { title: 'Hộ hưởng lợi', type: 'number', value: ({ households }) => households },
] satisfies Column<Sums>[]

const sources = [
  { title: 'Báo cáo năm', value: sourceWords },
  { title: 'Phiên bản', type: 'number', value: ({ n }) => n },
  { title: 'Gửi lúc', type: 'moment', value: ({ sentAt }) => sentAt && new Date(sentAt) },
] satisfies Column<Source>[]

/** The tables that a district or the province has compiled (khoản 2, khoản 3 Điều 13): the same as on the page. */
export function compiledSheets(compiled: Compiled): Sheet[] {
  const { at, total, areas, forms, units, communes, districts, indicators } = compiled
  const lines = [`Tổng hợp lúc ${moment(at)} từ các phiên bản đã gửi đến lúc đó. ${choicesWords(compiled)}`.trimEnd()]
  const whole = sums.map(({ value }) => value(total))
  const named = <Row extends Source & Sums>(title: string, first: string, rows: readonly Row[], added = true) =>
    sheetOf<Row>(title, [{ title: first, value: ({ agency }) => placeOf(agency) }, ...sources, ...sums], rows, {
      lines,
      ...(added && { foot: ['Cộng', ...sources.map(() => ''), ...whole] }),
    })
  return [
    sheetOf<Compiled['areas'][number]>(
      'Nguồn lực theo lĩnh vực',
      [{ title: 'Lĩnh vực', value: ({ area }) => areaWords[area] }, ...sums],
      areas,
      {
        ...{ lines, foot: ['Cộng', ...whole] },
      },
    ),
    ...(districts.length ? [named('Nguồn lực theo huyện', 'Huyện, thị xã, thành phố', districts, false)] : []),
    named('Nguồn lực theo đơn vị giúp xã', 'Đơn vị', units),
    named('Nguồn lực theo xã', 'Xã', communes),
    sheetOf(
      'Hình thức giúp đỡ',
      [
        { title: 'Hình thức giúp đỡ', value: ({ form }) => formWords[form] },
        { title: 'Số lượt theo đơn vị, xã và lĩnh vực', type: 'number', value: ({ lines }) => lines },
      ],
      forms,
      { lines },
    ),
    sheetOf(
      'Chỉ tiêu của các xã',
      [
        { title: 'Mã', value: ({ code }) => code },
        { title: 'Chỉ tiêu', value: ({ name }) => name },
        { title: 'Đơn vị tính', value: ({ unit }) => unit },
        { title: 'Cộng', type: 'number', value: ({ total }) => total },
        { title: 'Số xã có số', type: 'number', value: ({ communes }) => communes },
      ],
      indicators,
      { lines },
    ),
    ...explainedSheets(compiled.explained, lines),
  ]
}
