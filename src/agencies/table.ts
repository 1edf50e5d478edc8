import { v7 } from 'uuid'
import { z } from 'zod'
import { isRegistrar } from '../accounts/person.ts'
import type { DocumentStyle } from '../generated/enums.ts'
import { agenciesKnown, called, codeIn, type Importing, type KnownAgency, wordIn } from '../sheets/import.ts'
import { documentStyleWords, plain } from '../words.ts'
import { codeWanted, fields, found, isCode, roleWords, since } from './agency.ts'

/** Agencies from a table. A superior may be named that stands in a row above. */

const kinds = { ...roleWords, unit: 'Đơn vị giúp xã' }

const row = z.object({
  name: fields.name,
  abbreviation: fields.abbreviation,
  kind: wordIn('Chức năng', kinds),
  code: z
    .string()
    .default('')
    .transform((typed) => codeIn(typed) || typed)
    .refine(isCode, codeWanted)
    .meta({ title: 'Mã đơn vị hành chính' }),
  parent: z.string().default('').meta({ title: 'Trực thuộc' }),
  style: wordIn('Thể thức văn bản', documentStyleWords, 'state'),
  from: since,
  spellings: fields.spellings,
})

type Data = z.output<typeof row>

/** By its code, where it has one; else by its name. */
const isSame = (one: Pick<KnownAgency, 'name' | 'codes'>, { name, code }: Data) =>
  code && one.codes.length ? one.codes.some((held) => held.code === code && !held.to) : plain(one.name) === plain(name)

export const agencyTable: Importing<KnownAgency[], typeof row> = {
  ...{ path: '/agencies', readers: ['planning'], may: isRegistrar, action: 'agency.import', heads: ['name', 'kind', 'from'] },
  title: 'Nhập cơ quan, đơn vị từ Excel',
  lead: 'Xã, huyện và các đơn vị sẽ được phân công giúp xã.',
  known: ({ db }) => agenciesKnown(db),
  row: () => row,
  judge({ data }, known, before) {
    const there = known.find((one) => isSame(one, data))
    if (there && plain(there.name) !== plain(data.name)) return { field: 'name', words: `Mã ${data.code} đang là của ${there.name}. Đổi tên thì làm ở trang của cơ quan ấy` } // biome-ignore format: one line
    if (there) return true
    const twice = before.find(({ data: other }) =>
      data.code && other.code ? data.code === other.code : plain(other.name) === plain(data.name),
    )
    if (twice) return { field: data.code ? 'code' : 'name', words: `Đã có ở dòng ${twice.row + 1}` }
    if (data.kind === 'commune' && !data.code) return { field: 'code', words: 'Xã cần có mã đơn vị hành chính' }
    if (data.parent && parentsOf(data.parent, known, before).length !== 1)
      return {
        field: 'parent',
        words: `Không rõ “${data.parent.slice(0, 80)}” là cơ quan nào: ghi tên hoặc mã của một cơ quan trên cổng hoặc ở dòng trên`,
      }
    return undefined
  },
  template: () => [
    ['UBND huyện Điện Biên Đông', '', 'UBND cấp huyện', '101', '', '', '01/01/2026', ''],
    ['UBND xã Keo Lôm', '', 'UBND xã', '03187', 'UBND huyện Điện Biên Đông', '', '01/01/2026', ''],
    ['Tỉnh đoàn Điện Biên', 'TĐ', 'Đơn vị giúp xã', '', '', 'Mặt trận, đoàn thể', '01/01/2026', 'Tỉnh đoàn'],
  ],
  how: [
    'Xóa các dòng ví dụ; mỗi dòng một cơ quan, đơn vị. Tên ghi như trên văn bản, UBND viết tắt.',
    `Chức năng ghi một trong: ${Object.values(kinds).join('; ')}.`,
    'Mã là mã của Tổng cục Thống kê: xã 5 chữ số, huyện 3 chữ số; đơn vị giúp xã để trống.',
    'Trực thuộc: tên hoặc mã của cơ quan đã có, hoặc ở dòng trên. Xã ghi huyện của mình; nơi không còn cấp huyện để trống.',
    `Thể thức văn bản ghi một trong: ${Object.values(documentStyleWords).join('; ')}. Để trống là cơ quan nhà nước.`,
    'Từ ngày: ngày cơ quan bắt đầu có tên, mã, chức năng ấy, dạng ngày/tháng/năm.',
    'Cách viết khác: các tên khác của cơ quan, cách nhau bằng dấu chấm phẩy.',
  ],
  async write(tx, lines, { known }) {
    const made = lines.map((line) => ({ ...line, id: v7() }))
    await found(
      tx,
      made.map(({ id, data }, i) => ({
        ...{ id, name: data.name, abbreviation: data.abbreviation, spellings: data.spellings, code: data.code },
        ...{ documentStyle: data.style as DocumentStyle, role: data.kind === 'unit' ? '' : data.kind, from: data.from ?? new Date(0) },
        parent: data.parent ? (parentsOf(data.parent, known, made.slice(0, i))[0] ?? '') : '',
      })),
    )
    return undefined
  },
}

/** Ids, or the numbers of rows that have none yet, of what is called so. */
function parentsOf(typed: string, known: KnownAgency[], before: readonly { data: Data; id?: string }[]): string[] {
  const fresh = before.map(({ data: { name, spellings, code }, id }, i) => ({
    ...{ id: id ?? String(i), name, otherSpellings: spellings.split(';') },
    codes: code ? [{ code, to: null }] : [],
  }))
  return called([...known, ...fresh], typed).map(({ id }) => id)
}
