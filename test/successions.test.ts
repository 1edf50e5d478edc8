import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { asOf, dayOf, setClock } from '../src/clock.ts'
import { compile } from '../src/consolidations/compile.ts'
import { provinceReport } from '../src/consolidations/consolidation.ts'
import { type Figure, figureIn } from '../src/consolidations/figure.ts'
import { provenanceOf } from '../src/consolidations/provenance.ts'
import { dbFor, prisma } from '../src/db.ts'
import { standing } from '../src/deadlines.ts'
import { begin } from '../src/filings/take.ts'
import type { Prisma } from '../src/generated/client.ts'
import { withFilings } from '../src/obligations/obligation.ts'
import { remakeObligations } from '../src/obligations/remake.ts'
import { plan } from '../src/plans/plan.ts'
import { communeReport } from '../src/reports/report.ts'
import { pasted } from '../src/sheets/grid.ts'
import { readTable } from '../src/successions/table.ts'
import { unitReport } from '../src/unit-reports/unit-report.ts'
import { type Browser, signedIn, signIn, type Values } from './browser.ts'
import { at } from './deadline-table.ts'
import { fileAt, filled, read } from './excel.ts'
import {
  agencyOf,
  aPlan,
  aReport,
  dienBienDong,
  keoLom,
  planBody,
  planning,
  province,
  reportBody,
  signer,
  step,
  stnmt,
  who,
} from './make.ts'
import { aSupport } from './nouns.ts'

/** From 01/07/2025 (1661/NQ-UBTVQH15): 129 communes become 45, the district level ends. Who helped a commune helps what it has become. */

const table = readFileSync(new URL('../prisma/demonstration/data/administrative-units-2025-07.tsv', import.meta.url), 'utf8')
const day = new Date('2025-07-01')
const arrangement = { on: '01/07/2025', number: '1661/NQ-UBTVQH15', dated: '16/06/2025' }
const lines = (...rows: string[]) => ['Mã cũ\tĐơn vị cũ\tMã mới\tĐơn vị mới', ...rows].join('\n')

async function preview(values: Values, browser?: Browser) {
  const planner = browser ?? (await signedIn(planning))
  await planner.open('/successions/table')
  await planner.press('Xem trước', { ...arrangement, ...values })
  return planner
}
const everything = async () => ({
  agencies: await prisma.agency.count(),
  successions: await prisma.agencySuccession.count(),
  assignments: await prisma.assignment.count(),
  running: await prisma.assignment.count({ where: { to: null } }),
})
const codeOf = async (id: string) => (await prisma.agencyCode.findFirstOrThrow({ where: { agencyId: id }, orderBy: { from: 'desc' } })).code

