import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { tableOf } from '../sheets/routes.ts'
import { capital, statusWords } from '../words.ts'
import { type Holiday, holiday, holidayKinds, spanWords } from './holiday.ts'
import { listOf } from './list.ts'
import { holidayTable } from './table.ts'

export const holidays = nounRoutes(holiday, {
  list: listOf,
  table: tableOf(holidayTable),
  page: async (_: Looking, row: Holiday) => ({
    title: row.name,
    caption: holidayKinds[row.worked ? 'worked' : 'off'],
    lead: `${capital(spanWords(row))}. ${statusWords[row.status]}.`,
  }),
})
