import { communeOf } from './communes.ts'
import { chance, pick, shuffled, some, whole } from './dice.ts'
import { figure, indicatorsOf, type PeriodKind } from './figures.ts'
import { economyBackbone, economyDone, politicsDone, securityDone, societyDone } from './report-done.ts'
import { elsewhere, type Facts, factsOf, type Sentence } from './report-facts.ts'
import { economyIssues, type Issue, politicsIssues, securityIssues, societyIssues } from './report-issues.ts'

/** What a commune types into its monthly, quarterly or yearly report (khoản 4 Điều 11). */
export function communeReportContent(asked: { commune: string; periodKind: PeriodKind; year: number; n: number }): CommuneReportContent {
  const commune = communeOf(asked.commune)
  const period = { periodKind: asked.periodKind, year: asked.year, n: asked.n }
  const facts = factsOf(commune, period)
  return {
    economy: area(facts, 'economy', economyBackbone, economyDone, economyIssues),
    society: area(facts, 'society', [], societyDone, societyIssues),
    security: area(facts, 'security', securityDone.slice(0, 1), securityDone.slice(1), securityIssues),
    politics: area(facts, 'politics', [], politicsDone, politicsIssues),
    petitions: petitions(facts),
    values: Object.fromEntries(indicatorsOf(period.periodKind).map(({ code }) => [code, figure(commune.key, code, period)])),
  }
}

/** Some communes write at length, some in a line; a year takes more words than a month. */
function area(
  facts: Facts,
  name: AreaName,
  backbone: readonly Sentence[],
  choice: readonly Sentence[],
  issues: readonly Issue[],
): AreaWords {
  const key = `${facts.key}/${name}`
  const style = whole(`${facts.commune.key}/style`, 0, 2)
  const longer = { month: 0, quarter: 1, year: 2 }[facts.period.periodKind]
  const wanted = SENTENCES[name] + style + longer + (chance(`${key}/more`, 40) ? 1 : 0)
  const firm = told(backbone, facts, `${key}/firm`)
  const done = [...firm, ...told(choice, facts, `${key}/done`, Math.max(1, wanted - firm.length))]
  const fitting = issues.filter(({ fits }) => !fits || fits(facts))
  const howMany =
    longer === 0 && chance(`${key}/nothing`, name === 'security' || name === 'politics' ? 55 : 18)
      ? 0
      : 1 + (chance(`${key}/two`, 20 + 15 * (style + longer)) ? 1 : 0)
  const found = some(`${key}/issues`, fitting, howMany).map((issue, index) => ({ issue, facts: elsewhere(facts, `${key}/issue/${index}`) }))
  return {
    done: paragraphs(done, key),
    notDone: found.map((one) => one.issue.notDone(one.facts)).join('\n') || pick(`${key}/none`, NOTHING),
    causes: found.map((one) => one.issue.cause(one.facts)).join('\n'),
    solutions: found.map((one) => one.issue.solution(one.facts)).join('\n') || pick(`${key}/go on`, GO_ON[name]),
  }
}

/** Sentences that fit, at most so many, each about another village, in the order in which officials tell them. */
function told(sentences: readonly Sentence[], facts: Facts, key: string, atMost = sentences.length): string[] {
  const found: { text: string; index: number }[] = []
  for (const index of shuffled(key, [...sentences.keys()])) {
    if (found.length === atMost) break
    const text = sentences[index]?.(elsewhere(facts, `${key}/${index}`))
    if (text) found.push({ text, index })
  }
  return found.sort((one, other) => one.index - other.index).map(({ text }) => text)
}

/** One paragraph, or dashes as many communes write. */
const paragraphs = (sentences: string[], key: string): string =>
  sentences.length > 2 && chance(`${key}/dashes`, 45) ? sentences.map((sentence) => `- ${sentence}`).join('\n') : sentences.join(' ')

function petitions(facts: Facts): Record<string, Petition> {
  const { key, period } = facts
  const percent = { month: 22, quarter: 50, year: 85 }[period.periodKind]
  const howMany = chance(`${key}/petition`, percent) ? (chance(`${key}/petitions`, 35) ? 2 : 1) : 0
  const chosen = some(`${key}/petitions`, PETITIONS, howMany)
  return Object.fromEntries(
    chosen.map(({ to, content }, index) => [`a${index + 1}`, { to, content: content(elsewhere(facts, `${key}/petition/${index}`)) }]),
  )
}

