import { expect, test } from 'vitest'
import writeSheet from 'write-excel-file/node'
import { prisma } from '../src/db.ts'
import { hourly } from '../src/hourly.ts'
import { pool } from '../src/pool.ts'
import { type Browser, said, signedIn } from './browser.ts'
import { planning } from './make.ts'

/** Ten thousand rows of a list: read, shown and written while a page says how far it is; wholly, or not at all. */

const head = [
  'Tên cơ quan, đơn vị',
  'Viết tắt',
  'Chức năng',
  'Mã đơn vị hành chính',
  'Trực thuộc',
  'Thể thức văn bản',
  'Từ ngày',
  'Cách viết khác',
]
const unit = (n: number) => [
  `Đơn vị thử số ${n}`,
  `ĐV${n}`,
  'Đơn vị giúp xã',
  '',
  n % 3 ? 'Sở Nội vụ' : '',
  '',
  '01/01/2024',
  `Tên khác ${n}`,
]

async function sheetOf(rows: string[][]) {
  const cells = [head, ...rows].map((row) => row.map((value) => ({ value, type: String })))
  return { name: 'bang.xlsx', bytes: await writeSheet(cells as never).toBuffer() }
}

async function chosen(reader: Browser, rows: string[][]) {
  await reader.open('/agencies/table')
  await reader.press('Xem trước', { file: await sheetOf(rows) })
  return reader
}

/** Waits as the page does: it comes again until it is another one. */
async function waited(reader: Browser, words: string) {
  const seen: string[] = []
  for (let n = 0; n < 240 && reader.$('h1').text() === words; n++) {
    seen.push(said(reader.$('[role="status"] p').text()))
    await new Promise((done) => setTimeout(done, 250))
    await reader.open(reader.path)
  }
  return seen
}

const pending = async () => (await prisma.pendingTable.findFirstOrThrow({ orderBy: { id: 'desc' } })).id

test('ten thousand agencies come by one table: shown in part, written wholly, one event', { timeout: 180_000 }, async () => {
  const reader = await signedIn(planning)
  const [agencies, events] = [await prisma.agency.count(), await prisma.event.count()]
  await chosen(
    reader,
    Array.from({ length: 10_000 }, (_, n) => unit(n)),
  )
  await waited(reader, 'Đang đọc bảng')
  expect(reader.main).toContain('10.000 dòng mới')
  expect(reader.$('tbody tr').length).toBe(200)
  expect(reader.main).toContain('Và 9.800 dòng khác')
  expect(await prisma.agency.count()).toBe(agencies)

  await reader.press('Ghi 10.000 dòng')
  expect(reader.$('h1').text(), 'longer than one waits for an answer').toBe('Đang ghi bảng')
  for (const words of await waited(reader, 'Đang ghi bảng')) expect(words).toMatch(/^Đã kiểm tra lại [\d.]+ trong 10\.001 dòng\.$/)
  expect(reader.path, reader.main.slice(0, 300)).toBe('/agencies')
  expect(await prisma.agency.count()).toBe(agencies + 10_000)
  expect(await prisma.agencyParent.count({ where: { parent: { name: 'Sở Nội vụ' } } })).toBe(6_666)
  expect(await prisma.event.findMany({ where: { action: 'agency.import' } })).toMatchObject([{ note: '10000 dòng từ bảng' }])
  expect(await prisma.event.count()).toBe(events + 1)
})

test('one wrong cell among thousands: it is named, nothing is written', { timeout: 60_000 }, async () => {
  const reader = await signedIn(planning)
  const before = await prisma.agency.count()
  const rows = Array.from({ length: 3_000 }, (_, n) => unit(20_000 + n))
  rows[2_998] = [...(rows[2_998] as string[]).slice(0, 6), '31/02/2024', '']
  await chosen(reader, rows)
  await waited(reader, 'Đang đọc bảng')
  expect(reader.status).toBe(422)
  expect(said(reader.$('#errors').text())).toContain('còn 1 ô phải sửa, chưa có gì được ghi Ô G3000: Nhập một ngày dạng')
  expect(await prisma.agency.count()).toBe(before)
})

