import type { Db, Tx } from '../db.ts'
import { env } from '../env.ts'
import { Refusal } from '../errors.ts'
import type { Actor } from '../policy.ts'
import type { Accepted } from './examine.ts'
import { keep, keyOf } from './store.ts'

/**
 * What files hang from, by its column, and how many at most. An owner more is a column in the schema and its check, a line here, a line of who
 * reads it (`attachmentReaders` in policy.ts does not compile without), and two steps of its own that call `attach` and `detach`.
 */
export const most = { filingId: env.FILES_PER_FILING, supportId: 10, invitationId: 10, inspectionId: 10, petitionId: 10, templateOfId: 20 }

/** The row that files hang from: `{ filingId }`. */
export type Owner = Partial<Record<keyof typeof most, string>>

/** The row first, then the content, then the end of the transaction: no row without its content, and `sweep` sees who is at it. */
export async function attach(tx: Tx, owner: Owner, { name, mime, bytes }: Accepted, { actor, at }: { actor: Actor; at: Date }) {
  const limit = limitOf(owner)
  if ((await tx.attachment.count({ where: { ...owner, removedAt: null } })) >= limit)
    throw new Refusal(409, `Đã có ${limit} tài liệu, là số nhiều nhất. Bỏ bớt một tài liệu rồi thêm lại`)
  const by = { agencyId: actor.agencyId, uploadedById: actor.id, uploadedBy: actor.name, uploadedAt: at }
  await tx.attachment.create({ data: { ...owner, ...by, name, mime, size: bytes.length, sha256: keyOf(bytes) } })
  await keep(bytes)
}

/** What was never sent is gone, its content with the next sweep; what stands in a sent version stays there. */
export async function detach(tx: Tx, owner: Owner, id: string, at: Date) {
  if (!(await tx.attachment.count({ where: { ...owner, id, removedAt: null } }))) throw new Refusal(404)
  const sent = await tx.versionAttachment.count({ where: { attachmentId: id } })
  if (sent) await tx.attachment.update({ where: { id }, data: { removedAt: at } })
  else await tx.attachment.delete({ where: { id } })
}

/** What hangs from it now, oldest first. */
export function attachmentsOf(db: Db | Tx, owner: Owner) {
  return db.attachment.findMany({ where: { ...owner, removedAt: null }, orderBy: { id: 'asc' } })
}

/** What was sent with a version. */
export async function attachmentsSent(db: Db, versionId: string) {
  const sent = await db.versionAttachment.findMany({
    where: { versionId },
    orderBy: { attachmentId: 'asc' },
    include: { attachment: true },
  })
  return sent.map(({ attachment }) => attachment)
}

export const limitOf = (owner: Owner) => most[Object.keys(owner)[0] as keyof typeof most]
