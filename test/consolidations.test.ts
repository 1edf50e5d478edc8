import { beforeAll, describe, expect, test } from 'vitest'
import type { ConsolidationContent } from '../src/consolidations/consolidation.ts'
import { figureIn, sumColumns } from '../src/consolidations/figure.ts'
import { prisma } from '../src/db.ts'
import { snake } from '../src/insert.ts'
import { pool } from '../src/pool.ts'
import { said, signedIn } from './browser.ts'
import {
  aDistrictReport,
  agencyOf,
  aProvinceReport,
  aReport,
  aUnitReport,
  dienBienDong,
  keoLom,
  type Made,
  neighbourUnit,
  note,
  planning,
  province,
  reportBody,
  see,
  signer,
  step,
  stnmt,
  unitReportBody,
} from './make.ts'
import { aSupport } from './nouns.ts'

/** Khoản 2, khoản 3 Điều 13: what the consolidated reports say, where it comes from, and that it stays. */

const year = (year: number) => ({ kind: 'year', year, n: 1 }) as const
const report = (by: string, values: object, n: number) => aReport('sent', { by, term: year(n), body: { ...reportBody, values } })

/** A unit's report with amounts of its own in every area of every commune, to the đồng. */
async function unitReport(by: string, n: number, seed: number) {
  const made = await aUnitReport('draft', { by, term: year(n) })
  await write(made, seed)
  await step(made, by, 'send', { data: signer })
  return made
}

async function write(made: Made, seed: number) {
  const body = await unitReportBody(made)
  const forms = [['goods', 'technical'], ['training'], ['labour', 'goods'], ['advice']]
  const sections = Object.keys(body.sections).map((id, i) => {
    const areas = ['economy', 'society', 'security', 'politics'].map((area, j) => {
      const size = seed * 1_000_003 + i * 10_007 + j * 101
      const sums = {
        ownMoney: size,
        sponsorMoney: size + 1,
        goodsValue: size + 2,
        programmeMoney: size + 3,
        labourDays: i + j,
        households: j,
      }
      return [
        area,
        { done: 'Đã làm', forms: forms[j], ...Object.fromEntries(Object.entries(sums).map(([name, value]) => [name, `${value}`])) },
      ]
    })
    return [id, Object.fromEntries(areas)]
  })
  await step(made, made.writer, 'save', { body: { ...body, sections: Object.fromEntries(sections) } })
}

/** Asked to change it, the unit does. */
async function amended(made: Made, receiver: string, write: () => Promise<unknown>) {
  await step(made, receiver, 'request-changes', { data: note })
  await write()
  await step(made, made.writer, 'send', { data: signer })
}

const contentOf = async (made: Made, n = 1) =>
  (await prisma.filingVersion.findFirstOrThrow({ where: { filingId: made.id, n } })).content as unknown as ConsolidationContent
const sqlSum = async (column: string, where: string, ...values: unknown[]) =>
  String((await pool.query(`select coalesce(sum(r.${snake(column)}), 0)::text as sum from unit_result r ${where}`, values)).rows[0].sum)

/** The links of the figures on a page, with what they say. */
async function figuresOn(username: string, path: string) {
  const reader = await signedIn(username)
  await reader.open(path)
  expect(reader.status, reader.main).toBe(200)
  return reader
    .$('main a[href*="/figures?of="]')
    .toArray()
    .map((a) => ({ href: reader.$(a).attr('href') ?? '', figure: said(reader.$(a).text()) }))
}
const sumsOf = (page: { $: Awaited<ReturnType<typeof signedIn>>['$'] }) =>
  page
    .$('main table')
    .not('[hidden]')
    .toArray()
    .map((table) => said(page.$(table).find('tfoot .num').text()))
    .filter(Boolean)

