import { z } from 'zod'
import type { Db } from '../db.ts'
import { Refusal } from '../errors.ts'
import { text } from '../form.ts'
import type { ScoreRule } from '../generated/enums.ts'
import type { Doing, Noun } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import type { Party } from '../workflow.ts'
import { frozen, pointsField, ruleField, signed } from './adjustment.ts'
import { notOpenToObjections, type Scoring } from './scoring.ts'

/** What a unit says against its published score, within the days that were set for it, and what it is answered. */

export async function loadObjection(db: Pick<Db, 'scoreObjection' | 'scoreAdjustment'>, id: string) {
  const objection = await db.scoreObjection.findUniqueOrThrow({
    where: { id },
    include: { unit: { include: { roles: true } }, scoring: true },
  })
  return { ...objection, adjustments: await db.scoreAdjustment.findMany({ where: { objectionId: id }, orderBy: { id: 'asc' } }) }
}

export type Objection = Awaited<ReturnType<typeof loadObjection>>

/** Nobody answers their own: what the planning department says of its own score, UBND tỉnh answers. */
export function partiesToObjection({ agencyId, roles }: Actor, { unitId, unit }: Pick<Objection, 'unitId' | 'unit'>): Party[] {
  if (unitId === agencyId) return ['unit']
  const answerer = unit.roles.some(({ role }) => role === 'planning') ? 'province' : 'planning'
  return roles.includes(answerer) ? [answerer] : []
}

const objecting = z.object({
  rule: ruleField('Để trống nếu là cả bảng điểm'),
  text: text('Ý kiến', {
    required: 'Nhập ý kiến',
    max: 5_000,
    rows: 6,
    hint: 'Điểm nào chưa đúng, vì sao; hồ sơ, hoạt động nào chứng minh',
  }),
})
const upholding = z.object({
  points: pointsField('Số điểm điều chỉnh'),
  answer: text('Trả lời', { required: 'Nhập nội dung trả lời', max: 2_000, rows: 4, hint: 'Là lý do điều chỉnh, đứng cạnh điểm' }),
})
const dismissing = z.object({
  answer: text('Trả lời, lý do không chấp nhận', { required: 'Nêu lý do không chấp nhận', max: 2_000, rows: 4 }),
})
const reasoned = z.object({ note: text('Lý do', { required: 'Nêu lý do', max: 1_000, rows: 3 }) })

const answering = { by: ['planning', 'province'], blocked: ({ scoring }: Objection) => frozen(scoring) } as const

export const objection = {
  name: 'scoreObjection',
  model: 'ScoreObjection',
  path: '/score-objections',
  readers: ['unit', 'planning', 'province'],
  begin: {
    ...{ on: 'Scoring', by: ['unit'], writes: { ScoreObjection: 'scoringId' }, readers: ['unit'], blocked: notOpenToObjections },
    ...{ label: 'Nêu ý kiến về điểm', send: 'Gửi ý kiến', verb: 'nêu ý kiến về điểm của mình', stem: 'Bảng điểm' },
    none: 'Không có bảng điểm nào đang trong thời gian nêu ý kiến',
    stems: async ({ db, actor, at }) => {
      const published = await db.scoring.findMany({ where: { status: 'published' }, orderBy: { year: 'desc' } })
      const own = await db.unitScore.findMany({ where: { unitId: actor.agencyId }, select: { scoringId: true, edition: true } })
      return published
        .filter(
          (one) => !notOpenToObjections(one, at) && own.some(({ scoringId, edition }) => scoringId === one.id && edition === one.edition),
        )
        .map(({ id, year }) => ({ id, name: `Điểm thi đua năm ${year}` }))
    },
    asks: async () => objecting,
    run: object,
  },
  steps: {
    uphold: {
      ...{ ...answering, from: ['raised'], to: 'upheld', writes: { ScoreObjection: 'id', ScoreAdjustment: 'objectionId' } },
      ...{ label: 'Chấp nhận, điều chỉnh điểm', verb: 'chấp nhận ý kiến, điều chỉnh điểm', form: upholding, main: true },
      run: uphold,
    },
    dismiss: {
      ...{ ...answering, from: ['raised'], to: 'dismissed', writes: { ScoreObjection: 'id' } },
      ...{ label: 'Không chấp nhận', verb: 'trả lời không chấp nhận ý kiến', form: dismissing },
      run: ({ tx, row, actor, at, data }: Doing<Objection, { answer: string }>) =>
        tx.scoreObjection.update({ where: { id: row.id }, data: { status: 'dismissed', ...answered(actor, at, data.answer) } }),
    },
    reopen: {
      ...{ ...answering, from: ['upheld', 'dismissed'], to: 'raised', writes: { ScoreObjection: 'id', ScoreAdjustment: 'objectionId' } },
      ...{ label: 'Rút câu trả lời', verb: 'rút câu trả lời', form: reasoned },
      hint: 'Ý kiến trở lại chờ trả lời; điều chỉnh điểm theo câu trả lời này được hủy.',
      run: reopen,
    },
    withdraw: {
      ...{ by: ['unit'], from: ['raised'], to: 'withdrawn', writes: { ScoreObjection: 'id' } },
      ...{ label: 'Rút ý kiến', verb: 'rút ý kiến', form: reasoned },
      run: ({ tx, row }) => tx.scoreObjection.update({ where: { id: row.id }, data: { status: 'withdrawn' } }),
    },
  },
} as const satisfies Noun<Objection>

const answered = (actor: Actor, at: Date, answer: string) => ({ answer, answeredAt: at, answeredBy: signed(actor) })

async function object({ tx, row, actor, at, data }: Doing<{ id: string }, z.output<typeof objecting>>) {
  const { id: scoringId, edition } = row as Scoring
  const unitId = actor.agencyId
  if (!(await tx.unitScore.count({ where: { scoringId, edition, unitId } }))) throw new Refusal(403, 'Đơn vị không có điểm trong bảng này')
  const made = { scoringId, unitId, rule: (data.rule || null) as ScoreRule | null, text: data.text, at, by: actor.name }
  return (await tx.scoreObjection.create({ data: made })).id
}

async function uphold({ tx, row, actor, at, data: { points, answer } }: Doing<Objection, z.output<typeof upholding>>) {
  const { id: objectionId, scoringId, unitId, rule } = row
  await tx.scoreAdjustment.create({ data: { scoringId, unitId, rule, points, reason: answer, at, by: signed(actor), objectionId } })
  await tx.scoreObjection.update({ where: { id: row.id }, data: { status: 'upheld', ...answered(actor, at, answer) } })
}

async function reopen({ tx, row, actor, data: { note } }: Doing<Objection, z.output<typeof reasoned>>) {
  const where = { objectionId: row.id, status: 'inForce' } as const
  const expect = row.adjustments.filter(({ status }) => status === 'inForce').length
  await tx.scoreAdjustment.updateMany({ where, data: { status: 'undone', undoneFor: note, undoneBy: signed(actor) }, expect })
  const none = { answer: null, answeredAt: null, answeredBy: null }
  await tx.scoreObjection.update({ where: { id: row.id }, data: { status: 'raised', ...none } })
}
