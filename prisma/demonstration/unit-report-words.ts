import { agencyOf } from './agencies.ts'
import { type Commune, communeNamed } from './communes.ts'
import { chance, pick, some, whole } from './dice.ts'
import type { PlanContent, PlanItem } from './plan-words.ts'
import { told } from './task.ts'
import { count, listed, lowerFirst, moneyOf, typedMoney, typedNumber } from './vietnamese.ts'

/** What a unit types into its annual report (khoản 1 Điều 13), true to the plans it is given. */
export function unitReportContent({ unit, communes, year }: { unit: string; communes: HelpedCommune[]; year: number }): UnitReportContent {
  const key = `${unit}/report/${year}`
  const helped = communes.map((commune) => ({ ...commune, place: communeNamed(commune.name), outcomes: outcomesOf(commune, key) }))
  const outcomes = helped.flatMap((commune) => commune.outcomes)
  const places = helped.map(({ place }) => place)
  return {
    summary: summary(unit, places, outcomes, key, year),
    sections: Object.fromEntries(
      helped.map((commune) => [commune.id, section(commune.place, commune.outcomes, year, `${key}/${commune.name}`)]),
    ),
    difficulties: some(`${key}/difficulties`, DIFFICULTIES, whole(`${key}/difficulties`, 1, 3)).join('\n'),
    petitions: chance(`${key}/petitions`, 65) ? some(`${key}/petitions`, PETITIONS, whole(`${key}/petitions`, 1, 2)).join('\n') : '',
    nextYear: nextYear(places, key, year),
  }
}

/** Most items are done, some in part, a few not at all. */
function outcomesOf({ name, plan }: HelpedCommune, key: string): Outcome[] {
  return Object.entries(plan?.items ?? {}).map(([id, item]) => {
    const own = `${key}/${name}/${id}`
    const outcome = chance(`${own}/done`, 70) ? 'done' : chance(`${own}/partly`, 65) ? 'partly' : 'not'
    return { id, key: own, item, outcome }
  })
}

function section(place: Commune, outcomes: Outcome[], year: number, key: string): UnitSection {
  if (outcomes.length === 0) return { ...emptySection(), politics: withoutPlan(place, year, key) }
  const inArea = (digit: string) => areaWords(outcomes.filter(({ item }) => item.clause.startsWith(digit)))
  const planned = Object.fromEntries(outcomes.map((outcome) => [outcome.id, itemWords(outcome)]))
  return { economy: inArea('4'), society: inArea('5'), security: inArea('6'), politics: inArea('7'), planned }
}

/** What is said of one item of the plan: how it was done, or why not. */
function itemWords(outcome: Outcome): ItemWords {
  const said = { done: 'done', partly: 'partly', not: 'notDone' } as const
  return { said: said[outcome.outcome], note: outcome.outcome === 'done' ? doneWords(outcome) : notDoneWords(outcome) }
}

function areaWords(outcomes: Outcome[]): UnitAreaWords {
  if (outcomes.length === 0) return empty()
  const acted = outcomes.filter(({ outcome }) => outcome !== 'not')
  const goods = acted.filter(({ item }) => item.form === 'goods')
  const others = acted.filter(({ item }) => item.form !== 'goods')
  const done = acted.map(doneWords)
  return {
    done: done.length > 1 ? done.map((sentence) => `- ${sentence}`).join('\n') : (done[0] ?? ''),
    notDone: outcomes
      .filter(({ outcome }) => outcome !== 'done')
      .map(notDoneWords)
      .join('\n'),
    forms: [...new Set(acted.map(({ item }) => item.form))],
    ownMoney: spent(others, 'ownMoney'),
    sponsorMoney: spent(others, 'sponsorMoney'),
    goodsValue: typedMoney(sumOf(goods, 'ownMoney') + sumOf(goods, 'sponsorMoney')),
    programmeMoney: spent(acted, 'programmeMoney'),
    labourDays: counted(acted, /([\d.]+) ngày công/),
    households: counted(acted, /([\d.]+) (?:lượt )?hộ/),
  }
}

