/**
 * `npm run verify`: whether everything that was sent is still as it was sent. Names each thing that does not hold and ends with 1;
 * otherwise says how much was looked at. Changes nothing. With the portal's own database: while the portal is stopped.
 */
import { command } from './command.ts'

await command(async (open) => {
  await open()
  const { checkedWords, verify } = await import('./verification.ts')
  let wrong = 0
  const checked = await verify((sentence) => {
    wrong += 1
    console.error(`${sentence}.`)
  })
  console.log(`${checkedWords(checked)}: ${wrong ? `${wrong} chỗ không đúng` : 'tất cả đúng'}.`)
  if (checked.end) console.log(`${checked.end}.`)
  if (wrong) process.exitCode = 1
})
