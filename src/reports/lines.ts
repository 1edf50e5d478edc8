import type { Db, Tx } from '../db.ts'
import type { Term } from '../deadlines.ts'
import { amount } from '../form.ts'
import { type Catalogue, type Indicator, isTyped } from '../indicators/catalogue.ts'
import { number } from '../words.ts'
import { type Before, figuresOf, sentBefore, totalOf, type Whose } from './before.ts'
import { derivedOf, type Figure, type Figures, minus, percentOf, scaled } from './computed.ts'
import type { ReportContent } from './report.ts'

/** What is frozen of the figures: what was typed, the totals that follow from it and from the report before, and the rates. */
export async function valuesOf(
  db: Db | Tx,
  { agencyId, period }: Whose,
  due: Catalogue,
  typed: Record<string, Figure>,
): Promise<ReportContent['values']> {
  const open = due.some(({ code, kind }) => kind === 'flow' && typed[code]?.value !== undefined && typed[code]?.total === undefined)
  const before =
    open || due.some((indicator) => !isTyped(indicator))
      ? await sentBefore(db, { agencyId, period }, ['lastYear', 'opening'])
      : { within: [] }
  const known = figuresFrom(due, typed, period, before)
  return due
    .filter(({ code }) => known.has(code))
    .map(({ code, group, name, unit, kind }) => ({ code, group, name, unit, kind, ...known.get(code) }))
}

/** Everything known: totals are added where none was typed, rates follow. */
function figuresFrom(catalogue: Catalogue, typed: Record<string, Figure>, period: Term, before: Before): Figures {
  const opening = figuresOf(before.opening)
  const figures = new Map<string, Figure>()
  for (const { code, kind } of catalogue.filter(isTyped)) {
    const { value, total, planned } = typed[code] ?? {}
    const sum = kind === 'flow' && value !== undefined ? (total ?? totalOf(code, value, period, opening)) : total
    const figure = {
      ...(value !== undefined && { value }),
      ...(sum !== undefined && { total: sum }),
      ...(planned !== undefined && { planned }),
    }
    if (Object.keys(figure).length) figures.set(code, figure)
  }
  for (const [code, figure] of derivedOf(catalogue, figures, figuresOf(before.lastYear))) figures.set(code, figure)
  return figures
}

/** What stands beside the boxes of an indicator: computed, compared, asked about; nothing of it blocks. */
export type Line = { value?: string; total?: string; lastYear?: string; ofPlan?: string; ofLastYear?: string; question?: string }

export function linesOf(
  catalogue: Catalogue,
  typed: Record<string, Record<string, string>>,
  period: Term,
  before: Before,
): Record<string, Line> {
  const read: Record<string, Figure> = {}
  for (const [code, cells] of Object.entries(typed))
    read[code] = Object.fromEntries(Object.entries(cells).map(([cell, words]) => [cell, amount('').safeParse(words).data]))
  const known = figuresFrom(catalogue, read, period, before)
  const ago = figuresOf(before.lastYear)
  const last = figuresOf(before.previous)
  const lines = catalogue.map(({ code, kind, unit }): [string, Line] => {
    const [now, then] = [known.get(code), ago.get(code)]
    const [size, was] = [now?.total ?? now?.value, then?.total ?? then?.value]
    return [
      code,
      {
        ...{ value: now?.value, total: now?.total, lastYear: was, ofPlan: percentOf(size, now?.planned), ofLastYear: percentOf(size, was) },
        question: questionOf({ code, kind, unit }, period, now, then, last.get(code), figuresOf(before.opening)),
      },
    ]
  })
  return Object.fromEntries(lines)
}

/** A slip of the hand looks like this. It is asked, never refused. */
function questionOf(
  { code, kind, unit }: Pick<Indicator, 'code' | 'kind' | 'unit'>,
  period: Term,
  now: Figure | undefined,
  then: Figure | undefined,
  last: Figure | undefined,
  opening: Figures,
) {
  if (now?.value === undefined) return undefined
  const whole = kind === 'flow' ? totalOf(code, now.value, period, opening) : undefined
  if (now.total !== undefined && (scaled(now.total) ?? 0n) < (scaled(now.value) ?? 0n)) return 'Lũy kế nhỏ hơn số trong kỳ. Có đúng không?'
  if (whole !== undefined && now.total !== undefined && whole !== now.total)
    return `Lũy kế kỳ trước cộng số trong kỳ là ${number(whole)} ${unit}, khác số đã nhập ${number(minus(now.total, whole)).replace('-', '')}. Có đúng không?`
  return (
    jump(now.total ?? now.value, then?.total ?? then?.value, 'cùng kỳ năm trước') ??
    (kind === 'stock' ? jump(now.value, last?.value, 'kỳ trước') : undefined)
  )
}

/** By half or more, of what is no handful. */
function jump(now: string, before: string | undefined, words: string) {
  const [a, b] = [scaled(now) ?? 0n, scaled(before) ?? 0n]
  if (b < 100_000n || (a > b / 2n && a < (b * 3n) / 2n)) return undefined
  return `${a > b ? 'Tăng' : 'Giảm'} ${number(percentOf((a > b ? a - b : b - a).toString(), b.toString()) ?? '')}% so với ${words}. Có đúng không?`
}
