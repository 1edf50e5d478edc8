import { z } from 'zod'
import { addDays, startOf } from '../clock.ts'
import { eventLog } from '../db.ts'
import { titleOf } from '../filings/filing.ts'
import { kinds } from '../filings/kinds.ts'
import type { Filing, Prisma } from '../generated/client.ts'
import { chosenId, finds, first, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { type Action, actions } from '../policy.ts'
import { type Filter, listed } from '../sheets/sheet.ts'
import { date } from '../words.ts'
import { deedWords, longDeedWords, subjectWords } from './deeds.ts'

/** "16/12/2024", as days are typed everywhere; or as an address may say it, 2024-12-16. */
const chosenDay = first(z.string())
  .transform((typed) =>
    typed.trim().replace(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, (_, d, m, y) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`),
  )
  .pipe(z.iso.date())
  .optional()
  .catch(undefined)
export const chosenPeriod = { from: chosenDay, to: chosenDay }

const filters = z.object({
  ...{ action: first(z.string().max(60)).optional().catch(undefined), agency: chosenId, subject: chosenId, ...chosenPeriod },
  ...{ q: searched, sort: sortedBy(['at', 'actor', 'agency', 'action']), order: ordered, ...paging },
})

/** From the first moment of a day in Điện Biên to the last of another. */
export function within({ from, to }: { from?: string; to?: string }) {
  return { ...(from && { gte: startOf(new Date(from)) }), ...(to && { lt: startOf(addDays(new Date(to), 1)) }) }
}

/** Days stand above the file like other filters; the page has fields of its own for them. */
export const dayFilters = ({ from, to }: { from?: string; to?: string }): Filter[] =>
  Object.entries({ from, to }).flatMap(([name, day]) =>
    day ? [{ name, label: name === 'from' ? 'Từ ngày' : 'Đến ngày', words: { [day]: date(new Date(day)) } }] : [],
  )

type Told = Pick<Filing, 'id' | 'kind' | 'agencyId'>

/** Where a filing is opened, if this reader may: one's own, and what was sent and not recalled. */
export async function addressesOf({ actor, db }: Pick<Looking, 'actor' | 'db'>, filings: readonly Told[]) {
  const sent = await db.filingVersion.findMany({
    where: { filingId: { in: filings.map(({ id }) => id) }, receipts: { some: {} } },
    ...{ select: { filingId: true }, distinct: ['filingId'] },
  })
  const ids = new Set(sent.map(({ filingId }) => filingId))
  return ({ id, kind, agencyId }: Told) => (ids.has(id) || agencyId === actor.agencyId ? `${kinds[kind].path}/${id}` : undefined)
}

/** Who did what, when, on what: every event of the portal, the newest first. */
export async function logOf({ actor, db }: Pick<Looking, 'actor' | 'db'>, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'at' ? 'desc' : 'asc')
  const log = eventLog(actor)
  const seen = await log.groupBy({ by: ['action', 'agencyId', 'agency', 'actor'] })
  const found = finds(chosen.q)
  const people = [...new Set(seen.map((one) => one.actor).filter((name) => found(name)))]
  const where: Prisma.EventWhereInput = {
    ...(chosen.action && { action: chosen.action }),
    ...(chosen.agency && { agencyId: chosen.agency }),
    ...(chosen.subject && { subjects: { some: { id: chosen.subject } } }),
    ...(chosen.q && { actor: { in: people } }),
    ...((chosen.from || chosen.to) && { at: within(chosen) }),
  }
  const total = await log.count({ where })
  const { rows, ...pages } = pageAt(total, chosen, 50)
  const then = chosen.sort === 'at' ? order : 'desc' // of one moment, as they were written
  const events = await log.findMany({
    ...{ where, ...rows, orderBy: [{ [chosen.sort]: order }, { at: then }, { seq: then }], include: { subjects: true } },
  })
  const main = (event: (typeof events)[number]) => {
    const on = (actions[event.action as Action] as { on?: string } | undefined)?.on
    return event.subjects.find(({ model }) => model === 'Filing') ?? event.subjects.find(({ model }) => model === on) ?? event.subjects[0]
  }
  const ids = [...new Set(events.flatMap((event) => (main(event)?.model === 'Filing' ? [main(event)?.id ?? ''] : [])))]
  const filings = await db.filing.findMany({
    where: { id: { in: ids } },
    include: { agency: true, period: true, assignment: { include: { commune: true } }, covers: { include: { commune: true } } },
  })
  const addressOf = await addressesOf({ actor, db }, filings)
  const filingOf = new Map(filings.map((filing) => [filing.id, filing]))
  const told = events.map((event) => {
    const subject = main(event)
    const filing = filingOf.get(subject?.id ?? '')
    const { called = '', path = '' } = subjectWords[subject?.model ?? ''] ?? {}
    return {
      ...event,
      about: filing ? `${titleOf(filing)}, ${filing.agency.name}` : called,
      leads: filing ? addressOf(filing) : path && `${path}/${subject?.id}`,
    }
  })
  const agencies = new Map(
    seen.toSorted((a, b) => a.agency.localeCompare(b.agency, 'vi')).map(({ agencyId, agency }) => [agencyId, agency]),
  )
  const deeds = [...new Set(seen.map(({ action }) => action))].map((action) => [action, longDeedWords(action)] as const)
  const selects: Filter[] = [
    { name: 'action', label: 'Việc', words: deeds.toSorted(([, a], [, b]) => a.localeCompare(b, 'vi')) },
    { name: 'agency', label: 'Cơ quan, đơn vị', words: [...agencies] },
  ]
  return {
    ...{ title: 'Nhật ký hoạt động', chosen: { ...chosen, order }, ...pages },
    ...{ selects, filters: [...selects, ...dayFilters(chosen)] },
    ...listed(told, [
      { title: 'Lúc', type: 'moment', sort: 'at', value: ({ at }) => at },
      { title: 'Người làm', sort: 'actor', value: ({ actor }) => actor },
      { title: 'Cơ quan, đơn vị', sort: 'agency', value: ({ agency }) => agency },
      { title: 'Việc', sort: 'action', value: ({ action }) => deedWords(action) },
      { title: 'Về', value: ({ about }) => about },
      { title: 'Lý do, ghi chú', value: ({ note }) => note },
    ]),
  }
}
