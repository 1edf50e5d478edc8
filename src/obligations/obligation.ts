import { changesOf } from '../calendar/change.ts'
import { inForceWithin } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { calendarSpan, type Days, dataWindow, daysOf, ruleOf, type Term } from '../deadlines.ts'
import type { Kind, Prisma } from '../generated/client.ts'
import type { Actor } from '../policy.ts'
import type { Party } from '../workflow.ts'

/** What is owed, by whom, and what has come of it. */
export function loadObligation(db: Pick<Db, 'obligation'>, id: string) {
  return db.obligation.findUniqueOrThrow({ where: { id }, include: withFilings })
}

export const withFilings = {
  agency: true,
  period: true,
  assignment: { include: { unit: true, commune: true } },
  filings: true,
  coveredBy: { include: { filing: true } },
} satisfies Prisma.ObligationInclude

/** What a list reads of each, to judge how it stands: the same for every list. */
const filed = { id: true, kind: true, status: true, firstSentAt: true, lastSentAt: true, paperOn: true, refusedAt: true } as const
export const judgedColumns = {
  ...{ id: true, kind: true, opensOn: true, namedDay: true, boundary: true, dueAt: true, extendedTo: true, optional: true },
  ...{ acceptedReason: true, filings: { select: filed }, coveredBy: { select: { filing: { select: filed } } } },
} satisfies Prisma.ObligationSelect

/** Agencies of this district. */
export const under = (parentId: string) => ({ parents: { some: { parentId } } })

/** Everything that fulfils it: its own filings, and the plan of another commune that was written for this one too. */
export function filingsOf<F>({ filings, coveredBy }: { filings: readonly F[]; coveredBy: { filing: F } | null }) {
  return coveredBy ? [...filings, coveredBy.filing] : filings
}

export type Obligation = Awaited<ReturnType<typeof loadObligation>>

/** Whoever owes it starts it; who keeps its time extends it: planning everybody's, a district the reports of its communes. */
export function partiesToObligation(actor: Actor, obligation: Obligation): Party[] {
  const { roles, oversees } = actor
  const theirs = obligation.kind === 'communeReport' && roles.includes('district') && oversees.includes(obligation.agencyId)
  const concerned = roles.includes('district') && isAbout(actor, obligation)
  return [
    ...startersOf(actor, obligation),
    ...(roles.includes('planning') || theirs ? (['timekeeper'] as const) : []),
    ...(concerned ? (['district'] as const) : []),
  ]
}

/** What a district keeps an eye on: what its communes owe, and what units owe for them. */
function isAbout({ oversees, helpers, helped }: Actor, { kind, agencyId, assignment, dataFrom }: Obligation) {
  if (kind === 'unitReport') return helpers.includes(agencyId) || helped.some(({ unitId, to }) => unitId === agencyId && dataFrom <= to)
  return oversees.includes(assignment?.communeId ?? agencyId)
}

/** After the end of an assignment no plan is started for it; the year is still reported on. */
function startersOf({ agencyId, roles, helps }: Actor, { kind, agencyId: owner, assignment }: Obligation): Party[] {
  // Khoản 2 Điều 11: the commune may begin the plan of its unit.
  if (kind === 'plan' && assignment?.communeId === agencyId && roles.includes('commune')) return ['commune']
  if (owner !== agencyId || (kind === 'plan' && !helps.includes(assignment?.communeId ?? ''))) return []
  return [...new Set<Party>([...roles, 'unit'])]
}

/**
 * What follows from programme, functions, assignments and calendar up to this day, and is not there yet. Safe to repeat.
 * Communes and districts owe reports only while a commune has an assignment (khoản 4 Điều 11, khoản 2 Điều 13).
 */
