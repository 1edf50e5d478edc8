import { z } from 'zod'
import { type Importing, wordIn } from '../sheets/import.ts'
import { columnsOf, days, type Holiday, holidayKinds, sensible } from './holiday.ts'

/** The days off of a year from a table, as the notice of the year lists them. */

const row = z
  .object({
    ...{ name: days.name, kind: wordIn('Loại', holidayKinds, 'off'), day: days.day, until: days.until, basis: days.basis },
  })
  .superRefine((data, context) => sensible({ ...data, kind: data.kind || 'off' }, context))

type Known = Pick<Holiday, 'from' | 'to' | 'worked' | 'name'>[]

const written = ({ kind, ...rest }: z.output<typeof row>) => columnsOf({ ...rest, kind: kind || 'off' })
const overlaps = (one: Known[number], other: Known[number]) => one.from <= other.to && other.from <= one.to

export const holidayTable: Importing<Known, typeof row> = {
  ...{ path: '/holidays', readers: ['planning'], action: 'holiday.import', heads: ['name', 'day', 'basis'] },
  title: 'Nhập ngày nghỉ từ Excel',
  lead: 'Ngày nghỉ lễ, tết và ngày làm bù của một năm.',
  known: ({ db }) => db.holiday.findMany({ where: { status: 'kept' } }),
  row: () => row,
  judging(known) {
    const before: (Known[number] & { row: number })[] = []
    return ({ data, row }) => {
      const here = written(data)
      const there = known.find((one) => overlaps(one, here))
      if (there && there.worked === here.worked && +there.from === +here.from && +there.to === +here.to) return true
      if (there) return { field: 'day', words: `Trùng với “${there.name}” đã có trên cổng` }
      const twice = before.find((one) => overlaps(one, here))
      if (twice) return { field: 'day', words: `Trùng với dòng ${twice.row + 1}` }
      before.push({ ...here, row })
      return undefined
    }
  },
  template: () => [
    ['Tết Dương lịch', holidayKinds.off, '01/01/2027', '', 'Điều 112 Bộ luật Lao động năm 2019'],
    ['Làm bù', holidayKinds.worked, '09/01/2027', '', 'Ghi số và ngày của thông báo'],
  ],
  how: [
    'Xóa các dòng ví dụ; mỗi dòng một đợt nghỉ hoặc một ngày làm bù.',
    `Loại ghi ${Object.values(holidayKinds).join(' hoặc ')}; để trống là ngày nghỉ.`,
    'Ngày dạng ngày/tháng/năm. “Đến hết ngày” để trống nếu chỉ một ngày.',
    'Căn cứ: luật, hoặc số và ngày của thông báo nghỉ.',
  ],
  async write(tx, lines, { actor }) {
    await tx.holiday.createMany({ data: lines.map(({ data }) => ({ ...written(data), ownerId: actor.agencyId })) })
    return undefined
  },
}
