import { beforeAll, describe, expect, test } from 'vitest'
import { asOf } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { signedIn, signIn } from './browser.ts'
import { agencyOf, dienBienDong, keoLom, neighbourUnit, planning, province, stnmt, unrelatedUnit } from './make.ts'
import { anInspection, aRequest, inspectionBody, type MadeNoun, requestBody, step } from './nouns.ts'

/** Khoản 1 Điều 10: the district inspects and urges; what it asks for is done, reported, and closed or asked for again. */

const see = ({ id }: MadeNoun) => prisma.inspectionRequest.findUniqueOrThrow({ where: { id }, include: { words: true } })

describe('khoản 1 Điều 10: from the visit to the last request', () => {
  test('findings; a request to the commune and one to the unit; reports; asked again with a word; closed', async () => {
    const district = await signIn(dienBienDong)
    await district.follow('Kiểm tra')
    expect(district.main).toContain('Chưa có đợt kiểm tra nào')
    await district.open(`/inspections/new?of=${await agencyOf(keoLom)}`)
    await district.press('Ghi kết quả kiểm tra', { ...inspectionBody, unit: await agencyOf(stnmt) })
    expect(district.main).toContain('Kiểm tra xã Keo Lôm ngày 12/12/2024')
    expect(district.main).toContain('Chưa có yêu cầu, kiến nghị.')
    const inspection = district.path
    await district.follow('Thêm yêu cầu, kiến nghị')
    expect(district.main).toContain('xã Keo Lôm, ngày 12/12/2024')
    await district.press('Gửi yêu cầu', { ...requestBody, to: await agencyOf(keoLom) })
    const toCommune = district.path
    await district.open(`/inspection-requests/new?of=${inspection.split('/')[2]}`)
    await district.press('Gửi yêu cầu', { text: 'Bàn giao bản vẽ thiết kế', dueOn: '18/12/2024', to: await agencyOf(stnmt) })
    const toUnit = district.path
    expect(district.main).toContain('Chờ báo cáo thực hiện. Hạn: chậm nhất ngày 18/12/2024, còn 2 ngày.')
    await district.open(inspection)
    expect(district.main).toContain('2 yêu cầu, 2 yêu cầu chưa kết thúc.')
    expect(district.main).toMatch(/UBND huyện Điện Biên Đông: gửi yêu cầu\./) // the log of the visit names what followed from it

    const [commune, unit] = [await signIn(keoLom), await signIn(stnmt)]
    expect(commune.main).toContain(requestBody.text) // on its desk, with days left
    expect(commune.main).toContain('còn 4 ngày')
    expect(commune.main).not.toContain('Bàn giao bản vẽ thiết kế')
    expect(unit.main).toContain('Bàn giao bản vẽ thiết kế')
    await commune.follow(requestBody.text)
    expect(commune.path).toBe(toCommune)
    await commune.follow('Báo cáo thực hiện')
    await commune.press('Báo cáo thực hiện', { text: 'Đã nộp hồ sơ ngày 16/12' })
    expect(commune.main).toContain('Đã báo cáo, chờ huyện xem.')
    expect((await commune.open('/commune')).main).not.toContain(requestBody.text)
    await unit.open(toUnit)
    expect((await unit.open(inspection)).status).toBe(200) // what it was inspected with

    await district.open('/district')
    expect(district.main).toContain('UBND xã Keo Lôm đã báo cáo thực hiện')
    await district.open(toCommune)
    await district.follow('Yêu cầu làm tiếp')
    await district.press('Yêu cầu làm tiếp', { note: 'Thiếu biên bản họp dân', dueOn: '25/12/2024' })
    expect(district.main).toContain('Chờ báo cáo thực hiện. Hạn: chậm nhất ngày 25/12/2024, còn 9 ngày.')
    await commune.open(toCommune)
    expect(commune.main).toContain('Thiếu biên bản họp dân')
    await commune.follow('Báo cáo thực hiện')
    await commune.press('Báo cáo thực hiện', { text: 'Đã bổ sung biên bản' })
    await district.open(toCommune)
    await district.follow('Kết thúc yêu cầu')
    await district.press('Kết thúc yêu cầu', { text: '' })
    expect(district.main).toContain('Đã kết thúc')
    await district.open(inspection)
    expect(district.main).toContain('2 yêu cầu, 1 yêu cầu chưa kết thúc.')
  })

  test('the day itself still counts; from the day after on it is overdue, on the page, in the list and on both desks', async () => {
    const made = await aRequest('asked')
    const commune = await signedIn(keoLom)
    const days = [
      ['2024-12-20', 'hôm nay là ngày cuối', false],
      ['2024-12-21', 'quá hạn 1 ngày', true],
    ] as const
    for (const [day, words, late] of days)
      await asOf(new Date(`${day}T09:00:00+07:00`), async () => {
        await commune.open(made.path)
        expect(commune.main).toContain(words)
        await commune.open('/inspection-requests?is=overdue')
        expect(commune.main.includes(requestBody.text)).toBe(late)
        const district = await signedIn(dienBienDong)
        await district.open('/district')
        expect(district.main.includes('UBND xã Keo Lôm chưa báo cáo thực hiện')).toBe(late)
      })
  })

  test('findings are corrected by the district with a trace; an inspection with requests is not withdrawn', async () => {
    const made = await anInspection()
    const district = await signedIn(dienBienDong)
    await district.open(made.path)
    await district.follow('Sửa kết quả')
    expect(district.form('Sửa kết quả').fields).toMatchObject(inspectionBody) // comes filled
    await district.press('Sửa kết quả', { findings: 'Đã sửa' })
    expect(district.main).toContain('Đã sửa')
    expect(district.main).toContain('sửa kết quả kiểm tra') // the log
    await aRequest('asked', { of: made })
    await expect(step(made, dienBienDong, 'withdraw', { data: { note: 'Nhầm' } })).rejects.toMatchObject({ status: 409 })
    const other = await anInspection()
    await step(other, dienBienDong, 'withdraw', { data: { note: 'Nhầm xã' } })
    await district.open(other.path)
    expect(district.main).toContain('Đã rút.')
    expect(district.offers).toEqual([])
    await expect(aRequest('asked', { of: other })).rejects.toMatchObject({ status: 404 })
  })
})

