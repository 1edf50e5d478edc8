import { type Block, carriedOut, type OfficialDocument, paragraphs, saying, type Told } from '../documents/document.ts'
import { addressed } from '../documents/letterhead.ts'
import { apartWords, areaWords, capital, formWords, itemOutcomeWords, list, money, number, placeOf } from '../words.ts'
import { areas, type Section, type UnitReportContent } from './form.ts'
import { unitReportSheets } from './sheets.ts'

/** Khoản 1 Điều 13: what was done for each commune, by area; the figures in the annex. */
export function unitReportDocument(content: UnitReportContent, { term, agency, receivers }: Told): OfficialDocument {
  const { summary, sections, difficulties, petitions, nextYear } = content
  return {
    type: 'report',
    about: `Kết quả thực hiện nhiệm vụ giúp đỡ các xã đặc biệt khó khăn ${term}`,
    to: receivers.map(addressed),
    opening: carriedOut(`${agency} báo cáo kết quả giúp đỡ xã ${term} như sau:`),
    parts: saying([
      { heading: 'Công tác chỉ đạo, phối hợp', blocks: paragraphs(summary) },
      { heading: 'Kết quả giúp đỡ các xã', blocks: sections.map(sectionOf) },
      { heading: 'Khó khăn, vướng mắc', blocks: orNone(difficulties) },
      { heading: 'Kiến nghị, đề xuất với Ủy ban nhân dân tỉnh', blocks: orNone(petitions) },
      { heading: 'Phương hướng, nhiệm vụ', blocks: paragraphs(nextYear) },
    ]),
    closing: `Trên đây là báo cáo kết quả giúp đỡ các xã đặc biệt khó khăn ${term} của ${agency}`,
    annexes: unitReportSheets(content).filter(({ rows }) => rows.length),
  }
}

const orNone = (words: string) => (words.trim() ? paragraphs(words) : ['Không có.'])

function sectionOf({ commune, nothing, reason, planned = [], ...byArea }: Section): Block {
  const title = capital(placeOf(commune))
  if (nothing) return { title, blocks: [`Năm nay đơn vị không triển khai được tại xã. Lý do: ${reason}`] }
  const blocks = areas.flatMap((area) => {
    const result = byArea[area]
    if (area === 'security' && byArea.security.apart) return [`${areaWords[area]}: ${apartWords(byArea.security)}.`]
    const [first, ...more] = paragraphs(result.done)
    const notDone = paragraphs(result.notDone)
    if (!first && !notDone.length) return []
    return [
      `${areaWords[area]}: ${first ?? 'chưa thực hiện.'}`,
      ...more,
      ...given(result),
      ...notDone.map((words) => `Chưa thực hiện: ${words}`),
    ]
  })
  return { title, blocks: [...(blocks.length ? blocks : ['Không có kết quả trong kỳ.']), ...itemsOf(planned)] }
}

/** What was given, in one sentence; help that is not money is said before it. */
function given({ forms, ownMoney, sponsorMoney, goodsValue, programmeMoney, labourDays, households }: Section['economy']) {
  const sums = [
    [ownMoney, 'kinh phí của đơn vị'],
    [sponsorMoney, 'vận động tài trợ'],
    [goodsValue, 'hiện vật trị giá'],
    [programmeMoney, 'vốn chương trình (ghi riêng)'],
  ].flatMap(([sum = '0', what]) => (sum === '0' ? [] : [`${what} ${money(sum)}`]))
  const words = [
    ...(forms.length ? [`Hình thức: ${list(forms.map((form) => formWords[form].toLowerCase()))}`] : []),
    ...(sums.length ? [list(sums)] : []),
    ...(labourDays ? [`${number(labourDays)} ngày công`] : []),
    ...(households ? [`${number(households)} hộ hưởng lợi`] : []),
  ]
  return words.length ? [`${words.join('; ')}.`] : []
}

/** The items of the agreed plans: how many came to what; each that was not carried out, or in part, with the reason. */
function itemsOf(planned: NonNullable<Section['planned']>) {
  if (!planned.length) return []
  const outcomes = Map.groupBy(planned, itemOutcomeWords)
  const counts = [...outcomes].map(([words, items]) => `${number(items.length)} ${words.toLowerCase()}`)
  const reasons = planned
    .filter(({ note }) => note)
    .map(({ task, note, ...item }) => `${task} (${itemOutcomeWords(item).toLowerCase()}): ${note}`)
  return [
    `Kế hoạch đã thống nhất có ${number(planned.length)} nhiệm vụ: ${list(counts)}.`,
    ...(reasons.length ? [{ points: reasons }] : []),
  ]
}
