import { beforeAll, describe, expect, test } from 'vitest'
import { asOf } from '../src/clock.ts'
import type { ConsolidationContent, ProvinceContent } from '../src/consolidations/consolidation.ts'
import { prisma } from '../src/db.ts'
import { hash } from '../src/filings/filing.ts'
import { pool } from '../src/pool.ts'
import { verify } from '../src/verification.ts'
import { number } from '../src/words.ts'
import { said, signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import {
  aDistrictReport,
  agencyOf,
  anExplanation,
  aPlan,
  aProvinceReport,
  aReport,
  aUnitReport,
  coverable,
  dienBienDong,
  keoLom,
  type Made,
  planning,
  province,
  reportBody,
  signer,
  step,
  stnmt,
} from './make.ts'
import { aNeed, aPetition, aSupport, supportBody, step as takeStep } from './nouns.ts'

/** Khoản 2, khoản 3 Điều 13: what stands in the consolidated reports beside the sums of money. */

const phiNhu = 'xa-phi-nhu'
const annual = (year: number) => ({ kind: 'year', year, n: 1 }) as const
const report = (by: string, year: number, values: object) => aReport('sent', { by, term: annual(year), body: { ...reportBody, values } })
const contentOf = async <Content = ConsolidationContent>({ id }: Made) =>
  (await prisma.filingVersion.findFirstOrThrow({ where: { filingId: id }, orderBy: { n: 'desc' } })).content as unknown as Content

let plan: Made
let district: Made
let earlier: Made
let tinh: Made
const needs: Record<'met' | 'taken' | 'declined' | 'open' | 'withdrawn' | 'later', string> = {} as never
beforeAll(async () => {
  await prisma.programme.updateMany({ data: { to: new Date('2024-12-31') } }) // this year's report is the programme's last
  const states = { met: 'proposed', taken: 'proposed', declined: 'declined', open: 'proposed', withdrawn: 'withdrawn' } as const
  await asOf(at('2024-11-20T09:00:00'), async () => {
    await aPetition('answered', { subject: 'Kiến nghị đã trả lời' })
    for (const [fate, state] of Object.entries(states))
      needs[fate as keyof typeof states] = (await aNeed(state, { what: `Việc ${fate}`, ...(fate === 'declined' && { unit: stnmt }) })).id
  })
  needs.later = (await aNeed('proposed', { what: 'Sau ngày chốt số liệu' })).id // 16/12 belongs to the next year
  const item = { form: 'goods', result: '9 bể', quantity: '9', unit: 'bể', ownMoney: '1.000.000' }
  const items = {
    both: { ...item, clause: '5.5', task: 'Xây bể nước ở hai xã' },
    met: { ...item, clause: '4.2', task: 'Tập huấn', need: needs.met, commune: await agencyOf(keoLom) },
    taken: { ...item, clause: '4.2', task: 'Tập huấn lần hai', need: needs.taken, commune: await agencyOf(keoLom) },
  }
  plan = await aPlan('draft', { by: stnmt, commune: keoLom, term: annual(2024) })
  await step(plan, stnmt, 'cover', { data: { obligations: await coverable(plan, phiNhu) } as never })
  await step(plan, stnmt, 'save', { body: { objective: 'Đủ nước', items } })
  await step(plan, stnmt, 'send', { data: signer })
  for (const party of [keoLom, phiNhu, dienBienDong]) await step(plan, party, 'consent')
  const on = (key: string, clause: string) => ({ ...supportBody, clause, item: `${plan.id}.${key}` })
  await aSupport('confirmed', { body: on('both', '5.5') })
  await aSupport('confirmed', { body: on('met', '4.2') })
  await aSupport('declared', { body: on('taken', '4.2') })
  await aSupport('confirmed', { commune: phiNhu }) // outside any plan
  await aPetition('answered', { subject: 'Kiến nghị đã trả lời' })
  await aPetition('sent', { subject: 'Kiến nghị đang chờ' })
  await aPetition('withdrawn', { subject: 'Kiến nghị đã rút' })
  await aPetition('sent', { by: stnmt, to: planning, commune: keoLom, subject: 'Kiến nghị gửi UBND tỉnh' })

  await report(keoLom, 2023, { GN01: { value: '120' }, DC01: { value: '400' }, KT01: { value: '10', total: '10' } })
  await report(phiNhu, 2023, { GN01: { value: '80' }, DC01: { value: '400' } })
  await report(keoLom, 2024, { GN01: { value: '90' }, DC01: { value: '400' } })
  await report(phiNhu, 2024, { GN01: { value: '60' }, DC01: { value: '350' } })
  await report('xa-chieng-so', 2024, { GN01: { value: '7' }, DC01: { value: '100' } }) // of one year only
  await aUnitReport('sent', { by: stnmt, term: annual(2023) })
  earlier = await aProvinceReport('accepted', { term: annual(2023) })
  await aUnitReport('sent', { by: stnmt, term: annual(2024) })
  await anExplanation('sent', { term: annual(2024) })
  district = await aDistrictReport('sent', { by: dienBienDong, term: annual(2024) })
  tinh = await aProvinceReport('draft', { term: annual(2024) })
  const words = { leadership: 'Đã chỉ đạo', assessment: 'Kết quả tốt', limits: '', petitions: '', nextYear: 'Tiếp tục' }
  const more = {
    direction: 'Giao các huyện rà soát',
    upwards: 'Đề nghị bố trí vốn',
    programme: 'Đạt mục tiêu',
    commendation: 'Khen 5 đơn vị',
  }
  await step(tinh, planning, 'save', { body: { ...words, ...more } })
  await step(tinh, planning, 'compile')
  await step(tinh, planning, 'send', { data: signer })
})

describe('khoản 1 Điều 13: items of agreed plans', () => {
  test('planned, carried out, received: an item for two communes is one item, and stands with each of them', async () => {
    const { compiled } = await contentOf(district)
    const unsaid = { saidDone: 0, onlySaid: 0, partly: 0, notDone: 0 } // the unit leaves it to what was recorded
    expect(compiled.total.items).toEqual({ planned: 3, done: 3, confirmed: 2, open: 0, ...unsaid })
    const of = (username: string) => agencyOf(username).then((id) => compiled.communes.find(({ agencyId }) => agencyId === id)?.items)
    expect(await of(keoLom)).toEqual({ planned: 3, done: 3, confirmed: 2, open: 0, ...unsaid })
    expect(await of(phiNhu)).toEqual({ planned: 1, done: 0, confirmed: 0, open: 1, ...unsaid })
    expect(compiled.areas.map(({ area, items }) => [area, items?.planned])).toEqual([
      ...[['economy', 2], ['society', 1], ['security', 0], ['politics', 0]], // biome-ignore format: a table
    ])
  })

  test.each([
    ['district', () => district],
    ['province', () => tinh],
  ] as const)('an independent SQL counts the same: %s', async (_, made) => {
    const { compiled } = await contentOf(made())
    const ids = compiled.units.flatMap(({ versionId }) => versionId ?? [])
    const { rows } = await pool.query(
      `select count(distinct (version_id, plan_id, item_key))::int as planned,
              count(distinct (version_id, plan_id, item_key)) filter (where outcome <> 'open')::int as done,
              count(distinct (version_id, plan_id, item_key)) filter (where outcome = 'received')::int as confirmed,
              (count(distinct (version_id, plan_id, item_key)) - count(distinct (version_id, plan_id, item_key)) filter (where outcome <> 'open'))::int as open
       from unit_item where version_id = any($1) and ($2::uuid[] is null or commune_id = any($2))`,
      [ids, compiled.scope?.oversees ?? null],
    )
    expect(compiled.total.items).toMatchObject(rows[0])
    for (const { form, lines } of compiled.forms)
      expect(
        compiled.areas.reduce((sum, { forms }) => sum + (forms?.[form] ?? 0), 0),
        form,
      ).toBe(lines)
  })
})

test('khoản 1 Điều 10, khoản 1 Điều 11: needs met, in a plan, declined, not answered; a withdrawn one is none', async () => {
  for (const made of [district, tinh]) {
    const { compiled } = await contentOf(made)
    const told = new Map(compiled.needs?.map(({ id, is }) => [id, is]))
    for (const fate of ['met', 'taken', 'declined', 'open'] as const) expect(told.get(needs[fate]), fate).toBe(fate)
    for (const fate of ['withdrawn', 'later'] as const) expect(told.has(needs[fate]), fate).toBe(false)
  }
  const reader = await signedIn(planning)
  await reader.open(`${district.path}/annexes?part=needs&version=1`)
  expect(reader.main).toContain('Việc taken')
  expect(reader.main).toContain('Đã đưa vào kế hoạch, xã chưa nhận')
})

test('khoản 4 Điều 11, khoản 5 Điều 13: open petitions stand in it by themselves, answered ones with the answer', async () => {
  const { compiled } = await contentOf(tinh)
  expect(compiled.petitions?.map(({ subject, is, above, answer }) => [subject, is, above, answer?.documentNumber]).sort()).toEqual([
    ['Kiến nghị gửi UBND tỉnh', 'sent', true, undefined],
    ['Kiến nghị đang chờ', 'sent', false, undefined],
    ['Kiến nghị đã trả lời', 'answered', false, '12/STNMT-QLĐĐ'],
  ])
  const reader = await signedIn(province)
  await reader.open(tinh.path)
  expect(reader.main).toContain('Trong năm có 3 kiến nghị; 1 đã trả lời, 2 chưa')
  expect(reader.main).toContain('Đang chờ UBND tỉnh, cơ quan tổng hợp: Kiến nghị gửi UBND tỉnh')
})

test('indicators at the year’s beginning and end, over communes that told both; a rate from its numerators and denominators', async () => {
  const { compiled } = await contentOf(district)
  const of = (code: string) => compiled.indicators.find((one) => one.code === code)
  expect(of('GN01')).toMatchObject({ total: '157', communes: 3, year: { start: { total: '200' }, end: { total: '150' }, communes: 2 } })
  expect(of('GN02')).toMatchObject({ year: { start: { total: '25' }, end: { total: '20' }, communes: 2 } }) // 200 of 800, 150 of 750
  const reader = await signedIn(planning)
  for (const [when, sums] of [
    ['start', ['200', '800']],
    ['end', ['150', '750']],
  ] as const) {
    await reader.open(`${district.path}/figures?of=indicators.GN02.${when}&version=1`)
    const tables = reader.$('main table').not('[aria-labelledby="xa-xac-nhan"] table').toArray()
    expect(tables.map((table) => said(reader.$(table).find('tfoot .num').text()))).toEqual(sums)
    expect(reader.main).not.toContain('Chiềng Sơ')
    expect(reader.main).not.toContain('không bằng số trong báo cáo')
  }
})

describe('khoản 1 Điều 12: the programme so far, and as a whole with its last year', () => {
  test('each earlier year as its own report said; a year without a report is named and not added', async () => {
    const { compiled } = await contentOf(tinh)
    const before = await contentOf(earlier)
    const told = compiled.years?.find(({ year }) => year === 2023)
    expect(told).toMatchObject({ filingId: earlier.id, n: 1, total: { ownMoney: before.compiled.total.ownMoney } })
    expect(compiled.years?.find(({ year }) => year === 2022)).toEqual({ year: 2022, versionId: null })
    const reader = await signedIn(province)
    await reader.open(tinh.path)
    expect(reader.main).toContain('2022Không có báo cáo trên cổng, không cộng')
    const both = String(BigInt(before.compiled.total.ownMoney) + BigInt(compiled.total.ownMoney))
    expect(reader.main).toContain(`Cộng 2 năm ${number(both)}`)
  })

  test('all years by unit and commune add up to the same; every figure opens the reports of the years', async () => {
    const { compiled } = await contentOf(tinh)
    const { programme } = compiled
    const sum = (rows: readonly { ownMoney: string }[] | undefined) =>
      String((rows ?? []).reduce((all, row) => all + BigInt(row.ownMoney), 0n))
    const before = await contentOf(earlier)
    const both = String(BigInt(before.compiled.total.ownMoney) + BigInt(compiled.total.ownMoney))
    for (const rows of [programme?.units, programme?.communes, programme?.areas]) expect(sum(rows)).toBe(both)
    expect(Number(both)).toBeGreaterThan(0)
    const unit = programme?.units.find(({ agency }) => agency === 'Sở Tài nguyên và Môi trường')
    expect(unit?.outcomes).toEqual([{ year: 2023, is: 'reported' }, { year: 2024, is: 'reported' }]) // biome-ignore format: one line
    expect(programme?.units.flatMap(({ outcomes }) => outcomes).filter(({ is }) => is === 'explained')).toHaveLength(1)
    const reader = await signedIn(province)
    await reader.open(`${tinh.path}/figures?of=programme.units.${unit?.agencyId}.ownMoney&version=1`)
    expect(reader.main).not.toContain('không bằng số trong báo cáo')
    expect(said(reader.$('main tfoot .num').text())).toBe(number(unit?.ownMoney ?? ''))
    const href = reader.$('main tbody a').attr('href') ?? ''
    expect(reader.status).toBe(200)
    await reader.open(new URL(href, `http://x${tinh.path}/figures`).toString().replace('http://x', ''))
    expect(reader.$('h1').text()).toContain('Kinh phí của đơn vị, Sở Tài nguyên và Môi trường')
  })

  test('only with the last year are the words of the whole asked for', async () => {
    const content = await contentOf<ProvinceContent>(tinh)
    expect(content).toMatchObject({ programme: 'Đạt mục tiêu', commendation: 'Khen 5 đơn vị' })
    expect(await contentOf(earlier)).not.toHaveProperty('programme')
    const { compiled } = await contentOf(earlier)
    expect(compiled.programme).toBeUndefined()
  })
})

test('khoản 3 Điều 13: the draft of UBND tỉnh’s own report is handed over with it, in figures and words, and frozen', async () => {
  const { draft, compiled } = await contentOf<ProvinceContent>(tinh)
  const all = draft?.parts.flatMap(({ paragraphs }) => paragraphs).join('\n') ?? ''
  for (const words of ['Đã chỉ đạo', 'Kết quả tốt', 'Giao các huyện rà soát', 'Đề nghị bố trí vốn', 'Đạt mục tiêu', 'Khen 5 đơn vị'])
    expect(all).toContain(words)
  expect(all).toContain(`kinh phí của đơn vị ${number(compiled.total.ownMoney)} đồng`)
  expect(all).toContain('Tỷ lệ hộ nghèo của 2 xã có số liệu cả hai năm: đầu năm 25%, cuối năm 20%')
  expect(all).toContain('1 đơn vị báo cáo lý do không triển khai')
  for (const username of [planning, province]) {
    const reader = await signedIn(username)
    await reader.open(`${tinh.path}/draft?version=1`)
    expect(reader.status).toBe(200)
    for (const line of all.split('\n')) expect(reader.main).toContain(said(line))
  }
  const version = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: tinh.id } })
  expect(hash(version)).toBe(version.sha256)
})

