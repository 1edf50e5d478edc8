import { beforeAll, describe, expect, test } from 'vitest'
import { asOf } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { signedIn, signIn } from './browser.ts'
import { agencyOf, dienBienDong, keoLom, neighbourUnit, planning, province, stnmt, unrelatedUnit, who } from './make.ts'
import { anInvitation, invitationBody, type MadeNoun, step } from './nouns.ts'

/** Khoản 1, 2 Điều 9; khoản 2 Điều 11: units are invited to meetings of commune and district, take part and speak. */

let neighbour: string
beforeAll(async () => {
  neighbour = await neighbourUnit()
})

const see = ({ id }: MadeNoun) =>
  prisma.invitation.findUniqueOrThrow({ where: { id }, include: { guests: true, replies: true, opinions: true } })

describe('khoản 2 Điều 11: the commune invites', () => {
  test('two units; one comes, one does not and says why; the time changes and both are asked anew; afterwards outcome, opinion, and a need from it', async () => {
    const commune = await signIn(keoLom)
    await commune.follow('Giấy mời')
    expect(commune.main).toContain('Chưa có giấy mời nào')
    await commune.follow('Mời đơn vị dự họp')
    expect(commune.$('select[name="host"]').text()).not.toContain('UBND huyện') // in its own name only
    await commune.press('Gửi giấy mời', {
      ...invitationBody,
      host: 'peopleCouncil',
      guests: [await agencyOf(stnmt), await agencyOf(neighbour)],
    })
    const path = commune.path
    expect(path).toMatch(/^\/invitations\/[0-9a-f-]{36}$/)
    expect(commune.main).toContain('HĐND xã mời: xã Keo Lôm')
    expect(commune.main).toContain('Họp lúc 08:00 ngày 25/12/2024: 0 trong 2 đơn vị tham dự, 2 đơn vị chưa trả lời.')

    const [unit, other] = [await signIn(stnmt), await signIn(neighbour)]
    expect(unit.main).toContain(invitationBody.subject)
    expect(unit.main).toContain('còn 9 ngày')
    await unit.follow(invitationBody.subject)
    await unit.follow('Tham dự')
    await unit.press('Tham dự', { words: 'Bùi Châu Tuấn, Phó Giám đốc' })
    expect(unit.main).toContain('Đã ghi nhận: đã trả lời tham dự.')
    expect((await unit.open('/unit')).main).not.toContain(invitationBody.subject)
    await other.open(path)
    await other.follow('Không tham dự')
    await other.press('Không tham dự', { note: '' })
    expect(other.$('#errors').text()).toContain('Nêu lý do không tham dự')
    await other.press('Không tham dự', { note: 'Trùng hội nghị của ngành' })

    await commune.open(path)
    expect(commune.main).toContain('1 trong 2 đơn vị tham dự.')
    expect(commune.main).toContain('Bùi Châu Tuấn, Phó Giám đốc')
    expect(commune.main).toContain('Trùng hội nghị của ngành')
    await commune.follow('Đổi thời gian, địa điểm')
    expect(commune.form('Đổi thời gian, địa điểm').fields).toMatchObject({ day: '25/12/2024', time: '08:00', place: invitationBody.place })
    await commune.press('Đổi thời gian, địa điểm', { day: '26/12/2024', time: '13:30', note: 'Chủ tịch HĐND bận họp huyện' })
    expect(commune.main).toContain('0 trong 2 đơn vị tham dự, 2 đơn vị chưa trả lời.')
    expect(commune.main).toContain('chưa trả lời theo thời gian mới')
    for (const reader of [unit, other]) expect((await reader.open('/unit')).main).toContain('13:30 ngày 26/12/2024')
    await unit.open(path)
    expect(unit.main).toContain('Chủ tịch HĐND bận họp huyện')
    await unit.follow('Góp ý kiến')
    await unit.press('Góp ý kiến', { text: 'Mở 2 lớp tập huấn nuôi dê ngay trong quý I.' })

    await commune.open(path)
    expect(commune.main).toContain('Mở 2 lớp tập huấn nuôi dê ngay trong quý I.')
    const need = commune
      .$('a')
      .filter((_, a) => commune.$(a).text().startsWith('Lập đề xuất từ ý kiến này'))
      .attr('href')
    await commune.open(need ?? '')
    expect(commune.form('Gửi đề xuất').fields.what).toBe('Mở 2 lớp tập huấn nuôi dê ngay trong quý I.')
    await unit.open(path)
    expect(unit.main).not.toContain('Lập đề xuất') // not for a unit
  })

  test('after the meeting the host records the outcome, may correct it, and a unit still speaks; replying is over', async () => {
    const made = await anInvitation('past')
    const commune = await signedIn(keoLom)
    await commune.open('/commune')
    expect(commune.main).toContain('Ghi kết quả') // its desk waits for it
    await commune.open(made.path)
    expect(commune.main).toContain('Chưa ghi kết quả')
    await commune.follow('Ghi kết quả')
    await commune.press('Ghi kết quả', { outcome: 'Thống nhất làm 2 lớp', minutes: 'Dự họp: 23 người' })
    expect(commune.main).toContain('Thống nhất làm 2 lớp')
    expect(commune.main).toContain('Lập đề xuất từ kết luận này')
    await commune.follow('Sửa kết quả')
    expect(commune.form('Sửa kết quả').fields.outcome).toBe('Thống nhất làm 2 lớp')
    await commune.press('Sửa kết quả', { outcome: 'Thống nhất làm 3 lớp' })
    expect(commune.offers).toEqual(['Sửa kết quả', 'Tài liệu kèm theo'])
    const unit = await signedIn(stnmt)
    await unit.open(made.path)
    expect(unit.main).toContain('Thống nhất làm 3 lớp')
    expect(unit.offers).toEqual(['Góp ý kiến'])
    for (const text of ['Một', 'Hai']) await step(made, stnmt, 'speak', { data: { text } })
    expect((await see(made)).opinions).toHaveLength(2)
    await expect(step(made, stnmt, 'accept', { data: { words: 'x' } })).rejects.toMatchObject({ status: 409 })
  })

  test('the outcome is not recorded before the meeting, and nobody answers a meeting that has begun', async () => {
    const made = await anInvitation('coming')
    await expect(step(made, keoLom, 'record', { data: { outcome: 'x', minutes: '' } })).rejects.toThrow('Ghi được từ 08:00 ngày 25/12/2024')
    await asOf(new Date('2024-12-25T08:00:00+07:00'), () =>
      expect(step(made, stnmt, 'accept', { data: { words: 'x' } })).rejects.toThrow('Cuộc họp đã bắt đầu lúc 08:00 ngày 25/12/2024'),
    )
  })

  test('a unit may change its mind until then: the latest reply counts, both stay in the log', async () => {
    const made = await anInvitation('coming')
    await step(made, stnmt, 'accept', { data: { words: 'Phó Giám đốc' } })
    await step(made, stnmt, 'decline', { data: { note: 'Ốm' } })
    const commune = await signedIn(keoLom)
    await commune.open(made.path)
    expect(commune.main).toContain('0 trong 1 đơn vị tham dự.')
    expect(commune.main).toContain('trả lời tham dự')
    expect((await see(made)).replies).toHaveLength(2)
  })

  test('more units can be invited, each once; only those that help the commune', async () => {
    const made = await anInvitation('coming')
    const other = await signedIn(neighbour)
    expect((await other.open(made.path)).status).toBe(404)
    const commune = await signedIn(keoLom)
    await commune.open(made.path)
    await commune.follow('Mời thêm đơn vị')
    expect(commune.$('fieldset').text()).not.toContain('Sở Tài nguyên và Môi trường')
    await commune.press('Mời thêm đơn vị', { guests: await agencyOf(neighbour) })
    expect((await other.open(made.path)).status).toBe(200)
    await commune.open(`${made.path}/invite-more`)
    expect(commune.main).toContain('Chưa có mục nào để chọn')
    await expect(step(made, keoLom, 'invite-more', { data: { guests: [await agencyOf(await unrelatedUnit())] } })).rejects.toMatchObject({
      status: 409,
    })
  })

  test('cancelled with a word: nothing more is done with it, and it is on nobody’s desk', async () => {
    const made = await anInvitation('coming')
    const commune = await signedIn(keoLom)
    await commune.open(made.path)
    await commune.follow('Hủy cuộc họp')
    await commune.press('Hủy cuộc họp', { note: 'Bão số 5' })
    expect(commune.main).toContain('Đã hủy')
    expect(commune.main).toContain('Bão số 5')
    expect(commune.offers).toEqual([])
    const unit = await signedIn(stnmt)
    await unit.open(made.path)
    expect(unit.offers).toEqual([])
    expect((await unit.open('/unit')).$(`a[href="${made.path}"]`)).toHaveLength(0)
  })
})

