import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { asOf, setClock } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { forgetCatalogue } from '../src/indicators/catalogue.ts'
import { pool } from '../src/pool.ts'
import { type Browser, said, signedIn, signIn } from './browser.ts'
import { at } from './deadline-table.ts'
import { fileAt, read } from './excel.ts'
import {
  aDistrictReport,
  agencyOf,
  anExplanation,
  aPlan,
  aReport,
  aUnitReport,
  dienBienDong,
  keoLom,
  neighbourUnit,
  planning,
  province,
  reportBody,
  sendAll,
  stnmt,
  who,
} from './make.ts'
import { aSupport, supportBody } from './nouns.ts'

/** What a leader reads in a minute: every number is the one of the list, the matrix and the database, and leads there. */

const on = <T>(moment: string, run: () => Promise<T>) => asOf(at(moment), run)
const [phiNhu, chiengSo, elsewhere] = ['xa-phi-nhu', 'xa-chieng-so', 'xa-muong-pon']
const month = (n: number) => ({ kind: 'month', year: 2024, n }) as const
const annual = (year: number) => ({ kind: 'year', year, n: 1 }) as const

let silent = ''
beforeAll(async () => {
  await on('2024-09-18T09:00:00', () => aReport('accepted', { by: phiNhu, term: month(9) }))
  await on('2024-10-25T09:00:00', () => aReport('sent', { by: phiNhu, term: month(10) })) // late
  await on('2024-10-23T09:00:00', () => aReport('changesAsked', { by: chiengSo, term: month(10) })) // late, and to be changed
  await aPlan('sent', { by: stnmt, commune: keoLom, term: { kind: 'year', year: 2024 } }) // late
  await on('2023-12-28T09:00:00', () => aPlan('sent', { by: stnmt, commune: phiNhu, term: { kind: 'year', year: 2024 } }))
  await aUnitReport('sent', { by: stnmt })
  const explanation = await anExplanation('sent', { term: annual(2024) })
  silent = (await prisma.agency.findUniqueOrThrow({ where: { id: await agencyOf(explanation.writer) } })).name
  await on('2024-12-31T09:00:00', () => aDistrictReport('sent', { by: dienBienDong, term: annual(2024) })) // the named day
  for (const state of ['declared', 'confirmed', 'disputed', 'cancelled'] as const) await aSupport(state)
  await aSupport('confirmed', { by: await neighbourUnit(), commune: keoLom, body: advice })
  await aSupport('cancelled', { by: stnmt, commune: phiNhu })
  // Poor households: known of both years in two communes, of one year in the third.
  for (const [by, year, poor, all] of [[phiNhu, 2023, 400, 1000], [phiNhu, 2024, 300, 1000], [chiengSo, 2023, 100, 500], [chiengSo, 2024, 90, 600], [elsewhere, 2024, 999, 1000]] as const) // biome-ignore format: a table
    await aReport('sent', { by, term: annual(year), body: { ...reportBody, values: { GN01: { value: String(poor) }, DC01: { value: String(all) }, MT01A: { value: String(year === 2023 ? 50 : 40) } } } }) // biome-ignore format: one line
})
afterAll(() => setClock(at('2024-12-16T08:00:00')))

/** Help that is not material: no money, no goods (khoản 1 Điều 11). */
const { contributions: _, ...withoutMoney } = supportBody
const advice = { ...withoutMoney, form: 'advice', what: 'Góp ý quy hoạch bản Huổi Hoa' }

const sectionOf = ({ $ }: Browser, id: string) => $(`section[aria-labelledby="${id}"]`)
const rowsOf = (reader: Browser, id: string, table = 0) =>
  sectionOf(reader, id).find('table').eq(table).find('tbody tr').toArray().map((tr) => reader.$(tr)) // biome-ignore format: one line
const figures = (reader: Browser, row: ReturnType<Browser['$']>) =>
  row.find('td.num').toArray().map((td) => said(reader.$(td).text())) // biome-ignore format: one line
