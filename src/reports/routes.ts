import { filingRoutes } from '../filings/routes.ts'
import { communeReport } from './report.ts'

export const reports = filingRoutes(communeReport).router
