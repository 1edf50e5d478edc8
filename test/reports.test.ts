import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { password } from '../prisma/demonstration/foundation.ts'
import { prisma } from '../src/db.ts'
import { signedIn, signIn } from './browser.ts'
import { agencyOf, aReport, dienBienDong, type Made, note, reportBody, see, signer, step, stnmt } from './make.ts'
import { aPetition, step as nounStep } from './nouns.ts'

/** Khoản 4 Điều 11: the commune's report, entered once: only what changed is typed. */

const commune = 'xa-phi-nhu'
const told = (words: string) => ({
  done: `${words}: đã làm`,
  notDone: `${words}: chưa làm`,
  causes: `${words}: vì mưa`,
  solutions: `${words}: làm tiếp`,
})
const body = (words: string, values: object = {}) => ({
  ...{ economy: told(words), society: told(words), security: told(words), politics: told(words) },
  values: { KT11: { value: '1.428' }, KT01: { value: '64,5', total: '1.094' }, ...values },
})
const month = (n: number, year = 2024) => ({ kind: 'month', year, n }) as const
const draftOf = async (made: Made) => (await see(made.writer, made)).draft?.content as Record<string, Record<string, unknown>>

describe('a new month begins with what the last one has said', () => {
  let made: Made
  beforeAll(async () => {
    await aReport('sent', { by: commune, term: month(8), body: body('Tháng tám') })
    made = await aReport('draft', { by: commune, term: month(9) })
  })

  test('texts and what is counted on a day are carried over; what happened within the month is counted anew', async () => {
    const draft = await draftOf(made)
    expect(draft.economy).toEqual(told('Tháng tám'))
    expect(draft.values).toEqual({ KT11: { value: '1.428' } })
    expect(draft.petitions).toBeUndefined()
  })

  test('the list of parts says what was carried over, what is missing, what is done', async () => {
    const writer = await signedIn(commune)
    await writer.open(made.path)
    const rows = writer.$('.task').map((_, one) => writer.$(one).text().replace(/\s+/g, ' ').trim()).get() // biome-ignore format: one line
    expect(rows.slice(0, 4).every((row) => row.endsWith('Xem lại kỳ trước'))).toBe(true)
    expect(rows[0]).toContain('4 đoạn chép từ tháng 8/2024, chưa ai xem lại.')
    expect(rows[4]).toMatch(/^\d+ chỉ tiêu Còn \d+ chỉ tiêu chưa có số$/)
    expect(rows[5]).toBe('Kiến nghị, đề xuất Không có')
    expect(rows.at(-1)).toBe('Kiểm tra và gửi Gửi được')
  })

  test('saving without touching keeps the mark; a changed text loses it; “vẫn đúng” takes it away', async () => {
    const writer = await signedIn(commune)
    await writer.open(made.path)
    await writer.follow('Kinh tế')
    expect(writer.$('h1').text()).toBe('Kinh tế')
    expect(writer.main).toContain('mục 1 trong 6')
    expect(writer.$('.carried')).toHaveLength(4)
    expect(writer.$('[name^="society"], [name^="values"]')).toHaveLength(0) // this part only
    await writer.press('Lưu, về danh sách mục')
    await writer.follow('Kinh tế')
    expect(writer.$('.carried')).toHaveLength(4)
    await writer.press('Lưu, sang mục tiếp theo', { 'economy[done]': 'Gieo 70 ha ngô', 'economy[still]': ['causes', 'solutions'] })
    expect(writer.$('h1').text()).toBe('Văn hóa - xã hội')
    await writer.open(`${made.path}/edit?part=economy`)
    expect(writer.$('.carried')).toHaveLength(1)
    expect(writer.$('.carried textarea').attr('name')).toBe('economy[notDone]')
    expect(writer.$('.previous').first().text()).toContain('Tháng tám: đã làm')
    await writer.open(made.path)
    expect(writer.$('.task').first().text()).toContain('1 đoạn chép từ tháng 8/2024')
    expect((await draftOf(made)).society).toEqual(told('Tháng tám'))
  })

  test('what was sent holds no mark', async () => {
    await step(made, commune, 'send', { data: signer })
    const [version] = (await see(commune, made)).versions
    expect(version?.content).toMatchObject({ economy: { ...told('Tháng tám'), done: 'Gieo 70 ha ngô' } })
    expect(JSON.stringify(version?.content)).not.toContain('still')
  })
})

