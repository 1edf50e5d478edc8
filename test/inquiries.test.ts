import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { asOf } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { exactSum } from '../src/inquiries/table.ts'
import { pool } from '../src/pool.ts'
import { number } from '../src/words.ts'
import { type Browser, said, signedIn, signIn } from './browser.ts'
import { agencyOf, dienBienDong, keoLom, neighbourUnit, planning, province, stnmt, unrelatedUnit, who } from './make.ts'
import { anAnswer, anInquiry, answerBody, answerTo, inquiryBody, type MadeNoun, step } from './nouns.ts'

/** Khoản 4 Điều 9: units, and whoever oversees, are told about the commune by regular reports and by reports asked for besides. */

const phiNhu = 'xa-phi-nhu'
const on = (day: string, run: () => Promise<void>) => asOf(new Date(`${day}T09:00:00+07:00`), run)
const see = ({ id }: MadeNoun) =>
  prisma.inquiryAnswer.findUniqueOrThrow({ where: { id }, include: { draft: true, sendings: { include: { values: true } } } })
const rowOf = (browser: Browser, commune: string) =>
  said(
    browser
      .$('tbody tr')
      .filter((_, tr) => browser.$(tr).find('th').text().includes(commune))
      .text(),
  )

describe('khoản 4 Điều 9: from the question to one table', () => {
  test('a district asks two communes; one saves, sends, is asked for changes, sends again; the table adds up', async () => {
    const district = await signIn(dienBienDong)
    await district.follow('Đột xuất')
    expect(district.main).toContain('Chưa có yêu cầu báo cáo đột xuất nào')
    await district.follow('Yêu cầu báo cáo đột xuất')
    expect(district.main).toContain('Nơi yêu cầu: huyện Điện Biên Đông')
    await district.press('Gửi yêu cầu', { ...inquiryBody, communes: [await agencyOf(keoLom), await agencyOf(phiNhu)] })
    expect(district.main).toContain('Đang chờ trả lời: đã trả lời 0/2 xã. Hạn: chậm nhất ngày 20/12/2024, còn 4 ngày.')
    expect(district.main).toContain('1. Số trâu, bò chết rét (con)')
    const inquiry = district.path

    const commune = await signIn(keoLom)
    expect(commune.main).toContain('UBND huyện Điện Biên Đông yêu cầu báo cáo đột xuất. Hạn: chậm nhất ngày 20/12/2024.')
    await commune.follow(inquiryBody.subject)
    const answer = commune.path
    await commune.follow('Gửi trả lời')
    await commune.press('Lưu, làm tiếp', { q1: 'khoảng 12', q2: '' }) // saving never validates
    expect(commune.path).toBe(`${answer}/send`)
    expect(commune.main).toContain('Đã lưu.')
    expect(commune.form('Gửi trả lời').fields).toMatchObject({ q1: 'khoảng 12', q2: '' })
    await district.open(answer)
    expect(district.main).toContain('Xã chưa gửi trả lời')
    expect(district.main).not.toContain('khoảng 12')
    await commune.press('Gửi trả lời')
    expect(commune.status).toBe(422)
    expect(commune.$('#q1-error').text()).toContain('Bạn đã nhập “khoảng 12”')
    expect(commune.$('#q2-error').text()).toContain('Nhập nội dung trả lời')
    await commune.press('Gửi trả lời', { q1: '1.012,5', q2: answerBody.q2 })
    expect(commune.path).toBe(answer)
    expect(commune.main).toContain('Đã ghi nhận: đã gửi trả lời.')
    expect(commune.main).toContain('1.012,5 con')
    expect((await commune.open('/commune')).main).not.toContain(inquiryBody.subject)

    await district.open('/district')
    expect(district.main).toContain('1 xã mới trả lời, trong 2 xã được hỏi')
    await district.follow(inquiryBody.subject)
    expect(district.main).toContain('đã trả lời 1/2 xã')
    expect(district.main).toContain('chậm nhất ngày 20/12/2024, còn 4 ngày')
    expect(rowOf(district, 'Keo Lôm')).toContain('Đã trả lời 16/12/20241.012,5')
    expect(rowOf(district, 'Phì Nhừ')).toContain('Chưa trả lời')
    expect((await district.open('/district')).main).not.toContain(inquiryBody.subject) // it has been read
    await district.open(answer)
    await district.follow('Đề nghị sửa')
    await district.press('Đề nghị sửa', { note: 'Đếm theo con, không có nửa con' })
    expect(district.main).toContain('Được đề nghị sửa')

    await commune.open('/commune')
    expect(commune.main).toContain('UBND huyện Điện Biên Đông đề nghị sửa: Đếm theo con, không có nửa con')
    await commune.open(answer)
    await commune.follow('Gửi trả lời')
    expect(commune.form('Gửi trả lời').fields).toMatchObject({ q1: '1.012,5', q2: answerBody.q2 }) // what was sent
    await commune.press('Gửi trả lời', { q1: '1.013' })
    await commune.open(answer)
    expect(commune.main).toContain('Các lần gửi trước (1)')
    expect(commune.main).toContain('1.012,5 con')

    const other = await signIn(phiNhu)
    await step(await answerTo({ id: inquiry.split('/')[2] ?? '' } as MadeNoun, phiNhu), phiNhu, 'send', { data: { q1: '7.5', q2: 'Có' } })
    await other.open(inquiry)
    expect(other.main).not.toContain('Keo Lôm') // what the neighbour said is not theirs
    expect(other.main).not.toContain('1.013')
    await district.open(inquiry)
    expect(district.main).toContain('Đã trả lời đủ: đã trả lời 2/2 xã')
    expect(said(district.$('tfoot').text())).toBe('Cộng2 xã đã gửi1.020,5không cộng')
    await district.open(`${inquiry}?is=waiting`)
    expect(district.main).toContain('Không có xã nào phù hợp')
    await district.open(`${inquiry}?sort=commune&order=desc`)
    expect(said(district.$('tbody th').first().text())).toBe('Xã Phì Nhừ')
  })

  test('the planning department asks every commune that is helped with one tick; a unit those that it helps', async () => {
    const desk = await signedIn(planning)
    await desk.open('/inquiries/new')
    await desk.press('Gửi yêu cầu', { ...inquiryBody, all: '1' })
    const helped = await prisma.assignment.findMany({ where: { to: null }, distinct: ['communeId'] })
    expect(desk.main).toContain(`đã trả lời 0/${helped.length} xã`)
    await desk.open('/inquiries/new')
    const own = [dienBienDong, 'huyen-muong-cha']
    await desk.press('Gửi yêu cầu', {
      ...{ ...inquiryBody, districts: await Promise.all(own.map(agencyOf)) },
      communes: [await agencyOf(keoLom), await agencyOf('xa-huoi-so')], // one is among them, one is not
    })
    const [one, other] = await Promise.all(own.map(who))
    const within = [...new Set(helped.map(({ communeId }) => communeId))].filter(
      (id) => one?.oversees.includes(id) || other?.oversees.includes(id),
    )
    expect(desk.main).toContain(`đã trả lời 0/${within.length + 1} xã`)
    const unit = await signedIn(stnmt)
    await unit.open('/inquiries/new')
    const offered = unit.$('[name="communes"]').map((_, box) => unit.$(box).attr('value')).get() // biome-ignore format: one line
    expect(offered.sort()).toEqual([...(await who(stnmt)).helps].sort())
    const foreign = await agencyOf('xa-muong-pon')
    await unit.press('Gửi yêu cầu', { ...inquiryBody, communes: foreign })
    expect(unit.status).toBe(422)
    expect(unit.form('Gửi yêu cầu').fields).toMatchObject(inquiryBody) // what was typed stays
  })

  test('the day itself counts; sent afterwards is late, not refused; the first sending decides; an extension is for all', async () => {
    const made = await anInquiry('running', { by: dienBienDong, communes: [keoLom, phiNhu, 'xa-chieng-so'] })
    const [district, late] = [await signedIn(dienBienDong), await answerTo(made, phiNhu)]
    await on('2024-12-20', async () => step(await answerTo(made), keoLom, 'send', { data: answerBody }) as never)
    await on('2024-12-22', async () => {
      await district.open(made.path)
      expect(rowOf(district, 'Keo Lôm')).toContain('Đã trả lời')
      expect(rowOf(district, 'Phì Nhừ')).toContain('Quá hạn 2 ngày')
      await district.open('/district')
      expect(district.main).toContain('2 xã quá hạn chưa trả lời, trong 3 xã được hỏi')
      await step(late, phiNhu, 'send', { data: answerBody })
      await step(late, dienBienDong, 'request-changes', { data: { note: 'Thiếu' } })
    })
    await on('2024-12-23', async () => {
      await district.open(made.path)
      expect(rowOf(district, 'Phì Nhừ')).toContain('Được đề nghị sửa')
      await step(late, phiNhu, 'send', { data: answerBody })
      await district.open(`${made.path}?is=late`)
      expect(rowOf(district, 'Phì Nhừ')).toContain('Trả lời chậm 2 ngày')
      expect((await district.open('/inquiries?is=overdue')).main).toContain(inquiryBody.subject)
      await district.open(made.path)
      await district.follow('Gia hạn')
      await district.press('Gia hạn', { dueOn: '22/12/2024', note: 'Mưa lớn' })
      expect(district.$('#dueOn-error').text()).toContain('Ngày này đã qua')
      await district.press('Gia hạn', { dueOn: '25/12/2024', note: 'Mưa lớn' })
      expect(district.main).toContain('Hạn: chậm nhất ngày 25/12/2024, còn 2 ngày.')
      expect(district.main).toContain('Mưa lớn')
      expect(rowOf(district, 'Phì Nhừ')).toContain('Đã trả lời')
      expect(rowOf(district, 'Phì Nhừ')).not.toContain('chậm')
    })
  })

  test('edited while nobody has answered; then only extended, closed or asked of one more commune', async () => {
    const made = await anInquiry('running')
    const unit = await signedIn(stnmt)
    await unit.open(made.path)
    await unit.follow('Sửa yêu cầu')
    await unit.press('Sửa yêu cầu', { subject: 'Thiệt hại do sương muối', dueOn: '23/12/2024' })
    expect(unit.main).toContain('Thiệt hại do sương muối')
    await step(await answerTo(made), keoLom, 'send', { data: answerBody })
    await unit.open(made.path)
    expect(unit.offers).toEqual(['Gia hạn', 'Kết thúc', 'Rút yêu cầu'])
    expect(unit.main).toContain('Sửa yêu cầu: Đã có xã trả lời; chỉ còn gia hạn được.')
    await unit.follow('Hỏi thêm xã')
    await unit.press('Gửi yêu cầu', { commune: await agencyOf(phiNhu) })
    expect(unit.main).toContain('Sở Tài nguyên và Môi trường yêu cầu xã Phì Nhừ báo cáo đột xuất')
    await unit.open(made.path)
    expect(unit.main).toContain('đã trả lời 1/2 xã')
    await unit.follow('Kết thúc')
    await unit.press('Kết thúc', { note: 'Đủ dùng' })
    expect(rowOf(unit, 'Phì Nhừ')).toContain('Không trả lời')
    const commune = await signedIn(phiNhu)
    await commune.open(`${(await answerTo(made, phiNhu)).path}/send`)
    expect(commune.main).toContain('Nơi yêu cầu đã kết thúc yêu cầu này')
    await step(made, stnmt, 'extend', { data: { dueOn: new Date('2024-12-30'), note: 'Chờ xã Phì Nhừ' } })
    await step(await answerTo(made, phiNhu), phiNhu, 'send', { data: answerBody })
  })

  test('withdrawn with a reason: nobody has to answer, and the commune reads why', async () => {
    const made = await anInquiry('withdrawn', { subject: 'Yêu cầu gửi nhầm' })
    const commune = await signedIn(keoLom)
    expect((await commune.open('/commune')).main).not.toContain('Yêu cầu gửi nhầm')
    await commune.open(made.path)
    expect(commune.main).toContain('Yêu cầu đã được rútĐã có số liệu')
    await expect(step(await answerTo(made), keoLom, 'send', { data: answerBody })).rejects.toMatchObject({ status: 409 })
  })
})

