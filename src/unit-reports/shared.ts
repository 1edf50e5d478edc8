import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Db, Tx } from '../db.ts'
import { type Doing, type Filing, type FilingStep, json } from '../filings/filing.ts'
import { read, text } from '../form.ts'
import type { Prisma } from '../generated/client.ts'
import type { Actor } from '../policy.ts'
import type { Party, Step } from '../workflow.ts'
import { formOf, type Section, type Typed, type UnitReportContext } from './form.ts'
import type { Planned } from './planned.ts'
import { nothingDone, sectionsOf } from './sections.ts'

/**
 * Khoản 1, khoản 2 Điều 13: unit and district owe theirs by the same day, so before it sends, the unit shows each district the sections about
 * its communes, as they are then. Nobody reads the working copy; what was shown is a row for each commune, and read by its district alone.
 */

const include = {
  commune: true,
  comments: { include: { agency: true }, orderBy: [{ at: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.SharedSectionInclude

export type SharedSections = Awaited<ReturnType<typeof sharedIn>>

/** What this reader may see of what was shown of a report: its unit all of it, also what it has withdrawn. */
export function sharedIn(db: Db | Tx, filingId: string) {
  return db.sharedSection.findMany({ where: { filingId }, include, orderBy: { commune: { name: 'asc' } } })
}

const drafting = { by: ['unit'], from: ['draft'], writes: { SharedSection: 'filingId' } } as const
const shownOf = ({ context }: Filing) => (context as UnitReportContext).shared.filter(({ withdrawnAt }) => !withdrawnAt)

export const consulting = {
  consult: {
    ...{ ...drafting, label: 'Chuyển huyện góp ý', run: consult },
    blocked: (filing) => {
      const errors = read(sectionsForm(filing), filing.draft?.content).form?.errors.length
      return errors ? `Còn ${errors} chỗ phải sửa trong phần kết quả của các xã trước khi chuyển huyện góp ý` : nothingDone(filing)
    },
  },
  'stop-consulting': {
    ...{ ...drafting, label: 'Thôi xin huyện góp ý', shy: true },
    blocked: (filing) => (shownOf(filing).length ? undefined : 'Chưa chuyển huyện góp ý'),
    run: ({ tx, filing, at }: Doing) =>
      tx.sharedSection.updateMany({
        ...{ where: { filingId: filing.id, withdrawnAt: null }, data: { withdrawnAt: at }, expect: shownOf(filing).length },
      }),
  },
} as const satisfies Record<string, FilingStep>

/** Only the sections have to be in order: summary and outlook may still be missing. */
const sectionsForm = (filing: Filing) => formOf(filing).pick({ sections: true })

async function consult({ tx, filing, actor, at }: Doing) {
  const { shared } = filing.context as UnitReportContext
  const now = (await writtenNow(tx, filing)) ?? []
  const by = { at, by: actor.name, byTitle: actor.title, withdrawnAt: null }
  for (const section of now) {
    const before = shared.find(({ communeId }) => communeId === section.communeId)
    const data = { ...by, content: json(section) }
    if (before) await tx.sharedSection.update({ where: { id: before.id }, data })
    else await tx.sharedSection.create({ data: { ...data, filingId: filing.id, agencyId: actor.agencyId, communeId: section.communeId } })
  }
  const gone = shownOf(filing).filter(({ communeId }) => !now.some((section) => section.communeId === communeId))
  for (const { id } of gone) await tx.sharedSection.update({ where: { id }, data: { withdrawnAt: at } })
}

/** The sections as they are written now; undefined while they hold a mistake. */
async function writtenNow(db: Db | Tx, filing: Filing): Promise<Section[] | undefined> {
  const { data } = read(sectionsForm(filing), filing.draft?.content)
  return data && (await sectionsOf(data.sections as Typed['sections'], filing, db))
}

/** What the unit sees of it beside its form: what was said, and whether it has written something else since. */
export async function consultedOn(db: Db, filing: Filing) {
  const { shared } = filing.context as UnitReportContext
  if (!shared.length || filing.status !== 'draft') return shared.map((section) => ({ ...section, changed: false }))
  const now = await writtenNow(db, filing)
  // What was recorded meanwhile is nobody's writing; of the items it is what the unit says of them.
  const said = (section: unknown) =>
    JSON.parse(
      JSON.stringify(section ?? null, (key, value) => {
        if (key === 'recorded') return undefined
        return key === 'planned' ? (value as Planned[]).flatMap(({ id, said, note }) => (said ? [{ id, said, note }] : [])) : value
      }),
    )
  return shared.map((section) => {
    const written = now?.find(({ communeId }) => communeId === section.communeId)
    return { ...section, changed: !isDeepStrictEqual(said(section.content), said(written && json(written))) }
  })
}

// ── comments ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const sectionComment = z.object({
  text: text('Nội dung góp ý', { required: 'Nhập nội dung góp ý', max: 2_000, rows: 5 }),
})

/** The district comments, the unit answers; both until it is sent. */
export const commentingSection = {
  ...{ by: ['unit', 'district'], form: sectionComment, writes: { FilingComment: 'sharedId' } },
  blocked: ({ filing, withdrawnAt }: Shared) =>
    filing.status !== 'draft'
      ? 'Báo cáo đã gửi Sở Kế hoạch và Đầu tư, không góp ý vào bản soạn được nữa'
      : withdrawnAt
        ? 'Đơn vị đã thôi xin góp ý về phần này'
        : undefined,
} as const satisfies Step<Shared>

export type Shared = Awaited<ReturnType<typeof loadShared>>

export function loadShared(db: Pick<Db, 'sharedSection'>, id: string) {
  return db.sharedSection.findUniqueOrThrow({ where: { id }, include: { ...include, filing: { include: { agency: true, period: true } } } })
}

export function partiesToShared({ agencyId, roles, oversees }: Actor, { agencyId: unitId, communeId }: Shared): Party[] {
  return [
    ...(unitId === agencyId ? (['unit'] as const) : []),
    ...(roles.includes('district') && oversees.includes(communeId) ? (['district'] as const) : []),
  ]
}

export async function commentOn(tx: Tx, { id, filingId }: Shared, { actor, at, text }: { actor: Actor; at: Date; text: string }) {
  const by = { agencyId: actor.agencyId, at, byId: actor.id, by: actor.name, byTitle: actor.title }
  await tx.filingComment.create({ data: { filingId, sharedId: id, text, ...by } })
}
