import { beforeAll, describe, expect, test } from 'vitest'
import { examine } from '../src/attachments/examine.ts'
import { prisma } from '../src/db.ts'
import type { Area, HelpForm, SupportStatus } from '../src/generated/enums.ts'
import { bothOf, type Counted } from '../src/supports/counting.ts'
import { signedIn, signIn } from './browser.ts'
import { agencyOf, aPicture, aPlan, dienBienDong, keoLom, neighbourUnit, planning, province, stnmt } from './make.ts'
import { aNeed, aSupport, disputeBody, type MadeNoun, type SupportState, step, supportBody } from './nouns.ts'

/** Điều 4 to 7, khoản 3 Điều 11, khoản 4 Điều 13: the unit records once what it did; only what the commune confirms counts as received. */

const short = {
  ...{ form: 'advice', what: 'Góp ý đề án phát triển mắc ca của xã', clause: '4.1', from: '20/11/2024', result: '1 buổi làm việc' },
}
const see = ({ id }: MadeNoun) => prisma.support.findUniqueOrThrow({ where: { id } })

describe('help is not only material (khoản 1 Điều 11)', () => {
  test('a support without money takes one short page; the commune confirms it from its desk', async () => {
    const unit = await signIn(stnmt)
    await unit.open('/supports')
    expect(unit.main).toContain('Chưa có hoạt động giúp đỡ nào được ghi')
    await unit.follow('Ghi hoạt động giúp đỡ')
    const keo = unit.$('#of option').filter((_, option) => unit.$(option).text() === 'xã Keo Lôm')
    await unit.open(`/supports/new?of=${keo.attr('value')}`)
    expect(unit.$('main details[open]')).toHaveLength(0) // what it cost is folded away
    const [group, count] = ['group', 'count'].map((cell) => unit.blankRow('beneficiaries', cell))
    await unit.press('Ghi, chuyển xã xác nhận', { ...short, [String(group)]: 'officials', [String(count)]: '12' })
    expect(unit.main).toContain('Đã ghi nhận: đã ghi hoạt động giúp đỡ.')
    expect(unit.main).toContain('Không dùng tiền, hiện vật.')
    expect(unit.main).toContain('Cán bộ xã, bản: 12')
    expect(unit.main).toContain('Ngoài kế hoạch.')

    const commune = await signIn(keoLom)
    await commune.follow(short.what)
    await commune.press('Xác nhận đã nhận')
    expect(commune.main).toContain('Xã đã xác nhận.')
    expect((await commune.open('/commune')).main).not.toContain(short.what)
    await unit.open('/supports?form=advice')
    expect(unit.main).toMatch(/Số hoạt động\s*1\s*1/)
  })
})