// ── who can do what ───────────────────────────────────────────────────────────────────────────────────────────────

const readers = { asker: stnmt, commune: keoLom, district: dienBienDong, planning, province }
const asks = ['Gia hạn', 'Sửa yêu cầu', 'Rút yêu cầu']
const states: Record<string, { make: () => Promise<MadeNoun>; offers: Partial<Record<keyof typeof readers, string[]>> }> = {
  'an inquiry that runs': { make: () => anInquiry(), offers: { asker: asks } },
  'an inquiry that is closed': { make: () => anInquiry('closed'), offers: { asker: ['Gia hạn'] } },
  'an inquiry that is withdrawn': { make: () => anInquiry('withdrawn'), offers: {} },
  'an answer that waits': { make: () => anAnswer(), offers: { commune: ['Gửi trả lời'] } },
  'an answer that was saved': { make: () => anAnswer('saved'), offers: { commune: ['Gửi trả lời'] } },
  'an answer that was sent': { make: () => anAnswer('answered'), offers: { asker: ['Đề nghị sửa'] } },
  'an answer to be changed': { make: () => anAnswer('changesAsked'), offers: { commune: ['Gửi trả lời'] } },
}

describe.each(Object.entries(states))('%s, asked of Keo Lôm by Sở TN&MT', (_, { make, offers }) => {
  let made: MadeNoun
  beforeAll(async () => {
    made = await make()
  })

  test.each(Object.entries(readers))('offers the %s what it may do', async (role, username) => {
    const reader = await signedIn(username)
    await reader.open(made.path)
    expect(reader.status).toBe(200)
    expect(reader.offers).toEqual(offers[role as keyof typeof readers] ?? [])
  })

  test('is not there for strangers, nor for a unit that only helps the commune', async () => {
    for (const username of [await neighbourUnit(), 'xa-muong-pon', 'huyen-muong-cha', await unrelatedUnit()]) {
      const stranger = await signedIn(username)
      for (const page of ['', '/history']) expect((await stranger.open(`${made.path}${page}`)).status, `${username} ${page}`).toBe(404)
      for (const list of ['/inquiries', '/inquiry-answers'])
        expect((await stranger.open(list)).main).not.toContain('Sở Tài nguyên và Môi trường')
    }
  })
})

