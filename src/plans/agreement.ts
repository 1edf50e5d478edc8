import { z } from 'zod'
import { current, type Filing, type FilingStep, receiptOf } from '../filings/filing.ts'
import { itemChoice } from '../filings/items.ts'
import { give, opinion } from '../filings/opinion.ts'
import { text } from '../form.ts'
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
const changing = z.object({ item: text('Về mục nào'), note, partyCommittee })

const parties = { ...opinion, by: ['commune', 'district'] } as const

/** Khoản 2 Điều 8: "thống nhất với cấp huyện và cấp xã". Each opinion is bound to one version; in either order. */
export const agreement = {
  consent: { ...parties, label: 'Thống nhất', form: consenting, blocked: hasConsented, shy: true, run: (doing) => give('agrees', doing) },
  'request-changes': {
    ...{ ...parties, label: 'Đề nghị sửa', form: changing, run: (doing) => give('asksChanges', doing) },
    // It can point at one item of the version.
    asks: async (filing, db) => changing.extend({ item: await itemChoice(filing, db, 'Để trống nếu là ý kiến chung') }),
  },
} as const satisfies Record<string, FilingStep>

function hasConsented(filing: Filing, _: Date, actor: Actor) {
  const version = current(filing)
  const mine = receiptOf(actor, filing)
  return mine?.consents.at(-1)?.opinion === 'agrees' ? `Cơ quan bạn đã thống nhất phiên bản ${version?.n}` : undefined
}
