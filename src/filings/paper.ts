import { z } from 'zod'
import { attachmentsSent } from '../attachments/attachment.ts'
import { dayOf, inForceOn } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { choice, day, text } from '../form.ts'
import { named } from '../nouns/communes.ts'
import type { Stem } from '../nouns/noun.ts'
import { placeOf } from '../words.ts'
import type { Party } from '../workflow.ts'
import { current, type Doing, type Filing, type FilingStep, reason, type Version } from './filing.ts'

/**
 * While the portal was down a filing went on paper. Once it is sent here too, its sender proposes the paper original, with the scan that was sent
 * along; the receiver that it was brought to registers the day of its arrival, and that day decides when it is earlier than the sending.
 * What the sender proposes is bound to the version: a recall takes it along.
 */
export function papers({ by, readers }: { by: Party; readers: readonly Party[] }) {
  const step = { from: ['sent', 'accepted', 'changesAsked'], edits: true, shy: true } as const
  const writes = { Filing: 'id', PaperDecision: 'filingId', Receipt: 'filingId' } as const
  const deciding = { ...step, by: readers, theirs: broughtHere, writes }
  const to = (filing: Filing, db: Db | Tx) => registrars(filing, db, by)
  return {
    'propose-paper': {
      ...{ ...step, by: [by], label: 'Đề nghị ghi nhận bản giấy', form: z.object({ number, words }), blocked: notProposable },
      asks: async (filing, db, at) => proposal(filing, db, at, await to(filing, db)),
      ...{ writes: { PaperOriginal: 'filingId' }, run: async (doing) => propose(doing, await to(doing.filing, doing.tx)) },
    },
    'register-paper': {
      ...{ ...deciding, label: 'Ghi nhận bản giấy đến', form: z.object({}), blocked: notWaiting, run: register },
      asks: async (filing, _, at) => arrival(filing, at),
    },
    'decline-paper': { ...deciding, label: 'Không ghi nhận bản giấy', form: reason, blocked: notWaiting, run: decline },
    'undo-paper': { ...deciding, label: 'Hủy ghi nhận bản giấy', form: reason, blocked: notRegistered, run: undo },
  } satisfies Record<string, FilingStep>
}

/** The paper original that was proposed last, of a version that was not recalled. */
export function paperOf({ versions }: Pick<Filing, 'versions'>) {
  return versions.filter(({ receipts }) => receipts.length).flatMap((version) => version.papers)[0]
}

/** Derived from the decisions, the last of which counts; what was undone waits again. */
export function verdictOn({ decisions }: Version['papers'][number]) {
  const verdict = decisions.at(-1)?.verdict ?? 'undone'
  return verdict === 'undone' ? ('waiting' as const) : verdict
}

// ── what is asked ─────────────────────────────────────────────────────────────────────────────────────────────────

const number = text('Số, ký hiệu văn bản giấy', { required: 'Nhập số, ký hiệu văn bản giấy', max: 100, hint: 'Ví dụ: 152/BC-UBND' })
const words = text('Vì sao gửi bản giấy, gửi bằng cách nào', {
  ...{ max: 1_000, rows: 3 },
  hint: 'Ví dụ: cổng ngừng hoạt động từ ngày 29/12, văn thư giao trực tiếp ngày 30/12',
})

async function proposal(filing: Filing, db: Db | Tx, at: Date, to: Stem[]) {
  const version = current(filing)
  const files = version ? await attachmentsSent(db, version.id) : []
  const documentDate = day('Ngày văn bản', { required: 'Nhập ngày văn bản' })
  return z.object({
    number,
    documentDate: documentDate.refine((on) => !on || on <= dayOf(at), 'Ngày văn bản chưa đến'),
    scan: choice('Bản quét', named(files), 'Chọn bản quét của văn bản giấy', `Trong các tài liệu gửi kèm phiên bản ${version?.n ?? ''}`),
    ...(to.length > 1 && { to: choice('Nơi nhận bản giấy', named(to), 'Chọn nơi đã nhận bản giấy', 'Nơi này ghi nhận ngày bản giấy đến') }),
    words,
  })
}

function arrival(filing: Filing, at: Date) {
  const written = paperOf(filing)?.documentDate
  const arrivedOn = day('Ngày bản giấy đến', { required: 'Nhập ngày bản giấy đến', hint: 'Theo sổ công văn đến, ví dụ 30/12/2024' })
  return z.object({
    arrivedOn: arrivedOn
      .refine((on) => !on || on <= dayOf(at), 'Ngày này chưa đến')
      .refine((on) => !on || !written || on >= written, 'Bản giấy không thể đến trước ngày của văn bản'),
  })
}

