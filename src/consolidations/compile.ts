import { inForceWithin } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import type { Area, HelpForm, UnitResult } from '../generated/client.ts'
import { type Catalogue, catalogueOf } from '../indicators/catalogue.ts'
import { areaOf } from '../regulation/clauses.ts'
import { decimal, derivedOf, plus, scaled } from '../reports/computed.ts'
import type { ReportContent } from '../reports/report.ts'
import { date } from '../words.ts'
import { type Choices, counted, decided, nothingChosen } from './choices.ts'
import { type Recorded, receivedAs, recorded, supportsOf } from './confirmed.ts'
import { type Explained, explainedBy } from './explained.ts'
import { type Items, type ItemTold, itemsIn, itemsOf, itemsTold } from './items.ts'
import { type NeedTold, needsOf } from './needs.ts'
import { type PetitionTold, petitionsOf } from './petitions.ts'
import type { ProgrammeTold } from './programme.ts'
import { type Scope, type Source, sourcesOf, versionsOf, windowOf } from './sources.ts'
import { type Before, reportsBefore, withStart } from './start.ts'
import { type Former, type Successor, successorsOf } from './successors.ts'
import type { YearTold } from './years.ts'

export const monies = ['ownMoney', 'sponsorMoney', 'goodsValue', 'programmeMoney'] as const
export const counts = ['labourDays', 'households'] as const

/** Exact sums: money as strings of digits, because this is kept as JSON. Programme money stands apart, never inside a unit's total. */
export type Sums = Record<(typeof monies)[number], string> & Record<(typeof counts)[number], number>

/** One line of a table: its sums; how often each form of help, by unit, commune and area (no key: never); its items of agreed plans. */
export type Row = Sums & { forms?: Partial<Record<HelpForm, number>>; items?: Items }

/**
 * What a district or the province adds up, and from what (khoản 2, khoản 3 Điều 13). It is kept for ever in the versions that were sent:
 * what is added here later is optional, because older versions do not have it (`test/fixtures`).
 */
export type Compiled = {
  at: string
  year: number
  /** About which communes, by which units: all of them where `oversees` is null. */
  scope?: Scope
  choices?: Choices
  /** Units that have not reported and have recorded supports: they stand apart. */
  unsent?: ({ agencyId: string; agency: string } & Recorded)[]
  /** What is counted of units by their communes' confirmations, as it was then: supports may change, a report may not. */
  confirmed?: ({ agencyId: string; communeId: string; commune: string; area: Area; forms: HelpForm[] } & Sums)[]
  total: Row
  areas: ({ area: Area } & Row)[]
  forms: { form: HelpForm; lines: number }[]
  units: (Source & { communes: number } & Row)[]
  communes: (Source & { district: string | null; units: number } & Row)[]
  /** Communes that went into others within the year, and the year by the communes of its end: together the same sums as `communes` and `former`. */
  former?: (Former & { units: number } & Row)[]
  successors?: Successor[]
  /** `communes`: how many with results; `communeIds`: all that were its own as the year ended. */
  districts: (Source & { communes: number; units: number; communeIds?: string[] } & Row)[]
  /** Whose content on defence and security went a separate way, by which document; about which commune, where a unit reports. */
  apart: { agency: string; about: string | null; apartNumber: string; apartDate: string }[]
  indicators: IndicatorSum[]
  /** Whose figures say how the year began. */
  before?: Before[]
  needs?: NeedTold[]
  petitions?: PetitionTold[]
  /** The years of the programme before this one; with the last of them, all of it (khoản 1 Điều 12). */
  years?: YearTold[]
  programme?: ProgrammeTold
  /** Communes for which a unit says why nothing was carried out (khoản 2 Điều 12). */
  explained?: Explained[]
  /** Items of plans about which units say why, or how (khoản 1 Điều 13). */
  told?: ItemTold[]
}

/**
 * `rate`: what a computed one was computed from, as its line said on that day. `year`: at its beginning and its end, over the communes that gave the
 * figure in both annual reports.
 */
