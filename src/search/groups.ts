import { rules } from '../deadlines.ts'
import { titleOf } from '../filings/filing.ts'
import { kinds } from '../filings/kinds.ts'
import { hrefOf } from '../filings/list.ts'
import type { Prisma } from '../generated/client.ts'
import type { Kind, PeriodKind } from '../generated/enums.ts'
import type { Looking } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { isOwn } from '../reading.ts'
import { areaWords, capital, date, day, kindWords, placeOf } from '../words.ts'
import { type Known, type Names, named, narrowed, said } from './names.ts'

/** One thing that was found: where it opens, what it is called, what is said of it. */
export type Hit = { href: string; title: string; about: string; text?: string }

type Page = { skip: number; take: number }

/** What was found of one kind, within the searcher's scope. */
export type Group = {
  name: string
  title: string
  /** The list of such things, narrowed as far as it can be by what was typed. */
  list: string | undefined
  count(): Promise<number>
  /** Some of them; each is put into words when it is shown. */
  rows(page: Page): Promise<(() => Hit)[]>
}

/** Everything that is looked through. Each is read through the scope of its own model, so whatever is found can be opened. */
export function groupsFor(looking: Looking, names: Names, q: string): Group[] {
  return [...agencies(looking, names), ...filings(looking, names), ...nouns(looking, names, q), ...documents(looking, names)]
}

function group<Row>(
  ...[name, title, list, count, rows, hit]: [
    ...[name: string, title: string, list: string | undefined],
    ...[count: () => Promise<number>, rows: (page: Page) => Promise<Row[]>, hit: (row: Row) => Hit],
  ]
): Group {
  return { name, title, list, count, rows: async (page) => (await rows(page)).map((row) => () => hit(row)) }
}

// ── communes and units ────────────────────────────────────────────────────────────────────────────────────────────

function agencies({ actor }: Looking, names: Names): Group[] {
  const own = actor.roles.includes('commune') ? [actor.agencyId, ...actor.predecessors] : []
  const communes = new Set([...own, ...actor.oversees, ...names.communes, ...names.assigned.map(({ communeId }) => communeId)])
  const units = new Set(names.assigned.map(({ unitId }) => unitId))
  const others = actor.roles.includes('planning')
    ? names.agencies.map(({ id }) => id).filter((id) => !communes.has(id) && !units.has(id))
    : []
  const { q } = narrowed(names)
  const called = (name: string, title: string, path: string, list: string, inSight: Set<string>) => {
    const found = named(names).filter(({ id }) => inSight.has(id))
    const some = async ({ skip, take }: Page) => found.slice(skip, skip + take)
    return group(
      name,
      title,
      addressOf(list, { q }),
      async () => found.length,
      some,
      ({ id, name, others }) => ({
        ...{ href: `${path}/${id}`, title: name, about: others.length ? `Còn viết là ${others.join(', ')}` : '' },
      }),
    )
  }
  return [
    called('communes', 'Xã', '/communes', '/assignments', communes),
    called('units', 'Đơn vị giúp xã', '/units', '/assignments', units),
    called('agencies', 'Cơ quan khác', '/agencies', '/agencies', new Set(others)),
  ]
}

// ── plans, reports, everything that is filed ──────────────────────────────────────────────────────────────────────

/** By kind, newest first: an index has them in this order, and what is asked of each is asked of its row alone, before the scope is. */
function filings({ db, actor }: Looking, names: Names): Group[] {
  const { q, year } = narrowed(names)
  return (Object.keys(kinds) as Kind[]).flatMap((kind) => {
    const called = calledSo(names, kind)
    if (!called || !readsList(actor, kind)) return []
    const opens = { OR: [{ firstSentAt: { not: null } }, { id: { in: names.readable } }] }
    const where = { kind, AND: [opens, ...called, ...near(actor, names, kind)] } satisfies Prisma.FilingWhereInput
    return group(
      kind,
      kindWords[kind],
      addressOf(kinds[kind].path, { q, year }),
      () => db.filing.count({ where }),
      (page) =>
        db.filing.findMany({ where, select: filed, orderBy: [{ lastSentAt: { sort: 'desc', nulls: 'first' } }, { id: 'asc' }], ...page }),
      (filing) => ({
        href: openedBy(actor, filing),
        title: titled(names, filing),
        about: `${names.names.get(filing.agencyId)}; ${filing.firstSentAt ? `gửi ngày ${day(filing.lastSentAt ?? filing.firstSentAt)}` : 'chưa gửi'}`,
      }),
    )
  })
}

