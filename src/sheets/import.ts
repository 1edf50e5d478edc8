import { z } from 'zod'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { blank, read } from '../form.ts'
import type { Looking, Reader } from '../nouns/noun.ts'
import type { Action, Actor } from '../policy.ts'
import { date, plain } from '../words.ts'
import { addressOf, type Cell, type Grid, headIn, type Problem } from './grid.ts'

/**
 * A list that comes as a table, from an Excel file or pasted: read by the form of one row, shown before it is written, written wholly or not at
 * all in one act. What is there already is left alone, so the same table may come again.
 */
export type Importing<Known, Schema extends z.ZodObject = z.ZodObject> = {
  /** Of the list; the pages stand at `table` below it. */
  path: string
  readers: readonly Reader[]
  may?(actor: Actor): boolean
  title: string
  lead: string
  /** What is looked up to read a row, in the page's reading and again under the lock. */
  known(looking: Looking): Promise<Known>
  /** A row: the title of each field is the head of its column. */
  row(known: Known): Schema
  /** The columns by which the head of the table is found. */
  heads: readonly string[]
  /**
   * What is wrong between rows, or with what the portal knows; true: it is there already. Made anew for each reading: it remembers the rows that it
   * has let pass, in their order, and looks up rather than through, because tables are long.
   */
  judging(known: Known): (line: Line<z.output<Schema>>) => { field: string; words: string } | true | undefined
  /** Rows of the template, and how it is filled in. */
  template(known: Known): readonly (readonly string[])[]
  how: readonly string[]
  /** What would follow, in sentences. */
  effect?(looking: Looking, lines: readonly Line<z.output<Schema>>[], known: Known): Promise<string[]>
  action: Action
  /** The row that the act locks: one's agency, unless said. */
  target?(looking: Looking): Promise<string>
  /** Where it leads, if not to its list: what is to be done next. */
  leads?: string
  /** Agencies besides, of which the act writes too. */
  also?(lines: readonly Line<z.output<Schema>>[]): string[]
  write(
    tx: Tx,
    lines: readonly Line<z.output<Schema>>[],
    doing: { actor: Actor; at: Date; known: Known; subject: object },
  ): Promise<undefined>
  after?(): Promise<unknown>
}

export type Line<Data> = { row: number; cells: string[]; data: Data }

// ── cells ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One word of several, in any case and with or without its tone marks; blank is what is said otherwise. */
export function wordIn<const Words extends Record<string, string>>(title: string, words: Words, otherwise?: keyof Words | '') {
  return z
    .string()
    .default('')
    .transform((typed, context): keyof Words | '' => {
      if (!typed && otherwise !== undefined) return otherwise
      const found = Object.keys(words).find((code) => plain(words[code] ?? '') === plain(typed))
      if (found) return found
      context.addIssue({ code: 'custom', message: `${typed ? `Không có “${typed.slice(0, 60)}”. ` : ''}Ghi một trong: ${Object.values(words).join('; ')}` }) // biome-ignore format: one line
      return z.NEVER
    })
    .meta({ title })
}

export type KnownAgency = {
  id: string
  name: string
  abbreviation: string
  otherSpellings: string[]
  codes: { code: string; to: Date | null }[]
}

export const agenciesKnown = (db: Pick<Db, 'agency'>) =>
  db.agency.findMany({
    where: { successors: { none: {} } },
    select: { id: true, name: true, abbreviation: true, otherSpellings: true, codes: { select: { code: true, to: true } } },
    orderBy: { name: 'asc' },
  })

/** An agency by its name, another spelling or its code. */
export function agencyIn(title: string, known: readonly KnownAgency[], { optional = false } = {}) {
  const directory = new Directory(known)
  return z
    .string()
    .default('')
    .transform((typed, context) => {
      if (!typed && optional) return ''
      const found = typed ? directory.called(typed) : []
      if (found.length === 1) return found[0]?.id ?? ''
      const why = !typed
        ? 'Ghi tên cơ quan, đơn vị'
        : found.length
          ? `Có ${found.length} cơ quan tên “${typed.slice(0, 80)}”. Ghi mã`
          : `Không có cơ quan, đơn vị “${typed.slice(0, 80)}” trên cổng`
      context.addIssue({ code: 'custom', message: why })
      return z.NEVER
    })
    .meta({ title })
}

