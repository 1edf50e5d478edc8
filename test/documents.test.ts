import { writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Compiled } from '../src/consolidations/compile.ts'
import { prisma } from '../src/db.ts'
import { picture } from '../src/documents/chart.ts'
import { setTable } from '../src/documents/columns.ts'
import { letterOf } from '../src/documents/document.ts'
import { authorityOf, dayWords, seatOf } from '../src/documents/letterhead.ts'
import { romanOf } from '../src/words.ts'
import { type Browser, said, signedIn } from './browser.ts'
import { fileAt, inside } from './excel.ts'
import { aPlan, dienBienDong, keoLom, type Made, makers, planning, province, stnmt } from './make.ts'
import { anInvitation, aPetition } from './nouns.ts'

/** Official documents in Word: the measures of Nghị định 30/2020/NĐ-CP are read from the file itself, its words from what was sent. */

type Parts = Map<string, string>
async function documentOf(reader: Browser, path: string): Promise<{ parts: Parts; body: string; words: string }> {
  const { status, headers, bytes } = await fileAt(reader, path)
  expect(status, path).toBe(200)
  expect(headers['content-type']).toContain('wordprocessingml')
  if (process.env.DUMP) writeFileSync(`${process.env.DUMP}/${path.split('/')[1]}.docx`, bytes)
  const parts = new Map(inside(bytes).map(({ name, xml }) => [name, xml]))
  const body = parts.get('word/document.xml') ?? ''
  return { parts, body, words: said(body.replace(/<w:p[ >]/g, ' $&').replace(/<[^>]+>/g, '').replaceAll('&amp;', '&')) } // biome-ignore format: one line
}

