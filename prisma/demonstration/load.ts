import { asOf, demonstrationBegins } from '../../src/clock.ts'
import { remakeObligations } from '../../src/obligations/remake.ts'
import { dealWithEachOther } from './dealings.ts'
import { fileEverything, startHelper } from './filings.ts'
import { layFoundation } from './foundation.ts'
import { inAHurry } from './hurry.ts'
import { scoreTheYears } from './scores.ts'
import { carryOut } from './supports.ts'

/** The demonstration province: agencies, assignments and accounts as rows, every filing by the verbs that people press. */
export async function load(say: (sentence: string) => void) {
  const helper = startHelper()
  await inAHurry(async () => {
    const ids = await layFoundation()
    say(`Đã nạp ${ids.size} cơ quan, phân công và tài khoản`)
    await asOf(new Date(demonstrationBegins), remakeObligations)
    await fileEverything(say, helper)
    await carryOut()
    await dealWithEachOther()
    await scoreTheYears()
  })
}
