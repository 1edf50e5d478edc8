import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setClock } from '../src/clock.ts'
import { dbFor, history, prisma } from '../src/db.ts'
import { standingMark } from '../src/words.ts'
import { type Browser, signedIn, signIn } from './browser.ts'
import { at } from './deadline-table.ts'
import {
  agencyOf,
  attachmentOf,
  dienBienDong,
  keoLom,
  type Made,
  makers,
  neighbourUnit,
  note,
  planning,
  province,
  see,
  signer,
  step,
  stnmt,
  type Wanted,
  who,
  withFile,
  withPaper,
} from './make.ts'

/**
 * What decides is the first sending, or the day on which the receiver registered a paper original: the portal was down, the document went on
 * paper, and was sent here afterwards with its scan.
 */

type KindName = keyof typeof makers
const y2024 = { kind: 'year', year: 2024 } as const
/** Each kind with its writer, the receiver who registers, and the moment at which it is sent late. */
const kinds: [KindName, Wanted & { by: string }, string, string][] = [
  ['coordination', { by: keoLom, term: { kind: 'year', year: 2025 } }, dienBienDong, '2025-01-02T09:00:00'],
  ['plan', { by: stnmt, commune: keoLom, term: { kind: 'year', year: 2025 } }, keoLom, '2025-01-02T09:00:00'],
  ['communeReport', { by: keoLom, term: y2024 }, dienBienDong, '2025-01-02T09:00:00'],
  ['unitReport', { by: stnmt, term: y2024 }, planning, '2025-01-02T09:00:00'],
  ['explanation', { by: stnmt, term: y2024 }, planning, '2025-01-02T09:00:00'],
  ['districtReport', { by: dienBienDong, term: y2024 }, planning, '2025-01-02T09:00:00'],
  ['provinceReport', { by: planning, term: y2024 }, province, '2025-01-12T09:00:00'],
]

/** Sent at that moment, with a scan; by a writer of whom nothing else is wanted. */
async function sentLate(kind: KindName, wanted: Wanted = {}, moment = '2025-01-02T09:00:00') {
  await setClock(at(moment))
  const made = await withFile(await makers[kind]('ready', wanted))
  await step(made, made.writer, 'send', { data: signer })
  return made
}
const toCommune = async (made: Made) => (made.kind.name === 'plan' ? { to: await agencyOf(made.commune) } : {})
const standingOf = async (username: string, { id }: Made) => {
  const { obligation, ...filing } = await see(username, { id })
  return standingMark({ ...obligation, filings: [{ ...filing, kind: obligation.kind }] }, at('2025-02-01T08:00:00')).word
}
const arrived = (day: string) => ({ data: { arrivedOn: new Date(day) } as never })
const refusedWith = (status: number, words?: string) => ({ status, ...(words && { reason: expect.stringContaining(words) }) })

beforeEach(() => setClock(at('2025-01-02T09:00:00')))
afterEach(() => setClock(at('2024-12-16T08:00:00')))

