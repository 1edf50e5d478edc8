import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { asOf, setClock } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import type { Standing } from '../src/deadlines.ts'
import type { ScoreRule } from '../src/generated/enums.ts'
import { pool } from '../src/pool.ts'
import { type Facts, rankOf, scoreOf, totalOf, type Weights } from '../src/scores/rules.ts'
import { verify } from '../src/verification.ts'
import { standingWords } from '../src/words.ts'
import { type Browser, said, signedIn, signIn } from './browser.ts'
import { at } from './deadline-table.ts'
import { fileAt, read } from './excel.ts'
import { agencyOf, anExplanation, aPlan, aReport, aUnitReport, dienBienDong, step as filingStep, keoLom, neighbourUnit, planning, province, reportBody, sendAll, signer, stnmt } from './make.ts' // biome-ignore format: one line
import { anAdjustment, anInvitation, anObjection, aScoring, aSupport, type MadeNoun, scoringBody, step, supportBody } from './nouns.ts'

/** Khoản 1, 2 Điều 12: the units are scored by what is stored, each point opens where it comes from, and a frozen year never changes. */

// ── the rules ─────────────────────────────────────────────────────────────────────────────────────────────────────

const none: Facts = { plans: [], reports: [], items: [], communes: [], invitations: [], assessments: [] }
const weighing = (rule: ScoreRule): Weights => ({ plan: 0, report: 0, item: 0, help: 0, invitation: 0, assessment: 0, [rule]: 100 })
const owed = (kind: 'plan' | 'unitReport', came: Standing, agreed?: boolean) => ({
  ...{ id: 'o', filingId: 'f', kind, title: 'Hồ sơ', came, word: standingWords[came].word, ...(agreed !== undefined && { agreed }) },
})

describe('each criterion is a pure rule from facts to points', () => {
  // Points of a hundred; undefined: nothing is measured.
  // biome-ignore format: a table
  const plans: [string, Facts['plans'], number | undefined][] = [
    ['sent in time and agreed', [owed('plan', 'onTime', true)], 10_000],
    ['in time by acceptance of the named day', [owed('plan', 'accepted', true)], 10_000],
    ['sent in time, not agreed yet', [owed('plan', 'onTime', false)], 5_000],
    ['sent late, agreed', [owed('plan', 'late', true)], 5_000],
    ['sent late, not agreed', [owed('plan', 'late', false)], 0],
    ['overdue', [owed('plan', 'overdue', false)], 0],
    ['not due yet', [owed('plan', 'open', false), owed('plan', 'notOpen', false), owed('plan', 'drafting', false)], undefined],
    ['two of three communes', [owed('plan', 'onTime', true), owed('plan', 'onTime', true), owed('plan', 'overdue', false)], 6_667],
  ]
  test.each(plans)('plan (khoản 2 Điều 8): %s', (_, plans, points) => {
    expect(scoreOf(weighing('plan'), { ...none, plans }).computed).toBe(points)
  })

  // biome-ignore format: a table
  const reports: [Standing, number | undefined][] = [
    ['onTime', 10_000], ['accepted', 10_000], ['onNamedDay', 5_000], ['late', 5_000], ['overdue', 0],
    ['explained', undefined], ['open', undefined], ['drafting', undefined], ['notOpen', undefined],
  ]
  test.each(reports)('annual report (khoản 1 Điều 13): %s', (came, points) => {
    expect(scoreOf(weighing('report'), { ...none, reports: [owed('unitReport', came)] }).computed).toBe(points)
  })

  // biome-ignore format: a table
  const done: [string, Pick<Facts['items'][number], 'is' | 'over' | 'excused'>, number | undefined][] = [
    ['confirmed by the commune', { is: 'confirmed', over: true, excused: false }, 10_000],
    ['confirmed before its time', { is: 'confirmed', over: false, excused: false }, 10_000],
    ['recorded, not confirmed', { is: 'recorded', over: true, excused: false }, 5_000],
    ['nothing, and its time is over', { is: 'nothing', over: true, excused: false }, 0],
    ['nothing yet', { is: 'nothing', over: false, excused: false }, undefined],
    ['nothing, with reasons that stand (khoản 2 Điều 12)', { is: 'nothing', over: true, excused: true }, undefined],
    ['done all the same, with reasons', { is: 'confirmed', over: true, excused: true }, 10_000],
  ]
  test.each(done)('an item of a plan, and help to a commune: %s', (_, about, points) => {
    expect(scoreOf(weighing('item'), { ...none, items: [{ filingId: 'f', task: 'Việc', ...about }] }).computed).toBe(points)
    expect(scoreOf(weighing('help'), { ...none, communes: [{ id: 'c', name: 'Xã', ...about }] }).computed).toBe(points)
  })

  test.each([
    ['comes', true, 10_000],
    ['staysAway', true, 10_000],
    ['comes', false, 10_000],
    [undefined, true, 0],
    [undefined, false, undefined],
  ] as const)('an invitation (Điều 9): reply %s, over %s', (reply, over, points) => {
    expect(scoreOf(weighing('invitation'), { ...none, invitations: [{ id: 'i', subject: 'Sơ kết', reply, over }] }).computed).toBe(points)
  })

  test.each([
    ['good', 10_000],
    ['fair', 7_500],
    ['average', 5_000],
    ['poor', 0],
  ] as const)('a commune’s assessment: %s', (rating, points) => {
    expect(scoreOf(weighing('assessment'), { ...none, assessments: [{ filingId: 'f', commune: 'Xã', rating }] }).computed).toBe(points)
  })

  test('what counts nothing punishes nobody: its weight is spread, to the last hundredth', () => {
    const weights: Weights = { plan: 20, report: 20, item: 20, help: 20, invitation: 10, assessment: 10 }
    const facts: Facts = { ...none, plans: [owed('plan', 'onTime', true)], reports: [owed('unitReport', 'onTime')], assessments: [{ filingId: 'f', commune: 'Xã', rating: 'good' }] } // biome-ignore format: one line
    const { criteria, computed } = scoreOf(weights, facts)
    expect(computed).toBe(10_000)
    expect(criteria.map(({ rule, share }) => [rule, share])).toEqual([['plan', 4000], ['report', 4000], ['item', 0], ['help', 0], ['invitation', 0], ['assessment', 2000]]) // biome-ignore format: one line
    const thirds = scoreOf({ ...weighing('plan'), plan: 30, report: 30, assessment: 30, item: 10 }, facts)
    expect(thirds.criteria.reduce((sum, { share }) => sum + share, 0)).toBe(10_000)
    expect(thirds.computed).toBe(10_000)
    expect(scoreOf(weights, none).computed).toBeUndefined()
  })

  test('adjusted, a score stays within none and a hundred; who has as many points shares a rank', () => {
    expect(totalOf(9_900, [{ points: 500 }])).toBe(10_000)
    expect(totalOf(100, [{ points: -250 }])).toBe(0)
    expect(totalOf(8_000, [{ points: -250 }, { points: 125 }])).toBe(7_875)
    expect(totalOf(undefined, [{ points: 500 }])).toBeUndefined()
    const totals = [9_000, 8_000, 8_000, 7_000, undefined]
    expect(totals.map((total) => rankOf(total, totals))).toEqual([1, 2, 2, 4, undefined])
  })
})

