import type { Kind as KindName } from '../../src/generated/enums.ts'
import { type Act, perform } from './acts.ts'
import { communeReportActs } from './commune-reports.ts'
import { planActs } from './plans.ts'
import { agencyKeys, type Owed, whatIsOwed } from './story.ts'
import { districtReportActs, provinceReportActs, unitReportActs } from './year-reports.ts'

/** Every filing of the demonstration, by the verbs that people press, in the order of time. */
export async function fileEverything(say: (sentence: string) => void) {
  const keys = await agencyKeys()
  const ids = new Map([...keys].map(([id, key]) => [key, id]))
  const idOf = (key: string) => ids.get(key) ?? ''
  const actsOf: Record<KindName, (owed: Owed) => Act[]> = {
    plan: planActs,
    communeReport: communeReportActs,
    unitReport: (owed) => unitReportActs(owed, idOf),
    explanation: () => [], // stands in the place of a unit's report
    districtReport: districtReportActs,
    provinceReport: provinceReportActs,
  }
  const acts = (await whatIsOwed()).flatMap((owed) => actsOf[owed.kind](owed))
  let count = 0
  const told = setInterval(() => say(`… ${count} trong ${acts.length} thao tác`), 5000)
  await perform(acts, () => count++).finally(() => clearInterval(told))
}
