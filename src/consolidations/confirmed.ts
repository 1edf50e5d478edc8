import type { Db, Tx } from '../db.ts'
import type { Prisma } from '../generated/client.ts'
import { bothOf, type SupportSums } from '../supports/counting.ts'

/** Of units that have not reported: what they recorded through the year, and what their communes have confirmed (khoản 3 Điều 11). */
export async function supportsOf(db: Db | Tx, year: number, unitIds: string[], within: { in: string[] } | undefined) {
  return db.support.findMany({
    where: { year, unitId: { in: unitIds }, communeId: within ?? {}, status: { not: 'cancelled' } },
    include: { contributions: true, beneficiaries: true, commune: true },
    orderBy: [{ communeId: 'asc' }, { area: 'asc' }, { id: 'asc' }],
  })
}

type Told = Prisma.SupportGetPayload<{ include: { contributions: true; beneficiaries: true } }>

/** Money is kept as digits. */
export type Recorded = Record<'declared' | 'received', Record<keyof SupportSums, string>>

export function recorded(supports: readonly Told[]): Recorded {
  const { declared, received } = bothOf(supports)
  const digits = (sums: SupportSums) => Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, String(sum)]))
  return { declared: digits(declared), received: digits(received) } as Recorded
}

/**
 * A confirmed support in the columns of a unit's report: goods stand apart from money. Where the commune has said another amount than was
 * declared, that amount is all that counts of this source, and whether it was goods is not known: it stands as money. Labour is told in days only.
 */
export function receivedAs({ status, communeOwn, communeSponsor, communeLabour, labourDays, contributions, beneficiaries }: Told) {
  if (status !== 'confirmed' && status !== 'disputed') return undefined
  const worth = (source: 'own' | 'sponsor' | 'programme', kind: 'money' | 'goods') =>
    contributions.reduce((sum, row) => (row.source === source && row.kind === kind ? sum + row.value : sum), 0n)
  return {
    ownMoney: communeOwn ?? worth('own', 'money'),
    sponsorMoney: communeSponsor ?? worth('sponsor', 'money'),
    goodsValue: (communeOwn === null ? worth('own', 'goods') : 0n) + (communeSponsor === null ? worth('sponsor', 'goods') : 0n),
    programmeMoney: worth('programme', 'money') + worth('programme', 'goods'),
    labourDays: communeLabour ?? labourDays,
    households: beneficiaries.reduce((all, { group, count }) => all + (group.endsWith('ouseholds') ? count : 0), 0),
  }
}
