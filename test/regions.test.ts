import { expect, test } from 'vitest'
import { setClock } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { type Browser, said, signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import { fileAt, filled, read } from './excel.ts'
import { agencyOf, keoLom, note, planning } from './make.ts'
import { aRegion } from './nouns.ts'

/** Điều 1: which communes are extremely disadvantaged (khu vực III), by decision and from which day. */

const table = (rows: string[][]) => [['Xã', 'Khu vực', 'Từ ngày', 'Số quyết định', 'Ngày quyết định'], ...rows].map((row) => row.join('\t')).join('\n') // biome-ignore format: one line
const brought = async (reader: Browser, text: string) => {
  await reader.open('/regions/table')
  return reader.press('Xem trước', { text })
}
/** One that does not help the commune. */
const idleUnit = async () =>
  (await prisma.assignment.findFirstOrThrow({ where: { communeId: { not: await agencyOf('xa-chieng-so') }, unit: { helps: { none: { communeId: await agencyOf('xa-chieng-so') } } } } })).unitId // biome-ignore format: one line
const rowsOf = async (commune: string) =>
  (await prisma.communeRegion.findMany({ where: { communeId: await agencyOf(commune) }, orderBy: { from: 'asc' } })).map(
    ({ region, status, from }) => `${region} ${from.toISOString().slice(0, 10)} ${status}`,
  )

test('the list counts the communes of khu vực III, and says which of them no unit helps', async () => {
  const officer = await signedIn(planning)
  await officer.open('/regions')
  expect(said(officer.$('.lead').text())).toBe('Hôm nay có 94 xã khu vực III (đặc biệt khó khăn), xã nào cũng có đơn vị giúp.')
  const alone = await prisma.agency.findFirstOrThrow({ where: { name: 'UBND xã Mường Báng' } })
  await brought(officer, table([['xã Mường Báng', 'III', '19/7/2024', '698/QĐ-TTg', '19/07/2024']]))
  expect(officer.main).toContain('1 dòng mới')
  await officer.press('Ghi 1 dòng')
  expect(officer.path).toBe('/regions')
  expect(said(officer.$('.lead').text())).toContain('95 xã khu vực III (đặc biệt khó khăn), trong đó 1 xã chưa có đơn vị giúp')
  await officer.follow('1 xã chưa có đơn vị giúp')
  expect(officer.$('tbody tr').length).toBe(1)
  expect(officer.$('tbody').text()).toContain('Xã Mường Báng')
  expect(await prisma.communeRegion.findMany({ where: { communeId: alone.id } })).toMatchObject([
    { region: 'three', from: new Date('2024-07-19'), decisionNumber: '698/QĐ-TTg', status: 'kept' },
  ])
})

test('a list is written wholly or not at all; wrong cells are named; what is there already is left alone', async () => {
  const officer = await signedIn(planning)
  const before = await prisma.communeRegion.count()
  await brought(
    officer,
    table([
      ['xã Keo Lôm', 'II', '01/12/2024', '100/QĐ-TTg', '01/12/2024'],
      ['xã Keo Lôm', 'III', '01/12/2024', '100/QĐ-TTg', '01/12/2024'],
      ['xã Phì Nhừ', 'IV', '01/12/2024', '100/QĐ-TTg', '01/12/2024'],
      ['xã Không Có', 'III', '31/02/2024', '', '01/12/2024'],
      ['xã Na Son', 'khu vực ii', '01/12/2024', '100/QĐ-TTg', '02/12/2024'],
      ['03187', 'II', '04/06/2021', '861/QĐ-TTg', '04/06/2021'],
    ]),
  )
  expect(officer.status).toBe(422)
  const errors = said(officer.$('#errors').text())
  for (const words of [
    'Ô A3: Đã có ở dòng 2',
    'Ô B4: Không có “IV”. Ghi một trong: I; II; III',
    'Ô A5: Không có cơ quan, đơn vị “xã Không Có” trên cổng',
    'Ô C5: Nhập một ngày dạng',
    'Ô D5: Nhập số quyết định',
    'Ô E6: Quyết định ban hành sau ngày bắt đầu',
    'Ô B7: Ngày này xã đã thuộc Khu vực III theo 861/QĐ-TTg',
  ])
    expect(errors).toContain(words)
  expect(await prisma.communeRegion.count()).toBe(before)
})

test('the list as it is downloaded comes in again and adds nothing; the template has the communes without a region', async () => {
  const officer = await signedIn(planning)
  const { bytes } = await fileAt(officer, '/regions?format=xlsx')
  await officer.open('/regions/table')
  await officer.press('Xem trước', { file: { name: 'khu-vuc.xlsx', bytes } })
  expect([officer.status, officer.main]).toEqual([422, expect.stringMatching(/Bảng này không thêm gì: cả \d+ dòng đã có trên cổng/)])

  const template = await fileAt(officer, '/regions/table?format=xlsx')
  const [{ data = [] } = {}] = await read(template.bytes)
  const head = data.findIndex((cells) => cells.includes('Số quyết định'))
  const communes = data.slice(head + 1).map(([commune]) => String(commune))
  expect(communes).not.toContain('UBND xã Keo Lôm')
  expect(communes.length).toBeGreaterThan(20)
  const cells = Object.fromEntries(
    communes.flatMap((_, i) => [`I`, '04/06/2021', '861/QĐ-TTg', '04/06/2021'].map((value, j) => [`${'BCDE'[j]}${head + 2 + i}`, value])),
  )
  await officer.open('/regions/table')
  await officer.press('Xem trước', { file: { name: 'mau.xlsx', bytes: filled(template.bytes, cells) } })
  expect(officer.main, said(officer.$('#errors').text())).toContain(`${communes.length} dòng mới`)
  await officer.press(`Ghi ${communes.length} dòng`)
  expect(await prisma.communeRegion.count({ where: { region: 'one' } })).toBe(communes.length)
})

test('a later decision moves a commune from its day on; what was before stays in the list and in the file', async () => {
  const made = await aRegion('kept', { commune: keoLom, from: '20/12/2024' })
  const reader = await signedIn('xa-keo-lom')
  const seen = async () => {
    await reader.open('/regions?q=keo+lom')
    return reader.$('tbody tr').toArray().map((row) => said(reader.$(row).text())) // biome-ignore format: one line
  }
  expect((await seen()).map((row) => /Khu vực I+/.exec(row)?.[0])).toEqual(['Khu vực III', 'Khu vực II'])
  await reader.open('/regions?q=keo+lom&is=inForce')
  expect(said(reader.$('tbody').text())).toContain('19/12/2024')
  await setClock(at('2024-12-20T08:00:00'))
  await reader.open('/regions?q=keo+lom&is=inForce')
  expect(said(reader.$('tbody').text())).toContain('Khu vực II ')
  await reader.open(made.path)
  expect(reader.main).toContain('Khu vực II từ ngày 20/12/2024')
  expect(reader.offers).toEqual([])
})

test('a mistake is corrected or taken out, with a reason, and put back', async () => {
  const officer = await signedIn(planning)
  const { path } = await aRegion('kept', { commune: 'xa-phi-nhu', from: '01/12/2024' })
  await officer.open(`${path}/edit`)
  await officer.press('Sửa', { from: '04/06/2021', dated: '04/06/2021', ...note })
  expect([officer.status, officer.main]).toEqual([422, expect.stringContaining('Ngày này xã đã có khu vực theo một quyết định khác')])
  await officer.press('Sửa', { from: '01/11/2024', dated: '01/11/2024', ...note })
  expect(await rowsOf('xa-phi-nhu')).toEqual(['three 2021-06-04 kept', 'two 2024-11-01 kept'])
  await officer.open(`${path}/withdraw`)
  await officer.press('Bỏ dòng này', note)
  expect(await rowsOf('xa-phi-nhu')).toEqual(['three 2021-06-04 kept', 'two 2024-11-01 removed'])
  await officer.open(`${path}/restore`)
  await officer.press('Khôi phục', note)
  expect(await rowsOf('xa-phi-nhu')).toEqual(['three 2021-06-04 kept', 'two 2024-11-01 kept'])
  await officer.open(path)
  for (const words of ['sửa khu vực của xã', 'bỏ khu vực đã ghi của xã', 'khôi phục khu vực đã ghi của xã'])
    expect(officer.main).toContain(words)
})

test('assigning a unit to a commune that is not in khu vực III is shown as such, and not refused', async () => {
  await aRegion('kept', { commune: 'xa-chieng-so', from: '01/12/2024' })
  const officer = await signedIn(planning)
  await officer.open('/assignments/new')
  const values = { unit: await idleUnit(), number: '01/QĐ-UBND', dated: '20/12/2024', from: '20/12/2024' }
  await officer.press('Xem trước', { ...values, commune: await agencyOf('xa-chieng-so') })
  expect(officer.main).toContain('Ngày 20/12/2024 xã Chiềng Sơ thuộc Khu vực II, không thuộc danh sách xã đặc biệt khó khăn (khu vực III)')
})
