import { dayOf, daysBetween } from '../clock.ts'
import type { Asked } from '../desk/asked.ts'
import { titleOf } from '../filings/filing.ts'
import type { Prisma } from '../generated/client.ts'
import type { Looking } from '../nouns/noun.ts'
import { list, placeOf } from '../words.ts'

const waited = (since: Date, at: Date) => ({ before: 'đã chờ', n: daysBetween(dayOf(since), dayOf(at)) })
const unsent = { withdrawnAt: null, filing: { status: 'draft' } } as const
const include = {
  ...{ agency: true, commune: true, comments: { orderBy: { at: 'asc' } } },
  filing: { include: { period: true } },
} as const satisfies Prisma.SharedSectionInclude

/** Units that ask this district to look at what they report of its communes, until it has commented on what was shown last. */
export async function sectionsToComment({ db, actor, at }: Looking): Promise<Asked[]> {
  const shared = await db.sharedSection.findMany({
    where: { ...unsent, communeId: { in: actor.oversees } },
    include,
    orderBy: [{ at: 'asc' }, { commune: { name: 'asc' } }],
  })
  return [...Map.groupBy(shared, ({ filingId }) => filingId).values()].flatMap((theirs) => {
    const [first] = theirs
    const answered = theirs.some((section) => section.comments.some((said) => said.agencyId === actor.agencyId && said.at >= section.at))
    if (!first || answered) return []
    return {
      ...{ href: `/unit-reports/${first.filingId}/sections`, title: `Báo cáo của ${first.agency.name} xin góp ý`, label: 'Xem, góp ý' },
      note: `${titleOf(first.filing)}: phần kết quả giúp ${list(theirs.map(({ commune }) => placeOf(commune.name)))}, trước khi gửi Sở Kế hoạch và Đầu tư.`,
      days: waited(first.at, at),
    }
  })
}

/** What districts have said since the unit last wrote in its report or answered. */
export async function sectionsCommented({ db, actor: { agencyId }, at }: Looking): Promise<Asked[]> {
  const shared = await db.sharedSection.findMany({ where: { ...unsent, agencyId }, include, orderBy: { id: 'asc' } })
  const drafts = await db.draft.findMany({
    where: { filingId: { in: shared.map(({ filingId }) => filingId) } },
    select: { filingId: true, savedAt: true },
  })
  const savedAt = new Map(drafts.map((draft) => [draft.filingId, draft.savedAt]))
  return [...Map.groupBy(shared, ({ filingId }) => filingId).values()].flatMap((theirs) => {
    const fresh = theirs.flatMap(({ filingId, comments }) => {
      const own = comments.findLast((said) => said.agencyId === agencyId)?.at
      return comments.filter(
        (said) => said.agencyId !== agencyId && said.at > (savedAt.get(filingId) ?? said.at) && !(own && own >= said.at),
      )
    })
    const [first] = theirs
    const since = fresh.map((said) => said.at).sort((a, b) => a.getTime() - b.getTime())[0]
    if (!first || !since) return []
    return {
      ...{ href: `/unit-reports/${first.filingId}/edit`, title: titleOf(first.filing), label: 'Xem góp ý' },
      ...{ note: `${fresh.length} góp ý mới của huyện về phần kết quả của các xã; trả lời hoặc sửa báo cáo.`, days: waited(since, at) },
    }
  })
}

/** Khoản 2 Điều 12: reasons of one commune that the planning department has not noted; then, that UBND tỉnh has not decided on. */
export const sectionsToNote = (looking: Looking) =>
  sectionsWaiting(looking, { notes: { none: {} } }, 'Ghi ý kiến', 'chờ cơ quan tổng hợp ghi ý kiến')
export const sectionsToDecide = (looking: Looking) =>
  sectionsWaiting(
    looking,
    { notes: { some: {} }, decisions: { none: {} } },
    'Quyết định',
    'đã có ý kiến của cơ quan tổng hợp, chờ UBND tỉnh quyết định',
  )

async function sectionsWaiting(
  { db, at }: Looking,
  where: Prisma.ExplainedSectionWhereInput,
  label: string,
  words: string,
): Promise<Asked[]> {
  const sections = await db.explainedSection.findMany({ where, include: { commune: true }, orderBy: { id: 'asc' } })
  const newest = await db.filingVersion.findMany({
    where: {
      id: { in: sections.map(({ versionId }) => versionId) },
      receipts: { some: { current: true } },
      filing: { status: { in: ['sent', 'accepted'] } },
    },
    select: { id: true, filingId: true, agencyName: true, sentAt: true, filing: { include: { period: true } } },
    orderBy: [{ sentAt: 'asc' }, { id: 'asc' }],
  })
  return newest.map(({ id, filingId, agencyName, sentAt, filing }) => {
    const places = list(sections.flatMap(({ versionId, commune }) => (versionId === id ? placeOf(commune.name) : [])))
    return {
      ...{
        href: `/unit-reports/${filingId}`,
        title: `${agencyName}: lý do không triển khai tại ${places}`,
        label,
        days: waited(sentAt, at),
      },
      note: `${titleOf(filing)}: ${words} (khoản 2 Điều 12 Quy chế).`,
    }
  })
}
