import { z } from 'zod'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { unapproved } from '../filings/approval.ts'
import {
  type Doing,
  type Filing,
  holdersOf,
  type Kind,
  type Loaded,
  type Owed,
  reason,
  receiving,
  save,
  sending,
} from '../filings/filing.ts'
import { text } from '../form.ts'
import type { Actor } from '../policy.ts'
import type { Party } from '../workflow.ts'
import { type Choices, type Choosing, choosable, choosing, chosen, nothingChosen } from './choices.ts'
import { type Compiled, compile } from './compile.ts'
import { districtDocument, provinceDocument } from './document.ts'
import { type DraftReport, draftReport } from './draft.ts'
import { type Changed, changesBetween } from './figure.ts'
import { wholeProgramme } from './programme.ts'
import { compiledSheets } from './sheets.ts'
import { sinceThen } from './since.ts'
import type { Scope } from './sources.ts'
import { lastYearOf, yearsBefore } from './years.ts'

/** The words that the officer writes beside the figures. */
const words = z.object({
  leadership: text('Công tác chỉ đạo, triển khai', { required: 'Nêu công tác chỉ đạo, triển khai', rows: 6 }),
  assessment: text('Đánh giá kết quả giúp đỡ', {
    required: 'Nhập đánh giá kết quả giúp đỡ',
    rows: 8,
    hint: 'Nhận định bên cạnh số liệu đã tổng hợp; không cần chép lại số liệu',
  }),
  limits: text('Tồn tại, hạn chế và nguyên nhân', { rows: 5 }),
  petitions: text('Kiến nghị, đề xuất', { rows: 4 }),
  nextYear: text('Phương hướng, nhiệm vụ năm sau', { required: 'Nêu phương hướng, nhiệm vụ năm sau', rows: 5 }),
})

/** The figures of a working copy; `changed`: what the last compiling made of those before, of what moment. */
export type Working = Compiled & { changed?: { since: string; figures: Changed[] } }

export type ConsolidationContent = z.output<typeof words> & { compiled: Compiled }

const form = () => words
const editable = ['draft', 'changesAsked'] as const

/** Sending freezes the figures with the words. What the last compiling has changed is the writer's own business. */
const content = <Typed extends object>(typed: Typed, { draft }: Pick<Filing, 'draft'>): Typed & { compiled: Compiled } => {
  const { changed: _, ...compiled } = compiledOf(draft) ?? ({} as Working)
  return { ...typed, compiled }
}

/** What stands in the draft of UBND tỉnh's own report beside the words and figures of the planning department's. */
const handedOver = {
  direction: text('Dự thảo báo cáo của UBND tỉnh: nhiệm vụ giao các cơ quan, địa phương', {
    rows: 4,
    hint: 'Ghi vào phần phương hướng của dự thảo; phần còn lại của dự thảo lấy từ lời văn và số liệu của báo cáo này',
  }),
  upwards: text('Dự thảo báo cáo của UBND tỉnh: kiến nghị với cấp trên', { rows: 3 }),
}

const provinceWords = words.extend(handedOver)

/** Khoản 1 Điều 12: with its last year the programme as a whole. */
const lastWords = provinceWords.extend({
  programme: text('Tổng kết giai đoạn: đánh giá chung, bài học', { required: 'Nêu đánh giá chung của cả giai đoạn', rows: 8 }),
  commendation: text('Đề nghị UBND tỉnh xét khen thưởng', {
    rows: 4,
    hint: 'Đơn vị có nhiều thành tích trong giúp đỡ xã (khoản 1 Điều 12 Quy chế)',
  }),
})

export type ProvinceWords = z.output<typeof provinceWords> & Partial<Pick<z.output<typeof lastWords>, 'programme' | 'commendation'>>
export type ProvinceContent = ProvinceWords & { compiled: Compiled; draft?: DraftReport }

const compiling = (run: (doing: Doing) => Promise<unknown>) =>
  ({ from: editable, label: 'Tổng hợp lại số liệu', edits: true, timeout: 15_000, writes: { Draft: 'filingId' }, run }) as const

