import { addDays, startOf } from '../../src/clock.ts'
import { dataWindow } from '../../src/deadlines.ts'
import type { Act } from './acts.ts'
import { agencyOf, helpers } from './agencies.ts'
import { afternoonOf, day, lateMorningOf, someWorkday, workdaysAfter, workdayUpTo } from './calendar.ts'
import { shuffled, whole } from './dice.ts'
import { agreedPlan } from './plans.ts'
import { assignments } from './province.ts'
import { dayTooLate, type Owed, storyOf } from './story.ts'
import { districtReportContent, explanationContent, provinceReportContent, unitReportContent } from './words.ts'

// The annual reports of units, districts and the province (khoản 1, 2, 3 Điều 13), and one explanation (khoản 2 Điều 12).

const planning = 'so-khdt'
const incomplete = 'Đề nghị đơn vị bổ sung kết quả theo từng xã, nêu rõ số hộ được hưởng lợi và nguyên nhân của nhiệm vụ chưa thực hiện.'

/** Of the year before this one: two never came, one was explained, one came on the very day that the regulation names, four came late. */
const fates = ['missing', 'missing', 'explained', 'onNamedDay', 'late', 'late', 'late', 'late', 'changed', 'changed'] as const

function fateOf(owner: string, year: number) {
  const others = helpers()
    .map(({ key }) => key)
    .filter((key) => key !== 'dv-stnmt' && key !== planning)
  return fates[shuffled(`unit report/${year}`, others).indexOf(owner)]
}

export function unitReportActs(owed: Owed, idOf: (key: string) => string): Act[] {
  const { owner, dice, term, lastDay } = owed
  const fate = fateOf(owner, term.year)
  if (term.year === 2024) return thisYear(owed, idOf)
  if (fate === 'missing') return []
  if (fate === 'explained') return explanationActs(owed)
  const story = storyOf(owed, 'unitReport')
  const named = addDays(lastDay, 1)
  const sentOn = fate === 'late' ? dayTooLate(owed) : fate === 'onNamedDay' ? named : someWorkday(dice, addDays(lastDay, -16), lastDay)
  story.begin(sentOn)
  story.save(sentOn, () => content(owed, idOf))
  story.send(sentOn)
  if (fate !== 'changed') return answered(story, `${dice}/accept`, 'accept', sentOn)
  const askedOn = workdaysAfter(sentOn, 3)
  story.answer(planning, 'request-changes', askedOn, { note: incomplete })
  const again = workdaysAfter(askedOn, 3)
  story.save(again, () => content(owed, idOf))
  story.send(again)
  return answered(story, `${dice}/accept`, 'accept', again)
}

/** By the middle of December a few have sent, a few write; Sở TN&MT leaves its report to the visitor. */
function thisYear(owed: Owed, idOf: (key: string) => string): Act[] {
  const { owner, dice, opensOn } = owed
  const place = shuffled(
    'unit reports of 2024',
    helpers().map(({ key }) => key),
  ).indexOf(owner)
  if (owner === 'dv-stnmt' || place > 16) return []
  const story = storyOf(owed, 'unitReport')
  const on = someWorkday(dice, opensOn, day('2024-12-13'))
  story.begin(on)
  story.save(on, () => content(owed, idOf))
  if (place > 10) return story.acts
  story.send(on)
  return place < 5 && on < day('2024-12-10') ? answered(story, `${dice}/accept`, 'accept', on, 2) : story.acts
}

function explanationActs(owed: Owed): Act[] {
  const story = storyOf(owed, 'explanation')
  const sentOn = someWorkday(owed.dice, addDays(owed.lastDay, -10), owed.lastDay)
  story.begin(sentOn)
  story.save(sentOn, () => explanationContent({ unit: owed.owner, year: owed.term.year }))
  story.send(sentOn)
  return answered(story, `${owed.dice}/note`, 'accept', sentOn)
}

/** With what its agreed plan of the year said for each commune. */
function content({ owner, term }: Owed, idOf: (key: string) => string) {
  const window = dataWindow(term)
  const helped = assignments.filter(
    ({ unitKey, from, to }) => unitKey === owner && day(from) <= window.to && (!to || day(to) >= window.from),
  )
  const communes = [...new Set(helped.map(({ communeKey }) => communeKey))]
  const year = term.year
  return unitReportContent({
    unit: owner,
    communes: communes.map((key) => ({ id: idOf(key), name: agencyOf(key).name, plan: agreedPlan({ unit: owner, commune: key }, year) })),
    year,
  })
}

export function districtReportActs(owed: Owed): Act[] {
  const { owner, dice, term, lastDay } = owed
  if (term.year === 2024) return []
  const story = storyOf(owed, 'districtReport')
  const fate = { 'huyen-muong-nhe': 'late', 'huyen-tua-chua': 'onNamedDay' }[owner]
  const sentOn = fate === 'late' ? addDays(lastDay, whole(`${dice}/late`, 3, 5)) : fate ? addDays(lastDay, 1) : workdayUpTo(lastDay)
  story.begin(sentOn)
  story.act(owner, 'compile', lateMorningOf(sentOn, `${dice}/compile`))
  story.act(owner, 'save', afternoonOf(sentOn, `${dice}/write`), {
    body: () => districtReportContent({ district: owner, year: term.year }),
  })
  story.send(sentOn, evening(sentOn))
  return answered(story, `${dice}/accept`, 'accept', sentOn, 1)
}

export function provinceReportActs(owed: Owed): Act[] {
  const { dice, term, lastDay, owner } = owed
  if (term.year === 2024) return []
  const story = storyOf(owed, 'provinceReport')
  const sentOn = workdayUpTo(addDays(lastDay, -1))
  story.begin(sentOn)
  story.act(owner, 'compile', lateMorningOf(sentOn, `${dice}/compile`))
  story.act(owner, 'save', afternoonOf(sentOn, `${dice}/write`), { body: () => provinceReportContent({ year: term.year }) })
  story.send(sentOn, evening(sentOn))
  story.answer('ubnd-tinh', 'accept', workdaysAfter(sentOn, 2))
  return story.acts
}

/** Ten past five, after everything else of the day. */
const evening = (on: Date) => new Date(startOf(on).getTime() + (17 * 60 + 10) * 60_000)

function answered(story: ReturnType<typeof storyOf>, dice: string, step: string, sentOn: Date, days = whole(dice, 2, 9)): Act[] {
  story.answer(planning, step, workdaysAfter(sentOn, days))
  return story.acts
}
