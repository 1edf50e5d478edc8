import { beforeAll, describe, expect, test } from 'vitest'
import { setClock } from '../src/clock.ts'
import { signedIn, signIn } from './browser.ts'
import {
  aPlan,
  aProgramme,
  dienBienDong,
  keoLom,
  type Made,
  neighbourUnit,
  note,
  planning,
  programmeBody,
  province,
  signer,
  step,
  stnmt,
} from './make.ts'

describe('khoản 2 Điều 10, khoản 2 Điều 11: the commune leads the coordination programme, the district directs it', () => {
  test('drafted, sent to district and every unit, commented, mended, in force, amended while in force, evaluated at the year’s end', async () => {
    const commune = await signIn('xa-phi-nhu')
    await commune.press('Bắt đầu Chương trình phối hợp năm 2025')
    const programme = commune.path.replace('/edit', '')
    const row = (cell: string) => commune.blankRow('items', cell)
    await commune.press('Lưu, sang kiểm tra và gửi', {
      ...{ aims: 'Xác định rõ việc của từng đơn vị', inspection: 'Sơ kết tháng 6, tổng kết tháng 12' },
      ...{ [row('area')]: 'society', [row('content')]: 'Thu gom rác tại nguồn', [row('result')]: '8 đội thu gom' },
    })
    await commune.press(commune.buttons.find((button) => button.startsWith('Gửi chương trình')) ?? '', signer)
    expect(commune.main).toContain('Đã gửi phiên bản 1')

    const unit = await signIn(stnmt)
    expect(unit.main).toContain('Chương trình phối hợp năm 2025 của xã Phì Nhừ')
    await unit.open(programme)
    await unit.follow('Góp ý')
    await unit.press('Góp ý', { item: unit.$('#item option').last().attr('value') ?? '', text: 'Đề nghị ghi thời gian quý I' })
    expect(unit.main).toContain('Nội dung 1: Thu gom rác tại nguồn')

    const district = await signIn(dienBienDong)
    await district.open(programme)
    expect(district.main).toContain('Đề nghị ghi thời gian quý I')
    await district.follow('Đề nghị sửa')
    await district.press('Đề nghị sửa', { note: 'Bổ sung thời gian, như đơn vị góp ý' })
    await commune.open(`${programme}/edit`)
    expect(commune.main).toContain('Bổ sung thời gian, như đơn vị góp ý')
    const item = commune.$('[name$="[time]"]').first().attr('name') ?? ''
    await commune.press('Lưu, sang kiểm tra và gửi', { [item]: 'quý I' })
    await commune.press(commune.buttons.find((button) => button.startsWith('Gửi chương trình')) ?? '', signer)

    await district.open(programme)
    expect(district.$('#khac-gi').parent().find('ins').text()).toContain('quý I')
    await district.press('Thống nhất, chỉ đạo thực hiện')
    expect(district.main).toContain('Phiên bản 2 đã được thống nhất và đang có hiệu lực')
    expect(district.buttons).not.toContain('Thống nhất, chỉ đạo thực hiện')

    await commune.open(`${programme}/edit`)
    await commune.press('Lưu, sang kiểm tra và gửi', { organisation: 'Mỗi đơn vị một đầu mối' })
    await commune.press(commune.buttons.find((button) => button.startsWith('Gửi chương trình')) ?? '', signer)
    await unit.open(programme)
    expect(unit.$('#noi-dung-gui').text()).toBe('Nội dung phiên bản 2, đang có hiệu lực')
    expect(unit.main).toContain('Phiên bản 3 đang lấy ý kiến')

    await commune.open(programme)
    expect(commune.main).not.toContain('Đánh giá kết quả thực hiện:')
    await commune.open(`${programme}/evaluate`)
    expect(commune.main).toContain('Đánh giá từ ngày 01/12/2025')
    await setClock(new Date('2025-12-01T08:00:00+07:00'))
    await commune.open(programme)
    await commune.follow('Đánh giá kết quả thực hiện')
    await commune.press('Đánh giá kết quả thực hiện', { done: 'Tám đội thu gom hoạt động đều', lessons: 'Giao rõ cho trưởng bản' })
    await unit.open(programme)
    expect(unit.main).toContain('Tám đội thu gom hoạt động đều')
    await setClock(new Date('2024-12-16T08:00:00+07:00'))
  })

  test('its contents seed the plans: what is for this unit, or for all', async () => {
    await aProgramme('inForce', { by: 'xa-chieng-so', term: { kind: 'year', year: 2025 } })
    const plan = await aPlan('draft', { by: stnmt, commune: 'xa-chieng-so', term: { kind: 'year', year: 2025 } })
    const unit = await signIn(stnmt)
    await unit.open(`${plan.path}/add-items`)
    expect(unit.main).toContain('Chương trình phối hợp của xã Chiềng Sơ: Thu gom rác tại nguồn (8 đội thu gom)')
    await unit.press('Lấy nhiệm vụ có sẵn', { sources: [unit.$('input[name="sources"]').first().attr('value') ?? ''] })
    expect(Object.values(unit.form('Lưu, soạn tiếp').fields)).toContain('Thu gom rác tại nguồn')
  })

  test('what is missing is said at the field, and nothing is lost', async () => {
    const made = await aProgramme('draft', { by: 'xa-na-son' })
    const commune = await signedIn(made.writer)
    await commune.open(`${made.path}/edit`)
    await commune.press('Lưu, sang kiểm tra và gửi', { [commune.blankRow('items', 'content')]: 'Chỉ có nội dung' })
    for (const words of ['Nhập mục đích, yêu cầu', 'Chọn lĩnh vực', 'Nhập kết quả cần đạt', 'Nêu việc kiểm tra, đánh giá'])
      expect(commune.main).toContain(words)
    await commune.open(`${made.path}/edit?check`)
    expect(Object.values(commune.form('Lưu, soạn tiếp').fields)).toContain('Chỉ có nội dung')
  })

  test('comments stand for ever, in one’s own name, and only of those concerned', async () => {
    const made = await aProgramme('sent', { by: keoLom })
    for (const reader of [planning, province])
      await expect(step(made, reader, 'comment', { data: { text: 'x' } }), reader).rejects.toMatchObject({ status: 403 })
    await expect(step(made, 'xa-muong-pon', 'comment', { data: { text: 'x' } })).rejects.toMatchObject({ status: 404 })
    await step(made, await neighbourUnit(), 'comment', { data: { text: 'Đơn vị tham gia được từ quý II' } })
    for (const reader of [stnmt, keoLom, dienBienDong, planning])
      expect((await (await signedIn(reader)).open(made.path)).main).toContain('Đơn vị tham gia được từ quý II')
  })
})

