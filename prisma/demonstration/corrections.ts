import { chance } from './dice.ts'
import { contactOf } from './people.ts'
import { moneyOf, typedNumber } from './vietnamese.ts'
import { changesAskedReason, type CommuneReportContent, type PlanContent, planChangesReason } from './words.ts'

// What was asked to be changed is really wrong in the first version, and really right in the next.

/** A commune's report with a mistake, and the note of the district that found it. */
export function mistaken(dice: string, right: CommuneReportContent): { note: string; content: CommuneReportContent } | undefined {
  for (let draw = 0; draw < 30; draw++) {
    const note = changesAskedReason(`${dice}/${draw}`)
    const content = MISTAKES.find(([asked]) => asked.test(note))?.[1](right)
    if (content) return { note, content }
  }
}

/** Undefined where the report does not speak of it. */
const MISTAKES: readonly [RegExp, (right: CommuneReportContent) => CommuneReportContent | undefined][] = [
  [/lúa nương/, (right) => withValue(right, 'KT04', ({ value, total }) => (value !== total && value !== '0' ? { value, total: value } : undefined))],
]

function withValue(right: CommuneReportContent, code: string, wrong: (figure: Figure) => Figure | undefined) {
  const figure = right.values[code]
  const changed = figure && wrong(figure)
  return changed && { ...right, values: { ...right.values, [code]: changed } }
}

type Figure = { value: string; total: string }

/** A plan after what commune or district asked for, and what they asked. */
export function amended(dice: string, first: PlanContent): { note: string; content: PlanContent } {
  return { note: planChangesReason(dice), content: first }
}