describe('khoản 1 Điều 13, “trước ngày 31/12”: sent on 02/01, and on paper before', () => {
  test.each([
    ['2024-12-30', 'Gửi đúng hạn, theo ngày bản giấy đến', 'tính đúng hạn theo ngày đến'],
    ['2024-12-31', 'Gửi vào đúng ngày nêu, theo ngày bản giấy đến', 'thời hạn tính theo ngày đến'],
    ['2025-01-01', 'Gửi chậm 2 ngày, theo ngày bản giấy đến', 'thời hạn tính theo ngày đến'],
    ['2025-01-02', 'Gửi chậm 3 ngày', 'không muộn hơn ngày này nên tính theo ngày gửi'],
  ])('arrived on %s it is “%s”, on the page, in the list and everywhere', async (day, words, why) => {
    const made = await sentLate('unitReport', { term: y2024 })
    const { firstSentAt } = await see(planning, made)
    await step(await withPaper(made), planning, 'register-paper', arrived(day))
    expect(await see(planning, made)).toMatchObject({ firstSentAt, paperOn: new Date(day) }) // the sending stays what it was
    const browser = await signedIn(planning)
    await browser.open(made.path)
    expect(browser.$('.page-head .standing').text()).toContain(words)
    const shown = day.split('-').reverse().join('/')
    expect(browser.main).toContain(`Bản giấy số 152/BC-UBND ngày 10/12/2024, đến ngày ${shown}, do Sở Kế hoạch và Đầu tư ghi nhận; `)
    expect(browser.main).toContain(why)
    expect((await browser.open(`${made.path}/versions/1`)).main, 'beside the version, too').toContain(why)
    await browser.open(made.path)
    expect(browser.main).toContain(`ghi nhận bản giấy số 152/BC-UBND ngày 10/12/2024, đến ngày ${shown}.`)
    const agency = (await prisma.agency.findUniqueOrThrow({ where: { id: await agencyOf(made.writer) } })).name
    await browser.open(`/unit-reports?${new URLSearchParams({ year: '2024', q: agency })}`)
    expect(
      browser
        .$('tbody tr')
        .filter((_, row) => browser.$(row).text().includes(agency))
        .text(),
    ).toContain(words)
  })

  test('sent on 06/01 and arrived on 03/01, it is late by the paper; arrived after the sending, by the sending', async () => {
    const made = await sentLate('unitReport', { term: y2024 }, '2025-01-06T09:00:00')
    await step(await withPaper(made), planning, 'register-paper', arrived('2025-01-03'))
    expect(await standingOf(planning, made)).toBe('Gửi chậm 4 ngày, theo ngày bản giấy đến')
    const other = await sentLate('unitReport', { term: y2024 }, '2025-01-02T09:00:00')
    await setClock(at('2025-01-03T09:00:00'))
    await step(await withPaper(other), planning, 'register-paper', arrived('2025-01-03'))
    expect(await standingOf(planning, other)).toBe('Gửi chậm 3 ngày')
  })

  test('sent again after the deadline, as was asked, it is on time by the paper and says that it was sent again', async () => {
    const made = await sentLate('unitReport', { term: y2024 })
    await step(await withPaper(made), planning, 'register-paper', arrived('2024-12-30'))
    expect(await standingOf(planning, made)).not.toContain('gửi lại')
    await step(made, planning, 'request-changes', { data: note })
    await setClock(at('2025-01-05T09:00:00'))
    await step(made, made.writer, 'send', { data: signer })
    expect(await standingOf(planning, made)).toBe('Gửi đúng hạn, theo ngày bản giấy đến, gửi lại sau hạn')
  })
})

test('khoản 4 Điều 11: a commune’s report, from the form of the commune to the register of the district, on the pages', async () => {
  const made = await sentLate('communeReport', { by: 'xa-phi-nhu', term: y2024 })
  const commune = await signIn('xa-phi-nhu')
  await commune.open(made.path)
  expect(commune.$('.page-head').text()).toContain('Gửi chậm 8 ngày')
  await commune.follow('Đề nghị ghi nhận bản giấy')
  expect(commune.$('[name="to"]').length, 'only the district may be asked').toBe(0)
  const { id: scan } = await attachmentOf(made)
  const fields = { number: '87/BC-UBND', documentDate: '24/12/2024', scan, words: 'Mất điện toàn xã từ ngày 24/12' }
  await commune.press('Đề nghị ghi nhận bản giấy', fields)
  expect(commune.main).toContain('đã đề nghị ghi nhận bản giấy')
  expect(commune.main).toContain('đang chờ UBND huyện Điện Biên Đông ghi nhận')
  expect(commune.offers).not.toContain('Đề nghị ghi nhận bản giấy')

  const district = await signIn(dienBienDong)
  await district.follow('Xem, ghi nhận Bản giấy số 87/BC-UBND ngày 24/12/2024 của UBND xã Phì Nhừ')
  expect(district.main).toContain('Mất điện toàn xã từ ngày 24/12')
  await district.follow('Ghi nhận bản giấy đến')
  expect((await district.agent.get(district.$('#ban-giay').parent().find('a').attr('href') ?? '')).status, 'the scan').toBe(200)
  await district.press('Ghi nhận bản giấy đến', { arrivedOn: '25/12/2024' })
  expect(district.main).toContain('Bản giấy số 87/BC-UBND ngày 24/12/2024, đến ngày 25/12/2024, do UBND huyện Điện Biên Đông ghi nhận')
  expect(district.$('.page-head').text()).toContain('Gửi đúng hạn, theo ngày bản giấy đến')

  await district.follow('Hủy ghi nhận bản giấy')
  await district.press('Hủy ghi nhận bản giấy', { note: 'Nhầm với văn bản của xã khác' })
  expect(district.$('.page-head').text()).toContain('Gửi chậm 8 ngày')
  await district.follow('Không ghi nhận bản giấy')
  await district.press('Không ghi nhận bản giấy', { note: 'Sổ công văn đến không có văn bản này' })
  await commune.open(made.path)
  expect(commune.main).toContain('không ghi nhận bản giấy số 87/BC-UBND ngày 24/12/2024: Sổ công văn đến không có văn bản này')
  expect(commune.offers, 'it may be proposed again').toContain('Đề nghị ghi nhận bản giấy')
  const events = await history(await who('xa-phi-nhu'), 'Filing', made.id)
  const steps = events.map(({ action }) => action.split('.')[1]).filter((name) => name?.endsWith('-paper'))
  expect(steps).toEqual(['propose-paper', 'register-paper', 'undo-paper', 'decline-paper'])
})

