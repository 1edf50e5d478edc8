import { z } from 'zod'
import type { Db } from '../db.ts'
import { count, text, time } from '../form.ts'
import type { Step } from '../workflow.ts'

/** When planning has people reminded: working days before a last day and after it, and the time of day. */
export type ReminderSettings = { ahead: number[]; after: number[]; proposeAfter: number; sendAt: string }

/** What holds while nobody has set anything. */
export const defaults: ReminderSettings = { ahead: [14, 7, 3, 1], after: [1, 5, 10], proposeAfter: 5, sendAt: '07:30' }

export async function settingsOf(db: Pick<Db, 'reminderSetting'>): Promise<ReminderSettings> {
  return (await db.reminderSetting.findFirst({ orderBy: { seq: 'desc' } })) ?? defaults
}

const most = 60
const wrong = `Nhập các số từ 1 đến ${most}, cách nhau bằng dấu phẩy, nhiều nhất 10 số`

/** "14, 7, 3, 1"; nothing: never. */
function workingDays(title: string, hint: string) {
  return text(title, { max: 60 })
    .transform((typed, context) => {
      const words = typed.split(/[\s,;]+/).filter(Boolean)
      const numbers = words.map(Number)
      if (words.length <= 10 && words.every((word) => /^\d{1,2}$/.test(word)) && numbers.every((n) => n >= 1 && n <= most))
        return [...new Set(numbers)]
      context.addIssue({ code: 'custom', message: wrong })
      return z.NEVER
    })
    .meta({ title, description: hint, maxLength: 60 })
}

const why = {
  note: text('Lý do', { required: 'Nêu lý do thay đổi', max: 1_000, rows: 3, hint: 'Hiện ở phần các lần thay đổi' }),
}

export const settingForm = z.object({
  ahead: workingDays('Nhắc trước hạn (số ngày làm việc)', 'Ví dụ 14, 7, 3, 1. Ngày cuối của hạn luôn được nhắc'),
  after: workingDays('Nhắc sau khi quá hạn (số ngày làm việc)', 'Ví dụ 1, 5, 10. Lãnh đạo cơ quan cũng nhận thư quá hạn'),
  proposeAfter: count('Đưa vào danh sách đề nghị UBND tỉnh nhắc sau (ngày làm việc)', { required: `Nhập một số từ 1 đến ${most}` }).refine(
    (n) => n >= 1 && n <= most,
    `Nhập một số từ 1 đến ${most}`,
  ),
  sendAt: time('Giờ gửi thư', 'Nhập giờ gửi')
    .transform((typed) => typed.padStart(5, '0'))
    .meta({
      ...{ title: 'Giờ gửi thư', description: 'Giờ:phút, theo giờ Việt Nam, ví dụ 07:30', maxLength: 5 },
    }),
  ...why,
})

/** What holds, as one would type it. */
export const typedSettings = ({ ahead, after, proposeAfter, sendAt }: ReminderSettings) => ({
  ...{ ahead: ahead.join(', '), after: after.join(', '), proposeAfter: `${proposeAfter}`, sendAt },
})

export const setting = {
  ...{ on: 'Programme', by: ['planning'], edits: true, form: z.object(why), writes: { ReminderSetting: 'programmeId' } },
} as const satisfies Step & { on: 'Programme' }
