import { describe, expect, test } from 'vitest'
import { dbFor, prisma } from '../src/db.ts'
import { calendarSpan } from '../src/deadlines.ts'
import { catalogueOf } from '../src/indicators/catalogue.ts'
import { type Browser, said, signedIn } from './browser.ts'
import { fileAt } from './excel.ts'
import { aReport, dienBienDong, keoLom, note, planning, signer, step, stnmt, who } from './make.ts'
import { anIndicator, indicatorBody, ownIndicatorBody } from './nouns.ts'

/** The catalogue of figures is the planning department's, and each line holds from a day on; khoản 3 Điều 4: a commune's own, with its unit's advice. */

const phiNhu = 'xa-phi-nhu'
const month = (n: number, year = 2024) => ({ kind: 'month', year, n }) as const
const asks = async (reader: Browser, path: string, code: string) => {
  await reader.open(`${path}/edit?part=values`)
  return reader.$(`#values-${code}-value`).length > 0
}
const typed = { ...indicatorBody, periods: ['month', 'year'] }

describe('the planning department keeps the catalogue', () => {
  test('a new line is asked for from its day on; an old report keeps the catalogue of its day', async () => {
    const november = await aReport('ready', { by: phiNhu, term: month(11) })
    const december = await aReport('ready', { by: phiNhu, term: month(12) })
    const officer = await signedIn(planning)
    await officer.open('/indicators')
    await officer.follow('Lập chỉ tiêu')
    await officer.press('Lập chỉ tiêu', typed)
    expect(officer.main).toContain('Đang áp dụng: từ ngày 01/12/2024.')
    const commune = await signedIn(phiNhu)
    expect(await asks(commune, november.path, 'GN20')).toBe(false)
    expect(await asks(commune, december.path, 'GN20')).toBe(true)
    await commune.press('Lưu, về danh sách mục', { 'values[GN20][value]': '12' })
    await step(december, phiNhu, 'send', { data: signer })
    const version = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: december.id } })
    const { values } = version.content as { values: { code: string; name: string; value: string }[] }
    expect(values.find(({ code }) => code === 'GN20')).toMatchObject({ name: typed.name, value: '12' })

    await officer.open(`/indicators?q=GN20`)
    await officer.follow(typed.name)
    await officer.follow('Sửa câu chữ')
    await officer.press('Sửa câu chữ', { name: 'Số hộ nghèo được vay vốn mua giống', note: 'Nói rõ đối tượng' })
    expect(officer.main).toContain('Số hộ nghèo được vay vốn mua giống')
    const reader = await signedIn(dienBienDong)
    await reader.open(december.path)
    expect(reader.main).toContain(`${typed.name} GN20`) // as it was called when it was sent
    expect(reader.main).not.toContain('Số hộ nghèo được vay')
  })

  test('a line that has ended is not asked for in periods that close after its last day', async () => {
    const october = await aReport('ready', { by: phiNhu, term: month(10) })
    const next = await aReport('ready', { by: 'xa-chieng-so', term: month(12) })
    const officer = await signedIn(planning)
    await officer.open('/indicators?q=AN03')
    await officer.follow('Số vụ tai nạn giao thông')
    await officer.follow('Ngừng áp dụng')
    const wrong: [string, string][] = [
      ['30/11', 'Nhập một ngày dạng 16/12/2024'],
      ['29/12/2024', 'Nhập ngày cuối của một tháng'],
      ['31/10/2024', 'Không trước ngày 30/11/2024: kỳ đã qua giữ nguyên chỉ tiêu'],
      ['', 'Nhập ngày cuối tháng'],
    ]
    for (const [to, message] of wrong) {
      await officer.press('Ngừng áp dụng', { to, ...note })
      expect([officer.status, officer.main.includes(message)], to).toEqual([422, true])
    }
    await officer.press('Ngừng áp dụng', { to: '30/11/2024', ...note })
    expect(officer.main).toContain('Đã ngừng áp dụng: từ ngày 01/01/2021 đến hết ngày 30/11/2024.')
    const commune = await signedIn(phiNhu)
    expect(await asks(commune, october.path, 'AN03')).toBe(true)
    expect(await asks(await signedIn('xa-chieng-so'), next.path, 'AN03')).toBe(false)
    await officer.follow('Áp dụng lại')
    await officer.press('Áp dụng lại', note)
    expect(await asks(await signedIn('xa-chieng-so'), next.path, 'AN03')).toBe(true)
  })

  test('the code of a line that has ended can stand for another one; the old one is not taken up again then', async () => {
    const officer = await signedIn(planning)
    await officer.open('/indicators?q=GD01')
    await officer.follow('Số học sinh bỏ học giữa kỳ do kinh tế khó khăn')
    const old = officer.path
    await officer.follow('Ngừng áp dụng')
    await officer.press('Ngừng áp dụng', { to: '30/11/2024', ...note })
    await officer.open('/indicators/new')
    await officer.press('Lập chỉ tiêu', { ...typed, code: 'GD01', name: 'Số học sinh bỏ học', unit: 'em', group: 'Giáo dục' })
    expect(officer.status).toBe(200)
    const names = async (n: number) =>
      (await catalogueOf(prisma as never, { kind: 'quarter', year: 2024, n })).filter(({ code }) => code === 'GD01').map(({ name }) => name)
    expect(await names(3)).toEqual(['Số học sinh bỏ học giữa kỳ do kinh tế khó khăn'])
    expect(await names(4)).toEqual([]) // the new one is asked for by the month and by the year
    await officer.open(`${old.split('?')[0]}/restore`)
    await officer.press('Áp dụng lại', note)
    expect([officer.status, officer.main.includes('GD01 nay là chỉ tiêu khác: Số học sinh bỏ học')]).toEqual([409, true])
  })

  const misfits: [string, object, string][] = [
    ['a code in use', { code: 'GN01' }, 'GN01 đang là “Số hộ nghèo”. Muốn thay thì ngừng áp dụng chỉ tiêu đó trước'],
    ['no code', { code: '' }, 'Nhập mã chỉ tiêu'],
    ['a code of a commune’s own', { code: 'R01' }, 'Hai chữ cái in hoa, hai chữ số'],
    ['no period', { periods: [] }, 'Chọn ít nhất một loại báo cáo'],
    ['in the middle of a month', { from: '15/01/2025' }, 'Áp dụng từ ngày đầu của một tháng'],
    ['a rate of nothing', { kind: 'derived' }, 'Nhập các mã cộng, trừ nhau, ví dụ DC08-DC09'],
    ['a rate of what there is not', { kind: 'derived', over: 'XX01', periods: ['year'] }, 'Không có chỉ tiêu XX01 trong danh mục'],
    ['a rate of a rate', { kind: 'derived', over: 'GN02', periods: ['year'] }, 'GN02 do cổng tính: chỉ tính từ số xã nhập'],
    [
      'a rate by the month of what is yearly',
      { kind: 'derived', over: 'GN01', periods: ['month'] },
      'GN01 không có trong mọi loại báo cáo đã chọn',
    ],
    [
      'divided by what there is not',
      { kind: 'derived', over: 'GN01', under: 'ZZ9', periods: ['year'] },
      'Không có chỉ tiêu ZZ9 trong danh mục',
    ],
    ['a fall of a count', { kind: 'fall', over: 'GN01', periods: ['year'] }, 'GN01 không phải là tỷ lệ'],
    ['a fall of a sum', { kind: 'fall', over: 'GN02+GN05', periods: ['year'] }, 'Mức giảm so với năm trước tính từ một mã, không chia'],
    ['what is typed has no formula', { over: 'GN01' }, 'Chỉ tiêu do xã nhập thì không tính từ chỉ tiêu khác'],
  ]
  test.each(misfits)('%s is refused at its field', async (_, change, message) => {
    const officer = await signedIn(planning)
    await officer.open('/indicators/new')
    await officer.press('Lập chỉ tiêu', { ...typed, code: 'ZX01', ...change })
    expect(officer.status).toBe(422)
    expect(officer.main).toContain(message)
    expect(officer.$('[name="name"]').val()).toBe(typed.name)
  })

  test('what a rate is computed from does not end before the rate', async () => {
    const officer = await signedIn(planning)
    await officer.open('/indicators?q=MT02A')
    await officer.follow('Số hộ sử dụng nước hợp vệ sinh')
    await officer.follow('Ngừng áp dụng')
    await officer.press('Ngừng áp dụng', { to: '31/12/2024', ...note })
    expect([officer.status, officer.main.includes('Ngừng trước các chỉ tiêu tính từ MT02A: MT02')]).toEqual([422, true])
  })

  test('two who set up the same code at once: one line, the other is told', async () => {
    const officers = await Promise.all(['so-khdt', 'so-khdt.lanh-dao'].map(signedIn))
    const sent = await Promise.all(
      officers.map(async (officer) => {
        await officer.open('/indicators/new')
        const { action, fields } = officer.form('Lập chỉ tiêu', { ...typed, code: 'ZX02' })
        return { action, fields, officer }
      }),
    )
    const answers = await Promise.all(sent.map(({ officer, action, fields }) => officer.send(action, fields)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await prisma.indicator.count({ where: { code: 'ZX02' } })).toBe(1)
  })

  test('a figure that the catalogue does not allow is refused at its field when the report is checked', async () => {
    const report = await aReport('ready', { by: 'xa-muong-luan', term: { kind: 'year', year: 2024, n: 1 } })
    const commune = await signedIn('xa-muong-luan')
    const wrong: [string, string, string][] = [
      ['GN01', '12,5', 'Nhập số nguyên (hộ)'],
      ['NT01', '20', 'Nhập số nguyên từ 0 đến 19 (tiêu chí)'],
      ['NT02C', '2', 'Nhập số nguyên từ 0 đến 1 (1: đạt; 0: chưa đạt)'],
      ['KT10', '1,234', '1,234 là 1.234 hay số lẻ?'],
      ['KT10', '1,2345', 'Nhiều nhất 2 chữ số sau dấu phẩy'],
    ]
    for (const [code, value, message] of wrong) {
      await commune.open(`${report.path}/edit?part=values`)
      await commune.press('Lưu, về danh sách mục', { [`values[${code}][value]`]: value })
      await commune.open(`${report.path}/edit?part=values&check`)
      expect(commune.$(`#values-${code}-value-error`).text(), `${code} ${value}`).toContain(message)
      expect(commune.$(`#values-${code}-value`).val()).toBe(value)
      await commune.press('Lưu, về danh sách mục', { [`values[${code}][value]`]: '1' })
    }
  })
})

