import { createHash } from 'node:crypto'
import { z } from 'zod'
import { attach, attachmentsOf, detach } from '../attachments/attachment.ts'
import type { Accepted } from '../attachments/examine.ts'
import { dayOf, inForceOn } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import type { Term } from '../deadlines.ts'
import type { OfficialDocument, Told } from '../documents/document.ts'
import { Refusal } from '../errors.ts'
import { declaration, read, text, typed } from '../form.ts'
import type { Kind as KindName, Prisma, Role } from '../generated/client.ts'
import type { Actor } from '../policy.ts'
import type { Sheet } from '../sheets/sheet.ts'
import { date, kindWords, moment, placeOf, termWords } from '../words.ts'
import type { Party, Step } from '../workflow.ts'
import { approving, notApproved, unapproved } from './approval.ts'
import { papers } from './paper.ts'
import { partIn, withPart } from './parts.ts'
import { afterSigning } from './signed.ts'

/** What differs between a plan, a commune's report and every other kind. The rest is written here, once. */
export type Kind = {
  name: KindName
  /** Which obligation it fulfils: its own, or (an explanation) that of another kind. */
  owes: KindName
  path: string
  /** Who writes it, and who receives it. */
  by: 'unit' | Role
  /** Who may begin it, where that is not the writer alone. */
  starters?: readonly ('unit' | Role)[]
  readers: readonly ('unit' | Role)[]
  /** Who else follows whether it was sent. */
  followers?: readonly ('unit' | Role)[]
  /** What else its form needs, read in the same scope. */
  context?(db: Db | Tx, filing: Loaded): Promise<unknown>
  /** What its writer sees beside the form. */
  beside?(db: Db, filing: Filing): Promise<object>
  form(filing: Filing): z.ZodObject
  /** The parts of a long form, each with a page of its own: the names of its top fields, with their titles. */
  parts?: Readonly<Record<string, string>>
  /** What the working copy says at first: what need not be typed again. */
  begins?(db: Db | Tx, owed: Owed): Promise<object | undefined>
  /** What the working copy has added up at first, of a kind that adds up what others have sent. */
  compiles?(tx: Tx, owed: Owed, by: { actor: Actor; at: Date }): Promise<object>
  /** How far each part is, for whom writes it. */
  tasks?(db: Db, filing: Filing, missing: readonly { id: string; message: string }[]): Promise<object>
  /** What a page shows beside a version's content, as it is now: never frozen with it. */
  around?(db: Db, filing: Filing, content: unknown): Promise<object>
  /** What is frozen at sending, from what was typed and checked: names stand in it, so that it reads the same for ever. */
  content?(typed: never, filing: Filing, db: Db | Tx): object | Promise<object>
  /** The tables of a version, for an Excel file. */
  sheets?(content: never): Sheet[]
  /** A version as an official document (Nghị định 30/2020/NĐ-CP). */
  document(content: never, told: Told): OfficialDocument
  steps: Readonly<Record<string, FilingStep>>
  /** Whom it is sent to, on that day. */
  receivers(db: Db | Tx, filing: Filing, at: Date): Promise<string[]>
  /** Whose answer is asked for, where it is not that of all receivers. */
  asked?(db: Db | Tx, filing: Filing, at: Date): Promise<string[]>
  /** Writes the rows that are added up. */
  project?(tx: Tx, version: { id: string; filingId: string; n: number }, content: never): Promise<unknown>
}

// ── what it is ────────────────────────────────────────────────────────────────────────────────────────────────────