describe('khoản 3 Điều 11: the commune disputes with its own figure; until settled the commune’s figure counts', () => {
  test('… the unit answers, the district sees it, the unit accepts the commune’s figure', async () => {
    const made = await aSupport('declared')
    const commune = await signIn(keoLom)
    await commune.open(made.path)
    await commune.follow('Ghi số xã thực nhận')
    expect(commune.form('Ghi số xã thực nhận').fields.own).toBe('36.000.000') // comes filled with what was declared
    await commune.press('Ghi số xã thực nhận', { ...disputeBody, note: '' })
    expect(commune.status).toBe(422)
    await commune.press('Ghi số xã thực nhận', disputeBody)
    expect(commune.main).toContain('Xã ghi số khác.')
    expect(commune.main).toMatch(/Của đơn vị \(đồng\)\s*36\.000\.000\s*30\.000\.000/)

    const district = await signIn(dienBienDong)
    expect(district.main).toContain('Hai trăm cây chết khi vận chuyển')
    const unit = await signIn(stnmt)
    expect(unit.main).toContain('Hai trăm cây chết khi vận chuyển')
    await unit.open(made.path)
    await unit.follow('Trả lời xã')
    await unit.press('Trả lời xã', { note: 'Đơn vị sẽ bù 200 cây trong tháng 12' })
    expect((await commune.open(made.path)).main).toContain('Đơn vị sẽ bù 200 cây trong tháng 12')
    await unit.open(made.path)
    await unit.press('Chấp nhận số của xã')
    expect(unit.main).toContain('Xã đã xác nhận.')
    expect(await see(made)).toMatchObject({ status: 'confirmed', ownValue: 36_000_000n, communeOwn: 30_000_000n })
    await district.open('/district')
    expect(district.main).not.toContain('Hai trăm cây chết')
  })

  test('… or the commune confirms after all: the declared figure stands; or the unit edits, and the commune is asked anew', async () => {
    const one = await aSupport('disputed')
    await step(one, keoLom, 'confirm')
    expect(await see(one)).toMatchObject({ status: 'confirmed', communeOwn: null, disputeReason: null })

    const other = await aSupport('disputed')
    const unit = await signedIn(stnmt)
    await unit.open(`${other.path}/edit`)
    expect(unit.form('Sửa').fields['contributions[c0][value]']).toBe('36.000.000')
    await unit.press('Sửa', { 'contributions[c0][value]': '30.000.000' })
    expect(await see(other)).toMatchObject({ status: 'declared', ownValue: 30_000_000n, communeOwn: null })
    await step(other, keoLom, 'confirm')
    await expect(step(other, stnmt, 'cancel', { data: { note: 'x' } })).rejects.toMatchObject({ status: 409 })
    await step(other, keoLom, 'reopen', { data: { note: 'Đếm lại' } })
    expect((await see(other)).status).toBe('declared')
  })

  test('confirming and editing at the same instant, 10 times: exactly one wins, the other is told', async () => {
    for (let n = 0; n < 10; n++) {
      const made = await aSupport('declared')
      const { revision } = await see(made)
      const [confirm, cancel] = await Promise.allSettled([
        step(made, keoLom, 'confirm', { revision }),
        step(made, stnmt, 'cancel', { revision, data: { note: 'Ghi nhầm' } }),
      ])
      expect([confirm.status, cancel.status].filter((status) => status === 'fulfilled')).toHaveLength(1)
      expect((await see(made)).status).toBe(confirm.status === 'fulfilled' ? 'confirmed' : 'cancelled')
    }
  })
})

describe('from need to confirmed support', () => {
  test('the need is taken into the plan by a click, the support carries the item out, the commune confirms, the need shows its fate', async () => {
    const need = await aNeed('proposed', { unit: stnmt, what: 'Bể nước cho bản Huổi Hoa' })
    const plan = await aPlan('draft', { by: stnmt, commune: keoLom, term: { kind: 'year', year: 2025 } })
    const unit = await signIn(stnmt)
    await unit.open(need.path)
    await unit.follow('Đưa vào kế hoạch')
    expect(unit.path).toBe(`${plan.path}/add-items`)
    await unit.press('Lấy nhiệm vụ có sẵn', { sources: [need.id] })
    const cell = (name: string) => unit.$(`[name^="items["][name$="[${name}]"]`).first().attr('name') ?? ''
    const row = { clause: '5.5', form: 'goods', quantity: '9', unit: 'bể', ownMoney: '207.000.000' }
    const typed = Object.fromEntries(Object.entries(row).map(([name, value]) => [cell(name), value]))
    await unit.press('Lưu, sang kiểm tra và gửi', { objective: 'Đủ nước sạch', ...typed })
    const signer = { signerName: 'Lò Văn Thắng', signerTitle: 'Phó Giám đốc', noSecret: '1' }
    await unit.press('Gửi lấy ý kiến thống nhất đến 2 nơi nhận', signer)
    for (const party of [keoLom, dienBienDong]) {
      const reader = await signIn(party)
      await reader.open(plan.path)
      await reader.follow('Thống nhất phiên bản 1')
      await reader.press('Thống nhất phiên bản 1')
    }
    const commune = await signIn(keoLom)
    await commune.open(need.path)
    expect(commune.main).toContain('Đã đưa vào kế hoạch')

    const assignment = await prisma.assignment.findFirstOrThrow({
      where: { unitId: await agencyOf(stnmt), communeId: await agencyOf(keoLom), to: null },
    })
    await unit.open(`/supports/new?of=${assignment.id}`)
    const item = unit.$('#item option').filter((_, option) => unit.$(option).text().includes('Bể nước cho bản Huổi Hoa'))
    const money = (name: string) => unit.blankRow('contributions', name)
    await unit.press('Ghi, chuyển xã xác nhận', {
      ...{ form: 'goods', what: 'Xây 5 bể nước', clause: '5.5', from: '16/12/2024', result: '5 bể', item: item.attr('value') ?? '' },
      ...{ [money('kind')]: 'money', [money('source')]: 'own', [money('value')]: '115.000.000' },
    })
    expect(unit.main).not.toContain('khi kế hoạch chưa được thống nhất')
    const support = unit.path
    await unit.open(plan.path)
    expect(unit.$('#tien-do').parent().text()).toMatch(/207\.000\.000\s*115\.000\.000\s*0/)
    await commune.open(support)
    await commune.press('Xác nhận đã nhận')
    await unit.open(plan.path)
    expect(unit.$('#tien-do').parent().text()).toMatch(/207\.000\.000\s*115\.000\.000\s*115\.000\.000/)
    await commune.open(need.path)
    expect(commune.main).toContain('Xây 5 bể nước')
    expect(commune.main).toContain('Xã đã xác nhận')
  })
})

