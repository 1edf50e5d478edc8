import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { template, urlOf } from './base.ts'

/** Each test file has its own copy of the province, and its own store of files; nothing is cleaned up between tests. */
const server = inject('server')
const name = `test_${randomUUID().replaceAll('-', '')}`
const admin = new pg.Client(server)
await admin.connect()
await admin.query(`create database ${name} template ${template} strategy file_copy`)
Object.assign(process.env, {
  DATABASE_URL: urlOf(server, name),
  DATA_DIR: join(tmpdir(), name),
  NODE_ENV: 'test',
  SESSION_SECRET: 'only for the tests of this checkout',
  LOG_LEVEL: 'silent',
})

afterAll(async () => {
  const { pool } = await import('../src/pool.ts')
  await pool.end()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
  rmSync(join(tmpdir(), name), { recursive: true, force: true })
})
