import { beforeAll, expect, test } from 'vitest'
import type { ConsolidationContent, Working } from '../src/consolidations/consolidation.ts'
import { prisma } from '../src/db.ts'
import { pool } from '../src/pool.ts'
import { verify } from '../src/verification.ts'
import { said, signedIn } from './browser.ts'
import {
  aDistrictReport,
  agencyOf,
  aReport,
  aUnitReport,
  dienBienDong,
  keoLom,
  type Made,
  neighbourUnit,
  planning,
  reportBody,
  see,
  signer,
  step,
  stnmt,
} from './make.ts'
import { aSupport, supportBody } from './nouns.ts'

/** Khoản 2 Điều 13: the compiling officer leaves a source out, or counts a unit that has not reported by what communes have confirmed (khoản 3 Điều 11). */

const thisYear = { kind: 'year', year: 2024, n: 1 } as const
const compiledBy = async (made: Made) => (await see(dienBienDong, made)).draft?.compiled as unknown as Working
const sentBy = async (made: Made) =>
  ((await prisma.filingVersion.findFirstOrThrow({ where: { filingId: made.id } })).content as unknown as ConsolidationContent).compiled
/** Presses a button of the page of the report, and fills in what it asks. */
async function decide(made: Made, label: string, agency: string, note: string) {
  const writer = await signedIn(dienBienDong)
  await writer.open(made.path)
  await writer.follow(label)
  await writer.press(label, { source: agency, note })
  return writer
}
const offered = async (made: Made) => {
  const writer = await signedIn(dienBienDong)
  await writer.open(made.path)
  return writer.offers
}
const labels = {
  leaveOut: 'Không tính một báo cáo',
  takeIn: 'Tính lại báo cáo đã để ngoài',
  count: 'Tính đơn vị chưa gửi theo hoạt động xã đã xác nhận',
  stop: 'Thôi tính theo hoạt động xã đã xác nhận',
}

let neighbour: string
let unit: Made
let made: Made
beforeAll(async () => {
  neighbour = await neighbourUnit()
  unit = await aUnitReport('sent', { by: stnmt, term: thisYear })
  await aReport('sent', { by: keoLom, term: thisYear, body: { ...reportBody, values: { GN01: { value: '100' } } } })
  await aReport('sent', { by: 'xa-phi-nhu', term: thisYear, body: { ...reportBody, values: { GN01: { value: '50' } } } })
  const money = {
    c1: { kind: 'money', source: 'own', what: 'tiền', value: '12.000.001' },
    c2: { kind: 'money', source: 'programme', what: 'vốn', value: '5.000.000' },
  }
  await aSupport('confirmed', { by: neighbour })
  await aSupport('confirmed', { by: neighbour, body: { ...supportBody, clause: '5.5', form: 'money', contributions: money } })
  await aSupport('disputed', { by: neighbour })
  await aSupport('declared', { by: neighbour })
  await aSupport('cancelled', { by: neighbour })
  made = await aDistrictReport('ready', { by: dienBienDong, term: thisYear })
})

test('a report that is left out stays named, with the reason, and is in no sum; taken in again, everything is as it was', async () => {
  const before = await compiledBy(made)
  expect(await offered(made)).toContain(labels.leaveOut)
  expect(await offered(made)).not.toContain(labels.takeIn)
  const writer = await decide(made, labels.leaveOut, await agencyOf(stnmt), 'Số liệu hai xã bị ghi gộp')
  expect(writer.main).toContain('không tính báo cáo ấy, đã tổng hợp lại')
  const without = await compiledBy(made)
  expect(without.total.ownMoney).toBe('0')
  expect(without.forms).toEqual([])
  expect(without.units.find(({ agencyId }) => agencyId === before.units.find(({ versionId }) => versionId)?.agencyId)).toMatchObject({
    ownMoney: '0',
    n: 1,
    leftOut: { reason: 'Số liệu hai xã bị ghi gộp' },
  })
  expect(without.changed?.figures).toContainEqual({ words: 'Kinh phí của đơn vị', unit: 'đồng', before: before.total.ownMoney, after: '0' })
  await writer.open(`${made.path}/edit`)
  expect(writer.main).toContain('Báo cáo đã gửi nhưng không tính')
  expect(writer.main).toContain('Số liệu hai xã bị ghi gộp')
  await writer.open(`${made.path}/figures?of=total.all.ownMoney`)
  expect(writer.main).toContain('không báo cáo nào có số để cộng')
  await step(made, dienBienDong, 'compile')
  expect((await compiledBy(made)).total.ownMoney, 'compiling again keeps what was decided').toBe('0')

  await decide(made, labels.takeIn, await agencyOf(stnmt), 'Đơn vị đã giải thích')
  const { at: _, changed: __, choices: ___, ...after } = await compiledBy(made)
  const { at: ____, choices: _____, changed: ______, ...was } = before
  expect(after).toEqual(was)
})

