import { act } from '../act.ts'
import { dayOf, now } from '../clock.ts'
import { dbFor } from '../db.ts'
import { system } from '../policy.ts'
import { makeObligations, missingObligations } from './obligation.ts'

/** Makes what has become due since the last time: at the start, every hour, and after the rehearsal's clock was moved. Safe to repeat. */
export async function remakeObligations() {
  const db = dbFor(system)
  const today = dayOf(await now())
  for (const programme of await db.programme.findMany()) {
    if (!(await missingObligations(db, programme, today)).length) continue
    await act(system, 'obligation.make', { id: programme.id }, async (tx) => {
      await makeObligations(tx, programme, today)
      return { path: '/' }
    })
  }
}