/** A filing as this actor sees it: the versions sent to them, newest first; the working copy only for its writer. */
export async function loadFiling(db: Pick<Db, 'filing' | 'filingVersion' | 'draft'>, id: string) {
  const filing = await db.filing.findUniqueOrThrow({
    where: { id },
    include: { period: true, assignment: true, covers: true, agency: true, obligation: true },
  })
  const versions = await db.filingVersion.findMany({
    where: { filingId: id },
    orderBy: { n: 'desc' },
    omit: { content: true }, // many, and long: a page asks for the one it shows
    include: {
      receipts: { include: withAnswers, orderBy: { agency: { name: 'asc' } } },
      papers: {
        include: { to: true, scan: { include: { attachment: true } }, decisions: { orderBy: { seq: 'asc' } } },
        orderBy: { id: 'desc' },
      },
      signed: { orderBy: { seq: 'asc' }, include: { attachment: true } },
      _count: { select: { attachments: true } },
    },
  })
  const draft = await db.draft.findUnique({ where: { filingId: id } })
  // That it exists is known to whoever is concerned; what is in it is not theirs to see before it is sent to them.
  if (!draft && !versions.some(({ receipts }) => receipts.length)) throw new Refusal(404)
  return { ...filing, versions, draft }
}

export type Loaded = Awaited<ReturnType<typeof loadFiling>>
export type Filing = Loaded & { context: unknown }
export type Version = Filing['versions'][number]

/** What a version says. */
export async function contentOf(db: Pick<Db, 'filingVersion'>, { id }: { id: string }) {
  return (await db.filingVersion.findUniqueOrThrow({ where: { id }, select: { content: true } })).content
}

/** The communes that a plan is about: that of its assignment, and of the others it was written for. */
export function communesOf({ assignment, covers }: Pick<Loaded, 'assignment' | 'covers'>) {
  return [...(assignment ? [assignment] : []), ...covers].map(({ communeId }) => communeId)
}

/** The unit of a plan is the one that wrote it, not any unit that helps the commune. */
export function partiesTo(actor: Actor, filing: Loaded): Party[] {
  const { agencyId, roles, helps, oversees } = actor
  const { kind, assignment } = filing
  const owner = filing.agencyId === agencyId
  const communes = assignment ? communesOf(filing) : [filing.agencyId]
  const some = (theirs: readonly string[]) => communes.some((commune) => theirs.includes(commune))
  // After the end of an assignment its unit keeps what it received.
  const received = !roles.includes('district') && receiptOf(actor, filing) !== undefined
  const is: Record<'unit' | Role, boolean> = {
    unit: kind === 'communeReport' || kind === 'coordination' ? some(helps) || received : owner && (!assignment || some(helps)),
    commune: some([agencyId]) && roles.includes('commune'),
    district: (kind === 'districtReport' ? owner : some(oversees)) && roles.includes('district'),
    planning: (kind !== 'provinceReport' || owner) && roles.includes('planning'),
    province: roles.includes('province'),
  }
  return (Object.keys(is) as (keyof typeof is)[]).filter((party) => is[party])
}

/** "Kế hoạch giúp đỡ xã Keo Lôm năm 2024", "Báo cáo tháng 11/2024". */
export function titleOf({ kind, period, assignment, covers = [] }: TitleParts) {
  const term = termWords(period)
  const places = [...(assignment ? [assignment] : []), ...covers].map(({ commune }) => placeOf(commune.name))
  if (kind === 'plan') return `${kindWords.plan} ${places.join(', ')} ${term}`
  if (kind === 'communeReport') return `Báo cáo ${term}`
  return `${kindWords[kind]} ${term}`
}

type Named = { commune: { name: string } }
type TitleParts = Pick<Loaded, 'kind' | 'period'> & { assignment?: Named | null; covers?: readonly Named[] }

/** The newest version that was not recalled. */
export function current<V extends { receipts: readonly unknown[] }>({ versions }: { versions: readonly V[] }) {
  return versions.find(({ receipts }) => receipts.length)
}

export function receiptOf({ agencyId }: Actor, filing: Loaded) {
  return current(filing)?.receipts.find((receipt) => receipt.agencyId === agencyId)
}

/** The district of a commune, while that level exists. */
export async function districtOf(db: Pick<Db, 'agencyParent'>, communeId: string, at: Date) {
  const today = inForceOn(dayOf(at))
  const where = { agencyId: communeId, ...today, parent: { roles: { some: { role: 'district', ...today } } } } as const
  return (await db.agencyParent.findMany({ where })).map(({ parentId }) => parentId)
}

/** The agencies that hold a function on that day. */
export async function holdersOf(db: Pick<Db, 'agencyRole'>, role: Role, at: Date) {
  return (await db.agencyRole.findMany({ where: { role, ...inForceOn(dayOf(at)) } })).map(({ agencyId }) => agencyId)
}

