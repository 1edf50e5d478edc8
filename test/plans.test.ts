import pg from 'pg'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { prisma } from '../src/db.ts'
import { compare } from '../src/filings/compare.ts'
import { blank, read } from '../src/form.ts'
import { remakeObligations } from '../src/obligations/remake.ts'
import { planForm } from '../src/plans/form.ts'
import { monthsWords, planTotals } from '../src/plans/totals.ts'
import { pool } from '../src/pool.ts'
import { type Browser, signedIn, signIn } from './browser.ts'
import {
  agencyOf,
  aPlan,
  aReport,
  coverable,
  dienBienDong,
  keoLom,
  type Made,
  neighbourUnit,
  note,
  planBody,
  planning,
  province,
  see,
  signer,
  step,
  stnmt,
} from './make.ts'

const year = { kind: 'year', year: 2024, n: 1 } as const
const none = { communes: [], needs: [] }
const item = planBody.items.a1
/** A plan of so many items, each with its own id. */
const bodyOf = (...tasks: string[]) => ({
  ...planBody,
  items: Object.fromEntries(tasks.map((task, n) => [`a${n + 1}`, { ...item, task, place: String(n + 1) }])),
})
type Items = Record<string, { task: string; place: string }>
const itemsOf = async (made: Made) => ((await see(made.writer, made)).draft?.content as { items: Items } | undefined)?.items ?? {}
const tasksOf = async (made: Made) =>
  Object.values(await itemsOf(made))
    .sort((one, other) => Number(one.place) - Number(other.place))
    .map(({ task }) => task)

