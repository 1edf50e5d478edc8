import { beforeAll, describe, expect, test } from 'vitest'
import { signedIn, signIn } from './browser.ts'
import { agencyOf, aPlan, aReport, dienBienDong, keoLom, neighbourUnit, planning, reportBody, stnmt, unrelatedUnit } from './make.ts'
import { aNeed, aSupport } from './nouns.ts'

/** Everything about one commune, or one unit, on one page: for those entitled, and of it what each may read. */

const other = 'xa-muong-pon'
beforeAll(async () => {
  await aPlan('agreed', { by: stnmt, commune: keoLom, term: { kind: 'year', year: 2025 } })
  await aReport('accepted', {
    by: keoLom,
    term: { kind: 'year', year: 2024 },
    body: { ...reportBody, values: { DC01: { value: '1.094' } } },
  })
  await aNeed('proposed', { what: 'Kéo nước về bản Huổi Hoa' })
  await aSupport('confirmed')
  await aSupport('disputed')
})

describe('the commune’s page', () => {
  test('units with their decision, plans in force, needs, supports by year and area, reports, figures by year', async () => {
    const commune = await signIn(keoLom)
    await commune.follow('Đơn vị giúp xã')
    await commune.open(commune.$('tbody th a').first().attr('href') ?? '')
    expect(commune.path).toBe(`/communes/${await agencyOf(keoLom)}`)
    for (const words of [
      ...['Sở Tài nguyên và Môi trường', 'QĐ-UBND ngày', 'Kế hoạch giúp đỡ xã Keo Lôm năm 2025', 'phiên bản 1 đang có hiệu lực'],
      ...['Kéo nước về bản Huổi Hoa', 'Đang chờ đơn vị trả lời', 'Báo cáo năm 2024', 'Tổng số hộ'],
    ])
      expect(commune.main, words).toContain(words)
    expect(commune.main).toMatch(/Kinh tế\s*2, 2\s*72\.000\.000\s*66\.000\.000/) // declared; received: the commune’s figure where disputed
  })

  test('a neighbour unit meets the commune, and nothing of what another unit plans or gave', async () => {
    const neighbour = await signedIn(await neighbourUnit())
    await neighbour.open(`/communes/${await agencyOf(keoLom)}`)
    expect(neighbour.status).toBe(200)
    expect(neighbour.main).toContain('Báo cáo năm 2024')
    for (const words of ['Kế hoạch giúp đỡ xã Keo Lôm', '72.000.000']) expect(neighbour.main).not.toContain(words)
  })

  test.each([
    ['unrelated unit', unrelatedUnit],
    ['another commune', async () => other],
    ['another district', async () => 'huyen-muong-cha'],
  ])('%s: not found', async (_, who) => {
    expect((await (await signedIn(await who())).open(`/communes/${await agencyOf(keoLom)}`)).status).toBe(404)
  })
})

test('the unit’s page: its communes, plans, supports, reports; a district reads of it what concerns its communes', async () => {
  const id = await agencyOf(stnmt)
  for (const reader of [stnmt, planning, dienBienDong]) {
    const browser = await signedIn(reader)
    await browser.open(`/units/${id}`)
    expect(browser.main, reader).toContain('Keo Lôm')
    expect(browser.main, reader).toMatch(/72\.000\.000/)
  }
  expect((await (await signedIn(other)).open(`/units/${id}`)).status).toBe(404)
  expect((await (await signedIn(stnmt)).open(`/units/${await agencyOf(keoLom)}`)).status).toBe(404)
  expect((await (await signedIn(stnmt)).open(`/communes/${id}`)).status).toBe(404)
})
