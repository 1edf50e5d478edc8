import { dayOf } from '../clock.ts'
import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { tableOf } from '../sheets/routes.ts'
import { capital, date, placeOf, regionWords, statusWords } from '../words.ts'
import { listOf } from './list.ts'
import { type CommuneRegion, region, regionsOn } from './region.ts'
import { regionTable } from './table.ts'

export const regions = nounRoutes(region, {
  list: listOf,
  table: tableOf(regionTable),
  page: async ({ db, at }: Looking, row: CommuneRegion) => {
    const today = (await regionsOn(db, dayOf(at))).get(row.communeId)
    return {
      ...{ title: capital(placeOf(row.commune.name)), caption: 'Khu vực của xã', regionWords, today },
      lead: `${regionWords[row.region]} từ ngày ${date(row.from)}. ${statusWords[row.status]}.`,
    }
  },
})