export async function missingObligations(
  db: Pick<Db, 'assignment' | 'agencyRole' | 'agencyParent' | 'reportingStart' | 'period' | 'obligation' | 'calendarChange'>,
  programme: Programme,
  today: Date,
) {
  const span = { from: programme.from, to: programme.to }
  const assignments = await db.assignment.findMany({ where: { programmeId: programme.id } })
  const roles = await db.agencyRole.findMany({ where: inForceWithin(span.from, span.to) })
  const parents = await db.agencyParent.findMany({ where: inForceWithin(span.from, span.to) })
  const starts = new Map((await db.reportingStart.findMany()).map(({ agencyId, periodKind, from }) => [`${agencyId} ${periodKind}`, from]))
  const changes = await changesOf(db, programme.id)
  const lastYear = Math.min(programme.to.getUTCFullYear(), today.getUTCFullYear())
  const periods = await db.period.findMany({ where: { year: { gte: programme.firstYear, lte: lastYear + 1 } } })
  const known = new Set(
    (await db.obligation.findMany({ select: { kind: true, agencyId: true, periodId: true, assignmentId: true } })).map(keyOf),
  )

  const helped = (window: Window) => assignments.filter((assignment) => overlaps(assignment, window))
  const holding = (role: string, on: Date) =>
    new Set(roles.filter((row) => row.role === role && covers(row, on)).map((row) => row.agencyId))
  const owed: Owed[] = []

  for (const period of periods) {
    const window = dataWindow(period, changes)
    const owe = (kind: Kind, agencyId: string, assignmentId: string | null = null) => owed.push({ kind, agencyId, assignmentId, period })
    const planning = ruleOf('plan', period)
    // The first year had begun when the regulation came: its plan is not owed.
    if (
      planning &&
      !planning.optional &&
      period.year > programme.firstYear &&
      period.year <= programme.to.getUTCFullYear() &&
      planning.opens(period) <= endOfYear(today)
    )
      for (const { id, unitId } of helped(calendarSpan(period))) owe('plan', unitId, id)
    if (
      ruleOf('coordination', period) &&
      period.year >= coordinationFrom &&
      period.year <= programme.to.getUTCFullYear() &&
      period.year <= lastYear + 1
    )
      for (const communeId of new Set(helped(calendarSpan(period)).map(({ communeId }) => communeId))) owe('coordination', communeId)
    if (period.year > lastYear) continue
    const communes = new Set(helped(window).map(({ communeId }) => communeId))
    if (ruleOf('communeReport', period))
      for (const communeId of communes) {
        const from = starts.get(`${communeId} ${period.kind}`)
        if (!from || from <= window.to) owe('communeReport', communeId)
      }
    if (period.kind !== 'year') continue
    for (const unitId of new Set(helped(window).map(({ unitId }) => unitId))) owe('unitReport', unitId)
    const districts = holding('district', window.to)
    const above = parents.filter((row) => communes.has(row.agencyId) && districts.has(row.parentId) && covers(row, window.to))
    for (const districtId of new Set(above.map(({ parentId }) => parentId))) owe('districtReport', districtId)
    for (const planningId of holding('planning', window.to)) owe('provinceReport', planningId)
  }
  return owed
    .filter(({ period, ...row }) => !known.has(keyOf({ ...row, periodId: period.id })))
    .map(({ kind, period, ...row }) => ({
      kind,
      ...row,
      programmeId: programme.id,
      periodId: period.id,
      ...owedDays(kind, period, changes),
    }))
}

/** Programmes of earlier years were agreed on paper, before the portal asked for them. */
const coordinationFrom = 2025

/** Asked again under the programme's lock, so two at once make none twice; the database keeps them unique besides. */
export async function makeObligations(tx: Tx, programme: Programme, today: Date) {
  return tx.obligation.createMany({ data: await missingObligations(tx, programme, today) })
}

function owedDays(kind: Kind, period: Period, changes: Parameters<typeof daysOf>[2]): Days {
  const days = daysOf(kind, period, changes)
  if (!days) throw new Error(`No deadline for ${kind} by ${period.kind}`)
  return days
}

const keyOf = (row: { kind: string; agencyId: string; periodId: string; assignmentId: string | null }) =>
  `${row.kind} ${row.agencyId} ${row.periodId} ${row.assignmentId}`
const covers = ({ from, to }: Dated, on: Date) => from <= on && (to === null || to >= on)
const overlaps = ({ from, to }: Dated, window: Window) => from <= window.to && (to === null || to >= window.from)
const endOfYear = (day: Date) => new Date(Date.UTC(day.getUTCFullYear(), 11, 31))

type Dated = { from: Date; to: Date | null }
type Window = { from: Date; to: Date }
type Period = Term & { id: string }
type Owed = { kind: Kind; agencyId: string; assignmentId: string | null; period: Period }
type Programme = { id: string; from: Date; to: Date; firstYear: number }
