import { Parser } from 'htmlparser2'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { Refusal } from '../errors.ts'

/** A Word or Excel file is a zip of XML parts. What unpacks to more than any document does is a bomb for whoever opens it. */
const most = { parts: 5_000, unpacked: 200_000_000, ratio: 150, read: 2_000_000, opened: 50 }
const rowsOfFirstPage = 50

/** The lines of the first page of a Word document: its paragraphs (also in tables and text boxes), the heads and feet of its pages, watermarks. */
export async function wordLines(bytes: Buffer): Promise<string[]> {
  const { zip, parts } = await unpack(bytes)
  const texts = await readAll(zip, parts, /^word\/(document|header|footer)\d*\.xml$/)
  return texts.flatMap(paragraphs)
}

/** The cells in the first rows of every sheet. */
export async function sheetLines(bytes: Buffer): Promise<string[]> {
  const { zip, parts } = await unpack(bytes)
  const [shared = ''] = await readAll(zip, parts, /^xl\/sharedStrings\.xml$/)
  const strings = stringsOf(shared)
  const sheets = await readAll(zip, parts, /^xl\/worksheets\/[^/]+\.xml$/)
  return sheets.flatMap((sheet) => cells(sheet, strings))
}

/** Every part as it is: refused when there is more in them than so much, whatever the zip says of their sizes. */
export async function partsOf(bytes: Buffer, { parts: mostParts, unpacked }: { parts: number; unpacked: number }) {
  const { zip, parts } = await unpack(bytes)
  if (parts.length > mostParts) throw new Refusal(422, bomb)
  const read = new Map<string, Buffer>()
  let left = unpacked
  for (const part of parts) {
    const { content, whole } = await upTo(left, zip, part)
    if (!whole) throw new Refusal(422, bomb)
    left -= content.length
    read.set(part.fileName, content)
  }
  return read
}

// ── the zip ───────────────────────────────────────────────────────────────────────────────────────────────────────

async function unpack(bytes: Buffer) {
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true })
    const parts = await list(zip)
    const unpacked = parts.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
    if (unpacked > most.unpacked || (unpacked > 10_000_000 && unpacked / bytes.length > most.ratio)) throw new Refusal(422, bomb)
    if (parts.some(({ fileName }) => /vbaProject\.bin$/i.test(fileName))) throw new Refusal(422, macros)
    return { zip, parts }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(422, broken)
  }
}

async function list(zip: ZipFile) {
  if (zip.entryCount > most.parts) throw new Refusal(422, bomb)
  const parts: Entry[] = []
  for await (const part of zip.eachEntry()) parts.push(part)
  return parts
}

async function readAll(zip: ZipFile, parts: Entry[], wanted: RegExp) {
  const texts: string[] = []
  for (const part of parts.filter(({ fileName }) => wanted.test(fileName)).slice(0, most.opened)) texts.push(await beginning(zip, part))
  return texts
}

/** Not more than a first page can need. */
const beginning = async (zip: ZipFile, part: Entry) => (await upTo(most.read, zip, part)).content.toString('utf8')

/** Whatever the zip says of its size. */
async function upTo(limit: number, zip: ZipFile, part: Entry) {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of await zip.openReadStreamPromise(part)) {
      chunks.push(chunk)
      length += chunk.length
      if (length > limit) break
    }
  } catch {
    throw new Refusal(422, broken)
  }
  return { content: Buffer.concat(chunks), whole: length <= limit }
}

export const bomb = 'Tệp này giải nén ra quá lớn so với một tài liệu thông thường. Mở lại tệp, lưu thành tệp mới rồi chọn lại'
const macros = 'Tệp này có chứa mã lệnh (macro). Lưu lại thành .docx hoặc .xlsx không có macro rồi chọn lại'
export const broken = 'Không đọc được tệp này: tệp bị hỏng hoặc có mật khẩu. Mở lại tệp, lưu thành tệp mới không có mật khẩu rồi chọn lại'

// ── the XML ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Paragraphs may stand in one another (a text box in a paragraph). What is set apart by a tab or a line break stands alone. */
function paragraphs(xml: string) {
  const lines: string[] = []
  const open: string[] = []
  let inText = false
  let ended = false
  const write = (words: string) => {
    if (open.length) open.push(open.pop() + words)
  }
  walk(xml, {
    open(name, attributes) {
      if (name === 'p') open.push('')
      if (name === 'tab' || name === 'br' || name === 'cr') write('\n')
      if (name === 't') inText = !ended
      if (name === 'textpath') lines.push(attributes.string ?? '')
      if (name === 'lastRenderedPageBreak' || (name === 'br' && attributes.type === 'page')) ended = true
    },
    text: (words) => inText && write(words),
    close(name) {
      if (name === 't') inText = false
      if (name === 'p') lines.push(...(open.pop() ?? '').split('\n'))
    },
  })
  return lines
}

function stringsOf(xml: string) {
  const strings: string[] = []
  let inText = false
  walk(xml, {
    open(name) {
      if (name === 'si') strings.push('')
      if (name === 't') inText = true
    },
    text: (words) => inText && strings.push((strings.pop() ?? '') + words),
    close(name) {
      if (name === 't') inText = false
    },
  })
  return strings
}

function cells(xml: string, strings: string[]) {
  const lines: string[] = []
  let row = 0
  let shared = false
  let inValue = false
  let value = ''
  walk(xml, {
    open(name, attributes) {
      if (name === 'row') row += 1
      if (name === 'c') [shared, value] = [attributes.t === 's', '']
      if (name === 'v' || name === 't') inValue = true
    },
    text(words) {
      if (inValue) value += words
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false
      if (name === 'c' && row <= rowsOfFirstPage) lines.push(...(shared ? (strings[Number(value)] ?? '') : value).split('\n'))
    },
  })
  return lines
}

type Walker = {
  open(name: string, attributes: Record<string, string>): void
  text(words: string): unknown
  close(name: string): void
}

/** Names without their prefix; no entity is expanded but the five of XML, so nothing grows while it is read. */
export function walk(xml: string, { open, text, close }: Walker) {
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  const parser = new Parser(
    {
      onopentag: (name, attributes) =>
        open(local(name), Object.fromEntries(Object.entries(attributes).map(([key, value]) => [local(key), value]))),
      ontext: (words) => void text(words),
      onclosetag: (name) => close(local(name)),
    },
    { xmlMode: true },
  )
  parser.end(xml)
}
