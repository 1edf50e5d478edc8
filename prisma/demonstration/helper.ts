/** The second of the two processes that load the demonstration: does its half of each stage it is told of. */
import { once } from 'node:events'
import { type Act, halfOf, perform, stagesOf } from './acts.ts'
import { everyAct } from './filings.ts'
import { inAHurry } from './hurry.ts'

let stages: Promise<Act[][]> | undefined

process.on('message', async (number: number) => {
  stages ??= everyAct().then(stagesOf)
  const stage = (await stages)[number] ?? []
  await perform(stage.filter(halfOf(1)), () => process.send?.('one'))
  process.send?.(number)
})
await inAHurry(() => once(process, 'disconnect'))
process.exit()