// ── a year of the province ────────────────────────────────────────────────────────────────────────────────────────

const on = <T>(moment: string, run: () => Promise<T>) => asOf(at(moment), run)
const year = (of: number) => ({ kind: 'year', year: of, n: 1 }) as const
const { contributions: _, ...withoutMoney } = supportBody
const advice = { ...withoutMoney, form: 'advice', what: 'Góp ý quy hoạch bản Huổi Hoa' }

let neighbour = ''
let scoring: MadeNoun
let supports: MadeNoun[] = []
beforeAll(async () => {
  neighbour = await neighbourUnit()
  const body = (ratings: Record<string, string>) => ({
    ...reportBody,
    assessments: Object.fromEntries(
      Object.entries(ratings).map(([id, rating]) => [id.replaceAll('-', ''), { rating, words: 'Xuống xã đúng hẹn' }]),
    ),
  })
  await on('2023-12-28T09:00:00', () => aPlan('agreed', { by: stnmt, commune: keoLom, term: year(2024) }))
  await on('2024-01-05T09:00:00', () => aPlan('sent', { by: stnmt, commune: 'xa-phi-nhu', term: year(2024) })) // late, not agreed
  await on('2024-12-31T09:00:00', () => aUnitReport('sent', { by: stnmt, term: year(2024) })) // the named day
  supports = [await aSupport('confirmed'), await aSupport('declared', { commune: 'xa-phi-nhu' })]
  await aSupport('cancelled', { commune: 'xa-chieng-so' })
  await aSupport('confirmed', { by: neighbour, commune: keoLom, body: advice })
  const asked = await anInvitation('past', { guests: [stnmt, neighbour] })
  await on('2024-12-06T09:00:00', () => step(asked, stnmt, 'decline', { data: { note: 'Trùng lịch' } }))
  await on('2024-12-10T09:00:00', () => anInvitation('coming', { guests: [stnmt] })) // on 25/12, after the year's data window: of 2025
  const ratings = { [await agencyOf(stnmt)]: 'fair', [await agencyOf(neighbour)]: 'good' }
  await on('2024-12-20T09:00:00', async () => {
    const made = await aReport('ready', { by: keoLom, term: year(2024), body: body(ratings) })
    await filingStep(made, keoLom, 'send', { data: signer })
  })
  await setClock(at('2025-01-20T08:00:00'))
})
afterAll(() => setClock(at('2024-12-16T08:00:00')))

const sectionOf = ({ $ }: Browser, id: string) => $(`section[aria-labelledby="${id}"]`)
/** "Kế hoạch …: …, đã được thống nhất: trọn điểm", by criterion. */
const evidenceOf = (reader: Browser, rule: ScoreRule) =>
  reader.$(`h3#${rule}`).nextUntil('h3', 'ul').find('li').toArray().map((li) => said(reader.$(li).text())) // biome-ignore format: one line
const totalIn = (reader: Browser) => /(\d+(?:,\d+)?) điểm/.exec(said(reader.$('.lead strong').text()))?.[1]
const scoreOfUnit = async (reader: Browser, unit: string, of = 2024) => reader.open(`/scores/${await agencyOf(unit)}?year=${of}`)

