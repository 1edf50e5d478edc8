import { describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { type Browser, password, said, signedIn, signIn } from './browser.ts'
import { bomb, docx, pdf } from './documents.ts'
import { altered, fileAt, filled, firstSheet, inside, read } from './excel.ts'
import { aPicture, aReport, dienBienDong, keoLom, type Made, neighbourUnit, planning, reportBody, signer, step, stnmt } from './make.ts'

/** Khoản 4 Điều 11: a commune types its figures once; what stands in a spreadsheet already is brought in, seen, and then saved. */

const commune = 'xa-chieng-so'
const month = { kind: 'month' } as const
const year = { kind: 'year' } as const
const values = async ({ id }: Pick<Made, 'id'>) =>
  ((await prisma.draft.findUniqueOrThrow({ where: { filingId: id } })).content as any)?.values as Record<string, Record<string, string>>

const at = (made: Made) => `/reports/${made.id}/figures`
const blankFile = async (made: Made, username = commune) => (await fileAt(await signedIn(username), `${at(made)}?format=xlsx`)).bytes
const errors = (reader: Browser) => said(reader.$('#errors').text())

/** The row of an indicator in the file, as a spreadsheet counts. */
async function rowIn(bytes: Buffer, code: string) {
  const [page] = await read(bytes)
  const row = page?.data.findIndex(([cell]) => cell === code) ?? -1
  expect(row, code).toBeGreaterThan(0)
  return row + 1
}

async function upload(made: Made, bytes: Buffer, name = 'số liệu.xlsx', username = commune) {
  const reader = await signedIn(username)
  await reader.open(at(made))
  await reader.press('Xem trước từ tệp', { file: { name, bytes } })
  return reader
}

async function paste(made: Made, text: string) {
  const reader = await signedIn(commune)
  await reader.open(at(made))
  await reader.press('Xem trước từ các dòng đã dán', { text })
  return reader
}

const changes = (reader: Browser) =>
  reader
    .$('tbody tr')
    .toArray()
    .map((tr) =>
      said(
        reader
          .$(tr)
          .text()
          .replace(/bỏ: |thêm: /g, ''),
      ),
    )

describe('the table that is given out', () => {
  test('has what is due and what is typed so far, a second page says how; nothing in it is a formula', async () => {
    const made = await aReport('ready', { by: commune, term: month })
    await step(made, commune, 'save', {
      body: { ...reportBody, values: { KT01: { value: '64,5', total: '1.094', planned: '2000' }, KT11: { value: '1.5' } } },
    })
    const { bytes, headers } = await fileAt(await signedIn(commune), `${at(made)}?format=xlsx`)
    expect(headers['content-disposition']).toMatch(/filename="so-lieu-bao-cao-thang-[\w-]+-xa-chieng-so/)
    const [figures, guide] = await read(bytes)
    expect([figures?.sheet, guide?.sheet]).toEqual(['Số liệu', 'Hướng dẫn'])
    expect(figures?.data).toContainEqual(['Mã', 'Chỉ tiêu', 'Đơn vị tính', 'Kế hoạch năm', 'Trong kỳ, hiện có', 'Lũy kế từ đầu năm'])
    expect(figures?.data).toContainEqual(['KT01', 'Tổng diện tích gieo trồng', 'ha', 2000, 64.5, 1094])
    expect(figures?.data.find(([code]) => code === 'KT11')?.[4], 'what cannot be read stays as it was typed').toBe('1.5')
    const reader = await signedIn(commune)
    await reader.open(`${made.path}/edit?part=values`)
    const boxes = new Set(
      reader
        .$('[name^="values["]')
        .toArray()
        .map((box) => /\[(\w+)\]/.exec(reader.$(box).attr('name') ?? '')?.[1]),
    )
    const codes = figures?.data.map(([code]) => code).filter((code) => /^[A-Z]{2}\d/.test(String(code)))
    expect(codes).toEqual([...boxes])
    expect(guide?.data.flat().join(' ')).toContain('Ô để trống thì cổng giữ nguyên số đang có')
    for (const { name, xml } of inside(bytes)) expect(xml, name).not.toMatch(/<f[ >/]/)
  })

  test('is only for whoever writes the report, while it is written', async () => {
    const made = await aReport('ready', { by: keoLom, term: month })
    for (const username of [stnmt, await neighbourUnit(), commune, dienBienDong, planning])
      for (const path of [at(made), `${at(made)}?format=xlsx`])
        expect((await fileAt(await signedIn(username), path)).status, username).toBe(404)
    const reader = await signedIn(keoLom)
    await reader.open(at(made))
    const { action, fields } = reader.form('Xem trước từ các dòng đã dán', { text: 'KT01\t\t7' })
    const stranger = await signedIn(dienBienDong)
    await stranger.open('/account')
    const _csrf = String(stranger.$('[name="_csrf"]').first().val())
    expect((await stranger.send(action, { ...fields, _csrf })).status).toBe(404)
    await step(made, keoLom, 'send', { data: signer })
    expect((await reader.open(at(made))).path).toBe(made.path)
    expect((await reader.send(action, fields)).status).toBe(409)
  })
})

describe('the same file back', () => {
  test('unchanged, it changes nothing', async () => {
    const made = await aReport('ready', { by: commune, term: month })
    const before = await values(made)
    const reader = await upload(made, await blankFile(made))
    expect(reader.status).toBe(422)
    expect(errors(reader)).toContain('Không có ô nào khác với số đang có trong bản soạn')
    expect(await values(made)).toEqual(before)
  })

  test('filled in, it shows each cell before it is saved; saved, it is in the form; again, it changes nothing', async () => {
    const made = await aReport('ready', { by: commune, term: month })
    const bytes = await blankFile(made)
    const [one, two] = [await rowIn(bytes, 'KT01'), await rowIn(bytes, 'KT02')]
    const mine = filled(bytes, { [`D${one}`]: 2000, [`E${one}`]: 70.25, [`E${two}`]: '1.234,5', [`F${two}`]: 0.1 + 0.2 + 1235 })
    const reader = await upload(made, mine)
    expect(reader.status).toBe(200)
    expect(changes(reader)).toEqual([
      'Tổng diện tích gieo trồng (ha) KT01Kế hoạch nămchưa có2.000',
      'Tổng diện tích gieo trồng (ha) KT01Trong kỳ, hiện có64,570,25',
      'Diện tích lúa đông xuân (ha) KT02Trong kỳ, hiện cóchưa có1.234,5',
      'Diện tích lúa đông xuân (ha) KT02Lũy kế từ đầu nămchưa có1.235,3',
    ])
    expect(await values(made), 'nothing is saved by looking').toMatchObject({ KT01: { value: '64,5', planned: '' } })
    await reader.press('Lưu 4 ô vào bản soạn')
    expect(reader.main).toContain('Đã lưu lúc')
    expect(reader.form('Lưu, soạn tiếp').fields['values[KT01][value]']).toBe('70,25')
    expect(await values(made)).toMatchObject({
      KT01: { planned: '2.000', value: '70,25', total: '1.094' },
      KT02: { value: '1.234,5', total: '1.235,3' },
    })
    expect((await prisma.draft.findUniqueOrThrow({ where: { filingId: made.id } })).content).toMatchObject({ economy: reportBody.economy })
    expect(errors(await upload(made, mine))).toContain('Không có ô nào khác')
  })

  test('rows left out, rows and columns in another order, a head further down: found by code and title', async () => {
    const made = await aReport('ready', { by: commune, term: month })
    const reader = await paste(made, 'Xã Chiềng Sơ\n\nLũy kế\tTên chỉ tiêu\tMã\tTrong kỳ\n1.100\tgì cũng được\tKT01\t6\n\t\tKT03\t5')
    expect(changes(reader)).toEqual([
      'Tổng diện tích gieo trồng (ha) KT01Trong kỳ, hiện có64,56',
      'Tổng diện tích gieo trồng (ha) KT01Lũy kế từ đầu năm1.0941.100',
      'Diện tích lúa mùa (ha) KT03Trong kỳ, hiện cóchưa có5',
    ])
  })

  test('somebody else saved the figures meanwhile: told, both are seen, nothing is lost', async () => {
    const made = await aReport('ready', { by: commune, term: month })
    const reader = await paste(made, 'KT01\t\t66')
    await step(made, commune, 'save', { body: { ...reportBody, values: { KT01: { value: '99' } } } })
    await reader.press('Lưu 1 ô vào bản soạn')
    expect(reader.status).toBe(409)
    expect(reader.$('#theirs').text()).toContain('99')
    expect(await values(made)).toMatchObject({ KT01: { value: '99' } })
    await reader.press('Lưu, soạn tiếp')
    expect(await values(made)).toMatchObject({ KT01: { value: '66' } })
  })

  test('somebody else saved another part meanwhile: both are saved', async () => {
    const made = await aReport('ready', { by: commune, term: month })
    const reader = await paste(made, 'KT01\t\t66')
    const other = await signIn(commune)
    await other.open(`${made.path}/edit?part=economy`)
    await other.press('Lưu, về danh sách mục', { 'economy[done]': 'Của người khác' })
    await reader.press('Lưu 1 ô vào bản soạn')
    const { content } = await prisma.draft.findUniqueOrThrow({ where: { filingId: made.id } })
    expect(content).toMatchObject({ economy: { done: 'Của người khác' }, values: { KT01: { value: '66' } } })
  })
})

describe('what is wrong is said by cell, and then nothing is saved', () => {
  test('in a file', async () => {
    const made = await aReport('ready', { by: commune, term: year })
    const bytes = await blankFile(made)
    const [flow, stock, truth, lost] = await Promise.all(['KT01', 'DC01', 'KT02', 'KT03'].map((code) => rowIn(bytes, code)))
    const dates = (xml: string) => Number(/<cellXfs count="(\d+)"/.exec(xml)?.[1])
    const styles = inside(bytes).find(({ name }) => name === 'xl/styles.xml')?.xml ?? ''
    const wrong = altered(
      filled(bytes, {
        [`D${flow}`]: '1.5',
        [`E${flow}`]: -3,
        [`F${flow}`]: `<c r="F${flow}" s="${dates(styles)}"><v>45413</v></c>`,
        [`D${stock}`]: '64 ha',
        [`E${stock}`]: 1.23456,
        [`F${stock}`]: 5,
        A200: 'XX99',
        E200: 4,
        A201: 'KT01',
        E201: 4,
        A202: 'KT08',
        E202: 4,
        E203: 9,
        [`E${truth}`]: `<c r="E${truth}" t="b"><v>1</v></c>`,
        [`E${lost}`]: `<c r="E${lost}" t="e"><f>A1/0</f><v>#DIV/0!</v></c>`,
      }),
      {
        'xl/styles.xml': (xml) =>
          xml.replace(
            /<cellXfs count="(\d+)">(.*?)<\/cellXfs>/,
            '<cellXfs count="99">$2<xf numFmtId="14" applyNumberFormat="1"></xf></cellXfs>',
          ),
      },
    )
    const before = await values(made)
    const reader = await upload(made, wrong)
    expect(reader.status).toBe(422)
    const said = errors(reader)
    for (const words of [
      `Ô D${flow}: Tổng diện tích gieo trồng, Kế hoạch năm: 1.5 là 1,5 hay 1`,
      `Ô E${flow}: Tổng diện tích gieo trồng, Trong kỳ, hiện có: Nhập số không âm`,
      `Ô F${flow}: Tổng diện tích gieo trồng, Lũy kế từ đầu năm: Excel hiểu ô này là ngày 01/05/2024`,
      `Ô D${stock}: Tổng số hộ, Kế hoạch năm: Chỉ nhập số, ví dụ 1.234,5. Bạn đã nhập “64 ha”`,
      `Ô E${stock}: Tổng số hộ, Trong kỳ, hiện có: Nhiều nhất bốn chữ số sau dấu phẩy`,
      `Ô F${stock}: Tổng số hộ, Lũy kế từ đầu năm: chỉ tiêu này không tính lũy kế`,
      'Ô A200: Kỳ này không có chỉ tiêu “XX99”',
      `Ô A201: Tổng diện tích gieo trồng (KT01) đã có ở ô A${flow}`,
      'Ô E202: Tổng sản lượng lương thực có hạt (KT08) do cổng tính, không nhập',
      'Ô A203: Thiếu mã hoặc tên chỉ tiêu',
      `Ô E${truth}: Diện tích lúa đông xuân, Trong kỳ, hiện có: Ô này là đúng/sai`,
      `Ô E${lost}: Diện tích lúa mùa, Trong kỳ, hiện có: Chỉ nhập số, ví dụ 1.234,5. Bạn đã nhập “#DIV/0!”`,
    ])
      expect(said).toContain(words)
    expect(reader.buttons.some((words) => words.startsWith('Lưu'))).toBe(false)
    expect(await values(made)).toEqual(before)
  })

  test('in what was pasted: one wrong cell among good ones, and all that was pasted stays in its box', async () => {
    const made = await aReport('ready', { by: commune, term: month })
    const text = 'Chỉ tiêu\tKế hoạch năm\tTrong kỳ, hiện có\tLũy kế từ đầu năm\nKT01\t\t66\t\nDiện tích ngô\t\t1,500'
    const reader = await paste(made, text)
    expect(reader.status).toBe(422)
    expect(errors(reader)).toContain('Ô C3: Diện tích ngô, Trong kỳ, hiện có: 1,500 là 1.500 hay số lẻ?')
    expect(errors(reader)).toContain('còn 1 ô phải sửa')
    expect(reader.$('#text').text().trim()).toBe(text)
    expect(await values(made)).toMatchObject({ KT01: { value: '64,5' } })
  })

  test('the rules of the catalogue hold as in the form: whole animals; what was wrong in another cell before is not the table’s', async () => {
    const made = await aReport('ready', { by: commune, term: month })
    await step(made, commune, 'save', { body: { ...reportBody, values: { KT01: { value: 'nhiều' } } } })
    expect(errors(await paste(made, 'KT11\t\t7,5'))).toMatch(/Ô C1: Đàn trâu, Trong kỳ, hiện có: Nhập số nguyên/)
    const reader = await paste(made, 'KT11\t\t7')
    await reader.press('Lưu 1 ô vào bản soạn')
    expect(await values(made)).toMatchObject({ KT01: { value: 'nhiều' }, KT11: { value: '7' } })
    expect(errors(await upload(made, await blankFile(made)))).toContain('Không có ô nào khác')
  })

  test('an indicator that is due in another period only, more cells than columns, too many lines, nothing at all', async () => {
    const made = await aReport('ready', { by: commune, term: month })
    expect(errors(await paste(made, 'DC01\t1\t2'))).toContain('Ô A1: Kỳ này không có chỉ tiêu “DC01”')
    expect(errors(await paste(made, 'KT01\t1\t2\t3\t4'))).toContain('Ô E1: Tổng diện tích gieo trồng: thừa ô')
    expect(errors(await paste(made, 'KT01\t1\n'.repeat(2_100)))).toContain('Nhiều nhất 2000 dòng')
    expect(errors(await paste(made, ' \n'))).toContain('Chọn một tệp, hoặc dán')
    const many = errors(await paste(made, 'XX\t1\n'.repeat(60)))
    expect(many).toContain('còn 60 ô phải sửa')
    expect(many).toContain('Và 10 ô khác')
  })
})

describe('what is pasted', () => {
  test.each([
    ['the code, then the figures', 'KT01\t2000\t66\t1.160'],
    ['the name, in any spelling of its marks', 'Tong dien tich gieo trong\t2000\t66\t1.160'],
    ['lines of the given table, without its head', 'KT01\tTổng diện tích gieo trồng\tha\t2000\t66\t1.160\n'],
    ['small letters, blanks, an empty line', '\n kt01 \t 2000\t 66 \t1.160\t\t\n\n'],
  ])('%s', async (_, text) => {
    const made = await aReport('ready', { by: commune, term: month })
    const reader = await paste(made, text)
    expect(changes(reader).map((line) => line.replace('Tổng diện tích gieo trồng (ha) KT01', ''))).toEqual([
      'Kế hoạch nămchưa có2.000',
      'Trong kỳ, hiện có64,566',
      'Lũy kế từ đầu năm1.0941.160',
    ])
  })

  test('an empty cell leaves what is there', async () => {
    const made = await aReport('ready', { by: commune, term: month })
    const reader = await paste(made, 'KT01\t3\t\t')
    await reader.press('Lưu 1 ô vào bản soạn')
    expect(await values(made)).toMatchObject({ KT01: { planned: '3', value: '64,5', total: '1.094' } })
  })
})

describe('a file that is no table to fill in is refused with a sentence', () => {
  const wide = (bytes: Buffer) => filled(bytes, { A1048576: 'x' })
  const far = (bytes: Buffer) => filled(bytes, { XFD5: 'x' })
  const endless = (bytes: Buffer) =>
    altered(bytes, { [firstSheet]: (xml) => xml.replace('</sheetData>', `<row r="300">${'<c/>'.repeat(3000)}</row></sheetData>`) })
  const cases: [string, (bytes: Buffer) => Buffer | Promise<Buffer>, number, string][] = [
    ['a picture', () => aPicture.bytes, 422, 'không phải tệp Excel'],
    ['a Word document', () => docx(['Số liệu']), 422, 'không phải tệp Excel'],
    ['a PDF', () => pdf(['Số liệu']), 422, 'không phải tệp Excel'],
    ['words', () => Buffer.from('KT01;1;2'), 422, 'không phải tệp Excel'],
    ['nothing', () => Buffer.alloc(0), 422, 'không có nội dung'],
    ['an old workbook, or one with a password', () => Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'), 422, 'có mật khẩu'],
    ['a workbook with macros', (bytes) => altered(bytes, { 'xl/vbaProject.bin': () => 'x' }), 422, 'macro'],
    ['half a workbook', (bytes) => bytes.subarray(0, bytes.length / 2), 422, 'không'],
    ['a zip bomb', (bytes) => altered(bytes, { 'xl/worksheets/sheet9.xml': () => ' '.repeat(50_000_000) }), 422, 'giải nén ra quá lớn'],
    ['a zip bomb that is no workbook', () => bomb(50), 422, 'không phải tệp Excel'],
    [
      'a thousand parts',
      (bytes) => altered(bytes, Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`x/${n}.xml`, () => 'x']))),
      422,
      'giải nén ra quá lớn',
    ],
    ['a cell in the last row there is', wide, 422, 'Bảng trong tệp quá lớn'],
    ['a cell in the last column there is', far, 422, 'Bảng trong tệp quá lớn'],
    ['cells without an address, thousands in a row', endless, 422, 'Bảng trong tệp quá lớn'],
    ['XML that is none', (bytes) => altered(bytes, { 'xl/workbook.xml': () => '<<<' }), 422, 'bị hỏng'],
    ['a cell that refers to no string', (bytes) => filled(bytes, { E9: '<c r="E9" t="s"><v>99999</v></c>' }), 422, 'bị hỏng'],
    [
      'a formula that nothing has reckoned yet',
      (bytes) => filled(bytes, { E9: '<c r="E9"><f>1+1</f></c>' }),
      422,
      'Ô E9 có công thức chưa được tính',
    ],
    [
      'a workbook without the head',
      (bytes) => altered(bytes, { 'xl/sharedStrings.xml': (xml) => xml.replace('>Mã<', '>Số<').replace('>Chỉ tiêu<', '>Gì<') }),
      422,
      'Không thấy dòng tiêu đề',
    ],
    ['more than 5 MB', () => Buffer.alloc(5_100_000, 'x'), 413, 'lớn hơn 5 MB'],
    ['more than any file may have', () => Buffer.alloc(11_000_000, 'x'), 413, 'quá lớn'],
    ['a mark of secrecy', (bytes) => filled(bytes, { A1: 'TỐI MẬT' }), 422, 'dấu chỉ độ mật'],
  ]
  let made: Promise<Made> | undefined
  test.each(cases)('%s', async (_, make, status, words) => {
    made ??= aReport('ready', { by: commune, term: month })
    const reader = await upload(await made, await make(await blankFile(await made)))
    expect([reader.status, errors(reader)]).toEqual([status, expect.stringContaining(words)])
    expect(await values(await made)).toMatchObject({ KT01: { value: '64,5' } })
  })
})

// Last: it ends the sessions of all.
test('after the session ended it is still there', async () => {
  const made = await aReport('ready', { by: commune, term: month })
  const reader = await signIn(commune)
  await reader.open(at(made))
  const { action, fields } = reader.form('Xem trước từ các dòng đã dán', { text: 'KT01\t\t66' })
  await prisma.session.deleteMany({})
  const kept = await reader.send(action, fields)
  await reader.open(kept.headers.location ?? '')
  await reader.press('Đăng nhập', { username: commune, password })
  expect(reader.main).toContain('Các dòng đã dán còn nguyên bên dưới')
  expect(reader.$('#text').text().trim()).toBe('KT01\t\t66')
})
