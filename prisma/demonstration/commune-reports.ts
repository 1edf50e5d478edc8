import { addDays } from '../../src/clock.ts'
import type { Act } from './acts.ts'
import { districtOf } from './agencies.ts'
import { day, within, workdaysAfter } from './calendar.ts'
import { mistaken } from './corrections.ts'
import { chance, whole } from './dice.ts'
import { assessmentContent } from './opinion-words.ts'
import { assignments } from './province.ts'
import { dayInTime, dayTooLate, type Owed, storyOf } from './story.ts'
import { type CommuneReportContent, communeReportContent } from './words.ts'

/** What became of a commune's report: most come in time and are accepted within a week. */
export function communeReportActs(owed: Owed, idOf: (key: string) => string): Act[] {
  const { owner, dice, term, opensOn } = owed
  const body = () => ({
    ...communeReportContent({ commune: owner, periodKind: term.kind as 'month' | 'quarter' | 'year', year: term.year, n: term.n }),
    ...(term.kind === 'year' && { assessments: assessmentsOf(owner, term.year, idOf) }),
  })
  if (opensOn >= lastMonday) return inTheFirstDays(owed, body)
  if (chance(`${dice}/missing`, opensOn >= autumn ? 3 : 1.2)) return []
  const sentOn = chance(`${dice}/late`, chance(`${owner}/slow`, 15) ? 24 : 4) ? dayTooLate(owed) : dayInTime(owed)
  const story = storyOf(owed, 'communeReport')
  story.begin(sentOn)
  const wrong = chance(`${dice}/wrong`, 7) ? mistaken(dice, body()) : undefined
  story.save(sentOn, () => wrong?.content ?? body())
  story.send(sentOn)
  const district = districtOf(owner).key
  let lastSentOn = sentOn
  if (wrong) {
    const askedOn = workdaysAfter(sentOn, whole(`${dice}/asked`, 1, 4))
    story.answer(district, 'request-changes', askedOn, { note: wrong.note })
    if (opensOn >= autumn && chance(`${dice}/not yet`, 45)) return story.acts
    lastSentOn = workdaysAfter(askedOn, whole(`${dice}/again`, 1, 5))
    story.save(lastSentOn, body)
    story.send(lastSentOn)
  }
  for (const unit of unitsOf(owner, lastSentOn))
    if (chance(`${dice}/${unit}/open`, 6)) story.answer(unit, 'open', workdaysAfter(lastSentOn, whole(`${dice}/${unit}/opens`, 1, 9)))
  const waits = opensOn >= november ? 24 : opensOn >= autumn ? 7 : 0.5
  if (!chance(`${dice}/waits`, waits))
    story.answer(district, 'accept', workdaysAfter(lastSentOn, whole(`${dice}/accepted`, 1, opensOn >= november ? 9 : 5)))
  return story.acts
}

/** Of what opened the day before the demonstration begins, a little is sent and a little drafted; xã Keo Lôm leaves all to the visitor. */
function inTheFirstDays(owed: Owed, body: () => CommuneReportContent): Act[] {
  const { owner, dice, opensOn, term } = owed
  if (owner === 'xa-keo-lom') return []
  const story = storyOf(owed, 'communeReport')
  const monday = addDays(opensOn, 1)
  if (term.kind === 'month' && chance(`${dice}/first`, 9)) {
    story.begin(opensOn)
    story.save(opensOn, body)
    if (chance(`${dice}/sunday`, 50)) story.send(opensOn)
    else story.send(monday, within(monday, `${dice}/monday`, 7 * 60 + 5, 7 * 60 + 55))
  } else if (chance(`${dice}/draft`, term.kind === 'month' ? 9 : 3)) {
    story.begin(opensOn)
    story.save(opensOn, body)
  }
  return story.acts
}

/** How a commune sees its units at the year's end: mostly well. */
function assessmentsOf(commune: string, year: number, idOf: (key: string) => string) {
  const units = unitsOf(commune, day(`${year}-12-01`))
  return Object.fromEntries(units.map((unit) => [idOf(unit).replaceAll('-', ''), assessmentContent({ commune, unit, year })]))
}

export const unitsOf = (commune: string, on: Date) =>
  assignments
    .filter(({ communeKey, from, to }) => communeKey === commune && day(from) <= on && (!to || day(to) >= on))
    .map(({ unitKey }) => unitKey)

const autumn = day('2024-10-01')
const november = day('2024-11-15')
const lastMonday = day('2024-12-15')