describe('khoản 2 Điều 8: "mục tiêu, nhiệm vụ và nội dung dự kiến giúp đỡ xã theo 6 tháng và hằng năm"', () => {
  test.each([
    [year, '7', '3', 'Tháng kết thúc phải sau tháng bắt đầu'],
    [{ kind: 'half', year: 2025, n: 1 } as const, '5', '8', 'Chọn tháng trong kỳ của kế hoạch'],
    [{ kind: 'half', year: 2025, n: 2 } as const, '5', '8', 'Chọn tháng trong kỳ của kế hoạch'],
  ])('months outside the period or out of order are refused at the field', (period, fromMonth, toMonth, message) => {
    const body = { ...planBody, items: { a1: { ...item, fromMonth, toMonth } } }
    expect(read(planForm({ period, context: none }), body).form?.errors.map((error) => error.message)).toContain(message)
  })

  test.each([
    [{ quantity: '' }, 'Nhập số lượng'],
    [{ quantity: '0' }, 'Nhập số lớn hơn 0'],
    [{ quantity: '-2' }, 'Nhập số không âm'],
    [{ unit: '' }, 'Nhập đơn vị tính'],
    [{ ownMoney: '-5.000' }, 'Nhập số tiền nguyên'],
    [{ clause: '8.1' }, 'Chọn nội dung theo Điều 4 đến Điều 7'],
    [{ ownMoney: '20.000.000.001' }, 'Có số tiền trên 20.000.000.000 đồng'],
  ])('%o is asked about at the field', (change, message) => {
    const { form } = read(planForm({ period: year, context: none }), { ...planBody, items: { a1: { ...item, ...change } } })
    expect(form?.errors.map((error) => error.message).join()).toContain(message)
  })

  test('money is never demanded, and a great sum is taken when it is said to be right', () => {
    const form = planForm({ period: year, context: none })
    expect(read(form, { ...planBody, items: { a1: { ...item, ownMoney: '' } } }).form).toBeUndefined()
    expect(read(form, { ...planBody, items: { a1: { ...item, ownMoney: '20.000.000.001', sure: '1' } } }).form).toBeUndefined()
  })

  test('totals by area and source; programme money stands apart', () => {
    const money = (own: string, sponsor: string, programme: string) => ({ ownMoney: own, sponsorMoney: sponsor, programmeMoney: programme })
    const { areas, total } = planTotals([
      { clause: '4.1', ...money('100', '0', '7') },
      { clause: '4.5', ...money('20', '3', '0') },
      { clause: '7.2', ...money('0', '0', '0') },
    ])
    expect(areas).toEqual([
      { area: 'economy', items: 2, own: 120n, sponsor: 3n, programme: 7n },
      { area: 'politics', items: 1, own: 0n, sponsor: 0n, programme: 0n },
    ])
    expect(total).toEqual({ items: 3, own: 120n, sponsor: 3n, programme: 7n })
  })

  test.each([
    [{ fromMonth: '3', toMonth: '5' }, 'tháng 3 đến tháng 5'],
    [{ fromMonth: '3', toMonth: '3' }, 'tháng 3'],
    [{ fromMonth: '', toMonth: '10' }, 'tháng 10'],
    [{}, ''],
  ])('%o is “%s”', (months, words) => expect(monthsWords(months)).toBe(words))

  test('tasks are moved, copied and taken out without a script, and keep their names', async () => {
    const plan = await aPlan('draft')
    await step(plan, plan.writer, 'save', { body: bodyOf('Một', 'Hai', 'Ba') })
    const unit = await signedIn(plan.writer)
    await unit.open(`${plan.path}/edit`)
    await unit.press('Xuống nhiệm vụ 1', { 'items[a2][task]': 'Hai, vừa sửa' })
    expect(await tasksOf(plan)).toEqual(['Hai, vừa sửa', 'Một', 'Ba'])
    await unit.press('Lên nhiệm vụ 3')
    expect(await tasksOf(plan)).toEqual(['Hai, vừa sửa', 'Ba', 'Một'])
    await unit.press('Chép thêm nhiệm vụ 2')
    expect(await tasksOf(plan)).toEqual(['Hai, vừa sửa', 'Ba', 'Ba', 'Một'])
    await unit.press('Bỏ nhiệm vụ 1')
    expect(await tasksOf(plan)).toEqual(['Ba', 'Ba', 'Một'])
    expect(Object.keys(await itemsOf(plan))).toEqual(
      expect.arrayContaining(['a1', 'a3']), // the same tasks, whatever their place
    )
    await unit.press('Lưu, sang kiểm tra và gửi')
    await unit.press('Gửi lấy ý kiến thống nhất đến 2 nơi nhận', signer)
    const sent = await prisma.planItem.findMany({ where: { filingId: plan.id }, orderBy: { position: 'asc' } })
    expect(sent.map(({ task }) => task)).toEqual(['Ba', 'Ba', 'Một'])
    expect([sent[0]?.key, sent[2]?.key]).toEqual(['a3', 'a1'])
  })

  test('what is missing stands on the page all the time, with links, and blocks nothing but the sending', async () => {
    const plan = await aPlan('draft')
    const unit = await signedIn(plan.writer)
    for (const path of [plan.path, `${plan.path}/edit`]) {
      await unit.open(path)
      expect(unit.main).toContain('Còn thiếu trước khi gửi: 2 chỗ')
      expect(unit.$('a[href$="edit?check#objective"]').text()).toBe('Nhập mục tiêu của kế hoạch')
    }
    await unit.press('Lưu, soạn tiếp', { objective: 'Đủ nước sạch' })
    expect(unit.main).toContain('Còn thiếu trước khi gửi: 1 chỗ')
  })

  test('the commune’s latest figures stand beside the form, and are frozen with what is sent', async () => {
    await aReport('sent', { by: keoLom, term: { kind: 'month' } })
    const plan = await aPlan('sent', { by: stnmt, commune: keoLom })
    await (await signedIn(stnmt)).open(`${plan.path}/edit`)
    expect((await signedIn(stnmt)).main).toMatch(/Tổng diện tích gieo trồng\s*ha\s*1\.094\s*tháng/)
    const [version] = (await see(keoLom, plan)).versions
    expect(version?.content).toMatchObject({ figures: [{ code: 'KT01', value: '1094' }] })
  })

  test('items are taken over from what was planned before; the original stays as it is', async () => {
    const before = await aPlan('agreed', { by: stnmt, commune: 'xa-phi-nhu', term: { kind: 'year', year: 2024 } })
    const plan = await aPlan('draft', { by: stnmt, commune: 'xa-phi-nhu', term: { kind: 'year', year: 2025 } })
    const unit = await signIn(stnmt)
    await unit.open(`${plan.path}/edit`)
    await unit.follow('Lấy nhiệm vụ có sẵn')
    const source = unit.$('input[name="sources"]').first()
    expect(unit.$(`label[for="${source.attr('id')}"]`).text()).toContain('Kế hoạch năm 2024, đã thống nhất: Xây 9 bể nước')
    await unit.press('Lấy nhiệm vụ có sẵn', { sources: [source.attr('value') ?? ''] })
    expect(unit.path).toBe(`${plan.path}/edit`)
    expect(await tasksOf(plan)).toEqual(['Xây 9 bể nước'])
    expect(Object.values(unit.form('Lưu, soạn tiếp').fields)).toContain('207.000.000')
    expect((await see(stnmt, before)).versions).toHaveLength(1)
  })

  test('a plan for six months is made beside the year’s; it is not owed, so it is never overdue', async () => {
    const unit = await signIn(stnmt)
    await unit.open('/plans')
    await unit.follow('Lập kế hoạch 6 tháng')
    const commune = unit.$('#assignment option').filter((_, option) => unit.$(option).text() === 'xã Chiềng Sơ')
    const half = unit.$('#period option').filter((_, option) => unit.$(option).text() === '6 tháng đầu năm 2025')
    await unit.press('Bắt đầu soạn', { assignment: commune.attr('value') ?? '', period: half.attr('value') ?? '' })
    expect(unit.main).toContain('Kế hoạch giúp đỡ xã Chiềng Sơ 6 tháng đầu năm 2025')
    expect(unit.main).toContain('Thời hạn: không bắt buộc')
    expect(unit.$('select[name$="[fromMonth]"] option').last().text()).toBe('tháng 6')
    const plan = unit.path.replace('/edit', '')
    await unit.open('/plans/half') // asked for again: the same plan
    await unit.press('Bắt đầu soạn', { assignment: commune.attr('value') ?? '', period: half.attr('value') ?? '' })
    expect(unit.path.startsWith(plan)).toBe(true)
  })

  test('… for a commune that is not the unit’s, or a half-year that is over: refused', async () => {
    const unit = await signedIn(stnmt)
    await unit.open('/plans/half')
    const { action, fields } = unit.form('Bắt đầu soạn')
    const once = () => ({ ...fields, once: crypto.randomUUID() })
    const stranger = await prisma.assignment.findFirstOrThrow({ where: { unitId: await agencyOf(await neighbourUnit()) } })
    const past = await prisma.period.findFirstOrThrow({ where: { kind: 'half', year: 2023 } })
    expect((await unit.send(action, { ...once(), assignment: stranger.id })).status).toBe(404)
    expect((await unit.send(action, { ...once(), period: past.id })).status).toBe(422)
  })
})

