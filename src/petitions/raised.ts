import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import type { Doing } from '../filings/filing.ts'
import { shortened } from '../words.ts'
import { addressees, back } from './petition.ts'

/** Petitions that begin as rows of a commune's report (khoản 4 Điều 11). */

type Raised = { key: string; to: string; words: string }

export const addresseesOf = (db: Db | Tx, agencyId: string, at: Date) => addressees({ db, actor: { agencyId, roles: ['commune'] }, at })

/** A row of a report becomes a petition once, however often the report is sent. */
export async function raise({ tx, filing, at }: Pick<Doing, 'tx' | 'filing' | 'at'>, rows: readonly Raised[]) {
  if (!rows.length) return
  const { id: filingId, agencyId } = filing
  const known = await tx.petition.findMany({ where: { filingId }, select: { rowKey: true } })
  const fresh = rows.filter(({ key }) => !known.some(({ rowKey }) => rowKey === key))
  const possible = await addresseesOf(tx, agencyId, at)
  if (!fresh.every(({ to }) => possible.some(({ id }) => id === to)))
    throw new Refusal(409, 'Có kiến nghị gửi đến nơi hôm nay không còn giúp hoặc quản lý xã; chọn lại nơi nhận ở mục Kiến nghị, đề xuất')
  const common = { filingId, petitionerId: agencyId, communeId: agencyId, area: null, sentAt: at, ...back(at) }
  for (const { key, to, words } of fresh)
    await tx.petition.create({
      data: { ...common, rowKey: key, holderId: to, subject: shortened(firstLine(words), 200), detail: '', wish: words },
      select: { id: true },
    })
}

/** Which rows of a report are followed up, for whoever may read the petitions. */
export async function raisedIn(db: Db, filingId: string) {
  const petitions = await db.petition.findMany({ where: { filingId }, include: { holder: { select: { name: true } } } })
  return new Map(petitions.map(({ rowKey, id, holder }) => [rowKey, { id, holder: holder.name }]))
}

const firstLine = (words: string) => words.trim().split(/\n/)[0] ?? ''