describe('khoản 2 Điều 9: the district invites to its meeting with a commune', () => {
  test('in its own name; the commune reads it, and only the district changes it', async () => {
    const district = await signIn(dienBienDong)
    await district.open(`/invitations/new?of=${await agencyOf(keoLom)}`)
    expect(
      district
        .$('select[name="host"] option')
        .map((_, option) => district.$(option).text())
        .get(),
    ).toEqual(['Chọn', 'UBND huyện'])
    await district.press('Gửi giấy mời', { ...invitationBody, host: 'district', occasion: 'working', guests: await agencyOf(stnmt) })
    expect(district.main).toContain('Buổi làm việc, UBND huyện mời, họp với xã Keo Lôm')
    const commune = await signedIn(keoLom)
    await commune.open(district.path)
    expect(commune.status).toBe(200)
    expect(commune.offers).toEqual([])
    expect(district.offers).toEqual(['Sửa nội dung', 'Đổi thời gian, địa điểm', 'Mời thêm đơn vị', 'Hủy cuộc họp', 'Tài liệu kèm theo'])
  })
})

// ── who can do what ───────────────────────────────────────────────────────────────────────────────────────────────

const states = ['coming', 'past', 'held', 'cancelled'] as const
const readers = { host: keoLom, guest: stnmt, district: dienBienDong, planning, province }
const changes = ['Sửa nội dung', 'Đổi thời gian, địa điểm', 'Mời thêm đơn vị', 'Hủy cuộc họp', 'Tài liệu kèm theo']
const offered: Record<string, string[]> = {
  'coming host': changes,
  'coming guest': ['Tham dự', 'Không tham dự', 'Góp ý kiến'],
  'past host': ['Ghi kết quả', 'Hủy cuộc họp', 'Tài liệu kèm theo'],
  'past guest': ['Góp ý kiến'],
  'held host': ['Sửa kết quả', 'Tài liệu kèm theo'],
  'held guest': ['Góp ý kiến'],
}

