import { type Block, type Chart, carriedOut, type OfficialDocument, type Told } from '../documents/document.ts'
import { addressed } from '../documents/letterhead.ts'
import { areaWords, capital, money, placeOf } from '../words.ts'
import type { Compiled, Row } from './compile.ts'
import type { ConsolidationContent, ProvinceContent } from './consolidation.ts'
import { type DraftReport, draftReport, results } from './draft.ts'
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
    parts: partsOf(draftReport({ ...content, direction: '', upwards: content.petitions }, content.compiled)).map((part) =>
      part.heading === results ? { ...part, blocks: [...part.blocks, ...chartsOf(content.compiled)] } : part,
    ),
    closing: `Trên đây là báo cáo kết quả thực hiện nhiệm vụ giúp đỡ các xã đặc biệt khó khăn năm ${year} của ${agency}`,
    annexes: compiledSheets(content.compiled).filter(({ rows }) => rows.length),
  }
}

/** Where help went: by area, and by district where there are several. Programme money stands apart. */
function chartsOf({ areas, districts }: Compiled): Chart[] {
  const worth = ({ ownMoney, sponsorMoney, goodsValue }: Row) => BigInt(ownMoney) + BigInt(sponsorMoney) + BigInt(goodsValue)
  const chart = (title: string, bars: { label: string; row: Row }[]) => ({
    chart: title,
    bars: bars.map(({ label, row }) => ({ label, value: Number(worth(row)), words: money(worth(row)) })),
  })
  const all = [
    chart(
      'Biểu đồ 1. Nguồn lực giúp xã theo lĩnh vực',
      areas.map((row) => ({ label: areaWords[row.area], row })),
    ),
    chart(
      'Biểu đồ 2. Nguồn lực giúp xã theo huyện, thị xã, thành phố',
      districts.map((row) => ({ label: capital(placeOf(row.agency)), row })),
    ),
  ]
  return all.filter(({ bars }) => bars.some(({ value }) => value))
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

const partsOf = ({ parts }: Pick<DraftReport, 'parts'>) =>
  parts.map(({ heading, paragraphs }) => ({ heading, blocks: paragraphs as Block[] }))
