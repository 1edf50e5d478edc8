import type { Doing, Filing, FilingStep } from '../filings/filing.ts'
import type { Actor } from '../policy.ts'

const drafting = { from: ['draft'], edits: true, shy: true, writes: { Draft: 'filingId' } } as const

/**
 * Khoản 2 Điều 11: the commune may begin the plan of its unit. One agency at a time holds the pen; the commune hands it over,
 * the unit may take it any time. Before it is sent the unit may show the working copy to those it will be sent to.
 */
export const pen = {
  'hand-over': {
    ...{ ...drafting, by: ['commune'], label: 'Chuyển cho đơn vị' },
    blocked: ({ draft }: Filing, _: Date, { agencyId }: Actor) => (draft?.heldById === agencyId ? undefined : 'Bản soạn không do xã giữ'),
    run: ({ tx, filing, at }: Doing) => tx.draft.update({ where: { filingId: filing.id }, data: { heldById: null, sharedAt: at } }),
  },
  'take-over': {
    ...{ ...drafting, by: ['unit'], label: 'Nhận về để soạn tiếp' },
    blocked: ({ draft }: Filing) => (draft?.heldById ? undefined : 'Bản soạn đang ở đơn vị'),
    run: ({ tx, filing }: Doing) => tx.draft.update({ where: { filingId: filing.id }, data: { heldById: null } }),
  },
  share: {
    ...{ ...drafting, by: ['unit'], label: 'Cho xã, huyện xem bản soạn' },
    blocked: ({ draft }: Filing) => (draft?.sharedAt || draft?.heldById ? 'Xã, huyện đã xem được bản soạn' : undefined),
    run: ({ tx, filing, at }: Doing) => tx.draft.update({ where: { filingId: filing.id }, data: { sharedAt: at } }),
  },
  'stop-sharing': {
    ...{ ...drafting, by: ['unit'], label: 'Thôi cho xem bản soạn' },
    blocked: ({ draft }: Filing) => (draft?.sharedAt ? undefined : 'Bản soạn chưa cho ai xem'),
    run: ({ tx, filing }: Doing) => tx.draft.update({ where: { filingId: filing.id }, data: { sharedAt: null } }),
  },
} as const satisfies Record<string, FilingStep>

/** Whoever does not hold the pen does not write. */
export function penElsewhere({ draft, agencyId }: Filing, _: Date, actor: Actor) {
  const holder = draft?.heldById ?? agencyId
  if (holder === actor.agencyId) return undefined
  return draft?.heldById ? 'Xã đang soạn; đơn vị có thể nhận về để soạn tiếp' : 'Đơn vị đang soạn; xã góp ý ở trang hồ sơ'
}
