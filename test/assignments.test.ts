import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, asOf, setClock } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { remakeObligations } from '../src/obligations/remake.ts'
import { type Browser, signedIn, type Values } from './browser.ts'
import { at } from './deadline-table.ts'
import {
  agencyOf,
  aPlan,
  aReport,
  aUnitReport,
  dienBienDong,
  keoLom,
  neighbourUnit,
  planning,
  province,
  stnmt,
  unrelatedUnit,
  who,
} from './make.ts'

/** By a decision a unit is assigned to a commune, moved to another, or no more: what is owed follows, and nothing that was sent is lost. */

const decision = { number: '77/QĐ-UBND', dated: '10/12/2024' }
const assignmentOf = async (unit: string, commune: string) =>
  prisma.assignment.findFirstOrThrow({
    where: { unitId: await agencyOf(unit), communeId: await agencyOf(commune) },
    orderBy: { from: 'desc' },
  })
const owedBy = async (agency: string, where: object = {}) =>
  prisma.obligation.findMany({ where: { agencyId: await agencyOf(agency), withdrawnAt: null, ...where }, include: { period: true } })

async function change(path: string, values: Values): Promise<Browser> {
  const planner = await signedIn(planning)
  await planner.open(path)
  await planner.press('Xem trước', values)
  return planner
}

