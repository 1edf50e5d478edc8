import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ConsolidationContent } from '../src/consolidations/consolidation.ts'
import { figureIn, sumColumns } from '../src/consolidations/figure.ts'
import { prisma } from '../src/db.ts'
import { hash } from '../src/filings/filing.ts'
import { forgetCatalogue } from '../src/indicators/catalogue.ts'
import { snake } from '../src/insert.ts'
import { pool } from '../src/pool.ts'
import { communeReport } from '../src/reports/report.ts'
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
    const planner = await signedIn(planning)
    expect((await planner.open(`${made.path}/figures`)).status, 'a draft is its writer’s').toBe(404)
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

describe('what was sent reads the same for ever', () => {
  /** Everything that the version says, and everything its figures say they add up; not what has come since. */
  async function readAs(username: string, made: Made) {
    const reader = await signedIn(username)
    await reader.open(`${made.path}/versions/1`)
    reader.$('.notice, [aria-labelledby="chenh-lech"]').remove()
    const pages = [said(reader.$('main [aria-labelledby="so-lieu-tong-hop"]').text())]
    const figures = await figuresOn(username, `${made.path}/versions/1`)
    for (const { href } of figures.filter(({ href }, i) => href.includes('of=indicators') || i % 9 === 0)) {
      await reader.open(href)
      const tables = reader.$('main table').not('[aria-labelledby="xa-xac-nhan"] table').text()
      pages.push(`${href} ${said(reader.$('h1').text())} ${said(tables)}`)
    }
    return pages
  }

  test('after a source was amended, an agency renamed, a line of the catalogue reworded and ended, an assignment ended', async () => {
    const [unitId, communeId] = [await agencyOf(stnmt), await agencyOf(keoLom)]
    const sealed = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: district.id, n: 1 } })
    const before = await Promise.all([readAs(planning, district), readAs(planning, tinh)])
    expect(before[0].join(' ')).toContain('Tỷ lệ hộ nghèo')

    await amended(neighbour, planning, () => write(neighbour, 12))
    const commune = await prisma.filing.findFirstOrThrow({ where: { kind: 'communeReport', agencyId: communeId, period: year(2024) } })
    const made = { ...district, id: commune.id, kind: communeReport, writer: keoLom }
    await amended(made, dienBienDong, () => step(made, keoLom, 'save', { body: { ...reportBody, values: { GN01: { value: '1' } } } }))
    for (const [id, name] of [
      [unitId, 'Sở Nông nghiệp và Môi trường'],
      [communeId, 'UBND xã Keo Lôm Mới'],
    ] as const)
      await prisma.agency.update({ where: { id }, data: { name, names: { updateMany: { where: { to: null }, data: { name } } } } })
    const { id } = await prisma.indicator.findFirstOrThrow({ where: { code: 'GN02', to: null } })
    await prisma.indicator.update({ where: { id }, data: { name: 'Tỷ lệ nghèo đa chiều', to: new Date('2024-11-30') } })
    await prisma.indicator.updateMany({ where: { code: 'GN01' }, data: { name: 'Hộ nghèo theo chuẩn mới' } })
    forgetCatalogue()
    await prisma.assignment.updateMany({ where: { unitId, communeId }, data: { to: new Date('2024-06-30') } })

    const after = await Promise.all([readAs(planning, district), readAs(planning, tinh)])
    expect(after).toEqual(before)
    const now = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: district.id, n: 1 } })
    expect(now).toEqual(sealed)
    expect(hash(now)).toBe(now.sha256)
  })

  test('the hash covers which versions were read: another source is another hash', async () => {
    const version = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: district.id, n: 1 } })
    const { compiled, ...rest } = version.content as unknown as ConsolidationContent
    const units = compiled.units.map((source) => (source.versionId ? { ...source, versionId: crypto.randomUUID() } : source))
    expect(hash({ ...version, content: { ...rest, compiled: { ...compiled, units } } })).not.toBe(version.sha256)
  })

  test.each([
    ['district-report-1.json', () => district, ['UBND xã Phì Nhừ', 'Bảng 2. Nguồn lực theo đơn vị giúp xã', 'Tập huấn, bồi dưỡng']],
    [
      'district-report-2.json',
      () => district,
      ['UBND xã Phì Nhừ', 'Nhiệm vụ trong kế hoạch đã thống nhất', 'Trong năm có 3 kiến nghị', 'Đầu năm'],
    ],
    ['province-report-1.json', () => tinh, ['Từ đầu giai đoạn', 'Tổng kết giai đoạn', 'Khen 5 đơn vị', 'Dự thảo báo cáo của UBND tỉnh']],
  ] as const)('a version as it was written on another day is read: %s', async (name, of, said) => {
    const content = JSON.parse(await readFile(new URL(`fixtures/${name}`, import.meta.url), 'utf8')) as ConsolidationContent
    const { id: filingId, path } = of()
    const { id: _, ...first } = await prisma.filingVersion.findFirstOrThrow({ where: { filingId, n: 1 } })
    const [versionId, n] = [crypto.randomUUID(), 90 + Number(name.match(/\d/))]
    await prisma.filingVersion.create({ data: { ...first, id: versionId, n, content: content as object } })
    const receipt = { filingId, versionId, agencyId: await agencyOf(planning), deliveredAt: first.sentAt, current: false }
    await prisma.receipt.create({ data: receipt })
    const figures = await figuresOn(planning, `${path}/versions/${n}`)
    const number = (size: string) => size.replace('.', ',').replace(/\B(?=(\d{3})+(?!\d))/g, '.')
    const { total, indicators } = content.compiled
    expect(figures.map(({ figure }) => figure)).toEqual(
      expect.arrayContaining([total.ownMoney, ...indicators.map(({ total }) => total)].map(number)),
    )
    const reader = await signedIn(planning)
    await reader.open(`${path}/versions/${n}`)
    for (const words of [content.assessment, ...said]) expect(reader.main).toContain(words)
    for (const { href } of figures.filter(({ href }, i) => i % 9 === 0 && href.startsWith(path)))
      expect((await reader.open(href)).status, href).toBe(200)
    await reader.open(`${path}/figures?of=total.all.ownMoney&version=${n}`)
    expect(sumsOf(reader), 'its sources are not in this database: all of it is told as a remainder').toEqual([number(total.ownMoney)])
    expect((await reader.agent.get(`${path}/versions/${n}?format=xlsx`)).status).toBe(200)
    expect((await reader.agent.get(`${path}/annexes?version=${n}`)).status).toBe(200)
  })
})

