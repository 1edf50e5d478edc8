import type { Db, Tx } from '../db.ts'
import type { Area, HelpForm, Prisma } from '../generated/client.ts'
import { bothOf } from '../supports/counting.ts'
import { number } from '../words.ts'

/** Enter once: what a unit recorded as it helped stands in its annual report by itself (khoản 1 Điều 13). */

/** The figures of one area of one commune, as the report asks for them. */
export type Given = {
  forms: HelpForm[]
  ownMoney: bigint
  sponsorMoney: bigint
  goodsValue: bigint
  programmeMoney: bigint
  labourDays: number
  households: number
}

/** What was recorded: the figures that follow, what was done, and how much of it the commune has received. */
export type Help = { given: Given; done: string[]; both: ReturnType<typeof bothOf> }
export type HelpOf = (communeId: string, area: Area) => Help | undefined

/** What stands in the portal of a unit's year. Cancelled supports count nowhere; the year of a support is its column, never read off a date. */
export async function helpOf(db: Pick<Db | Tx, 'support'>, unitId: string, year: number): Promise<HelpOf> {
  const supports = await db.support.findMany({
    where: { unitId, year, status: { not: 'cancelled' } },
    include: { contributions: true, beneficiaries: true },
    orderBy: [{ from: 'asc' }, { id: 'asc' }],
  })
  const byPlace = Map.groupBy(supports, ({ communeId, area }) => `${communeId} ${area}`)
  return (communeId, area) => {
    const theirs = byPlace.get(`${communeId} ${area}`)
    return theirs && { given: givenBy(theirs), done: theirs.map(({ what, result }) => `- ${what}: ${result}`), both: bothOf(theirs) }
  }
}

type Support = Prisma.SupportGetPayload<{ include: { contributions: true; beneficiaries: true } }>

function givenBy(supports: readonly Support[]): Given {
  const rows = supports.flatMap(({ contributions }) => contributions)
  const sum = (holds: (row: (typeof rows)[number]) => boolean) => rows.filter(holds).reduce((total, { value }) => total + value, 0n)
  const groups = supports.flatMap(({ beneficiaries }) => beneficiaries)
  const programme = ({ source }: (typeof rows)[number]) => source === 'programme'
  return {
    forms: [...new Set(supports.map(({ form }) => form))],
    ownMoney: sum(({ kind, source }) => kind !== 'goods' && source === 'own'),
    sponsorMoney: sum(({ kind, source }) => kind !== 'goods' && source === 'sponsor'),
    goodsValue: sum((row) => row.kind === 'goods' && !programme(row)),
    programmeMoney: sum(programme),
    labourDays: supports.reduce((days, support) => days + support.labourDays, 0),
    households: groups.reduce((all, { group, count }) => all + (group.endsWith('ouseholds') ? count : 0), 0),
  }
}

/** As an official would type them. */
export function typedFigures({ forms, ...numbers }: Given) {
  return { forms, ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value ? number(String(value)) : ''])) }
}
