import type { Db, Tx } from '../db.ts'
import { isRefused, withOpinions } from '../unit-reports/explained.ts'
import { counted } from './choices.ts'
import { type Source, versionsOf } from './sources.ts'

/** Khoản 2 Điều 12: which unit said of which commune why nothing was carried out, what the planning department notes, what UBND tỉnh decided. */
export type Explained = {
  agencyId: string
  agency: string
  communeId: string
  commune: string
  reason: string
  note: string | null
  decision: 'agrees' | 'refuses' | null
  decided: string | null
}

/** Of the versions that are read, about these communes; as it stands when it is compiled. */
export async function explainedBy(db: Db | Tx, units: readonly Source[], within: { in: string[] } | undefined): Promise<Explained[]> {
  const read = counted(units)
  const sections = await db.explainedSection.findMany({
    where: { communeId: within ?? {}, versionId: { in: versionsOf(read) } },
    include: withOpinions,
    orderBy: [{ commune: { name: 'asc' } }, { id: 'asc' }],
  })
  return read.flatMap(({ agencyId, agency, versionId }) =>
    sections
      .filter((section) => section.versionId === versionId)
      .map((section) => {
        const [[note], [decided]] = [section.notes, section.decisions]
        return {
          ...{ agencyId, agency, communeId: section.communeId, commune: section.commune.name, reason: section.reason },
          ...{ note: note?.text ?? null, decided: decided?.text ?? null },
          decision: decided ? (isRefused(section) ? 'refuses' : 'agrees') : null,
        }
      }),
  )
}
