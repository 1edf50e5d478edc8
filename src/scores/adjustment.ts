import { z } from 'zod'
import type { Db } from '../db.ts'
import { Refusal } from '../errors.ts'
import { choice, optionalChoice, text, vietnameseNumber } from '../form.ts'
import type { ScoreRule } from '../generated/enums.ts'
import { named } from '../nouns/communes.ts'
import type { Doing, Looking, Noun } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import type { Party } from '../workflow.ts'
import { scoresOf } from './result.ts'
import { ruleTitles } from './rules.ts'
import type { Scoring } from './scoring.ts'

/** What planning adds to a computed score, or takes from it: never without a reason, and beside what was computed. */

export function loadAdjustment(db: Pick<Db, 'scoreAdjustment'>, id: string) {
  return db.scoreAdjustment.findUniqueOrThrow({ where: { id }, include: { unit: true, scoring: true } })
}

export type Adjustment = Awaited<ReturnType<typeof loadAdjustment>>

/** Nobody adjusts their own score: the planning department helps a commune too. */
export function partiesToAdjustment({ agencyId, roles }: Actor, { unitId }: Pick<Adjustment, 'unitId'>): Party[] {
  const own = unitId === agencyId
  return [...(own ? (['unit'] as const) : []), ...(roles.includes('planning') && !own ? (['planning'] as const) : [])]
}

/** Points as typed: "-2,5" is two and a half less. In hundredths. */
export const pointsField = (title: string) =>
  vietnameseNumber(title, { required: 'Nhập số điểm', hint: 'Số điểm cộng thêm; trừ đi thì ghi dấu trừ. Ví dụ 2,5 hoặc -2,5' })
    .transform((typed, context) => {
      const hundredths = Math.round(Number(typed) * 100)
      const fits = /^-?\d+(\.\d{1,2})?$/.test(String(typed)) && Math.abs(hundredths) <= 10_000 && hundredths !== 0
      if (fits) return hundredths
      context.addIssue({ code: 'custom', message: 'Nhập số khác 0, từ -100 đến 100, nhiều nhất hai chữ số sau dấu phẩy' })
      return z.NEVER
    })
    .meta({ title, description: 'Số điểm cộng thêm; trừ đi thì ghi dấu trừ. Ví dụ 2,5 hoặc -2,5', inputMode: 'decimal' })

export const ruleField = (hint: string) => optionalChoice('Về tiêu chí nào', ruleTitles, hint)

async function adjustingForm({ db, actor, at }: Looking, scoringId: string) {
  const scoring = await db.scoring.findUniqueOrThrow({ where: { id: scoringId } })
  const units = (await scoresOf(db, scoring, at)).map(({ unit }) => unit).filter(({ id }) => id !== actor.agencyId)
  return z.object({
    unit: choice('Đơn vị', named(units), 'Chọn đơn vị được điều chỉnh'),
    rule: ruleField('Để trống nếu là cả bảng điểm'),
    points: pointsField('Số điểm điều chỉnh'),
    reason: text('Lý do, căn cứ', { required: 'Nêu lý do điều chỉnh', max: 2_000, rows: 4, hint: 'Đơn vị đọc được sau khi điểm công bố' }),
  })
}

type Answers = z.output<Awaited<ReturnType<typeof adjustingForm>>>

export const adjustment = {
  name: 'scoreAdjustment',
  model: 'ScoreAdjustment',
  path: '/score-adjustments',
  readers: ['unit', 'planning', 'province'],
  begin: {
    ...{ on: 'Scoring', by: ['planning'], writes: { ScoreAdjustment: 'scoringId' }, readers: ['planning'], blocked: frozen },
    ...{ label: 'Điều chỉnh điểm', send: 'Điều chỉnh điểm', verb: 'điều chỉnh điểm của một đơn vị', stem: 'Bảng điểm' },
    none: 'Không có bảng điểm nào điều chỉnh được: chưa lập, hoặc đã chốt',
    stems: async ({ db }) => {
      const open = await db.scoring.findMany({ where: { status: { not: 'frozen' } }, orderBy: { year: 'desc' } })
      return open.map(({ id, year }) => ({ id, name: `Điểm thi đua năm ${year}` }))
    },
    asks: adjustingForm,
    run: adjust,
  },
  steps: {
    undo: {
      ...{ by: ['planning'], from: ['inForce'], to: 'undone', writes: { ScoreAdjustment: 'id' } },
      ...{ label: 'Hủy điều chỉnh', verb: 'hủy điều chỉnh điểm', hint: 'Điểm trở lại như trước khi điều chỉnh.' },
      form: z.object({ note: text('Lý do hủy', { required: 'Nêu lý do hủy', max: 1_000, rows: 3 }) }),
      blocked: ({ scoring }) => frozen(scoring),
      run: ({ tx, row, actor, data }: Doing<Adjustment, { note: string }>) =>
        tx.scoreAdjustment.update({ where: { id: row.id }, data: { status: 'undone', undoneFor: data.note, undoneBy: signed(actor) } }),
    },
  },
} as const satisfies Noun<Adjustment>

export function frozen({ year, status }: { year: number; status: string }) {
  return status === 'frozen' ? `Điểm năm ${year} đã chốt` : undefined
}

export const signed = ({ name, agencyName }: Actor) => `${name}, ${agencyName}`

async function adjust({ tx, row, actor, at, data: { unit, rule, points, reason } }: Doing<{ id: string }, Answers>) {
  const scoring = row as Scoring
  const scored = await scoresOf(tx, scoring, at)
  if (unit === actor.agencyId || !scored.some((one) => one.unit.id === unit))
    throw new Refusal(403, 'Không điều chỉnh được điểm của đơn vị này')
  const made = { scoringId: scoring.id, unitId: unit, rule: (rule || null) as ScoreRule | null, points, reason, at, by: signed(actor) }
  return (await tx.scoreAdjustment.create({ data: made })).id
}
