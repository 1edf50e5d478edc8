import { z } from 'zod'
import { addDays, dayOf } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { choice, choices, count, day, text } from '../form.ts'
import type { IndicatorStatus, Indicator as Row } from '../generated/client.ts'
import type { Doing, Looking, Noun } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { date, indicatorKindWords, type indicatorStateWords, periodKindWords } from '../words.ts'
import type { Party } from '../workflow.ts'
import { forgetCatalogue, isTyped, partsOf } from './catalogue.ts'

// ── what it is ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function loadIndicator(db: Pick<Db, 'indicator' | 'indicatorAdvice'>, id: string) {
  const indicator = await db.indicator.findUniqueOrThrow({ where: { id }, include: { commune: true } })
  const advice = await db.indicatorAdvice.findMany({ where: { indicatorId: id }, include: { unit: true }, orderBy: { at: 'asc' } })
  return { ...indicator, advice }
}

export type Indicator = Awaited<ReturnType<typeof loadIndicator>>

/** Everybody's is the planning department's; a commune's own is the commune's, and its units advise (khoản 3 Điều 4). */
export function partiesToIndicator({ agencyId, roles, helps }: Actor, { communeId }: Pick<Row, 'communeId'>): Party[] {
  if (!communeId) return roles.includes('planning') ? ['planning'] : []
  return [...(communeId === agencyId ? (['proposer'] as const) : []), ...(helps.includes(communeId) ? (['unit'] as const) : [])]
}

/** How a line stands on a day. */
export function stateOf(
  { status, from, to }: { status: IndicatorStatus; from: Date; to: Date | null },
  today: Date,
): keyof typeof indicatorStateWords {
  if (status !== 'inUse') return status
  if (to && to < today) return 'ended'
  return from > today ? 'later' : status
}

// ── its forms ─────────────────────────────────────────────────────────────────────────────────────────────────────

const { half: _, ...reported } = periodKindWords

const about = {
  name: text('Tên chỉ tiêu', { required: 'Nhập tên chỉ tiêu', max: 200, hint: 'Ví dụ: Số hộ được hỗ trợ bò giống' }),
  unit: text('Đơn vị tính', { required: 'Nhập đơn vị tính', max: 50, hint: 'Ví dụ: hộ, ha, tấn, đồng' }),
}
const use = {
  periods: choices('Có trong báo cáo', reported, 'Chọn ít nhất một loại báo cáo'),
  decimals: choice('Số chữ số phần lẻ', { 0: 'Không có, số nguyên', 1: '1', 2: '2', 3: '3', 4: '4' }, 'Chọn số chữ số phần lẻ'),
  from: day('Áp dụng từ ngày', { required: 'Nhập ngày đầu tháng bắt đầu áp dụng', hint: 'Ngày đầu một tháng, ví dụ 01/7/2025' }),
  purpose: text('Căn cứ, mục đích', { required: 'Nêu căn cứ hoặc mục đích theo dõi', max: 1_000, rows: 3 }),
}

/** Khoản 3 Điều 4: what a commune wants to watch for itself. */
const own = z
  .object({
    ...about,
    kind: choice('Cách tính', { stock: indicatorKindWords.stock, flow: indicatorKindWords.flow }, 'Chọn cách tính'),
    ...use,
  })
  .superRefine(sensible)

const codeHint = 'Hai chữ cái in hoa, hai chữ số, có thể thêm một chữ cái. Ví dụ: GN09, GN09A'
/** A line of everybody's catalogue, as it is typed; and as a row of a table. */
export const lineFields = {
  code: text('Mã chỉ tiêu', { required: 'Nhập mã chỉ tiêu', max: 5, hint: codeHint }).refine(
    (code) => !code || /^[A-Z]{2}\d{2}[A-Z]?$/.test(code),
    codeHint,
  ),
  ...about,
  group: text('Nhóm', { required: 'Nhập tên nhóm', max: 100, hint: 'Đứng cuối nhóm cùng tên. Ví dụ: Giảm nghèo, Y tế' }),
  kind: choice('Cách tính', indicatorKindWords, 'Chọn cách tính'),
  over: text('Tính từ', { max: 100, hint: 'Chỉ khi cổng tính. Các mã cộng, trừ nhau, ví dụ DC08-DC09; mức giảm thì ghi mã của tỷ lệ' }),
  under: text('Chia cho', { max: 5, hint: 'Chỉ khi cổng tính. Mã của mẫu số; để trống nếu không chia' }),
  times: count('Nhân với', { hint: 'Chỉ khi cổng tính. Ví dụ 100 với tỷ lệ phần trăm; để trống nếu không nhân' }),
  most: count('Số lớn nhất có thể', {
    hint: 'Để trống nếu không giới hạn. Ví dụ 19 với số tiêu chí; 1 với chỉ tiêu đạt (1), chưa đạt (0)',
  }),
  ...use,
}
const everybodys = z.object(lineFields).superRefine(sensible).superRefine(computable)

