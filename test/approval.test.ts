import { afterEach, describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { signedIn, signIn } from './browser.ts'
import { agencyOf, dienBienDong, keoLom, type Made, makers, planning, reportBody, see, signer, step, stnmt, type Wanted } from './make.ts'

/** "Trình duyệt → Duyệt": an agency may ask that its leader approves before anything is sent. */

const kinds: [keyof typeof makers, string, Wanted][] = [
  ['plan', stnmt, { by: stnmt, commune: keoLom }],
  ['unitReport', stnmt, { by: stnmt }],
  ['explanation', stnmt, { by: stnmt }],
  ['communeReport', keoLom, { by: keoLom }],
  ['coordination', keoLom, { by: keoLom }],
  ['districtReport', dienBienDong, { by: dienBienDong }],
  ['provinceReport', planning, { by: planning }],
]

async function asks(username: string, approval = true) {
  await prisma.agency.update({ where: { id: await agencyOf(username) }, data: { approval } })
}
afterEach(async () => {
  await prisma.agency.updateMany({ data: { approval: false } })
})

test('the leader switches it on for the agency; a specialist cannot, and no other agency is touched', async () => {
  const leader = await signIn(`${stnmt}.lanh-dao`)
  await leader.open('/account')
  await leader.press('Yêu cầu trình duyệt trước khi gửi')
  expect(leader.main).toContain('Cơ quan đang yêu cầu')
  const specialist = await signIn(stnmt)
  await specialist.open('/account')
  expect(specialist.main).toContain('Cơ quan đang yêu cầu')
  expect(specialist.buttons).not.toContain('Thôi yêu cầu trình duyệt')
  expect(await prisma.agency.count({ where: { approval: true } })).toBe(1)
  await leader.press('Thôi yêu cầu trình duyệt')
  expect(await prisma.agency.count({ where: { approval: true } })).toBe(0)
})

describe('for every kind of filing', () => {
  test.each(kinds)('%s: no sending before the leader has approved this very text', async (kind, writer, wanted) => {
    const made = await makers[kind]('ready', wanted)
    await asks(writer)
    await expect(step(made, writer, 'send', { data: signer })).rejects.toMatchObject({
      status: 409,
      reason: expect.stringContaining('trình duyệt trước'),
    })
    await expect(step(made, writer, 'approve')).rejects.toMatchObject({ status: 403 }) // a specialist
    await expect(step(made, `${writer}.lanh-dao`, 'approve')).rejects.toMatchObject({ status: 409 }) // nothing was submitted
    await step(made, writer, 'submit')
    await expect(step(made, writer, 'submit')).rejects.toMatchObject({ status: 409 })
    await step(made, `${writer}.lanh-dao`, 'send-back', { data: { note: 'Ghi rõ nguồn kinh phí' } })
    await step(made, writer, 'submit')
    await step(made, `${writer}.lanh-dao`, 'approve')
    await step(made, `${writer}.van-thu`, 'send', { data: signer })
    expect((await see(writer, made)).status).toBe('sent')
  })

  test.each(kinds)('%s: an agency that does not ask sends as before', async (kind, writer, wanted) => {
    const made = await makers[kind]('ready', wanted)
    await expect(step(made, writer, 'submit')).rejects.toMatchObject({ status: 409 })
    await step(made, writer, 'send', { data: signer })
  })
})

describe('the approval is of the text that the leader saw', () => {
  const body = async (made: Made) => (await see(stnmt, made)).draft?.content

  test('any saving takes it back', async () => {
    const made = await makers.plan('ready', { by: stnmt, commune: keoLom })
    await asks(stnmt)
    await step(made, stnmt, 'submit')
    await step(made, `${stnmt}.lanh-dao`, 'approve')
    await step(made, stnmt, 'save', { body: { ...((await body(made)) as object), objective: 'Khác đi' } })
    await expect(step(made, stnmt, 'send', { data: signer })).rejects.toMatchObject({ status: 409 })
  })

  test('saving and approving at the same instant, 10 times: never is a text sent that was not approved', async () => {
    await asks(keoLom)
    for (let n = 0; n < 10; n++) {
      const made = await makers.communeReport('ready', { by: keoLom })
      await step(made, keoLom, 'submit')
      const { revision } = await see(keoLom, made)
      const saved = { ...reportBody, economy: { done: `Lần ${n}` } }
      const [save, approve] = await Promise.allSettled([
        step(made, keoLom, 'save', { body: saved, revision }),
        step(made, `${keoLom}.lanh-dao`, 'approve', { revision }),
      ])
      expect([save.status, approve.status].filter((status) => status === 'fulfilled')).toHaveLength(1)
      const { draft } = await see(keoLom, made)
      expect(draft?.approvedAt !== null).toBe(approve.status === 'fulfilled')
    }
  })

  test('at the desk and on the page: what waits, what was returned and why', async () => {
    const made = await makers.unitReport('ready', { by: stnmt })
    await asks(stnmt)
    const specialist = await signIn(stnmt)
    await specialist.open(`${made.path}/send`)
    expect(specialist.main).toContain('trình duyệt trước')
    await specialist.open(made.path)
    await specialist.press('Trình duyệt')
    const leader = await signedIn(`${stnmt}.lanh-dao`)
    await leader.open('/unit')
    expect(leader.main).toContain('Trình duyệt trong cơ quan')
    await leader.follow('Xem, duyệt Báo cáo kết quả giúp đỡ xã năm 2024').catch(() => leader.open(made.path))
    await leader.follow('Trả lại người soạn')
    await leader.press('Trả lại người soạn', { note: 'Bổ sung số hộ hưởng lợi' })
    await specialist.open('/unit')
    expect(specialist.main).toContain('trả lại: Bổ sung số hộ hưởng lợi')
    await specialist.open(made.path)
    await specialist.press('Trình duyệt')
    await leader.open(made.path)
    await leader.press('Duyệt')
    await specialist.open(`${made.path}/send`)
    await specialist.press('Gửi báo cáo đến 1 nơi nhận', signer)
    expect(specialist.main).toContain('Đã gửi phiên bản 1')
  })

  test('switched off while something waits: it can be sent at once', async () => {
    const made = await makers.plan('ready', { by: stnmt, commune: keoLom })
    await asks(stnmt)
    await step(made, stnmt, 'submit')
    await asks(stnmt, false)
    await step(made, stnmt, 'send', { data: signer })
  })
})
