import { carriedOut, type OfficialDocument, paragraphs, regulationBasis, saying, type Told } from '../documents/document.ts'
import { dayWords } from '../documents/letterhead.ts'
import { areaOf } from '../regulation/clauses.ts'
import { areaWords, formWords, list, money, number, placeOf } from '../words.ts'
import type { PlanContent, PlanItemContent } from './form.ts'
import { planSheets } from './sheets.ts'
import { monthsWords, planTotals } from './totals.ts'

/** Khoản 2 Điều 8: aims, tasks and content, by area; its items as a table in the annex. */
export function planDocument(content: PlanContent, { term, places, decision, agency }: Told): OfficialDocument {
  const { objective, situation, items, communes } = content
  const { areas, total } = planTotals(items)
  const [tasks, sums] = planSheets(content)
  const whom = list(places)
  const sentence = (item: PlanItemContent) => {
    const commune = communes?.find(({ id }) => id === item.commune)?.name
    const cost = [
      [item.ownMoney, 'của đơn vị'],
      [item.sponsorMoney, 'vận động'],
      [item.programmeMoney, 'vốn chương trình'],
    ].flatMap(([sum = '0', from]) => (sum === '0' ? [] : [`${money(sum)} ${from}`]))
    return [
      `${item.task}${communes ? ` (${commune ? placeOf(commune) : 'chung cho các xã'})` : ''}. ${formWords[item.form]}; kết quả dự kiến: ${item.result}`,
      ...(monthsWords(item) ? [`thời gian: ${monthsWords(item)}`] : []),
      ...(item.owner ? [`phụ trách: ${item.owner}`] : []),
      `kinh phí: ${cost.length ? list(cost) : 'không dùng tiền'}`,
    ].join('; ')
  }
  return {
    type: 'plan',
    about: `Giúp đỡ ${whom} ${term}`,
    bases: [
      regulationBasis,
      ...(decision
        ? [`Căn cứ Quyết định số ${decision.number} ${dayWords(decision.date)} về phân công giúp đỡ các xã đặc biệt khó khăn`]
        : []),
    ],
    opening: carriedOut(`${agency} xây dựng kế hoạch giúp đỡ ${whom} ${term} như sau:`),
    parts: saying([
      { heading: 'Mục tiêu', blocks: paragraphs(objective) },
      { heading: 'Tình hình của xã, căn cứ lập kế hoạch', blocks: paragraphs(situation) },
      {
        heading: 'Nhiệm vụ, nội dung dự kiến',
        blocks: areas.map(({ area }) => ({
          title: areaWords[area],
          blocks: [{ points: items.filter(({ clause }) => areaOf(clause) === area).map((item) => `${sentence(item)}.`) }],
        })),
      },
      {
        heading: 'Kinh phí',
        blocks: [
          `Tổng kinh phí dự kiến ${money(total.own + total.sponsor)} cho ${number(total.items)} nhiệm vụ, gồm: của đơn vị ${money(total.own)}; vận động tài trợ ${money(total.sponsor)}. Vốn chương trình, ghi riêng: ${money(total.programme)}.`,
          ...(sums ? [sums] : []),
        ],
      },
    ]),
    closing: `Trên đây là kế hoạch giúp đỡ ${whom} ${term} của ${agency}`,
    annexes: tasks ? [tasks] : [],
  }
}
