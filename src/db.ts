import { AsyncLocalStorage } from 'node:async_hooks'
import { PrismaPg } from '@prisma/adapter-pg'
import { unused } from './accounts/username.ts'
import { heldOn } from './authorisations/authority.ts'
import { dayOf, inForceOn, now } from './clock.ts'
import { Refusal } from './errors.ts'
import { Prisma, PrismaClient } from './generated/client.ts'
import { type Actor, follows, scopes, subjects } from './policy.ts'
import { pool } from './pool.ts'

/** The database as this actor sees it: their rows only, and nothing can be written. */
export function dbFor(actor: Actor): Db {
  return door(prisma, actor, ({ model, operation }) => {
    throw new Error(`${model}.${operation}: writes go through act()`)
  })
}

/** What happened to a subject, oldest first: readable by whoever may read the subject. */
export async function history<S extends Subject>(actor: Actor, on: S, id: string) {
  await subjects[on].load(dbFor(actor), id)
  return prisma.event.findMany({
    where: { subjects: { some: { model: on, id } } },
    orderBy: { seq: 'asc' },
    include: { changes: { orderBy: { id: 'asc' } } },
  })
}

/** Every event, for whoever runs the programme: what happened to filings, never what their working copies say. */
export function eventLog({ roles }: Actor): Pick<typeof prisma.event, 'findMany' | 'count' | 'groupBy'> {
  if (!roles.includes('planning')) throw new Refusal(404)
  return prisma.event
}

/** Of a unit that went into another agency the people stay, and finish the reports on their time. */
const intoCommune = { successor: { roles: { some: { role: 'commune' } } } } as const

/** Sign-in comes before there is an actor, so it alone reads past the scopes. A disabled account is nobody's. */
export async function accountOf(where: { id: string } | { username: string }) {
  const on = dayOf(await now())
  const today = inForceOn(on)
  const include = {
    names: { where: today },
    roles: { where: today },
    helps: { where: { from: { lte: on } }, select: { communeId: true, to: true } },
    children: { where: today, select: { agencyId: true } },
    predecessors: { where: { on: { lte: on } }, select: { predecessorId: true } },
    successors: { where: { on: { lte: on }, ...intoCommune }, select: { successorId: true } },
  }
  const user = await prisma.user.findUnique({ where, include: { credential: true, agency: { include }, taken: heldOn(on) } })
  if (!user?.credential || user.disabledAt) return undefined
  const { id, name, title, administrator, credential } = user
  const lent = user.taken.find(({ giver }) => giver.agencyId === user.agencyId)
  const standsFor = lent && user.position !== 'leader' ? { name: lent.giver.name, own: user.position } : undefined
  const position = standsFor ? 'leader' : user.position
  // Whose commune went into another is of that one from the day on. Of one that was split nobody knows into which, until its accounts are moved.
  let { agency } = user
  for (let [next, other] = agency.successors; next && !other; [next, other] = agency.successors)
    agency = await prisma.agency.findUniqueOrThrow({ where: { id: next.successorId }, include })
  const predecessors = agency.predecessors.map(({ predecessorId }) => predecessorId)
  const helps = [...new Set(agency.helps.flatMap(({ communeId, to }) => (!to || to >= on ? communeId : [])))]
  const district = agency.roles.some(({ role }) => role === 'district')
  const oversees = district ? agency.children.map(({ agencyId }) => agencyId) : []
  const assigned = district ? await prisma.assignment.findMany({ where: { communeId: { in: oversees } }, orderBy: { to: 'asc' } }) : []
  const helpers = [...new Set(assigned.filter(({ from, to }) => from <= on && (!to || to >= on)).map(({ unitId }) => unitId))]
  const ended = assigned.flatMap(({ unitId, to }) => (to && to < on && !helpers.includes(unitId) ? [[unitId, to] as const] : []))
  const helped = [...new Map(ended)].map(([unitId, to]) => ({ unitId, to }))
  // A unit that helps no commune any more still records what it gave in its time, and reports on it.
  const roles = [...agency.roles.map(({ role }) => role), ...(agency.helps.length ? (['unit'] as const) : [])]
  const agencyName = agency.names[0]?.name ?? agency.name
  const is = { id, name, title, position, administrator, ...(standsFor && { standsFor }), agencyId: agency.id, agencyName, predecessors }
  const actor: Actor = { ...is, roles, helps, oversees, helpers, helped }
  return { actor, credential, slipUntil: user.slipUntil }
}

