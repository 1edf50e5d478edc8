import { z } from 'zod'
import { dayOf } from '../clock.ts'
import type { Db } from '../db.ts'
import { arrival, type Standing, type Term } from '../deadlines.ts'
import { kindOf } from '../filings/kinds.ts'
import { hrefOf } from '../filings/list.ts'
import { chosenId, chosenOf, first, ordered, paging, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { isOwn } from '../reading.ts'
import { capital, kindWords, placeOf, romanOf, standingMark, standingWords, termWords } from '../words.ts'
import { type Followed, followed, owedIn, type Row } from './owed.ts'
import { rateOf, type Tally, tallyOf } from './tally.ts'

/** Who filed what in a year: a row for each agency, a column for each kind and period, in each cell how it stands. */

const kinds = Object.fromEntries(followed.map((kind) => [kind, kindWords[kind]])) as Record<Followed, string>
const shows = { overdue: 'Có hồ sơ quá hạn', late: 'Có hồ sơ gửi chậm', changesAsked: 'Có hồ sơ cần chỉnh sửa' } satisfies Partial<
  Record<Standing, string>
>
const filters = z.object({
  year: first(z.coerce.number().int().min(2021).max(2035)).optional().catch(undefined),
  ...{
    kind: chosenOf(kinds),
    district: chosenId,
    commune: chosenId,
    only: chosenOf(shows),
    sort: sortedBy(['name', 'rate']),
    order: ordered,
  },
  format: paging.format,
})

/** A table for each sort of agency. */
const parts = {
  communes: { title: 'Xã', kinds: ['coordination', 'communeReport'] },
  units: { title: 'Đơn vị giúp xã', kinds: ['plan', 'unitReport'] },
  districts: { title: 'Huyện, thị xã, thành phố', kinds: ['districtReport'] },
} as const satisfies Record<string, { title: string; kinds: readonly Followed[] }>

export async function matrixOf(looking: Looking, query: unknown) {
  const { db, actor, at } = looking
  const { year = dayOf(at).getUTCFullYear(), order = 'asc', ...rest } = filters.parse(query ?? {})
  const everywhere = actor.roles.some((role) => role === 'planning' || role === 'province')
  const chosen = { ...rest, year, order, district: everywhere ? rest.district : undefined }
  const owed = await owedIn(looking, {
    year,
    ...(chosen.kind && { kinds: [chosen.kind] }),
    ...(chosen.district && { district: chosen.district }),
    ...(chosen.commune && { commune: chosen.commune }),
  })
  const agencies = await db.agency.findMany({ select: { id: true, name: true, roles: true, parents: { orderBy: { from: 'asc' } } } })
  const nameOf = new Map(agencies.map(({ id, name }) => [id, name]))
  const districtOf = (id: string) => {
    const [parent] = agencies.find((one) => one.id === id)?.parents.slice(-1) ?? []
    return parent && placeOf(nameOf.get(parent.parentId) ?? '')
  }
  const drafts = await readableDrafts(db, owed)
  const tables = Object.entries(parts).flatMap(([name, part]) => {
    const theirs = owed.filter(({ kind }) => (part.kinds as readonly Followed[]).includes(kind))
    return theirs.length ? [tableOf(name as keyof typeof parts, theirs)] : []
  })
  const shown = tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flat()))
  return {
    ...{
      title: `Theo dõi nộp hồ sơ năm ${year}`,
      chosen,
      wide: true,
      tables,
      tally: tallyOf(
        shown.map(({ owed }) => owed),
        at,
      ),
    },
    legend: (Object.keys(standingWords) as Standing[]).map((is) => ({
      ...{ is, ...standingWords[is], count: shown.filter(({ mark }) => mark.is === is).length, only: is in shows },
    })),
    filters: [
      { name: 'year', label: 'Năm', words: yearsTo(at), always: true },
      { name: 'kind', label: 'Hồ sơ', words: kinds },
      ...(everywhere ? [{ name: 'district', label: 'Huyện, thị xã, thành phố', words: districtsOf(agencies) }] : []),
      // Chosen by a link from the overview; there it can be let go.
      ...(chosen.commune
        ? [{ name: 'commune', label: 'Liên quan đến xã', words: { [chosen.commune]: placeOf(nameOf.get(chosen.commune) ?? '') } }]
        : []),
      { name: 'only', label: 'Chỉ hiện', words: shows },
    ],
  }

  function tableOf(name: keyof typeof parts, theirs: readonly Row[]) {
    const columns = columnsOf(theirs)
    const all = [...Map.groupBy(theirs, ({ agencyId }) => agencyId)].map(([id, rows]) => {
      const cells = columns.map((column) => rows.filter((row) => keyOf(row) === column.key).map((row) => cellOf(row, looking, drafts)))
      const tally = tallyOf(rows, at)
      const place = name === 'units' ? (nameOf.get(id) ?? '') : capital(placeOf(nameOf.get(id) ?? ''))
      return { id, name: place, href: name === 'districts' ? undefined : `/${name}/${id}`, district: districtOf(id), cells, tally }
    })
    const rows = all.filter(
      ({ cells }) => !chosen.only || cells.flat().some(({ mark, came }) => mark.is === chosen.only || came === chosen.only),
    )
    const collator = new Intl.Collator('vi')
    const rate = ({ tally }: (typeof rows)[number]) => Number(rateOf(tally.onTime, tally) ?? 101)
    rows.sort((a, b) => (chosen.sort === 'rate' ? rate(a) - rate(b) : 0) || collator.compare(a.name, b.name))
    if (chosen.order === 'desc') rows.reverse()
    const sums = columns.map((_, i) =>
      tallyOf(
        rows.flatMap(({ cells }) => cells[i] ?? []).map(({ owed }) => owed),
        at,
      ),
    )
    return {
      ...{ name, title: parts[name].title, columns, rows, sums },
      tally: tallyOf(
        rows.flatMap(({ cells }) => cells.flat()).map(({ owed }) => owed),
        at,
      ),
    }
  }
}