test('a working copy is nobody else’s: neither the asker’s, nor the district’s, nor of those who oversee', async () => {
  const made = await anAnswer('changesAsked')
  await step(made, keoLom, 'save', { data: { q1: '99', q2: 'Bản nháp kín' } })
  for (const [role, username] of Object.entries(readers)) {
    const reader = await signedIn(username)
    for (const page of [made.path, `${made.path}/history`, `/inquiries/${(await see(made)).inquiryId}`]) {
      await reader.open(page)
      expect(reader.main, `${role} ${page}`).not.toContain('Bản nháp kín')
    }
    await reader.open(made.path)
    expect(reader.main.includes('Bản đang làm')).toBe(role === 'commune')
  }
  expect(await prisma.event.count({ where: { action: 'inquiryAnswer.save' } })).toBe(0) // saving leaves no event
})

// ── bad input, two people ─────────────────────────────────────────────────────────────────────────────────────────

describe('what is typed wrongly is said beside its field, and stays', () => {
  const wrong: [string, Record<string, string>, string][] = [
    ['subject', { subject: '' }, 'Nhập nội dung yêu cầu báo cáo'],
    ['context', { context: 'ế'.repeat(3_001) }, 'Không quá 3.000 ký tự'],
    ['dueOn', { dueOn: '15/12/2024' }, 'Ngày này đã qua'],
    ['dueOn', { dueOn: '30/02/2025' }, 'Nhập một ngày dạng'],
    ['questions-q01-measure', { 'questions[q01][measure]': '' }, 'Nhập đơn vị tính'],
    ['questions-q01-kind', { 'questions[q01][kind]': '' }, 'Chọn cách trả lời'],
    ['questions-q10-kind', { 'questions[q10][text]': 'Câu thứ mười' }, 'Chọn cách trả lời'],
    ['communes', { communes: '' }, 'Chọn ít nhất một xã'],
    ['communes', { communes: crypto.randomUUID() }, 'Chọn trong danh sách'],
  ]
  test.each(wrong)('%s: %j', async (field, values, words) => {
    const district = await signedIn(dienBienDong)
    await district.open('/inquiries/new')
    const before = await prisma.inquiry.count()
    await district.press('Gửi yêu cầu', { ...inquiryBody, communes: await agencyOf(keoLom), ...values })
    expect(district.status).toBe(422)
    expect(district.$(`#${field}-error`).text()).toContain(words)
    expect(district.form('Gửi yêu cầu').fields['questions[q02][text]']).toBe(inquiryBody['questions[q02][text]'])
    expect(await prisma.inquiry.count()).toBe(before)
  })

  test('no question, or more than ten', async () => {
    const district = await signedIn(dienBienDong)
    await district.open('/inquiries/new')
    const { action, fields } = district.form('Gửi yêu cầu', { communes: await agencyOf(keoLom), ...inquiryBody })
    const none = Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('questions')))
    const asked = (n: number) => ({ [`questions[q${n}][text]`]: 'Có gì mới', [`questions[q${n}][kind]`]: 'words' })
    const many = Object.assign({}, ...Array.from({ length: 11 }, (_, n) => asked(n)))
    expect((await district.send(action, none)).text).toContain('Nhập ít nhất một câu hỏi')
    expect((await district.send(action, { ...none, ...many })).status).toBe(422)
  })

  const answers: [string, Record<string, string>, string][] = [
    ['q1', { q1: '' }, 'Nhập số; không có thì ghi 0'],
    ['q1', { q1: '1.5' }, '1.5 là 1,5 hay 15?'],
    ['q1', { q1: 'mười hai' }, 'Bạn đã nhập “mười hai”'],
    ['q1', { q1: '9'.repeat(17) }, 'Số này quá lớn'],
    ['q2', { q2: ' ' }, 'Nhập nội dung trả lời'],
    ['q2', { q2: 'ế'.repeat(5_001) }, 'Không quá 5.000 ký tự'],
  ]
  test.each(answers)('an answer, %s: %j', async (field, values, words) => {
    const made = await anAnswer()
    const commune = await signedIn(keoLom)
    await commune.open(`${made.path}/send`)
    await commune.press('Gửi trả lời', { ...answerBody, ...values })
    expect(commune.status).toBe(422)
    expect(commune.$(`#${field}-error`).text()).toContain(words)
    expect((await see(made)).sendings).toEqual([])
    await commune.press('Lưu, làm tiếp') // and can be saved as it is
    expect(commune.status).toBe(200)
    expect((await see(made)).draft?.content).toMatchObject(Object.fromEntries(Object.entries(values).map(([q, said]) => [q, said])))
  })
})

