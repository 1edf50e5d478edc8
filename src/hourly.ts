import { sweep } from './attachments/sweep.ts'
import { prepareProvinceReports } from './consolidations/prepare.ts'
import { remakeObligations } from './obligations/remake.ts'
import { pool } from './pool.ts'
import { sealEvents } from './seal.ts'

/** At the start and every hour, by whichever instance comes to it: what has become due, and what the mechanism need not keep. */
export async function hourly() {
  await remakeObligations()
  await prepareProvinceReports()
  await pool.query(`delete from pending_form where expires < now()`)
  await pool.query(`delete from pending_table where expires < now()`)
  await pool.query(`delete from once where made_at < now() - interval '7 days'`)
  await pool.query(`delete from sign_in_limit where expire < extract(epoch from now()) * 1000`)
  await sweep()
  await sealEvents()
}

/** Answers how to stop it. A failure is for the log: the next hour tries again. */
export function everyHour(log: (error: unknown) => void) {
  const timer = setInterval(() => hourly().catch(log), 3_600_000)
  timer.unref()
  return () => clearInterval(timer)
}
