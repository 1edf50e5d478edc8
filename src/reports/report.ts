import { z } from 'zod'
import { dayOf, inForceOn, inForceWithin, now } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { calendarSpan, type Term } from '../deadlines.ts'
import { type Apart, asSent, orApart } from '../filings/apart.ts'
import { commentForm, commenting, threadsOf } from '../filings/comments.ts'
import {
  changesWanted,
  current,
  type Doing,
  districtOf,
  type Filing,
  holdersOf,
  type Kind,
  type Loaded,
  receiving,
  sending,
  signing,
} from '../filings/filing.ts'
import { amount, choice, choices, declaration, optionalChoice, rows, text } from '../form.ts'
import { type Catalogue, catalogueOf, type Indicator, isTyped } from '../indicators/catalogue.ts'
import type { Stem } from '../nouns/noun.ts'
import { type Followed, followedBy } from '../petitions/followed.ts'
import { addresseesOf, raise, raisedIn } from '../petitions/raised.ts'
import { areaWords, ratingWords, termWords } from '../words.ts'
import { type Before, begins, sentBefore, type Told, textsOf, told, untouched } from './before.ts'
import type { Figure } from './computed.ts'
import { correctedSince, measured } from './corrected.ts'
import { reportDocument } from './document.ts'
import { type Line, linesOf, valuesOf } from './lines.ts'
import { reportSheets } from './sheets.ts'
import { tasksOf } from './tasks.ts'

const required = 'Nhập những việc đã làm được'
const done = {
  rows: 5,
  hint: 'Nêu khối lượng, so với kế hoạch và cùng kỳ. Số hộ, số người: chỉ ghi số lượng, không ghi tên',
}

/** Khoản 4 Điều 11: what was done, what was not, why, and what will be done about it. `still`: what was looked at and left as it was. */
const area = z.object({
  done: text('Những việc đã làm được', { required, ...done }),
  notDone: text('Những việc chưa làm được', { rows: 4, hint: 'Nêu rõ việc nào, còn thiếu bao nhiêu' }),
  causes: text('Nguyên nhân', { rows: 3, hint: 'Tách nguyên nhân của xã và nguyên nhân ngoài khả năng của xã' }),
  solutions: text('Giải pháp', { rows: 3, hint: 'Việc xã sẽ làm. Việc cần nơi khác làm thì ghi ở mục Kiến nghị, đề xuất' }),
  still: choices('Vẫn đúng, giữ nguyên', told),
})

/** Quốc phòng - an ninh: the same, or the document by which it went a separate way. */
const security = orApart(area.extend({ done: text('Những việc đã làm được', done) }), { done: required }, ['still'])

/** `follow`: whom it is sent to besides, to be followed up until it is answered; an addressee of that day. */
const petition = z.object({
  follow: text('Theo dõi đến khi được trả lời', { max: 40, hint: 'Chọn một nơi thì khi gửi báo cáo, kiến nghị được gửi riêng đến nơi đó' }),
  to: choice('Gửi', { unit: 'Đơn vị giúp xã', district: 'UBND cấp huyện' }, 'Chọn nơi nhận kiến nghị'),
  content: text('Nội dung kiến nghị, đề xuất', { required: 'Nhập nội dung kiến nghị', max: 2_000, rows: 3 }),
})

/** In the annual report: how the commune sees the help of each of its units. */
const assessment = z.object({
  rating: choice('Mức đánh giá', ratingWords, 'Chọn mức đánh giá'),
  words: text('Nhận xét', { max: 2_000, rows: 3, hint: 'Việc làm tốt, việc cần rút kinh nghiệm; đơn vị đọc được sau khi gửi' }),
})

/** A number as the catalogue wants it: so many decimals, no more than there can be. */
const figureIn = (title: string, { decimals, most, unit }: Indicator) =>
  amount(title).refine(
    (number) => number === undefined || ((number.split('.')[1] ?? '').length <= decimals && (most === null || Number(number) <= most)),
    most === null
      ? decimals
        ? `Nhiều nhất ${decimals} chữ số sau dấu phẩy`
        : `Nhập số nguyên (${unit})`
      : `Nhập số nguyên từ 0 đến ${most} (${unit})`,
  )

const figure = (indicator: Indicator) =>
  z
    .object({
      planned: figureIn('Kế hoạch năm', indicator),
      value: figureIn(indicator.kind === 'stock' ? 'Hiện có' : 'Trong kỳ', indicator),
      ...(indicator.kind === 'flow' && { total: figureIn('Lũy kế từ đầu năm', indicator) }),
    })
    .meta({ title: indicator.name })

type Context = { catalogue: Catalogue }
export const catalogueIn = ({ context }: Filing) => (context as Context).catalogue

