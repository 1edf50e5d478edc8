import { expect, test } from 'vitest'
import { asOf } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import {
  agencyOf,
  anExplainedReport,
  anExplanation,
  aProvinceReport,
  dienBienDong,
  keoLom,
  note,
  planning,
  province,
  step,
  stnmt,
} from './make.ts'
import { aPetition } from './nouns.ts'

/** What waits for UBND tỉnh: khoản 2 Điều 12, khoản 3 and 5 Điều 13; and whom it is asked to remind. */

const rows = async (address: string) => {
  const reader = await signedIn(province)
  await reader.open(address)
  return reader
    .$('tbody tr')
    .toArray()
    .map((row) => reader.$(row).text().replace(/\s+/g, ' '))
}

test('petitions, reasons and the provincial report stand on one page, overdue first, each with its age and its day', async () => {
  expect(await rows('/decisions')).toEqual([])
  expect((await signedIn(province)).main).toContain('Không có việc nào đang chờ UBND tỉnh')

  const late = await asOf(at('2024-11-20T09:00:00'), () =>
    aPetition('sent', { by: planning, to: province, subject: 'Bố trí vốn đường bản Huổi Hoa' }),
  )
  await aPetition('sent', { by: planning, to: province, subject: 'Định mức hỗ trợ giống' })
  await aPetition('sent', { by: dienBienDong, to: planning, subject: 'Chưa đến tỉnh' })
  const reasons = await anExplanation('accepted')
  const explained = await anExplainedReport({ by: stnmt }, keoLom)
  const { id: section } = await prisma.explainedSection.findFirstOrThrow({ where: { filingId: explained.id } })
  await step(explained, planning, 'note-section', { data: { section, ...note } })
  const report = await aProvinceReport('sent')

  const shown = await rows('/decisions')
  expect(shown).toHaveLength(5)
  expect(shown[0]).toMatch(/Bố trí vốn đường bản Huổi Hoa.*26.*05\/12\/2024.*quá hạn 11 ngày/)
  expect(shown[1]).toMatch(/Định mức hỗ trợ giống.*31\/12\/2024.*còn 15 ngày/)
  for (const words of shown.slice(2)) expect(words).toContain('không ấn định')
  const reader = await signedIn(province)
  for (const path of [late.path, reasons.path, explained.path, report.path])
    expect(reader.$(`main a[href="${path}"]`), path).toHaveLength(1)

  expect(await rows('/decisions?matter=explanation')).toHaveLength(1)
  expect(await rows('/decisions?q=huoi+hoa')).toHaveLength(1)
  expect((await rows('/decisions?sort=waited&order=asc')).at(-1)).toContain('Bố trí vốn')
  await step(report, province, 'accept')
  await step(reasons, province, 'decide', { data: { decision: 'agrees', text: 'Ghi nhận', documentNumber: '' } })
  expect(await rows('/decisions')).toHaveLength(3)
  expect((await (await signedIn(planning)).open('/decisions')).status).toBe(200)
  expect((await (await signedIn(stnmt)).open('/decisions')).status).toBe(404)
  expect((await reader.agent.get('/decisions?format=xlsx')).headers['content-type']).toContain('spreadsheetml')
})

test('agencies that are proposed for reminding stand below, by name', async () => {
  const reader = await signedIn(province)
  await reader.open('/decisions')
  expect(reader.main).toMatch(/\d+ cơ quan, đơn vị còn hồ sơ chưa gửi sau 5 ngày làm việc kể từ hạn/)
  const first = reader.$('main section li a').first()
  await reader.open(first.attr('href') ?? '')
  expect(reader.main).toContain(first.text())
})

test('agencies with nobody who could do what they owe are named to the planning department, and those without a leader where one approves', async () => {
  const officer = await signedIn(planning)
  await officer.open('/reminders/unreachable')
  expect(officer.main).toContain('Không có nơi nào')
  const agencyId = await agencyOf('xa-na-son')
  await prisma.user.updateMany({ where: { agencyId }, data: { disabledAt: new Date() } })
  await prisma.agency.update({ where: { id: await agencyOf(dienBienDong) }, data: { approval: true } })
  await officer.open('/reminders/unreachable')
  expect(officer.$('tbody tr')).toHaveLength(1)
  expect(officer.main).toContain('UBND xã Na Son')
  await prisma.user.updateMany({ where: { agencyId: await agencyOf(dienBienDong), position: 'leader' }, data: { disabledAt: new Date() } })
  await officer.open('/reminders/unreachable?problem=leader')
  expect(officer.$('tbody tr').text()).toContain('UBND huyện Điện Biên Đông')
  await officer.open('/reminders/unreachable?problem=account&q=na+son')
  await officer.follow('UBND xã Na Son')
  expect(officer.status).toBe(200)
  await officer.open('/reminders/unreachable?q=khong-co')
  expect(officer.main).toContain('Bỏ lọc để xem tất cả')
})
