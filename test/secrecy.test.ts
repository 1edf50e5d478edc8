import { beforeAll, describe, expect, test } from 'vitest'
import type { Compiled } from '../src/consolidations/compile.ts'
import { prisma } from '../src/db.ts'
import { signedIn, signIn } from './browser.ts'
import {
  agencyOf,
  aPlan,
  aProgramme,
  aReport,
  aUnitReport,
  dienBienDong,
  keoLom,
  makers,
  planning,
  reportBody,
  see,
  signer,
  step,
  stnmt,
  unitReportBody,
} from './make.ts'
import { aNeed, aPetition, aSupport } from './nouns.ts'

/** No state secrets: forms with defence or security (Điều 6) ask for public counts only; what is secret goes a separate way and counts as sent. */

const sentence = 'Gửi bằng đường riêng, văn bản số 05/BC-UBND ngày 20/11/2024'
const apart = { apart: '1', apartNumber: '05/BC-UBND', apartDate: '20/11/2024' }
const empty = { done: '', notDone: '', causes: '', solutions: '' }
const apartBody = { ...reportBody, security: { ...empty, ...apart } }
const y2024 = { kind: 'year', year: 2024 } as const

beforeAll(async () => {
  const report = await aReport('draft', { by: 'xa-phi-nhu', term: y2024 })
  await step(report, report.writer, 'save', { body: apartBody })
  await step(report, report.writer, 'send', { data: signer })
})

const sent = async (username: string, made: Parameters<typeof see>[1]) => (await see(username, made)).versions[0]?.content as Sent
type Sent = { security: object; compiled: Compiled }

describe('every form on which something of Điều 6 may be written says so', () => {
  test.each([
    ['a plan', stnmt, async () => `${(await aPlan('draft', { by: stnmt, commune: keoLom })).path}/edit`],
    ['a coordination programme', keoLom, async () => `${(await aProgramme('draft', { by: keoLom })).path}/edit`],
    ['a commune’s report', keoLom, async () => `${(await aReport('draft', { by: keoLom })).path}/edit`],
    ['a unit’s report', stnmt, async () => `${(await aUnitReport('draft', { by: stnmt, term: { kind: 'year', year: 2023 } })).path}/edit`],
    ['a support', stnmt, async () => `/supports/new?of=${await assignment()}`],
    ['a support that is mended', stnmt, async () => `${(await aSupport('declared')).path}/edit`],
    ['a need', keoLom, async () => `/needs/new?of=${await agencyOf(keoLom)}`],
    ['a need that is mended', keoLom, async () => `${(await aNeed('proposed')).path}/edit`],
    ['a petition', keoLom, async () => `/petitions/new?of=${await agencyOf(keoLom)}`],
    ['a petition that is mended', keoLom, async () => `${(await aPetition('sent')).path}/edit`],
  ])('%s', async (_, username, at) => {
    const writer = await signedIn(username)
    await writer.open(await at())
    expect(writer.status).toBe(200)
    expect(writer.main).toContain('Nội dung quốc phòng - an ninh: chỉ ghi số lượng và nội dung công khai.')
  })

  async function assignment() {
    const where = { unitId: await agencyOf(stnmt), communeId: await agencyOf(keoLom), to: null }
    return (await prisma.assignment.findFirstOrThrow({ where })).id
  }
})

