import { z } from 'zod'
import { workplacesOn } from '../accounts/workplaces.ts'
import { dayOf } from '../clock.ts'
import { lastDay, standing } from '../deadlines.ts'
import type { Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { filingsOf, judgedColumns, under } from '../obligations/obligation.ts'
import { listed } from '../sheets/sheet.ts'
import { placeOf } from '../words.ts'
import { perhapsOwed, stillOwes } from './due.ts'

const problems = { account: 'Không có tài khoản hoạt động', leader: 'Yêu cầu trình duyệt, không có lãnh đạo' }

const filters = z.object({
  ...{ problem: chosenOf(problems), district: chosenId, q: searched, sort: sortedBy(['overdue', 'agency']), order: ordered, ...paging },
})

/** Filings that wait for an answer that was asked of their receiver. */
const unanswered = {
  ...{ current: true, asked: true },
  OR: [
    { filing: { kind: { in: ['plan', 'coordination'] }, status: { in: ['sent', 'changesAsked'] } }, consents: { none: {} } },
    { filing: { kind: { notIn: ['plan', 'coordination'] }, status: 'sent' } },
  ],
} satisfies Prisma.ReceiptWhereInput

/**
 * Agencies that owe or have to answer something with nobody there who could: no account is active, or the agency wants a leader's approval before
 * anything is sent and no leader's account is.
 */
export async function unreachableOf({ db, at }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const agencies = await db.agency.findMany({
    where: chosen.district ? { OR: [{ id: chosen.district }, under(chosen.district)] } : {},
    select: { id: true, name: true, otherSpellings: true, approval: true, roles: { select: { role: true } } },
  })
  const workplaceOf = await workplacesOn(db, dayOf(at))
  const accounts = await db.user.findMany({ where: { disabledAt: null }, select: { agencyId: true, position: true } })
  const active = accounts.map(({ agencyId, position }) => ({ agencyId: workplaceOf(agencyId), position }))
  const people = new Set(active.map(({ agencyId }) => agencyId))
  const led = new Set(active.flatMap(({ agencyId, position }) => (position === 'leader' ? [agencyId] : [])))
  const alone = agencies.flatMap((agency) => {
    const problem = !people.has(agency.id) ? ('account' as const) : agency.approval && !led.has(agency.id) ? ('leader' as const) : undefined
    return problem ? [{ ...agency, problem }] : []
  })
  const waits = await waitingAt({ db, at }, { in: alone.map(({ id }) => id) })
  const found = finds(chosen.q)
  const order = chosen.order ?? (chosen.sort === 'agency' ? 'asc' : 'desc')
  const way = order === 'asc' ? 1 : -1
  const wanted = alone
    .map((agency) => ({ ...agency, ...waits(agency.id) }))
    .filter(({ problem, owes, answers }) => (!chosen.problem || problem === chosen.problem) && owes + answers > 0)
    .filter(({ name, otherSpellings }) => found(name, ...otherSpellings))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi') * (chosen.sort === 'agency' ? way : 1))
  if (chosen.sort === 'overdue') wanted.sort((a, b) => way * (a.overdue - b.overdue || a.owes + a.answers - b.owes - b.answers))
  const districts = await db.agency.findMany({
    where: { roles: { some: { role: 'district' } } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    ...{ title: 'Nơi chưa có người làm', chosen: { ...chosen, order }, ...pages },
    filters: [
      { name: 'problem', label: 'Vướng ở', words: problems },
      { name: 'district', label: 'Huyện, thị xã, thành phố', words: districts.map(({ id, name }) => [id, placeOf(name)] as const) },
    ],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Cơ quan, đơn vị', sort: 'agency', value: ({ name }) => name },
      { title: 'Vướng ở', value: ({ problem }) => problems[problem] },
      { title: 'Hồ sơ phải gửi', type: 'number', value: ({ owes }) => owes },
      { title: 'Trong đó quá hạn', type: 'number', sort: 'overdue', value: ({ overdue }) => overdue },
      { title: 'Hạn sớm nhất', type: 'day', value: ({ first }) => first },
      { title: 'Việc phải trả lời', type: 'number', value: ({ answers }) => answers },
    ]),
  }
}

/** What these agencies still have to send, and to answer. */
async function waitingAt({ db, at }: Pick<Looking, 'db' | 'at'>, agencyId: { in: string[] }) {
  const owed = await db.obligation.findMany({ where: { ...perhapsOwed(at), agencyId }, select: { ...judgedColumns, agencyId: true } })
  const still = owed.map((one) => ({ ...one, filings: filingsOf(one) })).filter((one) => stillOwes(one, at))
  const answers = [
    ...(await db.receipt.findMany({ where: { ...unanswered, agencyId }, select: { agencyId: true } })),
    ...(await db.inspectionRequest.findMany({ where: { agencyId, status: 'asked' }, select: { agencyId: true } })),
    ...(
      await db.petition.findMany({ where: { holderId: agencyId, status: { in: ['sent', 'received'] } }, select: { holderId: true } })
    ).map(({ holderId }) => ({ agencyId: holderId })),
    ...(
      await db.inquiryAnswer.findMany({
        where: { communeId: agencyId, status: { in: ['waiting', 'changesAsked'] }, inquiry: { status: 'running' } },
        select: { communeId: true },
      })
    ).map(({ communeId }) => ({ agencyId: communeId })),
  ]
  return (id: string) => {
    const mine = still.filter((one) => one.agencyId === id)
    const days = mine.map((one) => lastDay(one).getTime())
    return {
      owes: mine.length,
      overdue: mine.filter((one) => standing(one, at).is === 'overdue').length,
      first: days.length ? dayOf(new Date(Math.min(...days))) : undefined,
      answers: answers.filter((one) => one.agencyId === id).length,
    }
  }
}
