import type { Db } from '../db.ts'
import { titleOf } from '../filings/filing.ts'
import { kinds } from '../filings/kinds.ts'
import { hrefOf } from '../filings/list.ts'
import type { Prisma } from '../generated/client.ts'
import type { Kind } from '../generated/enums.ts'
import type { Looking } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { areaWords, capital, date, day, kindWords, placeOf } from '../words.ts'
import { type Found, type Names, named, narrowed, said } from './names.ts'

/** One thing that was found: where it opens, what it is called, what is said of it. */
export type Hit = { href: string; title: string; about: string; text?: string }

/** What was found of one kind, within the searcher's scope. */
export type Group = {
  name: string
  title: string
  count: number
  /** The list of such things, narrowed as far as it can be by what was typed. */
  list: string | undefined
  rows(page: { skip: number; take: number }): Promise<Hit[]>
}

/** Every group in which something was found. Each is read through the scope of its own model, so whatever is found can be opened. */
export async function groupsFor(looking: Looking, names: Names, q: string): Promise<Group[]> {
  const groups = await Promise.all([agencies(looking, names), filings(looking, names), nouns(looking, names, q), documents(looking, names)])
  return groups.flat().filter(({ count }) => count > 0)
}

// ── communes and units ────────────────────────────────────────────────────────────────────────────────────────────

async function agencies({ db, actor }: Looking, names: Names): Promise<Group[]> {
  const ids = named(names).map(({ id }) => id)
  const seen = ids.length ? await db.assignment.findMany({ where: { OR: [{ communeId: { in: ids } }, { unitId: { in: ids } }] } }) : []
  const own = [actor.agencyId, ...actor.predecessors, ...actor.oversees]
  const inSight = (id: string) => own.includes(id) || seen.some(({ communeId }) => communeId === id)
  const communes = named(names).filter(({ id, roles }) => roles.some(({ role }) => role === 'commune') && inSight(id))
  const units = named(names).filter(({ id }) => seen.some(({ unitId }) => unitId === id))
  const hits = (found: Names['agencies'], path: string): Pick<Group, 'count' | 'rows'> => ({
    count: found.length,
    rows: async ({ skip, take }) =>
      found.slice(skip, skip + take).map(({ id, name, names, otherSpellings }) => {
        const others = [...new Set([...names.map((one) => one.name), ...otherSpellings])].filter((one) => one !== name)
        return { href: `${path}/${id}`, title: name, about: others.length ? `Còn viết là ${others.join(', ')}` : '' }
      }),
  })
  const { q } = narrowed(names)
  return [
    { name: 'communes', title: 'Xã', list: addressOf('/assignments', { q }), ...hits(communes, '/communes') },
    { name: 'units', title: 'Đơn vị giúp xã', list: addressOf('/assignments', { q }), ...hits(units, '/units') },
  ]
}

// ── plans, reports, everything that is filed ──────────────────────────────────────────────────────────────────────

/** What opens: what was sent, and the working copies that this reader may read. */
async function filings(looking: Looking, names: Names): Promise<Group[]> {
  const { db, actor } = looking
  const { found } = names
  if (found.some((one) => !one.agencies.length && !one.kinds.length && !one.periods.length)) return []
  const plans = await plansBy(db)
  const where: Prisma.FilingWhereInput = { AND: [await opening(looking, plans), ...found.map((one) => calledSo(plans, one))] }
  const counted = await db.filing.groupBy({ by: ['kind'], where, _count: { _all: true } })
  const { q, year } = narrowed(names)
  return (Object.keys(kinds) as Kind[])
    .filter((kind) => readsList(actor, kind))
    .map((kind) => ({
      ...{ name: kind, title: kindWords[kind], list: addressOf(kinds[kind].path, { q, year }) },
      count: counted.find((one) => one.kind === kind)?._count._all ?? 0,
      rows: (page) => filed(db, actor, { ...where, kind }, page),
    }))
}

const readsList = (actor: Actor, kind: Kind) => {
  const { by, readers, ...more } = kinds[kind]
  const followers = 'followers' in more ? ((more.followers ?? []) as readonly string[]) : []
  const everyone = [by, ...readers, ...followers, 'planning', 'province'] as readonly string[]
  return actor.roles.some((role) => everyone.includes(role))
}

