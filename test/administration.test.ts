import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { urlOf } from './base.ts'
import { behindHttps } from './https.ts'
import { endAll, start } from './process.ts'

/**
 * A programme from nothing, in production, on the day on which the test runs: an empty database, the first administrator by `npm run admin`, the
 * portal's own process behind an HTTPS server, and then nothing but its pages and Excel files made from its own templates. At the end an official
 * of a commune sees what the commune owes (khoản 4 Điều 11), and files. The database is asked only whether it is so.
 */

const name = `empty_${randomUUID().replaceAll('-', '')}`
const DATABASE_URL = urlOf(inject('server'), name)
const server = new pg.Client(inject('server'))
await server.connect()
await server.query(`create database ${name}`)
process.env.DATABASE_URL = DATABASE_URL // before anything of the portal is loaded

const { Browser, said } = await import('./browser.ts')
const { fileAt, filled, read } = await import('./excel.ts')
const { prisma } = await import('../src/db.ts')
const { addDays, dayOf } = await import('../src/clock.ts')
const { date } = await import('../src/words.ts')
type Reader = InstanceType<typeof Browser>

const production = {
  ...{ NODE_ENV: 'production', DEMONSTRATION: '', DATABASE_URL },
  ...{ SESSION_SECRET: 'Qz7vT2mKx9LpR4wYb8NcD3fHs6JgA1eU', TRUST_PROXY: 'loopback' },
}
const password = 'đồng ruộng mùa nước nổi'
const today = dayOf(new Date())
const year = today.getUTCFullYear()
const newYear = `01/01/${year}`
let portal: Awaited<ReturnType<typeof behindHttps>>
let administrator: Reader
let slips: Record<string, string>

beforeAll(async () => {
  const who = ['--username', 'quan-tri', '--name', 'Lò Văn Đức', '--title', 'Chuyên viên']
  const made = start(production, 'src/admin.ts', who, `${password}\n`)
  expect(await made.exit, made.output()).toBe(0)
  portal = await behindHttps(await start(production).address())
  administrator = new Browser(portal)
})

afterAll(async () => {
  await endAll()
  await portal?.close()
  await server.query(`drop database ${name} with (force)`)
  await server.end()
})

async function signIn(username: string, secret: string, browser = new Browser(portal)) {
  await browser.open('/sign-in')
  return browser.press('Đăng nhập', { username, password: secret })
}

/** With the password of a slip, which opens nothing until it is changed. */
async function signInFirst(username: string) {
  const secret = slips[username] ?? ''
  const browser = await signIn(username, secret)
  await browser.open('/reports')
  expect([browser.path, browser.main]).toEqual(['/account', expect.stringContaining('Cần đổi mật khẩu')])
  await browser.press('Đổi mật khẩu', { current: secret, new: password, again: password })
  return browser.press('Đăng nhập', { username, password })
}

/** The template of a list with these rows in it, as somebody fills it in: whatever stood below the head is written over. */
async function template(reader: Reader, head: string, rows: string[][]) {
  const { path } = reader
  const { bytes } = await fileAt(reader, reader.$('main a[href$="format=xlsx"]').attr('href') ?? '')
  const data = (await read(bytes))[0]?.data ?? []
  const at = data.findIndex((cells) => cells.includes(head))
  expect(at, `${path} has a head`).toBeGreaterThan(-1)
  const width = data[at]?.length ?? 0
  const cells: Record<string, string> = {}
  for (let n = 0; n < Math.max(rows.length, data.length - at - 1); n++)
    for (let column = 0; column < width; column++) cells[`${String.fromCharCode(65 + column)}${at + n + 2}`] = rows[n]?.[column] ?? ''
  return { file: { name: 'bang.xlsx', bytes: filled(bytes, cells) } }
}

async function brought(path: string, head: string, rows: string[][]) {
  await administrator.open(`${path}/table`)
  await administrator.press('Xem trước', await template(administrator, head, rows))
  return administrator
}