describe('at the same instant', () => {
  let first: Made
  let consolidated: Made

  test('a unit sends again while the district compiles and sends, 10 times: the report is of one version or the other, and says which', async () => {
    for (let time = 0; time < 10; time++) {
      const n = 2022
      const source = time ? first : await unitReport(stnmt, n, 1)
      const made = time ? consolidated : await aDistrictReport('ready', { by: dienBienDong, term: year(n) })
      first = source
      consolidated = made
      await step(source, planning, 'request-changes', { data: note })
      await write(source, 20 + time)
      if (time) await step(made, planning, 'request-changes', { data: note })
      const both = await Promise.allSettled([
        step(source, stnmt, 'send', { data: signer }),
        step(made, dienBienDong, 'compile').then(() => step(made, dienBienDong, 'send', { data: signer })),
      ])
      expect(both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))).toEqual([])
      const { compiled } = await contentOf(made, time + 1)
      const { oversees } = compiled.scope ?? {}
      const read = compiled.units.find(({ versionId }) => versionId)
      expect([time + 1, time + 2]).toContain(read?.n)
      const sum = await sqlSum('ownMoney', 'where r.version_id = $1 and r.commune_id = any($2)', read?.versionId, oversees)
      expect(compiled.total.ownMoney).toBe(sum)
    }
  })

  test('a unit’s report is accepted while the district sends: both are done, nothing that is sent changes', async () => {
    const source = await unitReport(stnmt, 2021, 1)
    const made = await aDistrictReport('ready', { by: dienBienDong, term: year(2021) })
    await Promise.all([step(source, planning, 'accept'), step(made, dienBienDong, 'send', { data: signer })])
    const { compiled } = await contentOf(made)
    expect(compiled.total.ownMoney).toBe(
      await sqlSum('ownMoney', 'where r.filing_id = $1 and r.commune_id = any($2)', source.id, compiled.scope?.oversees),
    )
  })
})
