import { type Job, PgBoss } from 'pg-boss'
import { CannotStart } from './cannot-start.ts'
import { pool } from './pool.ts'
import { queueReminders } from './reminders/queue.ts'
import { mostAttempts, sendReminder } from './reminders/send.ts'

const looking = 'look-for-reminders'
const mailing = 'mail-reminder'

/**
 * Jobs in PostgreSQL, in a schema of their own, over the portal's own pool: every ten minutes one instance looks whom to remind (business time says
 * whether it is time), and each message is a job that is tried again when the mail server does not take it. Answers how to stop.
 */
export async function startJobs(log: (error: unknown) => void): Promise<() => Promise<void>> {
  const boss = new PgBoss({ schema: 'jobs', db: { executeSql: (text, values) => pool.query(text, values) } })
  boss.on('error', log)
  await boss.start().catch(mayNot)
  await boss.createQueue(looking, { policy: 'exclusive', retryLimit: 0, expireInSeconds: 600 })
  await boss.createQueue(mailing, {
    ...{ retryLimit: mostAttempts - 1, retryDelay: 60, retryBackoff: true, retryDelayMax: 1_800 },
    ...{ expireInSeconds: 300, deleteAfterSeconds: 2 * 86_400 },
  })
  await boss.work(looking, { pollingIntervalSeconds: 10 }, async () => {
    // The job has the id of its message, so that it is queued once, also where an instance died between the two.
    try {
      for (const id of await queueReminders()) await boss.send(mailing, { id }, { id })
    } catch (error) {
      log(error) // the next look is in ten minutes
    }
  })
  await boss.work(mailing, { batchSize: 5, perJobResults: true }, async (jobs: Job<{ id: string }>[]) => {
    const results = []
    for (const { id, data } of jobs) {
      const output = await sendReminder(data.id).then(
        () => undefined,
        (error: Error) => ({ message: error.message }),
      )
      results.push({ id, status: output ? ('failed' as const) : ('completed' as const), output })
    }
    return results
  })
  await boss.schedule(looking, '*/10 * * * *')
  await boss.send(looking)
  return () => boss.stop({ timeout: 5_000 })
}

function mayNot(error: { code?: string }): never {
  if (error.code !== '42501') throw error
  throw new CannotStart(
    'Tài khoản trong DATABASE_URL không được tạo schema jobs cho việc gửi thư. Hãy cấp quyền CREATE trên cơ sở dữ liệu, hoặc bỏ SMTP_URL.',
  )
}
