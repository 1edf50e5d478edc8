import { z } from 'zod'
import { dayOf } from '../clock.ts'
import type { Db } from '../db.ts'
import { type Change, defaults, type Settings, settingsFrom } from '../deadlines.ts'
import { choice, count, text, tick } from '../form.ts'
import type { Step } from '../workflow.ts'

/** What planning sets where the regulation leaves the day open: always all of it, from a month on, with the reason. */

/** In the order in which they were made. */
export async function changesOf(db: Pick<Db, 'calendarChange'>, programmeId: string) {
  return db.calendarChange.findMany({ where: { programmeId }, orderBy: { seq: 'asc' } })
}

const dayIn = (title: string, hint: string, first = 1, last = 31) =>
  count(title, { required: `Nhập một ngày từ ${first} đến ${last}`, hint }).refine(
    (n) => n >= first && n <= last,
    `Nhập một ngày từ ${first} đến ${last}`,
  )

const lastMonth = 'Của tháng báo cáo; tháng không có ngày này thì lấy ngày cuối tháng'
const december = 'Của tháng 12 trong năm'
const novemberBefore = 'Của tháng 11 năm trước'
const decemberBefore = 'Của tháng 12 năm trước'

const days = {
  dataDay: dayIn('Kỳ số liệu bắt đầu từ ngày', 'Từ ngày này của tháng trước đến hết ngày liền trước của tháng báo cáo', 2, 28),
  monthOpens: dayIn('Báo cáo tháng của xã: mở từ ngày', lastMonth),
  monthDay: dayIn('Báo cáo tháng của xã: gửi chậm nhất ngày', lastMonth),
  quarterOpens: dayIn('Báo cáo quý của xã: mở từ ngày', 'Của tháng cuối quý'),
  quarterDay: dayIn(
    'Báo cáo quý của xã: gửi chậm nhất ngày',
    'Của tháng cuối quý; nếu tính đủ tháng cuối quý thì là ngày của tháng liền sau',
  ),
  quarterWhole: tick('Báo cáo quý tính đủ tháng cuối quý', 'Số liệu quý tính đến hết ngày cuối quý; hạn gửi chuyển sang tháng liền sau'),
  yearOpens: dayIn('Báo cáo năm của xã: mở từ ngày', december),
  yearDay: dayIn('Báo cáo năm của xã: gửi chậm nhất ngày', december),
  annualOpens: dayIn('Báo cáo năm của đơn vị, huyện, tỉnh: mở từ ngày', `${december}. Hạn gửi do Quy chế ấn định`, 1, 28),
  planOpens: dayIn('Kế hoạch giúp đỡ năm: mở từ ngày', novemberBefore),
  planDay: dayIn('Kế hoạch giúp đỡ năm: gửi chậm nhất ngày', decemberBefore),
  coordinationOpens: dayIn('Chương trình phối hợp: mở từ ngày', novemberBefore),
  coordinationDay: dayIn('Chương trình phối hợp: gửi chậm nhất ngày', decemberBefore),
} satisfies Record<keyof Settings, z.ZodType>

export const settingNames = Object.keys(days) as (keyof Settings)[]
export const settingTitles = Object.fromEntries(settingNames.map((name) => [name, String(days[name].meta()?.title)])) as Record<
  keyof Settings,
  string
>

const why = {
  running: tick('Áp dụng cho kỳ đang mở', 'Chỉ đổi ngày hạn của hồ sơ chưa gửi và chưa được gia hạn; ngày mở và kỳ số liệu giữ nguyên'),
  note: text('Lý do, căn cứ', {
    required: 'Nêu lý do thay đổi',
    max: 2_000,
    rows: 3,
    hint: 'Mọi nơi đọc được; ví dụ số, ngày văn bản chỉ đạo',
  }),
}

/** As posted: days that fit together. Neither the months nor the law's own days are among the fields. */
export function changeForm(at: Date) {
  const from = choice(
    'Áp dụng cho các kỳ mở từ',
    Object.fromEntries(monthsAfter(dayOf(at))),
    'Chọn tháng',
    'Kỳ mở trước tháng này giữ nguyên',
  )
  return z.object({ ...days, from, ...why }).superRefine(({ quarterWhole, ...set }, context) => {
    const refuse = (name: keyof Settings, message: string) => context.addIssue({ code: 'custom', path: [name], message })
    const inOrder = (opens: keyof typeof set & keyof Settings, due: keyof typeof set & keyof Settings, words: string) => {
      if (Number(set[opens]) > Number(set[due])) refuse(due, `${words}: hạn gửi không thể trước ngày mở kỳ (ngày ${set[opens]})`)
      else if (Number(set[due]) < set.dataDay - 1)
        refuse(due, `${words}: hạn gửi không thể trước khi kỳ số liệu kết thúc (ngày ${set.dataDay - 1})`)
    }
    inOrder('monthOpens', 'monthDay', 'Báo cáo tháng')
    if (!quarterWhole) inOrder('quarterOpens', 'quarterDay', 'Báo cáo quý')
    inOrder('yearOpens', 'yearDay', 'Báo cáo năm')
  })
}

export type ChangeAnswers = z.output<ReturnType<typeof changeForm>>

/** '2025-01': 'tháng 01/2025'. Eighteen of them: a change is seldom decided longer before. */
function monthsAfter(today: Date) {
  return Array.from({ length: 18 }, (_, n) => {
    const month = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1 + n, 1)).toISOString()
    return [month.slice(0, 7), `tháng ${month.slice(5, 7)}/${month.slice(0, 4)}`]
  })
}

/** What was filled in, as a change. */
export function changeFrom({ from, running, note: _, quarterWhole, ...set }: ChangeAnswers, on: Date): Change {
  return { ...set, quarterWhole: quarterWhole === '1', from: new Date(`${from}-01`), on, running: running === '1' }
}

/** What holds last, as one would type it. */
export function typedChange(changes: readonly Change[]) {
  const last = changes.at(-1) ?? defaults
  return Object.fromEntries(settingNames.map((name) => [name, name === 'quarterWhole' ? (last[name] ? '1' : '') : String(last[name])]))
}

/** Whether a change would change nothing: in no month from its first on, and nothing that is open. */
export function changesNothing(change: Change, changes: readonly Change[]) {
  const months = [change.from, ...changes.map(({ from }) => from).filter((from) => from > change.from)]
  return !change.running && months.every((month) => !differences(settingsFrom(month, changes), change).length)
}

/** Which settings a change has moved, from what to what. */
export function differences(before: Settings, after: Settings) {
  return settingNames
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ title: settingTitles[name], before: said(before[name]), after: said(after[name]) }))
}

const said = (value: number | boolean) => (typeof value === 'boolean' ? (value ? 'có' : 'không') : String(value))

export const setting = {
  ...{ on: 'Programme', by: ['planning'], edits: true, form: z.object(why), timeout: 60_000 },
  writes: { CalendarChange: 'programmeId', Obligation: 'programmeId' },
} as const satisfies Step & { on: 'Programme' }
