import { authorisation } from '../src/authorisations/authorisation.ts'
import { asOf, now } from '../src/clock.ts'
import { call, dbFor, prisma } from '../src/db.ts'
import { read } from '../src/form.ts'
import { holiday } from '../src/holidays/holiday.ts'
import { indicator } from '../src/indicators/indicator.ts'
import { inquiryAnswer } from '../src/inquiries/answer.ts'
import { inquiry } from '../src/inquiries/inquiry.ts'
import { inspection } from '../src/inspections/inspection.ts'
import { inspectionRequest } from '../src/inspections/request.ts'
import { invitation } from '../src/invitations/invitation.ts'
import { need } from '../src/needs/need.ts'
import type { Noun } from '../src/nouns/noun.ts'
import { begin, take } from '../src/nouns/take.ts'
import { petition } from '../src/petitions/petition.ts'
import { region } from '../src/regions/region.ts'
import { adjustment } from '../src/scores/adjustment.ts'
import { objection } from '../src/scores/objection.ts'
import { scoring } from '../src/scores/scoring.ts'
import { disputing } from '../src/supports/form.ts'
import { support } from '../src/supports/support.ts'
import { agencyOf, dienBienDong, keoLom, planning, stnmt, who } from './make.ts'

/** What is no filing, for the tests: made by the verbs that people press. */

export type MadeNoun = { id: string; noun: Noun; path: string; by: string }

/** Takes a step as the router does. */
export async function step(
  { id, noun }: Pick<MadeNoun, 'id' | 'noun'>,
  username: string,
  name: string,
  press: { data?: unknown; revision?: number } = {},
) {
  return take(await who(username), noun, name, id, press)
}

async function begun(noun: object, by: string, stem: string, data: unknown): Promise<MadeNoun> {
  const { path } = await begin(await who(by), noun as Noun, stem, { data })
  return { id: path.split('/')[2] ?? '', noun: noun as Noun, path, by }
}

export const revisionOf = async ({ noun, id }: MadeNoun): Promise<number> =>
  (await call(prisma, noun.model, 'findUniqueOrThrow', { where: { id } })).revision

// ── khoản 1 Điều 10, khoản 1 Điều 11 ──────────────────────────────────────────────────────────────────────────────

/** As typed. */
export const needBody = {
  ...{ what: 'Tập huấn chăn nuôi dê sinh sản cho bản Huổi Hoa', area: 'economy', clause: '4.2', detail: 'Đàn dê 210 con, hay mắc bệnh.' },
  ...{ whom: '40 hộ nghèo', quantity: '2', measure: 'lớp', neededBy: 'quý I năm 2025', priority: 'thisYear', unit: '' },
}

type Wanted = { by?: string; commune?: string; unit?: string; what?: string }

export async function aNeed(
  state: 'proposed' | 'declined' | 'withdrawn' = 'proposed',
  { by = keoLom, commune = keoLom, unit, what }: Wanted = {},
) {
  const data = { ...needBody, ...(what && { what }), unit: unit ? await agencyOf(unit) : '' }
  const made = await begun(need, by, await agencyOf(commune), data)
  if (state === 'declined' && unit) await step(made, unit, 'decline', { data: { note: 'Ngoài chuyên môn của đơn vị' } })
  if (state === 'withdrawn') await step(made, by, 'withdraw', { data: { note: 'Không còn cần' } })
  return made
}

// ── khoản 4 Điều 11, khoản 5 Điều 13 ──────────────────────────────────────────────────────────────────────────────

/** As typed. */
export const petitionBody = {
  ...{ subject: 'Hướng dẫn thủ tục giao đất làm bể nước bản Huổi Hoa', area: 'society' },
  ...{ detail: 'Vị trí đặt bể nằm trên đất rừng sản xuất.', wish: 'Hướng dẫn thủ tục trước ngày 15/01/2025.' },
}

export type PetitionState = 'sent' | 'received' | 'askedBack' | 'answered' | 'closed' | 'withdrawn'
type Petitioning = { by?: string; to?: string; commune?: string; subject?: string }

