import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ConsolidationContent, ProvinceContent } from '../src/consolidations/consolidation.ts'
import { prisma } from '../src/db.ts'
import { pool } from '../src/pool.ts'
import type { UnitReportContent } from '../src/unit-reports/form.ts'
import { verify } from '../src/verification.ts'
import { said, signedIn } from './browser.ts'
import { fileAt, read } from './excel.ts'
import {
  aDistrictReport,
  agencyOf,
  aPlan,
  aProvinceReport,
  aUnitReport,
  coverable,
  dienBienDong,
  keoLom,
  type Made,
  note,
  planning,
  province,
  sectionReason,
  signer,
  step,
  stnmt,
} from './make.ts'
import { aSupport, supportBody } from './nouns.ts'

/** Khoản 1 Điều 13: of each item of its plans the unit says what was done, what was not and why, also where no activity was recorded. */

const phiNhu = 'xa-phi-nhu'
const year2024 = { kind: 'year', year: 2024, n: 1 } as const
const how = 'Sở làm việc trực tiếp với xã ngày 20/10/2024, xã đã ban hành quy chế'
const why = 'Chưa được giao đất; làm trong quý I/2025'
const onlySaid = 'đơn vị tự báo đã hoàn thành, chưa có hoạt động ghi nhận'

let plan: Made
let report: Made
let here: string
let there: string
const at = (commune: string, key: string, field: string) => `sections[${commune}][planned][${plan.id}_${key}][${field}]`
const says = (commune: string, key: string, said: string, note = '') => ({
  [at(commune, key, 'said')]: said,
  [at(commune, key, 'note')]: note,
})

beforeAll(async () => {
  ;[here, there] = (await Promise.all([keoLom, phiNhu].map(agencyOf))) as [string, string]
  const item = (clause: string, task: string, commune = '') => ({
    clause,
    task,
    commune,
    form: 'advice',
    result: '1 việc',
    quantity: '1',
    unit: 'việc',
  })
  const items = {
    shared: item('5.5', 'Xây bể nước ở hai xã'),
    trained: item('4.2', 'Tập huấn khuyến nông', here),
    advised: item('7.1', 'Giúp xã làm quy chế làm việc', here),
    part: item('4.2', 'Trồng 10 ha mắc ca', here),
    undone: item('5.1', 'Xây nhà văn hóa', here),
    quiet: item('4.2', 'Hỗ trợ giống lúa', there),
  }
  plan = await aPlan('draft', { by: stnmt, commune: keoLom, term: year2024 })
  await step(plan, stnmt, 'cover', { data: { obligations: await coverable(plan, phiNhu) } as never })
  await step(plan, stnmt, 'save', { body: { objective: 'Đủ nước', items } })
  await step(plan, stnmt, 'send', { data: signer })
  for (const party of [keoLom, phiNhu, dienBienDong]) await step(plan, party, 'consent')
  const on = (key: string, clause: string) => ({ ...supportBody, clause, item: `${plan.id}.${key}` })
  await aSupport('confirmed', { body: on('trained', '4.2') })
  await aSupport('declared', { body: on('part', '4.2') })
  await aSupport('declared', { body: on('shared', '5.5') })
  report = await aUnitReport('ready', { by: stnmt, term: year2024 })
  await step(report, stnmt, 'compile') // figures of what was recorded, so that the words and figures agree
})

