import { addDays } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { calendarSpan, type Term } from '../deadlines.ts'
import type { Area } from '../generated/enums.ts'
import { catalogueOf, type Indicator, isTyped } from '../indicators/catalogue.ts'
import { areaWords, number } from '../words.ts'
import { type Figure, type Figures, minus, plus } from './computed.ts'
import type { ReportContent } from './report.ts'

/** Enter only what changed: what the reports before have said, where it stands in the new one, and what nobody has looked at yet. */

export const areas = Object.keys(areaWords) as Area[]
/** What a commune tells of each area (khoản 4 Điều 11). */
export const told = {
  done: 'Những việc đã làm được',
  notDone: 'Những việc chưa làm được',
  causes: 'Nguyên nhân',
  solutions: 'Giải pháp',
} as const
const tellings = Object.keys(told) as (keyof typeof told)[]

export type Told = { title: Term; content: ReportContent; sentAt: Date }
export type Whose = { agencyId: string; period: Term }
type Draft = Partial<Record<Area, Partial<Record<keyof typeof told, string>> & { still?: string[] }>>

/** What a report can draw on: what the commune has sent for the periods before it, and inside it. */
export type Before = {
  /** Of the same kind, the one before. */
  previous?: Told & { n: number }
  /** Of the same kind, a year ago. */
  lastYear?: Told
  /** The months (and quarters) that a quarter or a year is made of, in their order. */
  within: Told[]
  /** The one that ends where this one begins, in the same year: what has come together until then. */
  opening?: Told
  /** By the months that were corrected after it was sent: how much more (or less) has come together by its end. */
  since(told: Told | undefined): Figures
}

/** In two statements (one where only the previous is wanted): which reports there are, and the newest versions of those that are wanted. */
export async function sentBefore(
  db: Pick<Db | Tx, 'filing' | 'filingVersion'>,
  { agencyId, period }: Whose,
  wanted: readonly Exclude<keyof Before, 'since'>[] = ['previous', 'lastYear', 'opening', 'within'],
): Promise<Before> {
  if (wanted.every((which) => which === 'previous'))
    return { previous: await previousOf(db, { agencyId, period }), within: [], since: () => new Map() }
  const { kind, year, n } = period
  const filings = await db.filing.findMany({
    where: { kind: 'communeReport', agencyId, firstSentAt: { not: null }, period: { year: { lte: year } } },
    select: { id: true, period: true, lastSentAt: true },
    orderBy: [{ period: { year: 'desc' } }, { period: { n: 'desc' } }],
    take: 60, // three years of every kind
  })
  const span = calendarSpan(period)
  const same = filings.filter((one) => one.period.kind === kind)
  const previous = same.find((one) => one.period.year < year || (one.period.year === year && one.period.n < n))
  const lastYear = same.find((one) => one.period.year === year - 1 && one.period.n === n)
  const within = filings.filter(({ period: one }) => one.kind !== kind && covers(span, calendarSpan(one))).reverse()
  const opening = filings.find(({ period: one }) => one.year === year && sameDay(addDays(calendarSpan(one).to, 1), span.from))
  const found = { previous: [previous], lastYear: [lastYear], opening: [opening], within }
  const needed = wanted.flatMap((which) => found[which]).flatMap((one) => one?.id ?? [])
  const versions = await db.filingVersion.findMany({
    where: { filingId: { in: [...new Set(needed)] }, receipts: { some: { current: true } } },
    select: { filingId: true, n: true, content: true, sentAt: true },
  })
  const told = (one: (typeof filings)[number] | undefined) => {
    const version = versions.find(({ filingId }) => filingId === one?.id)
    return one && version
      ? [{ n: version.n, sentAt: version.sentAt, title: one.period as Term, content: version.content as unknown as ReportContent }]
      : []
  }
  const [first] = told(previous)
  const [ago] = told(lastYear)
  const [before] = told(opening)
  const known = { previous: first, lastYear: ago, opening: before, within: within.flatMap(told) }
  return {
    ...known,
    since: await correctionsAfter(db, filings, [before, ...known.within.filter(({ title }) => ends(title, period))], period),
  }
}

/** The report of the same kind before this one: in one statement, because every month begins with it. */
async function previousOf(db: Pick<Db | Tx, 'filingVersion'>, { agencyId, period: { kind, year, n } }: Whose): Promise<Before['previous']> {
  const earlier = { kind, OR: [{ year: { lt: year } }, { year, n: { lt: n } }] }
  const [version] = await db.filingVersion.findMany({
    where: { filing: { kind: 'communeReport', agencyId, period: earlier }, receipts: { some: { current: true } } },
    select: { n: true, content: true, sentAt: true, filing: { select: { period: true } } },
    orderBy: [{ filing: { period: { year: 'desc' } } }, { filing: { period: { n: 'desc' } } }],
    take: 1,
  })
  return (
    version && {
      ...{ n: version.n, sentAt: version.sentAt, title: version.filing.period as Term },
      content: version.content as unknown as ReportContent,
    }
  )
}

type Sent = { id: string; period: Term; lastSentAt: Date | null }

/**
 * A total goes from month to month, so what is corrected in an earlier month is missing in those that were sent before the correction. Asked
 * only where there is such a month: in one statement.
 */
