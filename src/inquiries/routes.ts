import { dayOf, daysBetween } from '../clock.ts'
import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { answerSays, date, day, inquiryWords, placeOf, until } from '../words.ts'
import { type Answer, inquiryAnswer, saidIn } from './answer.ts'
import { countsOf, type Inquiry, inquiry, isNew, stageOf, standingOf } from './inquiry.ts'
import { answersList, inquiriesList } from './list.ts'
import { tableOf } from './table.ts'

/** Only a person of the asking agency opening the page counts as reading. */
const opens = ({ actor }: Looking, row: Inquiry) =>
  row.askerId === actor.agencyId && row.answers.some((answer) => isNew(answer, row)) ? 'open' : undefined

export const inquiries = nounRoutes(inquiry, { list: inquiriesList, page: inquiryPage, opens })
export const inquiryAnswers = nounRoutes(inquiryAnswer, { list: answersList, page: answerPage })

async function inquiryPage(looking: Looking, row: Inquiry, query: unknown) {
  const { actor, at } = looking
  const counts = countsOf(row.answers)
  const is = standingOf(row, counts, at)
  const mine = row.answers.find(({ communeId }) => communeId === actor.agencyId)
  const running = row.status === 'running'
  const changing = counts.total - counts.answered - counts.waiting
  const counted = `đã trả lời ${counts.answered}/${counts.total} xã${changing ? `, ${changing} xã được đề nghị sửa` : ''}`
  const stands = mine ? answerSays(stageOf(mine, row, at)) : `${inquiryWords[is]}: ${counted}`
  return {
    title: row.subject,
    caption: `${row.asker.name} yêu cầu báo cáo đột xuất, ngày ${day(row.askedAt)}`,
    lead: row.status === 'withdrawn' ? 'Đã rút.' : `${stands}. Hạn: ${dueWords(row, at, running && counts.waiting > 0)}.`,
    ...{ is, mine, counts, across: 'table', wide: true },
    addHref: running && row.askerId === actor.agencyId && row.dueOn >= dayOf(at) ? `/inquiry-answers/new?of=${row.id}` : undefined,
    ...(await tableOf(looking, row, query)),
  }
}

async function answerPage({ at, actor }: Looking, row: Answer) {
  const stage = stageOf(row, row.inquiry, at)
  const sendings = row.sendings.map((sending) => ({ ...sending, said: saidIn(sending, row.inquiry) })).toReversed()
  const waits = row.status === 'waiting' && row.inquiry.status === 'running'
  return {
    title: row.inquiry.subject,
    caption: `${row.inquiry.asker.name} yêu cầu ${placeOf(row.commune.name)} báo cáo đột xuất`,
    lead: `${answerSays(stage)}. Hạn: ${dueWords(row.inquiry, at, waits)}.`,
    ...{ stage, sendings, own: row.communeId === actor.agencyId },
  }
}

const dueWords = ({ dueOn }: { dueOn: Date }, at: Date, waits: boolean) =>
  `chậm nhất ngày ${date(dueOn)}${waits ? `, ${until(daysBetween(dayOf(at), dueOn))}` : ''}`
