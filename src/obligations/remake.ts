import { act } from '../act.ts'
import { dayOf, now } from '../clock.ts'
import { dbFor } from '../db.ts'
import { Refusal } from '../errors.ts'
import { system } from '../policy.ts'
import { settleObligations, unsettled } from './obligation.ts'

/** Makes what has become due since the last time, and withdraws what has ended: at the start, every hour, and after the rehearsal's clock was moved. Safe to repeat. */
export async function remakeObligations() {
  const db = dbFor(system)
  const today = dayOf(await now())
  for (const programme of await db.programme.findMany()) {
    const { missing, again, gone } = await unsettled(db, programme, today)
    if (!missing.length && !again.length && !gone.length) continue
    await act(system, 'obligation.make', { id: programme.id }, async (tx, _, at) => {
      const { made, restored, withdrawn } = await settleObligations(tx, programme, at)
      if (!made && !restored && !withdrawn) throw new Refusal(409) // somebody else was faster: no event of nothing
      return { path: '/' }
    }).catch((error) => {
      if (!(error instanceof Refusal) || error.status !== 409) throw error
    })
  }
}
