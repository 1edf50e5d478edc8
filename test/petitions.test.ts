import { beforeAll, describe, expect, test } from 'vitest'
import { asOf } from '../src/clock.ts'
import { dbFor, prisma } from '../src/db.ts'
import { listOf } from '../src/petitions/list.ts'
import { petitionsToAnswer } from '../src/petitions/waiting.ts'
import { signedIn, signIn } from './browser.ts'
import {
  agencyOf,
  aPicture,
  aReport,
  dienBienDong,
  step as filingStep,
  keoLom,
  neighbourUnit,
  planning,
  province,
  reportBody,
  signer,
  stnmt,
  unrelatedUnit,
  who,
} from './make.ts'
import { anInvitation, aPetition, type MadeNoun, type PetitionState, petitionBody, step } from './nouns.ts'

/** Khoản 4 Điều 11, khoản 5 Điều 13: who cannot settle something asks, sees where it lies and until when, and reads the answer. */

const see = ({ id }: MadeNoun) =>
  prisma.petition.findUniqueOrThrow({ where: { id }, include: { words: { orderBy: { seq: 'asc' } }, holder: true } })
const nobodyElse = async () => ['xa-muong-pon', 'huyen-muong-cha', await neighbourUnit(), await unrelatedUnit()]

describe('khoản 4 Điều 11: a commune asks its unit or its district', () => {
  test('the unit takes it up and names a day, asks back, answers with a document; the commune closes it', async () => {
    const commune = await signIn(keoLom)
    await commune.follow('Kiến nghị')
    expect(commune.main).toContain('Chưa có kiến nghị nào')
    await commune.follow('Lập kiến nghị')
    const options = commune.$('#to option').map((_, one) => commune.$(one).text().trim()).get() // biome-ignore format: one line
    expect(options).toContain('Sở Tài nguyên và Môi trường')
    expect(options).toContain('UBND huyện Điện Biên Đông')
    expect(options.join()).not.toContain('UBND tỉnh') // its district passes it on
    expect(options.join()).not.toContain('UBND huyện Mường Chà')
    await commune.press('Gửi kiến nghị', { ...petitionBody, to: await agencyOf(stnmt) })
    expect(commune.main).toContain('Đã ghi nhận: đã gửi kiến nghị.')
    expect(commune.main).toContain('Chờ tiếp nhận: Sở Tài nguyên và Môi trường, hạn trả lời chậm nhất ngày 31/12/2024, còn 15 ngày.')
    const path = commune.path

    const unit = await signIn(stnmt)
    expect(unit.main).toContain('UBND xã Keo Lôm kiến nghị. Hạn trả lời: chậm nhất ngày 31/12/2024.')
    await unit.follow(petitionBody.subject)
    expect(unit.path).toBe(path)
    await unit.follow('Tiếp nhận, hẹn ngày trả lời')
    expect(unit.form('Tiếp nhận, hẹn ngày trả lời').fields.dueOn).toBe('31/12/2024')
    await unit.press('Tiếp nhận, hẹn ngày trả lời', { dueOn: '20/12/2024' })
    expect(unit.main).toContain('Đang giải quyết: Sở Tài nguyên và Môi trường, hạn trả lời chậm nhất ngày 20/12/2024, còn 4 ngày.')
    await unit.follow('Đề nghị nói rõ thêm')
    await unit.press('Đề nghị nói rõ thêm', { note: 'Thửa nào, tờ bản đồ số mấy?' })
    expect((await unit.open('/unit')).main).not.toContain(petitionBody.subject)

    expect((await commune.open('/commune')).main).toContain('Sở Tài nguyên và Môi trường đề nghị nói rõ thêm.')
    await commune.follow(petitionBody.subject)
    expect(commune.main).toContain('Thửa nào, tờ bản đồ số mấy?')
    await commune.follow('Bổ sung')
    await commune.press('Bổ sung', { text: 'Thửa 112, tờ bản đồ 34' })
    await unit.open(path)
    expect(unit.main).toContain('Thửa 112, tờ bản đồ 34')
    await unit.follow('Trả lời')
    await unit.press('Trả lời', { text: 'Không phải chuyển mục đích', documentNumber: '3210/STNMT-QLĐĐ', documentDate: '16/12/2024' })
    expect(unit.main).toContain('Đã trả lời: Sở Tài nguyên và Môi trường.')
    expect(unit.main).toContain('Văn bản số 3210/STNMT-QLĐĐ ngày 16/12/2024')

    expect((await commune.open('/commune')).main).toContain('Sở Tài nguyên và Môi trường đã trả lời kiến nghị.')
    await commune.follow(petitionBody.subject)
    expect(commune.$('#tra-loi').text()).toContain('Trả lời của Sở Tài nguyên và Môi trường')
    await commune.follow('Kết thúc')
    await commune.press('Kết thúc', { text: 'Xã đã rõ' })
    expect(commune.main).toContain('Đã kết thúc.')
    expect((await commune.open('/commune')).main).not.toContain(petitionBody.subject)
    await commune.open(`${path}/history`)
    for (const words of ['gửi', 'tiếp nhận', 'đề nghị nói rõ thêm', 'bổ sung', 'trả lời', 'kết thúc'])
      expect(commune.main, words).toContain(`: ${words}`)
    expect((await see({ id: path.split('/')[2] ?? '' } as MadeNoun)).words.map(({ deed }) => deed)).toEqual([
      ...['received', 'askedBack', 'replied', 'answered', 'closed'],
    ])
  })

  test('not satisfied, it asks again: the same holder has its days anew', async () => {
    const made = await aPetition('answered')
    const commune = await signedIn(keoLom)
    await commune.open(made.path)
    await commune.follow('Kiến nghị lại')
    await commune.press('Kiến nghị lại', { note: '' })
    expect(commune.status).toBe(422)
    await commune.press('Kiến nghị lại', { note: 'Văn bản không nói đến đất rừng' })
    expect(await see(made)).toMatchObject({ status: 'sent', holderId: await agencyOf(stnmt), dueOn: new Date('2024-12-31') })
    const unit = await signedIn(stnmt)
    await unit.open('/unit')
    expect(unit.main).toContain(petitionBody.subject)
  })
})