test.each([
  ['a district’s', planning, () => district],
  ['the province’s', province, () => tinh],
] as const)(
  'the annexes by district, unit and commune, of needs, petitions and indicators: every figure in them opens its sum: %s',
  async (_, username, made) => {
    const reader = await signedIn(username)
    await reader.open(`${made().path}/annexes?version=1`)
    const parts = reader.$('main nav a').toArray().map((a) => reader.$(a).attr('href') ?? '') // biome-ignore format: one line
    expect(parts.length).toBeGreaterThan(3)
    const figures = new Map<string, string>()
    for (const href of [`${made().path}/annexes?version=1`, ...parts]) {
      expect((await reader.open(href)).status, href).toBe(200)
      for (const a of reader.$('main td a[href*="/figures?of="]').toArray())
        figures.set(reader.$(a).attr('href') ?? '', said(reader.$(a).text()))
      expect((await reader.agent.get(`${href}&format=xlsx`)).headers['content-type'], href).toContain('spreadsheetml')
    }
    expect(figures.size).toBeGreaterThan(30)
    for (const [href, figure] of [...figures].filter((_, i) => i % 3 === 0)) {
      await reader.open(href)
      expect(reader.status, href).toBe(200)
      expect(reader.main, href).not.toContain('không bằng số trong báo cáo')
      if (!reader.main.includes('Chỉ cộng của xã'))
        expect(said(reader.$('main table').first().find('tfoot .num').text()), href).toBe(figure)
    }
    for (const odd of ['part=x', 'part=', 'part=units&part=units', 'version=9']) // biome-ignore format: one line
      expect((await reader.agent.get(`${made().path}/annexes?${odd}`)).status, odd).toBe(404)
  },
)

test('what becomes of a need or a petition later changes nothing that was sent; everything is verified', async () => {
  const before = await contentOf(tinh)
  await takeStep({ id: needs.open, noun: (await aNeed()).noun }, keoLom, 'withdraw', { data: { note: 'Không còn cần' } })
  expect(await contentOf(tinh)).toEqual(before)
  const wrong: string[] = []
  await verify((sentence) => wrong.push(sentence))
  expect(wrong).toEqual([])
})