export function computable({ kind, over, under }: { kind: string; over: string; under: string }, context: z.RefinementCtx) {
  const computed = kind === 'derived' || kind === 'fall'
  if (computed && !/^\w+([-+]\w+)*$/.test(over)) complain(context, 'over', 'Nhập các mã cộng, trừ nhau, ví dụ DC08-DC09')
  if (kind === 'fall' && (!/^\w+$/.test(over) || under)) complain(context, 'over', 'Mức giảm so với năm trước tính từ một mã, không chia')
  if (!computed && (over || under)) complain(context, 'over', 'Chỉ tiêu do xã nhập thì không tính từ chỉ tiêu khác')
}

export function sensible({ periods, from }: { periods: string[]; from?: Date | undefined }, context: z.RefinementCtx) {
  if (!periods.length) complain(context, 'periods', 'Chọn ít nhất một loại báo cáo')
  if (from && from.getUTCDate() !== 1) complain(context, 'from', 'Áp dụng từ ngày đầu của một tháng')
}

function complain(context: z.RefinementCtx, field: string, message: string) {
  context.addIssue({ code: 'custom', path: [field], message })
}

type Own = z.output<typeof own>
export type Everybodys = z.output<typeof everybodys>

export function everybodysLines(db: Pick<Db | Tx, 'indicator'>) {
  return db.indicator.findMany({ where: { communeId: null, status: 'inUse' } })
}

type Line = Pick<Row, 'code' | 'name' | 'kind' | 'periods' | 'to'>

/** What does not fit the lines that are there: by field. */
export function misfits(
  lines: readonly Line[],
  { code, kind, over, under, periods, from }: Pick<Everybodys, 'code' | 'kind' | 'over' | 'under' | 'periods' | 'from'>,
) {
  const inForce = lines.filter((line) => !from || !line.to || line.to >= from)
  const taken = inForce.find((line) => line.code === code)
  const wrong: { path: keyof Everybodys; message: string }[] = []
  if (taken)
    wrong.push({
      path: 'code',
      message: taken.to
        ? `${code} còn áp dụng đến ${date(taken.to)}: ${taken.name}`
        : `${code} đang là “${taken.name}”. Muốn thay thì ngừng áp dụng chỉ tiêu đó trước`,
    })
  const lacks = (part: string, at: 'over' | 'under') => {
    const line = inForce.find((one) => one.code === part)
    if (!line) wrong.push({ path: at, message: `Không có chỉ tiêu ${part} trong danh mục` })
    else if (kind === 'derived' ? !isTyped(line) : line.kind !== 'derived')
      wrong.push({ path: at, message: kind === 'derived' ? `${part} do cổng tính: chỉ tính từ số xã nhập` : `${part} không phải là tỷ lệ` })
    else if (periods.some((period) => !line.periods.includes(period)))
      wrong.push({ path: at, message: `${part} không có trong mọi loại báo cáo đã chọn` })
  }
  for (const part of partsOf(over)) lacks(part.code, 'over')
  if (under) lacks(under, 'under')
  return wrong
}

const reasoned = (hint: string) => text('Lý do', { required: 'Nêu lý do', max: 1_000, rows: 3, hint })
const rewording = z.object({
  group: text('Nhóm', { required: 'Nhập tên nhóm', max: 100 }),
  name: about.name,
  purpose: text('Căn cứ, mục đích', { max: 1_000, rows: 3 }),
  note: reasoned('Chỉ sửa câu chữ. Đổi ý nghĩa, đơn vị tính, cách tính thì ngừng áp dụng chỉ tiêu này rồi lập chỉ tiêu mới'),
})
const advising = z.object({
  text: text('Ý kiến tư vấn', {
    ...{ required: 'Nhập ý kiến tư vấn', max: 2_000, rows: 5 },
    hint: 'Có nên theo dõi không, cách tính, nguồn số liệu, kỳ báo cáo hợp lý (khoản 3 Điều 4 Quy chế)',
  }),
})
const withReason = z.object({ note: reasoned('Được lưu trong nhật ký') })

