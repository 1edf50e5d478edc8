import { type Sheet, sheetOf } from '../sheets/sheet.ts'
import { areaWords } from '../words.ts'
import { annexesOf, cells, toldWith } from './annexes.ts'
import type { Compiled } from './compile.ts'
import { explainedSheets } from './explained.ts'

/** The tables that a district or the province has compiled (khoản 2, khoản 3 Điều 13): by area, the years of the programme, then the annexes. */
export function compiledSheets(compiled: Compiled): Sheet[] {
  const { areas, total, years = [], year } = compiled
  const lines = toldWith(compiled)
  const told = years.flatMap((one) => (one.versionId ? [{ ...one.total, year: one.year }] : []))
  const columns = [...cells.sums, ...cells.items(compiled), ...cells.forms]
  const yearly = [{ title: 'Năm', value: (row: { year: number }) => String(row.year) }, ...cells.sums]
  return [
    sheetOf<Compiled['areas'][number]>('Theo lĩnh vực', [{ title: 'Lĩnh vực', value: ({ area }) => areaWords[area] }, ...columns], areas, {
      ...{ lines, foot: ['Cộng', ...columns.map(({ value }) => value(total))] },
    }),
    ...(told.length ? [sheetOf<(typeof told)[number]>('Từ đầu giai đoạn', yearly, [...told, { ...total, year }], { lines })] : []),
    ...annexesOf(compiled).flatMap(({ tables }) => tables),
    ...explainedSheets(compiled.explained, lines),
  ]
}