describe('the form', () => {
  test('saves what was chosen as it is, also without a reason; sending asks for the reason, at the item', async () => {
    const unit = await signedIn(stnmt)
    await unit.open(`${report.path}/edit`)
    expect(unit.main).toContain('Kế hoạch năm 2024 đã thống nhất: 5 nhiệm vụ')
    expect(unit.$(`[name="${at(there, 'trained', 'said')}"]`).length, 'an item of one commune is not asked of another').toBe(0)
    await unit.press('Lưu', {
      ...{ ...says(here, 'trained', 'notDone'), ...says(here, 'advised', 'done'), ...says(here, 'part', 'partly') },
      ...{ ...says(here, 'undone', 'notDone'), ...says(here, 'shared', '', 'Một câu'), ...says(there, 'shared', 'done', how) },
    })
    expect(unit.status).toBe(200)
    expect(unit.$(`[name="${at(here, 'advised', 'said')}"]`).val()).toBe('done')
    expect(unit.$(`[name="${at(here, 'shared', 'note')}"]`).val()).toBe('Một câu')
    for (const words of [
      'xã Keo Lôm, Giúp xã làm quy chế làm việc: Cổng chưa có hoạt động nào của nhiệm vụ này: nêu đã làm gì, khi nào, kết quả',
      'xã Keo Lôm, Tập huấn khuyến nông: Cổng đã có hoạt động của nhiệm vụ này: chọn “thực hiện một phần”, hoặc để trống',
      'xã Keo Lôm, Trồng 10 ha mắc ca: Nêu phần chưa làm được và lý do',
      'xã Keo Lôm, Xây nhà văn hóa: Nêu lý do chưa thực hiện',
      'xã Keo Lôm, Xây bể nước ở hai xã: Chọn kết quả của nhiệm vụ, hoặc xóa phần giải thích',
    ])
      expect(unit.main.toLowerCase()).toContain(words.toLowerCase())
    await expect(step(report, stnmt, 'send', { data: signer })).rejects.toMatchObject({ status: 409 })
  })

  test('what is no choice is refused in words, and an item of no agreed plan is not kept', async () => {
    const unit = await signedIn(stnmt)
    await unit.open(`${report.path}/edit`)
    const { action, fields } = unit.form('Lưu', says(here, 'undone', 'received', why))
    await unit.send(action, { ...fields, [at(there, 'undone', 'said')]: 'done' })
    const { content } = await prisma.draft.findUniqueOrThrow({ where: { filingId: report.id } })
    const { sections } = content as { sections: Record<string, { planned: Record<string, { said: string }> }> }
    expect(Object.keys(sections[there]?.planned ?? {}).toSorted()).toEqual([`${plan.id}_quiet`, `${plan.id}_shared`])
    await unit.open(`${report.path}/edit`)
    expect(unit.main).toContain('Chọn trong danh sách')
  })

  test('a commune for which nothing was carried out has no item done, and one with an item done says it in an area (khoản 2 Điều 12)', async () => {
    const unit = await signedIn(stnmt)
    await unit.open(`${report.path}/edit`)
    const explained = { [`sections[${there}][nothing]`]: '1', [`sections[${there}][reason]`]: sectionReason }
    const emptied = Object.fromEntries(
      Object.keys(unit.form('Lưu').fields).flatMap((name) =>
        name.startsWith(`sections[${there}][`) && /\[(economy|society|security|politics)\]/.test(name) ? [[name, '']] : [],
      ),
    )
    await unit.press('Lưu', { ...emptied, ...explained, ...says(there, 'quiet', 'done', how) })
    expect(unit.main).toContain('ghi là đã làm: sửa lại, hoặc bỏ đánh dấu ở ô này')
    await unit.press('Lưu', { [`sections[${there}][nothing]`]: '', [`sections[${there}][reason]`]: '' })
    expect(unit.main).toContain('Nhiệm vụ ghi là đã làm: ghi việc đã làm ở lĩnh vực của nhiệm vụ')
    await unit.press('Lưu', { ...explained, ...says(there, 'quiet', 'notDone', why), ...says(there, 'shared', 'notDone', why) })
    expect(unit.main, 'not done, beside the reason, is no contradiction').not.toContain('ghi là đã làm')
    await unit.press('Lưu', {
      ...{ [`sections[${there}][nothing]`]: '', [`sections[${there}][reason]`]: '' },
      ...{ ...says(there, 'quiet', ''), [`sections[${there}][economy][done]`]: 'Đã khảo sát' },
    })
  })
})

