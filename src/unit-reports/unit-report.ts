import { inForceWithin } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import type { Term } from '../deadlines.ts'
import type { Apart } from '../filings/apart.ts'
import { unapproved } from '../filings/approval.ts'
import {
  agreed,
  communesOf,
  type Doing,
  holdersOf,
  type Kind,
  type Loaded,
  type Owed,
  receiving,
  save,
  sending,
  withAnswers,
} from '../filings/filing.ts'
import type { Prisma } from '../generated/client.ts'
import { unitReportDocument } from './document.ts'
import { explainedIn, explaining } from './explained.ts'
import { areas, formOf, type Typed, type UnitReportContent, type UnitReportContext } from './form.ts'
import { helpOf, type Reported, supportsIn, typedFigures } from './help.ts'
import { nothingDone, reportedBy, sectionsOf } from './sections.ts'
import { consultedOn, consulting, sharedIn } from './shared.ts'
import { unitReportSheets } from './sheets.ts'

const sent = sending({
  ...{ by: 'unit', readers: ['planning'], editable: ['draft', 'changesAsked'] },
  ...{ label: 'Gửi báo cáo', summed: ['UnitResult', 'UnitItem'], form: formOf, unready: nothingDone },
})

/**
 * Khoản 1 Điều 13: every year, to the planning department, before 31/12; one for six months may be made besides. One report for all the
 * unit's communes.
 */
export const unitReport = {
  name: 'unitReport',
  owes: 'unitReport',
  path: '/unit-reports',
  by: 'unit',
  readers: ['planning'],
  followers: ['district'],
  context,
  form: formOf,
  begins,
  beside: async (db, filing) => ({
    help: filing.draft ? await helpOf(db, reportedBy(filing)) : () => undefined,
    consulted: await consultedOn(db, filing),
  }),
  around: async (db, filing) => ({ consulted: await consultedOn(db, filing) }),
  content: async ({ sections, ...rest }: Typed, filing, db) => ({ ...rest, sections: await sectionsOf(sections, filing, db) }),
  sheets: unitReportSheets,
  document: unitReportDocument,
  steps: {
    compile: {
      ...{ by: ['unit'], from: ['draft', 'changesAsked'], label: 'Lấy lại số liệu đã ghi', edits: true, writes: { Draft: 'filingId' } },
      run: takeAgain,
    },
    ...consulting,
    ...sent,
    send: { ...sent.send, writes: { ...sent.send.writes, ExplainedSection: 'filingId' } },
    ...receiving('planning'),
    ...explaining,
  },
  receivers: (db, _, at) => holdersOf(db, 'planning', at),
  async project(tx, { id, filingId, n }, { sections }: UnitReportContent) {
    const explained = sections.filter(({ nothing }) => nothing)
    if (explained.length)
      await tx.explainedSection.createMany({
        data: explained.map(({ communeId, reason = '' }) => ({ filingId, versionId: id, n, communeId, reason })),
      })
    await tx.unitResult.createMany({
      data: sections
        .filter(({ nothing }) => !nothing)
        .flatMap(({ communeId, ...byArea }) =>
          areas.map((area) => {
            const told = { ...({} as Apart), ...byArea[area] }
            const { recorded: _, apart: __, apartNumber, apartDate, ownMoney, sponsorMoney, goodsValue, programmeMoney, ...rest } = told
            return {
              ...{ filingId, versionId: id, n, communeId, area, ...rest },
              ...{ apartNumber: apartNumber ?? null, apartDate: apartDate ? dayFrom(apartDate) : null },
              ...{ ownMoney: BigInt(ownMoney), sponsorMoney: BigInt(sponsorMoney) },
              ...{ goodsValue: BigInt(goodsValue), programmeMoney: BigInt(programmeMoney) },
            }
          }),
        ),
    })
    await tx.unitItem.createMany({ data: sections.flatMap((one) => itemsIn(one, { id, filingId, n })) })
  },
} as const satisfies Kind

function itemsIn({ communeId, planned = [] }: UnitReportContent['sections'][number], version: { id: string; filingId: string; n: number }) {
  const { id: versionId, filingId, n } = version
  return planned.flatMap(({ plan, key, task, clause, is, said = null, note = '' }) =>
    plan && key ? [{ filingId, versionId, n, communeId, planId: plan, itemKey: key, clause, task, outcome: is, said, note }] : [],
  )
}

/** Nothing is typed twice: figures, forms and what was done come from what was recorded through the year. */
async function begins(db: Db | Tx, owed: Owed) {
  const help = await helpOf(db, owed)
  const communes = await communesIn(db, owed)
  const sections = communes.map(({ id }) => {
    const found = areas.flatMap((area) => {
      const one = help(id, area)
      return one ? [[area, { ...typedFigures(one.given), done: one.done.join('\n') }] as const] : []
    })
    return [id, Object.fromEntries(found)] as const
  })
  return { sections: Object.fromEntries(sections) }
}

/**
 * Figures and forms as they are recorded now; the words stay, and an area about which nothing was recorded stays as it was typed. So does a
 * commune whose section says why nothing was carried out.
 */
