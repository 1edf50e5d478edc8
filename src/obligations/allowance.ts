import { z } from 'zod'
import { addDays, dayOf } from '../clock.ts'
import type { Tx } from '../db.ts'
import { arrival, dueAt, lastDay } from '../deadlines.ts'
import { Refusal } from '../errors.ts'
import { reason } from '../filings/filing.ts'
import { day, text } from '../form.ts'
import type { Actor } from '../policy.ts'
import { date } from '../words.ts'
import type { Step } from '../workflow.ts'
import { filingsOf, type Obligation } from './obligation.ts'

/** What whoever keeps the time allows beyond a deadline: more days, or an arrival on the named day itself. Each is undone with a reason. */

const note = text('Lý do', {
  required: 'Nêu lý do',
  max: 2_000,
  rows: 4,
  hint: 'Hiện ở hồ sơ và danh sách; mọi nơi xem được hồ sơ đọc được',
})

/** Never into the past: who is late already is in time again only by a day that has not ended. */
export function extension(at: Date) {
  const today = dayOf(at)
  const until = day('Gia hạn đến hết ngày', {
    required: 'Nhập ngày cuối được gửi',
    hint: 'Tính cả ngày này. Ngày/tháng/năm, ví dụ 05/01/2025',
  })
  return z.object({
    until: until
      .refine((on) => !on || on >= today, `Ngày gia hạn không được trước hôm nay, ${date(today)}`)
      .refine((on) => !on || on <= addDays(today, 366), 'Gia hạn nhiều nhất một năm kể từ hôm nay'),
    note,
  })
}
export type ExtensionAnswers = { until: Date; note: string }

/** Why a day is no extension of this one. */
export function notLater(owed: Pick<Obligation, 'namedDay' | 'boundary' | 'extendedTo'>, until: Date) {
  return until <= lastDay(owed) ? `hạn hiện nay đã là hết ngày ${date(lastDay(owed))}` : undefined
}

type AllowanceStep = Step<Obligation> & {
  label: string
  verb: string
  hint: string
  run(doing: { tx: Tx; obligation: Obligation; actor: Actor; at: Date; data: Partial<ExtensionAnswers> }): Promise<unknown>
}

const step = { by: ['timekeeper'], edits: true, writes: { Obligation: 'id' } } as const
const planningOnly = { ...step, theirs: (_: Obligation, { roles }: Actor) => roles.includes('planning') }

export const allowances = {
  extend: {
    ...{ ...step, label: 'Gia hạn', verb: 'gia hạn', form: z.object({ note }), blocked: notExtendable },
    hint: 'Hồ sơ đã gửi chậm trong thời gian được gia hạn thì trở thành đúng hạn.',
    run({ tx, obligation, actor, data: { until, note } }) {
      if (!until) throw new Refusal(422, 'Nhập ngày cuối được gửi')
      const not = notLater(obligation, until)
      if (not) throw new Refusal(409, `Không gia hạn được: ${not}`)
      const { id, namedDay, boundary } = obligation
      const due = { namedDay, boundary, extendedTo: until }
      const data = { extendedTo: until, dueAt: dueAt(due), extensionReason: note ?? '', extendedBy: signed(actor) }
      return tx.obligation.update({ where: { id }, data, select: { id: true } })
    },
  },
  'undo-extend': {
    ...{ ...step, label: 'Hủy gia hạn', verb: 'hủy gia hạn', form: reason },
    blocked: ({ extendedTo }) => (extendedTo ? undefined : 'Hồ sơ này không được gia hạn'),
    hint: 'Thời hạn trở lại như trước khi gia hạn; hồ sơ gửi sau hạn ấy sẽ ghi là gửi chậm.',
    run({ tx, obligation: { id, namedDay, boundary } }) {
      const data = { extendedTo: null, dueAt: dueAt({ namedDay, boundary }), extensionReason: null, extendedBy: null }
      return tx.obligation.update({ where: { id }, data, select: { id: true } })
    },
  },
  accept: {
    ...{ ...planningOnly, label: 'Chấp nhận đúng hạn', verb: 'chấp nhận đúng hạn hồ sơ gửi vào ngày nêu', form: reason },
    blocked: (obligation, at) =>
      judged(obligation, at) === 'onNamedDay' ? undefined : 'Chỉ chấp nhận được hồ sơ gửi vào chính ngày nêu trong Quy chế',
    hint: 'Hồ sơ đến trong chính ngày mà Quy chế ghi “trước ngày”. Chấp nhận thì hồ sơ được tính đúng hạn và ghi rõ ai chấp nhận, vì sao.',
    run: ({ tx, obligation: { id }, actor, data }) =>
      tx.obligation.update({ where: { id }, data: { acceptedReason: data.note ?? '', acceptedBy: signed(actor) }, select: { id: true } }),
  },
  'undo-accept': {
    ...{ ...planningOnly, label: 'Hủy chấp nhận đúng hạn', verb: 'hủy chấp nhận đúng hạn', form: reason },
    blocked: ({ acceptedReason }) => (acceptedReason ? undefined : 'Hồ sơ này chưa được chấp nhận'),
    hint: 'Hồ sơ trở lại “Gửi vào đúng ngày nêu”.',
    run: ({ tx, obligation: { id } }) =>
      tx.obligation.update({ where: { id }, data: { acceptedReason: null, acceptedBy: null }, select: { id: true } }),
  },
} as const satisfies Record<string, AllowanceStep>

export type Allowance = keyof typeof allowances

function notExtendable(obligation: Obligation, at: Date) {
  if (obligation.withdrawnAt) return 'Nghĩa vụ này đã được rút'
  if (obligation.optional) return 'Hồ sơ này không bắt buộc nên không có hạn để gia hạn'
  const is = judged(obligation, at)
  if (is === 'onTime') return 'Hồ sơ đã gửi đúng hạn'
  return is === 'accepted' ? 'Hồ sơ đã được chấp nhận đúng hạn' : undefined
}

const judged = (obligation: Obligation, at: Date) => arrival({ ...obligation, filings: filingsOf(obligation) }, at).is

const signed = ({ name, agencyName }: Actor) => `${name}, ${agencyName}`