async function correctionsAfter(
  db: Pick<Db | Tx, 'filingVersion'>,
  filings: readonly Sent[],
  bases: (Told | undefined)[],
  { year }: Term,
): Promise<Before['since']> {
  const late = (month: Sent, base: Told) =>
    month.period.kind === 'month' &&
    month.period.year === year &&
    calendarSpan(month.period).to <= calendarSpan(base.title).to &&
    month.lastSentAt !== null &&
    month.lastSentAt > base.sentAt
  const months = filings.filter((month) => bases.some((base) => base && late(month, base)))
  if (!months.length) return () => new Map()
  const versions = await db.filingVersion.findMany({
    where: { filingId: { in: months.map(({ id }) => id) }, receipts: { some: {} } },
    select: { filingId: true, sentAt: true, content: true },
    orderBy: { n: 'asc' },
  })
  return (base) => {
    const more = new Map<string, Figure>()
    for (const month of base ? months.filter((one) => late(one, base)) : []) {
      const theirs = versions.filter(({ filingId }) => filingId === month.id)
      const values = (version: (typeof theirs)[number] | undefined) =>
        (version?.content as unknown as ReportContent | undefined)?.values ?? []
      const was = new Map(values(theirs.findLast(({ sentAt }) => base && sentAt <= base.sentAt)).map(({ code, value }) => [code, value]))
      for (const { code, kind, value } of values(theirs.at(-1)))
        if (kind === 'flow' && value !== undefined)
          more.set(code, { total: plus(more.get(code)?.total ?? '0', minus(value, was.get(code) ?? '0')) })
    }
    return more
  }
}

type Span = ReturnType<typeof calendarSpan>
const covers = (whole: Span, part: Span) => whole.from <= part.from && part.to <= whole.to
const sameDay = (one: Date, other: Date) => one.getTime() === other.getTime()

/** The figures of a report, by their codes. */
export function figuresOf(told: Pick<Told, 'content'> | undefined): Figures {
  return new Map(told?.content.values.map(({ code, value, total, planned }) => [code, { value, total, planned }]))
}

/** Its totals as they would be with what was corrected since. */
export function totalsOf({ since }: Pick<Before, 'since'>, told: Told | undefined): Figures {
  const more = since(told)
  return new Map(
    [...figuresOf(told)].map(([code, { total, ...rest }]) => [
      code,
      { ...rest, total: total === undefined ? undefined : plus(total, more.get(code)?.total ?? '0') },
    ]),
  )
}

/** Since the year began: what had come together before this period, and what came in it. Unknown where the report before is missing. */
export function totalOf(indicator: Pick<Indicator, 'code' | 'from'>, value: string, period: Term, opening: Figures): string | undefined {
  if (fromNought(indicator, period)) return value
  const before = opening.get(indicator.code)?.total
  return before === undefined ? undefined : plus(before, value)
}

/** At the year's beginning, and where a line of the catalogue begins with the period, nothing had come together before. */
function fromNought({ from }: Pick<Indicator, 'from'>, period: Term) {
  return period.kind === 'year' || period.n === 1 || from >= calendarSpan(period).from
}

/** Enter only what changed. Texts stand as they were; so does what is counted on a day. A quarter and a year add up their months; a month counts anew. */
export async function begins(db: Db | Tx, owed: Whose) {
  // A month draws on the month before only.
  const before = await sentBefore(db, owed, owed.period.kind === 'month' ? ['previous'] : ['previous', 'opening', 'within'])
  if (!before.previous && !before.within.length) return undefined
  const catalogue = await catalogueOf(db, owed.period, owed.agencyId)
  const values = catalogue
    .filter(isTyped)
    .map((indicator) => [indicator.code, typedOf(carried(indicator, owed.period, before))] as const)
    .filter(([, figure]) => Object.keys(figure).length)
  const written = textsOf(before.previous?.content)
  const saidOf = (area: Area) => written.filter((one) => one.area === area).map(({ telling, words }) => [telling, words])
  const texts = before.previous ? areas.map((area) => [area, Object.fromEntries(saidOf(area))]) : []
  return { ...Object.fromEntries(texts), values: Object.fromEntries(values) }
}

function carried(indicator: Indicator, period: Term, before: Before): Figure {
  const { code, kind } = indicator
  const { previous, within, opening } = before
  const inside = within.map(figuresOf)
  const latest = inside.findLast((figures) => figures.has(code))?.get(code)
  const last = figuresOf(previous).get(code)
  const planned = latest?.planned ?? (previous?.title.year === period.year ? last?.planned : undefined)
  if (kind === 'stock') return { value: (latest ?? last)?.value, planned }
  const closing = within.findLast(({ title, content }) => ends(title, period) && content.values.some((one) => one.code === code))
  const total = closing && totalsOf(before, closing).get(code)?.total
  const start = fromNought(indicator, period) ? '0' : totalsOf(before, opening).get(code)?.total
  return total !== undefined && start !== undefined ? { value: minus(total, start), planned } : { planned }
}

const ends = (part: Term, whole: Term) => sameDay(calendarSpan(part).to, calendarSpan(whole).to)

/** As an official would type it. */
function typedOf(figure: Figure) {
  return Object.fromEntries(Object.entries(figure).flatMap(([cell, value]) => (value === undefined ? [] : [[cell, number(value)]])))
}

/** The texts that say what the period before said, word by word, and that nobody has marked as still true: "economy.done". */
export function untouched(content: unknown, previous: ReportContent | undefined): string[] {
  const draft = (content ?? {}) as Draft
  return textsOf(content)
    .filter(({ area, telling, words }) => words === previous?.[area]?.[telling] && !draft[area]?.still?.includes(telling))
    .map(({ area, telling }) => `${area}.${telling}`)
}

/** What is written in the four areas. */
export function textsOf(content: unknown) {
  const draft = (content ?? {}) as Draft
  return areas.flatMap((area) =>
    tellings.flatMap((telling) => {
      const words = draft[area]?.[telling]
      return words ? [{ area, telling, words }] : []
    }),
  )
}
