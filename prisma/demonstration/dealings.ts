import { asOf } from '../../src/clock.ts'
import { accountOf, prisma } from '../../src/db.ts'
import { inquiryAnswer } from '../../src/inquiries/answer.ts'
import { inquiry } from '../../src/inquiries/inquiry.ts'
import { inspection } from '../../src/inspections/inspection.ts'
import { inspectionRequest } from '../../src/inspections/request.ts'
import { invitation } from '../../src/invitations/invitation.ts'
import { need } from '../../src/needs/need.ts'
import type { Noun } from '../../src/nouns/noun.ts'
import { begin, take } from '../../src/nouns/take.ts'
import { petition } from '../../src/petitions/petition.ts'
import { day } from './calendar.ts'
import {
  type Inquired,
  inquiries,
  inspections,
  invitations,
  type Meeting,
  type Need,
  needs,
  type Petitioned,
  petitions,
  type Visit,
} from './dealing-words.ts'
import { agencyKeys } from './story.ts'

/** What passes between agencies beside filings: needs, meetings, inspections; by the verbs that people press. */
export async function dealWithEachOther() {
  const keys = await agencyKeys()
  const ids = new Map([...keys].map(([id, key]) => [key, id]))
  const idOf = (key: string) => ids.get(key) ?? ''
  for (const one of needs) await propose(one, idOf)
  for (const one of invitations) await meet(one, idOf)
  for (const one of inspections) await inspect(one, idOf)
  for (const one of petitions) await ask(one, idOf)
  for (const one of inquiries) await inquire(one, idOf)
}

type IdOf = (key: string) => string

async function propose({ on, by, commune, unit, declined, ...words }: Need, idOf: IdOf) {
  const step = await started(need, on, by, idOf(commune), { ...words, unit: unit ? idOf(unit) : '' })
  for (const [when, who, note] of declined ?? []) await step(when, who, 'decline', { note })
}

async function meet({ on, by, commune, guests, replies, opinions, held, starts, ...words }: Meeting, idOf: IdOf) {
  const [date = '', time = ''] = starts.split(' ')
  const step = await started(invitation, on, by, idOf(commune), { ...words, day: day(date), time, guests: guests.map(idOf) })
  for (const [when, who, answer] of replies) await step(when, who, 'words' in answer ? 'accept' : 'decline', answer)
  for (const [when, who, text] of opinions ?? []) await step(when, who, 'speak', { text })
  if (held) await step(held.on, by, 'record', { outcome: held.outcome, minutes: held.minutes })
}

async function inspect({ on, by, commune, unit, requests, ...words }: Visit, idOf: IdOf) {
  const data = { ...words, day: day(words.day), unit: unit ? idOf(unit) : '' }
  const { id } = await beginAs(by, on, inspection, idOf(commune), data)
  for (const { asked, to, text, dueOn, reported, closed } of requests) {
    const step = await started(inspectionRequest, asked, by, id, { to: idOf(to), text, dueOn: day(dueOn) })
    if (reported) await step(reported[0], to, 'report', { text: reported[1] })
    if (closed) await step(closed[0], by, 'close', { text: closed[1] })
  }
}

async function ask({ on, by, to, commune, steps, ...words }: Petitioned, idOf: IdOf) {
  const step = await started(petition, on, by, idOf(by), { ...words, to: idOf(to), commune: commune ? idOf(commune) : '' })
  for (const [when, who, name, { to, dueOn, documentDate, ...said }] of steps)
    await step(when, who, name, {
      ...said,
      ...(to && { to: idOf(to) }),
      ...(dueOn && { dueOn: day(dueOn) }),
      ...(name === 'answer' && { documentNumber: said.documentNumber ?? '', documentDate: documentDate && day(documentDate) }),
    })
}

async function inquire({ on, by, dueOn, questions, communes, answers, changes, closed, ...words }: Inquired, idOf: IdOf) {
  const asked = questions.map(([text, measure = '']) => ({ text, measure, kind: measure ? 'number' : 'words' }))
  const data = { ...words, dueOn: day(dueOn), questions: asked, communes: communes.map(idOf) }
  const { id } = await beginAs(by, on, inquiry, idOf(by), data)
  const step = async (when: string, who: string, commune: string, step: string, data: object) => {
    const answer = await prisma.inquiryAnswer.findFirstOrThrow({ where: { inquiryId: id, communeId: idOf(commune) } })
    await asOf(moment(when), async () => take(await signIn(who), inquiryAnswer as unknown as Noun, step, answer.id, { data }))
  }
  for (const [when, commune, said] of answers) {
    const typed = said.map((words, n) => [`q${n + 1}`, questions[n]?.[1] ? words.replaceAll('.', '').replace(',', '.') : words])
    await step(when, commune, commune, 'send', Object.fromEntries(typed))
  }
  if (changes) await step(changes[0], by, changes[1], 'request-changes', { note: changes[2] })
  if (closed)
    await asOf(moment(closed[0]), async () =>
      take(await signIn(by), inquiry as unknown as Noun, 'close', id, { data: { note: closed[1] } }),
    )
}

/** Begins one, and gives back how its steps are taken. */
async function started(noun: object, on: string, by: string, stem: string, data: object) {
  const { id } = await beginAs(by, on, noun, stem, data)
  return (when: string, who: string, step: string, data: object) =>
    asOf(moment(when), async () => take(await signIn(who), noun as Noun, step, id, { data }))
}

const beginAs = (by: string, on: string, noun: object, stem: string, data: object) =>
  asOf(moment(on), async () => {
    const { id = '' } = await begin(await signIn(by), noun as Noun, stem, { data })
    return { id }
  })

/** "2024-11-18 09:20", in Điện Biên. */
const moment = (words: string) => new Date(`${words.replace(' ', 'T')}:00+07:00`)

async function signIn(username: string) {
  const account = await accountOf({ username })
  if (!account) throw new Error(`no account ${username} in the demonstration`)
  return account.actor
}