const agencyRows = [
  ['UBND tỉnh Điện Biên', '', 'UBND tỉnh', '11', '', '', '01/07/2025', 'Ủy ban nhân dân tỉnh Điện Biên'],
  ['UBND xã Na Son', '', 'UBND xã', '03203', 'UBND tỉnh Điện Biên', '', '01/07/2025', ''],
  ['UBND xã Xa Dung', '', 'UBND xã', '3208', '11', '', '01/07/2025', ''],
  ['Tỉnh đoàn Điện Biên', 'TĐ', 'Đơn vị giúp xã', '', '', 'Mặt trận, đoàn thể', '01/01/2020', 'Tỉnh đoàn'],
  ['Sở Nội vụ', 'SNV', 'đơn vị giúp xã', '', 'UBND tỉnh Điện Biên', '', '01/01/2020', ''],
]

test('nobody of the demonstration is there: the sign-in page lists no account, and lets none in', async () => {
  const stranger = await new Browser(portal).open('/sign-in')
  expect(stranger.$('a[href*="username="]').length).toBe(0)
  expect(stranger.$.html()).not.toMatch(/Giup-xa-253|trình diễn|diễn tập|minh họa/i)
  for (const username of ['so-khdt', 'xa-keo-lom', 'tinh-uy']) {
    await stranger.press('Đăng nhập', { username, password: 'Giup-xa-253' })
    expect([stranger.status, stranger.path]).toEqual([422, '/sign-in'])
  }
  expect(await prisma.user.findMany({ select: { username: true } })).toEqual([{ username: 'quan-tri' }])
})

test('the first administrator comes to a portal that has nothing, and every list says so', async () => {
  await signIn('quan-tri', password, administrator)
  expect(administrator.path).toBe('/planning')
  expect(administrator.$('a[href^="/rehearsal"]').length).toBe(0)
  expect((await administrator.agent.get('/rehearsal')).status).toBe(404)
  expect(
    administrator
      .$('#chuan-bi')
      .parent()
      .find('li')
      .toArray()
      .map((step) => said(administrator.$(step).text())),
  ).toEqual([
    'Nhập cơ quan, đơn vị từ Excel chưa có',
    'Mở giai đoạn chưa có',
    'Nhập phân công từ Excel chưa có',
    'Cấp tài khoản từ Excel, in phiếu mật khẩu chưa có',
    'Nhập ngày nghỉ, ngày làm bù của năm từ Excel',
  ])
  for (const path of [
    '/agencies',
    '/accounts',
    '/programmes',
    '/assignments',
    '/holidays',
    '/calendar',
    '/matrix',
    '/overview',
    '/reports',
  ]) {
    const { status } = await administrator.agent.get(path)
    expect([path, status < 500]).toEqual([path, true])
  }
  await administrator.open('/programmes')
  expect(administrator.main).toContain('Chưa có giai đoạn nào')
})

test('a table with wrong cells names each of them, and nothing is written', async () => {
  await brought('/agencies', 'Tên cơ quan, đơn vị', [
    ['UBND xã Na Son', '', 'UBND xã', '', '', '', '01/07/2025', ''],
    ['Sở Nội vụ', '', 'Sở', '', 'UBND tỉnh Lai Châu', '', '31/02/2025', ''],
    ['Sở Y tế', '', 'Đơn vị giúp xã', '', 'UBND tỉnh Lai Châu', '', '01/01/2020', ''],
  ])
  expect(administrator.status).toBe(422)
  const errors = administrator.$('#errors').text()
  for (const words of ['Xã cần có mã', 'Không có “Sở”', 'Nhập một ngày', 'Không rõ “UBND tỉnh Lai Châu”']) expect(errors).toContain(words)
  expect(errors).toMatch(/Ô D\d/)
  expect(await prisma.agency.count()).toBe(1)
})

