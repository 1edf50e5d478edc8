import { z } from 'zod'
import { chosenOf, ordered, pageAt, paged, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { answerWords, number } from '../words.ts'
import { type Inquiry, stageOf } from './inquiry.ts'

const filters = z.object({ is: chosenOf(answerWords), sort: sortedBy(['commune', 'sent']), order: ordered, page: paged })

/** Communes × questions: the answers in this reader's sight, some at a time; the sums are of all that was sent. */
export async function tableOf({ db, at }: Looking, inquiry: Inquiry, query: unknown) {
  const { done: _, ...asked } = (query ?? {}) as Record<string, unknown>
  const chosen = filters.parse(asked)
  const order = chosen.order ?? 'asc'
  const all = inquiry.answers.map((answer) => ({ ...answer, ...stageOf(answer, inquiry, at), sending: answer.sendings[0]?.id }))
  const wanted = all.filter(({ is }) => !chosen.is || is === chosen.is)
  const sorted = chosen.sort === 'sent' ? wanted.toSorted((a, b) => time(a) - time(b)) : wanted
  const { rows, ...pages } = pageAt(sorted.length, chosen.page)
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
    ...current.map((one) => [keyOf(one), number(one.number?.toFixed() ?? '')] as const),
    ...words.map((one) => [keyOf(one), shortened(one.words ?? '', 100)] as const),
  ])
  return {
    ...{ chosen: { ...chosen, order }, ...pages, query: asked },
    sent: all.filter(({ sending }) => sending).length,
    columns: inquiry.questions.map(({ id, position, text, kind, measure }) => ({
      ...{ position, kind, title: `${position}. ${shortened(text, 80)}${measure ? ` (${measure})` : ''}` },
      sum: kind === 'number' ? sumOf(current.flatMap(({ questionId, number }) => (questionId === id && number ? [number] : []))) : '',
    })),
    rows: shown.map((row) => ({
      ...row,
      cells: inquiry.questions.map(({ id }) => (row.sending && said.get(keyOf({ sendingId: row.sending, questionId: id }))) ?? ''),
    })),
  }
}

const keyOf = ({ sendingId, questionId }: { sendingId: string; questionId: string }) => `${sendingId} ${questionId}`

/** What was not sent comes last. */
const time = ({ firstSentAt }: { firstSentAt: Date | null }) => firstSentAt?.getTime() ?? Number.MAX_SAFE_INTEGER

const shortened = (words: string, most: number) => (words.length > most ? `${words.slice(0, most).trimEnd()}…` : words)

/** Exact: in ten-thousandths, as whole numbers. */
export function sumOf(figures: readonly { toFixed(digits: number): string }[]) {
  const sum = figures.reduce((total, figure) => total + BigInt(figure.toFixed(4).replace('.', '')), 0n)
  const digits = String(sum < 0n ? -sum : sum).padStart(5, '0')
  return number(`${sum < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`)
}
