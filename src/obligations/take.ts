import { act } from '../act.ts'
import type { Tx } from '../db.ts'
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