describe('khoản 3 Điều 4: a commune keeps figures of its own, with the advice of its unit', () => {
  test('it proposes, the unit advises from its desk, the commune puts it to use; it stands in its own report and in no other', async () => {
    const commune = await signedIn(keoLom)
    await commune.open('/indicators?whose=own')
    await commune.follow('Lập chỉ tiêu')
    await commune.press('Lập chỉ tiêu', ownIndicatorBody)
    expect(commune.main).toContain('Chưa có ý kiến tư vấn của đơn vị giúp xã (khoản 3 Điều 4 Quy chế)')
    const address = commune.path.split('?')[0] ?? ''

    const unit = await signedIn(stnmt)
    await unit.open('/unit')
    await unit.follow(ownIndicatorBody.name)
    await unit.follow('Góp ý, tư vấn')
    await unit.press('Góp ý, tư vấn', { text: 'Nên theo dõi theo tháng; lấy số từ sổ giao nhận của bản' })
    await commune.open('/commune')
    await commune.follow(ownIndicatorBody.name)
    expect(commune.main).toContain('lấy số từ sổ giao nhận của bản')
    await commune.open(`${address}/use`)
    await commune.press('Đưa vào áp dụng')
    expect(commune.main).toContain('Đang áp dụng')

    const { code } = await prisma.indicator.findFirstOrThrow({
      where: { name: ownIndicatorBody.name, commune: { users: { some: { username: keoLom } } } },
    })
    const own = await aReport('ready', { by: keoLom, term: month(12) })
    const other = await aReport('ready', { by: 'xa-hang-lia', term: month(12) })
    expect(await asks(await signedIn('xa-hang-lia'), other.path, code)).toBe(false)
    expect(await asks(commune, own.path, code)).toBe(true)
    await commune.press('Lưu, về danh sách mục', { [`values[${code}][value]`]: '7' })
    await step(own, keoLom, 'send', { data: signer })
    await unit.open(own.path)
    expect(unit.main).toContain(`Chỉ tiêu riêng của xã`)
    expect(unit.main).toContain(`${ownIndicatorBody.name} ${code}`)
    await commune.open(`/communes/${(await prisma.user.findUniqueOrThrow({ where: { username: keoLom } })).agencyId}/figures?code=${code}`)
    expect(commune.main).toContain(ownIndicatorBody.name)
  })

  test('two communes’ own figures under the same code are two things', async () => {
    const one = await anIndicator('inUse', { by: phiNhu, name: 'Số bể nước mới' })
    const two = await anIndicator('inUse', { by: 'xa-chieng-so', name: 'Số khung cửi' })
    const [a, b] = await Promise.all([one, two].map(({ id }) => prisma.indicator.findUniqueOrThrow({ where: { id } })))
    expect([a?.code, b?.code]).toEqual(['R01', 'R01'])
    const term = { kind: 'month', year: 2024, n: 12 } as const
    const named = async (id: string | null | undefined) =>
      (await catalogueOf(prisma as never, term, id)).filter(({ code }) => code === 'R01').map(({ name }) => name)
    expect([await named(a?.communeId), await named(b?.communeId), await named(null)]).toEqual([['Số bể nước mới'], ['Số khung cửi'], []])
  })

  test('the list tells each reader of those of its own communes', async () => {
    await anIndicator('proposed', { by: keoLom, name: 'Số hộ trồng sả' })
    const sees = async (username: string) =>
      (await (await signedIn(username)).open('/indicators?whose=own')).main.includes('Số hộ trồng sả')
    expect([await sees(keoLom), await sees(stnmt), await sees(dienBienDong), await sees(planning)]).toEqual([true, true, true, true])
    expect([await sees('xa-hang-lia'), await sees('huyen-muong-cha')]).toEqual([false, false])
  })
})

