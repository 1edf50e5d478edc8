import type { Sheet } from '../sheets/sheet.ts'

/** An official document before it is set as a page or in Word: what it is, to whom, on what grounds, what it says (Nghị định 30/2020/NĐ-CP). */
export type OfficialDocument = {
  type: DocumentType
  /** Trích yếu: "Kết quả giúp đỡ các xã năm 2024". */
  about: string
  /** Kính gửi: only where the document goes to a higher or coordinating body. */
  to?: string[]
  /** Căn cứ, without the marks at their ends. */
  bases?: string[]
  opening?: string
  /** What is said without numbers. */
  paragraphs?: string[]
  parts: Part[]
  closing: string
  annexes: Sheet[]
}

export const documentTypes = {
  report: { name: 'BÁO CÁO', symbol: 'BC' },
  plan: { name: 'KẾ HOẠCH', symbol: 'KH' },
  programme: { name: 'CHƯƠNG TRÌNH', symbol: 'CTr' },
  invitation: { name: 'GIẤY MỜI', symbol: 'GM' },
} as const
export type DocumentType = keyof typeof documentTypes

/** Numbered I, II; within it what has a title 1, 2; points a, b. */
export type Part = { heading: string; blocks: Block[] }
export type Block = string | Points | Sheet | Chart | { title: string; blocks: (string | Points | Sheet)[] }
export type Points = { points: string[] }
/** Bars with their words; `value` says how long. */
export type Chart = { chart: string; bars: { label: string; value: number; words: string }[] }

/** Points in the order of the Vietnamese alphabet: after d comes đ, and there is no f, j, w, z. */
export const letters = [...'abcdđeghiklmnopqrstuvxy']
export const letterOf = (i: number) =>
  (i < letters.length ? letters[i] : `${letters[Math.floor(i / letters.length) - 1]}${letters[i % letters.length]}`) as string

/** What was typed, line by line; nothing typed is nothing said. */
export const paragraphs = (words: string | undefined) => (words ?? '').split(/\n+/).flatMap((line) => line.trim() || [])

/** The parts that say something. */
export const saying = (parts: Part[]) => parts.filter(({ blocks }) => blocks.length)

export const isTitled = (block: Block): block is Extract<Block, { blocks: unknown }> => typeof block === 'object' && 'blocks' in block
export const isPoints = (block: Block): block is Points => typeof block === 'object' && 'points' in block
export const isChart = (block: Block): block is Chart => typeof block === 'object' && 'bars' in block

/** The decision that everything rests on. */
export const regulationBasis =
  'Căn cứ Quyết định số 253/QĐ-UBND ngày 08 tháng 02 năm 2022 của Ủy ban nhân dân tỉnh Điện Biên ban hành Quy chế phối hợp thực hiện nhiệm vụ giúp đỡ các xã đặc biệt khó khăn trên địa bàn tỉnh Điện Biên giai đoạn 2021-2025'
export const carriedOut = (sentence: string) =>
  `Thực hiện Quy chế phối hợp ban hành kèm theo Quyết định số 253/QĐ-UBND ngày 08 tháng 02 năm 2022 của Ủy ban nhân dân tỉnh Điện Biên, ${sentence}`

/** What a document says of its filing besides the content: names as they were on the day of sending. */
export type Told = {
  /** "Kế hoạch giúp đỡ xã Keo Lôm năm 2025". */
  title: string
  /** "tháng 11/2024", "năm 2024". */
  term: string
  year: number
  agency: string
  /** The communes of a plan. */
  places: string[]
  receivers: string[]
  /** By which decision the unit helps the commune. */
  decision?: { number: string; date: Date } | undefined
}
