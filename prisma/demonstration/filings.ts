import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Kind as KindName } from '../../src/generated/enums.ts'
import { type Act, halfOf, inOrder, perform, stagesOf } from './acts.ts'
import { communeReportActs } from './commune-reports.ts'
import { countRows } from './hurry.ts'
import { planActs } from './plans.ts'
import { programmeActs } from './programmes.ts'
import { agencyKeys, type Owed, whatIsOwed } from './story.ts'
import { districtReportActs, provinceReportActs, unitReportActs } from './year-reports.ts'

/** Every filing of the demonstration, by the verbs that people press, in the order of time; where nothing depends on it, by two processes. */
export async function fileEverything(say: (sentence: string) => void, helper = startHelper()) {
  const acts = await everyAct()
  let count = 0
  const one = () => {
    count++
    if (isPowerOfTwo(count)) void countRows()
  }
  const told = setInterval(() => say(`… ${count} trong ${acts.length} thao tác`), 5000)
  helper.on('message', (message) => {
    if (message === 'one') one()
  })
  const gone = once(helper, 'exit').then(() => {
    throw new Error('The second process that loads the demonstration ended')
  })
  try {
    for (const [number, stage] of stagesOf(acts).entries()) {
      const theirs = Promise.race([answer(helper, number), gone])
      helper.send(number)
      await Promise.all([perform(stage.filter(halfOf(0)), one), theirs])
    }
  } finally {
    clearInterval(told)
    helper.kill()
  }
}

/** Started early: its modules load while the foundation is laid. */
export const startHelper = () => fork(fileURLToPath(new URL('helper.ts', import.meta.url)), { execArgv: [] })

/** All that will have happened when the demonstration begins. */
export async function everyAct(): Promise<Act[]> {
  const keys = await agencyKeys()
  const ids = new Map([...keys].map(([id, key]) => [key, id]))
  const idOf = (key: string) => ids.get(key) ?? ''
  const actsOf: Record<KindName, (owed: Owed) => Act[]> = {
    coordination: (owed) => programmeActs(owed, idOf),
    plan: planActs,
    communeReport: (owed) => communeReportActs(owed, idOf),
    unitReport: (owed) => unitReportActs(owed, idOf),
    explanation: () => [], // stands in the place of a unit's report
    districtReport: districtReportActs,
    provinceReport: provinceReportActs,
  }
  return inOrder((await whatIsOwed()).flatMap((owed) => actsOf[owed.kind](owed)))
}

/** Tables grow from nothing: their plans are made anew each time they have doubled. */
const isPowerOfTwo = (count: number) => count >= 64 && (count & (count - 1)) === 0

/** When the other process has done its part of a stage. */
function answer(helper: ChildProcess, stage: number) {
  return new Promise<void>((resolve) => {
    const listen = (message: unknown) => {
      if (message !== stage) return
      helper.off('message', listen)
      resolve()
    }
    helper.on('message', listen)
  })
}
