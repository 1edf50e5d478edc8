import { z } from 'zod'
import { dayOf, daysBetween } from '../clock.ts'
import type { PetitionStatus, Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, communeFilter, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { areaWords, capital, petitionWords, placeOf } from '../words.ts'
import { stageOf } from './petition.ts'

const ways = { in: 'Cơ quan tôi giải quyết', out: 'Cơ quan tôi kiến nghị' }
/** Nobody has answered for more than so many days. */
const silences = { 7: '7 ngày', 15: '15 ngày', 30: '30 ngày', 60: '60 ngày' }
const filters = z.object({
  silent: chosenOf(silences),
  ...{ is: chosenOf(petitionWords), way: chosenOf(ways), area: chosenOf(areaWords), commune: chosenId, q: searched },
  ...{ sort: sortedBy(['due', 'sent']), order: ordered, ...paging },
})

/** The petitions in this reader's sight: what waits for an answer first, by its day. */
export async function listOf({ db, actor, at }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'due' ? 'asc' : 'desc')
  const where: Prisma.PetitionWhereInput = {
    ...(chosen.area && { area: chosen.area }),
    ...(chosen.commune && { communeId: chosen.commune }),
    ...(chosen.way && { [chosen.way === 'in' ? 'holderId' : 'petitionerId']: actor.agencyId }),
  }
  const thin = await db.petition.findMany({
    where,
    select: thinColumns,
    orderBy: [{ due: { dueOn: order }, sent: { sentAt: order } }[chosen.sort], { id: 'asc' }],
  })
  const found = finds(chosen.q)
  const wanted = thin
    .map((petition) => ({ ...petition, is: stageOf(petition, at), waited: waitedOf(petition, at) }))
    .filter(({ waited }) => !chosen.silent || (waited ?? 0) > Number(chosen.silent))
    .filter(
      ({ is, subject, petitioner, holder, commune }) =>
        (!chosen.is || chosen.is === is) && found(subject, petitioner.name, holder.name, commune?.name),
    )
  const waits = ({ waited }: { waited: number | undefined }) => waited !== undefined
  const sorted = chosen.sort === 'due' ? [...wanted.filter(waits), ...wanted.filter((one) => !waits(one))] : wanted
  const { rows, ...pages } = pageAt(sorted.length, chosen)
  const communes = await db.petition.findMany({
    where: { communeId: { not: null } },
    select: { commune: true },
    distinct: ['communeId'],
    orderBy: { commune: { name: 'asc' } },
  })
  return {
    ...{ title: 'Kiến nghị', chosen: { ...chosen, order }, ...pages },
    answerable: wanted.some((one) => waits(one) && one.holderId === actor.agencyId),
    waiting: wanted.filter(waits).length,
    overdue: wanted.filter(({ is }) => is === 'overdue').length,
    filters: [
      { name: 'is', label: 'Tình trạng', words: petitionWords },
      { name: 'silent', label: 'Chưa trả lời quá', words: silences },
      { name: 'way', label: 'Của ai', words: ways },
      { name: 'area', label: 'Lĩnh vực', words: areaWords },
      ...communeFilter(communes.flatMap(({ commune }) => (commune ? [{ id: commune.id, name: placeOf(commune.name) }] : []))),
    ],
    ...listed(sorted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Nội dung', value: ({ subject }) => subject },
      { title: 'Lĩnh vực', within: true, value: ({ area }) => area && areaWords[area] },
      { title: 'Xã', within: true, value: ({ commune }) => commune && capital(placeOf(commune.name)) },
      { title: 'Nơi kiến nghị', value: ({ petitioner }) => petitioner.name },
      { title: 'Đang ở', value: ({ holder }) => holder.name },
      { title: 'Gửi ngày', type: 'moment', sort: 'sent', value: ({ sentAt }) => sentAt },
      { title: 'Đã chờ (ngày)', type: 'number', value: ({ waited }) => waited },
      { title: 'Hạn trả lời', type: 'day', sort: 'due', value: ({ dueOn }) => dueOn },
      { title: 'Tình trạng', value: ({ is }) => petitionWords[is] },
    ]),
  }
}

/** For how many days it has lain with its holder without an answer. */
function waitedOf({ status, heldSince }: { status: PetitionStatus; heldSince: Date }, at: Date) {
  return status === 'sent' || status === 'received' ? daysBetween(dayOf(heldSince), dayOf(at)) : undefined
}

const thinColumns = {
  ...{ id: true, subject: true, holderId: true, area: true, status: true, dueOn: true, heldSince: true, sentAt: true },
  ...{ petitioner: { select: { name: true } }, holder: { select: { name: true } }, commune: { select: { name: true } } },
} satisfies Prisma.PetitionSelect