describe('criteria of a year', () => {
  test('begin with what the portal suggests, must come to a hundred, and cite a whole document or none', async () => {
    const reader = await signedIn(planning)
    await reader.open('/scorings')
    expect(reader.main).toContain('Chưa có bộ tiêu chí nào')
    await reader.follow('Lập năm 2025 từ gợi ý của cổng')
    expect(reader.$('[name="plan"]').attr('value')).toBe('20')
    await reader.press('Lập bộ tiêu chí', { year: '2024', plan: '30', documentNumber: '12/HD-HĐTĐKT' })
    expect(reader.status).toBe(422)
    expect(reader.main).toContain('cộng lại phải bằng 100; nay là 110')
    for (const words of ['Nhập ngày văn bản', 'Nhập trích yếu văn bản']) expect(reader.main).toContain(words)
    await reader.press('Lập bộ tiêu chí', { plan: '20', documentNumber: '' })
    expect(reader.main).toContain('Điểm tham khảo')
    const { id } = await prisma.scoring.findUniqueOrThrow({ where: { year: 2024 } })
    scoring = { ...(await aScoring('preparing', { year: 2024 })), id }
  })

  test('there is one set for a year; those of the next are copied from it', async () => {
    const reader = await signedIn(planning)
    await reader.open('/scorings')
    await reader.follow('Lập năm 2025, chép từ năm 2024')
    expect(reader.$('select[name="year"] option[value="2024"]').length).toBe(0)
    await reader.press('Lập bộ tiêu chí')
    expect(reader.main).toContain('Bộ tiêu chí chấm điểm thi đua năm 2025')
    expect(await prisma.scoring.count()).toBe(2)
  })

  test('whoever edits them says why, and what was moved stands on the page', async () => {
    const reader = await signedIn(planning)
    await reader.open(`${scoring.path}/edit`)
    await reader.press('Sửa tiêu chí', { plan: '25', report: '15', note: 'Theo ý kiến của Hội đồng' })
    expect(sectionOf(reader, 'cac-lan-sua').text()).toContain('Kế hoạch đúng hạn, được thống nhất: 20 thành 25')
    expect(sectionOf(reader, 'cac-lan-sua').text()).toContain('Theo ý kiến của Hội đồng')
    await reader.open(`${scoring.path}/edit`)
    await reader.press('Sửa tiêu chí', { plan: '20', report: '20', note: 'Trở lại gợi ý' })
  })
})

describe('a score says where each point comes from', () => {
  test('thing by thing, by the standings of every other page', async () => {
    const reader = await signedIn(planning)
    await scoreOfUnit(reader, stnmt)
    expect(evidenceOf(reader, 'plan')).toEqual([
      'Kế hoạch giúp đỡ xã Chiềng Sơ năm 2024: quá hạn 386 ngày, chưa được thống nhất: không có điểm',
      'Kế hoạch giúp đỡ xã Keo Lôm năm 2024: gửi đúng hạn, đã được thống nhất: trọn điểm',
      'Kế hoạch giúp đỡ xã Phì Nhừ năm 2024: gửi chậm 5 ngày, chưa được thống nhất: không có điểm',
    ])
    expect(evidenceOf(reader, 'report')).toEqual(['Báo cáo kết quả giúp đỡ xã năm 2024: gửi vào đúng ngày nêu: một nửa'])
    expect(evidenceOf(reader, 'item')).toEqual(['Xây 9 bể nước (xã Keo Lôm): chưa ghi hoạt động: không có điểm'])
    expect(evidenceOf(reader, 'help')).toEqual([
      'Xã Chiềng Sơ: chưa ghi hoạt động: không có điểm',
      'Xã Keo Lôm: Tặng 1.200 cây giống mắc ca, xã đã xác nhận: trọn điểm',
      'Xã Phì Nhừ: Tặng 1.200 cây giống mắc ca, đã ghi, xã chưa xác nhận: một nửa',
    ])
    expect(evidenceOf(reader, 'invitation')).toHaveLength(1)
    expect(evidenceOf(reader, 'invitation')[0]).toContain('đã trả lời không tham dự: trọn điểm')
    expect(evidenceOf(reader, 'assessment')).toEqual(['Xã Keo Lôm: khá: ba phần tư'])
    // 20 × 1/3 + 20 × 1/2 + 20 × 0 + 20 × 1,5/3 + 10 × 1 + 10 × 3/4, by hand.
    expect(totalIn(reader)).toBe('44,17')
    expect(reader.main).toContain('Điểm tham khảo')
  })

  test('and every line of it leads there', async () => {
    const reader = await signedIn(planning)
    await scoreOfUnit(reader, stnmt)
    const hrefs = sectionOf(reader, 'minh-chung').find('li a').toArray().map((a) => reader.$(a).attr('href') ?? '') // biome-ignore format: one line
    expect(hrefs).toHaveLength(sectionOf(reader, 'minh-chung').find('li').length)
    expect(hrefs).toContain(supports[0]?.path)
    const other = await signIn(planning)
    for (const href of hrefs) expect((await other.open(href)).status, href).toBe(200)
  })

  test('a criterion without anything to measure is spread, and the page says so', async () => {
    const reader = await signedIn(planning)
    const { unitId } = await prisma.assignment.findFirstOrThrow({
      where: { unit: { guests: { none: {} } }, to: null },
      orderBy: { id: 'desc' },
    })
    await reader.open(`/scores/${unitId}?year=2024`)
    expect(reader.main).toContain('Không tính: trong năm không có giấy mời nào')
    expect(reader.main).toContain('điểm tối đa của nó chia cho các tiêu chí còn lại')
  })

  test('khoản 1 Điều 11: advice scores as goods do', async () => {
    const reader = await signedIn(planning)
    await scoreOfUnit(reader, neighbour)
    expect(evidenceOf(reader, 'invitation')[0]).toContain('không trả lời: không có điểm')
    expect(evidenceOf(reader, 'help')).toContain('Xã Keo Lôm: Góp ý quy hoạch bản Huổi Hoa, xã đã xác nhận: trọn điểm')
    const { supportId, communes } = {
      supportId: supports[0]?.id ?? '',
      communes: await prisma.support.findMany({ where: { status: 'confirmed' } }),
    }
    expect(communes.find(({ id }) => id === supportId)?.ownValue).toBeGreaterThan(0n)
    expect(communes.find(({ form }) => form === 'advice')?.ownValue).toBe(0n)
  })

  test('of a running year only what is due counts (khoản 1 Điều 13)', async () => {
    const reader = await signedIn(planning)
    await setClock(at('2024-11-25T08:00:00'))
    await scoreOfUnit(reader, neighbour)
    expect(reader.main).toContain('Không tính: chưa đến hạn báo cáo năm')
    expect(evidenceOf(reader, 'help')).toHaveLength(1) // the communes without any are not over yet
    await setClock(at('2025-01-20T08:00:00'))
  })
})

