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

/** The version in force, for what the unit reports of the year. */
export function agreedPlan(pair: Pair, year: number): PlanContent | undefined {
  const fate = fateOf(pair, year)
  return fate.is === 'open' ? undefined : (fate.amended?.content ?? planContent({ ...pair, year }))
}

function fateOf({ unit, commune }: Pair, year: number) {
  const key = `${unit}/${commune}/${year}`
  if (chance(`${key}/fate`, { 2023: 1, 2024: 4 }[year] ?? 0)) return { is: 'open' } as const
  const asks = year > 2022 && chance(`${key}/changes`, 8)
  return { is: 'agreed', amended: asks ? amended(key, planContent({ unit, commune, year })) : undefined } as const
}

function planOfTheTime(owed: Owed, { unit, commune, from }: Pair & { from: Date }): Act[] {
  const { dice, term, lastDay } = owed
  const story = storyOf(owed, 'plan')
  const fate = fateOf({ unit, commune }, term.year)
  const sentOn =
    term.year === 2022
      ? someWorkday(dice, day('2022-02-21'), day('2022-04-15')) // the regulation is of 08/02/2022
      : from > lastDay
        ? someWorkday(dice, addDays(from, 7), addDays(from, 35))
        : chance(`${dice}/late`, 10)
          ? dayTooLate(owed)
          : someWorkday(dice, addDays(lastDay, -30), lastDay)
  story.begin(sentOn)
  story.save(sentOn, () => planContent({ unit, commune, year: term.year }))
  story.send(sentOn)
  const asker = chance(`${dice}/asker`, 60) ? commune : districtOf(commune).key
  const other = asker === commune ? districtOf(commune).key : commune
  if (fate.is === 'open') {
    if (chance(`${dice}/asked`, 40)) story.answer(asker, 'request-changes', workdaysAfter(sentOn, 5), { note: amended(dice, planContent({ unit, commune, year: term.year })).note })
    else consent(story, dice, other, sentOn)
    return story.acts
  }
  if (!fate.amended) return bothConsent(story, dice, commune, sentOn)
  const { note, content } = fate.amended
  if (chance(`${dice}/before`, 35)) consent(story, `${dice}/1`, other, sentOn, 2)
  const askedOn = workdaysAfter(sentOn, whole(`${dice}/asked`, 3, 8))
  story.answer(asker, 'request-changes', askedOn, { note })
  const again = workdaysAfter(askedOn, whole(`${dice}/again`, 3, 8))
  story.save(again, () => content)
  story.send(again)
  return bothConsent(story, `${dice}/2`, commune, again)
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
  if (stage <= 20) story.answer(commune, 'request-changes', workdaysAfter(sentOn, 4), { note: amended(dice, body()).note })
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