describe('at the same instant', () => {
  test('sent and withdrawn, ten times: an answer that arrived, or none, never one to what was withdrawn before', async () => {
    for (let time = 0; time < 10; time++) {
      const made = await anInquiry()
      const answer = await answerTo(made)
      const [sent, edited] = await Promise.allSettled([
        step(answer, keoLom, 'send', { data: answerBody, revision: 0 }),
        step(made, stnmt, time % 2 ? 'edit' : 'withdraw', {
          data: { note: 'Nhầm', subject: 'Đã sửa', context: 'Sửa', dueOn: new Date('2024-12-24') },
          revision: 0,
        }),
      ])
      const { sendings } = await see(answer)
      expect(sendings).toHaveLength(sent.status === 'fulfilled' ? 1 : 0)
      if (time % 2) expect([sent.status, edited.status].sort()).toEqual(['fulfilled', 'rejected'])
      else expect([sent.status, edited.status]).toContain('fulfilled')
    }
  })

  test('sent twice from two desks, ten times: once', async () => {
    for (let time = 0; time < 10; time++) {
      const made = await anAnswer()
      const both = await Promise.allSettled([1, 2].map(() => step(made, keoLom, 'send', { data: answerBody, revision: 0 })))
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect((await see(made)).sendings).toHaveLength(1)
    }
  })

  test('saved over by a colleague: what was typed stays, beside what is saved', async () => {
    const made = await anAnswer()
    const commune = await signIn(keoLom)
    await commune.open(`${made.path}/send`)
    await step(made, keoLom, 'save', { data: { q1: '3', q2: 'Của đồng nghiệp' } })
    await commune.press('Lưu, làm tiếp', { q1: '4', q2: 'Của tôi' })
    expect(commune.status).toBe(409)
    expect(commune.main).toContain('Của đồng nghiệp')
    expect(commune.form('Lưu, làm tiếp').fields).toMatchObject({ q1: '4', q2: 'Của tôi' })
    await commune.press('Lưu, làm tiếp')
    expect((await see(made)).draft?.content).toMatchObject({ q2: 'Của tôi' })
  })

  test('an inquiry that was edited while a commune typed is read again before it is answered', async () => {
    const made = await anInquiry()
    const answer = await answerTo(made)
    const commune = await signIn(keoLom)
    await commune.open(`${answer.path}/send`)
    await step(made, stnmt, 'edit', { data: { subject: 'Đã đổi', context: 'Khác', dueOn: new Date('2024-12-24') } })
    await commune.press('Gửi trả lời', answerBody)
    expect(commune.status).toBe(409)
    expect(commune.main).toContain('Đã đổi')
    await commune.press('Gửi trả lời')
    expect((await see(answer)).sendings).toHaveLength(1)
  })
})