const filed = {
  ...{ id: true, kind: true, agencyId: true, periodId: true, firstSentAt: true, lastSentAt: true },
  assignment: { select: { communeId: true } },
} as const
type Filed = Pick<Prisma.FilingModel, 'id' | 'kind' | 'agencyId' | 'periodId'> & { assignment: { communeId: string } | null }

const openedBy = (actor: Actor, filing: Filed) => hrefOf(kinds[filing.kind], actor, filing.id, isOwn(actor, filing))

function titled({ names, periods, covered }: Known, { id, kind, periodId, assignment }: Filed) {
  const period = periods.get(periodId)
  if (!period) throw new Error(`Nobody has heard of the period ${periodId}`)
  const place = (communeId: string) => ({ commune: { name: names.get(communeId) ?? '' } })
  const covers = covered.filter(({ filingId }) => filingId === id).map(({ communeId }) => place(communeId))
  return titleOf({ kind, period, assignment: assignment && place(assignment.communeId), covers })
}

const readsList = (actor: Actor, kind: Kind) => {
  const { by, readers, ...more } = kinds[kind]
  const followers = 'followers' in more ? ((more.followers ?? []) as readonly string[]) : []
  const everyone = [by, ...readers, ...followers, 'planning', 'province'] as readonly string[]
  return actor.roles.some((role) => everyone.includes(role))
}

/** Whose agency, term or (of a plan) commune is called so; nothing if no filing of the kind can be. What only a term can mean, all have together. */
function calledSo(names: Names, kind: Kind): Prisma.FilingWhereInput[] | undefined {
  const asked = names.found.filter((one) => !one.kinds.includes(kind))
  const ofTerm = asked.filter(({ agencies }) => !agencies.length)
  const terms = [...names.periods.values()].filter((term) => isOf(kind, term.kind) && ofTerm.every(({ periods }) => periods.has(term.id)))
  if (!terms.length) return undefined
  return [
    ...(ofTerm.length ? [{ periodId: { in: terms.map(({ id }) => id) } }] : []),
    ...asked.flatMap(({ agencies, periods }) => {
      const its = terms.flatMap(({ id }) => (periods.has(id) ? [id] : []))
      const so = [{ agencyId: { in: agencies } }, ...plansFor(names, kind, agencies), ...(its.length ? [{ periodId: { in: its } }] : [])]
      return agencies.length ? [{ OR: so }] : []
    }),
  ]
}

/** Only a commune reports on months and quarters. An explanation is of what it explains. */
const isOf = (kind: Kind, term: PeriodKind) => kind === 'explanation' || `${kind}.${term}` in rules

function plansFor({ assigned, covered }: Known, kind: Kind, communes: readonly string[]): Prisma.FilingWhereInput[] {
  if (kind !== 'plan') return []
  const about = new Set(communes)
  return [
    { assignmentId: { in: assigned.filter(({ communeId }) => about.has(communeId)).map(({ id }) => id) } },
    { id: { in: covered.filter(({ communeId }) => about.has(communeId)).map(({ filingId }) => filingId) } },
  ]
}

/** The scope says who may read a filing; this narrows to what it can be, by the row alone. */
function near(actor: Actor, known: Known, kind: Kind): Prisma.FilingWhereInput[] {
  const { agencyId, predecessors, helps, oversees, roles } = actor
  if (roles.includes('planning') || roles.includes('province')) return []
  // Also those that one helped, or oversaw, before: what was received then is still read.
  const helped = known.assigned.filter(({ unitId }) => unitId === agencyId).map(({ communeId }) => communeId)
  const theirs = [...new Set([agencyId, ...predecessors, ...helps, ...oversees, ...helped, ...known.overseen])]
  const units = kind === 'unitReport' ? [...actor.helpers, ...actor.helped.map(({ unitId }) => unitId)] : []
  return [{ OR: [{ agencyId: { in: [...theirs, ...units] } }, ...plansFor(known, kind, theirs), { id: { in: known.readable } }] }]
}

// ── needs, petitions, supports and the like ───────────────────────────────────────────────────────────────────────

/** Every word stands in the text, or names an agency that the row is about. */
const about = <Where>({ found }: Names, columns: readonly string[]) =>
  ({
    AND: found.map(({ token, agencies }) => ({
      OR: [said(token), ...(agencies.length ? columns.map((column) => ({ [column]: { in: agencies } })) : [])],
    })),
  }) as Where

