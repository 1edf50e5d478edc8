import { describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { codeOf } from '../src/proofs/proof.ts'
import { said, signedIn } from './browser.ts'
import { fileAt, inside } from './excel.ts'
import { aPicture, aPlan, aReport, dienBienDong, keoLom, neighbourUnit, note, planning, signedBody, signer, step, stnmt } from './make.ts'

/** Điều 15 Nghị định 30/2020/NĐ-CP: once the paper is signed, its number, date and scan stand with the version that it is the paper of. */

const typed = {
  number: '152/KH-STNMT',
  documentDate: '13/12/2024',
  signerName: 'Lò Văn Hải',
  signerTitle: 'Phó Giám đốc Sở',
  noSecret: '1',
}

describe('number, date, who signed, the scan', () => {
  test('recorded with the scan on one page; whoever reads the version reads them, nobody else', async () => {
    const made = await aPlan('sent', { by: stnmt, commune: keoLom })
    const clerk = await signedIn(stnmt)
    await clerk.open(made.path)
    await clerk.follow('Ghi số, ngày văn bản đã ký')
    expect(clerk.$('[name=signerName]').val(), 'the signer of the version').toBe(signer.signerName)
    await clerk.press('Ghi số, ngày văn bản', { ...typed, file: aPicture })
    expect(clerk.path).toBe(made.path)
    expect(clerk.main).toContain('Văn bản số 152/KH-STNMT ngày 13/12/2024; người ký: Lò Văn Hải, Phó Giám đốc Sở')
    const { attachmentId } = await prisma.signedPaper.findFirstOrThrow({ where: { filingId: made.id } })
    for (const username of [stnmt, keoLom, dienBienDong, planning]) {
      const reader = await signedIn(username)
      expect((await reader.open(`${made.path}/versions/1`)).main, username).toContain('152/KH-STNMT')
      expect((await fileAt(reader, `/files/${attachmentId}`)).status, username).toBe(200)
    }
    const neighbour = await signedIn(await neighbourUnit())
    expect((await fileAt(neighbour, `/files/${attachmentId}`)).status).toBe(404)
    // The scan was not sent with the version, and is in no later working copy.
    expect(await prisma.versionAttachment.count({ where: { filingId: made.id } })).toBe(0)
    await clerk.open(`${made.path}/files`)
    expect(clerk.main).not.toContain(aPicture.name)
  })

  test('the document bears them then: number and date are not blank, and the new signer signs', async () => {
    const made = await aPlan('sent', { by: stnmt, commune: 'xa-phi-nhu' })
    await step(made, stnmt, 'record-signed', { data: signedBody })
    const reader = await signedIn(stnmt)
    await reader.open(`${made.path}/document`)
    const sheet = said(reader.$('article.sheet').text())
    expect(sheet).toContain('Số: 152/KH-STNMT')
    expect(sheet).toContain('Điện Biên, ngày 13 tháng 12 năm 2024')
    expect(sheet).toContain('GIÁM ĐỐC')
    expect(sheet).toContain('Lò Văn Hải')
  })

  test('a new version has no paper yet; the old one keeps its own', async () => {
    const made = await aPlan('changesAsked', { by: stnmt, commune: 'xa-chieng-so' })
    await step(made, stnmt, 'record-signed', { data: signedBody })
    await step(made, stnmt, 'send', { data: signer })
    const reader = await signedIn(keoLom === made.commune ? keoLom : made.commune)
    expect((await reader.open(`${made.path}/versions/2`)).main).not.toContain('152/KH-STNMT')
    expect((await reader.open(`${made.path}/versions/1`)).main).toContain('152/KH-STNMT')
  })

  test('taken back with a reason, which stays in the log; recorded anew the newest counts', async () => {
    const made = await aReport('accepted', { by: keoLom })
    const clerk = await signedIn(keoLom)
    await step(made, keoLom, 'record-signed', { data: signedBody })
    await step(made, keoLom, 'take-back-signed', { data: note })
    expect((await clerk.open(made.path)).main).not.toContain('Văn bản số')
    expect(clerk.main).toContain(note.note)
    await expect(step(made, keoLom, 'take-back-signed', { data: note })).rejects.toMatchObject({ status: 409 })
    await step(made, keoLom, 'record-signed', { data: { ...signedBody, number: '09/BC-UBND' } as typeof signedBody })
    expect((await clerk.open(made.path)).main).toContain('Văn bản số 09/BC-UBND')
  })

  test.each([
    [{ number: ' ' }, 'Nhập số, ký hiệu văn bản'],
    [{ documentDate: '17/12/2024' }, 'Ngày văn bản chưa đến'],
    [{ documentDate: '31/11/2024' }, 'Nhập một ngày'],
    [{ noSecret: '' }, 'Cần xác nhận văn bản không có nội dung bí mật'],
    [{ file: { name: 'a.exe', bytes: Buffer.from('MZ') } }, 'không'],
  ])('%o is refused beside its field; what was typed stays, nothing is written', async (wrong, words) => {
    const made = await aReport('sent', { by: 'xa-chieng-so' })
    const clerk = await signedIn('xa-chieng-so')
    await clerk.open(`${made.path}/signed`)
    const { noSecret, ...rest } = { ...typed, ...wrong }
    await clerk.press('Ghi số, ngày văn bản', { ...rest, ...(noSecret && { noSecret }) })
    expect(clerk.status).toBe(422)
    expect(clerk.main).toContain(words)
    expect(clerk.$('[name=signerName]').val()).toBe('Lò Văn Hải')
    expect(await prisma.signedPaper.count({ where: { filingId: made.id } })).toBe(0)
  })

  test('nobody records the number of another’s paper', async () => {
    const made = await aReport('sent', { by: keoLom })
    for (const username of [dienBienDong, stnmt, planning])
      await expect(step(made, username, 'record-signed', { data: signedBody }), username).rejects.toMatchObject({ status: 403 })
  })
})

describe('the code at the foot of the paper', () => {
  test('stands on the first page with a picture to scan, and opens title, sender, date and hash', async () => {
    const made = await aPlan('sent', { by: stnmt, commune: keoLom })
    const { sha256 } = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: made.id } })
    const reader = await signedIn(keoLom)
    const { bytes } = await fileAt(reader, `${made.path}/document?format=docx`)
    const parts = inside(bytes)
    const foot = parts.filter(({ name }) => /footer\d*\.xml$/.test(name)).map(({ xml }) => xml.replace(/<[^>]+>/g, '')).join(' ') // biome-ignore format: one line
    expect(foot).toContain(`Mã kiểm tra: ${codeOf(sha256).replace(/(.{4})(?=.)/g, '$1 ')}`)
    expect(foot).toContain(`/proofs/${codeOf(sha256)}`)
    expect(parts.some(({ name }) => /word\/media\/.+\.png$/.test(name))).toBe(true)

    await reader.open('/proofs')
    await reader.open(
      `/proofs?code=${encodeURIComponent(
        codeOf(sha256)
          .toUpperCase()
          .replace(/(.{4})/g, '$1 '),
      )}`,
    )
    expect(reader.status).toBe(200)
    expect(reader.main).toContain('Kế hoạch giúp đỡ xã Keo Lôm')
    expect(reader.main).toContain('Sở Tài nguyên và Môi trường')
    expect(reader.main.replaceAll(' ', '')).toContain(sha256)
    await reader.follow('Mở phiên bản 1')
    expect(reader.status).toBe(200)
  })

  test('to whoever may not read the version, and for a code that is none, there is nothing', async () => {
    const made = await aPlan('sent', { by: stnmt, commune: keoLom })
    const { sha256 } = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: made.id } })
    const stranger = await signedIn(await neighbourUnit())
    expect((await stranger.open(`/proofs/${codeOf(sha256)}`)).status).toBe(404)
    expect((await stranger.open('/proofs/0000000000000000')).status).toBe(404)
    expect((await stranger.open('/proofs/%25')).status).toBe(404)
    expect((await stranger.open('/proofs?code=xyz')).status).toBe(422)
    expect(stranger.main).toContain('Mã chưa đúng')
  })
})
