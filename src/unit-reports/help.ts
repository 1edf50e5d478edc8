import type { Db, Tx } from '../db.ts'
import type { Term } from '../deadlines.ts'
import type { Area, BeneficiaryGroup, HelpForm, Prisma } from '../generated/client.ts'
import { bothOf } from '../supports/counting.ts'
import { number } from '../words.ts'

/** Enter once: what a unit recorded as it helped stands in its report by itself (khoản 1 Điều 13). */

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

/** `groups`: for whom, `told`: each support with its result and quantities. Versions that were sent before they were kept have neither. */
export type Recorded = Record<
  'declared' | 'received',
  { supports: number; own: string; sponsor: string; programme: string; labour: number }
> & {
  groups?: Partial<Record<BeneficiaryGroup, number>>
  told?: string[]
}

/** What was recorded: the figures that follow, what was done, for whom, and how much of it the commune has received. */
export type Help = {
  given: Given
  done: string[]
  both: ReturnType<typeof bothOf> & Required<Pick<Recorded, 'groups' | 'told'>>
}
export type HelpOf = (communeId: string, area: Area) => Help | undefined

/** Whose report, of which period. */
export type Reported = { agencyId: string; period: Term; dataFrom: Date; dataTo: Date }

/** The supports of a period: of a year by its column, which follows from the first day; of a half-year by that day. Cancelled ones count nowhere. */
export function supportsIn({ agencyId, period, dataFrom, dataTo }: Reported) {
  const when = period.kind === 'half' ? { from: { gte: dataFrom, lte: dataTo } } : { year: period.year }
  return { unitId: agencyId, status: { not: 'cancelled' }, ...when } satisfies Prisma.SupportWhereInput
}

/** What stands in the portal of a unit's period. */
export async function helpOf(db: Pick<Db | Tx, 'support'>, reported: Reported): Promise<HelpOf> {
  const supports = await db.support.findMany({
    where: supportsIn(reported),
    include: { contributions: { orderBy: { id: 'asc' } }, beneficiaries: true },
    orderBy: [{ from: 'asc' }, { id: 'asc' }],
  })
  const byPlace = Map.groupBy(supports, ({ communeId, area }) => `${communeId} ${area}`)
  return (communeId, area) => {
    const theirs = byPlace.get(`${communeId} ${area}`)
    return (
      theirs && {
        given: givenBy(theirs),
        done: theirs.map(({ what, result }) => `- ${what}: ${result}`),
        both: { ...bothOf(theirs), groups: groupsOf(theirs), told: theirs.map(tellOf) },
      }
    )
  }
}

type Support = Prisma.SupportGetPayload<{ include: { contributions: true; beneficiaries: true } }>

function givenBy(supports: readonly Support[]): Given {
  const rows = supports.flatMap(({ contributions }) => contributions)
  const sum = (holds: (row: (typeof rows)[number]) => boolean) => rows.filter(holds).reduce((total, { value }) => total + value, 0n)
  return {
    forms: [...new Set(supports.map(({ form }) => form))],
    // Labour is told in days, whatever it is worth: so it stands in no sum of money.
    ownMoney: sum(({ kind, source }) => kind === 'money' && source === 'own'),
    sponsorMoney: sum(({ kind, source }) => kind === 'money' && source === 'sponsor'),
    goodsValue: sum(({ kind, source }) => kind === 'goods' && source !== 'programme'),
    programmeMoney: sum(({ kind, source }) => kind !== 'labour' && source === 'programme'),
    labourDays: supports.reduce((days, support) => days + support.labourDays, 0),
    households: Object.entries(groupsOf(supports)).reduce((all, [group, count]) => all + (group.endsWith('ouseholds') ? count : 0), 0),
  }
}

/** Who benefited, group by group: a household that was helped twice counts twice, as it was declared. */
function groupsOf(supports: readonly Support[]) {
  const groups: Partial<Record<BeneficiaryGroup, number>> = {}
  for (const { group, count } of supports.flatMap(({ beneficiaries }) => beneficiaries)) groups[group] = (groups[group] ?? 0) + count
  return groups
}

/** "Cấp cây giống mắc ca: 1.200 cây (cây giống: 1.200 cây)". */
function tellOf({ what, result, contributions }: Support) {
  const amounts = contributions.flatMap(({ what: goods, quantity, measure, kind }) =>
    quantity && kind !== 'labour' ? [`${goods ? `${goods}: ` : ''}${number(quantity.toFixed())} ${measure}`.trim()] : [],
  )
  return `${what}: ${result}${amounts.length ? ` (${amounts.join('; ')})` : ''}`
}

/** As an official would type them. */
export function typedFigures({ forms, ...numbers }: Given) {
  return { forms, ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value ? number(String(value)) : ''])) }
}