function nouns({ db }: Looking, known: Names, q: string): Group[] {
  const needs = about<Prisma.NeedWhereInput>(known, ['communeId', 'unitId', 'proposerId'])
  const petitions = about<Prisma.PetitionWhereInput>(known, ['communeId', 'petitionerId', 'holderId'])
  const supports = about<Prisma.SupportWhereInput>(known, ['communeId', 'unitId'])
  const invitations = about<Prisma.InvitationWhereInput>(known, ['communeId', 'inviterId'])
  const inspections = about<Prisma.InspectionWhereInput>(known, ['communeId', 'districtId', 'unitId'])
  const requests = about<Prisma.InspectionRequestWhereInput>(known, ['agencyId'])
  const inquiries = about<Prisma.InquiryWhereInput>(known, ['askerId'])
  const name = (id: string) => known.names.get(id) ?? ''
  return [
    group(
      ...(['needs', 'Đề xuất, nhu cầu', addressOf('/needs', { q })] as const),
      () => db.need.count({ where: needs }),
      (page) => db.need.findMany({ where: needs, orderBy: [{ proposedAt: 'desc' }, { id: 'asc' }], ...page }),
      (row) => ({
        ...{ href: `/needs/${row.id}`, title: row.what, text: `${row.detail} ${row.whom}`.trim() },
        about: `${capital(placeOf(name(row.communeId)))}; ${areaWords[row.area]}; đề xuất ngày ${day(row.proposedAt)}`,
      }),
    ),
    group(
      ...(['petitions', 'Kiến nghị', addressOf('/petitions', { q })] as const),
      () => db.petition.count({ where: petitions }),
      (page) => db.petition.findMany({ where: petitions, orderBy: [{ sentAt: 'desc' }, { id: 'asc' }], ...page }),
      (row) => ({
        ...{ href: `/petitions/${row.id}`, title: row.subject, text: `${row.detail} ${row.wish}`.trim() },
        about: `${name(row.petitionerId)} gửi ngày ${day(row.sentAt)}; đang ở ${name(row.holderId)}`,
      }),
    ),
    group(
      ...(['supports', 'Hoạt động giúp đỡ', addressOf('/supports', { q })] as const),
      () => db.support.count({ where: supports }),
      (page) =>
        db.support.findMany({
          select: { id: true, what: true, result: true, villages: true, unitId: true, communeId: true, from: true },
          ...{ where: supports, orderBy: [{ from: 'desc' }, { id: 'asc' }], ...page },
        }),
      (row) => ({
        ...{ href: `/supports/${row.id}`, title: row.what, text: `${row.result} ${row.villages}`.trim() },
        about: `${name(row.unitId)}; ${placeOf(name(row.communeId))}; từ ngày ${date(row.from)}`,
      }),
    ),
    group(
      ...(['invitations', 'Giấy mời', addressOf('/invitations', { q })] as const),
      () => db.invitation.count({ where: invitations }),
      (page) => db.invitation.findMany({ where: invitations, orderBy: [{ startsAt: 'desc' }, { id: 'asc' }], ...page }),
      (row) => ({
        ...{ href: `/invitations/${row.id}`, title: row.subject, text: `${row.agenda} ${row.place}`.trim() },
        about: `${name(row.inviterId)}; họp ngày ${day(row.startsAt)}`,
      }),
    ),
    group(
      ...(['inspections', 'Kiểm tra', addressOf('/inspections', { q })] as const),
      () => db.inspection.count({ where: inspections }),
      (page) => db.inspection.findMany({ where: inspections, orderBy: [{ day: 'desc' }, { id: 'asc' }], ...page }),
      (row) => ({
        ...{ href: `/inspections/${row.id}`, title: `Kiểm tra tại ${placeOf(name(row.communeId))} ngày ${date(row.day)}` },
        ...{ text: row.findings, about: name(row.districtId) },
      }),
    ),
    group(
      ...(['requests', 'Yêu cầu sau kiểm tra', addressOf('/inspection-requests', { q })] as const),
      () => db.inspectionRequest.count({ where: requests }),
      (page) => db.inspectionRequest.findMany({ where: requests, orderBy: [{ dueOn: 'desc' }, { id: 'asc' }], ...page }),
      ({ id, text, agencyId, dueOn }) => ({
        ...{ href: `/inspection-requests/${id}`, title: text, about: `${name(agencyId)}; hạn ${date(dueOn)}` },
      }),
    ),
    group(
      ...(['inquiries', 'Báo cáo đột xuất', addressOf('/inquiries', { q })] as const),
      () => db.inquiry.count({ where: inquiries }),
      (page) => db.inquiry.findMany({ where: inquiries, orderBy: [{ askedAt: 'desc' }, { id: 'asc' }], ...page }),
      (row) => ({
        ...{ href: `/inquiries/${row.id}`, title: row.subject, text: row.context },
        about: `${name(row.askerId)}; hạn ${date(row.dueOn)}`,
      }),
    ),
  ]
}

