import { readdirSync, readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { act } from '../src/act.ts'
import { attach } from '../src/attachments/attachment.ts'
import { examine } from '../src/attachments/examine.ts'
import { keep, keyOf } from '../src/attachments/store.ts'
import { dbFor, prisma, type Tx } from '../src/db.ts'
import { env } from '../src/env.ts'
import { hash } from '../src/filings/filing.ts'
import { begin } from '../src/filings/take.ts'
import { hourly } from '../src/hourly.ts'
import { plan } from '../src/plans/plan.ts'
import type { Action } from '../src/policy.ts'
import { pool } from '../src/pool.ts'
import { Browser, type Picked, signedIn, signIn } from './browser.ts'
import { bomb, docx, pageBreak, pdf, xlsx } from './documents.ts'
import {
  aPicture,
  aPlan,
  aReport,
  attachmentOf,
  dienBienDong,
  keoLom,
  type Made,
  neighbourUnit,
  note,
  owed,
  planning,
  province,
  signer,
  step,
  stnmt,
  unrelatedUnit,
  who,
  withFile,
} from './make.ts'

/** Files that go with a filing: what is accepted, who reads them, what is kept. */

const store = join(env.DATA_DIR, 'files')
const kept = () => readdirSync(store).sort()
const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#27496d' } })
    .withExif({ IFD0: { Make: 'Máy ảnh' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 23/1 0/1' } })
    .jpeg()
    .toBuffer()
const aDocument = (words = 'Báo cáo tình hình'): Picked => ({ name: 'báo cáo.pdf', bytes: pdf([words]) })

/** Chooses a file on the page of the files, declares that it holds no secret, presses. */
async function add(browser: Browser, { path }: Pick<Made, 'path'>, file: Picked, values: Record<string, string> = { noSecret: '1' }) {
  await browser.open(`${path}/files`)
  return browser.press('Thêm tài liệu', { file, ...values })
}

const listed = ({ $ }: Browser) =>
  $('main table tbody th a')
    .map((_, a) => $(a).text())
    .get()

describe('what is accepted is said before a file is chosen, and judged by the content, not by the name', async () => {
  test('kinds and limits stand beside the field, and on the help page what cannot be checked', async () => {
    const made = await aPlan('draft')
    const unit = await signedIn(made.writer)
    await unit.open(made.path)
    await unit.follow('Tài liệu kèm theo')
    for (const words of ['PDF', '.docx', '.xlsx', 'JPG', 'PNG', '10 MB', '20 tài liệu', 'không có nội dung thuộc danh mục bí mật nhà nước'])
      expect(unit.main, words).toContain(words)
    await unit.open('/help')
    for (const words of ['10 MB', '20 tài liệu', 'Bản quét', 'đứng riêng một dòng']) expect(unit.main, words).toContain(words)
  })

  const executable = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)])
  const legacy = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
  const heic = Buffer.concat([Buffer.from('0000001c', 'hex'), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(100)])
  const macro = docx(['Báo cáo'], { 'word/vbaProject.bin': 'x' })
  const png = Buffer.from('iVBORw0KGgo', 'base64')
  const halfAPhoto = (await photo(900, 900)).subarray(0, 1_200)
  const locked = Buffer.concat([pdf(['a']).subarray(0, 400), Buffer.from('/Encrypt << /Filter /X >>')])
  test.each<[string, Picked, string]>([
    ['a program called .pdf', { name: 'báo cáo.pdf', bytes: executable }, 'không nhận loại tệp này'],
    ['a page of HTML called .png', { name: 'ảnh.png', bytes: Buffer.from('<!doctype html><script>1</script>') }, 'không nhận loại tệp này'],
    ['an SVG', { name: 'sơ đồ.svg', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') }, 'không nhận loại tệp này'],
    ['an SVG called .jpg', { name: 'sơ đồ.jpg', bytes: Buffer.from('<?xml version="1.0"?><svg/>') }, 'không nhận loại tệp này'],
    ['plain text', { name: 'ghi chú.txt', bytes: Buffer.from('Ghi chú') }, 'không nhận loại tệp này'],
    ['a GIF', { name: 'ảnh.gif', bytes: Buffer.from('GIF89a\x01\0\x01\0\0\0\0;') }, 'không nhận loại tệp này'],
    ['an old .doc', { name: 'báo cáo.doc', bytes: legacy }, 'Lưu lại thành .docx hoặc .xlsx'],
    ['an old .doc called .docx', { name: 'báo cáo.docx', bytes: legacy }, 'Lưu lại thành .docx hoặc .xlsx'],
    ['a picture of a telephone in HEIC', { name: 'ảnh.heic', bytes: heic }, 'thành tệp JPG'],
    ['a document with macros', { name: 'báo cáo.docx', bytes: macro }, 'macro'],
    ['a zip bomb of 50 MB', { name: 'báo cáo.docx', bytes: bomb(50) }, 'giải nén ra quá lớn'],
    ['a zip bomb of 250 MB', { name: 'báo cáo.docx', bytes: bomb(250) }, 'giải nén ra quá lớn'],
    ['a zip cut short', { name: 'báo cáo.docx', bytes: docx(['Báo cáo']).subarray(0, 500) }, 'Không đọc được tệp này'],
    ['a PDF cut short', { name: 'báo cáo.pdf', bytes: Buffer.from('%PDF-1.4 ngắn') }, 'Không đọc được tệp PDF này'],
    ['a PDF that cannot be opened', { name: 'báo cáo.pdf', bytes: locked }, 'Không đọc được tệp PDF này'],
    ['a picture cut short', { name: 'ảnh.png', bytes: png }, 'Cổng không nhận loại tệp này'],
    ['half a photo', { name: 'ảnh.jpg', bytes: halfAPhoto }, 'Không đọc được ảnh này'],
    ['nothing', { name: 'báo cáo.pdf', bytes: Buffer.alloc(0) }, 'không có nội dung'],
  ])('refused with a sentence: %s', async (_, file, sentence) => {
    const made = await withFile(await draft)
    const before = { keys: kept(), rows: await prisma.attachment.count() }
    const unit = await add(await signedIn(made.writer), made, file)
    expect(unit.status).toBe(422)
    expect(unit.main).toContain(sentence)
    expect(unit.$('[role="alert"] a').attr('href'), 'the error leads to the field').toBe('#file')
    expect(listed(unit), 'what was there is there').toContain('ảnh bể nước.png')
    expect({ keys: kept(), rows: await prisma.attachment.count() }).toEqual(before)
    await prisma.attachment.deleteMany({ where: { filingId: made.id } })
  })
  const draft = aPlan('draft')

  test('too large is 413, on the same page, and leaves nothing', async () => {
    const made = await aPlan('draft')
    const unit = await add(await signedIn(made.writer), made, { name: 'to.pdf', bytes: Buffer.alloc(10 * 1024 * 1024 + 1, ' ') })
    expect(unit.status).toBe(413)
    expect(unit.main).toContain('Tệp này lớn hơn 10 MB')
    expect(await prisma.attachment.count({ where: { filingId: made.id } })).toBe(0)
  })

  test('no file, or no declaration that it holds no secret: 422, each at its place', async () => {
    const made = await aPlan('draft')
    const unit = await signedIn(made.writer)
    await unit.open(`${made.path}/files`)
    await unit.press('Thêm tài liệu', { noSecret: '1' })
    expect([unit.status, unit.$('#file-error').text()]).toEqual([422, 'Chọn một tệp'])
    await add(unit, made, aDocument(), {})
    expect(unit.status).toBe(422)
    expect(unit.$('#noSecret-error').text()).toContain('chọn lại tệp')
    expect(await prisma.attachment.count({ where: { filingId: made.id } })).toBe(0)
  })

  test('Word, Excel, PDF and pictures are accepted, whatever they are called, and end as what they are', async () => {
    const webp = await sharp({ create: { width: 9, height: 9, channels: 4, background: '#0000' } })
      .webp()
      .toBuffer()
    const names: [Picked, string, string][] = [
      [{ name: 'kế hoạch', bytes: docx(['Kế hoạch']) }, 'kế hoạch.docx', 'wordprocessingml'],
      [{ name: 'biểu.PDF', bytes: xlsx([['TT', 'Tên']]) }, 'biểu.xlsx', 'spreadsheetml'],
      [{ name: 'quyết định.pdf', bytes: pdf(['Quyết định']) }, 'quyết định.pdf', 'application/pdf'],
      [{ name: 'ảnh.jpeg', bytes: await photo(20, 10) }, 'ảnh.jpg', 'image/jpeg'],
      [{ name: 'ảnh.webp', bytes: webp }, 'ảnh.jpg', 'image/jpeg'],
      [aPicture, 'ảnh bể nước.png', 'image/png'],
      [{ name: 'C:\\Users\\An\\số 12/BC\u202egpj.exe', bytes: pdf(['a']) }, 'BCgpj.pdf', 'pdf'],
      [{ name: ' .. "a<b>"\u0000\n  c?.docx', bytes: docx(['a']) }, 'a b c.docx', 'wordprocessingml'],
      [{ name: 'ă'.repeat(300), bytes: docx(['a']) }, `${'ă'.repeat(120)}.docx`, 'wordprocessingml'],
      [{ name: '...', bytes: docx(['a']) }, 'tai-lieu.docx', 'wordprocessingml'],
    ]
    for (const [given, name, mime] of names) {
      const accepted = await examine(given)
      expect([accepted.name, accepted.mime]).toEqual([name, expect.stringContaining(mime)])
    }
  })
})

describe('pictures are scaled down and lose what the camera wrote into them', () => {
  test('a photo with a place: GPS in, none out; the longest side is 2000 px', async () => {
    const bytes = await photo(4_000, 3_000)
    expect((await sharp(bytes).metadata()).exif?.includes('GPS') || (await sharp(bytes).metadata()).exif?.length, 'GPS in').toBeTruthy()
    const made = await aPlan('draft')
    const unit = await add(await signedIn(made.writer), made, { name: 'bể nước.jpg', bytes })
    expect(unit.main).toContain('Đã thêm tài liệu')
    const { sha256, size } = await attachmentOf(made)
    const out = readFileSync(join(store, sha256))
    const { width, height, exif, xmp, iptc, format } = await sharp(out).metadata()
    expect({ width, height, exif, xmp, iptc, format }).toEqual({
      ...{ width: 2_000, height: 1_500, format: 'jpeg' },
      ...{ exif: undefined, xmp: undefined, iptc: undefined },
    })
    expect(out.length).toBe(size)
    expect(out.includes('Exif')).toBe(false)
  })

  test('is turned upright before its orientation is forgotten', async () => {
    const bytes = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { width, height, orientation } = await sharp((await examine({ name: 'a.jpg', bytes })).bytes).metadata()
    expect([width, height, orientation]).toEqual([20, 40, undefined])
  })
})

describe('no state secrets: a mark of secrecy alone on a line of the first page is refused', () => {
  const secret = ['MẬT', 'TỐI MẬT', 'TUYỆT MẬT', ' [MẬT] ', '- TỐI  MẬT -', 'MẬT'.normalize('NFD')]
  const innocent = ['nuôi ong lấy mật', 'NUÔI ONG LẤY MẬT', 'MẬT ONG', 'Mật', 'BÍ MẬT', 'MẬT ĐỘ DÂN SỐ', 'MẬT 12 lít']

  test.each(secret)('“%s” is refused in PDF, Word and Excel', async (mark) => {
    for (const bytes of [pdf(['UBND XÃ', mark, 'BÁO CÁO']), docx(['UBND XÃ', mark, 'BÁO CÁO']), xlsx([['UBND XÃ'], ['', mark]])])
      await expect(examine({ name: 'x', bytes })).rejects.toMatchObject({
        status: 422,
        message: expect.stringContaining('dấu chỉ độ mật. Cổng không nhận'),
      })
  })

  test.each(innocent)('“%s” is not', async (words) => {
    for (const bytes of [pdf(['UBND XÃ', words]), docx(['UBND XÃ', words]), xlsx([['UBND XÃ'], ['', words]])])
      expect((await examine({ name: 'x', bytes })).bytes).toEqual(bytes)
  })

  const cell = '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
  const box = '<w:p><w:r><w:t>Số: 1</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>'
  const tabbed = '<w:p><w:r><w:t>TỐI MẬT</w:t><w:tab/><w:tab/><w:t>Điện Biên, ngày 16</w:t></w:r></w:p>'
  const header = '<w:hdr><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:hdr>'
  const watermark = '<w:hdr><w:p><w:pict><v:shape><v:textpath string="MẬT"/></v:shape></w:pict></w:p></w:hdr>'
  test.each<[string, Buffer]>([
    ['in a cell of a table', docx(['UBND XÃ', cell])],
    ['in a text box', docx(['UBND XÃ', box])],
    ['before a tab', docx(['UBND XÃ', tabbed])],
    ['in the head of the page', docx(['UBND XÃ'], { 'word/header1.xml': header })],
    ['as a watermark', docx(['UBND XÃ'], { 'word/header2.xml': watermark })],
    ['in a column of a PDF, beside place and date', pdf(['UBND XÃ', ['MẬT', 'Điện Biên, ngày 16 tháng 12']])],
  ])('… also %s', async (_, bytes) => {
    await expect(examine({ name: 'x', bytes })).rejects.toMatchObject({ status: 422 })
  })

  test('what stands on a later page is not the mark of the document', async () => {
    await examine({ name: 'x', bytes: pdf(['Danh mục'], ['MẬT']) })
    await examine({ name: 'x', bytes: docx(['Danh mục', pageBreak, 'MẬT']) })
    await examine({ name: 'x', bytes: xlsx([...Array.from({ length: 50 }, (_, i) => [`${i}`]), ['MẬT']]) })
  })

  test('on the page: the refusal explains, and says what to do when it is no such mark', async () => {
    const made = await aPlan('draft')
    const unit = await add(await signedIn(made.writer), made, { name: 'kế hoạch.docx', bytes: docx(['UBND XÃ', 'TỐI MẬT']) })
    expect(unit.status).toBe(422)
    for (const words of ['“TỐI MẬT” đứng riêng một dòng', 'gửi bằng đường riêng', 'Nếu dòng ấy không phải dấu chỉ độ mật'])
      expect(unit.main).toContain(words)
    expect(await prisma.attachment.count({ where: { filingId: made.id } })).toBe(0)
  })
})

describe('who reads a file', () => {
  const status = async (username: string, { id }: { id: string }) => (await (await signedIn(username)).agent.get(`/files/${id}`)).status
  const statuses = async (readers: Record<string, string>, file: { id: string }) =>
    Object.fromEntries(await Promise.all(Object.entries(readers).map(async ([name, username]) => [name, await status(username, file)])))

  test('of a plan (khoản 2 Điều 8): its unit; commune, district and those who oversee only after the sending; nobody else', async () => {
    const readers = {
      ...{ unit: stnmt, neighbour: await neighbourUnit(), unrelated: await unrelatedUnit(), commune: keoLom, otherCommune: 'xa-muong-pon' },
      ...{ district: dienBienDong, otherDistrict: 'huyen-muong-cha', planning, province },
    }
    const nobody = Object.fromEntries(Object.keys(readers).map((name) => [name, 404]))
    const made = await withFile(await aPlan('ready', { by: stnmt, commune: keoLom }))
    const file = await attachmentOf(made)
    expect(await statuses(readers, file)).toEqual({ ...nobody, unit: 200 })
    await step(made, stnmt, 'send', { data: signer })
    expect(await statuses(readers, file)).toEqual({ ...nobody, unit: 200, commune: 200, district: 200, planning: 200, province: 200 })
  })

  test('of a commune’s report (khoản 4 Điều 11): the district and every unit that helps it; a recall takes it back', async () => {
    const readers = {
      commune: keoLom,
      district: dienBienDong,
      unit: stnmt,
      neighbour: await neighbourUnit(),
      unrelated: await unrelatedUnit(),
    }
    const made = await withFile(await aReport('ready', { by: keoLom }))
    const file = await attachmentOf(made)
    expect(await statuses(readers, file)).toEqual({ commune: 200, district: 404, unit: 404, neighbour: 404, unrelated: 404 })
    await step(made, keoLom, 'send', { data: signer })
    expect(await statuses(readers, file)).toEqual({ commune: 200, district: 200, unit: 200, neighbour: 200, unrelated: 404 })
    await step(made, keoLom, 'recall', { data: note })
    expect(await statuses(readers, file)).toEqual({ commune: 200, district: 404, unit: 404, neighbour: 404, unrelated: 404 })
    const commune = await signedIn(keoLom)
    await commune.open(`${made.path}/versions/1`)
    expect(listed(commune), 'its writer still sees what the recalled version held').toEqual([file.name])
    expect(await dbFor(await who(dienBienDong)).versionAttachment.count({ where: { filingId: made.id } })).toBe(0)
  })

  test('a file added after the sending is read by nobody else until the next sending', async () => {
    const made = await withFile(await aReport('changesAsked', { by: keoLom }), aDocument('Bản sửa'))
    const file = await attachmentOf(made)
    expect(await status(dienBienDong, file)).toBe(404)
    const district = await (await signedIn(dienBienDong)).open(made.path)
    expect(district.main).not.toContain('báo cáo.pdf')
    await step(made, keoLom, 'send', { data: signer })
    expect(await status(dienBienDong, file)).toBe(200)
  })

  test('nobody without a session, no such file, no id: never a word of it', async () => {
    const made = await withFile(await aPlan('draft'))
    const { id } = await attachmentOf(made)
    const { agent } = await signIn(made.writer)
    for (const wrong of [crypto.randomUUID(), 'abc', '%00', `${id}x`, '..%2f..%2fetc%2fpasswd'])
      expect((await agent.get(`/files/${wrong}`)).status, wrong).toBe(404)
    await agent.get(`/files/${id}`).expect(200)
    const { status, headers } = await new Browser().agent.get(`/files/${id}`)
    expect([status, headers.location]).toEqual([303, `/sign-in?next=${encodeURIComponent(`/files/${id}`)}`])
  })
})

describe('a download', () => {
  test('is an attachment under its Vietnamese name, of its length, not to be sniffed, kept by nobody between', async () => {
    const made = await withFile(await aPlan('draft'), { name: 'Kế hoạch "xã" 2025.pdf', bytes: aDocument().bytes })
    const { id, sha256 } = await attachmentOf(made)
    const { agent } = await signedIn(made.writer)
    const { headers, body } = await agent.get(`/files/${id}`).buffer().parse(bytesOf)
    expect(keyOf(body)).toBe(sha256)
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(aDocument().bytes.length),
      'content-disposition': expect.stringMatching(/^attachment; filename="[^"]*"; filename\*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20x%C3%A3/),
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringContaining('private, no-cache'),
    })
    const head = await agent.head(`/files/${id}`)
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, headers['content-length'], undefined])
    const again = await agent.get(`/files/${id}`).set('If-None-Match', String(headers.etag))
    expect([again.status, again.text]).toEqual([304, undefined])
    expect(headers['content-encoding']).toBeUndefined()
  })

  const bytesOf = (answer: unknown, done: (error: null, body: Buffer) => void) => {
    const chunks: Buffer[] = []
    const stream = answer as NodeJS.ReadableStream
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => done(null, Buffer.concat(chunks)))
  }
})

