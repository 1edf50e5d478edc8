import { addDays, startOf } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { holdersOf } from '../filings/filing.ts'
import type { PetitionStatus } from '../generated/client.ts'
import { stageOf } from '../petitions/petition.ts'
import { shortened } from '../words.ts'
import type { Scope } from './sources.ts'

/** A petition as it stood when it was compiled (khoản 4 Điều 11, khoản 5 Điều 13): open ones stand in the report by themselves, answered ones with their answer. */
export type PetitionTold = {
  id: string
  petitioner: string
  commune: string | null
  subject: string
  holder: string
  /** It lies with UBND tỉnh, or with the planning department for it. */
  above: boolean
  is: ReturnType<typeof stageOf>
  sentOn: string
  dueOn: string
  /** The sense of it: the petition has all of it. */
  answer?: { text: string; documentNumber: string }
}

const open: PetitionStatus[] = ['sent', 'received', 'askedBack']

/** Sent in the year, answered in it, or open on the day of compiling; about the communes of this scope. */
export async function petitionsOf(
  db: Db | Tx,
  at: Date,
  { from, to }: { from: Date; to: Date },
  { oversees }: Scope,
): Promise<PetitionTold[]> {
  const within = { gte: startOf(from), lt: startOf(addDays(to, 1)) }
  const petitions = await db.petition.findMany({
    where: {
      ...(oversees && { communeId: { in: oversees } }),
      status: { not: 'withdrawn' },
      OR: [{ status: { in: open } }, { sentAt: within }, { words: { some: { deed: 'answered', at: within } } }],
    },
    select: {
      ...{ id: true, subject: true, status: true, holderId: true, sentAt: true, dueOn: true },
      ...{ petitioner: { select: { name: true } }, commune: { select: { name: true } }, holder: { select: { name: true } } },
      words: { where: { deed: 'answered' }, select: { text: true, documentNumber: true }, orderBy: { seq: 'desc' }, take: 1 },
    },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  })
  const above = new Set([...(await holdersOf(db, 'province', at)), ...(await holdersOf(db, 'planning', at))])
  return petitions.map(({ id, subject, status, holderId, sentAt, dueOn, petitioner, commune, holder, words: [answer] }) => ({
    ...{ id, subject, petitioner: petitioner.name, commune: commune?.name ?? null, holder: holder.name, above: above.has(holderId) },
    ...{ is: stageOf({ status, dueOn }, at), sentOn: sentAt.toISOString(), dueOn: dueOn.toISOString() },
    ...(answer && !open.includes(status) && { answer: { text: shortened(answer.text, 600), documentNumber: answer.documentNumber } }),
  }))
}

export const isOpen = ({ is }: Pick<PetitionTold, 'is'>) => is === 'overdue' || (open as string[]).includes(is)