/** Reports of periods that are over keep their lines: nothing ends before the month that has just closed. */
async function endingForm({ db, at }: Pick<Looking, 'at'> & { db: Db | Tx }, { code, from, communeId }: Indicator) {
  const using = communeId ? [] : await usersOf(db, code)
  const earliest = addDays(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1)), -1)
  return z.object({
    to: day('Áp dụng đến hết ngày', {
      required: 'Nhập ngày cuối tháng',
      hint: 'Ngày cuối một tháng: báo cáo của kỳ kết thúc sau ngày này không còn chỉ tiêu',
    })
      .refine((on) => !on || addDays(on, 1).getUTCDate() === 1, 'Nhập ngày cuối của một tháng')
      .refine((on) => !on || on >= from, 'Không trước ngày bắt đầu áp dụng')
      .refine((on) => !on || on >= earliest, `Không trước ngày ${date(earliest)}: kỳ đã qua giữ nguyên chỉ tiêu`)
      .refine(
        (on) => !on || using.every(({ to }) => to && to <= on),
        `Ngừng trước các chỉ tiêu tính từ ${code}: ${using.map((one) => one.code).join(', ')}`,
      ),
    note: reasoned('Được lưu trong nhật ký'),
  })
}

/** The computed lines that need this one. */
async function usersOf(db: Pick<Db | Tx, 'indicator'>, code: string) {
  return (await everybodysLines(db)).filter(({ over, under }) => under === code || partsOf(over).some((part) => part.code === code))
}

// ── its steps ─────────────────────────────────────────────────────────────────────────────────────────────────────

const change = { edits: true, writes: { Indicator: 'id' }, after: forgetCatalogue } as const
const owners = ['planning', 'proposer'] as const

export const importing = {
  ...({ on: 'Agency', by: ['planning'], writes: { Indicator: 'ownerId' }, timeout: 60_000 } as const),
  ...{ verb: 'nhập danh mục chỉ tiêu từ bảng', after: forgetCatalogue },
} as const

export const indicator = {
  name: 'indicator',
  model: 'Indicator',
  path: '/indicators',
  readers: ['unit', 'commune', 'district', 'planning', 'province'],
  begin: {
    ...{ on: 'Agency', by: ['planning', 'commune'], writes: { Indicator: 'ownerId' }, after: forgetCatalogue },
    ...{ readers: ['planning', 'commune'], label: 'Lập chỉ tiêu', send: 'Lập chỉ tiêu', verb: 'lập chỉ tiêu', stem: 'Của' },
    none: 'Danh mục chung do cơ quan tổng hợp lập, chỉ tiêu riêng do xã lập',
    stems: async ({ actor }) => [{ id: actor.agencyId, name: actor.agencyName }],
    asks: async ({ db, actor }: Looking) => {
      if (!actor.roles.includes('planning')) return own
      const lines = await everybodysLines(db)
      return everybodys.superRefine((typed, context) => {
        for (const { path, message } of misfits(lines, typed)) complain(context, path, message)
      })
    },
    run: setUp,
  },
  steps: {
    advise: {
      ...{ by: ['unit'], from: ['proposed', 'inUse'], edits: true, writes: { IndicatorAdvice: 'indicatorId' } },
      ...{ label: 'Góp ý, tư vấn', verb: 'tư vấn về chỉ tiêu', form: advising, main: true },
      run: advise,
    },
    use: {
      ...{
        ...change,
        by: ['proposer'],
        from: ['proposed'],
        to: 'inUse',
        label: 'Đưa vào áp dụng',
        verb: 'đưa chỉ tiêu vào áp dụng',
        main: true,
      },
      hint: 'Chỉ tiêu đứng cuối phần Số liệu trong báo cáo của xã.',
      blocked: ({ advice }) => (advice.length ? undefined : 'Chưa có ý kiến tư vấn của đơn vị giúp xã (khoản 3 Điều 4 Quy chế)'),
      run: ({ tx, row }) => tx.indicator.update({ where: { id: row.id }, data: { status: 'inUse' } }),
    },
    edit: {
      ...{ ...change, by: owners, from: ['inUse'], label: 'Sửa câu chữ', verb: 'sửa câu chữ của chỉ tiêu', form: rewording },
      values: ({ group, name, purpose }) => ({ group, name, purpose }),
      run: reword,
    },
    end: {
      ...{ ...change, by: owners, from: ['inUse'], label: 'Ngừng áp dụng', verb: 'ngừng áp dụng chỉ tiêu' },
      blocked: ({ to }) => (to ? `Đã có ngày ngừng áp dụng: ${date(to)}` : undefined),
      shy: true,
      asks: endingForm,
      run: end,
    },
    restore: {
      ...{ ...change, by: owners, from: ['inUse'], label: 'Áp dụng lại', verb: 'bỏ ngày ngừng áp dụng chỉ tiêu', form: withReason },
      blocked: ({ to }) => (to ? undefined : 'Chỉ tiêu đang được áp dụng'),
      shy: true,
      run: restore,
    },
    withdraw: {
      ...{
        ...change,
        by: ['proposer'],
        from: ['proposed'],
        to: 'withdrawn',
        label: 'Rút chỉ tiêu',
        verb: 'rút chỉ tiêu',
        form: withReason,
      },
      shy: true,
      run: ({ tx, row }) => tx.indicator.update({ where: { id: row.id }, data: { status: 'withdrawn' } }),
    },
  },
} as const satisfies Noun<Indicator>