describe('for every kind of filing', () => {
  test.each(kinds)('%s: proposed by its sender, registered by its receiver', async (kind, wanted, receiver, moment) => {
    const made = await sentLate(kind, wanted, moment)
    await withPaper(made, await toCommune(made))
    await expect(withPaper(made, await toCommune(made))).rejects.toMatchObject(refusedWith(409, 'đang chờ'))
    await step(made, receiver, 'register-paper', arrived('2024-12-20'))
    expect(await standingOf(made.writer, made)).toBe('Gửi đúng hạn, theo ngày bản giấy đến')
    await expect(withPaper(made, await toCommune(made))).rejects.toMatchObject(refusedWith(409, 'đã được ghi nhận'))
    await step(made, receiver, 'undo-paper', { data: note })
    expect((await see(made.writer, made)).paperOn).toBeNull()
  })
})

// ── who, and when ─────────────────────────────────────────────────────────────────────────────────────────────────

describe('who may do what, read from the page', () => {
  const labels = {
    propose: 'Đề nghị ghi nhận bản giấy',
    register: 'Ghi nhận bản giấy đến',
    decline: 'Không ghi nhận bản giấy',
    undo: 'Hủy ghi nhận bản giấy',
  }
  const states = ['sent', 'proposed', 'registered', 'declined', 'undone'] as const
  const made = {} as Record<(typeof states)[number], Made>
  let people: Record<string, Browser>

  beforeAll(async () => {
    await setClock(at('2025-01-02T09:00:00'))
    for (const state of states) {
      const report = await sentLate('communeReport', { by: keoLom })
      made[state] = report
      if (state === 'sent') continue
      await withPaper(report)
      if (state === 'registered' || state === 'undone') await step(report, dienBienDong, 'register-paper', arrived('2024-12-20'))
      if (state === 'declined') await step(report, dienBienDong, 'decline-paper', { data: note })
      if (state === 'undone') await step(report, dienBienDong, 'undo-paper', { data: note })
    }
    const names = { commune: keoLom, district: dienBienDong, unit: stnmt, neighbour: await neighbourUnit(), planning, province }
    people = Object.fromEntries(await Promise.all(Object.entries(names).map(async ([role, name]) => [role, await signIn(name)])))
  })

  // biome-ignore format: a table
  const table: [(typeof states)[number], Record<string, (keyof typeof labels)[]>][] = [
    ['sent',       { commune: ['propose'], district: [] }],
    ['proposed',   { commune: [], district: ['register', 'decline'] }],
    ['registered', { commune: [], district: ['undo'] }],
    ['declined',   { commune: ['propose'], district: [] }],
    ['undone',     { commune: [], district: ['register', 'decline'] }],
  ]
  test.each(table)('%s', async (state, may) => {
    for (const [role, browser] of Object.entries(people)) {
      await browser.open(made[state].path)
      const offered = Object.entries(labels).flatMap(([name, label]) => (browser.offers.includes(label) ? [name] : []))
      expect(offered, `${role}, ${state}`).toEqual(may[role] ?? [])
    }
  })

  test('who is not asked is refused with 403, whatever was typed; who may not now, with 409', async () => {
    const { revision } = await see(keoLom, made.proposed)
    for (const [role, browser] of Object.entries(people)) {
      await browser.open('/account')
      const token = String(browser.$('[name="_csrf"]').first().val())
      for (const [name, fields] of Object.entries({
        'register-paper': { arrivedOn: '20/12/2024' },
        'decline-paper': note,
        'undo-paper': note,
      })) {
        if (role === 'district' && name !== 'undo-paper') continue
        const press = { _csrf: token, once: crypto.randomUUID(), revision: String(revision) }
        const statuses = [
          (await browser.send(`${made.proposed.path}/${name}`, { ...press, ...fields })).status,
          (await browser.send(`${made.proposed.path}/${name}`, press)).status,
        ]
        expect(statuses, `${role} ${name}`).toEqual(role === 'district' ? [409, 422] : [403, 403])
      }
    }
    expect(await prisma.paperDecision.count({ where: { filingId: made.proposed.id } })).toBe(0)
  })

  test('no other receiver than the one that it was brought to: of a plan the commune, not the district', async () => {
    const plan = await sentLate('plan', { by: stnmt, commune: 'xa-phi-nhu', term: { kind: 'year', year: 2025 } })
    await withPaper(plan, { to: await agencyOf('xa-phi-nhu') })
    await expect(step(plan, dienBienDong, 'register-paper', arrived('2024-12-20'))).rejects.toMatchObject(refusedWith(403))
    await expect(step(plan, planning, 'register-paper', arrived('2024-12-20'))).rejects.toMatchObject(refusedWith(403))
    await step(plan, 'xa-phi-nhu', 'register-paper', arrived('2024-12-20'))
    const other = await sentLate('plan', { by: stnmt, commune: 'xa-chieng-so', term: { kind: 'year', year: 2025 } })
    for (const to of [undefined, await agencyOf(planning), await agencyOf('xa-phi-nhu')])
      await expect(withPaper(other, { to }), 'whom it was not sent to').rejects.toMatchObject(refusedWith(409))
  })

  test('where there is no district any more, a unit that received the commune’s report', async () => {
    const [communeId, districtId] = [await agencyOf('xa-chieng-so'), await agencyOf(dienBienDong)]
    const parent = { agencyId: communeId, parentId: districtId }
    const { id, to } = await prisma.agencyParent.findFirstOrThrow({ where: parent })
    await prisma.agencyParent.update({ where: { id }, data: { to: new Date('2025-01-01') } })
    const made = await sentLate('communeReport', { by: 'xa-chieng-so', term: y2024 })
    await prisma.agencyParent.update({ where: { id }, data: { to } })
    await withPaper(made, { to: await agencyOf(stnmt) })
    await step(made, stnmt, 'register-paper', arrived('2024-12-20'))
    expect(await standingOf(stnmt, made)).toContain('Gửi đúng hạn')
  })
})

