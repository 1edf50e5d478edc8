import { z } from 'zod'
import { dayOf } from '../clock.ts'
import { daysLeft, lastDay, standing } from '../deadlines.ts'
import { titleOf } from '../filings/filing.ts'
import { daysOff, workingDaysAfter } from '../holidays/working-days.ts'
import { chosenId, chosenOf, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { filingsOf, judgedColumns, under, withFilings } from '../obligations/obligation.ts'
import { listed } from '../sheets/sheet.ts'
import { kindWords, placeOf } from '../words.ts'
import { perhapsOwed } from './due.ts'
import { settingsOf } from './settings.ts'

const { explanation: _, ...kinds } = kindWords

/** Nobody was reminded in this way. */
const none = { words: 'chưa có' }

const filters = z.object({
  ...{ kind: chosenOf(kinds), district: chosenId, q: searched, sort: sortedBy(['days', 'agency']), order: ordered, ...paging },
})

/**
 * "Đề nghị UBND tỉnh nhắc": what is overdue although everybody was reminded, so many working days after its last day as planning has set. Derived
 * from the standing of each, so whatever arrives is gone from here at once. With when its agency was reminded, by mail and in words (khoản 1 Điều 10).
 */
export async function proposalsOf({ db, at }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const { proposeAfter } = await settingsOf(db)
  const districts = await db.agency.findMany({
    where: { roles: { some: { role: 'district' } } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  const proposed = await overdueSince(db, at, proposeAfter, {
    ...(chosen.kind && { kind: chosen.kind as keyof typeof kinds }),
    ...(chosen.district && { AND: [{ OR: [{ agency: under(chosen.district) }, { assignment: { commune: under(chosen.district) } }] }] }),
  })
  const found = finds(chosen.q)
  const wanted = proposed.filter(({ agency, assignment }) => found(agency.name, ...agency.otherSpellings, assignment?.commune.name))
  const order = chosen.order ?? (chosen.sort === 'days' ? 'desc' : 'asc')
  const way = order === 'asc' ? 1 : -1
  wanted.sort((a, b) =>
    chosen.sort === 'days' ? way * (b.dueAt.getTime() - a.dueAt.getTime()) : way * a.agency.name.localeCompare(b.agency.name, 'vi'),
  )
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  const ids = wanted.slice(rows.skip, rows.skip + rows.take).map(({ id }) => id)
  const whole = new Map((await db.obligation.findMany({ where: { id: { in: ids } }, include: withFilings })).map((one) => [one.id, one]))
  const shown = ids.flatMap((id) => whole.get(id) ?? [])
  const reminded = await remindersOf(db, shown)
  return {
    ...{ title: 'Đề nghị UBND tỉnh nhắc', chosen: { ...chosen, order }, proposeAfter, ...pages },
    agencies: new Set(wanted.map(({ agencyId }) => agencyId)).size,
    filters: [
      { name: 'kind', label: 'Hồ sơ', words: kinds },
      { name: 'district', label: 'Huyện, thị xã, thành phố', words: districts.map(({ id, name }) => [id, placeOf(name)] as const) },
    ],
    ...listed(
      shown.map((one) => ({ ...one, ...reminded(one.id), title: titleOf(one), days: -daysLeft(one, at), last: lastDay(one) })),
      [
        { title: 'Cơ quan, đơn vị', sort: 'agency', value: ({ agency }) => agency.name },
        { title: 'Hồ sơ chưa gửi', value: ({ title }) => title },
        { title: 'Hạn đến hết ngày', type: 'day', value: ({ last }) => last },
        { title: 'Quá hạn (ngày)', type: 'number', sort: 'days', value: ({ days }) => days },
        { title: 'Thư nhắc gần nhất', type: 'moment', value: ({ mailed }) => mailed ?? none },
        { title: 'Thư nhắc lãnh đạo', type: 'moment', value: ({ head }) => head ?? none },
        { title: 'Đôn đốc gần nhất', type: 'moment', value: ({ urged }) => urged ?? none },
      ],
    ),
  }
}

/** The agencies on that list, the one that has been overdue longest first. */
export async function agenciesProposed({ db, at }: Looking) {
  const { proposeAfter } = await settingsOf(db)
  const overdue = await overdueSince(db, at, proposeAfter)
  const agencies = [...Map.groupBy(overdue, ({ agencyId }) => agencyId).values()]
    .map((theirs) => ({
      ...{ name: theirs[0]?.agency.name ?? '', filings: theirs.length },
      since: new Date(Math.min(...theirs.map((one) => lastDay(one).getTime()))),
    }))
    .sort((a, b) => a.since.getTime() - b.since.getTime() || a.name.localeCompare(b.name, 'vi'))
  return { proposeAfter, agencies }
}

/** Read thin and judged: it may be most of what a whole province owes. */
async function overdueSince(db: Looking['db'], at: Date, n: number, narrowed: object = {}) {
  const [today, off] = [dayOf(at), await daysOff(db)]
  const rows = await db.obligation.findMany({
    where: { ...perhapsOwed(at), ...narrowed, dueAt: { lte: at } },
    select: { ...judgedColumns, agencyId: true, agency: { select: named }, assignment: { select: { commune: { select: named } } } },
    orderBy: { id: 'asc' },
  })
  return rows.filter(
    (one) => standing({ ...one, filings: filingsOf(one) }, at).is === 'overdue' && workingDaysAfter(lastDay(one), n, off) <= today,
  )
}

const named = { name: true, otherSpellings: true } as const

/** When somebody was last reminded of each: by mail, its head by mail, and in words. */
async function remindersOf(db: Looking['db'], shown: readonly { id: string }[]) {
  const of = { obligationId: { in: shown.map(({ id }) => id) } }
  const items = await db.reminderItem.findMany({
    where: { ...of, leftOut: false, reminder: { status: 'sent' } },
    select: { obligationId: true, reminder: { select: { sentAt: true, user: { select: { position: true } } } } },
    orderBy: { id: 'desc' },
  })
  const urgings = await db.urging.findMany({ where: of, select: { obligationId: true, at: true }, orderBy: { id: 'desc' } })
  return (id: string) => {
    const mine = items.filter(({ obligationId }) => obligationId === id)
    return {
      mailed: mine[0]?.reminder.sentAt,
      head: mine.find(({ reminder }) => reminder.user.position === 'leader')?.reminder.sentAt,
      urged: urgings.find(({ obligationId }) => obligationId === id)?.at,
    }
  }
}
