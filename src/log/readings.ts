import { z } from 'zod'
import type { Db } from '../db.ts'
import { titleOf } from '../filings/filing.ts'
import type { Prisma } from '../generated/client.ts'
import { chosenId, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { isOwn } from '../reading.ts'
import { type Filter, listed } from '../sheets/sheet.ts'
import { addressesOf, chosenPeriod, dayFilters, within } from './log.ts'

const mostShown = 50

/** For the page of a filing's history: its own agency and the planning department are told; others see that there is nothing to tell them. */
export async function readersOf(db: Db, actor: Actor, filing: { id: string; agencyId: string }) {
  if (!isOwn(actor, filing) && !actor.roles.includes('planning')) return undefined
  const where = { filingId: filing.id }
  const [total, readings] = await Promise.all([
    db.filingReading.count({ where }),
    db.filingReading.findMany({ where, orderBy: [{ at: 'desc' }, { userId: 'asc' }], take: mostShown }),
  ])
  return { total, readings }
}

const filters = z.object({
  ...{ agency: chosenId, filing: chosenId, ...chosenPeriod },
  ...{ q: searched, sort: sortedBy(['at', 'person', 'agency']), order: ordered, ...paging },
})

/** For the planning department: of every filing, the newest first. */
export async function readingsOf({ actor, db }: Pick<Looking, 'actor' | 'db'>, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'at' ? 'desc' : 'asc')
  const seen = await db.filingReading.groupBy({ by: ['agencyId', 'agency', 'person'] })
  const found = finds(chosen.q)
  const where: Prisma.FilingReadingWhereInput = {
    ...(chosen.agency && { agencyId: chosen.agency }),
    ...(chosen.filing && { filingId: chosen.filing }),
    ...(chosen.q && { person: { in: [...new Set(seen.map(({ person }) => person).filter((name) => found(name)))] } }),
    ...((chosen.from || chosen.to) && { at: within(chosen) }),
  }
  const total = await db.filingReading.count({ where })
  const { rows, ...pages } = pageAt(total, chosen, 50)
  const by = chosen.sort === 'at' ? [] : [{ [chosen.sort]: order }]
  const readings = await db.filingReading.findMany({
    ...{ where, ...rows, orderBy: [...by, { at: chosen.sort === 'at' ? order : ('desc' as const) }, { userId: 'asc' }] },
    include: {
      filing: {
        include: { agency: true, period: true, assignment: { include: { commune: true } }, covers: { include: { commune: true } } },
      },
    },
  })
  const agencies = new Map(
    seen.toSorted((a, b) => a.agency.localeCompare(b.agency, 'vi')).map(({ agencyId, agency }) => [agencyId, agency]),
  )
  const selects: Filter[] = [{ name: 'agency', label: 'Cơ quan, đơn vị', words: [...agencies] }]
  const addressOf = await addressesOf(
    { actor, db },
    readings.map(({ filing }) => filing),
  )
  const told = readings.map(({ filing, ...reading }) => ({
    ...reading,
    about: `${titleOf(filing)}, ${filing.agency.name}`,
    leads: addressOf(filing),
  }))
  return {
    ...{ title: 'Ai đã mở hồ sơ', chosen: { ...chosen, order }, ...pages, selects, filters: [...selects, ...dayFilters(chosen)] },
    ...listed(told, [
      { title: 'Lần đầu trong ngày', type: 'moment', sort: 'at', value: ({ at }) => at },
      { title: 'Người mở', sort: 'person', value: ({ person }) => person },
      { title: 'Cơ quan, đơn vị', sort: 'agency', value: ({ agency }) => agency },
      { title: 'Hồ sơ', value: ({ about }) => about },
    ]),
  }
}
