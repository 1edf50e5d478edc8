import type { Area, HelpForm, SupportStatus } from '../generated/enums.ts'

/** What is added up of a support. */
export type Counted = {
  status: SupportStatus
  area: Area
  form: HelpForm
  ownValue: bigint
  sponsorValue: bigint
  programmeValue: bigint
  labourDays: number
  communeOwn: bigint | null
  communeSponsor: bigint | null
  communeLabour: number | null
}

/** The columns of it. */
export const countedColumns = {
  ...{ status: true, area: true, form: true, ownValue: true, sponsorValue: true, programmeValue: true, labourDays: true },
  ...{ communeOwn: true, communeSponsor: true, communeLabour: true },
} as const satisfies Record<keyof Counted, true>

export type SupportSums = { supports: number; own: bigint; sponsor: bigint; programme: bigint; labour: number }

/** What the unit says it gave; what was cancelled counts nowhere. Programme money stands apart. */
export function declared(support: Counted): SupportSums | undefined {
  if (support.status === 'cancelled') return undefined
  const { ownValue, sponsorValue, programmeValue, labourDays } = support
  return { supports: 1, own: ownValue, sponsor: sponsorValue, programme: programmeValue, labour: labourDays }
}

/** What was received: only what the commune has confirmed, and, until a dispute is settled, the commune's figure (khoản 3 Điều 11). */
export function received(support: Counted): SupportSums | undefined {
  if (support.status !== 'confirmed' && support.status !== 'disputed') return undefined
  const { communeOwn, communeSponsor, communeLabour } = support
  return {
    ...{ supports: 1, own: communeOwn ?? support.ownValue, sponsor: communeSponsor ?? support.sponsorValue },
    ...{ programme: support.programmeValue, labour: communeLabour ?? support.labourDays },
  }
}

export function sumOf(supports: readonly Counted[], count: (support: Counted) => SupportSums | undefined): SupportSums {
  const none: SupportSums = { supports: 0, own: 0n, sponsor: 0n, programme: 0n, labour: 0 }
  return supports.reduce((sum, support) => {
    const one = count(support)
    if (!one) return sum
    return {
      ...{ supports: sum.supports + 1, own: sum.own + one.own, sponsor: sum.sponsor + one.sponsor },
      ...{ programme: sum.programme + one.programme, labour: sum.labour + one.labour },
    }
  }, none)
}

/** Declared and received, side by side. */
export const bothOf = (supports: readonly Counted[]) => ({ declared: sumOf(supports, declared), received: sumOf(supports, received) })