test('agencies come by Excel: shown, then written; the same table again adds nothing', async () => {
  await brought('/agencies', 'Tên cơ quan, đơn vị', agencyRows)
  expect(administrator.main).toContain('5 dòng mới')
  expect(await prisma.agency.count()).toBe(1)
  const { action, fields } = administrator.form('Ghi 5 dòng')
  const both = await Promise.all([administrator.send(action, fields), administrator.send(action, fields)])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  const made = await prisma.agency.findMany({ include: { codes: true, roles: true, parents: { include: { parent: true } }, names: true } })
  expect(made.length).toBe(6)
  expect(made.find((one) => one.name === 'UBND xã Xa Dung')).toMatchObject({
    ...{ codes: [{ code: '03208' }], roles: [{ role: 'commune' }], parents: [{ parent: { name: 'UBND tỉnh Điện Biên' } }] },
    names: [{ name: 'UBND xã Xa Dung', from: new Date('2025-07-01') }],
  })
  expect(made.find((one) => one.name === 'Tỉnh đoàn Điện Biên')).toMatchObject({ documentStyle: 'massOrganisation', roles: [] })
  await brought('/agencies', 'Tên cơ quan, đơn vị', agencyRows)
  expect([administrator.status, administrator.main]).toEqual([422, expect.stringContaining('cả 5 dòng đã có trên cổng')])
  expect(await prisma.event.count({ where: { action: 'agency.import' } })).toBe(1)
})

test('an agency is renamed from a day on, gets and loses a function; each stays in its history', async () => {
  await administrator.open('/agencies?q=noi+vu')
  await administrator.follow('Sở Nội vụ')
  const { path } = administrator
  const step = async (name: string, button: string, values: Record<string, string>) => {
    await administrator.open(`${path}/${name}`)
    return administrator.press(button, { ...values, note: 'Theo Nghị quyết 01/NQ-HĐND' })
  }
  await step('rename', 'Đổi tên', { name: 'Sở Nội vụ và Lao động', abbreviation: 'SNVLĐ', from: date(addDays(today, 30)) })
  expect(administrator.$('#errors').text()).toContain('đến ngày ấy mới ghi được')
  await step('rename', 'Đổi tên', { name: 'Sở Nội vụ và Lao động', abbreviation: 'SNVLĐ', from: newYear })
  for (const words of [
    `Sở Nội vụ, từ ngày 01/01/2020 đến hết ngày 31/12/${year - 1}`,
    `Sở Nội vụ và Lao động, từ ngày ${newYear}`,
    'đổi tên cơ quan',
  ])
    expect(administrator.main).toContain(words)
  await step('take-function', 'Giao chức năng', { role: 'district', from: newYear })
  expect(administrator.main).toContain(`UBND cấp huyện, từ ngày ${newYear}`)
  await step('end-function', 'Thôi chức năng', { role: 'district', last: newYear })
  expect(administrator.main).toContain(`UBND cấp huyện, từ ngày ${newYear} đến hết ngày ${newYear}`)
  await step('edit', 'Sửa', { name: 'Sở Nội vụ', abbreviation: 'SNV' })
  expect(administrator.$('h1').text()).toBe('Sở Nội vụ')
})