test('khoản 2 Điều 8: help that was given before the plan was agreed is marked, not refused', async () => {
  const plan = await aPlan('agreed', { by: stnmt, commune: 'xa-phi-nhu', term: { kind: 'year', year: 2025 } }) // agreed on 16/12/2024
  const given = async (from: string) =>
    aSupport('declared', { commune: 'xa-phi-nhu', body: { ...supportBody, from, item: `${plan.id}.a1` } })
  const unit = await signedIn(stnmt)
  expect((await unit.open((await given('13/12/2024')).path)).main).toContain('Thực hiện khi kế hoạch chưa được thống nhất')
  expect((await unit.open((await given('16/12/2024')).path)).main).not.toContain('chưa được thống nhất')
})

describe('bad input: a clear refusal at the field, and nothing lost', () => {
  const bad: [string, Record<string, string>, string][] = [
    ['a day that has not come', { from: '17/12/2024' }, 'Ngày này chưa đến'],
    ['a day before the assignment', { from: '01/01/2010' }, 'Nhập một ngày|được phân công giúp xã từ'],
    ['an end before the beginning', { to: '01/11/2024' }, 'Ngày kết thúc phải sau ngày bắt đầu'],
    ['no such day', { from: '31/02/2024' }, 'Nhập một ngày dạng 16/12/2024'],
    ['no form of help', { form: '' }, 'Chọn hình thức giúp đỡ'],
    ['an item of another plan', { item: `${crypto.randomUUID()}.a1` }, 'Chọn nhiệm vụ trong danh sách'],
    ['negative money', { 'contributions[c1][value]': '-5' }, 'Nhập số tiền nguyên'],
    ['a sponsor without a name', { 'contributions[c1][source]': 'sponsor' }, 'Nhập tên nhà tài trợ'],
    ['half a day of labour', { 'contributions[c1][kind]': 'labour', 'contributions[c1][quantity]': '1,5' }, 'Nhập số ngày công'],
    ['an absurd sum', { 'contributions[c1][value]': '20.000.000.001' }, 'Có số tiền trên'],
    ['nobody helped', { 'beneficiaries[b1][count]': '0' }, 'Nhập số lớn hơn 0'],
  ]

  test.each(bad)('%s', async (_, change, message) => {
    const made = await aSupport('declared')
    const unit = await signedIn(stnmt)
    await unit.open(`${made.path}/edit`)
    const { action, fields } = unit.form('Sửa')
    const renamed = Object.fromEntries(
      Object.entries(change).map(([name, value]) => [name.replace('[c1]', '[c0]').replace('[b1]', '[b0]'), value]),
    )
    const answer = await unit.send(action, { ...fields, what: 'Việc vừa gõ', ...renamed })
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(new RegExp(message))
    expect(answer.text).toContain('Việc vừa gõ')
  })

  test('an absurd sum is taken when it is said to be right', async () => {
    const made = await aSupport('declared')
    const unit = await signedIn(stnmt)
    await unit.open(`${made.path}/edit`)
    await unit.press('Sửa', { 'contributions[c0][value]': '20.000.000.001' })
    await unit.press('Sửa', { sure: '1' })
    expect((await see(made)).ownValue).toBe(20_000_000_001n)
  })

  test('for a commune that is not the unit’s: not among its choices, and refused', async () => {
    const unit = await signedIn(stnmt)
    const foreign = await prisma.assignment.findFirstOrThrow({ where: { unitId: await agencyOf(await neighbourUnit()) } })
    const own = await prisma.assignment.findFirstOrThrow({ where: { unitId: await agencyOf(stnmt), communeId: await agencyOf(keoLom) } })
    await unit.open(`/supports/new?of=${own.id}`)
    const { action, fields } = unit.form('Ghi, chuyển xã xác nhận')
    expect((await unit.send(action, { ...fields, ...short, of: foreign.id })).status).toBe(403)
  })

  test('after the end of an assignment what was done in its time is still recorded, and no later day', async () => {
    const ended = await prisma.assignment.findFirstOrThrow({ where: { to: { lt: new Date('2024-12-16') } }, orderBy: { id: 'asc' } })
    const { username } = await prisma.user.findFirstOrThrow({ where: { agencyId: ended.unitId } })
    const unit = await signIn(username)
    await unit.open(`/supports/new?of=${ended.id}`)
    const day = (date: Date) => date.toISOString().slice(0, 10).split('-').reverse().join('/')
    await unit.press('Ghi, chuyển xã xác nhận', { ...short, from: '16/12/2024' })
    expect(unit.status).toBe(422)
    expect(unit.main).toContain('được phân công giúp xã từ')
    await unit.press('Ghi, chuyển xã xác nhận', { from: day(ended.to as Date) })
    expect(unit.main).toContain('Chờ xã xác nhận')
  })
})

