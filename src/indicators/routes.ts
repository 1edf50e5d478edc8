import { dayOf } from '../clock.ts'
import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { tableOf } from '../sheets/routes.ts'
import { date, indicatorStateWords, placeOf } from '../words.ts'
import { namesOf, parsed } from './catalogue.ts'
import { type Indicator, indicator, stateOf } from './indicator.ts'
import { listOf } from './list.ts'
import { indicatorTable } from './table.ts'

export const indicators = nounRoutes(indicator, { list: listOf, page, table: tableOf(indicatorTable) })

async function page({ db, at }: Looking, row: Indicator) {
  const is = stateOf(row, dayOf(at))
  const names = await namesOf(db)
  const until = row.to ? ` đến hết ngày ${date(row.to)}` : ''
  return {
    title: row.name,
    caption: row.commune ? `Chỉ tiêu riêng của ${placeOf(row.commune.name)}, mã ${row.code}` : `Danh mục chung, mã ${row.code}`,
    lead: `${indicatorStateWords[is]}: từ ngày ${date(row.from)}${until}.`,
    formula: formulaOf(row, names),
  }
}

/** "Số trẻ sinh trong năm − Số người chết trong năm, chia cho Tổng số nhân khẩu, nhân 1.000", in names. */
function formulaOf(row: Indicator, names: ReadonlyMap<string, { name: string }>) {
  const { over, under, times } = parsed(row)
  const called = (code: string) => `${names.get(code)?.name ?? 'không rõ'} (${code})`
  const sum = over.map(({ code, sign }, i) => `${sign < 0n ? '− ' : i ? '+ ' : ''}${called(code)}`).join(' ')
  return { sum, under: under && called(under), times: times === 1n ? undefined : `${times}` }
}
