import { patchDetector } from 'docx'
import { type Accepted, examine, type Given } from '../attachments/examine.ts'
import { Refusal } from '../errors.ts'
import type { DocumentStyle } from '../generated/enums.ts'
import { fill } from './fill.ts'
import { braced, places } from './places.ts'
import { readTemplate, type Template } from './read.ts'
import { forgotten, sampleOf } from './sample.ts'

/** What may be a template: a file that may be uploaded, and in which every place can be filled. It is filled once to see that. */

const mostBytes = 3_000_000

export async function examineTemplate(given: Given, agency: { name: string; documentStyle: DocumentStyle }): Promise<Accepted> {
  const accepted = await examine(given)
  if (!accepted.name.endsWith('.docx'))
    throw new Refusal(422, 'Mẫu phải là tệp Word (.docx). Mở mẫu trong Word, lưu thành “Word Document (.docx)” rồi chọn lại tệp')
  if (accepted.bytes.length > mostBytes) throw new Refusal(422, 'Mẫu lớn hơn 3 MB. Thu nhỏ hình trong mẫu rồi chọn lại tệp')
  const template = await readTemplate(accepted.bytes)
  const reason = foreign(template) ?? misplaced(template)
  if (reason) throw new Refusal(422, reason)
  const filled = await fill(accepted.bytes, await sampleOf(agency)).catch(() => undefined)
  if (!filled) throw new Refusal(422, 'Cổng không điền được mẫu này. Mở mẫu trong Word, lưu thành tệp mới rồi chọn lại')
  const left = await patchDetector({ data: filled })
  if (left.length)
    throw new Refusal(422, `Cổng không điền được chỗ ${list(left)}. Xóa chỗ ấy, gõ lại thành chữ thường trong đoạn văn rồi chọn lại tệp`)
  return accepted
}

/** What would go out with every paper, or be fetched by whoever opens it. */
function foreign({ parts, words }: Template) {
  const xml = [...parts].filter(([path]) => /\.(xml|rels)$/.test(path)).map(([path, content]) => ({ path, text: content.toString('utf8') }))
  if (
    [...parts.keys()].some((path) => /^word\/(embeddings|activeX|afchunk)/i.test(path)) ||
    xml.some(({ text }) => /<!DOCTYPE/i.test(text))
  )
    return 'Mẫu có tệp khác nhúng bên trong. Bỏ phần nhúng, chỉ để chữ, bảng, hình, rồi chọn lại tệp'
  const linked = xml
    .filter(({ path }) => path.endsWith('.rels'))
    .flatMap(({ text }) => [...text.matchAll(/<Relationship\b[^>]*>/g)].map(([one]) => one))
    .some((one) => /TargetMode\s*=\s*["']External/i.test(one) && !/relationships\/(hyperlink|attachedTemplate)["']/.test(one))
  const fetching = xml.some(({ text }) => /<w:instrText[^>]*>[^<]*\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b/i.test(text))
  if (linked || fetching) return 'Mẫu có hình hoặc phần lấy từ tệp ở nơi khác. Chèn hẳn vào mẫu, không để liên kết, rồi chọn lại tệp'
  if (words.includes(forgotten)) return 'Mẫu còn trang hướng dẫn của mẫu ban đầu. Xóa trang ấy, lưu lại rồi chọn lại tệp'
  return undefined
}

const body = braced(places.body.name)

function misplaced({ found, stray }: Template) {
  const [first] = stray
  if (first !== undefined)
    return `Có chỗ điền thiếu dấu ngoặc, hoặc bị ngắt sang đoạn khác: “${first.trim().slice(0, 80)}”. Mỗi chỗ điền gõ liền trong một đoạn, như ${body}`
  const unknown = found.filter(({ field }) => !field)
  if (unknown.length)
    return `Cổng không biết chỗ điền ${list(unknown.map(({ written }) => written))}. Sửa theo danh sách chỗ điền trên trang này, hoặc bỏ các dấu ngoặc nhọn`
  const contents = found.filter(({ field }) => field === 'body')
  if (!contents.length)
    return `Mẫu chưa có chỗ cho nội dung. Gõ ${body} thành một đoạn riêng ở nơi nội dung văn bản bắt đầu, lưu lại rồi chọn lại tệp`
  if (contents.length > 1) return `Mẫu có ${contents.length} chỗ ${body}. Chỉ để lại một chỗ`
  if (contents.some(({ alone, within }) => !alone || within !== 'text'))
    return `${body} phải đứng một mình trong một đoạn của văn bản: không chung đoạn với chữ, hình khác, không nằm trong bảng, hộp chữ, đầu trang hoặc chân trang`
  return undefined
}

const list = (written: readonly string[]) => [...new Set(written)].slice(0, 10).map((one) => braced(one.trim().slice(0, 40))).join(', ') // biome-ignore format: one line