test('whom it lies with needs longer: names another day and says why', async () => {
  const made = await aPetition('received')
  const unit = await signedIn(stnmt)
  await unit.open(made.path)
  await unit.follow('Hẹn lại ngày trả lời')
  await unit.press('Hẹn lại ngày trả lời', { dueOn: '10/01/2025', note: '' })
  expect(unit.$('#note-error').text()).toContain('Nêu lý do hẹn lại')
  await unit.press('Hẹn lại ngày trả lời', { note: 'Chờ kết quả đo đạc' })
  const commune = await signedIn(keoLom)
  await commune.open(made.path)
  expect(commune.main).toContain('hạn trả lời chậm nhất ngày 10/01/2025, còn 25 ngày')
  expect(commune.main).toContain('Chờ kết quả đo đạc')
})

describe('khoản 5 Điều 13: to UBND tỉnh, through the planning department', () => {
  test('district → planning → province: each passes it on with a reason and has its own days; all who had it read the answer', async () => {
    const district = await signIn(dienBienDong)
    await district.open('/petitions/new')
    const options = district.$('#to option').map((_, one) => district.$(one).text().trim()).get() // biome-ignore format: one line
    expect(options.filter(Boolean).at(-1)).toBe('UBND tỉnh Điện Biên (qua Sở Kế hoạch và Đầu tư)')
    await district.press('Gửi kiến nghị', { ...petitionBody, subject: 'Lồng ghép vốn', to: await agencyOf(planning) })
    const path = district.path
    const officer = await signIn(planning)
    expect(officer.main).toContain('Lồng ghép vốn')
    await officer.open(path)
    await officer.follow('Chuyển nơi khác')
    expect(officer.$('#to').text()).toContain('UBND tỉnh Điện Biên')
    expect(officer.$('#to').text()).not.toContain('UBND huyện Điện Biên Đông') // who asks is answered, not passed on to
    await officer.press('Chuyển nơi khác', { to: await agencyOf(province), note: '' })
    expect(officer.$('#note-error').text()).toContain('Nêu lý do chuyển')
    await asOf(new Date('2024-12-20T09:00:00+07:00'), async () => {
      const id = path.split('/')[2] ?? ''
      const data = { to: await agencyOf(province), note: 'Vượt thẩm quyền của Sở' }
      await step({ id, noun: (await aPetition()).noun }, planning, 'forward', { data })
    })
    const leader = await signIn(province)
    expect(leader.main).toContain('Lồng ghép vốn')
    await leader.open(path)
    expect(leader.main).toContain('Vượt thẩm quyền của Sở')
    expect(leader.main).toContain('hạn trả lời chậm nhất ngày 04/01/2025') // fifteen days from the 20th
    await leader.follow('Trả lời')
    await leader.press('Trả lời', { text: 'Giao Sở Tài chính hướng dẫn', documentNumber: '6012/UBND-TH', documentDate: '16/12/2024' })
    expect((await officer.open(path)).main).toContain('Giao Sở Tài chính hướng dẫn')
    const route = officer.$('.route li').map((_, one) => officer.$(one).text().trim()).get() // biome-ignore format: one line
    expect(route).toEqual([
      'UBND huyện Điện Biên Đônggửi 16/12/2024',
      'Sở Kế hoạch và Đầu tưchuyển 20/12/2024',
      'UBND tỉnh Điện Biêntrả lời 16/12/2024', // the portal's clock stands at the 16th
    ])
    expect(officer.offers).toEqual([])
    expect((await district.open(path)).main).toContain('Văn bản số 6012/UBND-TH ngày 16/12/2024')
  })

  test('a unit asks about one of its communes: commune and district read it', async () => {
    const unit = await signIn(stnmt)
    await unit.open('/petitions/new')
    const communes = unit.$('#commune option').map((_, one) => unit.$(one).text().trim()).get() // biome-ignore format: one line
    expect(communes.join()).toContain('Phì Nhừ')
    expect(communes.join()).not.toContain('Mường Pồn')
    await unit.press('Gửi kiến nghị', { ...petitionBody, to: await agencyOf(planning), commune: await agencyOf(keoLom) })
    expect(unit.main).toContain('Kiến nghị của Sở Tài nguyên và Môi trường về xã Keo Lôm')
    for (const [username, status] of [[keoLom, 200], [dienBienDong, 200], [await neighbourUnit(), 404]] as const) // biome-ignore format: one line
      expect((await (await signedIn(username)).open(unit.path)).status, username).toBe(status)
    const commune = await signedIn(keoLom)
    await commune.open(`/communes/${await agencyOf(keoLom)}`)
    expect(commune.main).toContain(petitionBody.subject)
  })

  test('the planning department’s own goes to the province itself', async () => {
    const officer = await signIn(planning)
    await officer.open('/petitions/new')
    const options = officer.$('#to option').map((_, one) => officer.$(one).text().trim()).get() // biome-ignore format: one line
    expect(options.filter(Boolean).at(-1)).toBe('UBND tỉnh Điện Biên')
  })

  test('where no district level exists (from 1/7/2025), a commune asks UBND tỉnh through the planning department', async () => {
    await asOf(new Date('2025-07-02T09:00:00+07:00'), async () => {
      const made = await aPetition('sent', { to: planning })
      expect((await see(made)).holderId).toBe(await agencyOf(planning))
    })
    await expect(aPetition('sent', { to: planning })).rejects.toMatchObject({ status: 409 })
  })
})

