import { workplacesOn } from '../accounts/workplaces.ts'
import { act } from '../act.ts'
import { dayOf } from '../clock.ts'
import type { Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { daysOff } from '../holidays/working-days.ts'
import { filingsOf, withFilings } from '../obligations/obligation.ts'
import { system } from '../policy.ts'
import { digestOf } from './digest.ts'
import { causeOf, perhapsOwed } from './due.ts'
import { deliver } from './mail.ts'
import type { Reminder } from './reminder.ts'
import { settingsOf } from './settings.ts'

/** So often the mail server is tried. */
export const mostAttempts = 6

/**
 * Sends one digest, if it waits: under its row, so that of several instances one sends and the others find it sent. What it is about is judged
 * again first: what has arrived or was extended since it was queued is left out, and of nothing no message is made. Throws when it is to be tried again.
 */
export async function sendReminder(id: string) {
  const run = async (tx: Tx, reminder: Reminder, at: Date) => {
    const { user, agency } = reminder
    const settle = (data: object) => tx.reminder.update({ where: { id }, data })
    const path = `/reminders/${id}`
    const workplace = (await workplacesOn(tx, dayOf(at)))(user.agencyId)
    if (user.disabledAt || workplace !== reminder.agencyId || user.reminders === 'none' || !user.email) {
      await settle({ status: 'notNeeded', why: 'Người nhận thôi nhận thư, hoặc tài khoản đã ngừng' })
      return { path }
    }
    if (dayOf(at).getTime() !== reminder.day.getTime()) {
      await settle({ status: 'failed', why: reminder.why ?? 'Ngày nhắc đã qua trước khi thư được gửi' })
      return { path }
    }
    const how = { choice: user.reminders, settings: await settingsOf(tx), off: await daysOff(tx) }
    const owed = await tx.obligation.findMany({
      where: { ...perhapsOwed(at), id: { in: reminder.items.map(({ obligationId }) => obligationId) } },
      include: withFilings,
      orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    })
    const due = owed.flatMap((obligation) => {
      const cause = causeOf({ ...obligation, filings: filingsOf(obligation) }, at, how)
      return cause ? [{ cause, obligation }] : []
    })
    for (const { id, obligationId, leftOut } of reminder.items) {
      const left = !due.some(({ obligation }) => obligation.id === obligationId)
      if (left !== leftOut) await tx.reminderItem.update({ where: { id }, data: { leftOut: left } })
    }
    if (!due.length) {
      await settle({ status: 'notNeeded', why: 'Hồ sơ đã gửi hoặc được gia hạn trước khi thư đi' })
      return { path }
    }
    const attempts = reminder.attempts + 1
    const to = { name: user.name, address: user.email }
    try {
      await deliver({ id, to, ...(await digestOf({ name: user.name, agency: agency.name }, due, at)) })
    } catch (error) {
      const why = `Máy chủ thư: ${(error as Error).message}`.slice(0, 500)
      await settle({ attempts, why, status: attempts < mostAttempts ? 'queued' : 'failed' })
      return { path, again: attempts < mostAttempts ? why : undefined }
    }
    await settle({ status: 'sent', attempts, address: user.email, sentAt: at, why: null })
    return { path }
  }
  const { again } = await act(system, 'reminder.send', { id }, run).catch(settledAlready)
  if (again) throw new Error(again)
}

/** Somebody else has sent it, or it is there no more. */
function settledAlready(error: unknown): { again?: string | undefined } {
  if (error instanceof Refusal && (error.status === 409 || error.status === 404)) return {}
  throw error
}
