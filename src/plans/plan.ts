import type { Db, Tx } from '../db.ts'
import { commenting, threadsOf } from '../filings/comments.ts'
import { communesOf, districtOf, type Filing, type Kind, type Loaded, sending } from '../filings/filing.ts'
import type { Prisma } from '../generated/client.ts'
import { progressOf } from '../supports/progress.ts'
import { agreement } from './agreement.ts'
import { cover } from './cover.ts'
import { planDocument } from './document.ts'
import { figuresOf } from './figures.ts'
import { type PlanContent, type PlanContext, planForm } from './form.ts'
import { pen, penElsewhere } from './pen.ts'
import { planSheets } from './sheets.ts'
import { taking } from './sources.ts'

const { save, attach, detach, ...sent } = sending({
  ...{ by: 'unit', readers: ['commune', 'district'], editable: ['draft', 'sent', 'changesAsked'] },
  ...{ label: 'Gửi lấy ý kiến thống nhất', summed: ['PlanItem'], form: planForm, unready: heldByCommune },
})

/** Khoản 2 Điều 8: the unit writes it, commune and district each consent to the same version, in either order. */
export const plan = {
  name: 'plan',
  owes: 'plan',
  path: '/plans',
  by: 'unit',
  starters: ['unit', 'commune'],
  readers: ['commune', 'district'],
  context,
  beside: async (db, filing) => ({ figures: await figuresOf(db, communesOf(filing)) }),
  around: async (db, filing, content) => ({
    threads: await threadsOf(db, filing, content),
    progress: await progressOf(db, filing.id),
  }),
  form: planForm,
  content: async (typed: Omit<PlanContent, 'figures' | 'communes'>, filing, db) => {
    const { communes } = filing.context as PlanContext
    return { ...typed, ...(communes.length && { communes }), figures: await figuresOf(db, communesOf(filing)) }
  },
  sheets: planSheets,
  document: planDocument,
  steps: {
    ...sent,
    save: { ...save, by: ['unit', 'commune'], blocked: penElsewhere },
    attach: { ...attach, blocked: penElsewhere },
    detach: { ...detach, blocked: penElsewhere },
    ...taking,
    ...cover,
    ...pen,
    ...agreement,
    ...commenting(['unit', 'commune', 'district']),
  },
  async receivers(db, filing, at) {
    const communes = communesOf(filing)
    const districts = await Promise.all(communes.map((commune) => districtOf(db, commune, at)))
    return [...new Set([...communes, ...districts.flat()])]
  },
  project: (tx, { id, filingId }, { items }: PlanContent) =>
    tx.planItem.createMany({
      data: items.map(({ id: key, clause, task, form, result, quantity, unit, ...item }, position) => ({
        ...{ filingId, versionId: id, key, position, clause, task, form, result, quantity: quantity ?? null, unit },
        ...{ communeId: item.commune || null, needId: item.need || null },
        ...{ fromMonth: Number(item.fromMonth) || null, toMonth: Number(item.toMonth) || null },
        ...{
          ownMoney: BigInt(item.ownMoney),
          sponsorMoney: BigInt(item.sponsorMoney),
          programmeMoney: BigInt(item.programmeMoney),
        },
      })),
    }),
} as const satisfies Kind

function heldByCommune({ draft }: Filing) {
  return draft?.heldById ? 'Xã đang soạn; đơn vị nhận về để gửi' : undefined
}

/** Communes are named where there are several to choose from. */
async function context(db: Db | Tx, filing: Loaded): Promise<PlanContext> {
  const communes = filing.covers.length
    ? await db.agency.findMany({ where: { id: { in: communesOf(filing) } }, select: { id: true, name: true }, orderBy: { name: 'asc' } })
    : []
  // To choose from: what is still proposed; to be read: also what was withdrawn since.
  const open: Prisma.NeedWhereInput = filing.draft ? { status: 'proposed', OR: [{ unitId: null }, { unitId: filing.agencyId }] } : {}
  const needs = await db.need.findMany({
    where: { communeId: { in: communesOf(filing) }, ...open },
    select: { id: true, what: true },
    orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
  })
  return { communes, needs: needs.map(({ id, what }) => ({ id, title: what })) }
}