describe('once it was sent', () => {
  let district: Made
  let tinh: Made
  const contentOf = async <Content = ConsolidationContent>({ id }: Made, n = 1) =>
    (await prisma.filingVersion.findFirstOrThrow({ where: { filingId: id, n } })).content as unknown as Content

  beforeAll(async () => {
    const unit = await signedIn(stnmt)
    await unit.open(`${report.path}/edit`)
    await unit.press('Lưu', {
      ...{
        ...says(here, 'trained', 'done'),
        ...says(here, 'advised', 'done', how),
        ...says(here, 'part', 'partly', 'Mới trồng 6 ha vì thiếu giống'),
      },
      ...{ ...says(here, 'undone', 'notDone', why), ...says(here, 'shared', ''), ...says(there, 'shared', 'notDone', why) },
    })
    await step(report, stnmt, 'consult')
    const over = await signedIn(dienBienDong)
    await over.open(`${report.path}/sections`)
    expect(over.main, 'before it is sent its district reads it in the section it was shown').toContain(onlySaid)
    expect(over.main).toContain(how)
    await step(report, stnmt, 'send', { data: signer })
    district = await aDistrictReport('sent', { by: dienBienDong, term: year2024 })
    tinh = await aProvinceReport('sent', { by: planning, term: year2024 })
  })

  test('it is frozen with the version: rows of items say what the content says, and the database asks for the reason', async () => {
    const { sections } = await contentOf<UnitReportContent>(report)
    const row = sections.find(({ communeId }) => communeId === here)?.planned?.find(({ key }) => key === 'advised')
    expect(row).toMatchObject({ plan: plan.id, is: 'open', said: 'done', note: how })
    const rows = await prisma.unitItem.findMany({ where: { filingId: report.id }, orderBy: [{ itemKey: 'asc' }, { communeId: 'asc' }] })
    expect(rows.filter(({ communeId }) => communeId === here).map(({ itemKey, outcome, said }) => [itemKey, outcome, said])).toEqual([
      ['advised', 'open', 'done'],
      ['part', 'declared', 'partly'],
      ['shared', 'declared', null],
      ['trained', 'received', 'done'],
      ['undone', 'open', 'notDone'],
    ])
    const [{ id: _, ...like }] = rows as [(typeof rows)[number]]
    for (const wrong of [{ said: 'partly', note: '' }, { said: 'done', note: '', outcome: 'open' }, { said: 'notDone', note: why, outcome: 'declared' }] as const) // biome-ignore format: a table
      await expect(prisma.unitItem.create({ data: { ...like, itemKey: 'x', ...wrong } }), JSON.stringify(wrong)).rejects.toThrow(
        /unit_item_/,
      )
    const wrong: string[] = []
    await verify((sentence) => wrong.push(sentence))
    expect(wrong).toEqual([])
  })

  test('reader, district and file tell each item: by the unit’s word alone is said so, and never confirmed', async () => {
    const reader = await signedIn(planning)
    await reader.open(report.path)
    expect(reader.main).toContain(`Giúp xã làm quy chế làm việc (Hệ thống chính trị, khoản 1 Điều 7; ${onlySaid})`)
    expect(reader.main).toContain('đơn vị báo thực hiện một phần; đã ghi, chờ xã xác nhận')
    expect(reader.main).toContain(`đơn vị báo chưa thực hiện)${why}`)
    expect(reader.main).toContain('Đơn vị báo: 2 đã hoàn thành (1 chưa có hoạt động ghi nhận), 1 thực hiện một phần, 1 chưa thực hiện')
    const over = await signedIn(dienBienDong)
    await over.open(`${report.path}/sections`)
    expect(over.main).toContain(onlySaid)
    expect(over.main).toContain('phiên bản 1')
    const sheets = await read((await fileAt(reader, `${report.path}/versions/1?format=xlsx`)).bytes)
    const items = sheets.find(({ sheet }) => sheet === 'Nhiệm vụ trong kế hoạch')?.data.map((row) => row.map(String)) ?? []
    expect(items.find((row) => row[1] === 'Giúp xã làm quy chế làm việc')?.slice(3)).toEqual([onlySaid, how])
  })

  test('an independent SQL counts the same, of district, province, commune and area; an item for two communes, not done for one, is done in part', async () => {
    for (const made of [district, tinh]) {
      const { compiled } = await contentOf(made)
      const ids = compiled.units.flatMap(({ versionId }) => versionId ?? [])
      const count = async (where: string, ...values: unknown[]) => {
        const { rows } = await pool.query(
          `with item as (
             select bool_or(said = 'done') as done, bool_or(said = 'partly') as partly, bool_or(said = 'notDone') as undone,
                    bool_or(outcome <> 'open') as active, bool_or(outcome = 'received') as received,
                    bool_or(said is null and outcome <> 'open') as unsaid
             from unit_item where version_id = any($1) and ($2::uuid[] is null or commune_id = any($2)) and ${where}
             group by version_id, plan_id, item_key)
           select count(*)::int as planned, (count(*) filter (where active))::int as done, (count(*) filter (where received))::int as confirmed,
                  (count(*) filter (where not active))::int as open,
                  (count(*) filter (where partly or (undone and (done or unsaid))))::int as partly,
                  (count(*) filter (where undone and not coalesce(partly or done or unsaid, false)))::int as "notDone",
                  (count(*) filter (where done and not coalesce(partly or undone, false)))::int as "saidDone",
                  (count(*) filter (where done and not coalesce(partly or undone, false) and not active))::int as "onlySaid" from item`,
          [ids, compiled.scope?.oversees ?? null, ...values],
        )
        return rows[0]
      }
      expect(compiled.total.items).toEqual(await count('true'))
      expect(compiled.total.items).toEqual({ planned: 6, saidDone: 2, onlySaid: 1, done: 3, confirmed: 1, partly: 2, notDone: 1, open: 3 })
      for (const row of compiled.communes) expect(row.items, row.agency).toEqual(await count('commune_id = $3', row.agencyId))
      for (const row of compiled.areas) {
        const article = { economy: '4', society: '5', security: '6', politics: '7' }[row.area]
        expect(row.items, row.area).toEqual(await count(`clause like $3 || '.%'`, article))
      }
      expect(compiled.units.find(({ agency }) => agency === 'Sở Tài nguyên và Môi trường')?.items).toEqual(compiled.total.items)
    }
  })

  test.each([
    ['the district, of its own', dienBienDong, () => district],
    ['the province', province, () => tinh],
  ])('each figure opens the reports that it adds up; the reasons are an annex, a page and a sheet: %s', async (_, username, made) => {
    const reader = await signedIn(username)
    await reader.open(made().path)
    expect(reader.main).toContain('Đơn vị báo chưa thực hiện')
    const figures = reader
      .$('main a[href*="/figures?of="]')
      .toArray()
      .map((a) => ({ href: reader.$(a).attr('href') ?? '', figure: said(reader.$(a).text()) }))
      .filter(({ href }) => /\.(saidDone|onlySaid|partly|notDone)&/.test(href))
    expect(figures.length).toBeGreaterThan(7)
    for (const { href, figure } of figures) {
      await reader.open(href)
      expect(reader.main, href).not.toContain('không bằng số trong báo cáo')
      expect(said(reader.$('main table').first().find('tfoot .num').text()), href).toBe(figure)
    }
    const annex = `${made().path}/annexes?part=items&version=1`
    await reader.open(annex)
    const rows = reader.$('main tbody tr').map((_, tr) => said(reader.$(tr).text())).get() // biome-ignore format: one line
    expect(rows.map((row) => row.match(/(chưa thực hiện|một phần|tự báo)/)?.[0])).toEqual([
      'chưa thực hiện',
      'chưa thực hiện',
      'một phần',
      'tự báo',
    ])
    expect(rows.find((row) => row.includes('quy chế làm việc'))).toContain(`Sở Tài nguyên và Môi trườngxã Keo Lôm${onlySaid}${how}`)
    const [sheet] = await read((await fileAt(reader, `${annex}&format=xlsx`)).bytes)
    expect(JSON.stringify(sheet?.data)).toContain(why)
  })

  test('an annex of many rows stands on several pages, its file has all of them; a page costs little on a poor line', async () => {
    const { id: filingId } = district
    const { id: _, ...first } = await prisma.filingVersion.findFirstOrThrow({ where: { filingId, n: 1 } })
    const content = first.content as unknown as ConsolidationContent
    const [one] = content.compiled.told ?? []
    const told = Array.from({ length: 1_000 }, (_, i) => ({ ...one, task: `Nhiệm vụ ${i + 1}`, note: `${one?.note} (${i + 1})` }))
    const versionId = crypto.randomUUID()
    const many = { ...content, compiled: { ...content.compiled, told } } as object
    await prisma.filingVersion.create({ data: { ...first, id: versionId, n: 70, content: many } })
    const receipt = { filingId, versionId, agencyId: await agencyOf(planning), deliveredAt: first.sentAt, current: false }
    await prisma.receipt.create({ data: receipt })
    const reader = await signedIn(planning)
    const address = `${district.path}/annexes?part=items&version=70`
    const { text } = await reader.agent.get(`${address}&page=10`)
    expect(gzipSync(text).length).toBeLessThan(30_000)
    await reader.open(`${address}&page=2`)
    expect(reader.$('main tbody tr').length).toBe(100)
    expect(reader.main).toContain('Nhiệm vụ 101')
    await reader.open(`${district.path}/annexes${reader.$('.pager [rel=next]').attr('href')}`)
    expect(reader.main).toContain('Nhiệm vụ 201')
    const [sheet] = await read((await fileAt(reader, `${address}&format=xlsx`)).bytes)
    expect(sheet?.data.length).toBeGreaterThan(1_000)
    await prisma.receipt.deleteMany({ where: { versionId } })
  })

  test('the draft of UBND tỉnh says both, the recorded and what units say', async () => {
    const { draft } = await contentOf<ProvinceContent>(tinh)
    const all = draft?.parts.flatMap(({ paragraphs }) => paragraphs).join('\n')
    expect(all).toContain('3 nhiệm vụ đã có hoạt động được ghi (xã xác nhận 1), 3 nhiệm vụ chưa ghi hoạt động')
    expect(all).toContain(
      '2 nhiệm vụ đã hoàn thành (1 nhiệm vụ đơn vị tự báo, chưa có hoạt động ghi nhận), 2 nhiệm vụ thực hiện một phần, 1 nhiệm vụ chưa thực hiện',
    )
  })

  test('versions are compared item by item, under the item’s name; a report sent again changes nothing that was compiled', async () => {
    const before = await contentOf(tinh)
    await step(report, planning, 'request-changes', { data: note })
    const unit = await signedIn(stnmt)
    await unit.open(`${report.path}/edit`)
    expect(unit.$(`[name="${at(here, 'undone', 'note')}"]`).val(), 'what was typed is there again').toBe(why)
    await unit.press('Lưu', says(here, 'undone', 'done', how))
    await step(report, stnmt, 'send', { data: signer })
    for (const username of [planning, stnmt]) {
      const reader = await signedIn(username)
      await reader.open(`${report.path}/compare?from=1&to=2`)
      expect(reader.status, reader.main).toBe(200)
      expect(reader.main).toContain('Xây nhà văn hóa')
      expect(reader.main).toContain('Đơn vị báo bỏ: chưa thực hiệnthêm: đã hoàn thành')
      expect(reader.main, 'the rest is the same').not.toContain('Trồng 10 ha mắc ca')
    }
    expect(await contentOf(tinh)).toEqual(before)
    const reader = await signedIn(province)
    await reader.open(tinh.path)
    expect(reader.main).toContain('Nhiệm vụ đơn vị báo chưa thực hiện nhiệm vụ10')
  })

  test('what a report of before units were asked did not tell is no difference, and no column of it', async () => {
    const { id: filingId } = district
    const { id: _, ...first } = await prisma.filingVersion.findFirstOrThrow({ where: { filingId, n: 1 } })
    const { compiled, ...rest } = first.content as unknown as ConsolidationContent
    const older = (row: object) => {
      const { items: { planned, done, confirmed, open } = {}, ...sums } = row as { items?: Record<string, number> }
      return { ...sums, items: { planned, done, confirmed, open } }
    }
    const { told: __, ...asThen } = compiled
    const rows = { areas: compiled.areas.map(older), units: compiled.units.map(older), communes: compiled.communes.map(older) }
    const content = { ...rest, compiled: { ...asThen, total: older(compiled.total), ...rows } } as object
    const versionId = crypto.randomUUID()
    await prisma.filingVersion.create({ data: { ...first, id: versionId, n: 80, content } })
    const receipt = { filingId, versionId, agencyId: await agencyOf(planning), deliveredAt: first.sentAt, current: false }
    await prisma.receipt.create({ data: receipt })
    const reader = await signedIn(planning)
    await reader.open(`${district.path}/versions/80`)
    expect(reader.main).toContain('Xã đã xác nhận')
    expect(reader.main).not.toMatch(/[Đđ]ơn vị báo (hoàn thành|một phần|chưa thực hiện)/)
    await reader.open(`${district.path}/annexes?part=units&version=80`)
    expect([reader.status, reader.main.includes('Đơn vị báo')]).toEqual([200, false])
    for (const [
      address,
      status,
    ] of [['figures?of=total.all.partly', 404], ['figures?of=total.all.done', 200], ['annexes?part=items', 404]] as const) // biome-ignore format: a table
      expect((await reader.open(`${district.path}/${address}&version=80`)).status, address).toBe(status)
  })
})