describe('what was sent stays as it was', () => {
  test('a version holds the files of its day inside its hash; a later removal changes neither list nor content', async () => {
    const made = await withFile(await withFile(await aPlan('ready')), aDocument())
    const [picture, document] = await prisma.attachment.findMany({ where: { filingId: made.id }, orderBy: { id: 'asc' } })
    const unit = await signIn(made.writer)
    await unit.open(`${made.path}/send`)
    expect(listed(unit), 'seen before it is sent').toEqual(['ảnh bể nước.png', 'báo cáo.pdf'])
    await step(made, made.writer, 'send', { data: signer })
    const version = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: made.id } })
    expect((version.content as { attachments: unknown }).attachments).toEqual(
      [picture, document].map((file) => ({ id: file?.id, name: file?.name, size: file?.size, sha256: file?.sha256 })),
    )
    expect(hash(version)).toBe(version.sha256)

    await unit.open(`${made.path}/files`)
    await unit.press('Bỏ báo cáo.pdf')
    expect(unit.main).toContain('Đã bỏ tài liệu')
    expect(listed(unit)).toEqual(['ảnh bể nước.png'])
    await sweepAll()
    const commune = await signIn(made.commune)
    for (const page of ['', '/versions/1']) {
      await commune.open(`${made.path}${page}`)
      expect(listed(commune), page).toEqual(['ảnh bể nước.png', 'báo cáo.pdf'])
      expect(commune.main).toContain((await who(made.writer)).name)
    }
    expect((await commune.agent.get(`/files/${document?.id}`)).status).toBe(200)

    await step(made, made.writer, 'send', { data: signer })
    await commune.open(`${made.path}/versions/2`)
    expect(listed(commune)).toEqual(['ảnh bể nước.png'])
    await commune.open(`${made.path}/versions/1`)
    expect(listed(commune)).toEqual(['ảnh bể nước.png', 'báo cáo.pdf'])
  })

  test('a version without files says nothing of files, so that older hashes hold', async () => {
    const made = await aPlan('sent')
    const version = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: made.id } })
    expect(version.content).not.toHaveProperty('attachments')
    expect(hash(version)).toBe(version.sha256)
  })

  test('the database keeps it: what was sent with a version is neither changed nor taken away', async () => {
    const made = await withFile(await aPlan('ready'))
    await step(made, made.writer, 'send', { data: signer })
    const file = await attachmentOf(made)
    await expect(prisma.attachment.delete({ where: { id: file.id } })).rejects.toThrow()
    for (const change of [
      `update attachment set name = 'b.pdf'`,
      `delete from version_attachment`,
      `update version_attachment set version_id = null`,
    ])
      await expect(pool.query(change)).rejects.toThrow('insert-only')
    const { id: _, ...row } = file
    await expect(prisma.attachment.create({ data: { ...row, filingId: null } })).rejects.toThrow('attachment_has_one_owner')
  })

  test('khoản 2 Điều 11: while the commune drafts the plan of its unit, the unit adds no file, and the commune never does', async () => {
    const { id: obligation } = await owed(plan, { by: stnmt, commune: keoLom })
    const { path } = await begin(await who(keoLom), plan, obligation)
    const made = { id: path.split('/')[2] ?? '', kind: plan }
    const body = await examine(aPicture)
    await expect(step(made, stnmt, 'attach', { body })).rejects.toMatchObject({ status: 409 })
    await expect(step(made, keoLom, 'attach', { body })).rejects.toMatchObject({ status: 403 })
    const commune = await (await signedIn(keoLom)).open(path)
    expect(commune.buttons).not.toContain('Lưu, thêm tài liệu kèm theo')
    await step(made, stnmt, 'take-over')
    await step(made, stnmt, 'attach', { body })
    await step(made, stnmt, 'share')
    const file = await attachmentOf(made)
    expect((await commune.agent.get(`/files/${file.id}`)).status, 'a shared draft shows its words, not its files').toBe(404)
  })

  test('when the draft may no longer be edited, no file is added or removed: 409 with who did what, and no button', async () => {
    const made = await withFile(await aReport('ready', { by: keoLom }))
    const commune = await signIn(keoLom)
    await commune.open(`${made.path}/files`)
    const adding = commune.form('Thêm tài liệu', { file: aDocument(), noSecret: '1' })
    const removing = commune.form('Bỏ ảnh bể nước.png')
    await step(made, keoLom, 'send', { data: signer })
    for (const { action, fields } of [adding, removing]) {
      const answer = await commune.send(action, fields)
      expect(answer.status).toBe(409)
      expect(answer.text).toContain('Lần gần nhất')
    }
    await commune.open(`${made.path}/files`)
    expect(commune.path, 'led to the filing').toBe(made.path)
    expect(await prisma.attachment.count({ where: { filingId: made.id, removedAt: null } })).toBe(1)
    const district = await signIn(dienBienDong)
    await district.open(made.path)
    const fields = { ...adding.fields, _csrf: String(district.$('[name="_csrf"]').first().val()), once: crypto.randomUUID() }
    expect((await district.send(adding.action, fields)).status, 'nor ever by its receiver').toBe(403)
  })
})