const asNumber = (figure = '') => Number(figure.replaceAll('.', ''))

describe.each(['2024-11-21T00:00:00', '2024-12-16T08:00:00', '2024-12-31T10:00:00', '2025-01-20T08:00:00'])(
  'standing as of %s',
  (moment) => {
    beforeAll(() => setClock(at(moment)))

    test.each([province, dienBienDong])('%s: every figure opens rows that come to the same', async (username) => {
      const reader = await signIn(username)
      const matrix = await signIn(username)
      await reader.open('/overview?year=2024')
      let followed = 0
      for (const table of sectionOf(reader, 'ho-so').find('table').toArray())
        for (const tr of reader.$(table).find('tbody tr').toArray().slice(0, 5)) {
          const [whole, ...numbers] = figures(reader, reader.$(tr))
          const [expected, received, onTime, , late, overdue] = numbers.map(asNumber)
          const name = said(reader.$(tr).find('th').text())
          await matrix.open(reader.$(tr).find('th a').attr('href') ?? '')
          expect(matrix.$('.matrix tbody .letter').length, name).toBe(asNumber(whole))
          if (expected)
            expect(matrix.main, name).toMatch(
              new RegExp(`${numbers[0]?.replace('.', '\\.')} hồ sơ đã đến hạn: ${received} đã nhận .*, ${onTime} đúng hạn`),
            )
          else expect(matrix.main).toContain('Chưa có hồ sơ nào đến hạn')
          expect(matrix.$('.matrix tbody .letter-overdue').length, name).toBe(overdue)
          const asked = matrix.$('.matrix tbody .letter-changes').length // as it came, it may be late besides
          expect(matrix.$('.matrix tbody .letter-late').length, name).toBeGreaterThanOrEqual((late ?? 0) - asked)
          for (const a of reader.$(tr).find('td a').toArray()) {
            await matrix.open(reader.$(a).attr('href') ?? '')
            expect(matrix.$('.matrix tbody tr').length, reader.$(a).attr('href')).toBeGreaterThan(0)
            followed++
          }
        }
      expect(followed).toBeGreaterThan(10)
    })

    test('as many overdue as the list of the commune reports counts, in the whole and by district', async () => {
      const [reader, list] = [await signedIn(province), await signedIn(planning)]
      await reader.open('/overview?year=2024')
      const overdueOf = async (query: string) => Number(/Quá hạn \((\d+)\)/.exec((await list.open(`/reports?${query}`)).text)?.[1])
      const [whole] = rowsOf(reader, 'ho-so').filter((row) => row.find('th').text() === 'Báo cáo của xã')
      expect(asNumber(figures(reader, whole as never)[6])).toBe(await overdueOf('year=2024'))
      for (const row of rowsOf(reader, 'ho-so', 1)) {
        const district = new URLSearchParams(row.find('th a').attr('href')?.split('?')[1]).get('district') ?? ''
        expect(asNumber(figures(reader, row)[6]), row.find('th').text()).toBe(await overdueOf(`year=2024&district=${district}`))
      }
    })
  },
)

