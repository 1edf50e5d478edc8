import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { deedWords, longDeedWords } from '../src/log/deeds.ts'
import { actions } from '../src/policy.ts'
import { pool } from '../src/pool.ts'
import { type Browser, signedIn } from './browser.ts'
import { agencyOf, aPlan, aReport, dienBienDong, keoLom, type Made, planning, province, step, stnmt, who } from './make.ts'

/** Who did what, and who opened what: two logs, the second apart from the first. */

let plan: Made
let report: Made
let office: Browser
beforeAll(async () => {
  plan = await aPlan('agreed', { by: stnmt, commune: keoLom })
  report = await aReport('sent', { by: keoLom, term: { kind: 'year', year: 2024, n: 1 } })
  await step(report, dienBienDong, 'request-changes', { data: { note: 'Ghi rõ số hộ' } })
  office = await signedIn(planning)
})

const rows = ({ $ }: Browser) =>
  $('main table tbody tr')
    .map((_, row) => $(row).text().replace(/\s+/g, ' ').trim())
    .get()

test('every action has Vietnamese words', () => {
  for (const action of [...Object.keys(actions), 'account.create-administrator']) {
    expect(deedWords(action), action).not.toContain('.')
    expect(longDeedWords(action), action).toMatch(/^[\p{L}\d ,:()-]+$/u)
  }
})

describe('the log of what was done', () => {
  test('newest first: when, who, of which agency, what, about what, why; each leads to its subject', async () => {
    await office.open('/log')
    const [newest = ''] = rows(office)
    expect(newest).toMatch(/^\d\d:\d\d, 16\/12\/2024 .* đề nghị chỉnh sửa, bổ sung Báo cáo năm 2024, UBND xã Keo Lôm Ghi rõ số hộ$/)
    expect(newest).toContain((await who(dienBienDong)).name)
    await office.follow('Báo cáo năm 2024, UBND xã Keo Lôm')
    expect(office.path).toBe(report.path)
  })

  test('narrowed by action, agency, person without tone marks, day, subject; together', async () => {
    const { name, agencyId } = await who(stnmt)
    const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd')
    const cases: [string, object][] = [
      ['action=plan.send', { action: 'plan.send' }],
      [`agency=${agencyId}`, { agencyId }],
      [`q=${encodeURIComponent(plain)}`, { actor: name }],
      [`subject=${plan.id}`, { subjects: { some: { id: plan.id } } }],
      ['from=16/12/2024&to=16/12/2024', { at: { gte: new Date('2024-12-15T17:00:00Z'), lt: new Date('2024-12-16T17:00:00Z') } }],
      ['from=2024-12-16&to=2024-12-16', { at: { gte: new Date('2024-12-15T17:00:00Z'), lt: new Date('2024-12-16T17:00:00Z') } }],
      [`action=plan.send&agency=${agencyId}&subject=${plan.id}`, { action: 'plan.send', agencyId, subjects: { some: { id: plan.id } } }],
    ]
    for (const [query, where] of cases) {
      const total = await prisma.event.count({ where })
      expect(total, query).toBeGreaterThan(0)
      await office.open(`/log?${query}`)
      expect(office.$('main caption').text(), query).toContain(`${total} dòng`)
    }
    await office.open('/log?to=2020-01-01')
    expect(office.main).toContain('Không có việc nào phù hợp')
    await office.open('/log?from=nonsense&agency=1&action=x.y&sort=z&page=99999')
    expect(office.status).toBe(200)
  })

  test('sorted, paged, and as a file with the same filters', async () => {
    await office.open('/log?sort=at&order=asc&action=plan.consent')
    const times = office
      .$('main tbody time')
      .map((_, one) => office.$(one).attr('datetime'))
      .get()
    expect(times).toEqual(times.toSorted())
    const { headers, status } = await office.agent.get('/log?action=plan.consent&format=xlsx')
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('spreadsheetml')])
  })

  test('for the planning department alone', async () => {
    for (const other of [stnmt, keoLom, dienBienDong, province]) {
      const reader = await signedIn(other)
      for (const path of ['/log', '/log/readings']) {
        await reader.open(path)
        expect([other, reader.status]).toEqual([other, 404])
      }
    }
  })
})

describe('the log of who opened what', () => {
  const noted = (filing: Made, agencyId?: string) => prisma.filingReading.findMany({ where: { filingId: filing.id, agencyId } })

  test('the first of each person, filing and day; nothing of the writer’s own people, nothing of a page that was only fetched ahead', async () => {
    const filing = await aReport('sent', { by: keoLom, term: { kind: 'month' } })
    const [own, district, unit] = [await signedIn(keoLom), await signedIn(dienBienDong), await signedIn(stnmt)]
    await own.open(filing.path)
    await own.open(`${filing.path}/history`)
    expect(own.main).toContain('Chưa có ai ngoài cơ quan lập hồ sơ mở hồ sơ này')
    await unit.agent.get(filing.path).set('Sec-Purpose', 'prefetch')
    expect(await noted(filing)).toEqual([])
    const told = () => prisma.event.count({ where: { subjects: { some: { id: filing.id } } } })
    const before = await told()
    await district.open(filing.path)
    const [first] = await noted(filing)
    await Promise.all([district.open(filing.path), district.open(`${filing.path}/versions/1`), district.open(`${filing.path}/history`)])
    expect(await noted(filing)).toEqual([first])
    expect(first).toMatchObject({ person: (await who(dienBienDong)).name, agencyId: await agencyOf(dienBienDong) })
    expect(await told()).toBe(before + 1) // the receipt's; what is read again is no event
    await unit.open(filing.path)
    await own.open(`${filing.path}/history`)
    expect(own.main).toMatch(/Ai đã mở .*Sở Tài nguyên và Môi trường.*UBND huyện Điện Biên Đông/)
    await unit.open(`${filing.path}/history`)
    expect(unit.main).not.toContain('Ai đã mở')
  })

  test('not where the page is not theirs to see', async () => {
    const stranger = await signedIn('xa-muong-pon')
    await stranger.open(report.path)
    expect(stranger.status).toBe(404)
    expect(await noted(report, await agencyOf('xa-muong-pon'))).toEqual([])
  })

  test('planning reads all of it, narrowed and as a file', async () => {
    await office.open(plan.path)
    await office.open('/log/readings')
    expect(rows(office)[0]).toContain((await who(planning)).name)
    const agencyId = await agencyOf(dienBienDong)
    await office.open(`/log/readings?agency=${agencyId}&q=${encodeURIComponent((await who(dienBienDong)).name)}&sort=person&order=asc`)
    expect(rows(office)).toHaveLength(await prisma.filingReading.count({ where: { agencyId } }))
    await office.open('/log/readings?to=2020-01-01')
    expect(office.main).toContain('Không có lượt mở nào phù hợp')
    expect((await office.agent.get('/log/readings?format=xlsx')).status).toBe(200)
    await office.open(`${plan.path}/history`)
    await office.follow('Mọi lượt mở')
    expect(rows(office)).toHaveLength(await prisma.filingReading.count({ where: { filingId: plan.id } }))
  })

  test('what was written stays', async () => {
    await expect(pool.query('delete from filing_reading')).rejects.toThrow('insert-only')
  })
})
