import { v7 } from 'uuid'
import { z } from 'zod'
import { dayOf, daysBetween, inForceOn } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { choice, choices, day, rows, text, tick } from '../form.ts'
import type { AnswerStatus, InquiryStatus } from '../generated/enums.ts'
import { named } from '../nouns/communes.ts'
import type { Doing, Looking, Noun, Stem } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { capital, date, type inquiryWords, placeOf, questionKindWords } from '../words.ts'
import type { Party } from '../workflow.ts'

// ── what it is ────────────────────────────────────────────────────────────────────────────────────────────────────

/** An inquiry, and how far those answers are that this reader may see. What the answers say is read by itself. */
export async function loadInquiry(db: Pick<Db, 'inquiry' | 'inquiryAnswer'>, id: string) {
  const questions = { orderBy: { position: 'asc' } } as const
  const inquiry = await db.inquiry.findUniqueOrThrow({ where: { id }, include: { asker: true, questions } })
  const answers = await db.inquiryAnswer.findMany({
    where: { inquiryId: id },
    include: { commune: { select: { name: true } }, sendings: { select: { id: true }, orderBy: { n: 'desc' }, take: 1 } },
    orderBy: [{ commune: { name: 'asc' } }, { id: 'asc' }],
  })
  return { ...inquiry, answers }
}

export type Inquiry = Awaited<ReturnType<typeof loadInquiry>>

export function partiesToInquiry({ agencyId }: Actor, { askerId }: { askerId: string }): Party[] {
  return askerId === agencyId ? ['asker'] : []
}

/** How far one commune is. The first sending decides whether it was late, by the day that holds now: an extension is for all. */
export function stageOf(
  { status, firstSentAt }: { status: AnswerStatus; firstSentAt: Date | null },
  inquiry: { status: InquiryStatus; dueOn: Date },
  at: Date,
) {
  const late = Math.max(0, daysBetween(inquiry.dueOn, dayOf(firstSentAt ?? at)))
  if (status === 'changesAsked') return { is: status, days: 0 }
  if (status === 'answered') return { is: late ? ('late' as const) : status, days: late }
  if (inquiry.status === 'withdrawn') return { is: inquiry.status, days: 0 }
  if (inquiry.status === 'closed') return { is: 'unanswered' as const, days: 0 }
  return { is: late ? ('overdue' as const) : status, days: late }
}

export type Counts = { total: number; answered: number; waiting: number }

export function countsOf(answers: readonly { status: AnswerStatus }[]): Counts {
  const count = (status: AnswerStatus) => answers.filter((one) => one.status === status).length
  return { total: answers.length, answered: count('answered'), waiting: count('waiting') }
}

/** How far an inquiry is, for whoever sees these answers of it. */
export function standingOf(
  { status, dueOn }: { status: InquiryStatus; dueOn: Date },
  { total, answered, waiting }: Counts,
  at: Date,
): keyof typeof inquiryWords {
  if (status !== 'running') return status
  if (waiting && dueOn < dayOf(at)) return 'overdue'
  return answered < total ? 'open' : 'complete'
}

/** What came after the asker last looked. */
export const isNew = ({ lastSentAt }: { lastSentAt: Date | null }, { readAt }: { readAt: Date | null }) =>
  lastSentAt !== null && (!readAt || lastSentAt > readAt)

// ── whom to ask ───────────────────────────────────────────────────────────────────────────────────────────────────

