import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { apply } from '../prisma/migrate.ts'
import { urlOf } from './base.ts'

/**
 * A programme from nothing: a database with its migrations only, the first administrator as `npm run admin` makes one, and then nothing but the
 * portal's pages and Excel files made from its own templates. At the end an official of a commune sees what the commune owes (khoản 4 Điều 11).
 */

const name = `empty_${randomUUID().replaceAll('-', '')}`
const server = new pg.Client(inject('server'))
await server.connect()
await server.query(`create database ${name}`)
await apply(urlOf(inject('server'), name))
process.env.DATABASE_URL = urlOf(inject('server'), name) // before anything of the portal is loaded

const { Browser } = await import('./browser.ts')
const { fileAt, filled, read } = await import('./excel.ts')
const { prisma } = await import('../src/db.ts')
const { setClock } = await import('../src/clock.ts')
const { makeFirstAdministrator } = await import('../src/first-administrator.ts')
type Reader = InstanceType<typeof Browser>

const password = 'đồng ruộng mùa nước nổi'
const administrator = new Browser()
let slips: Record<string, { username: string; password: string }>

beforeAll(async () => {
  await setClock(new Date('2026-01-05T08:00:00+07:00'))
  const first = {
    agencyName: 'Sở Kế hoạch và Đầu tư',
    abbreviation: 'SKHĐT',
    username: 'quan-tri',
    name: 'Lò Văn Đức',
    title: 'Chuyên viên',
  }
  await makeFirstAdministrator({ ...first, password })
})

afterAll(async () => {
  await server.query(`drop database ${name} with (force)`)
  await server.end()
})

async function signIn(username: string, secret: string) {
  const browser = username === 'quan-tri' ? administrator : new Browser()
  await browser.open('/sign-in')
  await browser.press('Đăng nhập', { username, password: secret })
  return browser
}

/** The template of a list with these rows in it, as somebody fills it in: whatever stood below the head is written over. */
async function template(reader: Reader, path: string, head: string, rows: string[][]) {
  const { bytes } = await fileAt(reader, `${path}/table?format=xlsx`)
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
  await administrator.press('Xem trước', await template(administrator, path, head, rows))
  return administrator
}

const agencyRows = [
  ['UBND tỉnh Điện Biên', '', 'UBND tỉnh', '11', '', '', '01/07/2025', 'Ủy ban nhân dân tỉnh Điện Biên'],
  ['UBND xã Na Son', '', 'UBND xã', '03203', 'UBND tỉnh Điện Biên', '', '01/07/2025', ''],
  ['UBND xã Xa Dung', '', 'UBND xã', '3208', '11', '', '01/07/2025', ''],
  ['Tỉnh đoàn Điện Biên', 'TĐ', 'Đơn vị giúp xã', '', '', 'Mặt trận, đoàn thể', '01/01/2020', 'Tỉnh đoàn'],
  ['Sở Nội vụ', 'SNV', 'đơn vị giúp xã', '', 'UBND tỉnh Điện Biên', '', '01/01/2020', ''],
]

test('the first administrator comes to a portal that has nothing, and every list says so', async () => {
  await signIn('quan-tri', password)
  expect(administrator.path).toBe('/planning')
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
  await step('rename', 'Đổi tên', { name: 'Sở Nội vụ và Lao động', abbreviation: 'SNVLĐ', from: '01/02/2026' })
  expect(administrator.$('#errors').text()).toContain('đến ngày ấy mới ghi được')
  await step('rename', 'Đổi tên', { name: 'Sở Nội vụ và Lao động', abbreviation: 'SNVLĐ', from: '01/01/2026' })
  for (const words of [
    'Sở Nội vụ, từ ngày 01/01/2020 đến hết ngày 31/12/2025',
    'Sở Nội vụ và Lao động, từ ngày 01/01/2026',
    'đổi tên cơ quan',
  ])
    expect(administrator.main).toContain(words)
  await step('take-function', 'Giao chức năng', { role: 'district', from: '01/01/2026' })
  expect(administrator.main).toContain('UBND cấp huyện, từ ngày 01/01/2026')
  await step('end-function', 'Thôi chức năng', { role: 'district', last: '01/01/2026' })
  expect(administrator.main).toContain('UBND cấp huyện, từ ngày 01/01/2026 đến hết ngày 01/01/2026')
  await step('edit', 'Sửa', { name: 'Sở Nội vụ', abbreviation: 'SNV' })
  expect(administrator.$('h1').text()).toBe('Sở Nội vụ')
})

