import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { kindOf } from '../filings/kinds.ts'
import { hrefOf } from '../filings/list.ts'
import { first } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { type Sheet, sheetOf } from '../sheets/sheet.ts'
import { points } from '../words.ts'
import { decimalOf, scoringOf } from './ranking.ts'
import { type Content, type Scored, scoreIn } from './result.ts'
import { type Evidence, type Part, ruleTitles } from './rules.ts'
import { lastObjectionDay, notOpenToObjections } from './scoring.ts'

const chosen = z.object({ year: first(z.coerce.number().int().min(2021).max(2035)).optional().catch(undefined) })

export const seesAll = ({ roles }: Actor) => roles.includes('planning') || roles.includes('province')

/** What a part is called, beside each thing that is counted. */
export const partWords: Record<Part, string> = { 4: 'trọn điểm', 3: 'ba phần tư', 2: 'một nửa', 1: 'một phần tư', 0: 'không có điểm' }

/** One unit's score of a year: its criteria, what each point comes from, what was adjusted and said about it. */
export async function scorePage(looking: Looking, unitId: string, query: unknown) {
  const { db, actor, at } = looking
  const [sees, own] = [seesAll(actor), actor.agencyId === unitId]
  if (!sees && !own) throw new Refusal(404)
  const { scoring, all: years } = await scoringOf(looking, chosen.parse(query ?? {}).year, sees)
  const score = scoring && (await scoreIn(db, scoring, unitId, at, sees))
  if (!scoring || !score) throw new Refusal(404, 'Đơn vị này chưa có bảng điểm của năm ấy')
  const objections = await db.scoreObjection.findMany({ where: { scoringId: scoring.id, unitId }, orderBy: { id: 'desc' } })
  const all = Object.values(score.evidence)
  const hrefs = await readable(
    looking,
    all.flatMap(({ counted }) => counted),
  )
  const evidence = score.criteria.flatMap(({ rule, of }) => {
    const told = score.evidence[rule]
    return told ? [{ ...told, rule, of, counted: told.counted.map((one) => ({ ...one, href: hrefs(one) })) }] : []
  })
  return {
    ...{ title: `Điểm thi đua năm ${scoring.year}: ${score.unit.name}`, scoring, score, evidence, objections, own, years },
    // Words of the edition that is shown, also of a frozen one.
    reference: !score.document,
    objectable: own && actor.roles.includes('unit') && !notOpenToObjections(scoring, at),
    adjustable: actor.roles.includes('planning') && !own && scoring.status !== 'frozen',
    last: lastObjectionDay(scoring),
  }
}

type Page = Awaited<ReturnType<typeof scorePage>>

/** Where each thing stands, for a reader who may open it. */
async function readable({ db, actor }: Looking, evidence: readonly Evidence[]) {
  const filings = evidence.flatMap(({ on, id }) => (on === 'Filing' ? id : []))
  const sent = await db.filingVersion.findMany({
    where: { filingId: { in: filings }, receipts: { some: {} } },
    select: { filingId: true },
    distinct: ['filingId'],
  })
  const open = new Set(sent.map(({ filingId }) => filingId))
  return ({ on, id, kind }: Evidence) => {
    if (on === 'Filing') return kind && open.has(id) ? hrefOf(kindOf(kind), actor, id, true) : undefined
    return { Obligation: `/obligations/${id}`, Support: `/supports/${id}`, Invitation: `/invitations/${id}`, Commune: `/communes/${id}` }[
      on
    ]
  }
}

/** The unit's own scores, year by year, the latest first. */
export async function ownScores({ db, actor, at }: Looking) {
  const { all } = await scoringOf({ db, actor, at }, undefined, false)
  const scores = await Promise.all(all.map(async (scoring) => ({ scoring, score: await scoreIn(db, scoring, actor.agencyId, at, false) })))
  return scores.flatMap(({ scoring, score }) => (score ? [{ scoring, score, last: lastObjectionDay(scoring) }] : []))
}

/** A unit's latest published score, for its profile and its desk. */
export async function latestScore(looking: Looking, unitId: string) {
  if (!seesAll(looking.actor) && looking.actor.agencyId !== unitId) return undefined
  const scoring = await looking.db.scoring.findFirst({ where: { status: { not: 'preparing' } }, orderBy: { year: 'desc' } })
  const score = scoring && (await scoreIn(looking.db, scoring, unitId, looking.at, false))
  if (!score) return undefined
  const open = scoring.status === 'published' && !notOpenToObjections(scoring, looking.at)
  return {
    ...score,
    href: `/scores/${unitId}?year=${scoring.year}`,
    until: open ? lastObjectionDay(scoring) : undefined,
    frozen: scoring.status === 'frozen',
  }
}

/** "87,5 điểm (tham khảo)". */
export const totalWords = ({ total, document }: Pick<Content, 'total' | 'document'>) =>
  total === undefined ? 'chưa có gì để chấm' : `${points(total)} điểm${document ? '' : ' (tham khảo)'}`

export function sheetsOf({ title, score, evidence, reference }: Page): Sheet[] {
  const lines = [`${title}. ${totalWords(score)}${score.rank ? `, hạng ${score.rank} trong ${score.among} đơn vị` : ''}`]
  if (reference) lines.push('Điểm tham khảo: bộ tiêu chí chưa dẫn văn bản quy định')
  return [
    sheetOf<Scored['criteria'][number]>(
      'Tiêu chí',
      [
        { title: 'Tiêu chí', value: ({ rule }) => ruleTitles[rule] },
        { title: 'Điểm tối đa', type: 'number', value: ({ weight }) => weight },
        { title: 'Sau khi chia lại', type: 'number', value: ({ share }) => decimalOf(share) },
        { title: 'Số việc được tính', type: 'number', value: ({ of }) => of },
        { title: 'Điểm', type: 'number', value: ({ points }) => decimalOf(points) },
      ],
      score.criteria,
      { lines },
    ),
    sheetOf<Page['evidence'][number]['counted'][number] & { title: string }>(
      'Minh chứng',
      [
        { title: 'Tiêu chí', value: ({ title }) => title },
        { title: 'Việc được tính', value: ({ words }) => words },
        { title: 'Được tính', value: ({ part }) => partWords[part] },
      ],
      evidence.flatMap(({ title, counted }) => counted.map((one) => ({ ...one, title }))),
    ),
    sheetOf<Content['adjustments'][number]>(
      'Điều chỉnh',
      [
        { title: 'Tiêu chí', value: ({ rule }) => (rule ? ruleTitles[rule] : 'Cả bảng điểm') },
        { title: 'Điểm', type: 'number', value: ({ points }) => decimalOf(points) },
        { title: 'Lý do', value: ({ reason }) => reason },
        { title: 'Người điều chỉnh', value: ({ by }) => by },
        { title: 'Lúc', type: 'moment', value: ({ at }) => new Date(at) },
      ],
      score.adjustments,
    ),
  ]
}