describe('the unit passes on what is not its to settle', () => {
  test('to the district of the commune; who had it before still reads it, and answers no more', async () => {
    const made = await aPetition()
    const unit = await signedIn(stnmt)
    await unit.open(`${made.path}/forward`)
    expect(unit.$('#to').text()).not.toContain('UBND xã Keo Lôm')
    await unit.press('Chuyển nơi khác', { to: await agencyOf(dienBienDong), note: 'Thuộc thẩm quyền của huyện' })
    expect(unit.main).toContain('Chờ tiếp nhận: UBND huyện Điện Biên Đông')
    expect(unit.offers).toEqual([])
    const district = await signedIn(dienBienDong)
    await district.open('/district')
    expect(district.main).toContain(petitionBody.subject)
    await expect(step(made, stnmt, 'answer', { data: { text: 'x', documentNumber: '' } })).rejects.toMatchObject({ status: 403 })
  })

  test('not to somebody who has nothing to do with it', async () => {
    const made = await aPetition()
    for (const to of ['huyen-muong-cha', 'xa-muong-pon', await unrelatedUnit(), keoLom, stnmt])
      await expect(step(made, stnmt, 'forward', { data: { to: await agencyOf(to), note: 'x' } }), to).rejects.toMatchObject({ status: 409 })
  })
})

