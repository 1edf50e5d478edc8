import { expect, test } from 'vitest'
import { asOf, dayOf } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { agreed } from '../src/filings/filing.ts'
import { begin } from '../src/filings/take.ts'
import type { Kind as KindName } from '../src/generated/enums.ts'
import { remakeObligations } from '../src/obligations/remake.ts'
import { plan } from '../src/plans/plan.ts'
import { communeReport } from '../src/reports/report.ts'
import { signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import {
  agencyOf,
  dienBienDong,
  keoLom,
  neighbourUnit,
  note,
  personOf,
  planBody,
  planning,
  reportBody,
  see,
  signer,
  step,
  stnmt,
  who,
} from './make.ts'

/** Since 01/07/2025 there is no district level: what went to the district goes to the planning department, and the commune alone consents. */

const july = <T>(run: () => Promise<T>) => asOf(at('2025-07-18T09:00:00'), run)
const owed = async (kind: KindName, by: string, term: object, commune?: string) =>
  prisma.obligation.findFirst({
    where: {
      ...{ kind, agencyId: await agencyOf(by), period: term, withdrawnAt: null },
      ...(commune && { assignment: { communeId: await agencyOf(commune) } }),
    },
  })
async function sent(commune: string, obligation = '') {
  const { path } = await begin(await who(commune), communeReport, obligation)
  const made = { id: path.split('/')[2] ?? '', kind: communeReport }
  await step(made, commune, 'save', { body: reportBody })
  await step(made, commune, 'send', { data: signer })
  return made
}
const receiversOf = async (id: string) =>
  (await prisma.receipt.findMany({ where: { filingId: id, current: true }, include: { agency: true } }))
    .map(({ agencyId }) => agencyId)
    .sort()

test('khoản 4 Điều 11: a commune’s report goes to the planning department and its units; planning accepts, or asks for changes', async () => {
  await july(async () => {
    await remakeObligations()
    const duty = await owed('communeReport', keoLom, { kind: 'month', year: 2025, n: 7 })
    const made = await sent(keoLom, duty?.id)
    const units = [await agencyOf(stnmt), await agencyOf(await neighbourUnit())]
    const receivers = await receiversOf(made.id)
    expect(receivers).toEqual(expect.arrayContaining([await agencyOf(planning), ...units]))
    expect(receivers).not.toContain(await agencyOf(dienBienDong))

    const planner = await signedIn(planning)
    await planner.open('/planning')
    expect(planner.main).toContain('Báo cáo tháng 7/2025 của xã Keo Lôm')
    await planner.open(`/reports/${made.id}`)
    expect(planner.offers).toEqual(expect.arrayContaining(['Tiếp nhận', 'Đề nghị chỉnh sửa, bổ sung']))
    await step(made, planning, 'request-changes', { data: note })
    await step(made, keoLom, 'send', { data: signer })
    await step(made, planning, 'accept')
    expect((await see(planning, made)).status).toBe('accepted')
    await step(made, planning, 'undo-accept', { data: note })
    for (const stranger of [stnmt, dienBienDong]) await expect(step(made, stranger, 'accept')).rejects.toThrow()
  })
})

test('while the district level exists, its report is the district’s to answer: the planning department reads it and offers nothing', async () => {
  const duty = await owed('communeReport', keoLom, { kind: 'month', year: 2024, n: 12 })
  const made = await sent(keoLom, duty?.id)
  expect(await receiversOf(made.id)).not.toContain(await agencyOf(planning))
  const planner = await signedIn(planning)
  await planner.open(`/reports/${made.id}`)
  expect(planner.status).toBe(200)
  expect(planner.offers).not.toContain('Tiếp nhận')
  await expect(step(made, planning, 'accept')).rejects.toMatchObject({ status: 403 })
  await step(made, dienBienDong, 'accept')
})

test('khoản 2 Điều 8: a plan is sent to the commune alone, and its consent is enough', async () => {
  await july(async () => {
    const duty = await owed('plan', stnmt, { kind: 'year', year: 2025 }, keoLom)
    const { path } = await begin(await who(stnmt), plan, duty?.id ?? '')
    const made = { id: path.split('/')[2] ?? '', kind: plan }
    await step(made, stnmt, 'save', { body: planBody })
    await step(made, stnmt, 'send', { data: signer })
    expect(await receiversOf(made.id)).toEqual([await agencyOf(keoLom)])
    await step(made, keoLom, 'consent')
    const [version] = (await see(stnmt, made)).versions
    expect(version && agreed(version, new Date('2025-07-18'))).toBe(true)
    await expect(step(made, dienBienDong, 'consent')).rejects.toThrow()
  })
})

test('khoản 2 Điều 13: no district owes a report on 2025; units and the planning department do', async () => {
  await asOf(at('2025-12-05T09:00:00'), async () => {
    await remakeObligations()
    const year = { period: { kind: 'year', year: 2025, n: 1 }, withdrawnAt: null } as const
    expect(await prisma.obligation.count({ where: { kind: 'districtReport', ...year } })).toBe(0)
    expect(await prisma.obligation.count({ where: { kind: 'unitReport', ...year } })).toBeGreaterThan(50)
    const province = await prisma.obligation.findFirst({ where: { kind: 'provinceReport', ...year } })
    expect(province && dayOf(province.namedDay)).toEqual(new Date('2026-01-10'))
  })
})

test('a planning department that helps a commune receives its reports as a unit, and does not answer in the district’s place', async () => {
  const helped = await prisma.assignment.findFirstOrThrow({ where: { unitId: await agencyOf(planning), to: null } })
  const commune = await personOf(helped.communeId)
  const duty = await owed('communeReport', commune, { kind: 'month', year: 2024, n: 12 })
  const made = await sent(commune, duty?.id)
  expect(await receiversOf(made.id)).toContain(await agencyOf(planning))
  const planner = await signedIn(planning)
  await planner.open(`/reports/${made.id}`)
  expect(planner.offers).not.toContain('Tiếp nhận')
  await planner.open('/planning')
  expect(planner.main).not.toContain('Báo cáo tháng 12/2024')
  await expect(step(made, planning, 'accept')).rejects.toMatchObject({ status: 403 })
})
