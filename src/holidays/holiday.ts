import { z } from 'zod'
import { daysBetween } from '../clock.ts'
import type { Db } from '../db.ts'
import { choice, day, text } from '../form.ts'
import type { Doing, Noun } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { date } from '../words.ts'
import type { Party } from '../workflow.ts'

/** Days off and days worked in exchange, kept by the planning department. They move reminders; no deadline (Điều 13) moves with them. */

export function loadHoliday(db: Pick<Db, 'holiday'>, id: string) {
  return db.holiday.findUniqueOrThrow({ where: { id } })
}

export type Holiday = Awaited<ReturnType<typeof loadHoliday>>

export function partiesToHoliday({ roles }: Actor): Party[] {
  return roles.includes('planning') ? ['planning'] : []
}

export const holidayKinds = { off: 'Ngày nghỉ', worked: 'Ngày làm bù' }
const longest = 31

export const days = {
  name: text('Tên ngày nghỉ', { required: 'Nhập tên ngày nghỉ', max: 100, hint: 'Ví dụ: Tết Nguyên đán Đinh Mùi' }),
  kind: choice('Loại', holidayKinds, 'Chọn ngày nghỉ hoặc ngày làm bù'),
  day: day('Từ ngày', { required: 'Nhập ngày đầu', hint: 'Ngày/tháng/năm, ví dụ 01/01/2027' }),
  until: day('Đến hết ngày', { hint: 'Để trống nếu chỉ một ngày' }),
  basis: text('Căn cứ', { required: 'Nêu căn cứ', max: 300, hint: 'Luật, hoặc số và ngày của thông báo nghỉ' }),
}
const note = text('Lý do', { required: 'Nêu lý do', max: 1_000, rows: 3, hint: 'Được lưu trong nhật ký' })
const withReason = z.object({ note })

const declaring = z.object(days).superRefine(sensible)
const correcting = z.object({ ...days, note }).superRefine(sensible)
type Declared = z.output<typeof declaring>

export function sensible({ day: from, until, kind }: Pick<Declared, 'kind' | 'day' | 'until'>, context: z.RefinementCtx) {
  const complain = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if (!from) return
  const to = until ?? from
  if (to < from) complain('until', 'Ngày cuối không trước ngày đầu')
  else if (daysBetween(from, to) >= longest) complain('until', `Một đợt nghỉ không quá ${longest} ngày`)
  else if (kind === 'worked' && to > from) complain('until', 'Ngày làm bù ghi từng ngày một')
  else if (kind === 'worked' && from.getUTCDay() % 6 !== 0) complain('day', 'Ngày làm bù là thứ Bảy hoặc Chủ nhật')
}

export const columnsOf = ({ name, kind, day: from = new Date(), until, basis }: Declared) => ({
  ...{ name, basis, from, to: until ?? from, worked: kind === 'worked' },
})

/** "từ ngày 08/02/2024 đến hết ngày 14/02/2024", "ngày 01/01/2025". */
export const spanWords = ({ from, to }: Pick<Holiday, 'from' | 'to'>) =>
  from.getTime() === to.getTime() ? `ngày ${date(from)}` : `từ ngày ${date(from)} đến hết ngày ${date(to)}`

const change = { by: ['planning'], edits: true, writes: { Holiday: 'id' } } as const

export const importing = { on: 'Agency', by: ['planning'], writes: { Holiday: 'ownerId' }, verb: 'nhập ngày nghỉ từ bảng' } as const

export const holiday = {
  name: 'holiday',
  model: 'Holiday',
  path: '/holidays',
  readers: ['unit', 'commune', 'district', 'planning', 'province'],
  begin: {
    ...{ on: 'Agency', by: ['planning'], writes: { Holiday: 'ownerId' }, readers: ['planning'] },
    ...{ label: 'Thêm ngày nghỉ', send: 'Thêm ngày nghỉ', verb: 'thêm ngày nghỉ', stem: 'Của' },
    none: 'Ngày nghỉ do cơ quan tổng hợp ghi',
    stems: async ({ actor }) => [{ id: actor.agencyId, name: actor.agencyName }],
    asks: async () => declaring,
    run: async ({ tx, row: { id: ownerId }, data }: Doing<{ id: string }, Declared>) =>
      (await tx.holiday.create({ data: { ...columnsOf(data), ownerId }, select: { id: true } })).id,
  },
  steps: {
    edit: {
      ...{ ...change, from: ['kept'], label: 'Sửa', verb: 'sửa ngày nghỉ', form: correcting },
      values: ({ name, worked, from, to, basis }) => ({
        ...{ name, basis, kind: worked ? 'worked' : 'off', day: date(from), until: to > from ? date(to) : '' },
      }),
      run: ({ tx, row, data }: Doing<Holiday, Declared>) => tx.holiday.update({ where: { id: row.id }, data: columnsOf(data) }),
    },
    withdraw: {
      ...{ ...change, from: ['kept'], to: 'removed', label: 'Bỏ ngày nghỉ', verb: 'bỏ ngày nghỉ', form: withReason },
      hint: 'Ngày này lại là ngày làm việc bình thường khi tính ngày nhắc. Ngày hạn của hồ sơ không đổi.',
      run: ({ tx, row }) => tx.holiday.update({ where: { id: row.id }, data: { status: 'removed' } }),
    },
    restore: {
      ...{ ...change, from: ['removed'], to: 'kept', label: 'Khôi phục', verb: 'khôi phục ngày nghỉ', form: withReason },
      run: ({ tx, row }) => tx.holiday.update({ where: { id: row.id }, data: { status: 'kept' } }),
    },
  },
} as const satisfies Noun<Holiday>
