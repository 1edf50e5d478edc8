import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { PeriodKind } from '../generated/enums.ts'

/** One figure of a commune's report. `stock`: as of the last day; `flow`: within the period, with a total since the year began. */
export type Indicator = { code: string; group: string; name: string; unit: string; kind: 'stock' | 'flow'; periods: PeriodKind[] }

type Line = Record<'code' | 'group' | 'name' | 'unit' | 'kind' | 'periods' | 'active', string>

/** The catalogue. Militia and conscription (dân quân, tuyển quân) are left out: no state secrets on this portal. */
export const indicators: readonly Indicator[] = parse<Line>(readFileSync(new URL('indicators.csv', import.meta.url)), { columns: true })
  .filter(({ active }) => active === 'true')
  .map(({ code, group, name, unit, kind, periods }) => ({
    ...{ code, group, name, unit, kind: kind as Indicator['kind'] },
    periods: periods.split(';') as PeriodKind[],
  }))

export function indicatorsOf(period: PeriodKind) {
  return indicators.filter(({ periods }) => periods.includes(period))
}

const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]))
export const indicatorOf = (code: string) => byCode.get(code)
