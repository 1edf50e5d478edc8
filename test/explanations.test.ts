import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { standing } from '../src/deadlines.ts'
import { signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import {
  agencyOf,
  anExplanation,
  dienBienDong,
  keoLom,
  type Made,
  neighbourUnit,
  note,
  planning,
  province,
  signer,
  step,
  stnmt,
} from './make.ts'

/** Khoản 2 Điều 12: who carried nothing out says why; the planning department notes it with an opinion, UBND tỉnh decides. */

const decision = (code: 'agrees' | 'refuses') => ({ data: { decision: code, text: 'Đồng ý ghi nhận', documentNumber: '' } })
const outcome = async ({ obligation }: Made, moment = '2025-02-01T08:00:00') => {
  const owed = await prisma.obligation.findUniqueOrThrow({ where: { id: obligation }, include: { filings: true } })
  return standing(owed, at(moment)).is
}

test('the unit explains, planning notes it with an opinion, the province finds it on its desk and decides; all of them read it', async () => {
  const made = await anExplanation('sent', { by: stnmt, term: { kind: 'year', year: 2024 } })
  const officer = await signedIn(planning)
  await officer.open(made.path)
  await officer.follow('Ghi nhận lý do')
  await officer.press('Ghi nhận lý do')
  expect([officer.status, officer.main.includes('Nêu ý kiến về lý do của đơn vị')]).toEqual([422, true])
  await officer.press('Ghi nhận lý do', { note: 'Đơn vị sáp nhập giữa năm, lý do có căn cứ' })
  expect(officer.main).toContain('Đã ghi nhận, chờ UBND tỉnh quyết định')
  expect(await outcome(made)).toBe('explained')

  const leader = await signedIn(province)
  await leader.open('/province')
  await leader.follow('Sở Tài nguyên và Môi trường')
  expect(leader.main).toContain('Đơn vị sáp nhập giữa năm, lý do có căn cứ')
  await leader.follow('Quyết định về lý do')
  await leader.press('Quyết định về lý do', { text: 'Không đủ căn cứ' })
  expect([leader.status, leader.main.includes('Chọn quyết định')]).toEqual([422, true])
  expect(leader.$('[name="text"]').val()).toBe('Không đủ căn cứ')
  await leader.press('Quyết định về lý do', { decision: 'agrees', text: 'Đồng ý, năm sau làm bù', documentNumber: '15/UBND-TH' })
  expect(leader.main).toMatch(/UBND tỉnh.* đồng ý với lý do/)
  expect((await leader.open('/province')).main).not.toContain('chờ UBND tỉnh quyết định')

  const unit = await signedIn(stnmt)
  await unit.open(made.path)
  expect(unit.main).toContain('Đồng ý, năm sau làm bù')
  expect(unit.main).toContain('Văn bản số 15/UBND-TH')
  expect(await outcome(made)).toBe('explained')
})

test('reasons that are not agreed with stand in the place of nothing: reported, explained, nothing are three; the latest decision counts', async () => {
  const made = await anExplanation('accepted', { by: await neighbourUnit(), term: { kind: 'year', year: 2023 } })
  await step(made, province, 'decide', decision('refuses'))
  expect([await outcome(made), await outcome(made, '2023-12-20T08:00:00')]).toEqual(['overdue', 'open'])
  const unit = await signedIn(made.writer)
  await unit.open(made.path)
  expect(unit.main).toMatch(/UBND tỉnh.* không đồng ý với lý do/)
  expect(unit.main).toContain('trở lại như chưa có báo cáo lý do')
  expect((await unit.open('/unit')).main).toContain('Báo cáo kết quả giúp đỡ xã năm 2023')
  await step(made, province, 'decide', decision('agrees'))
  expect(await outcome(made)).toBe('explained')
  const rows = await prisma.explanationDecision.findMany({ where: { filingId: made.id }, orderBy: { id: 'asc' } })
  expect(rows.map(({ agrees }) => agrees)).toEqual([false, true])
  await unit.open(made.path)
  expect(unit.main).toContain('Trước đó')
})

describe('nobody else decides, and nobody before it was noted', () => {
  let sent: Made
  beforeAll(async () => {
    sent = await anExplanation('sent')
  })
  test.each([stnmt, keoLom, dienBienDong, planning])('%s', async (username) => {
    await expect(step(sent, username, 'decide', decision('agrees'))).rejects.toMatchObject({ status: expect.toBeOneOf([403, 404]) })
  })
  test('UBND tỉnh, before the planning department has noted it', async () => {
    await expect(step(sent, province, 'decide', decision('agrees'))).rejects.toMatchObject({ status: 409 })
  })
})

test('noted twice, with a recall of the note between, it comes to the province once', async () => {
  const made = await anExplanation('accepted')
  await step(made, planning, 'undo-accept', { data: note })
  await step(made, planning, 'accept', { data: note })
  const receipts = await prisma.receipt.findMany({ where: { filingId: made.id, agencyId: await agencyOf(province) } })
  expect(receipts).toHaveLength(1)
  await step(made, planning, 'request-changes', { data: note })
  await step(made, made.writer, 'send', { data: signer })
  await step(made, planning, 'accept', { data: note })
  expect(await prisma.receipt.count({ where: { filingId: made.id, agencyId: await agencyOf(province), current: true } })).toBe(1)
})