// ── who can do what ───────────────────────────────────────────────────────────────────────────────────────────────

const states = ['asked', 'reported', 'closed'] as const
const readers = { asked: stnmt, district: dienBienDong, commune: keoLom, planning, province }
const offered: Record<string, string[]> = {
  'asked asked': ['Báo cáo thực hiện'],
  'asked district': ['Kết thúc yêu cầu'],
  'reported district': ['Kết thúc yêu cầu', 'Yêu cầu làm tiếp'],
  'closed district': ['Yêu cầu làm tiếp'],
}

describe.each(states)('a request to Sở TN&MT that is %s', (state) => {
  let made: MadeNoun
  beforeAll(async () => {
    made = await aRequest(state, { to: stnmt })
  })

  test.each(Object.entries(readers))('offers the one who is %s what it may do', async (role, username) => {
    const reader = await signedIn(username)
    await reader.open(made.path)
    expect(reader.status).toBe(200)
    expect(reader.offers).toEqual(offered[`${state} ${role}`] ?? [])
  })

  test('is not there for a unit that is not concerned, nor for strangers', async () => {
    for (const username of [await neighbourUnit(), 'xa-muong-pon', 'huyen-muong-cha', await unrelatedUnit()]) {
      const stranger = await signedIn(username)
      for (const page of ['', '/history', '/report', '/close']) expect((await stranger.open(`${made.path}${page}`)).status).toBe(404)
      expect((await stranger.open('/inspection-requests')).main).not.toContain(requestBody.text)
      expect((await stranger.open('/inspections')).main).not.toContain('Keo Lôm')
    }
  })
})

// ── bad input, two people ─────────────────────────────────────────────────────────────────────────────────────────

describe('what is typed wrongly is said beside its field, and stays', () => {
  const wrongVisits: [string, Record<string, string>, string][] = [
    ['day', { day: '17/12/2024' }, 'Ngày kiểm tra chưa đến'],
    ['day', { day: '' }, 'Nhập ngày kiểm tra'],
    ['day', { day: '30/02/2024' }, 'Nhập một ngày dạng 16/12/2024'],
    ['unit', { unit: crypto.randomUUID() }, 'Chọn trong danh sách'],
    ['participants', { participants: '' }, 'Nhập thành phần'],
    ['findings', { findings: 'ế'.repeat(10_001) }, 'Không quá 10.000 ký tự'],
  ]
  test.each(wrongVisits)('a visit, %s: %s', async (field, values, words) => {
    const district = await signedIn(dienBienDong)
    await district.open(`/inspections/new?of=${await agencyOf(keoLom)}`)
    const before = await prisma.inspection.count()
    await district.press('Ghi kết quả kiểm tra', { ...inspectionBody, ...values })
    expect(district.status).toBe(422)
    expect(district.$(`#${field}-error`).text()).toContain(words)
    expect(await prisma.inspection.count()).toBe(before)
  })

  const wrongRequests: [string, Record<string, string>, string][] = [
    ['to', { to: '' }, 'Chọn nơi thực hiện'],
    ['to', { to: crypto.randomUUID() }, 'Chọn nơi thực hiện'],
    ['text', { text: '' }, 'Nhập yêu cầu, kiến nghị'],
    ['dueOn', { dueOn: '15/12/2024' }, 'Ngày này đã qua'],
    ['dueOn', { dueOn: '' }, 'Nhập thời hạn'],
  ]
  test.each(wrongRequests)('a request, %s: %s', async (field, values, words) => {
    const { id } = await anInspection()
    const district = await signedIn(dienBienDong)
    await district.open(`/inspection-requests/new?of=${id}`)
    await district.press('Gửi yêu cầu', { ...requestBody, to: await agencyOf(keoLom), ...values })
    expect(district.status).toBe(422)
    expect(district.$(`#${field}-error`).text()).toContain(words)
    expect(district.form('Gửi yêu cầu').fields.of).toBe(id)
    expect(await prisma.inspectionRequest.count({ where: { inspectionId: id } })).toBe(0)
  })
})

describe('at the same instant', () => {
  test('reported and closed, ten times: exactly one of them from one page', async () => {
    for (let time = 0; time < 10; time++) {
      const made = await aRequest('asked')
      const both = await Promise.allSettled([
        step(made, keoLom, 'report', { data: { text: 'Đã xong' }, revision: 0 }),
        step(made, dienBienDong, 'close', { data: { text: '' }, revision: 0 }),
      ])
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const { status, words } = await see(made)
      expect(words.map((word) => word.status)).toEqual([status])
    }
  })

  test('a report from a page that is no longer true stays to be read', async () => {
    const made = await aRequest('asked')
    const commune = await signedIn(keoLom)
    await commune.open(`${made.path}/report`)
    await step(made, dienBienDong, 'close', { data: { text: 'Huyện đã tự xác minh' } })
    await commune.press('Báo cáo thực hiện', { text: 'Bài báo cáo dài' })
    expect(commune.status).toBe(409)
    expect(commune.main).toContain('Bài báo cáo dài')
    expect(commune.main).toContain('Đã kết thúc')
  })
})