/** Whose name, kind or term says this. Asked of the row alone, so that an index answers: what it hangs from is looked up before. */
function calledSo(plans: Plans, { agencies, kinds, periods }: Found): Prisma.FilingWhereInput {
  return {
    OR: [
      ...(agencies.length ? [{ agencyId: { in: agencies } }, ...plansFor(plans, agencies)] : []),
      ...(kinds.length ? [{ kind: { in: kinds } }] : []),
      ...(periods.length ? [{ periodId: { in: periods } }] : []),
    ],
  }
}

/** Which assignments and plans are about which commune, as far as one sees. */
async function plansBy(db: Db) {
  const assigned = db.assignment.findMany({ select: { id: true, communeId: true } })
  const covered = db.filingCover.findMany({ select: { filingId: true, communeId: true } })
  return { assigned: await assigned, covered: await covered }
}
type Plans = Awaited<ReturnType<typeof plansBy>>

function plansFor({ assigned, covered }: Plans, communes: readonly string[]): Prisma.FilingWhereInput[] {
  const about = new Set(communes)
  return [
    { assignmentId: { in: assigned.filter(({ communeId }) => about.has(communeId)).map(({ id }) => id) } },
    { id: { in: covered.filter(({ communeId }) => about.has(communeId)).map(({ filingId }) => filingId) } },
  ]
}

/**
 * What opens: what was sent, and the working copies that this reader may read. The scope says who may; this narrows to what it can be, by the row
 * alone, before the scope is asked.
 */
async function opening({ db, actor }: Looking, plans: Plans): Promise<Prisma.FilingWhereInput> {
  const unsent = { where: { filing: { firstSentAt: null } }, select: { filingId: true } } as const
  const readable = (await Promise.all([db.draft.findMany(unsent), db.sharedSection.findMany(unsent)]))
    .flat()
    .map(({ filingId }) => filingId)
  const opens = { OR: [{ firstSentAt: { not: null } }, { id: { in: readable } }] }
  if (actor.roles.includes('planning') || actor.roles.includes('province')) return opens
  const { agencyId, predecessors, helps, oversees } = actor
  // Also those that one helped, or oversaw, before: what was received then is still read.
  const helped = await db.assignment.findMany({ where: { unitId: agencyId }, select: { communeId: true } })
  const overseen = await db.agencyParent.findMany({ where: { parentId: agencyId }, select: { agencyId: true } })
  const before = [...helped.map(({ communeId }) => communeId), ...overseen.map((one) => one.agencyId)]
  const theirs = [...new Set([agencyId, ...predecessors, ...helps, ...oversees, ...before])]
  const units = { kind: 'unitReport' as const, agencyId: { in: [...actor.helpers, ...actor.helped.map(({ unitId }) => unitId)] } }
  const near = [{ agencyId: { in: theirs } }, ...plansFor(plans, theirs), units]
  return { AND: [opens, { OR: [...near, { id: { in: readable } }] }] }
}

async function filed(db: Db, actor: Actor, where: Prisma.FilingWhereInput, page: { skip: number; take: number }): Promise<Hit[]> {
  const place = { include: { commune: true } } as const
  // First which, then what hangs from them: joined before they are sorted, it would be read of all.
  const thin = await db.filing.findMany({
    ...{ where, select: { id: true }, orderBy: [{ lastSentAt: { sort: 'desc', nulls: 'first' } }, { id: 'asc' }], ...page },
  })
  const rows = await db.filing.findMany({
    where: { id: { in: thin.map(({ id }) => id) } },
    include: { agency: true, period: true, assignment: place, covers: place },
    orderBy: [{ lastSentAt: { sort: 'desc', nulls: 'first' } }, { id: 'asc' }],
  })
  return rows.map((filing) => ({
    href: hrefOf(kinds[filing.kind], actor, filing.id, filing.agencyId === actor.agencyId),
    title: titleOf(filing),
    about: `${filing.agency.name}; ${filing.firstSentAt ? `gửi ngày ${day(filing.lastSentAt ?? filing.firstSentAt)}` : 'chưa gửi'}`,
  }))
}

// ── needs, petitions, supports and the like ───────────────────────────────────────────────────────────────────────

type Page = { skip: number; take: number }

/** Every word stands in the text, or names an agency that the row is about. */
const about = <Where>({ found }: Names, columns: readonly string[]) =>
  ({
    AND: found.map(({ token, agencies }) => ({
      OR: [said(token), ...(agencies.length ? columns.map((column) => ({ [column]: { in: agencies } })) : [])],
    })),
  }) as Where

