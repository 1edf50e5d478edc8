import { dayOf, daysBetween } from '../clock.ts'
import type { Asked } from '../desk/asked.ts'
import type { Looking } from '../nouns/noun.ts'
import { date, placeOf } from '../words.ts'

const include = { agency: true, inspection: { include: { commune: true, district: true } } } as const

/** What a district has asked this agency to do, by its day. */
export async function requestsToDo({ db, actor: { agencyId }, at }: Looking): Promise<Asked[]> {
  const requests = await db.inspectionRequest.findMany({
    where: { agencyId, status: 'asked' },
    include,
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  })
  return requests.map(({ id, text, dueOn, inspection }) => ({
    ...{ href: `/inspection-requests/${id}`, title: text, label: 'Báo cáo thực hiện' },
    note: `${inspection.district.name} yêu cầu sau đợt kiểm tra ${placeOf(inspection.commune.name)} ngày ${date(inspection.day)}. Hạn: chậm nhất ngày ${date(dueOn)}.`,
    days: daysTo(dueOn, at),
  }))
}

/** What this district has asked for: reported and to be looked at, or overdue. */
export async function requestsToJudge({ db, actor: { agencyId }, at }: Looking): Promise<Asked[]> {
  const requests = await db.inspectionRequest.findMany({
    where: { inspection: { districtId: agencyId }, OR: [{ status: 'reported' }, { status: 'asked', dueOn: { lt: dayOf(at) } }] },
    include,
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  })
  return requests.map(({ id, text, status, dueOn, agency }) => ({
    ...{ href: `/inspection-requests/${id}`, title: text, label: status === 'reported' ? 'Xem, kết thúc' : 'Xem' },
    note: `${agency.name} ${status === 'reported' ? 'đã báo cáo thực hiện' : 'chưa báo cáo thực hiện'}. Hạn: chậm nhất ngày ${date(dueOn)}.`,
    days: daysTo(dueOn, at),
  }))
}

function daysTo(dueOn: Date, at: Date) {
  const left = daysBetween(dayOf(at), dueOn)
  return left < 0 ? { before: 'quá hạn', n: -left } : { before: 'còn', n: left }
}
