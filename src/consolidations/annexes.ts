import { type Column, type Sheet, sheetOf } from '../sheets/sheet.ts'
import { areaWords, capital, formWords, moment, needFateWords, petitionWords, placeOf } from '../words.ts'
import { choicesWords, sourceWords } from './choices.ts'
import type { Compiled, Row } from './compile.ts'
import { columnWords, itemColumnsIn, itemWords, sumColumns } from './figure.ts'
import { type ItemTold, toldColumns, toldTitle } from './items.ts'
import { needCounts, needFates } from './needs.ts'
import type { Source } from './sources.ts'

/** The tables behind a consolidated report (khoản 2, khoản 3 Điều 13): what is too long for its page, on pages and in sheets of their own. */
export type Annex = { part: string; title: string; tables: AnnexTable[] }
/** A sheet, and what its cells open: a figure of the report by its name, or an address. */
export type AnnexTable = Sheet & { opens: (string | undefined)[][] }

/** `of`: the name of the figure that a cell shows; `href`: where its words lead. */
type AnnexColumn<R> = Column<R> & { of?(row: R): string | undefined; href?(row: R): string }

type Named = Row & Pick<Source, 'standing' | 'leftOut' | 'confirmed'> & { agencyId: string; agency: string; table: string }

const places = {
  districts: { first: 'Huyện, thị xã, thành phố', by: 'huyện' },
  units: { first: 'Đơn vị', by: 'đơn vị' },
  communes: { first: 'Xã', by: 'xã' },
  successors: { first: 'Xã sau sắp xếp', by: 'xã sau sắp xếp' },
}

const name: AnnexColumn<Named> = { title: '', value: ({ agency }) => capital(placeOf(agency)) }
const standing: AnnexColumn<Named> = { title: 'Báo cáo năm', value: sourceWords }
/** The columns of every table that adds up. */
export const cells = {
  sums: sumColumns.map((column): Cell => {
    const { short, unit } = columnWords[column]
    return {
      name: column,
      title: unit === 'đồng' ? `${short} (đồng)` : short,
      type: unit === 'đồng' ? 'money' : 'number',
      value: (row) => row[column],
    }
  }),
  items: (compiled: Compiled) =>
    itemColumnsIn(compiled).map(
      (name): Cell => ({ name, title: itemWords[name].short, type: 'number', value: ({ items }) => items?.[name] }),
    ),
  forms: (Object.keys(formWords) as (keyof typeof formWords)[]).map(
    (name): Cell => ({ name, title: `${formWords[name]} (lượt)`, type: 'number', value: ({ forms }) => forms && (forms[name] ?? 0) }),
  ),
}
/** `name`: of the figure, as the last part of its address. */
type Cell = Column<Row> & { name: string }
const opening = (all: readonly Cell[]): AnnexColumn<Named>[] =>
  all.map((cell) => ({
    ...cell,
    of: (row) => (cell.value(row) !== undefined ? `${row.table}.${row.agencyId}.${cell.name}` : undefined),
  }))

/** When, and with whom, it was compiled: above every table. */
export const toldWith = (compiled: Compiled) => [
  `Tổng hợp lúc ${moment(compiled.at)} từ các phiên bản đã gửi đến lúc đó. ${choicesWords(compiled)}`.trimEnd(),
]

