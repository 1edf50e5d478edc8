import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import chromium from '@sparticuz/chromium'
import { type Browser, type Page, chromium as playwright } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { app } from '../src/app.ts'
import { prisma } from '../src/db.ts'
import { putTemplate } from '../src/templates/take.ts'
import { password } from './browser.ts'
import { filled, read } from './excel.ts'
import { aReport, keoLom, planning, who } from './make.ts'
import { anObjection } from './nouns.ts'
import { p, template } from './word.ts'

/** A real browser on the real pages: without JavaScript first, because every job must be possible so. */
let server: Server
let browser: Browser
let base = ''

beforeAll(async () => {
  server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  // Leaving these two in ends the browser after its first page.
  const args = chromium.args.filter((arg) => !/single-process|no-zygote/.test(arg))
  // Without a locale of letters beyond ASCII it names no file in Vietnamese.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  const options = { executablePath: await chromium.executablePath(), args, env, headless: true }
  browser = await playwright.launch(options).catch(() => playwright.launch(options)) // Chromium itself crashes now and then as it starts
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await new Promise((done) => server.close(done))
})

async function as(username: string, javaScriptEnabled: boolean) {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 }, baseURL: base })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto('/sign-in')
  await page.fill('#username', username)
  await page.fill('#password', password)
  await page.click('form[action="/sign-in"] button')
  return { page, problems, close: () => context.close() }
}

const press = (page: Page, words: string) => page.getByRole('button', { name: words }).first().click()
const follow = (page: Page, words: string) => page.getByRole('link', { name: words, exact: true }).first().click()
const arrive = (page: Page, heading: string) => page.getByRole('heading', { name: heading, level: 1, exact: true }).waitFor()
const sign = async (page: Page) => {
  await page.getByLabel('Người ký', { exact: true }).fill('Lò Văn Thắng')
  await page.getByLabel('Chức vụ người ký').fill('Phó Giám đốc')
  await page.getByLabel('Hồ sơ không có nội dung').check()
}

test.each([
  ['off', false, 'xa-phi-nhu', 'Kế hoạch giúp đỡ xã Phì Nhừ năm 2025'],
  ['on', true, 'xa-chieng-so', 'Kế hoạch giúp đỡ xã Chiềng Sơ năm 2025'],
] as const)('khoản 2 Điều 8 in a browser with JavaScript %s: plan, consents, agreed', async (_, javaScript, commune, title) => {
  const unit = await as('dv-stnmt', javaScript)
  await press(unit.page, `Bắt đầu ${title}`)
  await unit.page.getByLabel('Mục tiêu').fill('Đủ nước sạch')
  await unit.page.getByLabel('Nội dung theo Quy chế').selectOption('5.5')
  await unit.page.getByLabel('Nhiệm vụ', { exact: true }).fill('Xây 9 bể nước')
  await unit.page.getByLabel('Hình thức giúp đỡ').selectOption('goods')
  await unit.page.getByLabel('Kết quả dự kiến').fill('9 bể, 63 hộ')
  await unit.page.getByLabel('Số lượng').fill('9')
  await unit.page.getByLabel('Đơn vị tính').fill('bể')
  await press(unit.page, 'Lưu, sang kiểm tra và gửi')
  await sign(unit.page)
  await press(unit.page, 'Gửi lấy ý kiến thống nhất đến 2 nơi nhận')
  await expect(unit.page.getByRole('status').textContent()).resolves.toContain('Đã gửi phiên bản 1')
  const plan = new URL(unit.page.url()).pathname
  for (const party of [commune, 'huyen-dien-bien-dong']) {
    const other = await as(party, javaScript)
    await other.page.goto(plan)
    await other.page.getByRole('link', { name: 'Thống nhất phiên bản 1' }).click()
    await press(other.page, 'Thống nhất phiên bản 1')
    expect(other.problems).toEqual([])
    await other.close()
  }
  await unit.page.goto(plan)
  await expect(unit.page.locator('main').textContent()).resolves.toContain('đã được thống nhất và đang có hiệu lực')
  expect(unit.problems).toEqual([])
  await unit.close()
})

test.each([
  ['off', false, 'xa-phi-nhu'],
  ['on', true, 'xa-chieng-so'],
] as const)('khoản 4 Điều 11 in a browser with JavaScript %s: monthly report, sent and accepted', async (_, javaScript, commune) => {
  const writer = await as(commune, javaScript)
  await press(writer.page, 'Bắt đầu Báo cáo tháng 12/2024')
  await follow(writer.page, 'Kinh tế')
  for (const part of ['Kinh tế', 'Văn hóa - xã hội', 'Quốc phòng - an ninh', 'Hệ thống chính trị']) {
    await arrive(writer.page, part)
    await writer.page.getByLabel('Những việc đã làm được').fill(`Việc đã làm: ${part}`)
    await press(writer.page, 'Lưu, sang mục tiếp theo')
  }
  await arrive(writer.page, 'Số liệu')
  await press(writer.page, 'Lưu, sang mục tiếp theo')
  await arrive(writer.page, 'Kiến nghị, đề xuất')
  await press(writer.page, 'Lưu, sang kiểm tra và gửi')
  await sign(writer.page)
  await press(writer.page, 'Gửi báo cáo đến')
  const report = new URL(writer.page.url()).pathname
  const district = await as('huyen-dien-bien-dong', javaScript)
  await district.page.goto(report)
  await press(district.page, 'Tiếp nhận')
  await expect(district.page.locator('main').textContent()).resolves.toContain('đã được tiếp nhận')
  expect([...writer.problems, ...district.problems]).toEqual([])
  await Promise.all([writer.close(), district.close()])
})

