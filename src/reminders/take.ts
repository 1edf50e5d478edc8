import type { z } from 'zod'
import { act } from '../act.ts'
import type { Tx } from '../db.ts'
import type { Actor } from '../policy.ts'
import type { Choice } from './choice.ts'
import type { settingForm } from './settings.ts'

type Press<Data> = { once?: string; revision?: number; data: Data }

/** How this person is reminded from now on. */
export function chooseReminders(actor: Actor, { once, revision, data: { reminders, email } }: Press<Choice>) {
  const run = async (tx: Tx) => {
    await tx.user.update({ where: { id: actor.id }, data: { reminders, email } })
    return { path: '/account/reminders?done' }
  }
  return act(actor, 'account.choose-reminders', { id: actor.id, revision }, run, { once })
}

/** When everybody is reminded from now on. */
export function setReminders(
  actor: Actor,
  { id, once, revision, data: { note, ...settings } }: Press<z.output<typeof settingForm>> & { id: string },
) {
  const run = async (tx: Tx, _: object, at: Date) => {
    const made = { programmeId: id, reason: note, at, by: `${actor.name}, ${actor.agencyName}` }
    await tx.reminderSetting.create({ data: { ...settings, ...made }, select: { seq: true } })
    return { path: '/reminders/settings?done' }
  }
  return act(actor, 'reminder.set', { id, revision }, run, { once, note })
}
