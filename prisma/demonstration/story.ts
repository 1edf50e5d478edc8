import { addDays } from '../../src/clock.ts'
import { prisma } from '../../src/db.ts'
import { lastDay } from '../../src/deadlines.ts'
import { kindOf } from '../../src/filings/kinds.ts'
import type { Kind as KindName, PeriodKind } from '../../src/generated/enums.ts'
import type { Act, Filing } from './acts.ts'
import { afternoonOf, earlyOn, lateMorningOf, someWorkday, workdays } from './calendar.ts'
import { pick } from './dice.ts'
import { people, signerOf } from './province.ts'

/** An obligation as the demonstration speaks of it: agencies by their keys, and a key for the dice. */
export type Owed = {
  id: string
  kind: KindName
  owner: string
  term: { kind: PeriodKind; year: number; n: number }
  opensOn: Date
  lastDay: Date
  /** Of a plan. */
  assignment: { unit: string; commune: string; from: Date } | null
  dice: string
}

export async function whatIsOwed(): Promise<Owed[]> {
  const keys = await agencyKeys()
  const keyOf = (id: string) => keys.get(id) ?? ''
  const rows = await prisma.obligation.findMany({ include: { period: true, assignment: true }, orderBy: { id: 'asc' } })
  return rows.map(({ id, kind, agencyId, period, opensOn, assignment, ...due }) => {
    const owner = keyOf(agencyId)
    const commune = assignment && keyOf(assignment.communeId)
    return {
      ...{ id, kind, owner, opensOn, lastDay: lastDay(due) },
      term: { kind: period.kind, year: period.year, n: period.n },
      assignment: assignment && { unit: owner, commune: commune ?? '', from: assignment.from },
      dice: [kind, owner, commune, period.kind, period.year, period.n].filter(Boolean).join('/'),
    }
  })
}

/** By the account that carries the agency's key. */
export async function agencyKeys(): Promise<Map<string, string>> {
  const usernames = people.filter(({ username, agencyKey }) => username === agencyKey).map(({ username }) => username)
  const users = await prisma.user.findMany({ where: { username: { in: usernames } }, select: { username: true, agencyId: true } })
  return new Map(users.map(({ username, agencyId }) => [agencyId, username]))
}

/** What becomes of one filing. Days are days of work; the hours follow from the dice. */
export function storyOf({ id, owner, opensOn, dice }: Owed, kind: KindName) {
  const filing: Filing = { kind: kindOf(kind), obligation: id, id: '' }
  const acts: Act[] = []
  const act = (username: string, step: string, at: Date, press: Pick<Act, 'data' | 'body'> = {}) => {
    acts.push({ at, filing, username, step, ...press })
  }
  const own = (step: string, at: Date, press?: Pick<Act, 'data' | 'body'>) => act(owner, step, at, press)
  return {
    acts,
    act,
    /** Begun up to two days of work before it is sent. */
    begin(sentOn: Date) {
      const days = workdays(opensOn, sentOn).slice(-3)
      own('start', earlyOn(days.length > 0 ? pick(`${dice}/begin`, days) : sentOn, dice))
    },
    save: (on: Date, body: () => object | Promise<object>) => own('save', lateMorningOf(on, `${dice}/${acts.length}`), { body }),
    send: (on: Date, at = afternoonOf(on, `${dice}/${acts.length}`)) => own('send', at, { data: { ...signerOf(owner), noSecret: '1' } }),
    answer: (by: string, step: string, on: Date, data?: Record<string, string>) =>
      act(by, step, afternoonOf(on, `${dice}/${by}/${acts.length}`), { data }),
  }
}

export const dayInTime = ({ dice, opensOn, lastDay }: Owed, from = opensOn): Date => someWorkday(dice, from, lastDay)

export const dayTooLate = ({ dice, lastDay }: Owed): Date => someWorkday(`${dice}/late`, addDays(lastDay, 1), addDays(lastDay, 9))
