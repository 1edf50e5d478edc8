import type { Db, Tx } from '../db.ts'
import type { Kind } from '../generated/enums.ts'
import { newestOf } from '../unit-reports/unit-report.ts'
import { type Compiled, counts, monies, type Sums } from './compile.ts'

/** A year of the programme as its own report, sent then, had it; without a version where none was sent. */
export type YearTold = { year: number } & (
  | { versionId: string; filingId: string; n: number; sentAt: string; total: Sums; units: number; owed: number }
  | { versionId: null }
)

/**
 * The years of the programme before this one, from the reports that this agency has sent on them: what was said then is what counts. `earlier`: all that
 * those reports say. `last`: no other year follows.
 */
export async function yearsBefore(
  db: Db | Tx,
  { kind, agencyId, programmeId, year }: { kind: Kind; agencyId: string; programmeId: string; year: number },
) {
  const programme = await db.programme.findUniqueOrThrow({ where: { id: programmeId } })
  const all = Array.from({ length: Math.max(0, year - programme.firstYear) }, (_, i) => programme.firstYear + i)
  const versions = newestOf(
    await db.filingVersion.findMany({
      where: { receipts: { some: { current: true } }, filing: { kind, agencyId, period: { kind: 'year', year: { in: all } } } },
      include: { filing: { include: { period: true } } },
    }),
  ).map(({ content, ...version }) => ({ ...version, compiled: (content as unknown as { compiled: Compiled }).compiled }))
  const years = all.map((year): YearTold => {
    const version = versions.find(({ filing }) => filing.period.year === year)
    if (!version) return { year, versionId: null }
    const { id: versionId, filingId, n, sentAt, compiled } = version
    const sent = compiled.units.filter(({ sentAt }) => sentAt).length
    const total = together([compiled.total])
    return { year, versionId, filingId, n, sentAt: sentAt.toISOString(), total, units: sent, owed: compiled.units.length }
  })
  const earlier = versions.map(({ compiled }) => compiled).toSorted((a, b) => a.year - b.year)
  return { years, earlier, last: year === lastYearOf(programme) }
}

/** The year whose report is the programme's last. */
export const lastYearOf = ({ to }: { to: Date }) => to.getUTCFullYear()

/** The sums of several years; nothing in a year in which a row is not there. */
export function together(rows: readonly (Sums | undefined)[]): Sums {
  const there = rows.flatMap((row) => row ?? [])
  const money = monies.map((column) => [column, there.reduce((sum, row) => sum + BigInt(row[column]), 0n).toString()])
  const count = counts.map((column) => [column, there.reduce((sum, row) => sum + row[column], 0)])
  return Object.fromEntries([...money, ...count])
}
