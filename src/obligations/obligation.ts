import { changesOf } from '../calendar/change.ts'
import { dayOf, inForceWithin } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { calendarSpan, type Days, dataWindow, daysOf, daysSince, ruleOf } from '../deadlines.ts'
import type { Kind, Prisma, Role } from '../generated/client.ts'
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
 * What follows from programme, functions, assignments and calendar up to a year's end. Communes and districts owe reports only while a commune has
 * an assignment (khoản 4 Điều 11, khoản 2 Điều 13), and only if they are still there when the figures end. What nobody can fulfil any more,
 * because the assignment or the agency has ended, does not follow; what was sent for it stays nevertheless. `ever`: also what is not asked for
 * anew, of the years and periods before the portal asked, but is no mistake where it is there.
 */
export async function following(db: Sources, programme: Programme, today: Date, lastYear: number, ever = false): Promise<Owed[]> {
  const span = { from: programme.from, to: programme.to }
  const assignments = await db.assignment.findMany({ where: { programmeId: programme.id } })
  const roles = await db.agencyRole.findMany({ where: inForceWithin(span.from, span.to) })
  const parents = await db.agencyParent.findMany({ where: inForceWithin(span.from, span.to) })
  const starts = new Map((await db.reportingStart.findMany()).map(({ agencyId, periodKind, from }) => [`${agencyId} ${periodKind}`, from]))
  const changes = await changesOf(db, programme.id)
  const firstYear = ever ? programme.from.getUTCFullYear() : programme.firstYear
  const periods = await db.period.findMany({ where: { year: { gte: firstYear, lte: lastYear + 1 } } })

  const helped = (window: Window) => assignments.filter((assignment) => overlaps(assignment, window))
  const holding = (role: Role, on: Date) =>
    new Set(roles.filter((row) => row.role === role && covers(row, on) && !hasEnded(row, today)).map((row) => row.agencyId))
  const owed: Owed[] = []

  for (const period of periods) {
    const window = dataWindow(period, changes)
    const owe = (kind: Kind, agencyId: string, { assignmentId, since }: { assignmentId?: string; since?: Date } = {}) => {
      const days = daysOf(kind, period, changes)
      if (!days) throw new Error(`No deadline for ${kind} by ${period.kind}`)
      owed.push({ kind, agencyId, assignmentId: assignmentId ?? null, periodId: period.id, ...(since ? daysSince(days, since) : days) })
    }
    const planned = helped(calendarSpan(period)).filter((assignment) => !hasEnded(assignment, today))
    const planning = ruleOf('plan', period)
    // The first year had begun when the regulation came: its plan is not owed.
    if (
      planning &&
      !planning.optional &&
      (ever || period.year > programme.firstYear) &&
      period.year <= programme.to.getUTCFullYear() &&
      planning.opens(period).getUTCFullYear() <= lastYear
    )
      for (const { id, unitId, from } of planned) owe('plan', unitId, { assignmentId: id, since: from })
    if (ruleOf('coordination', period) && (ever || period.year >= coordinationFrom) && period.year <= programme.to.getUTCFullYear())
      for (const [communeId, [first]] of Map.groupBy(planned.toSorted(byFrom), ({ communeId }) => communeId))
        owe('coordination', communeId, { since: first?.from })
    if (period.year > lastYear) continue
    const present = holding('commune', window.to)
    const communes = new Set(helped(window).flatMap(({ communeId }) => (present.has(communeId) ? [communeId] : [])))
    if (ruleOf('communeReport', period))
      for (const communeId of communes) {
        const from = starts.get(`${communeId} ${period.kind}`)
        if (ever || !from || from <= window.to) owe('communeReport', communeId)
      }
    if (period.kind !== 'year') continue
    for (const unitId of new Set(helped(window).map(({ unitId }) => unitId))) owe('unitReport', unitId)
    const districts = holding('district', window.to)
    const above = parents.filter((row) => communes.has(row.agencyId) && districts.has(row.parentId) && covers(row, window.to))
    for (const districtId of new Set(above.map(({ parentId }) => parentId))) owe('districtReport', districtId)
    for (const planningId of holding('planning', window.to)) owe('provinceReport', planningId)
  }
  return owed
}

/** Programmes of earlier years were agreed on paper, before the portal asked for them. */
const coordinationFrom = 2025

/**
 * How what is there differs from what follows: what is to be made; what was withdrawn and follows again; what nobody has sent, and does not follow
 * any more. What is made by hand, being optional, is nobody's duty and stays.
 */
export async function unsettled(db: Sources, programme: Programme, today: Date) {
  const lastYear = (on: Date) => Math.min(programme.to.getUTCFullYear(), on.getUTCFullYear())
  const owed = await following(db, programme, today, lastYear(today))
  // The rehearsal's clock goes back as well: what follows later in the programme is never withdrawn.
  const ever = new Set((await following(db, programme, today, programme.to.getUTCFullYear(), true)).map(keyOf))
  const known = await db.obligation.findMany({
    where: { programmeId: programme.id },
    select: {
      ...{ id: true, kind: true, agencyId: true, periodId: true, assignmentId: true, withdrawnAt: true, optional: true },
      ...{ filings: { select: { firstSentAt: true } }, coveredBy: { select: { filing: { select: { firstSentAt: true } } } } },
    },
  })
  const byKey = new Map(known.map((one) => [keyOf(one), one]))
  const isSent = (one: (typeof known)[number]) => filingsOf(one).some(({ firstSentAt }) => firstSentAt)
  return {
    missing: owed.filter((one) => !byKey.has(keyOf(one))),
    again: owed.flatMap((one) => {
      const found = byKey.get(keyOf(one))
      return found?.withdrawnAt ? [found.id] : []
    }),
    gone: known.filter((one) => !one.withdrawnAt && !one.optional && !isSent(one) && !ever.has(keyOf(one))).map(({ id }) => id),
  }
}

/** Safe to repeat: asked again under the programme's lock, so two at once make none twice; the database keeps them unique besides. */
export async function settleObligations(tx: Tx, programme: Programme, at: Date) {
  const { missing, again, gone } = await unsettled(tx, programme, dayOf(at))
  await tx.obligation.createMany({ data: missing.map((one) => ({ ...one, programmeId: programme.id })) })
  const stamp = (ids: string[], withdrawnAt: Date | null) =>
    tx.obligation.updateMany({
      ...{ where: { id: { in: ids } }, data: { withdrawnAt, revision: { increment: 1 } }, expect: ids.length },
    })
  if (again.length) await stamp(again, null)
  if (gone.length) await stamp(gone, at)
  return { made: missing.length, restored: again.length, withdrawn: gone.length }
}

const keyOf = (row: { kind: string; agencyId: string; periodId: string; assignmentId: string | null }) =>
  `${row.kind} ${row.agencyId} ${row.periodId} ${row.assignmentId}`
const covers = ({ from, to }: Dated, on: Date) => from <= on && (to === null || to >= on)
const overlaps = ({ from, to }: Dated, window: Window) => from <= window.to && (to === null || to >= window.from)
const hasEnded = ({ to }: Dated, today: Date) => to !== null && to < today
const byFrom = (a: Dated, b: Dated) => a.from.getTime() - b.from.getTime()

type Sources = Pick<Db, 'assignment' | 'agencyRole' | 'agencyParent' | 'reportingStart' | 'period' | 'obligation' | 'calendarChange'>
type Dated = { from: Date; to: Date | null }
type Window = { from: Date; to: Date }
type Owed = { kind: Kind; agencyId: string; assignmentId: string | null; periodId: string } & Days
type Programme = { id: string; from: Date; to: Date; firstYear: number }