describe('help: forms, areas, sources', () => {
  beforeAll(() => setClock(at('2024-12-16T08:00:00')))

  /** By hand: what the database says, not what the portal's own sums say. */
  const sums = async (columns: string, group: string, district?: string) =>
    (
      await pool.query(
        `select ${group} as of, ${columns} from support s where year = 2024 and status <> 'cancelled'
         and ($1::uuid is null or exists (select from agency_parent p where p.agency_id = s.commune_id and p.parent_id = $1)) group by 1`,
        [district ?? null],
      )
    ).rows as Record<string, string>[]
  const got = `status in ('confirmed', 'disputed')`

  test.each([
    ['the whole province', ''],
    ['one district', dienBienDong],
  ])('%s: money by area and source is what the database says, declared and received side by side', async (_, username) => {
    // biome-ignore format: one line
    const district = username ? await agencyOf(username) : undefined
    const rows = await sums(
      `sum(own_value) own, sum(case when ${got} then coalesce(commune_own, own_value) else 0 end) own_got,
       sum(sponsor_value) sponsor, sum(case when ${got} then coalesce(commune_sponsor, sponsor_value) else 0 end) sponsor_got,
       sum(labour_days) labour, sum(case when ${got} then coalesce(commune_labour, labour_days) else 0 end) labour_got,
       sum(programme_value) programme, sum(case when ${got} then programme_value else 0 end) programme_got`,
      'area',
      district,
    )
    const reader = await signedIn(province)
    await reader.open(`/overview?year=2024${district ? `&district=${district}` : ''}`)
    const areas = ['economy', 'society', 'security', 'politics']
    const onPage = rowsOf(reader, 'nguon-luc').map((row) => figures(reader, row).map(asNumber))
    expect(onPage).toEqual(
      areas.map((area) => {
        const { of: __, ...one } = rows.find(({ of }) => of === area) ?? {}
        return Object.keys(one).length ? Object.values(one).map(Number) : Array(8).fill(0)
      }),
    )
    expect(onPage.flat().some((sum) => sum > 1_000_000)).toBe(true)
    // Programme money is in no total.
    const [own, , sponsor] = sectionOf(reader, 'nguon-luc').find('tfoot td').toArray().map((td) => asNumber(said(reader.$(td).text()))) // biome-ignore format: one line
    const declared = asNumber(figures(reader, rowsOf(reader, 'qua-cac-nam').at(-1) as never)[3])
    expect(declared).toBe((own ?? 0) + (sponsor ?? 0))
  })

  test('all eight forms, with supports and communes; what is not material stands beside money, and each opens its list', async () => {
    const rows = await sums('count(*) n, count(distinct commune_id) communes, count(distinct unit_id) units', 'form')
    const reader = await signedIn(dienBienDong)
    await reader.open('/overview?year=2024')
    const onPage = rowsOf(reader, 'hinh-thuc')
    expect(onPage.map((row) => said(row.find('th').text()))).toEqual(['Tư vấn, góp ý', 'Tập huấn, bồi dưỡng', 'Kết nối, liên kết', 'Cùng xây dựng dự án kêu gọi đầu tư', 'Hỗ trợ kỹ thuật', 'Ngày công', 'Hiện vật', 'Kinh phí']) // biome-ignore format: one line
    const forms = ['advice', 'training', 'connecting', 'investment', 'technical', 'labour', 'goods', 'money']
    for (const [i, form] of forms.entries()) {
      const one = rows.find(({ of }) => of === form)
      const [declared, , communes, units] = figures(reader, onPage[i] as never)
      expect([declared, communes, units], form).toEqual(one ? [one.n, one.communes, one.units] : ['0', '0', '0'])
    }
    const [first] = onPage
    const list = await signedIn(planning)
    await list.open(first?.find('a').attr('href') ?? '')
    expect(said(list.$('table').last().find('tbody tr').first().text())).toBe('Số hoạt động11')
  })

  test('the communes that nobody has helped, and the units that have done nothing: a cancelled support is none', async () => {
    const reader = await signedIn(dienBienDong)
    await reader.open('/overview?year=2024')
    const { oversees } = await who(dienBienDong)
    const { rows } = await pool.query(
      `select distinct a.commune_id from assignment a where a.commune_id = any($1) and a.from <= '2024-12-14' and (a.to is null or a.to >= '2023-12-15')
       and not exists (select from support s where s.commune_id = a.commune_id and s.year = 2024 and s.status <> 'cancelled')`,
      [oversees],
    )
    const links = (id: string) => sectionOf(reader, id).find('a').toArray().map((a) => reader.$(a).attr('href')?.split('/').at(-1)) // biome-ignore format: one line
    expect(links('chua-duoc-giup').sort()).toEqual(rows.map(({ commune_id }) => commune_id).sort())
    expect(links('chua-duoc-giup')).toContain(await agencyOf(phiNhu))
    expect(links('chua-duoc-giup')).not.toContain(await agencyOf(keoLom))
    expect(links('chua-hoat-dong')).not.toContain(await agencyOf(stnmt))
    const whole = await signedIn(province)
    await whole.open('/overview?year=2024')
    expect(said(sectionOf(whole, 'chua-hoat-dong').text())).toContain(`${silent} (đã có báo cáo lý do)`) // khoản 2 Điều 12
  })

  test('the trend says of each year what that year’s page says, in the chart as in the table', async () => {
    const reader = await signedIn(province)
    await reader.open('/overview?year=2024')
    const rows = rowsOf(reader, 'qua-cac-nam')
    expect(rows.map((row) => said(row.find('th').text()))).toEqual(['2022', '2023', '2024'])
    expect(sectionOf(reader, 'qua-cac-nam').find('.trend-x').first().text()).toBe('202220232024')
    expect(sectionOf(reader, 'qua-cac-nam').find('.trend path.now').first().attr('d')).toMatch(/^M16\.67 100\.00L50\.00 100\.00L83\.33 /)
    const said2024 = figures(reader, rows[2] as never)
    const foot = sectionOf(reader, 'hinh-thuc').find('tfoot td.num').toArray().map((td) => said(reader.$(td).text())) // biome-ignore format: one line
    expect(said2024.slice(0, 3)).toEqual(foot.slice(0, 3))
  })
})

