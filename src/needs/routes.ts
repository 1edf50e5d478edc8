import { dayOf } from '../clock.ts'
import { unitsOf } from '../nouns/communes.ts'
import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { date, fateWords, list, placeOf } from '../words.ts'
import { listOf } from './list.ts'
import { answersNow, fateOf, type Need, need } from './need.ts'

export const needs = nounRoutes(need, { list: listOf, page })

async function page({ db, at }: Looking, row: Need) {
  const units = row.unit ? [row.unit] : await unitsOf(db, row.communeId, at)
  const answers = answersNow(row)
  const silent = units.filter(({ id }) => !answers.some(({ unitId }) => unitId === id))
  const is = fateOf(row)
  return {
    title: row.what,
    caption: `Đề xuất của ${row.proposer.name}${row.proposerId === row.communeId ? '' : ` cho ${placeOf(row.commune.name)}`}, ngày ${date(dayOf(row.proposedAt))}`,
    lead: `${fateWords[is]}${is === 'proposed' && silent.length ? `: ${list(silent.map(({ name }) => name))}` : ''}.`,
    ...{ is, answers, units },
  }
}
