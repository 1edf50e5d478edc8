import type { Db, Tx } from '../db.ts'
import type { Catalogue } from '../indicators/catalogue.ts'
import { newestOf } from '../unit-reports/unit-report.ts'
import { counted } from './choices.ts'
import { addUp, type IndicatorSum, type Valued, type YearOf } from './compile.ts'
import type { Source } from './sources.ts'

/** The annual report of the year before of a commune: where its figures stood when the year began. */
export type Before = Pick<Source, 'agencyId' | 'agency' | 'filingId' | 'versionId' | 'n' | 'sentAt' | 'sha256'> & {
  /** The commune that it has gone into since, and of how many that one was made. */
  into?: { agencyId: string; of: number }
}

export async function reportsBefore(db: Db | Tx, year: number, communeIds: string[]): Promise<Before[]> {
  const successions = await db.agencySuccession.findMany({ where: { successorId: { in: communeIds } } })
  const intoOf = new Map(successions.map(({ predecessorId, successorId }) => [predecessorId, successorId]))
  const versions = await db.filingVersion.findMany({
    where: {
      receipts: { some: { current: true } },
      filing: {
        ...{ kind: 'communeReport', period: { kind: 'year', year: year - 1, n: 1 } },
        agencyId: { in: [...communeIds, ...intoOf.keys()] },
      },
    },
    select: { id: true, filingId: true, n: true, sentAt: true, sha256: true, agencyName: true, filing: { select: { agencyId: true } } },
    orderBy: [{ agencyName: 'asc' }, { id: 'asc' }],
  })
  return newestOf(versions).map(({ id, filingId, n, sentAt, sha256, agencyName, filing }) => {
    const into = intoOf.get(filing.agencyId)
    const of = successions.filter(({ successorId }) => successorId === into).length
    return {
      ...{ agencyId: filing.agencyId, agency: agencyName, filingId, versionId: id, n, sentAt: sentAt.toISOString(), sha256 },
      ...(into && { into: { agencyId: into, of } }),
    }
  })
}

/** Beside each figure, how it stood at the year's beginning and at its end. */
export async function withStart(
  db: Db | Tx,
  catalogue: Catalogue,
  indicators: IndicatorSum[],
  { communes, before, values }: { communes: readonly Source[]; before: readonly Before[]; values: readonly Valued[] },
): Promise<IndicatorSum[]> {
  const then = await db.indicatorValue.findMany({ where: { versionId: { in: before.flatMap(({ versionId }) => versionId ?? []) } } })
  const pairs = pairsOf(catalogue, { values: then, sources: before }, { values, sources: counted(communes) })
  return indicators.map((indicator) => {
    const year = pairs.get(indicator.code)
    return year ? { ...indicator, year } : indicator
  })
}

/**
 * Each figure in two years, over the communes that gave it in both annual reports: a figure that one commune gave only once would look like a change. A
 * rate is told from the sums of its parts, in the first as in the second.
 */
export function pairsOf(catalogue: Catalogue, first: Told, second: Told): Map<string, YearOf> {
  const [start, end] = inBoth(first, second).map((both) => new Map(addUp(catalogue, both).map((sum) => [sum.code, sum])))
  const point = ({ total, rate }: IndicatorSum) => ({ total, ...(rate && { rate }) })
  const pairs = [...(start ?? [])].flatMap(([code, one]) => {
    const last = end?.get(code)
    return last ? [[code, { start: point(one), end: point(last), communes: last.communes }] as const] : []
  })
  return new Map(pairs)
}

type Told = { values: readonly Valued[]; sources: readonly Before[] }

/** Of both years the values that the same commune gave in the other; or, of a new commune, all those that it was made of. */
export function inBoth(first: Told, second: Told): [Valued[], Valued[]] {
  const [one, other] = [keyed(first), keyed(second)]
  const shared = ([here, there]: [typeof one, typeof other]) => [...here].flatMap(([key, values]) => (there.has(key) ? values : []))
  return [shared([one, other]), shared([other, one])]
}

function keyed({ values, sources }: Told) {
  const sourceOf = new Map(sources.map((source) => [source.versionId, source]))
  const place = (versionId: string) => sourceOf.get(versionId)?.into?.agencyId ?? sourceOf.get(versionId)?.agencyId
  const groups = Map.groupBy(values, ({ code, versionId }) => `${code} ${place(versionId)}`)
  return new Map([...groups].filter(([, told]) => told.length === (sourceOf.get(told[0]?.versionId ?? '')?.into?.of ?? 1)))
}
