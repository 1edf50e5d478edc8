import { z } from 'zod'
import type { Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, finds, ordered, pageAt, paged, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { meetingWords, occasionWords, placeOf } from '../words.ts'
import { replyOf, stageOf } from './invitation.ts'

const filters = z.object({
  ...{ is: chosenOf(meetingWords), occasion: chosenOf(occasionWords), commune: chosenId, q: searched },
  ...{ sort: sortedBy(['starts', 'commune']), order: ordered, page: paged },
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
  const { rows, ...pages } = pageAt(wanted.length, chosen.page)
  const communes = await db.invitation.findMany({
    select: { commune: true },
    distinct: ['communeId'],
    orderBy: { commune: { name: 'asc' } },
  })
  return {
    ...{ title: 'Giấy mời họp', chosen: { ...chosen, order }, ...pages },
    coming: wanted.filter(({ is }) => is === 'coming').length,
    communes: communes.map(({ commune: { id, name } }) => ({ id, name: placeOf(name) })),
    rows: wanted.slice(rows.skip, rows.skip + rows.take).map((row) => ({
      ...row,
      comes: row.guests.filter(({ unitId }) => replyOf(row, unitId)?.reply === 'comes').length,
    })),
  }
}

const thinColumns = {
  ...{ id: true, subject: true, place: true, host: true, occasion: true, status: true, startsAt: true, call: true },
  ...{ commune: { select: { name: true } }, guests: { select: { unitId: true } } },
  replies: { select: { unitId: true, call: true, reply: true }, orderBy: { seq: 'asc' } },
} satisfies Prisma.InvitationSelect
