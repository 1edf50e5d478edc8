import { workplacesOn } from '../accounts/workplaces.ts'
import { act } from '../act.ts'
import { dayOf, momentOn, now } from '../clock.ts'
import { type Db, dbFor, type Tx } from '../db.ts'
import type { Prisma } from '../generated/client.ts'
import { daysOff, isWorkingDay } from '../holidays/working-days.ts'
import { filingsOf, judgedColumns } from '../obligations/obligation.ts'
import { system } from '../policy.ts'
import { causeOf, perhapsOwed } from './due.ts'
import { settingsOf } from './settings.ts'

const nowhere = 'Người nhận chưa ghi địa chỉ thư ở trang Tài khoản'

/**
 * Writes today's digests: one for each person of an agency that still owes, who is to be reminded today and was not yet. Safe to repeat, and by
 * several instances at once. Answers which of today's wait to be sent. Before the hour, and on a day off: none.
 */
export async function queueReminders(): Promise<string[]> {
  const [at, db] = [await now(), dbFor(system)]
  const [day, settings, off] = [dayOf(at), await settingsOf(db), await daysOff(db)]
  if (!isWorkingDay(day, off) || at < momentOn(day, settings.sendAt)) return []

  const owed = (await db.obligation.findMany({ where: perhapsOwed(at), select: { ...judgedColumns, agencyId: true } })).map((one) => ({
    ...one,
    filings: filingsOf(one),
  }))
  for (const person of await peopleToRemind(db, [...new Set(owed.map(({ agencyId }) => agencyId))], day)) {
    const items = owed.flatMap((one) => {
      if (one.agencyId !== person.agencyId) return []
      const cause = causeOf(one, at, { choice: person.reminders, settings, off })
      const concerns = person.doesTheWork || cause === 'overdue' || person.reminders === 'daily'
      return cause && concerns ? [{ obligationId: one.id, cause }] : []
    })
    if (items.length) await queue(person, day, items)
  }
  const waiting = await db.reminder.findMany({ where: { day, status: 'queued' }, select: { id: true }, orderBy: { id: 'asc' } })
  return waiting.map(({ id }) => id)
}

/** Of these agencies, whoever wants to be reminded and has no digest of this day. The head hears of what is overdue; of all where nobody else is there. */
async function peopleToRemind(db: Db, agencies: string[], day: Date) {
  const workplaceOf = await workplacesOn(db, day)
  const all = await db.user.findMany({ where: { disabledAt: null }, orderBy: { id: 'asc' } })
  const active = all
    .map((user) => ({ ...user, agencyId: workplaceOf(user.agencyId) }))
    .filter(({ agencyId }) => agencies.includes(agencyId))
  const had = new Set((await db.reminder.findMany({ where: { day }, select: { userId: true } })).map(({ userId }) => userId))
  const staffed = new Set(active.flatMap(({ agencyId, position }) => (position === 'leader' ? [] : [agencyId])))
  return active
    .filter(({ id, reminders }) => reminders !== 'none' && !had.has(id))
    .map((person) => ({ ...person, doesTheWork: person.position !== 'leader' || !staffed.has(person.agencyId) }))
}

type Person = { id: string; agencyId: string; email: string }
type Items = Pick<Prisma.ReminderItemCreateManyInput, 'obligationId' | 'cause'>[]

/** Under the person's row, so two instances make one; the database keeps it unique besides. */
function queue({ id: userId, agencyId, email }: Person, day: Date, items: Items) {
  const run = async (tx: Tx, _: object, at: Date) => {
    if (await tx.reminder.count({ where: { userId, day } })) return { path: '/reminders' }
    const stands = email ? ({ status: 'queued' } as const) : ({ status: 'notMailed', why: nowhere } as const)
    const row = { userId, agencyId, day, address: email, queuedAt: at, ...stands }
    const { id: reminderId } = await tx.reminder.create({ data: row, select: { id: true } })
    await tx.reminderItem.createMany({ data: items.map((item) => ({ ...item, reminderId })) })
    return { path: `/reminders/${reminderId}` }
  }
  return act(system, 'reminder.queue', { id: userId }, run)
}
