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

export type Told = { title: Term; content: ReportContent }
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
}

/** In two statements: which reports there are, and the newest versions of those that are wanted. */
export async function sentBefore(
  db: Pick<Db | Tx, 'filing' | 'filingVersion'>,
  { agencyId, period }: Whose,
  wanted: readonly (keyof Before)[] = ['previous', 'lastYear', 'opening', 'within'],
): Promise<Before> {
  const { kind, year, n } = period
  const alone = wanted.every((which) => which === 'previous')
  const filings = await db.filing.findMany({
    where: { kind: 'communeReport', agencyId, firstSentAt: { not: null }, period: { year: { lte: year }, ...(alone && { kind }) } },
    select: { id: true, period: true },
    orderBy: [{ period: { year: 'desc' } }, { period: { n: 'desc' } }],
    take: alone ? 13 : 60, // a year and one, or three years of every kind
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
    select: { filingId: true, n: true, content: true },
  })
  const told = (one: (typeof filings)[number] | undefined) => {
    const version = versions.find(({ filingId }) => filingId === one?.id)
    return one && version ? [{ n: version.n, title: one.period as Term, content: version.content as unknown as ReportContent }] : []
  }
  const [first] = told(previous)
  const [ago] = told(lastYear)
  const [before] = told(opening)
  return { previous: first, lastYear: ago, opening: before, within: within.flatMap(told) }
}

type Span = ReturnType<typeof calendarSpan>
const covers = (whole: Span, part: Span) => whole.from <= part.from && part.to <= whole.to
const sameDay = (one: Date, other: Date) => one.getTime() === other.getTime()

/** The figures of a report, by their codes. */
export function figuresOf(told: Pick<Told, 'content'> | undefined): Figures {
  return new Map(told?.content.values.map(({ code, value, total, planned }) => [code, { value, total, planned }]))
}

/** Since the year began: what had come together before this period, and what came in it. Unknown where the report before is missing. */
export function totalOf(code: string, value: string, period: Term, opening: Figures): string | undefined {
  if (period.kind === 'year' || period.n === 1) return value
  const before = opening.get(code)?.total
  return before === undefined ? undefined : plus(before, value)
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

function carried({ code, kind }: Indicator, period: Term, { previous, within, opening }: Before): Figure {
  const inside = within.map(figuresOf)
  const latest = inside.findLast((figures) => figures.has(code))?.get(code)
  const last = figuresOf(previous).get(code)
  const planned = latest?.planned ?? (previous?.title.year === period.year ? last?.planned : undefined)
  if (kind === 'stock') return { value: (latest ?? last)?.value, planned }
  const closing = within.findLast(({ title, content }) => ends(title, period) && content.values.some((one) => one.code === code))
  const total = closing && figuresOf(closing).get(code)?.total
  const start = period.kind === 'year' || period.n === 1 ? '0' : figuresOf(opening).get(code)?.total
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