describe('khoản 4 Điều 11: the commune’s report on defence and security, sent a separate way', () => {
  test('ticked on the form, sent without a word of it; every page says by which document', async () => {
    const made = await aReport('draft', { by: keoLom })
    const commune = await signIn(keoLom)
    await commune.open(`${made.path}/edit`)
    const words = (area: string) => ({ [`${area}[done]`]: `Việc đã làm về ${area}` })
    const typed = { 'security[apart]': '1', 'security[apartNumber]': '05/BC-UBND', 'security[apartDate]': '20/11/2024' }
    await commune.press('Lưu, sang kiểm tra và gửi', { ...words('economy'), ...words('society'), ...words('politics'), ...typed })
    expect(commune.main, 'what will be sent').toContain(sentence)
    await commune.press(commune.buttons.find((button) => button.startsWith('Gửi báo cáo')) ?? '', signer)
    expect(commune.main).toContain('Đã gửi phiên bản 1')
    expect((await sent(keoLom, made)).security).toEqual({ ...empty, ...apart })
    for (const [reader, path] of [
      [keoLom, made.path],
      [dienBienDong, made.path],
      [stnmt, `${made.path}/versions/1`],
      [planning, `${made.path}/versions/1`],
    ] as const) {
      const browser = await signedIn(reader)
      await browser.open(path)
      expect(browser.main, `${reader} ${path}`).toContain(`Quốc phòng - an ninh ${sentence}.`)
    }
  })

  test('not ticked it is as before: a word on what was done is wanted, and the version says nothing of a separate way', async () => {
    const made = await aReport('sent')
    expect((await sent(made.writer, made)).security).toEqual(reportBody.security)
    const without = await aReport('draft', { body: {} })
    await step(without, without.writer, 'save', { body: { ...reportBody, security: { ...reportBody.security, done: '' } } })
    const browser = await signIn(without.writer)
    await browser.open(`${without.path}/send`)
    expect(browser.main).toContain('Quốc phòng - an ninh: Nhập những việc đã làm được')
    expect(browser.main).toContain('Còn 1 chỗ phải bổ sung hoặc sửa trước khi gửi')
  })

  const texts = { done: 'Đã trực', notDone: 'Chưa diễn tập', causes: 'Thiếu người', solutions: 'Bổ sung' }
  test.each([
    ['a text besides', { ...apart, causes: texts.causes }, ['Xóa ô “Nguyên nhân”: nội dung này gửi bằng đường riêng']],
    [
      'all four texts besides',
      { ...apart, ...texts },
      ['Những việc đã làm được', 'Những việc chưa làm được', 'Nguyên nhân', 'Giải pháp'].map((name) => `Xóa ô “${name}”`),
    ],
    ['no number', { ...apart, apartNumber: ' ' }, ['Nhập số, ký hiệu văn bản gửi bằng đường riêng']],
    ['no day', { ...apart, apartDate: '' }, ['Nhập ngày văn bản gửi bằng đường riêng']],
    ['a day that is none', { ...apart, apartDate: '31/02/2024' }, ['Nhập một ngày dạng']],
    ['a number that is too long', { ...apart, apartNumber: 'a'.repeat(101) }, ['Không quá 100 ký tự']],
    ['a document, and no tick', { ...apart, apart: '', done: 'Đã làm' }, ['đánh dấu vào ô này, hoặc xóa số và ngày của văn bản']],
    ['a tick that is none', { ...apart, apart: 'x' }, ['Đánh dấu, hoặc để trống']],
  ])('%s: it is not sent, the page says where, and nothing is lost', async (_, security, messages) => {
    const made = await aReport('draft')
    await step(made, made.writer, 'save', { body: { ...reportBody, security: { ...empty, ...security } } })
    await expect(step(made, made.writer, 'send', { data: signer })).rejects.toMatchObject({ status: 409 })
    const browser = await signIn(made.writer)
    await browser.open(`${made.path}/send`)
    for (const message of messages) expect(browser.$('#con-thieu').parent().text()).toContain(message)
    expect(browser.$('#con-thieu').parent().text()).toContain('Quốc phòng - an ninh: ')
    await browser.open(`${made.path}/edit?check`)
    for (const message of messages) expect(browser.$('.error-text').text()).toContain(message)
    for (const [name, value] of Object.entries(security))
      if (name !== 'apart') expect(browser.$(`[name="security[${name}]"]`).val(), name).toBe(value)
    expect(browser.$('[name="security[apart]"]').is(':checked')).toBe(security.apart === '1')
    expect(browser.$('[name="security[apart]"]').closest('details').attr('open'), 'not folded away').toBeDefined()
  })

  test('two versions compared: the texts that went, and the document that came', async () => {
    const made = await aReport('changesAsked')
    await step(made, made.writer, 'save', { body: apartBody })
    await step(made, made.writer, 'send', { data: signer })
    const district = await signIn(made.district)
    await district.open(`${made.path}/compare`)
    expect(district.$('del').text()).toContain('Việc đã làm về quốc phòng')
    expect(district.$('ins').text()).toContain('05/BC-UBND')
    expect(district.main).toContain('Nội dung này gửi bằng đường riêng thêm: có')
  })
})

