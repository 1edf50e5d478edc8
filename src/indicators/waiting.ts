import { dayOf, daysBetween } from '../clock.ts'
import type { Asked } from '../desk/asked.ts'
import type { Looking } from '../nouns/noun.ts'
import { placeOf } from '../words.ts'

/** Khoản 3 Điều 4: communes that this unit helps wait for its word on a figure of theirs. */
export async function indicatorsToAdvise({ db, actor: { agencyId, helps }, at }: Looking): Promise<Asked[]> {
  const proposed = await db.indicator.findMany({
    where: { communeId: { in: helps }, status: 'proposed' },
    include: { commune: { select: { name: true } } },
    orderBy: { id: 'asc' },
  })
  const advice = await db.indicatorAdvice.findMany({ where: { indicatorId: { in: proposed.map(({ id }) => id) } } })
  return proposed
    .filter(({ id }) => !advice.some(({ indicatorId, unitId }) => indicatorId === id && unitId === agencyId))
    .map(({ id, name, commune, from }) => ({
      ...{ href: `/indicators/${id}`, title: name, label: 'Góp ý, tư vấn' },
      note: `${placeOf(commune?.name ?? '')} muốn theo dõi thêm chỉ tiêu này (khoản 3 Điều 4 Quy chế).`,
      days: daysTo(from, at),
    }))
}

/** The commune's own figures that have been advised on and are not in use yet. */
export async function indicatorsToUse({ db, actor: { agencyId }, at }: Looking): Promise<Asked[]> {
  const proposed = await db.indicator.findMany({ where: { communeId: agencyId, status: 'proposed' }, orderBy: { id: 'asc' } })
  const advice = await db.indicatorAdvice.findMany({
    where: { indicatorId: { in: proposed.map(({ id }) => id) } },
    include: { unit: { select: { name: true } } },
    orderBy: { at: 'desc' },
  })
  return proposed.flatMap(({ id, name, from }) => {
    const last = advice.find(({ indicatorId }) => indicatorId === id)
    if (!last) return []
    const note = `${last.unit.name} đã có ý kiến về chỉ tiêu xã đề nghị.`
    return [{ href: `/indicators/${id}`, title: name, label: 'Đưa vào áp dụng', note, days: daysTo(from, at) }]
  })
}

function daysTo(from: Date, at: Date) {
  const left = daysBetween(dayOf(at), from)
  return left < 0 ? { before: 'đã quá ngày áp dụng', n: -left } : { before: 'áp dụng sau', n: left }
}
