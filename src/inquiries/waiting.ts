import { dayOf, daysBetween } from '../clock.ts'
import type { Asked } from '../desk/asked.ts'
import type { Looking } from '../nouns/noun.ts'
import { date } from '../words.ts'
import { isNew } from './inquiry.ts'

/** What this commune was asked and has to answer, or to answer again, by its day. */
export async function inquiriesToAnswer({ db, actor: { agencyId }, at }: Looking): Promise<Asked[]> {
  const answers = await db.inquiryAnswer.findMany({
    where: { communeId: agencyId, status: { in: ['waiting', 'changesAsked'] }, inquiry: { status: 'running' } },
    include: { inquiry: { include: { asker: true } } },
    orderBy: [{ inquiry: { dueOn: 'asc' } }, { id: 'asc' }],
  })
  return answers.map(({ id, status, changesReason, lastSentAt, inquiry: { subject, asker, dueOn } }) => ({
    ...{ href: `/inquiry-answers/${id}`, title: subject, label: status === 'waiting' ? 'Trả lời' : 'Sửa và gửi lại' },
    note: `${asker.name} ${status === 'waiting' ? 'yêu cầu báo cáo đột xuất' : `đề nghị sửa: ${changesReason}`}. Hạn: chậm nhất ngày ${date(dueOn)}.`,
    // Who sent in time is not overdue by being asked for changes.
    days: lastSentAt ? { before: 'đã gửi', n: daysBetween(dayOf(lastSentAt), dayOf(at)) } : daysTo(dueOn, at),
  }))
}

/** What this agency has asked for: one line for an inquiry with answers that nobody has read, or with communes that are overdue. */
export async function inquiriesToRead({ db, actor: { agencyId }, at }: Looking): Promise<Asked[]> {
  const running = { askerId: agencyId, status: 'running' as const }
  const inquiries = await db.inquiry.findMany({ where: running, orderBy: [{ dueOn: 'asc' }, { id: 'asc' }] })
  const answers = await db.inquiryAnswer.findMany({
    where: { inquiry: running },
    select: { inquiryId: true, status: true, lastSentAt: true },
  })
  return inquiries.flatMap((inquiry) => {
    const own = answers.filter(({ inquiryId }) => inquiryId === inquiry.id)
    const fresh = own.filter((answer) => isNew(answer, inquiry)).length
    const waiting = own.filter(({ status }) => status === 'waiting').length
    const missing = inquiry.dueOn < dayOf(at) ? waiting : 0
    if (!fresh && !missing) return []
    const parts = [fresh && `${fresh} xã mới trả lời`, missing && `${missing} xã quá hạn chưa trả lời`].filter(Boolean)
    return {
      ...{ href: `/inquiries/${inquiry.id}`, title: inquiry.subject, label: fresh ? 'Xem trả lời' : 'Xem' },
      note: `${parts.join(', ')}, trong ${own.length} xã được hỏi. Hạn: chậm nhất ngày ${date(inquiry.dueOn)}.`,
      days: daysTo(inquiry.dueOn, at),
    }
  })
}

function daysTo(dueOn: Date, at: Date) {
  const left = daysBetween(dayOf(at), dueOn)
  return left < 0 ? { before: 'quá hạn', n: -left } : { before: 'còn', n: left }
}
