import { z } from 'zod'
import { inForceWithin } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { type Apart, asSent, orApart } from '../filings/apart.ts'
import { unapproved } from '../filings/approval.ts'
import {
  agreed,
  communesOf,
  type Doing,
  type Filing,
  holdersOf,
  type Kind,
  type Loaded,
  type Owed,
  receiving,
  save,
  sending,
} from '../filings/filing.ts'
import { choices, count, money, text } from '../form.ts'
import type { Area, HelpForm, ItemOutcome, PlanItem } from '../generated/client.ts'
import { areaWords, formWords, placeOf } from '../words.ts'
import { helpOf, typedFigures } from './help.ts'
import { unitReportSheets } from './sheets.ts'

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

const areas = ['economy', 'society', 'security', 'politics'] as const satisfies Area[]

/** The communes that the unit was assigned to in the reporting year, with what its agreed plan says for each. */
export type UnitReportContext = { communes: { id: string; name: string; items: (PlanItem & Pick<Planned, 'is'>)[] }[] }

type Typed = {
  summary: string
  sections: Record<string, z.output<typeof section>>
  difficulties: string
  petitions: string
  nextYear: string
}
type Monies = Record<'ownMoney' | 'sponsorMoney' | 'goodsValue' | 'programmeMoney', string>
/** `recorded`: what the portal knew of it when it was sent: what the unit had declared, what the commune had received. */
type AreaResult = { done: string; notDone: string; forms: HelpForm[]; labourDays: number; households: number; recorded?: Recorded } & Monies
type Recorded = Record<'declared' | 'received', { supports: number; own: string; sponsor: string; programme: string; labour: number }>
/** An item of an agreed plan, and what became of it. Versions of before items were added up do not say which plan. */
type Planned = { task: string; clause: string; is: ItemOutcome; plan?: string; key?: string }
export type UnitReportContent = Omit<Typed, 'sections'> & {
  sections: ({ communeId: string; commune: string; planned?: Planned[]; security: AreaResult & Apart } & Record<
    Exclude<Area, 'security'>,
    AreaResult
  >)[]
}

const forms = new Map<string, z.ZodObject>()

function formOf({ context }: Pick<Filing, 'context'>) {
  const { communes } = context as UnitReportContext
  const key = communes.map(({ id }) => id).join()
  const form =
    forms.get(key) ??
    z.object({
      summary: text('Công tác chỉ đạo, phối hợp', {
        required: 'Nêu công tác chỉ đạo, phối hợp trong năm',
        rows: 5,
        hint: 'Phân công, làm việc với xã và huyện, kế hoạch đã thống nhất',
      }),
      sections: z.object(Object.fromEntries(communes.map(({ id, name }) => [id, section.meta({ title: placeOf(name) })]))),
      difficulties: text('Khó khăn, vướng mắc', { rows: 4 }),
      petitions: text('Kiến nghị, đề xuất với UBND tỉnh (qua Sở Kế hoạch và Đầu tư)', { rows: 3, hint: 'Khoản 5 Điều 13 Quy chế' }),
      nextYear: text('Phương hướng năm sau', { required: 'Nêu phương hướng năm sau', rows: 4 }),
    })
  forms.set(key, form)
  return form
}