/** Everybody's line stands at the end of its group; a commune's own is proposed first, at the end of all. */
async function setUp({ tx, row: { id: ownerId }, actor, data }: Doing<{ id: string }, Own | Everybodys>) {
  const all = await tx.indicator.findMany({ select: { code: true, group: true, position: true, communeId: true } })
  const { from = dayOf(new Date()), decimals, ...rest } = data
  const common = { from, decimals: Number(decimals), ownerId }
  if ('code' in rest) {
    const lines = await everybodysLines(tx)
    const [wrong] = misfits(lines, data as Everybodys)
    if (wrong) throw new Refusal(409, wrong.message)
    const line = columnsOf(data as Everybodys, placing(all.filter(({ communeId }) => !communeId))(rest.group))
    return (await tx.indicator.create({ data: { ...line, ownerId }, select: { id: true } })).id
  }
  const communeId = actor.agencyId
  const n = all.filter((line) => line.communeId === communeId).length + 1
  const place = { communeId, code: `R${String(n).padStart(2, '0')}`, group: 'Chỉ tiêu riêng của xã', position: ownPosition + n }
  return (await tx.indicator.create({ data: { ...common, ...rest, ...place, status: 'proposed' }, select: { id: true } })).id
}

/** What is kept of a line of everybody's. */
export const columnsOf = ({ from = dayOf(new Date()), decimals, most, times, ...rest }: Everybodys, position: number) => ({
  ...{ ...rest, from, decimals: Number(decimals), most: most || null, times: times || 1, position },
})

/** At the end of its group; a new group after all others, in the order in which they come. */
export function placing(lines: readonly Pick<Row, 'group' | 'position'>[]) {
  const ends = new Map<string, number>()
  for (const { group, position } of lines) ends.set(group, Math.max(ends.get(group) ?? 0, position))
  let end = Math.max(0, ...ends.values())
  const founded = new Set<string>()
  return (group: string) => {
    if (!ends.has(group)) founded.add(group)
    if (!founded.has(group)) return (ends.get(group) ?? 0) + 1
    ends.set(group, ++end)
    return end
  }
}

/** After everybody's. */
const ownPosition = 100_000

function advise({ tx, row, actor, at, data }: Doing<Indicator, { text: string }>) {
  const advice = { indicatorId: row.id, unitId: actor.agencyId, text: data.text, at, by: actor.name }
  return tx.indicatorAdvice.create({ data: advice })
}

function reword({ tx, row, data: { group, name, purpose } }: Doing<Indicator, z.output<typeof rewording>>) {
  return tx.indicator.update({ where: { id: row.id }, data: { group, name, purpose } })
}

function end({ tx, row, data: { to } }: Doing<Indicator, { to: Date }>) {
  return tx.indicator.update({ where: { id: row.id }, data: { to } })
}

async function restore({ tx, row }: Doing<Indicator>) {
  const { id, code, communeId, from } = row
  const others = await tx.indicator.findMany({ where: { code, communeId, status: 'inUse', id: { not: id }, from: { gte: from } } })
  if (others.length) throw new Refusal(409, `${code} nay là chỉ tiêu khác: ${others[0]?.name}`)
  await tx.indicator.update({ where: { id }, data: { to: null } })
}
