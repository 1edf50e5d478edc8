import { dayOf, daysBetween } from '../clock.ts'
import type { Asked } from '../desk/asked.ts'
import type { Prisma, Role } from '../generated/client.ts'
import type { Looking } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { date, placeOf } from '../words.ts'

/** The commune confirms; the unit answers what the commune says otherwise; the district sees what is disputed. */
const waitsFor: Partial<Record<'unit' | Role, (actor: Actor) => Prisma.SupportWhereInput>> = {
  commune: ({ agencyId, predecessors }) => ({ communeId: { in: [agencyId, ...predecessors] }, status: 'declared' }),
  unit: ({ agencyId }) => ({ unitId: agencyId, status: 'disputed' }),
  district: () => ({ status: 'disputed' }),
}

const labels = { commune: 'Xem, xác nhận', unit: 'Xem, trả lời', district: 'Xem' } as const

export async function supportsWaiting(role: 'unit' | Role, { db, actor, at }: Looking): Promise<Asked[]> {
  const where = waitsFor[role]?.(actor)
  if (!where) return []
  const supports = await db.support.findMany({
    where,
    include: { unit: true, commune: true },
    orderBy: [{ declaredAt: 'asc' }, { id: 'asc' }],
    take: 40,
  })
  return supports.map(({ id, what, unit, commune, from, declaredAt, answeredAt, disputeReason }) => ({
    ...{ href: `/supports/${id}`, title: what, label: labels[role as keyof typeof labels] },
    note: disputeReason
      ? `${commune.name} ghi số khác: ${disputeReason}`
      : `${unit.name} giúp ${placeOf(commune.name)}, ngày ${date(from)}.`,
    days: { before: 'đã chờ', n: daysBetween(dayOf(answeredAt ?? declaredAt), dayOf(at)) },
  }))
}
