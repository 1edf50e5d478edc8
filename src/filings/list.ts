import { z } from 'zod'
import { dayOf } from '../clock.ts'
import type { Db } from '../db.ts'
import { lastDay, type Standing, standing } from '../deadlines.ts'
import type { Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, first, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import { filingsOf, judgedColumns, under, withFilings } from '../obligations/obligation.ts'
import type { Actor } from '../policy.ts'
import { isOwn } from '../reading.ts'
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
  standingWords,
  termWords,
} from '../words.ts'
import { agreed, current, endedSilent, type Kind, withAnswers } from './filing.ts'

/** The kinds that come into force by consent. */
const consented: readonly string[] = ['plan', 'coordination']

const filters = z.object({
  year: first(z.coerce.number().int().min(2021).max(2035)).optional().catch(undefined),
  ...{ period: chosenOf(periodKindWords), is: chosenOf(standingNames), district: chosenId, q: searched },
  ...{ sort: sortedBy(['due', 'agency', 'sent']), order: ordered, ...paging },
})

/**
 * The list of one kind: what is owed in this actor's sight, with its standing. Everything owed in the year is read thin and asked for its
 * standing (one function decides, so a badge never disagrees with a filter); only one page of rows is read whole.
 */
export async function listOf(kind: Kind, db: Db, actor: Actor, query: unknown, at: Date) {
  const chosen = filters.parse(query ?? {})
  const agencies = await db.agency.findMany({ select: { id: true, name: true, otherSpellings: true, roles: { select: { role: true } } } })
  const words = plain(chosen.q)
  const named =
    words &&
    agencies.filter(({ name, otherSpellings }) => [name, ...otherSpellings].some((one) => plain(one).includes(words))).map(({ id }) => id)

  const where: Prisma.ObligationWhereInput = {
    ...{
      kind: kind.owes,
      withdrawnAt: null,
      period: { ...(chosen.year && { year: chosen.year }), ...(chosen.period && { kind: chosen.period }) },
    },
    // An explanation stands in the place of a report: its list shows those that exist.
    ...(kind.name !== kind.owes && { filings: { some: { kind: kind.name } } }),
    AND: [
      named ? { OR: [{ agencyId: { in: named } }, { assignment: { communeId: { in: named } } }] } : {},
      chosen.district ? { OR: [{ agency: under(chosen.district) }, { assignment: { commune: under(chosen.district) } }] } : {},
    ],
  }
  const thin = await db.obligation.findMany({ where, select: judgedColumns, orderBy: [{ agency: { name: 'asc' } }, { id: 'asc' }] })
  const judged = thin.map((owed) => ({ owed, is: standing({ ...owed, filings: filingsOf(owed) }, at).is }))
  const counts = Object.fromEntries(Object.keys(standingWords).map((is) => [is, judged.filter((row) => row.is === is).length])) as Record<
    Standing,
    number
  >
  const wanted = judged.filter(({ is }) => !chosen.is || is === chosen.is).map(({ owed }) => owed)
  const order = chosen.order ?? (chosen.sort === 'agency' ? 'asc' : 'desc')
  const key = { due: (row: Thin) => row.dueAt.getTime(), sent: (row: Thin) => sentAt(kind, row)?.getTime() ?? 0, agency: () => 0 }[
    chosen.sort
  ]
  wanted.sort((a, b) => (order === 'asc' ? key(a) - key(b) : key(b) - key(a)))
  if (chosen.sort === 'agency' && order === 'desc') wanted.reverse()

  const { rows: shown, ...pages } = pageAt(wanted.length, chosen)
  const ids = wanted.slice(shown.skip, shown.skip + shown.take).map(({ id }) => id)
  const whole = await db.obligation.findMany({ where: { id: { in: ids } }, include: withFilings })
  const agreements = consented.includes(kind.name) ? await agreementsOf(db, whole, dayOf(at)) : undefined
  const begun = whole.flatMap((owed) => filingsOf(owed).map(({ id }) => id))
  const readable = { where: { filingId: { in: begun } }, select: { filingId: true } } as const
  // Before it is sent: working copies, and what a unit has shown of its own.
  const shared = kind.name === 'unitReport' ? await db.sharedSection.findMany(readable) : []
  const drafts = new Set([...(await db.draft.findMany(readable)), ...shared].map(({ filingId }) => filingId))
  const byId = new Map(whole.map((owed) => [owed.id, owed]))
  const rows = ids
    .flatMap((id) => byId.get(id) ?? [])
    .map((owed) => ({ ...rowOf(kind, actor, owed, drafts, at), agreement: agreements?.get(owed.id) }))
  const districts = agencies.filter(({ roles }) => roles.some(({ role }) => role === 'district'))
  const years = Array.from({ length: dayOf(at).getUTCFullYear() - 2020 }, (_, i) => String(dayOf(at).getUTCFullYear() + 1 - i))
  return {
    ...{ title: listTitle(kind, actor), chosen: { ...chosen, order }, counts, ...pages },
    filters: [
      { name: 'year', label: 'Năm', words: years.map((year) => [year, year] as const) },
      ...(kind.name === 'communeReport' ? [{ name: 'period', label: 'Kỳ', words: reportedBy }] : []),
      {
        ...{ name: 'is', label: 'Tình trạng' },
        words: Object.entries(standingNames).map(([is, word]) => [is, `${word} (${counts[is as Standing]})`] as const),
      },
      ...(ofCommunes.includes(kind.name) && actor.roles.some((role) => role === 'planning' || role === 'province')
        ? [{ name: 'district', label: 'Huyện, thị xã, thành phố', words: districtWords(districts) }]
        : []),
    ],
    ...listed(rows, columnsOf(kind)),
    startable: kind.name === kind.owes ? [] : await unexplained(kind, db, actor, at),
  }
}

