import { z } from 'zod'
import type { Db } from '../db.ts'
import { Refusal } from '../errors.ts'
import { current, type Doing, type Filing, type FilingStep, open, receiptOf } from '../filings/filing.ts'
import { optionalChoice, text } from '../form.ts'
import type { Actor } from '../policy.ts'

const partyCommittee = text('Ý kiến của cấp ủy (nếu có)', {
  max: 1_000,
  rows: 3,
  hint: 'Khoản 1 Điều 13 Quy chế: thống nhất với cấp ủy, chính quyền xã',
})
const note = text('Nội dung đề nghị sửa', {
  required: 'Ghi rõ nội dung đề nghị sửa',
  max: 2_000,
  rows: 5,
  hint: 'Nêu sửa thế nào, vì sao',
})
const consenting = z.object({ partyCommittee })
const changing = z.object({ item: text('Về nhiệm vụ'), note, partyCommittee })

const opinion = {
  by: ['commune', 'district'],
  from: ['sent', 'changesAsked'],
  writes: { Filing: 'id', Consent: 'filingId', Receipt: 'filingId' },
} as const

/** Khoản 2 Điều 8: "thống nhất với cấp huyện và cấp xã". Each opinion is bound to one version; in either order. */
export const agreement = {
  consent: { ...opinion, label: 'Thống nhất', form: consenting, blocked: hasConsented, shy: true, run: (doing) => say('agrees', doing) },
  'request-changes': { ...opinion, label: 'Đề nghị sửa', form: changing, asks: askedOf, run: (doing) => say('asksChanges', doing) },
} as const satisfies Record<string, FilingStep>

/** A request for changes can point at one item of the version. */
async function askedOf(filing: Filing, db: Db) {
  const items = await itemsOf(db, filing)
  const words = Object.fromEntries(items.map(({ key, position, task }) => [key, `${position + 1}. ${task}`]))
  return changing.extend({ item: optionalChoice('Về nhiệm vụ', words, 'Để trống nếu là ý kiến chung') })
}

/** The items of the version that opinions are asked on. */
export async function itemsOf(db: Pick<Db, 'planItem'>, filing: Filing) {
  const version = current(filing)
  if (!version) return []
  return db.planItem.findMany({ where: { versionId: version.id }, orderBy: { position: 'asc' } })
}

function hasConsented(filing: Filing, _: Date, actor: Actor) {
  const version = current(filing)
  const mine = receiptOf(actor, filing)
  return mine?.consents.at(-1)?.opinion === 'agrees' ? `Cơ quan bạn đã thống nhất phiên bản ${version?.n}` : undefined
}

/** The lock on the filing makes two opinions at the same instant come one after the other: agreed is never missed, never mixed. */
async function say(opinion: 'agrees' | 'asksChanges', doing: Doing) {
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
