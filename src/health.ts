import { setTimeout as wait } from 'node:timers/promises'
import { Router } from 'express'
import { pending } from '../prisma/migrate.ts'
import { CannotStart } from './cannot-start.ts'
import { pool } from './pool.ts'

/** Mounted at /health, before sessions and everything else that needs the database. */
export const health = Router()

health.use((_req, res, next) => {
  res.set('Cache-Control', 'no-store')
  next()
})

/** The process answers. */
health.get('/live', (_req, res) => {
  res.json({ status: 'ok' })
})

/** It can also work: the database answers within two seconds and has every migration of this code and no other. */
health.get('/ready', async (_req, res) => {
  const state = await Promise.race([database(), wait(2000, 'unreachable' as const, { ref: false })])
  res.status(state === 'ok' ? 200 : 503).json({ status: state === 'ok' ? 'ok' : 'unavailable', database: state })
})

async function database(): Promise<'ok' | 'migrationsPending' | 'newerThanCode' | 'unreachable'> {
  try {
    return (await pending(pool)).length === 0 ? 'ok' : 'migrationsPending'
  } catch (error) {
    return error instanceof CannotStart ? 'newerThanCode' : 'unreachable'
  }
}
