import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/node'
import type { Browser } from './browser.ts'

/** Excel files as a reader of pages gets them, reads them and fills them in. */

export type Cell = string | number | boolean | Date | null
export type Page = { sheet: string; data: Cell[][] }

export async function fileAt(reader: Browser, path: string) {
  const { status, headers, body } = await reader.agent.get(path).buffer(true).parse(binary)
  return { status, headers, bytes: body as Buffer }
}

/** For what is no text. */
export function binary(res: any, done: (error: Error | null, bytes: Buffer) => void) {
  const chunks: Buffer[] = []
  res.on('data', (chunk: Buffer) => chunks.push(chunk))
  res.on('end', () => done(null, Buffer.concat(chunks)))
}

export const read = (bytes: Buffer) => readXlsxFile(bytes, { trim: false }) as unknown as Promise<Page[]>

/** The parts of the archive. */
export const inside = (bytes: Buffer) => Object.entries(unzipSync(bytes)).map(([name, part]) => ({ name, xml: strFromU8(part) }))

/** The same file with one part changed, or others added. */
export function altered(bytes: Buffer, parts: Record<string, (xml: string) => string>) {
  const all = unzipSync(bytes)
  for (const [name, change] of Object.entries(parts)) all[name] = strToU8(change(strFromU8(all[name] ?? new Uint8Array())))
  return Buffer.from(zipSync(all))
}

export const firstSheet = 'xl/worksheets/sheet1.xml'

/** The same file with some cells of its first page filled in, as a spreadsheet would: numbers as numbers, words as words, or XML as it is. */
export function filled(bytes: Buffer, cells: Record<string, string | number>) {
  const fill = (xml: string) =>
    Object.entries(cells).reduce((sheet, [address, value]) => {
      const [, column = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? []
      const cell =
        typeof value === 'number'
          ? `<c r="${address}"><v>${value}</v></c>`
          : value.startsWith('<')
            ? value
            : `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`
      const inRow = new RegExp(`<row r="${row}"[^>]*>(.*?)</row>`)
      const before = [...(inRow.exec(sheet)?.[1] ?? '').matchAll(/<c r="([A-Z]+)\d+"[^>]*?(\/>|>.*?<\/c>)/g)].map(([whole, at = '']) => ({
        whole,
        at,
      }))
      const now = [...before.filter(({ at }) => at !== column), { whole: cell, at: column }].sort((a, b) => (a.at < b.at ? -1 : 1))
      const line = `<row r="${row}">${now.map(({ whole }) => whole).join('')}</row>`
      return inRow.test(sheet) ? sheet.replace(inRow, line) : sheet.replace('</sheetData>', `${line}</sheetData>`)
    }, xml)
  return altered(bytes, { [firstSheet]: fill })
}
