import { carriedOut, type OfficialDocument, type Told } from '../documents/document.ts'
import { addressed } from '../documents/letterhead.ts'
import { placeOf } from '../words.ts'
import type { ConsolidationContent, ProvinceContent } from './consolidation.ts'
import { type DraftReport, draftReport } from './draft.ts'
import { compiledSheets } from './sheets.ts'

/** Khoản 2 Điều 13. */
export const districtDocument = (content: ConsolidationContent, told: Told): OfficialDocument =>
  reportOf(content, told, `trên địa bàn ${placeOf(told.agency)}`)

/** Khoản 3 Điều 13, the planning department's own. */
export const provinceDocument = (content: ProvinceContent, told: Told): OfficialDocument =>
  reportOf(content, told, 'trên địa bàn tỉnh Điện Biên')

/** The figures in sentences beside what the officer has written, as in the draft of UBND tỉnh's report; the tables in annexes. */
function reportOf(content: ConsolidationContent, { year, agency, receivers }: Told, where: string): OfficialDocument {
  const about = `Kết quả thực hiện nhiệm vụ giúp đỡ các xã đặc biệt khó khăn ${where} năm ${year}`
  return {
    ...{ type: 'report', about, to: receivers.map(addressed) },
    opening: carriedOut(`${agency} báo cáo kết quả năm ${year} như sau:`),
    parts: partsOf(draftReport({ ...content, direction: '', upwards: content.petitions }, content.compiled)),
    closing: `Trên đây là báo cáo kết quả thực hiện nhiệm vụ giúp đỡ các xã đặc biệt khó khăn năm ${year} của ${agency}`,
    annexes: compiledSheets(content.compiled).filter(({ rows }) => rows.length),
  }
}

/** The draft that UBND tỉnh will sign: frozen with the provincial report. */
export function draftDocument({ title, parts }: DraftReport, year: number): OfficialDocument {
  return {
    ...{ type: 'report', about: title },
    opening: carriedOut('Ủy ban nhân dân tỉnh báo cáo như sau:'),
    parts: partsOf({ parts }),
    closing: `Trên đây là báo cáo kết quả thực hiện nhiệm vụ giúp đỡ các xã đặc biệt khó khăn năm ${year} của Ủy ban nhân dân tỉnh`,
    annexes: [],
  }
}

const partsOf = ({ parts }: Pick<DraftReport, 'parts'>) => parts.map(({ heading, paragraphs }) => ({ heading, blocks: paragraphs }))