async function takeAgain(doing: Doing) {
  const { tx, filing, actor, at, body } = doing
  if (body) await save(doing)
  const { content } = await tx.draft.findUniqueOrThrow({ where: { filingId: filing.id } })
  const help = await helpOf(tx, reportedBy(filing))
  const { sections = {}, ...rest } = content as { sections?: Record<string, { nothing?: string } & Record<string, object | string>> }
  const fresh = (filing.context as UnitReportContext).communes.map(({ id }) => {
    const typed = sections[id]
    if (typed?.nothing) return [id, typed]
    const byArea = areas.map((area) => {
      const one = help(id, area)
      return [area, { ...(typed?.[area] as object | undefined), ...(one && typedFigures(one.given)) }]
    })
    return [id, { ...typed, ...Object.fromEntries(byArea) }]
  })
  const data = { content: { ...rest, sections: Object.fromEntries(fresh) }, savedAt: at, savedById: actor.id, ...unapproved }
  await tx.draft.update({ where: { filingId: filing.id }, data, select: { filingId: true } })
}

const dayFrom = (words: string) => new Date(words.split('/').reverse().join('-'))

/** Communes with their plans for the writer; readers know the sections of what was sent, and find the names in the frozen content. */
async function context(db: Db | Tx, filing: Loaded): Promise<UnitReportContext> {
  const { id, draft, agencyId, period } = filing
  const [shared, explained] = [await sharedIn(db, id), await explainedIn(db, id)]
  if (!draft) return { communes: await communesSent(db, id, explained), shared, explained }
  const reported = reportedBy(filing)
  const communes = await communesIn(db, reported)
  const items = await db.planItem.findMany({
    where: {
      version: {
        filing: { kind: 'plan', agencyId, period: { year: period.year, OR: plansFor(period) } },
        receipts: { some: { consents: { some: { opinion: 'agrees' } } } },
      },
    },
    orderBy: { position: 'asc' },
    include: {
      version: {
        omit: { content: true },
        include: {
          filing: { include: { assignment: true, covers: true } },
          receipts: { include: withAnswers },
        },
      },
    },
  })
  // Of each plan (of the year, of a half-year, over several communes) the newest version that was agreed.
  const inForce = newestOf(items.filter(({ version }) => agreed(version, reported.dataTo)).map((item) => ({ ...item, n: item.version.n })))
  const carriedOut = await db.support.findMany({
    where: {
      ...{ filingId: { in: [...new Set(inForce.map(({ filingId }) => filingId))] }, status: { not: 'cancelled' } },
      ...(period.kind === 'half' && supportsIn(reported)),
    },
    select: { filingId: true, itemKey: true, communeId: true, status: true },
  })
  const fate = (item: { filingId: string; key: string }, communeId: string) => {
    const theirs = carriedOut.filter((one) => one.filingId === item.filingId && one.itemKey === item.key && one.communeId === communeId)
    return theirs.some(({ status }) => status === 'confirmed' || status === 'disputed') ? 'received' : theirs.length ? 'declared' : 'open'
  }
  const newest = (communeId: string) =>
    inForce
      .filter(({ communeId: one, version: { filing } }) => (one ? one === communeId : communesOf(filing).includes(communeId)))
      .map(({ version: _, n: __, ...item }) => ({ ...item, is: fate(item, communeId) }) as const)
  return { communes: communes.map((commune) => ({ ...commune, items: newest(commune.id) })), shared, explained }
}

/** Which plans a report answers: a year's the year's and both half-years'; that of six months the year's and its own. */
const plansFor = ({ kind, n }: Term): Prisma.PeriodWhereInput[] => [{ kind: 'year' }, { kind: 'half', ...(kind === 'half' && { n }) }]

/** The communes and items that any version names: what readers compare versions by. */
async function communesSent(db: Db | Tx, filingId: string, explained: UnitReportContext['explained']) {
  const results = await db.unitResult.findMany({ where: { filingId }, include: { commune: true }, distinct: ['communeId'] })
  const rows = await db.unitItem.findMany({
    where: { filingId },
    distinct: ['communeId', 'planId', 'itemKey'],
    orderBy: [{ n: 'desc' }, { id: 'asc' }],
  })
  const itemsOf = (communeId: string) =>
    rows
      .filter((row) => row.communeId === communeId)
      .map(({ planId, itemKey, task, clause, outcome }) => ({ filingId: planId, key: itemKey, task, clause, is: outcome }))
  const communes = new Map([...results, ...explained].map(({ commune: { id, name } }) => [id, { id, name, items: itemsOf(id) }]))
  return [...communes.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
}

/** The communes that the unit helped within the reporting year, also where its assignment has ended since. */
async function communesIn(db: Db | Tx, { agencyId: unitId, dataFrom, dataTo }: Pick<Reported, 'agencyId' | 'dataFrom' | 'dataTo'>) {
  const assignments = await db.assignment.findMany({
    where: { unitId, ...inForceWithin(dataFrom, dataTo) },
    include: { commune: true },
    orderBy: { commune: { name: 'asc' } },
  })
  return [...new Map(assignments.map(({ commune: { id, name } }) => [id, { id, name }])).values()]
}

/** Of the results one may read, those of each report's newest version. */
export function newestOf<Result extends { filingId: string; n: number }>(results: readonly Result[]) {
  const newest = new Map<string, number>()
  for (const { filingId, n } of results) newest.set(filingId, Math.max(n, newest.get(filingId) ?? 0))
  return results.filter(({ filingId, n }) => newest.get(filingId) === n)
}