describe('two at once', () => {
  test('the same content added twice is kept once; each has its row', async () => {
    const [one, two] = await Promise.all([aPlan('draft'), aPlan('draft')])
    const file = aDocument('Cùng một tài liệu')
    const before = kept().length
    await Promise.all([add(await signIn(one.writer), one, file), add(await signIn(two.writer), two, file)])
    const rows = await prisma.attachment.findMany({ where: { sha256: keyOf(file.bytes) } })
    expect(rows.map(({ filingId }) => filingId).sort()).toEqual([one.id, two.id].sort())
    expect(kept().length).toBe(before + 1)
    for (const { writer, id } of [one, two])
      expect((await (await signedIn(writer)).agent.get(`/files/${(await attachmentOf({ id })).id}`)).status).toBe(200)
  })

  test('two for the last place: one is added, the other is told', async () => {
    const made = await aPlan('draft')
    const row = { filingId: made.id, name: 'a.pdf', mime: 'application/pdf', size: 1, sha256: keyOf(Buffer.from('a')) }
    const by = { agencyId: (await who(made.writer)).agencyId, uploadedById: crypto.randomUUID(), uploadedBy: 'x', uploadedAt: new Date() }
    await prisma.attachment.createMany({ data: Array.from({ length: 19 }, () => ({ ...row, ...by })) })
    const [one, two] = [await signIn(made.writer), await signIn(made.writer)]
    for (const browser of [one, two]) await browser.open(`${made.path}/files`)
    const presses = [one, two].map((browser, i) => ({
      browser,
      ...browser.form('Thêm tài liệu', { file: aDocument(`${i}`), noSecret: '1' }),
    }))
    const answers = await Promise.all(presses.map(({ browser, action, fields }) => browser.send(action, fields)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await prisma.attachment.count({ where: { filingId: made.id } })).toBe(20)
    await one.open(`${made.path}/files`)
    expect(one.main).toContain('Đã có 20 tài liệu, là số nhiều nhất')
    expect(one.buttons).not.toContain('Thêm tài liệu')
  })

  test('sending what was checked: a file that a colleague added meanwhile is not sent unseen', async () => {
    const made = await aPlan('ready', { by: stnmt })
    const unit = await signIn(stnmt)
    await unit.open(`${made.path}/send`)
    await withFile(made)
    await unit.press(unit.buttons.find((words) => words.startsWith('Gửi')) ?? '', signer)
    expect(unit.status).toBe(409)
    expect(await prisma.filingVersion.count({ where: { filingId: made.id } })).toBe(0)
  })

  test('the same press twice adds one', async () => {
    const made = await aPlan('draft')
    const unit = await signIn(made.writer)
    await unit.open(`${made.path}/files`)
    const { action, fields } = unit.form('Thêm tài liệu', { file: aDocument(), noSecret: '1' })
    const both = await Promise.all([unit.send(action, fields), unit.send(action, fields)])
    expect(both.map(({ status, headers }) => `${status} ${headers.location}`)).toEqual(Array(2).fill(`303 ${made.path}/files?added`))
    expect(await prisma.attachment.count({ where: { filingId: made.id } })).toBe(1)
  })
})

describe('nothing is lost, and nothing is left lying about', () => {
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)

  test('what no row names is swept after an hour: of an upload cut short, of a file removed before it was sent', async () => {
    const made = await withFile(await aPlan('draft'), aDocument('Còn dùng'))
    const young = Buffer.from('Vừa ghi')
    const old = Buffer.from('Ghi từ lâu')
    await keep(young)
    await keep(old)
    const removed = await withFile(await aPlan('draft'), aDocument('Gửi nhầm'))
    const { sha256: mistaken, id } = await attachmentOf(removed)
    await step(removed, removed.writer, 'detach', { data: { file: id } })
    expect(await prisma.attachment.count({ where: { id } }), 'never sent: gone').toBe(0)
    const { sha256: used } = await attachmentOf(made)
    for (const key of [keyOf(old), mistaken, used]) utimesSync(join(store, key), hoursAgo(2), hoursAgo(2))
    await hourly()
    expect(kept()).toEqual(expect.arrayContaining([used, keyOf(young)]))
    for (const key of [keyOf(old), mistaken]) expect(kept()).not.toContain(key)
  })

  test('a crash between content and row leaves a content without a row, which is swept; never a row without a content', async () => {
    const made = await aPlan('draft')
    const actor = await who(made.writer)
    const file = await examine(aDocument('Mất điện'))
    const cut = act(actor, 'plan.attach' satisfies Action, { id: made.id }, async (tx: Tx, _filing, at) => {
      await attach(tx, { filingId: made.id }, file, { actor, at })
      throw new Error('power cut')
    })
    await expect(cut).rejects.toThrow('power cut')
    const key = keyOf(file.bytes)
    expect(kept()).toContain(key)
    expect(await prisma.attachment.count({ where: { sha256: key } })).toBe(0)
    await sweepAll()
    expect(kept()).not.toContain(key)
    for (const { sha256 } of await prisma.attachment.findMany({ where: { size: { gt: 1 } } })) expect(kept()).toContain(sha256)
  })

  test('whoever adds the very content that is being swept keeps it', async () => {
    const made = await aPlan('draft')
    const file = await examine(aDocument('Có rồi, chưa ai dùng'))
    for (let round = 0; round < 10; round++) {
      await keep(file.bytes)
      utimesSync(join(store, keyOf(file.bytes)), hoursAgo(2), hoursAgo(2))
      await Promise.all([hourly(), step(made, made.writer, 'attach', { body: file })])
      const { id } = await attachmentOf(made)
      expect(kept()).toContain(keyOf(file.bytes))
      await step(made, made.writer, 'detach', { data: { file: id } })
    }
  })

  test('adding and removing leave an event each, with name, size and hash; saving words loses no file', async () => {
    const made = await aPlan('draft')
    const unit = await add(await signIn(made.writer), made, aDocument())
    const { id, sha256, size } = await attachmentOf(made)
    await unit.open(`${made.path}/edit`)
    await unit.press('Lưu, thêm tài liệu kèm theo', { objective: 'Đủ nước sạch' })
    expect([unit.path, listed(unit)]).toEqual([`${made.path}/files`, ['báo cáo.pdf']])
    await unit.press('Bỏ báo cáo.pdf')
    const events = await prisma.event.findMany({
      where: { subjects: { some: { id: made.id } }, action: { in: ['plan.attach', 'plan.detach'] } },
      orderBy: { seq: 'asc' },
      include: { changes: { where: { model: 'Attachment' }, orderBy: { id: 'asc' } } },
    })
    expect(events.map(({ action, changes }) => [action, ...changes.map(({ column, before, after }) => [column, before, after])])).toEqual([
      ['plan.attach', ['name', null, 'báo cáo.pdf'], ['size', null, String(size)], ['sha256', null, sha256]],
      ['plan.detach', ['name', 'báo cáo.pdf', null], ['size', String(size), null], ['sha256', sha256, null]],
    ])
    expect(events[0]?.changes[0]?.row).toBe(id)
    await unit.open(made.path)
    expect(unit.main).toContain('thêm tài liệu kèm theo vào bản soạn')
  })

  test('a file is removed from its own filing only', async () => {
    const [mine, other] = [await aPlan('draft', { by: stnmt }), await withFile(await aPlan('draft', { by: stnmt }))]
    const { id } = await attachmentOf(other)
    const unit = await signIn(stnmt)
    await withFile(mine)
    await unit.open(`${mine.path}/files`)
    const { fields } = unit.form('Bỏ ảnh bể nước.png')
    for (const wrong of [id, crypto.randomUUID()]) expect((await unit.send(`${mine.path}/files/${wrong}/remove`, fields)).status).toBe(404)
    expect((await unit.send(`${mine.path}/files/abc/remove`, fields)).status).toBe(422)
    expect(await prisma.attachment.count({ where: { id } })).toBe(1)
  })
})