/** A form of many fields is made once for a catalogue and a kind of period. */
const forms = new WeakMap<Catalogue, z.ZodObject>()

/** The figures due depend on the catalogue of the period. */
function formOf(filing: Filing) {
  const { period } = filing
  const catalogue = catalogueIn(filing)
  const form =
    forms.get(catalogue) ??
    z.object({
      economy: area.meta({ title: areaWords.economy }),
      society: area.meta({ title: areaWords.society }),
      security: security.meta({ title: areaWords.security }),
      politics: area.meta({ title: areaWords.politics }),
      values: z.object(Object.fromEntries(catalogue.filter(isTyped).map((indicator) => [indicator.code, figure(indicator)]))),
      petitions: rows('Kiến nghị', petition),
      ...(period.kind === 'year' && { assessments: rows('Đánh giá đơn vị', assessment) }),
    })
  forms.set(catalogue, form)
  return form
}

type Area = Omit<z.output<typeof area>, 'still'>
type Checked = Record<'economy' | 'society' | 'politics', z.output<typeof area>> & {
  security: z.output<typeof security>
  values: Record<string, Figure>
  petitions: (z.output<typeof petition> & { id: string })[]
  assessments?: (z.output<typeof assessment> & { id: string })[]
}
export type ReportContent = Record<'economy' | 'society' | 'politics', Area> & {
  petitions: Omit<z.output<typeof petition> & { id: string }, 'follow'>[]
} & {
  security: Area & Apart
  assessments?: (z.output<typeof assessment> & { id: string; unit: string })[]
  /** What the commune has asked and has not closed: where it lies, what was answered. */
  followed?: Followed[]
  values: (Pick<Indicator, 'code' | 'group' | 'name' | 'unit' | 'kind'> & Figure)[]
}

/** What the commune wrote before, to be seen beside each box. */
export type ReportContext = {
  previous?: Before['previous']
  months: Told[]
  untouched: string[]
  /** Who helped within the year, for its assessment. */
  helpers: { id: string; name: string }[]
  followed: Followed[]
  addressees: Stem[]
  catalogue: Catalogue
  lines: Record<string, Line>
}

const parts = { ...areaWords, values: 'Số liệu', petitions: 'Kiến nghị, đề xuất', assessments: 'Đánh giá đơn vị giúp xã' }

const readers = ['district', 'unit', 'planning'] as const
const sender = sending({
  ...{ by: 'commune', readers, editable: ['draft', 'changesAsked'] },
  ...{ label: 'Gửi báo cáo', summed: ['IndicatorValue', 'UnitAssessment'], form: formOf },
})

const receiver = receiving(['district', 'planning'])
const partChoice = optionalChoice('Về mục nào', parts, 'Để trống nếu là ý kiến chung')
const changesWantedIn = changesWanted.extend({ part: partChoice })
const partList = Object.entries(parts).map(([id, title]) => ({ id, title }))

/** Khoản 4 Điều 11: sent once, to the district (to the planning department where no district level exists) and to every unit that helps the commune on that day. */
export const communeReport = {
  name: 'communeReport',
  owes: 'communeReport',
  path: '/reports',
  by: 'commune',
  readers,
  context: async (db, { agencyId, period }): Promise<Context> => ({ catalogue: await catalogueOf(db, period, agencyId) }),
  beside,
  form: formOf,
  parts,
  begins,
  around: async (db, filing, content) => ({
    threads: await threadsOf(db, filing, content, partList),
    raised: await raisedIn(db, filing.id),
    ...(await correctionsOf(db, filing, content)),
  }),
  tasks: (db, filing, missing) => tasksOf(db, filing, missing, parts),
  async content(
    { economy, society, security, politics, petitions, values, assessments }: Checked,
    filing: Filing,
    db: Db | Tx,
  ): Promise<ReportContent> {
    const texts = { economy: without(economy), society: without(society), security: asSent(without(security)), politics: without(politics) }
    const judged = assessments?.length ? await judgedOf(db, filing, assessments) : undefined
    const followed = await followedBy(db, filing.agencyId)
    const raised = petitions.map(({ follow: _, ...rest }) => rest)
    return {
      ...{ ...texts, petitions: raised, values: await valuesOf(db, filing, catalogueIn(filing), values) },
      ...(judged && { assessments: judged }),
      ...(followed.length && { followed }),
    }
  },
  sheets: reportSheets,
  document: reportDocument,
  steps: {
    ...sender,
    send: { ...sender.send, asks: signingOf, writes: { ...sender.send.writes, Petition: 'filingId' }, run: sendAndRaise },
    ...receiver,
    'request-changes': { ...receiver['request-changes'], asks: async () => changesWantedIn },
    comment: { ...commenting(['unit', 'district', 'commune']).comment, asks: async () => commentForm.extend({ item: partChoice }) },
  },
  async receivers(db, { agencyId }, at) {
    const units = await db.assignment.findMany({ where: { communeId: agencyId, ...inForceOn(dayOf(at)) } })
    return [...new Set([...(await answeredBy(db, agencyId, at)), ...units.map(({ unitId }) => unitId)])]
  },
  asked: (db, { agencyId }, at) => answeredBy(db, agencyId, at),
  async project(tx, { id: versionId, filingId }, { values, assessments = [] }: ReportContent) {
    await tx.indicatorValue.createMany({
      data: values.flatMap(({ code, value, total, planned }) => ({
        ...{ filingId, versionId, code, value: value ?? '0', total: total ?? null, planned: planned ?? null },
      })),
    })
    await tx.unitAssessment.createMany({
      data: assessments.map(({ id, rating, words }) => ({ filingId, versionId, unitId: dashed(id), rating, words })),
    })
  },
} as const satisfies Kind

