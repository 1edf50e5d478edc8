import type { Area } from '../generated/enums.ts'
import { areaOf } from '../regulation/clauses.ts'
import type { PlanItemContent } from './form.ts'

type Money = Pick<PlanItemContent, 'clause' | 'ownMoney' | 'sponsorMoney' | 'programmeMoney'>
export type PlanSums = { items: number; own: bigint; sponsor: bigint; programme: bigint }

/** By area and source. Programme money stands apart, never inside what the unit gives. */
export function planTotals(items: readonly Money[]) {
  const areas = (['economy', 'society', 'security', 'politics'] satisfies Area[]).map((area) => ({
    area,
    ...sum(items.filter(({ clause }) => areaOf(clause) === area)),
  }))
  return { areas: areas.filter(({ items }) => items), total: sum(items) }
}

function sum(items: readonly Money[]): PlanSums {
  const add = (money: (item: Money) => string) => items.reduce((total, item) => total + BigInt(money(item)), 0n)
  return {
    ...{ items: items.length, own: add((item) => item.ownMoney), sponsor: add((item) => item.sponsorMoney) },
    programme: add((item) => item.programmeMoney),
  }
}

/** "tháng 3 đến tháng 5"; "tháng 10"; nothing. */
export function monthsWords({ fromMonth, toMonth }: { fromMonth?: string; toMonth?: string }) {
  if (fromMonth && toMonth && fromMonth !== toMonth) return `tháng ${fromMonth} đến tháng ${toMonth}`
  return fromMonth || toMonth ? `tháng ${fromMonth || toMonth}` : ''
}
