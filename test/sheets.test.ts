import * as cheerio from 'cheerio'
import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { type Column, mostRows, sheetOf, sheetOfList } from '../src/sheets/sheet.ts'
import { letters, xlsx } from '../src/sheets/write.ts'
import { type Browser, said, signedIn } from './browser.ts'
import { fileAt, inside, read } from './excel.ts'
import {
  aDistrictReport,
  agencyOf,
  aPlan,
  aProgramme,
  aReport,
  aUnitReport,
  dienBienDong,
  keoLom,
  neighbourUnit,
  planning,
  province,
  stnmt,
  unrelatedUnit,
} from './make.ts'
import { aNeed, anAnswer, anInquiry, anInspection, anInvitation, answerBody, aPetition, aRequest, aScoring, aSupport } from './nouns.ts'

/** Every table on a page is a file as well: the same rows for the same reader, all of them, as figures and days that a spreadsheet reckons with. */

/** The first page of a file: what stands above its head, the head, the rows as one reads them. */
async function tableAt(reader: Browser, path: string) {
  const { bytes, status } = await fileAt(reader, path)
  expect(status, path).toBe(200)
  const [page] = await read(bytes)
  const data = page?.data ?? []
  const head = data.findIndex((row) => row.filter(Boolean).length > 1)
  return { above: data.slice(0, head).map(([words]) => words), heads: data[head] ?? [], rows: data.slice(head + 1), bytes }
}

const lists = [
  ...['coordination-programmes', 'plans', 'reports', 'unit-reports', 'explanations', 'district-reports', 'province-reports'],
  ...[
    'needs',
    'petitions',
    'invitations',
    'inspections',
    'inspection-requests',
    'supports',
    'inquiries',
    'inquiry-answers',
    'indicators',
    'assignments',
  ],
].map((name) => `/${name}`)

const odd = '=HYPERLINK("http://x","Bấm") + @SUM(A1)'

beforeAll(async () => {
  await aPlan('agreed', { by: stnmt, commune: keoLom })
  await aPlan('sent')
  await aReport('sent', { by: keoLom, term: { kind: 'year', year: 2024, n: 1 } })
  await aReport('ready', { by: keoLom })
  await aUnitReport('sent', { by: stnmt })
  await aDistrictReport('sent', { by: dienBienDong })
  await aNeed('proposed', { unit: stnmt, what: odd })
  await aNeed('declined', { unit: stnmt })
  for (const state of ['declared', 'disputed', 'confirmed'] as const) await aSupport(state)
  await aPetition('sent')
  await anInvitation('coming')
  await anInspection()
  await aRequest('asked')
  await anAnswer('answered', { of: await anInquiry('running', { by: dienBienDong, communes: [keoLom, 'xa-phi-nhu'] }) })
})

