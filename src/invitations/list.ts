import { z } from 'zod'
import type { Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, communeFilter, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { capital, hostWords, meetingWords, occasionWords, placeOf } from '../words.ts'
import { replyOf, stageOf } from './invitation.ts'

const filters = z.object({
  ...{ is: chosenOf(meetingWords), occasion: chosenOf(occasionWords), commune: chosenId, q: searched },
  ...{ sort: sortedBy(['starts', 'commune']), order: ordered, ...paging },
})

/** The meetings in this reader's sight, the latest first. */
export async function listOf({ db, at }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'starts' ? 'desc' : 'asc')
  const orderBy = { starts: { startsAt: order }, commune: { commune: { name: order } } }[chosen.sort]
  const where: Prisma.InvitationWhereInput = {
    ...(chosen.occasion && { occasion: chosen.occasion }),
    ...(chosen.commune && { communeId: chosen.commune }),
  }
  const thin = await db.invitation.findMany({ where, select: thinColumns, orderBy: [orderBy, { startsAt: 'desc' }, { id: 'asc' }] })
  const found = finds(chosen.q)
  const wanted = thin
    .map((row) => ({ ...row, is: stageOf(row, at) }))
    .filter(({ is, subject, place, commune }) => (!chosen.is || chosen.is === is) && found(subject, place, commune.name))
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  const communes = await db.invitation.findMany({
    select: { commune: true },
    distinct: ['communeId'],
    orderBy: { commune: { name: 'asc' } },
  })
  return {
    ...{ title: 'Giấy mời họp', chosen: { ...chosen, order }, ...pages },
    coming: wanted.filter(({ is }) => is === 'coming').length,
    filters: [
      { name: 'is', label: 'Tình trạng', words: meetingWords },
      { name: 'occasion', label: 'Loại cuộc họp', words: occasionWords },
      ...communeFilter(communes.map(({ commune: { id, name } }) => ({ id, name: placeOf(name) }))),
    ],
    ...listed(
      wanted.slice(rows.skip, rows.skip + rows.take).map((row) => ({
        ...row,
        comes: row.guests.filter(({ unitId }) => replyOf(row, unitId)?.reply === 'comes').length,
      })),
      [
        { title: 'Cuộc họp', value: ({ subject }) => subject },
        { title: 'Loại cuộc họp', within: true, value: ({ occasion }) => occasionWords[occasion] },
        { title: 'Địa điểm', within: true, value: ({ place }) => place },
        { title: 'Thời gian', type: 'moment', sort: 'starts', value: ({ startsAt }) => startsAt },
        { title: 'Xã', sort: 'commune', value: ({ commune }) => capital(placeOf(commune.name)) },
        { title: 'Cơ quan mời', value: ({ host }) => hostWords[host] },
        { title: 'Đơn vị tham dự', type: 'number', value: ({ comes }) => comes },
        { title: 'Đơn vị được mời', type: 'number', within: true, value: ({ guests }) => guests.length },
        { title: 'Tình trạng', value: ({ is }) => meetingWords[is] },
      ],
    ),
  }
}

const thinColumns = {
  ...{ id: true, subject: true, place: true, host: true, occasion: true, status: true, startsAt: true, call: true },
  ...{ commune: { select: { name: true } }, guests: { select: { unitId: true } } },
  replies: { select: { unitId: true, call: true, reply: true }, orderBy: { seq: 'asc' } },
} satisfies Prisma.InvitationSelect