describe('khoản 2 Điều 11: the commune leads in planning', () => {
  test('it begins the draft of its unit, writes, hands over; the unit goes on and sends', async () => {
    const commune = await signIn('xa-chieng-so')
    await commune.open('/plans?year=2025')
    await commune.press('Bắt đầu năm 2025 xã Chiềng Sơ')
    const path = commune.path.replace('/edit', '')
    await commune.press('Lưu, soạn tiếp', { objective: 'Mỗi bản một đội thu gom rác' })
    const unit = await signIn(stnmt)
    await unit.open(path)
    expect(unit.main).toContain('Mỗi bản một đội thu gom rác') // its own filing, and not yet its pen
    expect(unit.buttons).toEqual(['Nhận về để soạn tiếp'])
    expect((await unit.open(`${path}/edit`)).path).toBe(path)
    await commune.open(path)
    await commune.press('Chuyển cho đơn vị')
    expect(commune.main).toContain('Mỗi bản một đội thu gom rác')
    expect(commune.main).not.toContain('Soạn tiếp')
    await unit.open(`${path}/edit`)
    await unit.press('Lưu, soạn tiếp', { objective: 'Mỗi bản một đội thu gom rác, có xe đẩy' })
    expect(unit.main).toContain('Đã lưu lúc')
    expect((await (await signedIn(await neighbourUnit())).open(path)).status).toBe(404)
  })

  test('before sending the unit may let commune and district read along, and stop it', async () => {
    const plan = await aPlan('ready', { by: stnmt, commune: keoLom })
    const [unit, commune, district] = [await signedIn(stnmt), await signedIn(keoLom), await signedIn(dienBienDong)]
    expect((await commune.open(plan.path)).status).toBe(404)
    await unit.open(plan.path)
    await unit.press('Cho xã, huyện xem bản soạn')
    for (const reader of [commune, district]) {
      await reader.open(plan.path)
      expect(reader.main).toContain('Xây 9 bể nước')
      expect((await reader.open(`${plan.path}/edit`)).path).toBe(plan.path)
    }
    await unit.open(plan.path)
    await unit.press('Thôi cho xem bản soạn')
    expect((await commune.open(plan.path)).status).toBe(404)
  })
})

