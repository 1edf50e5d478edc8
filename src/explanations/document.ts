import { carriedOut, type OfficialDocument, paragraphs, type Told } from '../documents/document.ts'
import type { ExplanationContent } from './explanation.ts'

/** Khoản 2 Điều 12: in place of the report; to UBND tỉnh, by way of the planning department (khoản 5 Điều 13). */
export function explanationDocument({ reason, measures }: ExplanationContent, { year, agency }: Told): OfficialDocument {
  return {
    type: 'report',
    about: `Lý do không triển khai nhiệm vụ giúp đỡ các xã đặc biệt khó khăn năm ${year}`,
    to: ['Ủy ban nhân dân tỉnh (qua Sở Kế hoạch và Đầu tư)'],
    opening: carriedOut(`${agency} báo cáo lý do không triển khai nhiệm vụ giúp đỡ xã năm ${year} như sau:`),
    parts: [
      { heading: 'Lý do không triển khai', blocks: paragraphs(reason) },
      { heading: 'Biện pháp, thời gian khắc phục', blocks: paragraphs(measures) },
    ],
    closing: `Trên đây là báo cáo lý do không triển khai nhiệm vụ giúp đỡ xã năm ${year} của ${agency}`,
    annexes: [],
  }
}
