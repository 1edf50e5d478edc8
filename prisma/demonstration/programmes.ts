import type { Act } from './acts.ts'
import { districtOf } from './agencies.ts'
import { day, someWorkday, workdaysAfter } from './calendar.ts'
import { commonTasks } from './common-tasks.ts'
import { unitsOf } from './commune-reports.ts'
import { communeOf } from './communes.ts'
import { pick, shuffled, whole } from './dice.ts'
import { inTheStory } from './foundation.ts'
import { type Owed, storyOf } from './story.ts'
import { told } from './task.ts'

/** The communes that joined first have their programme for 2025 in hand: in force, waiting, asked to be mended, or being written. That of Keo Lôm is in force. */
export function programmeActs(owed: Owed, idOf: (key: string) => string): Act[] {
  const { owner, dice } = owed
  if (!inTheStory.includes(owner)) return []
  const stage = owner === 'xa-keo-lom' ? 0 : inTheStory.indexOf(owner) % 4
  const units = unitsOf(owner, day('2024-11-25'))
  const story = storyOf(owed, 'coordination')
  const sentOn = someWorkday(dice, day('2024-11-20'), day('2024-12-04'))
  story.begin(sentOn)
  story.save(sentOn, () => programmeContent(owner, units.map(idOf)))
  if (stage === 3) return story.acts
  story.send(sentOn)
  const [first] = units
  if (first)
    story.answer(first, 'comment', workdaysAfter(sentOn, whole(`${dice}/comment`, 1, 3)), { text: pick(`${dice}/words`, comments) })
  const answeredOn = workdaysAfter(sentOn, whole(`${dice}/answer`, 4, 6))
  if (stage === 0) story.answer(districtOf(owner).key, 'enforce', answeredOn)
  if (stage === 1)
    story.answer(districtOf(owner).key, 'request-changes', answeredOn, {
      note: 'Mục kiểm tra, đánh giá chưa nêu thời gian sơ kết và người chủ trì; đề nghị xã bổ sung, gắn với sơ kết 6 tháng của huyện.',
    })
  return story.acts
}

function programmeContent(commune: string, units: string[]) {
  const place = communeOf(commune)
  const story = told(place, `${commune}/programme`, 2025)
  const tasks = shuffled(`${commune}/programme`, commonTasks).slice(0, 6)
  const row = (task: (typeof tasks)[number], n: number) => ({
    place: String(n + 1),
    area: areas[task.clause.charAt(0)] ?? 'economy',
    content: task.task(story),
    unit: n % 2 && units.length ? (units[n % units.length] ?? '') : '',
    result: task.result(story),
    time: pick(`${commune}/${n}`, ['quý I', 'quý II', 'quý III', 'tháng 3 đến tháng 5', 'cả năm']),
  })
  return {
    aims: `Xác định rõ nội dung trọng tâm giữa ${place.place} và các đơn vị được giao giúp xã năm 2025; phát huy tính chủ động của cấp ủy, chính quyền xã, không coi nhiệm vụ giúp xã chỉ là ủng hộ vật chất.\nMỗi nội dung có đơn vị phối hợp, kết quả cần đạt và thời gian hoàn thành.`,
    items: Object.fromEntries(tasks.map((task, n) => [`c${n + 1}`, row(task, n)])),
    inspection:
      'Sơ kết 6 tháng trong tháng 6, tổng kết trong tháng 12/2025; UBND xã mời các đơn vị và UBND huyện cùng dự, đánh giá từng nội dung và rút kinh nghiệm.',
    organisation: 'Công chức Văn phòng - Thống kê làm đầu mối của xã; mỗi đơn vị cử một đầu mối, trao đổi ít nhất mỗi tháng một lần.',
  }
}

const areas: Record<string, string> = { '4': 'economy', '5': 'society', '6': 'security', '7': 'politics' }

const comments = [
  'Đơn vị nhất trí với nội dung chương trình; đề nghị xã cử cán bộ đầu mối để lập kế hoạch chi tiết trong tháng 12.',
  'Đề nghị ghi rõ số hộ tham gia ở từng bản để đơn vị cân đối nguồn lực.',
  'Đơn vị đề nghị chuyển lớp tập huấn sang quý I, trước vụ xuân.',
]