const choiceLabels = {
  'leave-out': 'Không tính một báo cáo',
  'take-in': 'Tính lại báo cáo đã để ngoài',
  'count-confirmed': 'Tính đơn vị chưa gửi theo hoạt động xã đã xác nhận',
  'stop-confirmed': 'Thôi tính theo hoạt động xã đã xác nhận',
} satisfies Record<Choosing, string>

const none = {
  'leave-out': 'Chưa có báo cáo nào được tính; tổng hợp số liệu trước',
  'take-in': 'Không có báo cáo nào bị để ngoài',
  'count-confirmed': 'Không còn đơn vị chưa gửi nào có hoạt động xã đã xác nhận; nếu chưa tổng hợp thì tổng hợp số liệu trước',
  'stop-confirmed': 'Không có đơn vị nào được tính theo hoạt động xã đã xác nhận',
} satisfies Record<Choosing, string>

/** What the officer decides about a source, each time compiled anew with it. */
function deciding<By extends Party>(by: By, scopeFor: ScopeOf) {
  const common = { by: [by], from: editable, edits: true, shy: true, timeout: 15_000, writes: { Draft: 'filingId' }, form: reason } as const
  const step = (name: Choosing) =>
    ({
      ...{ ...common, label: choiceLabels[name] },
      asks: async ({ draft }: Filing) => choosing(name, compiledOf(draft)),
      blocked: ({ draft }: Filing) => {
        const compiled = compiledOf(draft)
        return compiled && choosable[name](compiled).length ? undefined : none[name]
      },
      run: async (doing: Doing) => {
        const { filing, data, actor } = doing
        const compiled = compiledOf(filing.draft)
        if (!compiled || !choosable[name](compiled).some(({ agencyId }) => agencyId === data.source)) throw new Refusal(409, none[name])
        const choice = { source: data.source ?? '', note: data.note ?? '', by: actor.name }
        await recompile(doing, scopeFor, chosen(name, compiled.choices ?? nothingChosen, choice))
      },
    }) as const
  return {
    'leave-out': step('leave-out'),
    'take-in': step('take-in'),
    'count-confirmed': step('count-confirmed'),
    'stop-confirmed': step('stop-confirmed'),
  }
}

/** What is added up follows from who writes the report, and from the days that it covers. */
type ScopeOf = (owed: Window, actor: Actor) => Scope
type Window = Pick<Owed, 'dataFrom' | 'dataTo'>

const windowIn = ({ dataFrom, dataTo }: Window) => ({ from: dataFrom.toISOString(), to: dataTo.toISOString() })
const ofDistrict: ScopeOf = (owed, { oversees, helpers }) => ({ oversees, helpers, window: windowIn(owed) })
const ofProvince: ScopeOf = (owed) => ({ oversees: null, helpers: [], window: windowIn(owed) })

/** Khoản 2 Điều 13: from the sent reports of the units that help its communes and of the communes, before 31/12, to the planning department. */
export const districtReport = {
  name: 'districtReport',
  owes: 'districtReport',
  path: '/district-reports',
  by: 'district',
  readers: ['planning'],
  beside: around,
  around,
  form,
  compiles: (tx, owed, { actor, at }) => compiledFor(tx, owed, { scope: ofDistrict(owed, actor), at }),
  content,
  sheets: ({ compiled }: { compiled: Compiled }) => compiledSheets(compiled),
  document: districtDocument,
  steps: {
    compile: { by: ['district'], ...compiling((doing) => recompile(doing, ofDistrict)) },
    ...sending({ by: 'district', readers: ['planning'], editable, label: 'Gửi báo cáo', form, unready: notCompiled }),
    ...receiving('planning'),
    ...deciding('district', ofDistrict),
  },
  receivers: (db, _, at) => holdersOf(db, 'planning', at),
} as const satisfies Kind