describe.each(states)('a meeting of Keo Lôm that is %s', (state) => {
  let made: MadeNoun
  beforeAll(async () => {
    made = await anInvitation(state)
  })

  test.each(Object.entries(readers))('offers the %s what it may do', async (role, username) => {
    const reader = await signedIn(username)
    await reader.open(made.path)
    expect(reader.status).toBe(200)
    expect(reader.offers).toEqual(offered[`${state} ${role}`] ?? [])
  })

  test('is not there for a unit that was not invited, nor for strangers', async () => {
    for (const username of [neighbour, 'xa-muong-pon', 'huyen-muong-cha', await unrelatedUnit()]) {
      const stranger = await signedIn(username)
      for (const page of ['', '/history', '/accept', '/move']) expect((await stranger.open(`${made.path}${page}`)).status).toBe(404)
    }
  })
})

// ── bad input, two people ─────────────────────────────────────────────────────────────────────────────────────────

describe('what is typed wrongly is said beside its field, and stays', () => {
  const wrong: [string, Record<string, string>, string][] = [
    ['host', { host: 'district' }, 'Chọn cơ quan mời'],
    ['subject', { subject: '' }, 'Nhập nội dung cuộc họp'],
    ['day', { day: '31/02/2025' }, 'Nhập một ngày dạng 16/12/2024'],
    ['day', { day: '2024-12-25' }, 'Nhập một ngày dạng 16/12/2024'],
    ['day', { day: '15/12/2024' }, 'Thời gian này đã qua'],
    ['day', { day: '16/12/2024', time: '07:59' }, 'Thời gian này đã qua'],
    ['time', { time: '8h' }, 'Nhập giờ họp dạng 08:30'],
    ['time', { time: '24:00' }, 'Nhập giờ họp dạng 08:30'],
    ['place', { place: '' }, 'Nhập địa điểm'],
    ['guests', { guests: '' }, 'Chọn ít nhất một đơn vị'],
    ['guests', { guests: crypto.randomUUID() }, 'Chọn trong danh sách'],
  ]
  test.each(wrong)('%s: %s', async (field, values, words) => {
    const commune = await signedIn(keoLom)
    await commune.open('/invitations/new')
    const before = await prisma.invitation.count()
    await commune.press('Gửi giấy mời', { ...invitationBody, guests: await agencyOf(stnmt), ...values })
    expect(commune.status).toBe(422)
    expect(commune.$('#errors').text()).toContain(words)
    expect(commune.$(`#${field}-error, #${field} .error-text`).text()).toContain(words)
    expect(commune.$('[name="agenda"]').text().trim()).toBe(invitationBody.agenda)
    expect(await prisma.invitation.count()).toBe(before)
  })
})