/** Khoản 1 Điều 13: every year, to the planning department, before 31/12. One report for all the unit's communes. */
export const unitReport = {
  name: 'unitReport',
  owes: 'unitReport',
  path: '/unit-reports',
  by: 'unit',
  readers: ['planning'],
  followers: ['district'],
  context,
  form: formOf,
  begins,
  beside: async (db, { agencyId, period, draft }) => ({ help: draft ? await helpOf(db, agencyId, period.year) : () => undefined }),
  content,
  sheets: unitReportSheets,
  steps: {
    compile: {
      ...{ by: ['unit'], from: ['draft', 'changesAsked'], label: 'Lấy lại số liệu đã ghi', edits: true, writes: { Draft: 'filingId' } },
      run: takeAgain,
    },
    ...sending({
      ...{ by: 'unit', readers: ['planning'], editable: ['draft', 'changesAsked'] },
      ...{ label: 'Gửi báo cáo', summed: ['UnitResult', 'UnitItem'], form: formOf, unready: nothingDone },
    }),
    ...receiving('planning'),
  },
  receivers: (db, _, at) => holdersOf(db, 'planning', at),
  project: async (tx, { id, filingId, n }, { sections }: UnitReportContent) => {
    await tx.unitResult.createMany({
      data: sections.flatMap(({ communeId, commune: _, planned: _planned, ...byArea }) =>
        areas.map((area) => {
          const {
            recorded: _recorded,
            ownMoney,
            sponsorMoney,
            goodsValue,
            programmeMoney,
            apart: _,
            apartNumber,
            apartDate,
            ...rest
          } = {
            ...({} as Apart),
            ...byArea[area],
          }
          return {
            ...{ filingId, versionId: id, n, communeId, area, ...rest },
            ...{ apartNumber: apartNumber ?? null, apartDate: apartDate ? dayFrom(apartDate) : null },
            ...{
              ownMoney: BigInt(ownMoney),
              sponsorMoney: BigInt(sponsorMoney),
              goodsValue: BigInt(goodsValue),
              programmeMoney: BigInt(programmeMoney),
            },
          }
        }),
      ),
    })
    await tx.unitItem.createMany({ data: sections.flatMap((one) => itemsIn(one, { id, filingId, n })) })
  },
} as const satisfies Kind

function itemsIn({ communeId, planned = [] }: UnitReportContent['sections'][number], version: { id: string; filingId: string; n: number }) {
  const { id: versionId, filingId, n } = version
  return planned.flatMap(({ plan, key, task, clause, is }) =>
    plan && key ? [{ filingId, versionId, n, communeId, planId: plan, itemKey: key, clause, task, outcome: is }] : [],
  )
}

/** Nothing is typed twice: figures, forms and what was done come from what was recorded through the year. */
async function begins(db: Db | Tx, { agencyId, period, dataFrom, dataTo }: Owed) {
  const help = await helpOf(db, agencyId, period.year)
  const communes = await communesIn(db, agencyId, { from: dataFrom, to: dataTo })
  const sections = communes.map(({ id }) => {
    const found = areas.flatMap((area) => {
      const one = help(id, area)
      return one ? [[area, { ...typedFigures(one.given), done: one.done.join('\n') }] as const] : []
    })
    return [id, Object.fromEntries(found)] as const
  })
  return { sections: Object.fromEntries(sections) }
}

/** Figures and forms as they are recorded now; the words stay, and an area about which nothing was recorded stays as it was typed. */
async function takeAgain(doing: Doing) {
  const { tx, filing, actor, at, body } = doing
  if (body) await save(doing)
  const { content } = await tx.draft.findUniqueOrThrow({ where: { filingId: filing.id } })
  const help = await helpOf(tx, filing.agencyId, filing.period.year)
  const { sections = {}, ...rest } = content as { sections?: Record<string, Record<string, object>> }
  const fresh = (filing.context as UnitReportContext).communes.map(({ id }) => {
    const byArea = areas.map((area) => {
      const one = help(id, area)
      return [area, { ...sections[id]?.[area], ...(one && typedFigures(one.given)) }]
    })
    return [id, Object.fromEntries(byArea)]
  })
  const data = { content: { ...rest, sections: Object.fromEntries(fresh) }, savedAt: at, savedById: actor.id, ...unapproved }
  await tx.draft.update({ where: { filingId: filing.id }, data, select: { filingId: true } })
}

/** Sending freezes what was typed together with what was recorded and planned: declared and received stand side by side for ever. */
async function content({ sections, ...rest }: Typed, { agencyId, period, context }: Filing, db: Db | Tx) {
  const help = await helpOf(db, agencyId, period.year)
  return {
    ...rest,
    sections: (context as UnitReportContext).communes.map(({ id, name, items }) => {
      const section = sections[id]
      const told = areas.flatMap((area) => {
        const both = help(id, area)?.both
        return section && both ? [[area, { ...section[area], recorded: both }]] : []
      })
      const areasTold = { ...section, ...Object.fromEntries(told) }
      const planned = items.map(({ filingId, key, task, clause, is }) => ({ plan: filingId, key, task, clause, is }))
      return { communeId: id, commune: name, planned, ...areasTold, ...(section && { security: asSent(areasTold.security) }) }
    }),
  }
}

