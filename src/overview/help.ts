import type { Area, HelpForm } from '../generated/enums.ts'
import { bothOf, type Counted, declared } from '../supports/counting.ts'
import { areaWords, formWords } from '../words.ts'

/** A support, as thin as it is added up. */
export type Given = Counted & { year: number; unitId: string; communeId: string }

const names = <Code extends string>(words: Record<Code, string>) => Object.keys(words) as Code[]

const reach = (supports: readonly Given[]) => {
  const counting = supports.filter((support) => declared(support))
  return {
    communes: new Set(counting.map(({ communeId }) => communeId)).size,
    units: new Set(counting.map(({ unitId }) => unitId)).size,
  }
}

/** All eight forms, those that nobody has used too: help is not only material (khoản 1 Điều 11). */
export function formsOf(supports: readonly Given[]) {
  return names<HelpForm>(formWords).map((form) => {
    const theirs = supports.filter((support) => support.form === form)
    return { form, name: formWords[form], ...reach(theirs), ...bothOf(theirs) }
  })
}

export const areasOf = (supports: readonly Given[]) =>
  names<Area>(areaWords).map((area) => ({ area, name: areaWords[area], ...bothOf(supports.filter((support) => support.area === area)) }))

/** A year's help as a whole. */
export const yearOf = (supports: readonly Given[]) => ({ ...reach(supports), ...bothOf(supports) })

/** Own and sponsored; programme money is nobody's gift. */
export const worth = ({ own, sponsor }: { own: bigint; sponsor: bigint }) => own + sponsor

/** Whom a year's help has reached, and who gave it. */
export const touched = (supports: readonly Given[]) =>
  new Set(supports.filter((support) => declared(support)).flatMap(({ communeId, unitId }) => [communeId, unitId]))
