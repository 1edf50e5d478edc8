import type { Db } from '../db.ts'
import type { Step } from '../workflow.ts'

/** One person's digest of one day: what it was about, and what became of it. */
export function loadReminder(db: Pick<Db, 'reminder'>, id: string) {
  return db.reminder.findUniqueOrThrow({ where: { id }, include: { user: true, agency: true, items: true } })
}

export type Reminder = Awaited<ReturnType<typeof loadReminder>>

/** Only the portal itself writes and sends them. */
export const queueing = {
  ...{ on: 'User', by: ['system'], writes: { Reminder: 'userId', ReminderItem: 'reminderId' }, verb: 'ghi thư nhắc' },
} as const satisfies Step & { on: 'User'; verb: string }

/** The time is that of a mail server that answers slowly. */
export const sending = {
  ...{ on: 'Reminder', by: ['system'], from: ['queued'], edits: true, writes: { Reminder: 'id', ReminderItem: 'reminderId' } },
  ...{ verb: 'gửi thư nhắc', timeout: 60_000 },
} as const satisfies Step<Reminder> & { on: 'Reminder'; verb: string }
