import { z } from 'zod'
import { standing } from '../deadlines.ts'
import { text } from '../form.ts'
import type { Actor } from '../policy.ts'
import type { Step } from '../workflow.ts'
import { filingsOf, type Obligation } from './obligation.ts'

export const urgingForm = z.object({
  text: text('Nội dung đôn đốc', {
    ...{ required: 'Nhập nội dung đôn đốc', max: 1_000, rows: 4 },
    hint: 'Nơi nhận thấy ở trang Việc cần làm. Nêu việc cần làm, thời gian; có thể ghi số văn bản đôn đốc',
  }),
})

const others = ({ agencyId: owner }: Obligation, { agencyId }: Actor) => owner !== agencyId

/** Khoản 1 Điều 10: the planning department reminds anybody; a district its communes and the units that help them. Only who still owes is reminded. */
export const urging = {
  urge: {
    ...{ by: ['timekeeper', 'district'], theirs: others, writes: { Urging: 'obligationId' }, label: 'Đôn đốc', verb: 'đôn đốc' },
    ...{ form: urgingForm, blocked: owedNoMore },
  },
  'read-urging': {
    ...{ by: ['unit', 'commune', 'district', 'planning'], writes: { Urging: 'obligationId' }, verb: 'đọc nội dung đôn đốc' },
    theirs: (obligation: Obligation, actor: Actor) => !others(obligation, actor),
  },
} as const satisfies Record<string, Step<Obligation> & { verb: string }>

const settled = new Set(['onTime', 'onNamedDay', 'accepted', 'late', 'explained'])

function owedNoMore(obligation: Obligation, at: Date) {
  if (obligation.withdrawnAt) return 'Nghĩa vụ này đã được rút'
  if (obligation.optional) return 'Hồ sơ này không bắt buộc'
  return settled.has(standing({ ...obligation, filings: filingsOf(obligation) }, at).is) ? 'Hồ sơ đã gửi, không cần đôn đốc' : undefined
}