describe('what planning is shown before, and what becomes of it', () => {
  let other = ''
  beforeAll(async () => {
    other = await unrelatedUnit()
  })

  test('khoản 2 Điều 8: assigned in mid-year, the plan is due thirty days later, and the year is reported on', async () => {
    await asOf(at('2025-03-10T09:00:00'), async () => {
      const values = { unit: await agencyOf(other), commune: await agencyOf(keoLom), from: '15/03/2025', ...decision }
      const planner = await change('/assignments/new', values)
      expect(planner.status).toBe(200)
      expect(planner.main).toContain('Chưa có gì được ghi')
      expect(planner.main).toContain('kế hoạch giúp đỡ xã Keo Lôm năm 2025')
      expect(await prisma.assignment.count({ where: { communeId: values.commune, unitId: values.unit } })).toBe(0)
      const { action, fields } = planner.form('Phân công')
      const presses = await Promise.all([planner.send(action, fields), planner.send(action, fields)])
      expect(presses.map(({ status, headers }) => [status, headers.location])).toEqual([
        [303, presses[0]?.headers.location],
        [303, presses[0]?.headers.location],
      ])
      expect(await prisma.assignment.count({ where: { communeId: values.commune, unitId: values.unit } })).toBe(1)
      const [plan] = await owedBy(other, { kind: 'plan', assignment: { communeId: values.commune }, period: { year: 2025 } })
      expect(plan).toMatchObject({ opensOn: new Date('2025-03-15'), namedDay: new Date('2025-04-14') })
      await planner.open(presses[0]?.headers.location ?? '')
      expect(planner.main).toContain('phân công giúp xã')
    })
  })

  test.each([
    ['2025-06-19', 'the day before'],
    ['2025-06-20', 'the day on which a report is due'],
    ['2024-12-20', 'before the plan is due'],
    ['2024-12-31', 'the day by which the plan is due'],
  ])('moved with effect from %s (%s): the old plan, unsent, is withdrawn; the new one is owed', async (from) => {
    await asOf(at(`${from}T09:00:00`), async () => {
      await remakeObligations()
      const unit = await neighbourUnit()
      const row = await assignmentOf(unit, keoLom)
      const target = await prisma.agency.findFirstOrThrow({
        where: { roles: { some: { role: 'commune' } }, helpedBy: { none: { unitId: row.unitId } } },
      })
      const [day = '', month = '', year = ''] = from.split('-').reverse()
      const values = { commune: target.id, from: `${day}/${month}/${year}`, number: '78/QĐ-UBND', dated: '10/12/2024', note: 'Xã mới khó khăn hơn' } // biome-ignore format: one line
      const planner = await change(`/assignments/${row.id}/move`, values)
      expect(planner.status, planner.main).toBe(200)
      const told = planner.main
      await planner.press('Chuyển sang xã khác')
      const [old, fresh] = await Promise.all([
        prisma.assignment.findUniqueOrThrow({ where: { id: row.id } }),
        prisma.assignment.findFirstOrThrow({ where: { unitId: row.unitId, communeId: target.id } }),
      ])
      expect(old).toMatchObject({ to: addDays(new Date(from), -1), endNumber: '78/QĐ-UBND' })
      expect(fresh).toMatchObject({ from: new Date(from), to: null, decisionNumber: '78/QĐ-UBND' })
      const plans = await prisma.obligation.findMany({ where: { kind: 'plan', assignmentId: fresh.id, withdrawnAt: null } })
      expect(plans.length).toBeGreaterThanOrEqual(1)
      expect(told).toContain('Nghĩa vụ báo cáo được lập')
      const withdrawn = await prisma.obligation.count({
        where: {
          kind: 'plan',
          assignmentId: row.id,
          period: { year: 2025, kind: 'year' },
          withdrawnAt: { not: null },
          filings: { none: {} },
        },
      })
      expect(withdrawn, 'plans of 2025 that nobody began').toBe(1)
      expect(told).toContain('Nghĩa vụ chưa gửi được rút')
      // Undone: as if nothing had been.
      const undo = await change(`/assignments/${fresh.id}/end`, { last: `${day}/${month}/${year}`, number: '79/QĐ-UBND', dated: '10/12/2024', note: 'Ghi nhầm' }) // biome-ignore format: one line
      await undo.press('Kết thúc phân công')
      await change(`/assignments/${row.id}/reopen`, { note: 'Ghi nhầm' })
      await undo.press('Hủy việc kết thúc')
      expect(await prisma.assignment.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({ to: null, endNumber: null })
    })
  })

  test('ended: what was sent stays, what nobody sent is withdrawn, and follows again when the end is taken back', async () => {
    const sent = await aPlan('sent', { by: stnmt, commune: 'xa-phi-nhu' })
    const report = await aReport('sent', { by: keoLom })
    const row = await assignmentOf(stnmt, 'xa-phi-nhu')
    const before = await owedBy(stnmt)
    const planner = await change(`/assignments/${row.id}/end`, { last: '10/12/2024', ...decision, note: 'Hoàn thành nhiệm vụ' })
    expect(planner.main).toContain('Nghĩa vụ chưa gửi được rút')
    await planner.press('Kết thúc phân công')
    const after = new Set((await owedBy(stnmt)).map(({ id }) => id))
    const filing = await prisma.filing.findUniqueOrThrow({ where: { id: sent.id } })
    expect(after.has(filing.obligationId), 'the plan that was sent').toBe(true)
    const gone = before.filter(({ id }) => !after.has(id))
    expect(gone.length).toBeGreaterThan(0)
    expect(gone.every(({ kind, assignmentId }) => kind === 'plan' && assignmentId === row.id)).toBe(true)
    expect(await prisma.filing.count({ where: { id: report.id, firstSentAt: { not: null } } })).toBe(1)
    await change(`/assignments/${row.id}/reopen`, { note: 'Quyết định được thu hồi' })
    await planner.press('Hủy việc kết thúc')
    expect((await owedBy(stnmt)).map(({ id }) => id).toSorted()).toEqual(before.map(({ id }) => id).toSorted())
    await planner.open(`/assignments/${row.id}`)
    expect(planner.main).toContain('Quyết định được thu hồi')
  })

  test('a draft whose duty was withdrawn stays, and is not sent', async () => {
    const draft = await aPlan('ready', { by: stnmt, commune: 'xa-chieng-so' })
    const { obligationId } = await prisma.filing.findUniqueOrThrow({ where: { id: draft.id } })
    await prisma.obligation.update({ where: { id: obligationId }, data: { withdrawnAt: at('2024-12-16T08:00:00') } })
    const writer = await signedIn(stnmt)
    await writer.open(`${draft.path}/send`)
    expect(writer.main).toContain('Nghĩa vụ này đã được rút ngày 16/12/2024')
    await prisma.obligation.update({ where: { id: obligationId }, data: { withdrawnAt: null } })
  })

  test('two rounds at once make nothing twice', async () => {
    await setClock(at('2025-01-02T09:00:00'))
    await Promise.all([remakeObligations(), remakeObligations(), remakeObligations()])
    const all = await prisma.obligation.groupBy({ by: ['kind', 'agencyId', 'periodId', 'assignmentId'], _count: { _all: true } })
    expect(all.every(({ _count }) => _count._all === 1)).toBe(true)
    await setClock(at('2024-12-16T08:00:00'))
  })
})

describe('what is refused, beside its field', () => {
  test.each([
    [
      'the unit helps it already',
      async () => ({ unit: await agencyOf(stnmt), commune: await agencyOf(keoLom), from: '01/02/2025' }),
      'đã được phân công giúp xã này',
    ],
    [
      'before the programme',
      async () => ({ unit: await agencyOf(planning), commune: await agencyOf(keoLom), from: '01/02/2020' }),
      'ngoài giai đoạn',
    ],
    [
      'the decision comes after it',
      async () => ({ unit: await agencyOf(planning), commune: await agencyOf(keoLom), from: '01/02/2024' }),
      'Quyết định ban hành sau',
    ],
    [
      'no day at all',
      async () => ({ unit: await agencyOf(planning), commune: await agencyOf(keoLom), from: '31/02/2025' }),
      'Nhập một ngày',
    ],
    ['no unit', async () => ({ unit: '', commune: await agencyOf(keoLom), from: '01/02/2025' }), 'Chọn đơn vị'],
  ] as const)('%s', async (_, values, words) => {
    const before = await prisma.assignment.count()
    const planner = await change('/assignments/new', { ...(await values()), ...decision })
    expect(planner.status).toBe(422)
    expect(planner.$('#errors').text()).toContain(words)
    expect(planner.$('[name=number]').val()).toBe('77/QĐ-UBND')
    expect(await prisma.assignment.count()).toBe(before)
  })

  test('an end before the beginning; a move to the same commune', async () => {
    const row = await assignmentOf(stnmt, keoLom)
    const ended = await change(`/assignments/${row.id}/end`, { last: '01/01/2021', ...decision, note: 'x' })
    expect(ended.$('#errors').text()).toContain('ngoài giai đoạn')
    const same = await change(`/assignments/${row.id}/move`, { commune: row.communeId, from: '01/02/2025', ...decision, note: 'x' })
    expect(same.$('#errors').text()).toContain('chọn xã khác')
  })

  test('changed by somebody else meanwhile: 409, and what was typed stays', async () => {
    const row = await assignmentOf(stnmt, keoLom)
    const planner = await change(`/assignments/${row.id}/end`, { last: '31/12/2024', ...decision, note: 'x' })
    const { action, fields } = planner.form('Kết thúc phân công')
    await prisma.programme.updateMany({ data: { revision: { increment: 1 } } })
    const answer = await planner.send(action, fields)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('Chưa ghi được')
    expect(answer.text).toContain('31/12/2024')
  })

  test('nobody but planning: the pages are not there', async () => {
    const row = await assignmentOf(stnmt, keoLom)
    for (const username of [stnmt, keoLom, dienBienDong, province]) {
      const reader = await signedIn(username)
      await reader.open(`/assignments/${row.id}`)
      expect([reader.status, reader.offers.includes('Kết thúc phân công')], username).toEqual([200, false])
      expect((await reader.open(`/assignments/${row.id}/end`)).status).toBe(404)
    }
  })
})

describe('a unit goes into another agency, as departments did in 2025', () => {
  const on = new Date('2025-09-01')
  const values = async (more: Values = {}) => ({
    ...{
      unit: await agencyOf(await neighbourUnit()),
      into: await agencyOf(stnmt),
      from: '01/09/2025',
      number: '15/NQ-HĐND',
      dated: '19/08/2025',
    },
    ...more,
  })

  test.each([
    ['into itself', async () => ({ into: await agencyOf(await neighbourUnit()) }), '#into', 'Chọn cơ quan khác'],
    ['with a function on the portal', async () => ({ unit: await agencyOf(planning) }), '#unit', 'giữ chức năng'],
    ['outside the programme', async () => ({ from: '01/03/2031' }), '#from', 'ngoài giai đoạn'],
    ['before it was decided', async () => ({ dated: '02/09/2025' }), '#dated', 'ban hành sau'],
    ['before the assignments that it has', async () => ({ from: '17/11/2021', dated: '17/11/2021' }), '#from', 'chuyển hoặc kết thúc'],
    ['of no unit', async () => ({ unit: '' }), '#unit', 'Chọn đơn vị'],
  ] as const)('refused beside its field: %s', async (_, more, field, words) => {
    const planner = await change('/assignments/merge', await values(await more()))
    expect(planner.status).toBe(422)
    expect(planner.$(`${field}-error`).text()).toContain(words)
    expect(planner.$('[name=number]').val()).toBe('15/NQ-HĐND')
    expect(await prisma.agencySuccession.count()).toBe(0)
  })

  test('its communes are helped by that agency from the day on, which reads its papers; it still reports on its own time', async () => {
    const unit = await neighbourUnit()
    const [unitId, into] = [await agencyOf(unit), await agencyOf(stnmt)]
    const { path } = await aPlan('sent', { by: unit, commune: keoLom })
    const report = await aUnitReport('sent', { by: unit })
    for (const one of [path, report.path]) expect((await (await signedIn(stnmt)).open(one)).status).toBe(404)
    const running = await prisma.assignment.findMany({ where: { unitId, to: null } })
    const helped = (await prisma.assignment.findMany({ where: { unitId: into, to: null } })).map(({ communeId }) => communeId)
    const taken = running.filter(({ communeId }) => !helped.includes(communeId))
    expect([running.length > taken.length, taken.length > 0]).toEqual([true, true])

    await asOf(at('2025-09-03T09:00:00'), async () => {
      await remakeObligations()
      const planner = await signedIn(planning)
      await planner.open(`/agencies/${unitId}`)
      await planner.follow('Nhập vào cơ quan khác')
      expect(planner.$('#unit option[selected]').attr('value')).toBe(unitId)
      await planner.press('Xem trước', await values())
      expect(planner.main).toContain(
        `${running.length} phân công của đơn vị kết thúc, ${taken.length} phân công của cơ quan tiếp nhận bắt đầu`,
      )
      expect(planner.main).toContain('Chưa có gì được ghi')
      expect(await prisma.agencySuccession.count()).toBe(0)
      const { action, fields } = planner.form('Nhập vào cơ quan khác')
      const presses = await Promise.all([planner.send(action, fields), planner.send(action, fields)])
      expect(presses.map(({ status, headers }) => [status, headers.location])).toEqual(presses.map(() => [303, `/agencies/${into}`]))

      expect(await prisma.agencySuccession.findMany()).toEqual([{ predecessorId: unitId, successorId: into, on, decision: '15/NQ-HĐND ngày 19/08/2025' }]) // biome-ignore format: one line
      for (const { id } of running)
        expect(await prisma.assignment.findUniqueOrThrow({ where: { id } })).toMatchObject({ to: addDays(on, -1), endNumber: '15/NQ-HĐND' })
      const begun = await prisma.assignment.findMany({ where: { unitId: into, from: on } })
      expect(begun.map(({ communeId }) => communeId).sort()).toEqual(taken.map(({ communeId }) => communeId).sort())
      for (const { communeId } of begun)
        expect(await owedBy(stnmt, { kind: 'plan', assignment: { communeId, from: on }, period: { year: 2025 } })).toHaveLength(1)

      await planner.open('/successions')
      const links = planner.$('tbody a').map((_, a) => planner.$(a).attr('href')).get() // biome-ignore format: one line
      expect(links).toEqual([`/agencies/${into}`, `/agencies/${unitId}`])
      expect((await planner.open(`/agencies/${into}`)).main).toContain('từ ngày 01/09/2025, 15/NQ-HĐND ngày 19/08/2025')
      expect(planner.main).toContain('chuyển phân công sang cơ quan tiếp nhận')
      expect((await planner.open('/assignments/merge')).$(`option[value=${unitId}]`)).toHaveLength(0)

      const heir = await signedIn(stnmt)
      expect([(await heir.open(path)).status, heir.buttons]).toEqual([200, []])
      await heir.open('/unit-reports?year=2024')
      const [listed = ''] = heir.$('tbody a').map((_, a) => heir.$(a).attr('href')).get().filter((href) => href.startsWith(report.path)) // biome-ignore format: one line
      expect([listed, (await heir.open(listed)).status]).toEqual([report.path, 200])
      expect((await heir.open(`/units/${unitId}`)).main).toContain('từ ngày 01/09/2025 (15/NQ-HĐND ngày 19/08/2025)')
      const old = await signedIn(unit)
      expect((await old.open('/unit')).path).toBe('/unit')
    })
    await asOf(at('2025-12-10T09:00:00'), async () => {
      await remakeObligations()
      for (const username of [unit, stnmt]) expect(await owedBy(username, { kind: 'unitReport', period: { year: 2025, kind: 'year' } }), username).toHaveLength(1) // biome-ignore format: one line
      expect((await (await signedIn(unit)).open('/unit-reports')).main).toContain('2025')
    })
  })

  test('whoever is of an agency without a function is led nowhere that is closed', async () => {
    const { id } = await who(dienBienDong)
    const role = await prisma.agencyRole.findFirstOrThrow({ where: { agency: { users: { some: { id } } }, role: 'district' } })
    await prisma.agencyRole.update({ where: { id: role.id }, data: { to: new Date('2024-12-01') } })
    const reader = await signedIn(dienBienDong)
    await reader.open('/')
    expect([reader.path, reader.main.includes('không giữ chức năng nào trên cổng')]).toEqual(['/account', true])
    const links = reader.$('a[href^="/"]').map((_, a) => reader.$(a).attr('href')).get() // biome-ignore format: one line
    for (const href of new Set(links)) expect((await reader.open(href)).status, href).toBe(200)
    await prisma.agencyRole.update({ where: { id: role.id }, data: { to: null } })
  })

  test('two at once into different agencies: one of them', async () => {
    const planner = await signedIn(planning)
    const unit = await prisma.agency.findFirstOrThrow({ where: { roles: { none: {} }, successors: { none: {} }, predecessors: { none: {} }, helps: { some: { to: null } } } }) // biome-ignore format: one line
    const targets = await prisma.agency.findMany({
      where: { roles: { none: {} }, successors: { none: {} }, id: { not: unit.id } },
      take: 2,
    })
    const presses = []
    for (const { id } of targets) {
      await planner.open('/assignments/merge')
      await planner.press('Xem trước', await values({ unit: unit.id, into: id }))
      presses.push(planner.form('Nhập vào cơ quan khác'))
    }
    const answers = await Promise.all(presses.map(({ action, fields }) => planner.send(action, fields)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await prisma.agencySuccession.count({ where: { predecessorId: unit.id } })).toBe(1)
  })
})