describe('one plan over several communes', () => {
  const otherDistrict = 'huyen-dien-bien'
  beforeAll(async () => {
    const like = await prisma.assignment.findFirstOrThrow({ where: { unitId: await agencyOf(stnmt), to: null } })
    const { id: _, ...rest } = like
    await prisma.assignment.create({ data: { ...rest, communeId: await agencyOf('xa-muong-pon') } })
    await remakeObligations()
  })

  test('three communes of two districts: five parties are asked, and it is agreed when the fifth has consented', async () => {
    const plan = await aPlan('ready', { by: stnmt, commune: 'xa-phi-nhu', term: { kind: 'year', year: 2023 } })
    const unit = await signIn(stnmt)
    await unit.open(plan.path)
    await unit.follow('Lập chung cho nhiều xã')
    const others = await coverable(plan, 'xa-chieng-so', 'xa-muong-pon')
    expect(others).toHaveLength(2)
    await unit.press('Lập chung cho nhiều xã', { obligations: others })
    expect(unit.main).toContain('Kế hoạch giúp đỡ xã Phì Nhừ, xã Chiềng Sơ, xã Mường Pồn năm 2023')
    await unit.open(`${plan.path}/edit`)
    const muongPon = unit.$('select[name="items[a1][commune]"] option').filter((_, o) => unit.$(o).text() === 'xã Mường Pồn')
    await unit.press('Lưu, sang kiểm tra và gửi', { 'items[a1][commune]': muongPon.attr('value') ?? '' })
    await unit.press('Gửi lấy ý kiến thống nhất đến 5 nơi nhận', signer)
    const parties = [otherDistrict, 'xa-chieng-so', dienBienDong, 'xa-muong-pon', 'xa-phi-nhu']
    for (const [n, party] of parties.entries()) {
      const reader = await signIn(party)
      await reader.open(plan.path)
      expect(reader.main, party).not.toContain('đã được thống nhất và đang có hiệu lực')
      await reader.follow('Thống nhất phiên bản 1')
      await reader.press('Thống nhất phiên bản 1')
      expect(reader.main.includes('đã được thống nhất và đang có hiệu lực'), party).toBe(n === 4)
    }
    // It fulfils the obligations of all three, and none of them is begun again.
    await unit.open('/plans?year=2023')
    expect(unit.main.match(/Gửi chậm/g)?.length).toBeGreaterThanOrEqual(3)
    expect(unit.buttons.filter((button) => /2023/.test(button) && /Phì Nhừ|Chiềng Sơ|Mường Pồn/.test(button))).toEqual([])
    const [item] = await prisma.planItem.findMany({ where: { filingId: plan.id } })
    expect(item?.communeId).toBe(await agencyOf('xa-muong-pon'))
  })

  test('a commune that has a plan of its own is not among the choices, and cannot be taken in by hand', async () => {
    const own = await aPlan('draft', { by: stnmt, commune: 'xa-muong-pon', term: { kind: 'year', year: 2024 } })
    const plan = await aPlan('ready', { by: stnmt, commune: 'xa-chieng-so', term: { kind: 'year', year: 2024 } })
    const unit = await signedIn(stnmt)
    await unit.open(`${plan.path}/cover`)
    expect(unit.main).not.toContain('Mường Pồn')
    const { action, fields } = unit.form('Lập chung cho nhiều xã')
    expect((await unit.send(action, { ...fields, obligations: own.obligation })).status).toBe(422)
  })
})

