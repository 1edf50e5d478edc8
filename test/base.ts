import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { apply } from '../prisma/migrate.ts'
import { startPostgres } from '../src/postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    server: string
  }
}

export const template = 'portal_template'
export const urlOf = (server: string, database: string) => Object.assign(new URL(server), { pathname: database }).href

/** Once: the migrations and the province (no filings yet), in a database that every test file copies. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'portal-test-'))
  const own = process.env.TEST_DATABASE_URL ? undefined : await startPostgres({ dataDir, fast: true })
  const server = process.env.TEST_DATABASE_URL ?? own?.url ?? ''
  const admin = new pg.Client(server)
  await admin.connect()
  await admin.query(`drop database if exists ${template} with (force)`)
  await admin.query(`create database ${template}`)
  await admin.end()
  const url = urlOf(server, template)
  await apply(url)
  Object.assign(process.env, { DATABASE_URL: url, NODE_ENV: 'test', SESSION_SECRET: 'only for the tests of this checkout' })
  const { layFoundation } = await import('../prisma/demonstration/foundation.ts')
  const { demonstrationBegins, setClock } = await import('../src/clock.ts')
  const { remakeObligations } = await import('../src/obligations/remake.ts')
  const { prisma } = await import('../src/db.ts')
  const { pool } = await import('../src/pool.ts')
  await setClock(new Date(demonstrationBegins))
  await layFoundation()
  await remakeObligations()
  await prisma.$disconnect()
  await pool.end()
  project.provide('server', server)
  return async () => {
    await own?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