/** Khoản 3 Điều 13: from the sent reports of districts and units, before 10/01 of the next year, to the province's People's Committee. */
export const provinceReport = {
  name: 'provinceReport',
  owes: 'provinceReport',
  path: '/province-reports',
  by: 'planning',
  readers: ['province'],
  context: isLast,
  beside: around,
  around,
  form: provinceForm,
  compiles: (tx, owed, { actor, at }) => compiledFor(tx, owed, { scope: ofProvince(owed, actor), at }),
  content: (typed: ProvinceWords, filing: Filing): ProvinceContent => {
    const whole = content(typed, filing)
    return { ...whole, draft: draftReport(typed, whole.compiled) }
  },
  sheets: ({ compiled }: { compiled: Compiled }) => compiledSheets(compiled),
  document: provinceDocument,
  steps: {
    compile: { by: ['planning'], ...compiling((doing) => recompile(doing, ofProvince)) },
    ...sending({ by: 'planning', readers: ['province'], editable, label: 'Gửi báo cáo', form: provinceForm, unready: notCompiled }),
    ...receiving('province', 'Xác nhận đã nhận báo cáo'),
    ...deciding('planning', ofProvince),
  },
  receivers: (db, _, at) => holdersOf(db, 'province', at),
} as const satisfies Kind

function provinceForm({ context }: Pick<Filing, 'context'>) {
  return (context as Awaited<ReturnType<typeof isLast>>).last ? lastWords : provinceWords
}

async function isLast(db: Db | Tx, { period, obligation: { programmeId } }: Loaded) {
  return { last: period.year === lastYearOf(await db.programme.findUniqueOrThrow({ where: { id: programmeId } })) }
}

/** Of the reports that were added up, those that can be opened (one that was recalled since cannot), and what is no longer as it was. */
async function around(db: Db, { draft }: Pick<Filing, 'draft'>, content?: unknown) {
  const compiled = (content as { compiled?: Compiled } | undefined)?.compiled ?? compiledOf(draft)
  if (!compiled?.at) return { readable: new Set<string>() }
  const ids = [...compiled.units, ...compiled.communes, ...compiled.districts].flatMap(({ filingId }) => filingId ?? [])
  const sent = await db.filing.findMany({ where: { id: { in: ids }, firstSentAt: { not: null } }, select: { id: true } })
  const years = (compiled.years ?? []).flatMap(({ versionId }) => versionId ?? [])
  const earlier = await db.filingVersion.findMany({ where: { id: { in: years } }, select: { id: true } })
  const readable = new Set([...sent, ...earlier].map(({ id }) => id))
  return { readable, since: await sinceThen(db, compiled) }
}

/** The figures of a year, with the years before it; with the programme's last year, all of it. */
async function compiledFor(
  tx: Tx,
  { kind, agencyId, programmeId, period }: Pick<Owed, 'kind' | 'agencyId' | 'programmeId' | 'period'>,
  { scope, choices, at }: { scope: Scope; choices?: Choices; at: Date },
): Promise<Compiled> {
  const year = await compile(tx, period.year, at, scope, choices)
  const { years, earlier, last } = await yearsBefore(tx, { kind, agencyId, programmeId, year: period.year })
  return { ...year, years, ...(last && { programme: await wholeProgramme(tx, earlier, year) }) }
}

/** Compiling again replaces the figures, leaves the written parts, and says which figures are others now. */
async function recompile(doing: Doing, scopeFor: ScopeOf, choices = compiledOf(doing.filing.draft)?.choices) {
  const { tx, filing, actor, at, body } = doing
  if (body) await save(doing)
  const owed = { ...filing, ...filing.obligation }
  const fresh = await compiledFor(tx, owed, { scope: scopeFor(owed, actor), choices, at })
  const before = compiledOf(filing.draft)
  const compiled: Working = before ? { ...fresh, changed: { since: before.at, figures: changesBetween(before, fresh) } } : fresh
  await tx.draft.update({ where: { filingId: filing.id }, data: { compiled, savedAt: at, savedById: actor.id, ...unapproved } })
}

function notCompiled({ draft }: Filing) {
  return draft?.compiled ? undefined : 'Chưa tổng hợp số liệu; bấm “Tổng hợp lại số liệu” trước khi gửi'
}

export const compiledOf = (draft: { compiled: unknown } | null) => (draft?.compiled ?? undefined) as Working | undefined
