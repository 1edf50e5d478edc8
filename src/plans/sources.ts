import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { dayOf, now } from '../clock.ts'
import type { ProgrammeContent } from '../coordination/programme.ts'
import type { Db, Tx } from '../db.ts'
import { unapproved } from '../filings/approval.ts'
import { agreed, communesOf, type Doing, type Filing, type FilingStep, withAnswers } from '../filings/filing.ts'
import { choices, type Typed } from '../form.ts'
import type { PlanItem } from '../generated/client.ts'
import { itemsFor } from '../needs/need.ts'
import { formWords, number, placeOf, termWords } from '../words.ts'
import { penElsewhere } from './pen.ts'

/** Something that a plan's item can be made from: of an earlier plan, of the coordination programme, of what the commune has proposed. */
export type Source = { id: string; title: string; detail: string; cells: Typed }
export type SourceGroup = { title: string; sources: Source[] }

/** What is there already need not be typed again. */
export const taking = {
  'add-items': {
    ...{ by: ['unit', 'commune'], from: ['draft', 'sent', 'changesAsked'], edits: true, writes: { Draft: 'filingId' } },
    ...{ label: 'Lấy nhiệm vụ có sẵn', leads: 'edit', shy: true },
    form: z.object({ sources: choices('Nhiệm vụ', {}) }),
    asks: async (filing, db) => sourcesForm(await sourcesOf(db, filing, dayOf(await now()))),
    blocked: penElsewhere,
    run: addItems,
  },
} as const satisfies Record<string, FilingStep>

function sourcesForm(groups: SourceGroup[]) {
  const words = groups.flatMap(({ title: from, sources }) => sources.map(({ id, title, detail }) => [id, `${from}: ${title} (${detail})`]))
  const hint = 'Nhiệm vụ được đưa xuống cuối bản soạn, sửa tiếp được; bản gốc không thay đổi'
  return z.object({ sources: choices('Chọn nhiệm vụ đưa vào kế hoạch', Object.fromEntries(words), hint) })
}

/** What this plan may begin from, as its writer may read it. */
export async function sourcesOf(db: Db | Tx, filing: Filing, on: Date): Promise<SourceGroup[]> {
  return [...(await needsOf(db, filing)), ...(await programmeOf(db, filing, on)), ...(await earlierPlans(db, filing, on))].filter(
    ({ sources }) => sources.length,
  )
}

/** What commune and district have proposed to this unit, or to all, and no plan has taken in yet (khoản 1 Điều 10, khoản 1 Điều 11). */
async function needsOf(db: Db | Tx, filing: Filing): Promise<SourceGroup[]> {
  const needs = await db.need.findMany({
    where: { communeId: { in: communesOf(filing) }, status: 'proposed', OR: [{ unitId: null }, { unitId: filing.agencyId }] },
    orderBy: [{ priority: 'asc' }, { proposedAt: 'asc' }, { id: 'asc' }],
  })
  const taken = await itemsFor(
    db,
    needs.map(({ id }) => id),
  )
  return [
    {
      title: 'Đề xuất',
      sources: needs
        .filter(({ id }) => !taken.some(({ needId }) => needId === id))
        .map(({ id, what, whom, quantity, measure, clause, neededBy }) => ({
          ...{ id, title: what, detail: `${whom}; cần ${neededBy}` },
          cells: {
            ...{ need: id, task: what, result: whom, unit: measure, clause: clause ?? '' },
            quantity: quantity ? number(quantity.toFixed()) : '',
          },
        })),
    },
  ]
}

/** Of the communes' coordination programmes for the year, in force or else sent last: what is for this unit or for all. */
async function programmeOf(db: Db | Tx, filing: Filing, on: Date): Promise<SourceGroup[]> {
  const versions = await db.filingVersion.findMany({
    where: {
      filing: { kind: 'coordination', agencyId: { in: communesOf(filing) }, period: { kind: 'year', year: filing.period.year } },
      receipts: { some: {} },
    },
    include: { receipts: { include: withAnswers } },
    orderBy: { n: 'desc' },
  })
  const newest = versions.filter(({ filingId }, i) => versions.findIndex((other) => other.filingId === filingId) === i)
  return newest.map((last) => {
    const version = versions.find((other) => other.filingId === last.filingId && agreed(other, on)) ?? last
    const { items } = version.content as unknown as ProgrammeContent
    return {
      title: `Chương trình phối hợp của ${placeOf(version.agencyName)}`,
      sources: items
        .filter(({ unit }) => !unit || unit === filing.agencyId)
        .map(({ id, content, result }) => ({
          id: `${version.id}.${id}`,
          title: content,
          detail: result,
          cells: { task: content, result },
        })),
    }
  })
}

/** The unit's plans for these communes and what has gone into them, of the same period or earlier: of each the agreed version, or the newest that was sent. */
async function earlierPlans(db: Db | Tx, filing: Filing, on: Date): Promise<SourceGroup[]> {
  const { year } = filing.period
  const communes = communesOf(filing)
  const former = await db.agencySuccession.findMany({ where: { successorId: { in: communes } } })
  const filings = await db.filing.findMany({
    where: {
      ...{ kind: 'plan', agencyId: filing.agencyId, id: { not: filing.id }, firstSentAt: { not: null } },
      assignment: { communeId: { in: [...communes, ...former.map(({ predecessorId }) => predecessorId)] } },
      period: { year: { gte: year - 1, lte: year } },
    },
    include: { period: true },
    orderBy: [{ period: { year: 'desc' } }, { period: { n: 'desc' } }],
    take: 6,
  })
  const versions = await db.filingVersion.findMany({
    where: { filingId: { in: filings.map(({ id }) => id) }, receipts: { some: {} } },
    omit: { content: true },
    include: { items: { orderBy: { position: 'asc' } }, receipts: { include: withAnswers } },
    orderBy: { n: 'desc' },
  })
  return filings.map(({ id, period }) => {
    const theirs = versions.filter(({ filingId }) => filingId === id)
    const version = theirs.find((one) => agreed(one, on)) ?? theirs[0]
    return {
      title: `Kế hoạch ${termWords(period)}${version && agreed(version, on) ? ', đã thống nhất' : ''}`,
      sources: (version?.items ?? []).map((item) => ({
        id: item.id,
        title: item.task,
        detail: `${formWords[item.form]}: ${item.result}`,
        cells: cellsOf(item),
      })),
    }
  })
}

function cellsOf(item: PlanItem): Typed {
  const { clause, task, form, result, unit } = item
  const money = (sum: bigint) => (sum ? number(sum) : '')
  return {
    ...{ clause, task, form, result, unit, quantity: item.quantity ? number(item.quantity.toFixed()) : '' },
    ...{ ownMoney: money(item.ownMoney), sponsorMoney: money(item.sponsorMoney), programmeMoney: money(item.programmeMoney) },
  }
}

async function addItems({ tx, filing, actor, at, data }: Doing) {
  const chosen = new Set([data.sources ?? []].flat())
  const sources = (await sourcesOf(tx, filing, dayOf(at))).flatMap(({ sources }) => sources).filter(({ id }) => chosen.has(id))
  const content = (filing.draft?.content ?? {}) as Typed
  const items = (content.items ?? {}) as Typed
  const last = Object.keys(items).length
  const added = sources.map(({ cells }, i) => [`n${randomUUID().replaceAll('-', '')}`, { ...cells, place: String(last + i + 1) }])
  await tx.draft.update({
    where: { filingId: filing.id },
    data: { content: { ...content, items: { ...items, ...Object.fromEntries(added) } }, savedAt: at, savedById: actor.id, ...unapproved },
  })
}