let unit: Made
let neighbour: Made
let district: Made
let tinh: Made
beforeAll(async () => {
  unit = await unitReport(stnmt, 2024, 7)
  neighbour = await unitReport(await neighbourUnit(), 2024, 11)
  await report('xa-keo-lom', { GN01: { value: '100' }, DC01: { value: '200' }, KT01: { value: '64,5' } }, 2024)
  await report('xa-phi-nhu', { GN01: { value: '50' }, DC01: { value: '800' } }, 2024)
  await report('xa-chieng-so', { GN01: { value: '7' } }, 2024)
  await aSupport('confirmed')
  await aSupport('declared')
  district = await aDistrictReport('sent', { by: dienBienDong, term: year(2024) })
  tinh = await aProvinceReport('sent', { by: planning, term: year(2024) })
})

describe('every figure says what it adds up', () => {
  test('the sums are those of the rows, by area, unit, commune, district and form (an independent SQL)', async () => {
    for (const made of [district, tinh]) {
      const { compiled } = await contentOf(made)
      const ids = compiled.units.flatMap(({ versionId }) => versionId ?? [])
      const communes = (await prisma.agencyParent.findMany({ where: { parentId: await agencyOf(dienBienDong) } })).map(
        ({ agencyId }) => agencyId,
      )
      const read = `where r.version_id = any($1) and ($2::uuid[] is null or r.commune_id = any($2))`
      const within = made === district ? communes : null
      expect(ids.length).toBe(2)
      for (const column of sumColumns) {
        expect(String(compiled.total[column]), column).toBe(await sqlSum(column, read, ids, within))
        for (const row of compiled.areas)
          expect(String(row[column])).toBe(await sqlSum(column, `${read} and r.area = $3::"Area"`, ids, within, row.area))
        for (const row of compiled.units.filter(({ versionId }) => versionId))
          expect(String(row[column])).toBe(await sqlSum(column, `${read} and r.version_id = $3`, ids, within, row.versionId))
        for (const row of compiled.communes)
          expect(String(row[column])).toBe(await sqlSum(column, `${read} and r.commune_id = $3`, ids, within, row.agencyId))
        for (const row of compiled.districts)
          expect(String(row[column])).toBe(
            await sqlSum(
              column,
              `join agency_parent p on p.agency_id = r.commune_id ${read} and p.parent_id = $3`,
              ids,
              within,
              row.agencyId,
            ),
          )
      }
      for (const { form, lines } of compiled.forms) {
        const { rows } = await pool.query(`select count(*)::int from unit_result r ${read} and $3 = any(r.forms)`, [ids, within, form])
        expect(rows[0].count).toBe(lines)
      }
    }
  })

  test.each([
    ['the district, of its own', dienBienDong, () => district],
    ['the planning department, of a district’s', planning, () => district],
    ['the planning department, of its own', planning, () => tinh],
    ['the province', province, () => tinh],
  ])('each is a link to a page whose sum is the figure: %s', async (_, username, made) => {
    const figures = await figuresOn(username, made().path)
    expect(figures.length).toBeGreaterThan(60)
    const reader = await signedIn(username)
    for (const { href, figure } of figures) {
      await reader.open(href)
      expect(reader.status, href).toBe(200)
      expect(reader.main, href).not.toContain('không bằng số trong báo cáo')
      const sums = sumsOf(reader)
      if (!reader.main.includes('Chỉ cộng của xã')) expect(sums, href).toEqual([figure.replace(/ lượt$/, '')])
      else expect(reader.main, href).toContain(`= ${figure} `)
    }
  })

  test('a rate: of which communes what stands over it and what under it (150 of 1.000; who gave one of both is not in it)', async () => {
    const reader = await signedIn(planning)
    await reader.open(`${district.path}/figures?of=indicators.GN02.total&version=1`)
    expect(reader.main).toContain('150 × 100 : 1.000 = 15 %')
    expect(sumsOf(reader)).toEqual(['150', '1.000'])
    expect(reader.main).not.toContain('Chiềng Sơ')
  })

  test('a link leads to the version that was read, where the reader may open it; a district opens its sections', async () => {
    const over = await signedIn(planning)
    await over.open(`${district.path}/figures?of=total.all.ownMoney&version=1`)
    const hrefs = over
      .$('main td a')
      .map((_, a) => over.$(a).attr('href'))
      .get()
    expect(new Set(hrefs)).toEqual(new Set([unit, neighbour].map(({ path }) => `${path}/versions/1`)))
    const own = await signedIn(dienBienDong)
    await own.open(`${district.path}/figures?of=total.all.ownMoney&version=1`)
    const sections = own
      .$('main td a')
      .map((_, a) => own.$(a).attr('href'))
      .get()
    expect(new Set(sections)).toEqual(new Set([unit, neighbour].map(({ path }) => `${path}/sections?version=1`)))
    for (const href of new Set([...hrefs.slice(0, 1)])) expect((await over.open(href)).status).toBe(200)
    for (const href of new Set(sections)) expect((await own.open(href)).status, href).toBe(200)
    expect((await own.open(`${unit.path}/sections?version=9`)).status).toBe(404)
  })

  test('beside it stands what communes have confirmed, as information (khoản 3 Điều 11)', async () => {
    const reader = await signedIn(dienBienDong)
    const { compiled } = await contentOf(district)
    await reader.open(`${district.path}/figures?of=units.${await agencyOf(stnmt)}.goodsValue&version=1`)
    const { rows } = await pool.query(
      `select sum(own_value) as declared, sum(own_value) filter (where status = 'confirmed') as received from support
       where unit_id = $1 and year = $2 and status <> 'cancelled'`,
      [await agencyOf(stnmt), compiled.year],
    )
    expect(rows[0]).toEqual({ declared: '72000000', received: '36000000' })
    expect(reader.main).toContain('Của đơn vị (đồng)72.000.00036.000.000')
    await reader.open(`${district.path}/figures?of=units.${await agencyOf(await neighbourUnit())}.goodsValue&version=1`)
    expect(reader.main).toContain('Chưa ghi hoạt động nào trong phạm vi này')
  })

  test('as a file as well; an unknown figure, version or row is not found', async () => {
    const { agent } = await signedIn(planning)
    const at = `${district.path}/figures`
    expect((await agent.get(`${at}?of=total.all.ownMoney&version=1&format=xlsx`)).headers['content-type']).toContain('spreadsheetml')
    expect((await agent.get(`${at}?of=indicators.GN02.total&version=1&format=xlsx`)).status).toBe(200)
    const unknown = [
      '',
      'total',
      'total.all',
      'total.all.x',
      'total.x.ownMoney',
      'total.all.ownMoney.x',
      'total.all.constructor',
      'areas.x.ownMoney',
    ]
    const more = [
      `units.${crypto.randomUUID()}.ownMoney`,
      'units..ownMoney',
      'forms.goods.x',
      'forms.x.lines',
      'indicators.ZZ99.total',
      '__proto__.a.b',
      '%00',
    ]
    for (const of of [...unknown, ...more]) expect((await agent.get(`${at}?of=${of}&version=1`)).status, of).toBe(404)
    for (const n of ['2', '0', '01', 'x', '']) expect((await agent.get(`${at}?version=${n}`)).status, n).toBe(404)
    for (const odd of ['of=total.all.ownMoney&of=total.all.ownMoney', 'version=1&version=1'])
      expect((await agent.get(`${at}?${odd}`)).status, odd).toBe(404)
    expect(figureIn((await contentOf(district)).compiled, 'toString.a.ownMoney')).toBeUndefined()
  })
})