describe('a list as a file', () => {
  test.each(lists)('%s has the rows and the heads of its page, for each reader', async (path) => {
    let met = 0
    for (const username of [stnmt, keoLom, dienBienDong, planning, province]) {
      const reader = await signedIn(username)
      await reader.open(path)
      const file = await fileAt(reader, `${path}?format=xlsx`)
      expect(file.status, `${username} ${path}`).toBe(reader.status)
      if (reader.status !== 200) continue
      met++
      const total = Number(/([\d.]+) [^\d]/.exec(said(reader.$('.lead').text()))?.[1]?.replaceAll('.', '') ?? -1)
      const heads = reader
        .$('main table')
        .first()
        .find('thead th')
        .toArray()
        .map((th) => said(reader.$(th).text()))
      const { above, heads: columns, rows } = await tableAt(reader, `${path}?format=xlsx`)
      expect(rows, `${username} ${path}`).toHaveLength(total)
      expect(columns).toEqual(expect.arrayContaining(heads.filter((head) => head !== 'Mở' && head !== 'Chọn để trả lời chung')))
      expect(above[0]).toBe(said(reader.$('h1').text()))
      expect(above.at(-1)).toMatch(/^Lập lúc \d\d:\d\d ngày 16\/12\/2024, /)
      if (total) expect(reader.$('a[href*="format=xlsx"]').text()).toBe('Tải bảng (Excel)')
    }
    expect(met).toBeGreaterThan(0)
  })

  test.each([
    ['/calendar?year=2024', stnmt],
    ['/calendar?year=2024&kind=communeReport', keoLom],
    ['/obligations?year=2024', planning],
    ['/obligations?year=2024&is=overdue', dienBienDong],
  ])('%s: all rows, not those of one page only', async (path, username) => {
    const reader = await signedIn(username)
    await reader.open(path)
    const total = Number(/([\d.]+) (kỳ|hồ sơ)/.exec(said(reader.$('.lead').text()))?.[1]?.replaceAll('.', ''))
    expect((await tableAt(reader, `${path}&format=xlsx`)).rows).toHaveLength(total)
  })

  test('the link keeps the filters and the sort of the page, and leaves its page out', async () => {
    const reader = await signedIn(planning)
    await reader.open('/reports?year=2024&is=open&period=month&sort=agency&order=desc&page=2')
    const onPage = reader.$('tbody tr').length
    const total = Number(/^(\d+)/.exec(said(reader.$('.lead').text()))?.[1])
    expect(onPage).toBeGreaterThan(0)
    const href = reader.$('a[href*="format=xlsx"]').attr('href') ?? ''
    expect(href).not.toContain('page=')
    const { above, heads, rows } = await tableAt(reader, `/reports${href}`)
    expect(rows).toHaveLength(total)
    expect(above[1]).toMatch(
      /^Lọc theo Năm: 2024; Kỳ: Tháng; Tình trạng: Đang mở \(\d+\)\. Sắp xếp theo Cơ quan, đơn vị, giảm dần\. \d+ dòng$/,
    )
    const at = heads.indexOf('Tình trạng')
    expect(new Set(rows.map((row) => row[at]))).toEqual(new Set(['Đang mở']))
    await reader.open('/reports?year=2024&is=open&period=month&sort=agency&order=desc')
    expect(rows[0]?.[0]).toBe(said(reader.$('tbody th').first().text()))
  })

  test('a search that finds nothing gives a head without rows, and says what was looked for', async () => {
    const { rows, above } = await tableAt(await signedIn(planning), '/needs?q=khong-co-gi-nhu-vay&format=xlsx')
    expect(rows).toHaveLength(0)
    expect(above[1]).toBe('Lọc theo Tìm: “khong-co-gi-nhu-vay”. Sắp xếp theo Đề xuất ngày, giảm dần. 0 dòng')
  })

  test('figures are numbers, money whole đồng, days are days, instants the time in Điện Biên', async () => {
    const { heads, rows } = await tableAt(await signedIn(stnmt), '/supports?format=xlsx')
    const cell = (title: string) => rows.map((row) => row[heads.indexOf(title)])
    const stored = await prisma.support.findMany({ orderBy: { from: 'desc' } })
    expect(cell('Đơn vị khai (đồng)').map(Number).sort()).toEqual(
      stored.map(({ ownValue, sponsorValue }) => Number(ownValue + sponsorValue)).sort(),
    )
    for (const value of cell('Đơn vị khai (đồng)')) expect(value).toBeTypeOf('number')
    expect(
      cell('Ngày')
        .map((day) => (day as Date).toISOString().slice(0, 10))
        .sort(),
    ).toEqual(stored.map(({ from }) => from.toISOString().slice(0, 10)).sort())
    const needs = await tableAt(await signedIn(stnmt), '/needs?format=xlsx')
    const written = needs.rows[0]?.[needs.heads.indexOf('Đề xuất ngày')] as Date
    const { proposedAt } = await prisma.need.findFirstOrThrow({ orderBy: { proposedAt: 'desc' } })
    expect(Math.abs(written.getTime() - proposedAt.getTime() - 7 * 3_600_000)).toBeLessThan(2000)
  })

  test('its name is ASCII for old programs and Vietnamese for others; it is never kept by a cache', async () => {
    const { headers, bytes } = await fileAt(await signedIn(stnmt), '/needs?format=xlsx')
    expect(headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    expect(headers['content-disposition']).toBe(
      `attachment; filename="de-xuat-nhu-cau-2024-12-16.xlsx"; filename*=UTF-8''${encodeURIComponent('Đề xuất, nhu cầu 16-12-2024.xlsx')}`,
    )
    expect(headers['cache-control']).toBe('no-store')
    const sheet = inside(bytes).find(({ name }) => name === 'xl/worksheets/sheet1.xml')?.xml
    expect(sheet).toMatch(/<pane ySplit="4"/)
    expect(sheet).toMatch(/<autoFilter ref="A4:I\d+"\/>/)
  })

  test('what somebody typed as a formula is text, and reads the same', async () => {
    const { rows, bytes } = await tableAt(await signedIn(stnmt), '/needs?format=xlsx')
    expect(rows.map(([what]) => what)).toContain(odd)
    for (const { name, xml } of inside(bytes)) expect(xml, name).not.toMatch(/<f[ >/]/)
  })
})

describe('tables that are no list', () => {
  test('the answers to an inquiry, with their sum', async () => {
    const { id } = await prisma.inquiry.findFirstOrThrow()
    const reader = await signedIn(dienBienDong)
    await reader.open(`/inquiries/${id}`)
    const { heads, rows } = await tableAt(reader, `/inquiries/${id}${reader.$('a[href*="format=xlsx"]').attr('href')}`)
    expect(heads.slice(0, 3)).toEqual(['Xã', 'Tình trạng', 'Ngày gửi'])
    expect(rows.map(([commune]) => commune)).toEqual(['Xã Keo Lôm', 'Xã Phì Nhừ', 'Cộng'])
    expect(rows[0]?.slice(3).some((cell) => typeof cell === 'number')).toBe(true)
    expect(rows[0]?.slice(3)).toContain(Object.values(answerBody).find((words) => typeof words === 'string' && /[a-zà-ỹ]{4}/i.test(words)))
    expect((await fileAt(await signedIn(await unrelatedUnit()), `/inquiries/${id}?format=xlsx`)).status).toBe(404)
  })

  test('figures over time, and commune beside commune', async () => {
    const reader = await signedIn(dienBienDong)
    const commune = await agencyOf(keoLom)
    const path = `/communes/${commune}/figures?code=KT01`
    await reader.open(path)
    expect(reader.$('a[href*="format=xlsx"]').attr('href')).toBe('?code=KT01&format=xlsx')
    expect((await tableAt(reader, `${path}&format=xlsx`)).rows).toEqual([['Cả năm', 1094]])
    expect((await tableAt(reader, '/figures?code=KT01&format=xlsx')).rows).toEqual([['Xã Keo Lôm', 'Huyện Điện Biên Đông', 1094]])
    expect((await fileAt(await signedIn('xa-muong-pon'), `${path}&format=xlsx`)).status).toBe(404)
    expect((await fileAt(await signedIn(keoLom), '/figures?format=xlsx')).status).toBe(404)
  })

  test('the pages of a commune and of a unit', async () => {
    const [unit, commune] = [await agencyOf(stnmt), await agencyOf(keoLom)]
    const reader = await signedIn(dienBienDong)
    for (const path of [`/communes/${commune}`, `/units/${unit}`]) {
      await reader.open(path)
      expect(reader.$('a[href*="format=xlsx"]').text()).toBe('Tải bảng (Excel)')
    }
    const [helpers, supports, figures] = await read((await fileAt(reader, `/communes/${commune}?format=xlsx`)).bytes)
    const assigned = await prisma.assignment.count({ where: { communeId: commune } })
    expect(helpers?.data.slice(3)).toHaveLength(assigned)
    expect(helpers?.data[3]?.[2]).toBeInstanceOf(Date)
    const stored = await prisma.support.findMany({ where: { communeId: commune, status: { not: 'cancelled' } } })
    expect(supports?.data.at(-1)).toEqual([
      ...[expect.anything(), expect.stringMatching(/^Cộng năm /), stored.length, expect.any(Number)],
      ...[Number(stored.reduce((sum, { ownValue, sponsorValue }) => sum + ownValue + sponsorValue, 0n)), expect.any(Number)],
    ])
    expect(figures?.sheet).toBe('Số liệu qua các năm')
    const [communes] = await read((await fileAt(reader, `/units/${unit}?format=xlsx`)).bytes)
    expect(communes?.data.slice(3).map(([name]) => name)).toContain('Xã Keo Lôm')
    const stranger = await signedIn(await unrelatedUnit())
    for (const path of [`/communes/${commune}`, `/units/${unit}`]) expect((await fileAt(stranger, `${path}?format=xlsx`)).status).toBe(404)
  })

  test('the items and totals of a plan, the figures of a report, what a district has compiled; a version as well', async () => {
    const plan = await prisma.filing.findFirstOrThrow({
      where: { kind: 'plan', agencyId: await agencyOf(stnmt), firstSentAt: { not: null } },
    })
    for (const path of [`/plans/${plan.id}`, `/plans/${plan.id}/versions/1`]) {
      const { bytes } = await fileAt(await signedIn(keoLom), `${path}?format=xlsx`)
      const [items, totals] = await read(bytes)
      expect(items?.data[3]).toEqual([
        'Xây 9 bể nước',
        'Văn hóa - xã hội, khoản 5 Điều 5',
        'Hiện vật',
        '9 bể, 63 hộ',
        9,
        'bể',
        null,
        null,
        207_000_000,
        0,
        0,
      ])
      expect(totals?.data.at(-1)).toEqual(['Cộng', 1, 207_000_000, 0, 207_000_000, 0])
    }
    const report = await prisma.filing.findFirstOrThrow({ where: { kind: 'communeReport', firstSentAt: { not: null } } })
    expect((await tableAt(await signedIn(stnmt), `/reports/${report.id}?format=xlsx`)).rows[0]?.slice(4)).toEqual([null, 64.5, 1094])
    const district = await prisma.filing.findFirstOrThrow({ where: { kind: 'districtReport', firstSentAt: { not: null } } })
    const pages = await read((await fileAt(await signedIn(planning), `/district-reports/${district.id}?format=xlsx`)).bytes)
    expect(pages.map(({ sheet }) => sheet)).toEqual([
      ...['Theo lĩnh vực', 'Nguồn lực theo đơn vị', 'Nhiệm vụ theo đơn vị', 'Hình thức giúp đỡ theo đơn vị'],
      ...['Nguồn lực theo xã', 'Nhiệm vụ, đề xuất theo xã', 'Hình thức giúp đỡ theo xã', 'Chỉ tiêu của các xã'],
    ])
    for (const stranger of [await neighbourUnit(), await unrelatedUnit()])
      expect((await fileAt(await signedIn(stranger), `/plans/${plan.id}?format=xlsx`)).status).toBe(404)
  })

  test('what a unit reports, by commune and area; what is below the supports; a format that is said twice', async () => {
    const { id } = await prisma.filing.findFirstOrThrow({ where: { kind: 'unitReport', firstSentAt: { not: null } } })
    const { heads, rows } = await tableAt(await signedIn(planning), `/unit-reports/${id}?format=xlsx`)
    expect(rows[0]?.slice(0, 3)).toEqual([expect.stringMatching(/^xã /), 'Kinh tế', 'Hỗ trợ 1.200 cây giống'])
    expect(rows.map((row) => row[heads.indexOf('Của đơn vị (đồng)')])).toEqual(rows.map(() => 36_000_000))
    expect((await fileAt(await signedIn(await unrelatedUnit()), `/unit-reports/${id}?format=xlsx`)).status).toBe(404)
    const [list, sums] = await read((await fileAt(await signedIn(stnmt), '/supports?format=xlsx&format=html')).bytes)
    const declared = list?.data.slice(4).reduce((sum, row) => sum + Number(row[list.data[3]?.indexOf('Đơn vị khai (đồng)') ?? 0]), 0)
    const [own, sponsor] = [sums?.data[4]?.[1], sums?.data[5]?.[1]]
    expect(Number(own) + Number(sponsor)).toBe(declared)
  })

  test('what a district has compiled and not sent yet, for its writer only', async () => {
    const draft = await aDistrictReport('ready')
    const writer = await signedIn(draft.writer)
    await writer.open(`${draft.path}/edit`)
    expect(writer.$('a[href="?format=xlsx"]')).toHaveLength(1)
    const { above, rows } = await tableAt(writer, `${draft.path}/edit?format=xlsx`)
    expect(above[1]).toMatch(/^Tổng hợp lúc /)
    expect(rows.map(([area]) => area)).toEqual(['Kinh tế', 'Văn hóa - xã hội', 'Quốc phòng - an ninh', 'Hệ thống chính trị', 'Cộng'])
    expect((await fileAt(await signedIn(planning), `${draft.path}/edit?format=xlsx`)).status).toBe(404)
  })

  test('who was invited, what was asked after an inspection, what a support consists of, what a programme coordinates', async () => {
    const invitation = await prisma.invitation.findFirstOrThrow({ include: { guests: { include: { unit: true } } } })
    const guests = await tableAt(await signedIn(keoLom), `/invitations/${invitation.id}?format=xlsx`)
    expect(guests.heads).toEqual(['Đơn vị', 'Trả lời', 'Người tham dự, lý do', 'Lúc'])
    expect(guests.rows.map(([unit]) => unit).sort()).toEqual(invitation.guests.map(({ unit }) => unit.name).sort())

    const request = await prisma.inspectionRequest.findFirstOrThrow()
    const requests = await tableAt(await signedIn(dienBienDong), `/inspections/${request.inspectionId}?format=xlsx`)
    expect(requests.rows.map(([text, , due]) => [text, due])).toContainEqual([request.text, request.dueOn])

    const support = await prisma.support.findFirstOrThrow({
      where: { contributions: { some: { value: { gt: 0 } } } },
      include: { contributions: true },
    })
    const given = await tableAt(await signedIn(planning), `/supports/${support.id}?format=xlsx`)
    const values = support.contributions.map(({ value }) => (value === null ? null : Number(value)))
    expect(given.rows.map((row) => row[given.heads.indexOf('Giá trị (đồng)')] ?? null).sort()).toEqual(values.sort())

    const programme = await aProgramme('sent', { by: keoLom })
    const { content } = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: programme.id } })
    const items = await tableAt(await signedIn(dienBienDong), `${programme.path}?format=xlsx`)
    expect(items.rows.map((row) => row[1])).toEqual((content as { items: { content: string }[] }).items.map((item) => item.content))
  })

  test('the criteria of a year, and what a unit scored', async () => {
    const scoring = await aScoring('published')
    const criteria = await tableAt(await signedIn(planning), `/scorings/${scoring.id}?format=xlsx`)
    expect(criteria.rows.at(-1)).toEqual(['Cộng', null, 100])
    expect(criteria.rows.slice(0, -1).reduce((sum, row) => sum + Number(row[2]), 0)).toBe(100)
    const { heads, rows } = await tableAt(await signedIn(stnmt), '/scores?format=xlsx')
    expect([heads[0], rows.length]).toEqual(['Năm', 1])
  })

  test.each([planning, province, dienBienDong, stnmt, keoLom])(
    '%s: whatever table a page shows to be read, it offers as a file',
    async (username) => {
      const reader = await signedIn(username)
      // A text, a document that is Word already, and a form that is filled in or sent are none.
      const besides = /^.(regulation|help)$|\/(document|draft)$|\/(edit|send|urge|extend|table|settings)$/
      const kindOf = (href: string) => href.replace(/[?#].*/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
      const [met, without, queue] = [new Set<string>(), [] as string[], ['/help']]
      for (let href = queue.shift(); href; href = queue.shift()) {
        const kind = kindOf(href)
        if (met.has(kind) || /format=|^.(sign-|files|attachments)/.test(href)) continue
        met.add(kind)
        const { status, text, headers } = await reader.agent.get(href)
        if (status !== 200 || !headers['content-type']?.includes('html')) continue
        const page = cheerio.load(text)
        if (page('main table').length && !page('main a[href*="format=xlsx"]').length && !besides.test(kind)) without.push(kind)
        queue.push(...page('a[href^="/"]').map((_, a) => page(a).attr('href')).get()) // biome-ignore format: one line
      }
      expect(without).toEqual([])
      expect(met.size).toBeGreaterThan(40)
    },
  )

  test('what has no table is no file', async () => {
    const draft = await prisma.filing.findFirstOrThrow({
      where: { kind: 'communeReport', agencyId: await agencyOf(keoLom), firstSentAt: null },
    })
    expect((await fileAt(await signedIn(keoLom), `/reports/${draft.id}?format=xlsx`)).status).toBe(404)
  })
})

