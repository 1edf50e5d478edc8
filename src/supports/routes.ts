import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { date, placeOf, supportStatusWords } from '../words.ts'
import { declared, received, sumOf } from './counting.ts'
import { listOf } from './list.ts'
import { type Support, support } from './support.ts'

export const supports = nounRoutes(support, { list: listOf, page })

async function page({ db }: Looking, row: Support) {
  const { filingId, itemKey } = row
  const [item] =
    filingId && itemKey ? await db.planItem.findMany({ where: { filingId, key: itemKey }, orderBy: { versionId: 'desc' }, take: 1 }) : []
  const when = row.to > row.from ? `từ ${date(row.from)} đến ${date(row.to)}` : `ngày ${date(row.from)}`
  return {
    title: row.what,
    caption: `${row.unit.name} giúp ${placeOf(row.commune.name)}, ${when}`,
    lead: `${supportStatusWords[row.status]}.`,
    ...{ item, declared: sumOf([row], declared), received: sumOf([row], received) },
  }
}
