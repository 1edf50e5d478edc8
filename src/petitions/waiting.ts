import { dayOf, daysBetween } from '../clock.ts'
import type { Asked } from '../desk/asked.ts'
import type { Looking } from '../nouns/noun.ts'
import { date, petitionWords } from '../words.ts'

/** What lies with this agency to be answered, by its day. */
export async function petitionsToAnswer({ db, actor: { agencyId }, at }: Looking): Promise<Asked[]> {
  const petitions = await db.petition.findMany({
    where: { holderId: agencyId, status: { in: ['sent', 'received'] } },
    include: { petitioner: true },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  })
  return petitions.map(({ id, subject, status, dueOn, petitioner }) => {
    const left = daysBetween(dayOf(at), dueOn)
    return {
      ...{ href: `/petitions/${id}`, title: subject, label: status === 'sent' ? 'Tiếp nhận, trả lời' : 'Trả lời' },
      note: `${petitioner.name} kiến nghị. Hạn trả lời: chậm nhất ngày ${date(dueOn)}.`,
      days: left < 0 ? { before: 'quá hạn', n: -left } : { before: 'còn', n: left },
    }
  })
}

/** What this agency has asked, and what waits for it now: an answer to read, a question to reply to. */
export async function petitionsToRead({ db, actor: { agencyId }, at }: Looking): Promise<Asked[]> {
  const petitions = await db.petition.findMany({
    where: { petitionerId: agencyId, status: { in: ['askedBack', 'answered'] } },
    include: { holder: true, words: { orderBy: { seq: 'desc' }, take: 1 } },
    orderBy: [{ sentAt: 'asc' }, { id: 'asc' }],
  })
  return petitions.map(({ id, subject, status, holder, sentAt, words: [last] }) => ({
    ...{ href: `/petitions/${id}`, title: subject, label: status === 'answered' ? 'Đọc trả lời, kết thúc' : 'Bổ sung' },
    note: status === 'answered' ? `${holder.name} đã trả lời kiến nghị.` : `${holder.name} đề nghị nói rõ thêm. ${petitionWords[status]}.`,
    days: { before: 'đã chờ', n: daysBetween(dayOf(last?.at ?? sentAt), dayOf(at)) },
  }))
}
