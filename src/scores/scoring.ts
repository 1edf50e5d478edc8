import { z } from 'zod'
import { addDays, dayOf } from '../clock.ts'
import type { Db } from '../db.ts'
import { rules as deadlines, dueAt } from '../deadlines.ts'
import { Refusal } from '../errors.ts'
import { choice, count, day, text } from '../form.ts'
import type { Scoring as Row, ScoreRule } from '../generated/client.ts'
import type { Doing, Noun } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { date, day as dayWords } from '../words.ts'
import type { Party } from '../workflow.ts'
import { computedScores, rowsOf, scoresOf, sealOf, weightColumns, weightsOf } from './result.ts'
import { ruleNames, rules, type Weights } from './rules.ts'

/** Khoản 1 Điều 12, "theo quy định hiện hành": by which document, and by what, the units are scored in a year. */

export async function loadScoring(db: Pick<Db, 'scoring' | 'scoreObjection'>, id: string) {
  const scoring = await db.scoring.findUniqueOrThrow({ where: { id } })
  const unanswered = await db.scoreObjection.count({ where: { scoringId: id, status: 'raised' } })
  return { ...scoring, unanswered }
}

export type Scoring = Awaited<ReturnType<typeof loadScoring>>

export function partiesToScoring({ roles }: Actor): Party[] {
  return (['planning', 'province', 'unit'] as const).filter((role) => roles.includes(role))
}

/** The last day on which a unit may object. */
export const lastObjectionDay = ({ publishedAt, objectionDays }: Pick<Row, 'publishedAt' | 'objectionDays'>) =>
  publishedAt ? addDays(dayOf(publishedAt), objectionDays) : undefined

/** Why a unit cannot object now. */
export function notOpenToObjections(scoring: Pick<Row, 'status' | 'publishedAt' | 'objectionDays'>, at: Date) {
  const last = lastObjectionDay(scoring)
  if (scoring.status !== 'published' || !last)
    return scoring.status === 'frozen' ? 'Điểm của năm này đã chốt' : 'Điểm của năm này chưa công bố'
  return dayOf(at) > last ? `Đã hết thời gian nêu ý kiến: ngày cuối là ${date(last)}` : undefined
}

// ── its forms ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the portal suggests: criteria that are computed from what is stored. */
export const suggested: Weights = { plan: 20, report: 20, item: 20, help: 20, invitation: 10, assessment: 10 }

const document = {
  documentNumber: text('Số, ký hiệu văn bản quy định', {
    max: 100,
    hint: 'Để trống cả ba ô nếu chưa có văn bản: mọi nơi ghi là điểm tham khảo',
  }),
  documentDate: day('Ngày văn bản'),
  documentTitle: text('Trích yếu', { max: 500, rows: 2 }),
}

const weight = (rule: ScoreRule) =>
  count(rules[rule].title, { hint: `${rules[rule].how}. Điểm tối đa, để trống nếu không dùng` }).refine(
    (n) => n <= 100,
    'Không quá 100 điểm',
  )
const weights = Object.fromEntries(ruleNames.map((rule) => [rule, weight(rule)])) as Record<ScoreRule, ReturnType<typeof weight>>

const longest = 60
const criteria = {
  ...{ ...document, ...weights },
  objectionDays: count('Số ngày đơn vị được nêu ý kiến sau khi công bố', {
    required: `Nhập số ngày từ 1 đến ${longest}`,
    hint: 'Tính từ ngày sau ngày công bố',
  }).refine((n) => n >= 1 && n <= longest, `Nhập số ngày từ 1 đến ${longest}`),
}
const editing = z
  .object({ ...criteria, note: text('Lý do sửa', { required: 'Nêu lý do sửa', max: 1_000, rows: 2, hint: 'Được lưu trong nhật ký' }) })
  .superRefine(consistent)

type Criteria = z.output<z.ZodObject<typeof criteria>>

