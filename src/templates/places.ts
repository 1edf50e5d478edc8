import { documentTypes } from '../documents/document.ts'
import type { Issued } from '../documents/word.ts'
import { receiverLines } from '../documents/word.ts'
import { plain } from '../words.ts'

/** The places of a template that the portal fills, as an official writes them: {{NỘI DUNG}}. */

export type Place = {
  name: string
  /** Other ways to write it; tone marks, case, spaces and punctuation do not count. */
  also?: string[]
  says: string
  /** Its lines. Of the content and the code nothing: they are more than lines. */
  lines?(issued: Issued): string[]
}

export const places = {
  body: { name: 'NỘI DUNG', says: 'Toàn bộ nội dung văn bản, cả bảng và biểu đồ. Bắt buộc; đứng một mình trong một đoạn' },
  agency: { name: 'TÊN CƠ QUAN', says: 'Tên cơ quan ban hành', lines: ({ letterhead }) => [letterhead.agency] },
  number: {
    ...{ name: 'SỐ, KÝ HIỆU', also: ['số, kí hiệu', 'số và ký hiệu'] },
    says: 'Số, ký hiệu đã ghi trên cổng; chưa ghi thì để trống phần số. Chữ “Số” có sẵn trong mẫu',
    lines: ({ letterhead }) => [letterhead.number.replace(/^Số:? ?/, '')],
  },
  dated: {
    ...{ name: 'ĐỊA DANH, NGÀY THÁNG', also: ['địa danh, ngày tháng năm', 'nơi, ngày tháng năm'] },
    says: 'Ví dụ: Điện Biên, ngày 05 tháng 01 năm 2025',
    lines: ({ letterhead }) => [letterhead.dated],
  },
  type: {
    name: 'LOẠI VĂN BẢN',
    says: 'BÁO CÁO, KẾ HOẠCH, GIẤY MỜI và tên loại khác',
    lines: ({ document }) => [documentTypes[document.type].name],
  },
  about: { name: 'TRÍCH YẾU', says: 'Nội dung chính của văn bản, dưới tên loại', lines: ({ document }) => [document.about] },
  to: {
    ...{ name: 'KÍNH GỬI', says: 'Dòng “Kính gửi: …”; văn bản không kính gửi ai thì bỏ trống' },
    lines: ({ document: { to = [] } }) =>
      to.length > 1
        ? ['Kính gửi:', ...to.map((one, i) => `- ${one}${i === to.length - 1 ? '.' : ';'}`)]
        : to.map((one) => `Kính gửi: ${one}.`),
  },
  receivers: {
    ...{ name: 'NƠI NHẬN', says: 'Các dòng nơi nhận, dưới chữ “Nơi nhận” có sẵn trong mẫu' },
    lines: ({ document, receivers }) => receiverLines(document, receivers),
  },
  deputising: {
    ...{ name: 'KÝ THAY', says: 'Dòng “K/T TRƯỞNG BAN” khi cấp phó ký; cấp trưởng ký thì bỏ trống' },
    lines: ({ signature, letterhead }) =>
      signature.authority.slice(0, -1).map((line) => (letterhead.party ? line.replace(/^KT\. /, 'K/T ') : line)),
  },
  title: {
    ...{ name: 'CHỨC VỤ NGƯỜI KÝ', also: ['chức vụ'], says: 'Ví dụ: PHÓ BÍ THƯ' },
    lines: ({ signature }) => signature.authority.slice(-1),
  },
  signer: {
    name: 'NGƯỜI KÝ',
    also: ['họ tên người ký', 'họ và tên người ký'],
    says: 'Họ và tên người ký',
    lines: ({ signature }) => [signature.name],
  },
  proof: {
    name: 'MÃ KIỂM TRA',
    says: 'Mã và ô vuông để đối chiếu văn bản đã gửi. Mẫu không có chỗ này thì mã nằm ở chân trang, hoặc cuối văn bản nếu chân trang đã có chữ',
  },
} as const satisfies Record<string, Place>

export type Field = keyof typeof places
export const fields = Object.keys(places) as Field[]
export const braced = (name: string) => `{{${name}}}`

const bare = (words: string) => plain(words.normalize('NFC')).replace(/[^a-z0-9]/g, '')
const byName = new Map(fields.flatMap((field) => namesOf(places[field]).map((name) => [bare(name), field] as const)))
function namesOf({ name, also = [] }: Place) {
  return [name, ...also]
}

/** Which place is meant by what stands between the braces. */
export const fieldOf = (written: string): Field | undefined => byName.get(bare(written))
