import { strToU8, type Zippable, zipSync } from 'fflate'

/** Files as office programs write them, made here: no more in them than it takes to be one. */

const zip = (parts: Record<string, string>) =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])) as Zippable))

const openXml = (part: string, type: string) => `<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`

const run = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`
/** Word breaks a line of text into runs as it likes. */
export const paragraph = (words: string) => `<w:p>${run(words.slice(0, 2))}${run(words.slice(2))}</w:p>`
export const pageBreak = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

/** A Word document, from its paragraphs or other XML of its body; further parts as they are. */
export function docx(body: string[], parts: Record<string, string> = {}) {
  const inner = body.map((part) => (part.startsWith('<') ? part : paragraph(part))).join('')
  return zip({
    '_rels/.rels': '<Relationships/>',
    'word/document.xml': `<w:document xmlns:w="w"><w:body>${inner}</w:body></w:document>`,
    ...parts,
    '[Content_Types].xml': openXml('word/document.xml', 'wordprocessingml.document'),
  })
}

/** An Excel workbook of one sheet, its words in the table of shared strings. */
export function xlsx(rows: string[][]) {
  const words = [...new Set(rows.flat())]
  const cell = (word: string) => `<c t="s"><v>${words.indexOf(word)}</v></c>`
  return zip({
    '[Content_Types].xml': openXml('xl/workbook.xml', 'spreadsheetml.sheet'),
    'xl/workbook.xml': '<workbook/>',
    'xl/sharedStrings.xml': `<sst>${words.map((word) => `<si><t>${word}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData></worksheet>`,
  })
}

/** A Word document with a part that unpacks to so many megabytes of nothing. */
export const bomb = (megabytes: number) => docx(['Báo cáo'], { 'word/media/image1.bin': '\0'.repeat(megabytes * 1_000_000) })

/** A PDF of pages; a page of lines; a line of words, or of columns far from one another. */
export function pdf(...pages: (string | string[])[][]) {
  const hex = (words: string) => Buffer.from(words, 'utf16le').swap16().toString('hex')
  const show = (words: string, x: number, y: number) => `BT /F1 14 Tf 1 0 0 1 ${x} ${y} Tm <${hex(words)}> Tj ET`
  const contents = pages.map((lines) =>
    lines.flatMap((line, i) => [line].flat().map((words, column) => show(words, 60 + column * 250, 780 - i * 20))).join('\n'),
  )
  const stream = (text: string) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`
  const kids = pages.map((_, i) => `${7 + 2 * i} 0 R`).join(' ')
  const toUnicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /Times /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Times /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 500 >>',
    '<< /Type /FontDescriptor /FontName /Times /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    stream(toUnicode),
    ...contents.flatMap((text, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${8 + 2 * i} 0 R >>`,
      stream(text),
    ]),
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const offset = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF`
  return Buffer.from(text + end, 'latin1')
}
