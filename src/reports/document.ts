import { type Block, carriedOut, type OfficialDocument, paragraphs, saying, type Told } from '../documents/document.ts'
import { addressed } from '../documents/letterhead.ts'
import { apartWords, areaWords, ratingWords } from '../words.ts'
import type { ReportContent } from './report.ts'
import { reportSheets } from './sheets.ts'

const told = { done: 'Đã làm được', notDone: 'Chưa làm được', causes: 'Nguyên nhân', solutions: 'Giải pháp' } as const

/** Khoản 4 Điều 11: "đã làm được, chưa làm được, nguyên nhân, giải pháp và kiến nghị", by area; the figures in the annex. */
export function reportDocument(content: ReportContent, { term, agency, receivers }: Told): OfficialDocument {
  const { petitions, assessments = [], values } = content
  const area = (name: keyof typeof areaWords): Block => {
    if (name === 'security' && content.security.apart) return { title: areaWords[name], blocks: [`${apartWords(content.security)}.`] }
    const blocks = Object.entries(told).flatMap(([key, label]) => {
      const [first, ...more] = paragraphs(content[name][key as keyof typeof told])
      return first ? [`${label}: ${first}`, ...more] : []
    })
    return { title: areaWords[name], blocks: blocks.length ? blocks : ['Trong kỳ không có nội dung.'] }
  }
  return {
    type: 'report',
    about: `Tình hình thực hiện nhiệm vụ giúp đỡ xã ${term}`,
    to: receivers.map(addressed),
    opening: carriedOut(`${agency} báo cáo tình hình ${term} như sau:`),
    parts: saying([
      { heading: 'Tình hình, kết quả thực hiện', blocks: (Object.keys(areaWords) as (keyof typeof areaWords)[]).map(area) },
      {
        heading: 'Đánh giá đơn vị giúp xã',
        blocks: assessments.map(({ unit, rating, words }) => `${unit}: ${ratingWords[rating].toLowerCase()}${words ? `. ${words}` : '.'}`),
      },
      {
        heading: 'Kiến nghị, đề xuất',
        blocks: petitions.length
          ? petitions.map(({ to, content: words }) => `Với ${to === 'unit' ? 'đơn vị giúp xã' : 'Ủy ban nhân dân cấp huyện'}: ${words}`)
          : ['Không có kiến nghị trong kỳ.'],
      },
    ]),
    closing: `Trên đây là báo cáo tình hình ${term} của ${agency}`,
    annexes: values.length ? reportSheets(content) : [],
  }
}
