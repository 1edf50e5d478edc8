import { dayOf } from '../clock.ts'
import type { Db } from '../db.ts'
import { Refusal } from '../errors.ts'
import { inForce, titleOf, withAnswers } from '../filings/filing.ts'
import { kindOf } from '../filings/kinds.ts'
import type { Prisma } from '../generated/client.ts'
import type { Area, HelpForm } from '../generated/enums.ts'
import { namesOf } from '../indicators/catalogue.ts'
import { fateOf, itemsFor } from '../needs/need.ts'
import type { Looking } from '../nouns/noun.ts'
import { filingsOf, withFilings } from '../obligations/obligation.ts'
import { stageOf } from '../petitions/petition.ts'
import { overseer } from '../policy.ts'
import { regionOf } from '../regions/region.ts'
import { bothOf, type Counted } from '../supports/counting.ts'
import { outcomesOf } from '../unit-reports/outcome.ts'
import { standingMark } from '../words.ts'

const few = 12

/**
 * Everything about one commune, as this reader may see it: the commune itself, the units that help it, its district, planning and province.
 * Each part is read through the scope of its own model.
 */
export async function communeProfile(looking: Looking, id: string) {
  const { db, at } = looking
  const { commune, assignments, district } = await communeSeen(looking, id)
  const today = dayOf(at)
  const supports = await db.support.findMany({ where: { communeId: id, status: { not: 'cancelled' } }, include: { unit: true } })
  return {
    title: commune.name,
    commune,
    district,
    region: await regionOf(db, id, today),
    assignments: assignments.map((row) => ({ ...row, ended: row.to !== null && row.to < today })),
    outcomes: await outcomesOf(looking, id),
    plans: await plansOf(db, { OR: [{ assignment: { communeId: id } }, { covers: { some: { communeId: id } } }] }, today),
    needs: await needsOf(db, id),
    petitions: await petitionsOf(db, id, at),
    supports: supportsOf(supports),
    reports: await reportsOf(db, id, at),
    figures: await figuresOf(db, id),
  }
}

/** What it was made of, and what it has become. */
export const kin = {
  predecessors: { include: { predecessor: true }, orderBy: { predecessor: { name: 'asc' } } },
  successors: { include: { successor: true } },
} as const satisfies Prisma.AgencyInclude

/** A commune that this reader has to do with; any other is not there. Who watches over the province meets also those that nobody helps. */
export async function communeSeen({ db, actor }: Looking, id: string) {
  const commune = await db.agency.findUniqueOrThrow({
    where: { id },
    include: {
      parents: { include: { parent: true }, orderBy: { from: 'desc' } },
      roles: true,
      codes: { orderBy: { from: 'desc' } },
      ...kin,
    },
  })
  const assignments = await db.assignment.findMany({ where: { communeId: id }, include: { unit: true }, orderBy: { from: 'desc' } })
  if (!commune.roles.some(({ role }) => role === 'commune')) throw new Refusal(404)
  if (!assignments.length && !overseer(actor) && ![actor.agencyId, ...actor.predecessors, ...actor.oversees].includes(id))
    throw new Refusal(404)
  return { commune, assignments, district: commune.parents[0]?.parent.name }
}

/** The plans that are in force or on their way, by year. */
export async function plansOf(db: Db, where: object, on: Date) {
  const filings = await db.filing.findMany({
    where: { kind: 'plan', firstSentAt: { not: null }, ...where },
    include: { agency: true, period: true, assignment: { include: { commune: true } }, covers: { include: { commune: true } } },
    orderBy: [{ period: { year: 'desc' } }, { period: { n: 'desc' } }, { id: 'asc' }],
    take: 4 * few,
  })
  const versions = await db.filingVersion.findMany({
    where: { filingId: { in: filings.map(({ id }) => id) }, receipts: { some: {} } },
    omit: { content: true },
    include: { receipts: { include: withAnswers } },
    orderBy: { n: 'desc' },
  })
  return filings.map((filing) => {
    const theirs = versions.filter(({ filingId }) => filingId === filing.id)
    const agreed = inForce({ versions: theirs }, on)
    return {
      href: `${kindOf('plan').path}/${filing.id}`,
      title: titleOf(filing),
      unit: filing.agency.name,
      inForce: agreed?.n,
      newest: theirs[0]?.n,
    }
  })
}