describe('at the same instant', () => {
  test('the unit replies while the time changes, ten times: its reply belongs to the time it had read, or is refused', async () => {
    for (let time = 0; time < 10; time++) {
      const made = await anInvitation('coming')
      const moved = { day: new Date('2024-12-30'), time: '14:00', place: 'Nhà văn hóa', note: 'Trùng lịch' }
      const [replied, moving] = await Promise.allSettled([
        step(made, stnmt, 'accept', { data: { words: 'Phó Giám đốc' }, revision: 0 }),
        step(made, keoLom, 'move', { data: moved, revision: 0 }),
      ])
      expect(moving.status).toBe('fulfilled') // a reply leaves the revision, so it never stands in the host's way
      const { call, replies } = await see(made)
      expect(call).toBe(2)
      if (replied.status === 'rejected') expect(replied.reason).toMatchObject({ status: 409 })
      expect(replies.map((reply) => reply.call)).toEqual(replied.status === 'fulfilled' ? [1] : [])
    }
  })

  test('a reply from a page that is no longer true keeps what was typed', async () => {
    const made = await anInvitation('coming')
    const unit = await signedIn(stnmt)
    await unit.open(`${made.path}/accept`)
    await step(made, keoLom, 'move', { data: { day: new Date('2024-12-30'), time: '14:00', place: 'Nhà văn hóa', note: 'Trùng lịch' } })
    await unit.press('Tham dự', { words: 'Bùi Châu Tuấn' })
    expect(unit.status).toBe(409)
    expect(unit.main).toContain(`Lần gần nhất: ${(await who(keoLom)).name}, UBND xã Keo Lôm`)
    expect(unit.form('Tham dự').fields.words).toBe('Bùi Châu Tuấn')
    await unit.press('Tham dự')
    expect(unit.main).toContain('1 trong 1 đơn vị tham dự')
  })

  test('two people of one unit reply: both stay, the later counts', async () => {
    const made = await anInvitation('coming')
    await Promise.all([
      step(made, stnmt, 'accept', { data: { words: 'Phó Giám đốc' } }),
      step(made, 'dv-stnmt.lanh-dao', 'decline', { data: { note: 'Bận' } }),
    ])
    expect((await see(made)).replies).toHaveLength(2)
  })
})

describe('the list', () => {
  test('is filtered by how far a meeting is, and by its occasion', async () => {
    await anInvitation('held', { guests: [neighbour] })
    const unit = await signedIn(neighbour)
    await unit.open('/invitations?is=held&occasion=yearEndReview&q=tong ket')
    expect(unit.main).toContain('Tổng kết công tác giúp đỡ xã năm 2024')
    expect(unit.main).toMatch(/\d+ cuộc họp/)
    await unit.open('/invitations?occasion=congress')
    expect(unit.main).toContain('Không có cuộc họp nào phù hợp')
  })

  test.each(['is=x', 'sort=x&order=x', 'page=0', 'commune=x', 'q=%00', 'occasion[]=x'])(
    'takes “%s” for what it is: nothing',
    async (address) => expect((await (await signedIn(keoLom)).open(`/invitations?${address}`)).status).toBe(200),
  )
})
