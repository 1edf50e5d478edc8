import { beforeAll, describe, expect, test } from 'vitest'
import { dbFor, prisma } from '../src/db.ts'
import { Browser, signedIn } from './browser.ts'
import {
  agencyOf,
  aUnitReport,
  dienBienDong,
  keoLom,
  type Made,
  neighbourUnit,
  planning,
  province,
  signer,
  step,
  stnmt,
  who,
} from './make.ts'

/** Khoản 1, khoản 2 Điều 13: unit and district owe theirs by the same day, so districts see the figures of their communes, and comment, before it is sent. */

const neighbourCommune = 'xa-muong-pon'
let neighbourDistrict: string
const here = (id: string, rest = '') => `/unit-reports/${id}/sections${rest}`

beforeAll(async () => {
  const stem = await prisma.assignment.findFirstOrThrow({ where: { unitId: await agencyOf(stnmt), to: null } })
  const { id: _, ...like } = stem
  const communeId = await agencyOf(neighbourCommune)
  await prisma.assignment.create({ data: { ...like, communeId, from: new Date('2024-02-01') } })
  const { parentId } = await prisma.agencyParent.findFirstOrThrow({ where: { agencyId: communeId } })
  neighbourDistrict = (await prisma.user.findFirstOrThrow({ where: { agencyId: parentId, NOT: { username: { contains: '.' } } } })).username
})

async function written(made: Made) {
  const [own, other] = await Promise.all([keoLom, neighbourCommune].map(agencyOf))
  const { content } = await prisma.draft.findUniqueOrThrow({ where: { filingId: made.id } })
  const body = content as { sections: Record<string, { economy: object }> }
  const said = (done: string, ownMoney: string) => ({ economy: { ...body.sections[own ?? '']?.economy, done, ownMoney } })
  const sections = {
    ...body.sections,
    [own ?? '']: said('Trồng rừng ở Keo Lôm', '11.111.111'),
    [other ?? '']: said('Làm đường ở Mường Pồn', '22.222.222'),
  }
  await step(made, made.writer, 'save', { body: { ...body, summary: 'Tóm tắt của đơn vị', petitions: 'Kiến nghị riêng', sections } })
  return { own: own ?? '', other: other ?? '', body: { ...body, sections } }
}

test('the unit shows it: each district reads the sections of its own communes and nothing else, comments, the unit answers; after sending it reads what was sent', async () => {
  const made = await aUnitReport('ready', { by: stnmt, term: { kind: 'year', year: 2024 } })
  const { own, other } = await written(made)
  const district = await signedIn(dienBienDong)
  const beside = await signedIn(neighbourDistrict)
  expect((await district.open(here(made.id))).status, 'a working copy is nobody’s').toBe(404)
  expect((await district.open('/district')).main).not.toContain('xin góp ý')

  const unit = await signedIn(stnmt)
  await unit.open(made.path)
  await unit.press('Chuyển huyện góp ý')
  expect(unit.main).toContain('đã chuyển huyện góp ý phần kết quả của từng xã')
  expect(unit.main).toContain('Chưa có góp ý.')

  await district.open('/unit-reports?year=2024')
  expect(district.$(`main a[href="${here(made.id)}"]`).length, 'the list leads there').toBeGreaterThan(0)
  await district.open('/district')
  expect(district.main).toContain('Báo cáo của Sở Tài nguyên và Môi trường xin góp ý')
  await district.follow('Báo cáo của Sở Tài nguyên và Môi trường xin góp ý')
  expect(district.main).toContain('Trồng rừng ở Keo Lôm')
  expect(district.main).toContain('11.111.111 đồng của đơn vị')
  expect(district.main).toMatch(/Sở Tài nguyên và Môi trường chuyển lúc .*16\/12\/2024: /)
  for (const foreign of ['Mường Pồn', '22.222.222', 'Tóm tắt của đơn vị', 'Kiến nghị riêng']) expect(district.main).not.toContain(foreign)
  await beside.open(here(made.id))
  expect(beside.main).toContain('22.222.222 đồng của đơn vị')
  for (const foreign of ['Keo Lôm', '11.111.111']) expect(beside.main).not.toContain(foreign)

  await district.open(here(made.id, `/${own}/comment`))
  await district.press('Gửi góp ý')
  expect([district.status, district.main.includes('Nhập nội dung góp ý')]).toEqual([422, true])
  await district.press('Gửi góp ý', { text: 'Bản Huổi Hoa chỉ trồng 3 ha' })
  expect(district.main).toContain('đã gửi góp ý đến Sở Tài nguyên và Môi trường')
  expect(district.main).toContain('Bản Huổi Hoa chỉ trồng 3 ha')
  expect((await district.open('/district')).main, 'it has commented').not.toContain('xin góp ý')
  expect((await beside.open('/district')).main, 'the other has not').toContain('xin góp ý')
  expect((await beside.open(here(made.id))).main).not.toContain('Huổi Hoa')

  await unit.open('/unit')
  expect(unit.main).toContain('1 góp ý mới của huyện')
  await unit.open(`${made.path}/edit`)
  expect(unit.main, 'beside the form').toContain('Bản Huổi Hoa chỉ trồng 3 ha')
  await unit.follow('Trả lời góp ý về xã Keo Lôm')
  await unit.press('Gửi góp ý', { text: 'Đơn vị sẽ sửa thành 3 ha' })
  expect((await unit.open('/unit')).main).not.toContain('góp ý mới')
  expect((await district.open(here(made.id))).main).toContain('Đơn vị sẽ sửa thành 3 ha')

  await step(made, stnmt, 'send', { data: signer })
  expect((await beside.open('/district')).main, 'it was sent').not.toContain('xin góp ý')
  await district.open(here(made.id))
  expect(district.main).toContain('mà đơn vị đã gửi Sở Kế hoạch và Đầu tư, phiên bản 1')
  expect(district.main).toContain('Góp ý trước khi gửi')
  await district.open(here(made.id, `/${own}/comment`))
  expect(district.main).toContain('Báo cáo đã gửi Sở Kế hoạch và Đầu tư')
  expect((await district.open(here(made.id, `/${other}/comment`))).status).toBe(404)
})