async function needsOf(db: Db, communeId: string) {
  const needs = await db.need.findMany({
    where: { communeId },
    include: { unit: true },
    orderBy: [{ proposedAt: 'desc' }, { id: 'asc' }],
    take: few,
  })
  const items = await itemsFor(
    db,
    needs.map(({ id }) => id),
  )
  return needs.map((need) => ({ ...need, is: fateOf({ ...need, items: items.filter(({ needId }) => needId === need.id) }) }))
}

/** What was asked for this commune, the latest first. */
async function petitionsOf(db: Db, communeId: string, at: Date) {
  const petitions = await db.petition.findMany({ where: { communeId }, orderBy: [{ sentAt: 'desc' }, { id: 'asc' }], take: few })
  return petitions.map((petition) => ({ ...petition, is: stageOf(petition, at) }))
}

/** What was given, by year and area, and in which forms: declared and received, side by side. */
export function supportsOf(supports: readonly (Counted & { year: number })[]) {
  const years = [...new Set(supports.map(({ year }) => year))].sort((a, b) => b - a)
  const areas: Area[] = ['economy', 'society', 'security', 'politics']
  const forms = [...new Set(supports.map(({ form }) => form))] as HelpForm[]
  return {
    years: years.map((year) => {
      const theirs = supports.filter((one) => one.year === year)
      const byArea = areas.map((area) => ({ area, ...bothOf(theirs.filter((one) => one.area === area)) }))
      return { year, total: bothOf(theirs), areas: byArea.filter(({ declared }) => declared.supports) }
    }),
    forms: forms
      .map((form) => ({ form, ...bothOf(supports.filter((one) => one.form === form)) }))
      .sort((a, b) => b.declared.supports - a.declared.supports),
  }
}

async function reportsOf(db: Db, agencyId: string, at: Date) {
  const owed = await db.obligation.findMany({
    where: { kind: 'communeReport', agencyId, withdrawnAt: null, opensOn: { lte: dayOf(at) } },
    include: withFilings,
    orderBy: [{ dueAt: 'desc' }, { id: 'asc' }],
    take: few,
  })
  return owed.map((one) => {
    const [filing] = filingsOf(one).filter(({ firstSentAt }) => firstSentAt)
    return { title: titleOf(one), mark: standingMark(one, at), href: filing && `/reports/${filing.id}` }
  })
}

/** People, poverty, fields, stock, water, Party cells. */
const codes = ['DC01', 'DC02', 'GN01', 'GN04', 'KT20', 'NT01', 'KT24', 'MT02A', 'GD02', 'YT01A', 'XD02B']

/** Some figures of the annual reports, year by year. */
async function figuresOf(db: Db, agencyId: string) {
  const names = await namesOf(db)
  const values = await db.indicatorValue.findMany({
    where: {
      code: { in: codes },
      version: { receipts: { some: { current: true } }, filing: { kind: 'communeReport', agencyId, period: { kind: 'year' } } },
    },
    include: { version: { omit: { content: true }, include: { filing: { include: { period: true } } } } },
  })
  const years = [...new Set(values.map(({ version }) => version.filing.period.year))].sort()
  const rows = codes.flatMap((code) => {
    const indicator = names.get(code)
    const theirs = values.filter((row) => row.code === code)
    if (!indicator || !theirs.length) return []
    const of = (year: number) => theirs.find(({ version }) => version.filing.period.year === year)
    return [{ ...indicator, values: years.map((year) => (of(year)?.total ?? of(year)?.value)?.toFixed()) }]
  })
  return { years, rows }
}
