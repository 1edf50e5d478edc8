import { addDays } from '../../src/clock.ts'
import type { Act } from './acts.ts'
import { districtOf } from './agencies.ts'
import { day, someWorkday, workdaysAfter } from './calendar.ts'
import { amended } from './corrections.ts'
import { chance, whole } from './dice.ts'
import { dayTooLate, type Owed, storyOf } from './story.ts'
import { consentOpinion, type PlanContent, planContent } from './words.ts'

type Pair = { unit: string; commune: string }

/** What became of a plan: commune and district consent, some after changes, a few never. Of next year's, a third is sent by now. */
export function planActs(owed: Owed): Act[] {
  const { assignment, term } = owed
  if (!assignment) return []
  return term.year > 2024 ? planOfNextYear(owed, assignment) : planOfTheTime(owed, assignment)
}

/** The version in force, for what the unit reports of the year; that of 2022 was agreed on paper. */
export function agreedPlan(pair: Pair, year: number): PlanContent | undefined {
  return fateOf(pair, year).inForce
}

function fateOf({ unit, commune }: Pair, year: number) {
  const dice = `${unit}/${commune}/${year}`
  const first = planContent({ unit, commune, year })
  const changes = year > 2022 && chance(`${dice}/changes`, 8) ? amended({ unit, dice }, first) : undefined
  const agreed = !chance(`${dice}/never`, { 2023: 1, 2024: 4 }[year] ?? 0)
  return { first, changes, inForce: agreed ? (changes?.content ?? first) : undefined }
}

function planOfTheTime(owed: Owed, { unit, commune, from }: Pair & { from: Date }): Act[] {
  const { dice, term } = owed
  const { first, changes, inForce } = fateOf({ unit, commune }, term.year)
  const story = storyOf(owed, 'plan')
  const sentOn = firstSentOn(owed, from)
  story.begin(sentOn)
  story.save(sentOn, () => first)
  story.send(sentOn)
  const district = districtOf(commune).key
  const [asker, other] = chance(`${dice}/asker`, 60) ? [commune, district] : [district, commune]
  const askedOn = workdaysAfter(sentOn, whole(`${dice}/asked`, 3, 8))
  if (!changes) return inForce ? bothConsent(story, dice, commune, sentOn) : consent(story, dice, other, sentOn)
  if (chance(`${dice}/before`, 35)) consent(story, `${dice}/1`, other, sentOn, 2)
  story.answer(asker, 'request-changes', askedOn, { note: changes.note })
  if (!inForce) return story.acts
  const again = workdaysAfter(askedOn, whole(`${dice}/again`, 3, 8))
  story.save(again, () => changes.content)
  story.send(again)
  return bothConsent(story, `${dice}/2`, commune, again)
}

/** In December, some in January; within weeks where the assignment itself came later. */
function firstSentOn(owed: Owed, assigned: Date): Date {
  const { dice, lastDay } = owed
  if (assigned > lastDay) return someWorkday(dice, addDays(assigned, 7), addDays(assigned, 35))
  return chance(`${dice}/late`, 10) ? dayTooLate(owed) : someWorkday(dice, addDays(lastDay, -30), lastDay)
}

/** The visitor begins the plan of Sở TN&MT for xã Keo Lôm by hand. */
function planOfNextYear(owed: Owed, { unit, commune }: Pair): Act[] {
  const { dice, term } = owed
  const story = storyOf(owed, 'plan')
  const stage = whole(`${dice}/stage`, 1, 100)
  if (stage > 46 || (unit === 'dv-stnmt' && commune === 'xa-keo-lom')) return []
  const body = () => planContent({ unit, commune, year: term.year })
  if (stage > 34) {
    const on = someWorkday(dice, day('2024-12-02'), day('2024-12-13'))
    story.begin(on)
    story.save(on, body)
    return story.acts
  }
  const sentOn = someWorkday(dice, day('2024-11-18'), stage > 20 ? day('2024-12-13') : day('2024-12-04'))
  story.begin(sentOn)
  story.save(sentOn, body)
  story.send(sentOn)
  if (stage <= 10) return bothConsent(story, dice, commune, sentOn)
  if (stage <= 15) return consent(story, dice, commune, sentOn)
  if (stage <= 18) return consent(story, dice, districtOf(commune).key, sentOn)
  if (stage <= 20) story.answer(commune, 'request-changes', workdaysAfter(sentOn, 4), { note: amended({ unit, dice }, body()).note })
  return story.acts
}

type Story = ReturnType<typeof storyOf>

/** In either order. */
function bothConsent(story: Story, dice: string, commune: string, sentOn: Date): Act[] {
  consent(story, dice, commune, sentOn)
  return consent(story, dice, districtOf(commune).key, sentOn)
}

/** A consent records what the Party committee said, where it said something (khoản 1 Điều 13). */
function consent(story: Story, dice: string, by: string, sentOn: Date, days = whole(`${dice}/${by}/consents`, 2, 9)): Act[] {
  const isCommune = by.startsWith('xa-')
  const opinion = chance(`${dice}/${by}/party`, isCommune ? 45 : 25) ? { partyCommittee: opinionOf(`${dice}/${by}`, isCommune) } : undefined
  story.answer(by, 'consent', workdaysAfter(sentOn, days), opinion)
  return story.acts
}

function opinionOf(key: string, isCommune: boolean): string {
  const opinion = consentOpinion(key)
  return (isCommune ? /Huyện ủy/ : /Đảng ủy|chi bộ bản/).test(opinion) ? opinionOf(`${key}/`, isCommune) : opinion
}