describe('papers and photographs', () => {
  test('the unit adds a photograph; commune and district read it, the neighbour does not; after confirmation nothing is added', async () => {
    const made = await aSupport('declared')
    const unit = await signedIn(stnmt)
    await unit.open(made.path)
    await unit.follow('Tài liệu kèm theo')
    await step(made, stnmt, 'attach', { data: await examine(aPicture) })
    const { id } = await prisma.attachment.findFirstOrThrow({ where: { supportId: made.id } })
    for (const reader of [stnmt, keoLom, dienBienDong, planning])
      expect((await (await signedIn(reader)).agent.get(`/files/${id}`)).status, reader).toBe(200)
    for (const stranger of [await neighbourUnit(), 'xa-muong-pon'])
      expect((await (await signedIn(stranger)).agent.get(`/files/${id}`)).status, stranger).toBe(404)
    await expect(step(made, keoLom, 'detach', { data: { file: id } }), 'another’s file').rejects.toMatchObject({ status: 403 })
    await step(made, keoLom, 'confirm')
    await expect(step(made, stnmt, 'detach', { data: { file: id } })).rejects.toMatchObject({ status: 409 })
    const commune = await signedIn(keoLom)
    await commune.open(made.path)
    expect(commune.$(`a[href="/files/${id}"]`)).toHaveLength(1)
  })
})