describe('who sees', () => {
  test('before the publication planning and province; a unit neither its score nor the ranking; communes and districts none of it', async () => {
    for (const username of [planning, province]) {
      const reader = await signedIn(username)
      expect((await scoreOfUnit(reader, stnmt)).status).toBe(200)
      await reader.open('/scores?year=2024')
      expect(reader.main).toContain('chưa công bố')
    }
    const unit = await signedIn(stnmt)
    expect((await scoreOfUnit(unit, stnmt)).status).toBe(404)
    await unit.open('/scores')
    expect(unit.main).toContain('Chưa có điểm nào được công bố')
    for (const username of [keoLom, dienBienDong]) {
      const reader = await signedIn(username)
      for (const path of ['/scores', '/scorings', `/scores/${await agencyOf(stnmt)}`])
        expect((await reader.open(path)).status, path).toBe(404)
    }
  })

  test('the scores of a running year are not published: before the reports are due nobody is late', async () => {
    const reader = await signedIn(planning)
    await setClock(at('2024-12-30T23:59:59'))
    await reader.open(scoring.path)
    expect(reader.buttons).not.toContain('Công bố điểm')
    expect(reader.main).toContain('Công bố được từ ngày 31/12/2024')
    await expect(step(scoring, planning, 'publish')).rejects.toMatchObject({ status: 409 })
    await setClock(at('2025-01-20T08:00:00'))
  })
})

test('assessments that were sent before there were rows of them are told from the frozen contents', async () => {
  const migration = readFileSync(new URL('../prisma/migrations/0032_unit_assessments/migration.sql', import.meta.url), 'utf8')
  const [backfill = ''] = /insert into unit_assessment[^;]+;/.exec(migration) ?? []
  const told = 'select version_id, unit_id, rating, words from unit_assessment order by version_id, unit_id'
  const { rows: before } = await pool.query(told)
  const client = await pool.connect()
  await client.query('begin; set local session_replication_role = replica; delete from unit_assessment')
  await client.query(backfill)
  const { rows: after } = await client.query(told)
  await client.query('rollback')
  client.release()
  expect(before).toHaveLength(2)
  expect(after).toEqual(before)
})

// ── adjustment ────────────────────────────────────────────────────────────────────────────────────────────────────

describe('an adjustment', () => {
  test('needs a reason, stands beside what was computed, and is undone with a reason', async () => {
    const reader = await signedIn(planning)
    await scoreOfUnit(reader, stnmt)
    await reader.follow('Điều chỉnh điểm')
    await reader.press('Điều chỉnh điểm', { points: '-2,5', reason: ' ' })
    expect([reader.status, reader.main.includes('Nêu lý do điều chỉnh')]).toEqual([422, true])
    expect(reader.$('[name="points"]').attr('value')).toBe('-2,5')
    for (const points of ['0', '101', '1,234', 'x']) {
      await reader.press('Điều chỉnh điểm', { points, reason: 'Nhắc ba lần' })
      expect(reader.status, points).toBe(422)
    }
    await reader.press('Điều chỉnh điểm', { points: '-2,5', reason: 'Nhắc ba lần' })
    const path = reader.path
    await scoreOfUnit(reader, stnmt)
    expect(totalIn(reader)).toBe('41,67')
    expect(said(sectionOf(reader, 'dieu-chinh').text())).toMatch(/Nhắc ba lần.*Sở Kế hoạch và Đầu tư, .*-2,5/)
    expect(said(sectionOf(reader, 'tieu-chi').text())).toContain('44,17')
    await reader.open(`${path}/undo`)
    await reader.press('Hủy điều chỉnh', { note: '' })
    expect(reader.status).toBe(422)
    await reader.press('Hủy điều chỉnh', { note: 'Ghi nhầm đơn vị' })
    await scoreOfUnit(reader, stnmt)
    expect(totalIn(reader)).toBe('44,17')
  })

  test('nobody adjusts their own score: Sở KH&ĐT helps a commune too', async () => {
    await expect(anAdjustment('inForce', { unit: planning, of: scoring })).rejects.toMatchObject({ status: 403 })
    const reader = await signedIn(planning)
    await scoreOfUnit(reader, planning)
    expect(reader.main).not.toContain('Điều chỉnh điểm')
  })
})

// ── publication, objections ───────────────────────────────────────────────────────────────────────────────────────