describe('a report in which nothing was touched', () => {
  test('is sent only after somebody says that it is still true; from desk to confirmation in four pages, under 60 kB', async () => {
    await aReport('sent', { by: commune, term: month(10), body: body('Tháng mười') })
    const made = await aReport('draft', { by: commune, term: month(11) })
    const writer = await signIn(commune)
    const pages: string[] = []
    const seen = async (page: Promise<unknown>) => {
      await page
      pages.push(writer.$.html())
    }
    await seen(writer.open(`/reports/${made.id}`))
    await seen(writer.follow('Kiểm tra và gửi'))
    await writer.press('Gửi báo cáo đến 2 nơi nhận', signer)
    expect(writer.status).toBe(422)
    expect(writer.$('#unchanged-error').text()).toContain('Toàn bộ phần lời chép từ kỳ trước')
    expect(writer.main).toContain('tình hình bốn lĩnh vực không thay đổi so với tháng 10/2024')
    await seen(writer.press('Gửi báo cáo đến 2 nơi nhận', { unchanged: '1' }))
    expect(writer.main).toContain('Đã gửi phiên bản 1 đến 2 nơi nhận')
    expect(writer.main).toMatch(/Báo cáo tháng 11\/2024, lúc \d\d:\d\d ngày 16\/12\/2024: /)
    expect(pages).toHaveLength(3) // after the desk
    expect(pages.reduce((sum, page) => sum + gzipSync(page).length, 0)).toBeLessThan(60_000)
  })

  test('one word changed anywhere: nothing is asked', async () => {
    const made = await aReport('draft', { by: commune, term: month(12) })
    await step(made, commune, 'save', { body: body('Tháng mười') })
    const writer = await signedIn(commune)
    await writer.open(`${made.path}/send`)
    expect(writer.$('#unchanged')).toHaveLength(1)
    await step(made, commune, 'save', { body: { ...body('Tháng mười'), security: told('Khác') } })
    await writer.open(`${made.path}/send`)
    expect(writer.$('#unchanged')).toHaveLength(0)
  })
})

describe('two people on one report', () => {
  test('… on two parts: both are saved, nobody is stopped', async () => {
    const made = await aReport('ready', { by: commune, term: month(7) })
    const [one, two] = [await signIn(commune), await signIn(commune)]
    await one.open(`${made.path}/edit?part=economy`)
    await two.open(`${made.path}/edit?part=society`)
    await one.press('Lưu, về danh sách mục', { 'economy[done]': 'Của người thứ nhất' })
    await two.press('Lưu, về danh sách mục', { 'society[done]': 'Của người thứ hai' })
    expect(two.status).toBe(200)
    expect(await draftOf(made)).toMatchObject({ economy: { done: 'Của người thứ nhất' }, society: { done: 'Của người thứ hai' } })
  })

  test('… on the same part: the second is told, sees both texts, loses neither', async () => {
    const made = await aReport('ready', { by: commune, term: month(6) })
    const [one, two] = [await signIn(commune), await signIn(commune)]
    for (const writer of [one, two]) await writer.open(`${made.path}/edit?part=economy`)
    await one.press('Lưu, về danh sách mục', { 'economy[done]': 'Của người thứ nhất' })
    await two.press('Lưu, về danh sách mục', { 'economy[done]': 'Của người thứ hai' })
    expect(two.status).toBe(409)
    expect(two.$('#theirs').text()).toContain('Của người thứ nhất')
    expect(two.form('Lưu, về danh sách mục').fields['economy[done]']).toBe('Của người thứ hai')
    await two.press('Lưu, về danh sách mục')
    expect(await draftOf(made)).toMatchObject({ economy: { done: 'Của người thứ hai' }, society: reportBody.society })
  })

  test('… at the same instant on the same part, ten times: one is saved, the other told', async () => {
    for (let time = 0; time < 10; time++) {
      const made = await aReport('ready', { by: 'xa-chieng-so' })
      const writer = await signedIn('xa-chieng-so')
      await writer.open(`${made.path}/edit?part=economy`)
      const press = (words: string) => {
        const { action, fields } = writer.form('Lưu, về danh sách mục', { 'economy[done]': words })
        return writer.send(action, { ...fields, once: crypto.randomUUID() })
      }
      const both = await Promise.all([press('Một'), press('Hai')])
      expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    }
  })
})

test('a quarter and a year offer what their months have said, beside each box', async () => {
  for (const n of [1, 2, 3]) await aReport('sent', { by: commune, term: month(n), body: body(`Tháng ${n}`) })
  const made = await aReport('draft', { by: commune, term: { kind: 'quarter', year: 2024, n: 1 } })
  const writer = await signedIn(commune)
  await writer.open(`${made.path}/edit?part=economy`)
  const texts = writer.$('details.previous').first().text()
  for (const n of [1, 2, 3]) expect(texts).toContain(`Tháng ${n}: đã làm`)
  expect(texts).not.toContain('Tháng tám')
})

