import { z } from 'zod'
import { dayOf } from '../clock.ts'
import type { Prisma } from '../generated/client.ts'
import { districtsOf, yearsTo } from '../matrix/matrix.ts'
import { assignedIn, owedIn, programmeOf, type Row } from '../matrix/owed.ts'
import { rateOf, tallyOf } from '../matrix/tally.ts'
import { chosenId, first, paging } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { chartOf } from '../profiles/figures.ts'
import { countedColumns } from '../supports/counting.ts'
import { explainedCommunes } from '../unit-reports/outcome.ts'
import { capital, placeOf } from '../words.ts'
import { changesOf } from './changes.ts'
import { areasOf, formsOf, type Given, touched, worth, yearOf } from './help.ts'
import { type Place, standingsOf } from './standings.ts'

const filters = z.object({
  year: first(z.coerce.number().int().min(2021).max(2035)).optional().catch(undefined),
  district: chosenId,
  format: paging.format,
})

/** What a leader reads in a minute, of the province, or of one district and its communes. */
export async function overviewOf(looking: Looking, query: unknown) {
  const { db, actor, at } = looking
  const { year = dayOf(at).getUTCFullYear(), district: wanted, format } = filters.parse(query ?? {})
  const everywhere = actor.roles.some((role) => role === 'planning' || role === 'province')
  const agencies = await db.agency.findMany({ select: { id: true, name: true, roles: true, parents: { orderBy: { from: 'asc' } } } })
  const districts = districtsOf(agencies)
  const chosen = { year, format, district: everywhere ? districts.find(([id]) => id === wanted)?.[0] : undefined }
  /** Whose communes: of all, or of one district. */
  const district = everywhere ? chosen.district : actor.agencyId
  const under: Prisma.AgencyWhereInput = district ? { parents: { some: { parentId: district } } } : {}

  const programme = await programmeOf(db, year)
  const [firstYear, lastYear] = [programme?.firstYear ?? year, Math.min(dayOf(at).getUTCFullYear(), programme?.to.getUTCFullYear() ?? year)]
  const years = Array.from({ length: Math.max(0, Math.max(lastYear, year) - firstYear + 1) }, (_, i) => firstYear + i)
  const annual = { from: firstYear, to: Math.max(lastYear, year) }
  const owed = await owedIn(looking, { year, annual, ...(chosen.district && { district: chosen.district }) })
  const assigned = await assignedIn(db, year, under)
  const given: Given[] = await db.support.findMany({ where: { commune: under, year: { in: [...years, year] } }, select: counted })
  const now = given.filter((support) => support.year === year)
  const owedNow = owed.filter(({ period }) => period.year === year)

  const nameOf = new Map(agencies.map(({ id, name }) => [id, name]))
  const above = new Map(agencies.map(({ id, parents }) => [id, parents.map(({ parentId }) => parentId)]))
  const standings = standingsOf(owedNow, placesOf(), at)
  const reached = touched(now)
  const explained = new Set(
    owedNow
      .filter(({ filings }) => filings.some(({ kind, firstSentAt, refusedAt }) => kind === 'explanation' && firstSentAt && !refusedAt))
      .map(({ agencyId }) => agencyId),
  )
  const reports = owedNow.flatMap(({ filings }) => filings.filter(({ kind, firstSentAt }) => kind === 'unitReport' && firstSentAt))
  const reasoned = await explainedCommunes(
    db,
    reports.map(({ id }) => id),
  )
  const distinct = (ids: string[]) =>
    [...new Set(ids)].map((id) => ({ id, name: nameOf.get(id) ?? '' })).toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
  const [communes, units] = [distinct(assigned.map(({ communeId }) => communeId)), distinct(assigned.map(({ unitId }) => unitId))]
  const trend = years.map((one) => {
    const annual = owed.filter(({ period }) => period.kind === 'year' && period.year === one)
    return { year: one, ...yearOf(given.filter((support) => support.year === one)), tally: tallyOf(annual, at) }
  })
  return {
    ...{ title: `Toàn cảnh năm ${year}`, chosen, place: district ? capital(placeOf(nameOf.get(district) ?? '')) : 'Toàn tỉnh' },
    ...{ byCommune: Boolean(district), standings, forms: formsOf(now), areas: areasOf(now), whole: yearOf(now) },
    ...{ trend, charts: chartsOf(trend) },
    helped: { communes: communes.length, units: units.length },
    withoutHelp: [
      ...Map.groupBy(
        communes.filter(({ id }) => !reached.has(id)),
        ({ id }) => above.get(id)?.at(-1) ?? '',
      ),
    ]
      .map(([id, theirs]) => ({
        name: capital(placeOf(nameOf.get(id) ?? '')),
        communes: theirs.map(({ id, name }) => ({ id, name: placeOf(name).replace(/^xã /, ''), explained: reasoned.has(id) })),
      }))
      .toSorted((a, b) => b.communes.length - a.communes.length || a.name.localeCompare(b.name, 'vi')),
    idle: units.filter(({ id }) => !reached.has(id)).map((unit) => ({ ...unit, explained: explained.has(unit.id) })),
    changes: await changesOf(db, year, under),
    filters: [
      { name: 'year', label: 'Năm', words: yearsTo(at), always: true as const },
      ...(everywhere ? [{ name: 'district', label: 'Huyện, thị xã, thành phố', words: districts }] : []),
    ],
  }

  /** The districts; within one, its communes. Who helps several places stands in each of them, and once in the sum. */
  function placesOf(): Place[] {
    const helpedBy = Map.groupBy(assigned, ({ unitId }) => unitId)
    const communesOf = ({ kind, agencyId, assignment }: Row) =>
      assignment
        ? [assignment.communeId]
        : kind === 'unitReport'
          ? (helpedBy.get(agencyId) ?? []).map(({ communeId }) => communeId)
          : [agencyId]
    if (!district)
      return districts.map(([id, name]) => ({
        ...{ id, name: capital(name) },
        holds: (row) => row.agencyId === id || communesOf(row).some((commune) => above.get(commune)?.includes(id)),
      }))
    const ids = new Set(owedNow.flatMap((row) => (row.kind === 'districtReport' ? [] : communesOf(row))))
    return [...ids].map((id) => ({
      id,
      name: capital(placeOf(nameOf.get(id) ?? '')),
      holds: (row) => row.agencyId === id || communesOf(row).includes(id),
    }))
  }
}

export type Overview = Awaited<ReturnType<typeof overviewOf>>

/** Year by year: what was declared (before) and received (now), in millions of đồng; and the share of annual filings that came in time. */
function chartsOf(trend: readonly (ReturnType<typeof yearOf> & { year: number; tally: ReturnType<typeof tallyOf> })[]) {
  const millions = (dong: bigint) => String(Number(dong / 10_000n) / 100)
  return {
    money: chartOf([
      { year: undefined, points: trend.map(({ declared }) => millions(worth(declared))) },
      { year: undefined, points: trend.map(({ received }) => millions(worth(received))) },
    ]),
    timely: chartOf([{ year: undefined, points: trend.map(({ tally }) => rateOf(tally.onTime, tally)) }]),
  }
}

const counted = { ...countedColumns, year: true, unitId: true, communeId: true } as const satisfies Prisma.SupportSelect
