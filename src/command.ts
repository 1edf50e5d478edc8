import { randomUUID } from 'node:crypto'
import { CannotStart } from './cannot-start.ts'
import { openAsItIs, openDatabase } from './database.ts'
import { env } from './env.ts'

/** `asItIs`: without migrating it, and beside a portal that runs on its own database, unless it has to be `alone`. */
type Open = (how?: { asItIs?: boolean; alone?: boolean }) => Promise<void>

/** A command beside the portal: `open` reaches its database. What stops it is said in a sentence, and the process ends with 1. */
export async function command(run: (open: Open) => Promise<void>) {
  let close = async () => {}
  try {
    await run(async ({ asItIs, alone } = {}) => {
      const database = asItIs ? await openAsItIs(console.log, { alone }) : await openDatabase(console.log)
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
