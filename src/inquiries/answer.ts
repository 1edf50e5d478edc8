import { z } from 'zod'
import { dayOf } from '../clock.ts'
import type { Db } from '../db.ts'
import { Refusal } from '../errors.ts'
import { choice, text, vietnameseNumber } from '../form.ts'
import { named } from '../nouns/communes.ts'
import type { Doing, Looking, Noun, Stem } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { date, number } from '../words.ts'
import type { Party } from '../workflow.ts'
import { communesToAsk, type Inquiry, loadInquiry, partiesToInquiry } from './inquiry.ts'

// ── what it is ────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a commune was asked and has sent, oldest first; its working copy for the commune only. */
export async function loadAnswer(db: Pick<Db, 'inquiryAnswer' | 'inquiryDraft'>, id: string) {
  const answer = await db.inquiryAnswer.findUniqueOrThrow({
    where: { id },
    include: {
      commune: true,
      inquiry: { include: { asker: true, questions: { orderBy: { position: 'asc' } } } },
      sendings: { include: { values: true }, orderBy: { n: 'asc' } },
    },
  })
  const draft = await db.inquiryDraft.findUnique({ where: { answerId: id } })
  return { ...answer, draft }
}

export type Answer = Awaited<ReturnType<typeof loadAnswer>>
type Question = Answer['inquiry']['questions'][number]

export function partiesToAnswer(actor: Actor, { communeId, inquiry }: Pick<Answer, 'communeId' | 'inquiry'>): Party[] {
  return [...(communeId === actor.agencyId ? (['asked'] as const) : []), ...partiesToInquiry(actor, inquiry)]
}

/** What was said to each question, in words: "1.234,5 hộ". */
export function saidIn({ values }: Answer['sendings'][number], { questions }: { questions: readonly Question[] }) {
  return questions.map((question) => {
    const value = values.find(({ questionId }) => questionId === question.id)
    const figure = value?.number && `${number(value.number.toFixed())} ${question.measure}`
    return { question, said: figure ?? value?.words ?? '' }
  })
}

// ── its forms ─────────────────────────────────────────────────────────────────────────────────────────────────────

const fieldOf = ({ position }: Question) => `q${position}`
const titleOf = ({ position, text, measure }: Question) => `${position}. ${text}${measure ? ` (${measure})` : ''}`
const lines = 4

function formOf({ questions }: { questions: readonly Question[] }, field: (question: Question) => z.ZodType) {
  return z.object(Object.fromEntries(questions.map((question) => [fieldOf(question), field(question)])))
}

/** Every question is answered. */
const complete = (question: Question) =>
  question.kind === 'number'
    ? vietnameseNumber(titleOf(question), { required: 'Nhập số; không có thì ghi 0' })
    : text(titleOf(question), { required: 'Nhập nội dung trả lời; không có thì ghi “Không”', max: 5_000, rows: lines })

/** A working copy is whatever was typed. */
const anything = (question: Question) =>
  z
    .string()
    .default('')
    .meta({ title: titleOf(question), ...(question.kind === 'number' ? { inputMode: 'decimal' } : { rows: lines }) })

/** The working copy; where there is none, what was sent last. */
function typedIn({ draft, sendings, inquiry: { questions } }: Answer) {
  if (draft) return draft.content as Record<string, string>
  const last = sendings.at(-1)
  const typed = (question: Question) => {
    const value = last?.values.find(({ questionId }) => questionId === question.id)
    return value?.number ? number(value.number.toFixed()) : (value?.words ?? '')
  }
  return Object.fromEntries(questions.map((question) => [fieldOf(question), typed(question)]))
}

const changing = z.object({
  note: text('Nội dung đề nghị sửa', {
    required: 'Nêu nội dung đề nghị sửa',
    max: 2_000,
    rows: 4,
    hint: 'Câu nào, thiếu hay chưa rõ điều gì',
  }),
})

// ── its steps ─────────────────────────────────────────────────────────────────────────────────────────────────────

const byCommune = { by: ['asked'], from: ['waiting', 'changesAsked'], blocked: notRunning } as const

function notRunning({ inquiry: { status } }: Answer) {
  const words = { running: undefined, closed: 'Nơi yêu cầu đã kết thúc yêu cầu này', withdrawn: 'Nơi yêu cầu đã rút yêu cầu này' }
  return words[status]
}

