import type { Db, Tx } from '../db.ts'
import { type Sheet, sheetOf } from '../sheets/sheet.ts'
import { isRefused, withOpinions } from '../unit-reports/explained.ts'
import { outcomeWords, placeOf } from '../words.ts'
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

const decisionWords = { agrees: 'đồng ý', refuses: 'không đồng ý' }

/** The same as a file; none where nothing is explained. */
export function explainedSheets(explained: readonly Explained[] = [], lines: string[] = []): Sheet[] {
  if (!explained.length) return []
  return [
    sheetOf<Explained>(
      'Giải trình lý do tại xã',
      [
        { title: 'Đơn vị', value: ({ agency }) => agency },
        { title: 'Xã', value: ({ commune }) => placeOf(commune) },
        { title: 'Lý do', value: ({ reason }) => reason },
        { title: 'Ý kiến của cơ quan tổng hợp', value: ({ note }) => note ?? '' },
        { title: 'UBND tỉnh', value: ({ decision }) => (decision ? decisionWords[decision] : 'chưa quyết định') },
        { title: 'Nội dung quyết định', value: ({ decided }) => decided ?? '' },
        { title: 'Kết quả', value: ({ decision }) => outcomeWords[decision === 'refuses' ? 'nothing' : 'explained'] },
      ],
      explained,
      { lines },
    ),
  ]
}