/** Of receipts, what `agreed` asks for: what was answered, and until when a district among the receivers is one. */
export const withAnswers = {
  consents: { orderBy: { seq: 'asc' } },
  agency: { include: { roles: { where: { role: 'district' } } } },
} as const satisfies Prisma.ReceiptInclude

type Answered = {
  asked: boolean
  consents: readonly { opinion: string }[]
  agency: { roles: readonly { role: string; to: Date | null }[] }
}

/**
 * Since 01/07/2025 the commune alone consents: a district that had ended by that day without an answer is waited for no more. What it did answer
 * stands, and so does a request for changes.
 */
export function endedSilent({ consents, agency }: Omit<Answered, 'asked'>, on: Date) {
  const terms = agency.roles.filter(({ role }) => role === 'district')
  return !consents.length && terms.length > 0 && terms.every(({ to }) => to && to < on)
}

/** Agreed: everyone whose consent was asked has given it to this very version (khoản 2 Điều 8). Never stored, so never wrong. */
export function agreed({ receipts }: { receipts: readonly Answered[] }, on: Date) {
  const asked = receipts.filter((receipt) => receipt.asked)
  const waited = asked.filter((receipt) => !endedSilent(receipt, on))
  const given = waited.every(({ consents }) => consents.at(-1)?.opinion === 'agrees')
  return asked.length ? waited.length > 0 && given : receipts.length > 0
}

/** The newest agreed version; it stays in force while a later one waits. */
export function inForce<V extends Parameters<typeof agreed>[0]>({ versions }: { versions: readonly V[] }, on: Date) {
  return versions.find((version) => agreed(version, on))
}

/** Recomputed by whoever doubts: one changed character anywhere gives another hash. */
export function hash(version: Sealed) {
  const { filingId, n, content, sentAt, signerName, signerTitle, agencyName } = version
  const canonical = JSON.stringify([filingId, n, sorted(content), sentAt, signerName, signerTitle, agencyName])
  return createHash('sha256').update(canonical).digest('hex')
}

type Sealed = Pick<Version, 'filingId' | 'n' | 'sentAt' | 'signerName' | 'signerTitle' | 'agencyName'> & { content: unknown }

// ── its steps ─────────────────────────────────────────────────────────────────────────────────────────────────────

export type FilingStep = Step<Filing> & {
  /** What must be filled in, where that depends on the filing; `form` then says which fields there are. */
  asks?(filing: Filing, db: Db | Tx, at: Date): Promise<z.ZodObject>
  run(doing: Doing): Promise<unknown>
}

/** What is filled in beside the button of a step. */
export const formOf = async (step: FilingStep | undefined, filing: Filing, { db, at }: { db: Db; at: Date }) =>
  (await step?.asks?.(filing, db, at)) ?? step?.form ?? z.object({})

type From = NonNullable<Step['from']>

/** What a step works with. `act` has locked the filing, and asked whether this party may, now. */
export type Doing = { tx: Tx; filing: Filing; kind: Kind; actor: Actor; at: Date; data: Answers; body: unknown }
/** What was filled in beside the button; several boxes are a list. */
export type Answers = Record<string, string>

export const signing = z.object({
  signerName: text('Người ký', { required: 'Nhập họ tên người ký', max: 100 }),
  signerTitle: text('Chức vụ người ký', {
    required: 'Nhập chức vụ người ký',
    max: 100,
    hint: 'Ví dụ: Phó Giám đốc; Phó Chủ tịch UBND xã; Chánh Văn phòng, thừa ủy quyền Giám đốc',
  }),
  noSecret: declaration('Hồ sơ không có nội dung thuộc danh mục bí mật nhà nước', 'Cần xác nhận hồ sơ không có nội dung bí mật nhà nước'),
})
export const reason = z.object({
  note: text('Lý do', { required: 'Nêu lý do', max: 2_000, rows: 5, hint: 'Nơi nhận đọc được lý do này và được lưu trong nhật ký' }),
})
export const changesWanted = z.object({
  note: text('Nội dung cần chỉnh sửa, bổ sung', {
    ...{ required: 'Ghi rõ nội dung cần chỉnh sửa, bổ sung', max: 2_000, rows: 5 },
    hint: 'Ghi lý do để nơi gửi biết phải sửa chỗ nào',
  }),
})

