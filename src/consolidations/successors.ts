import type { Db, Tx } from '../db.ts'
import { placeOf } from '../words.ts'
import type { Row } from './compile.ts'
import type { Source } from './sources.ts'

/** A commune that was helped in the year and went into another before it ended: it owes no annual report, what units did for it is added up. */
export type Former = Source & { into: { agencyId: string; agency: string } }

/** A commune as the year ended, together with those that went into it. */
export type Successor = Row & { agencyId: string; agency: string; communeIds: string[] }

/** Of these communes those that have gone into another by that day; of several into which one went, the first by name. */
export async function formerIn(db: Db | Tx, communeIds: string[], by: Date): Promise<Former[]> {
  const found = await db.agencySuccession.findMany({
    where: { predecessorId: { in: communeIds }, on: { lte: by } },
    include: { predecessor: true, successor: true },
    orderBy: [{ predecessor: { name: 'asc' } }, { successor: { name: 'asc' } }],
  })
  const first = new Map(found.toReversed().map((row) => [row.predecessorId, row]))
  return [...first.values()].reverse().map(({ predecessor, successor }) => ({
    ...{ agencyId: predecessor.id, agency: predecessor.name, standing: `Nay là ${placeOf(successor.name)}`, mark: 'notOpen' },
    ...{ filingId: null, versionId: null, n: null, sentAt: null, into: { agencyId: successor.id, agency: successor.name } },
  }))
}

/** The year by the communes of its end; nothing, where none of them is new. */
export function successorsOf(
  communes: readonly { agencyId: string; agency: string }[],
  former: readonly Former[],
  rowOf: (communeIds: string[]) => Row,
): Successor[] | undefined {
  if (!former.length) return undefined
  const known = new Map(former.map(({ into }) => [into.agencyId, into]))
  for (const { agencyId, agency } of communes) known.set(agencyId, { agencyId, agency })
  return [...known.values()]
    .map(({ agencyId, agency }) => {
      const communeIds = [agencyId, ...former.filter(({ into }) => into.agencyId === agencyId).map((one) => one.agencyId)]
      return { agencyId, agency, communeIds, ...rowOf(communeIds) }
    })
    .toSorted((a, b) => a.agency.localeCompare(b.agency, 'vi'))
}
