/** What officials of the demonstration type into forms, as strings in the Vietnamese notation. */
export { type ConsolidationWords, districtReportContent, provinceReportContent } from './consolidation-words.ts'
export { type Indicator, indicators, indicatorsOf, type PeriodKind } from './figures.ts'
export { changesAskedReason, consentOpinion, explanationContent, planChangesReason } from './opinion-words.ts'
export { counted, type PlanContent, type PlanItem, planContent, span } from './plan-words.ts'
export { type CommuneReportContent, communeReportContent } from './report-words.ts'
export { type HelpedCommune, type UnitReportContent, unitReportContent } from './unit-report-words.ts'