export type IndicatorSum = { code: string; name: string; unit: string; total: string; communes: number; rate?: Rate; year?: YearOf }
export type YearOf = { start: Point; end: Point; communes: number }
type Point = { total: string; rate?: Rate }
export type Rate = { over: (RatePart & { sign: 1 | -1 })[]; under: RatePart | null; times: number; decimals: number }
type RatePart = { code: string; name: string; unit: string; total: string }

/**
 * Adds up what was sent, as this actor may see it: a district its communes, the planning department all of them. What is added up is what
 * hangs from the versions that are named, and those never change: a report that is sent again meanwhile is in it wholly or not at all.
 */
export async function compile(db: Db | Tx, year: number, at: Date, scope: Scope, choices: Choices = nothingChosen): Promise<Compiled> {
  const period = { kind: 'year' as const, year, n: 1 }
  const window = windowOf(scope, year)
  const within = scope.oversees ? { in: scope.oversees } : undefined
  const { districts, former, ...found } = await sourcesOf(db, year, at, scope)
  const [units, communes] = [decided(found.units, choices), decided(found.communes, choices)]

  const reported = await db.unitResult.findMany({
    where: { communeId: within ?? {}, versionId: { in: versionsOf(counted(units)) } },
    include: { commune: true },
    orderBy: [{ versionId: 'asc' }, { communeId: 'asc' }, { area: 'asc' }],
  })
  const values = await db.indicatorValue.findMany({ where: { versionId: { in: versionsOf(counted(communes)) } } })
  const apart = await db.filingVersion.findMany({
    where: { id: { in: versionsOf(communes) }, content: { path: ['security', 'apart'], equals: '1' } },
    select: { agencyName: true, content: true },
    orderBy: [{ agencyName: 'asc' }, { id: 'asc' }],
  })

  const unsent = units.filter(({ versionId }) => !versionId)
  const supports = await supportsOf(
    db,
    year,
    unsent.map(({ agencyId }) => agencyId),
    within,
  )
  const byUnit = Map.groupBy(supports, ({ unitId }) => unitId)

  const items = await itemsIn(db, versionsOf(counted(units)), scope)
  const before = await reportsBefore(
    db,
    year,
    communes.map(({ agencyId }) => agencyId),
  )
  const catalogue = await catalogueOf(db, period)

  const unitOf = new Map(units.flatMap(({ versionId, agencyId }) => (versionId ? [[versionId, agencyId]] : [])))
  const confirmed = unsent
    .filter((source) => source.confirmed)
    .flatMap(({ agencyId }) => confirmedIn(byUnit.get(agencyId) ?? []).map((line) => ({ ...line, unitId: agencyId })))
  const results = [...reported.map((row) => ({ ...row, unitId: unitOf.get(row.versionId) ?? '' })), ...confirmed]
  const ofUnit = (id: string) => results.filter(({ unitId }) => unitId === id)
  const ofCommune = (id: string) => results.filter(({ communeId }) => communeId === id)
  const itemsWhere = (holds: (item: (typeof items)[number]) => boolean) => ({ items: itemsOf(items.filter(holds)) })
  const distinct = (ids: (string | undefined)[]) => [...new Set(ids.flatMap((id) => id ?? []))]
  const unitsIn = (rows: typeof results) => distinct(rows.map(({ unitId }) => unitId)).length
  const communesIn = (rows: typeof results) => distinct(rows.map(({ communeId }) => communeId))
  const parents = await db.agencyParent.findMany({ where: inForceWithin(window.to, window.to), include: { parent: true } })
  const parentOf = new Map(parents.map(({ agencyId, parent }) => [agencyId, parent]))

  return {
    ...{ at: at.toISOString(), year, scope, choices },
    total: { ...tableRow(results), ...itemsWhere(() => true) },
    unsent: unsent.flatMap(({ agencyId, agency }) => {
      const theirs = byUnit.get(agencyId)
      return theirs ? [{ agencyId, agency, ...recorded(theirs) }] : []
    }),
    confirmed: confirmed.map(({ unitId, communeId, commune, area, forms, ...sums }) => ({
      ...{ agencyId: unitId, communeId, commune: commune.name, area, forms: [...forms] },
      ...sum([sums]),
    })),
    areas: (['economy', 'society', 'security', 'politics'] as const).map((area) => ({
      area,
      ...tableRow(results.filter((row) => row.area === area)),
      ...itemsWhere(({ clause }) => areaOf(clause) === area),
    })),
    forms: tally(results.flatMap(({ forms }) => forms)),
    units: units.map((source) => {
      const theirs = ofUnit(source.agencyId)
      const theirItems = itemsWhere(({ versionId }) => versionId === source.versionId)
      return { ...source, communes: communesIn(theirs).length, ...tableRow(theirs), ...theirItems }
    }),
    communes: communes.map((source) => {
      const theirs = ofCommune(source.agencyId)
      const district = scope.oversees ? null : (parentOf.get(source.agencyId)?.name ?? null)
      const theirItems = itemsWhere(({ communeId }) => communeId === source.agencyId)
      return { ...source, district, units: unitsIn(theirs), ...tableRow(theirs), ...theirItems }
    }),
    ...(former.length && {
      former: former.map((source) => {
        const theirs = ofCommune(source.agencyId)
        const theirItems = itemsWhere(({ communeId }) => communeId === source.agencyId)
        return { ...source, units: unitsIn(theirs), ...tableRow(theirs), ...theirItems }
      }),
      successors: successorsOf(communes, former, (ids) => ({
        ...tableRow(results.filter(({ communeId }) => ids.includes(communeId))),
        ...itemsWhere(({ communeId }) => ids.includes(communeId)),
      })),
    }),
    districts: districts.map((source) => {
      const communeIds = parents.filter(({ parentId }) => parentId === source.agencyId).map(({ agencyId }) => agencyId)
      const theirs = results.filter(({ communeId }) => communeIds.includes(communeId))
      const theirItems = itemsWhere(({ communeId }) => communeIds.includes(communeId))
      const helped = communesIn(theirs).length
      return { ...source, communes: helped, units: unitsIn(theirs), communeIds, ...tableRow(theirs), ...theirItems }
    }),
    apart: [
      ...units.flatMap(({ agencyId, agency }) =>
        reported.flatMap(({ versionId, commune, apartNumber, apartDate }) =>
          unitOf.get(versionId) === agencyId && apartNumber && apartDate
            ? [{ agency, about: commune.name, apartNumber, apartDate: date(apartDate) }]
            : [],
        ),
      ),
      ...apart.map(({ agencyName, content }) => {
        const { apartNumber = '', apartDate = '' } = (content as unknown as ReportContent).security
        return { agency: agencyName, about: null, apartNumber, apartDate }
      }),
    ],
    indicators: await withStart(db, catalogue, addUp(catalogue, values), { communes, before, values }),
    before,
    needs: await needsOf(db, year, window, scope),
    petitions: await petitionsOf(db, at, window, scope),
    explained: await explainedBy(db, units, within),
    told: itemsTold(units, items),
  }
}

