import { dayOf, daysBetween } from '../clock.ts'
import type { Asked } from '../desk/asked.ts'
import { titleOf } from '../filings/filing.ts'
import type { Looking } from '../nouns/noun.ts'

/** Khoản 2 Điều 12: reasons that were noted and wait for the decision of UBND tỉnh. */
export async function explanationsToDecide({ db, at }: Looking): Promise<Asked[]> {
  const noted = await db.filing.findMany({
    where: { kind: 'explanation', status: 'accepted' },
    include: { agency: true, period: true },
    orderBy: { id: 'asc' },
  })
  const decided = await db.explanationDecision.findMany({
    where: { filingId: { in: noted.map(({ id }) => id) } },
    select: { filingId: true },
  })
  return noted
    .filter(({ id }) => !decided.some(({ filingId }) => filingId === id))
    .map(({ agency, lastSentAt, ...filing }) => ({
      ...{ href: `/explanations/${filing.id}`, title: agency.name, label: 'Quyết định' },
      note: `${titleOf({ ...filing, assignment: null })}: cơ quan tổng hợp đã ghi nhận, chờ UBND tỉnh quyết định (khoản 2 Điều 12 Quy chế).`,
      days: { before: 'đã chờ', n: daysBetween(dayOf(lastSentAt ?? at), dayOf(at)) },
    }))
}
