import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { setClock } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { type Browser, said, signedIn, signIn } from './browser.ts'
import { at } from './deadline-table.ts'
import { agencyOf, aReport, keoLom, note, planning, see, signer, step, stnmt, who } from './make.ts'
import { anAuthorisation, authorisationBody } from './nouns.ts'

/** Uỷ quyền, in writing and from a day to a day: what is done by it bears the name of whoever gave it, and it is never passed on. */

const [head, clerk] = [`${keoLom}.lanh-dao`, `${keoLom}.van-thu`]
const nameOf = async (username: string) => (await who(username)).name
const lastEvent = async (action: string) => prisma.event.findFirstOrThrow({ where: { action }, orderBy: { seq: 'desc' } })
const asksApproval = async (approval: boolean) => prisma.agency.update({ where: { id: await agencyOf(keoLom) }, data: { approval } })

async function given(reader: Browser, values: Record<string, string> = {}) {
  await reader.open('/authorisations/new')
  const taker = (await who(keoLom)).id
  return reader.press('Ghi ủy quyền', { ...authorisationBody, giver: (await who(head)).id, taker, ...values })
}

afterEach(async () => {
  await setClock(at('2024-12-16T08:00:00'))
  await asksApproval(false)
  await prisma.authorisation.deleteMany()
})

describe('while it is in force', () => {
  test('whoever holds it approves what waits for the leader; log and draft say by whose authority', async () => {
    const made = await aReport('ready', { by: keoLom, term: { kind: 'month', year: 2024, n: 12 } })
    await asksApproval(true)
    await step(made, clerk, 'submit')
    await expect(step(made, keoLom, 'approve')).rejects.toMatchObject({ status: 403 })

    const leader = await signIn(head)
    await given(leader)
    expect(leader.main).toContain('Đang hiệu lực: từ ngày 16/12/2024 đến hết ngày 31/12/2024')
    expect(leader.main).toContain('05/GUQ ngày 15/12/2024')

    const deputy = await signIn(keoLom)
    expect(deputy.main).toContain('Xem, duyệt')
    await deputy.open(`${made.path}/approve`)
    await deputy.press('Duyệt')
    const signature = `${await nameOf(keoLom)}, theo ủy quyền của ${await nameOf(head)}`
    expect((await see(keoLom, made)).draft).toMatchObject({ approvedBy: signature })
    expect(await lastEvent('communeReport.approve')).toMatchObject({ actor: signature })
    await deputy.open(`${made.path}/history`)
    expect(deputy.main).toContain(`${signature}`)
    await step(made, keoLom, 'send', { data: signer })
    expect((await lastEvent('communeReport.send')).actor, 'what anybody of the agency may do is done in one’s own name').toBe(
      await nameOf(keoLom),
    )
    await deputy.open('/account')
    expect(deputy.main).toContain(`theo ủy quyền của ${await nameOf(head)}`)
  })

  test('accounts of the agency are kept by it too, with the mark; an authority that is lent is not lent on', async () => {
    await anAuthorisation()
    const deputy = await signIn(keoLom)
    await deputy.open('/accounts/new')
    await deputy.press('Cấp tài khoản', { name: 'Giàng A Tủa', title: 'Công chức', position: 'specialist', username: '' })
    expect(await lastEvent('account.begin')).toMatchObject({ actor: expect.stringMatching(/, theo ủy quyền của /) })
    await deputy.open('/authorisations')
    expect(deputy.offers).not.toContain('Ghi ủy quyền')
    await deputy.open('/authorisations/new')
    expect([deputy.status, deputy.main]).toEqual([403, expect.stringContaining('người được ủy quyền không ủy quyền lại')])
  })

  let draft: Awaited<ReturnType<typeof aReport>>
  beforeAll(async () => {
    draft = await aReport('draft', { by: keoLom, term: { kind: 'year', year: 2024 } })
  })
  const days: [string, string, number][] = [
    ['the day before', '2024-12-19T23:58:00', 403],
    ['its first moment', '2024-12-20T00:00:00', 409],
    ['its last moment', '2024-12-24T23:58:00', 409],
    ['the day after', '2024-12-25T00:00:00', 403],
  ]
  test.each(days)('%s (%s): approving where nothing waits is %i', async (_, moment, status) => {
    await asksApproval(true)
    await anAuthorisation('later', { to: '24/12/2024' })
    await setClock(at(moment))
    await expect(step(draft, keoLom, 'approve')).rejects.toMatchObject({ status })
  })

  test('it ends with the account, the position or the agency of who gave it', async () => {
    const may = async () => (await who(keoLom)).position
    await anAuthorisation()
    expect(await may()).toBe('leader')
    const where = { username: head }
    for (const [change, back] of [
      [{ disabledAt: new Date() }, { disabledAt: null }],
      [{ position: 'clerk' as const }, { position: 'leader' as const }],
      [{ agencyId: await agencyOf(stnmt) }, { agencyId: await agencyOf(keoLom) }],
    ] as const) {
      await prisma.user.update({ where, data: change })
      expect(await may(), JSON.stringify(change)).toBe('specialist')
      await prisma.user.update({ where, data: back })
      expect(await may()).toBe('leader')
    }
  })
})