/** The years that a unit owes a report on and may explain instead (khoản 2 Điều 12). */
async function unexplained({ name, owes }: Kind, db: Db, { agencyId }: Actor, at: Date) {
  const owed = await db.obligation.findMany({
    where: {
      kind: owes,
      agencyId,
      withdrawnAt: null,
      optional: false,
      opensOn: { lte: dayOf(at) },
      filings: { none: { OR: [{ kind: name }, { firstSentAt: { not: null } }] } },
    },
    include: { period: true },
    orderBy: { dueAt: 'desc' },
  })
  return owed.map(({ id, period }) => ({ id, term: termWords(period) }))
}

/** How far each plan's newest version is agreed on (khoản 2 Điều 8). */
async function agreementsOf(db: Db, plans: readonly Owed[], on: Date) {
  const filings = plans.flatMap((owed) => filingsOf(owed).map((filing) => ({ id: owed.id, filingId: filing.id })))
  const versions = await db.filingVersion.findMany({
    where: { filingId: { in: filings.map(({ filingId }) => filingId) } },
    select: {
      filingId: true,
      n: true,
      receipts: { include: withAnswers },
    },
    orderBy: { n: 'desc' },
  })
  const byFiling = Map.groupBy(versions, ({ filingId }) => filingId)
  return new Map(
    filings.map(({ id, filingId }) => {
      const theirs = byFiling.get(filingId) ?? []
      const newest = current({ versions: theirs })
      const asked = newest?.receipts.filter((receipt) => receipt.asked && !endedSilent(receipt, on)) ?? []
      const given = asked.filter(({ consents }) => consents.at(-1)?.opinion === 'agrees').length
      if (!newest) return [id, '']
      if (agreed(newest, on)) return [id, 'Đã thống nhất']
      return [
        id,
        `${theirs.some((version) => agreed(version, on)) ? 'Đang điều chỉnh, ' : ''}${given} trong ${asked.length} nơi thống nhất`,
      ]
    }),
  )
}

const ofCommunes: readonly string[] = ['communeReport', 'plan', 'coordination']
const reportedBy = { month: periodKindWords.month, quarter: periodKindWords.quarter, year: periodKindWords.year }
const districtWords = (districts: readonly { id: string; name: string }[]) =>
  districts.toSorted((a, b) => a.name.localeCompare(b.name, 'vi')).map(({ id, name }) => [id, placeOf(name)] as const)

type Row = ReturnType<typeof rowOf> & { agreement: string | undefined }

const columnsOf = ({ name }: Kind): Column<Row>[] => [
  { title: name === 'plan' ? 'Đơn vị giúp xã' : 'Cơ quan, đơn vị', sort: 'agency', value: ({ agency }) => agency },
  ...(name === 'plan' ? [{ title: 'Xã', value: ({ about }: Row) => capital(about) }] : []),
  { title: 'Kỳ', value: ({ term }) => capital(term) },
  { title: 'Thời hạn', sort: 'due', value: ({ deadline }) => deadline },
  { title: 'Ngày cuối của hạn', type: 'day', within: true, value: ({ lastDay }) => lastDay },
  { title: 'Tình trạng', value: ({ mark }) => mark.word },
  ...(consented.includes(name) ? [{ title: 'Ý kiến thống nhất', value: ({ agreement }: Row) => agreement || 'chưa gửi' }] : []),
  { title: 'Gửi lúc', type: 'moment', sort: 'sent', value: ({ sentAt }) => sentAt },
]
type Thin = Prisma.ObligationGetPayload<{ select: typeof judgedColumns }>

const sentAt = ({ name }: Kind, owed: Pick<Thin, 'filings' | 'coveredBy'>) => filingsOf(owed).find(({ kind }) => kind === name)?.lastSentAt

type Owed = Prisma.ObligationGetPayload<{ include: typeof withFilings }>

function rowOf(kind: Kind, actor: Actor, { coveredBy, ...rest }: Owed, drafts: Set<string>, at: Date) {
  const forUs = rest.assignment?.communeId === actor.agencyId
  const owed = { ...rest, filings: filingsOf({ ...rest, coveredBy }) }
  const filing = owed.filings.find((one) => one.kind === kind.name)
  const mine = owed.agencyId === actor.agencyId
  return {
    id: owed.id,
    agency: owed.agency.name,
    about: owed.assignment ? placeOf(owed.assignment.commune.name) : '',
    term: termWords(owed.period),
    deadline: deadlineWords(owed),
    lastDay: owed.extendedTo ?? lastDay(owed),
    allowed: allowanceWords(owed),
    mark: standingMark(owed, at),
    sentAt: filing?.lastSentAt ?? null,
    href: filing && (drafts.has(filing.id) || filing.firstSentAt) ? hrefOf(kind, actor, filing.id, isOwn(actor, owed)) : undefined,
    startable:
      (mine || (kind.starters?.includes('commune') && forUs)) && !filing && kind.name === kind.owes && standing(owed, at).is !== 'notOpen',
  }
}

/** A district reads of a unit's report the part about its communes. */
export function hrefOf({ name, path }: Pick<Kind, 'name' | 'path'>, { roles }: Actor, id: string, mine: boolean) {
  const whole = mine || name !== 'unitReport' || roles.includes('planning') || roles.includes('province')
  return `${path}/${id}${whole ? '' : '/sections'}`
}

const listTitle = (kind: Kind, { roles }: Actor) =>
  kind.name === 'communeReport' && !roles.includes('commune') ? 'Báo cáo của các xã' : kindWords[kind.name]
