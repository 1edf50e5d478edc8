import { randomUUID } from 'node:crypto'
import { z } from 'zod'

z.config(z.locales.vi())

// ── what a field can be ───────────────────────────────────────────────────────────────────────────────────────────

type About = { required?: string; hint?: string; max?: number; rows?: number }

export function text(title: string, { required, hint, max = 20_000, rows }: About = {}) {
  const words = z
    .string(required)
    .trim()
    .max(max, `Không quá ${max.toLocaleString('vi')} ký tự`)
  return (required ? words.min(1, required) : words.default('')).meta({ title, description: hint, rows })
}

/** One of several, kept as a code and shown as words. */
export function choice<const Words extends Record<string, string>>(title: string, words: Words, required: string, hint?: string) {
  const codes = Object.keys(words) as [keyof Words & string, ...(keyof Words & string)[]]
  return z.enum(codes, required).meta({ title, description: hint, words })
}

/** One of several, or none. */
export function optionalChoice(title: string, words: Record<string, string>, hint?: string, otherwise = 'Chọn trong danh sách') {
  return z
    .enum(['', ...Object.keys(words)], otherwise)
    .default('')
    .meta({ title, description: hint, words })
}

/** Any number of several. */
export function choices<const Words extends Record<string, string>>(title: string, words: Words, hint?: string) {
  const codes = Object.keys(words) as [keyof Words & string, ...(keyof Words & string)[]]
  return z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.enum(codes, 'Chọn trong danh sách')))
    .default([])
    .meta({ title, description: hint, many: words })
}

/** Where a row stands among the others: not shown, moved by buttons; what is no number comes last. */
export function place() {
  return z.string().default('').meta({ title: 'Thứ tự', place: true })
}

/** A box that may be ticked: '1' or nothing. */
export function tick(title: string, hint?: string) {
  return z.literal(['1', ''], 'Đánh dấu, hoặc để trống').default('').meta({ title, description: hint, tick: true })
}

/** A box that must be ticked. */
export function declaration(title: string, required: string) {
  return z.literal('1', required).meta({ title, tick: true })
}

