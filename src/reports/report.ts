import { z } from 'zod'
import { dayOf, inForceOn } from '../clock.ts'
import type { Db } from '../db.ts'
import { type Apart, asSent, orApart } from '../filings/apart.ts'
import { current, districtOf, type Filing, type Kind, type Loaded, receiving, sending } from '../filings/filing.ts'
import { amount, choice, rows, text } from '../form.ts'
import type { PeriodKind, Prisma } from '../generated/client.ts'
import { areaWords } from '../words.ts'
import { type Indicator, indicatorsOf } from './indicators.ts'

/** Khoản 4 Điều 11: what was done, what was not, why, and what will be done about it. */
const required = 'Nhập những việc đã làm được'
const done = {
  rows: 5,
  hint: 'Nêu khối lượng, so với kế hoạch và cùng kỳ. Số hộ, số người: chỉ ghi số lượng, không ghi tên',
}
const area = z.object({
  done: text('Những việc đã làm được', { required, ...done }),
  notDone: text('Những việc chưa làm được', { rows: 4, hint: 'Nêu rõ việc nào, còn thiếu bao nhiêu' }),
  causes: text('Nguyên nhân', { rows: 3, hint: 'Tách nguyên nhân của xã và nguyên nhân ngoài khả năng của xã' }),
  solutions: text('Giải pháp', { rows: 3, hint: 'Việc xã sẽ làm. Việc cần nơi khác làm thì ghi ở mục Kiến nghị, đề xuất' }),
})

/** Quốc phòng - an ninh: the same, or the document by which it went a separate way. */
const security = orApart(area.extend({ done: text('Những việc đã làm được', done) }), { done: required })

const petition = z.object({
  to: choice('Gửi', { unit: 'Đơn vị giúp xã', district: 'UBND cấp huyện' }, 'Chọn nơi nhận kiến nghị'),
  content: text('Nội dung kiến nghị, đề xuất', { required: 'Nhập nội dung kiến nghị', max: 2_000, rows: 3 }),
})

const figure = ({ kind, name }: Indicator) =>
  z
    .object({
      value: amount(kind === 'stock' ? 'Hiện có' : 'Trong kỳ'),
      ...(kind === 'flow' && { total: amount('Lũy kế từ đầu năm') }),
    })
    .meta({ title: name })

const forms = new Map<PeriodKind, z.ZodObject>()

/** The figures due depend on the kind of period. */
function formOf({ period }: Pick<Loaded, 'period'>) {
  const form =
    forms.get(period.kind) ??
    z.object({
      economy: area.meta({ title: areaWords.economy }),
      society: area.meta({ title: areaWords.society }),
      security: security.meta({ title: areaWords.security }),
      politics: area.meta({ title: areaWords.politics }),
      values: z.object(Object.fromEntries(indicatorsOf(period.kind).map((indicator) => [indicator.code, figure(indicator)]))),
      petitions: rows('Kiến nghị', petition),
    })
  forms.set(period.kind, form)
  return form
}

type Area = z.output<typeof area>
type Figure = { value?: string; total?: string }
type Typed = Record<'economy' | 'society' | 'politics', Area> & {
  security: z.output<typeof security>
  values: Record<string, Figure>
  petitions: z.output<typeof petition>[]
}
export type ReportContent = Omit<Typed, 'values' | 'security'> & {
  security: Area & Apart
  values: (Pick<Indicator, 'code' | 'group' | 'name' | 'unit' | 'kind'> & Figure)[]
}

/** What the commune wrote in the period before, to be seen beside each box. */
export type ReportContext = { previous?: { n: number; title: Loaded['period']; content: ReportContent } }

/** Khoản 4 Điều 11: sent once, to the district and to every unit that helps the commune on that day. */
export const communeReport = {
  name: 'communeReport',
  owes: 'communeReport',
  path: '/reports',
  by: 'commune',
  readers: ['district', 'unit'],
  beside,
  form: formOf,
  content: ({ values, security, ...rest }: Typed, { period }: Filing): ReportContent => ({
    ...rest,
    security: asSent(security),
    values: indicatorsOf(period.kind)
      .map(({ code, group, name, unit, kind }) => ({ code, group, name, unit, kind, ...values[code] }))
      .filter(({ value, total }) => value !== undefined || total !== undefined),
  }),
  steps: {
    ...sending({
      ...{ by: 'commune', readers: ['district', 'unit'], editable: ['draft', 'changesAsked'] },
      ...{ label: 'Gửi báo cáo', summed: 'IndicatorValue', form: formOf },
    }),
    ...receiving('district'),
  },
  async receivers(db, { agencyId }, at) {
    const units = await db.assignment.findMany({ where: { communeId: agencyId, ...inForceOn(dayOf(at)) } })
    return [...new Set([...(await districtOf(db, agencyId, at)), ...units.map(({ unitId }) => unitId)])]
  },
  project: (tx, { id, filingId }, { values }: ReportContent) =>
    tx.indicatorValue.createMany({
      data: values.flatMap(({ code, value, total }) => ({ filingId, versionId: id, code, value: value ?? '0', total: total ?? null })),
    }),
} as const satisfies Kind

async function beside(db: Db, { agencyId, period }: Loaded): Promise<ReportContext> {
  const { kind, year, n } = period
  const before: Prisma.PeriodWhereInput = { kind, OR: [{ year: { lt: year } }, { year, n: { lt: n } }] }
  const [filing] = await db.filing.findMany({
    where: { kind: 'communeReport', agencyId, firstSentAt: { not: null }, period: before },
    orderBy: [{ period: { year: 'desc' } }, { period: { n: 'desc' } }],
    include: { period: true },
    take: 1,
  })
  if (!filing) return {}
  const versions = await db.filingVersion.findMany({ where: { filingId: filing.id }, orderBy: { n: 'desc' }, include: { receipts: true } })
  const version = current({ versions })
  return version ? { previous: { n: version.n, title: filing.period, content: version.content as unknown as ReportContent } } : {}
}