test.each([
  ['off', false, 10],
  ['on', true, 9],
] as const)(
  'khoản 4 Điều 11 in a browser with JavaScript %s: figures go out as Excel, come back filled in, are seen and saved',
  async (_, javaScript, n) => {
    const made = await aReport('ready', { by: keoLom, term: { kind: 'month', year: 2024, n } })
    const { page, problems, close } = await as(keoLom, javaScript)
    await page.goto(`${made.path}/edit?part=values`)
    await follow(page, 'dán hoặc tải lên số liệu')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải mẫu Excel' }).click()])
    expect(download.suggestedFilename()).toBe(`Số liệu Báo cáo tháng ${n} 2024, UBND xã Keo Lôm, huyện Điện Biên Đông 16-12-2024.xlsx`)
    const bytes = readFileSync(await download.path())
    const row = ((await read(bytes))[0]?.data.findIndex(([code]) => code === 'KT11') ?? 0) + 1
    await page.setInputFiles('#file', { name: 'da-dien.xlsx', mimeType: '', buffer: filled(bytes, { [`E${row}`]: 1234 }) })
    await press(page, 'Xem trước từ tệp')
    await arrive(page, 'Xem trước số liệu')
    if (javaScript) await look(page, 'the preview')
    await press(page, 'Lưu 1 ô vào bản soạn')
    await expect(page.locator('[name="values[KT11][value]"]').inputValue()).resolves.toBe('1.234')
    await page.goto(`${made.path}/figures`)
    await page.fill('#text', 'KT11\t\t1.5\nXX\t1')
    await press(page, 'Xem trước từ các dòng đã dán')
    await expect(page.locator('#errors').textContent()).resolves.toContain('Ô C1')
    if (javaScript) await look(page, 'the cells that are wrong')
    expect(problems.filter((problem) => !problem.includes('422'))).toEqual([])
    await close()
  },
)

test('an unchanged month: from the desk to the confirmation in at most four pages and 60 kB, by the log of the network', async () => {
  await aReport('sent', { by: keoLom, term: { kind: 'month', year: 2024, n: 11 } })
  const { page, close } = await as(keoLom, true)
  const pages: string[] = []
  let bytes = 0
  page.on('requestfinished', async (request) => {
    const { responseBodySize, responseHeadersSize } = await request.sizes()
    bytes += responseBodySize + responseHeadersSize
  })
  page.on('framenavigated', (frame) => pages.push(frame.url()))
  await press(page, 'Bắt đầu Báo cáo tháng 12/2024')
  await follow(page, 'Kiểm tra và gửi')
  await sign(page)
  await page.getByLabel(/^Xã đã xem lại/).check()
  await press(page, 'Gửi báo cáo đến')
  await expect(page.getByRole('status').textContent()).resolves.toContain('Báo cáo tháng 12/2024')
  await page.waitForLoadState('networkidle')
  expect(pages.length).toBeLessThanOrEqual(4)
  expect(bytes).toBeGreaterThan(5_000)
  expect(bytes).toBeLessThan(60_000)
  await close()
})

const mainPages: [string, string[]][] = [
  ['dv-stnmt', ['/unit', '/plans', '/unit-reports', '/explanations', '/reports', '/assignments', '/account']],
  [
    'xa-keo-lom',
    [
      '/commune',
      '/reports',
      '/plans',
      '/petitions',
      '/petitions/new',
      '/inquiry-answers',
      '/calendar',
      '/matrix',
      '/account/reminders',
      '/account/calendar',
    ],
  ],
  [
    'huyen-dien-bien-dong',
    [
      '/district',
      '/reports',
      '/unit-reports',
      '/district-reports',
      '/inquiries',
      '/inquiries/new',
      '/figures',
      '/petitions',
      '/overview',
      '/matrix',
    ],
  ],
  [
    'so-khdt',
    [
      '/planning',
      '/unit',
      '/province-reports',
      '/unit-reports?is=overdue&q=bao',
      '/rehearsal',
      '/reports?district=&page=3',
      '/calendar',
      '/calendar/changes',
      '/calendar/settings',
      ...['/regions', '/regions/new', '/regions/table', '/indicators/table', '/accounts/slips', '/authorisations', '/authorisations/new'],
      ...['/holidays?year=2024', '/holidays/new', '/reminders', '/reminders/settings', '/reminders/proposals', '/reminders/unreachable'],
      '/obligations',
      '/obligations/extend',
      '/scorings',
      '/scorings/new',
      '/scores?year=2023',
      ...['/assignments', '/assignments/new', '/assignments/merge', '/successions', '/successions/table', '/proofs', '/petitions/document'],
      '/score-objections/new',
    ],
  ],
  [
    'ubnd-tinh',
    [
      '/province',
      '/decisions',
      '/scores/silent?year=2023',
      '/scores/programme',
      '/overview',
      '/matrix',
      '/province-reports',
      '/search?q=keo+lom',
      '/regulation',
      '/help',
      '/khong-co',
    ],
  ],
]