const bare = (name: string) => plain(name).replace(/^(ubnd|uy ban nhan dan) /, '')
const spelt = (name: string) =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/^(ubnd|ủy ban nhân dân) /, '')

/** Under each name, other spelling and code that is in force: who is called so. */
export class Directory<Agency extends Omit<KnownAgency, 'id' | 'abbreviation'>> {
  readonly #byName = new Map<string, Agency[]>()
  readonly #byCode = new Map<string, Agency[]>()

  constructor(agencies: readonly Agency[]) {
    for (const agency of agencies) this.add(agency)
  }

  add(agency: Agency) {
    const names = new Set([agency.name, ...agency.otherSpellings].filter(Boolean).map(bare))
    for (const name of names) enter(this.#byName, name, agency)
    for (const { code, to } of agency.codes) if (!to) enter(this.#byCode, code, agency)
  }

  /** Of several that differ in their tone marks only (Nà Tòng, Na Tông), the one that is written so. */
  called(typed: string): readonly Agency[] {
    const code = codeIn(typed)
    const found = (code ? this.#byCode.get(code) : this.#byName.get(bare(typed))) ?? []
    const written = found.length > 1 ? found.filter(({ name }) => spelt(name) === spelt(typed)) : []
    return written.length ? written : found
  }
}

function enter<Row>(map: Map<string, Row[]>, key: string, row: Row) {
  const rows = map.get(key)
  if (rows) rows.push(row)
  else map.set(key, [row])
}

/** Excel drops the noughts in front of what it takes for a number. */
export const codeIn = (typed: string) => (/^\d{1,5}$/.test(typed) ? (typed.length === 4 ? `0${typed}` : typed) : '')

const wordsOf = (cell: Cell) =>
  (cell instanceof Date ? date(cell) : typeof cell === 'boolean' ? (cell ? 'Có' : '') : String(cell ?? ''))
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()

// ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Every row that is new, or every cell in which the table is wrong. `told`: how many lines have been read, line by line. */
export async function rowsIn<Known, Schema extends z.ZodObject>(
  importing: Importing<Known, Schema>,
  grid: Grid,
  known: Known,
  told: (done: number) => Promise<void>,
) {
  const schema = importing.row(known)
  const form = blank(schema)
  const names = form.names()
  const titles = Object.fromEntries(names.map((name) => [name, [String(form.field(name).label)]]))
  const head = headIn(grid, titles, (at) => importing.heads.every((name) => (at[name] ?? -1) >= 0))
  if (!head) {
    const wanted = importing.heads.map((name) => titles[name]?.[0]).join(', ')
    throw new Refusal(422, `Không thấy dòng tiêu đề có các cột ${wanted}. Tải mẫu Excel rồi điền vào đó, hoặc dán cả dòng tiêu đề`)
  }
  const problems: (Problem & { row: number; column: number })[] = []
  const complain = (row: number, name: string, message: string) => {
    const column = Math.max(0, head.at[name] ?? 0)
    problems.push({ row, column, cell: addressOf(row, column), message })
  }
  const [lines, same]: [Line<z.output<Schema>>[], Line<z.output<Schema>>[]] = [[], []]
  const judge = importing.judging(known)
  for (const [row, given] of grid.entries()) {
    await told(row)
    const cells = names.map((name) => wordsOf(given[head.at[name] ?? -1]))
    if (row <= head.row || !cells.some(Boolean)) continue
    const { data, form: wrong } = read(schema, Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])))
    for (const { id, message } of wrong?.errors ?? []) complain(row, names.find((name) => form.field(name).id === id) ?? '', message)
    if (!data) continue
    const line = { row, cells, data }
    const judged = judge(line)
    if (judged === true) same.push(line)
    else if (judged) complain(row, judged.field, judged.words)
    else lines.push(line)
  }
  if (!lines.length && !same.length && !problems.length) throw new Refusal(422, 'Bảng không có dòng nào')
  const heads = names.map((name) => titles[name]?.[0] ?? '')
  return { lines, same, heads, problems: problems.toSorted((a, b) => a.row - b.row || a.column - b.column) }
}
