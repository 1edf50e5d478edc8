import type { Area, HelpForm } from '../generated/client.ts'
import { areaWords, formWords, needFateWords, placeOf } from '../words.ts'
import { type Compiled, counts, type IndicatorSum, monies, type Row } from './compile.ts'
import { type ItemColumn, itemColumns } from './items.ts'
import { needCounts, needFates } from './needs.ts'
import { isOpen } from './petitions.ts'

export const columnWords = {
  ownMoney: { words: 'Kinh phí của đơn vị', short: 'Của đơn vị', unit: 'đồng' },
  sponsorMoney: { words: 'Vận động tài trợ', short: 'Vận động tài trợ', unit: 'đồng' },
  goodsValue: { words: 'Giá trị hiện vật', short: 'Hiện vật', unit: 'đồng' },
  programmeMoney: { words: 'Vốn chương trình, ghi riêng', short: 'Chương trình, ghi riêng', unit: 'đồng' },
  labourDays: { words: 'Ngày công', short: 'Ngày công', unit: 'ngày' },
  households: { words: 'Hộ hưởng lợi', short: 'Hộ hưởng lợi', unit: 'hộ' },
} as const
export type SumColumn = keyof typeof columnWords
export const sumColumns = [...monies, ...counts] satisfies SumColumn[]

export const itemWords = {
  planned: { words: 'Nhiệm vụ trong kế hoạch đã thống nhất', short: 'Trong kế hoạch' },
  saidDone: { words: 'Nhiệm vụ đơn vị báo đã hoàn thành', short: 'Đơn vị báo hoàn thành' },
  onlySaid: { words: 'Nhiệm vụ đơn vị tự báo hoàn thành, chưa có hoạt động ghi nhận', short: 'Trong đó chưa có hoạt động ghi nhận' },
  done: { words: 'Nhiệm vụ có hoạt động được ghi', short: 'Có hoạt động được ghi' },
  confirmed: { words: 'Nhiệm vụ xã đã xác nhận nhận được', short: 'Xã đã xác nhận' },
  partly: { words: 'Nhiệm vụ đơn vị báo thực hiện một phần', short: 'Đơn vị báo một phần' },
  notDone: { words: 'Nhiệm vụ đơn vị báo chưa thực hiện', short: 'Đơn vị báo chưa thực hiện' },
  open: { words: 'Nhiệm vụ chưa ghi hoạt động', short: 'Chưa ghi hoạt động' },
} satisfies Record<ItemColumn, { words: string; short: string }>

/** One figure of a compiled report: what it says, and which rows it adds up. */
export type Figure = { title: string; value: string; unit: string } & (
  | { of: 'results'; column: SumColumn | 'forms'; rows: RowsOf }
  | { of: 'items'; column: ItemColumn; rows: RowsOf }
  | { of: 'values'; indicator: IndicatorSum; when: When; programme?: true }
  | { of: 'years'; name: string }
)

/** Which rows of units' reports: all, unless one of these is said. */
export type RowsOf = { area?: Area; form?: HelpForm; unitId?: string; communeIds?: string[] }

/** A figure of communes: all that was added up, or its beginning or end of the year over those that gave both. */
export type When = 'total' | 'start' | 'end'
const whenWords = { total: '', start: ', đầu năm', end: ', cuối năm' } satisfies Record<When, string>

/**
 * The figure of this name in an address: `total.all.ownMoney`, `areas.economy.households`, `areas.economy.training` (how often this form of help),
 * `units.<id>.planned`, `forms.goods.lines`, `indicators.GN02.total`, `indicators.GN02.start`; of all years `programme.units.<id>.ownMoney`.
 */
export function figureIn(compiled: Compiled, name: string): Figure | undefined {
  const [table = '', key = '', column = '', ...more] = name.split('.')
  if (table === 'programme') return programmeFigure(compiled, [key, column, ...more])
  if (more.length) return undefined
  if (table === 'forms') return formFigure(compiled, key, column)
  if (table === 'indicators') return indicatorFigure(compiled, key, column)
  const found = rowIn(compiled, table, key)
  return found && cellOf(found, column)
}

type Tables = {
  total: Row
  areas: readonly ({ area: Area } & Row)[]
  units: readonly Line[]
  communes: readonly Line[]
  former?: readonly Line[]
  successors?: readonly (Line & { communeIds: string[] })[]
  districts: readonly (Line & { communeIds?: string[] })[]
}
type Line = Row & { agencyId: string; agency: string }
type Found = { about: string; row: Row; rows: RowsOf }

function rowIn(compiled: Tables, table: string, key: string): Found | undefined {
  if (table === 'total') return key === 'all' ? { about: '', row: compiled.total, rows: {} } : undefined
  if (table === 'areas') {
    const row = compiled.areas.find(({ area }) => area === key)
    return row && { about: `lĩnh vực ${areaWords[row.area]}`, row, rows: { area: row.area } }
  }
  if (table === 'units') {
    const row = compiled.units.find(({ agencyId }) => agencyId === key)
    return row && { about: row.agency, row, rows: { unitId: row.agencyId } }
  }
  if (table === 'communes') {
    const row = [...compiled.communes, ...(compiled.former ?? [])].find(({ agencyId }) => agencyId === key)
    return row && { about: placeOf(row.agency), row, rows: { communeIds: [row.agencyId] } }
  }
  if (table === 'successors') {
    const row = compiled.successors?.find(({ agencyId }) => agencyId === key)
    return row && { about: placeOf(row.agency), row, rows: { communeIds: row.communeIds } }
  }
  const row = table === 'districts' ? compiled.districts.find(({ agencyId }) => agencyId === key) : undefined
  return row && { about: placeOf(row.agency), row, rows: { communeIds: row.communeIds ?? [] } }
}

