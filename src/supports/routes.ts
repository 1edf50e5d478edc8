import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { type Column, sheetOf } from '../sheets/sheet.ts'
import { contributionKindWords, contributionSourceWords, date, placeOf, supportStatusWords } from '../words.ts'
import { declared, received, sumOf } from './counting.ts'
import { listOf, sheetOfSums } from './list.ts'
import { type Support, support } from './support.ts'

export const supports = nounRoutes(support, { list: listOf, page })

const contributionColumns: Column<Support['contributions'][number]>[] = [
  { title: 'Loại', value: ({ kind }) => contributionKindWords[kind] },
  { title: 'Nội dung', value: ({ what }) => what },
  { title: 'Nguồn', value: ({ source, sponsor }) => `${contributionSourceWords[source]}${sponsor ? ` (${sponsor})` : ''}` },
  { title: 'Số lượng', type: 'number', value: ({ quantity }) => quantity?.toFixed() },
  { title: 'Đơn vị tính', value: ({ kind, measure }) => measure || (kind === 'labour' ? 'ngày công' : '') },
  { title: 'Giá trị (đồng)', type: 'money', value: ({ value }) => value },
]

async function page({ db }: Looking, row: Support) {
  const { filingId, itemKey } = row
  const [item] =
    filingId && itemKey ? await db.planItem.findMany({ where: { filingId, key: itemKey }, orderBy: { versionId: 'desc' }, take: 1 }) : []
  const when = row.to > row.from ? `từ ${date(row.from)} đến ${date(row.to)}` : `ngày ${date(row.from)}`
  const sums = { declared: sumOf([row], declared), received: sumOf([row], received) }
  return {
    title: row.what,
    caption: `${row.unit.name} giúp ${placeOf(row.commune.name)}, ${when}`,
    lead: `${supportStatusWords[row.status]}.`,
    ...{
      item,
      ...sums,
      sheets: row.contributions.length ? [sheetOf('Nguồn lực', contributionColumns, row.contributions), sheetOfSums(sums)] : [],
    },
  }
}
