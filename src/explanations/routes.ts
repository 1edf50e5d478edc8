import { filingRoutes } from '../filings/routes.ts'
import { explanation } from './explanation.ts'

export const explanations = filingRoutes(explanation).router