describe('indicators against the year before', () => {
  beforeAll(() => setClock(at('2024-12-16T08:00:00')))
  const change = (reader: Browser, name: string) => sectionOf(reader, 'chi-tieu').find('tbody tr').filter((_, tr) => reader.$(tr).find('th').text().startsWith(name)) // biome-ignore format: one line

  test('a rate comes from the sums of the communes that gave both years, and says how many they are', async () => {
    const reader = await signedIn(province)
    await reader.open('/overview?year=2024')
    expect(reader.main).toContain('3 xã đã gửi báo cáo năm 2024, 2 xã gửi báo cáo năm 2023, 2 xã gửi cả hai')
    // 500 of 1.500 households before, 390 of 1.600 now: 33,33% and 24,38%; the third commune’s 999 count nowhere.
    expect(figures(reader, change(reader, 'Tỷ lệ hộ nghèo'))).toEqual(['33,33', '24,38', 'giảm 8,95 điểm %', '2'])
    expect(figures(reader, change(reader, 'Số hộ nghèo'))).toEqual(['500', '390', 'giảm 22%', '2'])
    const [progress, setbacks] = sectionOf(reader, 'chi-tieu').find('table').toArray().map((table) => reader.$(table).text()) // biome-ignore format: one line
    expect(progress).toContain('Tỷ lệ hộ nghèo') // fewer is better
    expect(setbacks).toContain('Tỷ lệ hộ có nhà tiêu hợp vệ sinh') // fewer latrines is not
    expect(setbacks).not.toContain('nghèo')
  })

  test('each opens the figures of its communes; a district counts its own', async () => {
    const reader = await signIn(dienBienDong)
    await reader.open('/overview?year=2024')
    const href = change(reader, 'Số hộ nghèo').find('a').last().attr('href') ?? ''
    await reader.open(href)
    expect(reader.$('tbody td.num').toArray().map((td) => asNumber(said(reader.$(td).text()))).reduce((a, b) => a + b)).toBe(390) // biome-ignore format: one line
  })

  test('without reports of both years it says so', async () => {
    const reader = await signedIn(province)
    await reader.open('/overview?year=2022')
    expect(reader.main).toContain('Chưa so sánh được')
  })
})