test('without a programme assignments are refused with what to do; with one they come by Excel, and what is owed follows', async () => {
  const { status, text } = await administrator.agent.get('/assignments/table?format=xlsx')
  expect([status, text]).toEqual([409, expect.stringContaining('mở giai đoạn trước')])
  await administrator.open('/programmes')
  await administrator.follow('Mở giai đoạn mới')
  const title = `Giai đoạn ${year}-${year + 4}`
  const decisions = `Quyết định 01/QĐ-UBND ngày ${date(today)}`
  const programme = { name: title, decisions, from: newYear, to: `31/12/${year + 4}` }
  await administrator.press('Mở giai đoạn', { ...programme, firstYear: `${year - 1}` })
  expect(administrator.$('#errors').text()).toContain('Nhập một năm trong giai đoạn')
  await administrator.press('Mở giai đoạn', { ...programme, firstYear: `${year}` })
  expect(administrator.$('h1').text()).toBe(title)
  expect(administrator.offers).toContain('Sửa')

  const rows = [
    ['Tỉnh đoàn', 'UBND xã Na Son', date(today), '02/QĐ-UBND', date(today), 'Vàng A Dơ, Bí thư', ''],
    ['Sở Nội vụ', '03208', date(today), '02/QĐ-UBND', date(today), '', ''],
  ]
  const wrong = [...rows, ['Tỉnh đoàn', 'xã Na Son', date(addDays(today, 1)), '02/QĐ-UBND', date(today), '', '']]
  await brought('/assignments', 'Xã được giúp', wrong)
  expect([administrator.status, administrator.$('#errors').text()]).toEqual([422, expect.stringContaining('đã được phân công giúp xã này')])
  await brought('/assignments', 'Xã được giúp', rows)
  const { length } = await prisma.obligation.findMany({ where: { kind: { not: 'provinceReport' } } })
  expect(length).toBe(0)
  expect(administrator.main).toMatch(/\d+ nghĩa vụ báo cáo được lập/)
  const told = Number(/(\d+) nghĩa vụ báo cáo được lập/.exec(administrator.main)?.[1])
  await administrator.press('Ghi 2 dòng')
  expect(await prisma.assignment.count()).toBe(2)
  expect(told).toBeGreaterThan(0)
  expect(await prisma.obligation.count({ where: { kind: { not: 'provinceReport' } } })).toBe(told)
  await administrator.open('/programmes')
  await administrator.follow(title)
  expect(administrator.offers).not.toContain('Sửa')
})

test('accounts come by Excel and leave as slips, this once; days off too', async () => {
  const rows = [
    ['UBND xã Na Son', 'Lò Thị Mai', 'Công chức Văn phòng - Thống kê', 'chuyên viên', '', ''],
    ['03208', 'Lò Thị Mai', 'Công chức Văn phòng - Thống kê', 'Chuyên viên', '', ''],
    ['Tỉnh đoàn', 'Vàng A Dơ', 'Phó Bí thư', 'lãnh đạo', 'tinh-doan', 'Có'],
  ]
  await brought('/accounts', 'Họ và tên', rows)
  await administrator.press('Ghi 3 dòng')
  expect([administrator.path, administrator.main]).toEqual(['/accounts/slips', expect.stringContaining('3 tài khoản chưa có mật khẩu')])
  await administrator.press('Cấp mật khẩu, in phiếu')
  expect(administrator.$('.slip').length).toBe(3)
  slips = Object.fromEntries(
    administrator
      .$('.slip')
      .toArray()
      .map((slip) => administrator.$(slip).find('code').toArray().map((code) => administrator.$(code).text())), // biome-ignore format: one line
  )
  expect(Object.keys(slips)).toEqual(['tinh-doan', 'xa-na-son.lo-thi-mai', 'xa-xa-dung.lo-thi-mai'])
  expect(await prisma.user.findUnique({ where: { username: 'tinh-doan' } })).toMatchObject({ administrator: true, position: 'leader' })
  await brought('/accounts', 'Họ và tên', rows)
  expect(administrator.main).toContain('cả 3 dòng đã có trên cổng')
  const saturday = addDays(new Date(Date.UTC(year + 1, 0, 2)), 6 - new Date(Date.UTC(year + 1, 0, 2)).getUTCDay()) // the first after New Year's Day
  const days = [
    ['Tết Dương lịch', 'Ngày nghỉ', `01/01/${year + 1}`, '', 'Bộ luật Lao động'],
    ['Làm bù', 'Ngày làm bù', date(saturday), '', 'Thông báo 01/TB'],
  ]
  await brought('/holidays', 'Căn cứ', days)
  await administrator.press('Ghi 2 dòng')
  expect(
    await prisma.holiday.findMany({ where: { from: { gte: new Date(`${year + 1}-01-01`) } }, orderBy: { from: 'asc' } }),
  ).toMatchObject([
    { name: 'Tết Dương lịch', worked: false },
    { name: 'Làm bù', worked: true, to: saturday },
  ])
})