describe('while it is not sent', () => {
  let made: Made
  let own: string
  let body: Awaited<ReturnType<typeof written>>['body']
  beforeAll(async () => {
    made = await aUnitReport('ready', { by: stnmt, term: { kind: 'year', year: 2023 } })
    own = await agencyOf(keoLom)
    ;({ body } = await written(made))
    await step(made, stnmt, 'consult')
  })

  test('what the unit writes afterwards is not read until it shows it again; the unit is told that it wrote something else', async () => {
    const [unit, district] = [await signedIn(stnmt), await signedIn(dienBienDong)]
    expect((await unit.open(`${made.path}/edit`)).main).not.toContain('đã sửa sau khi chuyển')
    await unit.press('Lưu', { [`sections[${own}][economy][done]`]: 'Trồng 3 ha rừng' })
    expect(unit.main).toContain('Phần này đã sửa sau khi chuyển')
    expect((await district.open(here(made.id))).main).toContain('Trồng rừng ở Keo Lôm')
    await unit.open(made.path)
    await unit.press('Chuyển huyện góp ý')
    expect(unit.main).not.toContain('đã sửa sau khi chuyển')
    expect((await district.open(here(made.id))).main).toContain('Trồng 3 ha rừng')
    expect(await prisma.sharedSection.count({ where: { filingId: made.id, communeId: own } }), 'it replaces what was shown').toBe(1)
  })

  test('comments hold through another showing, which asks the district again', async () => {
    const district = await signedIn(dienBienDong)
    await district.open(here(made.id, `/${own}/comment`))
    await district.press('Gửi góp ý', { text: 'Còn thiếu bản Tìa Ló' })
    expect((await district.open('/district')).main).not.toContain('xin góp ý')
    await step(made, stnmt, 'consult')
    expect((await district.open('/district')).main).toContain('xin góp ý')
    expect((await district.open(here(made.id))).main).toContain('Còn thiếu bản Tìa Ló')
  })

  test('nobody else reads it, not even who oversees all, nor a commune or a unit beside', async () => {
    for (const reader of [planning, province, keoLom, await neighbourUnit(), 'xa-muong-pon']) {
      const browser = await signedIn(reader)
      expect((await browser.open(here(made.id))).status, reader).toBe(404)
      expect((await browser.open(here(made.id, `/${own}/comment`))).status, reader).toBe(404)
      expect((await browser.open(made.path)).status, reader).toBe(404)
    }
    const district = await signedIn(dienBienDong)
    for (const path of ['', '/edit', '/history', '/send', '/consult', '/files'])
      expect((await district.open(made.path + path)).status, `the filing itself${path}`).toBe(404)
    for (const overseer of [planning, province]) {
      const db = dbFor(await who(overseer))
      expect(await db.sharedSection.count({ where: { filingId: made.id } }), overseer).toBe(0)
      expect(await db.filingComment.count({ where: { filingId: made.id } }), overseer).toBe(0)
    }
    const nobody = new Browser()
    await nobody.open(here(made.id))
    expect(nobody.path).toBe('/sign-in')
  })

  test('another agency cannot show it, nor take it back', async () => {
    for (const username of [dienBienDong, planning, await neighbourUnit()])
      for (const name of ['consult', 'stop-consulting'])
        await expect(step(made, username, name)).rejects.toMatchObject({ status: expect.toBeOneOf([403, 404]) })
  })

  test('with a mistake in a figure it is not shown, and says why; a missing outlook does not matter', async () => {
    const wrong = { ...body, sections: { ...body.sections, [own]: { economy: { done: 'Việc', ownMoney: 'ba triệu' } } } }
    await step(made, stnmt, 'save', { body: wrong })
    await expect(step(made, stnmt, 'consult')).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('Còn 1 chỗ phải sửa'),
    })
    await step(made, stnmt, 'save', { body: { ...body, nextYear: '' } })
    await step(made, stnmt, 'consult')
  })

  test('taken back, the district reads nothing and is asked nothing; shown again, it does', async () => {
    const [unit, district] = [await signedIn(stnmt), await signedIn(dienBienDong)]
    await unit.open(made.path)
    await unit.press('Thôi xin huyện góp ý')
    expect(unit.main).toContain('huyện không còn đọc được')
    expect((await district.open(here(made.id))).status).toBe(404)
    expect((await district.open('/district')).main).not.toContain('xin góp ý')
    await expect(step(made, stnmt, 'stop-consulting')).rejects.toMatchObject({ status: 409 })
    await step(made, stnmt, 'consult')
    expect((await district.open(here(made.id))).status).toBe(200)
  })

  test('pressed twice, a comment is there once', async () => {
    const district = await signedIn(dienBienDong)
    await district.open(here(made.id, `/${own}/comment`))
    const { action, fields } = district.form('Gửi góp ý', { text: 'Chỉ một lần' })
    await Promise.all([district.send(action, fields), district.send(action, fields)])
    expect(await prisma.filingComment.count({ where: { filingId: made.id, text: 'Chỉ một lần' } })).toBe(1)
  })
})
