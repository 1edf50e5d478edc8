import type { Db, Tx } from '../db.ts'
import { contentOf, current, type Filing } from '../filings/filing.ts'
import type { Compiled, Sums } from './compile.ts'

/** A year of the programme as its own report, sent then, had it; without a version where none was sent. */
export type YearTold = { year: number } & (
  | { versionId: string; filingId: string; n: number; sentAt: string; total: Sums; units: number; owed: number }
  | { versionId: null }
)

/** The years of the programme before this one, from the reports that this agency has sent on them: what was said then is what counts. `last`: no other year follows. */
export async function yearsBefore(
  db: Db | Tx,
  { kind, agencyId, period, obligation }: Pick<Filing, 'kind' | 'agencyId' | 'period' | 'obligation'>,
) {
  const programme = await db.programme.findUniqueOrThrow({ where: { id: obligation.programmeId } })
  const years = Array.from({ length: Math.max(0, period.year - programme.firstYear) }, (_, i) => programme.firstYear + i)
  const filings = await db.filing.findMany({
    where: { kind, agencyId, firstSentAt: { not: null }, period: { kind: 'year', year: { in: years } } },
    include: { period: true },
  })
  const versions = await db.filingVersion.findMany({
    where: { filingId: { in: filings.map(({ id }) => id) }, receipts: { some: { current: true } } },
    select: { id: true, filingId: true, n: true, sentAt: true, receipts: { select: { id: true } } },
    orderBy: { n: 'desc' },
  })
  const told = await Promise.all(
    years.map(async (year): Promise<YearTold> => {
      const filing = filings.find((one) => one.period.year === year)
      const version = filing && current({ versions: versions.filter(({ filingId }) => filingId === filing.id) })
      if (!version) return { year, versionId: null }
      const { compiled } = (await contentOf(db, version)) as unknown as { compiled: Compiled }
      const { id: versionId, filingId, n, sentAt } = version
      const { total, units } = compiled
      return {
        ...{ year, versionId, filingId, n, sentAt: sentAt.toISOString(), total: sumsOf(total), owed: units.length },
        units: units.filter(({ sentAt }) => sentAt).length,
      }
    }),
  )
  return { years: told, last: period.year === lastYearOf(programme) }
}

/** The year whose report is the programme's last. */
export const lastYearOf = ({ to }: { to: Date }) => to.getUTCFullYear()

const sumsOf = ({ ownMoney, sponsorMoney, goodsValue, programmeMoney, labourDays, households }: Sums): Sums => ({
  ...{ ownMoney, sponsorMoney, goodsValue, programmeMoney, labourDays, households },
})

/** One column of several years together. */
export const addedUp = (totals: readonly Sums[], column: keyof Sums) =>
  totals.reduce((sum, total) => sum + BigInt(total[column]), 0n).toString()
