import type { Db, Tx } from '../db.ts'
import type { ItemOutcome, ItemWord } from '../generated/client.ts'
import { clausePlace } from '../regulation/clauses.ts'
import type { Column } from '../sheets/sheet.ts'
import { onlySaid } from '../unit-reports/planned.ts'
import { itemOutcomeWords, placeOf } from '../words.ts'
import { counted } from './choices.ts'
import type { Scope, Source } from './sources.ts'

/**
 * Items of agreed plans that units' reports name (khoản 1 Điều 13): how many; with a recorded activity, of them received by the commune; without
 * one. By the unit's own word: done, of these without a recorded activity; done in part; not done. Reports of before units were asked have no word.
 */
export type Items = { planned: number; done: number; confirmed: number; open: number } & Partial<
  Record<(typeof wordColumns)[number], number>
>

const wordColumns = ['saidDone', 'onlySaid', 'partly', 'notDone'] as const
export const itemColumns = ['planned', 'saidDone', 'onlySaid', 'done', 'confirmed', 'partly', 'notDone', 'open'] as const
export type ItemColumn = (typeof itemColumns)[number]

export type Planned = {
  versionId: string
  communeId: string
  commune: { name: string }
  planId: string
  itemKey: string
  clause: string
  task: string
  outcome: ItemOutcome
  said: ItemWord | null
  note: string
}

/** The items that these versions name, of the communes that this scope is about. */
export async function itemsIn(db: Db | Tx, versionIds: string[], { oversees }: Pick<Scope, 'oversees'>): Promise<Planned[]> {
  return db.unitItem.findMany({
    where: { versionId: { in: versionIds }, communeId: oversees ? { in: oversees } : {} },
    select: {
      ...{ versionId: true, communeId: true, commune: { select: { name: true } }, planId: true, itemKey: true },
      ...{ clause: true, task: true, outcome: true, said: true, note: true },
    },
    orderBy: [{ commune: { name: 'asc' } }, { id: 'asc' }],
  })
}

/** An item that several communes share is one item: with an activity where any of them has something of it. */
export function itemsOf(rows: readonly Planned[]): Items {
  const items = [...Map.groupBy(rows, ({ versionId, planId, itemKey }) => `${versionId} ${planId} ${itemKey}`).values()]
  const countOf = (...outcomes: ItemOutcome[]) => items.filter((one) => one.some(({ outcome }) => outcomes.includes(outcome))).length
  const done = countOf('received', 'declared')
  const words = items.map(
    (one) => ({ said: wordOn(one), is: one.some(({ outcome }) => outcome !== 'open') ? 'declared' : 'open' }) as const,
  )
  const wordsOf = (word: ItemWord) => words.filter(({ said }) => said === word).length
  return {
    ...{ planned: items.length, saidDone: wordsOf('done'), onlySaid: words.filter(onlySaid).length, done, confirmed: countOf('received') },
    ...{ partly: wordsOf('partly'), notDone: wordsOf('notDone'), open: items.length - done },
  }
}

/** Of an item over several communes: where something was done for one of them and not for another, it was done in part. */
function wordOn(rows: readonly Planned[]): ItemWord | undefined {
  const words = new Set(rows.flatMap(({ said }) => said ?? []))
  const something = words.has('done') || rows.some(({ said, outcome }) => !said && outcome !== 'open')
  if (words.has('partly') || (words.has('notDone') && something)) return 'partly'
  return words.has('notDone') ? 'notDone' : words.has('done') ? 'done' : undefined
}

/** What a unit says of an item beside what was recorded: not, or not all of it, done and why; then, done without a recorded activity and how. */
export type ItemTold = {
  agencyId: string
  agency: string
  communeId: string
  commune: string
  task: string
  clause: string
  is: ItemOutcome
  said: ItemWord
  note: string
}

export function itemsTold(units: readonly Source[], items: readonly Planned[]): ItemTold[] {
  const told = counted(units).flatMap(({ agencyId, agency, versionId }) =>
    items.flatMap(({ versionId: of, communeId, commune, task, clause, outcome: is, said, note }) =>
      of === versionId && said && note ? [{ agencyId, agency, communeId, commune: commune.name, task, clause, is, said, note }] : [],
    ),
  )
  return (['notDone', 'partly', 'done'] as const).flatMap((word) => told.filter(({ said }) => said === word))
}

export const toldColumns: Column<ItemTold>[] = [
  { title: 'Nhiệm vụ', value: ({ task }) => task },
  { title: 'Nội dung theo Quy chế', value: ({ clause }) => clausePlace(clause) },
  { title: 'Đơn vị', value: ({ agency }) => agency },
  { title: 'Xã', value: ({ commune }) => placeOf(commune) },
  { title: 'Kết quả', value: itemOutcomeWords },
  { title: 'Lý do, hoặc đã làm thế nào', value: ({ note }) => note },
]

export const toldTitle = 'Kết quả nhiệm vụ và lý do'
