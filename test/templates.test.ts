import { zipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { sweep } from '../src/attachments/sweep.ts'
import { prisma } from '../src/db.ts'
import { type Browser, type Picked, said, signedIn, signIn } from './browser.ts'
import { bomb, docx, pdf } from './documents.ts'
import { altered, binary, fileAt } from './excel.ts'
import { agencyOf, aPicture, aPlan, keoLom, type Made, personOf, planning, signedBody, step, stnmt } from './make.ts'
import { aPetition } from './nouns.ts'
import { cells, opened, p, template } from './word.ts'

/** Party bodies and mass organisations keep a Word template of their own, and their documents are made by it. */

let unit: string, agencyId: string, path: string, leader: Browser
let plan: Made

beforeAll(async () => {
  const { agency } = await prisma.user.findFirstOrThrow({
    where: { agency: { documentStyle: 'party', helps: { some: { to: null } } } },
    include: { agency: true },
  })
  agencyId = agency.id
  unit = await personOf(agencyId)
  path = `/agencies/${agencyId}/template`
  const { passwordHash } = await prisma.credential.findFirstOrThrow({ where: { user: { username: unit } } })
  const head = { username: `${unit}.lanh-dao`, name: 'Lò Văn Trưởng', title: 'Trưởng ban', position: 'leader' } as const
  await prisma.user.create({ data: { ...head, agencyId, credential: { create: { passwordHash } } } })
  leader = await signIn(head.username)
  plan = await aPlan('sent', { by: unit })
})

/** As an official makes one: its head in the page's head, what is to be filled split over runs, written in any way. */
const ours = (more: Partial<Parameters<typeof template>[0]> = {}) =>
  template({
    header: p(['TỈNH ỦY ĐIỆN BIÊN, ', '{{tên ', 'cơ quan}}']),
    body: [
      cells(p('*'), p(['Số {{', 'SỐ,', ' KÝ HIỆU', '}}'])) + p(['{{ Địa danh', ',  ngày tháng }}']),
      p(['{', '{LOẠI VĂN BẢN}', '}'], '<w:jc w:val="center"/>', '<w:b/>') + p('{{TRÍCH YẾU}}') + p('{{KÍNH GỬI}}'),
      p(['{{NỘI', ' DUNG}}'], '<w:pStyle w:val="NoiDung"/><w:ind w:firstLine="567"/>', '<w:sz w:val="29"/>'),
      cells(p('{{NƠI NHẬN}}'), p('{{KÝ THAY}}') + p('{{CHỨC VỤ NGƯỜI KÝ}}') + p('{{NGƯỜI KÝ}}')),
      p('Mẫu số 01 của cơ quan'),
    ].join(''),
    ...more,
  })
const body = (inner: string) => template({ body: inner })
const file = (bytes: Buffer, name = 'mẫu văn bản.docx'): Picked => ({ name, bytes })

async function put(browser: Browser, bytes: Buffer, values: Record<string, string> = { noSecret: '1' }) {
  await browser.open(path)
  return browser.press('Đặt mẫu', { file: file(bytes), ...values })
}
const documentOf = async (reader: Browser, address = `${plan.path}/document?format=docx`) => {
  const { status, headers, bytes } = await fileAt(reader, address)
  expect([status, headers['content-type']], address).toEqual([200, expect.stringContaining('wordprocessingml')])
  return opened(bytes)
}
const clear = async () => {
  await prisma.agency.update({ where: { id: agencyId }, data: { templateId: null } })
  await prisma.attachment.deleteMany({ where: { templateOfId: agencyId } })
}

describe('the template', () => {
  test('begins with that of the portal, found from the account page, whose page of instructions has to go first', async () => {
    await leader.open('/account')
    await leader.follow('Đặt mẫu văn bản')
    expect(leader.path).toBe(path)
    for (const words of ['{{NỘI DUNG}}', '{{NGƯỜI KÝ}}', 'Chưa dùng mẫu nào']) expect(leader.main).toContain(words)
    const { bytes } = await fileAt(leader, `${path}/sample`)
    const { words } = opened(bytes)
    for (const one of ['ĐẢNG CỘNG SẢN VIỆT NAM', '{{NỘI DUNG}}', '{{NƠI NHẬN}}', '- MÃ KIỂM TRA: ']) expect(words).toContain(one)
    await put(leader, bytes)
    expect([leader.status, leader.$('#file-error').text()]).toEqual([422, expect.stringContaining('Mẫu còn trang hướng dẫn')])
    const guide = /<w:p><w:pPr><w:pageBreakBefore\/>.*(?=<w:sectPr>)/s
    await put(leader, altered(bytes, { 'word/document.xml': (xml) => xml.replace(guide, '') }))
    expect(leader.main).toContain('Đã đặt mẫu')
    const document = await documentOf(leader)
    expect(document.words).toContain('ĐẢNG CỘNG SẢN VIỆT NAM')
    expect(document.words).not.toContain('{{')
    await clear()
  })

  test('is filled: body in its place and look, places split over runs, own head kept, no head of the State; who receives it gets the same', async () => {
    await put(leader, ours())
    expect([leader.status, leader.main]).toEqual([200, expect.stringContaining('Đã đặt mẫu')])
    expect(leader.main).toContain('mẫu văn bản.docx')
    const { name, abbreviation } = await prisma.agency.findUniqueOrThrow({ where: { id: agencyId } })
    for (const reader of [leader, await signedIn(unit), await signedIn(plan.commune), await signedIn(planning)]) {
      const document = await documentOf(reader)
      const [header] = document.of(/header1/)
      expect(said((header ?? '').replace(/<[^>]+>/g, ''))).toBe(`TỈNH ỦY ĐIỆN BIÊN, ${name}`)
      for (const words of [
        'KẾ HOẠCH\n',
        'Xây 9 bể nước',
        '9 bể, 63 hộ',
        'K/T GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nBùi Châu Tuấn',
        '- Lưu: VT.',
        'Mẫu số 01 của cơ quan',
      ])
        expect(document.words, words).toContain(words)
      expect(document.words).toMatch(new RegExp(`Số \u00a0+-KH/${abbreviation}`))
      expect(document.words).toMatch(/Điện Biên, ngày\u00a0+tháng\u00a0+năm 2024/)
      expect(document.words).not.toMatch(/CỘNG HÒA XÃ HỘI|\{\{|\}\}|KT\. /)
      expect(document.words.match(/KẾ HOẠCH\n/g), 'the title once').toHaveLength(1)
      expect(document.words.indexOf('Xây 9 bể nước')).toBeLessThan(document.words.indexOf('- Lưu: VT.'))
      expect(document.body).toMatch(
        /<w:pStyle w:val="NoiDung"\/>(?:(?!<\/w:p>).)*<w:ind w:firstLine="567"\/>(?:(?!<\/w:p>).)*<w:sz w:val="29"\/>/,
      )
      const [text = ''] = document.body.split('<w:pgSz w:w="11906"')
      const wide = [...text.matchAll(/<w:tblW w:type="dxa" w:w="(\d+)"/g)].map(([, n]) => Number(n))
      expect(Math.max(...wide), 'no wider than between its margins').toBeLessThanOrEqual(11_906 - 1134 - 2000)
      expect([...document.parts.values()].join(), 'nothing is fetched by whoever opens it').not.toContain('Normal.dotm')
    }
    await clear()
  })

  test('number, day and signer are those that the văn thư has recorded', async () => {
    await put(leader, ours())
    const made = await aPlan('sent', { by: unit })
    await step(made, unit, 'record-signed', { data: { ...signedBody, number: '15-KH/BTG', signerTitle: 'Trưởng ban' } as never })
    const { words } = await documentOf(leader, `${made.path}/document?format=docx`)
    expect(words).toContain('Số 15-KH/BTG\n')
    expect(words).toContain('Điện Biên, ngày 13 tháng 12 năm 2024')
    expect(words).toContain('TRƯỞNG BAN\nLò Văn Hải')
    expect(words, 'nobody deputises, so no line is left').not.toMatch(/K\/T|\n\nTRƯỞNG BAN/)
    await clear()
  })

  test('the code goes to the place for it, else to a foot of the page of its own, else to the end of the text', async () => {
    const code = /Mã kiểm tra: ([\da-f]{4} ){3}[\da-f]{4}/
    await put(leader, ours())
    const own = await documentOf(leader)
    expect(own.words).not.toMatch(code)
    expect(own.of(/footer.*xml$/).join()).toMatch(code)
    expect(own.body).toContain('<w:footerReference w:type="default" r:id="rIdCode"/>')
    expect(own.of(/_rels\/footer/).join(), 'with its picture').toContain('media/')
    await put(leader, ours({ section: '<w:titlePg/>' }))
    expect((await documentOf(leader)).body).toContain('<w:footerReference w:type="first" r:id="rIdCode"/>')
    await put(leader, ours({ footer: p('Điện thoại 0215') }))
    const footed = await documentOf(leader)
    expect(footed.of(/footer.*xml$/).join()).not.toMatch(code)
    expect(footed.words).toMatch(new RegExp(`Mẫu số 01 của cơ quan\n\n${code.source}`))
    await put(leader, ours({ footer: p('{{mã kiểm tra}}') }))
    const placed = await documentOf(leader)
    expect(placed.of(/footer1\.xml$/).join()).toMatch(code)
    expect(placed.words).not.toMatch(code)
    expect(placed.parts.has('word/footer-code.xml')).toBe(false)
    const draft = await aPlan('ready', { by: unit })
    expect((await documentOf(await signedIn(unit), `${draft.path}/document?draft&format=docx`)).of(/footer1\.xml$/).join()).not.toMatch(
      /\{\{|Mã/,
    )
    await clear()
  })

  test('tables, pictures of charts and annexes are in it; annexes on a page of their own across, with head and foot as they were', async () => {
    await put(leader, ours())
    const document = await documentOf(leader, `${path}/try`)
    expect(document.words).toContain('Xã thứ nhất\n25\n120.000.000')
    expect(document.of(/media\/.*png$/)).toHaveLength(2) // the chart, and the code
    expect(document.body).toContain('Kinh tế: 120 triệu đồng')
    const [text = '', annex = ''] = document.body.split('<w:pgSz w:w="11906" w:h="16838"/>')
    expect(text).not.toContain('Phụ lục')
    expect(annex).toContain('DANH SÁCH CÁC XÃ')
    expect(annex).toMatch(
      /<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/><w:pgMar [^>]*w:left="2000"[^>]*\/><\/w:sectPr><\/w:body>/,
    )
    await clear()
  })

  test('what it has no place for and no paper can do without stands before the content; words that look like a place stay words', async () => {
    await put(leader, body(p('CƠ QUAN A') + p('{{noi dung}}')))
    expect(leader.main).toContain('Mẫu không có chỗ cho: tên cơ quan, số, ký hiệu')
    const made = await aPlan('sent', {
      by: unit,
      body: { objective: 'Đủ nước {{NGƯỜI KÝ}} {{NỘI DUNG}} sạch & đẹp <1>', items: { a1: { clause: '5.5', task: 'Xây 9 bể', form: 'goods', result: '9 bể', quantity: '9', unit: 'bể', ownMoney: '207.000.000' } } }, // biome-ignore format: one line
    })
    const { words } = await documentOf(leader, `${made.path}/document?format=docx`)
    expect(words).toMatch(/^CƠ QUAN A\nKẾ HOẠCH\n.+\n/)
    expect(words.replaceAll('\u2060', '')).toContain('Đủ nước {{NGƯỜI KÝ}} {{NỘI DUNG}} sạch & đẹp &lt;1&gt;')
    expect(words.match(/Xây 9 bể/g)?.length).toBe((await documentOf(leader)).words.match(/Xây 9 bể nước/g)?.length)
    await clear()
  })

  test('petitions as one paper are made by it too; the page says so', async () => {
    await put(leader, ours())
    await aPetition('sent', { by: unit, to: planning, commune: plan.commune, subject: 'Sớm cấp nước' }).catch(() => undefined)
    const { words, of } = await documentOf(leader, '/petitions/document?format=docx')
    expect(words).toContain('Mẫu số 01 của cơ quan')
    expect(words).toContain('Kính gửi: Ủy ban nhân dân tỉnh (qua Sở Kế hoạch và Đầu tư)')
    expect(of(/header1/).join()).toContain('TỈNH ỦY')
    await leader.open(`${plan.path}/document`)
    expect(leader.main).toContain('được lập theo mẫu của cơ quan')
    await clear()
  })
})

describe('before it is used', () => {
  test('a file is tried without being kept, with a made-up document or one of the agency’s own', async () => {
    const trying = async (values: Record<string, string>) => {
      await leader.open(path)
      const { action, fields } = leader.form('Xem thử, chưa đặt', { file: file(ours()), ...values })
      const { status, headers, body } = await leader.send(action, fields).buffer(true).parse(binary)
      expect([status, headers['content-disposition']]).toEqual([200, expect.stringContaining('attachment')])
      return opened(body as Buffer).words
    }
    expect(await trying({})).toContain('Văn bản mẫu để xem thử')
    expect(await trying({ of: plan.id })).toContain('Xây 9 bể nước')
    expect(await prisma.attachment.count({ where: { templateOfId: agencyId } })).toBe(0)
    await leader.open(path)
    await leader.press('Xem thử, chưa đặt', { file: file(body(p('Không có chỗ nào'))) })
    expect([leader.status, leader.$('#file-error').text()]).toEqual([422, expect.stringContaining('Mẫu chưa có chỗ cho nội dung')])
    expect((await leader.open(`${path}/try`)).status, 'none is in use').toBe(404)
    await put(leader, ours())
    expect((await documentOf(leader, `${path}/try?of=${plan.id}`)).words).toContain('Xây 9 bể nước')
    const others = await aPlan('sent', { by: stnmt })
    for (const of of [others.id, crypto.randomUUID(), 'x', '1&of=2'])
      expect((await leader.open(`${path}/try?of=${of}`)).status, of).toBe(404)
    await clear()
  })

  const content = p('{{NỘI DUNG}}')
  const deep = `${'<w:sdt><w:sdtContent>'.repeat(20_000)}${content}${'</w:sdtContent></w:sdt>'.repeat(20_000)}`
  const refused: [string, Picked, string][] = [
    ['no place for the content', file(body(p('{{NGƯỜI KÝ}}'))), 'Gõ {{NỘI DUNG}} thành một đoạn riêng'],
    ['two of them', file(body(content + content)), 'Mẫu có 2 chỗ {{NỘI DUNG}}'],
    ['with words beside it', file(body(p('Nội dung: {{NỘI DUNG}}'))), 'đứng một mình trong một đoạn'],
    ['in a table', file(body(cells(content, p('')))), 'không nằm trong bảng'],
    ['in the head of the page', file(template({ header: content, body: p('') })), 'đầu trang hoặc chân trang'],
    ['unknown places, named', file(body(content + p('{{CHỦ ĐỀ}} {{ngày}}'))), 'không biết chỗ điền {{CHỦ ĐỀ}}, {{ngày}}'],
    ['one that is not closed', file(body(content + p('{{NGƯỜI KÝ}'))), 'thiếu dấu ngoặc, hoặc bị ngắt sang đoạn khác: “{{NGƯỜI KÝ}”'],
    ['one over two paragraphs', file(body(content + p('{{NGƯỜI') + p('KÝ}}'))), 'bị ngắt sang đoạn khác'],
    ['one in the description of a picture', file(body(`${content}<w:p><w:r><w:drawing><wp:inline xmlns:wp="wp"><wp:docPr id="1" name="a" descr="{{NGƯỜI KÝ}}"/></wp:inline></w:drawing></w:r></w:p>`)), 'Cổng không điền được chỗ {{NGƯỜI KÝ}}'], // biome-ignore format: one line
    ['a PDF', file(pdf(['{{NỘI DUNG}}']), 'mẫu.docx'), 'Mẫu phải là tệp Word (.docx)'],
    ['a picture', aPicture, 'Mẫu phải là tệp Word (.docx)'],
    ['a text', file(Buffer.from('{{NỘI DUNG}}')), 'Cổng không nhận loại tệp này'],
    ['an old .doc', file(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])), 'Lưu lại thành .docx'],
    ['macros', file(template({ body: content, parts: { 'word/vbaProject.bin': 'x' } })), 'macro'],
    ['a mark of secrecy', file(body(p('TỐI MẬT') + content)), '“TỐI MẬT”'],
    ['a bomb', file(bomb(50)), 'giải nén ra quá lớn'],
    ['more text than a template has', file(body(content + p('a').repeat(3_100))), 'Mẫu quá dài'],
    ['a picture from elsewhere', file(template({ body: content, linked: '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://example.com/a.png" TargetMode="External"/>' })), 'lấy từ tệp ở nơi khác'], // biome-ignore format: one line
    ['a field that fetches', file(body(`${content}<w:p><w:r><w:instrText>INCLUDEPICTURE "http://example.com/a.png"</w:instrText></w:r></w:p>`)), 'lấy từ tệp ở nơi khác'], // biome-ignore format: one line
    ['a file within', file(template({ body: content, parts: { 'word/embeddings/oleObject1.bin': 'x' } })), 'tệp khác nhúng'],
    ['a document type', file(template({ body: '', parts: { 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{{NỘI DUNG}}</w:t></w:r></w:p></w:body></w:document>' } })), 'tệp khác nhúng'], // biome-ignore format: one line
    ['no document in it', file(template({ body: '', parts: { 'word/document.xml': '<a/>' } })), 'Không đọc được tệp này'],
    ['Strict Open XML', file(template({ body: '', parts: { 'word/document.xml': `<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>${content}</w:body></w:document>` } })), 'Strict Open XML'], // biome-ignore format: one line
    ['a zip cut short', file(ours().subarray(0, 700)), 'Không đọc được tệp này'],
    ['nothing', file(Buffer.alloc(0)), 'không có nội dung'],
    ['nested beyond all use', file(body(deep)), 'Mẫu quá dài'],
  ]
  test.each(refused)('is refused with what to do: %s', async (_, given, sentence) => {
    await leader.open(path)
    await leader.press('Đặt mẫu', { file: given, noSecret: '1' })
    expect([leader.status, leader.$('#file-error').text()]).toEqual([422, expect.stringContaining(sentence)])
    expect(leader.$('#errors a').attr('href')).toBe('#file')
    expect(await prisma.attachment.count({ where: { templateOfId: agencyId } })).toBe(0)
  })

  test('no file, no declaration, a file too large: each at its place', async () => {
    await leader.open(path)
    await leader.press('Đặt mẫu', { noSecret: '1' })
    expect([leader.status, leader.$('#file-error').text()]).toEqual([422, 'Chọn tệp mẫu'])
    await put(leader, ours(), {})
    expect([leader.status, leader.$('#noSecret-error').text()]).toEqual([422, expect.stringContaining('chọn lại tệp')])
    await put(leader, Buffer.alloc(10 * 1024 * 1024 + 1, ' '))
    expect([leader.status, leader.$('#file-error').text()]).toEqual([413, expect.stringContaining('lớn hơn 10 MB')])
  })

  test('whatever is wrong in its XML, nothing ends as an error of the portal', async () => {
    const documents = ['<w:document', '', '<w:document><w:body><w:p><w:r><w:t>{{NỘI DUNG}}', '\ufeff<w:document xmlns:w="w"><w:body/></w:document>', '<w:document><w:body><w:p>{{NỘI DUNG}}</w:p></w:body></w:document>', `<w:document xmlns:w="w"><w:body>${content}</w:body>`, `<w:document xmlns:w="w"><w:body>${content}<w:sectPr/></w:body></w:document>`, `<w:document xmlns:w="w"><w:body>${content}</w:body></w:document>`, `<w:document xmlns:w="w"><w:body>${content}&b;&#0;</w:body></w:document>`] // biome-ignore format: one line
    const files = [
      ...documents.map((xml) => template({ body: '', parts: { 'word/document.xml': xml } })),
      ...['word/_rels/document.xml.rels', '[Content_Types].xml', 'word/styles.xml', 'word/settings.xml'].flatMap((part) => ['', '<a', '<a/>'].map((xml) => template({ body: content, parts: { [part]: xml } }))), // biome-ignore format: one line
      docx(['{{NỘI DUNG}}']),
      Buffer.from(zipSync({ '../../x': new Uint8Array(3), 'word/document.xml': new Uint8Array([255, 254, 60, 0]) })),
    ]
    for (const [i, bytes] of files.entries()) {
      await put(leader, bytes)
      expect([200, 422], `${i}: ${leader.main.slice(0, 200)}`).toContain(leader.status)
      if (leader.status === 200) await documentOf(leader).catch((error) => expect(String(error), `${i}`).not.toContain('500'))
    }
    await clear()
  })
})

describe('who, and how it goes on', () => {
  test('heads and administrators of the agency, and the registrar; nobody else; of a state body nobody', async () => {
    const registrar = await signedIn(planning)
    await registrar.open(`/agencies/${agencyId}`)
    await registrar.follow('Chưa có mẫu riêng')
    expect([registrar.path, registrar.status]).toEqual([path, 200])
    const colleague = await signedIn(unit)
    await colleague.open('/account')
    expect(colleague.$(`a[href="${path}"]`).length).toBe(0)
    const strangers = [colleague, await signedIn(`${stnmt}.lanh-dao`), await signedIn(`${planning}.lanh-dao`), await signedIn(keoLom)]
    for (const stranger of strangers) expect((await stranger.open(path)).status).toBe(403)
    await put(leader, ours())
    const { action, fields } = leader.form('Thôi dùng mẫu')
    await colleague.open('/account')
    const token = String(colleague.$('[name="_csrf"]').first().val())
    for (const to of [action, path, `${path}/${crypto.randomUUID()}/use`, `${path}/${crypto.randomUUID()}/delete`])
      expect((await colleague.send(to, { ...fields, _csrf: token, once: crypto.randomUUID() })).status, to).toBe(403)

    const state = `/agencies/${await agencyOf(stnmt)}/template`
    for (const reader of [registrar, await signedIn(`${stnmt}.lanh-dao`)]) {
      expect((await reader.open(state)).status).toBe(409)
      expect(reader.main).toContain('theo thể thức Nghị định 30/2020/NĐ-CP, không dùng mẫu riêng')
      await reader.open('/account')
      expect(reader.main).not.toContain('Mẫu văn bản')
    }
    await registrar.open(`/agencies/${await agencyOf(stnmt)}`)
    expect(registrar.$('main').text()).not.toContain('mẫu riêng')
    await clear()
  })

  test('replaced, stopped, taken up again, deleted: each serves the next download, each is told in the log', async () => {
    const plain = (await documentOf(leader)).words
    expect(plain).toContain('- Lưu: VT.')
    await put(leader, body(p('MẪU MỘT') + p('{{NỘI DUNG}}')))
    expect((await documentOf(leader)).words).toContain('MẪU MỘT')
    await put(await signedIn(planning), body(p('MẪU HAI') + p('{{NỘI DUNG}}')))
    const second = (await documentOf(leader)).words
    expect([second.includes('MẪU HAI'), second.includes('MẪU MỘT')]).toEqual([true, false])
    await leader.open(path)
    expect(leader.$('#truoc-day').parent().text()).toContain('mẫu văn bản.docx')
    await leader.press('Dùng lại mẫu văn bản.docx')
    expect(leader.main).toContain('Đã dùng lại mẫu trước đây')
    expect((await documentOf(leader)).words).toContain('MẪU MỘT')
    await leader.press('Thôi dùng mẫu')
    expect(leader.main).toContain('Đã thôi dùng mẫu')
    expect((await documentOf(leader)).words).toBe(plain)
    expect(
      leader.buttons.filter((words) => words.startsWith('Xóa hẳn')),
      'not what the other side has put',
    ).toHaveLength(1)
    await leader.press('Xóa hẳn mẫu văn bản.docx')
    expect(await prisma.attachment.count({ where: { templateOfId: agencyId } })).toBe(1)

    const events = await prisma.event.findMany({ where: { subjects: { some: { id: agencyId } }, action: { contains: 'template' } }, orderBy: { seq: 'asc' }, include: { changes: true } }) // biome-ignore format: one line
    expect(events.slice(-5).map(({ action }) => action)).toEqual(
      ['put', 'put', 'use', 'stop', 'delete'].map((one) => `agency.${one}-template`),
    )
    expect(events.at(-5)?.changes).toEqual(expect.arrayContaining([expect.objectContaining({ column: 'templateId' }), expect.objectContaining({ column: 'name', after: 'mẫu văn bản.docx' })])) // biome-ignore format: one line
    const office = await signedIn(planning)
    await office.open(`/agencies/${agencyId}/history`)
    for (const words of ['đặt mẫu văn bản', 'dùng lại mẫu văn bản trước đây', 'thôi dùng mẫu văn bản', 'xóa mẫu văn bản không dùng'])
      expect(office.main).toContain(words)
    await clear()
  })

  test('pressed twice it is done once; an old page is told; what is in use is not deleted', async () => {
    await leader.open(path)
    const { action, fields } = leader.form('Đặt mẫu', { file: file(ours()), noSecret: '1' })
    const both = await Promise.all([leader.send(action, fields), leader.send(action, fields)])
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(await prisma.attachment.count({ where: { templateOfId: agencyId } })).toBe(1)
    const late = await leader.send(action, { ...fields, once: crypto.randomUUID() })
    expect(late.status).toBe(409)
    const { templateId, revision } = await prisma.agency.findUniqueOrThrow({ where: { id: agencyId } })
    const pressed = (to: string) => leader.send(to, { _csrf: fields._csrf ?? '', once: crypto.randomUUID(), revision: `${revision}` })
    expect((await pressed(`${path}/${templateId}/delete`)).status).toBe(409)
    for (const other of [crypto.randomUUID(), plan.id]) expect((await pressed(`${path}/${other}/use`)).status).toBe(404)
    expect((await pressed(`${path}/x/use`)).status).toBe(404)
    await clear()
  })

  test('an agency that becomes a state body has the head of the decree, whatever it keeps', async () => {
    await put(leader, ours())
    await prisma.agency.update({ where: { id: agencyId }, data: { documentStyle: 'state' } })
    const { words } = await documentOf(leader)
    expect(words).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
    expect(words).not.toContain('Mẫu số 01')
    await prisma.agency.update({ where: { id: agencyId }, data: { documentStyle: 'party' } })
    await clear()
  })

  test('the template in use is read by whoever reads its papers, those before by the agency alone; it is a file like others', async () => {
    await put(leader, body(p('MỘT') + p('{{NỘI DUNG}}')))
    await put(leader, ours())
    const [first, second] = await prisma.attachment.findMany({ where: { templateOfId: agencyId }, orderBy: { id: 'asc' } })
    const commune = await signedIn(keoLom)
    expect((await commune.agent.get(`/files/${second?.id}`)).status).toBe(200)
    expect((await commune.agent.get(`/files/${first?.id}`)).status).toBe(404)
    expect((await leader.agent.get(`/files/${first?.id}`)).status).toBe(200)
    await sweep()
    await documentOf(leader)
    await clear()
  })
})
