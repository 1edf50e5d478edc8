import { beforeAll, expect, test } from 'vitest'
import { asOf } from '../src/clock.ts'
import { signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import { aReport, dienBienDong, type Made, note, planning, reportBody, see, signer, step, stnmt } from './make.ts'

/** Khoản 4 Điều 11: a month that is corrected after its quarter was sent; the quarter stays, and says so. */

const commune = 'xa-phi-nhu'
const month = (n: number) => ({ kind: 'month', year: 2024, n }) as const
const body = (values: object) => ({ ...reportBody, values })
const on = <T>(moment: string, run: () => Promise<T>) => asOf(at(moment), run)

async function sent(term: object, values: object, moment: string) {
  const made = await on('2024-12-16T08:00:00', () => aReport('ready', { by: commune, term, body: body(values) }))
  await on(moment, () => step(made, commune, 'send', { data: signer }))
  return made
}

/** The district asks, the commune sends again. */
async function corrected(made: Made, values: object, moment: string) {
  await on(moment, async () => {
    await step(made, dienBienDong, 'request-changes', { data: note })
    await step(made, commune, 'save', { body: body(values) })
    await step(made, commune, 'send', { data: signer })
  })
}

/** The figures that differ, as this reader finds them on the page of a report; undefined if the page says nothing. */
async function told(username: string, { path }: Made) {
  const reader = await signedIn(username)
  await reader.open(path)
  const section = reader.$('section[aria-labelledby="da-sua"]')
  if (!section.length) return undefined
  const words = (row: unknown) => reader.$(row as never).text().replace(/\s+/g, ' ').trim() // biome-ignore format: one line
  const cells = (row: unknown) =>
    reader
      .$(row as never)
      .children()
      .toArray()
      .map(words)
      .join(' | ')
  return {
    head: words(section.find('h2')),
    months: section.find('h2 ~ p').toArray().map(words),
    rows: section.find('tbody tr').toArray().map(cells),
  }
}

const values = (value: string, total: string, stock: string) => ({ KT01: { value, total }, KT11: { value: stock } })
let july: Made, august: Made, september: Made, quarter: Made, year: Made
beforeAll(async () => {
  july = await sent(month(7), values('10', '110', '1.400'), '2024-12-16T08:01:00')
  august = await sent(month(8), values('20,5', '130,5', '1.410'), '2024-12-16T08:02:00')
  september = await sent(month(9), values('30', '160,5', '1.420'), '2024-12-16T08:03:00')
  quarter = await sent({ kind: 'quarter', year: 2024, n: 3 }, values('60,5', '160,5', '1.420'), '2024-12-16T09:00:00')
  year = await sent({ kind: 'year', year: 2024 }, values('400', '400', '1.430'), '2024-12-16T10:00:00')
})

test('while no month was corrected the quarter says nothing; nor does a month that was corrected before it', async () => {
  for (const made of [quarter, year, august]) expect(await told(commune, made)).toBeUndefined()
})

test('a month whose words only were corrected, or that says the same figures again, is no difference', async () => {
  await corrected(july, values('10', '110', '1.400'), '2024-12-16T11:00:00')
  expect(await told(commune, quarter)).toBeUndefined()
})

test('commune, district and unit read on the quarter which indicator, what the months said then and what they say now', async () => {
  await corrected(august, values('25,5', '135,5', '1.399'), '2024-12-17T08:00:00')
  for (const username of [commune, dienBienDong, stnmt, planning]) {
    const found = await told(username, quarter)
    expect(found?.head, username).toBe('Số liệu tháng đã sửa sau khi gửi báo cáo quý III/2024')
    expect(found?.months.slice(0, -1)).toEqual([
      'Số tháng 8/2024 đã sửa sau khi gửi báo cáo quý III/2024: phiên bản 2, gửi lúc 08:00 ngày 17/12/2024.',
    ])
    // What came in the months is added up; what there is stands in the latest month, which is September's and the same.
    expect(found?.rows).toHaveLength(1)
    expect(found?.rows[0]).toMatch(/KT01, cộng các tháng \| 60,5 ha \| 60,5 ha \| 65,5 ha$/)
    expect((await told(username, year))?.rows[0]).toMatch(/KT01, cộng các tháng \| 400 ha \| 60,5 ha \| 65,5 ha$/)
  }
})

test('the latest month decides about what there is and what came since January', async () => {
  await corrected(september, values('30', '165,5', '1.425'), '2024-12-17T09:00:00')
  const rows = (await told(dienBienDong, quarter))?.rows ?? []
  expect(rows.map((row) => row.slice(row.search(/KT\d\d/)))).toEqual([
    'KT01, cộng các tháng | 60,5 ha | 60,5 ha | 65,5 ha',
    'KT01, lũy kế của tháng sau cùng | 160,5 ha | 160,5 ha | 165,5 ha',
    'KT11, hiện có của tháng sau cùng | 1.420 con | 1.420 con | 1.425 con',
  ])
})

test('no number of what was sent has changed', async () => {
  const { versions } = await see(commune, quarter)
  expect(versions).toHaveLength(1)
  const content = versions[0]?.content as { values: { code: string; value: string; total?: string }[] }
  expect(content.values.find(({ code }) => code === 'KT01')).toMatchObject({ value: '60.5', total: '160.5' })
})

test('the quarter that was sent again says nothing of what it knew by then, and names what is corrected after it', async () => {
  await corrected(quarter, values('65,5', '165,5', '1.425'), '2024-12-17T10:00:00')
  expect(await told(commune, quarter)).toBeUndefined()
  expect(await told(commune, year)).toBeDefined()
  await corrected(july, values('9', '109', '1.400'), '2024-12-17T11:00:00')
  expect((await told(stnmt, quarter))?.rows).toEqual([expect.stringMatching(/KT01, cộng các tháng \| 65,5 ha \| 65,5 ha \| 64,5 ha$/)])
})

test('a correction that was recalled was never sent', async () => {
  await on('2024-12-17T12:00:00', () => step(july, commune, 'recall', { data: note }))
  expect(await told(commune, quarter)).toBeUndefined()
})

test('a month that comes after its quarter is told as such; one of another quarter, or of another commune, is not', async () => {
  const first = await sent({ kind: 'quarter', year: 2024, n: 2 }, values('40', '100', '1.390'), '2024-12-17T13:00:00')
  await sent(month(6), values('12', '100', '1.390'), '2024-12-17T14:00:00')
  const found = await told(dienBienDong, first)
  expect(found?.months[0]).toMatch(/^Báo cáo tháng 6\/2024 gửi sau báo cáo quý II\/2024: phiên bản 1/)
  expect(found?.rows[0]).toMatch(/KT01, cộng các tháng \| 40 ha \| chưa có \| 12 ha$/)
  expect(await told(commune, quarter)).toBeUndefined()
})
