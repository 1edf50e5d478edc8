import { beforeAll, describe, expect, test } from 'vitest'
import { asOf } from '../src/clock.ts'
import type { Compiled, Row } from '../src/consolidations/compile.ts'
import type { ConsolidationContent } from '../src/consolidations/consolidation.ts'
import { dbFor, prisma } from '../src/db.ts'
import { read } from '../src/form.ts'
import type { Area, HelpForm } from '../src/generated/enums.ts'
import { remakeObligations } from '../src/obligations/remake.ts'
import { pool } from '../src/pool.ts'
import { disputing } from '../src/supports/form.ts'
import { verify } from '../src/verification.ts'
import { said, signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import {
  aDistrictReport,
  anExplanation,
  aPlan,
  aProvinceReport,
  aReport,
  aUnitReport,
  coverable,
  type Made,
  note,
  planning,
  province,
  reportBody,
  sectionReason,
  signer,
  step,
  who,
} from './make.ts'
import { aSupport, step as takeStep } from './nouns.ts'

/**
 * Điều 13: one year with everything that makes sums go wrong, built by the verbs that people press; then every total of the districts' and the
 * province's reports is compared with a computation of its own, from the tables below and from the rows of contributions.
 */

const year2024 = { kind: 'year', year: 2024, n: 1 } as const

// ── who ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const districts = { 'huyen-dien-bien-dong': 'north', 'huyen-dien-bien': 'south' } as const
type District = (typeof districts)[keyof typeof districts]
const districtOf: Record<string, District> = {
  ...{ 'xa-keo-lom': 'north', 'xa-phi-nhu': 'north', 'xa-chieng-so': 'north', 'xa-tia-dinh': 'north', 'xa-hang-lia': 'north' },
  ...{ 'xa-pu-hong': 'north', 'xa-nong-u': 'north' },
  ...{ 'xa-muong-luan': 'north', 'xa-muong-pon': 'south', 'xa-hua-thanh': 'south', 'xa-na-u': 'south', 'xa-phu-luong': 'south' },
}
/** Helps three communes of one district, until 30/6 only at Chiềng Sơ, and since March one of the other district. */
const both = 'dv-stnmt'
/** Helped Tìa Dình until 30/6, then Hua Thanh in the other district: a commune that nobody helps any more. */
const moved = 'dv-bdbp'
const single = 'dv-vpddbqhhdnd'
/** Reports on its communes, and says of Phu Luông why nothing was carried out. */
const partly = 'dv-dptth'
/** Helped two communes until 30/9, and none since. */
const gone = 'dv-cqltt'
const reporting = [both, moved, single, partly, gone]
/** Has not sent; counted by name, by what communes have confirmed. */
const counted = 'dv-sct'
/** Has not sent, and is counted nowhere. */
const silent = 'dv-sldtbxh'
/** Says in the place of a report why nothing was carried out. */
const explained = 'dv-ttr'

// ── what was given ────────────────────────────────────────────────────────────────────────────────────────────────

type Gift = ['money' | 'goods', 'own' | 'sponsor' | 'programme', number] | ['labour', 'own', number, days: number]
type Fact = {
  unit: string
  commune: string
  clause: string
  form: HelpForm
  on: string
  state: 'declared' | 'confirmed' | 'disputed' | 'cancelled'
  gifts: Gift[]
  households?: number
  /** What the commune says that it received: own, sponsored, days. */
  says?: [own: number, sponsor: number, days: number]
  item?: string
}

const facts: Fact[] = [
  { unit: both, commune: 'xa-keo-lom', clause: '5.5', form: 'goods', on: '12/11/2024', state: 'confirmed', gifts: [['goods', 'own', 36_000_001], ['labour', 'own', 4_000_000, 25]], households: 40, item: 'shared' },
  { unit: both, commune: 'xa-keo-lom', clause: '4.2', form: 'training', on: '03/05/2024', state: 'declared', gifts: [['money', 'own', 12_345_678], ['money', 'programme', 700_000_003]] }, // outside any plan
  { unit: both, commune: 'xa-keo-lom', clause: '4.2', form: 'advice', on: '04/05/2024', state: 'confirmed', gifts: [] }, // help is not only material
  { unit: both, commune: 'xa-keo-lom', clause: '4.4', form: 'goods', on: '05/06/2024', state: 'cancelled', gifts: [['goods', 'own', 111]] },
  { unit: both, commune: 'xa-keo-lom', clause: '4.4', form: 'money', on: '15/12/2024', state: 'confirmed', gifts: [['money', 'own', 9_999_999]] }, // after the data window
  { unit: both, commune: 'xa-keo-lom', clause: '4.4', form: 'money', on: '14/12/2024', state: 'confirmed', gifts: [['money', 'own', 1_000_007]] }, // its last day
  { unit: both, commune: 'xa-phi-nhu', clause: '5.1', form: 'goods', on: '10/10/2024', state: 'disputed', gifts: [['goods', 'own', 8_000_000], ['goods', 'sponsor', 2_500_001]], households: 12, says: [6_000_000, 2_500_001, 0] },
  { unit: both, commune: 'xa-chieng-so', clause: '7.2', form: 'training', on: '20/06/2024', state: 'confirmed', gifts: [['money', 'own', 3_300_033]] }, // recorded after its assignment ended
  { unit: both, commune: 'xa-muong-pon', clause: '4.5', form: 'investment', on: '01/03/2024', state: 'confirmed', gifts: [['money', 'sponsor', 50_000_005], ['goods', 'programme', 20_000_002]], households: 7 },
  { unit: moved, commune: 'xa-tia-dinh', clause: '4.2', form: 'technical', on: '30/06/2024', state: 'confirmed', gifts: [['money', 'own', 5_000_011], ['labour', 'own', 0, 9]], households: 3 },
  { unit: moved, commune: 'xa-hua-thanh', clause: '4.2', form: 'technical', on: '01/07/2024', state: 'confirmed', gifts: [['money', 'own', 6_000_013]], households: 4 },
  { unit: single, commune: 'xa-muong-pon', clause: '4.2', form: 'money', on: '15/12/2023', state: 'confirmed', gifts: [['money', 'own', 7_000_017]] }, // the window’s first day
  { unit: single, commune: 'xa-muong-pon', clause: '7.1', form: 'advice', on: '01/02/2024', state: 'declared', gifts: [] },
  { unit: partly, commune: 'xa-na-u', clause: '5.2', form: 'goods', on: '05/09/2024', state: 'declared', gifts: [['goods', 'sponsor', 15_000_019]], households: 30 },
  { unit: gone, commune: 'xa-pu-hong', clause: '4.7', form: 'advice', on: '30/09/2024', state: 'confirmed', gifts: [['money', 'own', 2_000_003]], households: 5 },
  { unit: counted, commune: 'xa-keo-lom', clause: '5.5', form: 'goods', on: '12/11/2024', state: 'confirmed', gifts: [['goods', 'own', 21_000_023], ['money', 'sponsor', 1_000_029], ['labour', 'own', 900_000, 6]], households: 11 },
  { unit: counted, commune: 'xa-keo-lom', clause: '5.5', form: 'goods', on: '13/11/2024', state: 'disputed', gifts: [['goods', 'own', 40_000_000], ['money', 'programme', 3_000_031]], says: [30_000_037, 0, 2] },
  { unit: counted, commune: 'xa-hang-lia', clause: '4.2', form: 'training', on: '13/11/2024', state: 'declared', gifts: [['money', 'own', 77_000_000]] }, // not confirmed: not counted
  { unit: counted, commune: 'xa-hang-lia', clause: '4.2', form: 'connecting', on: '14/11/2024', state: 'confirmed', gifts: [] },
  { unit: silent, commune: 'xa-muong-luan', clause: '4.2', form: 'money', on: '14/11/2024', state: 'confirmed', gifts: [['money', 'own', 88_000_000]] },
] // biome-ignore format: a table

// ── what has to come of it, computed here ─────────────────────────────────────────────────────────────────────────

const columns = ['ownMoney', 'sponsorMoney', 'goodsValue', 'programmeMoney', 'labourDays', 'households'] as const
type Column = (typeof columns)[number]
/** What one unit gave one commune in one area, as far as it counts. */
type Line = { unit: string; commune: string; district: District; area: Area; forms: Set<HelpForm>; sums: Record<Column, bigint> }

const areaOf = (clause: string) => ({ 4: 'economy', 5: 'society', 6: 'security', 7: 'politics' })[clause[0] ?? ''] as Area
const dayOf = (on: string) => on.split('/').reverse().join('-')
const inYear = ({ on, state }: Fact) => dayOf(on) >= '2023-12-15' && dayOf(on) <= '2024-12-14' && state !== 'cancelled'

/** Who reports says what it declared; who has not sent is counted by what communes say that they received. */
function sizeOf({ unit, gifts, state, says, households = 0 }: Fact): Record<Column, bigint> | undefined {
  const sum = (holds: (kind: string, source: string) => boolean) =>
    gifts.reduce((all, [kind, source, value]) => (holds(kind, source) ? all + BigInt(value) : all), 0n)
  const days = gifts.reduce((all, [kind, , , days]) => (kind === 'labour' ? all + BigInt(days ?? 0) : all), 0n)
  const declared = {
    ownMoney: sum((kind, source) => kind === 'money' && source === 'own'),
    sponsorMoney: sum((kind, source) => kind === 'money' && source === 'sponsor'),
    goodsValue: sum((kind, source) => kind === 'goods' && source !== 'programme'),
    programmeMoney: sum((kind, source) => kind !== 'labour' && source === 'programme'),
    ...{ labourDays: days, households: BigInt(households) },
  }
  if (unit !== counted) return declared
  if (state === 'declared') return undefined
  if (!says) return declared
  const [own, sponsor, labour] = says.map(BigInt) as [bigint, bigint, bigint]
  return { ...declared, ownMoney: own, sponsorMoney: sponsor, goodsValue: 0n, labourDays: labour }
}

const lines: Line[] = []
for (const fact of facts.filter((fact) => [...reporting, counted].includes(fact.unit) && inYear(fact))) {
  const { unit, commune, clause, form } = fact
  const [size, area] = [sizeOf(fact), areaOf(clause)]
  if (!size) continue
  const found = lines.find((line) => line.unit === unit && line.commune === commune && line.area === area)
  const sums = Object.fromEntries(columns.map((column) => [column, 0n])) as Line['sums']
  const line = found ?? { unit, commune, district: districtOf[commune] as District, area, forms: new Set<HelpForm>(), sums }
  if (!found) lines.push(line)
  for (const column of columns) line.sums[column] += size[column]
  line.forms.add(form)
}

/** As a row of a report says it. */
function expected(holds: (line: Line) => boolean) {
  const theirs = lines.filter(holds)
  const forms: Record<string, number> = {}
  for (const form of theirs.flatMap(({ forms }) => [...forms])) forms[form] = (forms[form] ?? 0) + 1
  const sum = (column: Column) => theirs.reduce((all, { sums }) => all + sums[column], 0n).toString()
  return { ...Object.fromEntries(columns.map((column) => [column, sum(column)])), forms }
}
const figuresOf = (row: Row) => ({ ...Object.fromEntries(columns.map((column) => [column, String(row[column])])), forms: row.forms })

/** One item of `both` for a commune of each district (carried out in one, not in the other), one by its word alone; one that `partly` has not done. */
const noItems = { planned: 0, saidDone: 0, onlySaid: 0, done: 0, confirmed: 0, partly: 0, notDone: 0, open: 0 }
const items = {
  all: { planned: 3, saidDone: 1, onlySaid: 1, done: 1, confirmed: 1, partly: 1, notDone: 1, open: 2 },
  north: { planned: 2, saidDone: 1, onlySaid: 1, done: 1, confirmed: 1, partly: 0, notDone: 0, open: 1 },
  south: { planned: 2, saidDone: 0, onlySaid: 0, done: 0, confirmed: 0, partly: 0, notDone: 2, open: 2 },
}
const itemsBy: Record<string, Partial<typeof noItems>> = {
  [both]: { planned: 2, saidDone: 1, onlySaid: 1, done: 1, confirmed: 1, partly: 1, open: 1 },
  [partly]: { planned: 1, notDone: 1, open: 1 },
  'xa-keo-lom': { planned: 1, done: 1, confirmed: 1 },
  'xa-phi-nhu': { planned: 1, saidDone: 1, onlySaid: 1, open: 1 },
  'xa-muong-pon': { planned: 1, notDone: 1, open: 1 },
  'xa-phu-luong': { planned: 1, notDone: 1, open: 1 },
}

// ── the year ──────────────────────────────────────────────────────────────────────────────────────────────────────

const idOf = new Map<string, string>()
const id = (username: string) => idOf.get(username) ?? ''
const nameOf = (agencyId: string) => [...idOf].find(([, one]) => one === agencyId)?.[0] ?? agencyId
const reports: Record<string, Made> = {}
const made: Record<District | 'all', Made> = {} as never
const versionOf = async (one: Made) => prisma.filingVersion.findFirstOrThrow({ where: { filingId: one.id }, orderBy: { n: 'desc' } })
const compiledIn = async (one: Made): Promise<Compiled> => ((await versionOf(one)).content as unknown as ConsolidationContent).compiled

async function assign(unit: string, commune: string, from: string) {
  const { id: _, ...like } = await prisma.assignment.findFirstOrThrow({ where: { unitId: id(unit) } })
  await prisma.assignment.create({ data: { ...like, communeId: id(commune), from: new Date(from), to: null } })
}
const ends = (unit: string, commune: string, to: string) =>
  prisma.assignment.updateMany({ where: { unitId: id(unit), communeId: id(commune) }, data: { to: new Date(to) } })

async function gave({ unit, commune, clause, form, on, state, gifts, households, says, item }: Fact, plan: Made) {
  const contributions = gifts.map(([kind, source, value, days], i) => [
    `c${i}`,
    {
      ...{ kind, source, value: value ? String(value) : '', what: kind === 'goods' ? 'hàng' : '', quantity: days ? String(days) : '' },
      ...{ measure: '', sponsor: source === 'sponsor' ? 'Quỹ A' : '' },
    },
  ])
  const body = {
    ...{ form, clause, what: `Việc ngày ${on}`, from: on, to: '', result: '1 việc', item: item ? `${plan.id}.${item}` : '' },
    beneficiaries: households ? { b1: { group: 'poorHouseholds', count: String(households) }, b2: { group: 'people', count: '99' } } : {},
    contributions: Object.fromEntries(contributions),
  }
  const support = await aSupport('declared', { by: unit, commune, body })
  if (state === 'confirmed') await takeStep(support, commune, 'confirm')
  if (state === 'cancelled') await takeStep(support, unit, 'cancel', { data: { note: 'Ghi nhầm' } })
  const [own, sponsor, labour] = (says ?? []).map((size) => (size ? String(size) : ''))
  const { data } = read(disputing, { own, sponsor, labour, result: 'Nhận thiếu', note: 'Nhận thiếu' })
  if (state === 'disputed') await takeStep(support, commune, 'dispute', { data })
}

const planItem = (clause: string, task: string, commune = '') => ({
  ...{ clause, task, commune, form: 'goods', result: '1 việc', quantity: '1', unit: 'việc', ownMoney: '1.000.000' },
})

/** The report as it begins: from what was recorded. With what the unit says besides. */
async function reportOf(unit: string, besides: Record<string, object> = {}) {
  const report = await aUnitReport('draft', { by: unit, term: year2024 })
  const { content } = await prisma.draft.findUniqueOrThrow({ where: { filingId: report.id } })
  const { sections } = content as { sections: Record<string, object> }
  const said = Object.entries(besides).map(([commune, more]) => [
    id(commune),
    'nothing' in more ? more : { ...sections[id(commune)], ...more },
  ])
  const body = { summary: 'Đã làm việc với xã', nextYear: 'Tiếp tục', sections: { ...sections, ...Object.fromEntries(said) } }
  await step(report, unit, 'save', { body })
  await step(report, unit, 'send', { data: signer })
  reports[unit] = report
}

/** The same by its pages: who helps nobody any more still reports on its time. */
async function reportByPages(unit: string) {
  const report = await aUnitReport('draft', { by: unit, term: year2024 })
  const writer = await signedIn(unit)
  await writer.open('/unit')
  expect(writer.main).toContain('Báo cáo kết quả giúp đỡ xã năm 2024')
  await writer.open(`${report.path}/edit`)
  await writer.press('Lưu, sang kiểm tra và gửi', { summary: 'Đã làm việc với xã', nextYear: 'Hết phân công' })
  await writer.press('Gửi báo cáo đến 1 nơi nhận', signer)
  expect(writer.main).toContain('Gửi đúng hạn')
}

beforeAll(async () => {
  for (const { username, agencyId } of await prisma.user.findMany({ where: { NOT: { username: { contains: '.' } } } }))
    idOf.set(username, agencyId)
  await assign(both, 'xa-muong-pon', '2024-03-01')
  await ends(both, 'xa-chieng-so', '2024-06-30')
  await ends(moved, 'xa-tia-dinh', '2024-06-30')
  await assign(moved, 'xa-hua-thanh', '2024-07-01')
  for (const commune of ['xa-pu-hong', 'xa-nong-u']) await ends(gone, commune, '2024-09-30')
  await remakeObligations()

  const plan = await aPlan('draft', { by: both, commune: 'xa-keo-lom', term: year2024 })
  await step(plan, both, 'cover', { data: { obligations: await coverable(plan, 'xa-muong-pon') } as never })
  await step(plan, both, 'save', { body: { objective: 'Đủ nước', items: { shared: planItem('5.5', 'Xây bể nước ở hai xã') } } })
  await step(plan, both, 'send', { data: signer })
  for (const party of ['xa-keo-lom', 'xa-muong-pon', ...Object.keys(districts)]) await step(plan, party, 'consent')
  const own = await aPlan('agreed', {
    ...{ by: both, commune: 'xa-phi-nhu', term: year2024 },
    body: { objective: 'Học tập', items: { word: planItem('7.1', 'Giúp xã làm quy chế') } },
  })
  const late = await aPlan('agreed', {
    ...{ by: partly, commune: 'xa-phu-luong', term: year2024 },
    body: { objective: 'Nhà văn hóa', items: { undone: planItem('5.1', 'Xây nhà văn hóa') } },
  })
  for (const fact of facts) await gave(fact, plan)

  await reportOf(both, {
    'xa-phi-nhu': { planned: { [`${own.id}_word`]: { said: 'done', note: 'Làm việc trực tiếp ngày 20/10' } } },
    'xa-muong-pon': { planned: { [`${plan.id}_shared`]: { said: 'notDone', note: 'Chưa có đất' } } },
  })
  await reportOf(moved)
  await reportOf(single)
  await reportByPages(gone)
  await reportOf(partly, {
    'xa-phu-luong': { nothing: '1', reason: sectionReason, planned: { [`${late.id}_undone`]: { said: 'notDone', note: 'Sạt lở' } } },
  })
  await anExplanation('sent', { by: explained, term: year2024 })
  for (const [commune, poor, all] of [['xa-keo-lom', '100', '400'], ['xa-tia-dinh', '30', '90'], ['xa-muong-pon', '7', '10']]) // biome-ignore format: a table
    await aReport('sent', { by: commune, term: year2024, body: { ...reportBody, values: { GN01: { value: poor }, DC01: { value: all } } } })
  const [north, south] = Object.keys(districts) as [string, string]
  made.north = await aDistrictReport('ready', { by: north, term: year2024 })
  made.south = await aDistrictReport('ready', { by: south, term: year2024 })
  made.all = await aProvinceReport('ready', { term: year2024 })
  for (const [report, by] of [[made.north, north], [made.all, planning]] as const) // biome-ignore format: a table
    await step(report, by, 'count-confirmed', { data: { source: id(counted), note: 'Xã đã xác nhận đủ' } })
  for (const [report, by] of [[made.north, north], [made.south, south], [made.all, planning]] as const) // biome-ignore format: a table
    await step(report, by, 'send', { data: signer })
})

// ── compared ──────────────────────────────────────────────────────────────────────────────────────────────────────

const levels = ['all', 'north', 'south'] as const
const within = (level: (typeof levels)[number]) => (line: Line) => level === 'all' || line.district === level

describe.each(levels)('khoản 2, khoản 3 Điều 13: every total to the đồng, computed independently: %s', (level) => {
  let compiled: Compiled
  beforeAll(async () => {
    compiled = await compiledIn(made[level])
  })

  test('the whole: by source, by form of help, by area', () => {
    expect(figuresOf(compiled.total)).toEqual(expected(within(level)))
    for (const row of compiled.areas)
      expect(figuresOf(row), row.area).toEqual(expected((line) => within(level)(line) && line.area === row.area))
    const { forms } = expected(within(level))
    expect(Object.fromEntries(compiled.forms.map(({ form, lines }) => [form, lines]))).toEqual(forms)
  })

  test('by unit: who helps in two districts stands in both, split; who has sent nothing stands there with nothing', () => {
    for (const row of compiled.units)
      expect(figuresOf(row), row.agency).toEqual(expected((line) => within(level)(line) && line.unit === nameOf(row.agencyId)))
    for (const unit of new Set(lines.filter(within(level)).map(({ unit }) => unit)))
      expect(
        compiled.units.some(({ agencyId }) => agencyId === id(unit)),
        unit,
      ).toBe(true)
  })

  test('by commune, also one that nobody helps any more; by district', () => {
    for (const row of compiled.communes)
      expect(figuresOf(row), row.agency).toEqual(expected((line) => within(level)(line) && line.commune === nameOf(row.agencyId)))
    for (const commune of new Set(lines.filter(within(level)).map(({ commune }) => commune)))
      expect(
        compiled.communes.some(({ agencyId }) => agencyId === id(commune)),
        commune,
      ).toBe(true)
    for (const row of compiled.districts)
      expect(figuresOf(row), row.agency).toEqual(
        expected(({ district }) => district === districts[nameOf(row.agencyId) as keyof typeof districts]),
      )
  })

  test('every direction gives the same sum', () => {
    const tables = [compiled.areas, compiled.units, compiled.communes, ...(level === 'all' ? [compiled.districts] : [])]
    for (const rows of tables)
      for (const column of columns)
        expect(rows.reduce((sum, row) => sum + BigInt(row[column]), 0n).toString(), column).toBe(String(compiled.total[column]))
  })

  test('of who has sent, it is what the rows of contributions say (SQL); of who has not, what communes say they received', async () => {
    const { rows } = await pool.query(
      `select coalesce(sum(c.value) filter (where c.kind = 'money' and c.source = 'own'), 0)::text as "ownMoney",
              coalesce(sum(c.value) filter (where c.kind = 'money' and c.source = 'sponsor'), 0)::text as "sponsorMoney",
              coalesce(sum(c.value) filter (where c.kind = 'goods' and c.source <> 'programme'), 0)::text as "goodsValue",
              coalesce(sum(c.value) filter (where c.kind <> 'labour' and c.source = 'programme'), 0)::text as "programmeMoney"
       from support s join support_contribution c on c.support_id = s.id
       where s.year = 2024 and s.status <> 'cancelled' and s.unit_id = any($1) and s.commune_id = any($2)`,
      [
        reporting.map(id),
        Object.keys(districtOf)
          .filter((commune) => level === 'all' || districtOf[commune] === level)
          .map(id),
      ],
    )
    const confirmed = compiled.confirmed ?? []
    for (const [column, sum] of Object.entries(rows[0]) as [Column, string][])
      expect(String(BigInt(sum) + confirmed.reduce((all, line) => all + BigInt(line[column]), 0n)), column).toBe(
        compiled.total[column as 'ownMoney'],
      )
    expect(confirmed.length > 0).toBe(level !== 'south')
    expect(new Set(confirmed.map(({ agencyId }) => agencyId))).toEqual(new Set(level === 'south' ? [] : [id(counted)]))
  })

  test('items: one that communes share counts once, and stands with each of them and in each district', () => {
    expect(compiled.total.items).toEqual(items[level])
    const split = { all: itemsBy[both], north: items.north, south: { planned: 1, notDone: 1, open: 1 } }
    for (const row of [...compiled.units, ...compiled.communes]) {
      const theirs = nameOf(row.agencyId) === both ? split[level] : itemsBy[nameOf(row.agencyId)]
      const here = level === 'all' || nameOf(row.agencyId) !== partly || level === 'south'
      expect(row.items, row.agency).toEqual({ ...noItems, ...(here && theirs) })
    }
    for (const row of compiled.districts)
      expect(row.items, row.agency).toEqual(items[districts[nameOf(row.agencyId) as keyof typeof districts]] ?? noItems)
    const byArea = compiled.areas.map(({ items }) => items?.planned ?? 0)
    expect(byArea.reduce((all, n) => all + n, 0)).toBe(compiled.total.items?.planned)
  })

  test('the sum of what every figure opens equals it', { timeout: 120_000 }, async () => {
    const reader = await signedIn(level === 'all' ? province : planning)
    const tables = Object.entries({ areas: 'area', units: 'agencyId', communes: 'agencyId', districts: 'agencyId' }) as ['areas', string][]
    const rows = tables.flatMap(([table, key]) =>
      compiled[table].map((row) => ({ name: `${table}.${(row as never)[key]}`, row: row as Row })),
    )
    const figures = [...rows, { name: 'total.all', row: compiled.total }].flatMap(({ name, row: { forms, items, ...sums } }) => [
      ...columns.map((column) => [`${name}.${column}`, String(sums[column])] as const),
      ...Object.entries({ ...forms, ...items }).map(([column, n]) => [`${name}.${column}`, String(n)] as const),
    ])
    figures.push(...compiled.indicators.map(({ code, total }) => [`indicators.${code}.total`, total] as const))
    const told = figures.filter(([, value]) => value !== '0')
    expect(told.length).toBeGreaterThan(60)
    for (const [name, value] of told) {
      await reader.open(`${made[level].path}/figures?of=${name}&version=1`)
      expect(reader.status, name).toBe(200)
      expect(reader.main, name).not.toContain('không bằng số trong báo cáo')
      if (reader.main.includes('Chỉ cộng của xã')) continue // a rate: its parts are compared on the page
      expect(said(reader.$('main table').first().find('tfoot .num').text()).replaceAll('.', ''), name).toBe(value)
    }
  })
})

describe('who has not reported', () => {
  test('a unit without any filing is there with nothing; one that is not counted stands apart; one that explained says so', async () => {
    const compiled = await compiledIn(made.all)
    const { rows } = await pool.query(
      `select count(distinct unit_id)::int as n from assignment where "from" <= '2024-12-14' and ("to" is null or "to" >= '2023-12-15')`,
    )
    expect(compiled.units).toHaveLength(rows[0].n)
    const without = compiled.units.filter(({ versionId }) => !versionId)
    expect(without).toHaveLength(rows[0].n - reporting.length)
    for (const row of without.filter(({ agencyId }) => agencyId !== id(counted)))
      expect(figuresOf(row), row.agency).toEqual({ ...Object.fromEntries(columns.map((column) => [column, '0'])), forms: {} })
    expect(compiled.units.find(({ agencyId }) => agencyId === id(explained))?.mark).toBe('explained')
    expect(compiled.explained?.map(({ agencyId, communeId }) => [nameOf(agencyId), nameOf(communeId)])).toEqual([[partly, 'xa-phu-luong']])
    expect(compiled.unsent?.find(({ agencyId }) => agencyId === id(silent))).toMatchObject({ received: { supports: '1', own: '88000000' } })
  })

  test('a disputed support counts as declared in its unit’s report, and beside it by the commune’s figure (khoản 3 Điều 11)', async () => {
    const content = (await versionOf(reports[both] as Made)).content as { sections: Record<string, any>[] }
    const section = content.sections.find(({ communeId }) => communeId === id('xa-phi-nhu'))
    expect(section?.society).toMatchObject({
      ...{ goodsValue: '10500001', ownMoney: '0' },
      recorded: { declared: { own: '8000000', sponsor: '2500001' }, received: { own: '6000000', sponsor: '2500001' } },
    })
  })

  test('what was given after the data window belongs to the next year', async () => {
    const given = await prisma.support.findMany({
      where: { unitId: id(both), from: { gte: new Date('2024-12-14') } },
      orderBy: { from: 'asc' },
    })
    expect(given.map(({ year, ownValue }) => [year, ownValue])).toEqual([[2024, 1_000_007n], [2025, 9_999_999n]]) // biome-ignore format: one line
  })
})

test('khoản 1, khoản 2 Điều 13: a unit’s report is accepted while the district sends, 5 times: both hold, and are of one version', async () => {
  const [report, by] = [reports[single] as Made, 'huyen-dien-bien']
  for (let time = 0; time < 5; time++) {
    await step(made.south, planning, 'request-changes', { data: note })
    await step(made.south, by, 'compile')
    const pair = [step(report, planning, 'accept'), step(made.south, by, 'send', { data: signer })]
    expect((await Promise.allSettled(pair)).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    const { status } = await prisma.filing.findUniqueOrThrow({ where: { id: report.id } })
    const { units, total } = await compiledIn(made.south)
    const [source, current] = [units.find(({ agencyId }) => agencyId === id(single)), await versionOf(report)]
    expect([status, source?.versionId, source?.n]).toEqual(['accepted', current.id, current.n])
    expect(figuresOf(total)).toEqual(expected(within('south')))
    if (time < 4) await step(report, planning, 'undo-accept', { data: note })
  }
  const wrong: string[] = []
  await verify((sentence) => wrong.push(sentence))
  expect(wrong).toEqual([])
})

test('a unit that helps a district no more stands on its list for its time, and not for the years after', async () => {
  await asOf(at('2025-06-02T08:00:00'), async () => {
    await remakeObligations()
    const yearsOf = async (username: string) => {
      const where = { kind: 'unitReport', agencyId: id(moved), period: { kind: 'year' } } as const
      const owed = await dbFor(await who(username)).obligation.findMany({ where, include: { period: true } })
      return owed.map(({ period }) => period.year).toSorted()
    }
    expect(await yearsOf('huyen-dien-bien-dong')).toEqual([2022, 2023, 2024])
    expect(await yearsOf('huyen-dien-bien')).toEqual([2022, 2023, 2024, 2025])
    const list = await signedIn('huyen-dien-bien-dong')
    const { name } = await prisma.agency.findUniqueOrThrow({ where: { id: id(moved) } })
    expect((await list.open('/obligations?year=2024&kind=unitReport&size=500')).main).toContain(name)
    expect((await list.open('/obligations?year=2025&kind=unitReport&size=500')).main).not.toContain(name)
  })
})
