import type { Area, HelpForm } from '../generated/client.ts'
import { areaWords, formWords, placeOf } from '../words.ts'
import { type Compiled, counts, type IndicatorSum, monies } from './compile.ts'

export const columnWords = {
  ownMoney: { words: 'Kinh phí của đơn vị', unit: 'đồng' },
  sponsorMoney: { words: 'Vận động tài trợ', unit: 'đồng' },
  goodsValue: { words: 'Giá trị hiện vật', unit: 'đồng' },
  programmeMoney: { words: 'Vốn chương trình, ghi riêng', unit: 'đồng' },
  labourDays: { words: 'Ngày công', unit: 'ngày' },
  households: { words: 'Hộ hưởng lợi', unit: 'hộ' },
} as const
export type SumColumn = keyof typeof columnWords
export const sumColumns = [...monies, ...counts] satisfies SumColumn[]

/** One figure of a compiled report: what it says, and which rows it adds up. */
export type Figure = { title: string; value: string; unit: string } & (
  | { of: 'results'; column: SumColumn | 'forms'; rows: ResultsOf }
  | { of: 'values'; indicator: IndicatorSum }
)

/** Which rows of units' reports: all, unless one of these is said. */
export type ResultsOf = { area?: Area; form?: HelpForm; unitId?: string; communeIds?: string[] }

/** The figure of this name in an address: `total.all.ownMoney`, `areas.economy.households`, `units.<id>.goodsValue`, `forms.goods.lines`, `indicators.GN02.total`. */
export function figureIn(compiled: Compiled, name: string): Figure | undefined {
  const [table = '', key = '', column = '', ...more] = name.split('.')
  if (more.length) return undefined
  if (table === 'forms') return formFigure(compiled, key, column)
  if (table === 'indicators') return indicatorFigure(compiled, key, column)
  if (!isColumn(column)) return undefined
  const { words, unit } = columnWords[column]
  const figure = (about: string, row: Compiled['total'], rows: ResultsOf) =>
    ({ title: about ? `${words}, ${about}` : words, value: String(row[column]), unit, of: 'results', column, rows }) as const
  if (table === 'total') return key === 'all' ? figure('', compiled.total, {}) : undefined
  if (table === 'areas') {
    const row = compiled.areas.find(({ area }) => area === key)
    return row && figure(`lĩnh vực ${areaWords[row.area]}`, row, { area: row.area })
  }
  if (table === 'units') {
    const row = compiled.units.find(({ agencyId }) => agencyId === key)
    return row && figure(row.agency, row, { unitId: row.agencyId })
  }
  if (table === 'communes') {
    const row = compiled.communes.find(({ agencyId }) => agencyId === key)
    return row && figure(placeOf(row.agency), row, { communeIds: [row.agencyId] })
  }
  const row = table === 'districts' ? compiled.districts.find(({ agencyId }) => agencyId === key) : undefined
  return row && figure(placeOf(row.agency), row, { communeIds: row.communeIds ?? [] })
}

function formFigure({ forms }: Compiled, key: string, column: string): Figure | undefined {
  const row = forms.find(({ form }) => form === key)
  if (!row || column !== 'lines') return undefined
  const title = `Hình thức giúp đỡ: ${formWords[row.form]}`
  return { title, value: String(row.lines), unit: 'lượt', of: 'results', column: 'forms', rows: { form: row.form } }
}

function indicatorFigure({ indicators }: Compiled, key: string, column: string): Figure | undefined {
  const indicator = indicators.find(({ code }) => code === key)
  if (!indicator || column !== 'total') return undefined
  return { title: indicator.name, value: indicator.total, unit: indicator.unit, of: 'values', indicator }
}

const isColumn = (name: string): name is SumColumn => Object.hasOwn(columnWords, name)

/** Main figures by name: for saying which of them differ. */
export function mainFigures(compiled: Compiled): Map<string, { words: string; unit: string; value: string }> {
  const { total, areas, units, communes, districts, indicators } = compiled
  const sent = (rows: readonly { versionId: string | null }[]) => String(rows.filter(({ versionId }) => versionId).length)
  const of = (words: string, row: Compiled['total'], name: string) =>
    sumColumns.map((column) => {
      const { words: what, unit } = columnWords[column]
      return [`${name}.${column}`, { words: `${what}${words}`, unit, value: String(row[column]) }] as const
    })
  return new Map([
    ['units', { words: 'Báo cáo của đơn vị đã gửi', unit: 'báo cáo', value: sent(units) }],
    ['districts', { words: 'Báo cáo của huyện đã gửi', unit: 'báo cáo', value: sent(districts) }],
    ['communes', { words: 'Báo cáo năm của xã đã gửi', unit: 'báo cáo', value: sent(communes) }],
    ...of('', total, 'total.all'),
    ...areas.flatMap((row) => of(`, ${areaWords[row.area]}`, row, `areas.${row.area}`)),
    ...indicators.map(
      ({ code, name, unit, total: value }) => [`indicators.${code}.total`, { words: `${name} (${code})`, unit, value }] as const,
    ),
  ])
}

export type Changed = { words: string; unit: string; before: string | null; after: string | null }

/** Which main figures differ, in the order of the report; null: not in it. */
export function changesBetween(before: Compiled, after: Compiled): Changed[] {
  const [old, now] = [mainFigures(before), mainFigures(after)]
  return [...new Map([...old, ...now])].flatMap(([name, { words, unit }]) => {
    const [was, is] = [old.get(name)?.value ?? null, now.get(name)?.value ?? null]
    return was === is ? [] : [{ words, unit, before: was, after: is }]
  })
}

/** Where the page of a figure is, of a version or (without one) of the working copy. */
export const figureAddress = (path: string, name: string, version: number | undefined) =>
  `${path}/figures?of=${name}${version === undefined ? '' : `&version=${version}`}`
