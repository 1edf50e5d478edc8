import type { Standing } from '../deadlines.ts'
import type { Kind, Rating, ScoreRule } from '../generated/enums.ts'
import { ratingWords } from '../words.ts'

/**
 * Khoản 1 Điều 12: how a unit's work for its communes is scored. Each rule is a pure function from what is stored about a unit and a year to what
 * counts, thing by thing; nothing here reads a database. All forms of help score alike: no rule knows of money.
 */

// ── what is known of a unit in a year ─────────────────────────────────────────────────────────────────────────────

export type Facts = {
  plans: Owed[]
  reports: Owed[]
  /** Of plans in force: what became of each, and whether its time is over. */
  items: { filingId: string; task: string; is: Done; over: boolean; excused: boolean }[]
  /** The communes that it helped: the best of what was recorded there, and whether the year is over. */
  communes: {
    id: string
    name: string
    is: Done
    supportId?: string | undefined
    what?: string | undefined
    over: boolean
    excused: boolean
  }[]
  invitations: { id: string; subject: string; reply?: 'comes' | 'staysAway' | undefined; over: boolean }[]
  assessments: { filingId: string; commune: string; rating: Rating }[]
}

/** What is owed once a year, how it came (`standing()` decides), and whether it was agreed on. */
export type Owed = {
  id: string
  filingId?: string | undefined
  kind: Kind
  title: string
  came: Standing
  word: string
  agreed?: boolean
}

/** Confirmed by the commune; recorded by the unit, not confirmed yet; nothing. */
export type Done = 'confirmed' | 'recorded' | 'nothing'

// ── what counts ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Quarters of the whole: 4 is all of it. */
export type Part = 0 | 1 | 2 | 3 | 4

/** One thing that a criterion counts: where it stands, what is said of it, and how much of it counts. */
export type Evidence = {
  on: 'Obligation' | 'Filing' | 'Support' | 'Invitation' | 'Commune'
  id: string
  kind?: Kind
  words: string
  part: Part
}

type Rule = { title: string; how: string; none: string; count(facts: Facts): Evidence[] }

const inTime: readonly Standing[] = ['onTime', 'accepted']
const behind: readonly Standing[] = ['onNamedDay', 'late', 'overdue', ...inTime]
const whole: Record<Done, Part> = { confirmed: 4, recorded: 2, nothing: 0 }
const doneWords: Record<Done, string> = { confirmed: 'xã đã xác nhận', recorded: 'đã ghi, xã chưa xác nhận', nothing: 'chưa ghi hoạt động' }
const ratings: Record<Rating, Part> = { good: 4, fair: 3, average: 2, poor: 0 }

/** In the order in which they stand on every page. What is not due yet, and what reasons stand in the place of, is not counted. */
export const rules = {
  plan: {
    title: 'Kế hoạch đúng hạn, được thống nhất',
    how: 'Mỗi kế hoạch năm: một nửa cho việc gửi đúng hạn, một nửa cho việc được cấp huyện, cấp xã thống nhất (khoản 2 Điều 8)',
    none: 'không phải gửi kế hoạch năm',
    count: ({ plans }) =>
      plans
        .filter(({ came }) => behind.includes(came))
        .map(({ agreed, ...owed }) => ({
          ...placeOf(owed),
          words: `${owed.title}: ${owed.word.toLowerCase()}, ${agreed ? 'đã được thống nhất' : 'chưa được thống nhất'}`,
          part: ((inTime.includes(owed.came) ? 2 : 0) + (agreed ? 2 : 0)) as Part,
        })),
  },
  report: {
    title: 'Báo cáo năm đúng hạn',
    how: 'Đúng hạn, kể cả được gia hạn, được chấp nhận: trọn điểm; gửi vào ngày nêu hoặc gửi chậm: một nửa; không gửi: không (khoản 1 Điều 13)',
    none: 'chưa đến hạn báo cáo năm, hoặc có báo cáo lý do',
    count: ({ reports }) =>
      reports
        .filter(({ came }) => behind.includes(came))
        .map((owed) => ({
          ...placeOf(owed),
          words: `${owed.title}: ${owed.word.toLowerCase()}`,
          part: inTime.includes(owed.came) ? 4 : owed.came === 'overdue' ? 0 : 2,
        })),
  },
  item: {
    title: 'Nhiệm vụ trong kế hoạch đã làm',
    how: 'Mỗi nhiệm vụ của kế hoạch đã thống nhất: có hoạt động được xã xác nhận: trọn điểm; đã ghi, xã chưa xác nhận: một nửa; đã hết thời gian mà chưa ghi: không',
    none: 'không có nhiệm vụ nào trong kế hoạch đã thống nhất đến lúc phải làm xong',
    count: ({ items }) =>
      items
        .filter(({ is, over, excused }) => is !== 'nothing' || (over && !excused))
        .map(({ filingId, task, is }) => ({
          ...{ on: 'Filing', id: filingId, kind: 'plan', words: `${task}: ${doneWords[is]}`, part: whole[is] },
        })),
  },
  help: {
    title: 'Hoạt động giúp đỡ được xã xác nhận',
    how: 'Mỗi xã được giúp: có hoạt động được xã xác nhận: trọn điểm; có hoạt động đã ghi, xã chưa xác nhận hoặc ghi số khác: một nửa; cả năm chưa có: không. Mọi hình thức giúp đỡ tính như nhau, không tính theo số tiền (khoản 1 Điều 11)',
    none: 'chưa hết năm và chưa có hoạt động, hoặc có báo cáo lý do',
    count: ({ communes }) =>
      communes
        .filter(({ is, over, excused }) => is !== 'nothing' || (over && !excused))
        .map(({ id, name, is, supportId, what }) => ({
          ...(supportId ? { on: 'Support', id: supportId } : { on: 'Commune', id }),
          ...{ words: `${name}: ${what ? `${what}, ` : ''}${doneWords[is]}`, part: whole[is] },
        })),
  },
  invitation: {
    title: 'Trả lời giấy mời',
    how: 'Mỗi giấy mời dự họp của xã, của huyện với xã: đã trả lời, tham dự hay không: trọn điểm; cuộc họp đã qua mà không trả lời: không (khoản 1, 2 Điều 9)',
    none: 'trong năm không có giấy mời nào',
    count: ({ invitations }) =>
      invitations
        .filter(({ reply, over }) => reply || over)
        .map(({ id, subject, reply }) => ({
          ...{ on: 'Invitation', id, part: reply ? 4 : 0 },
          words: `${subject}: ${reply ? `đã trả lời ${reply === 'comes' ? 'tham dự' : 'không tham dự'}` : 'không trả lời'}`,
        })),
  },
  assessment: {
    title: 'Đánh giá của xã',
    how: 'Mỗi đánh giá trong báo cáo năm của xã được giúp: tốt: trọn điểm; khá: ba phần tư; trung bình: một nửa; chưa đạt: không',
    none: 'chưa có đánh giá trong báo cáo năm của xã',
    count: ({ assessments }) =>
      assessments.map(({ filingId, commune, rating }) => ({
        ...{ on: 'Filing', id: filingId, kind: 'communeReport', part: ratings[rating] },
        words: `${commune}: ${ratingWords[rating].toLowerCase()}`,
      })),
  },
} as const satisfies Record<ScoreRule, Rule>

