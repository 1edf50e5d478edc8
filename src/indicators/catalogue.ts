import { inForceOn } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { calendarSpan, type Term } from '../deadlines.ts'
import type { Indicator as Row } from '../generated/client.ts'

/** One figure of a commune's report. What is computed is never typed. */
export type Indicator = Pick<Row, 'code' | 'group' | 'name' | 'unit' | 'kind' | 'decimals' | 'most' | 'under' | 'communeId'> & {
  over: { code: string; sign: 1n | -1n }[]
  times: bigint
}
export type Catalogue = readonly Indicator[]

type Reading = Pick<Db | Tx, 'indicator'>
type Known = { at: number; key: string; rows: Row[]; catalogues: Map<string, Catalogue> }

/** Every report asks for the catalogue and nearly nobody changes it: what was read stands for a second, or until a change here. */
let known: Known | undefined
const milliseconds = 1000

export function forgetCatalogue() {
  known = undefined
}

async function linesOf(db: Reading): Promise<Known> {
  if (known && performance.now() - known.at < milliseconds) return known
  const rows = await db.indicator.findMany({ where: { status: 'inUse' }, orderBy: [{ position: 'asc' }, { code: 'asc' }] })
  const key = rows.map(({ id, revision }) => `${id} ${revision}`).join()
  known = { at: performance.now(), key, rows, catalogues: key === known?.key ? known.catalogues : new Map() }
  return known
}

/**
 * The lines that a report of this term asks for: in force on the last day of its period, so that an old report keeps the catalogue of its day.
 * Everybody's, and with a commune its own (khoản 3 Điều 4). The same lines are the same array: what is made of them can be kept.
 */
export async function catalogueOf(db: Reading, term: Term, communeId: string | null = null): Promise<Catalogue> {
  const { rows, catalogues } = await linesOf(db)
  const { to: lastDay } = calendarSpan(term)
  const own = rows.some((row) => row.communeId && row.communeId === communeId) ? communeId : null
  const key = `${term.kind} ${lastDay.toISOString()} ${own}`
  const found =
    catalogues.get(key) ??
    rows
      .filter(({ periods, communeId }) => periods.includes(term.kind) && (communeId === null || communeId === own))
      .filter(({ from, to }) => from <= lastDay && (!to || to >= lastDay))
      .map(parsed)
  catalogues.set(key, found)
  return found
}

/** What is called how, for whoever looks across years: the newest line of each code, everybody's and this commune's own. */
export async function namesOf(db: Reading, communeId: string | null = null): Promise<ReadonlyMap<string, Indicator>> {
  const { rows } = await linesOf(db)
  const theirs = rows.filter((row) => row.communeId === null || row.communeId === communeId)
  const newestLast = theirs.toSorted((a, b) => a.position - b.position || a.from.getTime() - b.from.getTime())
  return new Map(newestLast.map((row) => [row.code, parsed(row)]))
}

export const isTyped = ({ kind }: Pick<Indicator, 'kind'>) => kind === 'stock' || kind === 'flow'

export const parsed = ({ over, times, ...row }: Row): Indicator => ({ ...row, over: partsOf(over), times: BigInt(times) })

/** "DC08-DC09": what is added and what is taken away. */
export function partsOf(formula: string): Indicator['over'] {
  return [...formula.matchAll(/([-+]?)(\w+)/g)].map(([, sign, code = '']) => ({ code, sign: sign === '-' ? -1n : 1n }))
}

/** Lines in force on this day. */
export const inUseOn = (day: Date) => ({ status: 'inUse' as const, ...inForceOn(day) })