test('without a programme assignments are refused with what to do; with one they come by Excel, and what is owed follows', async () => {
  const { status, text } = await administrator.agent.get('/assignments/table?format=xlsx')
  expect([status, text]).toEqual([409, expect.stringContaining('mở giai đoạn trước')])
  await administrator.open('/programmes')
  await administrator.follow('Mở giai đoạn mới')
  const programme = {
    name: 'Giai đoạn 2026-2030',
    decisions: 'Quyết định 01/QĐ-UBND ngày 02/01/2026',
    from: '01/01/2026',
    to: '31/12/2030',
  }
  await administrator.press('Mở giai đoạn', { ...programme, firstYear: '2025' })
  expect(administrator.$('#errors').text()).toContain('Nhập một năm trong giai đoạn')
  await administrator.press('Mở giai đoạn', { ...programme, firstYear: '2026' })
  expect(administrator.$('h1').text()).toBe('Giai đoạn 2026-2030')
  expect(administrator.offers).toContain('Sửa')

  const rows = [
    ['Tỉnh đoàn', 'UBND xã Na Son', '05/01/2026', '02/QĐ-UBND', '04/01/2026', 'Vàng A Dơ, Bí thư', ''],
    ['Sở Nội vụ', '03208', '05/01/2026', '02/QĐ-UBND', '04/01/2026', '', ''],
  ]
  const wrong = [...rows, ['Tỉnh đoàn', 'xã Na Son', '06/01/2026', '02/QĐ-UBND', '04/01/2026', '', '']]
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
  await administrator.follow('Giai đoạn 2026-2030')
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
  expect(administrator.$('.slip').length).toBe(3)
  slips = Object.fromEntries(
    administrator
      .$('.slip')
      .toArray()
      .map((slip) => {
        const [username = '', secret = ''] = administrator.$(slip).find('code').toArray().map((code) => administrator.$(code).text()) // biome-ignore format: one line
        return [username, { username, password: secret }]
      }),
  )
  expect(Object.keys(slips)).toEqual(['xa-na-son.lo-thi-mai', 'xa-xa-dung.lo-thi-mai', 'tinh-doan'])
  expect(await prisma.user.findUnique({ where: { username: 'tinh-doan' } })).toMatchObject({ administrator: true, position: 'leader' })
  await brought('/accounts', 'Họ và tên', rows)
  expect(administrator.main).toContain('cả 3 dòng đã có trên cổng')
  const days = [
    ['Tết Dương lịch', 'Ngày nghỉ', '01/01/2027', '', 'Bộ luật Lao động'],
    ['Làm bù', 'Ngày làm bù', '09/01/2027', '', 'Thông báo 01/TB'],
  ]
  await brought('/holidays', 'Căn cứ', days)
  await administrator.press('Ghi 2 dòng')
  expect(await prisma.holiday.findMany({ where: { from: { gte: new Date('2027-01-01') } }, orderBy: { from: 'asc' } })).toMatchObject([
    { name: 'Tết Dương lịch', worked: false },
    { name: 'Làm bù', worked: true, to: new Date('2027-01-09') },
  ])
})

test('an official of a commune signs in with the slip, sets a password of their own, and sees what the commune owes', async () => {
  const slip = slips['xa-na-son.lo-thi-mai']
  const official = await signIn(slip?.username ?? '', slip?.password ?? '')
  await official.open('/reports')
  expect([official.path, official.main]).toEqual(['/account', expect.stringContaining('Cần đổi mật khẩu')])
  await official.press('Đổi mật khẩu', { current: slip?.password ?? '', new: password, again: password })
  await official.press('Đăng nhập', { username: slip?.username ?? '', password })
  expect(official.path).toBe('/commune')
  expect(official.main).toContain('Chương trình phối hợp năm 2026 Hạn: chậm nhất ngày 04/02/2026, còn 30 ngày')
  await setClock(new Date('2026-01-19T08:00:00+07:00'))
  await official.open('/commune')
  expect(official.main).toMatch(/Báo cáo tháng 1\/2026 Hạn: chậm nhất ngày 20\/01\/2026, còn 1 ngày/i)
  await official.open('/matrix?year=2026')
  expect(official.status).toBe(200)
  await official.open('/assignments')
  expect(official.main).toContain('Tỉnh đoàn Điện Biên')
  expect(official.main).not.toContain('Xa Dung')
})
