import { inForceWithin } from '../clock.ts'
import type { Tx } from '../db.ts'
import { current } from '../filings/filing.ts'
import type { Area, HelpForm, Kind, UnitResult } from '../generated/client.ts'
import { type Catalogue, catalogueOf } from '../indicators/catalogue.ts'
import { withFilings } from '../obligations/obligation.ts'
import { decimal, derivedOf, plus, scaled } from '../reports/computed.ts'
import type { ReportContent } from '../reports/report.ts'
import { newestOf } from '../unit-reports/unit-report.ts'
import { date, standingMark } from '../words.ts'

const monies = ['ownMoney', 'sponsorMoney', 'goodsValue', 'programmeMoney'] as const
const counts = ['labourDays', 'households'] as const

/** Exact sums: money as strings of digits, because this is kept as JSON. Programme money stands apart, never inside a unit's total. */
export type Sums = Record<(typeof monies)[number], string> & Record<(typeof counts)[number], number>

/** A report that was read, or that is missing: which version, of whom, sent when. */
export type Source = {
  agencyId: string
  agency: string
  standing: string
  mark: string
  filingId: string | null
  versionId: string | null
  n: number | null
  sentAt: string | null
}

/** What a district or the province adds up, and from what (khoản 2, khoản 3 Điều 13). */
export type Compiled = {
  at: string
  year: number
  total: Sums
  areas: ({ area: Area } & Sums)[]
  forms: { form: HelpForm; lines: number }[]
  units: (Source & { communes: number } & Sums)[]
  communes: (Source & { district: string | null; units: number } & Sums)[]
  districts: (Source & { communes: number; units: number } & Sums)[]
  /** Whose content on defence and security went a separate way, by which document; about which commune, where a unit reports. */
  apart: { agency: string; about: string | null; apartNumber: string; apartDate: string }[]
  indicators: { code: string; name: string; unit: string; total: string; communes: number }[]
}

/** Adds up what was sent, as this actor may see it: a district its communes, the planning department all of them. */
export async function compile(
  tx: Tx,
  year: number,
  window: { from: Date; to: Date },
  at: Date,
  { oversees, helpers }: { oversees: string[] | null; helpers: string[] },
): Promise<Compiled> {
  const period = { kind: 'year' as const, year, n: 1 }
  const within = oversees ? { in: oversees } : undefined

  const assignments = await tx.assignment.findMany({ where: { communeId: within ?? {}, ...inForceWithin(window.from, window.to) } })
  const unitIds = [...new Set([...assignments.map(({ unitId }) => unitId), ...helpers])]
  const owedBy = (kind: Kind, ids: { in: string[] } | undefined) =>
    tx.obligation.findMany({
      where: { kind, period, withdrawnAt: null, agencyId: ids ?? {} },
      include: withFilings,
      orderBy: { agency: { name: 'asc' } },
    })
  const unitsOwed = await owedBy('unitReport', oversees ? { in: unitIds } : undefined)
  const communesOwed = await owedBy('communeReport', within)
  const districtsOwed = oversees ? [] : await owedBy('districtReport', undefined)

  const sent = { receipts: { some: { current: true } } }
  const reports = unitsOwed.flatMap(({ filings }) => filings.filter(({ kind }) => kind === 'unitReport').map(({ id }) => id))
  const everyVersion = await tx.unitResult.findMany({
    where: { communeId: within ?? {}, filingId: { in: reports } },
    include: { commune: { include: { parents: { include: { parent: true } } } } },
  })
  const results = newestOf(everyVersion)
  const versions = await tx.filingVersion.findMany({
    where: {
      ...sent,
      filingId: { in: [...unitsOwed, ...communesOwed, ...districtsOwed].flatMap(({ filings }) => filings.map(({ id }) => id)) },
    },
    select: { id: true, filingId: true, n: true, sentAt: true, receipts: { select: { id: true } } },
    orderBy: { n: 'desc' },
  })
  const values = await tx.indicatorValue.findMany({
    where: { version: { ...sent, filing: { kind: 'communeReport', period, agencyId: within ?? {} } } },
  })

  const contents = await tx.filingVersion.findMany({
    where: {
      ...sent,
      filing: { kind: 'communeReport', period, agencyId: within ?? {} },
      content: { path: ['security', 'apart'], equals: '1' },
    },
    select: { agencyName: true, content: true },
    orderBy: [{ agencyName: 'asc' }, { id: 'asc' }],
  })

  /** The unit of a result: the version it was sent in says so, also where this actor may read the section only. */
  const filingOf = new Map(
    unitsOwed.flatMap((owed) => owed.filings.filter(({ kind }) => kind === 'unitReport').map(({ id }) => [id, owed.agencyId])),
  )
  const source = (owed: (typeof unitsOwed)[number]): Source => {
    const filing = owed.filings.find(({ kind }) => kind === owed.kind)
    const version = current({ versions: versions.filter(({ filingId }) => filingId === filing?.id) })
    const result = results.find(({ filingId }) => filingId === filing?.id)
    const { word, mark } = standingMark(owed, at)
    return {
      ...{ agencyId: owed.agencyId, agency: owed.agency.name, standing: word, mark, filingId: filing?.firstSentAt ? filing.id : null },
      ...{ versionId: version?.id ?? result?.versionId ?? null, n: version?.n ?? result?.n ?? null },
      sentAt: (version?.sentAt ?? filing?.lastSentAt)?.toISOString() ?? null,
    }
  }
  const districtOfResult = ({ commune }: (typeof results)[number]) =>
    commune.parents.find(({ from, to }) => from <= window.to && (!to || to >= window.to))?.parentId
  const ofUnit = (id: string) => results.filter(({ filingId }) => filingOf.get(filingId) === id)
  const ofCommune = (id: string) => results.filter(({ communeId }) => communeId === id)
  const distinct = (ids: (string | undefined)[]) => new Set(ids.filter(Boolean)).size
  const parents = await tx.agencyParent.findMany({ where: inForceWithin(window.to, window.to), include: { parent: true } })
  const parentOf = new Map(parents.map(({ agencyId, parent }) => [agencyId, parent.name]))

  return {
    ...{ at: at.toISOString(), year, total: sum(results) },
    areas: (['economy', 'society', 'security', 'politics'] as const).map((area) => ({
      area,
      ...sum(results.filter((row) => row.area === area)),
    })),
    forms: tally(results.flatMap(({ forms }) => forms)),
    units: unitsOwed.map((owed) => ({
      ...source(owed),
      communes: distinct(ofUnit(owed.agencyId).map(({ communeId }) => communeId)),
      ...sum(ofUnit(owed.agencyId)),
    })),
    communes: communesOwed.map((owed) => ({
      ...source(owed),
      district: oversees ? null : (parentOf.get(owed.agencyId) ?? null),
      units: distinct(ofCommune(owed.agencyId).map(({ filingId }) => filingOf.get(filingId))),
      ...sum(ofCommune(owed.agencyId)),
    })),
    districts: districtsOwed.map((owed) => {
      const theirs = results.filter((row) => districtOfResult(row) === owed.agencyId)
      const numbers = {
        communes: distinct(theirs.map(({ communeId }) => communeId)),
        units: distinct(theirs.map(({ filingId }) => filingOf.get(filingId))),
      }
      return { ...source(owed), ...numbers, ...sum(theirs) }
    }),
    apart: [
      ...unitsOwed.flatMap(({ agencyId, agency }) =>
        ofUnit(agencyId).flatMap(({ commune, apartNumber, apartDate }) =>
          apartNumber && apartDate ? [{ agency: agency.name, about: commune.name, apartNumber, apartDate: date(apartDate) }] : [],
        ),
      ),
      ...contents.map(({ agencyName, content }) => {
        const { apartNumber = '', apartDate = '' } = (content as unknown as ReportContent).security
        return { agency: agencyName, about: null, apartNumber, apartDate }
      }),
    ],
    indicators: addUp(await catalogueOf(tx, period), values),
  }
}

