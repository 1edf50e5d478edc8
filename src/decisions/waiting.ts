import { z } from 'zod'
import { addDays, dayOf, daysBetween } from '../clock.ts'
import type { Asked } from '../desk/asked.ts'
import { explanationsToDecide } from '../explanations/waiting.ts'
import { holdersOf, titleOf } from '../filings/filing.ts'
import { chosenOf, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { agenciesProposed } from '../reminders/proposals.ts'
import { listed } from '../sheets/sheet.ts'
import { sectionsToDecide } from '../unit-reports/waiting.ts'

const matters = {
  petition: 'Kiến nghị',
  explanation: 'Báo cáo lý do',
  section: 'Lý do tại từng xã',
  report: 'Báo cáo tổng kết của tỉnh',
}

const filters = z.object({
  ...{ matter: chosenOf(matters), q: searched, sort: sortedBy(['due', 'waited']), order: ordered, ...paging },
})

/** Since when it waits; until when it is to be answered, where a day was named. */
type Matter = { matter: keyof typeof matters; href: string; title: string; from: string; waits: string; since: Date; dueOn?: Date }

/**
 * What waits for a decision or an answer of UBND tỉnh: khoản 2 Điều 12 (reasons), khoản 5 Điều 13 (petitions), khoản 3 Điều 13 (the provincial
 * report). What is overdue comes first, then what has a day, then what has waited longest. Besides: whom it is asked to remind.
 */
export async function decisionsOf(looking: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const today = dayOf(looking.at)
  const all = [
    ...(await petitionsWaiting(looking)),
    ...(await explanationsToDecide(looking)).map((one) => reasoned('explanation', one, today)),
    ...(await sectionsToDecide(looking)).map((one) => reasoned('section', one, today)),
    ...(await reportsWaiting(looking)),
  ].map((one) => ({ ...one, waited: daysBetween(one.since, today), left: one.dueOn && daysBetween(today, one.dueOn) }))
  const found = finds(chosen.q)
  const order = chosen.order ?? (chosen.sort === 'due' ? 'asc' : 'desc')
  const way = order === 'asc' ? 1 : -1
  const [farOff, byWait] = [Number.MAX_SAFE_INTEGER, (a: { waited: number }, b: { waited: number }) => b.waited - a.waited]
  const wanted = all
    .filter(({ matter, title, from }) => (!chosen.matter || matter === chosen.matter) && found(title, from))
    .sort((a, b) => (chosen.sort === 'due' ? way * ((a.left ?? farOff) - (b.left ?? farOff)) || byWait(a, b) : -way * byWait(a, b)))
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  const { proposeAfter, agencies: proposed } = await agenciesProposed(looking)
  return {
    ...{ title: 'Chờ UBND tỉnh quyết định', chosen: { ...chosen, order }, ...pages },
    overdue: wanted.filter(({ left }) => left !== undefined && left < 0).length,
    proposed: { after: proposeAfter, total: proposed.length, shown: proposed.slice(0, 10) },
    filters: [{ name: 'matter', label: 'Loại việc', words: matters }],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Nội dung', value: ({ title }) => title },
      { title: 'Loại việc', value: ({ matter }) => matters[matter] },
      { title: 'Nơi gửi', value: ({ from }) => from },
      { title: 'Việc chờ', value: ({ waits }) => waits },
      { title: 'Đã chờ (ngày)', type: 'number', sort: 'waited', value: ({ waited }) => waited },
      { title: 'Hạn', type: 'day', sort: 'due', value: ({ dueOn }) => dueOn ?? { words: 'không ấn định' } },
      { title: 'Tình trạng', value: ({ left }) => stateWords(left) },
    ]),
  }
}

const stateWords = (left: number | undefined) =>
  left === undefined ? 'đang chờ' : left < 0 ? `quá hạn ${-left} ngày` : left === 0 ? 'hôm nay là ngày cuối' : `còn ${left} ngày`

async function petitionsWaiting({ db, at }: Looking): Promise<Matter[]> {
  const petitions = await db.petition.findMany({
    where: { holderId: { in: await holdersOf(db, 'province', at) }, status: { in: ['sent', 'received'] } },
    include: { petitioner: true },
    orderBy: { id: 'asc' },
  })
  return petitions.map(({ id, subject, petitioner, heldSince, dueOn }) => ({
    ...{ matter: 'petition', href: `/petitions/${id}`, title: subject, from: petitioner.name, waits: 'trả lời' },
    ...{ since: dayOf(heldSince), dueOn },
  }))
}

/** The regulation names no day for a decision on reasons. */
function reasoned(matter: 'explanation' | 'section', { href, title, days }: Asked, today: Date): Matter {
  return { matter, href, title, from: title.split(':')[0] ?? title, waits: 'quyết định về lý do', since: addDays(today, -days.n) }
}

async function reportsWaiting({ db, at }: Looking): Promise<Matter[]> {
  const receipts = await db.receipt.findMany({
    where: { agencyId: { in: await holdersOf(db, 'province', at) }, current: true, filing: { kind: 'provinceReport', status: 'sent' } },
    include: { filing: { include: { period: true } }, version: { select: { agencyName: true } } },
    orderBy: { id: 'asc' },
  })
  return receipts.map(({ filing, version, deliveredAt }) => ({
    ...{ matter: 'report', href: `/province-reports/${filing.id}`, title: titleOf({ ...filing, assignment: null }) },
    ...{ from: version.agencyName, waits: 'xác nhận đã nhận', since: dayOf(deliveredAt) },
  }))
}
