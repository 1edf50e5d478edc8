import { carriedOut, type OfficialDocument } from '../documents/document.ts'
import { type Listed, sheetOfList } from '../sheets/sheet.ts'
import { number } from '../words.ts'

/** Khoản 5 Điều 13: petitions as one paper, to UBND tỉnh by way of the planning department; as the list is filtered. */
export function petitionsDocument<Row>(
  found: Listed<Row>,
  { agency, toProvince }: { agency: string; toProvince: boolean },
): OfficialDocument {
  const sheet = sheetOfList(found)
  return {
    type: 'report',
    about: 'Tổng hợp kiến nghị trong thực hiện nhiệm vụ giúp đỡ các xã đặc biệt khó khăn',
    ...(toProvince && { to: ['Ủy ban nhân dân tỉnh (qua Sở Kế hoạch và Đầu tư)'] }),
    opening: carriedOut(`${agency} tổng hợp ${number(found.total)} kiến nghị tại phụ lục kèm theo.`),
    parts: [],
    closing: `Trên đây là tổng hợp kiến nghị của ${agency}`,
    annexes: [{ ...sheet, title: 'Danh mục kiến nghị' }],
  }
}
