import { dayOf } from '../clock.ts'
import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { date } from '../words.ts'
import { type Authorisation, authorisation } from './authorisation.ts'
import { listOf, stateOf, states } from './list.ts'

export const authorisations = nounRoutes(authorisation, {
  list: listOf,
  page: async ({ at }: Looking, row: Authorisation) => ({
    ...{ title: `${row.giver.name} ủy quyền cho ${row.taker.name}`, caption: row.agency.name },
    lead: `${states[stateOf(row, dayOf(at))]}: từ ngày ${date(row.from)} đến hết ngày ${date(row.to)}.`,
  }),
})
