import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { type Browser, signedIn, signIn } from './browser.ts'
import { agencyOf, aPlan, dienBienDong, keoLom, neighbourUnit, planning, province, stnmt, unitsOf, unrelatedUnit, who } from './make.ts'
import { aNeed, type MadeNoun, needBody, step } from './nouns.ts'

/** Khoản 1 Điều 10, khoản 1 Điều 11: commune and district propose what they need; the unit takes it or says why not; the proposer sees which. */

const typed = {
  ...{
    what: 'Kéo 3,2 km ống nước về bản Huổi Hoa',
    area: 'society',
    clause: '5.5',
    detail: 'Mùa khô thiếu nước.',
    whom: '63 hộ, 310 người',
  },
  ...{ quantity: '3,2', measure: 'km', neededBy: 'trước ngày 30/4/2025', priority: 'urgent' },
}
const see = ({ id }: MadeNoun) => prisma.need.findUniqueOrThrow({ where: { id }, include: { answers: true } })

describe('khoản 1 Điều 11: the commune proposes', () => {
  test('… to one unit, which declines with a reason; the commune reads it, proposes again with a word, and the unit is asked anew', async () => {
    const commune = await signIn(keoLom)
    await commune.follow('Đề xuất')
    expect(commune.main).toContain('Chưa có đề xuất nào')
    await commune.follow('Lập đề xuất, nhu cầu')
    await commune.press('Gửi đề xuất', { ...typed, unit: await agencyOf(stnmt) })
    expect(commune.path).toMatch(/^\/needs\/[0-9a-f-]{36}$/)
    const path = commune.path
    expect(commune.main).toContain('Đã ghi nhận: đã gửi đề xuất.')
    expect(commune.main).toContain('Đang chờ đơn vị trả lời: Sở Tài nguyên và Môi trường.')
    expect(commune.main).toContain('3,2 km')
    expect(commune.main).toContain('trước ngày 30/4/2025')

    const unit = await signIn(stnmt)
    expect(unit.main).toContain(typed.what) // on its desk
    await unit.follow(typed.what)
    expect(unit.path).toBe(path)
    await unit.follow('Không tiếp nhận')
    await unit.press('Không tiếp nhận', { note: '' })
    expect(unit.status).toBe(422)
    expect(unit.$('#errors').text()).toContain('Nêu lý do không tiếp nhận')
    await unit.press('Không tiếp nhận', { note: 'Chưa bố trí được kinh phí; đề nghị Sở NN&PTNT.' })
    expect(unit.main).toContain('Đã ghi nhận: đã trả lời không tiếp nhận.')
    expect((await unit.open('/unit')).main).not.toContain(typed.what)

    await commune.open(path)
    expect(commune.main).toContain('Không được tiếp nhận.')
    expect(commune.main).toContain('Chưa bố trí được kinh phí; đề nghị Sở NN&PTNT.')
    await commune.follow('Đề xuất lại')
    await commune.press('Đề xuất lại', { note: 'Xã góp ngày công, đơn vị chỉ lo ống.' })
    expect(commune.main).toContain('Đang chờ đơn vị trả lời')
    expect(commune.main).toContain('Xã góp ngày công, đơn vị chỉ lo ống.') // in the log
    expect((await unit.open('/unit')).main).toContain(typed.what)
    await unit.open(path)
    expect(unit.offers).toEqual(['Không tiếp nhận'])
  })

  test('… to every unit: it is declined when the last of them has declined, not before', async () => {
    const units = await unitsOf(keoLom)
    expect(units.length).toBeGreaterThan(1)
    const made = await aNeed()
    for (const [i, unit] of units.entries()) {
      expect((await see(made)).status).toBe('proposed')
      await step(made, unit, 'decline', { data: { note: `Lý do ${i}` } })
    }
    expect((await see(made)).status).toBe('declined')
    const commune = await signedIn(keoLom)
    await commune.open(made.path)
    for (const i of units.keys()) expect(commune.main).toContain(`Lý do ${i}`)
  })

  test('a unit that has declined is not asked again, and is told so', async () => {
    const made = await aNeed()
    await step(made, stnmt, 'decline', { data: { note: 'Ngoài chuyên môn' } })
    const unit = await signedIn(stnmt)
    await unit.open(made.path)
    expect(unit.offers).toEqual([])
    expect(unit.main).toContain('Không tiếp nhận: Đơn vị đã trả lời đề xuất này.')
    await expect(step(made, stnmt, 'decline', { data: { note: 'Lần nữa' } })).rejects.toMatchObject({ status: 409 })
  })

  test('changing it asks anew those who have declined', async () => {
    const made = await aNeed()
    await step(made, stnmt, 'decline', { data: { note: 'Ngoài chuyên môn' } })
    const commune = await signedIn(keoLom)
    await commune.open(made.path)
    await commune.follow('Sửa đề xuất')
    expect(commune.form('Sửa đề xuất').fields).toMatchObject({ ...needBody, unit: '' }) // comes filled
    await commune.press('Sửa đề xuất', { what: 'Tập huấn nuôi ong' })
    expect(commune.main).toContain('Tập huấn nuôi ong')
    const unit = await signedIn(stnmt)
    await unit.open(made.path)
    expect(unit.offers).toEqual(['Không tiếp nhận'])
    await step(made, stnmt, 'decline', { data: { note: 'Vẫn ngoài chuyên môn' } })
    expect((await see(made)).answers).toHaveLength(2)
  })
})

