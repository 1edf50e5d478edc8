import type { Db, Tx } from '../db.ts'
import { type Apart, asSent } from '../filings/apart.ts'
import type { Filing, Loaded } from '../filings/filing.ts'
import { areas, type Section, type Typed, type UnitReportContext } from './form.ts'
import { helpOf, type Reported } from './help.ts'
import { plannedAsSent } from './planned.ts'

export const reportedBy = ({ agencyId, period, obligation: { dataFrom, dataTo } }: Loaded): Reported => ({
  agencyId,
  period,
  dataFrom,
  dataTo,
})

/** What was typed of each commune together with what was recorded and planned: declared and received stand side by side. */
export async function sectionsOf(sections: Typed['sections'], filing: Filing, db: Db | Tx) {
  const help = await helpOf(db, reportedBy(filing))
  return (filing.context as UnitReportContext).communes.map(({ id, name, items }) => {
    const { nothing, reason, planned: typed, ...section } = sections[id] ?? ({} as Partial<Typed['sections'][string]>)
    const told = areas.flatMap((area) => {
      const both = help(id, area)?.both
      return section[area] && both ? [[area, { ...section[area], recorded: both }]] : []
    })
    const areasTold = { ...section, ...Object.fromEntries(told) }
    return {
      ...{
        communeId: id,
        commune: name,
        planned: plannedAsSent(items, typed),
        ...areasTold,
        ...(section.security && { security: asSent(areasTold.security) }),
      },
      ...(nothing && { nothing, reason }),
    } as unknown as Section // money becomes a string of digits when it is kept
  })
}

/** A report without one thing done is not a report: khoản 2 Điều 12 asks for the reason instead, of all communes in a document of its own. */
export function nothingDone({ draft, period }: Filing) {
  const { sections = {} } = (draft?.content ?? {}) as { sections?: Record<string, Draft> }
  const told = Object.values(sections)
  const done = told.some(({ nothing, reason: _, ...byArea }) => !nothing && Object.values(byArea).some(({ done, apart }) => done || apart))
  if (done) return undefined
  if (period.kind === 'half')
    return 'Chưa ghi việc nào đã thực hiện. Báo cáo 6 tháng không bắt buộc: không có gì để báo cáo thì không phải gửi'
  const instead = 'lập báo cáo lý do không triển khai thay cho báo cáo năm (khoản 2 Điều 12 Quy chế)'
  return told.length && told.every(({ nothing }) => nothing)
    ? `Mọi xã đều ghi không triển khai: ${instead}, ở mục “Báo cáo lý do không triển khai” dưới danh sách báo cáo năm`
    : `Chưa ghi việc nào đã thực hiện. Nếu đơn vị không triển khai được, ${instead}`
}

type Draft = { nothing?: '1' | ''; reason?: string } & Record<string, { done?: string } & Apart>