function consistent(typed: Criteria, context: z.RefinementCtx) {
  const complain = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message })
  const sum = ruleNames.reduce((all, rule) => all + typed[rule], 0)
  if (sum !== 100) complain('plan', `Điểm tối đa của các tiêu chí cộng lại phải bằng 100; nay là ${sum}`)
  const { documentNumber, documentDate, documentTitle } = typed
  if (!documentNumber && !documentDate && !documentTitle) return
  if (!documentNumber) complain('documentNumber', 'Nhập số, ký hiệu văn bản')
  if (!documentDate) complain('documentDate', 'Nhập ngày văn bản')
  if (!documentTitle) complain('documentTitle', 'Nhập trích yếu văn bản')
}

/** The years of the programmes that have no criteria yet, the latest first. */
export async function yearsWithout(db: Pick<Db, 'programme' | 'scoring'>, at: Date) {
  const programmes = await db.programme.findMany()
  const taken = new Set((await db.scoring.findMany({ select: { year: true } })).map(({ year }) => year))
  const next = dayOf(at).getUTCFullYear() + 1
  const years = programmes.flatMap(({ firstYear, to }) =>
    Array.from({ length: Math.max(0, Math.min(to.getUTCFullYear(), next) - firstYear + 1) }, (_, i) => firstYear + i),
  )
  return [...new Set(years)].filter((year) => !taken.has(year)).sort((a, b) => b - a)
}

/** Offered are the years that have none; a year that was taken meanwhile, as by the other of two presses, is told when it is set up. */
const beginning = (free: readonly number[]) =>
  z
    .object({
      year: z
        .enum(
          Array.from({ length: 15 }, (_, i) => `${2021 + i}`),
          'Chọn năm',
        )
        .meta({ title: 'Năm', description: 'Mỗi năm một bộ tiêu chí', words: Object.fromEntries(free.map((year) => [year, `${year}`])) }),
      ...criteria,
    })
    .superRefine(consistent)

/** As one would type them. */
export const typedCriteria = (scoring: Row) => ({
  ...{ documentNumber: scoring.documentNumber, documentTitle: scoring.documentTitle, objectionDays: String(scoring.objectionDays) },
  documentDate: scoring.documentDate ? date(scoring.documentDate) : '',
  ...typedWeights(weightsOf(scoring)),
})
export const typedWeights = (of: Weights) => Object.fromEntries(ruleNames.map((rule) => [rule, of[rule] ? String(of[rule]) : '']))

const withReason = (hint: string) => z.object({ note: text('Lý do', { required: 'Nêu lý do', max: 1_000, rows: 3, hint }) })

// ── its steps ─────────────────────────────────────────────────────────────────────────────────────────────────────

const planning = { by: ['planning'], writes: { Scoring: 'id' } } as const
const scores = { by: ['planning'], writes: { Scoring: 'id', UnitScore: 'scoringId' }, timeout: 60_000 } as const

export const scoring = {
  name: 'scoring',
  model: 'Scoring',
  path: '/scorings',
  readers: ['unit', 'planning', 'province'],
  begin: {
    ...{ on: 'Agency', by: ['planning'], writes: { Scoring: 'ownerId' }, readers: ['planning'] },
    ...{ label: 'Lập bộ tiêu chí', send: 'Lập bộ tiêu chí', verb: 'lập bộ tiêu chí chấm điểm', stem: 'Nơi lập' },
    none: 'Bộ tiêu chí do cơ quan tổng hợp lập',
    stems: async ({ actor }) => [{ id: actor.agencyId, name: actor.agencyName }],
    asks: async ({ db, at }) => beginning(await yearsWithout(db, at)),
    run: setUp,
  },
  steps: {
    publish: {
      ...{ ...scores, from: ['preparing'], to: 'published', label: 'Công bố điểm', verb: 'công bố điểm', main: true },
      blocked: tooEarly,
      run: publish,
    },
    edit: {
      ...{ ...planning, from: ['preparing'], edits: true, label: 'Sửa tiêu chí', verb: 'sửa tiêu chí', form: editing },
      values: typedCriteria,
      run: edit,
    },
    unpublish: {
      ...{ ...planning, from: ['published'], to: 'preparing', label: 'Rút công bố', verb: 'rút điểm đã công bố' },
      hint: 'Đơn vị không xem được điểm nữa cho đến khi công bố lại; thời gian nêu ý kiến tính lại từ ngày công bố lại.',
      form: withReason('Đơn vị đọc được; được lưu trong nhật ký'),
      run: ({ tx, row }) => tx.scoring.update({ where: { id: row.id }, data: { status: 'preparing', publishedAt: null } }),
    },
    freeze: {
      ...{ ...scores, from: ['published'], to: 'frozen', label: 'Chốt điểm năm', verb: 'chốt điểm' },
      blocked: notSettled,
      hint: 'Điểm, tiêu chí, điều chỉnh và ý kiến của năm này không sửa được nữa.',
      form: z.object({
        sure: choice(
          'Chốt điểm',
          { yes: 'Đã xem lại; chốt để đưa vào hồ sơ thi đua' },
          'Chọn để xác nhận: điểm đã chốt không sửa được nữa',
        ),
      }),
      run: freeze,
    },
  },
} as const satisfies Noun<Scoring>