export async function aPetition(state: PetitionState = 'sent', { by = keoLom, to = stnmt, commune, subject }: Petitioning = {}) {
  const data = { ...petitionBody, ...(subject && { subject }), to: await agencyOf(to), commune: commune ? await agencyOf(commune) : '' }
  const made = await begun(petition, by, await agencyOf(by), data)
  if (state === 'received') await step(made, to, 'receive', { data: { dueOn: new Date('2024-12-27') } })
  if (state === 'askedBack') await step(made, to, 'ask-back', { data: { note: 'Bể đặt ở thửa nào?' } })
  if (state === 'answered' || state === 'closed')
    await step(made, to, 'answer', {
      data: { text: 'Đã hướng dẫn', documentNumber: '12/STNMT-QLĐĐ', documentDate: new Date('2024-12-16') },
    })
  if (state === 'closed') await step(made, by, 'close', { data: { text: '' } })
  if (state === 'withdrawn') await step(made, by, 'withdraw', { data: { note: 'Đã giải quyết' } })
  return made
}

// ── Điều 4 to 7, khoản 3 Điều 11 ──────────────────────────────────────────────────────────────────────────────────

/** As typed: with money, so that there is something to dispute. */
export const supportBody = {
  ...{ form: 'goods', what: 'Tặng 1.200 cây giống mắc ca', clause: '4.4', from: '12/11/2024', to: '', result: '1.200 cây, 40 hộ' },
  beneficiaries: { b1: { group: 'poorHouseholds', count: '40' } },
  contributions: { c1: { kind: 'goods', source: 'own', what: 'cây giống', quantity: '1.200', measure: 'cây', value: '36.000.000' } },
}

export const disputeBody = { own: '30.000.000', sponsor: '', labour: '', result: '1.000 cây', note: 'Hai trăm cây chết khi vận chuyển' }

type SupportWanted = { by?: string; commune?: string; body?: object }
export type SupportState = 'declared' | 'confirmed' | 'disputed' | 'cancelled'

export async function aSupport(state: SupportState = 'declared', { by = stnmt, commune = keoLom, body = supportBody }: SupportWanted = {}) {
  const where = { unitId: await agencyOf(by), communeId: await agencyOf(commune) }
  const { id: of } = await prisma.assignment.findFirstOrThrow({ where, orderBy: { from: 'desc' } })
  const actor = await who(by)
  const looking = { db: dbFor(actor), actor, at: await now() }
  const { data } = read(await support.begin.asks(looking, of), body)
  const { path } = await begin(actor, support as unknown as Noun, of, { data })
  const made: MadeNoun = { id: path.split('/')[2] ?? '', noun: support as unknown as Noun, path, by }
  if (state === 'confirmed') await step(made, commune, 'confirm')
  if (state === 'disputed') await step(made, commune, 'dispute', { data: read(disputing, disputeBody).data })
  if (state === 'cancelled') await step(made, by, 'cancel', { data: { note: 'Ghi nhầm xã' } })
  return made
}

// ── khoản 1, 2 Điều 9; khoản 2 Điều 11 ────────────────────────────────────────────────────────────────────────────

/** As typed; the day of the demonstration is 16/12/2024. */
export const invitationBody = {
  ...{
    host: 'peopleCommittee',
    occasion: 'yearEndReview',
    subject: 'Tổng kết công tác giúp đỡ xã năm 2024',
    agenda: 'Kết quả, vướng mắc.',
  },
  ...{ day: '25/12/2024', time: '08:00', place: 'Hội trường UBND xã' },
}

type Meeting = { by?: string; commune?: string; guests?: string[] }

/** `past`: over, and nothing recorded yet. */
export async function anInvitation(
  state: 'coming' | 'past' | 'held' | 'cancelled' = 'coming',
  { by = keoLom, commune = keoLom, guests = [stnmt] }: Meeting = {},
) {
  const { day: _, time: __, ...rest } = invitationBody
  const stem = await agencyOf(commune)
  const over = state === 'past' || state === 'held'
  const when = { day: new Date(over ? '2024-12-12' : '2024-12-25'), time: '08:00' }
  const data = { ...rest, ...when, ...(by !== commune && { host: 'district' }), guests: await Promise.all(guests.map(agencyOf)) }
  const made = await (over
    ? asOf(new Date('2024-12-05T09:00:00+07:00'), () => begun(invitation, by, stem, data))
    : begun(invitation, by, stem, data))
  if (state === 'held') await step(made, by, 'record', { data: { outcome: 'Thống nhất làm 2 lớp tập huấn', minutes: '' } })
  if (state === 'cancelled') await step(made, by, 'cancel', { data: { note: 'Trùng lịch' } })
  return made
}

