import { filingRoutes } from '../filings/routes.ts'
import { districtReport, provinceReport } from './consolidation.ts'

export const districtReports = filingRoutes(districtReport).router
export const provinceReports = filingRoutes(provinceReport).router
