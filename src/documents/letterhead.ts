import { dayOf, inForceOn, local } from '../clock.ts'
import type { Db } from '../db.ts'
import type { DocumentStyle } from '../generated/enums.ts'
import { capital, placeOf } from '../words.ts'
import { type DocumentType, documentTypes } from './document.ts'

/** Who issues a document: what stands in its head and at its foot, as the agency was called that day. */
export type Letterhead = {
  /** Only state bodies have the head of Nghị định 30; Party bodies and mass organisations have one of their own. */
  state: boolean
  /** A Party body writes K/T where others write KT. */
  party?: boolean
  /** One line above, one below; the lower is the issuing agency, or both are ("ỦY BAN NHÂN DÂN", "XÃ KEO LÔM"). */
  lines: { words: string; bold: boolean }[]
  /** "Số:        /BC-STNMT", of a Party body "Số        -BC/BTCTU": the number is the văn thư's. */
  number: string
  /** "Điện Biên, ngày        tháng        năm 2024". */
  dated: string
  agency: string
  /** The content of the agency's own Word template, where it keeps one: never a state body. */
  template?: string | undefined
}

export type Signature = { authority: string[]; name: string }

type Issuer = { agencyId: string; type: DocumentType; at: Date; recorded?: { number: string; on: Date } | undefined }

/** The head of what an agency issues on a day; number and date are blank until the văn thư has recorded them. */
export async function letterheadOf(db: Pick<Db, 'agency'>, { agencyId, type, at, recorded }: Issuer): Promise<Letterhead> {
  const today = inForceOn(dayOf(at))
  const parents = { where: today, include: { parent: { include: { names: { where: today }, roles: { where: today } } } } }
  const agency = await db.agency.findUniqueOrThrow({
    where: { id: agencyId },
    include: { names: { where: today }, parents, roles: true, template: true },
  })
  const state = agency.documentStyle === ('state' satisfies DocumentStyle)
  const { name = agency.name, abbreviation = agency.abbreviation } = agency.names[0] ?? {}
  const parent = agency.parents[0]?.parent
  const superior = parent?.roles.some(({ role }) => role === 'province') && !agency.roles.some(({ role }) => role === 'district')
  return {
    ...{ state, party: agency.documentStyle === 'party', template: state ? undefined : agency.template?.sha256 },
    lines: linesOf(name, superior ? (parent?.names[0]?.name ?? parent?.name) : undefined),
    number: recorded ? `Số: ${recorded.number}` : blankNumber(agency.documentStyle, documentTypes[type].symbol, abbreviation),
    dated: recorded
      ? `${seatOf(name)}, ${dayWords(recorded.on)}`
      : `${seatOf(name)}, ngày${gap(6)}tháng${gap(6)}năm ${local(at).format('YYYY')}`,
    agency: name,
  }
}

const blankNumber = (style: DocumentStyle, symbol: string, abbreviation: string) =>
  style === 'party' ? `Số${gap(8)}-${symbol}/${abbreviation}` : `Số:${gap(8)}/${symbol}-${abbreviation}`

/** A People's Committee is two lines, both its own; any other agency stands below the one above it. */
function linesOf(name: string, superior: string | undefined) {
  if (name.startsWith('UBND '))
    return [
      { words: 'ỦY BAN NHÂN DÂN', bold: true },
      { words: placeOf(name).toUpperCase(), bold: true },
    ]
  return [...(superior ? [{ words: superior.toUpperCase(), bold: false }] : []), { words: name.toUpperCase(), bold: true }]
}

/** Where the agency sits: the commune or the district of a People's Committee, else the province. */
export function seatOf(name: string) {
  const [, place] = /^UBND (?:xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh) (.+?)(?: \(cũ\))?$/.exec(name) ?? []
  return place ?? 'Điện Biên'
}

/** "ngày 05 tháng 01 năm 2025": a nought before days under ten, and before January and February only. */
export function dayWords(on: Date) {
  const [day, month, year] = [on.getUTCDate(), on.getUTCMonth() + 1, on.getUTCFullYear()]
  const two = (n: number) => String(n).padStart(2, '0')
  return `ngày ${two(day)} tháng ${month < 3 ? two(month) : month} năm ${year}`
}

/** Spaces that no line breaks. */
const gap = (n: number) => '\u00a0'.repeat(n)

/** What a title says of the body behind the post: "Phó Giám đốc Sở", "Chủ tịch UBND xã". */
const bodies =
  /\s+(?:UBND|Sở|Tỉnh đoàn|Hội|Liên đoàn|Ủy ban|Bảo hiểm|Công an|Bưu điện|Trường|Kho bạc|tỉnh|huyện|thị xã|phường|xã)(?=\s|$).*$/u

/**
 * Over the name: for whom, in whose place, as what (Điều 13 of the decree). "Phó Giám đốc Sở" signs KT. GIÁM ĐỐC; "Chánh Văn phòng, thừa ủy quyền
 * Giám đốc Sở" TUQ. GIÁM ĐỐC.
 */
export function authorityOf(agency: string, title: string): string[] {
  const [, taker, giver] = /^(.+?),?\s+thừa ủy quyền(?:\s+của)?\s+(.+)$/iu.exec(title.normalize('NFC')) ?? []
  if (taker && giver) return [`TUQ. ${giver.replace(bodies, '').trim().toUpperCase()}`, taker.trim().toUpperCase()]
  const bare = title.replace(bodies, '').trim()
  const deputy = /^phó\s+/i.exec(bare)
  const head = deputy ? bare.slice(deputy[0].length) : bare
  const own = [...(deputy ? [`KT. ${head.toUpperCase()}`] : []), bare.toUpperCase()].filter(Boolean)
  return agency.startsWith('UBND ') ? ['TM. ỦY BAN NHÂN DÂN', ...own] : own
}

/** "Sở Kế hoạch và Đầu tư", "UBND huyện Điện Biên Đông" as one writes to them. */
export const addressed = (name: string) => (name.startsWith('UBND ') ? `Ủy ban nhân dân ${placeOf(name)}` : capital(name))