describe('it goes with the version that it belongs to', () => {
  test('a recall takes the proposal along; of what was registered nothing can be recalled', async () => {
    const made = await sentLate('unitReport', { term: y2024 })
    await withPaper(made)
    const waits = async () => (await dbFor(await who(planning)).paperOriginal.findMany({ where: { filingId: made.id } })).length
    expect(await waits()).toBe(1)
    await step(made, made.writer, 'recall', { data: note })
    expect(await waits()).toBe(0)
    expect(await see(made.writer, made)).toMatchObject({ firstSentAt: null, paperOn: null, status: 'draft' })
    await step(made, made.writer, 'send', { data: signer })
    const browser = await signIn(made.writer)
    await browser.open(made.path)
    expect(browser.main).not.toContain('152/BC-UBND ngày 10/12/2024 đang chờ')
    await withPaper(made)
    await step(made, planning, 'register-paper', arrived('2024-12-30'))
    await expect(step(made, made.writer, 'recall', { data: note })).rejects.toMatchObject(refusedWith(409, 'Không thu hồi được nữa'))
  })

  test('a new version leaves it where it is: of a plan that is sent again it still decides', async () => {
    const made = await sentLate('plan', { by: stnmt, commune: 'xa-phi-nhu' })
    await withPaper(made, { to: await agencyOf('xa-phi-nhu') })
    await step(made, made.writer, 'send', { data: signer })
    await step(made, 'xa-phi-nhu', 'register-paper', arrived('2024-12-20'))
    expect(await standingOf(stnmt, made)).toContain('theo ngày bản giấy đến')
    await step(made, made.writer, 'recall', { data: note }) // the second version, which nobody has read
    expect(await standingOf(stnmt, made)).toContain('theo ngày bản giấy đến')
    await expect(step(made, made.writer, 'recall', { data: note })).rejects.toMatchObject(refusedWith(409, 'Không thu hồi được nữa'))
  })

  test('what was sent in time, or without a scan, has none to propose, and the reason is said', async () => {
    await setClock(at('2024-12-16T08:00:00'))
    const inTime = await withFile(await makers.unitReport('ready', { term: y2024 }))
    await step(inTime, inTime.writer, 'send', { data: signer })
    await expect(withPaper(inTime)).rejects.toMatchObject(refusedWith(409, 'không cần ghi nhận bản giấy'))
    await setClock(at('2025-01-02T09:00:00'))
    const without = await makers.unitReport('sent', { term: y2024 })
    const browser = await signIn(without.writer)
    await browser.open(`${without.path}/propose-paper`)
    expect(browser.main).toContain('Phiên bản 1 không kèm bản quét')
  })

  test('the database keeps what was proposed and decided', async () => {
    const made = await sentLate('unitReport', { term: y2024 })
    await withPaper(made)
    await step(made, planning, 'register-paper', arrived('2024-12-30'))
    const { id } = await prisma.paperOriginal.findFirstOrThrow({ where: { filingId: made.id } })
    await expect(prisma.paperOriginal.update({ where: { id }, data: { number: '1' } })).rejects.toThrow()
    await expect(prisma.paperDecision.deleteMany({ where: { paperId: id } })).rejects.toThrow()
  })
})

