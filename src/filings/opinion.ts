import { Refusal } from '../errors.ts'
import type { Opinion } from '../generated/enums.ts'
import { current, type Doing, open, receiptOf } from './filing.ts'

/** What a step that gives an opinion starts from and writes. */
export const opinion = { from: ['sent', 'changesAsked'], writes: { Filing: 'id', Consent: 'filingId', Receipt: 'filingId' } } as const

/**
 * An opinion on the newest version, bound to it. The lock on the filing makes two at the same instant come one after the other: agreed is
 * never missed, never mixed.
 */
export async function give(opinion: Opinion, doing: Doing) {
  const { tx, filing, actor, at, data } = doing
  const version = current(filing)
  const mine = receiptOf(actor, filing)
  if (!version || !mine) throw new Refusal(409, 'Phiên bản này không được gửi đến cơ quan bạn')
  await open(doing)
  const { versionId, agencyId } = mine
  await tx.consent.create({
    data: {
      ...{ filingId: filing.id, versionId, agencyId, opinion, reason: data.note ?? null, item: data.item || null },
      ...{ partyCommittee: data.partyCommittee || null, at, byId: actor.id, by: actor.name, byTitle: actor.title },
    },
  })
  const others = version.receipts.filter((receipt) => receipt !== mine)
  const asks = opinion === 'asksChanges' || others.some(({ consents }) => consents.at(-1)?.opinion === 'asksChanges')
  await tx.filing.update({ where: { id: filing.id }, data: { status: asks ? 'changesAsked' : 'sent' } })
}
