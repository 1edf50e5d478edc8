import { filingRoutes } from '../filings/routes.ts'
import { coordination } from './programme.ts'

export const coordinationProgrammes = filingRoutes(coordination).router