describe('khoản 1 Điều 13: the same in the report of a unit', () => {
  async function aUnitReportApart(by: string | undefined, security: object = {}) {
    const made = await makers.unitReport('draft', { term: y2024, ...(by && { by }) })
    const body = await unitReportBody(made)
    const none = { forms: [], ownMoney: '', households: '' }
    const sections = Object.fromEntries(
      Object.entries(body.sections).map(([id, section]) => [id, { ...section, security: { ...none, ...apart, ...security } }]),
    )
    await step(made, made.writer, 'save', { body: { ...body, sections } })
    return made
  }

  test('neither words nor figures are held; the unit, the planning department and the district read by which document', async () => {
    const made = await aUnitReportApart(stnmt)
    await step(made, stnmt, 'send', { data: signer })
    const rows = await prisma.unitResult.findMany({ where: { filingId: made.id, area: 'security' } })
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows)
      expect(row).toMatchObject({
        apartNumber: apart.apartNumber,
        apartDate: new Date('2024-11-20'),
        done: '',
        ownMoney: 0n,
        households: 0,
      })
    expect(await prisma.unitResult.count({ where: { filingId: made.id, area: 'economy', apartNumber: { not: null } } })).toBe(0)
    for (const [reader, path] of [
      [stnmt, made.path],
      [planning, `${made.path}/versions/1`],
      [dienBienDong, `${made.path}/sections`],
    ] as const) {
      const browser = await signedIn(reader)
      await browser.open(path)
      expect(browser.main, reader).toContain(`Quốc phòng - an ninh ${sentence}.`)
    }
  })

  test.each([
    ['words', { done: 'Đã tặng quà' }, 'Xóa ô “Đã thực hiện”'],
    ['money', { ownMoney: '1.000.000' }, 'Xóa ô “Kinh phí của đơn vị (đồng)”'],
    ['a count', { households: '3' }, 'Xóa ô “Số hộ hưởng lợi”'],
    ['a form of help', { forms: ['goods'] }, 'Xóa ô “Hình thức giúp đỡ”'],
  ])('%s besides: it is not sent, and the page says where', async (_, besides, message) => {
    const made = await aUnitReportApart(undefined, besides)
    await expect(step(made, made.writer, 'send', { data: signer })).rejects.toMatchObject({ status: 409 })
    const browser = await signIn(made.writer)
    await browser.open(`${made.path}/edit?check`)
    expect(browser.$('.error-text').text()).toContain(message)
  })

  test('the database holds nothing besides, whatever is written', async () => {
    const row = await prisma.unitResult.findFirstOrThrow({ where: { area: 'security', apartNumber: { not: null } } })
    const { id: _, ...rest } = row
    const version = await prisma.filingVersion.findUniqueOrThrow({ where: { id: row.versionId } })
    const other = await prisma.filingVersion.create({
      data: { ...version, id: crypto.randomUUID(), n: 99, content: {}, sha256: 'x' },
    })
    const data = { ...rest, versionId: other.id, n: 99 }
    for (const wrong of [{ done: 'x' }, { ownMoney: 1n }, { apartDate: null }, { area: 'economy' as const }])
      await expect(prisma.unitResult.create({ data: { ...data, ...wrong } })).rejects.toThrow()
  })
})

test('khoản 2, khoản 3 Điều 13: the consolidated reports name whose content went a separate way, and by which document', async () => {
  for (const [kind, by] of [
    ['districtReport', dienBienDong],
    ['provinceReport', planning],
  ] as const) {
    const made = await makers[kind]('sent', { by, term: y2024 })
    const { apart: named } = (await sent(by, made)).compiled
    expect(named).toContainEqual({ agency: 'UBND xã Phì Nhừ', about: null, apartNumber: '05/BC-UBND', apartDate: '20/11/2024' })
    expect(named.filter(({ about }) => about).length, 'and the units, commune by commune').toBeGreaterThan(0)
    const browser = await signIn(by)
    await browser.open(made.path)
    expect(browser.main).toContain(`UBND xã Phì Nhừ: ${sentence}.`)
    expect(browser.main).toContain(`về xã Keo Lôm: ${sentence}.`)
  }
})
