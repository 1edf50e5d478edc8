import { z } from 'zod'
import { dayOf } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { commenting, threadsOf } from '../filings/comments.ts'
import { agreed, current, type Doing, districtOf, type Filing, inForce, type Kind, type Loaded, sending } from '../filings/filing.ts'
import { give, opinion } from '../filings/opinion.ts'
import { choice, optionalChoice, place, rows, text } from '../form.ts'
import { named, unitsOf } from '../nouns/communes.ts'
import { type Column, sheetOf } from '../sheets/sheet.ts'
import { areaWords, date } from '../words.ts'
import { programmeDocument } from './document.ts'

type Context = { units: { id: string; name: string }[] }

const forms = new Map<string, z.ZodObject>()

/** Khoản 2 Điều 10: "cần xác định rõ mục đích yêu cầu, nội dung phối hợp và công tác kiểm tra, đánh giá kết quả thực hiện". */
function programmeForm({ context }: Pick<Filing, 'context'>) {
  const { units } = context as Context
  const key = JSON.stringify(units)
  const item = z.object({
    place: place(),
    area: choice('Lĩnh vực', areaWords, 'Chọn lĩnh vực theo Điều 4 đến Điều 7'),
    content: text('Nội dung phối hợp', { required: 'Nhập nội dung phối hợp', max: 1_000, rows: 2 }),
    unit: optionalChoice('Đơn vị phối hợp', named(units), 'Để trống nếu chung cho các đơn vị'),
    result: text('Kết quả cần đạt', { required: 'Nhập kết quả cần đạt', max: 500 }),
    time: text('Thời gian', { max: 100, hint: 'Ví dụ: quý II; tháng 3 đến tháng 5' }),
  })
  const form =
    forms.get(key) ??
    z.object({
      aims: text('Mục đích, yêu cầu', { required: 'Nhập mục đích, yêu cầu', rows: 5 }),
      items: rows('Nội dung', item, { atLeastOne: 'Nhập ít nhất một nội dung phối hợp' }),
      inspection: text('Kiểm tra, đánh giá kết quả thực hiện', {
        ...{ required: 'Nêu việc kiểm tra, đánh giá kết quả thực hiện', rows: 4 },
        hint: 'Ai kiểm tra, khi nào, rút kinh nghiệm thế nào (khoản 2 Điều 10 Quy chế)',
      }),
      organisation: text('Tổ chức thực hiện', { rows: 4, hint: 'Phân công, đầu mối của xã và của từng đơn vị' }),
    })
  if (forms.size > 500) forms.clear()
  forms.set(key, form)
  return form
}

export type ProgrammeContent = {
  aims: string
  items: { id: string; area: keyof typeof areaWords; content: string; unit: string; unitName?: string; result: string; time: string }[]
  inspection: string
  organisation: string
}

const wanted = z.object({
  note: text('Nội dung đề nghị sửa', {
    required: 'Ghi rõ nội dung đề nghị sửa',
    max: 2_000,
    rows: 5,
    hint: 'Nêu nội dung nào, sửa thế nào, vì sao',
  }),
})

const evaluation = z.object({
  done: text('Kết quả đã thực hiện', { required: 'Nêu kết quả đã thực hiện', rows: 5 }),
  notDone: text('Việc chưa thực hiện, nguyên nhân', { rows: 4 }),
  lessons: text('Bài học, kiến nghị cho năm sau', { rows: 4 }),
})

const itemColumns: Column<ProgrammeContent['items'][number]>[] = [
  { title: 'Lĩnh vực', value: ({ area }) => areaWords[area] },
  { title: 'Nội dung', value: ({ content }) => content },
  { title: 'Đơn vị phối hợp', value: ({ unitName }) => unitName ?? 'các đơn vị giúp xã' },
  { title: 'Kết quả cần đạt', value: ({ result }) => result },
  { title: 'Thời gian', value: ({ time }) => time || 'trong năm' },
]

/** Khoản 2 Điều 11: the commune leads, with its units; khoản 2 Điều 10: the district directs. */
export const coordination = {
  name: 'coordination',
  owes: 'coordination',
  path: '/coordination-programmes',
  by: 'commune',
  readers: ['unit', 'district'],
  context,
  around,
  form: programmeForm,
  content: ({ items, ...rest }: ProgrammeContent, { context }: Filing) => ({
    ...rest,
    items: items.map((item) => ({ ...item, unitName: (context as Context).units.find(({ id }) => id === item.unit)?.name })),
  }),
  document: programmeDocument,
  sheets: ({ items }: ProgrammeContent) => [sheetOf('Nội dung phối hợp', itemColumns, items)],
  steps: {
    ...sending({
      ...{ by: 'commune', readers: ['unit', 'district'], editable: ['draft', 'sent', 'changesAsked'] },
      ...{ label: 'Gửi chương trình', form: programmeForm },
    }),
    enforce: {
      ...{ ...opinion, by: ['district'], label: 'Thống nhất, chỉ đạo thực hiện', blocked: alreadyInForce, shy: true },
      run: (doing) => give('agrees', doing),
    },
    'request-changes': { ...opinion, by: ['district'], label: 'Đề nghị sửa', form: wanted, run: (doing) => give('asksChanges', doing) },
    ...commenting(['unit', 'district', 'commune']),
    evaluate: {
      ...{ by: ['commune'], from: ['sent', 'changesAsked'], label: 'Đánh giá kết quả thực hiện', form: evaluation, shy: true },
      ...{ writes: { Evaluation: 'filingId' }, blocked: notYetOver, run: evaluate },
    },
  },
  async receivers(db, { agencyId }, at) {
    return [...(await districtOf(db, agencyId, at)), ...(await unitsOf(db, agencyId, at)).map(({ id }) => id)]
  },
  asked: (db, { agencyId }, at) => districtOf(db, agencyId, at),
} as const satisfies Kind

/** For its writer: the units that helped the commune when the working copy was saved last; readers find the names in what was sent. */
async function context(db: Db | Tx, { draft, agencyId }: Loaded): Promise<Context> {
  return { units: draft ? await unitsOf(db, agencyId, draft.savedAt) : [] }
}

async function around(db: Db, filing: Filing, content: unknown) {
  const evaluations = await db.evaluation.findMany({ where: { filingId: filing.id }, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: 1 })
  return { threads: await threadsOf(db, filing, content), evaluation: evaluations[0] }
}

function alreadyInForce(filing: Filing, at: Date) {
  const version = current(filing)
  return version && agreed(version, dayOf(at)) ? `Phiên bản ${version.n} đang có hiệu lực` : undefined
}

/** "đánh giá kết quả thực hiện nhằm rút kinh nghiệm": in the last month of its year, or later. */
function notYetOver(filing: Filing, at: Date) {
  if (!inForce(filing, dayOf(at))) return 'Chương trình chưa có hiệu lực'
  const from = new Date(Date.UTC(filing.period.year, 11, 1))
  return dayOf(at) < from ? `Đánh giá từ ngày ${date(from)}` : undefined
}

async function evaluate({ tx, filing, actor, at, data }: Doing) {
  const version = inForce(filing, dayOf(at))
  if (!version) throw new Refusal(409)
  const { done = '', notDone = '', lessons = '' } = data
  const words = { done, notDone, lessons, at, byId: actor.id, by: actor.name, byTitle: actor.title }
  await tx.evaluation.create({ data: { ...words, filingId: filing.id, versionId: version.id } })
}
