import { z } from 'zod'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { deciding, noting } from '../explanations/explanation.ts'
import { current, type Doing, type Filing, type FilingStep } from '../filings/filing.ts'
import { choice } from '../form.ts'
import type { Prisma } from '../generated/client.ts'
import { placeOf } from '../words.ts'
import type { UnitReportContext } from './form.ts'

/** Khoản 2 Điều 12, as the section of one commune: noted by the planning department with an opinion, decided on by UBND tỉnh, like a whole explanation. */

/** The newest note first, the newest decision first: the latest counts, and all stand for ever. */
export const withOpinions = {
  commune: true,
  notes: { include: { agency: true }, orderBy: { id: 'desc' } },
  decisions: { include: { agency: true }, orderBy: { id: 'desc' } },
} as const satisfies Prisma.ExplainedSectionInclude

export type ExplainedSections = Awaited<ReturnType<typeof explainedIn>>

/** Of all versions of a report that this reader may see. */
export function explainedIn(db: Db | Tx, filingId: string) {
  return db.explainedSection.findMany({ where: { filingId }, include: withOpinions, orderBy: { commune: { name: 'asc' } } })
}

/** Not agreed with, it stands in the place of nothing. */
export const isRefused = ({ decisions }: { decisions: readonly { agrees: boolean }[] }) => decisions[0]?.agrees === false

/** Of what was sent last. */
function explainedNow(filing: Filing) {
  const { explained } = filing.context as UnitReportContext
  return explained.filter(({ versionId }) => versionId === current(filing)?.id)
}

const noted = (filing: Filing) => explainedNow(filing).filter(({ notes }) => notes.length)
const asked = <Shape extends z.ZodRawShape>(sections: ReturnType<typeof explainedNow>, form: z.ZodObject<Shape>) =>
  z.object({
    section: choice('Xã', Object.fromEntries(sections.map(({ id, commune }) => [id, placeOf(commune.name)])), 'Chọn xã'),
    ...form.shape,
  })

const answering = { from: ['sent', 'accepted'], shy: true } as const

export const explaining = {
  'note-section': {
    ...{ ...answering, by: ['planning'], label: 'Ghi ý kiến về lý do tại xã', form: noting, writes: { SectionNote: 'filingId' } },
    asks: async (filing) => asked(explainedNow(filing), noting),
    blocked: (filing) => (explainedNow(filing).length ? undefined : 'Báo cáo không giải trình lý do tại xã nào'),
    async run({ tx, filing, actor, at, data }: Doing) {
      const section = chosen(explainedNow(filing), data.section)
      const said = { agencyId: actor.agencyId, text: data.note ?? '', at, by: actor.name, byTitle: actor.title }
      await tx.sectionNote.create({ data: { filingId: filing.id, sectionId: section.id, ...said } })
    },
  },
  'decide-section': {
    ...{ ...answering, by: ['province'], label: 'Quyết định về lý do tại xã', form: deciding, writes: { ExplanationDecision: 'filingId' } },
    asks: async (filing) => asked(noted(filing), deciding),
    blocked: (filing) =>
      noted(filing).length ? undefined : 'Không có lý do tại xã nào mà cơ quan tổng hợp đã ghi ý kiến (khoản 2 Điều 12 Quy chế)',
    async run({ tx, filing, actor, at, data }: Doing) {
      const { id: sectionId, versionId } = chosen(noted(filing), data.section)
      const said = { agrees: data.decision === 'agrees', text: data.text ?? '', documentNumber: data.documentNumber ?? '' }
      const by = { agencyId: actor.agencyId, at, by: actor.name, byTitle: actor.title }
      await tx.explanationDecision.create({ data: { filingId: filing.id, versionId, sectionId, ...said, ...by } })
    },
  },
} as const satisfies Record<string, FilingStep>

function chosen(sections: ReturnType<typeof explainedNow>, id: string | undefined) {
  const section = sections.find((one) => one.id === id)
  if (!section) throw new Refusal(409, 'Báo cáo đã được gửi lại hoặc thu hồi; xem lại phiên bản mới nhất')
  return section
}
