import { act } from '../act.ts'
import type { Tx } from '../db.ts'
import type { Action, Actor } from '../policy.ts'
import type { Handed, Noun, Thing } from './noun.ts'

type Press = { once?: string; revision?: number; data?: unknown; path?: string }

/** Begins one, on the row that it hangs from. */
export function begin<Row extends Thing>(actor: Actor, noun: Noun<Row>, stem: string, { once, data }: Press) {
  const run = async (tx: Tx, row: { id: string }, at: Date) => {
    const begun = await noun.begin.run({ tx, row, actor, at, data })
    const { id, ...handed } = typeof begun === 'string' ? { id: begun } : begun
    return { id, path: `${noun.path}/${id}`, ...(handed as Partial<Handed>) }
  }
  return act(actor, `${noun.name}.begin` as Action, { id: stem }, run, { once })
}

/** Takes one step of a noun's workflow table. */
export function take<Row extends Thing>(
  actor: Actor,
  noun: Noun<Row>,
  name: string,
  id: string,
  { once, revision, data, path = `${noun.path}/${id}` }: Press = {},
) {
  const run = async (tx: Tx, row: object, at: Date) => {
    const done = await noun.steps[name]?.run({ tx, row: row as Row, actor, at, data })
    return { path, ...(isHanded(done) && { slips: done.slips }) }
  }
  const { note } = (data ?? {}) as { note?: string }
  return act(actor, `${noun.name}.${name}` as Action, { id, revision }, run, { once, note })
}

const isHanded = (done: unknown): done is Handed => typeof done === 'object' && done !== null && 'slips' in done
