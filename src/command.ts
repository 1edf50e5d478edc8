import { randomUUID } from 'node:crypto'
import { CannotStart } from './cannot-start.ts'
import { openDatabase } from './database.ts'
import { env } from './env.ts'

/** A command beside the portal: `open` reaches its database. What stops it is said in a sentence, and the process ends with 1. */
export async function command(run: (open: () => Promise<void>) => Promise<void>) {
  let close = async () => {}
  try {
    await run(async () => {
      const database = await openDatabase(console.log)
      close = database.close
      env.DATABASE_URL = process.env.DATABASE_URL = database.url
      env.SESSION_SECRET ??= randomUUID() // session.ts asks for one; nobody signs in here
    })
  } catch (error) {
    console.error(error instanceof CannotStart ? error.message : error)
    process.exitCode = 1
  } finally {
    await close()
  }
  process.exit() // the pool and the sessions' store would keep the process alive
}