describe('who can do what when', () => {
  const asked = ['Thống nhất, chỉ đạo thực hiện', 'Đề nghị sửa', 'Góp ý']
  const table: [state: keyof typeof made, party: string, may: string[] | 404][] = [
    ['draft', keoLom, ['Soạn tiếp', 'Tài liệu kèm theo', 'Kiểm tra và gửi']],
    ['sent', keoLom, ['Soạn phiên bản mới', 'Tài liệu kèm theo', 'Thu hồi', 'Góp ý']],
    ['changesAsked', keoLom, ['Sửa nội dung', 'Tài liệu kèm theo', 'Kiểm tra và gửi', 'Góp ý']],
    ['inForce', keoLom, ['Điều chỉnh chương trình', 'Tài liệu kèm theo', 'Góp ý', 'Đánh giá kết quả thực hiện']],
    ['draft', dienBienDong, 404],
    ['sent', dienBienDong, asked],
    ['changesAsked', dienBienDong, asked],
    ['inForce', dienBienDong, ['Đề nghị sửa', 'Góp ý']],
    ...[stnmt, 'neighbour'].flatMap((unit): typeof table => [
      ['draft', unit, 404],
      ['sent', unit, ['Góp ý']],
      ['inForce', unit, ['Góp ý']],
    ]),
    ...[planning, province].flatMap((reader): typeof table => [
      ['draft', reader, 404],
      ['sent', reader, []],
      ['inForce', reader, []],
    ]),
    ['sent', 'xa-muong-pon', 404],
    ['sent', 'huyen-muong-cha', 404],
  ]
  const made = {} as Record<'draft' | 'sent' | 'changesAsked' | 'inForce', Made>
  beforeAll(async () => {
    for (const state of ['draft', 'sent', 'changesAsked', 'inForce'] as const)
      made[state] = await aProgramme(state === 'draft' ? 'ready' : state, { by: keoLom, body: programmeBody })
  })

  test.each(table)('%s: %s may %s', async (state, party, may) => {
    const reader = await signedIn(party === 'neighbour' ? await neighbourUnit() : party)
    await reader.open(made[state].path)
    if (may === 404) return expect(reader.status).toBe(404)
    const offered = reader.$('main > .actions').first().find('a, button')
    expect(offered.map((_, one) => reader.$(one).text().trim()).get()).toEqual(may)
  })

  test('the district’s two answers at the same instant: one after the other, the last one stands', async () => {
    const one = await aProgramme('sent', { by: 'xa-phi-nhu' })
    const answers = await Promise.allSettled([
      step(one, dienBienDong, 'enforce'),
      step(one, dienBienDong, 'request-changes', { data: note }),
    ])
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1)
    await (await signedIn('xa-phi-nhu')).open(one.path)
    expect((await signedIn('xa-phi-nhu')).main).toMatch(/đang có hiệu lực|đề nghị sửa/)
  })
})
