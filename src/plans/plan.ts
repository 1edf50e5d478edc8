import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { current, type Doing, districtOf, type Filing, type Kind, open, receiptOf, sending } from '../filings/filing.ts'
import { choice, money, rows, text } from '../form.ts'
import { clauseWords } from '../regulation/clauses.ts'
import { formWords } from '../words.ts'

const item = z.object({
  clause: choice('Nội dung theo Quy chế', clauseWords, 'Chọn nội dung theo Điều 4 đến Điều 7 Quy chế'),
  task: text('Nhiệm vụ', { required: 'Nhập nhiệm vụ', max: 1_000, hint: 'Làm gì, ở bản nào' }),
  form: choice('Hình thức giúp đỡ', formWords, 'Chọn hình thức giúp đỡ'),
  result: text('Kết quả dự kiến', {
    required: 'Nhập kết quả dự kiến',
    max: 500,
    hint: 'Có số lượng và đơn vị tính, ví dụ: 2 lớp, 80 lượt người',
  }),
  ownMoney: money('Kinh phí của đơn vị (đồng)', { hint: 'Để trống nếu không dùng tiền' }),
  sponsorMoney: money('Vận động tài trợ (đồng)'),
  programmeMoney: money('Vốn chương trình, ghi riêng (đồng)'),
  months: text('Thời gian', { max: 100, hint: 'Ví dụ: Quý II; tháng 3 - tháng 5' }),
  owner: text('Người phụ trách', { max: 200 }),
})

const form = z.object({
  objective: text('Mục tiêu', {
    required: 'Nhập mục tiêu của kế hoạch',
    hint: 'Kết quả cần đạt trong kỳ, khoản 2 Điều 8 Quy chế',
    rows: 4,
  }),
  items: rows('Nhiệm vụ', item, { atLeastOne: 'Nhập ít nhất một nhiệm vụ' }),
})

export type PlanContent = {
  objective: string
  items: (Omit<z.output<typeof item>, 'ownMoney' | 'sponsorMoney' | 'programmeMoney'> & Monies)[]
}
type Monies = { id: string; ownMoney: string; sponsorMoney: string; programmeMoney: string }

const opinion = {
  by: ['commune', 'district'],
  from: ['sent', 'changesAsked'],
  writes: { Filing: 'id', Consent: 'filingId', Receipt: 'filingId' },
} as const

const consenting = z.object({
  partyCommittee: text('Ý kiến của cấp ủy (nếu có)', {
    max: 1_000,
    rows: 3,
    hint: 'Khoản 1 Điều 13 Quy chế: thống nhất với cấp ủy, chính quyền xã',
  }),
})
const changing = z.object({
  note: text('Nội dung đề nghị sửa', {
    required: 'Ghi rõ nội dung đề nghị sửa',
    max: 2_000,
    rows: 5,
    hint: 'Nêu nhiệm vụ nào, sửa thế nào, vì sao',
  }),
  partyCommittee: text('Ý kiến của cấp ủy (nếu có)', { max: 1_000, rows: 3 }),
})

/** Khoản 2 Điều 8: the unit writes it, commune and district each consent to the same version, in either order. */
export const plan = {
  name: 'plan',
  owes: 'plan',
  path: '/plans',
  by: 'unit',
  readers: ['commune', 'district'],
  form: () => form,
  steps: {
    ...sending({
      ...{ by: 'unit', readers: ['commune', 'district'], editable: ['draft', 'sent', 'changesAsked'] },
      ...{ label: 'Gửi lấy ý kiến thống nhất', summed: 'PlanItem', form: () => form },
    }),
    consent: { ...opinion, label: 'Thống nhất', form: consenting, blocked: alreadyAgrees, run: (doing) => say('agrees', doing) },
    'request-changes': { ...opinion, label: 'Đề nghị sửa', form: changing, run: (doing) => say('asksChanges', doing) },
  },
  async receivers(db, { assignment }, at) {
    return assignment ? [assignment.communeId, ...(await districtOf(db, assignment.communeId, at))] : []
  },
  project: (tx, { id, filingId }, { items }: PlanContent) =>
    tx.planItem.createMany({
      data: items.map(({ clause, task, form, result, ownMoney, sponsorMoney, programmeMoney }, position) => ({
        ...{ filingId, versionId: id, position, clause, task, form, result },
        ...{ ownMoney: BigInt(ownMoney), sponsorMoney: BigInt(sponsorMoney), programmeMoney: BigInt(programmeMoney) },
      })),
    }),
} as const satisfies Kind

/** Nothing more to consent to when every opinion on the current version is a consent. */
function alreadyAgrees(filing: Filing) {
  const version = current(filing)
  return version?.receipts.every(({ consents }) => consents.at(-1)?.opinion === 'agrees')
    ? `Phiên bản ${version.n} đã được thống nhất`
    : undefined
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
      ...{ filingId: filing.id, versionId, agencyId, opinion, reason: data.note ?? null, partyCommittee: data.partyCommittee || null },
      ...{ at, byId: actor.id, by: actor.name, byTitle: actor.title },
    },
  })
  const others = version.receipts.filter((receipt) => receipt !== mine)
  const asks = opinion === 'asksChanges' || others.some(({ consents }) => consents.at(-1)?.opinion === 'asksChanges')
  await tx.filing.update({ where: { id: filing.id }, data: { status: asks ? 'changesAsked' : 'sent' } })
}