describe('khoản 1 Điều 10: the district proposes for one of its communes', () => {
  test('it chooses the commune, then the unit; commune and unit see it; only the district edits it', async () => {
    const district = await signIn(dienBienDong)
    await district.open('/needs/new?what=Mở lớp xóa mù chữ')
    const communes = district
      .$('select[name="of"] option')
      .map((_, option) => district.$(option).text())
      .get()
    expect(communes).toContain('xã Keo Lôm')
    expect(communes).not.toContain('xã Mường Pồn')
    await district.open(`/needs/new?of=${await agencyOf(keoLom)}&what=Mở lớp xóa mù chữ`)
    expect(district.form('Gửi đề xuất').fields.what).toBe('Mở lớp xóa mù chữ') // what another page suggests
    await district.press('Gửi đề xuất', { ...typed, what: 'Mở lớp xóa mù chữ', clause: '5.2', unit: await agencyOf(stnmt) })
    expect(district.main).toContain('Đề xuất của UBND huyện Điện Biên Đông cho xã Keo Lôm')
    const path = district.path
    expect(district.offers).toEqual(['Sửa đề xuất', 'Rút đề xuất'])
    const commune = await signedIn(keoLom)
    await commune.open(path)
    expect(commune.status).toBe(200)
    expect(commune.offers).toEqual([])
    const unit = await signedIn(stnmt)
    await unit.open('/unit')
    expect(unit.main).toContain('UBND huyện Điện Biên Đông đề xuất cho xã Keo Lôm')
  })

  test('not for a commune of another district, nor a commune for another: 403', async () => {
    for (const [username, of] of [
      [dienBienDong, 'xa-muong-pon'],
      [keoLom, 'xa-phi-nhu'],
    ] as const) {
      const reader = await signedIn(username)
      await reader.open(username === keoLom ? '/needs/new' : `/needs/new?of=${await agencyOf(keoLom)}`)
      const { action, fields } = reader.form('Gửi đề xuất', typed)
      expect((await reader.send(action, { ...fields, of: await agencyOf(of) })).status).toBe(403)
    }
  })

  test('a commune that no unit helps today reads why it cannot', async () => {
    const commune = await signIn('xa-muong-bang')
    await commune.open('/needs/new')
    expect(commune.status).toBe(200)
    expect(commune.main).toContain('hôm nay chưa có đơn vị nào giúp xã')
  })
})

