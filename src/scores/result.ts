import { createHash } from 'node:crypto'
import type { Db } from '../db.ts'
import { json, sorted } from '../filings/filing.ts'
import type { DocumentStyle, Scoring as Row, ScoreRule } from '../generated/client.ts'
import { date } from '../words.ts'
import { unitsIn } from './facts.ts'
import { type Criterion, rankOf, ruleNames, type Score, scoreOf, totalOf, type Weights } from './rules.ts'

/** Scores of a year: computed while the criteria are prepared, as they were published or frozen afterwards. */

export type Adjusted = { id: string; rule: ScoreRule | null; points: number; reason: string; by: string; at: string }

/** What is kept of a unit's score, and for ever once the year is frozen: names as they were. */
export type Content = {
  year: number
  document: { number: string; date: string; title: string } | undefined
  unit: { id: string; name: string; style: DocumentStyle }
  communes: { id: string; name: string; districtId: string }[]
  standing: { is: string; mark: string; letter: string; word: string } | undefined
  recorded: number
  criteria: Criterion[]
  computed: number | undefined
  adjustments: Adjusted[]
  total: number | undefined
  rank: number | undefined
  among: number
}

export type Scored = Content & { sha256: string | undefined }

const columns: Record<ScoreRule, 'planWeight' | 'reportWeight' | 'itemWeight' | 'helpWeight' | 'invitationWeight' | 'assessmentWeight'> = {
  ...{ plan: 'planWeight', report: 'reportWeight', item: 'itemWeight' },
  ...{ help: 'helpWeight', invitation: 'invitationWeight', assessment: 'assessmentWeight' },
}
export const weightColumns = columns

export const weightsOf = (scoring: Pick<Row, (typeof columns)[ScoreRule]>) =>
  Object.fromEntries(ruleNames.map((rule) => [rule, scoring[columns[rule]]])) as Weights

/** The document that the criteria cite. Without one the scores are for reference. */
export const documentOf = ({
  documentNumber,
  documentDate,
  documentTitle,
}: Pick<Row, 'documentNumber' | 'documentDate' | 'documentTitle'>) =>
  documentDate ? { number: documentNumber, date: date(documentDate), title: documentTitle } : undefined

/** Every unit's score, from what is stored now. */
export async function computedScores(db: Db, scoring: Row, at: Date) {
  const [weights, adjusted] = [weightsOf(scoring), await adjustmentsOf(db, scoring)]
  const units = await unitsIn(db, scoring.year, at)
  const scores = units.map(({ facts, id, name, style, ...rest }) => {
    const { criteria, evidence, computed }: Score = scoreOf(weights, facts)
    const adjustments = adjusted.get(id) ?? []
    const about = { year: scoring.year, document: documentOf(scoring), unit: { id, name, style }, ...rest }
    return { content: { ...about, criteria, computed, adjustments, total: totalOf(computed, adjustments) }, evidence }
  })
  return ranked(scores.map(({ content }) => content)).map((content, i) => ({ content, evidence: scores[i]?.evidence ?? {} }))
}

function ranked<C extends Omit<Content, 'rank' | 'among'>>(contents: readonly C[]): (C & Pick<Content, 'rank' | 'among'>)[] {
  const totals = contents.map(({ total }) => total)
  const among = totals.filter((total) => total !== undefined).length
  return contents.map((content) => ({ ...content, rank: rankOf(content.total, totals), among }))
}

/** As this reader may see them: while they are prepared, those who see all; afterwards what was published, with what was adjusted since; or frozen. */
export async function scoresOf(db: Db, scoring: Row, at: Date): Promise<Scored[]> {
  if (scoring.status === 'preparing')
    return (await computedScores(db, scoring, at)).map(({ content }) => ({ ...content, sha256: undefined }))
  const rows = await db.unitScore.findMany({
    where: { scoringId: scoring.id, edition: scoring.edition },
    omit: { evidence: true },
    orderBy: { unit: { name: 'asc' } },
  })
  const stored = rows.map(({ content, sha256 }) => ({ ...(content as unknown as Content), sha256 }))
  if (scoring.status === 'frozen') return stored
  const adjusted = await adjustmentsOf(db, scoring)
  return ranked(stored.map((one) => withAdjusted(one, adjusted.get(one.unit.id) ?? [])))
}