/** In the order of the report. A table of what an older format did not tell is not there. */
export function annexesOf(compiled: Compiled): Annex[] {
  const { total, districts, units, communes, former = [], successors = [], needs, petitions, indicators, told } = compiled
  const lines = toldWith(compiled)
  const needsBy = (communeIds: readonly string[]) => needCounts((needs ?? []).filter(({ communeId }) => communeIds.includes(communeId)))
  const needColumns = (communesOf: (row: Named) => readonly string[]): AnnexColumn<Named>[] =>
    needs
      ? needFates.map((fate) => ({
          ...{ title: `Đề xuất: ${needFateWords[fate].toLowerCase()}`, type: 'number', value: (row) => needsBy(communesOf(row))[fate] },
        }))
      : []
  const whole = ['Cộng', '', ...sumColumns.map((column) => total[column])]
  const tablesOf = <R extends Omit<Named, 'table'>>(table: string, rows: readonly R[], needed: AnnexColumn<Named>[] = []) => {
    const { first, by } = places[table as keyof typeof places]
    const named = rows.map((row) => ({ ...row, table }))
    const head = [{ ...name, title: first }, table === 'successors' ? { ...standing, title: 'Gồm cả' } : standing]
    const money = tableOf(`Nguồn lực theo ${by}`, [...head, ...opening(cells.sums)], named, lines)
    return [
      table === 'districts' ? money : { ...money, foot: whole },
      tableOf(
        `Nhiệm vụ${needed.length ? ', đề xuất' : ''} theo ${by}`,
        [...head, ...opening(cells.items(compiled)), ...needed],
        named,
        lines,
      ),
      tableOf(`Hình thức giúp đỡ theo ${by}`, [...head, ...opening(cells.forms)], named, lines),
    ]
  }
  const under = new Map([...districts, ...successors].map(({ agencyId, communeIds }) => [agencyId, communeIds ?? []]))
  const togetherWith = (successor: (typeof successors)[number]) => {
    const theirs = former.filter(({ into }) => into.agencyId === successor.agencyId).map(({ agency }) => placeOf(agency))
    return theirs.length ? `Cùng ${theirs.join(', ')}` : ''
  }
  const all: Annex[] = [
    ...(districts.length
      ? [
          {
            ...{ part: 'districts', title: 'Kết quả theo huyện, thị xã, thành phố' },
            tables: tablesOf(
              'districts',
              districts,
              needColumns(({ agencyId }) => under.get(agencyId) ?? []),
            ),
          },
        ]
      : []),
    { part: 'units', title: 'Kết quả theo đơn vị giúp xã', tables: tablesOf('units', units) },
    {
      part: 'communes',
      title: 'Kết quả theo xã',
      tables: tablesOf(
        'communes',
        [...communes, ...former],
        needColumns(({ agencyId }) => [agencyId]),
      ),
    },
    ...(successors.length
      ? [
          {
            ...{ part: 'successors', title: 'Kết quả theo xã sau sắp xếp' },
            tables: tablesOf(
              'successors',
              successors.map((row) => ({ ...row, standing: togetherWith(row) })),
              needColumns(({ agencyId }) => under.get(agencyId) ?? []),
            ),
          },
        ]
      : []),
    ...(told ? [{ part: 'items', title: toldTitle, tables: [tableOf<ItemTold>(toldTitle, toldColumns, told, lines)] }] : []),
    ...(needs ? [{ part: 'needs', title: 'Đề xuất, nhu cầu của xã', tables: [needsTable(needs, lines)] }] : []),
    ...(petitions ? [{ part: 'petitions', title: 'Kiến nghị', tables: [petitionsTable(petitions, lines)] }] : []),
    { part: 'indicators', title: 'Chỉ tiêu của các xã', tables: [indicatorsTable(indicators, lines)] },
  ]
  return all.filter(({ tables }) => tables.some(({ rows }) => rows.length))
}

function tableOf<R>(title: string, columns: readonly AnnexColumn<R>[], rows: readonly R[], lines: string[]): AnnexTable {
  return { ...sheetOf(title, columns, rows, { lines }), opens: rows.map((row) => columns.map((one) => one.href?.(row) ?? one.of?.(row))) }
}

const needsTable = (needs: NonNullable<Compiled['needs']>, lines: string[]) =>
  tableOf<(typeof needs)[number]>(
    'Đề xuất, nhu cầu của xã',
    [
      { title: 'Nội dung', value: ({ what }) => what, href: ({ id }) => `/needs/${id}` },
      { title: 'Xã', value: ({ commune }) => placeOf(commune) },
      { title: 'Lĩnh vực', value: ({ area }) => areaWords[area] },
      { title: 'Đề xuất ngày', type: 'day', value: ({ proposedOn }) => new Date(proposedOn) },
      { title: 'Kết quả', value: ({ is }) => needFateWords[is] },
    ],
    needs,
    lines,
  )

const petitionsTable = (petitions: NonNullable<Compiled['petitions']>, lines: string[]) =>
  tableOf<(typeof petitions)[number]>(
    'Kiến nghị',
    [
      { title: 'Nội dung', value: ({ subject }) => subject, href: ({ id }) => `/petitions/${id}` },
      { title: 'Nơi kiến nghị', value: ({ petitioner }) => petitioner },
      { title: 'Về xã', value: ({ commune }) => commune && placeOf(commune) },
      { title: 'Đang ở', value: ({ holder }) => holder },
      { title: 'Gửi ngày', type: 'moment', value: ({ sentOn }) => new Date(sentOn) },
      { title: 'Hạn trả lời', type: 'day', value: ({ dueOn }) => new Date(dueOn) },
      { title: 'Tình trạng', value: ({ is }) => petitionWords[is] },
      { title: 'Trả lời', value: ({ answer }) => answer && [answer.documentNumber, answer.text].filter(Boolean).join(': ') },
    ],
    petitions,
    lines,
  )

const indicatorsTable = (indicators: Compiled['indicators'], lines: string[]) =>
  tableOf<(typeof indicators)[number]>(
    'Chỉ tiêu của các xã',
    [
      { title: 'Mã', value: ({ code }) => code },
      { title: 'Chỉ tiêu', value: ({ name }) => name },
      { title: 'Đơn vị tính', value: ({ unit }) => unit },
      { title: 'Cộng', type: 'number', value: ({ total }) => total, of: ({ code }) => `indicators.${code}.total` },
      { title: 'Số xã có số', type: 'number', value: ({ communes }) => communes },
      ...(['start', 'end'] as const).map(
        (when): AnnexColumn<(typeof indicators)[number]> => ({
          ...{ title: when === 'start' ? 'Đầu năm' : 'Cuối năm', type: 'number', value: ({ year }) => year?.[when].total },
          of: ({ code, year }) => year && `indicators.${code}.${when}`,
        }),
      ),
      { title: 'Số xã có số cả hai năm', type: 'number', value: ({ year }) => year?.communes },
    ],
    indicators,
    lines,
  )