// biome-ignore format: a table
const offered: [Parameters<typeof anIndicator>[0], string, string][] = [
  ['proposed', keoLom, 'Rút chỉ tiêu'], // not to be used before a unit has advised
  ['proposed', stnmt, 'Góp ý, tư vấn'], ['proposed', dienBienDong, ''], ['proposed', planning, ''], ['proposed', 'ubnd-tinh', ''],
  ['proposed', phiNhu, ''],
  ['advised', keoLom, 'Đưa vào áp dụng, Rút chỉ tiêu'], ['advised', stnmt, 'Góp ý, tư vấn'], ['advised', planning, ''],
  ['inUse', keoLom, 'Sửa câu chữ, Ngừng áp dụng'], ['inUse', stnmt, 'Góp ý, tư vấn'], ['inUse', planning, ''], ['inUse', dienBienDong, ''],
  ['ended', keoLom, 'Sửa câu chữ, Áp dụng lại'], ['ended', planning, ''],
  ['shared', planning, 'Sửa câu chữ, Ngừng áp dụng'], ['shared', keoLom, ''], ['shared', stnmt, ''], ['shared', dienBienDong, ''],
]
test.each(offered)('a line that is %s offers %s: %s', async (state, username, words) => {
  const { path } = await anIndicator(state, { code: `ZR${10 + codes++}` })
  const reader = await signedIn(username)
  await reader.open(path)
  const buttons = reader.$('main .btn').toArray().map((one) => reader.$(one).text().trim()) // biome-ignore format: one line
  expect(buttons.join(', ')).toBe(words)
})
let codes = 0

