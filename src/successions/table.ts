import { addressOf, type Cell, type Grid, headIn, type Problem } from '../sheets/grid.ts'
import { type Sheet, sheetOf } from '../sheets/sheet.ts'
import { capital, placeOf, plain } from '../words.ts'

/** The table of an arrangement of administrative units: old unit by old unit, which new one it has become part of. */

const titles = {
  oldCode: ['Mã cũ', 'Mã đơn vị cũ', 'Mã'],
  oldName: ['Đơn vị cũ', 'Tên cũ', 'Tên đơn vị cũ'],
  newCode: ['Mã mới', 'Mã đơn vị mới'],
  newName: ['Đơn vị mới', 'Tên mới', 'Tên đơn vị mới'],
}
type Column = keyof typeof titles
const columns = Object.keys(titles) as Column[]

/** Where the head stands: it must say which new unit, and by what the old ones are known. */
export const headOf = (grid: Grid) =>
  headIn(grid, titles, (at) => at.newCode >= 0 && at.newName >= 0 && Math.max(at.oldCode, at.oldName) >= 0)

/** A commune as the portal knows it on the day before, and into what it has gone already, where an earlier table said so. */
export type Known = { id: string; code: string; name: string; otherSpellings: readonly string[]; into?: { code: string; name: string } }

/** A unit that comes to be, and those that go into it. */
export type Founded = { code: string; name: string; predecessors: Known[] }

export type Read = {
  problems: Problem[]
  founded: Founded[]
  /** What keeps code and name and takes in nobody: it stays the agency that it is. */
  unchanged: Known[]
  /** What an earlier table has said already. */
  done: Known[]
  /** Of which the table says nothing. */
  unnamed: Known[]
}

/** "Xã Sín Thầu" as the name of its People's Committee. */
const governmentOf = (name: string) => `UBND ${name.charAt(0).toLowerCase()}${name.slice(1)}`

/** Everything that the table says, or every cell in which it is wrong. `taken`: codes of the day that are nobody's in the table. */
export function readTable(grid: Grid, known: readonly Known[]): Read {
  const problems: (Problem & { row: number; column: number })[] = []
  const complain = (row: number, column: number, message: string) =>
    void problems.push({ row, column, cell: addressOf(row, column), message })
  const head = headOf(grid)
  const at = head?.at ?? { oldCode: 0, oldName: 1, newCode: 2, newName: 3 }
  const lines = grid
    .map((cells, row) => ({
      row,
      ...(Object.fromEntries(columns.map((name) => [name, wordsOf(cells[at[name]])])) as Record<Column, string>),
    }))
    .filter(({ row, ...cells }) => row > (head?.row ?? -1) && columns.some((name) => cells[name]))

  const seen = new Map<string, number>()
  const founded = new Map<string, Founded>()
  for (const { row, ...line } of lines) {
    const old = oldUnit(row, line)
    const code = codeOf(line.newCode)
    const name = line.newName.replace(/^UBND /i, '')
    if (!/^\d{5}$/.test(code))
      complain(row, at.newCode, line.newCode ? `Mã đơn vị mới gồm 5 chữ số, không phải “${short(line.newCode)}”` : 'Thiếu mã đơn vị mới')
    if (!/^(xã|phường|thị trấn|đặc khu) \S/i.test(name))
      complain(
        row,
        at.newName,
        name ? `Tên đơn vị mới bắt đầu bằng xã, phường, thị trấn hoặc đặc khu, không phải “${short(name)}”` : 'Thiếu tên đơn vị mới',
      )
    if (!old || !/^\d{5}$/.test(code) || !name) continue
    const same = founded.get(code)
    if (same && plain(same.name) !== plain(governmentOf(name))) complain(row, at.newName, `Mã ${code} ở dòng trên là ${placeOf(same.name)}`)
    const other = [...founded.values()].find((one) => one.code !== code && plain(one.name) === plain(governmentOf(name)))
    if (other) complain(row, at.newCode, `${name} ở dòng trên có mã ${other.code}`)
    if (old.into && (old.into.code !== code || plain(old.into.name) !== plain(governmentOf(name))))
      complain(row, at.newName, `${placeOf(old.name)} đã được ghi nhập vào ${placeOf(old.into.name)}`)
    const unit = same ?? { code, name: governmentOf(name), predecessors: [] }
    unit.predecessors.push(old)
    founded.set(code, unit)
  }
  const named = new Set([...founded.values()].flatMap(({ predecessors }) => predecessors))
  for (const { code, name } of founded.values()) {
    const holder = known.find((one) => one.code === code && !one.into && !named.has(one))
    const line = lines.find(({ newCode }) => codeOf(newCode) === code)
    if (holder && line)
      complain(line.row, at.newCode, `Mã ${code} đang là của ${placeOf(holder.name)}, mà bảng không nói đơn vị ấy nhập vào ${name}`)
  }
  if (!lines.length) complain(head ? head.row + 1 : 0, 0, 'Bảng không có dòng nào')

  const isUnchanged = ({ code, name, predecessors: [one, other] }: Founded) =>
    one !== undefined && !other && !one.into && one.code === code && plain(one.name) === plain(name)
  const units = [...founded.values()]
  const fresh = units
    .filter((unit) => !isUnchanged(unit))
    .map((unit) => ({ ...unit, predecessors: unit.predecessors.filter(({ into }) => !into) }))
  return {
    problems: problems.toSorted((a, b) => a.row - b.row || a.column - b.column),
    founded: fresh.filter(({ predecessors }) => predecessors.length),
    unchanged: units.filter(isUnchanged).flatMap(({ predecessors }) => predecessors),
    done: [...named].filter(({ into }) => into),
    unnamed: known.filter((one) => !one.into && !named.has(one)),
  }

  /** By its code; by its name where no code is given, or to see that both mean the same. */
  function oldUnit(row: number, { oldCode, oldName }: Record<'oldCode' | 'oldName', string>) {
    const code = oldCode && codeOf(oldCode)
    const names = (one: Known) => [one.name, ...one.otherSpellings].map((name) => plain(placeOf(name)))
    const byName = oldName ? known.filter((one) => names(one).includes(plain(oldName.replace(/^UBND /i, '')))) : []
    const found = code ? known.find((one) => one.code === code) : byName.length === 1 ? byName[0] : undefined
    const column = code || at.oldName < 0 ? at.oldCode : at.oldName
    if (!found) {
      const several = byName.length > 1 && `Có ${byName.length} đơn vị tên “${short(oldName)}”. Ghi thêm mã`
      return complain(
        row,
        column,
        several ||
          (code || oldName
            ? `Không có xã, phường, thị trấn nào ${code ? `mã ${short(oldCode)}` : `tên “${short(oldName)}”`} trên cổng`
            : 'Thiếu mã hoặc tên đơn vị cũ'),
      )
    }
    if (code && oldName && !byName.includes(found))
      return complain(row, at.oldName, `Mã ${code} là ${placeOf(found.name)}, không phải “${short(oldName)}”`)
    const before = seen.get(found.id)
    if (before !== undefined) return complain(row, column, `${placeOf(found.name)} đã có ở dòng ${before + 1}. Mỗi đơn vị cũ một dòng`)
    seen.set(found.id, row)
    return found
  }
}

