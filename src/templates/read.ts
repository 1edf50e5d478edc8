import { AlignmentType, type IParagraphOptions, type IRunOptions } from 'docx'
import { DomUtils, parseDocument } from 'htmlparser2'
import { broken, partsOf } from '../attachments/office.ts'
import { Refusal } from '../errors.ts'
import { type Field, fieldOf } from './places.ts'

/** What stands in a template: its places, how the place of the content looks, and where things can be put in. */

/** A template is a head, a foot and their fonts; what is longer is no template. */
const most = { parts: 300, unpacked: 25_000_000, xml: 4_000_000, paragraphs: 3_000, deep: 100 }

export type Found = {
  /** Between the braces, as it was typed. */
  written: string
  field: Field | undefined
  part: string
  /** Nothing else stands in its paragraph. */
  alone: boolean
  /** Where that paragraph stands: among those of the text, in a cell of a table, or elsewhere (head, foot, text box). */
  within: 'text' | 'cell' | 'elsewhere'
}

export type Template = Awaited<ReturnType<typeof readTemplate>>

export async function readTemplate(bytes: Buffer) {
  const parts = await partsOf(bytes, most)
  try {
    return whatStandsIn(parts)
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(422, broken) // nested deeper than anybody writes
  }
}

function whatStandsIn(parts: Map<string, Buffer>) {
  const written = [...parts].filter(([path]) => /^word\/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$/.test(path))
  const xml = [...parts].filter(([path]) => /\.(xml|rels)$/.test(path)).reduce((sum, [, content]) => sum + content.length, 0)
  if (xml > most.xml) throw new Refusal(422, tooLong)
  const trees = new Map(written.map(([path, content]) => [path, treeOf(content.toString('utf8'))]))
  if ([...trees.values()].some((tree) => isDeeper(tree, most.deep))) throw new Refusal(422, tooLong)
  const main = trees.get('word/document.xml')
  const text = main && elementsIn(main, 'w:body')[0]
  if (!main || !text) throw new Refusal(422, broken)
  if (/purl\.oclc\.org/.test(rootOf(main)?.attribs['xmlns:w'] ?? '')) throw new Refusal(422, strict)
  const paragraphs = [...trees].flatMap(([part, tree]) => elementsIn(tree, 'w:p').map((paragraph) => ({ part, paragraph })))
  if (paragraphs.length > most.paragraphs) throw new Refusal(422, tooLong)
  const lines = paragraphs.map(({ part, paragraph }) => ({ part, paragraph, words: wordsOf(paragraph) }))
  const found = lines.flatMap(({ part, paragraph, words }) => placesIn(part, paragraph, words))
  const place = found.find(({ field, within }) => field === 'body' && within === 'text')?.paragraph ?? text
  const sections = elementsIn(text, 'w:sectPr').filter(({ parent }) => parent === text || isPlain(parent))
  return {
    parts,
    found: found.map(({ paragraph: _, ...one }): Found => one),
    /** Braces that belong to no place: not closed, or broken over two paragraphs. */
    stray: lines.map(({ words }) => words).filter((words) => /\{\{|\}\}/.test(words.replace(pattern, ''))),
    /** Every word of it, for what must not be left in it. */
    words: lines.map(({ words }) => words).join('\n'),
    look: lookOf(place, pageOf(sections.find((section) => start(section) > start(place)) ?? sections.at(-1))),
    /** In document.xml: its sections, in their order. The last has no paragraph of its own. */
    sections: sections.map((section) => ({
      ...{ from: start(section), to: end(section), last: section.parent === text },
      ...{
        titlePage: Boolean(childOf(section, 'w:titlePg')),
        footers: childrenOf(section).some(({ name }) => name === 'w:footerReference'),
      },
      ...{ page: pageOf(section), margins: childOf(section, 'w:pgMar')?.attribs ?? {} },
    })),
  }
}