/** A unit asks the communes it helps today, a district its own, the planning department every commune that is helped today. */
export async function communesToAsk({ db, actor, at }: Pick<Looking, 'actor' | 'at'> & { db: Db | Tx }): Promise<Stem[]> {
  const helped = actor.roles.includes('planning')
    ? await db.assignment.findMany({ where: inForceOn(dayOf(at)), select: { communeId: true }, distinct: ['communeId'] })
    : []
  const ids = new Set([...actor.helps, ...actor.oversees, ...helped.map(({ communeId }) => communeId)])
  const communes = await db.agency.findMany({
    where: { id: { in: [...ids] }, roles: { some: { role: 'commune', ...inForceOn(dayOf(at)) } } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return communes.map(({ id, name }) => ({ id, name: capital(placeOf(name)) }))
}

/** Which of these communes belong to which district today: for whoever asks in several districts. */
async function districtsOf({ db, at }: Pick<Looking, 'at'> & { db: Db | Tx }, communes: readonly Stem[]) {
  const today = inForceOn(dayOf(at))
  const parents = await db.agencyParent.findMany({
    where: { agencyId: { in: communes.map(({ id }) => id) }, ...today, parent: { roles: { some: { role: 'district', ...today } } } },
    include: { parent: { select: { id: true, name: true } } },
    orderBy: [{ parent: { name: 'asc' } }, { agencyId: 'asc' }],
  })
  const districts = new Map<string, Stem & { communes: string[] }>()
  for (const { agencyId, parent } of parents) {
    const known = districts.get(parent.id)?.communes ?? []
    districts.set(parent.id, { id: parent.id, name: capital(placeOf(parent.name)), communes: [...known, agencyId] })
  }
  return [...districts.values()]
}

// ── its forms ─────────────────────────────────────────────────────────────────────────────────────────────────────

export const mostQuestions = 10

const question = z
  .object({
    text: text('Câu hỏi', { required: 'Nhập câu hỏi', max: 300 }),
    kind: choice('Trả lời', questionKindWords, 'Chọn cách trả lời'),
    measure: text('Đơn vị tính', { max: 30, hint: 'Với câu trả lời bằng số' }),
  })
  .refine(({ kind, measure }) => kind !== 'number' || measure, { path: ['measure'], message: 'Nhập đơn vị tính, ví dụ: hộ' })

const matter = {
  subject: text('Nội dung yêu cầu báo cáo', {
    ...{ required: 'Nhập nội dung yêu cầu báo cáo', max: 300 },
    hint: 'Một câu, ví dụ: thiệt hại do rét đậm, rét hại từ ngày 10 đến ngày 15/12/2024',
  }),
  context: text('Lý do, căn cứ', {
    ...{ required: 'Nêu lý do, căn cứ', max: 3_000, rows: 4 },
    hint: 'Văn bản yêu cầu, số liệu tính đến ngày nào, dùng vào việc gì. Số liệu đã có trong báo cáo định kỳ thì không hỏi lại',
  }),
}

const dueDay = (at: Date, title = 'Chậm nhất ngày') =>
  day(title, { required: 'Nhập thời hạn', hint: 'Trả lời trong ngày này vẫn đúng hạn. Ví dụ 20/12/2024' }).refine(
    (on) => !on || on >= dayOf(at),
    'Ngày này đã qua',
  )

type Chosen = { all?: '1' | ''; districts?: string[]; communes?: string[] }

async function askingForm(looking: Looking) {
  const communes = await communesToAsk(looking)
  const several = communes.length > 1
  const districts = several ? await districtsOf(looking, communes) : []
  return z
    .object({
      ...matter,
      questions: rows('Câu hỏi', question, { atLeastOne: 'Nhập ít nhất một câu hỏi', most: mostQuestions }),
      dueOn: dueDay(looking.at),
      ...(several && {
        all: tick(`Hỏi tất cả ${communes.length} xã`),
        ...(districts.length > 1 && { districts: choices('Hỏi tất cả các xã của huyện', named(districts)) }),
        communes: choices('Xã được hỏi', named(communes), 'Không phải chọn xã đã thuộc các ô trên'),
      }),
    })
    .refine(({ all, districts, communes }) => !several || all || [districts ?? [], communes ?? []].flat().length > 0, {
      path: ['communes'],
      message: 'Chọn ít nhất một xã, hoặc hỏi tất cả',
    })
}

async function editingForm({ at }: Looking) {
  return z.object({ ...matter, dueOn: dueDay(at) })
}

async function extendingForm({ at }: Looking, { dueOn }: Inquiry) {
  return z.object({
    dueOn: dueDay(at, 'Gia hạn đến hết ngày').refine((on) => !on || on > dueOn, `Chọn ngày sau ngày ${date(dueOn)}`),
    note: text('Lý do gia hạn', { required: 'Nêu lý do gia hạn', max: 1_000, rows: 3 }),
  })
}

const noted = (title: string, required: string) => z.object({ note: text(title, { required, max: 1_000, rows: 3 }) })

// ── its steps ─────────────────────────────────────────────────────────────────────────────────────────────────────

const byAsker = { by: ['asker'], from: ['running'] } as const
const own = { Inquiry: 'id' } as const
/** The answers too: whoever has one open is told that what is asked has changed. */
const withAnswers = { Inquiry: 'id', InquiryAnswer: 'inquiryId' } as const

/** Khoản 4 Điều 9: a report that is asked for outside the regular ones, by whoever has to know. */
export const inquiry = {
  name: 'inquiry',
  model: 'Inquiry',
  path: '/inquiries',
  readers: ['unit', 'commune', 'district', 'planning', 'province'],
  fields: '../inquiries/fields',
  begin: {
    ...{ on: 'Agency', by: ['unit', 'district', 'planning'] },
    writes: { Inquiry: 'askerId', InquiryQuestion: 'inquiryId', InquiryAnswer: 'inquiryId' },
    ...{ readers: ['unit', 'district', 'planning'], label: 'Yêu cầu báo cáo đột xuất', send: 'Gửi yêu cầu', verb: 'yêu cầu báo cáo' },
    stem: 'Nơi yêu cầu',
    none: 'Yêu cầu báo cáo được gửi nhân danh cơ quan của bạn, đến xã của huyện hoặc xã đơn vị đang giúp; hôm nay không có xã nào',
    stems: async (looking) =>
      (await communesToAsk(looking)).length ? [{ id: looking.actor.agencyId, name: looking.actor.agencyName }] : [],
    asks: askingForm,
    run: ask,
  },
  steps: {
    open: {
      ...{ by: ['asker'], writes: own, label: '', verb: 'đọc các trả lời mới' },
      run: ({ tx, row, at }) => tx.inquiry.update({ where: { id: row.id }, data: { readAt: at } }),
    },
    extend: {
      ...{ by: ['asker'], from: ['running', 'closed'], to: 'running', writes: own, label: 'Gia hạn', verb: 'gia hạn trả lời' },
      ...{ hint: 'Hạn mới tính cho tất cả các xã được hỏi.', asks: extendingForm },
      run: ({ tx, row, data: { dueOn } }: Doing<Inquiry, { dueOn: Date }>) =>
        tx.inquiry.update({ where: { id: row.id }, data: { status: 'running', dueOn } }),
    },
    edit: {
      ...{ ...byAsker, edits: true, writes: withAnswers, label: 'Sửa yêu cầu', verb: 'sửa yêu cầu báo cáo', asks: editingForm },
      hint: 'Câu hỏi không sửa được; nếu hỏi sai, rút yêu cầu rồi gửi yêu cầu khác.',
      blocked: ({ answers }) => (answers.some(({ firstSentAt }) => firstSentAt) ? 'Đã có xã trả lời; chỉ còn gia hạn được' : undefined),
      values: ({ subject, context, dueOn }) => ({ subject, context, dueOn: date(dueOn) }),
      run: edit,
    },
    close: {
      ...{ ...byAsker, to: 'closed', writes: withAnswers, label: 'Kết thúc', verb: 'kết thúc yêu cầu báo cáo' },
      ...{ hint: 'Xã chưa trả lời thì không trả lời được nữa, trừ khi gia hạn.', form: noted('Lý do kết thúc', 'Nêu lý do kết thúc') },
      blocked: ({ answers }) => (answers.some(({ firstSentAt }) => firstSentAt) ? undefined : 'Chưa có xã nào trả lời; có thể rút yêu cầu'),
      run: close,
    },
    withdraw: {
      ...{ ...byAsker, to: 'withdrawn', writes: withAnswers, label: 'Rút yêu cầu', verb: 'rút yêu cầu báo cáo' },
      ...{ hint: 'Các xã không phải trả lời nữa.', form: noted('Lý do rút', 'Nêu lý do rút'), shy: true },
      run: withdraw,
    },
  },
} as const satisfies Noun<Inquiry>

type Question = { text: string; kind: keyof typeof questionKindWords; measure: string }
type Asking = Matter & Chosen & { questions: Question[] }
type Matter = { subject: string; context: string; dueOn: Date }

async function ask({ tx, row, actor, at, data }: Doing<{ id: string }, Asking>) {
  if (row.id !== actor.agencyId) throw new Refusal(403, 'Yêu cầu báo cáo được gửi nhân danh cơ quan của bạn')
  const { subject, context, dueOn, questions, all, districts = [], communes } = data
  const stems = await communesToAsk({ db: tx, actor, at })
  const askable = stems.map(({ id }) => id)
  const within = districts.length ? await districtsOf({ db: tx, at }, stems) : []
  const ofDistricts = within.flatMap((district) => (districts.includes(district.id) ? district.communes : []))
  const asked = all || !communes ? askable : [...new Set([...ofDistricts, ...communes])]
  if (!asked.length || !asked.every((id) => askable.includes(id))) throw new Refusal(409, 'Hôm nay không hỏi được xã đã chọn nữa')
  const { id } = await tx.inquiry.create({ data: { askerId: actor.agencyId, subject, context, dueOn, askedAt: at } })
  await tx.inquiryQuestion.createMany({
    data: questions.map(({ text, kind, measure }, n) => ({
      ...{ inquiryId: id, position: n + 1, text, kind },
      measure: kind === 'number' ? measure : '',
    })),
  })
  // Ids of our own, so that the log of each answer begins with its being asked for.
  await tx.inquiryAnswer.createMany({ data: asked.map((communeId) => ({ id: v7(), inquiryId: id, communeId })) })
  return id
}

async function edit({ tx, row, data: { subject, context, dueOn } }: Doing<Inquiry, Matter>) {
  // Waits for a commune that is sending at this instant; if it has, the inquiry is edited no more.
  await tx.inquiryAnswer.updateMany({
    where: { inquiryId: row.id, firstSentAt: null },
    data: { revision: { increment: 1 } },
    expect: row.answers.length,
  })
  await tx.inquiry.update({ where: { id: row.id }, data: { subject, context, dueOn } })
}

async function close({ tx, row }: Doing<Inquiry>) {
  await tellAll(tx, row)
  await tx.inquiry.update({ where: { id: row.id }, data: { status: 'closed' } })
}

async function withdraw({ tx, row, data: { note } }: Doing<Inquiry, { note: string }>) {
  await tellAll(tx, row)
  await tx.inquiry.update({ where: { id: row.id }, data: { status: 'withdrawn', withdrawnFor: note } })
}

/** Takes every answer, so that none is sent at the same instant, and whoever has one open is told. */
async function tellAll(tx: Tx, { id, answers }: Inquiry) {
  await tx.inquiryAnswer.updateMany({ where: { inquiryId: id }, data: { revision: { increment: 1 } }, expect: answers.length })
}