describe('the writing of cells', () => {
  const write = (values: unknown[], type?: 'number' | 'money' | 'percent' | 'day' | 'text') =>
    xlsx([sheetOf('Bảng', [{ title: 'Ô', type, value: (value: any) => value }], values)], 'Lập lúc')
  const back = async (bytes: Buffer) => (await read(bytes))[0]?.data.slice(3).map(([cell]) => cell)

  test('nothing that is typed becomes a formula, and everything reads the same', async () => {
    const typed = [
      '=1+1',
      '+1',
      '-1+1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      "'=1",
      '_x000D_',
      '<f>1</f>',
      'Ẳ ữ',
      'hai\ndòng',
      '  đầu cuối  ',
      '"',
      '1.500',
    ]
    const bytes = await write(typed)
    expect(await back(bytes)).toEqual(typed)
    const sheet = inside(bytes).find(({ name }) => name === 'xl/worksheets/sheet1.xml')?.xml ?? ''
    expect(sheet.match(/<c r="A\d+"[^>]*t="s"/g)).toHaveLength(typed.length + 3)
    expect(sheet).not.toMatch(/<f[ >/]/)
  })

  test('a decimal keeps its decimals, a per cent is one, what is too long for a spreadsheet stays text', async () => {
    expect(await back(await write(['64.5', '1094', 7n, '12345678901234567', 'không rõ', null], 'number'))).toEqual([
      64.5,
      1094,
      7,
      '12345678901234567',
      'không rõ',
    ])
    expect(await back(await write(['12.5', 40], 'percent'))).toEqual([0.125, 0.4])
    const styles = inside(await write(['64.50', '12'], 'number')).find(({ name }) => name === 'xl/styles.xml')?.xml
    expect(styles).toContain('formatCode="#,##0.0"')
    expect(styles).toContain('formatCode="#,##0"')
  })

  test('names of pages are never refused by a spreadsheet, columns have their letters', async () => {
    const named = (title: string) => sheetOf(title, [{ title: 'Ô', value: () => 1 }], [1])
    const pages = await read(
      await xlsx(
        [named('a/b:c?*[x]'), named('Một cái tên dài hơn ba mươi mốt ký tự'), named('Một cái tên dài hơn ba mươi mốt chữ'), named('')],
        '',
      ),
    )
    expect(pages.map(({ sheet }) => sheet)).toEqual([
      'a-b-c---x-',
      'Một cái tên dài hơn ba mươi mốt',
      'Một cái tên dài hơn ba mươi (3)',
      'Bảng',
    ])
    expect([0, 25, 26, 701, 702].map(letters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  })

  test('of more than ten thousand rows the first ten thousand are there, and the file says so', async () => {
    const rows = Array.from({ length: mostRows + 5 }, (_, n) => ({ n, name: `Dòng ${n}` }))
    const columns: Column<(typeof rows)[number]>[] = [
      { title: 'Số', type: 'number', value: ({ n }) => n },
      { title: 'Tên', value: ({ name }) => name },
    ]
    const list = { title: 'Nhiều', total: rows.length, columns, rows: rows.slice(0, mostRows), filters: [], chosen: {} }
    const [page] = await read(await xlsx([sheetOfList(list)], 'Lập lúc'))
    expect(page?.data).toHaveLength(mostRows + 4)
    expect(page?.data.at(-1)).toEqual([9_999, 'Dòng 9999'])
    expect(page?.data[1]?.[0]).toBe('Không lọc. Bảng chỉ có 10.000 dòng đầu trong 10.005 dòng; lọc hẹp hơn để tải phần còn lại')
  })
})
