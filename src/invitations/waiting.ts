import { dayOf, daysBetween } from '../clock.ts'
import type { Asked } from '../desk/asked.ts'
import type { Looking } from '../nouns/noun.ts'
import { hostWords, moment, placeOf } from '../words.ts'
import { replyOf } from './invitation.ts'

/** Meetings to come that a unit has not answered, the next one first. */
export async function invitationsWaiting({ db, actor: { agencyId }, at }: Looking): Promise<Asked[]> {
  const invitations = await db.invitation.findMany({
    where: { status: 'invited', startsAt: { gt: at }, guests: { some: { unitId: agencyId } } },
    include: { commune: true, replies: { orderBy: { seq: 'asc' } } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  })
  return invitations
    .filter((invitation) => !replyOf(invitation, agencyId))
    .map(({ id, subject, host, commune, startsAt, place }) => ({
      ...{ href: `/invitations/${id}`, title: subject, label: 'Trả lời giấy mời' },
      note: `${hostWords[host]} mời họp với ${placeOf(commune.name)} lúc ${moment(startsAt)}, tại ${place}.`,
      days: { before: 'còn', n: daysBetween(dayOf(at), dayOf(startsAt)) },
    }))
}

/** Meetings that are over and whose outcome the host has not recorded. */
export async function outcomesWaiting({ db, actor: { agencyId }, at }: Looking): Promise<Asked[]> {
  const invitations = await db.invitation.findMany({
    where: { status: 'invited', startsAt: { lte: at }, inviterId: agencyId },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  })
  return invitations.map(({ id, subject, startsAt }) => ({
    ...{ href: `/invitations/${id}`, title: subject, label: 'Ghi kết quả' },
    note: `Họp lúc ${moment(startsAt)}; đơn vị được mời chờ kết quả.`,
    days: { before: 'đã qua', n: daysBetween(dayOf(startsAt), dayOf(at)) },
  }))
}
