import { asOf, now } from '../../src/clock.ts'
import { accountOf, dbFor, prisma } from '../../src/db.ts'
import { read } from '../../src/form.ts'
import type { ScoreRule } from '../../src/generated/enums.ts'
import type { Noun } from '../../src/nouns/noun.ts'
import { begin, take } from '../../src/nouns/take.ts'
import { objection } from '../../src/scores/objection.ts'
import type { Content } from '../../src/scores/result.ts'
import { scoring, suggested, typedWeights } from '../../src/scores/scoring.ts'
import { agencyKeys } from './story.ts'

const planning = 'so-khdt'

/** Khoản 1 Điều 12: the scores of 2023, published, objected to and frozen; the criteria of 2024, without a document yet. By the verbs that people press. */
export async function scoreTheYears() {
  // In 2023 activities and invitations were not kept on the portal yet.
  const id = await setUp('2023-03-20 09:15', {
    ...{ year: '2023', objectionDays: '15', plan: '40', report: '40', assessment: '20' },
    ...{ documentNumber: '05/HD-HĐTĐKT', documentDate: '10/03/2023' },
    documentTitle: 'Hướng dẫn chấm điểm thi đua việc giúp đỡ xã đặc biệt khó khăn năm 2023 (văn bản minh họa)',
  })
  await step('2024-01-22 14:05', planning, scoring, id, 'publish')
  const late = await unitThatLacks(id, 'report')
  if (late) {
    const said = { rule: 'report', text: 'Báo cáo được gửi qua đường công văn trước hạn; bản trên cổng gửi sau do lỗi mạng.' }
    const raised = await object('2024-01-25 09:40', late.username, id, said)
    const answer = 'Có dấu công văn đến của Sở ngày 29/12/2023; tính là gửi đúng hạn.'
    await step('2024-01-30 10:20', planning, objection, raised, 'uphold', { points: late.lacks, answer })
  }
  const alone = await unitThatLacks(id, 'plan', late?.username)
  if (alone) {
    const said = { rule: 'plan', text: 'Kế hoạch đã thống nhất với xã bằng lời từ tháng 12/2022.' }
    const raised = await object('2024-01-26 15:10', alone.username, id, said)
    const answer = 'Cổng chưa có kế hoạch gửi đúng hạn, được cấp huyện, cấp xã thống nhất.'
    await step('2024-01-31 08:55', planning, objection, raised, 'dismiss', { answer })
  }
  await step('2024-02-19 15:30', planning, scoring, id, 'freeze', { sure: 'yes' })
  await setUp('2024-03-18 10:00', { year: '2024', objectionDays: '15', ...typedWeights(suggested) })
}

async function setUp(when: string, typed: object) {
  return asOf(moment(when), async () => {
    const actor = await signIn(planning)
    const { data } = read(await scoring.begin.asks({ db: dbFor(actor), actor, at: await now() }), typed)
    return (await begin(actor, scoring as unknown as Noun, actor.agencyId, { data })).id ?? ''
  })
}

async function object(when: string, username: string, scoringId: string, data: object) {
  return asOf(moment(when), async () => (await begin(await signIn(username), objection as unknown as Noun, scoringId, { data })).id ?? '')
}

const step = (when: string, who: string, noun: object, id: string, name: string, data: object = {}) =>
  asOf(moment(when), async () => take(await signIn(who), noun as Noun, name, id, { data }))

/** The first by name that has some but not all points of a criterion, and how many it lacks. */
async function unitThatLacks(scoringId: string, rule: ScoreRule, but?: string) {
  const keys = await agencyKeys()
  const scores = await prisma.unitScore.findMany({ where: { scoringId }, orderBy: { unit: { name: 'asc' } } })
  return scores
    .map(({ unitId, content }) => {
      const criterion = (content as unknown as Content).criteria.find((one) => one.rule === rule)
      return {
        username: keys.get(unitId) ?? '',
        got: criterion?.points ?? 0,
        lacks: criterion?.of ? criterion.share - criterion.points : 0,
      }
    })
    .find(({ username, got, lacks }) => username && username !== planning && username !== but && got > 0 && lacks > 0)
}

/** "2024-11-18 09:20", in Điện Biên. */
const moment = (words: string) => new Date(`${words.replace(' ', 'T')}:00+07:00`)

async function signIn(username: string) {
  const account = await accountOf({ username })
  if (!account) throw new Error(`no account ${username} in the demonstration`)
  return account.actor
}