describe('after it was compiled', () => {
  test('the draft says that it is the newest; then who sent again, and what would be another figure; compiling again says what has changed', async () => {
    const [first, second] = [await unitReport(stnmt, 2023, 3), await unitReport(await neighbourUnit(), 2023, 5)]
    const made = await aDistrictReport('ready', { by: dienBienDong, term: year(2023) })
    const writer = await signedIn(dienBienDong)
    await writer.open(`${made.path}/edit`)
    expect(writer.main).toContain('Số liệu mới nhất, tổng hợp lúc')
    const own = (await see(dienBienDong, made)).draft?.compiled as unknown as ConsolidationContent['compiled']

    await amended(first, planning, () => write(first, 4))
    await step(second, second.writer, 'recall', { data: note })
    await report(keoLom, { GN01: { value: '9' } }, 2023)
    await writer.open(`${made.path}/edit`)
    expect(writer.main).not.toContain('Số liệu mới nhất')
    expect(writer.main).toMatch(/Sở Tài nguyên và Môi trường: gửi lại báo cáo của đơn vị, phiên bản 2, lúc/)
    expect(writer.main).toContain('thu hồi báo cáo của đơn vị')
    expect(writer.main).toMatch(/UBND xã Keo Lôm: gửi báo cáo năm của xã, lúc/)

    // What was recalled cannot be opened; what it gave stands as a remainder, and the sum is the figure.
    await writer.open(`${made.path}/figures?of=total.all.ownMoney`)
    expect(writer.main).toContain('không còn mở được')
    expect(writer.main).not.toContain('không bằng số trong báo cáo')
    expect(sumsOf(writer)[0]?.replaceAll('.', '')).toBe(own.total.ownMoney)

    await step(made, dienBienDong, 'compile')
    const draft = (await see(dienBienDong, made)).draft
    const after = draft?.compiled as unknown as ConsolidationContent['compiled']
    expect(draft?.content).toMatchObject({ leadership: 'Đã chỉ đạo' })
    const v2 = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: first.id, n: 2 } })
    const { oversees } = after.scope ?? {}
    expect(after.total.ownMoney).toBe(await sqlSum('ownMoney', 'where r.version_id = $1 and r.commune_id = any($2)', v2.id, oversees))
    await writer.open(`${made.path}/edit?compiled`)
    const number = (dong: string) => dong.replace(/\B(?=(\d{3})+$)/g, '.')
    expect(writer.main).toContain(`Kinh phí của đơn vị đồng${number(own.total.ownMoney)}${number(after.total.ownMoney)}`)
    expect(writer.main).toContain('Báo cáo của đơn vị đã gửi báo cáo21')
    expect(writer.main).toContain('Số liệu mới nhất')
    await step(made, dienBienDong, 'send', { data: signer })
    expect(Object.keys((await contentOf(made)).compiled)).not.toContain('changed')
  })

  test('what was sent stays as it was, and tells writer and receiver what has come since, and how the totals would differ', async () => {
    const before = await contentOf(district)
    const reader = await signedIn(planning)
    await reader.open(district.path)
    expect(reader.main).toContain('Từ lúc tổng hợp đến nay chưa có báo cáo nào gửi thêm')
    await amended(unit, planning, () => write(unit, 8))
    for (const username of [dienBienDong, planning]) {
      const one = await signedIn(username)
      await one.open(`${district.path}/versions/1`)
      expect(one.main).toContain('Chênh lệch sau khi chốt')
      expect(one.main).toMatch(/Sở Tài nguyên và Môi trường: gửi lại báo cáo của đơn vị, phiên bản 2/)
      const number = (dong: string) => dong.replace(/\B(?=(\d{3})+$)/g, '.')
      const ids = (await prisma.filingVersion.findMany({ where: { OR: [{ filingId: unit.id, n: 2 }, { filingId: neighbour.id }] } })).map(
        ({ id }) => id,
      )
      const now = await sqlSum('ownMoney', 'where r.version_id = any($1) and r.commune_id = any($2)', ids, before.compiled.scope?.oversees)
      expect(one.main).toContain(`Kinh phí của đơn vị đồng${number(before.compiled.total.ownMoney)}${number(now)}`)
    }
    expect(await contentOf(district)).toEqual(before)
  })
})
