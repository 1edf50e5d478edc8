import type { History, Subject } from '../db.ts'
import { type Action, actions, subjects } from '../policy.ts'
import { offers, type Party } from '../workflow.ts'
import type { Looking, Noun, Thing } from './noun.ts'

/** Pressed on a page of their own, or not at all: opening. */
export const elsewhere: ReadonlySet<string> = new Set(['attach', 'detach', 'open'])

/** What every page about a noun shows besides its own: the steps that the server would accept, and why others wait. */
export function pageOf<Row extends Thing>(noun: Noun<Row>, row: Row, { actor, at }: Looking) {
  const parties: Party[] = subjects[noun.model as Subject].parties(actor, row as never)
  const steps = offers(noun.steps, parties, row, at, actor)
  const path = `${noun.path}/${row.id}`
  const takeable = steps.filter(({ name, refused }) => !refused && !elsewhere.has(name) && !noun.steps[name]?.beside)
  const attachable = steps.some(({ name, refused }) => name === 'attach' && !refused)
  const primary = takeable.findIndex(({ name }) => noun.steps[name]?.main)
  const buttons = takeable.map(({ name, label, form }, i) => ({
    ...{ label, primary: i === primary },
    ...(form || noun.steps[name]?.asks ? { href: `${path}/${name}`, action: undefined } : { href: undefined, action: `${path}/${name}` }),
  }))
  if (attachable) buttons.push({ label: 'Tài liệu kèm theo', primary: false, href: `${path}/files`, action: undefined })
  return { noun, row, path, parties, steps, attachable, buttons, notNow: steps.filter(({ refused, shy }) => refused && !shy) }
}

/** The log in words, newest first: also what was begun on this row. */
export function historyOf(events: History) {
  return events.toReversed().map(({ at, actor, agency, action, note }) => {
    const { verb, label } = actions[action as Action] as { verb?: string; label?: string }
    return { at, who: actor, agency, words: verb ?? label?.toLowerCase() ?? action, note }
  })
}
