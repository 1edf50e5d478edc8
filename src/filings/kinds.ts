import { districtReport, provinceReport } from '../consolidations/consolidation.ts'
import { coordination } from '../coordination/programme.ts'
import type { Db, Tx } from '../db.ts'
import { explanation } from '../explanations/explanation.ts'
import type { Kind as KindName } from '../generated/enums.ts'
import { plan } from '../plans/plan.ts'
import { communeReport } from '../reports/report.ts'
import { unitReport } from '../unit-reports/unit-report.ts'
import { type Filing, type Kind, loadFiling } from './filing.ts'

/** Every kind of filing. A kind without a line here does not compile. */
export const kinds = {
  coordination,
  plan,
  communeReport,
  unitReport,
  explanation,
  districtReport,
  provinceReport,
} as const satisfies Record<KindName, Kind>

export const kindOf = (name: KindName): Kind => kinds[name]

/** A filing with what its kind needs beside it. */
export async function load(db: Db | Tx, id: string): Promise<Filing> {
  const filing = await loadFiling(db, id)
  return { ...filing, context: await kindOf(filing.kind).context?.(db, filing) }
}
