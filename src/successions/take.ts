import { act } from '../act.ts'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { settleObligations } from '../obligations/obligation.ts'
import type { Actor } from '../policy.ts'
import { date } from '../words.ts'
import { type Arrangement, communesBefore, effectOf, end, found, laterWords, move } from './succession.ts'
import type { Known, Read } from './table.ts'

type Press = { id: string; revision: number; once: string; data: Arrangement; read(known: Known[]): Read }

/** Founds, ends and moves everything that the table says, and nothing of it unless all of it; then what is owed follows. */
export async function arrange(actor: Actor, db: Db, { id, revision, once, data, read }: Press) {
  const { on, number, dated } = data
  const decision = `${number} ngày ${date(dated)}`
  const known = await communesBefore(db, on)
  const first = read(known)
  const { ends, gone } = await effectOf(db, id, first, data)
  const also = { on: 'Agency' as const, ids: [...new Set([...gone, ...ends.map(({ agencyId }) => agencyId)])] }
  const run = async (tx: Tx, programme: Parameters<typeof settleObligations>[1], at: Date) => {
    const now = read(await communesBefore(tx, on))
    if (now.problems.length || !(now.founded.length || ends.length))
      throw new Refusal(409, 'Bảng này không còn khớp với các đơn vị trên cổng; xem trước lại')
    const effect = await effectOf(tx, programme.id, now, data)
    if (effect.later.length) throw new Refusal(409, laterWords(effect.later, on))
    const ids = await found(tx, now.founded, effect, { on, decision })
    await end(tx, now.founded, effect)
    await move(tx, effect, ids, { programmeId: programme.id, on, decisionNumber: number, decisionDate: dated })
    await settleObligations(tx, programme, at)
    return { path: '/successions' }
  }
  return act(actor, 'succession.found', { id, revision }, run, { once, note: `Theo ${decision}`, also })
}