export const ruleNames = Object.keys(rules) as ScoreRule[]
export const ruleTitles = Object.fromEntries(ruleNames.map((name) => [name, rules[name].title])) as Record<ScoreRule, string>

/** What was sent stands on its own page; what was not, on that of the duty. */
const placeOf = ({ id, filingId, kind }: Owed) =>
  filingId ? ({ on: 'Filing', id: filingId, kind } as const) : ({ on: 'Obligation', id } as const)

// ── points ────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Weights = Record<ScoreRule, number>

/** What a criterion came to. `share` and `points` are hundredths of a point; `of` things were counted, `got` quarters of them. */
export type Criterion = { rule: ScoreRule; weight: number; share: number; of: number; got: number; points: number }

/** What a criterion was called when it counted, how it did, and what it counted. */
export type Counted = { title: string; how: string; none: string; counted: Evidence[] }

export type Score = { criteria: Criterion[]; evidence: Partial<Record<ScoreRule, Counted>>; computed: number | undefined }

/** A criterion that counts nothing punishes nobody: its weight is spread over the others, so that the whole stays a hundred. */
export function scoreOf(weights: Weights, facts: Facts): Score {
  const used = ruleNames.filter((rule) => weights[rule] > 0)
  const evidence = Object.fromEntries(
    used.map((rule) => {
      const { title, how, none, count } = rules[rule]
      return [rule, { title, how, none, counted: count(facts) as Evidence[] }]
    }),
  ) as Record<ScoreRule, Counted>
  const shares = spread(used.map((rule) => (evidence[rule].counted.length ? weights[rule] : 0)))
  const criteria = used.map((rule, i) => {
    const [{ counted }, share] = [evidence[rule], shares[i] ?? 0]
    const got = counted.reduce((sum, { part }) => sum + part, 0)
    const points = counted.length ? rounded(share * got, 4 * counted.length) : 0
    return { rule, weight: weights[rule], share, of: counted.length, got, points }
  })
  const measured = criteria.some(({ of }) => of)
  return { criteria, evidence, computed: measured ? criteria.reduce((sum, one) => sum + one.points, 0) : undefined }
}

/** Ten thousand hundredths by weight, to the last one: what rounding leaves goes to the largest remainders. */
function spread(weights: number[]) {
  const sum = weights.reduce((all, one) => all + one, 0)
  if (!sum) return weights
  const shares = weights.map((weight) => Math.floor((weight * 10_000) / sum))
  const left = 10_000 - shares.reduce((all, one) => all + one, 0)
  const byRemainder = weights.map((weight, i) => [(weight * 10_000) % sum, i] as const).toSorted(([a, i], [b, j]) => b - a || i - j)
  for (const [, i] of byRemainder.slice(0, left)) shares[i] = (shares[i] ?? 0) + 1
  return shares
}

/** Half up. */
const rounded = (over: number, under: number) => Math.floor((2 * over + under) / (2 * under))

/** With what was adjusted: never below none, never above a hundred. */
export const totalOf = (computed: number | undefined, adjustments: readonly { points: number }[]) =>
  computed === undefined
    ? undefined
    : Math.min(
        10_000,
        Math.max(
          0,
          adjustments.reduce((sum, { points }) => sum + points, computed),
        ),
      )

/** Who has as many points shares a rank, and the next one comes after all of them. Who has nothing to be measured by has none. */
export function rankOf(total: number | undefined, all: readonly (number | undefined)[]) {
  return total === undefined ? undefined : 1 + all.filter((one) => one !== undefined && one > total).length
}
