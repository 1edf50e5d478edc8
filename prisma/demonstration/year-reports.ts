import { addDays, startOf } from '../../src/clock.ts'
import { prisma } from '../../src/db.ts'
import { dataWindow } from '../../src/deadlines.ts'
import type { Act } from './acts.ts'
import { afternoonOf, day, lateMorningOf, someWorkday, workdaysAfter, workdayUpTo } from './calendar.ts'
import { incomplete } from './corrections.ts'
import { shuffled, whole } from './dice.ts'
import { agreedPlan } from './plans.ts'
import { agencyOf, assignments } from './province.ts'
import { dayTooLate, type Owed, storyOf } from './story.ts'
import { districtReportContent, explanationContent, provinceReportContent, unitReportContent } from './words.ts'

// The annual reports of units, districts and the province (khoản 1, 2, 3 Điều 13), and one explanation (khoản 2 Điều 12).

const planning = 'so-khdt'

/** Of the years before: one report missing in each, one explained, one sent on the very day that the regulation names, some late. */
const fates: Record<number, readonly Fate[]> = {
  2022: ['missing', 'onNamedDay', 'late', 'late', 'late', 'changed', 'changed'],
  2023: ['missing', 'explained', 'late', 'late', 'late', 'late', 'changed', 'changed', 'changed'],
}
type Fate = 'missing' | 'explained' | 'onNamedDay' | 'late' | 'changed'

function fateOf(owner: string, year: number): Fate | undefined {
  const [missing, ...others] = unitsInTurn(year)
  // Whoever explains itself has an agreed plan, so the plan is not the reason.
  const explained = others.find((unit) => !/kế hoạch/i.test(explanationContent({ unit, year }).reason)) ?? ''
  const turns = [missing, explained, ...others.filter((unit) => unit !== explained)]
  return fates[year]?.[turns.indexOf(owner)]
}

/** The units that report, in an order of the dice; Sở TN&MT stays as it should be, for the visitor. */
const unitsInTurn = (year: number) =>
  shuffled(`unit reports/${year}`, [...new Set(assignments.map(({ unitKey }) => unitKey))]).filter(
    (key) => key !== 'dv-stnmt' && key !== planning,
  )

export function unitReportActs(owed: Owed, idOf: (key: string) => string): Act[] {
  const { owner, dice, term, lastDay } = owed
  const fate = fateOf(owner, term.year)
  if (term.year === 2024) return thisYear(owed, idOf)
  if (fate === 'missing') return []
  if (fate === 'explained') return explanationActs(owed)
  const story = storyOf(owed, 'unitReport')
  const named = addDays(lastDay, 1)
  const sentOn = fate === 'late' ? dayTooLate(owed) : fate === 'onNamedDay' ? named : someWorkday(dice, addDays(lastDay, -16), lastDay)
  const first = fate === 'changed' ? incomplete(dice, content(owed, idOf)) : undefined
  story.begin(sentOn)
  story.save(sentOn, () => typed(first?.content ?? content(owed, idOf), owed, idOf))
  story.send(sentOn)
  if (!first) return answered(story, `${dice}/accept`, 'accept', sentOn)
  const askedOn = workdaysAfter(sentOn, 3)
  story.answer(planning, 'request-changes', askedOn, { note: first.note })
  const again = workdaysAfter(askedOn, 3)
  story.save(again, () => typed(content(owed, idOf), owed, idOf))
  story.send(again)
  return answered(story, `${dice}/accept`, 'accept', again)
}

/** By the middle of December a few have sent, a few write; Sở TN&MT leaves its report to the visitor. */
function thisYear(owed: Owed, idOf: (key: string) => string): Act[] {
  const { owner, dice, opensOn } = owed
  const place = unitsInTurn(2024).indexOf(owner)
  if (place < 0 || place > 16) return []
  const story = storyOf(owed, 'unitReport')
  const on = someWorkday(dice, opensOn, day('2024-12-13'))
  story.begin(on)
  story.save(on, () => typed(content(owed, idOf), owed, idOf))
  if (place > 9) return story.acts
  story.send(on)
  return place < 5 && on < day('2024-12-10') ? answered(story, `${dice}/accept`, 'accept', on, 2) : story.acts
}

function explanationActs(owed: Owed): Act[] {
  const story = storyOf(owed, 'explanation')
  const sentOn = someWorkday(owed.dice, addDays(owed.lastDay, -10), owed.lastDay)
  story.begin(sentOn)
  story.save(sentOn, () => explanationContent({ unit: owed.owner, year: owed.term.year }))
  story.send(sentOn)
  const notedOn = workdaysAfter(sentOn, whole(`${owed.dice}/note`, 2, 9))
  story.answer(planning, 'accept', notedOn, {
    note: 'Lý do có căn cứ; đề nghị UBND tỉnh ghi nhận và yêu cầu đơn vị bố trí người ngay từ đầu năm sau.',
  })
  story.answer('ubnd-tinh', 'decide', workdaysAfter(notedOn, 5), {
    ...{ decision: 'agrees', documentNumber: '' },
    text: 'Ghi nhận lý do. Yêu cầu đơn vị thực hiện đủ kế hoạch năm sau, báo cáo Sở Kế hoạch và Đầu tư theo quý.',
  })
  return story.acts
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

/** What is said of an item hangs from its plan, which has been begun by then. Of 2024 activities are recorded, so they tell. */
async function typed({ sections, ...rest }: ReturnType<typeof content>, { owner, term: { year } }: Owed, idOf: (key: string) => string) {
  const where = { kind: 'plan', agencyId: idOf(owner), period: { kind: 'year', year } } as const
  const plans = year < 2024 ? await prisma.filing.findMany({ where, include: { assignment: true } }) : []
  const said = Object.entries(sections).map(([communeId, { planned = {}, ...areas }]) => {
    const plan = plans.find(({ assignment }) => assignment?.communeId === communeId)
    const items = Object.entries(plan ? planned : {}).map(([key, words]) => [`${plan?.id}_${key}`, words])
    return [communeId, { ...areas, planned: Object.fromEntries(items) }]
  })
  return { ...rest, sections: Object.fromEntries(said) }
}

export function districtReportActs(owed: Owed): Act[] {
  const { owner, dice, term, lastDay } = owed
  if (term.year === 2024) return []
  const story = storyOf(owed, 'districtReport')
  const fate = { 'huyen-muong-nhe': 'late', 'huyen-tua-chua': 'onNamedDay' }[owner]
  const sentOn =
    fate === 'late'
      ? workdaysAfter(lastDay, whole(`${dice}/late`, 2, 3))
      : fate === 'onNamedDay'
        ? addDays(lastDay, 1)
        : someWorkday(dice, addDays(lastDay, -3), lastDay)
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
