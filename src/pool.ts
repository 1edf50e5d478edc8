import pg from 'pg'
import { env } from './env.ts'

/**
 * The one pool: Prisma, sessions, clock and kept forms share it. PostgreSQL counts on the turning disks of its default, where the few rows of a
 * page are better found by reading a table to its end; a programme's data are in memory.
 */
export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: env.POOL_SIZE, options: '-c random_page_cost=1.1' })

// An idle connection that the server closes is replaced by the pool; without a listener it would end the process.
pool.on('error', () => {})
