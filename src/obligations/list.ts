import { z } from 'zod'
import { dayOf } from '../clock.ts'
import { lastDay, type Standing, standing } from '../deadlines.ts'
import { titleOf } from '../filings/filing.ts'
import type { Kind, Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, first, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { reportsFor } from '../policy.ts'
import { type Column, listed } from '../sheets/sheet.ts'
import {
  allowanceWords,
  capital,
  deadlineWords,
  kindWords,
  periodKindWords,
  placeOf,
  plain,
  standingMark,
  standingNames,
} from '../words.ts'
import { refusal } from '../workflow.ts'
import { type Allowance, allowances } from './allowance.ts'
import { filingsOf, judgedColumns, type Obligation, partiesToObligation, under, withFilings } from './obligation.ts'
import { urging } from './urging.ts'

const perPage = 50
/** How many are extended by one press. */
export const mostAtOnce = perPage

const { explanation: _, ...owedKinds } = kindWords
const filters = z.object({
  year: first(z.coerce.number().int().min(2021).max(2035)).optional().catch(undefined),
  ...{ kind: chosenOf(owedKinds), period: chosenOf(periodKindWords), is: chosenOf(standingNames), district: chosenId },
  ...{ allowed: chosenOf({ 1: '' }), q: searched, sort: sortedBy(['due', 'agency']), order: ordered, ...paging },
})

/** What is owed to those who keep the time: planning everything, a district what its communes owe and what units owe for them. Read thin, judged, then one page whole. */
export async function obligationsOf({ db, actor, at }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const agencies = await db.agency.findMany({ select: { id: true, name: true, otherSpellings: true, roles: { select: { role: true } } } })
  const words = plain(chosen.q)
  const named = agencies.filter(({ name, otherSpellings }) => [name, ...otherSpellings].some((one) => plain(one).includes(words)))
  const ids = { in: named.map(({ id }) => id) }
  const year = chosen.year ?? dayOf(at).getUTCFullYear()
  const where: Prisma.ObligationWhereInput = {
    ...{ withdrawnAt: null, optional: false, period: { year, ...(chosen.period && { kind: chosen.period }) } },
    ...(chosen.kind && { kind: chosen.kind as Kind }),
    AND: [
      actor.roles.includes('planning')
        ? {}
        : {
            OR: [
              { kind: { in: ['communeReport', 'coordination'] }, agencyId: { in: actor.oversees } },
              { kind: 'plan', assignment: { communeId: { in: actor.oversees } } },
              ...reportsFor(actor),
            ],
          },
      words ? { OR: [{ agencyId: ids }, { assignment: { communeId: ids } }] } : {},
      chosen.district ? { OR: [{ agency: under(chosen.district) }, { assignment: { commune: under(chosen.district) } }] } : {},
      chosen.allowed ? { OR: [{ extendedTo: { not: null } }, { acceptedReason: { not: null } }] } : {},
    ],
  }
  const thin = await db.obligation.findMany({ where, select: judgedColumns, orderBy: [{ agency: { name: 'asc' } }, { id: 'asc' }] })
  const judged = thin.map((owed) => ({ owed, is: standing({ ...owed, filings: filingsOf(owed) }, at).is }))
  const counts = Object.fromEntries(Object.keys(standingNames).map((is) => [is, judged.filter((row) => row.is === is).length])) as Record<
    Standing,
    number
  >
  const wanted = judged.filter(({ is }) => !chosen.is || is === chosen.is).map(({ owed }) => owed)
  const order = chosen.order ?? (chosen.sort === 'agency' ? 'asc' : 'desc')
  if (chosen.sort === 'due') wanted.sort((a, b) => (order === 'asc' ? 1 : -1) * (a.dueAt.getTime() - b.dueAt.getTime()))
  else if (order === 'desc') wanted.reverse()

  const { rows, ...pages } = pageAt(wanted.length, chosen, perPage)
  const shown = wanted.slice(rows.skip, rows.skip + rows.take).map(({ id }) => id)
  const whole = await db.obligation.findMany({ where: { id: { in: shown } }, include: withFilings })
  const byId = new Map(whole.map((owed) => [owed.id, owed]))
  return {
    ...{ title: 'Thời hạn, gia hạn, đôn đốc', chosen: { ...chosen, year, order }, counts, ...pages },
    ...listed(
      shown.flatMap((id) => byId.get(id) ?? []).map((owed) => rowOf(owed, { actor, at })),
      columns,
    ),
    filters: [
      { name: 'kind', label: 'Hồ sơ', words: kindWords },
      { name: 'year', label: 'Năm', words: { [year]: `${year}` } },
      { name: 'is', label: 'Tình trạng', words: standingNames },
    ],
    years: Array.from({ length: dayOf(at).getUTCFullYear() - 2020 }, (_, i) => dayOf(at).getUTCFullYear() + 1 - i),
    kinds: owedKinds,
    districts: agencies
      .filter(({ roles }) => roles.some(({ role }) => role === 'district'))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi')),
  }
}

type Line = ReturnType<typeof rowOf>

const columns: Column<Line>[] = [
  { title: 'Cơ quan, đơn vị', sort: 'agency', value: ({ agency }) => agency },
  { title: 'Hồ sơ', value: ({ title }) => title },
  { title: 'Xã', value: ({ about }) => capital(about) },
  { title: 'Mở từ', type: 'day', value: ({ owed }) => owed.opensOn },
  { title: 'Ngày cuối được tính', type: 'day', sort: 'due', value: ({ owed }) => lastDay(owed) },
  { title: 'Tình trạng', value: ({ mark }) => mark.word },
  { title: 'Gia hạn, chấp nhận', value: ({ allowed }) => allowed.join(' ') },
]

/** One of them, as a line: whose, what, until when, how it stands, and what may be allowed now. */
export function rowOf(owed: Obligation, { actor, at }: Pick<Looking, 'actor' | 'at'>) {
  const judged = { ...owed, filings: filingsOf(owed) }
  return {
    ...{ id: owed.id, revision: owed.revision, owed, agency: owed.agency.name, title: titleOf(owed) },
    ...{ about: owed.assignment ? placeOf(owed.assignment.commune.name) : '' },
    ...{ deadline: deadlineWords(owed), allowed: allowanceWords(judged), mark: standingMark(judged, at) },
    steps: stepsOf(owed, { actor, at }),
    urgeable: mayUrge(owed, { actor, at }),
  }
}

/** What the server would accept, and what is theirs and has to wait, with the reason. */
export function stepsOf(owed: Obligation, { actor, at }: Pick<Looking, 'actor' | 'at'>) {
  const parties = partiesToObligation(actor, owed)
  return (Object.keys(allowances) as Allowance[])
    .map((name) => ({ ...allowances[name], name, refused: refusal<Obligation>(allowances[name], parties, owed, at, actor) }))
    .filter(({ refused }) => refused?.status !== 403)
}

/** Whether this person may remind whoever owes it, now. */
export function mayUrge(owed: Obligation, { actor, at }: Pick<Looking, 'actor' | 'at'>) {
  return !refusal<Obligation>(urging.urge, partiesToObligation(actor, owed), owed, at, actor)
}
