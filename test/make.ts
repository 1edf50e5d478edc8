import { examine, type Given } from '../src/attachments/examine.ts'
import { districtReport, provinceReport } from '../src/consolidations/consolidation.ts'
import { coordination } from '../src/coordination/programme.ts'
import { accountOf, dbFor, prisma } from '../src/db.ts'
import { calendarSpan, dataWindow, dueAt, ruleOf } from '../src/deadlines.ts'
import { explanation } from '../src/explanations/explanation.ts'
import type { Answers, Kind } from '../src/filings/filing.ts'
import { load } from '../src/filings/kinds.ts'
import { begin, take } from '../src/filings/take.ts'
import type { Obligation } from '../src/generated/client.ts'
import type { Kind as KindName, PeriodKind } from '../src/generated/enums.ts'
import { plan } from '../src/plans/plan.ts'
import { communeReport } from '../src/reports/report.ts'
import type { UnitReportContext } from '../src/unit-reports/form.ts'
import { unitReport } from '../src/unit-reports/unit-report.ts'
import { at } from './deadline-table.ts'

/** Filings for the tests, made by the verbs that people press, as the agencies that press them. Each call takes an obligation nobody took before. */

// ── who ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export const keoLom = 'xa-keo-lom'
export const stnmt = 'dv-stnmt' // helps Keo Lôm, Phì Nhừ, Chiềng Sơ
export const dienBienDong = 'huyen-dien-bien-dong'
export const planning = 'so-khdt'
export const province = 'ubnd-tinh'

export async function who(username: string) {
  const account = await accountOf({ username })
  if (!account) throw new Error(`Nobody is called ${username}`)
  return account.actor
}

export const agencyOf = async (username: string) => (await who(username)).agencyId

/** The account of an agency (one of a leader or a clerk has a dot in its name). */
export async function personOf(agencyId: string) {
  const { username } = await prisma.user.findFirstOrThrow({ where: { agencyId, NOT: { username: { contains: '.' } } } })
  return username
}

/** The units that help a commune on the day of the demonstration. */
export async function unitsOf(commune: string) {
  const assignments = await prisma.assignment.findMany({ where: { communeId: await agencyOf(commune), to: null }, orderBy: { id: 'asc' } })
  return Promise.all([...new Set(assignments.map(({ unitId }) => unitId))].map(personOf))
}

/** Another unit that helps Keo Lôm too. */
export async function neighbourUnit() {
  const other = (await unitsOf(keoLom)).find((username) => username !== stnmt)
  if (!other) throw new Error('Only one unit helps Keo Lôm')
  return other
}

/** A unit that helps no commune of Điện Biên Đông. */
export async function unrelatedUnit() {
  const { oversees } = await who(dienBienDong)
  const { id } = await prisma.agency.findFirstOrThrow({
    where: { helps: { some: { to: null }, none: { communeId: { in: oversees } } }, roles: { none: {} } },
    orderBy: { name: 'asc' },
  })
  return personOf(id)
}

// ── what is owed ──────────────────────────────────────────────────────────────────────────────────────────────────

export type Wanted = {
  by?: string
  /** Of a plan: for which commune. */
  commune?: string
  term?: { kind?: PeriodKind; year?: number; n?: number }
}

const taken = new Set<string>()

/** An obligation that is open and that no test took: by agency, kind and term. Plans of any unit but those the tests name, unless one is named. */
export async function owed(kind: Kind, { by, commune, term }: Wanted = {}) {
  const own = by ? await agencyOf(by) : undefined
  const named = by ? [] : await Promise.all([stnmt, keoLom, dienBienDong].map(agencyOf))
  const found = await prisma.obligation.findMany({
    where: {
      ...{ kind: kind.owes, withdrawnAt: null, opensOn: { lte: new Date('2024-12-16') }, ...(term && { period: term }) },
      agencyId: own ?? { notIn: named },
      ...(commune && { assignment: { communeId: await agencyOf(commune) } }),
      ...(kind.name === 'plan' && { assignment: { to: null, ...(commune && { communeId: await agencyOf(commune) }) } }),
      filings: { none: { kind: kind.name } },
    },
    orderBy: [{ dueAt: 'desc' }, { id: 'asc' }],
    take: 16 + taken.size,
  })
  const fresh = found.find(({ id }) => !taken.has(`${kind.name} ${id}`)) ?? (await earlier(kind, own, commune, term))
  taken.add(`${kind.name} ${fresh.id}`)
  return fresh
}

