import { changesOf } from '../calendar/change.ts'
import { addDays, dayOf, inForceWithin, startOf } from '../clock.ts'
import type { Db } from '../db.ts'
import { arrival, dataWindow } from '../deadlines.ts'
import { inForce, titleOf, withAnswers } from '../filings/filing.ts'
import type { DocumentStyle, Prisma } from '../generated/client.ts'
import { replyOf } from '../invitations/invitation.ts'
import { programmeOf } from '../matrix/owed.ts'
import { filingsOf, judgedColumns } from '../obligations/obligation.ts'
import { explainedSectionsOf } from '../unit-reports/outcome.ts'
import { capital, list, placeOf, standingMark, standingWords } from '../words.ts'
import type { Done, Facts, Owed } from './rules.ts'

/** A unit that helped a commune on a day at least of the year's data window, and what is stored about that year. */
export type Unit = {
  id: string
  name: string
  style: DocumentStyle
  communes: { id: string; name: string; districtId: string }[]
  /** How its annual report stands. */
  standing: { is: string; mark: string; letter: string; word: string } | undefined
  /** How many activities it recorded. */
  recorded: number
  facts: Facts
}

/** Everything that scores of a year are computed from, as it is now: so many queries, however many units. */
export async function unitsIn(db: Db, year: number, at: Date): Promise<Unit[]> {
  const programme = await programmeOf(db, year)
  const window = dataWindow({ kind: 'year', year, n: 1 }, programme ? await changesOf(db, programme.id) : [])
  const assigned = await db.assignment.findMany({ where: inForceWithin(window.from, window.to), include: whom, orderBy: { id: 'asc' } })
  const owed = await db.obligation.findMany({
    where: { kind: { in: ['plan', 'unitReport'] }, period: { year }, withdrawnAt: null, optional: false },
    select: columns,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  })
  const plans = await plansIn(db, year, dayOf(at))
  const supports = await db.support.findMany({
    where: { status: { not: 'cancelled' }, OR: [{ year }, { filingId: { in: [...plans.keys()] } }] },
    select: { id: true, unitId: true, communeId: true, year: true, status: true, what: true, filingId: true, itemKey: true },
    orderBy: [{ from: 'asc' }, { id: 'asc' }],
  })
  const invitations = await db.invitation.findMany({
    where: {
      status: { not: 'cancelled' },
      startsAt: { gte: startOf(window.from), lt: startOf(addDays(window.to, 1)) },
    },
    select: {
      id: true,
      subject: true,
      startsAt: true,
      call: true,
      guests: { select: { unitId: true } },
      replies: { orderBy: { seq: 'asc' } },
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  })
  const assessments = await db.unitAssessment.findMany({
    where: { version: { filing: { period: { year, kind: 'year' } }, receipts: { some: { current: true } } } },
    select: {
      unitId: true,
      filingId: true,
      rating: true,
      version: { select: { filing: { select: { agency: { select: { name: true } } } } } },
    },
    orderBy: { id: 'asc' },
  })
  const judged = owed.map((one) => judge(one, plans, at))
  const reports = owed.flatMap(({ filings }) => filings.filter(({ kind, firstSentAt }) => kind === 'unitReport' && firstSentAt))
  const reasons = await explainedSectionsOf(
    db,
    reports.map(({ id }) => id),
  )
  const yearOver = dayOf(at) > window.to

  return [...Map.groupBy(assigned, ({ unitId }) => unitId)].map(([id, rows]) => unitOf(id, rows)).toSorted((a, b) => byName(a.name, b.name))

  function unitOf(id: string, rows: typeof assigned): Unit {
    const { unit } = rows[0] as (typeof rows)[number]
    const communes = [...new Map(rows.map(({ commune }) => [commune.id, commune])).values()].toSorted((a, b) => byName(a.name, b.name))
    const theirs = judged.filter(({ agencyId }) => agencyId === id).toSorted((a, b) => byName(a.title, b.title))
    const annual = theirs.find(({ kind }) => kind === 'unitReport')
    const given = supports.filter(({ unitId }) => unitId === id)
    const explained = new Set(reasons.filter(({ filingId }) => filingId === annual?.filingId).map(({ communeId }) => communeId))
    const excused = (communeId: string) => annual?.came === 'explained' || explained.has(communeId)
    const nameOf = new Map(communes.map(({ id, name }) => [id, placeOf(name)]))
    const facts: Facts = {
      plans: theirs.filter(({ kind }) => kind === 'plan'),
      reports: theirs.filter(({ kind }) => kind === 'unitReport'),
      items: [...plans].flatMap(([filingId, { unitId, communes: places, items }]) =>
        unitId !== id
          ? []
          : items.map(({ key, task, communeId, toMonth }) => ({
              ...{
                filingId,
                task: `${task} (${list((communeId ? [communeId] : places).flatMap((id) => nameOf.get(id) ?? []))})`,
                is: best(given.filter((one) => one.filingId === filingId && one.itemKey === key)),
              },
              ...{
                over: at >= startOf(new Date(Date.UTC(year, toMonth ?? 12, 1))),
                excused: (communeId ? [communeId] : places).every(excused),
              },
            })),
      ),
      communes: communes.map(({ id: communeId, name }) => {
        const here = given.filter((one) => one.communeId === communeId && one.year === year)
        const is = best(here)
        const shown = here.find(({ status }) => (status === 'confirmed') === (is === 'confirmed'))
        return {
          id: communeId,
          name: capital(placeOf(name)),
          is,
          supportId: shown?.id,
          what: shown?.what,
          over: yearOver,
          excused: excused(communeId),
        }
      }),
      invitations: invitations
        .filter(({ guests }) => guests.some(({ unitId }) => unitId === id))
        .map((one) => ({ id: one.id, subject: one.subject, reply: replyOf(one, id)?.reply, over: one.startsAt <= at })),
      assessments: assessments
        .filter(({ unitId }) => unitId === id)
        .map(({ filingId, rating, version }) => ({ filingId, rating, commune: capital(placeOf(version.filing.agency.name)) })),
    }
    return {
      ...{ id, name: unit.name, style: unit.documentStyle, facts },
      communes: communes.map(({ id, name, parents }) => ({ id, name: placeOf(name), districtId: parents.at(-1)?.parentId ?? '' })),
      standing: annual?.mark,
      recorded: given.filter((one) => one.year === year).length,
    }
  }
}

const byName = new Intl.Collator('vi').compare

const whom = {
  unit: { select: { name: true, documentStyle: true } },
  commune: { select: { id: true, name: true, parents: { orderBy: { from: 'asc' } } } },
} satisfies Prisma.AssignmentInclude

const columns = {
  ...{ ...judgedColumns, agencyId: true },
  period: true,
  assignment: { select: { commune: { select: { name: true } } } },
} satisfies Prisma.ObligationSelect
type Row = Prisma.ObligationGetPayload<{ select: typeof columns }>

/** What `standing()` says of it, and how it came, whether or not changes were asked for since. */
function judge({ coveredBy, ...row }: Row, plans: Plans, at: Date): Owed & { agencyId: string; mark: Unit['standing'] } {
  const owed = { ...row, filings: filingsOf({ ...row, coveredBy }) }
  const sent = owed.filings.find(({ kind, firstSentAt }) => kind === owed.kind && firstSentAt)
  const [mark, came] = [standingMark(owed, at), arrival(owed, at).is]
  const word = mark.is === 'changesAsked' ? `${mark.word}, ${standingWords[came].word.toLowerCase()}` : mark.word
  return {
    ...{ id: row.id, agencyId: row.agencyId, kind: row.kind, filingId: sent?.id, title: titleOf(row), came, word, mark },
    agreed: plans.get(sent?.id ?? '') !== undefined,
  }
}

type Plans = Awaited<ReturnType<typeof plansIn>>

/** The plans of a year and its half-years that are in force, with their items. */
async function plansIn(db: Db, year: number, on: Date) {
  const versions = await db.filingVersion.findMany({
    where: { filing: { kind: 'plan', period: { year } }, receipts: { some: {} } },
    select: {
      ...{ id: true, filingId: true },
      filing: { select: { agencyId: true, assignment: { select: { communeId: true } }, covers: { select: { communeId: true } } } },
      receipts: { include: withAnswers },
    },
    orderBy: [{ n: 'desc' }, { id: 'asc' }],
  })
  const found = [...Map.groupBy(versions, ({ filingId }) => filingId).values()].flatMap((versions) => inForce({ versions }, on) ?? [])
  const items = await db.planItem.findMany({
    where: { versionId: { in: found.map(({ id }) => id) } },
    select: { versionId: true, key: true, task: true, communeId: true, toMonth: true },
    orderBy: { position: 'asc' },
  })
  const byVersion = Map.groupBy(items, ({ versionId }) => versionId)
  return new Map(
    found.map(({ id, filingId, filing: { agencyId, assignment, covers } }) => [
      filingId,
      {
        unitId: agencyId,
        communes: [...(assignment ? [assignment] : []), ...covers].map(({ communeId }) => communeId),
        items: byVersion.get(id) ?? [],
      },
    ]),
  )
}

function best(supports: readonly { status: string }[]): Done {
  if (supports.some(({ status }) => status === 'confirmed')) return 'confirmed'
  return supports.length ? 'recorded' : 'nothing'
}
