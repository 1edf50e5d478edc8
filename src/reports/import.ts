import type { z } from 'zod'
import { amount, blank, read } from '../form.ts'
import type { PeriodKind } from '../generated/enums.ts'
import { type Catalogue, type Indicator, isTyped } from '../indicators/catalogue.ts'
import { addressOf, type Cell, type Grid, headIn, type Problem, typedIn } from '../sheets/grid.ts'
import { type Sheet, sheetOf } from '../sheets/sheet.ts'
import { number, periodKindWords, plain } from '../words.ts'

/** The figures of a commune's report as a table that is filled in elsewhere: given out, taken back, and what would change by it. */

const heads = { planned: 'Kế hoạch năm', value: 'Trong kỳ, hiện có', total: 'Lũy kế từ đầu năm' }
type Figure = keyof typeof heads
const figures = Object.keys(heads) as Figure[]
const titles = {
  ...{ code: ['Mã', 'Mã chỉ tiêu'], name: ['Chỉ tiêu', 'Tên chỉ tiêu'] },
  ...{ planned: [heads.planned, 'Kế hoạch'], value: [heads.value, 'Trong kỳ', 'Hiện có'], total: [heads.total, 'Lũy kế'] },
}

/** Where the head of the table stands: one column says which indicator, one at least has figures. */
export const headOf = (grid: Grid) =>
  headIn(grid, titles, (at) => Math.max(at.code, at.name) >= 0 && figures.some((figure) => at[figure] >= 0))

const none = 'không tính'

/** The lines that a report asks for (what is computed is asked of nobody, but is known by its name), and its form, which has the parsers. */
export type Asked = { kind: PeriodKind; catalogue: Catalogue; form: z.ZodObject }

/** Whether the form has a box for it: of what is as of a day there is no total. */
function boxesOf(form: z.ZodObject) {
  const drawn = blank(form)
  return (code: string, figure: Figure) => drawn.names('values', code).includes(figure)
}

type Values = Record<string, Record<string, string>>
export const valuesIn = (content: unknown) => (content as { values?: Values } | null)?.values ?? {}

// ── given out ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** The table of the figures that are due, with what is typed so far; how to fill it in stands on a second page. */
export function template(title: string, { kind, catalogue, form }: Asked, content: unknown): Sheet[] {
  const values = valuesIn(content)
  const asks = boxesOf(form)
  const cell =
    (figure: Figure) =>
    ({ code }: Indicator) =>
      asks(code, figure) ? written(values[code]?.[figure] ?? '') : none
  const columns = Object.entries(heads).map(([figure, title]) => ({ title, type: 'number' as const, value: cell(figure as Figure) }))
  return [
    sheetOf<Indicator>(
      'Số liệu',
      [
        { title: titles.code[0] ?? '', value: ({ code }) => code },
        { title: titles.name[0] ?? '', value: ({ name }) => name },
        { title: 'Đơn vị tính', value: ({ unit }) => unit },
        ...columns,
      ],
      catalogue.filter(isTyped),
      { lines: [title, 'Nhập vào ba cột số; giữ nguyên dòng tiêu đề và cột Mã'] },
    ),
    sheetOf<string>(
      'Hướng dẫn',
      [{ title: 'Cách điền và tải lên', value: (line) => line }],
      [
        `Chỉ nhập số vào các cột ${Object.values(heads).join('; ')}. Kỳ: ${periodKindWords[kind].toLowerCase()}.`,
        'Ô để trống thì cổng giữ nguyên số đang có. Muốn xóa một số, xóa trên trang của cổng.',
        'Ô nhập dạng chữ: hàng nghìn viết dấu chấm, phần lẻ viết dấu phẩy, ví dụ 1.234,5. Cổng không đoán 1.5 hay 1,500.',
        'Nhiều nhất bốn chữ số sau dấu phẩy. Không nhập số âm, không ghi đơn vị tính vào ô.',
        'Để trống cột Lũy kế thì cổng lấy lũy kế kỳ trước cộng số trong kỳ. Ô ghi “không tính” thì để nguyên.',
        `Cổng tự tính, không nhập: ${
          catalogue
            .filter((one) => !isTyped(one))
            .map(({ name, code }) => `${name} (${code})`)
            .join('; ') || 'không có'
        }.`,
        'Có thể bỏ bớt dòng, đổi thứ tự dòng và cột. Không thêm chỉ tiêu, không sửa mã.',
        'Tải tệp lên ở trang “Dán hoặc tải lên số liệu” của báo cáo. Cổng cho xem từng ô sẽ thay đổi; bấm lưu thì mới ghi.',
        'Không nhập nội dung bí mật nhà nước.',
      ],
    ),
  ]
}

// ── taken back ────────────────────────────────────────────────────────────────────────────────────────────────────

export type Change = { code: string; name: string; unit: string; head: string; before: string; after: string }
export type Preview = {
  changes: Change[]
  problems: Problem[]
  /** All figures as they would be then, as somebody would have typed them. */
  values: Values
}