describe('comments by all three parties, threaded by item', () => {
  test('before it is sent, on the working copy that was shown; afterwards on a version; the unit answers in the same thread', async () => {
    const plan = await aPlan('ready', { by: stnmt, commune: 'xa-phi-nhu' })
    await expect(step(plan, stnmt, 'comment', { data: { text: 'x' } }), 'nobody reads along yet').rejects.toMatchObject({ status: 409 })
    await step(plan, stnmt, 'share')
    const commune = await signIn('xa-phi-nhu')
    await commune.open(plan.path)
    await commune.follow('Góp ý')
    await commune.press('Góp ý', { item: 'a1', text: 'Nên làm trước mùa khô' })
    await step(plan, stnmt, 'send', { data: signer })
    await step(plan, dienBienDong, 'comment', { data: { text: 'Huyện cử cán bộ cùng làm' } })
    await step(plan, stnmt, 'comment', { data: { item: 'a1', text: 'Đơn vị làm trong tháng 11' } })
    const unit = await signedIn(stnmt)
    await unit.open(plan.path)
    const threads = unit.$('#gop-y').parent()
    expect(
      threads
        .find('h3')
        .map((_, h3) => unit.$(h3).text())
        .get(),
    ).toEqual(['Góp ý chung', 'Nhiệm vụ 1: Xây 9 bể nước'])
    expect(threads.text()).toMatch(/về bản soạn[\s\S]*Nên làm trước mùa khô[\s\S]*về phiên bản 1[\s\S]*Đơn vị làm trong tháng 11/)
    await commune.open(`${plan.path}/comment`)
    const { action, fields } = commune.form('Góp ý')
    expect((await commune.send(action, { ...fields, text: '' })).status).toBe(422)
    expect((await commune.send(action, { ...fields, text: 'x', item: 'không có' })).status).toBe(422)
  })
})

describe('agreement', () => {
  test('a request for changes can point at an item; the unit meets it at the top of its form', async () => {
    const plan = await aPlan('sent', { by: stnmt, commune: keoLom })
    const district = await signedIn(dienBienDong)
    await district.open(plan.path)
    await district.follow('Đề nghị sửa')
    await district.press('Đề nghị sửa', { item: 'a1', ...note })
    expect(district.main).toContain('Về Nhiệm vụ 1: Xây 9 bể nước')
    const unit = await signedIn(stnmt)
    await unit.open(`${plan.path}/edit`)
    expect(unit.main).toContain('UBND huyện Điện Biên Đông, về Nhiệm vụ 1: Xây 9 bể nước: Ghi rõ số hộ ở từng bản')
    await district.open(`${plan.path}/request-changes`)
    const { action, fields } = district.form('Đề nghị sửa')
    expect((await district.send(action, { ...fields, ...note, item: 'không có' })).status).toBe(422)
  })

  test('whoever has consented is not asked again, while the other is', async () => {
    const plan = await aPlan('sent', { by: stnmt, commune: keoLom })
    await step(plan, keoLom, 'consent')
    const commune = await signedIn(keoLom)
    await commune.open(plan.path)
    expect(commune.main).not.toContain('Thống nhất phiên bản 1')
    expect(commune.main).toContain('Đề nghị sửa')
    await expect(step(plan, keoLom, 'consent')).rejects.toMatchObject({ status: 409 })
    await step(plan, keoLom, 'request-changes', { data: note }) // a change of mind is a new opinion
    await step(plan, keoLom, 'consent')
  })

  test('each party sees what changed since the version it last read, word by word', async () => {
    const plan = await aPlan('draft', { by: stnmt, commune: keoLom })
    const send = async (body: unknown) => {
      await step(plan, stnmt, 'save', { body })
      await step(plan, stnmt, 'send', { data: signer })
    }
    await send(bodyOf('Xây 9 bể nước 5 khối', 'Mở 2 lớp tập huấn'))
    await step(plan, keoLom, 'open')
    await send(bodyOf('Xây 12 bể nước 5 khối', 'Mở 2 lớp tập huấn'))
    await step(plan, dienBienDong, 'open') // reads the second, never saw the first
    const third = bodyOf('Xây 12 bể nước 5 khối', '', 'Tặng 45 suất sách vở')
    third.items.a2 = undefined as never
    await send(third)

    const commune = await signedIn(keoLom)
    await commune.open(plan.path)
    const changes = commune.$('#khac-gi').parent()
    expect(commune.$('#khac-gi').text()).toBe('Thay đổi của phiên bản 3 so với phiên bản 1')
    expect(changes.find('del').first().text()).toContain('9')
    expect(changes.find('ins').first().text()).toContain('12')
    expect(changes.text()).toContain('thêm mới')
    expect(changes.text()).toContain('Tặng 45 suất sách vở')
    expect(changes.find('del').text()).toContain('Mở 2 lớp tập huấn')
    expect(changes.text()).not.toContain('Kinh phí của đơn vị (đồng): 207') // what stayed is not repeated
    const district = await signedIn(dienBienDong)
    await district.open(plan.path)
    expect(district.$('#khac-gi').text()).toBe('Thay đổi của phiên bản 3 so với phiên bản 2')
    expect(district.$('#khac-gi').parent().find('del').text()).not.toContain('bể nước')
    await district.open(`${plan.path}/compare?from=1&to=2`)
    expect(district.$('del').text()).toBe('bỏ: 9')
    expect(district.$('[data-label="Phiên bản 1"] ins, [data-label="Phiên bản 2"] del').length).toBe(0) // the old one left, the new one right
    expect(district.$('[data-label="Phiên bản 2"] ins').first().text()).toBe('thêm: 12')
    for (const query of ['?from=9&to=x', '?from[]=1', '?to=1&from=3'])
      expect((await district.open(`${plan.path}/compare${query}`)).status).toBe(200)
  })

  test('two amendments in a row: the agreed version is shown and counts until the next one is agreed', async () => {
    const plan = await aPlan('agreed', { by: stnmt, commune: keoLom })
    const amend = async (objective: string) => {
      await step(plan, stnmt, 'save', { body: { ...planBody, objective } })
      await step(plan, stnmt, 'send', { data: signer })
    }
    const shown = async (reader: Browser) => {
      await reader.open(plan.path)
      return reader.$('#noi-dung-gui').text()
    }
    const readers = [await signedIn(stnmt), await signedIn(keoLom), await signedIn(planning)]
    await amend('Bản điều chỉnh thứ nhất')
    for (const reader of readers) expect(await shown(reader)).toBe('Nội dung phiên bản 1, đang có hiệu lực')
    await step(plan, keoLom, 'consent')
    await amend('Bản điều chỉnh thứ hai')
    for (const reader of readers) {
      expect(await shown(reader)).toBe('Nội dung phiên bản 1, đang có hiệu lực')
      expect(reader.main).toContain('Phiên bản 3 đang lấy ý kiến')
    }
    for (const party of [dienBienDong, keoLom]) await step(plan, party, 'consent')
    for (const reader of readers) expect(await shown(reader)).toBe('Nội dung phiên bản 3')
    for (const n of [1, 2, 3]) expect((await readers[1]?.open(`${plan.path}/versions/${n}`))?.status).toBe(200)
  })
})

