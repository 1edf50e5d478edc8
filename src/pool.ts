import pg from 'pg'
import { env } from './env.ts'

/** The one pool: Prisma, sessions, clock and kept forms share it. */
export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: env.POOL_SIZE })

// An idle connection that the server closes is replaced by the pool; without a listener it would end the process.
pool.on('error', () => {})