describe('a table that is wrong is told cell by cell, and nothing is written', () => {
  test.each([
    ['03124\tPhường Noong Bua\t0333A\tPhường Mường Thanh', 'C2', 'gồm 5 chữ số'],
    ['03124\tPhường Noong Bua\t\tPhường Mường Thanh', 'C2', 'Thiếu mã đơn vị mới'],
    ['03124\tPhường Noong Bua\t03334\t', 'D2', 'Thiếu tên đơn vị mới'],
    ['03124\tPhường Noong Bua\t03334\tMường Thanh', 'D2', 'bắt đầu bằng xã, phường'],
    ['09999\t\t03334\tPhường Mường Thanh', 'A2', 'Không có xã, phường, thị trấn nào mã 09999'],
    ['03124\tPhường Him Lam\t03334\tPhường Mường Thanh', 'B2', 'Mã 03124 là phường Noong Bua'],
    ['\tXã Không Có\t03334\tPhường Mường Thanh', 'B2', 'tên “Xã Không Có”'],
    ['03127\tPhường Him Lam\t03334\tXã Sín Thầu', 'C2', 'Mã 03334 đang là của'],
  ])('%s: ô %s, %s', async (line, cell, words) => {
    const before = await everything()
    const planner = await preview({ text: lines(line) })
    expect(planner.status).toBe(422)
    const said = planner.$('#errors').text()
    expect(said).toContain(`Ô ${cell}`)
    expect(said).toContain(words)
    expect(planner.$('[name=number]').val(), 'what was typed stays').toBe('1661/NQ-UBTVQH15')
    expect(planner.$('[name=text]').text()).toContain(line.split('\t')[3])
    expect(await everything()).toEqual(before)
  })

  test('two lines that contradict each other', async () => {
    const planner = await preview({
      text: lines('03124\t\t03334\tPhường Mường Thanh', '03124\t\t03334\tPhường Mường Thanh', '03127\t\t03334\tPhường Điện Biên Phủ', '03130\t\t03127\tPhường Mường Thanh'), // biome-ignore format: rows
    })
    const said = planner.$('#errors').text()
    expect(said).toContain('đã có ở dòng 2')
    expect(said).toContain('Mã 03334 ở dòng trên là phường Mường Thanh')
    expect(said).toContain('có mã 03334')
  })

  test('neither file nor lines; a day that is none; a file of another kind', async () => {
    const before = await everything()
    expect((await preview({})).main).toContain('Chọn một tệp, hoặc dán các dòng')
    expect((await preview({ on: '31/06/2025', text: table })).main).toContain('Nhập một ngày dạng')
    expect((await preview({ file: { name: 'a.xlsx', bytes: Buffer.from('không phải') } })).main).toContain('không phải tệp Excel')
    expect(await everything()).toEqual(before)
  })

  test('Excel drops the noughts before a code: it is read nevertheless', () => {
    const known = [{ id: '1', code: '03124', name: 'UBND phường Noong Bua', otherSpellings: [] }]
    const told = readTable(
      [
        ['Mã cũ', 'Mã mới', 'Đơn vị mới'],
        [3124, 3334, 'Phường Mường Thanh'],
      ],
      known,
    )
    expect(told.problems).toEqual([])
    expect(told.founded).toMatchObject([{ code: '03334', name: 'UBND phường Mường Thanh', predecessors: known }])
  })

  test('a unit that keeps code and name, and takes in nobody, stays the agency that it is', () => {
    const known = [{ id: '1', code: '03124', name: 'UBND phường Noong Bua', otherSpellings: [] }]
    const told = readTable(pasted(lines('03124\tPhường Noong Bua\t03124\tPhường Noong Bua')), known)
    expect(told).toMatchObject({ problems: [], founded: [], unchanged: known })
  })

  test('nobody but planning arranges units', async () => {
    for (const username of [keoLom, stnmt, dienBienDong, province]) {
      const other = await signedIn(username)
      await other.open('/successions')
      expect(other.status).toBe(200)
      expect(other.offers).not.toContain('Nhập bảng sắp xếp')
      const token = String(other.$('[name="_csrf"]').first().val())
      const press = { ...arrangement, text: table, _csrf: token, once: crypto.randomUUID(), revision: '0' }
      expect((await other.send('/successions', press)).status).toBe(404)
    }
  })
})

