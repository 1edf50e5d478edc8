import type { Db, Tx } from '../db.ts'
import type { ItemOutcome } from '../generated/client.ts'
import type { Scope } from './sources.ts'

/** Items of agreed plans that units' reports name (khoản 1 Điều 13): how many; with a recorded activity, of them received by the commune; without one. */
export type Items = { planned: number; done: number; confirmed: number; open: number }

export const itemColumns = ['planned', 'done', 'confirmed', 'open'] as const
export type ItemColumn = (typeof itemColumns)[number]

export type Planned = { versionId: string; communeId: string; planId: string; itemKey: string; clause: string; outcome: ItemOutcome }

/** The items that these versions name, of the communes that this scope is about. */
export async function itemsIn(db: Db | Tx, versionIds: string[], { oversees }: Pick<Scope, 'oversees'>): Promise<Planned[]> {
  return db.unitItem.findMany({
    where: { versionId: { in: versionIds }, communeId: oversees ? { in: oversees } : {} },
    select: { versionId: true, communeId: true, planId: true, itemKey: true, clause: true, outcome: true },
  })
}

/** An item that several communes share is one item: done where any of them has something of it. */
export function itemsOf(rows: readonly Planned[]): Items {
  const items = [...Map.groupBy(rows, ({ versionId, planId, itemKey }) => `${versionId} ${planId} ${itemKey}`).values()]
  const countOf = (...outcomes: ItemOutcome[]) => items.filter((one) => one.some(({ outcome }) => outcomes.includes(outcome))).length
  const done = countOf('received', 'declared')
  return { planned: items.length, done, confirmed: countOf('received'), open: items.length - done }
}