// ── khoản 1 Điều 10 ───────────────────────────────────────────────────────────────────────────────────────────────

/** As typed. */
export const inspectionBody = {
  ...{ day: '12/12/2024', unit: '', participants: 'Phó Chủ tịch UBND huyện; 4 người của xã' },
  findings: 'Kế hoạch làm được 7 trong 9 việc; hồ sơ nước sạch chưa xong.',
}

export async function anInspection({ by = dienBienDong, commune = keoLom, unit }: { by?: string; commune?: string; unit?: string } = {}) {
  const data = { ...inspectionBody, day: new Date('2024-12-12'), unit: unit ? await agencyOf(unit) : '' }
  return begun(inspection, by, await agencyOf(commune), data)
}

/** As typed. */
export const requestBody = { text: 'Hoàn thành hồ sơ nước sạch bản Huổi Hoa', dueOn: '20/12/2024' }

/** After an inspection of Keo Lôm by its district. */
export async function aRequest(state: 'asked' | 'reported' | 'closed' = 'asked', { to = keoLom, of }: { to?: string; of?: MadeNoun } = {}) {
  const { id } = of ?? (await anInspection())
  const data = { ...requestBody, to: await agencyOf(to), dueOn: new Date('2024-12-20') }
  const made = await begun(inspectionRequest, dienBienDong, id, data)
  if (state !== 'asked') await step(made, to, 'report', { data: { text: 'Đã xong' } })
  if (state === 'closed') await step(made, dienBienDong, 'close', { data: { text: '' } })
  return made
}

// ── khoản 4 Điều 9 ────────────────────────────────────────────────────────────────────────────────────────────────

/** As typed: one question of each kind. */
export const inquiryBody = {
  ...{ subject: 'Thiệt hại do rét đậm từ ngày 10 đến ngày 15/12/2024', context: 'Công văn số 5120/UBND-KTN.', dueOn: '20/12/2024' },
  'questions[q01][text]': 'Số trâu, bò chết rét',
  'questions[q01][kind]': 'number',
  'questions[q01][measure]': 'con',
  'questions[q02][text]': 'Việc xã đã làm để phòng, chống rét',
  'questions[q02][kind]': 'words',
}

/** As typed. */
export const answerBody = { q1: '12', q2: 'Che chắn chuồng trại, dự trữ rơm ở 9 bản' }

export type InquiryState = 'running' | 'closed' | 'withdrawn'
type Inquiring = { by?: string; communes?: string[]; dueOn?: string; subject?: string }

const questions = [
  { text: inquiryBody['questions[q01][text]'], kind: 'number', measure: 'con' },
  { text: inquiryBody['questions[q02][text]'], kind: 'words', measure: '' },
]

export async function anInquiry(
  state: InquiryState = 'running',
  { by = stnmt, communes = [keoLom], dueOn = '2024-12-20', subject = inquiryBody.subject }: Inquiring = {},
) {
  const asked = await Promise.all(communes.map(agencyOf))
  const data = { subject, context: inquiryBody.context, dueOn: new Date(dueOn), questions, communes: asked }
  const made = await begun(inquiry, by, await agencyOf(by), data)
  if (state === 'closed') {
    await step(await answerTo(made, communes[0]), communes[0] ?? keoLom, 'send', { data: { q1: '1', q2: 'Không' } })
    await step(made, by, 'close', { data: { note: 'Đã đủ' } })
  }
  if (state === 'withdrawn') await step(made, by, 'withdraw', { data: { note: 'Đã có số liệu' } })
  return made
}

/** What a commune was asked by it. */
export async function answerTo({ id, by }: MadeNoun, commune = keoLom): Promise<MadeNoun> {
  const where = { inquiryId: id, communeId: await agencyOf(commune) }
  const answer = await prisma.inquiryAnswer.findFirstOrThrow({ where })
  return { id: answer.id, noun: inquiryAnswer as unknown as Noun, path: `/inquiry-answers/${answer.id}`, by }
}

