import { buffer } from 'node:stream/consumers'
import { type IPatch, Paragraph, PatchType, patchDocument, TextRun } from 'docx'
import { zipSync } from 'fflate'
import { retrieve } from '../attachments/store.ts'
import { proofOf, setting, spoken } from '../documents/blocks.ts'
import type { Issued } from '../documents/word.ts'
import { Refusal } from '../errors.ts'
import { type Field, fields, type Place, places } from './places.ts'
import { readTemplate, type Template } from './read.ts'

/** By the content of the template. */
export const fillKept = async (sha256: string, issued: Issued) => fill(await buffer(await retrieve(sha256)), issued)

/** A template is filled once before it is kept; should it fail all the same, that is said, with what to do. */
export async function fill(bytes: Buffer, issued: Issued): Promise<Buffer> {
  try {
    return await filled(bytes, issued)
  } catch {
    throw new Refusal(409, unfilled)
  }
}

const unfilled =
  'Không điền được văn bản này vào mẫu của cơ quan. Lãnh đạo, người quản trị của cơ quan xem lại mẫu hoặc thôi dùng mẫu ở trang Tài khoản, mục Mẫu văn bản'

/**
 * An agency's template with a document in it. Whatever the template has no place for and no paper can do without is put beside the content:
 * what it is called and to whom it goes; the code that proves it goes to the foot of the page, or to the end; annexes behind everything.
 */
async function filled(bytes: Buffer, issued: Issued): Promise<Buffer> {
  const template = await readTemplate(bytes)
  const { document, letterhead, proof } = issued
  const has = (field: Field) => template.found.some((one) => one.field === field)
  const { title, addressees, running, annexes } = setting(template.look)
  const behind = annexes(document, letterhead).flatMap((annex, i) => (i ? [new Paragraph({ pageBreakBefore: true }), ...annex] : annex))
  const { parts, endings } = prepared(template, { proof: Boolean(proof) && !has('proof'), annexes: behind.length > 0 })

  const written = (field: Field) => template.found.filter((one) => one.field === field)
  const patches: [string, IPatch][] = fields
    .filter((field) => field !== 'body' && field !== 'proof')
    .flatMap((field) => written(field).map((one) => [one.written, lines(linesOf(field, issued), written(field))] as [string, IPatch]))
  const proving = proof ? blocks(proofOf(proof)) : lines([], written('proof'))
  const inWords = proof ? lines(proof.words, []) : proving
  patches.push(...written('proof').map(({ written, alone }): [string, IPatch] => [written, alone ? proving : inWords]))
  if (endings.proof) patches.push([endings.proof, proving])
  const content = [
    ...(has('type') || has('about') ? [] : title(document)),
    ...(has('to') ? [] : addressees(document.to)),
    ...running(document),
  ]
  patches.push(...written('body').map(({ written }): [string, IPatch] => [written, blocks(content)]))
  // Last, because every place is looked for among all paragraphs, and these may be ten thousands.
  if (endings.annexes) patches.push([endings.annexes, blocks(behind)])

  return patchDocument({
    ...{ outputType: 'nodebuffer', data: Buffer.from(zipSync(parts)), patches: Object.fromEntries(patches) },
    properties: { title: document.about, creator: letterhead.agency },
  })
}

const linesOf = (field: Field, issued: Issued) => {
  const place: Place = places[field]
  return place.lines?.(issued) ?? []
}

const blocks = (children: Extract<IPatch, { type: typeof PatchType.DOCUMENT }>['children']): IPatch => ({
  type: PatchType.DOCUMENT,
  children,
})

/** Lines in the look of their place. A paragraph that holds nothing else goes with them when there are none. */
function lines(words: readonly string[], found: Template['found']): IPatch {
  const said = words.filter(Boolean)
  if (!said.length && found.length && found.every(({ alone, within }) => alone && within !== 'elsewhere')) return blocks([])
  return { type: PatchType.PARAGRAPH, children: (said.length ? said : ['']).map((line, i) => new TextRun({ text: spoken(line), ...(i && { break: 1 }) })) } // biome-ignore format: one line
}

// ── what the template gets before it is filled ────────────────────────────────────────────────────────────────────

/** Names that no agency writes. */
const own = { proof: 'cổng: mã kiểm tra', annexes: 'cổng: phụ lục' }
const place = (name: string) => `<w:p><w:r><w:t>{{${name}}}</w:t></w:r></w:p>`