/** What each party can press, in every state, as the page shows it: the buttons and the links that stand with them. */
describe('khoản 2 Điều 8, who can do what when', () => {
  const states = {
    draft: ['Soạn tiếp', 'Tài liệu kèm theo', 'Kiểm tra và gửi', 'Lập chung cho nhiều xã', 'Cho xã, huyện xem bản soạn'],
    sent: ['Soạn phiên bản mới', 'Tài liệu kèm theo', 'Thu hồi', 'Góp ý'],
    opened: ['Soạn phiên bản mới', 'Tài liệu kèm theo', 'Góp ý'],
    consented: ['Soạn phiên bản mới', 'Tài liệu kèm theo', 'Góp ý'],
    changesAsked: ['Sửa nội dung', 'Tài liệu kèm theo', 'Kiểm tra và gửi', 'Góp ý'],
    agreed: ['Điều chỉnh kế hoạch', 'Tài liệu kèm theo', 'Góp ý'],
  }
  const asked = ['Thống nhất phiên bản 1', 'Đề nghị sửa', 'Góp ý']
  const table: [keyof typeof states, string, string[] | 404][] = [
    ...Object.entries(states).map(([state, may]) => [state as keyof typeof states, stnmt, may] as [keyof typeof states, string, string[]]),
    ...[keoLom, dienBienDong].flatMap((party): [keyof typeof states, string, string[] | 404][] => [
      ['draft', party, 404],
      ['sent', party, asked],
      ['opened', party, asked],
      ['changesAsked', party, asked],
      ['agreed', party, ['Đề nghị sửa', 'Góp ý']],
    ]),
    ['consented', keoLom, ['Đề nghị sửa', 'Góp ý']],
    ['consented', dienBienDong, asked],
    ...Object.keys(states).map((state) => [state as keyof typeof states, 'neighbour', 404] as [keyof typeof states, string, 404]),
    ...[planning, province].flatMap((reader): [keyof typeof states, string, string[] | 404][] => [
      ['draft', reader, 404],
      ['sent', reader, []],
      ['agreed', reader, []],
    ]),
  ]

  const plans = {} as Record<keyof typeof states, Awaited<ReturnType<typeof aPlan>>>
  beforeAll(async () => {
    for (const state of Object.keys(states) as (keyof typeof states)[]) {
      const begun = {
        draft: 'ready',
        sent: 'sent',
        opened: 'sent',
        consented: 'sent',
        changesAsked: 'changesAsked',
        agreed: 'agreed',
      } as const
      plans[state] = await aPlan(begun[state], { by: stnmt, commune: keoLom })
    }
    await step(plans.opened, dienBienDong, 'open')
    await step(plans.consented, keoLom, 'consent')
  })

  // The unit looks first: others' looking is reading, which ends recall.
  test.each(table)('%s: %s may %s', async (state, party, may) => {
    const made = plans[state]
    const reader = await signedIn(party === 'neighbour' ? await neighbourUnit() : party)
    await reader.open(made.path)
    if (may === 404) return expect(reader.status).toBe(404)
    const offered = reader.$('main > .actions').first().find('a, button')
    expect(offered.map((_, one) => reader.$(one).text().trim()).get()).toEqual(may)
  })
})