/** When everything that an agency owes is taken: the same for another period, such as the programme's other years. */
async function earlier(kind: Kind, agencyId: string | undefined, commune: string | undefined, term: Wanted['term']) {
  const like = await prisma.obligation.findFirst({
    where: { kind: kind.owes, agencyId, ...(commune && { assignment: { communeId: await agencyOf(commune) } }) },
  })
  if (!like || !agencyId) throw new Error(`No open ${kind.owes} is left for ${agencyId ?? 'anybody'} ${commune ?? ''}`)
  const { id: _, periodId: __, ...rest } = like
  const which = { kind: kind.owes, agencyId, assignmentId: like.assignmentId }
  const periods = await prisma.period.findMany({
    where: { year: { lte: 2024 }, ...term, obligations: { none: which } },
    orderBy: [{ year: 'desc' }, { n: 'desc' }],
  })
  const owing = periods.toSorted(
    (a, b) => Number(ruleOf(kind.owes, a)?.optional ?? false) - Number(ruleOf(kind.owes, b)?.optional ?? false),
  )
  const period = owing.find((one) => (ruleOf(kind.owes, one)?.opens(one) ?? new Date('2099-01-01')) < new Date('2024-12-16'))
  const rule = period && ruleOf(kind.owes, period)
  if (!rule) throw new Error(`No period is left in which ${commune ?? agencyId} may owe a ${kind.owes}`)
  const due = { namedDay: rule.named(period), boundary: rule.boundary }
  const { from, to } = kind.owes === 'plan' || kind.owes === 'coordination' ? calendarSpan(period) : dataWindow(period)
  const optional = rule.optional ?? false
  const data = {
    ...rest,
    optional,
    periodId: period.id,
    opensOn: rule.opens(period),
    ...due,
    dueAt: dueAt(due),
    dataFrom: from,
    dataTo: to,
  }
  return prisma.obligation.create({ data })
}

// ── filings ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A filing with the accounts of the agencies concerned. */
export type Made = { id: string; kind: Kind; path: string; obligation: string; writer: string; commune: string; district: string }

export const signer = { signerName: 'Bùi Châu Tuấn', signerTitle: 'Phó Giám đốc', noSecret: '1' }
export const note = { note: 'Ghi rõ số hộ ở từng bản' }

type More = { data?: Answers; body?: unknown; revision?: number; once?: string }

/** As if all of these had been sent at eight in the morning of that day, without their contents: for lists and counts with everything filed. */
export async function sendAll(duties: readonly Obligation[], day: string) {
  const eight = at(`${day}T08:00:00`)
  await prisma.filing.createMany({
    data: duties.map(({ id, kind, agencyId, periodId, assignmentId }) => ({
      ...{ obligationId: id, kind, agencyId, periodId, assignmentId },
      ...{ status: 'accepted', firstSentAt: eight, lastSentAt: eight },
    })),
  })
}

/** Takes a step as the router does: the same verb, through the same act(). */
export async function step({ id, kind }: Pick<Made, 'id' | 'kind'>, username: string, name: string, more: More = {}) {
  return take(await who(username), kind, name, id, more)
}

/** The filing as this account sees it. */
export async function see(username: string, { id }: Pick<Made, 'id'>) {
  const db = dbFor(await who(username))
  const filing = await load(db, id)
  const contents = await db.filingVersion.findMany({ where: { filingId: id }, select: { id: true, content: true } })
  const versions = filing.versions.map((version) => ({
    ...version,
    content: contents.find((one) => one.id === version.id)?.content ?? null,
  }))
  return { ...filing, versions }
}

export async function start(kind: Kind, wanted: Wanted = {}): Promise<Made> {
  const { id: obligation, agencyId, assignmentId } = await owed(kind, wanted)
  const writer = wanted.by ?? (await personOf(agencyId))
  const { path } = await begin(await who(writer), kind, obligation)
  const id = path.split('/')[2] ?? ''
  const assignment = assignmentId ? await prisma.assignment.findUniqueOrThrow({ where: { id: assignmentId } }) : undefined
  const communeId = assignment?.communeId ?? (kind.by === 'commune' ? agencyId : undefined)
  const parent = communeId ? await prisma.agencyParent.findFirst({ where: { agencyId: communeId } }) : undefined
  return {
    ...{ id, kind, path: `${kind.path}/${id}`, obligation, writer },
    commune: communeId ? await personOf(communeId) : '',
    district: parent ? await personOf(parent.parentId) : kind.name === 'districtReport' ? writer : '',
  }
}

