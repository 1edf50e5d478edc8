import { arrival, type Owed, type Standing } from '../deadlines.ts'
import { percentOf } from '../reports/computed.ts'
import { number } from '../words.ts'

/**
 * How complete and how timely. `expected`: the deadline has passed, or it came before; what is still open is not yet expected. A request for
 * changes makes nothing late. `named`: on the very day that "trước ngày" leaves out. `explained`: reasons in place of the report, so not received.
 */
export type Tally = Record<'expected' | 'received' | 'onTime' | 'named' | 'late' | 'explained' | 'overdue', number>

const counted: Partial<Record<Standing, keyof Tally>> = {
  ...{ onTime: 'onTime', accepted: 'onTime', onNamedDay: 'named', late: 'late', explained: 'explained', overdue: 'overdue' },
}

export function tallyOf(owed: readonly Owed[], now: Date): Tally {
  const tally: Tally = { expected: 0, received: 0, onTime: 0, named: 0, late: 0, explained: 0, overdue: 0 }
  for (const one of owed) {
    const as = counted[arrival(one, now).is]
    if (!as) continue
    tally[as]++
    tally.expected++
    if (as === 'onTime' || as === 'named' || as === 'late') tally.received++
  }
  return tally
}

/** In per cent of what was expected, with one decimal: "85.7". Nothing expected has no rate. */
export const rateOf = (part: number, { expected }: Tally) => percentOf(String(part), String(expected))

/** "85,7%". */
export const rateWords = (part: number, tally: Tally) => {
  const rate = rateOf(part, tally)
  return rate === undefined ? '' : `${number(rate)}%`
}
