import { addDays, dayOf, startOf } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import type { Area } from '../generated/client.ts'
import { fateOf, itemsFor } from '../needs/need.ts'
import type { Scope } from './sources.ts'

/** What became of a need by the day of the report: the commune has received it, a plan has it, the units declined it, nobody has answered. */
export type NeedFate = 'met' | 'taken' | 'declined' | 'open'

/** What a commune, or the district for it, had proposed (khoản 1 Điều 10, khoản 1 Điều 11), as it stood when it was compiled. */
export type NeedTold = { id: string; communeId: string; commune: string; area: Area; what: string; proposedOn: string; is: NeedFate }

/**
 * The needs of a year: proposed in it, or before and not settled then. A need is met when the commune has confirmed a support that carries out the item
 * that was made for it.
 */
export async function needsOf(db: Db | Tx, year: number, { from, to }: { from: Date; to: Date }, { oversees }: Scope): Promise<NeedTold[]> {
  const needs = await db.need.findMany({
    where: { communeId: oversees ? { in: oversees } : {}, status: { not: 'withdrawn' }, proposedAt: { lt: startOf(addDays(to, 1)) } },
    select: {
      ...{ id: true, communeId: true, area: true, what: true, status: true, asking: true, proposedAt: true },
      ...{ commune: { select: { name: true } }, answers: { select: { asking: true, at: true } } },
    },
    orderBy: [{ commune: { name: 'asc' } }, { proposedAt: 'asc' }, { id: 'asc' }],
  })
  const items = Map.groupBy(
    await itemsFor(
      db,
      needs.map(({ id }) => id),
    ),
    ({ needId }) => needId,
  )
  const received = await db.support.findMany({
    where: { status: { in: ['confirmed', 'disputed'] }, filingId: { in: [...items.values()].flat().map(({ filingId }) => filingId) } },
    select: { filingId: true, itemKey: true, communeId: true, year: true },
  })
  return needs.flatMap(({ commune, proposedAt, asking, answers, ...need }) => {
    const theirs = items.get(need.id) ?? []
    const given = received.filter(
      ({ filingId, itemKey, communeId }) =>
        communeId === need.communeId && theirs.some((item) => item.filingId === filingId && item.key === itemKey),
    )
    const metIn = given.length ? Math.min(...given.map((one) => one.year)) : undefined
    if (metIn !== undefined && metIn < year) return []
    const fate = fateOf({ status: need.status, items: theirs })
    const is = metIn === year ? 'met' : fate === 'proposed' || fate === 'withdrawn' ? 'open' : fate
    const answered = answers.filter((answer) => answer.asking === asking).map(({ at }) => dayOf(at))
    if (is === 'declined' && dayOf(proposedAt) < from && answered.every((on) => on < from)) return []
    const { id, communeId, area, what } = need
    return [{ id, communeId, commune: commune.name, area, what, proposedOn: dayOf(proposedAt).toISOString(), is }]
  })
}

export const needFates = ['met', 'taken', 'declined', 'open'] as const satisfies NeedFate[]

/** How many of each. */
export const needCounts = (needs: readonly NeedTold[]) =>
  Object.fromEntries(needFates.map((fate) => [fate, needs.filter(({ is }) => is === fate).length])) as Record<NeedFate, number>
