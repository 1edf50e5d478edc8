import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { verify } from '../src/verification.ts'
import { signedIn } from './browser.ts'
import { fileAt, read as readFile } from './excel.ts'
import {
  aDistrictReport,
  agencyOf,
  anExplainedReport,
  aProvinceReport,
  aUnitReport,
  dienBienDong,
  explainedBody,
  keoLom,
  type Made,
  note,
  planning,
  province,
  sectionReason,
  signer,
  step,
  stnmt,
  unitReportBody,
} from './make.ts'

/** Khoản 2 Điều 12, as the section of one commune: the reason in place of results; planning notes it, UBND tỉnh decides. Reported, explained, nothing. */

const year = (n: number) => ({ kind: 'year' as const, year: n })
const sectionOf = async ({ id }: Pick<Made, 'id'>) =>
  prisma.explainedSection.findFirstOrThrow({ where: { filingId: id }, orderBy: { n: 'desc' } })
const outcomeOn = async (username: string, path: string) => {
  const reader = await signedIn(username)
  await reader.open(path)
  return reader
}

test('the unit ticks the box and gives the reason; planning notes it, UBND tỉnh finds it on its desk and decides; unit and district read all of it', async () => {
  const made = await aUnitReport('draft', { by: stnmt, term: year(2024) })
  await step(made, stnmt, 'save', { body: await unitReportBody(made) })
  const unit = await signedIn(stnmt)
  const here = await agencyOf(keoLom)
  const at = (name: string) => `sections[${here}]${name}`
  await unit.open(`${made.path}/edit`)
  await unit.press('Lưu, sang kiểm tra và gửi', { [at('[nothing]')]: '1' })
  expect(unit.main).toContain('Nêu lý do không triển khai tại xã này')
  expect(unit.main, 'results and reasons exclude each other').toContain('Xã này còn nội dung ở Kinh tế')
  await step(made, stnmt, 'save', { body: await explainedBody(made, keoLom) })
  await unit.open(`${made.path}/send`)
  expect(unit.main).toContain(sectionReason)
  await unit.press('Gửi báo cáo đến 1 nơi nhận', signer)
  expect(unit.main).toContain('Chờ cơ quan tổng hợp ghi ý kiến')
  expect(await prisma.unitResult.count({ where: { filingId: made.id, communeId: here } }), 'no results beside the reason').toBe(0)

  await expect(step(made, province, 'decide-section', { data: {} }), 'not before it was noted').rejects.toMatchObject({ status: 409 })
  const officer = await signedIn(planning)
  await officer.open('/planning')
  expect(officer.main).toContain('Sở Tài nguyên và Môi trường: lý do không triển khai tại xã Keo Lôm')
  await officer.open(made.path)
  await officer.follow('Ghi ý kiến về lý do tại xã')
  const section = (await sectionOf(made)).id
  await officer.press('Ghi ý kiến về lý do tại xã', { section })
  expect([officer.status, officer.main.includes('Nêu ý kiến về lý do của đơn vị')]).toEqual([422, true])
  await officer.press('Ghi ý kiến về lý do tại xã', { section, note: 'Đường sạt lở là có thật' })
  expect(officer.main).toContain('Chờ UBND tỉnh quyết định')
  expect((await officer.open('/planning')).main).not.toContain('lý do không triển khai tại xã Keo Lôm')

  const leader = await signedIn(province)
  await leader.open('/province')
  await leader.follow('Sở Tài nguyên và Môi trường: lý do không triển khai tại xã Keo Lôm')
  await leader.follow('Quyết định về lý do tại xã')
  await leader.press('Quyết định về lý do tại xã', { section, text: 'Không đủ căn cứ' })
  expect([leader.status, leader.$('[name="text"]').val()]).toEqual([422, 'Không đủ căn cứ'])
  const decided = { section, decision: 'agrees', text: 'Đồng ý, năm sau làm bù', documentNumber: '15/UBND-TH' }
  await leader.press('Quyết định về lý do tại xã', decided)
  expect(leader.main).toContain('đồng ý với lý do')
  expect((await leader.open('/province')).main).not.toContain('lý do không triển khai tại xã Keo Lôm')

  for (const [username, path] of [
    [stnmt, made.path],
    [dienBienDong, `${made.path}/sections`],
  ] as const) {
    // biome-ignore format: short
    const reader = await outcomeOn(username, path)
    for (const words of [sectionReason, 'Đường sạt lở là có thật', 'Đồng ý, năm sau làm bù', 'Văn bản số 15/UBND-TH'])
      expect(reader.main, username).toContain(words)
  }
  const wrong: string[] = []
  await verify((one) => wrong.push(one))
  expect(wrong).toEqual([])
})