/** Whoever has made the address of a calendar, by its token; nobody, once it is revoked or the account is disabled. */
export async function subscriberOf(tokenHash: string) {
  const found = await prisma.calendarSubscription.findUnique({ where: { tokenHash } })
  return found ? (await accountOf({ id: found.userId }))?.actor : undefined
}

/** A username that nobody has, in any agency: this one, or with a number behind it. */
export async function freeUsername(wanted: string) {
  const like = await prisma.user.findMany({ where: { username: { startsWith: wanted } }, select: { username: true } })
  return unused(wanted, new Set(like.map(({ username }) => username)))
}

/** The sign-in page of the demonstration lists its people by role; production never asks. */
export async function demonstrationAccounts() {
  const day = dayOf(await now())
  const roles = { roles: { where: inForceOn(day) } }
  const found = await prisma.user.findMany({
    where: { disabledAt: null },
    orderBy: [{ agency: { name: 'asc' } }, { username: 'asc' }],
    include: {
      agency: {
        include: { ...roles, successors: { where: { on: { lte: day }, ...intoCommune }, include: { successor: { include: roles } } } },
      },
    },
  })
  const users = found.map(({ agency, ...user }) => ({ ...user, agency: agency.successors[0]?.successor ?? agency }))
  const groups = {
    province: 'UBND tỉnh',
    planning: 'Cơ quan tổng hợp',
    district: 'UBND cấp huyện',
    commune: 'UBND xã',
    unit: 'Đơn vị giúp xã',
  }
  return Object.entries(groups).map(([role, words]) => ({
    role: words,
    people: users
      .filter(({ agency }) => (agency.roles[0]?.role ?? 'unit') === role)
      .map(({ username, name, title, agency }) => ({ username, name, title, agency: agency.name })),
  }))
}

// ── the door: for dbFor() here and for act() ──────────────────────────────────────────────────────────────────────

/**
 * Prepared once per connection: the same few hundred statements come again and again, and planning them costs more than running them.
 * Inserts need no plan, and come in as many lengths as there are rows.
 */
const statementNames = new Map<string, string>()
function statementNameGenerator({ sql }: { sql: string }) {
  if (unprepared.getStore()) return ''
  const known = statementNames.get(sql)
  if (known !== undefined) return known
  if (sql.startsWith('INSERT') || statementNames.size === 500) return ''
  const name = `prisma_${statementNames.size}`
  statementNames.set(sql, name)
  return name
}

/** Around queries whose text hardly comes again (a search, put together of what was typed): they would take the names of those that do. */
export const unprepared = new AsyncLocalStorage<true>()

/** What a search looks in is looked in only: no page reads it. */
const searched = { search: true } as const
const omit = {
  ...{ assignment: searched, explanationDecision: searched, inquiry: searched, inspection: searched, inspectionRequest: searched },
  ...{ invitation: searched, need: searched, paperOriginal: searched, petition: searched, petitionWord: searched, support: searched },
}
export const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator }), omit }) as unknown as PrismaClient
export const acting = new AsyncLocalStorage<true>()

/** A client that knows models and plain operations only: reads are scoped and inspected, writes go to `write`. */
export function door(client: Raw, actor: Actor, write: (call: Call) => unknown): Db {
  const operations = (model: Model) =>
    new Proxy({} as Record<string, unknown>, {
      get:
        (_, operation: string) =>
        async (args: Args = {}) => {
          if (client === prisma) outsideAct()
          if (!/^(find|count|aggregate|groupBy)/.test(operation)) return write({ model, operation, args })
          inspect(model, args)
          return call(client, model, operation, { ...args, where: scoped(actor, model, args.where) })
        },
    })
  return Object.fromEntries(models.map((model) => [nameOf(model), operations(model)])) as unknown as Db
}

