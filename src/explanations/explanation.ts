import { z } from 'zod'
import type { Db } from '../db.ts'
import { accepted, current, type Doing, type Filing, holdersOf, type Kind, receiptOf, receiving, sending } from '../filings/filing.ts'
import { choice, text } from '../form.ts'
import { explanationDocument } from './document.ts'

const form = z.object({
  reason: text('Lý do không triển khai', {
    required: 'Nêu lý do không triển khai',
    rows: 8,
    hint: 'Việc gì không làm được, vì sao, đã cố gắng thế nào',
  }),
  measures: text('Biện pháp, thời gian khắc phục', { required: 'Nêu biện pháp và thời gian khắc phục', rows: 5 }),
})

export type ExplanationContent = z.output<typeof form>

export const noting = z.object({
  note: text('Ý kiến của cơ quan tổng hợp', {
    ...{ required: 'Nêu ý kiến về lý do của đơn vị', max: 2_000, rows: 5 },
    hint: 'Lý do có căn cứ không, đề xuất hướng xử lý. UBND tỉnh và đơn vị đọc được ý kiến này',
  }),
})

export const deciding = z.object({
  decision: choice(
    'Quyết định',
    { agrees: 'Đồng ý với lý do của đơn vị', refuses: 'Không đồng ý: đơn vị phải triển khai, báo cáo' },
    'Chọn quyết định',
  ),
  text: text('Nội dung quyết định', { required: 'Nêu nội dung quyết định', max: 2_000, rows: 4 }),
  documentNumber: text('Số, ký hiệu văn bản', { max: 50, hint: 'Nếu đã có văn bản, ví dụ 4812/UBND-TH' }),
})

const sender = sending({
  by: 'unit',
  readers: ['planning'],
  editable: ['draft', 'changesAsked'],
  label: 'Gửi báo cáo lý do',
  form: () => form,
})
const received = receiving('planning', 'Ghi nhận lý do')

/** Khoản 2 Điều 12: a unit that carried nothing out says why, in place of its annual report. The planning department notes it; UBND tỉnh decides. */
export const explanation = {
  name: 'explanation',
  owes: 'unitReport',
  path: '/explanations',
  by: 'unit',
  readers: ['planning', 'province'],
  form: () => form,
  document: explanationDocument,
  around: async (db, { id }) => ({ decisions: await decisionsOn(db, id) }),
  steps: {
    ...sender,
    open: { ...sender.open, by: ['planning', 'province'] },
    ...received,
    accept: { ...received.accept, form: noting, run: pass },
    decide: {
      ...{ by: ['province'], from: ['accepted'], label: 'Quyết định về lý do', form: deciding, edits: true, run: decide },
      writes: { Filing: 'id', Receipt: 'filingId', ExplanationDecision: 'filingId' },
    },
  },
  receivers: (db, _, at) => holdersOf(db, 'planning', at),
} as const satisfies Kind

/** Noted with an opinion, and passed on to whoever decides. */
async function pass(doing: Doing) {
  const { tx, filing, actor, at, data } = doing
  await accepted(doing)
  const version = current(filing)
  const own = receiptOf(actor, filing)
  if (!version || !own) return
  await tx.receipt.update({ where: { id: own.id }, data: { opinion: data.note, opinionAt: at } })
  const deciders = (await holdersOf(tx, 'province', at)).filter((id) => !version.receipts.some(({ agencyId }) => agencyId === id))
  const receipt = { filingId: filing.id, versionId: version.id, deliveredAt: at, asked: false }
  await tx.receipt.createMany({ data: deciders.map((agencyId) => ({ ...receipt, agencyId })) })
}

/** The latest decision counts; another one takes its place, and both stand for ever. */
async function decide({ tx, filing, actor, at, data }: Doing) {
  const agrees = data.decision === 'agrees'
  const version = current(filing)
  if (!version) return
  const said = { agrees, text: data.text ?? '', documentNumber: data.documentNumber ?? '' }
  await tx.explanationDecision.create({
    data: { ...said, filingId: filing.id, versionId: version.id, agencyId: actor.agencyId, at, by: actor.name, byTitle: actor.title },
  })
  await tx.filing.update({ where: { id: filing.id }, data: { refusedAt: agrees ? null : at } })
}

/** Newest first. */
export function decisionsOn(db: Pick<Db, 'explanationDecision'>, filingId: Filing['id']) {
  return db.explanationDecision.findMany({ where: { filingId }, include: { agency: true }, orderBy: { id: 'desc' } })
}