/** 1.500 is fifteen hundred and 1,5 is one and a half. What could be either is asked, never guessed. Exact: a decimal string, or undefined. */
export function vietnameseNumber(title: string, { required, hint }: About = {}) {
  return z
    .string()
    .default('')
    .transform((typed, context) => {
      const digits = typed.replace(/[\s\u00a0]/g, '')
      const [whole = '', part] = digits.replaceAll('.', '').split(',')
      if (digits === '') return required ? complain(context, required) : undefined
      if (/^-?\d+\.\d+$/.test(digits) && !/^-?[1-9]\d{0,2}\.\d{3}$/.test(digits))
        return complain(context, `${digits} là ${digits.replace('.', ',')} hay ${whole}? Phần lẻ viết sau dấu phẩy`)
      if (/^-?[1-9]\d{0,2}(,\d{3})+$/.test(digits))
        return complain(context, `${digits} là ${digits.replaceAll(',', '.')} hay số lẻ? Hàng nghìn viết bằng dấu chấm`)
      if (!/^-?(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?$/.test(digits))
        return complain(context, `Chỉ nhập số, ví dụ 1.234,5. Bạn đã nhập “${typed.trim().slice(0, 40)}”`)
      if ((whole + (part ?? '')).replace('-', '').length > 16) return complain(context, 'Số này quá lớn')
      if ((part ?? '').length > 4) return complain(context, 'Nhiều nhất bốn chữ số sau dấu phẩy')
      return part === undefined ? whole : `${whole}.${part}`
    })
    .meta({ title, description: hint, inputMode: 'decimal' })
}

/** Not below zero. */
export function amount(title: string, about: About = {}) {
  return vietnameseNumber(title, about)
    .transform((number, context) => (number?.startsWith('-') ? complain(context, 'Nhập số không âm') : number))
    .meta({ title, description: about.hint, inputMode: 'decimal' })
}

/** How much of something that is planned: above zero. */
export function quantity(title: string, about: About = {}) {
  return amount(title, about)
    .transform((number, context) => (number === '0' ? complain(context, 'Nhập số lớn hơn 0') : number))
    .meta({ title, description: about.hint, inputMode: 'decimal' })
}

/** Above so many đồng a sum is asked about: a slip of three zeros is likelier than that one unit gives one commune as much. */
export const doubtful = 20_000_000_000n

/** A count: whole, not below zero; nothing is none. */
export function count(title: string, about: About = {}) {
  return vietnameseNumber(title, about)
    .transform((number, context) => {
      if (number === undefined) return 0
      return /^\d{1,9}$/.test(number) ? Number(number) : complain(context, 'Nhập số nguyên không âm')
    })
    .meta({ title, description: about.hint, inputMode: 'numeric' })
}

/** Đồng, whole, never negative; exact. Nothing is none: the regulation never demands money. */
export function money(title: string, about: About = {}) {
  return vietnameseNumber(title, about)
    .transform((number, context) => {
      if (number === undefined) return 0n
      return /^\d+$/.test(number) ? BigInt(number) : complain(context, 'Nhập số tiền nguyên, đơn vị đồng')
    })
    .meta({ title, description: about.hint, inputMode: 'numeric' })
}

/** A day, 16/12/2024, as days are kept in the database; or undefined. */
export function day(title: string, { required, hint = 'Ngày/tháng/năm, ví dụ 16/12/2024' }: About = {}) {
  return z
    .string()
    .trim()
    .default('')
    .transform((typed, context) => {
      if (typed === '') return required ? complain(context, required) : undefined
      const [, d = '', m = '', y = ''] = /^(\d{1,2})\/(\d{1,2})\/(20\d{2})$/.exec(typed) ?? []
      const found = new Date(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}T00:00:00Z`)
      return found.getUTCDate() === Number(d) ? found : complain(context, 'Nhập một ngày dạng 16/12/2024')
    })
    .meta({ title, description: hint, maxLength: 10 })
}

/** A time of day, 08:30. */
export function time(title: string, required: string) {
  return z
    .string(required)
    .trim()
    .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, `${required} dạng 08:30`)
    .meta({ title, description: 'Giờ:phút, theo giờ Việt Nam, ví dụ 08:30', maxLength: 5 })
}

/** Rows of a table, posted as `items[<id>][task]`; blank ones are left out, the rest stand by their place, then in the order of their making. */
export function rows<Row extends z.ZodObject>(
  title: string,
  row: Row,
  { atLeastOne, most = 300 }: { atLeastOne?: string; most?: number } = {},
) {
  return z
    .record(z.string().regex(/^\w{1,40}$/), row.meta({ title }))
    .default({})
    .transform((byId) => ordered(byId).map(([id, cells]) => ({ ...without(cells, 'place'), id })))
    .refine((list) => !atLeastOne || list.length > 0, atLeastOne)
    .refine((list) => list.length <= most, `Không quá ${most} dòng; phần nhiều hơn đưa vào phụ lục kèm theo`)
}

function without<Row extends object>(row: Row, cell: string) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== cell)) as Omit<Row, 'place'>
}

/** Ids grow with time, so the order of making is the order of ids. */
function ordered<Row extends object>(byId: Record<string, Row>) {
  const at = (row: Row) => ('place' in row && /^\d{1,6}$/.test(String(row.place)) ? Number(row.place) : Number.MAX_SAFE_INTEGER)
  return Object.entries(byId).sort(([a, one], [b, other]) => at(one) - at(other) || (a < b ? -1 : 1))
}

function complain(context: z.RefinementCtx, message: string) {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

// ── reading and drawing a form ────────────────────────────────────────────────────────────────────────────────────

export type Form = ReturnType<typeof draw>

export function blank(schema: z.ZodObject, values: unknown = {}) {
  return draw(schema, values)
}

export function read<Schema extends z.ZodObject>(schema: Schema, body: unknown): Read<Schema> {
  const result = schema.safeParse(typed(schema, body))
  return result.success ? { data: result.data } : { form: draw(schema, body, result.error.issues) }
}

type Read<Schema extends z.ZodObject> = { data: z.output<Schema>; form?: never } | { data?: never; form: Form }

/** The same form, with a word of ours beside one field (a rule that needs the database). */
export function complainAt<Schema extends z.ZodObject>(schema: Schema, body: unknown, path: string, message: string): Form {
  return draw(schema, body, [{ path: path.split('.'), message }])
}

/** What was typed, and nothing else: known fields, strings only, rows without a word in them dropped. This is a working copy. */
export function typed(schema: z.ZodObject, body: unknown): Typed {
  return take(shapeOf(schema), body)
}

export type Typed = { [name: string]: string | string[] | Typed }
type Shape = {
  properties?: Record<string, Shape>
  additionalProperties?: Shape
  items?: { enum?: string[] }
  required?: string[]
  title?: string
} & Record<string, unknown>

function take({ properties = {} }: Shape, body: unknown): Typed {
  return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, taken(field, own(body, name))]))
}

function taken(field: Shape, value: unknown): string | string[] | Typed {
  if (field.properties) return take(field, value)
  if (field.items || field.many) return [value].flat().filter((one) => typeof one === 'string' && one !== '') as string[]
  if (!isRows(field)) return typeof value === 'string' ? value : ''
  const cells = value && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : []
  const rowShape = field.additionalProperties as Shape
  const written = ([name, cell]: [string, Typed[string]]) =>
    !rowShape.properties?.[name]?.place && (cell.length || (typeof cell === 'object' && Object.keys(cell).length))
  const kept = cells
    .filter(([id]) => /^\w{1,40}$/.test(id))
    .map(([id, row]) => [id, take(rowShape, row)] as const)
    .filter(([, row]) => Object.entries(row).some(written))
  return Object.fromEntries(ordered(Object.fromEntries(kept)))
}

/** A posted table with one row moved (`up`, `down`), copied beneath itself (`copy`) or taken out (`remove`); every row gets its place anew. */
export function rearranged(rows: unknown, how: string, id: string) {
  const list = Object.entries((rows ?? {}) as Record<string, object>)
  const at = list.findIndex(([one]) => one === id)
  const row = list[at]
  if (row && how !== 'copy') list.splice(at, 1)
  if (row && how === 'copy') list.splice(at + 1, 0, [newRow(), row[1]])
  if (row && how === 'up') list.splice(Math.max(0, at - 1), 0, row)
  if (row && how === 'down') list.splice(at + 1, 0, row)
  return Object.fromEntries(list.map(([one, cells], n) => [one, { ...cells, place: String(n + 1) }]))
}

const isRows = (field: Shape) => typeof field.additionalProperties === 'object'
const own = (body: unknown, name: string) =>
  body && typeof body === 'object' && Object.hasOwn(body, name) ? (body as Record<string, unknown>)[name] : undefined

type Issue = { path: PropertyKey[]; message: string }

function draw(schema: z.ZodObject, body: unknown, issues: readonly Issue[] = []) {
  const values = typed(schema, body)
  const root = shapeOf(schema)
  const at = (shape: Shape | undefined, key: PropertyKey): Shape | undefined =>
    shape?.properties?.[String(key)] ?? (shape && isRows(shape) ? shape.additionalProperties : undefined)

  /** An issue inside a field (one of many boxes) is the field's. */
  const fieldOf = (path: PropertyKey[]) => {
    let shape: Shape | undefined = root
    const end = path.findIndex((key) => {
      shape = at(shape, key)
      return !shape?.properties && !(shape && isRows(shape))
    })
    return end < 0 ? path : path.slice(0, end + 1)
  }
  const errors = new Map(
    issues.toReversed().map(({ path, message }) => {
      const field = fieldOf(path)
      return [idOf(field), { path: field, message }]
    }),
  )

  /** Which part of the form a field stands in: "Nhiệm vụ 2", "Kinh tế". */
  const where = (path: readonly PropertyKey[]) => {
    const titles: string[] = []
    let shape: Shape | undefined = root
    let value: unknown = values
    for (const key of path.slice(0, -1)) {
      const place = shape && isRows(shape) && value ? ` ${Object.keys(value).indexOf(String(key)) + 1}` : ''
      shape = at(shape, key)
      value = own(value, String(key))
      if (shape?.title) titles.push(shape.title + place)
    }
    return titles.join(', ')
  }

  return {
    values,
    /** For the list of errors at the top; every entry links to its field and names its place. */
    errors: [...errors].reverse().map(([id, { path, message }]) => ({ id, message, where: where(path) })),
    /** The ids of a table's rows, and one more to write in. */
    rows: (...path: string[]) => [...Object.keys(path.reduce<unknown>(own, values) ?? {}), newRow()],
    /** The names of the fields of a group, in their order. */
    names: (...path: string[]) => Object.keys(path.reduce<Shape | undefined>(at, root)?.properties ?? {}),
    /** Everything that was typed, part by part, in words: for those who read a working copy. */
    written() {
      const parts: { title: string; cells: { label: string; value: string }[] }[] = []
      const walk = (shape: Shape, value: unknown, path: string[]) => {
        const cells: { label: string; value: string }[] = []
        if (path.length) parts.push({ title: where([...path, '']), cells })
        for (const [name, field] of Object.entries(shape.properties ?? {})) {
          const typedValue = own(value, name)
          const here = [...path, name]
          if (field.properties) walk(field, typedValue, here)
          else if (isRows(field))
            for (const [id, row] of Object.entries(typedValue ?? {})) walk(field.additionalProperties as Shape, row, [...here, id])
          else if (!field.place && typedValue && String(typedValue)) {
            const cell = { label: String(field.title ?? name), value: this.say(here, String(typedValue)) }
            if (path.length) cells.push(cell)
            else parts.push({ title: '', cells: [cell] })
          }
        }
      }
      walk(root, values, [])
      return parts.filter(({ cells }) => cells.length)
    },
    /** A group of fields, the rows of a table, or one field. */
    is(...path: string[]) {
      const shape = path.reduce<Shape | undefined>(at, root)
      return !shape || shape.place ? undefined : shape.properties ? 'group' : isRows(shape) ? 'rows' : 'field'
    },
    /** "Nhiệm vụ", "Kinh tế": what a group or the rows of a table are called. */
    titleOf: (path: readonly string[]) => String(path.reduce<Shape | undefined>(at, root)?.title ?? ''),
    /** Which part of the form the fields of a group stand in. */
    whereIs: (path: readonly string[]) => where([...path, '']),
    /** A field in words, with its place: "Nhiệm vụ 2, Kết quả dự kiến". */
    place(path: readonly string[]) {
      const title = path.reduce<Shape | undefined>(at, root)?.title ?? path.at(-1)
      return [where(path), title].filter(Boolean).join(', ')
    },
    /** What was chosen or typed, in words: never the code of a choice. */
    say(path: readonly string[], value: string) {
      const about = path.reduce<Shape | undefined>(at, root)
      if (about?.tick) return value ? 'có' : ''
      const words = (about?.words ?? about?.many) as Record<string, string> | undefined
      return words
        ? value
            .split(',')
            .map((code) => (Object.hasOwn(words, code) ? words[code] : code))
            .join('; ')
        : value
    },
    /** Everything a template needs to draw one field. */
    field(...path: string[]) {
      const about = path.reduce<Shape | undefined>(at, root) ?? {}
      const parent = path.slice(0, -1).reduce<Shape | undefined>(at, root)
      const [first, ...rest] = path
      return {
        id: idOf(path),
        name: first + rest.map((key) => `[${key}]`).join(''),
        value: path.reduce<unknown>(own, values) ?? '',
        label: about.title ?? path.at(-1),
        hint: about.description,
        required: parent?.required?.includes(path.at(-1) ?? '') ?? false,
        maxLength: about.maxLength,
        rows: about.rows,
        inputMode: about.inputMode,
        words: about.words,
        many: about.many,
        tick: about.tick,
        place: about.place,
        error: errors.get(idOf(path))?.message,
      }
    },
  }
}

/** Where two copies differ, field by field: for two people who edit the same draft. */
export function differences(mine: Typed, other: Typed, path: string[] = []): { path: string[]; mine: string; other: string }[] {
  return [...new Set([...Object.keys(mine), ...Object.keys(other)])].flatMap((name) => {
    const [a, b] = [mine[name] ?? '', other[name] ?? '']
    if (isTyped(a) || isTyped(b)) return differences(isTyped(a) ? a : {}, isTyped(b) ? b : {}, [...path, name])
    const [left, right] = [String(a), String(b)]
    return left === right ? [] : [{ path: [...path, name], mine: left, other: right }]
  })
}

const isTyped = (value: Typed[string]): value is Typed => typeof value === 'object' && !Array.isArray(value)

const shapes = new WeakMap<z.ZodObject, Shape>()
function shapeOf(schema: z.ZodObject): Shape {
  const shape = shapes.get(schema) ?? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape)
  shapes.set(schema, shape)
  return shape
}
const idOf = (path: readonly PropertyKey[]) => path.map(String).join('-')

/** Grows with time, so that the order of ids is the order of making. */
const newRow = () => `${Date.now().toString(36)}${randomUUID().slice(0, 8)}`

/** Every string that arrives: NFC, one kind of line end, no control characters (PostgreSQL refuses NUL). */
export function clean(value: unknown): unknown {
  if (typeof value === 'string')
    return value
      .toWellFormed()
      .normalize('NFC')
      .replaceAll('\r\n', '\n')
      .replaceAll('\r', '\n')
      .replace(/[^\P{Cc}\n\t]/gu, '')
  if (Array.isArray(value)) return value.map(clean)
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [clean(k), clean(v)]))
  return value
}
