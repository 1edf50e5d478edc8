import type { DocumentStyle } from '../generated/enums.ts'
import type { Step } from '../workflow.ts'

/**
 * The Word template of an agency: one file in use, named by its own row, and those that were in use before. Only of Party bodies and mass
 * organisations, whose papers the decree of the State does not set.
 */

export const keepers = 'Mẫu văn bản do lãnh đạo, người quản trị của cơ quan hoặc người quản trị của Sở Kế hoạch và Đầu tư đặt'

export const pathOf = (agencyId: string) => `/agencies/${agencyId}/template`

/** Why this agency can have none. */
export const withoutTemplate = ({ documentStyle }: { documentStyle: DocumentStyle }) =>
  documentStyle === 'state' ? 'Văn bản của cơ quan nhà nước theo thể thức Nghị định 30/2020/NĐ-CP, không dùng mẫu riêng' : undefined

const ours = { on: 'Agency', by: ['administrator', 'leader', 'registrar'], edits: true } as const
const uses = { ...ours, blocked: withoutTemplate } as const

export const templating = {
  'agency.put-template': {
    ...{ ...uses, verb: 'đặt mẫu văn bản', writes: { Agency: 'id', Attachment: 'templateOfId' }, timeout: 15_000 },
  },
  'agency.use-template': { ...uses, verb: 'dùng lại mẫu văn bản trước đây', writes: { Agency: 'id' } },
  'agency.stop-template': { ...ours, verb: 'thôi dùng mẫu văn bản', writes: { Agency: 'id' } },
  'agency.delete-template': { ...ours, verb: 'xóa mẫu văn bản không dùng', writes: { Attachment: 'templateOfId' } },
} as const satisfies Record<string, Step<{ documentStyle: DocumentStyle }> & { on: 'Agency'; verb: string }>
