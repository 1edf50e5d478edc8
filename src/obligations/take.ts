import { createHash } from 'node:crypto'
import { act } from '../act.ts'
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

/** Extends several, one act each: pressed twice, each is extended once. What cannot be extended any more is told with the reason; the others are. */
export async function extendAll(
  actor: Actor,
  chosen: readonly { id: string; revision: number }[],
  { once, data }: Required<Omit<Press, 'revision'>>,
) {
  const refused: { id: string; reason: string }[] = []
  for (const { id, revision } of chosen)
    await allow(actor, 'extend', id, { once: chosen.length > 1 ? keyFor(once, id) : once, revision, data }).catch((error) => {
      if (!(error instanceof Refusal) || chosen.length === 1) throw error
      refused.push({ id, reason: error.message })
    })
  return refused
}

/** The key of one form for each of its rows, the same at every press. */
function keyFor(once: string, id: string) {
  const digest = createHash('sha256').update(`${once} ${id}`).digest('hex')
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
