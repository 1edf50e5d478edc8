import { zipSync } from 'fflate'
import { fileTypeFromBuffer } from 'file-type'
import readXlsxFile from 'read-excel-file/node'
import { examine, type Given } from '../attachments/examine.ts'
import { broken, partsOf, walk } from '../attachments/office.ts'
import { Refusal } from '../errors.ts'
import { addressOf, type Grid } from './grid.ts'

const most = { megabytes: 5, parts: 200, unpacked: 60_000_000, rows: 10_100, columns: 100 }

export const sheetWanted = `Tệp Excel (.xlsx), nhiều nhất ${most.megabytes} MB`

/**
 * The tables of an Excel file that somebody fills in. Refused before it is parsed: what is no .xlsx, has a password or macros, bears a mark of
 * secrecy, unpacks to more than a table can be, or has cells so far out that the grid between them would fill the memory.
 */
export async function gridsOf(given: Given): Promise<Grid[]> {
  if (given.bytes.length > most.megabytes * 1_000_000)
    throw new Refusal(413, `Tệp này lớn hơn ${most.megabytes} MB. Chỉ giữ lại bảng số liệu trong tệp rồi chọn lại`)
  const found = await fileTypeFromBuffer(given.bytes).catch(() => undefined)
  if (given.bytes.length && !['xlsx', 'xlsm', 'cfb'].includes(found?.ext ?? ''))
    throw new Refusal(422, `Tệp này không phải tệp Excel. ${sheetWanted}`)
  await examine(given)
  const parts = await partsOf(given.bytes, most)
  for (const [name, part] of parts) if (/^xl\/worksheets\/[^/]+\.xml$/.test(name)) parts.set(name, sound(part.toString('utf8')))
  // Packed anew, so that what is parsed is what was examined and nothing else that a zip can hide.
  const same = Buffer.from(zipSync(Object.fromEntries(parts), { level: 0 }))
  const sheets = await readXlsxFile(same).catch(() => {
    throw new Refusal(422, broken)
  })
  return sheets.map(({ data }) => data as unknown as Grid)
}

/** A page that can be parsed, with its errors (#REF!) as words: the library takes them, and formulas without a result, for empty cells. */
function sound(xml: string) {
  let row = 0
  let column = 0
  let unreckoned = ''
  walk(xml, {
    open(name, { r = '' }) {
      if (name === 'row') [row, column] = [Number(r) || row + 1, 0]
      if (name === 'c') [column, unreckoned] = [columnOf(r) ?? column + 1, '']
      if (name === 'f') unreckoned = addressOf(row - 1, column - 1)
      if (name === 'v') unreckoned = ''
      if (row > most.rows || column > most.columns)
        throw new Refusal(
          422,
          `Bảng trong tệp quá lớn: nhiều nhất ${most.rows} dòng, ${most.columns} cột. Chỉ giữ lại bảng số liệu rồi chọn lại`,
        )
      const [, at] = /^[A-Z]+(\d+)$/.exec(r) ?? []
      if (at) row = Math.max(row, Number(at))
    },
    text() {},
    close(name) {
      if (name === 'c' && unreckoned)
        throw new Refusal(
          422,
          `Ô ${unreckoned} có công thức chưa được tính. Mở tệp bằng Excel, lưu lại rồi chọn lại, hoặc nhập số thay công thức`,
        )
    },
  })
  return Buffer.from(xml.replace(/(<(?:\w+:)?c\s[^>]*?\bt=)(["'])e\2/g, '$1$2str$2'))
}

/** "AA7" stands in the 27th column. */
function columnOf(address: string) {
  const [letters] = /^[A-Z]{1,6}/.exec(address) ?? []
  return letters === undefined ? undefined : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}