/** The district; the planning department where no district level exists. */
async function answeredBy(db: Db | Tx, communeId: string, at: Date) {
  const districts = await districtOf(db, communeId, at)
  return districts.length ? districts : holdersOf(db, 'planning', at)
}

async function beside(db: Db, { agencyId, period, draft }: Loaded): Promise<ReportContext> {
  const catalogue = await catalogueOf(db, period, agencyId)
  const before = await sentBefore(db, { agencyId, period })
  const typed = (draft?.content as { values?: Record<string, Record<string, string>> } | null)?.values ?? {}
  const months = before.within.filter(({ title }) => title.kind === 'month')
  return {
    ...{ previous: before.previous, untouched: untouched(draft?.content, before.previous?.content), months },
    ...{
      catalogue,
      lines: linesOf(catalogue, typed, period, before),
      helpers: period.kind === 'year' ? await helpersOf(db, agencyId, period) : [],
    },
    followed: await followedBy(db, agencyId),
    addressees: draft ? await addresseesOf(db, agencyId, await now()) : [],
  }
}

/** Sent once, with what is to be followed up: each such row is a petition of its own from now on, also when the report is sent again. */
async function sendAndRaise(doing: Doing) {
  const { petitions = {} } = (doing.filing.draft?.content ?? {}) as { petitions?: Record<string, { follow?: string; content?: string }> }
  await sender.send.run(doing)
  await raise(
    doing,
    Object.entries(petitions).flatMap(([key, { follow, content }]) => (follow && content ? [{ key, to: follow, words: content }] : [])),
  )
}

/** Beside what was sent: whether its months say something else since. */
async function correctionsOf(db: Db, filing: Filing, content: unknown) {
  const version = current(filing)
  const { values } = (content ?? {}) as Partial<ReportContent>
  return version && values ? { corrected: await correctedSince(db, filing, version.sentAt, values), measured } : {}
}

/** The units that helped the commune within the year. A row of the form bears a unit's id without its dashes. */
async function helpersOf(db: Db | Tx, communeId: string, period: Term) {
  const { from, to } = calendarSpan(period)
  const helping = await db.assignment.findMany({
    where: { communeId, ...inForceWithin(from, to) },
    select: { unit: { select: { id: true, name: true } } },
    orderBy: { unit: { name: 'asc' } },
    distinct: ['unitId'],
  })
  return helping.map(({ unit }) => ({ id: unit.id.replaceAll('-', ''), name: unit.name }))
}

const dashed = (id: string) => id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** What was said about a unit that did not help is nothing. */
async function judgedOf(db: Db | Tx, { agencyId, period }: Filing, assessments: NonNullable<Checked['assessments']>) {
  const helpers = await helpersOf(db, agencyId, period)
  return assessments.flatMap((one) => {
    const unit = helpers.find(({ id }) => id === one.id)
    return unit ? [{ ...one, unit: unit.name }] : []
  })
}

const without = <Written extends { still: unknown }>({ still: _, ...rest }: Written) => rest

/** A report in which nobody has touched a word is sent only by whoever says so. */
async function signingOf({ agencyId, period, draft }: Filing, db: Db | Tx) {
  const { previous } = await sentBefore(db, { agencyId, period }, ['previous'])
  const written = textsOf(draft?.content)
  if (!written.length || untouched(draft?.content, previous?.content).length < written.length) return signing
  const same = `Xã đã xem lại: tình hình bốn lĩnh vực không thay đổi so với ${termWords(previous?.title ?? period)}`
  return signing.extend({ unchanged: declaration(same, 'Toàn bộ phần lời chép từ kỳ trước. Xem lại, rồi đánh dấu vào ô này') })
}
