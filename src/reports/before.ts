import type { Db, Tx } from '../db.ts'
import type { Term } from '../deadlines.ts'
import type { Prisma } from '../generated/client.ts'
import type { Area } from '../generated/enums.ts'
import { number } from '../words.ts'
import { indicatorsOf } from './indicators.ts'
import type { ReportContent } from './report.ts'

/** Enter only what changed: what the reports before have said, where it stands in the new one, and what nobody has looked at yet. */

export const areas = ['economy', 'society', 'security', 'politics'] as const satisfies Area[]
/** What a commune tells of each area (khoản 4 Điều 11). */
export const told = {
  done: 'Những việc đã làm được',
  notDone: 'Những việc chưa làm được',
  causes: 'Nguyên nhân',
  solutions: 'Giải pháp',
} as const
const tellings = Object.keys(told) as (keyof typeof told)[]

export type Told = { title: Term; content: ReportContent }
type Whose = { agencyId: string; period: Term }
type Draft = Partial<Record<Area, Partial<Record<keyof typeof told, string>> & { still?: string[] }>>

/** The newest version of the report before, of the same kind of period. */
export async function previousOf(db: Pick<Db | Tx, 'filing' | 'filingVersion'>, { agencyId, period: { kind, year, n } }: Whose) {
  const before: Prisma.PeriodWhereInput = { kind, OR: [{ year: { lt: year } }, { year, n: { lt: n } }] }
  const [filing] = await db.filing.findMany({
    where: { kind: 'communeReport', agencyId, firstSentAt: { not: null }, period: before },
    orderBy: [{ period: { year: 'desc' } }, { period: { n: 'desc' } }],
    include: { period: true },
    take: 1,
  })
  const [version] = filing ? await newestOf(db, [filing.id]) : []
  return filing && version ? { n: version.n, title: filing.period, content: version.content as unknown as ReportContent } : undefined
}

function newestOf(db: Pick<Db | Tx, 'filingVersion'>, filingIds: string[]) {
  return db.filingVersion.findMany({ where: { filingId: { in: filingIds }, receipts: { some: { current: true } } } })
}

/** What the months of a quarter (or a year) have said, so that nothing is written twice. */
export async function monthsOf(db: Db, { agencyId, period }: Whose) {
  if (period.kind === 'month') return []
  const from = period.kind === 'quarter' ? period.n * 3 - 2 : 1
  const to = period.kind === 'quarter' ? period.n * 3 : 12
  const filings = await db.filing.findMany({
    where: { kind: 'communeReport', agencyId, period: { kind: 'month', year: period.year, n: { gte: from, lte: to } } },
    include: { period: true },
    orderBy: { period: { n: 'asc' } },
  })
  const versions = await newestOf(
    db,
    filings.map(({ id }) => id),
  )
  return filings.flatMap(({ id, period }) => {
    const version = versions.find(({ filingId }) => filingId === id)
    return version ? [{ title: period as Term, content: version.content as unknown as ReportContent }] : []
  })
}

/** Enter only what changed: texts and what is counted on a day stand as they were; what happened within the period is counted anew. */
export async function begins(db: Db | Tx, owed: Whose) {
  const previous = await previousOf(db, owed)
  if (!previous) return undefined
  const due = new Set(indicatorsOf(owed.period.kind).map(({ code }) => code))
  const values = previous.content.values
    .filter(({ code, kind, value }) => kind === 'stock' && value !== undefined && due.has(code))
    .map(({ code, value }) => [code, { value: number(value ?? '') }])
  return { ...Object.fromEntries(areas.map((name) => [name, previous.content[name]])), values: Object.fromEntries(values) }
}

/** The texts that say what the period before said, word by word, and that nobody has marked as still true: "economy.done". */
export function untouched(content: unknown, previous: ReportContent | undefined): string[] {
  const draft = (content ?? {}) as Draft
  return textsOf(content)
    .filter(({ area, telling, words }) => words === previous?.[area]?.[telling] && !draft[area]?.still?.includes(telling))
    .map(({ area, telling }) => `${area}.${telling}`)
}

/** What is written in the four areas. */
export function textsOf(content: unknown) {
  const draft = (content ?? {}) as Draft
  return areas.flatMap((area) =>
    tellings.flatMap((telling) => {
      const words = draft[area]?.[telling]
      return words ? [{ area, telling, words }] : []
    }),
  )
}
