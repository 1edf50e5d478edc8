import { expect, test } from 'vitest'
import { setClock } from '../src/clock.ts'
import { signIn } from './browser.ts'

const signer = { signerName: 'Lò Văn Thắng', signerTitle: 'Phó Giám đốc', noSecret: '1' }

test('khoản 4 Điều 11: the commune files its monthly report once; district and every unit get it; the district asks for changes, then accepts', async () => {
  const commune = await signIn('xa-keo-lom')
  expect(commune.path).toBe('/commune')
  await commune.press('Bắt đầu Báo cáo tháng 12/2024')
  expect(commune.path).toMatch(/^\/reports\/[0-9a-f-]{36}$/)
  const report = commune.path
  expect(commune.main).toContain('Các mục của báo cáo')
  await commune.follow('Soạn trên một trang')
  const areas = ['economy', 'society', 'security', 'politics']
  await commune.press('Lưu, soạn tiếp', { 'economy[done]': 'Gieo 64 ha ngô đông.', 'values[KT01][value]': '1.5' })
  expect(commune.main).toContain('Đã lưu lúc')
  await commune.press('Lưu, sang kiểm tra và gửi')
  expect(commune.main).toContain('Còn 4 chỗ phải bổ sung hoặc sửa')
  expect(commune.main).toContain('1.5 là 1,5 hay 15?')
  await commune.open(`${report}/edit?check`)
  await commune.press('Lưu, sang kiểm tra và gửi', {
    ...Object.fromEntries(areas.map((area) => [`${area}[done]`, `Việc đã làm về ${area}`])),
    'values[KT01][value]': '64,5',
    'values[KT01][total]': '1.094',
  })
  expect(commune.main).toContain('Gửi bây giờ là đúng hạn')
  await commune.press('Gửi báo cáo đến 3 nơi nhận', signer)
  expect(commune.main).toContain('Đã gửi phiên bản 1 đến 3 nơi nhận')
  expect(commune.main).toContain('Gửi đúng hạn')

  const unit = await signIn('dv-stnmt')
  await unit.open(report)
  expect(unit.status).toBe(200)
  expect(unit.main).toContain('64,5')
  expect(unit.main).not.toContain('Tiếp nhận')

  const district = await signIn('huyen-dien-bien-dong')
  expect(district.main).toContain('Báo cáo tháng 12/2024 của xã Keo Lôm')
  await district.open(report)
  await district.follow('Đề nghị chỉnh sửa, bổ sung')
  await district.press('Đề nghị chỉnh sửa, bổ sung', { note: 'Ghi rõ nguyên nhân ở mục Kinh tế.' })
  expect(district.main).toContain('Cần chỉnh sửa')

  await commune.open('/commune')
  expect(commune.main).toContain('Cần chỉnh sửa')
  await commune.open(`${report}/edit`)
  expect(commune.main).toContain('Ghi rõ nguyên nhân ở mục Kinh tế.')
  await commune.press('Lưu, sang kiểm tra và gửi', { 'economy[causes]': 'Thiếu máy làm đất.' })
  await commune.press('Gửi báo cáo đến 3 nơi nhận', signer)
  expect(commune.main).toContain('Đã gửi phiên bản 2 đến 3 nơi nhận')

  await district.open(report)
  await district.press('Tiếp nhận')
  expect(district.main).toContain('đã tiếp nhận')
  await commune.open(report)
  expect(commune.main).toContain('tiếp nhận')
})

