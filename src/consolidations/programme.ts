import type { Db, Tx } from '../db.ts'
import type { Area, HelpForm } from '../generated/client.ts'
import { type Catalogue, catalogueOf } from '../indicators/catalogue.ts'
import type { Outcome } from '../unit-reports/outcome.ts'
import { counted } from './choices.ts'
import { addUp, type Compiled, type IndicatorSum, type Row, type Sums } from './compile.ts'
import { versionsOf } from './sources.ts'
import { type Before, pairsOf } from './start.ts'
import { together } from './years.ts'

/**
 * Khoản 1 Điều 12: at the programme's end, all its years together, from the report of each year as it was sent. Years whose report was not sent on the
 * portal are not in it, and are named by `years` of the report.
 */
export type ProgrammeTold = {
  total: Sums
  areas: ({ area: Area } & Sums)[]
  forms: { form: HelpForm; lines: number }[]
  units: ({ agencyId: string; agency: string; outcomes: { year: number; is: Outcome }[] } & Sums)[]
  communes: ({ agencyId: string; agency: string; helped: number } & Sums)[]
  /** Figures of communes: in the first year that has them, and in the last, over those that gave both. */
  indicators: IndicatorSum[]
  since?: { year: number; sources: Before[] }
}

/** All years that were sent, and this one. */
export async function wholeProgramme(db: Db | Tx, earlier: readonly Compiled[], now: Compiled): Promise<ProgrammeTold> {
  const all = [...earlier, now]
  const first = earlier.find(({ communes }) => versionsOf(communes).length)
  return {
    total: together(all.map(({ total }) => total)),
    areas: now.areas.map(({ area }) => ({ area, ...together(all.map(({ areas }) => areas.find((row) => row.area === area))) })),
    forms: formsOf(all),
    units: named(all.map(({ units }) => units)).map(({ agencyId, agency, rows }) => ({
      ...{ agencyId, agency, ...together(rows) },
      outcomes: all.flatMap(({ year }, i) => {
        const row = rows[i]
        return row ? [{ year, is: outcomeOf(row) }] : []
      }),
    })),
    communes: named(all.map(({ communes, former = [] }) => [...communes, ...former])).map(({ agencyId, agency, rows }) => ({
      ...{ agencyId, agency, helped: rows.filter((row) => row?.units).length, ...together(rows) },
    })),
    ...(await sinceFirst(db, await catalogueOf(db, { kind: 'year', year: now.year, n: 1 }), first, now)),
  }
}

type Line = Row & { agencyId: string; agency: string; mark: string; versionId: string | null; units?: number }

/** Each agency once, under its newest name, with its row of each year. */
function named(years: readonly (readonly Line[])[]) {
  const ids = [...new Set(years.flatMap((rows) => rows.map(({ agencyId }) => agencyId)))]
  return ids
    .map((agencyId) => {
      const rows = years.map((theirs) => theirs.find((row) => row.agencyId === agencyId))
      return { agencyId, agency: rows.findLast((row) => row)?.agency ?? '', rows }
    })
    .toSorted((a, b) => a.agency.localeCompare(b.agency, 'vi'))
}

const outcomeOf = ({ versionId, mark }: Line): Outcome => (versionId ? 'reported' : mark === 'explained' ? 'explained' : 'nothing')

function formsOf(all: readonly Compiled[]) {
  const lines = new Map<HelpForm, number>()
  for (const { form, lines: times } of all.flatMap(({ forms }) => forms)) lines.set(form, (lines.get(form) ?? 0) + times)
  return [...lines].map(([form, lines]) => ({ form, lines })).toSorted((a, b) => b.lines - a.lines)
}

async function sinceFirst(db: Db | Tx, catalogue: Catalogue, first: Compiled | undefined, now: Compiled) {
  if (!first) return { indicators: [] }
  const [then, today] = [counted(first.communes), counted(now.communes)]
  const [before, after] = [await valuesOf(db, versionsOf(then)), await valuesOf(db, versionsOf(today))]
  const pairs = pairsOf(catalogue, { values: before, sources: then }, { values: after, sources: today })
  const sources = then.map(({ agencyId, agency, filingId, versionId, n, sentAt, sha256 }) => ({
    agencyId,
    agency,
    filingId,
    versionId,
    n,
    sentAt,
    sha256,
  }))
  return {
    indicators: addUp(catalogue, after).flatMap((one) => {
      const year = pairs.get(one.code)
      return year ? [{ ...one, year }] : []
    }),
    since: { year: first.year, sources },
  }
}

const valuesOf = (db: Db | Tx, versionIds: string[]) => db.indicatorValue.findMany({ where: { versionId: { in: versionIds } } })
