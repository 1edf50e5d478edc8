import { z } from 'zod'
import { chosenOf, ordered, pageAt, paging, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed, sheetOfList } from '../sheets/sheet.ts'
import { answerSays, answerWords, capital, number, placeOf } from '../words.ts'
import { type Inquiry, stageOf } from './inquiry.ts'

const filters = z.object({ is: chosenOf(answerWords), sort: sortedBy(['commune', 'sent']), order: ordered, ...paging })

/** Communes × questions: the answers in this reader's sight, some at a time; the sums are of all that was sent. */
export async function tableOf({ db, at }: Looking, inquiry: Inquiry, query: unknown) {
  const { done: _, ...asked } = (query ?? {}) as Record<string, unknown>
  const chosen = filters.parse(asked)
  const order = chosen.order ?? 'asc'
  const all = inquiry.answers.map((answer) => ({ ...answer, ...stageOf(answer, inquiry, at), sending: answer.sendings[0]?.id }))
  const wanted = all.filter(({ is }) => !chosen.is || is === chosen.is)
  const sorted = chosen.sort === 'sent' ? wanted.toSorted((a, b) => time(a) - time(b)) : wanted
  const { rows, ...pages } = pageAt(sorted.length, chosen)
  const shown = (order === 'asc' ? sorted : sorted.toReversed()).slice(rows.skip, rows.skip + rows.take)

  const figures = await db.inquiryValue.findMany({
    where: { number: { not: null }, sending: { answer: { inquiryId: inquiry.id } } },
    select: { sendingId: true, questionId: true, number: true },
  })
  // Words may be long: of the rows on this page only.
  const words = await db.inquiryValue.findMany({
    where: { words: { not: null }, sendingId: { in: shown.flatMap(({ sending }) => sending ?? []) } },
    select: { sendingId: true, questionId: true, words: true },
  })
  const newest = new Set(all.map(({ sending }) => sending))
  const current = figures.filter(({ sendingId }) => newest.has(sendingId))
  const said = new Map<string, string>([
    ...current.map((one) => [keyOf(one), one.number?.toFixed() ?? ''] as const),
    ...words.map((one) => [keyOf(one), one.words ?? ''] as const),
  ])
  const questions = inquiry.questions.map(({ id, position, text, kind, measure }) => ({
    ...{ position, kind, title: `${position}. ${shortened(text, 80)}${measure ? ` (${measure})` : ''}` },
    sum: kind === 'number' ? exactSum(current.flatMap(({ questionId, number }) => (questionId === id && number ? [number] : []))) : '',
    said: (row: Sent) => (row.sending && said.get(keyOf({ sendingId: row.sending, questionId: id }))) ?? '',
  }))
  const sent = all.filter(({ sending }) => sending).length
  const list = listed<(typeof shown)[number]>(shown, [
    { title: 'Xã', sort: 'commune', value: ({ commune }) => capital(placeOf(commune.name)) },
    { title: 'Tình trạng', value: (row) => answerSays(row) },
    { title: 'Ngày gửi', type: 'moment', sort: 'sent', value: ({ firstSentAt }) => firstSentAt },
    ...questions.map(({ title, kind, said }) => ({
      ...{ title, type: kind === 'number' ? ('number' as const) : ('text' as const), value: said },
    })),
  ])
  const filter = { name: 'is', label: 'Tình trạng', words: answerWords }
  const foot =
    inquiry.answers.length > 1 && questions.some(({ sum }) => sum)
      ? ['Cộng', `${sent} xã đã gửi`, '', ...questions.map(({ sum }) => sum)]
      : undefined
  const sheet = sheetOfList({ title: inquiry.subject, total: pages.total, filters: [filter], chosen: { ...chosen, order }, ...list })
  return {
    ...{ chosen: { ...chosen, order }, ...pages, query: asked },
    ...{ sent, filters: inquiry.answers.length > 1 ? [filter] : [], sheets: [{ ...sheet, foot }] },
    questions: questions.map((question) => ({ ...question, sum: number(question.sum) })),
    rows: shown.map((row) => ({
      ...row,
      cells: questions.map(({ kind, said }) => (kind === 'number' ? number(said(row)) : shortened(said(row), 100))),
    })),
  }
}

type Sent = { sending: string | undefined }

const keyOf = ({ sendingId, questionId }: { sendingId: string; questionId: string }) => `${sendingId} ${questionId}`

/** What was not sent comes last. */
const time = ({ firstSentAt }: { firstSentAt: Date | null }) => firstSentAt?.getTime() ?? Number.MAX_SAFE_INTEGER

const shortened = (words: string, most: number) => (words.length > most ? `${words.slice(0, most).trimEnd()}…` : words)

/** Exact, as a decimal string: in ten-thousandths, as whole numbers. */
export function exactSum(figures: readonly { toFixed(digits: number): string }[]) {
  const sum = figures.reduce((total, figure) => total + BigInt(figure.toFixed(4).replace('.', '')), 0n)
  const digits = String(sum < 0n ? -sum : sum).padStart(5, '0')
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}