const pattern = /\{\{((?:(?!\{\{).)+?)\}\}/gs
const tooLong = 'Mẫu quá dài. Mẫu chỉ có phần đầu, chỗ cho nội dung và phần cuối văn bản: bỏ các trang khác rồi chọn lại tệp'
const strict = 'Mẫu được lưu theo dạng “Strict Open XML”. Mở trong Word, lưu lại thành “Word Document (.docx)” rồi chọn lại tệp'

function placesIn(part: string, paragraph: Element, words: string) {
  return [...words.matchAll(pattern)].map(([whole, written = '']) => ({
    ...{ written, field: fieldOf(written), part, paragraph },
    alone: words.trim() === whole && !isOccupied(paragraph),
    within: withinOf(part, paragraph),
  }))
}

/** A picture, or the end of a section, stands in it too. */
const isOccupied = (paragraph: Element) =>
  ['w:drawing', 'w:pict', 'w:object', 'w:sectPr', 'w:fldChar'].some((name) => elementsIn(paragraph, name).length)

function withinOf(part: string, { parent }: Element): Found['within'] {
  if (part !== 'word/document.xml' || !isElement(parent)) return 'elsewhere'
  if (parent.name === 'w:body') return 'text'
  const outside = DomUtils.getParent(parent) && ancestors(parent).some(({ name }) => name === 'w:txbxContent')
  return parent.name === 'w:tc' && !outside ? 'cell' : 'elsewhere'
}

// ── how it looks ──────────────────────────────────────────────────────────────────────────────────────────────────

type Page = ReturnType<typeof pageOf>

/** A4 with the decree's margins where nothing is said. */
function pageOf(section: Element | undefined) {
  const size = section && childOf(section, 'w:pgSz')?.attribs
  const margins = section && childOf(section, 'w:pgMar')?.attribs
  const [width, height] = [numberIn(size?.['w:w']) ?? 11_906, numberIn(size?.['w:h']) ?? 16_838]
  const aside = (numberIn(margins?.['w:left']) ?? 1_701) + (numberIn(margins?.['w:right']) ?? 850)
  return { width, height, text: Math.max(2_000, width - aside), across: Math.max(2_000, Math.max(width, height) - aside) }
}

/** The letters and the paragraph of the place, without what only makes a placeholder stand out. */
function lookOf(paragraph: Element, { text, across }: Page) {
  const properties = childOf(paragraph, 'w:pPr')
  const run = elementsIn(paragraph, 'w:r').find((one) => wordsOf(one).trim())
  const letters = run && childOf(run, 'w:rPr')
  const [fonts, size] = [letters && childOf(letters, 'w:rFonts')?.attribs, letters && childOf(letters, 'w:sz')?.attribs]
  const of = (name: string) => (properties && childOf(properties, name)?.attribs) ?? {}
  const [style, align, indent, spacing] = [of('w:pStyle'), of('w:jc'), of('w:ind'), of('w:spacing')]
  const font = given({ ascii: fonts?.['w:ascii'], hAnsi: fonts?.['w:hAnsi'], cs: fonts?.['w:cs'], eastAsia: fonts?.['w:eastAsia'] })
  return {
    ...{ width: text, across },
    letters: given({ font, size: numberIn(size?.['w:val']) }) as Pick<IRunOptions, 'font' | 'size'>,
    paragraph: given({
      style: style['w:val'],
      alignment: (Object.values(AlignmentType) as (string | undefined)[]).includes(align['w:val']) ? align['w:val'] : undefined,
      indent: given({
        left: numberIn(indent['w:left'] ?? indent['w:start']),
        right: numberIn(indent['w:right'] ?? indent['w:end']),
        firstLine: numberIn(indent['w:firstLine']),
        hanging: numberIn(indent['w:hanging']),
      }),
      spacing: given({
        ...{ before: numberIn(spacing['w:before']), after: numberIn(spacing['w:after']), line: numberIn(spacing['w:line']) },
        lineRule: spacing['w:lineRule'],
      }),
    }) as IParagraphOptions,
    flat: { indent: { left: 0, right: 0, firstLine: 0 } },
  }
}

/** What is there; undefined where nothing is. */
function given<Values extends Record<string, unknown>>(values: Values) {
  const there = Object.entries(values).filter(([, value]) => value !== undefined)
  return there.length ? (Object.fromEntries(there) as Partial<Values>) : undefined
}

const numberIn = (typed: string | undefined) => (/^-?\d{1,6}$/.test(typed ?? '') ? Number(typed) : undefined)

// ── the tree ──────────────────────────────────────────────────────────────────────────────────────────────────────

type Node = ReturnType<typeof parseDocument>['children'][number]
type Element = Extract<Node, { attribs: Record<string, string> }>

const treeOf = (xml: string) => parseDocument(xml, { xmlMode: true, withStartIndices: true, withEndIndices: true })
const isElement = (node: unknown): node is Element => typeof node === 'object' && node !== null && 'attribs' in node
const elementsIn = (within: Parameters<typeof DomUtils.getElementsByTagName>[1], name: string): Element[] =>
  DomUtils.getElementsByTagName(name, within, true)
const childrenOf = ({ children }: Element) => children.filter(isElement)
const childOf = (element: Element, name: string) => childrenOf(element).find((child) => child.name === name)
const rootOf = ({ children }: { children: Node[] }) => children.find(isElement)
const start = ({ startIndex }: Element) => startIndex ?? 0
const end = ({ endIndex }: Element) => endIndex ?? 0

function ancestors(element: Element): Element[] {
  const { parent } = element
  return isElement(parent) ? [parent, ...ancestors(parent)] : []
}

/** Level by level, so that no nesting is too deep for it. */
function isDeeper({ children }: { children: Node[] }, than: number) {
  let level = children.filter(isElement)
  for (let depth = 0; level.length; depth++) {
    if (depth > than) return true
    level = level.flatMap(childrenOf)
  }
  return false
}

/** The end of a section in the properties of a paragraph of the text. */
const isPlain = (parent: Element['parent']) =>
  isElement(parent) && parent.name === 'w:pPr' && ancestors(parent).slice(0, 2).map(({ name }) => name).join() === 'w:p,w:body' // biome-ignore format: one line

/** The words of a paragraph or a run, without those of a text box in it. */
function wordsOf(element: Element): string {
  return element.children
    .map((child) => {
      if (!isElement(child)) return ''
      if (child.name === 'w:t') return DomUtils.textContent(child)
      return child.name === 'w:p' || child.name === 'w:txbxContent' ? '' : wordsOf(child)
    })
    .join('')
}
