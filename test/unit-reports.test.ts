import { expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { pool } from '../src/pool.ts'
import type { UnitReportContent } from '../src/unit-reports/form.ts'
import { signedIn } from './browser.ts'
import { agencyOf, aPlan, aUnitReport, keoLom, planBody, planning, see, signer, step, stnmt } from './make.ts'
import { aSupport, step as nounStep } from './nouns.ts'

/** Khoản 1 Điều 13: a unit's annual report is drawn from what was recorded through the year; the unit writes the words. */

const phiNhu = 'xa-phi-nhu'
const body = {
  ...{ form: 'goods', what: 'Cấp cây giống mắc ca', clause: '4.2', from: '10/11/2024', result: '1.200 cây' },
  beneficiaries: { b1: { group: 'poorHouseholds', count: '40' }, b2: { group: 'people', count: '150' } },
}
const gives = (kind: string, source: string, value: string, more: object = {}) => ({
  ...{
    kind,
    source,
    value,
    what: kind === 'goods' ? 'cây giống' : '',
    quantity: '',
    measure: '',
    sponsor: source === 'sponsor' ? 'Quỹ A' : '',
  },
  ...more,
})

test('figures, forms and what was done stand in the report by themselves, commune by commune and area by area, to the đồng', async () => {
  const contributions = {
    c1: gives('money', 'own', '12.345.678'),
    c2: gives('goods', 'own', '36.000.001'),
    c3: gives('money', 'sponsor', '5.000.000'),
    c4: gives('goods', 'sponsor', '999.999'),
    c5: gives('money', 'programme', '700.000.000'),
    c6: gives('labour', 'own', '', { quantity: '25' }),
  }
  await aSupport('confirmed', { body: { ...body, contributions } })
  await aSupport('declared', { body: { ...body, what: 'Tập huấn kỹ thuật', form: 'training', result: '2 lớp', beneficiaries: {} } })
  await aSupport('cancelled', { body: { ...body, contributions: { c1: gives('money', 'own', '111') } } })
  await aSupport('confirmed', {
    commune: phiNhu,
    body: { ...body, clause: '5.1', what: 'Tặng sách', result: '45 suất', contributions: { c1: gives('money', 'own', '7.000') } },
  })
  const report = await aUnitReport('draft', { by: stnmt })
  const unit = await signedIn(stnmt)
  await unit.open(`${report.path}/edit`)
  const [here, there] = await Promise.all([keoLom, phiNhu].map(agencyOf))
  const value = (commune: string | undefined, area: string, name: string) => unit.$(`#sections-${commune}-${area}-${name}`).val()
  expect({
    own: value(here, 'economy', 'ownMoney'),
    sponsor: value(here, 'economy', 'sponsorMoney'),
    goods: value(here, 'economy', 'goodsValue'),
    programme: value(here, 'economy', 'programmeMoney'),
    days: value(here, 'economy', 'labourDays'),
    households: value(here, 'economy', 'households'), // people are no households
    done: value(here, 'economy', 'done'),
  }).toEqual({
    ...{ own: '12.345.678', sponsor: '5.000.000', goods: '37.000.000', programme: '700.000.000', days: '25', households: '40' },
    done: '- Cấp cây giống mắc ca: 1.200 cây\n- Tập huấn kỹ thuật: 2 lớp',
  })
  expect([value(there, 'society', 'ownMoney'), value(there, 'economy', 'ownMoney')]).toEqual(['7.000', ''])
  const checked = unit.$(`[name="sections[${here}][economy][forms]"]:checked`).map((_, box) => unit.$(box).val()).get() // biome-ignore format: one line
  expect(checked.sort()).toEqual(['goods', 'training'])
  expect(unit.main).toContain(
    '2 hoạt động đã ghi: 54.345.678 đồng của đơn vị và vận động; 700.000.000 đồng vốn chương trình; 25 ngày công. Xã xác nhận 1 hoạt động',
  )

  await unit.press('Lưu, sang kiểm tra và gửi', { summary: 'Đã làm việc với xã', nextYear: 'Tiếp tục' })
  await unit.press('Gửi báo cáo đến 1 nơi nhận', signer)
  const own = { filingId: report.id }
  const [{ sum }] = (
    await pool.query('select sum(own_money + sponsor_money + goods_value)::text as sum from unit_result where filing_id = $1', [report.id])
  ).rows
  const [recorded] = (
    await pool.query(
      `select sum(c.value)::text as sum from support_contribution c join support s on s.id = c.support_id
       where s.unit_id = $1 and s.year = 2024 and s.status <> 'cancelled' and c.source <> 'programme'`,
      [await agencyOf(stnmt)],
    )
  ).rows
  expect([sum, recorded.sum]).toEqual(['54352678', '54352678'])
  expect(await prisma.unitResult.count({ where: { ...own, programmeMoney: 700_000_000n } })).toBe(1)
})

test('what is recorded later comes in by a press: figures are replaced, words stay; what was sent stays as it was', async () => {
  const username = await another()
  const assignment = await prisma.assignment.findFirstOrThrow({ where: { unit: { users: { some: { username } } }, to: null } })
  const { username: commune } = await prisma.user.findFirstOrThrow({ where: { agencyId: assignment.communeId } })
  const report = await aUnitReport('draft', { by: username })
  const unit = await signedIn(username)
  await unit.open(`${report.path}/edit`)
  const at = (name: string) => `sections[${assignment.communeId}][economy][${name}]`
  await unit.press('Lưu', { [at('done')]: 'Lời của đơn vị', [at('ownMoney')]: '1', summary: 'Chỉ đạo', nextYear: 'Tiếp tục' })
  const support = await aSupport('declared', {
    by: username,
    commune,
    body: { ...body, contributions: { c1: gives('money', 'own', '8.000.000') } },
  })
  await unit.open(`${report.path}/edit`)
  await unit.press('Lấy lại số liệu đã ghi')
  expect(unit.main).toContain('Đã lấy lại số liệu từ hoạt động đã ghi; phần lời văn được giữ nguyên.')
  expect(unit.$(`[name="${at('done')}"]`).val()).toBe('Lời của đơn vị')
  expect(unit.$(`[name="${at('ownMoney')}"]`).val()).toBe('8.000.000')
  await step(report, username, 'send', { data: signer })
  const frozen = async () => prisma.filingVersion.findFirstOrThrow({ where: { filingId: report.id } })
  const before = await frozen()
  const { economy } = ((before.content as unknown as UnitReportContent).sections.find(
    ({ communeId }) => communeId === assignment.communeId,
  ) ?? {}) as {
    economy: { recorded: { declared: { own: string }; received: { own: string; supports: number } } }
  }
  expect(economy.recorded).toMatchObject({ declared: { own: '8000000' }, received: { own: '0', supports: 0 } })
  await nounStep(support, commune, 'confirm')
  expect((await frozen()).content).toEqual(before.content)
  const reader = await signedIn(planning)
  await reader.open(report.path)
  expect(reader.main).toContain('1 hoạt động đã ghi khi gửi: 8.000.000 đồng của đơn vị và vận động. Xã xác nhận 0 hoạt động')
})

test('for whom and how much: beneficiaries by group, results and quantities are seen while writing, and frozen at sending', async () => {
  const username = await another(1)
  const { communeId } = await prisma.assignment.findFirstOrThrow({ where: { unit: { users: { some: { username } } }, to: null } })
  const { username: commune } = await prisma.user.findFirstOrThrow({ where: { agencyId: communeId } })
  const contributions = { c1: gives('goods', 'own', '36.000.000', { quantity: '1.200,5', measure: 'kg' }) }
  await aSupport('declared', { by: username, commune, body: { ...body, contributions } })
  const more = { b1: { group: 'poorHouseholds', count: '2' }, b2: { group: 'pupils', count: '31' } }
  await aSupport('declared', { by: username, commune, body: { ...body, what: 'Tập huấn', result: '2 lớp', beneficiaries: more } })
  const report = await aUnitReport('ready', { by: username })
  const unit = await signedIn(username)
  const groups = 'Đối tượng hưởng lợi đã ghi: Hộ nghèo: 42; Lượt người: 150; Học sinh: 31.'
  const told = ['Cấp cây giống mắc ca: 1.200 cây (cây giống: 1.200,5 kg)', 'Tập huấn: 2 lớp']
  await unit.open(`${report.path}/edit`)
  for (const words of [groups, ...told]) expect(unit.main).toContain(words)
  await step(report, username, 'send', { data: signer })
  const { content } = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: report.id } })
  const section = (content as unknown as UnitReportContent).sections.find((one) => one.communeId === communeId)
  expect(section?.economy.recorded).toMatchObject({ groups: { poorHouseholds: 42, people: 150, pupils: 31 }, told })
  const reader = await signedIn(planning)
  await reader.open(report.path)
  for (const words of [groups, ...told]) expect(reader.main).toContain(words)
})