const short = (words: string) => words.slice(0, 80)
const wordsOf = (cell: Cell) =>
  String(cell ?? '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
/** Excel drops the noughts in front of what it takes for a number. */
const codeOf = (words: string) => (/^\d{1,5}$/.test(words) ? words.padStart(5, '0') : words)

/** The table as it is filled in: the units of the day before, and two columns to be written. */
export function template(known: readonly Known[]): Sheet[] {
  const open = known.filter(({ into }) => !into)
  return [
    sheetOf<Known>(
      'Sắp xếp',
      [
        { title: titles.oldCode[0] ?? '', value: ({ code }) => code },
        { title: titles.oldName[0] ?? '', value: ({ name }) => capital(placeOf(name)) },
        { title: titles.newCode[0] ?? '', value: () => '' },
        { title: titles.newName[0] ?? '', value: () => '' },
      ],
      open,
      { lines: ['Ghi mã và tên đơn vị mới vào hai cột sau; giữ nguyên dòng tiêu đề'] },
    ),
    sheetOf<string>(
      'Hướng dẫn',
      [{ title: 'Cách điền và tải lên', value: (line) => line }],
      [
        'Mỗi dòng một đơn vị cũ: mã, tên; mã và tên đơn vị mới mà đơn vị cũ nhập vào. Nhiều đơn vị cũ cùng nhập vào một đơn vị mới thì ghi cùng mã, cùng tên.',
        'Mã là mã đơn vị hành chính 5 chữ số của Tổng cục Thống kê, ví dụ 03127. Mã cũ được dùng lại cho đơn vị mới cũng được.',
        'Tên mới ghi đủ loại, ví dụ Xã Sín Thầu, Phường Điện Biên Phủ.',
        'Đơn vị giữ nguyên mã và tên, không nhận thêm đơn vị nào thì cũng ghi một dòng như vậy: cổng giữ nguyên.',
        'Dòng nào chưa có căn cứ thì xóa khỏi bảng; nhập tiếp lần sau cũng được.',
        'Cổng cho xem trước mọi thay đổi; một ô sai thì không có gì được ghi.',
      ],
    ),
  ]
}

/** What was read, as lines to be pasted: what is confirmed is what was shown. */
export function asText({ founded, unchanged, done }: Read) {
  const lines = [
    ...founded.flatMap(({ code, name, predecessors }) => predecessors.map((one) => [one.code, one.name, code, name])),
    ...unchanged.map(({ code, name }) => [code, name, code, name]),
    ...done.map(({ code, name, into }) => [code, name, into?.code, into?.name]),
  ]
  return [columns.map((name) => titles[name][0]), ...lines].map((cells) => cells.join('\t')).join('\n')
}