describe('who reads it', () => {
  test('the province narrows it to a district and reads what the district reads; a district never reads another', async () => {
    const [whole, own] = [await signedIn(province), await signedIn(dienBienDong)]
    await own.open('/overview?year=2024')
    await whole.open(`/overview?year=2024&district=${await agencyOf(dienBienDong)}`)
    const body = ({ $ }: Browser) => $('main section').toArray().map((one) => said($(one).text())) // biome-ignore format: one line
    expect(body(whole)).toEqual(body(own))
    const before = body(own)
    await own.open(`/overview?year=2024&district=${await agencyOf('huyen-muong-cha')}`)
    expect(body(own)).toEqual(before)
  })

  test('not for units and communes; linked from the desks; any address is answered', async () => {
    for (const username of [stnmt, keoLom]) expect((await (await signedIn(username)).open('/overview')).status).toBe(404)
    for (const username of [dienBienDong, planning, province]) {
      const reader = await signIn(username)
      await reader.open('/')
      if (username !== planning) await reader.follow('Toàn cảnh năm nay')
      else await reader.open('/overview')
      expect(reader.$('h1').text()).toBe('Toàn cảnh năm 2024')
      for (const query of [
        'year=abc',
        'year=2035',
        'year=2021',
        'district=x',
        'district=00000000-0000-4000-8000-000000000000',
        'year[]=2024',
        'year=2021&format=xlsx',
      ])
        expect((await reader.agent.get(`/overview?${query}`)).status, query).toBe(200)
    }
  })
})

test('as a file: the tables of the page, figures as figures', async () => {
  const reader = await signedIn(dienBienDong)
  await reader.open('/overview?year=2024')
  const pages = await read((await fileAt(reader, '/overview?year=2024&format=xlsx')).bytes)
  expect(pages.map(({ sheet }) => sheet)).toEqual(['Nộp hồ sơ', 'Nộp hồ sơ theo xã', 'Hình thức giúp đỡ', 'Nguồn lực', 'Qua các năm', 'Xã chưa được giúp', 'Đơn vị chưa hoạt động', 'Chỉ tiêu']) // biome-ignore format: one line
  const sheet = (name: string) => pages.find((page) => page.sheet === name)?.data.slice(4) ?? []
  expect(sheet('Nguồn lực').map((row) => row.slice(1))).toEqual(
    rowsOf(reader, 'nguon-luc').map((row) => figures(reader, row).map(asNumber)),
  )
  expect(sheet('Hình thức giúp đỡ').map((row) => row.slice(1))).toEqual(
    rowsOf(reader, 'hinh-thuc').map((row) => figures(reader, row).map(asNumber)),
  )
})

test('less than 30 kB for the whole province, and as many statements with everything filed and helped as with little', async () => {
  const reader = await signIn(province)
  const statements = async () => {
    forgetCatalogue()
    const spy = vi.spyOn(pg.Client.prototype, 'query')
    const { text } = await reader.agent.get('/overview?year=2024')
    const asked = spy.mock.calls.length
    spy.mockRestore()
    return { asked, size: gzipSync(text).length }
  }
  await statements()
  const few = await statements()
  const owed = await prisma.obligation.findMany({ where: { optional: false, filings: { none: {} }, coveredBy: null } })
  await sendAll(owed, '2023-12-20')
  const assignments = await prisma.assignment.findMany()
  const like = await prisma.support.findFirstOrThrow({ where: { status: 'confirmed' } })
  for (const year of [2022, 2023, 2024])
    await prisma.support.createMany({
      data: assignments.flatMap(({ id, unitId, communeId }, i) => (i % 2 ? [] : [0, 1, 2, 3].map(() => ({ ...like, id: undefined, assignmentId: id, unitId, communeId, year })))), // biome-ignore format: one line
    })
  const many = await statements()
  expect(many.asked).toBe(few.asked)
  expect(many.size).toBeLessThan(30_000)
  expect(few.size).toBeLessThan(30_000)
})
