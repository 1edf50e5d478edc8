import { carriedOut, type OfficialDocument, paragraphs, regulationBasis, saying, type Told } from '../documents/document.ts'
import { areaWords } from '../words.ts'
import type { ProgrammeContent } from './programme.ts'

/** Khoản 2 Điều 10: "mục đích yêu cầu, nội dung phối hợp và công tác kiểm tra, đánh giá kết quả thực hiện". */
export function programmeDocument({ aims, items, inspection, organisation }: ProgrammeContent, { term, agency }: Told): OfficialDocument {
  const areas = (Object.keys(areaWords) as (keyof typeof areaWords)[]).map((area) => ({
    area,
    theirs: items.filter((one) => one.area === area),
  }))
  return {
    type: 'programme',
    about: `Phối hợp thực hiện nhiệm vụ giúp đỡ xã ${term}`,
    bases: [regulationBasis],
    opening: carriedOut(`${agency} xây dựng chương trình phối hợp ${term} như sau:`),
    parts: saying([
      { heading: 'Mục đích, yêu cầu', blocks: paragraphs(aims) },
      {
        heading: 'Nội dung phối hợp',
        blocks: areas
          .filter(({ theirs }) => theirs.length)
          .map(({ area, theirs }) => ({
            title: areaWords[area],
            blocks: [
              {
                points: theirs.map(
                  ({ content, unitName, result, time }) =>
                    `${content}. Đơn vị phối hợp: ${unitName ?? 'các đơn vị giúp xã'}; kết quả cần đạt: ${result}; thời gian: ${time || 'trong năm'}.`,
                ),
              },
            ],
          })),
      },
      { heading: 'Kiểm tra, đánh giá kết quả thực hiện', blocks: paragraphs(inspection) },
      { heading: 'Tổ chức thực hiện', blocks: paragraphs(organisation) },
    ]),
    closing: `Trên đây là chương trình phối hợp thực hiện nhiệm vụ giúp đỡ xã ${term} của ${agency}`,
    annexes: [],
  }
}