describe('publication and objections', () => {
  beforeAll(async () => {
    await on('2025-01-20T09:00:00', () => step(scoring, planning, 'publish'))
  })

  test('its own score is on the unit’s desk, its profile and its list, with the last day for objections', async () => {
    const unit = await signedIn(stnmt)
    for (const path of ['/unit', `/units/${await agencyOf(stnmt)}`]) {
      await unit.open(path)
      expect(unit.main, path).toContain('Năm 2024: 44,17 điểm, điểm tham khảo, đã công bố. Nêu ý kiến đến hết ngày 30/01/2025')
    }
    await scoreOfUnit(unit, stnmt)
    expect(totalIn(unit)).toBe('44,17')
    expect((await scoreOfUnit(unit, neighbour)).status).toBe(404)
    const other = await signedIn(neighbour)
    expect((await scoreOfUnit(other, stnmt)).status).toBe(404)
    expect((await other.open(`/units/${await agencyOf(stnmt)}`)).main).not.toContain('44,17')
  })

  test('what was published stays when the facts change; it is published anew for that', async () => {
    await on('2025-01-21T09:00:00', () => step({ ...(supports[1] as MadeNoun) }, 'xa-phi-nhu', 'confirm'))
    const reader = await signedIn(planning)
    await scoreOfUnit(reader, stnmt)
    expect(totalIn(reader)).toBe('44,17')
    expect(evidenceOf(reader, 'help')[2]).toContain('đã ghi, xã chưa xác nhận')
  })

  test('an objection is raised to the last second of the last day, and not after', async () => {
    const late = async (moment: string) => on(moment, () => anObjection('raised', { by: neighbour, of: scoring }))
    await late('2025-01-30T23:59:59')
    await expect(late('2025-01-31T00:00:00')).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('ngày cuối là 30/01/2025'),
    })
    const unit = await signedIn(neighbour)
    await setClock(at('2025-01-31T00:00:00'))
    await scoreOfUnit(unit, neighbour)
    expect(unit.main).not.toContain('Nêu ý kiến về điểm')
    await unit.open('/score-objections/new')
    expect(unit.main).toContain('Không có bảng điểm nào đang trong thời gian nêu ý kiến')
    await setClock(at('2025-01-22T08:00:00'))
  })

  test('nobody else objects: a commune has no score', async () => {
    await expect(anObjection('raised', { by: keoLom, of: scoring })).rejects.toMatchObject({ status: 403 })
  })

  // Role × state: what is taken from where; 403 not theirs, 409 no longer possible, 404 not theirs to see.
  const states = ['raised', 'upheld', 'dismissed', 'withdrawn'] as const
  const steps = ['uphold', 'dismiss', 'reopen', 'withdraw'] as const
  const people = { unit: stnmt, neighbour: '', planning, province }
  // biome-ignore format: a table
  const table: Record<keyof typeof people, Record<(typeof steps)[number], (number | 'ok')[]>> = {
    //                       raised upheld dismissed withdrawn
    unit:      { uphold: [403, 403, 403, 403], dismiss: [403, 403, 403, 403], reopen: [403, 403, 403, 403], withdraw: ['ok', 409, 409, 409] },
    neighbour: { uphold: [404, 404, 404, 404], dismiss: [404, 404, 404, 404], reopen: [404, 404, 404, 404], withdraw: [404, 404, 404, 404] },
    planning:  { uphold: ['ok', 409, 409, 409], dismiss: ['ok', 409, 409, 409], reopen: [409, 'ok', 'ok', 409], withdraw: [403, 403, 403, 403] },
    province:  { uphold: [403, 403, 403, 403], dismiss: [403, 403, 403, 403], reopen: [403, 403, 403, 403], withdraw: [403, 403, 403, 403] },
  }
  const cases = Object.entries(table).flatMap(([who, bySteps]) => Object.entries(bySteps).flatMap(([name, all]) => all.map((wanted, i) => [who, name, states[i], wanted] as const))) // biome-ignore format: one line
  test.each(cases)('%s, %s, %s: %s', async (who, name, state, wanted) => {
    await on('2025-01-22T09:00:00', async () => {
      const made = await anObjection(state, { of: scoring })
      const data = { points: 100, answer: 'Đã xem lại', note: 'Nhầm' }
      const taken = step(made, who === 'neighbour' ? neighbour : people[who as keyof typeof people], name, { data })
      if (wanted === 'ok') await taken
      else await expect(taken).rejects.toMatchObject({ status: wanted })
    })
  })

  test('upheld, it adjusts the score by its answer; taken back, the adjustment goes with it', async () => {
    await pool.query(`update score_adjustment set status = 'undone', undone_for = 'Xong bảng', undone_by = 'x' where status = 'inForce'`)
    const [reader, unit] = [await signedIn(planning), await signedIn(stnmt)]
    await scoreOfUnit(unit, stnmt)
    await unit.follow('Nêu ý kiến về điểm')
    await unit.press('Gửi ý kiến', { rule: 'item', text: 'Đã làm xong bể nước' })
    const { path } = unit
    await reader.open('/planning')
    expect(reader.main).toContain('Sở Tài nguyên và Môi trường: ý kiến về điểm năm 2024')
    await reader.open(`${path}/uphold`)
    await reader.press('Chấp nhận, điều chỉnh điểm', { points: '3', answer: 'Có biên bản bàn giao' })
    await scoreOfUnit(unit, stnmt)
    expect(totalIn(unit)).toBe('47,17')
    expect(sectionOf(unit, 'dieu-chinh').text()).toContain('Có biên bản bàn giao')
    await reader.open(`${path}/reopen`)
    await reader.press('Rút câu trả lời', { note: 'Biên bản của năm khác' })
    await scoreOfUnit(unit, stnmt)
    expect(totalIn(unit)).toBe('44,17')
    await reader.open(`${path}/uphold`)
    await reader.press('Chấp nhận, điều chỉnh điểm', { points: '1', answer: 'Một phần' })
  })

  test('what Sở KH&ĐT says of its own score, UBND tỉnh answers', async () => {
    await on('2025-01-22T10:00:00', async () => {
      const made = await anObjection('raised', { by: planning, of: scoring })
      await expect(step(made, planning, 'dismiss', { data: { answer: 'Tự trả lời' } })).rejects.toMatchObject({ status: 403 })
      await step(made, province, 'dismiss', { data: { answer: 'Chưa có căn cứ' } })
    })
  })

  test('taken back with a reason, no unit reads its score, and criteria can be edited; published again, it is computed anew', async () => {
    const [reader, unit] = [await signedIn(planning), await signedIn(stnmt)]
    await reader.open(`${scoring.path}/edit`)
    expect(reader.path).toBe(scoring.path) // not while it is published
    await reader.open(`${scoring.path}/unpublish`)
    await reader.press('Rút công bố', { note: 'Thiếu xác nhận của xã Phì Nhừ' })
    expect((await scoreOfUnit(unit, stnmt)).status).toBe(404)
    expect((await unit.open('/unit')).main).not.toContain('Điểm thi đua')
    await reader.open(`${scoring.path}/edit`)
    const { documentNumber, documentDate, documentTitle } = scoringBody
    await reader.press('Sửa tiêu chí', { documentNumber, documentDate, documentTitle, note: 'Đã có hướng dẫn' })
    await reader.press('Công bố điểm')
    await scoreOfUnit(unit, stnmt)
    expect(evidenceOf(unit, 'help')[2]).toContain('Xã Phì Nhừ: Tặng 1.200 cây giống mắc ca, xã đã xác nhận')
    expect(totalIn(unit)).toBe('48,5') // 44,17 + 20 × 0,5/3 + 1 by the objection
    expect(unit.main).not.toContain('tham khảo')
    expect(unit.main).toContain('Theo 12/HD-HĐTĐKT ngày 15/03/2023')
  })
})