test('each item of the agreed plan is told: done and received, recorded, or nothing recorded', async () => {
  const plan = await aPlan('agreed', { by: stnmt, commune: 'xa-chieng-so', term: { kind: 'year', year: 2024, n: 1 }, body: planBody })
  const items = await prisma.planItem.findMany({ where: { filingId: plan.id }, orderBy: { position: 'asc' } })
  expect(items.length).toBeGreaterThan(0)
  const report = await prisma.filing.findFirst({
    where: { kind: 'unitReport', agency: { users: { some: { username: stnmt } } }, period: { year: 2024 } },
  })
  const fate = async () => {
    const { context } = await see(stnmt, { id: report?.id ?? '' })
    const commune = (context as { communes: { id: string; items: { key: string; is: string; filingId: string }[] }[] }).communes.find(
      ({ items: all }) => all.some(({ filingId }) => filingId === plan.id),
    )
    return commune?.items.find(({ key }) => key === items[0]?.key)?.is
  }
  expect(await fate()).toBe('open')
  const support = await aSupport('declared', { commune: 'xa-chieng-so', body: { ...body, item: `${plan.id}.${items[0]?.key}` } })
  expect(await fate()).toBe('declared')
  await nounStep(support, 'xa-chieng-so', 'confirm')
  expect(await fate()).toBe('received')
})

async function another(skip = 0) {
  const unit = await prisma.agency.findFirstOrThrow({
    where: { helps: { some: { to: null } }, roles: { none: {} }, users: { none: { username: stnmt } } },
    include: { users: true },
    orderBy: { name: 'asc' },
    skip,
  })
  return unit.users.find(({ username }) => !username.includes('.'))?.username ?? ''
}