test.each(mainPages)(
  'no serious finding of axe, and no sideways scroll at 1280 and 360 pixels, on the pages of %s',
  async (username, paths) => {
    const { page, close } = await as(username, true)
    for (const path of paths) await inspect(page, path)
    await close()
  },
)

test('… and on the score of a unit, what each point comes from, and what it says against it', { timeout: 60_000 }, async () => {
  const made = await anObjection('upheld')
  const { page, close } = await as('dv-stnmt', true)
  await page.goto('/scores')
  await follow(page, 'Năm 2023')
  await look(page, 'a score')
  await inspect(page, made.path)
  await close()
})

test('… and on that of an agency’s template, with one in use and one before, tried without JavaScript', { timeout: 60_000 }, async () => {
  const { id } = await prisma.agency.findFirstOrThrow({ where: { documentStyle: 'party' } })
  const bytes = template({ body: p('{{NỘI DUNG}}') })
  for (const name of ['mẫu cũ.docx', 'mẫu.docx']) await putTemplate(await who(planning), id, { name, mime: 'application/zip', bytes }, {})
  const { page, close } = await as(planning, true)
  await inspect(page, `/agencies/${id}/template`)
  await close()
  const bare = await as(planning, false)
  await bare.page.goto(`/agencies/${id}/template`)
  await bare.page.setInputFiles('#file', { name: 'mau.docx', mimeType: '', buffer: bytes })
  const button = bare.page.getByRole('button', { name: 'Xem thử, chưa đặt' })
  const [download] = await Promise.all([bare.page.waitForEvent('download'), button.click()])
  expect(download.suggestedFilename()).toBe('Xem thử mẫu văn bản 16-12-2024.docx')
  await bare.close()
})

test.each(mainPages)(
  'on A4 every page of %s keeps within the paper, without what is only for the screen, and says where and when it was printed',
  async (username, paths) => {
    const { page, close } = await as(username, true)
    await page.emulateMedia({ media: 'print' })
    for (const path of paths) {
      await page.goto(path)
      // 210 mm less the margins; a matrix lies across. In pixels of 1/96 inch.
      const across = (await page.locator('.matrix').count()) > 0
      const width = Math.floor(((across ? 297 - 30 : 210 - 45) / 25.4) * 96)
      await page.setViewportSize({ width, height: 900 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${path} on paper`).toBeLessThanOrEqual(width)
      for (const screenOnly of ['.masthead', '.primary-nav', '.footer', 'main .btn', '.filter'])
        expect(await page.locator(`${screenOnly}:visible`).count(), `${path}: ${screenOnly}`).toBe(0)
      expect(await page.locator('.print-foot').textContent(), path).toMatch(/http:\/\/127\.0\.0\.1:\d+\/\S*, in ngày 16\/12\/2024$/)
    }
    const styles = await page.evaluate(() => {
      const main = document.querySelector('main') as HTMLElement
      main.innerHTML =
        '<table class="data-table"><thead><tr><th>a</th></tr></thead><tbody><tr><td><a href="/">b</a></td></tr></tbody></table>'
      const of = (one: string) => getComputedStyle(document.querySelector(one) as Element)
      return [of('thead').display, of('tr').breakInside, of('main a').textDecorationLine]
    })
    expect(styles).toEqual(['table-header-group', 'avoid', 'none'])
    await close()
  },
)

test('… and on every form that is written in', { timeout: 120_000 }, async () => {
  const forms: [string, string, string][] = [
    ['dv-stnmt', '/unit', 'Bắt đầu Kế hoạch giúp đỡ xã Keo Lôm năm 2025'],
    ['dv-stnmt', '/unit', 'Bắt đầu Báo cáo kết quả giúp đỡ xã năm 2024'],
    ['xa-keo-lom', '/commune', 'Bắt đầu Báo cáo quý IV/2024'],
    ['huyen-dien-bien-dong', '/district', 'Bắt đầu Báo cáo của huyện năm 2024'],
  ]
  for (const [username, desk, button] of forms) {
    const { page, close } = await as(username, true)
    await page.goto(desk)
    await press(page, button)
    for (const path of [page.url(), `${page.url()}?check`, ...['/send', '/files'].map((end) => page.url().replace('/edit', end))])
      await inspect(page, path)
    await close()
  }
})

async function inspect(page: Page, path: string) {
  await page.goto(path)
  await look(page, path)
}

/** The page as it stands. */
async function look(page: Page, path: string) {
  await page.setViewportSize({ width: 1280, height: 900 })
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
  expect(await fits(), `${path} at 1280`).toBe(true)
  await page.setViewportSize({ width: 360, height: 900 })
  expect(await fits(), `${path} at 360`).toBe(true)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)).toEqual([])
}