/** The sender's side of every kind. `summed`: the tables of the rows written at sending. */
export function sending(kind: {
  by: Party
  readers: readonly Party[]
  editable: From
  label: string
  summed?: readonly Prisma.ModelName[]
  form: Kind['form']
  /** A further reason not to send yet. */
  unready?(filing: Filing): string | undefined
}) {
  const by = [kind.by]
  return {
    ...approving(kind),
    save: { by, from: kind.editable, edits: true, quiet: true, writes: { Draft: 'filingId' }, run: save },
    attach: { by, from: kind.editable, edits: true, writes: { Attachment: 'filingId', Draft: 'filingId' }, timeout: 15_000, run: addFile },
    detach: { by, from: kind.editable, edits: true, writes: { Attachment: 'filingId', Draft: 'filingId' }, run: removeFile },
    send: {
      ...{ by, from: kind.editable, to: 'sent', label: kind.label, form: signing, timeout: 15_000, run: send },
      blocked: (filing: Filing) => {
        const unready = withdrawn(filing) ?? kind.unready?.(filing) ?? notApproved(filing)
        if (unready) return unready
        const { form } = checked(kind, filing)
        return form && `Còn ${form.errors.length} chỗ phải bổ sung hoặc sửa trước khi gửi`
      },
      writes: {
        ...{ Filing: 'id', FilingVersion: 'filingId', VersionAttachment: 'filingId', Receipt: 'filingId' },
        ...Object.fromEntries((kind.summed ?? []).map((table) => [table, 'filingId'])),
      },
    },
    recall: {
      ...{ by, from: ['sent'], edits: true, label: 'Thu hồi', form: reason, run: recall },
      blocked: (filing: Filing) => {
        const opened = current(filing)?.receipts.find(({ readAt }) => readAt)
        return (
          opened &&
          `Không thu hồi được nữa: ${opened.agency.name} đã mở lúc ${moment(opened.readAt as Date)}. Nếu cần sửa, liên hệ nơi nhận để được đề nghị chỉnh sửa`
        )
      },
      writes: { Filing: 'id', Receipt: 'filingId' },
    },
    open: { by: kind.readers, writes: { Receipt: 'filingId' }, run: open },
    ...papers(kind),
    ...afterSigning(by),
  } satisfies Record<string, FilingStep>
}

/** What was sent once goes on; what nobody owes any more is not sent for the first time. */
const withdrawn = ({ obligation, firstSentAt }: Filing) =>
  obligation.withdrawnAt && !firstSentAt
    ? `Nghĩa vụ này đã được rút ngày ${date(dayOf(obligation.withdrawnAt))}, không phải gửi`
    : undefined

/** The side of the one who receives and answers for it; of several that might, the one whose answer was asked for. */
export function receiving(by: Party | readonly Party[], accept = 'Tiếp nhận') {
  const step = {
    ...({ from: ['sent'], writes: { Filing: 'id', Receipt: 'filingId' } } as const),
    by: [by].flat(),
    ...(typeof by !== 'string' && { theirs: askedOfThem }),
  } as const
  const undone = { ...step, to: 'sent', form: reason, shy: true, run: undo } as const
  return {
    accept: { ...step, to: 'accepted', label: accept, run: accepted },
    'request-changes': {
      ...{ ...step, from: ['sent', 'accepted'], to: 'changesAsked' },
      ...{ label: 'Đề nghị chỉnh sửa, bổ sung', form: changesWanted, run: requestChanges },
    },
    'undo-accept': { ...undone, from: ['accepted'], label: `Hủy ${accept.toLowerCase()}` },
    'undo-request': { ...undone, from: ['changesAsked'], label: 'Hủy đề nghị chỉnh sửa' },
  } satisfies Record<string, FilingStep>
}

