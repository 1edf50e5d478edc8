import { describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { type DaysOff, daysOff, workingDaysAfter, workingDaysBefore } from '../src/holidays/working-days.ts'
import { signedIn } from './browser.ts'
import { keoLom, planning, province, stnmt } from './make.ts'
import { aHoliday } from './nouns.ts'

/** Working days: neither Saturday nor Sunday nor a day off. They say when to remind; a deadline (Điều 13) knows nothing of them. */

const on = (day: string) => new Date(`${day}T00:00:00Z`)
const iso = (day: Date) => day.toISOString().slice(0, 10)

// biome-ignore format: a table
const before: [day: string, n: number, is: string, why: string][] = [
  ['2024-12-30', 0, '2024-12-30', 'the last day of khoản 1 Điều 13 is a Monday'],
  ['2024-12-30', 1, '2024-12-27', 'over a weekend'],
  ['2024-12-30', 3, '2024-12-25', ''],
  ['2024-12-30', 7, '2024-12-19', ''],
  ['2024-12-30', 14, '2024-12-10', ''],
  ['2024-12-29', 0, '2024-12-27', 'a last day on a Sunday: the Friday'],
  ['2024-12-29', 1, '2024-12-27', '… and the first working day before it is that Friday too'],
  ['2025-01-09', 0, '2025-01-09', 'the last day of khoản 3 Điều 13'],
  ['2025-01-09', 7, '2024-12-30', 'over a year’s end with 01/01 off'],
  ['2025-01-02', 1, '2024-12-31', ''],
  ['2023-01-03', 1, '2022-12-30', 'a day off in lieu of a Sunday'],
  ['2024-02-15', 1, '2024-02-07', 'over Tết'],
  ['2024-02-10', 0, '2024-02-07', 'a last day within Tết'],
  ['2025-02-03', 3, '2025-01-22', 'Tết between two weekends'],
  ['2024-03-01', 1, '2024-02-29', 'a leap day'],
  ['2024-03-01', 2, '2024-02-28', ''],
  ['2023-03-01', 1, '2023-02-28', 'and a year without'],
  ['2024-05-02', 1, '2024-04-26', '30/4 and 01/5 with the day exchanged'],
  ['2024-05-06', 1, '2024-05-04', 'the Saturday that was worked for it'],
  ['2025-04-28', 1, '2025-04-26', 'and the year after'],
  ['2024-04-19', 1, '2024-04-17', 'Giỗ Tổ Hùng Vương'],
  ['2022-09-05', 1, '2022-08-31', 'Quốc khánh'],
]

test.each(before)('%s, %i working days before: %s %s', async (day, n, is) => {
  expect(iso(workingDaysBefore(on(day), n, await daysOff(prisma)))).toBe(is)
})

test.each([
  ['2024-12-30', 1, '2024-12-31'],
  ['2024-12-31', 1, '2025-01-02'],
  ['2024-02-07', 1, '2024-02-15'],
  ['2024-12-20', 5, '2024-12-27'],
])('%s, %i working days after: %s', async (day, n, is) => {
  expect(iso(workingDaysAfter(on(day), n, await daysOff(prisma)))).toBe(is)
})

test('a day worked in exchange counts also within a span of days off; two spans over one day are one day off', () => {
  const span = (from: string, to: string, worked = false): DaysOff => ({ from: on(from), to: on(to), worked })
  const off = [span('2024-06-03', '2024-06-07'), span('2024-06-05', '2024-06-10'), span('2024-06-08', '2024-06-08', true)]
  expect(iso(workingDaysBefore(on('2024-06-11'), 1, off))).toBe('2024-06-08')
  expect(iso(workingDaysBefore(on('2024-06-11'), 2, off))).toBe('2024-05-31')
})

describe('the table is kept by the planning department', () => {
  test('it adds, corrects and removes days, each with its reason in the log; everybody reads them', async () => {
    const officer = await signedIn(planning)
    await officer.open('/holidays/new')
    const typed = { name: 'Ngày nghỉ thử', kind: 'off', day: '05/02/2027', until: '04/02/2027', basis: 'Thông báo' }
    await officer.press('Thêm ngày nghỉ', typed)
    expect([officer.status, officer.main.includes('Ngày cuối không trước ngày đầu')]).toEqual([422, true])
    expect(officer.$('[name="name"]').val()).toBe('Ngày nghỉ thử')
    await officer.press('Thêm ngày nghỉ', { until: '30/03/2027' })
    expect(officer.main).toContain('Một đợt nghỉ không quá 31 ngày')
    await officer.press('Thêm ngày nghỉ', { kind: 'worked', until: '' })
    expect(officer.main).toContain('Ngày làm bù là thứ Bảy hoặc Chủ nhật')
    await officer.press('Thêm ngày nghỉ', { kind: 'off', until: '11/02/2027' })
    expect(officer.main).toContain('Từ ngày 05/02/2027 đến hết ngày 11/02/2027')
    const { path } = officer
    expect(iso(workingDaysBefore(on('2027-02-12'), 1, await daysOff(prisma)))).toBe('2027-02-04')

    await officer.follow('Sửa')
    await officer.press('Sửa', { until: '10/02/2027', note: 'Thông báo điều chỉnh' })
    expect(iso(workingDaysBefore(on('2027-02-12'), 1, await daysOff(prisma)))).toBe('2027-02-11')
    await officer.follow('Bỏ ngày nghỉ')
    await officer.press('Bỏ ngày nghỉ', { note: 'Ghi nhầm năm' })
    expect(iso(workingDaysBefore(on('2027-02-11'), 1, await daysOff(prisma)))).toBe('2027-02-10')
    expect(officer.main).toContain('Thông báo điều chỉnh')
    expect(officer.main).toContain('Ghi nhầm năm')
    await officer.follow('Khôi phục')
    await officer.press('Khôi phục', { note: 'Đúng ngày' })
    expect(iso(workingDaysBefore(on('2027-02-11'), 1, await daysOff(prisma)))).toBe('2027-02-04')

    for (const username of [stnmt, keoLom, province]) {
      const reader = await signedIn(username)
      expect((await reader.open(path)).status).toBe(200)
      expect(reader.offers).toEqual([])
    }
  })

  test('the days of a year are listed, narrowed and given as a file; a year without any says so', async () => {
    const reader = await signedIn(keoLom)
    await reader.open('/holidays?year=2024')
    expect(reader.main).toContain('Tết Nguyên đán Giáp Thìn')
    expect(reader.main).not.toContain('Ất Tỵ')
    await reader.open('/holidays?year=2024&kind=worked')
    expect(reader.$('tbody tr')).toHaveLength(1)
    await reader.open('/holidays?year=2031')
    expect(reader.main).toContain('chỉ trừ thứ Bảy, Chủ nhật')
    expect((await reader.agent.get('/holidays?year=2024&format=xlsx')).headers['content-type']).toContain('spreadsheetml')
  })
})

test('a day off moves no deadline: what is owed keeps its days', async () => {
  const days = () => prisma.obligation.findMany({ orderBy: { id: 'asc' }, select: { id: true, namedDay: true, dueAt: true } })
  const owed = await days()
  await aHoliday('kept', { name: 'Nghỉ thử', day: '20/12/2024', until: '31/12/2024' })
  expect(await days()).toEqual(owed)
})
