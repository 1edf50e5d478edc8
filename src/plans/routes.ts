import { filingRoutes } from '../filings/routes.ts'
import { plan } from './plan.ts'

export const plans = filingRoutes(plan).router