function doneWords({ key, item, outcome }: Outcome): string {
  const task = lowerFirst(item.task)
  const result = lowerFirst(item.result.replace(/^Phấn đấu đạt/, 'Đạt'))
  if (outcome === 'partly') {
    const percent = share({ key, outcome })
    return pick(key, [
      `Đã triển khai việc ${task} nhưng chưa hoàn thành (ước ${percent}%).`,
      `Bước đầu ${task}; mới thực hiện được khoảng ${percent}% khối lượng.`,
      `${item.task}: đạt khoảng ${percent}% so với kế hoạch.`,
    ])
  }
  return pick(key, [
    `Đã ${task}; kết quả: ${result}.`,
    `Hoàn thành việc ${task}, kết quả ${result}.`,
    `Đã ${task} (${result}), được cấp ủy, chính quyền xã đánh giá thiết thực.`,
    /^(Phối hợp|Dự|Huy động)/.test(item.task)
      ? `${item.task}; kết quả đạt được: ${result}.`
      : `Phối hợp với UBND xã ${task}; kết quả đạt được: ${result}.`,
    `Đã ${task} đúng kế hoạch; kết quả: ${result}.`,
  ])
}

function notDoneWords({ key, item, outcome }: Outcome): string {
  const paid = Boolean(item.ownMoney || item.sponsorMoney || item.programmeMoney)
  const reasons = outcome === 'partly' ? (paid ? WHY_PARTLY_PAID : WHY_PARTLY) : paid ? WHY_NOT_PAID : WHY_NOT
  return `${item.task}: chưa ${outcome === 'partly' ? 'hoàn thành toàn bộ' : 'triển khai'} ${pick(`${key}/why`, reasons)}.`
}

/** How far it came, in percent. */
const share = ({ key, outcome }: Pick<Outcome, 'key' | 'outcome'>): number =>
  outcome === 'not' ? 0 : outcome === 'done' ? 100 : 10 * whole(`${key}/share`, 4, 7)

const sumOf = (outcomes: Outcome[], source: Source): number =>
  outcomes.reduce((sum, outcome) => {
    const planned = moneyOf(outcome.item[source])
    const real =
      outcome.outcome === 'done' && chance(`${outcome.key}/${source}`, 45)
        ? whole(`${outcome.key}/${source}/real`, 88, 112)
        : share(outcome)
    return sum + Math.round((planned * real) / 10_000_000) * 100_000
  }, 0)

const spent = (outcomes: Outcome[], source: Source): string => typedMoney(sumOf(outcomes, source))

function counted(outcomes: Outcome[], pattern: RegExp): string {
  const sum = outcomes.reduce((total, outcome) => {
    const found = moneyOf(outcome.item.result.match(pattern)?.[1] ?? '0')
    return total + Math.round((found * share(outcome)) / 100)
  }, 0)
  return sum > 0 ? typedNumber(sum) : ''
}

function summary(unit: string, places: Commune[], outcomes: Outcome[], key: string, year: number): string {
  const { name } = agencyOf(unit)
  const where = listed(places.map(({ place, district }) => `${place} (${district})`))
  const finished = outcomes.filter(({ outcome }) => outcome === 'done').length
  const value = outcomes.length > 0 ? sumOf(outcomes, 'ownMoney') + sumOf(outcomes, 'sponsorMoney') : 0
  const sentences = [
    pick(`${key}/opening`, [
      `Thực hiện Quyết định số 2072/QĐ-UBND ngày 17/11/2021 và Quyết định số 253/QĐ-UBND ngày 08/02/2022 của UBND tỉnh, năm ${year} ${name} tiếp tục giúp đỡ ${where}.`,
      `Năm ${year}, ${name} đã phối hợp với cấp ủy, chính quyền ${where} triển khai nhiệm vụ giúp xã đặc biệt khó khăn theo kế hoạch đã thống nhất.`,
      `${name} được phân công giúp đỡ ${where}. Ngay từ đầu năm ${year}, đơn vị đã phân công lãnh đạo phụ trách và cử cán bộ thường xuyên bám sát cơ sở.`,
    ]),
    outcomes.length > 0 &&
      `Trong ${count(outcomes.length)} nhiệm vụ đề ra, đã hoàn thành ${finished > 0 ? count(finished) : 'chưa'} nhiệm vụ${finished === outcomes.length ? ', đạt 100% kế hoạch' : ', các nhiệm vụ còn lại đang triển khai hoặc chuyển sang năm sau'}.`.replace(
        'đã hoàn thành chưa nhiệm vụ',
        'chưa có nhiệm vụ hoàn thành toàn bộ',
      ),
    value > 0 && `Tổng giá trị hỗ trợ từ nguồn của đơn vị và vận động tài trợ ước ${typedMoney(value)} đồng.`,
    value === 0 && 'Hoạt động giúp đỡ chủ yếu bằng tư vấn, tập huấn và kết nối theo chuyên môn, không dùng kinh phí.',
    chance(`${key}/visits`, 60) &&
      `Trong năm đã tổ chức ${count(whole(`${key}/visits`, 2, 9))} chuyến công tác tại xã, ${count(whole(`${key}/talks`, 1, 3))} cuộc làm việc với Thường trực Đảng ủy, UBND xã.`,
  ]
  return sentences.filter(Boolean).join(' ')
}