// ── ranking ───────────────────────────────────────────────────────────────────────────────────────────────────────

describe('the ranking', () => {
  const rowsOf = (reader: Browser) => reader.$('tbody tr').toArray().map((tr) => reader.$(tr).find('td, th').toArray().map((cell) => said(reader.$(cell).text()))) // biome-ignore format: one line

  test('has each unit once, ties share a rank, filters and sorting survive, and the file has the same', async () => {
    const reader = await signedIn(planning)
    const { bytes } = await fileAt(reader, '/scores?year=2024&format=xlsx')
    const [sheet] = await read(bytes)
    const head = sheet?.data.findIndex((row) => row.includes('Hạng')) ?? 0
    const lines = sheet?.data.slice(head + 1) ?? []
    const units = await prisma.unitScore.count({ where: { scoring: { year: 2024 }, edition: 2 } })
    expect(lines).toHaveLength(units)
    const total = sheet?.data[head]?.indexOf('Tổng điểm') ?? -1
    const ranked = lines.map((row) => [Number(row[0]), Number(row[total])] as const)
    for (const [rank, points] of ranked) expect(rank).toBe(1 + ranked.filter(([, other]) => other > points).length)
    expect(new Set(ranked.map(([rank]) => rank)).size, 'some are equal').toBeLessThan(units)
    await reader.open('/scores?year=2024')
    expect(rowsOf(reader)[0]?.[0]).toBe('1')
    expect(reader.$('th a.sort').length).toBe(2)
    await reader.open(`/scores?year=2024&district=${await agencyOf(dienBienDong)}&is=adjusted&sort=name&order=desc`)
    expect(rowsOf(reader)).toHaveLength(1)
    expect(rowsOf(reader)[0]?.join(' ')).toContain('Sở Tài nguyên và Môi trường')
    await reader.open('/scores?year=2024&q=khong-co-ai')
    expect(reader.main).toContain('Không có đơn vị nào phù hợp')
    await reader.open('/scores?year=2030')
    expect(reader.main).toContain('Năm 2030 chưa có bộ tiêu chí')
  })

  test('less than 30 kB, and as many statements with everything filed and helped as with little', async () => {
    const reader = await signIn(province)
    const statements = async (path: string) => {
      const spy = vi.spyOn(pg.Client.prototype, 'query')
      const { text, status } = await reader.agent.get(path)
      const asked = spy.mock.calls.length
      spy.mockRestore()
      expect(status).toBe(200)
      return { asked, size: gzipSync(text).length }
    }
    await aScoring('preparing', { year: 2022 })
    const paths = ['/scores?year=2022', '/scores/silent?year=2022', '/scores?year=2024', `/scores/${await agencyOf(stnmt)}?year=2022`]
    for (const path of paths) await statements(path)
    const few = []
    for (const path of paths) few.push(await statements(path))
    const like = await prisma.support.findFirstOrThrow({ where: { status: 'confirmed' } })
    const assignments = await prisma.assignment.findMany()
    await prisma.support.createMany({
      data: assignments.flatMap(({ id, unitId, communeId }) => [0, 1, 2].map(() => ({ ...like, id: undefined, assignmentId: id, unitId, communeId, year: 2022 }))), // biome-ignore format: one line
    })
    const duties = await prisma.obligation.findMany({
      where: { kind: { in: ['plan', 'unitReport'] }, period: { year: 2022 }, filings: { none: {} } },
    })
    await sendAll(duties, '2022-12-20')
    for (const [i, path] of paths.entries()) {
      const many = await statements(path)
      expect(many.asked, path).toBe(few[i]?.asked)
      expect(many.size, path).toBeLessThan(30_000)
    }
  })
})