/** Khoản 4 Điều 9, khoản 4 Điều 11: the commune answers in its own words; late is marked, never refused. */
export const inquiryAnswer = {
  name: 'inquiryAnswer',
  model: 'InquiryAnswer',
  path: '/inquiry-answers',
  readers: ['unit', 'commune', 'district', 'planning', 'province'],
  begin: {
    ...{ on: 'Inquiry', by: ['asker'], only: { status: 'running' }, writes: { InquiryAnswer: 'inquiryId' } },
    ...{ readers: ['unit', 'district', 'planning'], label: 'Hỏi thêm xã', send: 'Gửi yêu cầu', verb: 'hỏi thêm xã', stem: 'Yêu cầu' },
    none: 'Cơ quan bạn không có yêu cầu báo cáo nào còn hạn',
    stems: runningInquiries,
    asks: addingForm,
    run: add,
  },
  steps: {
    send: {
      ...{ ...byCommune, to: 'answered', label: 'Gửi trả lời', verb: 'gửi trả lời', main: true },
      writes: { InquiryAnswer: 'id', InquiryDraft: 'answerId', InquirySending: 'answerId', InquiryValue: 'sendingId' },
      hint: 'Khi gửi thì câu nào cũng phải có trả lời; lưu thì chưa cần. Gửi rồi chỉ sửa được khi nơi yêu cầu đề nghị.',
      asks: async (_, { inquiry }: Answer) => formOf(inquiry, complete),
      values: typedIn,
      run: send,
    },
    save: {
      ...{ ...byCommune, edits: true, quiet: true, shy: true, beside: 'send', label: 'Lưu, làm tiếp', verb: 'lưu' },
      writes: { InquiryDraft: 'answerId' },
      asks: async (_, { inquiry }: Answer) => formOf(inquiry, anything),
      run: save,
    },
    'request-changes': {
      ...{ by: ['asker'], from: ['answered'], to: 'changesAsked', writes: { InquiryAnswer: 'id' }, label: 'Đề nghị sửa', form: changing },
      ...{ verb: 'đề nghị sửa trả lời', blocked: notRunning },
      run: ({ tx, row, data: { note } }: Doing<Answer, { note: string }>) =>
        tx.inquiryAnswer.update({ where: { id: row.id }, data: { status: 'changesAsked', changesReason: note } }),
    },
  },
} as const satisfies Noun<Answer>

async function runningInquiries({ db, actor, at }: Looking): Promise<Stem[]> {
  const inquiries = await db.inquiry.findMany({
    where: { askerId: actor.agencyId, status: 'running', dueOn: { gte: dayOf(at) } },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  })
  return inquiries.map(({ id, subject, dueOn }) => ({ id, name: `${subject} (chậm nhất ngày ${date(dueOn)})` }))
}

async function addingForm(looking: Looking, inquiryId: string) {
  const { answers } = await loadInquiry(looking.db, inquiryId)
  const rest = (await communesToAsk(looking)).filter(({ id }) => !answers.some(({ communeId }) => communeId === id))
  return z.object({ commune: choice('Xã được hỏi thêm', named(rest), 'Chọn xã', rest.length ? undefined : 'Đã hỏi tất cả các xã') })
}

async function add({ tx, row: { id, dueOn }, actor, at, data: { commune } }: Doing<Inquiry, { commune: string }>) {
  if (dueOn < dayOf(at)) throw new Refusal(409, 'Hạn trả lời đã qua; gia hạn rồi mới hỏi thêm xã')
  if (!(await communesToAsk({ db: tx, actor, at })).some((one) => one.id === commune))
    throw new Refusal(409, 'Hôm nay không hỏi được xã đã chọn nữa')
  return (await tx.inquiryAnswer.create({ data: { inquiryId: id, communeId: commune } })).id
}

async function save({ tx, row: { id, draft }, actor, at, data }: Doing<Answer, Record<string, string>>) {
  const copy = { content: data, savedAt: at, savedBy: actor.name }
  if (draft) await tx.inquiryDraft.update({ where: { answerId: id }, data: copy })
  else await tx.inquiryDraft.create({ data: { answerId: id, ...copy } })
}

async function send({ tx, row, actor, at, data }: Doing<Answer, Record<string, string>>) {
  const { id, inquiry, sendings, draft, firstSentAt } = row
  const by = { communeId: actor.agencyId, sentBy: actor.name, sentByTitle: actor.title }
  const sending = await tx.inquirySending.create({ data: { answerId: id, n: sendings.length + 1, at, ...by } })
  await tx.inquiryValue.createMany({
    data: inquiry.questions.map((question) => {
      const said = data[fieldOf(question)] ?? ''
      const isNumber = question.kind === 'number'
      return { sendingId: sending.id, questionId: question.id, words: isNumber ? null : said, number: isNumber ? said : null }
    }),
  })
  if (draft) await tx.inquiryDraft.delete({ where: { answerId: id } })
  const sent = { status: 'answered', firstSentAt: firstSentAt ?? at, lastSentAt: at, changesReason: null } as const
  await tx.inquiryAnswer.update({ where: { id }, data: sent })
}