test.each([
  ['2024-12-31T23:59:59+07:00', 'sent', { before: 'còn', n: 0 }],
  ['2025-01-01T00:00:00+07:00', 'overdue', { before: 'quá hạn', n: 1 }],
] as const)('its day counts: at %s it is %s, in list and desk alike', async (at, is, days) => {
  const made = await aPetition('sent', { subject: `Hẹn ngày 31, ${is}` })
  const actor = await who(stnmt)
  const looking = { db: dbFor(actor), actor, at: new Date(at) }
  const { rows } = await listOf(looking, { q: `hen ngay 31, ${is}` })
  expect(rows.map((row) => row.is)).toEqual([is])
  expect((await petitionsToAnswer(looking)).find(({ href }) => href === made.path)?.days).toEqual(days)
})

// ── who can do what ───────────────────────────────────────────────────────────────────────────────────────────────

const states = ['sent', 'received', 'askedBack', 'answered', 'closed', 'withdrawn'] as const
const readers = { petitioner: keoLom, holder: stnmt, district: dienBienDong, planning, province }
const files = 'Tài liệu kèm theo'
const settling = ['Chuyển nơi khác', 'Đề nghị nói rõ thêm', files]
const offered: Partial<Record<`${PetitionState} ${keyof typeof readers}`, string[]>> = {
  'sent petitioner': ['Sửa kiến nghị', 'Rút kiến nghị', files],
  'sent holder': ['Trả lời', 'Tiếp nhận, hẹn ngày trả lời', ...settling],
  'received petitioner': ['Rút kiến nghị', files],
  'received holder': ['Trả lời', 'Hẹn lại ngày trả lời', ...settling],
  'askedBack petitioner': ['Bổ sung', 'Rút kiến nghị', files],
  'askedBack holder': [files],
  'answered petitioner': ['Kết thúc', 'Kiến nghị lại', files],
  'answered holder': [files],
  'closed petitioner': ['Kiến nghị lại'],
}

describe.each(states)('a petition of Keo Lôm to Sở TN&MT that is %s', (state) => {
  let made: MadeNoun
  beforeAll(async () => {
    made = await aPetition(state, { subject: `Kiến nghị ${state}` })
  })

  test.each(Object.entries(readers))('offers the %s what it may do', async (role, username) => {
    const reader = await signedIn(username)
    await reader.open(made.path)
    expect(reader.status).toBe(200)
    expect(reader.offers).toEqual(offered[`${state} ${role as keyof typeof readers}`] ?? [])
  })

  test('is not there for strangers, in page, log or list', async () => {
    for (const username of await nobodyElse()) {
      const stranger = await signedIn(username)
      for (const page of ['', '/history', '/edit', '/answer', '/files'])
        expect((await stranger.open(`${made.path}${page}`)).status, `${username} ${page}`).toBe(404)
      expect((await stranger.open('/petitions')).main).not.toContain(`Kiến nghị ${state}`)
    }
  })
})

test('once somebody has looked into it, it is changed no more; before, it is', async () => {
  const made = await aPetition()
  const commune = await signedIn(keoLom)
  await commune.open(`${made.path}/edit`)
  expect(commune.form('Sửa kiến nghị').fields).toMatchObject(petitionBody)
  await commune.press('Sửa kiến nghị', { subject: 'Nội dung mới' })
  expect(commune.main).toContain('Nội dung mới')
  await step(made, stnmt, 'ask-back', { data: { note: 'Ở đâu?' } })
  await step(made, keoLom, 'reply', { data: { text: 'Bản Huổi Hoa' } })
  await commune.open(`${made.path}/edit`)
  expect(commune.main).toContain('Kiến nghị đã được xem xét')
})

