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

describe('figures over time, and commune beside commune', () => {
  const commune = 'xa-phi-nhu'
  const sent = (term: object, values: object, by = commune) => aReport('sent', { by, term: term as never, body: { ...reportBody, values } })

  test('two years of months as lines, with the table behind them; every figure opens the report it comes from', async () => {
    for (const [year, n, size] of [[2023, 1, '700'], [2023, 2, '710'], [2024, 1, '720'], [2024, 2, '1.500']] as const) // biome-ignore format: one line
      await sent({ kind: 'month', year, n }, { KT11: { value: size } })
    const reader = await signedIn(dienBienDong)
    await reader.open(`/communes/${await agencyOf(commune)}/figures?code=KT11`)
    expect(reader.main).toContain('Đàn trâu: từ 700 con (tháng 1/2023) đến 1.500 con (tháng 2/2024).')
    expect(reader.$('.trend path.now').first().attr('d')).toBe('M4.17 52.00L12.50 0.00') // 720 and 1.500 of 1.500
    expect(reader.$('.trend path.before').attr('d')).toBe('M4.17 53.33L12.50 52.67')
    expect(reader.$('.trend-y').text()).toContain('1.500')
    const cell = reader.$('td[data-label="2024"] a').last()
    expect(cell.text()).toBe('1.500')
    expect((await reader.open(cell.attr('href') ?? '')).main).toContain('Báo cáo tháng 2/2024')
  })

  test('an indicator that nobody has reported, or that there is not, says so and is no error', async () => {
    const reader = await signedIn(commune)
    const path = `/communes/${await agencyOf(commune)}/figures`
    expect((await reader.open(`${path}?code=LD02`)).main).toContain('xã chưa báo cáo chỉ tiêu này')
    for (const query of ['?code=XX99', '?code=constructor', '?code[]=KT11&code[]=KT12']) {
      await reader.open(path + query)
      expect(reader.status, query).toBe(200)
    }
  })

  test('communes of the reader, the greatest first; a unit sees those it helps, a district its own', async () => {
    for (const [by, poor] of [['xa-phi-nhu', '120'], ['xa-chieng-so', '310'], ['xa-muong-pon', '500']] as const) // biome-ignore format: one line
      await sent({ kind: 'year', year: 2024, n: 1 }, { GN01: { value: poor }, DC01: { value: '1.000' } }, by)
    const district = await signedIn(dienBienDong)
    await district.open('/figures?code=GN01&year=2024')
    const rows = district.$('tbody th').map((_, one) => district.$(one).text().trim()).get() // biome-ignore format: one line
    expect(rows.slice(0, 2)).toEqual(['Xã Chiềng Sơ', 'Xã Phì Nhừ'])
    expect(district.main).not.toContain('Mường Pồn')
    await district.open('/figures?code=GN02&year=2024') // computed
    expect(district.main).toContain('Xã Chiềng SơHuyện Điện Biên Đông31')
    const everywhere = await signedIn(planning)
    await everywhere.open('/figures?code=GN01&year=2024')
    expect(everywhere.$('tbody th').first().text().trim()).toBe('Xã Mường Pồn')
    for (const query of ['?year=abc', '?year=1', '?district=x', '?code=GN01&year=2099']) {
      await everywhere.open(`/figures${query}`)
      expect(everywhere.status, query).toBe(200)
    }
    expect((await (await signedIn(commune)).open('/figures')).status).toBe(404)
  })
})
