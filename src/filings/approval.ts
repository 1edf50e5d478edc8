import { byAuthority } from '../authorisations/authority.ts'
import { read } from '../form.ts'
import type { Party, Step } from '../workflow.ts'
import type { Doing, Filing, FilingStep } from './filing.ts'
import { reason } from './filing.ts'

/** Whatever changes the working copy takes the approval of its text back. */
export const unapproved = { submittedAt: null, submittedBy: null, approvedAt: null, approvedBy: null } as const
const returned = { returnedFor: null, returnedBy: null } as const

/** An agency may ask that a leader approves before anything is sent ("Trình duyệt", "Duyệt"): of every kind, the state stands on the working copy. */
export function approving({
  by,
  editable,
  form,
}: {
  by: Party
  editable: NonNullable<Step['from']>
  form(filing: Filing): Parameters<typeof read>[0]
}) {
  const inside = { by: [by], from: editable, edits: true, shy: true, writes: { Draft: 'filingId' } } as const
  const leader = { ...inside, positions: ['leader'], blocked: notSubmitted } as const
  return {
    submit: {
      ...{ ...inside, label: 'Trình duyệt' },
      blocked: (filing) => {
        if (!filing.agency.approval) return 'Cơ quan không yêu cầu trình duyệt'
        if (filing.draft?.approvedAt) return 'Lãnh đạo đã duyệt bản này'
        if (filing.draft?.submittedAt) return 'Đã trình, đang chờ lãnh đạo duyệt'
        const missing = read(form(filing), filing.draft?.content).form?.errors.length
        return missing ? `Còn ${missing} chỗ phải bổ sung hoặc sửa trước khi trình` : undefined
      },
      run: ({ tx, filing, actor, at }: Doing) =>
        tx.draft.update({ where: { filingId: filing.id }, data: { ...unapproved, ...returned, submittedAt: at, submittedBy: actor.name } }),
    },
    approve: {
      ...{ ...leader, label: 'Duyệt' },
      run: ({ tx, filing, actor, at }: Doing) =>
        tx.draft.update({ where: { filingId: filing.id }, data: { approvedAt: at, approvedBy: byAuthority(actor) } }),
    },
    'send-back': {
      ...{ ...leader, label: 'Trả lại người soạn', form: reason },
      run: ({ tx, filing, actor, data }: Doing) =>
        tx.draft.update({
          where: { filingId: filing.id },
          data: { ...unapproved, returnedFor: data.note, returnedBy: byAuthority(actor) },
        }),
    },
  } satisfies Record<string, FilingStep>
}

function notSubmitted({ agency, draft }: Filing) {
  if (!agency.approval) return 'Cơ quan không yêu cầu trình duyệt'
  return draft?.submittedAt && !draft.approvedAt ? undefined : 'Không có bản nào đang chờ duyệt'
}

/** Why a working copy may not be sent yet. */
export function notApproved({ agency, draft }: Filing) {
  if (!agency.approval || draft?.approvedAt) return undefined
  if (draft?.returnedFor) return `Lãnh đạo trả lại: ${draft.returnedFor}`
  return draft?.submittedAt ? 'Đang chờ lãnh đạo cơ quan duyệt' : 'Cơ quan yêu cầu lãnh đạo duyệt trước khi gửi: trình duyệt trước'
}