test('both sides add files; neither takes away what the other has added', async () => {
  const made = await aPetition()
  const unit = await signedIn(stnmt)
  const commune = await signedIn(keoLom)
  for (const reader of [unit, commune]) {
    await reader.open(`${made.path}/files`)
    await reader.press('Thêm tài liệu', { file: aPicture, noSecret: '1' })
    expect(reader.main).toContain('Đã thêm tài liệu.')
  }
  expect(commune.$('form[action$="/remove"]')).toHaveLength(1)
  const theirs = await prisma.attachment.findFirstOrThrow({ where: { petitionId: made.id, agencyId: await agencyOf(stnmt) } })
  await expect(step(made, keoLom, 'detach', { data: { file: theirs.id } })).rejects.toMatchObject({ status: 403 })
  await commune.press(`Bỏ ${aPicture.name}`)
  expect(await prisma.attachment.findMany({ where: { petitionId: made.id } })).toEqual([theirs])
})

// ── from elsewhere ────────────────────────────────────────────────────────────────────────────────────────────────

test('khoản 1, 2 Điều 9: a solution proposed at a meeting becomes a petition by a click, for host and guest', async () => {
  const meeting = await anInvitation('held')
  await step(meeting, stnmt, 'speak', { data: { text: 'Đề nghị tỉnh cho cơ chế giao đất đặt trạm' } })
  const commune = await signedIn(keoLom)
  await commune.open(meeting.path)
  await commune.follow('Lập kiến nghị từ kết luận này')
  expect(commune.form('Gửi kiến nghị').fields.subject).toBe('Thống nhất làm 2 lớp tập huấn')
  const unit = await signedIn(stnmt)
  await unit.open(meeting.path)
  await unit.follow('Lập kiến nghị từ ý kiến này của Sở Tài nguyên và Môi trường')
  const { fields } = unit.form('Gửi kiến nghị')
  expect(fields).toMatchObject({ subject: 'Đề nghị tỉnh cho cơ chế giao đất đặt trạm', commune: await agencyOf(keoLom) })
  await unit.press('Gửi kiến nghị', { wish: 'Cho cơ chế', to: await agencyOf(planning) })
  expect(unit.main).toContain('Đã ghi nhận: đã gửi kiến nghị.')
  const planner = await signedIn(planning)
  await planner.open(meeting.path)
  expect(planner.main).not.toContain('Lập kiến nghị')
})

// ── bad input, two people ─────────────────────────────────────────────────────────────────────────────────────────

describe('what is typed wrongly is said beside its field, and stays', () => {
  const wrong: [string, Record<string, string>, string][] = [
    ['to', { to: '' }, 'Chọn nơi nhận kiến nghị'],
    ['to', { to: crypto.randomUUID() }, 'Chọn nơi nhận kiến nghị'],
    ['subject', { subject: ' ' }, 'Nhập nội dung kiến nghị'],
    ['subject', { subject: 'ế'.repeat(301) }, 'Không quá 300 ký tự'],
    ['detail', { detail: '' }, 'Nêu khó khăn, vướng mắc'],
    ['wish', { wish: '' }, 'Nêu việc đề nghị giải quyết'],
    ['area', { area: 'gold' }, 'Chọn trong danh sách'],
  ]
  test.each(wrong)('%s: %s', async (field, values, words) => {
    const commune = await signedIn(keoLom)
    await commune.open('/petitions/new')
    const before = await prisma.petition.count()
    await commune.press('Gửi kiến nghị', { ...petitionBody, to: await agencyOf(stnmt), ...values })
    expect(commune.status).toBe(422)
    expect(commune.$(`#${field}-error`).text()).toContain(words)
    if (field !== 'subject') expect(commune.form('Gửi kiến nghị').fields.subject).toBe(petitionBody.subject)
    expect(await prisma.petition.count()).toBe(before)
  })

  const answers: [string, Record<string, string>, string][] = [
    ['text', { text: '' }, 'Nhập nội dung trả lời'],
    ['documentDate', { documentNumber: '12/UBND' }, 'Nhập ngày của văn bản'],
    ['documentNumber', { documentDate: '16/12/2024' }, 'Nhập số, ký hiệu văn bản'],
    ['documentDate', { documentNumber: '12/UBND', documentDate: '17/12/2024' }, 'Ngày này chưa đến'],
    ['documentDate', { documentNumber: '12/UBND', documentDate: '32/13/2024' }, 'Nhập một ngày dạng 16/12/2024'],
  ]
  test.each(answers)('an answer, %s: %s', async (field, values, words) => {
    const made = await aPetition()
    const unit = await signedIn(stnmt)
    await unit.open(`${made.path}/answer`)
    await unit.press('Trả lời', { text: 'Đã rõ', ...values })
    expect(unit.status).toBe(422)
    expect(unit.$(`#${field}-error`).text()).toContain(words)
    expect((await see(made)).words).toEqual([])
  })

  test('a day for the answer that has passed', async () => {
    const made = await aPetition()
    const unit = await signedIn(stnmt)
    await unit.open(`${made.path}/receive`)
    await unit.press('Tiếp nhận, hẹn ngày trả lời', { dueOn: '15/12/2024' })
    expect(unit.$('#dueOn-error').text()).toContain('Ngày này đã qua')
  })
})

