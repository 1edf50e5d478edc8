import ical, { ICalEventTransparency } from 'ical-generator'
import { addDays, dayOf } from '../clock.ts'
import { lastDay } from '../deadlines.ts'
import { titleOf } from '../filings/filing.ts'
import type { Looking } from '../nouns/noun.ts'
import { withFilings } from '../obligations/obligation.ts'
import { capital, deadlineWords } from '../words.ts'

/** What one's agency owes, for its own calendar: an event of the whole day on the last day that counts. From a year ago on. */
export async function feedOf({ db, actor, at }: Looking) {
  const owed = await db.obligation.findMany({
    where: { agencyId: actor.agencyId, withdrawnAt: null, optional: false, dueAt: { gte: addDays(dayOf(at), -366) } },
    include: withFilings,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  })
  const events = owed.map((one) => ({
    ...{
      id: one.id,
      sequence: one.revision,
      start: lastDay(one),
      allDay: true,
      timestamp: at,
      transparency: ICalEventTransparency.TRANSPARENT,
    },
    ...{ summary: `Hạn cuối: ${titleOf(one)}`, description: `${capital(deadlineWords(one))}. Căn cứ: ${one.basis}.` },
  }))
  const prodId = { company: 'UBND tỉnh Điện Biên', product: 'Cổng phối hợp giúp đỡ các xã đặc biệt khó khăn', language: 'VI' }
  return ical({ name: `Hạn báo cáo, ${actor.agencyName}`, prodId, events }).toString()
}