const askedOfThem = (filing: Filing, actor: Actor) => receiptOf(actor, filing)?.asked === true

export type Owed = {
  id: string
  kind: KindName
  programmeId: string
  agencyId: string
  periodId: string
  assignmentId: string | null
  period: Term
  dataFrom: Date
  dataTo: Date
  /** What has come of it already; read after the obligation was locked. */
  filings: readonly { id: string; kind: KindName }[]
  coveredBy: { filing: { id: string } } | null
}

/**
 * The one filing of this kind that fulfils an obligation: found, or begun. The obligation is locked, so never two. `unattended`: at nobody's press, by
 * the portal for the agency that owes it.
 */
export async function start(kind: Kind, tx: Tx, owed: Owed, { actor, at, unattended }: { actor: Actor; at: Date; unattended?: true }) {
  const which = { kind: kind.name, agencyId: owed.agencyId, periodId: owed.periodId, assignmentId: owed.assignmentId }
  const found = owed.filings.find((filing) => filing.kind === kind.name) ?? owed.coveredBy?.filing
  if (found) return { path: `${kind.path}/${found.id}`, id: found.id }
  const { id } = await tx.filing.create({ data: { ...which, obligationId: owed.id }, select: { id: true } })
  const heldById = unattended || actor.agencyId === owed.agencyId ? null : actor.agencyId
  const content = await kind.begins?.(tx, owed)
  const compiled = await kind.compiles?.(tx, owed, { actor, at })
  await tx.draft.create({
    data: {
      ...{ filingId: id, savedAt: at, savedById: unattended ? null : actor.id, heldById },
      ...(content && { content: content as Prisma.InputJsonObject }),
      ...(compiled && { compiled: compiled as Prisma.InputJsonObject }),
    },
    select: { filingId: true },
  })
  return { path: `${kind.path}/${id}${kind.parts ? '' : '/edit'}`, id }
}

export function save({ tx, filing, kind, actor, at, body }: Doing) {
  const { part: named, was } = (body ?? {}) as { part?: unknown; was?: unknown }
  const part = partIn(kind, named)
  const all = typed(kind.form(filing), body)
  const content = part ? withPart(filing.draft?.content, part, all, was) : all
  const data = { content, savedAt: at, savedById: actor.id, ...unapproved }
  return tx.draft.update({ where: { filingId: filing.id }, data, select: { filingId: true } }) // not the content back
}

async function addFile({ tx, filing, actor, at, body }: Doing) {
  if (!body) throw new Refusal(409) // could not be added when it was pressed, so nobody looked at it
  await attach(tx, { filingId: filing.id }, body as Accepted, { actor, at })
  await tx.draft.update({ where: { filingId: filing.id }, data: unapproved })
}

async function removeFile({ tx, filing, at, data }: Doing) {
  await detach(tx, { filingId: filing.id }, data.file ?? '', at)
  await tx.draft.update({ where: { filingId: filing.id }, data: unapproved })
}

async function send({ tx, filing, kind, actor, at, data }: Doing) {
  const { data: answers } = checked(kind, filing)
  if (!answers) throw new Refusal(409, 'Bản soạn còn chỗ phải sửa')
  const files = await attachmentsOf(tx, { filingId: filing.id })
  const content = {
    ...json(kind.content ? await kind.content(answers as never, filing, tx) : answers),
    ...(files.length && { attachments: files.map(({ id, name, size, sha256 }) => ({ id, name, size, sha256 })) }),
  }
  const sealed = {
    ...{ filingId: filing.id, n: (filing.versions[0]?.n ?? 0) + 1, sentAt: at, agencyName: actor.agencyName, content },
    ...{ signerName: data.signerName ?? '', signerTitle: data.signerTitle ?? '' },
  }
  const older = current(filing)
  if (older)
    await tx.receipt.updateMany({ where: { versionId: older.id, current: true }, data: { current: false }, expect: older.receipts.length })
  const { id } = await tx.filingVersion.create({
    data: { ...sealed, sentById: actor.id, sentBy: actor.name, sha256: hash(sealed) },
    select: { id: true },
  })
  const version = { id, filingId: filing.id, n: sealed.n }
  if (files.length)
    await tx.versionAttachment.createMany({
      data: files.map(({ id }) => ({ filingId: filing.id, versionId: version.id, attachmentId: id })),
    })
  const to = await kind.receivers(tx, filing, at)
  if (!to.length) throw new Refusal(409, 'Chưa có nơi nhận nào trong ngày hôm nay; liên hệ Sở Kế hoạch và Đầu tư để kiểm tra phân công')
  const receipt = { filingId: filing.id, versionId: version.id, deliveredAt: at }
  const asked = await kind.asked?.(tx, filing, at)
  await tx.receipt.createMany({ data: to.map((agencyId) => ({ ...receipt, agencyId, asked: asked?.includes(agencyId) ?? true })) })
  await kind.project?.(tx, version, content as never)
  const sent = { status: 'sent', firstSentAt: filing.firstSentAt ?? at, lastSentAt: at } as const
  await tx.filing.update({ where: { id: filing.id }, data: sent })
}