test('a report of six months asks the same of the plans of its year and half-year, from what was recorded in it', async () => {
  const unit = await signedIn(stnmt)
  await unit.open('/unit-reports/half')
  const option = unit.$('#period option').filter((_, one) => unit.$(one).text() === '6 tháng đầu năm 2024')
  await unit.press('Bắt đầu soạn', { period: option.attr('value') ?? '' })
  expect(unit.main).toContain('Kế hoạch năm 2024 và 6 tháng đầu năm 2024 đã thống nhất: 5 nhiệm vụ')
  await unit.press('Lưu, sang kiểm tra và gửi', {
    ...{ summary: 'Đã làm việc', nextYear: 'Tiếp tục', [`sections[${here}][economy][done]`]: 'Đã khảo sát' },
    ...says(here, 'trained', 'notDone', 'Tập huấn vào cuối năm'), // recorded in November, not in these six months
  })
  await unit.press('Gửi báo cáo đến 1 nơi nhận', signer)
  const row = await prisma.unitItem.findFirst({ where: { itemKey: 'trained', note: 'Tập huấn vào cuối năm' } })
  expect(row).toMatchObject({ outcome: 'open', said: 'notDone' })
})

test('a plan of sixty items: one page of little weight, all of it said and sent at once', async () => {
  const [by, commune] = ['dv-ldld', 'xa-luan-gioi']
  const one = (i: number) => ({
    clause: '4.2',
    task: `Nhiệm vụ số ${i + 1}`,
    form: 'advice',
    result: '1 việc',
    quantity: '1',
    unit: 'việc',
  })
  const items = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`n${i}`, { ...one(i), place: String(i + 1) }]))
  const made = await aPlan('agreed', { by, commune, term: year2024, body: { objective: 'Sáu mươi việc', items } })
  const draft = await aUnitReport('ready', { by, term: year2024 })
  const unit = await signedIn(by)
  const { text } = await unit.agent.get(`${draft.path}/edit`)
  expect(gzipSync(text).length).toBeLessThan(30_000)
  await unit.open(`${draft.path}/edit`)
  const at = (i: number, field: string) => `sections[${id}][planned][${made.id}_n${i}][${field}]`
  const id = await agencyOf(commune)
  const words = ['done', 'partly', 'notDone'] as const
  const fields = Array.from({ length: 60 }, (_, i) => [[at(i, 'said'), words[i % 3] ?? ''], [at(i, 'note'), `Giải thích ${i + 1}`]]).flat() // biome-ignore format: pairs
  await unit.press('Lưu, sang kiểm tra và gửi', Object.fromEntries(fields))
  await unit.press('Gửi báo cáo đến 1 nơi nhận', signer)
  const rows = await prisma.unitItem.groupBy({ by: ['said'], where: { filingId: draft.id }, _count: true })
  expect(Object.fromEntries(rows.map(({ said, _count }) => [said, _count]))).toEqual({ done: 20, partly: 20, notDone: 20 })
})
