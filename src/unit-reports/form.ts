import { z } from 'zod'
import { type Apart, orApart } from '../filings/apart.ts'
import type { Filing } from '../filings/filing.ts'
import { choices, count, money, text, tick } from '../form.ts'
import type { Area, HelpForm } from '../generated/client.ts'
import { areaWords, formWords, placeOf } from '../words.ts'
import type { ExplainedSections } from './explained.ts'
import type { Recorded } from './help.ts'
import { type ItemAsked, type ItemsTyped, itemId, itemsForm, type Planned, saidDone } from './planned.ts'
import type { SharedSections } from './shared.ts'

export const areas = ['economy', 'society', 'security', 'politics'] as const satisfies Area[]

const area = z.object({
  done: text('Đã thực hiện', { rows: 4, hint: 'Việc gì, khối lượng, kết quả; để trống nếu không có nhiệm vụ ở lĩnh vực này' }),
  notDone: text('Chưa thực hiện và lý do', { rows: 3 }),
  forms: choices('Hình thức giúp đỡ', formWords),
  ownMoney: money('Kinh phí của đơn vị (đồng)'),
  sponsorMoney: money('Vận động tài trợ (đồng)'),
  goodsValue: money('Giá trị hiện vật (đồng)'),
  programmeMoney: money('Vốn chương trình, ghi riêng (đồng)'),
  labourDays: count('Ngày công'),
  households: count('Số hộ hưởng lợi'),
})

const section = z.object({
  economy: area.meta({ title: areaWords.economy }),
  society: area.meta({ title: areaWords.society }),
  security: orApart(area).meta({ title: areaWords.security }),
  politics: area.meta({ title: areaWords.politics }),
})

/** Khoản 2 Điều 12, of one commune among several: the reason in the place of results. */
const orExplained = section.extend({
  nothing: tick('Không triển khai giúp đỡ tại xã này'),
  reason: text('Lý do không triển khai tại xã này', {
    rows: 4,
    hint: 'Việc gì không làm được, vì sao, biện pháp và thời gian khắc phục',
  }),
})

/** One commune's section, with the items of the agreed plans for it. */
function sectionFor(items: readonly ItemAsked[], fields: typeof section | typeof orExplained) {
  return fields.extend({ planned: itemsForm(items) }).superRefine(({ planned, ...told }, context) => {
    const { nothing, reason, ...byArea } = { nothing: '', reason: '', ...told }
    const ask = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
    if (nothing && !reason) ask(['reason'], 'Nêu lý do không triển khai tại xã này')
    if (!nothing && reason) ask(['nothing'], 'Đã ghi lý do không triển khai: đánh dấu vào ô này, hoặc xóa lý do')
    const written = areas.filter((name) => Object.values(byArea[name] ?? {}).some((value) => (Array.isArray(value) ? value.length : value)))
    if (nothing && written.length)
      ask(['nothing'], `Xã này còn nội dung ở ${written.map((name) => areaWords[name]).join(', ')}: xóa đi, hoặc bỏ đánh dấu ở ô này`)
    const carriedOut = items.find((item) => saidDone(planned[itemId(item)] ?? {}))
    if (carriedOut && nothing) ask(['nothing'], `Nhiệm vụ “${carriedOut.task}” ghi là đã làm: sửa lại, hoặc bỏ đánh dấu ở ô này`)
    else if (carriedOut && !written.length)
      ask(['planned', itemId(carriedOut), 'said'], 'Nhiệm vụ ghi là đã làm: ghi việc đã làm ở lĩnh vực của nhiệm vụ, phía dưới')
  })
}

/**
 * The communes that the unit was assigned to in the reporting period, with what its agreed plans say for each; what was shown to districts
 * of it; which communes are explained in what was sent.
 */
export type UnitReportContext = {
  communes: { id: string; name: string; items: ItemAsked[] }[]
  shared: SharedSections
  explained: ExplainedSections
}

export type Typed = {
  summary: string
  sections: Record<
    string,
    z.output<typeof section> & Partial<Pick<z.output<typeof orExplained>, 'nothing' | 'reason'>> & { planned: ItemsTyped }
  >
  difficulties: string
  petitions: string
  nextYear: string
}
type Monies = Record<'ownMoney' | 'sponsorMoney' | 'goodsValue' | 'programmeMoney', string>
/** `recorded`: what the portal knew of it when it was sent: what the unit had declared, what the commune had received. */
type AreaResult = { done: string; notDone: string; forms: HelpForm[]; labourDays: number; households: number; recorded?: Recorded } & Monies
export type Section = {
  communeId: string
  commune: string
  planned?: Planned[]
  /** Nothing was carried out there, and why (khoản 2 Điều 12). */
  nothing?: '1'
  reason?: string
  security: AreaResult & Apart
} & Record<Exclude<Area, 'security'>, AreaResult>
export type UnitReportContent = Omit<Typed, 'sections'> & { sections: Section[] }

/** What a form is made of changes seldom, and making one of sixty items takes a while: the latest are kept. */
const forms = new Map<string, ReturnType<typeof formFor>>()
const kept = 100

export function formOf({ context, period }: Pick<Filing, 'context' | 'period'>) {
  const { communes } = context as UnitReportContext
  const key = JSON.stringify([
    period.kind,
    communes.map(({ id, name, items }) => [id, name, items.map((item) => [itemId(item), item.task, item.is])]),
  ])
  const form = forms.get(key) ?? formFor(communes, period.kind === 'half')
  forms.delete(key)
  forms.set(key, form)
  const [oldest] = forms.keys()
  if (oldest !== undefined && forms.size > kept) forms.delete(oldest)
  return form
}

/** One of six months is no duty, so it needs no reason why nothing was carried out. */
function formFor(communes: UnitReportContext['communes'], half: boolean) {
  const fields = communes.length > 1 && !half ? orExplained : section
  return z.object({
    summary: text('Công tác chỉ đạo, phối hợp', {
      required: 'Nêu công tác chỉ đạo, phối hợp trong kỳ',
      rows: 5,
      hint: 'Phân công, làm việc với xã và huyện, kế hoạch đã thống nhất',
    }),
    sections: z.object(
      Object.fromEntries(communes.map(({ id, name, items }) => [id, sectionFor(items, fields).meta({ title: placeOf(name) })])),
    ),
    difficulties: text('Khó khăn, vướng mắc', { rows: 4 }),
    petitions: text('Kiến nghị, đề xuất với UBND tỉnh (qua Sở Kế hoạch và Đầu tư)', { rows: 3, hint: 'Khoản 5 Điều 13 Quy chế' }),
    nextYear: text(half ? 'Phương hướng thời gian tới' : 'Phương hướng năm sau', {
      ...{ required: half ? 'Nêu phương hướng thời gian tới' : 'Nêu phương hướng năm sau', rows: 4 },
    }),
  })
}
