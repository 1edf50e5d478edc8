import { z } from 'zod'
import { dayOf } from '../clock.ts'
import type { AuthorisationStatus } from '../generated/enums.ts'
import { chosenOf, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'

export const states = { inForce: 'Đang hiệu lực', later: 'Chưa đến ngày', past: 'Đã hết hiệu lực', withdrawn: 'Đã bỏ' }

/** How one stands on a day. */
export function stateOf({ status, from, to }: { status: AuthorisationStatus; from: Date; to: Date }, today: Date): keyof typeof states {
  if (status === 'withdrawn') return status
  return from > today ? 'later' : to < today ? 'past' : 'inForce'
}

const filters = z.object({
  ...{ q: searched, is: chosenOf(states), sort: sortedBy(['from', 'agency', 'taker']), order: ordered, ...paging },
})

/** Of one's agency; for the planning department, of all. Some dozens, searched in memory because tone marks do not count. */
export async function listOf({ db, at }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'from' ? 'desc' : 'asc')
  const by = { from: { from: order }, agency: { agency: { name: order } }, taker: { taker: { name: order } } }
  const all = await db.authorisation.findMany({
    include: {
      agency: { select: { name: true } },
      giver: { select: { name: true, title: true } },
      taker: { select: { name: true, title: true } },
    },
    orderBy: [by[chosen.sort], { id: 'desc' }],
  })
  const found = finds(chosen.q)
  const wanted = all
    .map((row) => ({ ...row, is: stateOf(row, dayOf(at)) }))
    .filter(({ is }) => !chosen.is || is === chosen.is)
    .filter(({ agency, giver, taker, number }) => found(agency.name, giver.name, taker.name, number))
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    ...{ title: 'Ủy quyền', chosen: { ...chosen, order }, ...pages },
    filters: [{ name: 'is', label: 'Hiệu lực', words: states }],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Người được ủy quyền', sort: 'taker', value: ({ taker }) => taker.name },
      { title: 'Chức vụ', within: true, value: ({ taker }) => taker.title },
      { title: 'Người ủy quyền', value: ({ giver }) => giver.name },
      { title: 'Cơ quan, đơn vị', sort: 'agency', value: ({ agency }) => agency.name },
      { title: 'Từ ngày', type: 'day', sort: 'from', value: ({ from }) => from },
      { title: 'Đến hết ngày', type: 'day', value: ({ to }) => to },
      { title: 'Văn bản', value: ({ number }) => number },
      { title: 'Nội dung', within: true, value: ({ scope }) => scope },
      { title: 'Hiệu lực', value: ({ is }) => states[is] },
    ]),
  }
}
