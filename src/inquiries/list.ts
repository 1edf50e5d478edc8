import { z } from 'zod'
import type { Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, communeFilter, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { answerSays, answerWords, capital, inquiryWords, placeOf } from '../words.ts'
import { type Counts, stageOf, standingOf } from './inquiry.ts'

const ways = { out: 'Cơ quan tôi yêu cầu', in: 'Cơ quan khác yêu cầu' }
const inquiryFilters = z.object({
  ...{ is: chosenOf(inquiryWords), way: chosenOf(ways), q: searched },
  ...{ sort: sortedBy(['due', 'asked']), order: ordered, ...paging },
})

/** The inquiries in this reader's sight; those that wait for an answer first, by their day. */
export async function inquiriesList({ db, actor, at }: Looking, query: unknown) {
  const chosen = inquiryFilters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'due' ? 'asc' : 'desc')
  const { agencyId } = actor
  const where: Prisma.InquiryWhereInput = chosen.way ? { askerId: chosen.way === 'out' ? agencyId : { not: agencyId } } : {}
  const thin = await db.inquiry.findMany({
    where,
    select: { id: true, subject: true, status: true, dueOn: true, askedAt: true, askerId: true, asker: { select: { name: true } } },
    orderBy: [{ due: { dueOn: order }, asked: { askedAt: order } }[chosen.sort], { id: 'asc' }],
  })
  const groups = await db.inquiryAnswer.groupBy({ by: ['inquiryId', 'status'], _count: { _all: true } })
  const counts = countsBy(groups)
  const found = finds(chosen.q)
  const wanted = thin
    .map((inquiry) => {
      const count = counts.get(inquiry.id) ?? { total: 0, answered: 0, waiting: 0 }
      return { ...inquiry, ...count, is: standingOf(inquiry, count, at) }
    })
    .filter(({ is, subject, asker }) => (!chosen.is || chosen.is === is) && found(subject, asker.name))
  const waits = ({ is }: { is: string }) => is === 'open' || is === 'overdue'
  const asks = actor.roles.some((role) => role === 'unit' || role === 'district' || role === 'planning')
  const sorted = chosen.sort === 'due' ? [...wanted.filter(waits), ...wanted.filter((one) => !waits(one))] : wanted
  const { rows, ...pages } = pageAt(sorted.length, chosen)
  return {
    ...{ title: 'Báo cáo đột xuất', chosen: { ...chosen, order }, ...pages },
    waiting: wanted.filter(waits).length,
    overdue: wanted.filter(({ is }) => is === 'overdue').length,
    filters: [{ name: 'is', label: 'Tình trạng', words: inquiryWords }, ...(asks ? [{ name: 'way', label: 'Của ai', words: ways }] : [])],
    ...listed(sorted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Nội dung', value: ({ subject }) => subject },
      { title: 'Nơi yêu cầu', value: ({ asker }) => asker.name },
      { title: 'Ngày yêu cầu', type: 'moment', sort: 'asked', value: ({ askedAt }) => askedAt },
      { title: 'Hạn', type: 'day', sort: 'due', value: ({ dueOn }) => dueOn },
      { title: 'Đã trả lời', type: 'number', value: ({ answered }) => answered },
      { title: 'Số xã được hỏi', type: 'number', within: true, value: ({ total }) => total },
      { title: 'Tình trạng', value: ({ is }) => inquiryWords[is] },
    ]),
  }
}

type Grouped = { inquiryId: string; status: string; _count: { _all: number } }

function countsBy(groups: readonly Grouped[]) {
  const counts = new Map<string, Counts>()
  for (const { inquiryId, status, _count } of groups) {
    const before = counts.get(inquiryId) ?? { total: 0, answered: 0, waiting: 0 }
    const add = (name: keyof Counts) => before[name] + (name === 'total' || name === status ? _count._all : 0)
    counts.set(inquiryId, { total: add('total'), answered: add('answered'), waiting: add('waiting') })
  }
  return counts
}

const answerFilters = z.object({
  ...{ is: chosenOf(answerWords), commune: chosenId, q: searched },
  ...{ sort: sortedBy(['due', 'commune']), order: ordered, ...paging },
})

/** What each commune was asked, as far as this reader sees it: what it has to answer first, by its day. */
export async function answersList({ db, at }: Looking, query: unknown) {
  const chosen = answerFilters.parse(query ?? {})
  const order = chosen.order ?? 'asc'
  const orderBy = { due: { inquiry: { dueOn: order } }, commune: { commune: { name: order } } }[chosen.sort]
  const thin = await db.inquiryAnswer.findMany({
    where: { ...(chosen.commune && { communeId: chosen.commune }) },
    select: {
      ...{ id: true, status: true, firstSentAt: true, commune: { select: { name: true } } },
      inquiry: { select: { subject: true, status: true, dueOn: true, asker: { select: { name: true } } } },
    },
    orderBy: [orderBy, { inquiry: { dueOn: 'asc' } }, { id: 'asc' }],
  })
  const communes = await db.inquiryAnswer.findMany({
    select: { commune: { select: { id: true, name: true } } },
    distinct: ['communeId'],
    orderBy: { commune: { name: 'asc' } },
  })
  const found = finds(chosen.q)
  const wanted = thin
    .map((row) => ({ ...row, ...stageOf(row, row.inquiry, at) }))
    .filter(({ is, inquiry, commune }) => (!chosen.is || chosen.is === is) && found(inquiry.subject, inquiry.asker.name, commune.name))
  const waits = ({ status, inquiry }: (typeof wanted)[number]) => status !== 'answered' && inquiry.status === 'running'
  const sorted = chosen.sort === 'due' ? [...wanted.filter(waits), ...wanted.filter((one) => !waits(one))] : wanted
  const { rows, ...pages } = pageAt(sorted.length, chosen)
  return {
    ...{ title: 'Trả lời báo cáo đột xuất', chosen: { ...chosen, order }, ...pages },
    waiting: wanted.filter(waits).length,
    overdue: wanted.filter(({ is }) => is === 'overdue').length,
    filters: [
      { name: 'is', label: 'Tình trạng', words: answerWords },
      ...communeFilter(communes.map(({ commune: { id, name } }) => ({ id, name: placeOf(name) }))),
    ],
    ...listed(sorted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Nội dung', value: ({ inquiry }) => inquiry.subject },
      { title: 'Xã', sort: 'commune', value: ({ commune }) => capital(placeOf(commune.name)) },
      { title: 'Nơi yêu cầu', value: ({ inquiry }) => inquiry.asker.name },
      { title: 'Hạn', type: 'day', sort: 'due', value: ({ inquiry }) => inquiry.dueOn },
      { title: 'Gửi lúc', type: 'moment', within: true, value: ({ firstSentAt }) => firstSentAt },
      { title: 'Tình trạng', value: (row) => answerSays(row) },
    ]),
  }
}
