import { dayOf, daysBetween } from '../clock.ts'
import type { Asked } from '../desk/asked.ts'
import type { Role } from '../generated/enums.ts'
import type { Looking } from '../nouns/noun.ts'
import { date } from '../words.ts'
import { titleOf } from './filing.ts'
import { kindOf, kinds } from './kinds.ts'

/** Paper originals that were brought to this agency and wait for its word, of the kinds that it receives in this role. */
export async function papersWaiting(role: 'unit' | Role, { db, actor, at }: Looking): Promise<Asked[]> {
  const received = Object.values(kinds).filter(({ readers }) => (readers as readonly string[]).includes(role))
  const papers = await db.paperOriginal.findMany({
    where: {
      ...{ toId: actor.agencyId, decisions: { none: { verdict: 'declined' } } },
      version: { receipts: { some: {} }, filing: { paperOn: null, kind: { in: received.map(({ name }) => name) } } },
    },
    include: {
      version: { omit: { content: true }, include: { filing: { include: { period: true, assignment: { include: { commune: true } } } } } },
    },
    orderBy: { id: 'asc' },
  })
  return papers.map(({ number, documentDate, at: proposedAt, version: { agencyName, filing } }) => ({
    href: `${kindOf(filing.kind).path}/${filing.id}`,
    title: `Bản giấy số ${number} ngày ${date(documentDate)} của ${agencyName}`,
    note: `${titleOf(filing)}: đề nghị ghi nhận ngày bản giấy đến.`,
    label: 'Xem, ghi nhận',
    days: { before: 'đã chờ', n: daysBetween(dayOf(proposedAt), dayOf(at)) },
  }))
}