export type AnswerState = 'waiting' | 'saved' | 'answered' | 'changesAsked'

/** What Keo Lôm answers to Sở TN&MT. */
export async function anAnswer(state: AnswerState = 'waiting', { of, commune = keoLom }: { of?: MadeNoun; commune?: string } = {}) {
  const asked = of ?? (await anInquiry('running', { communes: [commune] }))
  const made = await answerTo(asked, commune)
  if (state === 'saved') await step(made, commune, 'save', { data: answerBody })
  if (state === 'answered' || state === 'changesAsked') await step(made, commune, 'send', { data: answerBody })
  if (state === 'changesAsked') await step(made, asked.by, 'request-changes', { data: { note: 'Ghi rõ số bò của từng bản' } })
  return made
}

// ── days off ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** As typed. */
export const holidayBody = {
  ...{ name: 'Tết Nguyên đán Đinh Mùi', kind: 'off', day: '05/02/2027', until: '11/02/2027', basis: 'Thông báo nghỉ Tết năm 2027' },
}

export async function aHoliday(state: 'kept' | 'removed' = 'kept', body: object = {}) {
  const { data } = read(await holiday.begin.asks(), { ...holidayBody, ...body })
  const made = await begun(holiday, 'so-khdt', await agencyOf('so-khdt'), data)
  if (state === 'removed') await step(made, 'so-khdt', 'withdraw', { data: { note: 'Ghi nhầm' } })
  return made
}

// ── uỷ quyền ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** As typed. */
export const authorisationBody = {
  ...{ from: '16/12/2024', to: '31/12/2024', number: '05/GUQ', dated: '15/12/2024', scope: 'Duyệt, ký báo cáo' },
}

/** The head of an agency authorises one of its people, by username. */
export async function anAuthorisation(
  state: 'given' | 'later' | 'withdrawn' = 'given',
  { by = `${keoLom}.lanh-dao`, taker = keoLom, ...body }: { by?: string; taker?: string; from?: string; to?: string } = {},
) {
  const actor = await who(by)
  const looking = { db: dbFor(actor), actor, at: await now() }
  const days = state === 'given' ? {} : { from: '20/12/2024' }
  const typed = { ...authorisationBody, ...days, ...body, giver: actor.id, taker: (await who(taker)).id }
  const { data, form } = read(await authorisation.begin.asks(looking, actor.agencyId), typed)
  if (!data) throw new Error(JSON.stringify(form?.errors))
  const made = await begun(authorisation, by, actor.agencyId, data)
  if (state === 'withdrawn') await step(made, by, 'withdraw', { data: { note: 'Ghi nhầm' } })
  return made
}

// ── khu vực I, II, III ────────────────────────────────────────────────────────────────────────────────────────────

/** As typed. */
export const regionBody = { region: 'two', from: '19/07/2024', number: '698/QĐ-TTg', dated: '19/07/2024' }

export async function aRegion(state: 'kept' | 'removed' = 'kept', { commune = keoLom, ...body }: { commune?: string; from?: string } = {}) {
  const actor = await who('so-khdt')
  const looking = { db: dbFor(actor), actor, at: await now() }
  const { data } = read(await region.begin.asks(looking), { ...regionBody, ...body, commune: await agencyOf(commune) })
  const made = await begun(region, 'so-khdt', await agencyOf('so-khdt'), data)
  if (state === 'removed') await step(made, 'so-khdt', 'withdraw', { data: { note: 'Ghi nhầm' } })
  return made
}

// ── khoản 3 Điều 4 ────────────────────────────────────────────────────────────────────────────────────────────────

export const ownIndicatorBody = {
  ...{ name: 'Số hộ được hỗ trợ dê giống', unit: 'hộ', kind: 'flow', periods: ['month', 'quarter', 'year'], decimals: '0' },
  ...{ from: '01/12/2024', purpose: 'Theo dõi mô hình nuôi dê của đơn vị giúp xã' },
}
export const indicatorBody = { ...ownIndicatorBody, code: 'GN20', group: 'Giảm nghèo', name: 'Số hộ được vay vốn mua giống' }

