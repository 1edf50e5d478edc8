import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { PeriodKind } from '../generated/enums.ts'

/**
 * One figure of a commune's report. `stock`: as of the last day; `flow`: within the period, with a total since the year began. What is computed
 * is never typed: `derived` is what stands `over` (added and subtracted) by what stands `under`, so many `times`; `fall` is how much it fell in a year.
 */
export type Indicator = {
  code: string
  group: string
  name: string
  unit: string
  kind: 'stock' | 'flow' | 'derived' | 'fall'
  periods: PeriodKind[]
  decimals: number
  over: { code: string; sign: 1n | -1n }[]
  under: string
  times: bigint
}

type Line = Record<'code' | 'group' | 'name' | 'unit' | 'kind' | 'periods' | 'decimals' | 'over' | 'under' | 'times', string>

/** The catalogue. Militia and conscription (dân quân, tuyển quân) are left out: no state secrets on this portal. */
export const indicators: readonly Indicator[] = parse<Line>(readFileSync(new URL('indicators.csv', import.meta.url)), {
  columns: true,
}).map(({ kind, periods, decimals, over, times, ...line }) => ({
  ...{ ...line, kind: kind as Indicator['kind'], periods: periods.split(';') as PeriodKind[], decimals: Number(decimals) },
  over: [...over.matchAll(/([-+]?)(\w+)/g)].map(([, sign, code = '']) => ({ code, sign: sign === '-' ? -1n : 1n })),
  times: BigInt(times || 1),
}))

export const isTyped = ({ kind }: Pick<Indicator, 'kind'>) => kind === 'stock' || kind === 'flow'

export function indicatorsOf(period: PeriodKind) {
  return indicators.filter(({ periods }) => periods.includes(period))
}

const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]))
export const indicatorOf = (code: string) => byCode.get(code)
