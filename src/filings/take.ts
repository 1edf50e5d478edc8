import { act } from '../act.ts'
import type { Tx } from '../db.ts'
import type { Action, Actor } from '../policy.ts'
import { type Answers, type Filing, type Kind, start } from './filing.ts'

/** Begins the filing that fulfils an obligation, or finds it. */
export function begin(actor: Actor, kind: Kind, obligation: string, once?: string) {
  const action = `${kind.name}.start` as Extract<Action, `${string}.start`>
  return act(actor, action, { id: obligation }, (tx, owed, at) => start(kind, tx, owed, { actor, at }), { once })
}

type Press = { path?: string; once?: string; revision?: number; data?: Answers; body?: unknown }

/** Takes one step of a filing's workflow table. */
export function take(
  actor: Actor,
  kind: Kind,
  name: string,
  id: string,
  { path = kind.path, once, revision, data = {}, body }: Press = {},
) {
  const run = async (tx: Tx, filing: object, at: Date) => {
    await kind.steps[name]?.run({ tx, filing: filing as Filing, kind, actor, at, data, body })
    return { path }
  }
  return act(actor, `${kind.name}.${name}` as Action, { id, revision }, run, { once, note: data.note })
}