/** A commune's own; `shared`: everybody's. */
export async function anIndicator(
  state: 'proposed' | 'advised' | 'inUse' | 'ended' | 'shared' = 'proposed',
  { by = keoLom, name, code = 'GN20' }: { by?: string; name?: string; code?: string } = {},
) {
  const shared = state === 'shared'
  const writer = shared ? 'so-khdt' : by
  const form = await indicator.begin.asks({ db: dbFor(await who(writer)), actor: await who(writer), at: await now() })
  const typed = shared ? { ...indicatorBody, code } : ownIndicatorBody
  const { data } = read(form, { ...typed, ...(name && { name }) })
  const made = await begun(indicator, writer, await agencyOf(writer), data)
  if (state === 'proposed' || shared) return made
  await step(made, stnmt, 'advise', { data: { text: 'Nên theo dõi theo tháng' } })
  if (state !== 'advised') await step(made, by, 'use')
  if (state === 'ended') await step(made, by, 'end', { data: { to: new Date('2024-12-31'), note: 'Hết mô hình' } })
  return made
}

// ── khoản 1 Điều 12 ───────────────────────────────────────────────────────────────────────────────────────────────

/** As typed: of a year that is over, so that it can be published. */
export const scoringBody = {
  ...{ year: '2023', documentNumber: '12/HD-HĐTĐKT', documentDate: '15/03/2023', documentTitle: 'Hướng dẫn chấm điểm thi đua' },
  ...{ plan: '20', report: '20', item: '20', help: '20', invitation: '10', assessment: '10', objectionDays: '10' },
}

type Scoring = { year?: number; body?: object }

/** The criteria of a year, of which there is one set: made, or brought to a state. */
export async function aScoring(
  state: 'preparing' | 'published' = 'published',
  { year = 2023, body = {} }: Scoring = {},
): Promise<MadeNoun> {
  const actor = await who(planning)
  const known = await prisma.scoring.findUnique({ where: { year } })
  const { data } = read(await scoring.begin.asks({ db: dbFor(actor), actor, at: await now() }), {
    ...scoringBody,
    year: `${year}`,
    ...body,
  })
  const made = known
    ? { id: known.id, noun: scoring as unknown as Noun, path: `/scorings/${known.id}`, by: planning }
    : await begun(scoring, planning, actor.agencyId, data)
  const { status } = await prisma.scoring.findUniqueOrThrow({ where: { id: made.id } })
  if (status === 'published' && state === 'preparing') await step(made, planning, 'unpublish', { data: { note: 'Còn thiếu hồ sơ' } })
  if (status === 'preparing' && state === 'published') await step(made, planning, 'publish')
  return made
}

/** As typed. */
export const adjustmentBody = { rule: 'report', points: '-2,5', reason: 'Báo cáo phải nhắc ba lần' }

export async function anAdjustment(state: 'inForce' | 'undone' = 'inForce', { unit = stnmt, of }: { unit?: string; of?: MadeNoun } = {}) {
  const { id } = of ?? (await aScoring())
  const made = await begun(adjustment, planning, id, { ...adjustmentBody, points: -250, unit: await agencyOf(unit) })
  if (state === 'undone') await step(made, planning, 'undo', { data: { note: 'Ghi nhầm đơn vị' } })
  return made
}

/** As typed. */
export const objectionBody = { rule: 'item', text: 'Đã làm xong bể nước bản Huổi Hoa, xã xác nhận ngày 12/12' }

export async function anObjection(
  state: 'raised' | 'upheld' | 'dismissed' | 'withdrawn' = 'raised',
  { by = stnmt, of }: { by?: string; of?: MadeNoun } = {},
) {
  const { id } = of ?? (await aScoring())
  const made = await begun(objection, by, id, objectionBody)
  if (state === 'upheld') await step(made, planning, 'uphold', { data: { points: 300, answer: 'Có biên bản bàn giao' } })
  if (state === 'dismissed') await step(made, planning, 'dismiss', { data: { answer: 'Chưa có xác nhận của xã' } })
  if (state === 'withdrawn') await step(made, by, 'withdraw', { data: { note: 'Đã xem lại' } })
  return made
}
