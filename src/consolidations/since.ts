import { now } from '../clock.ts'
import type { Db } from '../db.ts'
import { type Compiled, compile } from './compile.ts'
import { type Changed, changesBetween } from './figure.ts'
import { type Scope, type Source, sourcesOf } from './sources.ts'

/** A report that is another one now than when the figures were compiled. */
export type Arrival = {
  report: keyof typeof tables
  agency: string
  what: 'sent' | 'sentAgain' | 'recalled' | 'notOwed'
  n: number | null
  sentAt: string | null
  href: string | undefined
}

/** What came, came again or was taken back since these figures were compiled, and which of them would be others now. The figures themselves stay. */
export async function sinceThen(db: Db, compiled: Compiled): Promise<{ arrivals: Arrival[]; changes: Changed[] }> {
  const at = await now()
  const scope = scopeOf(compiled)
  const today = await sourcesOf(db, compiled.year, at, scope)
  const arrivals = (['units', 'districts', 'communes'] as const).flatMap((report) => arrivalsIn(report, compiled[report], today[report]))
  return {
    arrivals,
    changes: arrivals.length ? changesBetween(compiled, await compile(db, compiled.year, at, scope, compiled.choices)) : [],
  }
}

/** Versions of before this was kept: a province names districts, a district its own communes. */
function scopeOf({ scope, districts, communes, units }: Compiled): Scope {
  if (scope) return scope
  return { oversees: districts.length ? null : communes.map(({ agencyId }) => agencyId), helpers: units.map(({ agencyId }) => agencyId) }
}

const tables = { units: '/unit-reports', districts: '/district-reports', communes: '/reports' }

function arrivalsIn(report: keyof typeof tables, before: readonly Source[], today: readonly Source[]): Arrival[] {
  const known = new Map(before.map((source) => [source.agencyId, source]))
  const owed = new Set(today.map(({ agencyId }) => agencyId))
  const gone = before.filter(({ agencyId, versionId }) => versionId && !owed.has(agencyId))
  const changed = today.filter(({ agencyId, versionId }) => versionId !== (known.get(agencyId)?.versionId ?? null))
  return [
    ...changed.map((source) => {
      const what = whatHappened(known.get(source.agencyId), source)
      const href = source.versionId ? `${tables[report]}/${source.filingId}${report === 'units' ? '/sections' : ''}` : undefined
      return { report, agency: source.agency, what, n: source.n, sentAt: source.sentAt, href }
    }),
    ...gone.map(({ agency }) => ({ report, agency, what: 'notOwed' as const, n: null, sentAt: null, href: undefined })),
  ]
}

function whatHappened(before: Source | undefined, { n }: Source): Arrival['what'] {
  if (!before?.n) return 'sent'
  return n !== null && n > before.n ? 'sentAgain' : 'recalled'
}
