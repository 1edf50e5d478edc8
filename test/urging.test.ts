import { describe, expect, test } from 'vitest'
import { setClock } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { urge } from '../src/obligations/take.ts'
import { communeReport } from '../src/reports/report.ts'
import { unitReport } from '../src/unit-reports/unit-report.ts'
import { signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import { aReport, aUnitReport, dienBienDong, keoLom, owed, planning, province, signer, step, stnmt, who } from './make.ts'

/** Khoản 1 Điều 10, đôn đốc: district and planning remind whoever still owes, in words of their own; it is seen on the desk, and that it was read is kept. */

const words = 'Đề nghị gửi báo cáo trước ngày 20/12; vướng mắc thì điện cho Phòng Tài chính - Kế hoạch'
const year = { term: { kind: 'year', year: 2024 } } as const

test('a district reminds two of its communes at once; each finds it on its desk, and that it was read is seen by the district', async () => {
  const [here, there] = [await owed(communeReport, { by: keoLom, ...year }), await owed(communeReport, { by: 'xa-phi-nhu', ...year })]
  const district = await signedIn(dienBienDong)
  await district.open(`/obligations/urge?of=${here.id}&of=${there.id}`)
  expect(district.main).toContain('Đôn đốc 2 hồ sơ')
  await district.press('Đôn đốc', { text: ' ' })
  expect([district.status, district.main.includes('Nhập nội dung đôn đốc')]).toEqual([422, true])
  const { action, fields } = district.form('Đôn đốc', { text: words })
  const events = await prisma.event.count()
  const presses = await Promise.all([district.send(action, fields), district.send(action, fields)])
  expect(presses.map(({ status }) => status)).toEqual([303, 303])
  expect((await prisma.event.count()) - events).toBe(2)

  const commune = await signedIn(keoLom)
  await commune.open('/commune')
  expect(commune.main).toContain('UBND huyện Điện Biên Đông đôn đốc')
  expect(commune.main).toContain(words)
  await district.open(`/obligations/${here.id}`)
  expect(district.main).toContain('Nơi nhận chưa mở')
  await commune.follow('Xác nhận đã đọc')
  expect(commune.path).toBe(`/obligations/${here.id}`)
  await district.open(`/obligations/${here.id}`)
  expect(district.main).toMatch(/đã đọc \d\d:\d\d ngày 16\/12\/2024/)
  expect((await prisma.urging.findFirstOrThrow({ where: { obligationId: there.id } })).readAt).toBeNull()
})

test('once a day: more often is no reminder; the next day again', async () => {
  const one = await owed(communeReport, { by: 'xa-chieng-so', ...year })
  await urge(await who(dienBienDong), one.id, { text: words })
  await expect(urge(await who(dienBienDong), one.id, { text: words })).rejects.toMatchObject({ status: 409 })
  await urge(await who(planning), one.id, { text: words }) // another agency may
  await setClock(at('2024-12-17T00:00:00'))
  await urge(await who(dienBienDong), one.id, { text: words })
  await setClock(at('2024-12-16T08:00:00'))
  expect(await prisma.urging.count({ where: { obligationId: one.id } })).toBe(3)
})

describe('who still owes is reminded, by whom it concerns', () => {
  test('a unit for its report: by planning and by a district whose communes it helps, not by another district, not by itself', async () => {
    const one = await owed(unitReport, { by: stnmt, ...year })
    await urge(await who(dienBienDong), one.id, { text: words })
    await urge(await who(planning), one.id, { text: words })
    for (const username of ['huyen-muong-cha', province, keoLom, stnmt])
      await expect(urge(await who(username), one.id, { text: words }), username).rejects.toMatchObject({
        status: expect.toBeOneOf([403, 404]),
      })
    const unit = await signedIn(stnmt)
    expect((await unit.open('/unit')).main).toContain('Sở Kế hoạch và Đầu tư đôn đốc')
  })

  test('what was sent is not asked for any more, also when it is sent while the page is open', async () => {
    const report = await aReport('ready', { by: 'xa-na-son', ...year })
    const officer = await signedIn(planning)
    await officer.open(`/obligations/urge?of=${report.obligation}`)
    await step(report, report.writer, 'send', { data: signer })
    await officer.press('Đôn đốc', { text: words })
    expect([officer.status, officer.main.includes('Hồ sơ đã gửi, không cần đôn đốc')]).toEqual([409, true])
    await officer.open(`/obligations/urge?of=${report.obligation}`)
    expect(officer.main).toContain('Không cần đôn đốc')
    const sent = await aUnitReport('sent')
    await expect(urge(await who(planning), sent.obligation, { text: words })).rejects.toMatchObject({ status: 409 })
  })
})