test('more than ten thousand rows are refused before they are read', async () => {
  const reader = await signedIn(planning)
  await chosen(
    reader,
    Array.from({ length: 10_200 }, (_, n) => unit(n)),
  )
  expect([reader.status, reader.main]).toEqual([422, expect.stringContaining('Bảng trong tệp quá lớn: nhiều nhất 10100 dòng')])
})

test('a page that waits says how far it is and comes again by itself; whoever worked on it is gone: nothing was written, begin again', async () => {
  const reader = await signedIn(planning)
  await chosen(reader, [unit(50_000)])
  expect(reader.main).toContain('1 dòng mới')
  const id = await pending()
  for (const [stage, heading] of [
    ['reading', 'Đang đọc bảng'],
    ['writing', 'Đang ghi bảng'],
  ]) {
    await pool.query(`update pending_table set stage = $2, done = 1, touched_at = now() where id = $1`, [id, stage])
    const { headers } = await reader.agent.get(`/agencies/table/${id}`)
    expect(headers.refresh).toBe('2')
    await reader.open(`/agencies/table/${id}`)
    expect(reader.$('h1').text()).toBe(heading)
    expect(reader.$('progress').attr()).toMatchObject({ max: '2', value: '1' })
    await pool.query(`update pending_table set touched_at = now() - interval '3 minutes' where id = $1`, [id])
    await reader.open(`/agencies/table/${id}`)
    expect([reader.status, reader.main]).toEqual([409, expect.stringContaining('bị ngắt giữa chừng, chưa có gì được ghi')])
  }
})

test('it is written as it was shown, once, by whoever brought it, on the page of its list, within a day', async () => {
  const reader = await signedIn(planning)
  await chosen(reader, [unit(60_000)])
  const id = await pending()
  const { action, fields } = reader.form('Ghi 1 dòng')
  expect(action).toBe(`/agencies/table/${id}`)

  const colleague = await signedIn('so-khdt.lanh-dao')
  await colleague.open('/agencies')
  const theirs = { ...fields, _csrf: String(colleague.$('[name="_csrf"]').first().val()) }
  for (const address of [`/agencies/table/${id}`, `/holidays/table/${id}`]) {
    expect((await colleague.agent.get(address)).status, address).toBeGreaterThanOrEqual(403)
    expect((await colleague.send(address, theirs)).status, address).toBeGreaterThanOrEqual(403)
  }
  expect((await reader.send(`/holidays/table/${id}`, fields)).status).toBe(404)

  const sent = await Promise.all([1, 2, 3].map(() => reader.send(action, fields)))
  expect(sent.map(({ status }) => status)).toEqual([303, 303, 303])
  expect(await prisma.agency.count({ where: { name: 'Đơn vị thử số 60000' } })).toBe(1)
  expect((await reader.agent.get(action)).headers.location).toBe('/agencies')

  await pool.query(`update pending_table set expires = now() - interval '1 second' where id = $1`, [id])
  await reader.open(action)
  expect([reader.status, reader.main]).toEqual([404, expect.stringContaining('Bảng này không còn trên cổng')])
  await hourly()
  expect(await prisma.pendingTable.count({ where: { id } })).toBe(0)
})

test('what somebody else has added meanwhile is not added again: the table is looked at anew', async () => {
  const reader = await signedIn(planning)
  await chosen(reader, [unit(70_000), unit(70_001)])
  const stale = reader.form('Ghi 2 dòng')
  await chosen(reader, [unit(70_000)])
  await reader.press('Ghi 1 dòng')
  const { status, text } = await reader.send(stale.action, stale.fields)
  expect([status, said(text)]).toEqual([409, expect.stringContaining('Dữ liệu trên cổng vừa thay đổi nên bảng này không còn khớp')])
  expect(await prisma.agency.count({ where: { name: 'Đơn vị thử số 70001' } })).toBe(0)
})