test('the figures of a commune that is left out are in no sum of indicators', async () => {
  const of = async (code: string) => (await compiledBy(made)).indicators.find((line) => line.code === code)
  expect(await of('GN01')).toMatchObject({ total: '150', communes: 2 })
  await decide(made, labels.leaveOut, await agencyOf(keoLom), 'Chưa thống nhất số hộ nghèo')
  expect(await of('GN01')).toMatchObject({ total: '50', communes: 1 })
  await decide(made, labels.takeIn, await agencyOf(keoLom), 'Đã thống nhất')
  expect(await of('GN01')).toMatchObject({ total: '150', communes: 2 })
})

test('a unit that has not reported stands apart with what communes have confirmed; counted by name, every table says so', async () => {
  const unitId = await agencyOf(neighbour)
  const before = await compiledBy(made)
  expect(before.unsent?.find(({ agencyId }) => agencyId === unitId)).toMatchObject({
    declared: { supports: '4' },
    received: { supports: '3', own: '78000001', programme: '5000000' }, // 36.000.000 + 12.000.001 + 30.000.000, which the commune says
  })
  expect(before.units.find(({ agencyId }) => agencyId === unitId)).toMatchObject({ ownMoney: '0', goodsValue: '0' })

  const opened = await signedIn(dienBienDong)
  await opened.open(`${made.path}/count-confirmed`)
  const units = opened
    .$('select[name="source"] option[value!=""]')
    .map((_, one) => opened.$(one).attr('value'))
    .get()
  expect(units, 'only who has something confirmed').toEqual([unitId])
  const writer = await decide(made, labels.count, unitId, 'Đơn vị báo trước sẽ gửi chậm')
  const { total, confirmed, ...after } = await compiledBy(made)
  // Goods as declared; what the commune disputes counts as the amount that it says.
  expect(after.units.find(({ agencyId }) => agencyId === unitId)).toMatchObject({
    ownMoney: '42000001',
    goodsValue: '36000000',
    programmeMoney: '5000000',
  })
  expect(BigInt(total.ownMoney) - BigInt(before.total.ownMoney)).toBe(42_000_001n)
  expect(confirmed?.map(({ area }) => area).sort()).toEqual(['economy', 'society'])
  const { rows } = await pool.query(
    `select sum(coalesce(commune_own, own_value)) as own from support where unit_id = $1 and year = 2024 and status in ('confirmed', 'disputed')`,
    [unitId],
  )
  expect(rows[0].own).toBe('78000001')

  await writer.open(`${made.path}/edit`)
  const { name } = await prisma.agency.findUniqueOrThrow({ where: { id: unitId } })
  const captions = writer
    .$('main caption:not(.visually-hidden)')
    .map((_, caption) => said(writer.$(caption).text()))
    .get()
  expect(captions.length).toBeGreaterThan(2)
  for (const caption of captions) expect(caption).toContain(`Theo hoạt động xã đã xác nhận: ${name}.`)
  await writer.open(`${made.path}/figures?of=total.all.ownMoney`)
  expect(writer.main).toContain('Hoạt động xã đã xác nhận')
  expect(writer.main).not.toContain('không bằng số trong báo cáo')
  expect(writer.$('main td a[href^="/supports"]').length).toBeGreaterThan(0)
  for (const a of writer.$('main td a[href^="/supports"]').toArray()) {
    const href = writer.$(a).attr('href') ?? ''
    expect((await writer.agent.get(href)).status, href).toBe(200)
  }
})

test('what was decided is frozen with the report and read by whoever reads it, also when supports change later; it is verified', async () => {
  await decide(made, labels.leaveOut, await agencyOf(stnmt), 'Số liệu hai xã bị ghi gộp')
  await step(made, dienBienDong, 'send', { data: signer })
  const frozen = await sentBy(made)
  await aSupport('confirmed', { by: neighbour })
  const reader = await signedIn(planning)
  await reader.open(made.path)
  expect(reader.main).toContain('Sở Tài nguyên và Môi trường, phiên bản 1: Số liệu hai xã bị ghi gộp')
  expect(reader.main).toContain('không tính: Số liệu hai xã bị ghi gộp')
  await reader.open(`${made.path}/figures?of=total.all.goodsValue&version=1`)
  expect(reader.main).not.toContain('không bằng số trong báo cáo')
  expect(said(reader.$('main tfoot .num').first().text())).toBe('36.000.000')
  expect(await sentBy(made)).toEqual(frozen)
  const wrong: string[] = []
  await verify((sentence) => wrong.push(sentence))
  expect(wrong).toEqual([])
})

test('nobody else decides; what is not there cannot be chosen', async () => {
  for (const name of ['leave-out', 'take-in', 'count-confirmed', 'stop-confirmed'])
    await expect(step(made, planning, name, { data: { source: unit.id, note: 'x' } })).rejects.toMatchObject({ status: 403 })
  await step(made, planning, 'request-changes', { data: { note: 'Sửa' } })
  for (const name of ['leave-out', 'take-in', 'count-confirmed', 'stop-confirmed'])
    await expect(step(made, dienBienDong, name, { data: { source: crypto.randomUUID(), note: 'x' } })).rejects.toMatchObject({
      status: 409,
    })
})
