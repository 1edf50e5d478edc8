import { pick, whole } from './dice.ts'
import { contactOf } from './people.ts'
import { moneyOf, typedNumber } from './vietnamese.ts'
import {
  type CommuneReportContent,
  changesAskedReason,
  counted,
  type PlanContent,
  type PlanItem,
  planChangesReason,
  span,
  type UnitReportContent,
} from './words.ts'

// What was asked to be changed really stands wrong in one version and right in the next.

/** What a sender first sent, and the note of whoever found what is wrong with it. */
export type Mistake<Content> = { note: string; content: Content }

/** A commune's report with something wrong that its district finds. */
export function mistaken(dice: string, right: CommuneReportContent): Mistake<CommuneReportContent> | undefined {
  for (let draw = 0; draw < 40; draw++) {
    const note = changesAskedReason(`${dice}/${draw}`)
    const content = reportMistakes.find(({ asked }) => asked.test(note))?.spoil(right, dice)
    if (content) return { note, content }
  }
}

/** Undefined: this report does not speak of it. */
type Spoil = (right: CommuneReportContent, dice: string) => CommuneReportContent | undefined

const reportMistakes: readonly { asked: RegExp; spoil: Spoil }[] = [
  {
    asked: /diện tích lúa nương/,
    spoil: figure('KT04', ({ value, total }) => ({ value, total: typedNumber(tenths(total) - tenths(value), 1) })),
  },
  { asked: /học sinh bỏ học/, spoil: (right) => without(right, 'society', /bỏ học/, ['causes', 'solutions']) },
  {
    asked: /^Giải ngân/,
    spoil: figure('KT28', ({ value, total }, dice) => ({ value, total: typedNumber(moneyOf(total) + whole(`${dice}/gap`, 40, 300)) })),
  },
  { asked: /^Mục kiến nghị/, spoil: vaguePetitions },
  { asked: /ghi theo đồng/, spoil: figure('KT22', ({ value, total }) => ({ value: millions(value), total: millions(total) })) },
  {
    asked: /đường nội bản/,
    spoil: (right) => without(right, 'economy', /cứng hóa đường nội/, ['solutions'], 'Tiếp tục đôn đốc thực hiện.'),
  },
  {
    asked: /số hộ nghèo/,
    spoil: figure('GN01', ({ value }, dice) => ({ value: typedNumber(moneyOf(value) + whole(`${dice}/gap`, 3, 14)), total: '' })),
  },
  {
    asked: /mắc dịch bệnh/,
    spoil: figure('YT03', ({ value, total }, dice) => ({ value: typedNumber(moneyOf(value) + whole(`${dice}/gap`, 2, 5)), total })),
  },
  { asked: /đảng viên mới/, spoil: figure('XD01', () => ({ value: '', total: '' })) },
  {
    asked: /^Sản lượng lúa/,
    spoil: figure('KT06', ({ value, total }) => ({ value: typedNumber(10 * moneyOf(value.split(',')[0] ?? '')), total })),
  },
]

type Figure = { value: string; total: string }

function figure(code: string, wrong: (right: Figure, dice: string) => Figure): Spoil {
  return (right, dice) => {
    const known = right.values[code]
    if (!known || known.value === '0') return
    const changed = wrong(known, dice)
    return changed.value === known.value && changed.total === known.total
      ? undefined
      : { ...right, values: { ...right.values, [code]: changed } }
  }
}

const tenths = (typed: string) => Math.round(10 * Number(typed.replaceAll('.', '').replace(',', '.')))
const millions = (typed: string) => typedNumber(Math.round(moneyOf(typed) / 1e6))

function without(right: CommuneReportContent, area: 'economy' | 'society', about: RegExp, parts: ('causes' | 'solutions')[], instead = '') {
  if (!about.test(right[area].notDone)) return
  return { ...right, [area]: { ...right[area], ...Object.fromEntries(parts.map((part) => [part, instead])) } }
}

function vaguePetitions(right: CommuneReportContent) {
  const vague = Object.entries(right.petitions).map(([id, { to }]) => [
    id,
    { to, content: 'Đề nghị cấp trên tiếp tục quan tâm, hỗ trợ xã.' },
  ])
  return vague.length > 0 ? { ...right, petitions: Object.fromEntries(vague) } : undefined
}

/** A unit's annual report with something missing that the planning department asks for. */
export function incomplete(dice: string, right: UnitReportContent): Mistake<UnitReportContent> {
  return pick(`${dice}/incomplete`, [
    {
      note: 'Đề nghị bổ sung số ngày công và số hộ hưởng lợi của từng lĩnh vực; báo cáo mới chỉ có phần lời.',
      content: { ...right, sections: Object.fromEntries(Object.entries(right.sections).map(([id, areas]) => [id, uncounted(areas)])) },
    },
    {
      note: 'Đề nghị nêu rõ phương hướng năm sau đối với từng xã, không ghi chung một câu.',
      content: { ...right, nextYear: 'Tiếp tục thực hiện nhiệm vụ giúp xã theo phân công của UBND tỉnh.' },
    },
    {
      note: 'Đề nghị bổ sung phần khó khăn, vướng mắc và kiến nghị để tổng hợp báo cáo UBND tỉnh.',
      content: { ...right, difficulties: '', petitions: '' },
    },
  ])
}