describe('bad input', () => {
  test('5.000 items: too many for one plan, said when sending; nothing of it is lost', async () => {
    const plan = await aPlan('draft', { by: stnmt, commune: 'xa-phi-nhu' })
    await step(plan, stnmt, 'save', { body: bodyOf(...Array.from({ length: 5_000 }, (_, n) => `Việc ${n}`)) })
    await expect(step(plan, stnmt, 'send', { data: signer })).rejects.toMatchObject({ status: 409 })
    expect(await tasksOf(plan)).toHaveLength(5_000)
  })

  test('a text of 200.000 characters is kept, and asked to be shortened when sending', async () => {
    const plan = await aPlan('draft', { by: stnmt, commune: 'xa-phi-nhu' })
    const unit = await signedIn(stnmt)
    await unit.open(`${plan.path}/edit`)
    await unit.press('Lưu, sang kiểm tra và gửi', { objective: 'ế'.repeat(200_000) })
    expect(unit.main).toContain('Không quá 20.000 ký tự')
    expect((await see(stnmt, plan)).draft?.content).toMatchObject({ objective: 'ế'.repeat(200_000) })
  })

  test('a unit presses another unit’s button on the same commune: not there for it', async () => {
    const plan = await aPlan('ready', { by: stnmt, commune: 'xa-phi-nhu' })
    for (const name of ['send', 'recall', 'share', 'cover', 'add-items', 'save'])
      await expect(step(plan, await neighbourUnit(), name, { data: { ...signer, ...note } }), name).rejects.toMatchObject({ status: 404 })
  })
})

describe('word by word', () => {
  const form = blank(planForm({ period: year, context: none }))
  const version = (objective: string) => ({ objective, situation: '', items: [] })

  test('texts that have nothing in common are shown whole, however long', () => {
    const [old, now] = ['a b '.repeat(4_900), 'c d '.repeat(4_900)]
    const [change] = compare(form, version(old), version(now))
    expect(change?.cells[0]?.parts.map(({ is }) => is)).toEqual(['removed', 'added'])
  })

  test('what the parts say together is what either version said', () => {
    const [old, now] = ['Xây 9 bể nước tại bản Huổi Hoa', 'Xây 12 bể nước 5 m³ tại bản Huổi Hoa']
    const parts = compare(form, version(old), version(now))[0]?.cells[0]?.parts ?? []
    const side = (gone: string) =>
      parts
        .filter(({ is }) => is !== gone)
        .map(({ words }) => words)
        .join('')
    expect([side('added'), side('removed')]).toEqual([old, now])
  })
})

