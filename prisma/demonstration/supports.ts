import { addDays, asOf } from '../../src/clock.ts'
import { accountOf, dbFor, prisma } from '../../src/db.ts'
import { inForce, withAnswers } from '../../src/filings/filing.ts'
import { read } from '../../src/form.ts'
import type { Noun } from '../../src/nouns/noun.ts'
import { begin, take } from '../../src/nouns/take.ts'
import { disputing } from '../../src/supports/form.ts'
import { support } from '../../src/supports/support.ts'
import { date } from '../../src/words.ts'
import { afternoonOf, day, someWorkday, workdaysAfter } from './calendar.ts'
import { communeOf } from './communes.ts'
import { chance, pick, whole } from './dice.ts'
import { inTheStory } from './foundation.ts'
import { agencyKeys } from './story.ts'
import { typedMoney, typedNumber } from './vietnamese.ts'

const year = 2024
const begins = day('2024-12-13')

/** What the units have carried out of their plans for 2024 in the communes that joined first: most of it confirmed, some waiting, some disputed. */
export async function carryOut() {
  const keys = await agencyKeys()
  const plans = await prisma.filing.findMany({
    where: { kind: 'plan', period: { kind: 'year', year } },
    include: {
      assignment: true,
      versions: { include: { items: true, receipts: { include: withAnswers } }, orderBy: { n: 'desc' } },
    },
    orderBy: { id: 'asc' },
  })
  const carried = plans.map(async ({ id, assignment, versions }) => {
    const agreed = inForce({ versions }, day(`${year}-12-14`))
    const commune = keys.get(assignment?.communeId ?? '') ?? ''
    const unit = keys.get(assignment?.unitId ?? '') ?? ''
    if (!agreed || !assignment || !inTheStory.includes(commune)) return
    const done = agreed.items
      .toSorted((a, b) => a.position - b.position)
      .filter(({ key }) => chance(`${unit}/${commune}/${key}/done`, commune === 'xa-keo-lom' ? 90 : 60))
    for (const item of done.slice(0, 3)) await one({ unit, commune, assignment: assignment.id, filing: id, item })
  })
  await Promise.all(carried)
}

type Item = Awaited<ReturnType<typeof prisma.planItem.findFirstOrThrow>>
type Deed = { unit: string; commune: string; assignment: string; filing: string; item: Item }

async function one({ unit, commune, assignment, filing, item }: Deed) {
  const dice = `${unit}/${commune}/${item.key}/support`
  const first = day(`${year}-${String(item.fromMonth ?? 1).padStart(2, '0')}-05`)
  const last = day(`${year}-${String(item.toMonth ?? 12).padStart(2, '0')}-25`)
  if (addDays(first, 30) > begins) return
  const on = someWorkday(dice, first, new Date(Math.min(last.getTime(), addDays(begins, -10).getTime())))
  const village = pick(`${dice}/village`, communeOf(commune).villages)
  const money = (value: bigint) => (value * BigInt(whole(`${dice}/share`, 85, 100))) / 100n
  const contributions = [
    { source: 'own', value: item.ownMoney },
    { source: 'sponsor', value: item.sponsorMoney },
  ].filter(({ value }) => value > 0n)
  const body = {
    ...{ form: item.form, what: item.task, clause: item.clause, from: date(on), to: '', result: item.result, villages: village },
    item: `${filing}.${item.key}`,
    beneficiaries: {
      b1: { group: pick(`${dice}/group`, ['poorHouseholds', 'people', 'officials']), count: typedNumber(whole(`${dice}/count`, 12, 80)) },
    },
    contributions: Object.fromEntries(
      contributions.map(({ source, value }, n) => [
        `c${n}`,
        {
          kind: 'money',
          source,
          value: typedMoney(Number(money(value))),
          sponsor: source === 'sponsor' ? 'Nhà hảo tâm do đơn vị vận động' : '',
        },
      ]),
    ),
    laterUse: chance(`${dice}/later`, 40) ? 'UBND xã giao ban quản lý bản quản lý, sử dụng; hằng năm đánh giá, duy tu.' : '',
  }
  const recordedOn = workdaysAfter(on, whole(`${dice}/recorded`, 1, 4))
  const id = await recorded(unit, assignment, body, afternoonOf(recordedOn, dice))
  if (!id || (recordedOn > day('2024-11-15') && chance(`${dice}/waits`, 60))) return
  const answeredOn = workdaysAfter(recordedOn, whole(`${dice}/answered`, 1, 3))
  if (answeredOn > begins) return
  const disputes = contributions.length > 0 && chance(`${dice}/disputes`, 12)
  const at = afternoonOf(answeredOn, `${dice}/answer`)
  if (!disputes) return step(commune, id, 'confirm', at)
  const own = typedMoney(Number((money(item.ownMoney) * 80n) / 100n))
  const note = 'Số lượng bàn giao thực tế ít hơn biên bản do một phần chưa chuyển đến bản; xã ghi theo số đã nghiệm thu.'
  await step(
    commune,
    id,
    'dispute',
    at,
    read(disputing, { own, sponsor: '', labour: '', result: `Đã nhận một phần: ${item.result}`, note }).data,
  )
  if (chance(`${dice}/settled`, 50)) await step(unit, id, 'accept', afternoonOf(workdaysAfter(answeredOn, 2), `${dice}/settle`))
}

async function recorded(unit: string, assignment: string, body: object, at: Date) {
  const actor = await signIn(unit, at)
  return asOf(at, async () => {
    const { data } = read(await support.begin.asks({ db: dbFor(actor), actor, at }, assignment), body)
    if (!data) return undefined // the assignment had ended by then
    return (await begin(actor, support as unknown as Noun, assignment, { data })).path.split('/')[2]
  })
}

async function step(username: string, id: string, name: string, at: Date, data?: unknown) {
  const actor = await signIn(username, at)
  await asOf(at, () => take(actor, support as unknown as Noun, name, id, { data }))
}

async function signIn(username: string, at: Date) {
  const account = await asOf(at, () => accountOf({ username }))
  if (!account) throw new Error(`no account ${username} in the demonstration`)
  return account.actor
}
