import { type Column, type Sheet, sheetOf } from '../sheets/sheet.ts'
import { areaWords, capital, placeOf } from '../words.ts'
import type { communeProfile, supportsOf } from './commune.ts'
import type { unitProfile } from './unit.ts'

type Assigned = { decisionNumber: string; decisionDate: Date; from: Date; to: Date | null; unitContact: string; communeContact: string }

const assigned = [
  { title: 'Quyết định', value: ({ decisionNumber }) => decisionNumber },
  { title: 'Ngày quyết định', type: 'day', value: ({ decisionDate }) => decisionDate },
  { title: 'Từ ngày', type: 'day', value: ({ from }) => from },
  { title: 'Đến ngày', type: 'day', value: ({ to }) => to },
  { title: 'Đầu mối của đơn vị', value: ({ unitContact }) => unitContact },
  { title: 'Đầu mối của xã', value: ({ communeContact }) => communeContact },
] satisfies Column<Assigned>[]

/** The tables of a commune's page. */
export function communeSheets({ assignments, supports, figures }: Awaited<ReturnType<typeof communeProfile>>): Sheet[] {
  return [
    sheetOf<(typeof assignments)[number]>(
      'Đơn vị giúp xã',
      [{ title: 'Đơn vị', value: ({ unit }) => unit.name }, ...assigned],
      assignments,
    ),
    sheetOfSupports(supports),
    sheetOf<(typeof figures.rows)[number]>(
      'Số liệu qua các năm',
      [
        { title: 'Chỉ tiêu', value: ({ name }) => name },
        { title: 'Đơn vị tính', value: ({ unit }) => unit },
        ...figures.years.map((year, i) => ({
          ...{ title: `${year}`, type: 'number' as const, value: ({ values }: (typeof figures.rows)[number]) => values[i] },
        })),
      ],
      figures.rows,
    ),
  ]
}

/** The tables of a unit's page. */
export function unitSheets({ assignments, supports }: Awaited<ReturnType<typeof unitProfile>>): Sheet[] {
  return [
    sheetOf<(typeof assignments)[number]>(
      'Xã được giúp',
      [
        { title: 'Xã', value: ({ commune }) => capital(placeOf(commune.name)) },
        { title: 'Huyện', value: ({ district }) => placeOf(district) },
        ...assigned,
      ],
      assignments,
    ),
    sheetOfSupports(supports),
  ]
}

/** By year and area, and the year as a whole. */
function sheetOfSupports({ years }: ReturnType<typeof supportsOf>) {
  const rows = years.flatMap(({ year, areas, total }) => [
    ...areas.map(({ area, ...sums }) => ({ year, words: areaWords[area], ...sums })),
    { year, words: `Cộng năm ${year}`, ...total },
  ])
  return sheetOf(
    'Hoạt động giúp đỡ',
    [
      { title: 'Năm', value: ({ year }) => year },
      { title: 'Lĩnh vực', value: ({ words }) => words },
      { title: 'Hoạt động', type: 'number', value: ({ declared }) => declared.supports },
      { title: 'Xã xác nhận', type: 'number', value: ({ received }) => received.supports },
      { title: 'Đơn vị khai (đồng)', type: 'money', value: ({ declared }) => declared.own + declared.sponsor },
      { title: 'Xã đã nhận (đồng)', type: 'money', value: ({ received }) => received.own + received.sponsor },
    ],
    rows,
  )
}
