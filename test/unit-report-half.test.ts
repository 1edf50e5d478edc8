import { describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { daysOf, standing } from '../src/deadlines.ts'
import { explanation } from '../src/explanations/explanation.ts'
import { begin as start } from '../src/filings/take.ts'
import type { UnitReportContent } from '../src/unit-reports/form.ts'
import { unitReport } from '../src/unit-reports/unit-report.ts'
import { signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import { agencyOf, aPlan, aProvinceReport, keoLom, planBody, planning, province, see, signer, step, stnmt, who } from './make.ts'
import { aSupport } from './nouns.ts'

/** "Định kỳ báo cáo" (khoản 1 Điều 13): besides the year's, a unit may report on six months; nobody owes it, and it is added up with nothing. */

const halves = { first: '6 tháng đầu năm 2024', second: '6 tháng cuối năm 2024' }
const supportOf = (from: string, value: string) =>
  aSupport('declared', {
    body: {
      ...{ form: 'money', what: `Việc ngày ${from}`, clause: '4.2', from, result: '1 việc' },
      contributions: { c1: { kind: 'money', source: 'own', what: '', quantity: '', measure: '', value, sponsor: '' } },
    },
  })

async function begin(words: string) {
  const unit = await signedIn(stnmt)
  await unit.open('/unit-reports')
  await unit.follow('Lập báo cáo 6 tháng')
  const option = unit.$('#period option').filter((_, one) => unit.$(one).text() === words)
  await unit.press('Bắt đầu soạn', { period: option.attr('value') ?? '' })
  const id = unit.path.split('/')[2] ?? ''
  await unit.open(`/unit-reports/${id}/edit`) // begun before, it leads to its page
  return { unit, made: { id, kind: unitReport, path: `/unit-reports/${id}`, writer: stnmt } }
}

test('the data window of a half-year: 15/12 to 14/06, 15/06 to 14/12; what is given on a day counts in one of them', async () => {
  const window = (n: number) => {
    const { dataFrom, dataTo } = daysOf('unitReport', { kind: 'half', year: 2024, n }) ?? {}
    return [dataFrom, dataTo].map((day) => day?.toISOString().slice(0, 10))
  }
  expect([window(1), window(2)]).toEqual([
    ['2023-12-15', '2024-06-14'],
    ['2024-06-15', '2024-12-14'],
  ])
  for (const [
    from,
    value,
  ] of [['14/06/2024', '1.000'], ['15/06/2024', '20.000'], ['14/12/2024', '300.000'], ['15/12/2024', '4.000.000']] as const) // biome-ignore format: a table
    await supportOf(from, value)
  const money = async (words: string) => {
    const { unit } = await begin(words)
    return unit.$(`#sections-${await agencyOf(keoLom)}-economy-ownMoney`).val()
  }
  expect([await money(halves.first), await money(halves.second)]).toEqual(['1.000', '320.000'])
})

test('begun twice, it is one; it is never overdue, not on a desk nor a list, and nothing is extended or explained', async () => {
  const [{ made }, again] = [await begin(halves.first), await begin(halves.first)]
  expect(again.made.id).toBe(made.id)
  const { obligationId } = await prisma.filing.findUniqueOrThrow({ where: { id: made.id } })
  const owed = await prisma.obligation.findUniqueOrThrow({ where: { id: obligationId }, include: { filings: true } })
  expect(owed).toMatchObject({ optional: true, basis: 'khoản 1 Điều 13 Quy chế', assignmentId: null })
  expect(standing(owed, at('2025-03-01T08:00:00')).is).toBe('drafting')
  const unit = await signedIn(stnmt)
  await unit.open('/unit')
  expect(unit.main).not.toMatch(/quá hạn \d+ ngày Báo cáo kết quả giúp đỡ xã 6 tháng/)
  await unit.open('/explanations')
  expect(unit.main).not.toContain('6 tháng')
  for (const [username, desk] of [[planning, '/planning'], [province, '/province']] as const) // biome-ignore format: short
    expect((await (await signedIn(username)).open(desk)).main).not.toContain('giúp đỡ xã 6 tháng')
  await expect(start(await who(stnmt), explanation, obligationId)).rejects.toMatchObject({ status: 404 })
})

test('only halves that have come, only by a unit that helped then', async () => {
  const unit = await signedIn(stnmt)
  await unit.open('/unit-reports/half')
  const offered = unit.$('#period option').map((_, one) => unit.$(one).text()).get() // biome-ignore format: one line
  expect(offered).toEqual([halves.second, halves.first, '6 tháng cuối năm 2023', '6 tháng đầu năm 2023'])
  const coming = await prisma.period.findFirstOrThrow({ where: { kind: 'half', year: 2025, n: 1 } })
  await unit.press('Bắt đầu soạn', { period: coming.id })
  expect([unit.status, unit.main.includes('Chọn 6 tháng đã đến kỳ báo cáo')]).toEqual([422, true])
})

describe('its content', () => {
  test('says what the plans of the year and of the half-year planned; planning accepts it, or asks for changes', async () => {
    const plan = await aPlan('agreed', { by: stnmt, commune: keoLom, term: { kind: 'year', year: 2024, n: 1 }, body: planBody })
    const { made, unit } = await begin(halves.second)
    expect(unit.main).toContain('Kế hoạch năm 2024 và 6 tháng cuối năm 2024 đã thống nhất: 1 nhiệm vụ')
    const { context } = await see(stnmt, made)
    const items = (context as { communes: { items: { filingId: string }[] }[] }).communes.flatMap(({ items }) => items)
    expect(items.some(({ filingId }) => filingId === plan.id)).toBe(true)
    expect(unit.main).toContain('Phương hướng thời gian tới')
    expect(unit.main, 'reasons are a matter of the year').not.toContain('Không triển khai giúp đỡ tại xã này')
    await unit.press('Lưu, sang kiểm tra và gửi', { summary: 'Đã làm việc với xã', nextYear: 'Tiếp tục' })
    await unit.press('Gửi báo cáo đến 1 nơi nhận', signer)
    expect(unit.main).toContain('Gửi đúng hạn')
    await step(made, planning, 'request-changes', { data: { note: 'Ghi rõ số hộ' } })
    await step(made, stnmt, 'send', { data: signer })
    await step(made, planning, 'accept')
    expect((await prisma.filing.findUniqueOrThrow({ where: { id: made.id } })).status).toBe('accepted')
    const { content } = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: made.id, n: 2 } })
    expect((content as unknown as UnitReportContent).sections.length).toBe(3)
  })

  test('is never added up with the year: not in the province’s report, and the year’s is still owed', async () => {
    const tinh = await aProvinceReport('ready', { by: planning, term: { kind: 'year', year: 2024 } })
    const { compiled } = await prisma.draft.findUniqueOrThrow({ where: { filingId: tinh.id } })
    const { total, units } = compiled as { total: { ownMoney: string }; units: { agencyId: string; sentAt: string | null }[] }
    const own = await agencyOf(stnmt)
    expect(units.filter(({ agencyId }) => agencyId === own)).toMatchObject([{ sentAt: null, versionId: null }])
    expect(total.ownMoney).toBe('0')
    expect(await prisma.unitResult.count({ where: { ownMoney: { gt: 0 } } })).toBeGreaterThan(0)
  })

  test('without one thing done it is not sent, and says that it need not be', async () => {
    const { made } = await begin('6 tháng đầu năm 2023')
    await step(made, stnmt, 'save', { body: { summary: 'x', nextYear: 'y' } })
    await expect(step(made, stnmt, 'send', { data: signer })).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('Báo cáo 6 tháng không bắt buộc'),
    })
  })
})