const columnsOf = ({ documentNumber, documentDate, documentTitle, objectionDays, ...typed }: Criteria) => ({
  ...{ documentNumber, documentDate: documentDate ?? null, documentTitle, objectionDays },
  ...(Object.fromEntries(ruleNames.map((rule) => [weightColumns[rule], typed[rule]])) as Record<(typeof weightColumns)[ScoreRule], number>),
})

async function setUp({ tx, row, at, data }: Doing<{ id: string }, Criteria & { year: string }>) {
  const year = Number(data.year)
  if (!(await yearsWithout(tx, at)).includes(year)) throw new Refusal(409, `Năm ${year} đã có bộ tiêu chí`)
  return (await tx.scoring.create({ data: { ...columnsOf(data), year, ownerId: row.id } })).id
}

function edit({ tx, row, data }: Doing<Scoring, Criteria>) {
  return tx.scoring.update({ where: { id: row.id }, data: columnsOf(data) })
}

/** Before the reports are due nobody is late, and a score would say so. */
function tooEarly({ year }: Scoring, at: Date) {
  const report = deadlines['unitReport.year']
  const named = report.named({ kind: 'year', year, n: 1 })
  const due = dueAt({ namedDay: named, boundary: report.boundary })
  return at < due ? `Công bố được từ ngày ${dayWords(due)}, sau hạn báo cáo năm của đơn vị (khoản 1 Điều 13 Quy chế)` : undefined
}

async function publish({ tx, row, at }: Doing<Scoring>) {
  const edition = row.edition + 1
  await tx.unitScore.createMany({ data: rowsOf(await computedScores(tx, row, at), { scoringId: row.id, edition, at }) })
  await tx.scoring.update({ where: { id: row.id }, data: { status: 'published', edition, publishedAt: at } })
}

function notSettled(row: Scoring, at: Date) {
  const last = lastObjectionDay(row)
  if (last && dayOf(at) <= last) return `Đơn vị còn được nêu ý kiến đến hết ngày ${date(last)}`
  return row.unanswered ? `Còn ${row.unanswered} ý kiến của đơn vị chưa được trả lời` : undefined
}

/** What was published, with what was adjusted since: the last edition, which never changes. */
async function freeze({ tx, row, at }: Doing<Scoring>) {
  const edition = row.edition + 1
  const evidence = new Map(
    (await tx.unitScore.findMany({ where: { scoringId: row.id, edition: row.edition }, select: { unitId: true, evidence: true } })).map(
      ({ unitId, evidence }) => [unitId, evidence] as const,
    ),
  )
  const last = (await scoresOf(tx, row, at)).map(({ sha256: _, ...content }) => ({
    content,
    evidence: evidence.get(content.unit.id) ?? {},
  }))
  const kept = rowsOf(last, { scoringId: row.id, edition, at })
  await tx.unitScore.createMany({ data: kept })
  const seal = sealOf({ ...row, edition }, kept)
  await tx.scoring.update({ where: { id: row.id }, data: { status: 'frozen', edition, frozenAt: at, seal } })
}