export function scoped(actor: Actor, model: Model, where: Args['where'] = {}) {
  const scope = scopes[model]
  if (!scope) throw new Error(`${model} is read through no door`)
  return { ...where, AND: [scope(actor), ...[where.AND ?? []].flat()] }
}

function outsideAct() {
  if (acting.getStore()) throw new Error('Inside act() only its tx reads and writes')
}

/** Refuses any relation, at any depth of include, select, where or orderBy, that `follows` does not name. */
export function inspect(model: Model, node: unknown): void {
  if (Array.isArray(node)) for (const part of node) inspect(model, part)
  else if (node !== null && typeof node === 'object' && !(node instanceof Date))
    for (const [key, value] of Object.entries(node)) {
      if (value === undefined) throw new Error(`${model}.${key} is undefined, which Prisma takes for “any”`)
      const next = follows[model]?.[key]
      if (next) inspect(next, value)
      else if (structure.has(key)) inspect(model, value)
      else if (key in columnsOf(model)) defined(`${model}.${key}`, value)
      else if (!harmless.has(key)) throw new Error(`${model}.${key} is not followed: read it by itself`)
    }
}

function defined(name: string, value: unknown): void {
  if (value === undefined) throw new Error(`${name} is undefined, which Prisma takes for “any”`)
  if (value !== null && typeof value === 'object' && !(value instanceof Date)) for (const part of Object.values(value)) defined(name, part)
}

const structure = new Set('include select omit where orderBy AND OR NOT some every none is isNot _count having cursor'.split(' '))
const harmless = new Set('take skip by distinct sort nulls _sum _avg _min _max _all'.split(' '))
const models = Object.keys(Prisma.ModelName) as Model[]

const nameOf = (model: Model) => (model[0]?.toLowerCase() + model.slice(1)) as Table
/** Prisma's types cannot follow an operation that is known by its name only. */
export const call = (client: Raw, model: Model, operation: string, args: unknown): Promise<any> =>
  (client[nameOf(model)] as any)[operation](args)
export const columnsOf = (model: Model) => Prisma[`${model}ScalarFieldEnum`] as Record<string, string>

// ── types ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export type History = Awaited<ReturnType<typeof history>>
export type Model = Prisma.ModelName
type Table = Uncapitalize<Model>
export type Subject = keyof typeof subjects
export type Row<S extends Subject> = Awaited<ReturnType<(typeof subjects)[S]['load']>>
export type Raw = Prisma.TransactionClient
export type Values = Record<string, unknown>
export type Args = { where?: Values & { AND?: object }; data?: Values | Values[]; expect?: number }
export type Call = { model: Model; operation: string; args: Args }

type Reads = 'findUnique' | 'findUniqueOrThrow' | 'findFirst' | 'findFirstOrThrow' | 'findMany' | 'count' | 'aggregate' | 'groupBy'
export type Db = { [T in Table]: Pick<Raw[T], Reads> }

/** Writing many says how many: anything else is a 409. */
type Many<T extends Table, Operation extends 'updateMany' | 'deleteMany'> = {
  [O in Operation]: (args: Prisma.Args<Raw[T], O> & { expect: number }) => Promise<{ count: number }>
}
/** Rows of one shape; nothing is skipped. */
type Lines<T extends Table> = { createMany: (args: { data: Prisma.Args<Raw[T], 'create'>['data'][] }) => Promise<{ count: number }> }
export type Tx = {
  [T in Table]: Pick<Raw[T], Reads | 'create' | 'update' | 'delete'> & Lines<T> & Many<T, 'updateMany' | 'deleteMany'>
}
