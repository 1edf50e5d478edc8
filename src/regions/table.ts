import { z } from 'zod'
import type { Region } from '../generated/enums.ts'
import { agencyIn, type Importing, type KnownAgency, wordIn } from '../sheets/import.ts'
import { date, regionWords } from '../words.ts'
import { columnsOf, fields, sensible } from './region.ts'

/** The list of a decision: which communes are in khu vực I, II, III from its day on. */

type Known = { communes: KnownAgency[]; regions: { communeId: string; region: Region; from: Date; decisionNumber: string }[] }

const numerals = { one: 'I', two: 'II', three: 'III' }

const row = (communes: readonly KnownAgency[]) =>
  z
    .object({
      commune: agencyIn('Xã', communes),
      region: z
        .preprocess((typed) => String(typed ?? '').replace(/^khu vực\s+/i, ''), wordIn('Khu vực', numerals))
        .meta({ title: 'Khu vực' }),
      from: fields.from,
      number: fields.number,
      dated: fields.dated,
    })
    .superRefine(sensible)
type Data = z.output<ReturnType<typeof row>>

const written = ({ region, ...rest }: Data) => columnsOf({ ...rest, region: region || 'three' })

export const regionTable: Importing<Known, ReturnType<typeof row>> = {
  ...{ path: '/regions', readers: ['planning'], action: 'region.import', heads: ['commune', 'region', 'from', 'number', 'dated'] },
  title: 'Nhập danh sách khu vực từ Excel',
  lead: 'Xã nào thuộc khu vực I, II, III, theo quyết định nào, từ ngày nào.',
  async known({ db }) {
    const communes = await db.agency.findMany({
      where: { roles: { some: { role: 'commune' } } },
      select: { id: true, name: true, abbreviation: true, otherSpellings: true, codes: { select: { code: true, to: true } } },
      orderBy: { name: 'asc' },
    })
    return { communes, regions: await db.communeRegion.findMany({ where: { status: 'kept' } }) }
  },
  row: ({ communes }) => row(communes),
  judging({ regions }) {
    const keyOf = (communeId: string, from: Date) => `${communeId} ${date(from)}`
    const held = new Map(regions.map((one) => [keyOf(one.communeId, one.from), one]))
    const rows = new Map<string, number>()
    return ({ data, row }) => {
      const here = written(data)
      const key = keyOf(data.commune, here.from)
      const there = held.get(key)
      if (there?.region === here.region) return true
      if (there) return { field: 'region', words: `Ngày này xã đã thuộc ${regionWords[there.region]} theo ${there.decisionNumber}; sửa dòng ấy ở danh sách` } // biome-ignore format: one line
      const twice = rows.get(key)
      if (twice !== undefined) return { field: 'commune', words: `Đã có ở dòng ${twice + 1}` }
      rows.set(key, row)
      return undefined
    }
  },
  template: ({ communes, regions }) => {
    const listed = new Set(regions.map(({ communeId }) => communeId))
    return communes.filter(({ id, codes }) => !listed.has(id) && codes.some(({ to }) => !to)).map(({ name }) => [name, '', '', '', ''])
  },
  how: [
    'Mẫu có sẵn các xã chưa có khu vực nào. Mỗi dòng một xã; ghi tên như trên cổng hoặc mã đơn vị hành chính.',
    'Khu vực ghi I, II hoặc III. Xã không thuộc vùng đồng bào dân tộc thiểu số và miền núi thì bỏ dòng ấy.',
    'Từ ngày: ngày quyết định có hiệu lực. Số và ngày quyết định ghi ở từng dòng. Dạng ngày/tháng/năm.',
    'Xã chuyển khu vực theo quyết định sau: thêm một dòng với ngày mới; dòng cũ giữ nguyên.',
  ],
  async write(tx, lines, { actor }) {
    await tx.communeRegion.createMany({
      data: lines.map(({ data }) => ({ ...written(data), communeId: data.commune, ownerId: actor.agencyId })),
    })
    return undefined
  },
}