export type Matrix = Awaited<ReturnType<typeof matrixOf>>
export type Table = Matrix['tables'][number]

const kindOrder: readonly Followed[] = ['coordination', 'plan', 'communeReport', 'unitReport', 'districtReport']
const periodOrder = ['month', 'quarter', 'half', 'year'] as const
const keyOf = ({ kind, period }: Pick<Row, 'kind' | 'period'>) => `${kind} ${period.kind} ${period.n}`

/** The periods that anybody owes, in the order of the year; `opens`: a group of columns begins. */
function columnsOf(rows: readonly Row[]) {
  const met = new Map(rows.map((row) => [keyOf(row), row]))
  const place = ({ kind, period }: Row) => kindOrder.indexOf(kind) * 1000 + periodOrder.indexOf(period.kind) * 100 + period.n
  const groupOf = ({ kind, period }: Row) => `${kind} ${period.kind}`
  return [...met]
    .sort(([, a], [, b]) => place(a) - place(b))
    .map(([key, row], i, all) => {
      const before = all[i - 1]?.[1]
      return { key, kind: row.kind, ...headOf(row.kind, row.period), opens: Boolean(before && groupOf(before) !== groupOf(row)) }
    })
}

function headOf(kind: Followed, period: Term) {
  if (kind === 'coordination') return { label: 'CTPH', words: kindWords.coordination }
  if (kind === 'plan') return { label: 'Kế hoạch', words: kindWords.plan }
  const label = { month: `T${period.n}`, quarter: `Q.${romanOf(period.n)}`, half: `6T.${period.n}`, year: 'Năm' }[period.kind]
  return { label, words: `Báo cáo ${termWords(period)}` }
}

/** One filing that is owed: how it stands, and where it leads this reader. */
function cellOf(owed: Row, { actor, at }: Looking, drafts: ReadonlySet<string>) {
  const mark = standingMark(owed, at)
  const own = owed.filings.find(({ kind }) => kind === owed.kind)
  const filing = mark.is === 'explained' ? owed.filings.find(({ kind }) => kind === 'explanation') : own
  const mine = owed.agencyId === actor.agencyId
  const startable = mine && !own && (mark.is === 'open' || mark.is === 'overdue') && mayStart(actor, owed)
  return {
    ...{ id: owed.id, owed, mark, came: arrival(owed, at).is, about: owed.assignment && placeOf(owed.assignment.commune.name) },
    start: startable ? kindOf(owed.kind).path : undefined,
    href: startable
      ? undefined
      : (filing && readable(filing, isOwn(actor, owed))) || (mark.is === 'overdue' ? `/obligations/${owed.id}` : undefined),
  }

  function readable({ id, kind, firstSentAt }: Row['filings'][number], mine: boolean) {
    const { roles } = actor
    const theirs = mine || kind !== 'explanation' || roles.includes('planning') || roles.includes('province')
    return theirs && (firstSentAt || drafts.has(id)) ? hrefOf(kindOf(kind), actor, id, mine) : undefined
  }
}

/** After the end of an assignment no plan is started for it. */
const mayStart = ({ helps }: Actor, { kind, assignment }: Row) => kind !== 'plan' || helps.includes(assignment?.communeId ?? '')

/** Working copies that this reader sees, of what was never sent. */
async function readableDrafts(db: Db, owed: readonly Row[]) {
  const ids = owed.flatMap(({ filings }) => filings.filter(({ firstSentAt }) => !firstSentAt).map(({ id }) => id))
  return new Set(
    (await db.draft.findMany({ where: { filingId: { in: ids } }, select: { filingId: true } })).map(({ filingId }) => filingId),
  )
}

/** The years of the portal, and the next: its plans are owed already. */
export const yearsTo = (at: Date) =>
  Array.from({ length: dayOf(at).getUTCFullYear() - 2020 }, (_, i) => String(dayOf(at).getUTCFullYear() + 1 - i)).map(
    (year) => [year, year] as const,
  )

export const districtsOf = (agencies: readonly { id: string; name: string; roles: readonly { role: string }[] }[]) =>
  agencies
    .filter(({ roles }) => roles.some(({ role }) => role === 'district'))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
    .map(({ id, name }) => [id, placeOf(name)] as const)

export const sumWords = { expected: 'Đến hạn', received: 'Đã nhận', onTime: 'Đúng hạn' } as const satisfies Partial<
  Record<keyof Tally, string>
>