const SENTENCES: Record<AreaName, number> = { economy: 3, society: 2, security: 2, politics: 2 }
const NOTHING = ['Không có.', 'Trong kỳ chưa phát sinh tồn tại lớn.', 'Các nhiệm vụ trong kỳ cơ bản hoàn thành.']
const GO_ON: Record<AreaName, readonly string[]> = {
  economy: [
    'Tiếp tục đôn đốc các bản thực hiện kế hoạch sản xuất theo khung thời vụ.',
    'Duy trì giao ban hằng tháng với trưởng các bản về tiến độ sản xuất.',
  ],
  society: [
    'Tiếp tục duy trì kết quả đã đạt được, quan tâm các bản vùng cao.',
    'Phối hợp chặt chẽ với nhà trường, Trạm Y tế và các đơn vị giúp xã.',
  ],
  security: ['Tiếp tục nắm chắc tình hình từ cơ sở.', 'Duy trì tuyên truyền pháp luật, phát huy vai trò tự quản của các bản.'],
  politics: ['Tiếp tục nâng cao chất lượng sinh hoạt chi bộ.', 'Duy trì quy chế phối hợp giữa UBND, Mặt trận Tổ quốc và các đoàn thể xã.'],
}

const PETITIONS: readonly { to: Petition['to']; content: (facts: Facts) => string }[] = [
  {
    to: 'unit',
    content: ({ village, number }) =>
      `Đề nghị đơn vị giúp xã xem xét hỗ trợ ${number('cement', 12, 45)} tấn xi măng để Nhân dân tự làm đường nội ${village}.`,
  },
  {
    to: 'unit',
    content: ({ crop }) => `Đề nghị kết nối doanh nghiệp tiêu thụ ${crop}, hỗ trợ tập huấn kỹ thuật sơ chế, bảo quản sau thu hoạch.`,
  },
  {
    to: 'unit',
    content: ({ number }) => `Đề nghị vận động hỗ trợ áo ấm, chăn cho ${number('pupils', 60, 180)} học sinh bán trú.`,
  },
  {
    to: 'unit',
    content: ({ number }) => `Đề nghị hỗ trợ ${number('computers', 2, 4)} bộ máy tính cho bộ phận tiếp nhận và trả kết quả của xã.`,
  },
  { to: 'unit', content: ({ village }) => `Đề nghị cử cán bộ chuyên môn giúp chi bộ ${village} nâng cao chất lượng sinh hoạt.` },
  {
    to: 'unit',
    content: () => 'Đề nghị đơn vị trao đổi sớm dự thảo kế hoạch giúp đỡ của kỳ tới để xã lồng ghép với kế hoạch của địa phương.',
  },
  {
    to: 'district',
    content: ({ twoVillages }) =>
      `Đề nghị UBND huyện bố trí kinh phí sửa chữa đường và ngầm tràn tuyến ${twoVillages} bị hư hỏng do mưa lũ.`,
  },
  { to: 'district', content: ({ village }) => `Đề nghị UBND huyện đầu tư công trình nước sinh hoạt tập trung cho ${village}.` },
  {
    to: 'district',
    content: ({ village, number }) =>
      `Đề nghị UBND huyện kiến nghị ngành điện sớm cấp điện lưới cho ${number('homes', 18, 64)} hộ tại ${village}.`,
  },
  {
    to: 'district',
    content: () =>
      'Đề nghị UBND huyện phân bổ sớm vốn sự nghiệp các chương trình mục tiêu quốc gia và có hướng dẫn thống nhất về hồ sơ thanh toán.',
  },
  { to: 'district', content: () => 'Đề nghị UBND huyện bổ sung biên chế công chức địa chính - nông nghiệp cho xã.' },
  {
    to: 'district',
    content: ({ village }) => `Đề nghị UBND huyện bố trí quỹ đất và kinh phí di dời các hộ ở vùng nguy cơ sạt lở tại ${village}.`,
  },
]

type AreaName = 'economy' | 'society' | 'security' | 'politics'

export interface AreaWords {
  done: string
  notDone: string
  causes: string
  solutions: string
}

export interface Petition {
  to: 'unit' | 'district'
  content: string
}

export type CommuneReportContent = Record<AreaName, AreaWords> & {
  petitions: Record<string, Petition>
  values: Record<string, { value: string; total: string }>
}
