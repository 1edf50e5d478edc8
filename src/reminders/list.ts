import { z } from 'zod'
import type { Prisma } from '../generated/client.ts'
import { chosenOf, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { reminderStatusWords } from '../words.ts'

const filters = z.object({
  ...{ is: chosenOf(reminderStatusWords), q: searched, sort: sortedBy(['day', 'agency', 'user']), order: ordered, ...paging },
})

/** Every message: to whom, when it was queued and sent, or why not; the newest first. */
export async function messagesOf({ db }: Pick<Looking, 'db'>, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'day' ? 'desc' : 'asc')
  const where: Prisma.ReminderWhereInput = { ...(chosen.is && { status: chosen.is }), ...(chosen.q && (await whose(db, chosen.q))) }
  const total = await db.reminder.count({ where })
  const { rows, ...pages } = pageAt(total, chosen)
  const by = { day: { day: order }, agency: { agency: { name: order } }, user: { user: { name: order } } }[chosen.sort]
  const found = await db.reminder.findMany({
    ...{ where, ...rows, orderBy: [by, { day: 'desc' as const }, { id: 'desc' as const }] },
    include: { user: true, agency: true, _count: { select: { items: true } } },
  })
  return {
    ...{ title: 'Thư nhắc việc', chosen: { ...chosen, order }, ...pages },
    filters: [{ name: 'is', label: 'Tình trạng', words: reminderStatusWords }],
    ...listed(found, [
      { title: 'Người nhận', sort: 'user', value: ({ user }) => user.name },
      { title: 'Cơ quan, đơn vị', sort: 'agency', value: ({ agency }) => agency.name },
      { title: 'Ngày nhắc', type: 'day', sort: 'day', value: ({ day }) => day },
      { title: 'Số hồ sơ', type: 'number', value: ({ _count }) => _count.items },
      { title: 'Địa chỉ', value: ({ address }) => address || { words: 'chưa ghi' } },
      { title: 'Tình trạng', value: ({ status }) => reminderStatusWords[status] },
      { title: 'Gửi lúc', type: 'moment', value: ({ sentAt }) => sentAt ?? { words: 'chưa gửi' } },
      { title: 'Vì sao chưa gửi', value: ({ why }) => why },
    ]),
  }
}

/** Names without their tone marks are found as well, so they are compared here. */
async function whose(db: Looking['db'], q: string): Promise<Prisma.ReminderWhereInput> {
  const found = finds(q)
  const people = await db.user.findMany({ select: { id: true, name: true, email: true, agency: { select: { name: true } } } })
  return { userId: { in: people.filter(({ name, email, agency }) => found(name, email, agency.name)).map(({ id }) => id) } }
}