test('every line of the day is in force on the last day of its period, for every period of three years', async () => {
  for (const year of [2023, 2024, 2025])
    for (const [kind, most] of [
      ['month', 12],
      ['quarter', 4],
      ['year', 1],
    ] as const)
      for (let n = 1; n <= most; n++) {
        const term = { kind, year, n }
        const { to } = calendarSpan(term)
        const codes = (await catalogueOf(prisma as never, term)).map(({ code }) => code)
        const lines = await prisma.indicator.findMany({
          where: { communeId: null, status: 'inUse', periods: { has: kind }, from: { lte: to }, OR: [{ to: null }, { to: { gte: to } }] },
          orderBy: [{ position: 'asc' }, { code: 'asc' }],
        })
        expect(codes).toEqual(lines.map(({ code }) => code))
        expect(new Set(codes).size).toBe(codes.length)
      }
})

describe('the catalogue comes as a table', () => {
  const head = ['Mã chỉ tiêu', 'Tên chỉ tiêu', 'Đơn vị tính', 'Nhóm', 'Cách tính', 'Tính từ', 'Chia cho', 'Nhân với', 'Số lớn nhất có thể', 'Có trong báo cáo', 'Số chữ số phần lẻ', 'Áp dụng từ ngày', 'Căn cứ, mục đích'] // biome-ignore format: one line
  const line = (code: string, more: Record<string, string> = {}) =>
    head.map((title) => ({ 'Mã chỉ tiêu': code, 'Tên chỉ tiêu': `Số nhóm hộ ${code}`, 'Đơn vị tính': 'nhóm', Nhóm: 'Tổ hợp tác', 'Cách tính': 'hiện có', 'Có trong báo cáo': 'tháng; năm', 'Áp dụng từ ngày': '01/01/2025', 'Căn cứ, mục đích': 'Công văn 12', ...more })[title] ?? '') // biome-ignore format: one line
  const brought = async (officer: Awaited<ReturnType<typeof signedIn>>, lines: string[][]) => {
    await officer.open('/indicators/table')
    return officer.press('Xem trước', { text: [head, ...lines].map((cells) => cells.join('\t')).join('\n') })
  }

  test('its template is the catalogue in force: brought back unchanged it adds nothing', async () => {
    const officer = await signedIn(planning)
    const { bytes } = await fileAt(officer, '/indicators/table?format=xlsx')
    const inForce = await prisma.indicator.count({ where: { communeId: null, status: 'inUse', to: null } })
    await officer.open('/indicators/table')
    await officer.press('Xem trước', { file: { name: 'danh-muc.xlsx', bytes } })
    expect([officer.status, said(officer.main)]).toEqual([422, expect.stringContaining(`cả ${inForce} dòng đã có trên cổng`)])
  })

  test('new lines, also one computed from the lines above it, are asked for from their day on; again they add nothing', async () => {
    const officer = await signedIn(planning)
    const lines = [line('TH01'), line('TH02'), line('TH03', { 'Cách tính': 'Cổng tính', 'Tính từ': 'TH01-TH02', 'Chia cho': 'TH01', 'Nhân với': '100', 'Đơn vị tính': '%', 'Số chữ số phần lẻ': '1' })] // biome-ignore format: one line
    await brought(officer, lines)
    expect(officer.main, said(officer.$('#errors').text())).toContain('3 dòng mới')
    await officer.press('Ghi 3 dòng')
    const made = await prisma.indicator.findMany({ where: { group: 'Tổ hợp tác' }, orderBy: { position: 'asc' } })
    expect(made).toMatchObject([
      {
        code: 'TH01',
        kind: 'stock',
        periods: ['month', 'year'],
        decimals: 0,
        most: null,
        times: 1,
        from: new Date('2025-01-01'),
        to: null,
      },
      { code: 'TH02', status: 'inUse' },
      { code: 'TH03', kind: 'derived', over: 'TH01-TH02', under: 'TH01', times: 100, decimals: 1 },
    ])
    const due = async (month: number) => (await catalogueOf(dbFor(await who(planning)), { kind: 'month', year: month > 12 ? 2025 : 2024, n: month > 12 ? month - 12 : month })).map(({ code }) => code) // biome-ignore format: one line
    expect(await due(12)).not.toContain('TH01')
    expect(await due(13)).toContain('TH03')
    await brought(officer, lines)
    expect(officer.main).toContain('cả 3 dòng đã có trên cổng')
    await officer.open('/log')
    expect(officer.main).toContain('nhập danh mục chỉ tiêu từ bảng')
  })

  const wrong: [string, Record<string, string>, string][] = [
    ['TH10', { 'Cách tính': 'Ước tính' }, 'Ô E2: Không có “Ước tính”. Ghi một trong: Hiện có; Phát sinh; Cổng tính; Mức giảm'],
    ['TH10', { 'Có trong báo cáo': 'tuần' }, 'Ô J2: Ghi tháng, quý, năm'],
    ['TH10', { 'Có trong báo cáo': '' }, 'Ô J2: Chọn ít nhất một loại báo cáo'],
    ['TH10', { 'Số chữ số phần lẻ': '7' }, 'Ô K2: Ghi số chữ số phần lẻ, từ 0 đến 4'],
    ['TH10', { 'Áp dụng từ ngày': '15/01/2025' }, 'Ô L2: Áp dụng từ ngày đầu của một tháng'],
    ['TH10', { 'Cách tính': 'Cổng tính', 'Tính từ': 'ZX77' }, 'Ô F2: Không có chỉ tiêu ZX77 trong danh mục'],
    ['TH10', { 'Căn cứ, mục đích': '' }, 'Ô M2: Nêu căn cứ'],
    ['gn1', {}, 'Ô A2: Hai chữ cái in hoa'],
    ['GN01', { 'Áp dụng từ ngày': '01/01/2025' }, 'Ô A2: GN01 đang là “Số hộ nghèo”'],
  ]
  test.each(wrong)('%s with %j is named by its cell', async (code, more, words) => {
    const officer = await signedIn(planning)
    const before = await prisma.indicator.count()
    await brought(officer, [line(code, more), line('TH11')])
    expect(officer.status).toBe(422)
    expect(said(officer.$('#errors').text())).toContain(words)
    expect(await prisma.indicator.count()).toBe(before)
  })

  test('another meaning under a code that is there is no addition', async () => {
    const officer = await signedIn(planning)
    await brought(officer, [line('TH01', { 'Đơn vị tính': 'hộ' }), line('TH02', { 'Tên chỉ tiêu': 'Tên khác' })])
    expect(said(officer.$('#errors').text())).toContain(
      'Ô C2: TH01 đã có trên cổng, ở đây ghi “nhóm”; muốn đổi thì ngừng áp dụng chỉ tiêu cũ, lập mã mới',
    )
    expect(said(officer.$('#errors').text())).toContain(
      'Ô B3: TH02 đã có trên cổng, ở đây ghi “Số nhóm hộ TH02”; sửa câu chữ ở trang của chỉ tiêu',
    )
  })
})
