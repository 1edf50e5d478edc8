import writeSheet from 'write-excel-file/node'
import { prisma } from '../src/db.ts'
import { signIn } from './browser.ts'

/** What bringing in ten thousand rows costs, from the file to the preview and from the press to the list: over HTTP, as a person would. */
export async function importing() {
  const communes = await prisma.agency.findMany({
    where: { roles: { some: { role: 'commune', to: null } } },
    include: { codes: true, helpedBy: true },
  })
  const units = await prisma.agency.findMany({ where: { roles: { none: {} }, helps: { some: {} } } })
  const codes = communes.map(({ codes: [code] }) => code?.code ?? '')
  const many = Array.from({ length: 10_000 }, (_, n) => n)
  const month = (n: number) => `01/${String((n % 12) + 1).padStart(2, '0')}/${2020 + (Math.floor(n / 12) % 79)}`
  const letters = (n: number) => String.fromCharCode(65 + (Math.floor(n / 2_600) % 26), 65 + (Math.floor(n / 100) % 26))

  await bring('/agencies', ['Tên cơ quan, đơn vị', 'Viết tắt', 'Chức năng', 'Trực thuộc', 'Từ ngày', 'Cách viết khác'], many.map((n) =>
    [`Đơn vị thử số ${n}`, `ĐV${n}`, 'Đơn vị giúp xã', 'Sở Nội vụ', '01/01/2024', `Tên khác ${n}`])) // biome-ignore format: one line
  await bring('/regions', ['Xã', 'Khu vực', 'Từ ngày', 'Số quyết định', 'Ngày quyết định'], many.map((n) =>
    [codes[n % codes.length] ?? '', ['I', 'II', 'III'][n % 3] ?? '', month(12 + Math.floor(n / codes.length)), `${n}/QĐ-TTg`, '01/01/2020'])) // biome-ignore format: one line
  await bring('/indicators', ['Mã chỉ tiêu', 'Tên chỉ tiêu', 'Đơn vị tính', 'Nhóm', 'Cách tính', 'Có trong báo cáo', 'Áp dụng từ ngày', 'Căn cứ, mục đích'], many.map((n) =>
    [`${letters(n)}${String(n % 100).padStart(2, '0')}Z`, `Chỉ tiêu ${n}`, 'hộ', `Nhóm ${n % 20}`, 'Hiện có', 'năm', '01/01/2090', 'Thử'])) // biome-ignore format: one line
  await bring('/accounts', ['Cơ quan, đơn vị', 'Họ và tên', 'Chức vụ'], many.map((n) => [units[n % units.length]?.name ?? '', `Lò Văn ${n}`, 'Chuyên viên'])) // biome-ignore format: one line
  const helping = [...units, ...(await prisma.agency.findMany({ where: { name: { startsWith: 'Đơn vị thử' } }, take: 100 }))]
  const pairs = communes.flatMap(({ helpedBy, codes: [code] }) =>
    helping.filter(({ id }) => !helpedBy.some(({ unitId }) => unitId === id)).map(({ name }) => [name, code?.code ?? '']),
  )
  await bring('/assignments', ['Đơn vị giúp xã', 'Xã được giúp', 'Từ ngày', 'Số quyết định', 'Ngày quyết định'], pairs.slice(0, many.length).map((pair) =>
    [...pair, '01/01/2025', '99/QĐ-UBND', '31/12/2024'])) // biome-ignore format: one line
}

async function bring(path: string, head: string[], rows: string[][]) {
  const bytes = await writeSheet([head, ...rows].map((row) => row.map((value) => ({ value, type: String }))) as never).toBuffer()
  const browser = await signIn('so-khdt')
  await browser.open(`${path}/table`)
  const reading = performance.now()
  await browser.press('Xem trước', { file: { name: 'bang.xlsx', bytes } })
  await waited('Đang đọc bảng')
  const button = browser.buttons.find((words) => words.startsWith('Ghi '))
  if (!button) throw new Error(`${path}: ${browser.main.slice(0, 500)}`)
  const writing = performance.now()
  await browser.press(button)
  await waited('Đang ghi bảng')
  if (![path, `${path}/slips`].includes(browser.path)) throw new Error(`${path}: ${browser.main.slice(0, 500)}`)
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)
  console.log(
    `${path.padEnd(22)} ${button}: read and shown in ${seconds(reading, writing)} s, written in ${seconds(writing, performance.now())} s`,
  )

  async function waited(heading: string) {
    for (; browser.$('h1').text() === heading; await browser.open(browser.path)) await new Promise((done) => setTimeout(done, 200))
  }
}
