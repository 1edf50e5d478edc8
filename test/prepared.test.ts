import { expect, test } from 'vitest'
import { setClock } from '../src/clock.ts'
import { provinceReport } from '../src/consolidations/consolidation.ts'
import { prepareProvinceReports } from '../src/consolidations/prepare.ts'
import { prisma } from '../src/db.ts'
import { begin } from '../src/filings/take.ts'
import { hourly } from '../src/hourly.ts'
import { remakeObligations } from '../src/obligations/remake.ts'
import { signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import { aUnitReport, planning, stnmt, who } from './make.ts'

/** Khoản 3 Điều 13: the draft of the provincial report is there when December begins, at nobody's press. */

const drafts = (year: number) =>
  prisma.filing.findMany({ where: { kind: 'provinceReport', period: { year } }, include: { draft: true, agency: true } })
const eventsOf = async (year: number) => {
  const about = (await drafts(year)).map(({ id }) => id)
  return prisma.event.findMany({ where: { action: 'provinceReport.prepare', subjects: { some: { id: { in: about } } } } })
}
const isWorking = (content: unknown) => content as { at: string; total: { ownMoney: string }; units: { versionId: string | null }[] }

test('khoản 3 Điều 13: on 30/11 there is none; the first look of 01/12 makes it, from what was sent until then', async () => {
  await setClock(at('2024-11-30T21:00:00'))
  await remakeObligations()
  await hourly()
  expect(await drafts(2024)).toEqual([])

  await setClock(at('2024-12-01T00:00:00'))
  await hourly()
  const [made, ...more] = await drafts(2024)
  expect(more).toEqual([])
  expect(made).toMatchObject({ status: 'draft', agency: { name: 'Sở Kế hoạch và Đầu tư' }, draft: { savedById: null, heldById: null } })
  const { at: compiledAt, units } = isWorking(made?.draft?.compiled)
  expect(compiledAt.slice(0, 16)).toBe('2024-11-30T17:00')
  expect(units.length).toBeGreaterThan(20)
  expect(units.every(({ versionId }) => versionId === null)).toBe(true)
  expect(await eventsOf(2024)).toMatchObject([{ actor: 'Cổng', agency: 'Cổng phối hợp' }])
})

test('planning finds it on its desk, with its figures, goes on with it and is told what has come since', async () => {
  const officer = await signedIn(planning)
  const duty = officer.$('.duty').filter((_, one) => officer.$(one).text().includes('Báo cáo tổng kết của tỉnh năm 2024'))
  expect(duty.text()).toContain('Làm tiếp')
  expect(duty.text()).not.toContain('Bắt đầu')
  await officer.open(`${duty.find('a').first().attr('href')}`)
  await officer.open(`${officer.path.replace(/\/edit$/, '')}/edit`)
  expect(officer.status).toBe(200)
  expect(officer.main).toContain('Lưu gần nhất: Cổng, 00:00, 01/12/2024')
  expect(officer.main).not.toContain('Có thay đổi sau khi tổng hợp')

  await setClock(at('2024-12-10T09:00:00'))
  await aUnitReport('sent', { by: stnmt, term: { kind: 'year', year: 2024 } })
  await officer.open(officer.path)
  expect(officer.main).toContain('Có thay đổi sau khi tổng hợp')
  expect(officer.main).toContain('Sở Tài nguyên và Môi trường: gửi báo cáo của đơn vị')
  await officer.press('Tổng hợp lại số liệu')
  expect(officer.main).toContain('Đã tổng hợp lại số liệu')
  expect(officer.main).not.toContain('Lưu gần nhất: Cổng')
  expect(officer.$('main a[href*="/figures?of="]').length).toBeGreaterThan(0)
  await officer.open(`${officer.path.split('/').slice(0, 3).join('/')}/history`)
  expect(officer.main).toContain('tự lập bản soạn, tổng hợp số liệu')
})

test('a later look makes no other, and leaves what was written', async () => {
  const [before] = await drafts(2024)
  await hourly()
  expect(await drafts(2024)).toEqual([before])
  expect(await eventsOf(2024)).toHaveLength(1)
})

test('moved by the rehearsal to December of the next year, it is there too', async () => {
  const administrator = await signedIn(planning)
  await administrator.open('/rehearsal')
  await administrator.press('Đổi ngày', { date: '01/12/2025', time: '08:00' })
  expect(await drafts(2025)).toHaveLength(1)
  await setClock(at('2024-12-16T08:00:00'))
})

test('several instances at once, and an officer who presses at the same moment, make one', async () => {
  await setClock(at('2026-03-02T08:00:00')) // nobody was there in December
  await remakeObligations()
  await prisma.$executeRaw`delete from draft where filing_id in (select f.id from filing f join period p on p.id = f.period_id where f.kind = 'provinceReport' and p.year = 2025)`
  await prisma.$executeRaw`delete from filing where kind = 'provinceReport' and period_id in (select id from period where year = 2025)`
  const { id } = await prisma.obligation.findFirstOrThrow({ where: { kind: 'provinceReport', period: { year: 2025 }, withdrawnAt: null } })
  const officer = await who(planning)
  await Promise.all([...[1, 2, 3].map(() => prepareProvinceReports()), ...[1, 2].map(() => begin(officer, provinceReport, id))])
  const [made, ...more] = await drafts(2025)
  expect(more).toEqual([])
  expect(isWorking(made?.draft?.compiled).units.length).toBeGreaterThan(20)
  expect((await eventsOf(2025)).length).toBeLessThanOrEqual(1)
})
