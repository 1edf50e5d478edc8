import { z } from 'zod'
import { attach } from '../attachments/attachment.ts'
import type { Accepted } from '../attachments/examine.ts'
import { dayOf } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { day, declaration, text } from '../form.ts'
import type { Party } from '../workflow.ts'
import { current, type Doing, type Filing, type FilingStep, reason, type Version } from './filing.ts'

/** After signing (Điều 15 Nghị định 30/2020/NĐ-CP): the văn thư gives number and date, and keeps the signed scan with the version that it is the paper of. */

/** Of a version what was recorded last, unless it was taken back. */
export function signedOf<V extends { signed: readonly { takenBackFor: string | null }[] }>({ signed }: V): V['signed'][number] | undefined {
  const last = signed.at(-1)
  return last?.takenBackFor ? undefined : last
}

export function recording(filing: Filing, at: Date) {
  const version = current(filing)
  return z
    .object({
      number: text('Số, ký hiệu văn bản', { required: 'Nhập số, ký hiệu văn bản', max: 100, hint: 'Ví dụ: 152/BC-STNMT' }),
      documentDate: day('Ngày văn bản', { required: 'Nhập ngày văn bản' }).refine((on) => !on || on <= dayOf(at), 'Ngày văn bản chưa đến'),
      signerName: text('Người ký', { required: 'Nhập họ tên người ký', max: 100 }),
      signerTitle: text('Chức vụ người ký', { required: 'Nhập chức vụ người ký', max: 100 }),
      noSecret: declaration(
        'Văn bản không có nội dung thuộc danh mục bí mật nhà nước',
        'Cần xác nhận văn bản không có nội dung bí mật nhà nước. Đánh dấu vào ô này và chọn lại tệp',
      ),
    })
    .meta({ title: `Văn bản của phiên bản ${version?.n ?? ''}` })
}

const from = ['sent', 'accepted', 'changesAsked'] as const

export const afterSigning = (by: readonly Party[]) =>
  ({
    'record-signed': {
      ...{ by, from, edits: true, timeout: 15_000, writes: { SignedPaper: 'filingId', Attachment: 'filingId' } },
      blocked: (filing: Filing) => (current(filing) ? undefined : 'Chưa có phiên bản nào đã gửi'),
      run: record,
    },
    'take-back-signed': {
      ...{ by, from, edits: true, shy: true, label: 'Hủy số văn bản đã ghi', form: reason, writes: { SignedPaper: 'filingId' } },
      blocked: (filing: Filing) => (signedNow(filing) ? undefined : 'Chưa ghi số, ngày văn bản'),
      run: takeBack,
    },
  }) as const satisfies Record<string, FilingStep>

const signedNow = (filing: Filing) => {
  const version = current(filing)
  return version && signedOf(version)
}

type Recorded = { number: string; documentDate: Date; signerName: string; signerTitle: string }

/** The scan hangs from the filing and is in no working copy: it was never sent, and stands beside the version for whoever reads that. */
async function record({ tx, filing, actor, at, data, body }: Doing) {
  const { number, documentDate, signerName, signerTitle } = data as unknown as Recorded
  const version = current(filing)
  if (!version) throw new Refusal(409)
  const attachmentId = body ? await kept({ tx, filing, actor, at }, body as Accepted) : (signedOf(version)?.attachmentId ?? null)
  await write({ tx, filing, actor, at }, version, { number, documentDate, signerName, signerTitle, attachmentId, takenBackFor: null })
}

async function kept({ tx, filing, actor, at }: Pick<Doing, 'tx' | 'filing' | 'actor' | 'at'>, file: Accepted) {
  await attach(tx, { filingId: filing.id }, file, { actor, at })
  const { id } = await tx.attachment.findFirstOrThrow({ where: { filingId: filing.id }, orderBy: { id: 'desc' }, select: { id: true } })
  await tx.attachment.update({ where: { id }, data: { removedAt: at }, select: { id: true } })
  return id
}

async function takeBack({ tx, filing, actor, at, data }: Doing) {
  const version = current(filing)
  const last = version && signedOf(version)
  if (!last) throw new Refusal(409)
  const { number, documentDate, signerName, signerTitle, attachmentId } = last
  const same = { number, documentDate, signerName, signerTitle, attachmentId, takenBackFor: data.note ?? '' }
  await write({ tx, filing, actor, at }, version, same)
}

type Row = Recorded & { attachmentId: string | null; takenBackFor: string | null }
function write({ tx, filing, actor, at }: Pick<Doing, 'tx' | 'filing' | 'actor' | 'at'>, version: Version, row: Row) {
  const by = { agencyId: actor.agencyId, at, byId: actor.id, by: actor.name }
  return tx.signedPaper.create({ data: { ...row, filingId: filing.id, versionId: version.id, ...by }, select: { seq: true } })
}
