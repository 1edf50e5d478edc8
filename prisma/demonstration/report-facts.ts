import type { Commune } from './communes.ts'
import { amount, figure, monthsOf, type Period } from './figures.ts'
import { type Told, told } from './task.ts'
import { typedNumber } from './vietnamese.ts'

/** What a commune's sentences about a period may say, so that words and figures agree. */
export interface Facts extends Told {
  key: string
  period: Period
  /** "tháng 10", "quý III", "năm" */
  span: string
  /** "tháng 10/2024" */
  label: string
  commune: Commune
  /** Whether the period covers one of these months. */
  covers: (...months: number[]) => boolean
  /** As typed, of the period, and since the start of the year. */
  now: (code: string) => string
  sum: (code: string) => string
  size: (code: string) => number
  sumSize: (code: string) => number
  percent: (code: string, of: string) => string
}

export function factsOf(commune: Commune, period: Period): Facts {
  const key = `${commune.key}/${period.periodKind}/${period.year}/${period.n}`
  const { from, to } = monthsOf(period)
  const span = spanOf(period)
  return {
    ...told(commune, key, period.year),
    key,
    period,
    span,
    label: period.periodKind === 'year' ? `năm ${period.year}` : `${span}/${period.year}`,
    commune,
    covers: (...months) => months.some((month) => month >= from && month <= to),
    now: (code) => inWords(figure(commune.key, code, period).value),
    sum: (code) => inWords(figure(commune.key, code, period).total),
    size: (code) => amount(commune.key, code, period).value,
    sumSize: (code) => amount(commune.key, code, period).total,
    percent: (code, of) => typedNumber((10000 * amount(commune.key, code, period).value) / amount(commune.key, of, period).value, 2),
  }
}

/** The same facts, told about other villages and crops. */
export const elsewhere = (facts: Facts, key: string): Facts => ({ ...facts, ...told(facts.commune, key, facts.year) })

/** Small counts are written 01, 02 in sentences; forms take them plain. */
const inWords = (typed: string): string => (/^[1-9]$/.test(typed) ? `0${typed}` : typed)

const ROMAN = ['I', 'II', 'III', 'IV']

const spanOf = ({ periodKind, n }: Period): string =>
  periodKind === 'month' ? `tháng ${n}` : periodKind === 'quarter' ? `quý ${ROMAN[n - 1]}` : 'năm'

/** A sentence, or nothing where it does not fit the commune or the season. */
export type Sentence = (facts: Facts) => string | false
