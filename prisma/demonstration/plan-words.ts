import { agencyOf, titlesOf } from './agencies.ts'
import { commonTasks } from './common-tasks.ts'
import { type Commune, communeOf } from './communes.ts'
import { chance, pick, shuffled, some, whole } from './dice.ts'
import { type Clause, type Form, type Task, type Told, told } from './task.ts'
import { unitTasks } from './unit-tasks.ts'
import { listed, typedMoney } from './vietnamese.ts'

/** What a unit types into the yearly plan for one of its communes. */
export function planContent({ unit, commune, year }: { unit: string; commune: string; year: number }): PlanContent {
  const key = `${unit}/${commune}/${year}`
  const place = communeOf(commune)
  const chosen = chosenTasks(unit, key, told(place, key, year))
  return {
    objective: objective(unit, place, chosen, key, year),
    items: Object.fromEntries(chosen.map((task, index) => [`a${index + 1}`, item(task, place, unit, `${key}/${index}`, year)])),
  }
}

/** Two or three things in the unit's own field, then others until three articles at least are touched. */
function chosenTasks(unit: string, key: string, story: Told): Task[] {
  const own = (unitTasks[unit] ?? []).filter(({ fits }) => !fits || fits(story))
  const first = some(`${key}/own`, own, Math.min(own.length, whole(`${key}/own count`, 2, 3)))
  const wanted = whole(`${key}/count`, 3, 7)
  const clauses = new Set(first.map(({ clause }) => clause))
  const rest = shuffled(`${key}/common`, commonTasks).filter(({ clause }) => {
    if (clauses.has(clause)) return false
    clauses.add(clause)
    return true
  })
  const political = rest.filter(({ clause }) => clause.startsWith('7') || clause.startsWith('6')).slice(0, wanted > 5 ? 2 : 1)
  const others = rest.filter((task) => !political.includes(task))
  return [...first, ...others.slice(0, Math.max(0, wanted - first.length - political.length)), ...political]
    .slice(0, Math.max(wanted, 3))
    .sort((one, other) => one.clause.localeCompare(other.clause))
}

function item(task: Task, commune: Commune, unit: string, key: string, year: number): PlanItem {
  const story = told(commune, key, year)
  return {
    clause: task.clause,
    task: task.clause.startsWith('6') ? task.task(story) : placed(task.task(story), story, key),
    form: task.form,
    ...counted(task.result(story)),
    ownMoney: money(`${key}/own`, task.own),
    sponsorMoney: money(`${key}/sponsor`, task.sponsor),
    programmeMoney: money(`${key}/programme`, task.programme),
    ...span(months(task.form, task.task(story), key)),
    owner: owner(unit, key),
  }
}

/** What is done among villagers often names those who come first; never where security is meant. */
function placed(wording: string, { village, twoVillages, people }: Told, key: string): string {
  if (/bản |dân tộc /.test(wording) || !AMONG_VILLAGERS.test(wording) || chance(`${key}/anywhere`, 35)) return wording
  return `${wording}, ${pick(`${key}/first`, [
    `ưu tiên ${twoVillages}`,
    `trước hết là ${village}`,
    `tập trung ở ${twoVillages}`,
    `ưu tiên đồng bào dân tộc ${people} ở ${village}`,
    `thực hiện điểm tại ${village}`,
  ])}`
}

/** "2 lớp, 80 lượt người": the first number is the quantity, with its unit. */
export function counted(result: string): Pick<PlanItem, 'result' | 'quantity' | 'unit'> {
  const [, number, unit] = /(\d[\d.]*(?:,\d+)?)\s+([^,;.()\d]+)/.exec(result) ?? []
  return { result, quantity: number?.replace(/^0+(?=\d)/, '') ?? '1', unit: unit?.trim().split(' ').slice(0, 3).join(' ') ?? 'lần' }
}

/** "Quý II - quý III", "Tháng 3 - tháng 5": from the first month that is named to the last. */
export function span(words: string): Pick<PlanItem, 'fromMonth' | 'toMonth'> {
  const quarters = [...words.matchAll(/quý (I{1,3}V?|IV)(?![IV])/gi)].flatMap(([, roman]) => {
    const n = ['I', 'II', 'III', 'IV'].indexOf(roman ?? '')
    return [n * 3 + 1, n * 3 + 3]
  })
  const months = [...words.matchAll(/tháng (\d+)/gi)].map(([, month]) => Number(month))
  const named = [...quarters, ...months]
  if (named.length) return { fromMonth: String(Math.min(...named)), toMonth: String(Math.max(...named)) }
  return /Tết/.test(words) ? { fromMonth: '1', toMonth: '1' } : { fromMonth: '1', toMonth: '12' }
}