test('answered by one person while a colleague passes it on, at the same instant, ten times: one happens, the other is told', async () => {
  for (let time = 0; time < 10; time++) {
    const made = await aPetition()
    const data = { to: await agencyOf(dienBienDong), note: 'Thuộc huyện' }
    const both = await Promise.allSettled([
      step(made, stnmt, 'answer', { data: { text: 'Đã rõ', documentNumber: '' }, revision: 0 }),
      step(made, stnmt, 'forward', { data, revision: 0 }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await see(made)).words).toHaveLength(1)
  }
})

test('nobody petitions in another’s name', async () => {
  const district = await signedIn(dienBienDong)
  await district.open('/petitions/new')
  const { action, fields } = district.form('Gửi kiến nghị', { ...petitionBody, to: await agencyOf(planning) })
  expect((await district.send(action, { ...fields, of: await agencyOf(keoLom) })).status).toBe(403)
})

describe('khoản 4 Điều 11: a petition that is raised in a report', () => {
  test('goes to whom the commune names when the report is sent, once, and is followed up from then on', async () => {
    const report = await aReport('ready', { by: 'xa-chieng-so', term: { kind: 'month', year: 2024, n: 9 } })
    const commune = await signedIn('xa-chieng-so')
    const words = 'Đề nghị hướng dẫn thủ tục giao đất làm điểm trường bản Nà Nghè'
    const raised = async () => prisma.petition.findMany({ where: { filingId: report.id }, include: { holder: true } })
    await commune.open(`${report.path}/edit?part=petitions`)
    const row = (cell: string) => commune.blankRow('petitions', cell)
    await commune.press('Lưu, soạn tiếp', {
      ...{ [row('to')]: 'unit', [row('content')]: words, [row('follow')]: await agencyOf(stnmt) },
    })
    await commune.press('Lưu, về danh sách mục', { [row('to')]: 'district', [row('content')]: 'Chỉ ghi trong báo cáo' })
    expect(await raised()).toEqual([]) // not before it is sent
    await filingStep(report, 'xa-chieng-so', 'send', { data: signer })
    const [petition, ...others] = await raised()
    expect([petition?.subject, petition?.wish, petition?.status, petition?.holder.name, others.length]).toEqual([
      words,
      words,
      'sent',
      'Sở Tài nguyên và Môi trường',
      0,
    ])
    const unit = await signedIn(stnmt)
    expect((await unit.open('/unit')).main).toContain(words)
    await unit.follow(words)
    expect(unit.main).toContain('Nêu trong')
    await unit.open(report.path)
    expect(unit.main).toContain('Đang theo dõi trả lời của Sở Tài nguyên và Môi trường')
    const other = await signedIn(await neighbourUnit())
    expect((await other.open('/petitions')).main).not.toContain(words)

    await filingStep(report, dienBienDong, 'request-changes', { data: { note: 'Ghi rõ hơn', part: '' } })
    await filingStep(report, 'xa-chieng-so', 'send', { data: signer })
    expect(await raised()).toHaveLength(1)
    await commune.open(`/petitions/${petition?.id}`)
    expect(commune.main).toContain('gửi báo cáo') // its log says where it comes from
    const next = await aReport('ready', { by: 'xa-chieng-so', term: { kind: 'month', year: 2024, n: 10 } })
    await commune.open(`${next.path}/edit?part=petitions`)
    expect(commune.main).toContain(words)
  })

  test('to somebody who neither helps nor oversees the commune is refused, and nothing is sent', async () => {
    const report = await aReport('ready', { by: 'xa-chieng-so', term: { kind: 'month', year: 2024, n: 8 } })
    for (const to of [await agencyOf(await unrelatedUnit()), crypto.randomUUID(), 'x']) {
      const petitions = { a1: { to: 'unit', content: 'Đề nghị', follow: to } }
      await filingStep(report, 'xa-chieng-so', 'save', { body: { ...reportBody, petitions } })
      await expect(filingStep(report, 'xa-chieng-so', 'send', { data: signer })).rejects.toMatchObject({ status: 409 })
      expect(await prisma.filingVersion.count({ where: { filingId: report.id } })).toBe(0)
    }
  })
})

describe('many petitions at work', () => {
  const answer = { text: 'Đã bố trí vốn năm 2025', documentNumber: '99/UBND-NN', documentDate: '15/12/2024' }
  const lie = (n: number) => asOf(new Date(`2024-11-0${n}T09:00:00+07:00`), () => aPetition('sent', { to: dienBienDong }))

  test('what has lain too long is found, with the days it has waited', async () => {
    const old = await lie(1)
    const fresh = await aPetition('sent', { to: dienBienDong })
    const district = await signedIn(dienBienDong)
    const listed = async (days: number) => {
      await district.open(`/petitions?way=in&silent=${days}`)
      return [old, fresh].map(({ path }) => district.$(`main tbody a[href="${path}"]`).length > 0)
    }
    expect(await listed(7)).toEqual([true, false])
    expect(await listed(60)).toEqual([false, false])
    await district.open('/petitions?way=in&silent=30')
    expect(district.$(`main tbody a[href="${old.path}"]`).closest('tr').find('[data-label="Đã chờ (ngày)"]').text()).toBe('45') // 01/11 to 16/12
    expect(
      (
        await listOf(
          { db: dbFor(await who(dienBienDong)), actor: await who(dienBienDong), at: new Date('2024-12-01T09:00:00+07:00') },
          { silent: '30' },
        )
      ).rows.map(({ id }) => id),
    ).not.toContain(old.id) // thirty days are not more than thirty
  })

  test('several that ask the same are answered at once: each petitioner gets the answer, each has its event; pressed twice, once', async () => {
    const made = [await lie(2), await lie(3), await lie(4)]
    const district = await signedIn(dienBienDong)
    await district.open(`/petitions/answers/new?${made.map(({ id }) => `of=${id}`).join('&')}`)
    expect(district.main).toContain('Trả lời chung 3 kiến nghị')
    await district.press('Trả lời', { ...answer, text: '' })
    expect([district.status, district.main.includes('Nhập nội dung trả lời')]).toEqual([422, true])
    const { action, fields } = district.form('Trả lời', answer)
    const events = await prisma.event.count()
    const presses = await Promise.all([district.send(action, fields), district.send(action, fields)])
    expect(presses.map(({ status }) => status)).toEqual([303, 303])
    expect((await prisma.event.count()) - events).toBe(3)
    for (const one of made) {
      const { status, words } = await see(one)
      expect([status, words.filter(({ deed }) => deed === 'answered').length, words.at(-1)?.text]).toEqual(['answered', 1, answer.text])
    }
  })

  test('one that was passed on meanwhile is told by name, the others are answered', async () => {
    const made = [await lie(5), await lie(6)]
    const district = await signedIn(dienBienDong)
    await district.open(`/petitions/answers/new?${made.map(({ id }) => `of=${id}`).join('&')}`)
    await step(made[0] as MadeNoun, dienBienDong, 'ask-back', { data: { note: 'Ở bản nào?' } })
    await step(made[0] as MadeNoun, keoLom, 'reply', { data: { text: 'Bản Tìa Ghếnh' } })
    await district.press('Trả lời', answer)
    expect(district.status).toBe(409)
    expect(district.main).toContain('Đã trả lời 1 kiến nghị khác')
    expect((await see(made[0] as MadeNoun)).status).toBe('sent')
    expect((await see(made[1] as MadeNoun)).status).toBe('answered')
  })

  test('what lies with somebody else is not answered, whoever ticks it', async () => {
    const made = await lie(7)
    const unit = await signedIn(stnmt)
    await unit.open(`/petitions/answers/new?of=${made.id}`)
    expect(unit.main).toContain('Chưa chọn kiến nghị nào đang chờ cơ quan bạn trả lời')
    await unit.open('/petitions/answers/new?of=x&of[]=1')
    expect(unit.status).toBe(200)
  })
})