describe('khoản 2 Điều 8: what a plan has taken in', () => {
  const taking = async (made: MadeNoun, filing: { id: string }) => {
    const version = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: filing.id }, orderBy: { n: 'desc' } })
    await prisma.planItem.create({
      data: {
        ...{
          filingId: filing.id,
          versionId: version.id,
          key: 'z9',
          position: 99,
          needId: made.id,
          clause: '4.2',
          task: 'Mở 2 lớp',
          form: 'training',
        },
        ...{ result: '2 lớp', ownMoney: 0n, sponsorMoney: 0n, programmeMoney: 0n },
      },
    })
  }

  test('is taken, on page and list, with the way to the plan; nobody edits, withdraws or declines it any more', async () => {
    const made = await aNeed('proposed', { unit: stnmt, what: 'Tập huấn nuôi dê' })
    const plan = await aPlan('sent', { by: stnmt, commune: keoLom })
    await taking(made, plan)
    for (const [username, step] of [
      [keoLom, 'Sửa đề xuất'],
      [stnmt, 'Không tiếp nhận'],
    ] as const) {
      const reader = await signedIn(username)
      await reader.open(made.path)
      expect(reader.main).toContain('Đã đưa vào kế hoạch.')
      expect(reader.offers).toEqual([])
      expect(reader.main).toContain(`${step}: Đã được đưa vào kế hoạch của Sở Tài nguyên và Môi trường.`)
      await reader.open('/needs?is=taken')
      expect(reader.main).toContain('Tập huấn nuôi dê')
    }
    await expect(step(made, keoLom, 'withdraw', { data: { note: 'Thôi' } })).rejects.toMatchObject({ status: 409 })
    const commune = await signedIn(keoLom)
    await commune.open(made.path)
    await commune.follow('kế hoạch của Sở Tài nguyên và Môi trường')
    expect(commune.path).toBe(plan.path)
  })

  test('is open again when a later version leaves it out, or the version is recalled', async () => {
    const made = await aNeed('proposed', { unit: stnmt })
    const plan = await aPlan('sent', { by: stnmt, commune: keoLom })
    await taking(made, plan)
    await prisma.receipt.updateMany({ where: { filingId: plan.id }, data: { current: false } })
    const unit = await signedIn(stnmt)
    await unit.open(made.path)
    expect(unit.main).toContain('Đang chờ đơn vị trả lời')
    expect(unit.offers).toEqual(['Không tiếp nhận'])
  })
})

// ── who can do what ───────────────────────────────────────────────────────────────────────────────────────────────

const states = ['proposed', 'declined', 'withdrawn'] as const
const readers = {
  proposer: async () => keoLom,
  unit: async () => stnmt,
  neighbour: neighbourUnit,
  district: async () => dienBienDong,
  planning: async () => planning,
  province: async () => province,
}
const edit = ['Sửa đề xuất', 'Rút đề xuất']
const offered: Partial<Record<`${(typeof states)[number]} ${keyof typeof readers}`, string[]>> = {
  'proposed proposer': edit,
  'proposed unit': ['Không tiếp nhận'],
  'declined proposer': ['Đề xuất lại', 'Rút đề xuất'],
}

describe.each(states)('a need of Keo Lôm to Sở TN&MT that is %s', (state) => {
  let made: MadeNoun
  beforeAll(async () => {
    made = await aNeed(state === 'declined' ? 'declined' : state, { unit: stnmt })
  })

  test.each(Object.entries(readers))('offers the %s what it may do', async (role, usernameOf) => {
    const reader = await signedIn(await usernameOf())
    await reader.open(made.path)
    expect(reader.status).toBe(200)
    expect(reader.offers).toEqual(offered[`${state} ${role as keyof typeof readers}`] ?? [])
  })

  test('is not there for strangers, in page, log or list', async () => {
    for (const username of ['xa-muong-pon', 'huyen-muong-cha', await unrelatedUnit()]) {
      const stranger = await signedIn(username)
      for (const page of ['', '/history', '/edit', '/decline']) expect((await stranger.open(`${made.path}${page}`)).status).toBe(404)
      expect((await stranger.open('/needs')).main).not.toContain(needBody.what)
    }
  })
})

test('a need for every unit is answered by each of them; a need for one is read by the others', async () => {
  const neighbour = await signedIn(await neighbourUnit())
  const [forAll, forOne] = [await aNeed(), await aNeed('proposed', { unit: stnmt })]
  await neighbour.open(forAll.path)
  expect(neighbour.offers).toEqual(['Không tiếp nhận'])
  await neighbour.open(forOne.path)
  expect(neighbour.offers).toEqual([])
})

