import type { History, Subject } from '../db.ts'
import { subjects } from '../policy.ts'
import type { Party } from '../workflow.ts'
import { offers } from '../workflow.ts'
import type { Looking, Noun, Thing } from './noun.ts'

/** What every page about a noun shows besides its own: the steps that the server would accept, and why others wait. */
export function pageOf<Row extends Thing>(noun: Noun<Row>, row: Row, { actor, at }: Looking) {
  const parties: Party[] = subjects[noun.model as Subject].parties(actor, row as never)
  const steps = offers(noun.steps, parties, row, at, actor)
  const path = `${noun.path}/${row.id}`
  const takeable = steps.filter(({ refused }) => !refused)
  const primary = takeable.findIndex(({ name }) => noun.steps[name]?.main)
  const buttons = takeable.map(({ name, label, form }, i) => ({
    ...{ label, primary: i === primary },
    ...(form || noun.steps[name]?.asks ? { href: `${path}/${name}`, action: undefined } : { href: undefined, action: `${path}/${name}` }),
  }))
  return { noun, row, path, parties, steps, buttons, notNow: steps.filter(({ refused, shy }) => refused && !shy) }
}

/** The log in words, newest first. */
export function historyOf<Row extends Thing>(noun: Noun<Row>, events: History) {
  return events.toReversed().map(({ at, actor, agency, action, note }) => {
    const step = action.slice(noun.name.length + 1)
    return { at, who: actor, agency, words: step === 'begin' ? noun.begin.verb : (noun.steps[step]?.verb ?? action), note }
  })
}