describe('khoản 4 Điều 11, khoản 1 Điều 13: the 45 communes of July 2025', () => {
  let unsentBefore = 0
  /** The three that become the new Sín Thầu. */
  const old3 = ['xa-sin-thau', 'xa-sen-thuong', 'xa-leng-su-sin']
  beforeAll(async () => {
    // The autumn before: something sent, something begun, something that nobody has confirmed yet.
    const sent = await aReport('sent', { by: keoLom, term: { kind: 'month', year: 2024, n: 11 } })
    await step(sent, dienBienDong, 'accept')
    await aSupport('declared', { by: stnmt, commune: keoLom })
    await aPlan('agreed', { by: stnmt, commune: keoLom, term: { kind: 'year', year: 2025 } })
    for (const by of [...old3, 'xa-nam-vi']) await aReport('sent', { by, term: { kind: 'year', year: 2024 } })
    await setClock(at('2025-06-20T09:00:00'))
    // The demonstration knows already when the districts end; a portal in use does not.
    await prisma.agencyRole.updateMany({ where: { role: 'district' }, data: { to: null } })
    await remakeObligations()
    unsentBefore = await prisma.obligation.count({ where: { agencyId: await agencyOf(keoLom), withdrawnAt: null, filings: { none: {} } } })
  })

  test('the template has the 129 units; filled in and sent back it says what would happen, and writes nothing', async () => {
    const planner = await signedIn(planning)
    const { bytes } = await fileAt(planner, '/successions/table?format=xlsx')
    const [page] = await read(bytes)
    const head = page?.data.findIndex(([cell]) => cell === 'Mã cũ') ?? -1
    const rows = page?.data.slice(head + 1) ?? []
    expect(rows).toHaveLength(129)
    const into = new Map(table.trim().split('\n').slice(1).map((line) => [line.split('\t')[0] ?? '', line.split('\t')])) // biome-ignore format: one line
    const cells = rows.flatMap(([code], i) => {
      const [, , newCode = '', newName = ''] = into.get(String(code)) ?? []
      return [[`C${head + 2 + i}`, newCode], [`D${head + 2 + i}`, newName]] // biome-ignore format: pairs
    })
    const before = await everything()
    await preview({ districts: '1', file: { name: 'sắp xếp.xlsx', bytes: filled(bytes, Object.fromEntries(cells)) } })
    expect(planner.status).toBe(200)
    expect(planner.main).toContain('45 từ 129 đơn vị cũ')
    expect(planner.main).toContain('Chưa có gì được ghi')
    expect(await everything()).toEqual(before)
  })

  test('confirmed, also twice at once, it is done once: units founded, ended, assignments moved and merged', async () => {
    const planner = await preview({ text: table, districts: '1' })
    expect(planner.status).toBe(200)
    const running = await prisma.assignment.findMany({ where: { to: null } })
    const { action, fields } = planner.form('Ghi việc sắp xếp')
    const presses = await Promise.all([planner.send(action, fields), planner.send(action, fields)])
    expect(presses.map(({ status }) => status)).toEqual([303, 303])

    const successions = await prisma.agencySuccession.findMany()
    const successorOf = new Map(successions.map((row) => [row.predecessorId, row.successorId]))
    expect(successions).toHaveLength(129)
    expect(new Set(successorOf.values()).size).toBe(45)
    const wanted = table.trim().split('\n').slice(1).map((line) => [line.split('\t')[0], line.split('\t')[2]]) // biome-ignore format: one line
    const got = await Promise.all([...successorOf].map(async ([old, fresh]) => [await codeOf(old), await codeOf(fresh)]))
    expect(got.toSorted()).toEqual(wanted.toSorted())

    const ended = await prisma.assignment.findMany({ where: { id: { in: running.map(({ id }) => id) } } })
    expect(ended.every(({ to }) => to && dayOf(to) < day)).toBe(true)
    const begun = await prisma.assignment.findMany({ where: { from: day } })
    const pairs = new Set(running.map(({ unitId, communeId }) => `${unitId} ${successorOf.get(communeId)}`))
    expect(new Set(begun.map(({ unitId, communeId }) => `${unitId} ${communeId}`))).toEqual(pairs)
    expect(begun).toHaveLength(pairs.size)
    expect(begun.length).toBeLessThan(running.length)
    expect(begun.every(({ decisionNumber, to }) => decisionNumber === '1661/NQ-UBTVQH15' && to === null)).toBe(true)

    const open: Prisma.AgencyRoleWhereInput = { role: { in: ['commune', 'district'] }, OR: [{ to: null }, { to: { gte: day } }] }
    expect(await prisma.agencyRole.count({ where: open })).toBe(45)
    const { name } = await prisma.agency.findUniqueOrThrow({ where: { id: await agencyOf(keoLom) } })
    expect(name).toBe('UBND xã Keo Lôm (cũ)')
  })

  test('pasted again it changes nothing, and says so; the list shows who became what', async () => {
    const before = await everything()
    const again = await preview({ text: table })
    expect(again.status).toBe(422)
    expect(again.main).toContain('không thay đổi gì')
    expect(await everything()).toEqual(before)
    await again.open('/successions?q=keo lom')
    expect(again.main).toContain('Xã Keo Lôm (cũ)')
    expect(again.main).toContain('1661/NQ-UBTVQH15 ngày 16/06/2025')
    await again.open('/successions?q=không có ai')
    expect(again.main).toContain('Không có đơn vị nào phù hợp')
  })

  test('until the last day everything is as it was', async () => {
    const actor = await who(keoLom)
    expect(actor).toMatchObject({ agencyName: 'UBND xã Keo Lôm', roles: ['commune'], predecessors: [] })
    expect((await who(dienBienDong)).roles).toEqual(['district'])
    expect((await who(stnmt)).helps).toContain(actor.agencyId)
  })

  test('from the day on the people of the old communes are those of the new one, and read what the old ones sent', async () => {
    const old = await agencyOf(keoLom)
    await setClock(at('2025-07-02T09:00:00'))
    await remakeObligations()
    const actor = await who(keoLom)
    expect(actor.agencyId).not.toBe(old)
    expect(actor.predecessors).toContain(old)
    expect(actor).toMatchObject({ roles: ['commune'] })
    expect((await who(stnmt)).helps).toContain(actor.agencyId)
    expect((await who(stnmt)).helps).not.toContain(old)

    const official = await signIn(keoLom)
    await official.open('/commune')
    expect(official.status).toBe(200)
    await official.open('/account')
    expect(official.main).toContain(actor.agencyName)
    await official.open('/reports')
    expect(official.main).toContain('Tháng 11/2024')
    const report = await prisma.filing.findFirstOrThrow({ where: { agencyId: old, kind: 'communeReport' } })
    await official.open(`/reports/${report.id}`)
    expect(official.status).toBe(200)
    expect(official.main).toContain('UBND xã Keo Lôm')
    expect(official.offers).not.toContain('Thu hồi')
    await official.open(`/communes/${actor.agencyId}`)
    expect(official.main).toContain('xã Keo Lôm (cũ)')
    const planner = await signIn(planning)
    await planner.open('/reminders/unreachable')
    expect(planner.main, 'the new communes have the people of the old ones').not.toContain('UBND xã Na Son')
    const districts = await signIn(dienBienDong)
    await districts.open('/')
    expect(districts.main).toContain('không giữ chức năng nào trên cổng')
  })

  test('khoản 3 Điều 11: what was given to an old commune is confirmed by the new one', async () => {
    const support = await prisma.support.findFirstOrThrow({ where: { status: 'declared' } })
    const official = await signIn(keoLom)
    await official.open('/commune')
    expect(official.main).toContain(support.what)
    await official.open(`/supports/${support.id}`)
    await official.press('Xác nhận đã nhận')
    expect(await prisma.support.findUniqueOrThrow({ where: { id: support.id } })).toMatchObject({ status: 'confirmed' })
  })

  test('what the old communes had not sent is withdrawn; the new ones owe from July on, the plan within thirty days', async () => {
    const { agencyId: fresh, predecessors } = await who(keoLom)
    const [old] = await prisma.user.findMany({ where: { username: keoLom } })
    expect(unsentBefore).toBeGreaterThan(0)
    const left = await prisma.obligation.findMany({
      where: { agencyId: { in: predecessors }, withdrawnAt: null },
      include: { filings: true },
    })
    expect(left.every(({ filings }) => filings.some(({ firstSentAt }) => firstSentAt))).toBe(true)
    expect(left.map(({ agencyId }) => agencyId)).toContain(old?.agencyId)
    const owed = await prisma.obligation.findMany({
      where: { agencyId: fresh, withdrawnAt: null, period: { year: 2025 } },
      include: { period: true },
    })
    const terms = owed.map(({ kind, period }) => `${kind} ${period.kind} ${period.n}`).toSorted()
    expect(terms).toEqual(
      [
        'communeReport month 10', 'communeReport month 11', 'communeReport month 12', 'communeReport month 7', 'communeReport month 8', 'communeReport month 9',
        'communeReport quarter 3', 'communeReport quarter 4', 'communeReport year 1', 'coordination year 1',
      ], // biome-ignore format: terms
    )
    const plan = await prisma.obligation.findFirstOrThrow({
      where: { kind: 'plan', assignment: { communeId: fresh }, period: { kind: 'year', year: 2025 } },
      include: withFilings,
    })
    expect(plan.namedDay).toEqual(new Date('2025-07-31'))
    expect(standing(plan, at('2025-07-31T23:59:59')).is).toBe('open')
    expect(standing(plan, at('2025-08-01T00:00:00'))).toMatchObject({ is: 'overdue', days: 1 })
    expect(await prisma.obligation.count({ where: { kind: 'districtReport', withdrawnAt: null, period: { year: 2025 } } })).toBe(0)
  })

  test('khoản 2 Điều 8: the plan for the new commune begins from what was planned for the old ones; the commune alone agrees', async () => {
    const { agencyId: fresh } = await who(keoLom)
    const duty = await prisma.obligation.findFirstOrThrow({
      where: { kind: 'plan', agencyId: await agencyOf(stnmt), assignment: { communeId: fresh }, period: { kind: 'year', year: 2025 } },
    })
    const { path } = await begin(await who(stnmt), plan, duty.id)
    const browser = await signIn(stnmt)
    await browser.open(`${path.replace(/\/edit$/, '')}/add-items`)
    expect(browser.main).toContain(planBody.items.a1.task)
    const made = { id: path.split('/')[2] ?? '', kind: plan }
    await step(made, stnmt, 'save', { body: planBody })
    await step(made, stnmt, 'send', { data: signer })
    await step(made, keoLom, 'consent')
    const sent = await prisma.receipt.findMany({ where: { filingId: made.id, current: true } })
    expect(sent.map(({ agencyId }) => agencyId)).toEqual([fresh])
  })

  test('khoản 4 Điều 11: where no district is, the planning department sees which communes are late', async () => {
    await setClock(at('2025-07-22T09:00:00'))
    const planner = await signIn(planning)
    await planner.open('/planning')
    const overdue = {
      withdrawnAt: null,
      dueAt: { lte: at('2025-07-22T09:00:00') },
      filings: { none: { firstSentAt: { not: null } } },
    } as const
    const july = { kind: 'month', year: 2025, n: 7 } as const
    const communes = await prisma.obligation.count({ where: { ...overdue, kind: 'communeReport' } })
    const others = await prisma.obligation.count({
      where: { ...overdue, kind: { in: ['unitReport', 'districtReport'] }, agencyId: { not: await agencyOf(planning) } },
    })
    expect(await prisma.obligation.count({ where: { ...overdue, kind: 'communeReport', period: july } })).toBe(communes)
    expect(communes).toBeGreaterThan(20)
    expect(planner.main).toContain(`Quá hạn, chưa gửi (${communes + others})`)
    await setClock(at('2025-07-02T09:00:00'))
  })

  test('made twice, also in parallel, what is owed is the same; going back in the rehearsal withdraws nothing more', async () => {
    const owed = () =>
      prisma.obligation.groupBy({ by: ['kind'], where: { withdrawnAt: null }, _count: { _all: true }, orderBy: { kind: 'asc' } })
    const before = await owed()
    await Promise.all([remakeObligations(), remakeObligations()])
    expect(await owed()).toEqual(before)
    await asOf(at('2024-12-16T09:00:00'), remakeObligations)
    await remakeObligations()
    expect(await owed()).toEqual(before)
  })

  test('khoản 1, 3 Điều 13: the totals of 2025 add up by old and by new communes', async () => {
    await setClock(at('2025-12-20T09:00:00'))
    await remakeObligations()
    const unit = await who(stnmt)
    const duty = await prisma.obligation.findFirstOrThrow({
      where: { kind: 'unitReport', agencyId: unit.agencyId, period: { kind: 'year', year: 2025 } },
    })
    const { path } = await begin(unit, unitReport, duty.id)
    const made = { id: path.split('/')[2] ?? '', kind: unitReport }
    const theirs = await prisma.assignment.findMany({
      where: { unitId: unit.agencyId, OR: [{ to: null }, { to: { gte: new Date('2024-12-15') } }] },
    })
    const communes = [...new Set(theirs.map(({ communeId }) => communeId))]
    const money = new Map(communes.map((id, i) => [id, 1_000_000n * BigInt(i + 1)]))
    const sections = communes.map((id) => [
      id,
      { economy: { done: 'Hỗ trợ cây giống', forms: ['goods'], ownMoney: String(money.get(id)), households: '4' } },
    ])
    await step(made, stnmt, 'save', {
      body: { summary: 'Đã làm việc với xã', nextYear: 'Tiếp tục', sections: Object.fromEntries(sections) },
    })
    await step(made, stnmt, 'send', { data: signer })

    const planner = await who(planning)
    const window = { from: '2024-12-15T00:00:00.000Z', to: '2025-12-14T00:00:00.000Z' }
    const compiled = await compile(dbFor(planner), 2025, at('2025-12-20T09:00:00'), { oversees: null, helpers: [], window })
    const all = [...money.values()].reduce((sum, one) => sum + one, 0n)
    expect(compiled.total.ownMoney).toBe(String(all))
    const sumOf = (rows: readonly { ownMoney: string }[] = []) => rows.reduce((sum, { ownMoney }) => sum + BigInt(ownMoney), 0n)
    expect(sumOf([...compiled.communes, ...(compiled.former ?? [])])).toBe(all)
    expect(sumOf(compiled.successors)).toBe(all)
    expect(sumOf(compiled.units)).toBe(all)
    expect(sumOf(compiled.areas)).toBe(all)

    // Independently: each new commune is itself and what went into it.
    const into = new Map((await prisma.agencySuccession.findMany()).map((row) => [row.predecessorId, row.successorId]))
    const byNew = new Map<string, bigint>()
    for (const [id, sum] of money) byNew.set(into.get(id) ?? id, (byNew.get(into.get(id) ?? id) ?? 0n) + sum)
    for (const [id, sum] of byNew) expect(compiled.successors?.find(({ agencyId }) => agencyId === id)?.ownMoney, id).toBe(String(sum))
    expect(compiled.successors?.filter(({ ownMoney }) => ownMoney !== '0')).toHaveLength(byNew.size)
    expect(
      compiled.communes.every(({ agencyId }) => !into.has(agencyId)),
      'no old commune is missing a report',
    ).toBe(true)

    const browser = await signIn(planning)
    const draft = await prisma.obligation.findFirstOrThrow({ where: { kind: 'provinceReport', period: { year: 2025 } } })
    const { path: edit } = await begin(planner, provinceReport, draft.id)
    const report = edit.replace(/\/edit$/, '')
    await step({ id: report.split('/')[2] ?? '', kind: provinceReport }, planning, 'compile')
    await browser.open(`${report}/annexes?part=successors`)
    expect(browser.status).toBe(200)
    expect(browser.main).toContain('Kết quả theo xã sau sắp xếp')
    const [one] = [...byNew].filter(([, sum]) => sum > 0n)
    await browser.open(`${report}/figures?of=successors.${one?.[0]}.ownMoney`)
    expect(browser.status).toBe(200)
    await browser.open(`${report}/annexes?part=communes`)
    expect(browser.main).toContain('Nay là xã')
  })

  test('khoản 2, 3 Điều 13: the year’s beginning of a new commune is that of all it was made of, or is not told', async () => {
    const figures = { KT01: { value: '70', total: '4.000' } }
    for (const by of ['xa-sin-thau', 'xa-nam-vi']) {
      const { agencyId } = await who(by)
      const duty = await prisma.obligation.findFirstOrThrow({
        where: { kind: 'communeReport', agencyId, period: { kind: 'year', year: 2025 } },
      })
      const { path } = await begin(await who(by), communeReport, duty.id)
      const made = { id: path.split('/')[2] ?? '', kind: communeReport }
      await step(made, by, 'save', { body: { ...reportBody, values: figures } })
      await step(made, by, 'send', { data: signer })
    }
    const window = { from: '2024-12-15T00:00:00.000Z', to: '2025-12-14T00:00:00.000Z' }
    const compiled = await compile(dbFor(await who(planning)), 2025, at('2025-12-20T09:00:00'), { oversees: null, helpers: [], window })
    const line = compiled.indicators.find(({ code }) => code === 'KT01')
    expect(line).toMatchObject({ total: '8000', communes: 2 })
    // Three old communes said 1.094 each and became one, which says 4.000; of the new Mường Nhé only one of three had reported.
    expect(line?.year).toMatchObject({ start: { total: '3282' }, end: { total: '4000' }, communes: 1 })
    const figure = { ...(figureIn(compiled, 'indicators.KT01.start') as Figure & { of: 'values' }) }
    const { additions } = await provenanceOf(dbFor(await who(planning)), compiled, figure)
    expect(additions[0]).toMatchObject({ sum: '3282', said: '3282' })
    expect(additions[0]?.addends).toHaveLength(3)
  })

  test('the event names planning, the decision and every unit that ended: each reads it in its history', async () => {
    const event = await prisma.event.findFirstOrThrow({ where: { action: 'succession.found' }, include: { subjects: true, changes: true } })
    expect(event.note).toBe('Theo 1661/NQ-UBTVQH15 ngày 16/06/2025')
    const agencies = event.subjects.filter(({ model }) => model === 'Agency')
    expect(agencies).toHaveLength(129 + 10 + 45)
    expect(event.changes.filter(({ model, column }) => model === 'Assignment' && column === 'to').length).toBeGreaterThan(90)
  })
})
