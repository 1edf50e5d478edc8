import { afterAll, expect, test } from 'vitest'
import { setClock } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { pool } from '../src/pool.ts'
import { standingMark } from '../src/words.ts'
import { type Browser, signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import {
  agencyOf,
  aReport,
  dienBienDong,
  type Made,
  personOf,
  planning,
  see,
  signer,
  step,
  unitsOf,
  who,
  withFile,
  withPaper,
} from './make.ts'
import { indicatorBody } from './nouns.ts'

/**
 * Khoản 4 Điều 11: a year of one commune, month by month, by the pages that its official uses. The figures are typed once; what follows from
 * them is compared with numbers that were worked out by hand, and with sums of the base rows.
 */

const commune = 'xa-pu-nhi'
// Typed by hand, month by month; the correction of May and what was mended in March are in the second list.
const sown = ['64,5', '20', '12', '110,25', '8', '7', '6', '5', '4', '3', '2,75', '1']
const mended = { 3: '0', 5: '9,5' } as Record<number, string>
const buffaloes = ['1.410', '1.411', '1.412', '1.413', '1.414', '1.415', '1.416', '1.417', '1.418', '1.419', '1.420', '1.421']
const visits = ['', '', '', '', '', '', '12', '0', '3', '7', '1', '2'] // ZY01, kept from July on
const quarters = ['84,5', '126,75', '15', '6,75'] // 64,5 + 20 + 0; 110,25 + 9,5 + 7; 6 + 5 + 4; 3 + 2,75 + 1
const year = '233'

afterAll(() => setClock(at('2024-12-16T08:00:00')))

const made: Record<string, Made> = {}
const open = async (kind: 'month' | 'quarter' | 'year', n: number) => {
  const report = await aReport('draft', { by: commune, term: { kind, year: 2024, n } })
  made[`${kind} ${n}`] = report
  return report
}
const of = (name: string) => made[name] as Made
const value = (browser: Browser, code: string, cell = 'value') => browser.$(`#values-${code}-${cell}`).val()

async function type(browser: Browser, report: Made, cells: Record<string, string>) {
  await browser.open(`${report.path}/edit?part=values`)
  await browser.press(
    'Lưu, về danh sách mục',
    Object.fromEntries(Object.entries(cells).map(([code, cell]) => [`values[${code}][value]`, cell])),
  )
}

/** From the task list to the confirmation. */
async function send(browser: Browser, report: Made) {
  await browser.open(`${report.path}/send`)
  const button = browser.$('button').filter((_, one) => /^Gửi báo cáo/.test(browser.$(one).text().trim())).text().trim() // biome-ignore format: one line
  const asks = browser.$('[name="unchanged"]').length > 0
  await browser.press(button, { ...signer, ...(asks && { unchanged: '1' }) })
  expect(browser.main).toContain('Đã gửi phiên bản')
}

async function accept(browser: Browser, report: Made) {
  await browser.open(report.path)
  await browser.press('Tiếp nhận')
  expect((await prisma.filing.findUniqueOrThrow({ where: { id: report.id } })).status).toBe('accepted')
}

const receivers = async ({ id }: Made) => {
  const [version] = await prisma.filingVersion.findMany({ where: { filingId: id }, orderBy: { n: 'desc' }, include: { receipts: true } })
  return Promise.all((version?.receipts ?? []).map(({ agencyId }) => personOf(agencyId)))
}

test('twelve months, four quarters and the year of one commune', { timeout: 600_000 }, async () => {
  const official = await signedIn(commune)
  const district = await signedIn(dienBienDong)
  const officer = await signedIn(planning)
  const fromJuly = await helpsFromJuly()

  for (let n = 1; n <= 12; n++) {
    const month = String(n).padStart(2, '0')
    if (n === 6) await changeCatalogue(officer)
    await setClock(at(`2024-${month}-16T09:00:00`))
    const report = await open('month', n)
    if (n === 1)
      for (const area of ['economy', 'society', 'security', 'politics']) {
        await official.open(`${report.path}/edit?part=${area}`)
        await official.press('Lưu, về danh sách mục', { [`${area}[done]`]: `Việc đã làm về ${area} từ đầu năm` })
      }
    await official.open(`${report.path}/edit?part=values`)
    expect([value(official, 'ZY01') !== undefined, value(official, 'KT28') !== undefined], `month ${n}`).toEqual([n >= 7, n <= 6])
    if (n > 1) expect(value(official, 'KT11'), 'what is counted on a day stands as it stood').toBe(buffaloes[n - 2])
    await type(official, report, { KT01: sown[n - 1] ?? '', KT11: buffaloes[n - 1] ?? '', ...(n >= 7 && { ZY01: visits[n - 1] ?? '' }) })

    if (n === 9) {
      // The line was down for a week: the paper was at the district on 19/9, the sending came on 25/9.
      await setClock(at('2024-09-25T15:00:00'))
      await withFile(report)
    }
    await send(official, report)
    expect((await receivers(report)).includes(fromJuly), `month ${n} reaches the unit that helps since July`).toBe(n >= 7)
    if (n === 9) {
      expect(await standingOf(report)).toContain('Gửi chậm 5 ngày')
      await step(await withPaper(report), dienBienDong, 'register-paper', { data: { arrivedOn: new Date('2024-09-19') } as never })
      expect(await standingOf(report)).toContain('Gửi đúng hạn, theo ngày bản giấy đến')
    } else expect(await standingOf(report)).toContain('Gửi đúng hạn')

    if (n === 3) {
      await district.open(report.path)
      await district.follow('Đề nghị chỉnh sửa, bổ sung')
      await district.press('Đề nghị chỉnh sửa, bổ sung', { part: 'values', note: 'Diện tích tháng 3 đã ghi ở tháng 2' })
      await official.open(report.path)
      expect(official.main).toContain('Diện tích tháng 3 đã ghi ở tháng 2')
      await type(official, report, { KT01: mended[3] ?? '' })
      await send(official, report)
    }
    await accept(district, report)
    if (n % 3 === 0) await quarterly(n / 3)
    if (n === 6) await correctMay()
  }

  // The year writes itself from its months, with what was corrected in them.
  await setClock(at('2024-12-20T09:00:00'))
  const whole = await open('year', 1)
  await official.open(`${whole.path}/edit?part=values`)
  expect([value(official, 'KT01'), value(official, 'KT11'), value(official, 'ZY01')]).toEqual([year, '1.421', '25'])
  expect(value(official, 'KT28')).toBeUndefined()
  await type(official, whole, { GN01: '400', DC01: '800' })
  await official.open(`${whole.path}/edit?part=assessments`)
  for (const area of ['economy', 'society', 'security', 'politics']) {
    await official.open(`${whole.path}/edit?part=${area}`)
    await official.press('Lưu, về danh sách mục', { [`${area}[done]`]: `Việc đã làm về ${area} cả năm` })
  }
  await send(official, whole)
  await accept(district, whole)

  // By hand, and by an independent sum of the base rows.
  const { rows } = await pool.query(
    `select p.kind::text || ' ' || p.n as term, v.code, v.value::float, v.total::float
     from indicator_value v join filing f on f.id = v.filing_id join period p on p.id = f.period_id
     where f.agency_id = $1 and p.year = 2024 and f.kind = 'communeReport'
       and exists (select from receipt r where r.version_id = v.version_id and r.current)`,
    [await agencyOf(commune)],
  )
  const row = (term: string, code: string) => rows.find((one) => one.term === term && one.code === code)
  const months = Array.from({ length: 12 }, (_, i) => row(`month ${i + 1}`, 'KT01').value)
  expect(months.reduce((sum, one) => sum + one, 0)).toBe(233)
  expect(quarters.map((_, i) => row(`quarter ${i + 1}`, 'KT01').value)).toEqual([84.5, 125.25, 15, 6.75]) // the second as it was sent
  expect(Array.from({ length: 12 }, (_, i) => row(`month ${i + 1}`, 'KT01').total)).toEqual([
    ...[64.5, 84.5, 84.5, 194.75, 204.25, 209.75],
    ...[217.25, 222.25, 226.25, 229.25, 232, 233], // July takes in what May was corrected by; June stays as it was sent
  ])
  expect(row('month 12', 'ZY01').total).toBe(25)
  expect([row('year 1', 'KT01').value, row('year 1', 'GN02').value]).toEqual([233, 50])
  const asked = { filing: { agencyId: await agencyOf(commune), period: { year: 2024 } } }
  expect(await prisma.filingVersion.count({ where: asked })).toBe(12 + 4 + 1 + 2)

  // The overseers read the same; the district's own report adds it up.
  await officer.open(whole.path)
  expect(officer.main).toContain('Tỷ lệ hộ nghèo GN02%tự tính50')

  async function quarterly(n: number) {
    await setClock(at(`2024-${String(n * 3).padStart(2, '0')}-${n === 3 ? '26' : '18'}T09:00:00`))
    const report = await open('quarter', n)
    await official.open(`${report.path}/edit?part=values`)
    expect(value(official, 'KT01'), `quarter ${n}`).toBe(n === 2 ? '125,25' : quarters[n - 1]) // the second before May was corrected
    expect(value(official, 'KT11')).toBe(buffaloes[n * 3 - 1])
    await official.open(`${report.path}/edit?part=economy`)
    await official.press('Lưu, về danh sách mục', { 'economy[done]': `Kết quả quý ${n}` })
    for (const area of ['society', 'security', 'politics'])
      if (n === 1) {
        await official.open(`${report.path}/edit?part=${area}`)
        await official.press('Lưu, về danh sách mục', { [`${area}[done]`]: `Kết quả quý về ${area}` })
      }
    await send(official, report)
    await accept(district, report)
  }

  /** After the second quarter was sent. */
  async function correctMay() {
    await setClock(at('2024-06-25T09:00:00'))
    const may = of('month 5')
    await district.open(may.path)
    await district.follow('Đề nghị chỉnh sửa, bổ sung')
    await district.press('Đề nghị chỉnh sửa, bổ sung', { part: 'values', note: 'Đối chiếu sổ bản: 9,5 ha' })
    await type(official, may, { KT01: mended[5] ?? '' })
    await send(official, may)
    await accept(district, may)
    for (const reader of [official, district]) {
      await reader.open(of('quarter 2').path)
      const line = reader.$('#da-sua').parent().text()
      expect(line).toContain('Số tháng 5/2024 đã sửa sau khi gửi báo cáo quý II/2024')
      expect(line).toContain('125,25 ha')
      expect(line).toContain('126,75 ha')
    }
  }
})

const standingOf = async ({ id }: Made) => {
  const { obligation, ...filing } = await see(dienBienDong, { id })
  return standingMark({ ...obligation, filings: [{ ...filing, kind: obligation.kind }] }, at('2025-02-01T08:00:00')).word
}

/** A unit that helps the commune from 01/7/2024 on. */
async function helpsFromJuly() {
  const helping = await unitsOf(commune)
  const like = await prisma.assignment.findFirstOrThrow({ where: { commune: { users: { some: { username: commune } } } } })
  const { id: _, ...rest } = like
  const unit = await prisma.agency.findFirstOrThrow({
    where: { helps: { some: { to: null } }, roles: { none: {} }, users: { none: { username: { in: helping } } } },
    orderBy: { name: 'asc' },
  })
  await prisma.assignment.create({ data: { ...rest, unitId: unit.id, from: new Date('2024-07-01'), to: null } })
  const username = await personOf(unit.id)
  expect((await who(username)).helps).toContain(like.communeId)
  return username
}

/** In mid-year: one figure is asked for from July on, another until June. */
async function changeCatalogue(officer: Browser) {
  await setClock(at('2024-06-10T09:00:00'))
  await officer.open('/indicators/new')
  const line = { ...indicatorBody, code: 'ZY01', name: 'Số buổi làm việc tại bản', unit: 'buổi', from: '01/7/2024' }
  await officer.press('Lập chỉ tiêu', line)
  expect(officer.main).toContain('Chưa đến ngày áp dụng: từ ngày 01/07/2024.')
  await officer.open('/indicators?q=KT28')
  await officer.follow('Giải ngân vốn các chương trình mục tiêu quốc gia')
  await officer.follow('Ngừng áp dụng')
  await officer.press('Ngừng áp dụng', { to: '30/06/2024', note: 'Theo dõi ở hệ thống khác' })
  expect(officer.main).toContain('đến hết ngày 30/06/2024')
}
