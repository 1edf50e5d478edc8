import { dayOf, daysBetween } from '../clock.ts'
import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { date, day, petitionWords, placeOf, until } from '../words.ts'
import { listOf } from './list.ts'
import { type Petition, petition, routeOf, stageOf } from './petition.ts'

export const petitions = nounRoutes(petition, { list: listOf, page })

async function page({ at }: Looking, row: Petition) {
  const is = stageOf(row, at)
  const left = daysBetween(dayOf(at), row.dueOn)
  const waits = is === 'sent' || is === 'received' || is === 'overdue'
  return {
    title: row.subject,
    caption: `Kiến nghị của ${row.petitioner.name}${row.commune && row.communeId !== row.petitionerId ? ` về ${placeOf(row.commune.name)}` : ''}, ngày ${day(row.sentAt)}`,
    lead: waits
      ? `${petitionWords[is]}: ${row.holder.name}, hạn trả lời chậm nhất ngày ${date(row.dueOn)}, ${until(left)}.`
      : `${petitionWords[is]}${is === 'answered' ? `: ${row.holder.name}` : ''}.`,
    ...{ is, route: routeOf(row, at) },
  }
}