test('a part that there is not is the whole form; what is wrong in a part is said on its page', async () => {
  const made = await aReport('draft', { by: 'xa-chieng-so' })
  await step(made, 'xa-chieng-so', 'save', { body: { ...reportBody, values: { KT11: { value: '1.5' } } } })
  const writer = await signedIn('xa-chieng-so')
  await writer.open(`${made.path}/edit?part=constructor`)
  expect(writer.$('[name="economy[done]"], [name="values[KT11][value]"]')).toHaveLength(2)
  await writer.open(made.path)
  expect(writer.$('.task').eq(4).text()).toContain('Có 1 chỗ cần sửa')
  expect(writer.$('.task').last().text()).toContain('Chưa gửi được')
  await writer.open(writer.$('.task').eq(4).find('a').attr('href') ?? '')
  expect(writer.$('#errors').text()).toContain('1.5 là 1,5 hay 15?')
  await writer.open(`${made.path}/edit?part=economy&check`)
  expect(writer.$('#errors')).toHaveLength(0)
})

test('a part that was posted after the session had ended comes back as it was typed, the others as they stand', async () => {
  const made = await aReport('ready', { by: 'xa-chieng-so' })
  const writer = await signIn('xa-chieng-so')
  await writer.open(`${made.path}/edit?part=society`)
  const { action, fields } = writer.form('Lưu, về danh sách mục', { 'society[done]': 'Gõ dở dang' })
  await prisma.session.deleteMany({})
  const kept = await writer.send(action, fields)
  expect(kept.headers.location).toMatch(/^\/sign-in\?kept=/)
  await writer.open(kept.headers.location ?? '')
  await writer.press('Đăng nhập', { username: 'xa-chieng-so', password })
  expect(writer.$('h1').text()).toBe('Văn hóa - xã hội')
  expect(writer.form('Lưu, về danh sách mục').fields['society[done]']).toBe('Gõ dở dang')
  await writer.press('Lưu, về danh sách mục')
  expect(await draftOf(made)).toMatchObject({ society: { done: 'Gõ dở dang' }, economy: reportBody.economy })
})

test('after changes were asked for, the parts are there again', async () => {
  const made = await aReport('changesAsked', { by: 'xa-chieng-so' })
  const writer = await signIn('xa-chieng-so')
  await writer.open(made.path)
  expect(writer.$('.task').length).toBeGreaterThan(6)
  expect(writer.main).toContain(note.note)
})

describe('the district reviews', () => {
  test('it asks for changes in one part: the commune sees which; what is sent again shows the district only that', async () => {
    const made = await aReport('sent', { by: 'xa-chieng-so' })
    const district = await signIn(dienBienDong)
    await district.open(`${made.path}/request-changes`)
    await district.press('Đề nghị chỉnh sửa, bổ sung', { part: 'society', note: 'Ghi rõ số học sinh' })
    const writer = await signIn('xa-chieng-so')
    await writer.open(made.path)
    expect(writer.main).toContain('về Văn hóa - xã hội')
    const wanted = writer.$('.task').filter((_, one) => writer.$(one).text().includes('Cần chỉnh sửa'))
    expect(wanted.length).toBe(1)
    await writer.open(wanted.find('a').attr('href') ?? '')
    expect(writer.main).toContain('Ghi rõ số học sinh')
    await writer.press('Lưu, về danh sách mục', { 'society[done]': 'Có 412 học sinh ra lớp' })
    await step(made, 'xa-chieng-so', 'send', { data: signer })
    await district.open(made.path)
    const changes = district.$('[aria-labelledby="khac-gi"]').text()
    expect(changes).toContain('412 học sinh')
    expect(changes).not.toContain(reportBody.economy.done)
  })

  test('an acceptance or a request by mistake is taken back with a reason, by who gave it; the commune reads it', async () => {
    for (const [first, button, undone] of [
      ['accept', 'Hủy tiếp nhận', 'undo-accept'],
      ['request-changes', 'Hủy đề nghị chỉnh sửa', 'undo-request'],
    ] as const) {
      const made = await aReport('sent', { by: 'xa-chieng-so' })
      await step(made, dienBienDong, first, { data: note })
      const district = await signIn(dienBienDong)
      await district.open(made.path)
      await district.follow(button)
      await district.press(button, { note: '' })
      expect(district.status).toBe(422)
      await district.press(button, { note: 'Bấm nhầm báo cáo của xã khác' })
      expect(await see(dienBienDong, made)).toMatchObject({ status: 'sent' })
      expect((await see(dienBienDong, made)).versions[0]?.receipts.map(({ opinion }) => opinion)).not.toContain(note.note)
      await expect(step(made, dienBienDong, undone, { data: note })).rejects.toMatchObject({ status: 409 })
      await expect(step(made, 'xa-chieng-so', undone, { data: note })).rejects.toMatchObject({ status: 403 })
      const writer = await signIn('xa-chieng-so')
      await writer.open(`${made.path}/history`)
      expect(writer.main).toContain('Bấm nhầm báo cáo của xã khác')
    }
  })

  test('units write what they think, of a part or of the whole; district and commune read it and answer', async () => {
    const made = await aReport('sent', { by: 'xa-keo-lom', term: { kind: 'month' } })
    const unit = await signIn(stnmt)
    await unit.open(`${made.path}/comment`)
    await unit.press('Góp ý', { item: 'economy', text: 'Diện tích ngô nên tách theo bản' })
    const writer = await signIn('xa-keo-lom')
    await writer.open(made.path)
    expect(writer.$('[aria-labelledby="gop-y"]').text()).toMatch(/Kinh tế[\s\S]*Diện tích ngô nên tách theo bản/)
    await writer.open(`${made.path}/comment`)
    await writer.press('Góp ý', { text: 'Xã sẽ tách từ quý I' })
    expect((await (await signIn(dienBienDong)).open(made.path)).main).toContain('Xã sẽ tách từ quý I')
  })

  test('a request that the commune has answered with a new version is not taken back', async () => {
    const made = await aReport('changesAsked', { by: 'xa-chieng-so' })
    await step(made, 'xa-chieng-so', 'send', { data: signer })
    await expect(step(made, dienBienDong, 'undo-request', { data: note })).rejects.toMatchObject({ status: 409 })
  })
})

