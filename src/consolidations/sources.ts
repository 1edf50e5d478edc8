import { inForceWithin } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { dataWindow } from '../deadlines.ts'
import { current } from '../filings/filing.ts'
import type { Kind } from '../generated/client.ts'
import { withFilings } from '../obligations/obligation.ts'
import { newestOf } from '../unit-reports/unit-report.ts'
import { standingMark } from '../words.ts'
import { formerIn } from './successors.ts'

/** Whose reports are added up: about these communes (null: all), by the units assigned to them in the year and those that help them today. */
export type Scope = {
  oversees: string[] | null
  helpers: string[]
  /** The days that the report covers, as its obligation says; kept as JSON. Reports from before the calendar could be set name none. */
  window?: { from: string; to: string }
}

export function windowOf({ window }: Scope, year: number) {
  return window ? { from: new Date(window.from), to: new Date(window.to) } : dataWindow({ kind: 'year', year, n: 1 })
}

/** A report that was read, or that is missing: which version, of whom, sent when, under which hash (where the compiling agency may open it). */
export type Source = {
  agencyId: string
  agency: string
  standing: string
  mark: string
  filingId: string | null
  versionId: string | null
  n: number | null
  sentAt: string | null
  sha256?: string | null
  /** Sent, and not added up. */
  leftOut?: { reason: string; by: string }
  /** Not sent, and counted by what communes have confirmed. */
  confirmed?: true
}

export const versionsOf = (sources: readonly Source[]) => sources.flatMap(({ versionId }) => versionId ?? [])

/** Who owes what is added up in a year, and which version of each is the current one. */
export async function sourcesOf(db: Db | Tx, year: number, at: Date, scope: Scope) {
  const { oversees, helpers } = scope
  const period = { kind: 'year' as const, year, n: 1 }
  const window = windowOf(scope, year)
  const within = oversees ? { in: oversees } : undefined

  const assignments = await db.assignment.findMany({ where: { communeId: within ?? {}, ...inForceWithin(window.from, window.to) } })
  const unitIds = [...new Set([...assignments.map(({ unitId }) => unitId), ...helpers])]
  const owedBy = (kind: Kind, ids: { in: string[] } | undefined) =>
    db.obligation.findMany({
      where: { kind, period, withdrawnAt: null, agencyId: ids ?? {} },
      include: withFilings,
      orderBy: { agency: { name: 'asc' } },
    })
  const unitsOwed = await owedBy('unitReport', oversees ? { in: unitIds } : undefined)
  const communesOwed = await owedBy('communeReport', within)
  const districtsOwed = oversees ? [] : await owedBy('districtReport', undefined)
  const filingOf = ({ kind, filings }: (typeof unitsOwed)[number]) => filings.find((filing) => filing.kind === kind && filing.firstSentAt)
  const idsOf = (owed: typeof unitsOwed) => owed.flatMap((one) => filingOf(one)?.id ?? [])

  const versions = await db.filingVersion.findMany({
    where: { receipts: { some: { current: true } }, filingId: { in: idsOf([...unitsOwed, ...communesOwed, ...districtsOwed]) } },
    select: { id: true, filingId: true, n: true, sentAt: true, sha256: true, receipts: { select: { id: true } } },
    orderBy: { n: 'desc' },
  })
  // A district opens no unit's report: the newest of the sections that it reads says which version is the current one.
  const read = {
    where: { communeId: within ?? {}, filingId: { in: idsOf(unitsOwed) } },
    select: { filingId: true, versionId: true, n: true },
  } as const
  const sections = newestOf([
    ...(await db.unitResult.findMany({ ...read, distinct: ['versionId'] })),
    ...(await db.explainedSection.findMany(read)),
  ])

  const source = (owed: (typeof unitsOwed)[number]): Source => {
    const filing = filingOf(owed)
    const version = current({ versions: versions.filter(({ filingId }) => filingId === filing?.id) })
    const section = sections.find(({ filingId }) => filingId === filing?.id)
    const { word, mark } = standingMark(owed, at)
    return {
      ...{ agencyId: owed.agencyId, agency: owed.agency.name, standing: word, mark, filingId: filing?.id ?? null },
      ...{ versionId: version?.id ?? section?.versionId ?? null, n: version?.n ?? section?.n ?? null, sha256: version?.sha256 ?? null },
      sentAt: (version?.sentAt ?? filing?.lastSentAt)?.toISOString() ?? null,
    }
  }
  const owing = new Set(communesOwed.map(({ agencyId }) => agencyId))
  const others = [...new Set(assignments.map(({ communeId }) => communeId))].filter((id) => !owing.has(id))
  return {
    ...{ units: unitsOwed.map(source), communes: communesOwed.map(source), districts: districtsOwed.map(source) },
    former: others.length ? await formerIn(db, others, window.to) : [],
  }
}
