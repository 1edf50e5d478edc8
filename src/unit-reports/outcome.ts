import { dayOf } from '../clock.ts'
import type { Db } from '../db.ts'
import { kindOf } from '../filings/kinds.ts'
import { hrefOf } from '../filings/list.ts'
import type { Area, UnitResult } from '../generated/client.ts'
import type { Looking } from '../nouns/noun.ts'
import { isOwn } from '../reading.ts'
import type { outcomeWords } from '../words.ts'
import { isRefused } from './explained.ts'
import { newestOf } from './unit-report.ts'

/** Of a unit and one of its communes in a year (khoản 2 Điều 12). */
export type Outcome = keyof typeof outcomeWords

type Told = Partial<Pick<UnitResult, 'done' | 'notDone' | 'apartNumber'> & { forms: readonly unknown[] }>

/** Whether an area of a section says anything: what went a separate way counts as said. */
export const isTold = ({ done, notDone, apartNumber, forms }: Told) => Boolean(done || notDone || apartNumber || forms?.length)

/**
 * What came of the annual reports on one commune, unit by unit, the newest year first: where this reader may read the sections. An explanation
 * of the whole counts for every commune; one that UBND tỉnh did not agree with counts as nothing.
 */
export async function outcomesOf({ db, actor, at }: Looking, communeId: string) {
  const assignments = await db.assignment.findMany({ where: { communeId }, select: { unitId: true, from: true, to: true } })
  const owed = await db.obligation.findMany({
    where: {
      ...{ kind: 'unitReport', period: { kind: 'year' }, withdrawnAt: null, opensOn: { lte: dayOf(at) } },
      agencyId: { in: [...new Set(assignments.map(({ unitId }) => unitId))] },
    },
    include: { agency: true, period: true, filings: true },
    orderBy: [{ period: { year: 'desc' } }, { agency: { name: 'asc' } }],
  })
  const filingId = { in: owed.flatMap(({ filings }) => filings.map(({ id }) => id)) }
  const results = await db.unitResult.findMany({ where: { communeId, filingId } })
  const reasons = await db.explainedSection.findMany({
    where: { communeId, filingId },
    include: { decisions: { orderBy: { id: 'desc' } } },
  })
  const newest = Map.groupBy(newestOf([...results, ...reasons]), (row) => row.filingId)
  return owed.flatMap(({ agencyId, agency, period, filings, dataFrom, dataTo }) => {
    const helped = assignments.some(({ unitId, from, to }) => unitId === agencyId && from <= dataTo && (!to || to >= dataFrom))
    if (!helped) return []
    const report = filings.find(({ kind, firstSentAt }) => kind === 'unitReport' && firstSentAt)
    const rows = newest.get(report?.id ?? '') ?? []
    if (report && !rows.length) return [] // sent, and not this reader's to read
    const is = report ? outcomeIn(rows) : filings.some(standsFor) ? 'explained' : 'nothing'
    const href = report && hrefOf(kindOf('unitReport'), actor, report.id, isOwn(actor, { agencyId }))
    return [{ unit: agency, year: period.year, is, href }]
  })
}

const standsFor = ({ kind, firstSentAt, refusedAt }: { kind: string; firstSentAt: Date | null; refusedAt: Date | null }) =>
  kind === 'explanation' && firstSentAt && !refusedAt

/** Of the rows of one commune in one version: results of its areas, or the reason why there are none. */
export function outcomeIn(rows: readonly (Told & { area?: Area; reason?: string; decisions?: readonly { agrees: boolean }[] })[]): Outcome {
  const reason = rows.find((row) => row.reason !== undefined)
  if (reason) return isRefused({ decisions: reason.decisions ?? [] }) ? 'nothing' : 'explained'
  return rows.some(isTold) ? 'reported' : 'nothing'
}

/** The communes for which these reports, as they were sent last, say why nothing was carried out: where it stands as such. */
export async function explainedCommunes(db: Db, filingIds: string[]) {
  return new Set((await explainedSectionsOf(db, filingIds)).map(({ communeId }) => communeId))
}

/** The same with the report that says so. */
export async function explainedSectionsOf(db: Db, filingIds: string[]) {
  const where = { filingId: { in: filingIds } }
  const reasons = await db.explainedSection.findMany({ where, include: { decisions: { orderBy: { id: 'desc' } } } })
  const ids = { in: [...new Set(reasons.map(({ filingId }) => filingId))] }
  const results = await db.unitResult.findMany({ where: { filingId: ids }, select: { filingId: true, n: true }, distinct: ['versionId'] })
  const newest = newestOf<Reason>([...reasons, ...results])
  return newest.flatMap(({ filingId, communeId, decisions }) =>
    communeId && decisions && !isRefused({ decisions }) ? [{ filingId, communeId }] : [],
  )
}

type Reason = { filingId: string; n: number; communeId?: string; decisions?: readonly { agrees: boolean }[] }