function cellOf({ about, row, rows }: Found, column: string): Figure | undefined {
  const title = (words: string) => (about ? `${words}, ${about}` : words)
  if (isColumn(column)) {
    const { words, unit } = columnWords[column]
    return { title: title(words), value: String(row[column]), unit, of: 'results', column, rows }
  }
  const counted = isItemColumn(column) ? row.items?.[column] : undefined
  if (isItemColumn(column) && counted !== undefined)
    return { title: title(itemWords[column].words), value: String(counted), unit: 'nhiệm vụ', of: 'items', column, rows }
  if (!row.forms || !isForm(column)) return undefined
  const value = String(row.forms[column] ?? 0)
  return { title: title(formTitle(column)), value, unit: 'lượt', of: 'results', column: 'forms', rows: { ...rows, form: column } }
}

/** Of all years together: each year's figure of the same name. */
function programmeFigure({ programme }: Compiled, path: string[]): Figure | undefined {
  const [table = '', key = '', column = '', ...more] = path
  if (!programme || more.length) return undefined
  if (table === 'indicators') {
    const found = indicatorFigure(programme, key, column)
    return found && { ...found, programme: true }
  }
  const name = path.join('.')
  if (table === 'forms') {
    const found = formFigure(programme, key, column)
    return found && { title: found.title, value: found.value, unit: found.unit, of: 'years', name }
  }
  const found = isColumn(column) ? rowIn({ ...programme, districts: [] }, table, key) : undefined
  if (!found || !isColumn(column)) return undefined
  const { words, unit } = columnWords[column]
  return {
    title: `${found.about ? `${words}, ${found.about}` : words}, cả giai đoạn`,
    value: String(found.row[column]),
    unit,
    of: 'years',
    name,
  }
}

function formFigure({ forms }: Pick<Compiled, 'forms'>, key: string, column: string): Figure | undefined {
  const row = forms.find(({ form }) => form === key)
  if (!row || column !== 'lines') return undefined
  const rows = { form: row.form }
  return { title: formTitle(row.form), value: String(row.lines), unit: 'lượt', of: 'results', column: 'forms', rows }
}

const formTitle = (form: HelpForm) => `Hình thức giúp đỡ: ${formWords[form]}`

function indicatorFigure({ indicators }: Pick<Compiled, 'indicators'>, key: string, column: string) {
  const indicator = indicators.find(({ code }) => code === key)
  const when = (Object.keys(whenWords) as When[]).find((one) => one === column)
  const point = when && indicator && pointOf(indicator, when)
  if (!point) return undefined
  return { title: `${indicator.name}${whenWords[when]}`, value: point.total, unit: indicator.unit, of: 'values', indicator, when } as const
}

/** Its total, and of a rate what it was told from. */
export const pointOf = (indicator: IndicatorSum, when: When) => (when === 'total' ? indicator : indicator.year?.[when])

/** Those that this format tells. */
export const itemColumnsIn = ({ total: { items } }: Pick<Compiled, 'total'>) =>
  itemColumns.filter((column) => items?.[column] !== undefined)

const isItemColumn = (name: string): name is ItemColumn => (itemColumns as readonly string[]).includes(name)
const isForm = (name: string): name is HelpForm => Object.hasOwn(formWords, name)
const isColumn = (name: string): name is SumColumn => Object.hasOwn(columnWords, name)

/** Main figures by name: for saying which of them differ. */
export function mainFigures(compiled: Compiled): Map<string, { words: string; unit: string; value: string }> {
  const { total, areas, units, communes, districts, indicators, needs, petitions } = compiled
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
    ...itemColumnsIn(compiled).map(
      (column) =>
        [`total.all.${column}`, { words: itemWords[column].words, unit: 'nhiệm vụ', value: String(total.items?.[column]) }] as const,
    ),
    ...needFates.flatMap((fate) =>
      needs
        ? [
            [
              `needs.${fate}`,
              { words: `Đề xuất của xã: ${needFateWords[fate]}`, unit: 'đề xuất', value: String(needCounts(needs)[fate]) },
            ] as const,
          ]
        : [],
    ),
    ...(petitions
      ? [
          [
            'petitions',
            { words: 'Kiến nghị chưa được trả lời', unit: 'kiến nghị', value: String(petitions.filter(isOpen).length) },
          ] as const,
        ]
      : []),
    ...indicators.map(
      ({ code, name, unit, total: value }) => [`indicators.${code}.total`, { words: `${name} (${code})`, unit, value }] as const,
    ),
  ])
}

export type Changed = { words: string; unit: string; before: string | null; after: string | null }

/** Which main figures differ, in the order of the report; null: not in it. What an older format did not tell is no difference. */
export function changesBetween(before: Compiled, after: Compiled): Changed[] {
  const told: Compiled = { ...after, needs: before.needs && after.needs, petitions: before.petitions && after.petitions }
  const [old, now] = [mainFigures(before), mainFigures(told)]
  const asked = itemColumnsIn(before)
  for (const column of itemColumnsIn(after)) if (!asked.includes(column)) now.delete(`total.all.${column}`)
  return [...new Map([...old, ...now])].flatMap(([name, { words, unit }]) => {
    const [was, is] = [old.get(name)?.value ?? null, now.get(name)?.value ?? null]
    return was === is ? [] : [{ words, unit, before: was, after: is }]
  })
}

/** Where the page of a figure is, of a version or (without one) of the working copy. */
export const figureAddress = (path: string, name: string, version: number | undefined) =>
  `${path}/figures?of=${name}${version === undefined ? '' : `&version=${version}`}`