test('after its assignment has ended, the unit that was asked still reads it, and answers no more', async () => {
  const made = await aNeed('proposed', { unit: stnmt })
  const { agencyId } = await who(stnmt)
  const where = { unitId: agencyId, communeId: await agencyOf(keoLom) }
  await prisma.assignment.updateMany({ where, data: { to: new Date('2024-12-15') } })
  const unit = await signIn(stnmt)
  await unit.open(made.path)
  expect(unit.status).toBe(200)
  expect(unit.offers).toEqual([])
  await expect(step(made, stnmt, 'decline', { data: { note: 'x' } })).rejects.toMatchObject({ status: 403 })
  const commune = await signedIn(keoLom)
  await commune.open(`${made.path}/edit`)
  expect(commune.$('#unit').text()).not.toContain('Sở Tài nguyên và Môi trường')
  await commune.press('Sửa đề xuất')
  expect(commune.main).toContain('chưa chỉ định; các đơn vị giúp xã')
  await prisma.assignment.updateMany({ where, data: { to: null } })
})

// ── bad input, two people ─────────────────────────────────────────────────────────────────────────────────────────

describe('what is typed wrongly is said beside its field, and stays', () => {
  const wrong: [string, Record<string, string>, string][] = [
    ['what', { what: ' ' }, 'Nhập nội dung đề xuất'],
    ['what', { what: 'ế'.repeat(301) }, 'Không quá 300 ký tự'],
    ['area', { area: 'gold' }, 'Chọn lĩnh vực'],
    ['clause', { clause: '4.2' }, 'Nội dung này không thuộc lĩnh vực đã chọn'],
    ['clause', { clause: '99.1' }, 'Chọn trong danh sách'],
    ['quantity', { quantity: '3.2' }, '3.2 là 3,2 hay 32?'],
    ['quantity', { quantity: '0' }, 'Nhập số lớn hơn 0'],
    ['measure', { measure: '' }, 'Nhập đơn vị tính của số lượng'],
    ['neededBy', { neededBy: '' }, 'Nhập thời gian cần'],
    ['priority', { priority: '' }, 'Chọn mức độ cần thiết'],
    ['unit', { unit: crypto.randomUUID() }, 'Chọn đơn vị đang giúp xã'],
  ]
  test.each(wrong)('%s: %s', async (field, values, words) => {
    const commune = await signedIn(keoLom)
    await commune.open('/needs/new')
    const before = await prisma.need.count()
    await commune.press('Gửi đề xuất', { ...typed, ...values })
    expect(commune.status).toBe(422)
    expect(commune.$('#errors').text()).toContain(words)
    expect(commune.$(`#${field}-error`).text()).toContain(words)
    expect(commune.$('[name="detail"]').text().trim()).toBe(typed.detail)
    expect(await prisma.need.count()).toBe(before)
  })
})