export function sum(rows: readonly Pick<UnitResult, (typeof monies)[number] | (typeof counts)[number]>[]): Sums {
  const money = monies.map((column) => [column, rows.reduce((total, row) => total + row[column], 0n).toString()])
  const count = counts.map((column) => [column, rows.reduce((total, row) => total + row[column], 0)])
  return Object.fromEntries([...money, ...count])
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
export function addUp(
  catalogue: Catalogue,
  values: {
    code: string
    versionId: string
    value: { toFixed(digits: number): string }
    total: { toFixed(digits: number): string } | null
  }[],
) {
  const sizeOf = (row: (typeof values)[number]) => decimal(scaled((row.total ?? row.value).toFixed(4)) ?? 0n)
  const sumOf = (rows: typeof values) => rows.reduce((sum, row) => plus(sum, sizeOf(row)), '0')
  const rowsOf = new Map(Object.entries(Object.groupBy(values, ({ code }) => code)))
  return catalogue
    .filter(({ unit, kind }) => kind === 'derived' || (kind !== 'fall' && !/[%‰]|\/người/.test(unit)))
    .flatMap(({ code, name, unit, kind, over, under }) => {
      if (kind !== 'derived') {
        const theirs = rowsOf.get(code) ?? []
        return theirs.length ? [{ code, name, unit, total: sumOf(theirs), communes: theirs.length }] : []
      }
      const parts = [...over.map((part) => part.code), ...(under ? [under] : [])]
      const whole = (rowsOf.get(parts[0] ?? '') ?? [])
        .map(({ versionId }) => versionId)
        .filter((id) => parts.every((part) => rowsOf.get(part)?.some(({ versionId }) => versionId === id)))
      const among = new Set(whole)
      const sums = new Map(
        parts.map((part) => [part, { value: sumOf((rowsOf.get(part) ?? []).filter(({ versionId }) => among.has(versionId))) }]),
      )
      const total = new Map(derivedOf(catalogue, sums, new Map())).get(code)?.value
      return total === undefined || !whole.length ? [] : [{ code, name, unit, total, communes: whole.length }]
    })
}
