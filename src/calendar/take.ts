import { act } from '../act.ts'
import { dayOf } from '../clock.ts'
import type { Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import type { Actor } from '../policy.ts'
import { type ChangeAnswers, changeFrom, changesNothing, changesOf } from './change.ts'
import { settle } from './settle.ts'

type Press = { id: string; revision?: number; once?: string; data: ChangeAnswers }

/** Sets the calendar from a month on, and gives what is owed the days that follow from it. */
export function setCalendar(actor: Actor, { id, revision, once, data }: Press) {
  const run = async (tx: Tx, programme: { id: string }, at: Date) => {
    const today = dayOf(at)
    const change = changeFrom(data, today)
    if (change.from <= today) throw new Refusal(409, 'Tháng này đã bắt đầu; chọn tháng sau')
    const changes = await changesOf(tx, programme.id)
    if (changesNothing(change, changes)) throw new Refusal(409, 'Các ngày này đang được áp dụng rồi, không có gì thay đổi')
    const made = { programmeId: programme.id, reason: data.note, at, byId: actor.id, by: `${actor.name}, ${actor.agencyName}` }
    await tx.calendarChange.create({ data: { ...change, ...made }, select: { seq: true } })
    await settle(tx, programme.id, [...changes, change], today)
    return { path: '/calendar' }
  }
  return act(actor, 'calendar.set', { id, revision }, run, { once, note: data.note })
}