// ── khoản 2 Điều 12 ───────────────────────────────────────────────────────────────────────────────────────────────

test('UBND tỉnh reads who has neither carried anything out nor said why: overdue by the one standing, and no activity', async () => {
  await on('2025-01-25T09:00:00', () => anExplanation('sent', { by: neighbour, term: year(2024) }))
  await setClock(at('2025-01-26T08:00:00'))
  const reader = await signedIn(province)
  await reader.open('/scores/silent?year=2024')
  const overdue = Number(/Quá hạn \((\d+)\)/.exec((await (await signedIn(planning)).open('/unit-reports?year=2024')).text)?.[1])
  expect(reader.main).toContain(`${overdue} đơn vị quá hạn báo cáo năm`)
  const { bytes } = await fileAt(reader, '/scores/silent?year=2024&format=xlsx')
  const names = (await read(bytes))[0]?.data.map(([name]) => name) ?? []
  const nameOf = async (username: string) => (await prisma.agency.findUniqueOrThrow({ where: { id: await agencyOf(username) } })).name
  expect(names).not.toContain(await nameOf(stnmt)) // it has reported
  expect(names).not.toContain(await nameOf(neighbour)) // it has said why
  await reader.open('/scores/silent?year=2024&acts=some')
  expect(reader.main).toContain('Không có đơn vị nào phù hợp')
  await setClock(at('2024-12-30T23:59:59'))
  await reader.open('/scores/silent?year=2024')
  expect(reader.main, 'nobody before the day').toContain('Không có đơn vị nào')
  await setClock(at('2025-01-22T08:00:00'))
})

// ── frozen ────────────────────────────────────────────────────────────────────────────────────────────────────────