/** What communes have confirmed of one unit's supports, a line for each commune and area, as a report would have. */
function confirmedIn(supports: Awaited<ReturnType<typeof supportsOf>>) {
  const places = Map.groupBy(supports, ({ communeId, area }) => `${communeId} ${area}`)
  return [...places.values()].flatMap((theirs) => {
    const [first] = theirs
    const received = theirs.flatMap((support) => {
      const sums = receivedAs(support)
      return sums ? [{ ...sums, form: support.form }] : []
    })
    if (!first || !received.length) return []
    const { communeId, commune, area } = first
    const zero = { ownMoney: 0n, sponsorMoney: 0n, goodsValue: 0n, programmeMoney: 0n, labourDays: 0, households: 0 }
    const sums = received.reduce((all, one) => added(all, one), zero)
    return [{ communeId, commune, area, forms: [...new Set(received.map(({ form }) => form))], ...sums }]
  })
}

type Summed = Pick<UnitResult, (typeof monies)[number] | (typeof counts)[number]>

const added = (a: Summed, b: Summed): Summed => ({
  ...{ ownMoney: a.ownMoney + b.ownMoney, sponsorMoney: a.sponsorMoney + b.sponsorMoney, goodsValue: a.goodsValue + b.goodsValue },
  ...{
    programmeMoney: a.programmeMoney + b.programmeMoney,
    labourDays: a.labourDays + b.labourDays,
    households: a.households + b.households,
  },
})