/** What would change by this table: nothing at all, as long as one cell is wrong. */
export function previewOf(grid: Grid, { catalogue, form }: Asked, content: unknown): Preview {
  const values = structuredClone(valuesIn(content))
  const asks = boxesOf(form)
  const problems: (Problem & { row: number; column: number })[] = []
  const changes: Change[] = []
  const seen = new Map<string, string>()
  const changed = new Map<string, { row: number; column: number; where: string }>()
  const complain = (row: number, column: number, message: string) =>
    void problems.push({ row, column, cell: addressOf(row, column), message })

  for (const { row, key, at, cells } of rowsIn(grid, catalogue)) {
    const [indicator, other] = namedIn(catalogue, key)
    if (other) {
      complain(row, at, `Có hơn một chỉ tiêu tên “${key.slice(0, 80)}”. Ghi mã thay cho tên`)
      continue
    }
    if (!indicator) {
      const unknown = `Kỳ này không có chỉ tiêu “${key.slice(0, 80)}”. Mã và tên phải đúng như trong mẫu`
      complain(row, at, key ? unknown : 'Thiếu mã hoặc tên chỉ tiêu của dòng này')
      continue
    }
    const { code, name, unit } = indicator
    const before = seen.get(code)
    if (before) {
      complain(row, at, `${name} (${code}) đã có ở ô ${before}. Mỗi chỉ tiêu một dòng`)
      continue
    }
    seen.set(code, addressOf(row, at))
    for (const { figure, column, cell } of cells) {
      const { words = '', wrong } = typedIn(cell)
      if (!wrong && (words === '' || plain(words) === plain(none))) continue
      const where = `${name}, ${figure && heads[figure]}`
      if (!figure) complain(row, column, `${name}: thừa ô. Sau chỉ tiêu là ${Object.values(heads).join(', ')}, theo thứ tự ấy`)
      else if (!isTyped(indicator)) complain(row, column, `${name} (${code}) do cổng tính, không nhập. Bỏ số ở ô này`)
      else if (!asks(code, figure)) complain(row, column, `${where}: chỉ tiêu này không tính lũy kế. Bỏ số ở ô này`)
      else if (wrong) complain(row, column, `${where}: ${wrong}`)
      else {
        const old = values[code]?.[figure] ?? ''
        const size = sizeOf(words)
        if (words === old || (size !== undefined && size === sizeOf(old))) continue
        const after = size === undefined ? words : number(size)
        changes.push({ code, name, unit, head: heads[figure], before: old, after })
        values[code] = { ...values[code], [figure]: after }
        changed.set(`values-${code}-${figure}`, { row, column, where })
      }
    }
  }
  // What the form itself says of the cells that would change; what was wrong before is not the table's.
  for (const { id, message } of read(form, { ...(content as object | null), values }).form?.errors ?? []) {
    const cell = changed.get(id)
    if (cell) complain(cell.row, cell.column, `${cell.where}: ${message}`)
  }
  return { changes, problems: problems.sort((a, b) => a.row - b.row || a.column - b.column), values }
}

type Row = { row: number; key: string; at: number; cells: { figure: Figure | undefined; column: number; cell: Cell }[] }

/** The rows below the head. Without a head: the indicator first (what says it again is passed over), then the figures in the order of the form. */
function rowsIn(grid: Grid, due: readonly Indicator[]): Row[] {
  const head = headOf(grid)
  const all = grid
    .map((line, row) => ({ line, row }))
    .filter(({ line, row }) => row > (head?.row ?? -1) && line.some((cell) => words(cell)))
  if (head) {
    const columns = figures.filter((figure) => head.at[figure] >= 0).map((figure) => ({ figure, column: head.at[figure] }))
    return all.map(({ line, row }) => {
      const at = [head.at.code, head.at.name].find((column) => column >= 0 && words(line[column])) ?? Math.max(head.at.code, 0)
      return { row, key: words(line[at]), at, cells: columns.map(({ figure, column }) => ({ figure, column, cell: line[column] })) }
    })
  }
  return all.map(({ line, row }) => {
    const key = words(line[0])
    const about = namedIn(due, key).flatMap(({ code, name, unit }) => [code, name, unit].map(plain))
    const first = 1 + line.slice(1, 3).filter((cell) => about.includes(plain(words(cell)))).length
    const cells = line.slice(first).map((cell, n) => ({ figure: figures[n], column: first + n, cell }))
    return { row, key, at: 0, cells }
  })
}

const words = (cell: Cell) =>
  String(cell ?? '')
    .normalize('NFC')
    .trim()
/** By its code; or by its name, which a commune may have given to one of its own as well. */
function namedIn(due: readonly Indicator[], key: string) {
  const byCode = due.filter(({ code }) => plain(code) === plain(key))
  return byCode.length ? byCode : due.filter(({ name }) => plain(name) === plain(key))
}

/** What cannot be read as a figure is given out as it was typed: 1.5 stays a question. */
const written = (words: string) => (words === '' ? undefined : (sizeOf(words) ?? { words }))

const figure = amount('')

/** Exact: a decimal string. */
const sizeOf = (words: string) => figure.safeParse(words).data