describe('two people', () => {
  test('edit the same need: the second is told, keeps what was typed beside what was saved, and decides', async () => {
    const made = await aNeed('proposed', { unit: stnmt })
    const [one, two] = [await signedIn(keoLom), await signedIn('xa-keo-lom.lanh-dao')]
    await one.open(`${made.path}/edit`)
    await two.open(`${made.path}/edit`)
    await one.press('Sửa đề xuất', { what: 'Của người thứ nhất' })
    await two.press('Sửa đề xuất', { what: 'Của người thứ hai' })
    expect(two.status).toBe(409)
    expect(two.$('#problem').text()).toContain('Lần gần nhất')
    expect(two.$('#theirs').text()).toContain('Của người thứ nhất')
    expect(two.form('Sửa đề xuất').fields.what).toBe('Của người thứ hai')
    await two.press('Sửa đề xuất')
    expect(two.main).toContain('Của người thứ hai')
  })

  test('the unit declines while the commune withdraws: what the unit has typed is still there to read', async () => {
    const made = await aNeed('proposed', { unit: stnmt })
    const unit = await signedIn(stnmt)
    await unit.open(`${made.path}/decline`)
    await step(made, keoLom, 'withdraw', { data: { note: 'Không còn cần' } })
    await unit.press('Không tiếp nhận', { note: 'Lý do dài đã gõ' })
    expect(unit.status).toBe(409)
    expect(unit.main).toContain('Lý do dài đã gõ')
    expect(unit.main).toContain('Đã rút.')
    expect(unit.main).toContain(`Lần gần nhất: ${(await who(keoLom)).name}, UBND xã Keo Lôm`)
    expect((await see(made)).answers).toEqual([])
  })

  test('… also where what was typed has a mistake: that it is too late is said first, and the words are still there', async () => {
    const made = await aNeed('proposed', { unit: stnmt })
    const unit = await signedIn(stnmt)
    await unit.open(`${made.path}/decline`)
    await step(made, keoLom, 'withdraw', { data: { note: 'Không còn cần' } })
    await unit.press('Không tiếp nhận', { note: 'ế'.repeat(2_001) })
    expect(unit.status).toBe(409)
    expect(unit.main).toContain('ế'.repeat(2_001))
    expect(unit.main).toContain('“Đã rút”')
  })

  test('the unit declines while the commune edits, at the same instant, ten times: the answer belongs to what was asked, or is refused', async () => {
    for (let time = 0; time < 10; time++) {
      const made = await aNeed('proposed', { unit: stnmt })
      const data = { ...needBody, what: 'Khác', unit: await agencyOf(stnmt) }
      const [declined, edited] = await Promise.allSettled([
        step(made, stnmt, 'decline', { data: { note: 'Không' }, revision: 0 }),
        step(made, keoLom, 'edit', { data, revision: 0 }),
      ])
      expect([declined, edited].filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const now = await see(made)
      expect([now.status, now.what, now.answers.length]).toEqual(
        declined.status === 'fulfilled' ? ['declined', needBody.what, 1] : ['proposed', 'Khác', 0],
      )
    }
  })

  test('the last two units decline at the same instant, ten times: it is declined', async () => {
    const units = await unitsOf(keoLom)
    for (let time = 0; time < 10; time++) {
      const made = await aNeed()
      await Promise.all(units.map((unit) => step(made, unit, 'decline', { data: { note: 'Không' } })))
      expect(await see(made)).toMatchObject({ status: 'declined' })
    }
  })

  test('a form pressed twice makes one need', async () => {
    const commune = await signedIn(keoLom)
    await commune.open('/needs/new')
    const { action, fields } = commune.form('Gửi đề xuất', typed)
    const before = await prisma.need.count()
    const both = await Promise.all([commune.send(action, fields), commune.send(action, fields)])
    expect(new Set(both.map(({ headers }) => headers.location)).size).toBe(1)
    expect(await prisma.need.count()).toBe(before + 1)
  })
})

describe('the list', () => {
  let commune: Browser
  beforeAll(async () => {
    commune = await signedIn('xa-phi-nhu')
    await aNeed('proposed', { by: 'xa-phi-nhu', commune: 'xa-phi-nhu', what: 'Sửa cầu treo bản Phì Nhừ' })
    await aNeed('withdrawn', { by: 'xa-phi-nhu', commune: 'xa-phi-nhu', what: 'Mua máy tính' })
    for (let n = 0; n < 26; n++) await aNeed('proposed', { by: 'xa-phi-nhu', commune: 'xa-phi-nhu', what: `Việc ${n}` })
  })

  test('is searched without tone marks, filtered, sorted and paged; filters survive', async () => {
    await commune.open('/needs?q=phi nhu cau treo')
    expect(commune.main).toContain('1 đề xuất')
    expect(commune.main).toContain('Sửa cầu treo bản Phì Nhừ')
    await commune.open('/needs?is=withdrawn')
    expect(commune.main).toContain('Mua máy tính')
    expect(commune.main).not.toContain('Sửa cầu treo')
    await commune.open('/needs?area=economy&priority=thisYear&is=proposed&sort=priority')
    expect(commune.$('tbody tr')).toHaveLength(25)
    expect(commune.$('.pager a').attr('href')).toBe('?area=economy&priority=thisYear&is=proposed&sort=priority&page=2')
    await commune.open(`/needs${commune.$('.pager a').attr('href')}`)
    expect(commune.$('tbody tr')).toHaveLength(2)
    expect(commune.$('#area').val()).toBe('economy')
    await commune.open('/needs?q=khongcogi')
    expect(commune.main).toContain('Không có đề xuất nào phù hợp')
  })

  test.each(['is=x', 'area=x&sort=x&order=x', 'page=0', 'page=99999999', 'commune=x', 'q=%00', 'q=a&q=b', 'is[]=x', 'page=-1'])(
    'takes “%s” for what it is: nothing',
    async (address) => expect((await commune.open(`/needs?${address}`)).status).toBe(200),
  )
})