describe('what is typed', () => {
  let made: Made, sender: Browser, scan: string
  beforeAll(async () => {
    made = await sentLate('unitReport', { term: y2024 })
    sender = await signIn(made.writer)
    scan = (await attachmentOf(made)).id
  })
  const good = () => ({ number: '15/BC-STNMT', documentDate: '28/12/2024', scan })

  test.each([
    ['no number', { number: ' ' }, 'number', 'Nhập số, ký hiệu văn bản giấy'],
    ['no day', { documentDate: '' }, 'documentDate', 'Nhập ngày văn bản'],
    ['a day that is none', { documentDate: '31/02/2024' }, 'documentDate', 'Nhập một ngày'],
    ['a day in the future', { documentDate: '03/01/2025' }, 'documentDate', 'Ngày văn bản chưa đến'],
    ['no scan', { scan: '' }, 'scan', 'Chọn bản quét của văn bản giấy'],
    ['a file of somebody else', { scan: crypto.randomUUID() }, 'scan', 'Chọn bản quét của văn bản giấy'],
    ['too many words', { words: 'a'.repeat(1_001) }, 'words', 'Không quá 1.000 ký tự'],
  ])('proposing with %s: 422 at its place, and what was typed stays', async (_, wrong, field, words) => {
    await sender.open(`${made.path}/propose-paper`)
    await sender.press('Đề nghị ghi nhận bản giấy', { ...good(), ...wrong })
    expect(sender.status).toBe(422)
    expect(sender.$(`#${field}-error`).text()).toContain(words)
    for (const [name, value] of Object.entries({ ...good(), ...wrong }))
      if (name !== 'scan' && String(value).trim()) expect(sender.$(`[name="${name}"]`).val()).toBe(value)
    expect(await prisma.paperOriginal.count({ where: { filingId: made.id } })).toBe(0)
  })

  test.each([
    ['no day', '', 'Nhập ngày bản giấy đến'],
    ['a day in the future', '03/01/2025', 'Ngày này chưa đến'],
    ['a day before that of the document', '27/12/2024', 'không thể đến trước ngày của văn bản'],
    ['words', 'hôm qua', 'Nhập một ngày'],
  ])('registering with %s: 422 at its place', async (_, arrivedOn, words) => {
    const registering = await signedIn(planning)
    const other = await sentLate('unitReport', { term: y2024 })
    await withPaper(other, { documentDate: new Date('2024-12-28') })
    await registering.open(`${other.path}/register-paper`)
    await registering.press('Ghi nhận bản giấy đến', { arrivedOn })
    expect(registering.status).toBe(422)
    expect(registering.$('#arrivedOn-error').text()).toContain(words)
    expect(registering.$('[name="arrivedOn"]').val()).toBe(arrivedOn)
    await registering.press('Ghi nhận bản giấy đến', { arrivedOn: '28/12/2024' }) // on the day itself it can
    expect(registering.status).toBe(200)
  })

  test('a reason is wanted for declining and for undoing', async () => {
    const planner = await signedIn(planning)
    const other = await sentLate('unitReport', { term: y2024 })
    await withPaper(other)
    await planner.open(`${other.path}/decline-paper`)
    await planner.press('Không ghi nhận bản giấy', { note: '' })
    expect([planner.status, planner.$('#note-error').text()]).toEqual([422, 'Nêu lý do'])
  })
})