export const planBody = {
  objective: 'Đủ nước sạch cho bản Huổi Hoa',
  items: {
    a1: { clause: '5.5', task: 'Xây 9 bể nước', form: 'goods', result: '9 bể, 63 hộ', quantity: '9', unit: 'bể', ownMoney: '207.000.000' },
  },
}
const area = (name: string) => ({ done: `Việc đã làm về ${name}`, notDone: 'Không', causes: 'Không', solutions: 'Tiếp tục' })
export const reportBody = {
  ...{ economy: area('kinh tế'), society: area('xã hội'), security: area('quốc phòng'), politics: area('chính trị') },
  values: { KT01: { value: '64,5', total: '1.094' } },
}
const explanationBody = { reason: 'Năm nay đơn vị chưa bố trí được người', measures: 'Quý I năm sau sẽ làm' }
const consolidationBody = { leadership: 'Đã chỉ đạo', assessment: 'Kết quả tốt', nextYear: 'Tiếp tục' }

export async function unitReportBody(made: Pick<Made, 'id' | 'writer'>) {
  const { communes } = (await see(made.writer, made)).context as UnitReportContext
  const economy = { done: 'Hỗ trợ 1.200 cây giống', forms: ['goods', 'technical'], ownMoney: '36.000.000', households: '40' }
  return { summary: 'Đã làm việc với xã', nextYear: 'Tiếp tục', sections: Object.fromEntries(communes.map(({ id }) => [id, { economy }])) }
}

export const sectionReason = 'Đường vào xã bị sạt lở suốt mùa mưa; quý I năm sau làm bù'

/** The same, without results for some communes but with the reason why (khoản 2 Điều 12). */
export async function explainedBody(made: Pick<Made, 'id' | 'writer'>, ...communes: string[]) {
  const body = await unitReportBody(made)
  const ids = await Promise.all(communes.map(agencyOf))
  const sections = Object.entries(body.sections).map(([id, section]) => [
    id,
    ids.includes(id) ? { nothing: '1', reason: sectionReason } : section,
  ])
  return { ...body, sections: Object.fromEntries(sections) }
}

/** A point: the smallest picture there is. */
export const aPicture = {
  name: 'ảnh bể nước.png',
  bytes: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
}

/** The same filing, with one more file in its draft. */
export async function withFile(made: Made, given: Given = aPicture) {
  await step(made, made.writer, 'attach', { body: await examine(given) })
  return made
}

export const paperBody = { number: '152/BC-UBND', documentDate: new Date('2024-12-10'), words: 'Cổng ngừng hoạt động từ ngày 12/12' }

/** A late filing that was sent with a scan, its paper original proposed. */
export async function withPaper(made: Made, data: object = {}) {
  const scan = await attachmentOf(made)
  await step(made, made.writer, 'propose-paper', { data: { ...paperBody, scan: scan.id, ...data } as unknown as Answers })
  return made
}

/** What the văn thư records of the signed paper. */
export const signedBody = {
  ...{ number: '152/KH-STNMT', documentDate: new Date('2024-12-13'), signerName: 'Lò Văn Hải', signerTitle: 'Giám đốc', noSecret: '1' },
} as unknown as Answers

/** As if it had been late: a registered paper original of what was sent with a file. */
export async function registeredPaper({ id, commune }: Made) {
  const { versionId, attachmentId } = await prisma.versionAttachment.findFirstOrThrow({ where: { filingId: id } })
  const by = { at: new Date(), byId: crypto.randomUUID(), by: 'x' }
  const toId = await agencyOf(commune)
  const paper = await prisma.paperOriginal.create({ data: { ...paperBody, filingId: id, versionId, attachmentId, toId, ...by } })
  const decision = { verdict: 'registered', arrivedOn: new Date('2024-12-12'), reason: '' } as const
  await prisma.paperDecision.create({ data: { filingId: id, paperId: paper.id, agencyId: toId, ...decision, ...by } })
}

export const attachmentOf = async ({ id }: Pick<Made, 'id'>) =>
  prisma.attachment.findFirstOrThrow({ where: { filingId: id, removedAt: null }, orderBy: { id: 'desc' } })