function withoutPlan(place: Commune, year: number, key: string): UnitAreaWords {
  const { village } = told(place, key, year)
  return {
    ...empty(),
    done: `Chưa có kế hoạch được thống nhất cho ${place.place}; đơn vị đã cử cán bộ dự hội nghị tổng kết của xã và sinh hoạt tại chi bộ ${village}.`,
    notDone: 'Chưa xây dựng được kế hoạch chi tiết để thống nhất với cấp huyện và cấp xã.',
    forms: ['advice'],
  }
}

function nextYear(places: Commune[], key: string, year: number): string {
  const aims = places.slice(0, 3).map((place, index) => {
    const story = told(place, `${key}/next/${index}`, year + 1)
    return pick(`${key}/next/${index}`, [
      `Giúp ${story.place} nhân rộng mô hình ${story.crop} gắn với liên kết tiêu thụ.`,
      `Phối hợp với ${story.place} hoàn thành việc còn dở dang tại ${story.village}.`,
      `Hỗ trợ ${story.place} bồi dưỡng cán bộ bản, ưu tiên ${story.twoVillages}.`,
      `Vận động nguồn lực sửa chữa công trình nước sinh hoạt, đường nội bản tại ${story.village}, ${story.place}.`,
    ])
  })
  return [...aims, ...some(`${key}/next`, NEXT, whole(`${key}/next`, 1, 2))].join('\n')
}

const empty = (): UnitAreaWords => ({
  done: '',
  notDone: '',
  forms: [],
  ownMoney: '',
  sponsorMoney: '',
  goodsValue: '',
  programmeMoney: '',
  labourDays: '',
  households: '',
})

const emptySection = (): UnitSection => ({ economy: empty(), society: empty(), security: empty(), politics: empty() })