test('the annual report says how each unit has helped; the unit reads it once it is sent, not before', async () => {
  const made = await aReport('ready', { by: 'xa-keo-lom', term: { kind: 'year', year: 2024, n: 1 } })
  const writer = await signIn('xa-keo-lom')
  await writer.open(made.path)
  await writer.follow('Đánh giá đơn vị giúp xã')
  const unit = (await agencyOf(stnmt)).replaceAll('-', '')
  expect(writer.$('legend').text()).toContain('Sở Tài nguyên và Môi trường')
  await writer.press('Lưu, về danh sách mục', { [`assessments[${unit}][words]`]: 'Đến đúng hẹn' })
  await writer.open(`${made.path}/send`)
  expect(writer.main).toContain('Chọn mức đánh giá')
  await writer.open(`${made.path}/edit?part=assessments&check`)
  await writer.press('Lưu, về danh sách mục', { [`assessments[${unit}][rating]`]: 'good' })
  expect((await (await signIn(stnmt)).open(made.path)).status).toBe(404)
  await step(made, 'xa-keo-lom', 'send', { data: signer })
  const reader = await signIn(stnmt)
  await reader.open(made.path)
  expect(reader.main).toContain('Sở Tài nguyên và Môi trườngTốt. Đến đúng hẹn')
})

test('a month has no such part', async () => {
  const made = await aReport('ready', { by: 'xa-chieng-so', term: { kind: 'month' } })
  const writer = await signIn('xa-chieng-so')
  await writer.open(`${made.path}/edit?part=assessments`)
  expect(writer.$('h1').text()).toBe('Kiểm tra và gửi')
  expect((await writer.open(made.path)).main).not.toContain('Đánh giá đơn vị')
})

test('petitions that are open, and their answers, stand in the next report by themselves, as they were when it was sent', async () => {
  const open = await aPetition('sent', { by: 'xa-chieng-so', to: dienBienDong, subject: 'Sửa đường vào bản' })
  await aPetition('answered', { by: 'xa-chieng-so', to: dienBienDong, subject: 'Cấp điện bản xa' })
  await aPetition('closed', { by: 'xa-chieng-so', to: dienBienDong, subject: 'Việc đã xong' })
  const made = await aReport('sent', { by: 'xa-chieng-so' })
  await nounStep(open, dienBienDong, 'answer', { data: { text: 'Trả lời sau', documentNumber: '' } })
  const reader = await signIn(dienBienDong)
  await reader.open(made.path)
  const asked = reader.main
  expect(asked).toContain('Sửa đường vào bản Ở UBND huyện Điện Biên Đông. Chờ tiếp nhận.')
  expect(asked).toContain('Cấp điện bản xa Ở UBND huyện Điện Biên Đông. Đã trả lời.')
  expect(asked).toContain('Văn bản số 12/STNMT-QLĐĐ.')
  expect(asked).not.toContain('Việc đã xong')
  expect(asked).not.toContain('Trả lời sau')
})