describe('the words of a letterhead', () => {
  test.each([
    ['UBND xã Keo Lôm', 'Keo Lôm'],
    ['UBND huyện Điện Biên Đông', 'Điện Biên Đông'],
    ['UBND tỉnh Điện Biên', 'Điện Biên'],
    ['UBND thị trấn Điện Biên Đông', 'Điện Biên Đông'],
    ['UBND xã Keo Lôm (cũ)', 'Keo Lôm'],
    ['Sở Tài nguyên và Môi trường', 'Điện Biên'],
  ])('%s sits in %s', (agency, seat) => expect(seatOf(agency)).toBe(seat))

  test.each([
    ['2025-01-05', 'ngày 05 tháng 01 năm 2025'],
    ['2025-02-28', 'ngày 28 tháng 02 năm 2025'],
    ['2025-03-09', 'ngày 09 tháng 3 năm 2025'],
    ['2024-12-30', 'ngày 30 tháng 12 năm 2024'],
  ])('%s is written %s: a nought before days under ten and the first two months only', (iso, words) =>
    expect(dayWords(new Date(iso))).toBe(words),
  )

  test.each([
    ['Sở Tài nguyên và Môi trường', 'Phó Giám đốc Sở', ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']],
    ['Sở Tài nguyên và Môi trường', 'Giám đốc', ['GIÁM ĐỐC']],
    ['UBND xã Keo Lôm', 'Chủ tịch UBND xã', ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']],
    ['UBND huyện Điện Biên Đông', 'Phó Chủ tịch UBND huyện', ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
    ['Tỉnh đoàn Điện Biên', 'Phó Bí thư Tỉnh đoàn', ['KT. BÍ THƯ', 'PHÓ BÍ THƯ']],
    ['Sở Y tế', 'Chánh Văn phòng, thừa ủy quyền Giám đốc Sở', ['TUQ. GIÁM ĐỐC', 'CHÁNH VĂN PHÒNG']],
    ['UBND xã Keo Lôm', 'Công chức Văn phòng thừa ủy quyền của Chủ tịch UBND xã', ['TUQ. CHỦ TỊCH', 'CÔNG CHỨC VĂN PHÒNG']],
    ['Văn phòng UBND tỉnh', 'Phó Chánh Văn phòng', ['KT. CHÁNH VĂN PHÒNG', 'PHÓ CHÁNH VĂN PHÒNG']],
  ])('%s, %s signs %j', (agency, title, lines) => expect(authorityOf(agency, title)).toEqual(lines))

  test('points follow the Vietnamese alphabet', () => {
    expect(Array.from({ length: 7 }, (_, i) => letterOf(i))).toEqual(['a', 'b', 'c', 'd', 'đ', 'e', 'g'])
    expect(letterOf(23)).toBe('aa')
  })
})

const kinds = [
  ['coordination', keoLom, 'CHƯƠNG TRÌNH', 'CTr-UBND', undefined],
  ['plan', stnmt, 'KẾ HOẠCH', 'KH-STNMT', undefined],
  ['communeReport', keoLom, 'BÁO CÁO', 'BC-UBND', 'Ủy ban nhân dân huyện Điện Biên Đông'],
  ['unitReport', stnmt, 'BÁO CÁO', 'BC-STNMT', 'Sở Kế hoạch và Đầu tư'],
  ['explanation', stnmt, 'BÁO CÁO', 'BC-STNMT', 'Ủy ban nhân dân tỉnh (qua Sở Kế hoạch và Đầu tư)'],
  ['districtReport', dienBienDong, 'BÁO CÁO', 'BC-UBND', 'Sở Kế hoạch và Đầu tư'],
  ['provinceReport', planning, 'BÁO CÁO', 'BC-SKHĐT', 'Ủy ban nhân dân tỉnh Điện Biên'],
] as const

describe.each(kinds)('%s', (kind, by, type, symbol, to) => {
  let made: Made
  let document: Awaited<ReturnType<typeof documentOf>>
  beforeAll(async () => {
    const term =
      kind === 'unitReport' || kind === 'explanation' ? { kind: 'year' as const, year: kind === 'explanation' ? 2023 : 2024 } : undefined
    made = await makers[kind]('sent', { by, ...(term && { term }) })
    document = await documentOf(await signedIn(by), `${made.path}/document?format=docx`)
  })

  test('A4, margins of 20, 20, 30 and 15 mm, Times New Roman 14, black', () => {
    const [first] = /<w:sectPr.*?<\/w:sectPr>/s.exec(document.body.slice(document.body.indexOf('<w:sectPr'))) ?? []
    expect(first).toMatch(/<w:pgSz[^>]*w:w="11906"[^>]*w:h="16838"/)
    for (const [side, twips] of Object.entries({ top: 1134, bottom: 1134, left: 1701, right: 850 }))
      expect(first).toMatch(new RegExp(`w:${side}="${twips}"`))
    const styles = document.parts.get('word/styles.xml') ?? ''
    expect(styles).toContain('w:ascii="Times New Roman"')
    expect(styles).toMatch(/<w:sz w:val="28"\/>/)
  })

  test('page numbers are in the top margin, in the middle, and not on the first page', () => {
    expect(document.body).toContain('<w:titlePg')
    const headers = [...document.parts].filter(([name]) => /^word\/header\d+\.xml$/.test(name)).map(([, xml]) => xml)
    expect(headers.length).toBeGreaterThan(0)
    for (const xml of headers) expect(xml).toMatch(/w:jc w:val="center"[\s\S]*PAGE/)
    expect(document.body).not.toContain('<w:headerReference w:type="first"')
  })

  test('the head is a grid without lines: Quốc hiệu 12 bold, Tiêu ngữ 13 bold, number and date blank', () => {
    const [grid] = /<w:tbl>.*?<\/w:tbl>/s.exec(document.body) ?? ['']
    expect(grid).toMatch(/<w:b\/>.*?<w:sz w:val="24"\/>.*?CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM/s)
    expect(grid).toMatch(/<w:sz w:val="26"\/>.*?Độc lập - Tự do - Hạnh phúc/s)
    expect(grid).toMatch(new RegExp(`Số:\u00a0+/${symbol}`))
    expect(grid).toMatch(/<w:i\/>.*ngày\u00a0+tháng\u00a0+năm 20\d\d/s)
    expect(grid.match(/<w:bottom w:val="single"/g), 'a rule under the agency and under the motto').toHaveLength(2)
    expect(grid).toMatch(/w:val="(none|nil)"/)
  })

  test('in the tables behind it no word and no figure is torn, and every size can be read', () => {
    for (const { heads, columns, cells } of tablesIn(document.body)) {
      expect(columns).toHaveLength(heads.length)
      for (const { words, column, size, bold } of cells) {
        expect(size, words).toBeGreaterThanOrEqual(14)
        for (const word of words.split(/\s+/)) expect(lengthOf(word, size, bold), `“${word}” in ${heads}`).toBeLessThanOrEqual((columns[column] ?? 0) - 120) // biome-ignore format: one line
      }
    }
  })

  test('type and subject, Kính gửi only where due, closing, Nơi nhận, who signs', async () => {
    expect(document.words).toContain(type)
    if (to) expect(document.words).toMatch(new RegExp(`Kính gửi: ?(- )?${to.replace(/[()]/g, '\\$&')}`))
    else expect(document.words).not.toContain('Kính gửi')
    expect(document.words).toContain('./.')
    expect(document.words).toContain('Nơi nhận:')
    expect(document.words).toContain('- Lưu: VT.')
    expect(document.words).toContain('PHÓ GIÁM ĐỐC Bùi Châu Tuấn')
    const headings = [...document.words.matchAll(/ (I|II|III)\. \p{Lu}/gu)].map(([, roman]) => roman)
    expect(headings.slice(0, 2)).toEqual(['I', 'II'])
  })

  test('the page says the same words, and leads to the file; a version keeps its address', async () => {
    const reader = await signedIn(by)
    await reader.open(`${made.path}/document`)
    expect(reader.status).toBe(200)
    const sheet = said(reader.$('article.sheet').text())
    for (const words of [type, 'Nơi nhận:', 'Bùi Châu Tuấn']) expect(sheet).toContain(words)
    reader.$('article .chart').remove() // a picture in the file
    const figures = (text: string) => [...text.matchAll(/\d{1,3}(?:\.\d{3})+/g)].map(([one]) => one).toSorted()
    const cells = said((reader.$('article.sheet').html() ?? '').replace(/<[^>]+>/g, ' '))
    expect(figures(cells)).toEqual(figures(document.words))
    await reader.open(made.path)
    await reader.follow('Văn bản (Word)')
    expect(reader.status).toBe(200)
    expect((await reader.open(`${made.path}/document?version=9`)).status).toBe(404)
  })
})

describe('who gets it, and of what', () => {
  test('a party body has its own form: no head of the State', async () => {
    const { username } = await prisma.user.findFirstOrThrow({
      where: { agency: { documentStyle: 'party', helps: { some: { to: null } } } },
    })
    const made = await aPlan('sent', { by: username })
    const document = await documentOf(await signedIn(username), `${made.path}/document?format=docx`)
    expect(document.words).not.toContain('CỘNG HÒA XÃ HỘI')
    expect(document.words).toContain('KẾ HOẠCH')
  })

  test('of a working copy only its writer has one, and only once nothing is missing', async () => {
    const empty = await aPlan('draft', { by: stnmt, commune: 'xa-chieng-so' })
    const writer = await signedIn(stnmt)
    await writer.open(`${empty.path}/document`)
    expect(writer.status).toBe(409)
    expect(writer.main).toContain('chỗ phải bổ sung')
    const ready = await aPlan('ready', { by: stnmt, commune: 'xa-phi-nhu' })
    await writer.open(`${ready.path}/send`)
    await writer.follow('Văn bản để trình ký (Word)')
    expect(writer.main).toContain('Lập từ bản đang soạn')
    expect(said(writer.$('article').text())).not.toContain('Bùi Châu Tuấn')
    for (const other of [keoLom, planning, province]) {
      const reader = await signedIn(other)
      expect((await reader.open(`${ready.path}/document?draft`)).status, other).toBe(404)
    }
  })
})

test('khoản 2, 3 Điều 13: charts are pictures with their words beside, and draw Vietnamese without a font of the machine', async () => {
  const made = await makers.districtReport('ready', { by: dienBienDong, term: { year: 2022 } })
  await prisma.draft.update({ where: { filingId: made.id }, data: { compiled: charted(await compiledOf(made.id)) } })
  const reader = await signedIn(dienBienDong)
  await reader.open(`${made.path}/document?draft`)
  expect(said(reader.$('article .chart').text())).toContain('Kinh tế5.000.000 đồng')
  const { bytes } = await fileAt(reader, `${made.path}/document?draft&format=docx`)
  const parts = inside(bytes)
  expect(parts.filter(({ name }) => /^word\/media\/.+\.png$/.test(name))).toHaveLength(1)
  expect(parts.find(({ name }) => name === 'word/document.xml')?.xml).toContain('Kinh tế: 5.000.000 đồng')
  const drawn = async (words: string) => sharp(picture({ chart: '', bars: [{ label: words, value: 1, words: '' }] })).raw().toBuffer() // biome-ignore format: one line
  expect((await drawn('ệ')).equals(await drawn('e'))).toBe(false)
  expect((await drawn('ệ')).equals(await drawn('ộ'))).toBe(false)
})

const compiledOf = async (id: string) => (await prisma.draft.findUniqueOrThrow({ where: { filingId: id } })).compiled as Compiled
const charted = (compiled: Compiled): Compiled => ({
  ...compiled,
  areas: compiled.areas.map((row) => ({ ...row, ownMoney: row.area === 'economy' ? '5000000' : '0' })),
})

describe('annexes', () => {
  test('are numbered as the decree does', () => {
    expect([1, 4, 9, 12, 13, 14, 19, 21].map(romanOf)).toEqual(['I', 'IV', 'IX', 'XII', 'XIII', 'XIV', 'XIX', 'XXI'])
  })

  test.each([
    [9, 3],
    [12, 2],
    [14, 1],
  ])('of %i columns, %i of them long texts, leave room for every figure and every word', (columns, texts) => {
    const heads = Array.from({ length: columns }, (_, i) => ({
      title: ['Kết quả dự kiến', 'Vốn chương trình, ghi riêng (đồng)'][i < texts ? 0 : 1] ?? '',
      type: i < texts ? ('text' as const) : ('money' as const),
    }))
    const row = heads.map(({ type }) => (type === 'text' ? 'Hướng dẫn chăm sóc rừng trồng. '.repeat(20) : 1_234_567_890n))
    const rows = Array.from({ length: 20 }, () => row)
    const table = setTable({ title: '', lines: [], heads, rows, foot: row }, 14_287)
    expect(table.columns.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(14_287)
    for (const cells of [table.heads.map((words) => ({ words, bold: true })), ...table.lines])
      for (const [i, { words, bold }] of cells.entries())
        for (const word of words.split(/\s+/))
          expect(lengthOf(word, table.size, bold), word).toBeLessThanOrEqual((table.columns[i] ?? 0) - 120)
  })

  test('khoản 3 Điều 13: the sums of four areas stand side by side, what is summed below each other', async () => {
    const made = await makers.provinceReport('sent', { by: planning, term: { year: 2022 } })
    const { body } = await documentOf(await signedIn(planning), `${made.path}/document?format=docx`)
    const areas = tablesIn(body).find(({ heads }) => heads[0] === 'Lĩnh vực')
    expect(areas?.heads).toEqual(['Lĩnh vực', 'Kinh tế', 'Văn hóa - xã hội', 'Quốc phòng - an ninh', 'Hệ thống chính trị', 'Cộng'])
    const first = areas?.cells.filter(({ column }) => column === 0).map(({ words }) => words) ?? []
    expect(first.slice(0, 3)).toEqual(['Lĩnh vực', 'Của đơn vị (đồng)', 'Vận động tài trợ (đồng)'])
    expect(first.length).toBeGreaterThan(12)
  })
})

type Cell = { words: string; column: number; size: number; bold: boolean }

/** The tables with a head that repeats: their columns in twips, their cells with the size in half points. */
function tablesIn(body: string) {
  const tables = [...body.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)].map(([table]) => table).filter((table) => table.includes('<w:tblHeader'))
  return tables.map((table) => {
    const columns = [...table.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width))
    const rows = [...table.matchAll(/<w:tr[ >].*?<\/w:tr>/gs)].map(([row]) =>
      [...row.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) => cell),
    )
    const cells = rows.flatMap((row) =>
      row.flatMap((cell, column): Cell[] => {
        const words = [...cell.matchAll(/<w:t(?: [^>]*)?>[^<]*<\/w:t>/g)].map(([all]) => all.replace(/<[^>]+>/g, '')).join(' ') // biome-ignore format: one line
        const size = Number(/<w:sz w:val="(\d+)"/.exec(cell)?.[1])
        return cell.includes('<w:gridSpan') ? [] : [{ words: words.replaceAll('&amp;', '&'), column, size, bold: cell.includes('<w:b/>') }]
      }),
    )
    return { columns, cells, heads: cells.slice(0, columns.length).map(({ words }) => words) }
  })
}

/** In twips, by the widths of the font's letters in thousandths of its size. */
function lengthOf(word: string, size: number, bold: boolean) {
  const widths = { "fijlt'": 278, '()-r': 333, s: 389, 'acez': 444, m: 778, w: 722, '.,;:/ ': 270, I: 333, MW: 940, '%': 833, ABCDEFGHKLNOPQRSTUVXY: 722 } // biome-ignore format: one line
  const of = (letter: string) => Object.entries(widths).find(([letters]) => letters.includes(letter))?.[1] ?? 500
  const letters = [...word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')]
  return (letters.reduce((sum, letter) => sum + of(letter), 0) / 1000) * size * 10 * (bold ? 1.06 : 1)
}

describe('beside the filings', () => {
  test('khoản 1, 2 Điều 9: an invitation as GIẤY MỜI, with time, place and who is invited', async () => {
    const made = await anInvitation()
    const document = await documentOf(await signedIn(made.by), `${made.path}/document?format=docx`)
    const row = await prisma.invitation.findUniqueOrThrow({ where: { id: made.id }, include: { guests: { include: { unit: true } } } })
    expect(document.words).toContain('GIẤY MỜI')
    expect(document.words).toContain('GM-UBND')
    expect(document.words).toContain(`Địa điểm: ${row.place}.`)
    for (const { unit } of row.guests) expect(document.words).toContain(unit.name)
    expect(document.words).not.toContain('Kính gửi')
  })

  test.each([
    ['partyCommittee', false, 'Đảng ủy'],
    ['fatherlandFront', false, 'Ủy ban MTTQ'],
    ['peopleCouncil', true, 'Hội đồng nhân dân'],
  ] as const)('called in the name of %s it has the head that is due', async (host, state, words) => {
    const made = await anInvitation()
    await prisma.invitation.update({ where: { id: made.id }, data: { host } })
    const document = await documentOf(await signedIn(made.by), `${made.path}/document?format=docx`)
    expect(document.words.includes('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')).toBe(state)
    expect(document.words).toContain(`${words} xã Keo Lôm trân trọng kính mời`)
    if (state) expect(document.words).toContain('HỘI ĐỒNG NHÂN DÂN XÃ KEO LÔM')
  })

  test('khoản 5 Điều 13: petitions as one paper, to UBND tỉnh by way of the planning department, as they are filtered', async () => {
    const made = await aPetition()
    const { subject } = await prisma.petition.findUniqueOrThrow({ where: { id: made.id } })
    const reader = await signedIn(made.by)
    const all = await documentOf(reader, '/petitions/document?format=docx')
    expect(all.words).toContain('Kính gửi: Ủy ban nhân dân tỉnh (qua Sở Kế hoạch và Đầu tư)')
    expect(all.words).toContain(subject)
    const none = await documentOf(reader, '/petitions/document?format=docx&q=không có kiến nghị này')
    expect(none.words).not.toContain(subject)
    expect(none.words).toContain('không có')
  })

  test('khoản 3 Điều 13: the draft that UBND tỉnh signs, in its own name', async () => {
    const made = await makers.provinceReport('sent', { by: planning, term: { year: 2023 } })
    const document = await documentOf(await signedIn(province), `${made.path}/draft?format=docx`)
    expect(document.words).toContain('ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN')
    expect(document.words).toContain('BC-UBND')
    expect(document.words).toContain('TM. ỦY BAN NHÂN DÂN')
  })
})