export function sum(rows: readonly Summed[]): Sums {
  const money = monies.map((column) => [column, rows.reduce((total, row) => total + row[column], 0n).toString()])
  const count = counts.map((column) => [column, rows.reduce((total, row) => total + row[column], 0)])
  return Object.fromEntries([...money, ...count])
}

/** Its sums, and how often each form of help. */
function tableRow(rows: readonly (Summed & { forms: HelpForm[] })[]): Row {
  return { ...sum(rows), forms: Object.fromEntries(tally(rows.flatMap(({ forms }) => forms)).map(({ form, lines }) => [form, lines])) }
}

function tally(forms: HelpForm[]) {
  return [...new Set(forms)]
    .map((form) => ({ form, lines: forms.filter((other) => other === form).length }))
    .sort((a, b) => b.lines - a.lines)
}

/**
 * Only counts and amounts are added. A rate is told from the sums of what stands over and under it, of the communes that gave both; a rate of
 * rates would be wrong, and so would be a fall of rates without the year before.
 */
export function addUp(catalogue: Catalogue, values: Valued[]): IndicatorSum[] {
  const rowsOf = new Map(Object.entries(Object.groupBy(values, ({ code }) => code)))
  return catalogue
    .filter(({ unit, kind }) => kind === 'derived' || (kind !== 'fall' && !/[%‰]|\/người/.test(unit)))
    .flatMap(({ code, name, unit, kind, over, under, times, decimals }) => {
      if (kind !== 'derived') {
        const theirs = rowsOf.get(code) ?? []
        return theirs.length ? [{ code, name, unit, total: sumOfValues(theirs), communes: theirs.length }] : []
      }
      const parts = [...over.map((part) => part.code), ...(under ? [under] : [])]
      const among = new Set(tellingAll(parts, values))
      const sums = new Map(
        parts.map((part) => [part, { value: sumOfValues((rowsOf.get(part) ?? []).filter(({ versionId }) => among.has(versionId))) }]),
      )
      const total = new Map(derivedOf(catalogue, sums, new Map())).get(code)?.value
      if (total === undefined || !among.size) return []
      const partOf = (part: string) => {
        const line = catalogue.find((one) => one.code === part)
        return { code: part, name: line?.name ?? part, unit: line?.unit ?? '', total: sums.get(part)?.value ?? '0' }
      }
      const rate: Rate = {
        over: over.map((part) => ({ ...partOf(part.code), sign: part.sign === 1n ? 1 : -1 })),
        under: under ? partOf(under) : null,
        ...{ times: Number(times), decimals },
      }
      return [{ code, name, unit, total, communes: among.size, rate }]
    })
}

export type Valued = {
  code: string
  versionId: string
  value: { toFixed(digits: number): string }
  total: { toFixed(digits: number): string } | null
}

/** Since the year began, where that is told. */
export const sizeOf = ({ value, total }: Valued) => decimal(scaled((total ?? value).toFixed(4)) ?? 0n)
export const sumOfValues = (rows: readonly Valued[]) => rows.reduce((sum, row) => plus(sum, sizeOf(row)), '0')

/** The versions that tell every one of these figures. */
export function tellingAll(codes: readonly string[], values: readonly Valued[]) {
  const told = Map.groupBy(values, ({ versionId }) => versionId)
  return [...told].filter(([, rows]) => codes.every((code) => rows.some((row) => row.code === code))).map(([versionId]) => versionId)
}
