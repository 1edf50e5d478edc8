import { v7 } from 'uuid'
import { z } from 'zod'
import { isRegistrar } from '../accounts/person.ts'
import type { DocumentStyle } from '../generated/enums.ts'
import { agenciesKnown, codeIn, Directory, type Importing, type KnownAgency, wordIn } from '../sheets/import.ts'
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

export const agencyTable: Importing<KnownAgency[], typeof row> = {
  ...{ path: '/agencies', readers: ['planning'], may: isRegistrar, action: 'agency.import', heads: ['name', 'kind', 'from'] },
  title: 'Nhập cơ quan, đơn vị từ Excel',
  lead: 'Xã, huyện và các đơn vị sẽ được phân công giúp xã.',
  known: ({ db }) => agenciesKnown(db),
  row: () => row,
  judging(known) {
    const held = new Map(known.flatMap((one) => one.codes.flatMap(({ code, to }) => (to ? [] : [[code, one] as const]))))
    const named = new Map(known.map((one) => [plain(one.name), one]))
    const rows = new Map<string, number>()
    const directory = new Directory<Named>(known)
    return ({ data, row }) => {
      const [code, name] = [data.code, plain(data.name)]
      // By its code, where it has one; else by its name.
      const byName = named.get(name)
      const there = (code && held.get(code)) || (byName && !(code && byName.codes.length) ? byName : undefined)
      if (there && plain(there.name) !== name) return { field: 'name', words: `Mã ${code} đang là của ${there.name}. Đổi tên thì làm ở trang của cơ quan ấy` } // biome-ignore format: one line
      if (there) return true
      const twice = rows.get(code || name) ?? (code ? undefined : rows.get(name))
      if (twice !== undefined) return { field: code ? 'code' : 'name', words: `Đã có ở dòng ${twice + 1}` }
      if (data.kind === 'commune' && !code) return { field: 'code', words: 'Xã cần có mã đơn vị hành chính' }
      if (data.parent && directory.called(data.parent).length !== 1)
        return {
          field: 'parent',
          words: `Không rõ “${data.parent.slice(0, 80)}” là cơ quan nào: ghi tên hoặc mã của một cơ quan trên cổng hoặc ở dòng trên`,
        }
      rows.set(code || name, row)
      directory.add(asNamed(data))
      return undefined
    }
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
    const directory = new Directory<Named & { id: string }>(known)
    const made = lines.map(({ data }) => {
      const id = v7()
      const parent = data.parent ? (directory.called(data.parent)[0]?.id ?? '') : ''
      directory.add({ ...asNamed(data), id })
      return {
        ...{ id, parent, name: data.name, abbreviation: data.abbreviation, spellings: data.spellings, code: data.code },
        ...{
          documentStyle: data.style as DocumentStyle,
          role: data.kind === 'unit' ? ('' as const) : data.kind,
          from: data.from ?? new Date(0),
        },
      }
    })
    await found(tx, made)
    return undefined
  },
}

type Named = Omit<KnownAgency, 'id' | 'abbreviation'>

/** What a row is called, for the rows below it. */
const asNamed = ({ name, spellings, code }: Data): Named => ({
  ...{ name, otherSpellings: spellings.split(';') },
  codes: code ? [{ code, to: null }] : [],
})
