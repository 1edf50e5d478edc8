import type { Db, Tx } from '../db.ts'
import { petitionWords } from '../words.ts'

/** A petition as it stands in a report: in words, so that it reads the same for ever. */
export type Followed = { id: string; subject: string; holder: string; state: string; answer?: string; document?: string }

/** What an agency has asked and not closed yet: it appears in its next report by itself, with its answer (khoản 4 Điều 11). */
export async function followedBy(db: Pick<Db | Tx, 'petition'>, petitionerId: string): Promise<Followed[]> {
  const petitions = await db.petition.findMany({
    where: { petitionerId, status: { in: ['sent', 'received', 'askedBack', 'answered'] } },
    include: { holder: true, words: { where: { deed: 'answered' }, orderBy: { seq: 'desc' }, take: 1 } },
    orderBy: [{ sentAt: 'asc' }, { id: 'asc' }],
  })
  return petitions.map(({ id, subject, status, holder, words: [answer] }) => ({
    ...{ id, subject, holder: holder.name, state: petitionWords[status] },
    ...(status === 'answered' && answer && { answer: answer.text, ...(answer.documentNumber && { document: answer.documentNumber }) }),
  }))
}
