import { explanationsToDecide } from '../explanations/waiting.ts'
import { papersWaiting } from '../filings/waiting.ts'
import type { Role } from '../generated/client.ts'
import { indicatorsToAdvise, indicatorsToUse } from '../indicators/waiting.ts'
import { inquiriesToAnswer, inquiriesToRead } from '../inquiries/waiting.ts'
import { requestsToDo, requestsToJudge } from '../inspections/waiting.ts'
import { invitationsWaiting, outcomesWaiting } from '../invitations/waiting.ts'
import { needsWaiting } from '../needs/waiting.ts'
import type { Looking } from '../nouns/noun.ts'
import { petitionsToAnswer, petitionsToRead } from '../petitions/waiting.ts'
import { objectionsToAnswer } from '../scores/waiting.ts'
import { supportsWaiting } from '../supports/waiting.ts'
import { sectionsCommented, sectionsToComment, sectionsToDecide, sectionsToNote } from '../unit-reports/waiting.ts'

/** Something that others wait for and that is no filing. */
export type Asked = { href: string; title: string; note: string; label: string; days: { before: string; n: number } }

const waiting: Record<'unit' | Role, readonly ((looking: Looking) => Promise<Asked[]>)[]> = {
  unit: [
    sectionsCommented,
    requestsToDo,
    petitionsToAnswer,
    invitationsWaiting,
    needsWaiting,
    inquiriesToRead,
    petitionsToRead,
    indicatorsToAdvise,
  ],
  commune: [inquiriesToAnswer, indicatorsToUse, requestsToDo, outcomesWaiting, petitionsToRead],
  district: [sectionsToComment, requestsToJudge, petitionsToAnswer, inquiriesToRead, outcomesWaiting, petitionsToRead],
  planning: [sectionsToNote, petitionsToAnswer, inquiriesToRead, objectionsToAnswer],
  province: [explanationsToDecide, sectionsToDecide, petitionsToAnswer, objectionsToAnswer],
}

/** What is asked of this agency beside filings. */
export async function askedOf(role: 'unit' | Role, looking: Looking): Promise<Asked[]> {
  return (
    await Promise.all([papersWaiting(role, looking), supportsWaiting(role, looking), ...waiting[role].map((asked) => asked(looking))])
  ).flat()
}