/** A report without one thing done is not a report: khoản 2 Điều 12 asks for the reason instead. */
function nothingDone({ draft }: Filing) {
  const { sections = {} } = (draft?.content ?? {}) as { sections?: Record<string, Record<string, { done?: string } & Apart>> }
  const done = Object.values(sections).some((byArea) => Object.values(byArea).some(({ done, apart }) => done || apart))
  return done ? undefined : 'Chưa ghi việc nào đã thực hiện. Nếu đơn vị không triển khai được, lập báo cáo lý do (khoản 2 Điều 12 Quy chế)'
}

const dayFrom = (words: string) => new Date(words.split('/').reverse().join('-'))

/** For the writer only; readers find the names in the frozen content. */
async function context(db: Db | Tx, { draft, agencyId, period, obligation }: Loaded): Promise<UnitReportContext> {
  if (!draft) return { communes: [] }
  const communes = await communesIn(db, agencyId, { from: obligation.dataFrom, to: obligation.dataTo })
  const items = await db.planItem.findMany({
    where: {
      version: {
        filing: { kind: 'plan', agencyId, period: { kind: { in: ['year', 'half'] }, year: period.year } },
        receipts: { some: { consents: { some: { opinion: 'agrees' } } } },
      },
    },
    orderBy: { position: 'asc' },
    include: {
      version: {
        omit: { content: true },
        include: {
          filing: { include: { assignment: true, covers: true } },
          receipts: { include: { consents: { orderBy: { seq: 'asc' } } } },
        },
      },
    },
  })
  // Of each plan (of the year, of a half-year, over several communes) the newest version that was agreed.
  const inForce = newestOf(items.filter(({ version }) => agreed(version)).map((item) => ({ ...item, n: item.version.n })))
  const carriedOut = await db.support.findMany({
    where: { filingId: { in: [...new Set(inForce.map(({ filingId }) => filingId))] }, status: { not: 'cancelled' } },
    select: { filingId: true, itemKey: true, communeId: true, status: true },
  })
  const fate = (item: { filingId: string; key: string }, communeId: string) => {
    const theirs = carriedOut.filter((one) => one.filingId === item.filingId && one.itemKey === item.key && one.communeId === communeId)
    return theirs.some(({ status }) => status === 'confirmed' || status === 'disputed') ? 'received' : theirs.length ? 'declared' : 'open'
  }
  const newest = (communeId: string) =>
    inForce
      .filter(({ communeId: one, version: { filing } }) => (one ? one === communeId : communesOf(filing).includes(communeId)))
      .map(({ version: _, n: __, ...item }) => ({ ...item, is: fate(item, communeId) }) as const)
  return { communes: communes.map((commune) => ({ ...commune, items: newest(commune.id) })) }
}

/** The communes that the unit helped within the reporting year, also where its assignment has ended since. */
async function communesIn(db: Db | Tx, unitId: string, { from, to }: { from: Date; to: Date }) {
  const assignments = await db.assignment.findMany({
    where: { unitId, ...inForceWithin(from, to) },
    include: { commune: true },
    orderBy: { commune: { name: 'asc' } },
  })
  return [...new Map(assignments.map(({ commune: { id, name } }) => [id, { id, name }])).values()]
}

/** Of the results one may read, those of each report's newest version. */
export function newestOf<Result extends { filingId: string; n: number }>(results: readonly Result[]) {
  const newest = new Map<string, number>()
  for (const { filingId, n } of results) newest.set(filingId, Math.max(n, newest.get(filingId) ?? 0))
  return results.filter(({ filingId, n }) => newest.get(filingId) === n)
}