describe('it is entered', () => {
  test('by a head for themselves only, by the planning department’s administrator for any agency', async () => {
    const leader = await signIn(head)
    await leader.open('/authorisations/new')
    expect(leader.$('[name="giver"] option[value!=""]').length).toBe(1)
    expect(leader.$('[name="taker"] option[value!=""]').length).toBeGreaterThanOrEqual(2)
    const registrar = await signedIn(planning)
    await registrar.open(`/authorisations/new?of=${await agencyOf(keoLom)}`)
    const fields = { ...authorisationBody, giver: (await who(head)).id, taker: (await who(clerk)).id }
    await registrar.press('Ghi ủy quyền', fields)
    expect(registrar.$('h1').text()).toBe(`${await nameOf(head)} ủy quyền cho ${await nameOf(clerk)}`)
    const specialist = await signIn(keoLom)
    await specialist.open('/authorisations')
    expect([said(specialist.$('tbody').text()).includes(await nameOf(clerk)), specialist.offers.includes('Ghi ủy quyền')]).toEqual([
      true,
      false,
    ])
    const stranger = await signedIn(stnmt)
    await stranger.open('/authorisations')
    expect(stranger.main).toContain('Chưa có ủy quyền nào')
  })

  const wrong: [string, Record<string, string>, string][] = [
    ['no last day', { to: '' }, 'Nhập ngày cuối cùng'],
    ['the last day before the first', { to: '15/12/2024' }, 'Ngày cuối không trước ngày đầu'],
    ['for more than a year', { to: '31/12/2025' }, 'Một lần ủy quyền không quá 366 ngày'],
    ['by a document of later', { dated: '17/12/2024' }, 'Văn bản ủy quyền ký sau ngày bắt đầu'],
    ['without its matter', { scope: '' }, 'Ghi nội dung được ủy quyền'],
    ['without its number', { number: '' }, 'Nhập số văn bản ủy quyền'],
    ['to nobody', { taker: '' }, 'Chọn người được ủy quyền'],
    ['to somebody of another agency', { taker: 'ngoai' }, 'Chọn người được ủy quyền'],
  ]
  test.each(wrong)('%s is refused at its field', async (_, change, message) => {
    const leader = await signIn(head)
    await given(leader, change)
    expect([leader.status, leader.main]).toEqual([422, expect.stringContaining(message)])
    expect(leader.$('[name="from"]').val()).toBe('16/12/2024')
    expect(await prisma.authorisation.count()).toBe(0)
  })

  test('nobody stands for two on one day; two who enter it at once make one', async () => {
    const leader = await signIn(head)
    await given(leader)
    await given(leader, { from: '31/12/2024', to: '05/01/2025' })
    expect([leader.status, leader.main]).toEqual([422, expect.stringContaining('đã được')])
    expect(await prisma.authorisation.count()).toBe(1)
    await prisma.authorisation.deleteMany()
    const made = await Promise.allSettled([1, 2, 3].map(() => anAuthorisation()))
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await prisma.authorisation.count()).toBe(1)
  })
})

test('it is ended early, not before yesterday; before its first day it is taken out, and put back', async () => {
  const leader = await signIn(head)
  const running = await anAuthorisation()
  await leader.open(`${running.path}/withdraw`)
  expect(leader.main).toContain('Ủy quyền đã có hiệu lực: kết thúc sớm thay vì bỏ')
  await setClock(at('2024-12-20T08:00:00'))
  await leader.open(`${running.path}/end`)
  await leader.press('Kết thúc sớm', { last: '17/12/2024', ...note })
  expect([leader.status, leader.main]).toEqual([422, expect.stringContaining('Không trước hôm qua')])
  await leader.press('Kết thúc sớm', { last: '19/12/2024', ...note })
  expect(leader.main).toContain('Đã hết hiệu lực: từ ngày 16/12/2024 đến hết ngày 19/12/2024')
  expect((await who(keoLom)).position).toBe('specialist')

  const later = await anAuthorisation('given', { from: '25/12/2024' })
  await leader.open(`${later.path}/withdraw`)
  await leader.press('Bỏ ủy quyền', note)
  expect(leader.main).toContain('Đã bỏ')
  await leader.open(`${later.path}/restore`)
  await leader.press('Khôi phục', note)
  expect(leader.main).toContain('Chưa đến ngày')
})