describe('volume: 300 plans of 60 items and 20 versions', () => {
  /** How many statements a page asks of the database. */
  async function statementsOf(browser: Browser, path: string) {
    const spy = vi.spyOn(pg.Client.prototype, 'query')
    await browser.open(path)
    const asked = spy.mock.calls.length
    spy.mockRestore()
    expect(browser.status, path).toBe(200)
    return asked
  }

  test('the list of all plans of the province asks as often as the list of one unit', async () => {
    expect(await prisma.obligation.count({ where: { kind: 'plan' } })).toBeGreaterThan(300)
    const all = await statementsOf(await signedIn(province), '/plans')
    expect(await statementsOf(await signedIn(stnmt), '/plans')).toBeGreaterThanOrEqual(all - 1)
  })

  test('every page asks the database as often as for one item and one version, also among 300 such plans', async () => {
    const small = await aPlan('agreed')
    const large = await aPlan('draft')
    const tasks = Array.from({ length: 60 }, (_, n) => `Nhiệm vụ thứ ${n + 1} của kế hoạch, làm ở bản Huổi Hoa`)
    for (let n = 0; n < 20; n++) {
      await step(large, large.writer, 'save', { body: { ...bodyOf(...tasks), objective: `Lần ${n + 1}` } })
      await step(large, large.writer, 'send', { data: signer })
    }
    for (const party of [large.commune, large.district]) await step(large, party, 'consent')
    const readers = {
      ...{
        [small.writer]: ['/unit', '/plans', small.path],
        [small.commune]: ['/commune', '/plans', `/communes/${await agencyOf(small.commune)}`],
      },
      ...{ [small.district]: ['/district', '/plans'], [province]: ['/province', '/plans', '/plans?sort=agency&page=3'] },
    }
    const count = async () => {
      const counts: [string, number][] = []
      for (const [username, pages] of Object.entries(readers))
        for (const page of pages) counts.push([`${username} ${page}`, await statementsOf(await signedIn(username), page)])
      return counts
    }
    const before = await count()
    expect(await copies(large.id, 300)).toBe(300)
    expect(await prisma.planItem.count()).toBeGreaterThan(360_000)
    for (const [i, [page, asked]] of (await count()).entries()) expect(asked, page).toBeLessThanOrEqual((before[i]?.[1] ?? 0) + 1)
    for (const page of ['', '/edit', '/history', '/versions/1', '/compare', '/send', '/add-items']) {
      const few = await statementsOf(await signedIn(small.writer), `${small.path}${page}`)
      const many = await statementsOf(await signedIn(large.writer), `${large.path}${page}`)
      expect(many - few, page).toBeLessThanOrEqual(2) // a second version brings the comparison with it
    }
  })

  /** The same plan, with all its versions and items, for so many assignments that have none yet. */
  async function copies(filing: string, most: number) {
    const { rowCount } = await pool.query({
      text: `
        with free as (
          select o.id as obligation, gen_random_uuid() as filing, o.agency_id, o.period_id, o.assignment_id, a.commune_id, p.parent_id
          from obligation o join assignment a on a.id = o.assignment_id join agency_parent p on p.agency_id = a.commune_id
          where o.kind = 'plan' and not exists (select from filing f where f.obligation_id = o.id) order by o.id limit $2
        ), filings as (
          insert into filing (id, kind, obligation_id, agency_id, period_id, assignment_id, status, first_sent_at, last_sent_at)
          select free.filing, f.kind, free.obligation, free.agency_id, free.period_id, free.assignment_id, 'sent', f.first_sent_at, f.last_sent_at
          from free, filing f where f.id = $1 returning id
        ), version as (
          select free.*, v.id as model, gen_random_uuid() as id, v.n, v.content, v.sha256, v.sent_at, v.sent_by, v.sent_by_name, v.signer_name,
            v.signer_title, v.agency_name
          from free, filing_version v where v.filing_id = $1
        ), versions as (
          insert into filing_version (id, filing_id, n, content, sha256, sent_at, sent_by, sent_by_name, signer_name, signer_title, agency_name)
          select id, filing, n, content, sha256, sent_at, sent_by, sent_by_name, signer_name, signer_title, agency_name from version
        ), receipts as (
          insert into receipt (id, filing_id, version_id, agency_id, delivered_at, "current")
          select gen_random_uuid(), filing, id, receiver, sent_at, n = 20 from version, unnest(array[commune_id, parent_id]) as receiver
        ), items as (
          insert into plan_item (id, filing_id, version_id, key, position, clause, task, form, result, own_money, sponsor_money, programme_money)
          select gen_random_uuid(), version.filing, version.id, i.key, i.position, i.clause, i.task, i.form, i.result, i.own_money, i.sponsor_money,
            i.programme_money
          from version join plan_item i on i.version_id = version.model
        )
        select id from filings`,
      values: [filing, most],
    })
    return rowCount
  }
})