export type PlanState = 'draft' | 'ready' | 'sent' | 'changesAsked' | 'agreed'
/** Khoản 2 Điều 8. `ready`: complete, not yet sent. */
export async function aPlan(state: PlanState = 'sent', wanted: Wanted & { body?: unknown } = {}) {
  const made = await start(plan, wanted)
  if (state === 'draft') return made
  await step(made, made.writer, 'save', { body: wanted.body ?? planBody })
  if (state === 'ready') return made
  await step(made, made.writer, 'send', { data: signer })
  if (state === 'changesAsked') await step(made, made.commune, 'request-changes', { data: note })
  if (state === 'agreed') for (const party of [made.commune, made.district]) await step(made, party, 'consent')
  return made
}

/** The obligations for the same period that a plan can be written for besides, by commune. */
export async function coverable({ id }: Pick<Made, 'id'>, ...communes: string[]) {
  const { periodId, agencyId } = await prisma.filing.findUniqueOrThrow({ where: { id } })
  const ids = await Promise.all(communes.map(agencyOf))
  const owed = await prisma.obligation.findMany({ where: { kind: 'plan', periodId, agencyId, assignment: { communeId: { in: ids } } } })
  return owed.map(({ id }) => id)
}

export const programmeBody = {
  aims: 'Mỗi nội dung có đơn vị phối hợp và kết quả cần đạt',
  items: { c1: { area: 'society', content: 'Thu gom rác tại nguồn', result: '8 đội thu gom', time: 'quý I' } },
  inspection: 'Sơ kết tháng 6, tổng kết tháng 12',
}
export type ProgrammeState = 'draft' | 'ready' | 'sent' | 'changesAsked' | 'inForce'
/** Khoản 2 Điều 10, khoản 2 Điều 11. */
export async function aProgramme(state: ProgrammeState = 'sent', wanted: Wanted & { body?: unknown } = {}) {
  const made = await start(coordination, wanted)
  if (state === 'draft') return made
  await step(made, made.writer, 'save', { body: wanted.body ?? programmeBody })
  if (state === 'ready') return made
  await step(made, made.writer, 'send', { data: signer })
  if (state === 'changesAsked') await step(made, made.district, 'request-changes', { data: note })
  if (state === 'inForce') await step(made, made.district, 'enforce')
  return made
}

export type State = 'draft' | 'ready' | 'sent' | 'accepted' | 'changesAsked'

async function to(state: State, made: Made, receiver: string, body: unknown, compiles = false) {
  if (state === 'draft') return made
  await step(made, made.writer, 'save', { body })
  if (compiles) await step(made, made.writer, 'compile')
  if (state === 'ready') return made
  await step(made, made.writer, 'send', { data: signer })
  if (state === 'accepted') await step(made, receiver, 'accept', made.kind.name === 'explanation' ? { data: note } : {})
  if (state === 'changesAsked') await step(made, receiver, 'request-changes', { data: note })
  return made
}

/** Khoản 4 Điều 11. */
export async function aReport(state: State = 'sent', wanted: Wanted & { body?: unknown } = {}) {
  const made = await start(communeReport, wanted)
  return to(state, made, made.district, wanted.body ?? reportBody)
}

/** Khoản 1 Điều 13. */
export async function aUnitReport(state: State = 'sent', wanted: Wanted = {}) {
  const made = await start(unitReport, wanted)
  return to(state, made, planning, await unitReportBody(made))
}

/** Khoản 2 Điều 12, of one commune: the report of its unit on all of them, sent. */
export async function anExplainedReport(wanted: Wanted = {}, ...communes: string[]) {
  const made = await start(unitReport, { ...wanted, term: { kind: 'year', ...wanted.term } }) // that of six months explains nothing
  return to('sent', made, planning, await explainedBody(made, ...communes))
}

/** Khoản 2 Điều 12. */
export async function anExplanation(state: State = 'sent', wanted: Wanted = {}) {
  return to(state, await start(explanation, wanted), planning, explanationBody)
}

/** Khoản 2 Điều 13. */
export async function aDistrictReport(state: State = 'sent', wanted: Wanted = {}) {
  return to(state, await start(districtReport, wanted), planning, consolidationBody, true)
}

/** Khoản 3 Điều 13. */
export async function aProvinceReport(state: State = 'sent', wanted: Wanted = {}) {
  return to(state, await start(provinceReport, { by: planning, ...wanted }), province, consolidationBody, true)
}

export const makers = {
  coordination: aProgramme,
  plan: aPlan,
  communeReport: aReport,
  unitReport: aUnitReport,
  explanation: anExplanation,
  districtReport: aDistrictReport,
  provinceReport: aProvinceReport,
} as const satisfies Record<KindName, (state: 'draft' | 'ready' | 'sent', wanted?: Wanted) => Promise<Made>>