async function nouns({ db }: Looking, names: Names, q: string): Promise<Group[]> {
  const commune = { select: { name: true } } as const
  const needs = about<Prisma.NeedWhereInput>(names, ['communeId', 'unitId', 'proposerId'])
  const petitions = about<Prisma.PetitionWhereInput>(names, ['communeId', 'petitionerId', 'holderId'])
  const supports = about<Prisma.SupportWhereInput>(names, ['communeId', 'unitId'])
  const invitations = about<Prisma.InvitationWhereInput>(names, ['communeId', 'inviterId'])
  const inspections = about<Prisma.InspectionWhereInput>(names, ['communeId', 'districtId', 'unitId'])
  const requests = about<Prisma.InspectionRequestWhereInput>(names, ['agencyId'])
  const inquiries = about<Prisma.InquiryWhereInput>(names, ['askerId'])
  return Promise.all([
    group('needs', 'Đề xuất, nhu cầu', addressOf('/needs', { q }), db.need.count({ where: needs }), async (page) =>
      (await db.need.findMany({ where: needs, include: { commune }, orderBy: [{ proposedAt: 'desc' }, { id: 'asc' }], ...page })).map(
        (row) => ({
          ...{ href: `/needs/${row.id}`, title: row.what, text: `${row.detail} ${row.whom}`.trim() },
          about: `${capital(placeOf(row.commune.name))}; ${areaWords[row.area]}; đề xuất ngày ${day(row.proposedAt)}`,
        }),
      ),
    ),
    group('petitions', 'Kiến nghị', addressOf('/petitions', { q }), db.petition.count({ where: petitions }), async (page) =>
      (
        await db.petition.findMany({
          ...{ where: petitions, include: { petitioner: commune, commune, holder: commune } },
          ...{ orderBy: [{ sentAt: 'desc' }, { id: 'asc' }], ...page },
        })
      ).map((row) => ({
        ...{ href: `/petitions/${row.id}`, title: row.subject, text: `${row.detail} ${row.wish}`.trim() },
        about: `${row.petitioner.name} gửi ngày ${day(row.sentAt)}; đang ở ${row.holder.name}`,
      })),
    ),
    group('supports', 'Hoạt động giúp đỡ', addressOf('/supports', { q }), db.support.count({ where: supports }), async (page) =>
      (
        await db.support.findMany({
          ...{ where: supports, include: { commune, unit: commune }, orderBy: [{ from: 'desc' }, { id: 'asc' }], ...page },
        })
      ).map((row) => ({
        ...{ href: `/supports/${row.id}`, title: row.what, text: `${row.result} ${row.villages}`.trim() },
        about: `${row.unit.name}; ${placeOf(row.commune.name)}; từ ngày ${date(row.from)}`,
      })),
    ),
    group('invitations', 'Giấy mời', addressOf('/invitations', { q }), db.invitation.count({ where: invitations }), async (page) =>
      (
        await db.invitation.findMany({
          where: invitations,
          include: { inviter: commune },
          orderBy: [{ startsAt: 'desc' }, { id: 'asc' }],
          ...page,
        })
      ).map((row) => ({
        ...{ href: `/invitations/${row.id}`, title: row.subject, text: `${row.agenda} ${row.place}`.trim() },
        about: `${row.inviter.name}; họp ngày ${day(row.startsAt)}`,
      })),
    ),
    group('inspections', 'Kiểm tra', addressOf('/inspections', { q }), db.inspection.count({ where: inspections }), async (page) =>
      (
        await db.inspection.findMany({
          ...{ where: inspections, include: { commune, district: commune }, orderBy: [{ day: 'desc' }, { id: 'asc' }], ...page },
        })
      ).map((row) => ({
        ...{ href: `/inspections/${row.id}`, title: `Kiểm tra tại ${placeOf(row.commune.name)} ngày ${date(row.day)}`, text: row.findings },
        about: row.district.name,
      })),
    ),
    group(
      'requests',
      'Yêu cầu sau kiểm tra',
      addressOf('/inspection-requests', { q }),
      db.inspectionRequest.count({ where: requests }),
      async (page) =>
        (
          await db.inspectionRequest.findMany({
            where: requests,
            include: { agency: commune },
            orderBy: [{ dueOn: 'desc' }, { id: 'asc' }],
            ...page,
          })
        ).map((row) => ({
          ...{ href: `/inspection-requests/${row.id}`, title: row.text },
          about: `${row.agency.name}; hạn ${date(row.dueOn)}`,
        })),
    ),
    group('inquiries', 'Báo cáo đột xuất', addressOf('/inquiries', { q }), db.inquiry.count({ where: inquiries }), async (page) =>
      (
        await db.inquiry.findMany({ where: inquiries, include: { asker: commune }, orderBy: [{ askedAt: 'desc' }, { id: 'asc' }], ...page })
      ).map((row) => ({
        ...{ href: `/inquiries/${row.id}`, title: row.subject, text: row.context },
        about: `${row.asker.name}; hạn ${date(row.dueOn)}`,
      })),
    ),
  ])
}