type Section = UnitReportContent['sections'][string]

function uncounted({ economy, society, security, politics, ...rest }: Section): Section {
  const none = { labourDays: '', households: '' }
  return {
    ...rest,
    economy: { ...economy, ...none },
    society: { ...society, ...none },
    security: { ...security, ...none },
    politics: { ...politics, ...none },
  }
}

/** A plan as it stands after what commune or district asked for, and what they asked. */
export function amended({ unit, dice }: { unit: string; dice: string }, first: PlanContent): Mistake<PlanContent> {
  for (let draw = 0; draw < 40; draw++) {
    const note = planChangesReason(`${dice}/${draw}`)
    const content = amendments.find(({ asked }) => asked.test(note))?.amend(first, unit, dice)
    if (content) return { note, content }
  }
  throw new Error(`nothing to amend in the plan ${dice}`)
}

type Amend = (first: PlanContent, unit: string, dice: string) => PlanContent | undefined

const amendments: readonly { asked: RegExp; amend: Amend }[] = [
  {
    asked: /tập huấn kỹ thuật sang tháng 3/,
    amend: item((row) => row.form === 'training' && /kỹ thuật/.test(row.task), { fromMonth: '3', toMonth: '3' }),
  },
  {
    asked: /hỗ trợ cây giống trùng/,
    amend: item(({ task }) => /giống/.test(task), {
      ...{
        clause: '4.2',
        task: 'Kết nối doanh nghiệp, hợp tác xã tiêu thụ sản phẩm cho các hộ trồng theo dự án của huyện',
        form: 'connecting',
      },
      ...{ ...counted('01 hợp đồng tiêu thụ, 30 hộ tham gia'), ownMoney: '', sponsorMoney: '', programmeMoney: '' },
    }),
  },
  {
    asked: /nguồn kinh phí của nhiệm vụ thứ hai/,
    amend: (first, _, dice) => {
      const second = first.items.a2
      if (!second || /hộ|ngày công/.test(second.result)) return
      const result = `${second.result}, ${whole(`${dice}/homes`, 12, 60)} hộ hưởng lợi`
      return { ...first, items: { ...first.items, a2: { ...second, result, ownMoney: second.ownMoney || '5.000.000' } } }
    },
  },
  {
    asked: /củng cố hệ thống chính trị/,
    amend: (first, _, dice) => {
      const rows = Object.values(first.items)
      if (rows.some(({ task }) => /bí thư chi bộ|trưởng bản/.test(task))) return
      const [last] = rows.slice(-1)
      if (!last) return
      const task = 'Phối hợp với Đảng ủy xã bồi dưỡng nghiệp vụ cho bí thư chi bộ, trưởng bản'
      const result = `01 lớp, ${whole(`${dice}/people`, 16, 35)} học viên`
      const added: PlanItem = {
        ...last,
        clause: '7.1',
        task,
        form: 'training',
        ...counted(result),
        ownMoney: '',
        sponsorMoney: '',
        programmeMoney: '',
        ...span('Quý II'),
      }
      return { ...first, items: { ...first.items, [`a${rows.length + 1}`]: added } }
    },
  },
  {
    asked: /hỗ trợ làm nhà/,
    amend: item(({ task, ownMoney }) => /làm nhà|xóa nhà/.test(task) && ownMoney !== '', { ownMoney: '50.000.000' }),
  },
  {
    asked: /đầu mối thực hiện/,
    amend: (first, unit) => ({
      ...first,
      items: Object.fromEntries(
        Object.entries(first.items).map(([id, row]) => [id, { ...row, owner: `${row.owner}; đầu mối: ${contactOf(unit)}` }]),
      ),
    }),
  },
  {
    asked: /nước sinh hoạt/,
    amend: (first) => {
      if (/nước sinh hoạt/.test(JSON.stringify(first.items))) return
      const answer =
        'Về nhu cầu nước sinh hoạt của xã: vượt khả năng của đơn vị; đơn vị cùng xã lập hồ sơ đề nghị huyện bố trí vốn chương trình mục tiêu quốc gia.'
      return { ...first, objective: `${first.objective}\n${answer}` }
    },
  },
]

function item(which: (row: PlanItem) => boolean, change: Partial<PlanItem>): Amend {
  return (first) => {
    const found = Object.entries(first.items).find(([, row]) => which(row))
    return found && { ...first, items: { ...first.items, [found[0]]: { ...found[1], ...change } } }
  }
}