describe('two at once', () => {
  test('the same press twice is one; a page that is old is told what happened', async () => {
    const made = await sentLate('unitReport', { term: y2024 })
    await withPaper(made)
    const [one, other] = [await signIn(planning), await signIn(`${planning}.van-thu`)]
    await one.open(`${made.path}/register-paper`)
    await other.open(`${made.path}/decline-paper`)
    const { action, fields } = one.form('Ghi nhận bản giấy đến', { arrivedOn: '30/12/2024' })
    const both = await Promise.all([one.send(action, fields), one.send(action, fields)])
    expect(both.map(({ status, headers }) => `${status} ${headers.location}`)).toEqual(
      Array(2).fill(`303 ${made.path}?done=register-paper`),
    )
    await other.press('Không ghi nhận bản giấy', note)
    expect(other.status).toBe(409)
    expect(other.main).toContain('Lần gần nhất')
    expect(await prisma.paperDecision.count({ where: { filingId: made.id } })).toBe(1)
  })

  test('a page that showed another proposal than the one that waits now registers nothing', async () => {
    const made = await sentLate('unitReport', { term: y2024 })
    await withPaper(made)
    const one = await signIn(planning)
    await one.open(`${made.path}/register-paper`)
    await step(made, `${planning}.van-thu`, 'decline-paper', { data: note })
    await withPaper(made, { number: '153/BC-UBND' })
    await one.press('Ghi nhận bản giấy đến', { arrivedOn: '30/12/2024' })
    expect(one.status).toBe(409)
    expect((await see(planning, made)).paperOn).toBeNull()
  })

  test('registering and declining at the same instant, 8 times: one of them', async () => {
    for (let n = 0; n < 8; n++) {
      const made = await sentLate('unitReport', { term: y2024 })
      await withPaper(made)
      const both = await Promise.allSettled([
        step(made, planning, 'register-paper', arrived('2024-12-30')),
        step(made, `${planning}.van-thu`, 'decline-paper', { data: note }),
      ])
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const decision = await prisma.paperDecision.findFirstOrThrow({ where: { filingId: made.id } })
      expect((await see(planning, made)).paperOn !== null).toBe(decision.verdict === 'registered')
    }
  })
})