const group = async (
  name: string,
  title: string,
  list: string | undefined,
  count: Promise<number>,
  rows: Group['rows'],
): Promise<Group> => ({
  ...{ name, title, list, rows, count: await count },
})

// ── documents, by their numbers ───────────────────────────────────────────────────────────────────────────────────

async function documents({ db, actor }: Looking, names: Names): Promise<Group[]> {
  const numbered = { AND: names.tokens.map(said) }
  const decisions = about<Prisma.AssignmentWhereInput>(names, ['communeId', 'unitId'])
  const { q } = narrowed(names)
  const called = async (ids: string[]) => {
    const place = { include: { commune: true } } as const
    const rows = await db.filing.findMany({
      where: { id: { in: ids } },
      include: { agency: true, period: true, assignment: place, covers: place },
    })
    return new Map(rows.map((row) => [row.id, row]))
  }
  return Promise.all([
    group('papers', 'Bản giấy của hồ sơ', undefined, db.paperOriginal.count({ where: numbered }), async (page) => {
      const rows = await db.paperOriginal.findMany({ where: numbered, orderBy: [{ documentDate: 'desc' }, { id: 'asc' }], ...page })
      const filings = await called(rows.map(({ filingId }) => filingId))
      return rows.flatMap(({ filingId, number, documentDate }) => {
        const filing = filings.get(filingId)
        if (!filing) return []
        const href = hrefOf(kinds[filing.kind], actor, filingId, filing.agencyId === actor.agencyId)
        return [{ href, title: `Số ${number} ngày ${date(documentDate)}`, about: `${titleOf(filing)}; ${filing.agency.name}` }]
      })
    }),
    group('answers', 'Văn bản chỉ đạo, trả lời kiến nghị', undefined, db.petitionWord.count({ where: numbered }), async (page) => {
      const rows = await db.petitionWord.findMany({ where: numbered, include: { agency: true }, orderBy: { seq: 'desc' }, ...page })
      return rows.map(({ petitionId, documentNumber, documentDate, agency, text }) => ({
        ...{ href: `/petitions/${petitionId}`, title: `Số ${documentNumber}${documentDate ? ` ngày ${date(documentDate)}` : ''}` },
        ...{ about: agency.name, text },
      }))
    }),
    group(
      'decisions',
      'Quyết định về lý do không triển khai',
      undefined,
      db.explanationDecision.count({ where: numbered }),
      async (page: Page) => {
        const rows = await db.explanationDecision.findMany({ where: numbered, orderBy: [{ at: 'desc' }, { id: 'asc' }], ...page })
        const filings = await called(rows.map(({ filingId }) => filingId))
        return rows.flatMap(({ filingId, documentNumber, at }) => {
          const filing = filings.get(filingId)
          if (!filing) return []
          const href = hrefOf(kinds[filing.kind], actor, filingId, filing.agencyId === actor.agencyId)
          return [{ href, title: `Số ${documentNumber}`, about: `${titleOf(filing)}; ${filing.agency.name}; ghi ngày ${day(at)}` }]
        })
      },
    ),
    group(
      'assignments',
      'Quyết định phân công',
      addressOf('/assignments', { q }),
      db.assignment.count({ where: decisions }),
      async (page) => {
        const include = { unit: true, commune: true } as const
        const rows = await db.assignment.findMany({
          where: decisions,
          include,
          orderBy: [{ decisionDate: 'desc' }, { id: 'asc' }],
          ...page,
        })
        return rows.map(({ id, unit, commune, decisionNumber, decisionDate, endNumber }) => ({
          ...{ href: `/assignments/${id}`, title: `${unit.name} giúp ${placeOf(commune.name)}` },
          about: `Quyết định số ${decisionNumber} ngày ${date(decisionDate)}${endNumber ? `; kết thúc theo số ${endNumber}` : ''}`,
        }))
      },
    ),
  ])
}

function addressOf(path: string, chosen: Record<string, string | undefined>) {
  const said = Object.entries(chosen).filter((one): one is [string, string] => Boolean(one[1]))
  return said.length ? `${path}?${new URLSearchParams(said)}` : path
}
