import { beforeAll, describe, expect, test } from 'vitest'
import { asOf } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { inForce } from '../src/filings/filing.ts'
import { begin } from '../src/filings/take.ts'
import { remakeObligations } from '../src/obligations/remake.ts'
import { plan } from '../src/plans/plan.ts'
import type { UnitReportContext } from '../src/unit-reports/form.ts'
import { unitReport } from '../src/unit-reports/unit-report.ts'
import { signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import { agencyOf, coverable, dienBienDong, keoLom, type Made, note, planBody, see, signer, step, stnmt, who } from './make.ts'
import { aSupport, supportBody } from './nouns.ts'

/**
 * Khoản 2 Điều 8 after 30/06/2025: a plan that waits for a district when the district level ends need not be sent again; the commune alone consents,
 * and what the district had answered stays.
 */

const lastDay = <T>(run: () => Promise<T>) => asOf(at('2025-06-30T23:00:00'), run)
const july = <T>(run: () => Promise<T>) => asOf(at('2025-07-01T08:00:00'), run)
const phiNhu = 'xa-phi-nhu'
const item = (key: string) => ({ objective: 'Đủ nước', items: { [key]: planBody.items.a1 } })
const forced = async (made: Pick<Made, 'id'>, day: string) => inForce(await see(stnmt, made), new Date(day))?.n

async function planFor(commune: string, term: { kind: 'year' | 'half'; n: number }, key: string) {
  const where = { kind: 'plan', agencyId: await agencyOf(stnmt), period: { ...term, year: 2025 } } as const
  const owed = await prisma.obligation.findFirst({ where: { ...where, assignment: { communeId: await agencyOf(commune) } } })
  const { path } = await begin(await who(stnmt), plan, owed?.id ?? '')
  const made = { id: path.split('/')[2] ?? '', kind: plan, path }
  await step(made, stnmt, 'save', { body: item(key) })
  return { ...made, path: `/plans/${made.id}` }
}

let silent: Awaited<ReturnType<typeof planFor>>
let early: typeof silent
let asked: typeof silent
beforeAll(async () => {
  silent = await planFor(keoLom, { kind: 'year', n: 1 }, 'silent')
  early = await planFor(phiNhu, { kind: 'year', n: 1 }, 'early')
  asked = await planFor('xa-chieng-so', { kind: 'year', n: 1 }, 'asked')
  for (const made of [silent, early, asked]) await step(made, stnmt, 'send', { data: signer })
  await step(silent, keoLom, 'consent')
  await step(early, dienBienDong, 'consent')
  await step(asked, 'xa-chieng-so', 'consent')
  await step(asked, dienBienDong, 'request-changes', { data: note })
})

describe('the commune has consented, the district has not answered', () => {
  test('until the last day of the district level it waits; from 01/07/2025 it is agreed, without being sent again', async () => {
    expect(await forced(silent, '2025-06-30')).toBeUndefined()
    expect(await forced(silent, '2025-07-01')).toBe(1)
    const { versions, status } = await see(stnmt, silent)
    expect([versions.length, status]).toEqual([1, 'sent'])
  })

  test('pages say so: of the plan, the list, the commune; who has ended is still named', async () => {
    const told = async () => {
      const unit = await signedIn(stnmt)
      await unit.open(silent.path)
      const page = unit.main
      await unit.open('/plans?year=2025')
      const row = unit.$('tbody tr').filter((_, tr) => unit.$(tr).find(`a[href*="${silent.id}"]`).length > 0)
      return { page, list: row.text(), profile: (await unit.open(`/communes/${await agencyOf(keoLom)}`)).main }
    }
    const before = await lastDay(told)
    expect(before.page).toContain('Phiên bản 1 đang lấy ý kiến')
    expect(before.list).toContain('1 trong 2 nơi thống nhất')
    expect(before.profile).toContain('phiên bản 1 đang lấy ý kiến')
    const after = await july(told)
    expect(after.page).toContain('Phiên bản 1 đã được thống nhất và đang có hiệu lực')
    expect(after.page).toContain('huyện Điện Biên Đông kết thúc hoạt động khi chưa có ý kiến: chỉ cần ý kiến của xã')
    expect(after.page).toContain('UBND huyện Điện Biên Đông: kết thúc hoạt động khi chưa có ý kiến, không phải chờ')
    expect(after.list).toContain('Đã thống nhất')
    expect(after.profile).toContain('phiên bản 1 đang có hiệu lực')
  })

  test('help that is given before that day is marked as given before the plan was agreed, from that day on it is not', async () => {
    await asOf(at('2025-07-05T08:00:00'), async () => {
      const on = async (from: string) => {
        const { id } = await aSupport('declared', { body: { ...supportBody, clause: '5.5', from, item: `${silent.id}.silent` } })
        return (await prisma.support.findUniqueOrThrow({ where: { id } })).planAgreed
      }
      expect([await on('30/06/2025'), await on('01/07/2025')]).toEqual([false, true])
    })
  })
})

test('the district has consented, the commune has not: from July its consent alone is missing, and what the district said stays', async () => {
  await july(async () => {
    expect(await forced(early, '2025-07-01')).toBeUndefined()
    await step(early, phiNhu, 'consent')
    expect(await forced(early, '2025-07-01')).toBe(1)
    const unit = await signedIn(stnmt)
    await unit.open(early.path)
    expect(unit.main).toContain('UBND huyện Điện Biên Đông: thống nhất')
    await expect(
      step(early, dienBienDong, 'request-changes', { data: note }),
      'a district that has ended answers nothing',
    ).rejects.toThrow()
  })
})

test('the district had asked for changes: that stands; what is sent anew goes to the commune alone', async () => {
  expect(await forced(asked, '2025-07-01')).toBeUndefined()
  await july(async () => {
    const unit = await signedIn(stnmt)
    await unit.open(asked.path)
    expect(unit.main).toContain(note.note)
    await step(asked, stnmt, 'save', { body: item('asked') })
    await step(asked, stnmt, 'send', { data: signer })
    const receivers = await prisma.receipt.findMany({ where: { filingId: asked.id, current: true } })
    expect(receivers.map(({ agencyId }) => agencyId)).toEqual([await agencyOf('xa-chieng-so')])
    await step(asked, 'xa-chieng-so', 'consent')
    expect(await forced(asked, '2025-07-01')).toBe(2)
  })
})

test('one plan over communes of two districts: neither district is waited for, each commune is', async () => {
  const { id: _, ...like } = await prisma.assignment.findFirstOrThrow({ where: { unitId: await agencyOf(stnmt), to: null } })
  const second = 'xa-hang-lia'
  for (const commune of ['xa-muong-pon', second])
    await prisma.assignment.create({ data: { ...like, communeId: await agencyOf(commune), from: new Date('2024-02-01') } })
  await remakeObligations()
  const made = await planFor('xa-muong-pon', { kind: 'year', n: 1 }, 'two')
  await step(made, stnmt, 'cover', { data: { obligations: await coverable(made, second) } as never })
  await step(made, stnmt, 'send', { data: signer })
  await step(made, 'xa-muong-pon', 'consent')
  await july(async () => {
    expect(await forced(made, '2025-07-01'), 'one commune has not consented').toBeUndefined()
    await step(made, second, 'consent')
    expect(await forced(made, '2025-07-01')).toBe(1)
  })
})

test('khoản 1 Điều 13: the unit’s report of 2025 asks about the items of such a plan', async () => {
  await asOf(at('2025-12-16T08:00:00'), async () => {
    await remakeObligations()
    const where = { kind: 'unitReport', agencyId: await agencyOf(stnmt), period: { kind: 'year', year: 2025 } } as const
    const owed = await prisma.obligation.findFirstOrThrow({ where })
    const { path } = await begin(await who(stnmt), unitReport, owed.id)
    const { context } = await see(stnmt, { id: path.split('/')[2] ?? '' })
    const keys = (context as UnitReportContext).communes.flatMap(({ items }) => items.map(({ key }) => key))
    expect(keys.toSorted()).toEqual(['asked', 'early', 'silent', 'two', 'two'])
  })
})