test('khoản 2 Điều 8: the unit plans, commune and district consent to the same version; agreed when both have', async () => {
  const unit = await signIn('dv-stnmt')
  await unit.press('Bắt đầu Kế hoạch giúp đỡ xã Keo Lôm năm 2025')
  const plan = unit.path.replace('/edit', '')
  const row = (cell: string) => unit.blankRow('items', cell)
  await unit.press('Lưu, sang kiểm tra và gửi', {
    objective: 'Đủ nước sạch cho bản Huổi Hoa',
    [row('clause')]: '5.5',
    [row('task')]: 'Xây 9 bể nước tại bản Huổi Hoa',
    [row('form')]: 'goods',
    [row('result')]: '9 bể, 63 hộ',
    [row('quantity')]: '9',
    [row('unit')]: 'bể',
    [row('ownMoney')]: '207.000.000',
  })
  await unit.press('Gửi lấy ý kiến thống nhất đến 2 nơi nhận', signer)
  expect(unit.main).toContain('Đã gửi phiên bản 1 đến 2 nơi nhận')

  const commune = await signIn('xa-keo-lom')
  await commune.open(plan)
  await commune.follow('Thống nhất phiên bản 1')
  await commune.press('Thống nhất phiên bản 1', { partyCommittee: 'Đảng ủy nhất trí' })
  expect(commune.main).toContain('UBND xã Keo Lôm: thống nhất')

  const district = await signIn('huyen-dien-bien-dong')
  await district.open(plan)
  await district.follow('Đề nghị sửa')
  await district.press('Đề nghị sửa', { note: 'Ghi rõ số hộ dùng nước của từng bể' })
  expect(district.main).toContain('đề nghị sửa')

  await unit.open(`${plan}/edit`)
  await unit.press('Lưu, sang kiểm tra và gửi', { objective: 'Đủ nước sạch cho 63 hộ bản Huổi Hoa' })
  await unit.press('Gửi lấy ý kiến thống nhất đến 2 nơi nhận', signer)
  expect(unit.main).toContain('UBND xã Keo Lôm: chưa có ý kiến') // an edit voids the older consent
  for (const party of [commune, district]) {
    await party.open(plan)
    await party.follow('Thống nhất phiên bản 2')
    await party.press('Thống nhất phiên bản 2')
  }
  await unit.open(plan)
  expect(unit.main).toContain('Phiên bản 2 đã được thống nhất và đang có hiệu lực')
})

test('khoản 1, 2, 3 Điều 13: units report, districts compile and send before 31/12, the province is compiled and sent before 10/01 and acknowledged', async () => {
  const unit = await signIn('dv-stnmt')
  await unit.open('/unit')
  await unit.press('Bắt đầu Báo cáo kết quả giúp đỡ xã năm 2024')
  const report = unit.path.replace('/edit', '')
  const sections = unit
    .$('[name^="sections"][name$="[economy][done]"]')
    .map((_, field) => unit.$(field).attr('name'))
    .get()
  expect(sections).toHaveLength(3)
  const at = (name: string) => (sections[0] ?? '').replace('[economy][done]', name)
  await unit.press('Lưu, sang kiểm tra và gửi', {
    ...{ summary: 'Đã làm việc với ba xã.', nextYear: 'Tiếp tục xây bể nước.' },
    ...{ [at('[economy][done]')]: 'Hỗ trợ 1.200 cây giống', [at('[economy][forms]')]: ['goods', 'technical'] },
    ...{ [at('[economy][ownMoney]')]: '36.000.000', [at('[economy][programmeMoney]')]: '5.000.000', [at('[economy][households]')]: '40' },
  })
  await unit.press('Gửi báo cáo đến 1 nơi nhận', signer)
  expect(unit.main).toContain('Gửi đúng hạn')
  const planning = await signIn('so-khdt')
  await planning.open(report)
  await planning.press('Tiếp nhận')

  const district = await signIn('huyen-dien-bien-dong')
  await district.press('Bắt đầu Báo cáo của huyện năm 2024')
  const districtReport = district.path.replace('/edit', '')
  expect((await district.open(report)).status).toBe(404) // the whole report is not the district's
  expect((await district.open(`${report}/sections`)).main).toContain('36.000.000 đồng của đơn vị')
  await district.open(`${districtReport}/edit`)
  expect(district.main).toContain('36.000.000')
  expect(district.main).toContain('1 trong')
  await district.press('Lưu, sang kiểm tra và gửi', {
    leadership: 'Huyện đã chỉ đạo',
    assessment: 'Các đơn vị tích cực',
    nextYear: 'Tiếp tục',
  })
  await setClock(new Date('2024-12-31T08:00:00+07:00'))
  await district.press('Gửi báo cáo đến 1 nơi nhận', signer)
  expect(district.main).toContain('Gửi vào đúng ngày nêu')

  await planning.open('/planning')
  await planning.press('Bắt đầu Báo cáo tổng kết của tỉnh năm 2024')
  const province = planning.path.replace('/edit', '')
  expect(planning.main).toContain('1 trong 8') // districts that have communes in the programme
  await planning.press('Lưu, sang kiểm tra và gửi', { leadership: 'Tỉnh đã chỉ đạo', assessment: 'Kết quả tốt', nextYear: 'Tiếp tục' })
  await planning.press('Gửi báo cáo đến 1 nơi nhận', signer)
  expect(planning.main).toContain('Gửi đúng hạn')
  const leader = await signIn('ubnd-tinh')
  expect(leader.main).toContain('Báo cáo tổng kết của tỉnh năm 2024')
  await leader.open(province)
  await leader.press('Xác nhận đã nhận báo cáo')
  expect(leader.main).toContain('đã được tiếp nhận')
})