/** Whether a working copy may be sent, and what it says then. A long one is asked for both within one act, and is read once. */
function checked(kind: Pick<Kind, 'form'>, filing: Filing) {
  const found = answersOf.get(filing) ?? read(kind.form(filing), filing.draft?.content)
  answersOf.set(filing, found)
  return found
}

const answersOf = new WeakMap<Filing, ReturnType<typeof read>>()

/** Unread receipts are withdrawn, and the receivers' sight with them. What is recalled was never sent: its first sending is forgotten. */
async function recall({ tx, filing }: Doing) {
  const version = current(filing)
  if (!version) throw new Refusal(409)
  await tx.receipt.deleteMany({ where: { versionId: version.id, readAt: null }, expect: version.receipts.length })
  const others = filing.versions.filter((other) => other !== version && other.receipts.length)
  const previous = others[0]
  if (previous)
    await tx.receipt.updateMany({ where: { versionId: previous.id }, data: { current: true }, expect: previous.receipts.length })
  const asked = previous?.receipts.some(({ opinion, consents }) => opinion || consents.at(-1)?.opinion === 'asksChanges')
  const data = {
    status: previous ? (asked ? 'changesAsked' : 'sent') : 'draft',
    ...{ firstSentAt: others.at(-1)?.sentAt ?? null, lastSentAt: previous?.sentAt ?? null },
  } as const
  await tx.filing.update({ where: { id: filing.id }, data })
}

/** Only a person of a receiver opening the page counts as reading; an opinion counts as reading too. */
export async function open({ tx, filing, actor, at }: Doing) {
  const receipt = receiptOf(actor, filing)
  if (receipt && !receipt.readAt) await tx.receipt.update({ where: { id: receipt.id }, data: { readAt: at, readBy: actor.name } })
}

export async function accepted(doing: Doing) {
  await open(doing)
  await doing.tx.filing.update({ where: { id: doing.filing.id }, data: { status: 'accepted' } })
}

async function requestChanges(doing: Doing) {
  const { tx, filing, actor, at, data } = doing
  const receipt = receiptOf(actor, filing)
  if (!receipt) throw new Refusal(409, 'Hồ sơ này không được gửi đến cơ quan bạn')
  await open(doing)
  await tx.receipt.update({ where: { id: receipt.id }, data: { opinion: data.note, opinionAt: at, opinionPart: data.part || null } })
  await tx.filing.update({ where: { id: filing.id }, data: { status: 'changesAsked' } })
}

/** Pressed by mistake: it is sent and waits, as before. The reason stands in the log. */
async function undo({ tx, filing, actor }: Doing) {
  const receipt = receiptOf(actor, filing)
  if (receipt?.opinion) await tx.receipt.update({ where: { id: receipt.id }, data: { opinion: null, opinionAt: null, opinionPart: null } })
  await tx.filing.update({ where: { id: filing.id }, data: { status: 'sent' } })
}

/** Money is exact in JSON too: a string of digits. */
export function json(content: unknown): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(content, (_, value) => (typeof value === 'bigint' ? `${value}` : value)))
}

/** With the keys of every object in one order: what is hashed. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}
