import { fileTypeFromBuffer } from 'file-type'
import { env } from '../env.ts'
import { Refusal } from '../errors.ts'
import { sheetLines, wordLines } from './office.ts'
import { pdfLines } from './pdf.ts'
import { shrunk } from './picture.ts'
import { secrecyMark } from './secrecy.ts'

export type Given = { name: string; bytes: Buffer }
export type Accepted = { name: string; mime: string; bytes: Buffer }

/** What is said before a file is chosen. */
export const accepted = {
  /** For the file chooser; the server looks at the content. */
  endings: '.pdf,.docx,.xlsx,.jpg,.jpeg,.png,.webp',
  sentence: `PDF, Word (.docx), Excel (.xlsx), ảnh (JPG, PNG, WebP); nhiều nhất ${env.FILE_MEGABYTES} MB một tệp`,
}

export const tooLarge = () =>
  new Refusal(413, `Tệp này lớn hơn ${env.FILE_MEGABYTES} MB. Chia nhỏ tài liệu hoặc giảm dung lượng rồi chọn lại`)

/** What a file is follows from its content, never from its name. What is accepted comes out as it will be kept. */
export async function examine({ name, bytes }: Given): Promise<Accepted> {
  if (bytes.length === 0) throw new Refusal(422, 'Tệp này không có nội dung. Kiểm tra lại tệp rồi chọn lại')
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const ending = found?.ext ?? ''
  const kind = kinds[ending]
  if (!kind) throw new Refusal(422, refused[ending] ?? `Cổng không nhận loại tệp này. Loại tệp được nhận: ${accepted.sentence}`)
  const mark = kind.lines && secrecyMark(await kind.lines(bytes))
  if (mark) throw new Refusal(422, marked(mark))
  return { name: cleanName(name, kind.ending), mime: kind.mime, bytes: kind.kept ? await kind.kept(bytes) : bytes }
}

type Sort = {
  ending: string
  mime: string
  /** The text of its first page, where there is one to read. */
  lines?(bytes: Buffer): Promise<string[]>
  /** What is kept in place of what was sent. */
  kept?(bytes: Buffer): Promise<Buffer>
}

const jpg: Sort = { ending: '.jpg', mime: 'image/jpeg', kept: (bytes) => shrunk(bytes, 'jpg') }
const office = 'application/vnd.openxmlformats-officedocument'
const kinds: Record<string, Sort> = {
  pdf: { ending: '.pdf', mime: 'application/pdf', lines: pdfLines },
  docx: { ending: '.docx', mime: `${office}.wordprocessingml.document`, lines: wordLines },
  xlsx: { ending: '.xlsx', mime: `${office}.spreadsheetml.sheet`, lines: sheetLines },
  jpg,
  webp: jpg,
  png: { ending: '.png', mime: 'image/png', kept: (bytes) => shrunk(bytes, 'png') },
}

const macros = 'Tệp này có chứa mã lệnh (macro). Lưu lại thành .docx hoặc .xlsx rồi chọn lại'
const refused: Record<string, string> = {
  cfb: 'Tệp này theo định dạng Word, Excel cũ (.doc, .xls) hoặc có mật khẩu. Lưu lại thành .docx hoặc .xlsx, không đặt mật khẩu, rồi chọn lại',
  docm: macros,
  xlsm: macros,
  heic: 'Cổng chưa đọc được ảnh HEIC của điện thoại. Lưu hoặc gửi lại ảnh thành tệp JPG rồi chọn lại',
  heif: 'Cổng chưa đọc được ảnh HEIF của điện thoại. Lưu hoặc gửi lại ảnh thành tệp JPG rồi chọn lại',
}

const marked = (mark: string) =>
  `Trang đầu của tệp có chữ “${mark}” đứng riêng một dòng, là dấu chỉ độ mật. Cổng không nhận tài liệu có nội dung bí mật nhà nước: gửi bằng đường riêng theo quy định. Nếu dòng ấy không phải dấu chỉ độ mật, sửa dòng ấy rồi chọn lại`

/** The name it was given, without a path, invisible signs or what file systems do not take, ending as what it is. */
function cleanName(given: string, ending: string) {
  const stem = given
    .replace(/^.*[/\\]/, '')
    .replace(/\.[a-z]{1,5}$/i, '')
    .normalize('NFC')
    .replace(/\p{C}/gu, '')
    .replace(/["<>:|?*]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  return ([...stem].slice(0, 120).join('').trim() || 'tai-lieu') + ending
}