/** When, as the task itself suggests. */
function months(form: Form, wording: string, key: string): string {
  if (/Tết Nguyên đán|Tết ấm/.test(wording)) return pick(key, ['Tháng 01 - tháng 02', 'Trước Tết Nguyên đán', 'Tháng 01'])
  if (/khai giảng|đầu năm học/.test(wording)) return pick(key, ['Tháng 8 - tháng 9', 'Tháng 9'])
  if (/Tết trồng cây/.test(wording)) return 'Tháng 02'
  if (/sau Tết/.test(wording)) return 'Tháng 02 - tháng 3'
  if (/tình nguyện hè/.test(wording)) return 'Tháng 6 - tháng 8'
  if (/sơ kết, tổng kết/.test(wording)) return 'Tháng 6 và tháng 12'
  if (/hộ cận nghèo năm/.test(wording)) return pick(key, ['Quý IV', 'Tháng 9 - tháng 11'])
  if (form === 'advice') return pick(key, ['Cả năm', 'Thường xuyên trong năm', 'Quý I và quý III', 'Quý II', 'Quý III - quý IV'])
  return pick(key, [
    'Quý II',
    'Quý III',
    'Tháng 3 - tháng 5',
    'Tháng 4 - tháng 6',
    'Tháng 7 - tháng 9',
    'Quý II - quý III',
    'Tháng 10',
    'Quý III - quý IV',
  ])
}

function owner(unit: string, key: string): string {
  const { name } = agencyOf(unit)
  const room = titlesOf(unit).specialist.match(/(Phòng|Văn phòng|Ban) .*$/)?.[0]
  return pick(`${key}/owner`, [
    room ? `${room} chủ trì` : `${name} chủ trì`,
    `Tổ công tác giúp xã của đơn vị`,
    'Chi đoàn cơ quan phối hợp với Đoàn xã',
    room ? `${room}, phối hợp với UBND xã` : 'Công đoàn cơ quan',
    'Công đoàn cơ quan phối hợp với UBND xã',
    `Lãnh đạo phụ trách và ${room ?? 'bộ phận chuyên môn'}`,
  ])
}

/** In round sums of half a million. */
function money(key: string, range: readonly [number, number] | undefined): string {
  if (!range) return ''
  if (chance(`${key}/exact`, 15)) return typedMoney(whole(key, range[0] * 1000, range[1] * 1000) * 1000)
  return typedMoney(whole(key, range[0] * 2, range[1] * 2) * 500_000)
}

function objective(unit: string, commune: Commune, tasks: Task[], key: string, year: number): string {
  const { name } = agencyOf(unit)
  const story = told(commune, key, year)
  const fields = listed([...new Set(tasks.map(({ clause }) => FIELDS[clause.charAt(0)] ?? ''))])
  const aims = [
    `Giúp ${commune.place} phát huy lợi thế về ${story.crop} và chăn nuôi ${story.animal}, từng bước nâng cao thu nhập cho đồng bào các dân tộc ${story.peoples} trên địa bàn.`,
    `Phát huy chuyên môn của ${name} trong tư vấn, hỗ trợ ${commune.place} về ${fields}; không làm thay công việc của cấp ủy, chính quyền xã.`,
    `Phối hợp với UBND ${commune.district} và ${commune.place} thực hiện có hiệu quả nhiệm vụ về ${fields} năm ${year}.`,
    `Góp phần giảm tỷ lệ hộ nghèo đa chiều của xã từ ${whole(`${key}/points`, 3, 5)} điểm phần trăm trở lên trong năm ${year}, không để hộ tái nghèo.`,
    `Hỗ trợ xã hoàn thành thêm ít nhất 01 tiêu chí nông thôn mới, duy trì các tiêu chí đã đạt.`,
    `Nâng cao năng lực của đội ngũ cán bộ xã và ${story.twoVillages}; tăng cường mối quan hệ giữa cơ quan và Nhân dân trên địa bàn.`,
    `Lựa chọn việc thiết thực, phù hợp với khả năng của đơn vị và nhu cầu của xã, ưu tiên ${story.twoVillages} là nơi còn nhiều khó khăn.`,
    commune.border
      ? 'Gắn phát triển kinh tế với giữ vững an ninh, trật tự khu vực biên giới.'
      : 'Khơi dậy ý chí tự lực vươn lên thoát nghèo của người dân, củng cố khối đại đoàn kết các dân tộc.',
  ]
  return some(`${key}/objective`, aims, whole(`${key}/objective count`, 1, 3)).join('\n')
}

const AMONG_VILLAGERS =
  /^(Thăm|Tặng|Tuyên truyền|Truyền thông|Vận động Nhân dân|Khám|Cử quân y|Trao quà|Hướng dẫn người dân|Hướng dẫn tiêm phòng|Cho vay hộ|Hỗ trợ làm nhà|Hỗ trợ xóa nhà|Ủng hộ kinh phí|Phối hợp nắm|Phối hợp với ngân hàng|Phối hợp với ngành y tế|Kết nối doanh nghiệp tuyển|Tín chấp|Tập huấn kỹ thuật|Tập huấn phân loại|Tập huấn ủ|Trợ giúp|Huy động cán bộ)/

const FIELDS: Record<string, string> = {
  '4': 'phát triển kinh tế',
  '5': 'văn hóa - xã hội',
  '6': 'giữ vững an ninh, trật tự',
  '7': 'củng cố hệ thống chính trị cơ sở',
}

export interface PlanContent {
  objective: string
  items: Record<string, PlanItem>
}

export interface PlanItem {
  clause: Clause
  task: string
  form: Form
  /** With its quantity. */
  result: string
  ownMoney: string
  sponsorMoney: string
  programmeMoney: string
  quantity: string
  unit: string
  fromMonth: string
  toMonth: string
  owner: string
}