type Proposal = { number: string; documentDate: Date; scan: string; to?: string; words: string }

/** Who may be asked: a receiver of the version; of what a commune sends its district, and a unit only where there is no district. */
async function registrars(filing: Filing, db: Db | Tx, by: Party): Promise<Stem[]> {
  const version = current(filing)
  const receivers = (version?.receipts ?? []).map(({ agency }) => ({ id: agency.id, name: placeOf(agency.name) }))
  if (!version || by !== 'commune') return receivers
  const ids = receivers.map(({ id }) => id)
  const districts = await db.agencyRole.findMany({
    where: { role: 'district', agencyId: { in: ids }, ...inForceOn(dayOf(version.sentAt)) },
  })
  return districts.length ? receivers.filter(({ id }) => districts.some(({ agencyId }) => agencyId === id)) : receivers
}

// ── when ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function notProposable(filing: Filing) {
  const { firstSentAt, obligation } = filing
  const [version, paper] = [current(filing), paperOf(filing)]
  if (paper && verdictOn(paper) === 'registered') return `Bản giấy số ${paper.number} đã được ghi nhận`
  if (paper && verdictOn(paper) === 'waiting') return `Đã đề nghị, đang chờ ${placeOf(paper.to.name)} ghi nhận`
  if (obligation.optional || (firstSentAt && firstSentAt < obligation.dueAt)) return 'Hồ sơ gửi đúng hạn, không cần ghi nhận bản giấy'
  return version?._count.attachments
    ? undefined
    : `Phiên bản ${version?.n} không kèm bản quét. Thêm bản quét vào tài liệu kèm theo rồi gửi lại; nếu hồ sơ không sửa được nữa, liên hệ nơi nhận để được đề nghị chỉnh sửa`
}

function broughtHere(filing: Filing, { agencyId }: { agencyId: string }) {
  const paper = paperOf(filing)
  return !paper || paper.toId === agencyId
}

function notWaiting(filing: Filing) {
  const paper = paperOf(filing)
  return paper && verdictOn(paper) === 'waiting' ? undefined : 'Không có bản giấy nào đang chờ ghi nhận'
}

function notRegistered(filing: Filing) {
  const paper = paperOf(filing)
  return paper && verdictOn(paper) === 'registered' ? undefined : 'Chưa ghi nhận bản giấy nào'
}

// ── what is done ──────────────────────────────────────────────────────────────────────────────────────────────────

async function propose({ tx, filing, actor, at, data }: Doing, receivers: Stem[]) {
  const only = receivers.length === 1 ? receivers[0]?.id : undefined
  const { number, documentDate, scan, to = only, words } = data as unknown as Proposal
  const version = current(filing)
  if (!version || !to || !receivers.some(({ id }) => id === to)) throw new Refusal(409)
  await tx.paperOriginal.create({
    data: {
      ...{ filingId: filing.id, versionId: version.id, attachmentId: scan, toId: to, number, documentDate, words },
      ...{ at, byId: actor.id, by: actor.name },
    },
  })
}

async function register(doing: Doing) {
  const { arrivedOn } = doing.data as unknown as { arrivedOn: Date }
  await decide(doing, { verdict: 'registered', arrivedOn, reason: '' })
  await doing.tx.filing.update({ where: { id: doing.filing.id }, data: { paperOn: arrivedOn } })
}

function decline(doing: Doing) {
  return decide(doing, { verdict: 'declined', arrivedOn: null, reason: doing.data.note ?? '' })
}

async function undo(doing: Doing) {
  await decide(doing, { verdict: 'undone', arrivedOn: null, reason: doing.data.note ?? '' })
  await doing.tx.filing.update({ where: { id: doing.filing.id }, data: { paperOn: null } })
}

type Decision = { verdict: 'registered' | 'declined' | 'undone'; arrivedOn: Date | null; reason: string }

/** Whoever decides has read the version, so that it cannot be recalled any more. */
async function decide({ tx, filing, actor, at }: Doing, decision: Decision) {
  const paper = paperOf(filing)
  if (!paper) throw new Refusal(409)
  const version = filing.versions.find(({ id }) => id === paper.versionId)
  const receipt = version?.receipts.find(({ agencyId }) => agencyId === actor.agencyId)
  if (receipt && !receipt.readAt) await tx.receipt.update({ where: { id: receipt.id }, data: { readAt: at, readBy: actor.name } })
  const by = { agencyId: actor.agencyId, at, byId: actor.id, by: actor.name }
  await tx.paperDecision.create({ data: { filingId: filing.id, paperId: paper.id, ...decision, ...by } })
}
