/**
 * `npm run verify`: whether everything that was sent is still as it was sent. Names each thing that does not hold and ends with 1;
 * otherwise says how much was looked at. Changes nothing. With the portal's own database: while the portal is stopped.
 */
import { randomUUID } from 'node:crypto'
import { CannotStart } from './cannot-start.ts'
import { openDatabase } from './database.ts'
import { env } from './env.ts'

let close = async () => {}
try {
  await run()
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error)
  process.exitCode = 1
} finally {
  await close()
}
process.exit() // the pool would keep the process alive

async function run() {
  const database = await openDatabase(console.log)
  close = database.close
  env.DATABASE_URL = process.env.DATABASE_URL = database.url
  env.SESSION_SECRET ??= randomUUID() // asked for by what is loaded; nobody signs in here
  const { checkedWords, verify } = await import('./verification.ts')
  let wrong = 0
  const checked = await verify((sentence) => {
    wrong += 1
    console.error(`${sentence}.`)
  })
  console.log(`${checkedWords(checked)}: ${wrong ? `${wrong} chỗ không đúng` : 'tất cả đúng'}.`)
  if (wrong) process.exitCode = 1
}