describe('who can do what when', () => {
  const table: [SupportState, string, string[] | 404][] = [
    ['declared', stnmt, ['Sửa', 'Hủy', 'Tài liệu kèm theo']],
    ['disputed', stnmt, ['Chấp nhận số của xã', 'Trả lời xã', 'Sửa', 'Hủy', 'Tài liệu kèm theo']],
    ['confirmed', stnmt, []],
    ['cancelled', stnmt, []],
    ['declared', keoLom, ['Xác nhận đã nhận', 'Ghi số xã thực nhận', 'Tài liệu kèm theo']],
    ['disputed', keoLom, ['Xác nhận đã nhận', 'Ghi số xã thực nhận', 'Tài liệu kèm theo']],
    ['confirmed', keoLom, ['Mở lại xác nhận']],
    ['cancelled', keoLom, []],
    ...(['declared', 'disputed', 'confirmed', 'cancelled'] as const).flatMap((state): [SupportState, string, string[] | 404][] => [
      ...[dienBienDong, planning, province].map((reader): [SupportState, string, string[]] => [state, reader, []]),
      ...['neighbour', 'xa-muong-pon', 'huyen-muong-cha'].map((stranger): [SupportState, string, 404] => [state, stranger, 404]),
    ]),
  ]
  const made = {} as Record<SupportState, MadeNoun>
  beforeAll(async () => {
    for (const state of ['declared', 'disputed', 'confirmed', 'cancelled'] as const) made[state] = await aSupport(state)
  })

  test.each(table)('%s: %s may %s', async (state, party, may) => {
    const reader = await signedIn(party === 'neighbour' ? await neighbourUnit() : party)
    await reader.open(made[state].path)
    if (may === 404) return expect(reader.status).toBe(404)
    expect(reader.offers).toEqual(may)
  })
})

describe('what counts', () => {
  const one = (status: SupportStatus, change: Partial<Counted> = {}): Counted => ({
    ...{ status, area: 'economy' as Area, form: 'goods' as HelpForm, ownValue: 100n, sponsorValue: 20n, programmeValue: 7n, labourDays: 3 },
    ...{ communeOwn: null, communeSponsor: null, communeLabour: null, ...change },
  })
  const figures = { communeOwn: 60n, communeSponsor: 0n, communeLabour: 2 }

  test.each([
    ['declared, not yet confirmed', [one('declared')], [120n, 0n]],
    ['confirmed', [one('confirmed')], [120n, 120n]],
    ['disputed: the commune’s figure counts', [one('disputed', figures)], [120n, 60n]],
    ['settled at the commune’s figure', [one('confirmed', figures)], [120n, 60n]],
    ['cancelled counts nowhere', [one('cancelled')], [0n, 0n]],
    ['several', [one('confirmed'), one('disputed', figures), one('declared'), one('cancelled')], [360n, 180n]],
  ])('%s', (_, supports, [said, got]) => {
    const { declared, received } = bothOf(supports)
    expect([declared.own + declared.sponsor, received.own + received.sponsor]).toEqual([said, got])
  })

  test('programme money stands apart, never inside what the unit gave', () => {
    const { declared } = bothOf([one('confirmed'), one('confirmed')])
    expect(declared).toEqual({ supports: 2, own: 200n, sponsor: 40n, programme: 14n, labour: 6 })
  })
})

test('sorted by what the unit declares, own and raised together, as the column says', async () => {
  const made = [await aSupport('declared'), await aSupport('declared'), await aSupport('declared')]
  const values = [[5n, 0n], [1n, 9n], [0n, 7n]] as const // biome-ignore format: one line
  for (const [i, { id }] of made.entries())
    await prisma.support.update({ where: { id }, data: { what: `Xếp theo giá trị ${i}`, ownValue: values[i]?.[0] ?? 0n, sponsorValue: values[i]?.[1] ?? 0n } }) // biome-ignore format: one line
  const reader = await signedIn(stnmt)
  const order = async (path: string) =>
    (await reader.open(path)).$('tbody th a').map((_, a) => reader.$(a).text().slice(-1)).get().join('') // biome-ignore format: one line
  expect(await order('/supports?q=xếp theo giá trị&sort=value')).toBe('120')
  expect(await order('/supports?q=xếp theo giá trị&sort=value&order=asc')).toBe('021')
})