// ── documents, by their numbers ───────────────────────────────────────────────────────────────────────────────────

function documents({ db, actor }: Looking, known: Names): Group[] {
  const numbered = { AND: known.tokens.map(said) }
  const decisions = about<Prisma.AssignmentWhereInput>(known, ['communeId', 'unitId'])
  const { q } = narrowed(known)
  const name = (id: string) => known.names.get(id) ?? ''
  /** Each with its filing, which is read in its own scope. */
  const filedWith = async <Row extends { filingId: string }>(rows: Row[]) => {
    const filings = rows.length ? await db.filing.findMany({ where: { id: { in: rows.map((row) => row.filingId) } }, select: filed }) : []
    return rows.flatMap((row) => filings.filter(({ id }) => id === row.filingId).map((filing) => ({ ...row, filing })))
  }
  const of = (filing: Filed) => `${titled(known, filing)}; ${name(filing.agencyId)}`
  const byNumber = [
    group(
      ...(['papers', 'Bản giấy của hồ sơ', undefined] as const),
      () => db.paperOriginal.count({ where: numbered }),
      async (page) =>
        filedWith(await db.paperOriginal.findMany({ where: numbered, orderBy: [{ documentDate: 'desc' }, { id: 'asc' }], ...page })),
      ({ filing, number, documentDate }) => ({
        ...{ href: openedBy(actor, filing), title: `Số ${number} ngày ${date(documentDate)}`, about: of(filing) },
      }),
    ),
    group(
      ...(['answers', 'Văn bản chỉ đạo, trả lời kiến nghị', undefined] as const),
      () => db.petitionWord.count({ where: numbered }),
      (page) => db.petitionWord.findMany({ where: numbered, orderBy: { seq: 'desc' }, ...page }),
      ({ petitionId, documentNumber, documentDate, agencyId, text }) => ({
        ...{ href: `/petitions/${petitionId}`, title: `Số ${documentNumber}${documentDate ? ` ngày ${date(documentDate)}` : ''}` },
        ...{ about: name(agencyId), text },
      }),
    ),
    group(
      ...(['decisions', 'Quyết định về lý do không triển khai', undefined] as const),
      () => db.explanationDecision.count({ where: numbered }),
      async (page) =>
        filedWith(await db.explanationDecision.findMany({ where: numbered, orderBy: [{ at: 'desc' }, { id: 'asc' }], ...page })),
      ({ filing, documentNumber, at }) => ({
        ...{ href: openedBy(actor, filing), title: `Số ${documentNumber}`, about: `${of(filing)}; ghi ngày ${day(at)}` },
      }),
    ),
  ]
  const assignments = group(
    ...(['assignments', 'Quyết định phân công', addressOf('/assignments', { q })] as const),
    () => db.assignment.count({ where: decisions }),
    (page) => db.assignment.findMany({ where: decisions, orderBy: [{ decisionDate: 'desc' }, { id: 'asc' }], ...page }),
    ({ id, unitId, communeId, decisionNumber, decisionDate, endNumber }) => ({
      ...{ href: `/assignments/${id}`, title: `${name(unitId)} giúp ${placeOf(name(communeId))}` },
      about: `Quyết định số ${decisionNumber} ngày ${date(decisionDate)}${endNumber ? `; kết thúc theo số ${endNumber}` : ''}`,
    }),
  )
  // A number has a digit: words alone are not looked for in numbers.
  return known.tokens.some((token) => /\d/.test(token)) ? [...byNumber, assignments] : [assignments]
}

function addressOf(path: string, chosen: Record<string, string | undefined>) {
  const said = Object.entries(chosen).filter((one): one is [string, string] => Boolean(one[1]))
  return said.length ? `${path}?${new URLSearchParams(said)}` : path
}
