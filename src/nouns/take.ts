import { act } from '../act.ts'
import type { Tx } from '../db.ts'
import type { Action, Actor } from '../policy.ts'
import type { Noun, Thing } from './noun.ts'

type Press = { once?: string; revision?: number; data?: unknown; path?: string }

/** Begins one, on the row that it hangs from. */
export function begin<Row extends Thing>(actor: Actor, noun: Noun<Row>, stem: string, { once, data }: Press) {
  const run = async (tx: Tx, row: { id: string }, at: Date) => {
    const id = await noun.begin.run({ tx, row, actor, at, data })
    return { id, path: `${noun.path}/${id}` }
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
    await noun.steps[name]?.run({ tx, row: row as Row, actor, at, data })
    return { path }
  }
  const { note } = (data ?? {}) as { note?: string }
  return act(actor, `${noun.name}.${name}` as Action, { id, revision }, run, { once, note })
}
