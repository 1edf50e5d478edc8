import { act } from '../act.ts'
import { dayOf, startOf } from '../clock.ts'
import type { Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import type { Actor } from '../policy.ts'
import { type Allowance, allowances, type ExtensionAnswers } from './allowance.ts'
import type { Obligation } from './obligation.ts'

type Press = { once?: string; revision?: number; data: Partial<ExtensionAnswers> }

/** Allows something beyond one deadline, or undoes it. */
export function allow(actor: Actor, name: Allowance, id: string, { once, revision, data }: Press) {
  const run = async (tx: Tx, obligation: Obligation, at: Date) => {
    await allowances[name].run({ tx, obligation, actor, at, data })
    return { path: `/obligations/${id}` }
  }
  return act(actor, `obligation.${name}`, { id, revision }, run, { once, note: data.note })
}

/** Once a day by each agency: more often is no reminder. */
export function urge(actor: Actor, id: string, { once, text }: { once?: string; text: string }) {
  const run = async (tx: Tx, _: Obligation, at: Date) => {
    const today = await tx.urging.count({ where: { obligationId: id, agencyId: actor.agencyId, at: { gte: startOf(dayOf(at)) } } })
    if (today) throw new Refusal(409, 'Hôm nay cơ quan bạn đã đôn đốc hồ sơ này')
    await tx.urging.create({ data: { obligationId: id, agencyId: actor.agencyId, text, at, by: actor.name, byTitle: actor.title } })
    return { path: `/obligations/${id}` }
  }
  return act(actor, 'obligation.urge', { id }, run, { once })
}

/** Reading leaves a trace: whoever reminded sees that it was read. */
export function readUrgings(actor: Actor, id: string) {
  const run = async (tx: Tx, _: Obligation, at: Date) => {
    const unread = { obligationId: id, readAt: null }
    const expect = await tx.urging.count({ where: unread })
    await tx.urging.updateMany({ where: unread, data: { readAt: at, readBy: actor.name }, expect })
    return { path: `/obligations/${id}` }
  }
  return act(actor, 'obligation.read-urging', { id }, run)
}