const WHY_PARTLY = [
  'do thời tiết mưa kéo dài, đường vào bản bị sạt lở, phải hoãn một đợt công tác',
  'vì trùng thời vụ, người dân tham gia chưa đầy đủ',
  'vì cán bộ phụ trách thay đổi công tác giữa năm',
  'do phải điều chỉnh thời gian theo đề nghị của xã',
]
const WHY_PARTLY_PAID = [
  'do nguồn vận động về chậm so với cam kết',
  'do thủ tục mua sắm, phê duyệt kéo dài, dự kiến hoàn thành trong quý I năm sau',
  'do giá vật tư tăng so với dự toán',
  'do mưa lũ, vận chuyển vật tư, hàng hóa vào bản chậm',
]
const WHY_NOT = [
  'do xã đề nghị chuyển sang năm sau để lồng ghép với chương trình mục tiêu quốc gia',
  'do đơn vị phải tập trung cho nhiệm vụ chuyên môn đột xuất trong 6 tháng cuối năm',
  'vì chưa thống nhất được thời gian với xã',
]
const WHY_NOT_PAID = [
  'vì chưa cân đối được kinh phí',
  'do nhà tài trợ thay đổi kế hoạch',
  'do xã đề nghị chuyển kinh phí sang năm sau để lồng ghép với chương trình mục tiêu quốc gia',
]
const DIFFICULTIES = [
  'Địa bàn xa, đi lại khó khăn vào mùa mưa, cán bộ đơn vị chủ yếu kiêm nhiệm nên thời gian bám cơ sở chưa nhiều.',
  'Đơn vị không có nguồn kinh phí riêng, việc giúp đỡ về vật chất phụ thuộc vào vận động cán bộ, công chức và nhà tài trợ.',
  'Nhu cầu đề xuất của xã chủ yếu là công trình hạ tầng, vượt khả năng của đơn vị.',
  'Việc trao đổi thông tin giữa đơn vị và xã có lúc chưa thường xuyên; báo cáo định kỳ của xã gửi chưa đều.',
  'Một bộ phận người dân còn tư tưởng trông chờ, ỷ lại; việc duy trì mô hình sau hỗ trợ chưa bền vững.',
  'Giá vật tư, con giống tăng so với thời điểm lập kế hoạch.',
  'Trình độ cán bộ bản không đồng đều, ảnh hưởng đến việc tiếp thu kỹ thuật.',
  'Sóng điện thoại, đường truyền ở các bản xa còn yếu, khó tổ chức tập huấn trực tuyến.',
]
const PETITIONS = [
  'Đề nghị UBND tỉnh (qua Sở Kế hoạch và Đầu tư) tổ chức sơ kết, biểu dương các đơn vị có cách làm hay.',
  'Đề nghị UBND huyện chỉ đạo các phòng chuyên môn phối hợp với đơn vị trong chuyển giao kỹ thuật.',
  'Đề nghị UBND tỉnh xem xét bố trí một phần kinh phí đi cơ sở cho các đơn vị không có nguồn thu.',
  'Đề nghị UBND xã xác định cụ thể nhu cầu, thứ tự ưu tiên ngay từ quý IV năm trước để đơn vị cân đối nguồn lực.',
  'Đề nghị điều chỉnh phân công theo hướng mỗi xã có một đơn vị có khả năng về kinh phí và một đơn vị có chuyên môn phù hợp.',
  'Đề nghị Sở Kế hoạch và Đầu tư thống nhất mẫu biểu, cách quy đổi giá trị hiện vật, ngày công.',
]
const NEXT = [
  'Xây dựng kế hoạch năm sớm, thống nhất với cấp huyện, cấp xã trong tháng 01.',
  'Phân công mỗi phòng chuyên môn gắn với một việc cụ thể tại xã, có người chịu trách nhiệm.',
  'Tiếp tục vận động nguồn tài trợ hợp pháp, ưu tiên nhà ở, nước sinh hoạt và giáo dục.',
  'Duy trì dự sinh hoạt với chi bộ bản mỗi quý một lần.',
  'Theo dõi việc quản lý, sử dụng các công trình, thiết bị đã hỗ trợ.',
]

export interface HelpedCommune {
  id: string
  /** As the portal names it: "UBND xã Keo Lôm". */
  name: string
  plan?: PlanContent | undefined
}

export interface UnitAreaWords {
  done: string
  notDone: string
  /** Codes of forms of help. */
  forms: string[]
  ownMoney: string
  sponsorMoney: string
  goodsValue: string
  programmeMoney: string
  labourDays: string
  households: string
}

/** `planned`: by the item's key in its plan. */
export type UnitSection = Record<'economy' | 'society' | 'security' | 'politics', UnitAreaWords> & { planned?: Record<string, ItemWords> }
export type ItemWords = { said: 'done' | 'partly' | 'notDone'; note: string }

export interface UnitReportContent {
  summary: string
  sections: Record<string, UnitSection>
  difficulties: string
  petitions: string
  nextYear: string
}

type Source = 'ownMoney' | 'sponsorMoney' | 'programmeMoney'

interface Outcome {
  id: string
  key: string
  item: PlanItem
  outcome: 'done' | 'partly' | 'not'
}