// ── many ──────────────────────────────────────────────────────────────────────────────────────────────────────────

test('sums are exact, also where floating point is not', () => {
  const figures = (...all: string[]) => all.map((figure) => ({ toFixed: () => figure }))
  expect(number(exactSum(figures('0.1000', '0.2000')))).toBe('0,3')
  expect(number(exactSum(figures('9999999999999999.0000', '1.0000', '0.0001')))).toBe('10.000.000.000.000.000,0001')
  expect(number(exactSum(figures('-0.5000', '0.2500')))).toBe('-0,25')
  expect(number(exactSum([]))).toBe('0')
})

test('94 communes and ten questions: a page of less than 30 kB, and as many queries as for one commune', async () => {
  const desk = await signIn(planning)
  await desk.open('/inquiries/new')
  const asked = Array.from({ length: 10 }, (_, n) => {
    const at = `questions[q${String(n + 1).padStart(2, '0')}]`
    const text = `Số hộ thiếu đói giáp hạt ở các bản vùng ${n + 1} của xã, tính đến ngày 15/12/2024`
    return { [`${at}[text]`]: text, [`${at}[kind]`]: n % 2 ? 'words' : 'number', [`${at}[measure]`]: n % 2 ? '' : 'hộ' }
  })
  await desk.press('Gửi yêu cầu', Object.assign({}, inquiryBody, { all: '1' }, ...asked))
  const single = await anInquiry('running', { by: planning })
  await anAnswer('answered', { of: single })
  const [many, one] = [desk.path, single.path]
  const answers = await prisma.inquiryAnswer.findMany({
    where: { inquiryId: many.split('/')[2] },
    include: { inquiry: { include: { questions: true } } },
  })
  expect(answers.length).toBeGreaterThan(90)
  const words = (n: number) =>
    `${Array.from({ length: 60 }, (_, i) => ((n * 7919 + i * 104_729) % 46_656).toString(36)).join(' ')} bản đã họp dân`
  for (const [n, { id, communeId, inquiry }] of answers.entries()) {
    const sending = await prisma.inquirySending.create({
      data: { answerId: id, communeId, n: 1, at: new Date('2024-12-16T03:00:00Z'), sentBy: 'Lò Văn Mai', sentByTitle: '' },
    })
    const values = inquiry.questions.map(({ id: questionId, kind, position }) => ({
      ...{ sendingId: sending.id, questionId },
      ...(kind === 'number' ? { number: n * position } : { words: words(n * 10 + position) }),
    }))
    await prisma.inquiryValue.createMany({ data: values })
  }
  await pool.query(`update inquiry_answer set status = 'answered', first_sent_at = $2, last_sent_at = $2 where inquiry_id = $1`, [
    many.split('/')[2],
    new Date('2024-12-16T00:30:00Z'),
  ])
  for (const path of [many, one]) await desk.open(path) // read once
  const queries: Record<string, number> = {}
  const query = pool.query.bind(pool)
  for (const path of [many, one]) {
    let asked = 0
    pool.query = ((...args: unknown[]) => {
      asked++
      return (query as (...args: unknown[]) => unknown)(...args)
    }) as typeof pool.query
    const page = await desk.agent.get(path)
    pool.query = query as typeof pool.query
    expect(page.status).toBe(200)
    queries[path] = asked
    const size = gzipSync(page.text).length
    expect(size, `${path}: ${size} bytes`).toBeLessThan(30_000)
  }
  expect(queries[many]).toBe(queries[one])
  await desk.open(`${many}?page=4`)
  expect(desk.$('tbody tr').length).toBe(answers.length - 75)
  expect(said(desk.$('tfoot').text())).toContain(`${answers.length} xã đã gửi`)
})