describe('frozen with the year', () => {
  test('not while units may object, nor while an objection is unanswered', async () => {
    const data = { sure: 'yes' }
    await expect(on('2025-02-01T23:59:59', () => step(scoring, planning, 'freeze', { data }))).rejects.toMatchObject({ status: 409, message: expect.stringContaining('đến hết ngày 01/02/2025') }) // biome-ignore format: one line
    await expect(on('2025-02-10T09:00:00', () => step(scoring, planning, 'freeze', { data }))).rejects.toMatchObject({ status: 409, message: expect.stringContaining('chưa được trả lời') }) // biome-ignore format: one line
    const raised = await prisma.scoreObjection.findMany({ where: { scoringId: scoring.id, status: 'raised' } })
    for (const { id } of raised)
      await on('2025-02-10T09:00:00', async () =>
        step({ ...(await anObjectionOf(id)) }, planning, 'dismiss', { data: { answer: 'Chưa có căn cứ' } }),
      )
    await setClock(at('2025-02-10T10:00:00'))
    const reader = await signedIn(planning)
    await reader.open(`${scoring.path}/freeze`)
    await reader.press('Chốt điểm năm', { sure: '' })
    expect(reader.status).toBe(422)
    await reader.press('Chốt điểm năm', data)
    expect(reader.main).toContain('Điểm đã chốt')
  })

  test('it reads the same whatever happens afterwards', async () => {
    const [reader, unit] = [await signedIn(planning), await signedIn(stnmt)]
    const before = [
      (await scoreOfUnit(reader, stnmt)).main,
      (await scoreOfUnit(unit, stnmt)).main,
      (await reader.open('/scores?year=2024')).main,
    ]
    await on('2025-02-11T09:00:00', () =>
      step(supports[0] as MadeNoun, keoLom, 'reopen', { data: { note: 'Nhầm' } }).catch(() => undefined),
    )
    await pool.query(`update agency set name = 'Sở Nông nghiệp và Môi trường' where id = $1`, [await agencyOf(stnmt)])
    await pool.query(`update obligation set due_at = due_at - interval '1 year', named_day = named_day - 365 where kind = 'unitReport'`)
    const after = [
      (await scoreOfUnit(reader, stnmt)).main,
      (await scoreOfUnit(unit, stnmt)).main,
      (await reader.open('/scores?year=2024')).main,
    ]
    expect(after).toEqual(before)
    await pool.query(`update obligation set due_at = due_at + interval '1 year', named_day = named_day + 365 where kind = 'unitReport'`)
    await pool.query(`update agency set name = 'Sở Tài nguyên và Môi trường' where id = $1`, [await agencyOf(stnmt)])
  })

  test('nothing of it can be changed: not by a person, not by a statement', async () => {
    const reader = await signedIn(planning)
    await reader.open(scoring.path)
    expect(reader.offers).toEqual([])
    for (const name of ['edit', 'publish', 'unpublish', 'freeze']) await expect(step(scoring, planning, name, { data: { note: 'x' } }), name).rejects.toMatchObject({ status: 409 }) // biome-ignore format: one line
    await expect(anAdjustment('inForce', { of: scoring })).rejects.toMatchObject({ status: 409 })
    const upheld = await prisma.scoreObjection.findFirstOrThrow({ where: { scoringId: scoring.id, status: 'upheld' } })
    await expect(step(await anObjectionOf(upheld.id), planning, 'reopen', { data: { note: 'x' } })).rejects.toMatchObject({ status: 409 })
    for (const [table, column] of [['scoring', 'edition'], ['unit_score', 'edition'], ['score_adjustment', 'points'], ['score_objection', 'text']] as const) // biome-ignore format: one line
      await expect(pool.query(`update ${table} set ${column} = ${column} ${column === 'text' ? `|| 'x'` : '+ 1'} where ${table === 'scoring' ? 'id' : 'scoring_id'} = $1`, [scoring.id]), table).rejects.toThrow(/frozen|insert-only/) // biome-ignore format: one line
    await expect(pool.query(`delete from scoring`)).rejects.toThrow('insert-only')
  })

  test('an adjustment undone at the very instant of freezing: one of the two is first, and the frozen scores say which', async () => {
    const other = await on('2024-01-05T09:00:00', () => aScoring('published', { year: 2023 }))
    const adjusted = await on('2024-01-06T09:00:00', () => anAdjustment('inForce', { of: other }))
    const [frozen, undone] = await Promise.allSettled([
      on('2024-02-01T09:00:00', () => step(other, planning, 'freeze', { data: { sure: 'yes' } })),
      on('2024-02-01T09:00:00', () => step(adjusted, planning, 'undo', { data: { note: 'Nhầm' } })),
    ])
    expect(frozen.status).toBe('fulfilled')
    const { content } = await prisma.unitScore.findFirstOrThrow({
      where: { scoringId: other.id, edition: 2, unitId: await agencyOf(stnmt) },
    })
    expect((content as { adjustments: unknown[] }).adjustments).toHaveLength(undone.status === 'fulfilled' ? 0 : 1)
  })

  test('npm run verify finds a byte of a score, a criterion, a row that is gone', async () => {
    const wrong = async () => {
      const told: string[] = []
      const { scores } = await verify((sentence) => told.push(sentence))
      expect(scores).toBe(await prisma.unitScore.count())
      return told.filter((sentence) => sentence.startsWith('Điểm thi đua'))
    }
    expect(await wrong()).toEqual([])
    const { id, content } = await prisma.unitScore.findFirstOrThrow({
      where: { scoringId: scoring.id, edition: 3, unitId: await agencyOf(stnmt) },
    })
    const past = async (sql: string, values: unknown[]) => {
      const client = await pool.connect()
      await client.query('begin; set local session_replication_role = replica')
      await client.query(sql, values)
      await client.query('commit')
      client.release()
    }
    await past(`update unit_score set content = jsonb_set(content, '{total}', '9999') where id = $1`, [id])
    expect(await wrong()).toEqual(['Điểm thi đua năm 2024: bảng điểm của Sở Tài nguyên và Môi trường, lần 3, không khớp mã kiểm tra'])
    await past(`update unit_score set content = $2 where id = $1`, [id, content])
    await past(`update scoring set plan_weight = plan_weight + 5, report_weight = report_weight - 5 where id = $1`, [scoring.id])
    expect(await wrong()).toEqual(['Điểm thi đua năm 2024: tiêu chí hoặc các bảng điểm đã chốt không khớp mã kiểm tra'])
    await past(`update scoring set plan_weight = plan_weight - 5, report_weight = report_weight + 5 where id = $1`, [scoring.id])
    expect(await wrong()).toEqual([])
    await past(`delete from unit_score where id = $1`, [id])
    expect(await wrong()).toHaveLength(1)
  })
})

test('khoản 1 Điều 12: the years of the programme side by side, to propose commendation from', async () => {
  const reader = await signedIn(province)
  const totals: number[] = []
  for (const of of [2023, 2024]) totals.push(Number(totalIn(await scoreOfUnit(reader, neighbour, of))?.replace(',', '.')))
  const mean = Math.round(totals.reduce((sum, total) => sum + Math.round(total * 100), 0) / 2) / 100
  await reader.open('/scores/programme?sort=name')
  const name = (await prisma.agency.findUniqueOrThrow({ where: { id: await agencyOf(neighbour) } })).name
  const [sheet] = await read((await fileAt(reader, '/scores/programme?format=xlsx')).bytes)
  const head = sheet?.data.findIndex((row) => row.includes('Trung bình')) ?? -1
  const line = sheet?.data.slice(head + 1).find(([unit]) => unit === name)
  expect(line?.slice(1, 4).map(Number)).toEqual([...totals, mean])
  const means = sheet?.data.slice(head + 1).map((row) => Number(row[3])) ?? []
  expect(means, 'the best first').toEqual(means.toSorted((a, b) => b - a))
  await reader.open('/scores/programme?whole=whole')
  for (const tr of reader.$('tbody tr').toArray()) expect(said(reader.$(tr).find('td').last().text())).toBe('không có')
  for (const username of [stnmt, keoLom]) expect((await (await signedIn(username)).open('/scores/programme')).status).toBe(404)
})

async function anObjectionOf(id: string): Promise<MadeNoun> {
  const { objection } = await import('../src/scores/objection.ts')
  return { id, noun: objection as unknown as MadeNoun['noun'], path: `/score-objections/${id}`, by: stnmt }
}