/** One unit's, with what each point comes from. Undefined: not scored, or not this reader's. */
export async function scoreIn(
  db: Db,
  scoring: Row,
  unitId: string,
  at: Date,
  seesAll: boolean,
): Promise<(Scored & Pick<Score, 'evidence'>) | undefined> {
  if (scoring.status === 'preparing') {
    if (!seesAll) return undefined
    const found = (await computedScores(db, scoring, at)).find(({ content }) => content.unit.id === unitId)
    return found && { ...found.content, evidence: found.evidence, sha256: undefined }
  }
  const row = await db.unitScore.findFirst({ where: { scoringId: scoring.id, edition: scoring.edition, unitId } })
  if (!row) return undefined
  const stored = {
    ...(row.content as unknown as Content),
    evidence: row.evidence as unknown as Score['evidence'],
    sha256: row.sha256,
  }
  if (scoring.status === 'frozen') return stored
  const adjusted = withAdjusted(stored, (await adjustmentsOf(db, scoring, unitId)).get(unitId) ?? [])
  if (!seesAll) return adjusted
  // Adjusting one unit moves others, and who sees all of them sees where.
  const rank = (await scoresOf(db, scoring, at)).find(({ unit }) => unit.id === unitId)?.rank
  return { ...adjusted, rank }
}

const withAdjusted = <C extends Content>(content: C, adjustments: Adjusted[]): C => ({
  ...content,
  adjustments,
  total: totalOf(content.computed, adjustments),
})

async function adjustmentsOf(db: Db, { id: scoringId }: Row, unitId?: string) {
  const rows = await db.scoreAdjustment.findMany({
    where: { scoringId, status: 'inForce', ...(unitId && { unitId }) },
    orderBy: { id: 'asc' },
  })
  const told = rows.map(
    ({ unitId, id, rule, points, reason, by, at }) => [unitId, { id, rule, points, reason, by, at: at.toISOString() }] as const,
  )
  return new Map([...Map.groupBy(told, ([unitId]) => unitId)].map(([unitId, all]) => [unitId, all.map(([, one]) => one)]))
}

// ── what is kept ──────────────────────────────────────────────────────────────────────────────────────────────────

/** The rows of an edition, each with the hash of all that it says. */
export function rowsOf(
  scores: readonly { content: Omit<Content, 'sha256'>; evidence: unknown }[],
  of: { scoringId: string; edition: number; at: Date },
) {
  return scores.map(({ content, evidence }) => {
    const row = { ...of, unitId: content.unit.id, content: json(content), evidence: json(evidence) }
    return { ...row, sha256: scoreHash(row) }
  })
}

/** Recomputed by whoever doubts. */
export function scoreHash({ scoringId, edition, unitId, content, evidence, at }: Hashed) {
  return sha256([scoringId, edition, unitId, sorted(content), sorted(evidence), at])
}
type Hashed = { scoringId: string; edition: number; unitId: string; content: unknown; evidence: unknown; at: Date }

/** Over a frozen year: its criteria, and the hashes of its scores, so that a row that is taken away or put in shows. */
export function sealOf(
  scoring: Omit<Row, 'seal' | 'status' | 'frozenAt' | 'revision'>,
  scores: readonly { unitId: string; sha256: string }[],
) {
  const hashes = scores.map(({ unitId, sha256 }) => [unitId, sha256]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  return sha256([scoring.id, scoring.year, scoring.edition, documentOf(scoring) ?? null, sorted(weightsOf(scoring)), hashes])
}

const sha256 = (parts: unknown) => createHash('sha256').update(JSON.stringify(parts)).digest('hex')