test('what is owed from this day on is made, for everybody, each with its day, and nothing is left to set up', async () => {
  await administrator.open('/')
  expect([administrator.path, administrator.$('#chuan-bi').length]).toEqual(['/planning', 0])
  const lists = [year, year + 1].map(
    async (of) => (await read((await fileAt(administrator, `/obligations?year=${of}&format=xlsx`)).bytes))[0],
  )
  const lines = (await Promise.all(lists)).flatMap((list) => list?.data.slice(4) ?? [])
  const owed = lines.map(([agency, title, , , last]) => [agency, title, date(last as Date)].join(', '))
  expect(owed.toSorted()).toEqual(owedFromToday().toSorted())
})

/** By the regulation and the settings that nobody has touched: programmes and plans at once, reports on the periods whose figures are still to come. */
function owedFromToday() {
  const on = (month: number, day: number) => new Date(Date.UTC(year, month - 1, day))
  const open = (month: number) => today <= on(month, 14) // the last day of a period's figures
  const months = Array.from({ length: 12 }, (_, i) => i + 1).filter(open)
  const quarters = ['I', 'II', 'III', 'IV'].map((word, i) => ({ word, last: i * 3 + 3 })).filter(({ last }) => open(last))
  const ofCommune = [
    `Chương trình phối hợp năm ${year}, ${date(addDays(today, 30))}`,
    `Chương trình phối hợp năm ${year + 1}, 31/12/${year}`,
    ...months.map((month) => `Báo cáo tháng ${month}/${year}, ${date(on(month, 20))}`),
    ...quarters.map(({ word, last }) => `Báo cáo quý ${word}/${year}, ${date(on(last, 23))}`),
    ...(open(12) ? [`Báo cáo năm ${year}, 25/12/${year}`] : []),
  ]
  return [
    ...['UBND xã Na Son', 'UBND xã Xa Dung'].flatMap((commune) => ofCommune.map((one) => `${commune}, ${one}`)),
    `Tỉnh đoàn Điện Biên, Kế hoạch giúp đỡ xã Na Son năm ${year + 1}, 31/12/${year}`,
    `Sở Nội vụ, Kế hoạch giúp đỡ xã Xa Dung năm ${year + 1}, 31/12/${year}`,
    ...(open(12)
      ? [
          ...['Tỉnh đoàn Điện Biên', 'Sở Nội vụ'].map((unit) => `${unit}, Báo cáo kết quả giúp đỡ xã năm ${year}, 30/12/${year}`),
          `Sở Kế hoạch và Đầu tư, Báo cáo tổng kết của tỉnh năm ${year}, 09/01/${year + 1}`,
        ]
      : []),
  ]
}

test('an official of a commune signs in with the slip, sets a password of their own, sees what the commune owes, and files', async () => {
  const official = await signInFirst('xa-na-son.lo-thi-mai')
  expect(official.path).toBe('/commune')
  const programme = `Chương trình phối hợp năm ${year}`
  expect(official.main).toContain(`${programme} Hạn: chậm nhất ngày ${date(addDays(today, 30))}, còn 30 ngày`)
  await official.open(`/matrix?year=${year}`)
  expect(official.status).toBe(200)
  await official.open('/assignments')
  expect(official.main).toContain('Tỉnh đoàn Điện Biên')
  expect(official.main).not.toContain('Xa Dung')

  await official.open('/')
  await official.press(`Bắt đầu ${programme}`)
  const row = (cell: string) => official.blankRow('items', cell)
  await official.press('Lưu, sang kiểm tra và gửi', {
    ...{ aims: 'Xác định rõ việc của từng đơn vị', inspection: 'Tổng kết tháng 12' },
    ...{ [row('area')]: 'society', [row('content')]: 'Thu gom rác tại nguồn', [row('result')]: '8 đội thu gom' },
  })
  const send = official.buttons.find((button) => button.startsWith('Gửi chương trình')) ?? ''
  await official.press(send, { signerName: 'Hạng A Sùng', signerTitle: 'Chủ tịch', noSecret: '1' })
  expect(official.main).toContain('Đã gửi phiên bản 1')

  const unit = await signInFirst('tinh-doan')
  expect(unit.path).toBe('/unit')
  expect(unit.main).toContain(`${programme} của xã Na Son`)
})