/** Its parts, with a place for the code and one for the annexes where they are wanted; without the link to the file it was begun from. */
function prepared({ parts, sections }: Template, wanted: { proof: boolean; annexes: boolean }) {
  const all: Record<string, Uint8Array> = Object.fromEntries(parts)
  const text = (path: string) => parts.get(path)?.toString('utf8')
  const put = (path: string, xml: string | undefined) => {
    if (xml !== undefined) all[path] = Buffer.from(xml)
  }
  put('word/settings.xml', text('word/settings.xml')?.replace(/<w:attachedTemplate\b[^>]*>/g, ''))
  put('word/_rels/settings.xml.rels', text('word/_rels/settings.xml.rels')?.replace(/<Relationship\b[^>]*relationships\/attachedTemplate["'][^>]*>/g, '')) // biome-ignore format: one line

  const xml = text('word/document.xml') ?? ''
  const ends = xml.lastIndexOf('</w:body')
  const last = sections.find(({ last }) => last)
  const [from, to] = last ? [last.from, last.to + 1] : [ends, ends]
  let [before, section, after] = [xml.slice(0, from), xml.slice(from, to) || '<w:sectPr/>', xml.slice(to)]

  const footed = wanted.proof && !sections.some(({ footers }) => footers)
  if (footed) {
    const [first] = sections
    put(`word/${footer.file}`, `${declaration}<w:ftr ${namespaces}>${place(own.proof)}</w:ftr>`)
    put('[Content_Types].xml', into(text('[Content_Types].xml') ?? '', 'Types', `<Override PartName="/word/${footer.file}" ContentType="${footer.content}"/>`)) // biome-ignore format: one line
    const relations = text('word/_rels/document.xml.rels') ?? `${declaration}<Relationships xmlns="${relationships}"/>`
    put('word/_rels/document.xml.rels', into(relations, 'Relationships', `<Relationship Id="${footer.id}" Type="${footer.relation}" Target="${footer.file}"/>`)) // biome-ignore format: one line
    // On the first page, where that is one of its own; else on each: a first page made here would lose its head.
    const reference = `<w:footerReference w:type="${first?.titlePage ? 'first' : 'default'}" r:id="${footer.id}"/>`
    if (first && !first.last) before = before.slice(0, first.from) + opened(before.slice(first.from), reference)
    else section = opened(section, reference)
  }
  if (wanted.proof && !footed) before += place(own.proof)
  if (wanted.annexes) {
    before += `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>${section}</w:pPr></w:p>${place(own.annexes)}`
    section = across(sections.at(-1))
  }
  put('word/document.xml', before + section + after)
  return { parts: all, endings: { proof: wanted.proof ? own.proof : undefined, annexes: wanted.annexes ? own.annexes : undefined } }
}

/** The section of the annexes: the same paper on its side, with the same margins; head and foot of the pages go on. */
function across(section: Template['sections'][number] | undefined) {
  const { width = 11_906, height = 16_838 } = section?.page ?? {}
  const margins = Object.entries(section?.margins ?? {}).filter(([, value]) => /^-?\d+$/.test(value))
  const size = `<w:pgSz w:w="${Math.max(width, height)}" w:h="${Math.min(width, height)}" w:orient="landscape"/>`
  return `<w:sectPr>${size}${margins.length ? `<w:pgMar ${margins.map(([name, value]) => `${name}="${value}"`).join(' ')}/>` : ''}</w:sectPr>`
}

/** Something at the beginning of an element, or at the end of a part. */
const opened = (xml: string, more: string) =>
  xml.replace(
    /^<(\S+?)(\s[^>]*?)?(\/?)>/,
    (_, name: string, rest = '', closed: string) => `<${name}${rest}>${more}${closed && `</${name}>`}`,
  )
const into = (xml: string, root: string, more: string) =>
  xml.includes(`</${root}>`)
    ? xml.replace(`</${root}>`, () => `${more}</${root}>`)
    : xml.replace(new RegExp(`<${root}\\b([^>]*)/>`), (_, rest: string) => `<${root}${rest}>${more}</${root}>`)

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${office}"`
const footer = {
  ...{ file: 'footer-code.xml', id: 'rIdCode', relation: `${office}/footer` },
  content: 'application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml',
}