describe('one of three outcomes: đã báo cáo, đã giải trình lý do, chưa có gì', () => {
  let made: Made
  let here: string
  beforeAll(async () => {
    made = await anExplainedReport({ by: stnmt, term: year(2023) }, keoLom)
    here = await agencyOf(keoLom)
  })
  const profile = (username: string) => outcomeOn(username, `/communes/${here}`)

  test('explained, as soon as it was sent; results elsewhere are reported', async () => {
    for (const reader of [planning, province, dienBienDong, stnmt])
      expect((await profile(reader)).main, reader).toContain('2023, Sở Tài nguyên và Môi trường: đã giải trình lý do')
    expect((await outcomeOn(province, '/overview?year=2023')).main).toContain('Keo Lôm (có giải trình lý do)')
    const district = await outcomeOn(dienBienDong, `${made.path}/sections`)
    expect(district.main).toMatch(/Xã Keo Lôm Kết quả: đã giải trình lý do/)
    expect(district.main).toMatch(/Xã Phì Nhừ Kết quả: đã báo cáo/)
  })

  test('not agreed with, it is nothing; the latest decision counts', async () => {
    const { id: section } = await sectionOf(made)
    await step(made, planning, 'note-section', { data: { section, ...note } })
    await step(made, planning, 'accept')
    const decide = (decision: string) => step(made, province, 'decide-section', { data: { section, decision, text: 'Lý do chưa đủ' } })
    await decide('refuses')
    expect((await profile(planning)).main).toContain('2023, Sở Tài nguyên và Môi trường: chưa có gì')
    expect((await outcomeOn(province, '/overview?year=2023')).main).not.toContain('có giải trình lý do')
    const district = await outcomeOn(dienBienDong, `${made.path}/sections`)
    expect(district.main).toMatch(/Xã Keo Lôm Kết quả: chưa có gì/)
    expect(district.main).toContain('không đồng ý với lý do')
    await decide('agrees')
    expect((await profile(planning)).main).toContain('2023, Sở Tài nguyên và Môi trường: đã giải trình lý do')
    await decide('refuses')
    expect((await outcomeOn(planning, made.path)).main).toContain('Trước đó')
  })

  test('consolidated reports name unit, commune, reason, opinion and decision; no figure comes from it', async () => {
    for (const [maker, username] of [
      [aDistrictReport, dienBienDong],
      [aProvinceReport, planning],
    ] as const) {
      // biome-ignore format: short
      const whole = await maker('ready', { by: username, term: year(2023) })
      const { compiled } = await prisma.draft.findUniqueOrThrow({ where: { filingId: whole.id } })
      const { explained, units } = compiled as { explained: object[]; units: { agencyId: string; versionId: string; communes: number }[] }
      expect(explained).toMatchObject([
        { agency: 'Sở Tài nguyên và Môi trường', communeId: here, reason: sectionReason, note: note.note, decision: 'refuses' },
      ])
      const own = await agencyOf(stnmt)
      expect(units.find(({ agencyId }) => agencyId === own)).toMatchObject({ communes: 2, versionId: (await sectionOf(made)).versionId })
      const reader = await outcomeOn(username, `${whole.path}/edit`)
      expect(reader.main).toContain('Không triển khai tại một xã, có giải trình lý do')
      expect(reader.main).toContain('chưa có gì')
      const { bytes } = await fileAt(reader, `${whole.path}/edit?format=xlsx`)
      expect((await readFile(bytes)).find(({ sheet }) => sheet === 'Giải trình lý do tại xã')?.data.flat()).toContain(sectionReason)
    }
  })

  test('sent again with results, the reason is history; what was noted of it stays with its version', async () => {
    await step(made, planning, 'request-changes', { data: note })
    await step(made, stnmt, 'save', { body: await unitReportBody(made) })
    await step(made, stnmt, 'send', { data: signer })
    expect((await profile(planning)).main).toContain('2023, Sở Tài nguyên và Môi trường: đã báo cáo')
    const officer = await outcomeOn(planning, made.path)
    expect(officer.main, 'planning sees what changed in the sections').toContain('Thay đổi của phiên bản 2 so với phiên bản 1')
    const changes = officer.$('section[aria-labelledby="khac-gi"]').text()
    for (const words of ['xã Keo Lôm', sectionReason, 'Hỗ trợ 1.200 cây giống']) expect(changes).toContain(words)
    expect((await officer.open(`${made.path}/versions/1`)).main).toContain(note.note)
    const { id: section } = await sectionOf(made)
    await expect(step(made, planning, 'note-section', { data: { section, ...note } })).rejects.toMatchObject({ status: 409 })
  })
})

test('a report in which every commune is explained is refused, with a hint to explain the whole', async () => {
  const made = await aUnitReport('draft', { by: stnmt, term: year(2022) })
  await step(made, stnmt, 'save', { body: await explainedBody(made, keoLom, 'xa-phi-nhu', 'xa-chieng-so') })
  await expect(step(made, stnmt, 'send', { data: signer })).rejects.toMatchObject({
    status: 409,
    message: expect.stringContaining('Mọi xã đều ghi không triển khai: lập báo cáo lý do không triển khai'),
  })
  await step(made, stnmt, 'save', {
    body: { ...(await unitReportBody(made)), sections: { [await agencyOf(keoLom)]: { reason: 'Chỉ có lý do' } } },
  })
  const unit = await outcomeOn(stnmt, `${made.path}/edit?check`)
  expect(unit.main).toContain('Đã ghi lý do không triển khai: đánh dấu vào ô này, hoặc xóa lý do')
})

test('nobody else notes or decides', async () => {
  const made = await anExplainedReport({ by: stnmt, term: year(2021) }, keoLom)
  const { id: section } = await sectionOf(made)
  for (const username of [stnmt, dienBienDong, keoLom, province])
    await expect(step(made, username, 'note-section', { data: { section, ...note } })).rejects.toMatchObject({ status: expect.toBeOneOf([403, 404]) }) // biome-ignore format: one line
  await step(made, planning, 'note-section', { data: { section, ...note } })
  for (const username of [stnmt, dienBienDong, keoLom, planning])
    await expect(step(made, username, 'decide-section', { data: { section, decision: 'agrees', text: 'x' } })).rejects.toMatchObject({ status: expect.toBeOneOf([403, 404]) }) // biome-ignore format: one line
  await expect(step(made, province, 'decide-section', { data: { section: crypto.randomUUID(), decision: 'agrees', text: 'x' } })).rejects.toMatchObject({ status: 409 }) // biome-ignore format: one line
})
