/** The second of the two processes that load the demonstration: does its half of each stage it is told of. */
import { halfOf, perform, stagesOf } from './acts.ts'
import { everyAct } from './filings.ts'

const stages = stagesOf(await everyAct())
const tell = (message: string) => process.send?.(message)

process.on('message', async (number: number) => {
  const acts = stages[number]?.acts.filter((act) => halfOf(act) === 1) ?? []
  await perform(acts, () => tell('one'))
  tell(`done ${number}`)
})
process.on('disconnect', () => process.exit())
tell('ready')
