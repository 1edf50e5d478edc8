import { strToU8, zipSync } from 'fflate'
import { expect } from 'vitest'
import { inside } from './excel.ts'

/** Word files as Word writes them, made and looked at here. */

const w =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const type = (name: string) => `application/vnd.openxmlformats-officedocument.wordprocessingml.${name}+xml`
const relation = (id: string, kind: string, target: string, more = '') =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"${more}/>`
const relations = (inner: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`

/** Words in one paragraph, each piece a run of its own, as Word splits them. */
export const p = (pieces: string | string[], properties = '', letters = '') =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${[pieces]
    .flat()
    .map((words) => `<w:r>${letters && `<w:rPr>${letters}</w:rPr>`}<w:t xml:space="preserve">${words}</w:t></w:r>`)
    .join('')}</w:p>`
export const cells = (...inner: string[]) => `<w:tbl><w:tblPr/><w:tr>${inner.map((one) => `<w:tc>${one}</w:tc>`).join('')}</w:tr></w:tbl>`

type Template = { body: string; header?: string; footer?: string; section?: string; parts?: Record<string, string>; linked?: string }

/** A template with the parts that Word gives it: styles, settings, and a head and foot of its pages where wanted. */
export function template({ body, header, footer, section = '', parts = {}, linked = '' }: Template) {
  const all: Record<string, string> = {
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${type('document.main')}"/><Override PartName="/word/styles.xml" ContentType="${type('styles')}"/><Override PartName="/word/settings.xml" ContentType="${type('settings')}"/>${header ? `<Override PartName="/word/header1.xml" ContentType="${type('header')}"/>` : ''}${footer ? `<Override PartName="/word/footer1.xml" ContentType="${type('footer')}"/>` : ''}</Types>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'word/document.xml')),
    'word/_rels/document.xml.rels': relations(
      `${relation('rId1', 'styles', 'styles.xml')}${relation('rId2', 'settings', 'settings.xml')}${header ? relation('rId3', 'header', 'header1.xml') : ''}${footer ? relation('rId4', 'footer', 'footer1.xml') : ''}${linked}`,
    ),
    'word/_rels/settings.xml.rels': relations(relation('rId1', 'attachedTemplate', 'file:///C:/Mau/Normal.dotm', ' TargetMode="External"')),
    'word/settings.xml': `<w:settings ${w}><w:attachedTemplate r:id="rId1"/><w:zoom w:percent="100"/></w:settings>`,
    'word/styles.xml': `<w:styles ${w}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="NoiDung"><w:name w:val="Noi dung"/><w:basedOn w:val="Normal"/></w:style></w:styles>`,
    ...(header && { 'word/header1.xml': `<w:hdr ${w}>${header}</w:hdr>` }),
    ...(footer && { 'word/footer1.xml': `<w:ftr ${w}>${footer}</w:ftr>` }),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${w}><w:body>${body}<w:sectPr>${header ? '<w:headerReference w:type="default" r:id="rId3"/>' : ''}${footer ? '<w:footerReference w:type="default" r:id="rId4"/>' : ''}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="2000" w:header="567" w:footer="567" w:gutter="0"/>${section}</w:sectPr></w:body></w:document>`,
    ...parts,
  }
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(all).map(([name, xml]) => [name, strToU8(xml)]))))
}

/** A file that Word opens: every part well-formed and of a known type, every relation leads to a part, every reference to a relation. */
export function opened(bytes: Buffer) {
  const parts = new Map(inside(bytes).map(({ name, xml }) => [name, xml]))
  const types = parts.get('[Content_Types].xml') ?? ''
  for (const [name, xml] of parts) {
    const known = types.includes(`PartName="/${name}"`) || types.includes(`Extension="${name.split('.').at(-1)}"`)
    expect(known || name === '[Content_Types].xml', `${name} has a type`).toBe(true)
    if (/\.(xml|rels)$/.test(name)) expect(wrong(xml), name).toBe('')
    if (!name.endsWith('.rels')) continue
    const source = name.replace('_rels/', '').replace(/\.rels$/, '')
    const folder = source.includes('/') ? source.replace(/[^/]*$/, '') : ''
    const links = [...xml.matchAll(/<Relationship\s([^>]*)>/g)].map(([, all = '']) => Object.fromEntries([...all.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]))) // biome-ignore format: one line
    expect(new Set(links.map(({ Id }) => Id)).size, `${name}: ids`).toBe(links.length)
    for (const { Target = '', TargetMode } of links)
      if (TargetMode !== 'External')
        expect([...parts.keys()], `${name}: ${Target}`).toContain(Target.startsWith('/') ? Target.slice(1) : folder + Target)
    for (const [, id] of (parts.get(source) ?? '').matchAll(/\sr:(?:id|embed|link)="([^"]*)"/g)) expect(links.map(({ Id }) => Id), `${source}: ${id}`).toContain(id) // biome-ignore format: one line
  }
  for (const [name, xml] of parts)
    if (/\sr:(id|embed)="/.test(xml)) expect([...parts.keys()], name).toContain(name.replace(/([^/]+)$/, '_rels/$1.rels'))
  const body = parts.get('word/document.xml') ?? ''
  return { parts, body, words: wordsIn(body), of: (name: RegExp) => [...parts].filter(([path]) => name.test(path)).map(([, xml]) => xml) }
}

/** A paragraph after the other, each in one line. */
export const wordsIn = (xml: string) =>
  xml
    .replace(/<w:br\/>/g, ' ')
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')

/** What keeps it from being XML: a tag without its other, an attribute twice, a bare "&". */
function wrong(xml: string) {
  const open: string[] = []
  const rest = xml.replace(/<\?.*?\?>|<!--.*?-->/gs, '')
  if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(rest)) return 'a bare &'
  for (const [whole, end, name = '', attributes = '', self] of rest.matchAll(
    /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g,
  )) {
    if (end && open.pop() !== name) return whole
    if (!end && !self) open.push(name)
    const names = [...attributes.matchAll(/([\w:.-]+)\s*=/g)].map(([, one]) => one)
    if (new Set(names).size !== names.length && !/=\s*"[^"]*=/.test(attributes)) return whole
  }
  if (open.length) return `not closed: ${open.join(' ')}`
  return /<(?![\w/])/.test(rest) ? 'a bare <' : ''
}