describe('the form with a file is guarded like every other', () => {
  test('no token, or another’s, or from another site: 403, and nothing is kept', async () => {
    const made = await aPlan('draft')
    const unit = await signIn(made.writer)
    await unit.open(`${made.path}/files`)
    const { action, fields } = unit.form('Thêm tài liệu', { file: aDocument('Từ nơi khác'), noSecret: '1' })
    const { _csrf, ...without } = fields
    expect((await unit.send(action, without)).status).toBe(403)
    const post = unit.agent.post(action).set('Sec-Fetch-Site', 'cross-site')
    for (const [name, value] of Object.entries({ ...without, _csrf })) if (typeof value === 'string') post.field(name, value)
    expect((await post).status).toBe(403)
    expect(await prisma.attachment.count({ where: { filingId: made.id } })).toBe(0)
  })

  test('when the session has ended the person comes back to the page and is told to choose again', async () => {
    const made = await aPlan('draft')
    const unit = await signIn(made.writer)
    await unit.open(`${made.path}/files`)
    const { action, fields } = unit.form('Thêm tài liệu', { file: aDocument(), noSecret: '1' })
    await prisma.session.deleteMany({ where: { sess: { path: ['passport', 'user', 'id'], equals: (await who(made.writer)).id } } })
    const answer = await unit.send(action, fields)
    expect(answer.headers.location).toMatch(/^\/sign-in\?kept=/)
    await unit.open(answer.headers.location ?? '')
    await unit.press('Đăng nhập', { username: made.writer, password: 'Giup-xa-253' })
    expect(unit.path).toBe(`${made.path}/files`)
    expect(unit.main).toContain('Chọn lại tệp')
  })

  test('what is no multipart, or cut short, or has two files or too many fields, is never a 500', async () => {
    const made = await aPlan('draft')
    const unit = await signIn(made.writer)
    await unit.open(`${made.path}/files`)
    const { action, fields } = unit.form('Thêm tài liệu')
    const bodies: [string, string][] = [
      ['multipart/form-data', 'x'],
      ['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n'],
      ['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx'],
      ['multipart/mixed; boundary=b', '--b--'],
      ['application/json', '{'],
    ]
    for (const [type, body] of bodies) {
      const answer = await unit.agent.post(action).set('Content-Type', type).send(body)
      expect(answer.status, `${type} ${body}`).toBeLessThan(500)
      expect(answer.status).toBeGreaterThanOrEqual(400)
    }
    const two = unit.agent.post(action).set('Sec-Fetch-Site', 'same-origin')
    for (const [name, value] of Object.entries(fields)) two.field(name, value as string)
    expect((await two.attach('file', Buffer.from('a'), 'a.pdf').attach('file', Buffer.from('b'), 'b.pdf')).status).toBe(422)
    expect((await unit.send(action, { ...fields, once: '', file: aDocument() })).status).toBe(422)
  })
})

/** As if everything had lain there for two hours. */
async function sweepAll() {
  const before = new Date(Date.now() - 7_200_000)
  for (const name of kept()) utimesSync(join(store, name), before, before)
  await hourly()
}
