import { z } from 'zod'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import type { Doing, Filing, FilingStep } from '../filings/filing.ts'
import { choices } from '../form.ts'
import { placeOf } from '../words.ts'

/** One document for several communes of the same unit: it fulfils their obligations together, and all of them are asked for consent. */
export const cover = {
  cover: {
    ...{ by: ['unit'], from: ['draft'], edits: true, label: 'Lập chung cho nhiều xã', writes: { FilingCover: 'filingId' } },
    shy: true,
    form: z.object({ obligations: choices('Xã', {}) }),
    asks: async (filing, db) => asked(await coverable(db, filing)),
    blocked: ({ versions }, _, { helps }) =>
      versions.length ? 'Kế hoạch đã gửi; xã khác lập kế hoạch riêng' : helps.length > 1 ? undefined : 'Đơn vị chỉ giúp một xã',
    run: setCovers,
  },
} as const satisfies Record<string, FilingStep>

const asked = (others: Awaited<ReturnType<typeof coverable>>) =>
  z.object({
    obligations: choices(
      'Kế hoạch này lập chung với',
      Object.fromEntries(others.map(({ id, assignment }) => [id, placeOf(assignment?.commune.name ?? '')])),
      'Mỗi xã và huyện của xã đó cùng được hỏi ý kiến; bỏ hết đánh dấu là lập riêng cho một xã',
    ),
  })

/** The unit's other plans for the same period that nobody has begun, and those that this one covers already. */
async function coverable(db: Db | Tx, filing: Filing) {
  return db.obligation.findMany({
    where: {
      ...{ kind: 'plan', agencyId: filing.agencyId, periodId: filing.periodId, withdrawnAt: null, id: { not: filing.obligationId } },
      filings: { none: {} },
      OR: [{ coveredBy: null }, { coveredBy: { filingId: filing.id } }],
    },
    include: { assignment: { include: { commune: true } } },
    orderBy: { assignment: { commune: { name: 'asc' } } },
  })
}

async function setCovers({ tx, filing, actor, data }: Doing) {
  const may = (await coverable(tx, filing)).filter(({ assignment }) => actor.helps.includes(assignment?.communeId ?? ''))
  const rows = [data.obligations ?? []].flat().map((obligationId) => {
    const communeId = may.find(({ id }) => id === obligationId)?.assignment?.communeId
    if (!communeId) throw new Refusal(409, 'Đã có kế hoạch riêng cho một trong các xã này')
    return { filingId: filing.id, obligationId, communeId }
  })
  if (filing.covers.length) await tx.filingCover.deleteMany({ where: { filingId: filing.id }, expect: filing.covers.length })
  await tx.filingCover.createMany({ data: rows })
}
