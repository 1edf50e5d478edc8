import { changesOf } from '../calendar/change.ts'
import { inForceWithin } from '../clock.ts'
import { dataWindow } from '../deadlines.ts'
import type { Kind, Prisma } from '../generated/client.ts'
import type { Looking } from '../nouns/noun.ts'
import { filingsOf, judgedColumns } from '../obligations/obligation.ts'

/** What the matrix and the overview follow: what is owed by many; the province's own report is one. */
export const followed = ['communeReport', 'coordination', 'plan', 'unitReport', 'districtReport'] as const satisfies Kind[]
export type Followed = (typeof followed)[number]

type Wanted = {
  year: number
  /** Besides, what is filed once a year, of all years from one to another. */
  annual?: { from: number; to: number }
  kinds?: readonly Followed[]
  /** One commune: its reports, the plans for it, the reports of the units that help it that year. */
  commune?: string
  /** The reports of its communes, the plans for them, the reports of the units that help them that year, its own. */
  district?: string
}

/** What is owed in a year, thin, as this actor sees it: units and communes their own rows, all others what their lists show. Optional plans are not owed. */
export async function owedIn({ db, actor }: Pick<Looking, 'db' | 'actor'>, { year, annual, kinds = followed, district, commune }: Wanted) {
  const follows = actor.roles.some((role) => role === 'planning' || role === 'province' || role === 'district')
  const where: Prisma.ObligationWhereInput = {
    ...{ kind: { in: [...kinds] }, withdrawnAt: null, optional: false },
    period: annual ? { OR: [{ year }, { kind: 'year', year: { gte: annual.from, lte: annual.to } }] } : { year },
    AND: [
      follows ? {} : { agencyId: actor.agencyId },
      district ? { OR: [...(await about({ parents: { some: { parentId: district } } })), { agencyId: district }] } : {},
      commune ? { OR: await about({ id: commune }) } : {},
    ],
  }
  const rows = await db.obligation.findMany({ where, select: columns, orderBy: [{ agency: { name: 'asc' } }, { id: 'asc' }] })
  return rows.map(({ coveredBy, ...row }) => ({ ...row, kind: row.kind as Followed, filings: filingsOf({ ...row, coveredBy }) }))

  async function about(place: Prisma.AgencyWhereInput): Promise<Prisma.ObligationWhereInput[]> {
    const units = [...new Set((await assignedIn(db, year, place)).map(({ unitId }) => unitId))]
    return [{ agency: place }, { assignment: { commune: place } }, { kind: 'unitReport', agencyId: { in: units } }]
  }
}

/** Which unit helped which commune there on a day at least of what the year's reports are about. */
export async function assignedIn(db: Looking['db'], year: number, place: Prisma.AgencyWhereInput) {
  const programme = await programmeOf(db, year)
  const { from, to } = dataWindow({ kind: 'year', year, n: 1 }, programme ? await changesOf(db, programme.id) : [])
  return db.assignment.findMany({ where: { commune: place, ...inForceWithin(from, to) }, select: { unitId: true, communeId: true } })
}

/** The one that had begun by the end of the year. */
export const programmeOf = (db: Looking['db'], year: number) =>
  db.programme.findFirst({ where: { from: { lte: new Date(Date.UTC(year, 11, 31)) } }, orderBy: { from: 'desc' } })

export type Row = Awaited<ReturnType<typeof owedIn>>[number]

const columns = {
  ...{ ...judgedColumns, agencyId: true },
  agency: { select: { name: true } },
  period: { select: { kind: true, year: true, n: true } },
  assignment: { select: { unitId: true, communeId: true, commune: { select: { name: true } } } },
} satisfies Prisma.ObligationSelect
