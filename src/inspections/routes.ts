import { dayOf, daysBetween } from '../clock.ts'
import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { type Column, sheetOf } from '../sheets/sheet.ts'
import { date, placeOf, requestWords, until } from '../words.ts'
import { type Inspection, inspection } from './inspection.ts'
import { inspectionsList, requestsList } from './list.ts'
import { type InspectionRequest, inspectionRequest, stageOf } from './request.ts'

export const inspections = nounRoutes(inspection, { list: inspectionsList, page: inspectionPage })
export const inspectionRequests = nounRoutes(inspectionRequest, { list: requestsList, page: requestPage })

type Requested = Inspection['requests'][number] & { is: ReturnType<typeof stageOf> }
const requestColumns: Column<Requested>[] = [
  { title: 'Yêu cầu', value: ({ text }) => text },
  { title: 'Nơi thực hiện', value: ({ agency }) => agency.name },
  { title: 'Hạn', type: 'day', value: ({ dueOn }) => dueOn },
  { title: 'Tình trạng', value: ({ is }) => requestWords[is] },
]

async function inspectionPage({ actor, at }: Looking, row: Inspection) {
  const requests = row.requests.map((request) => ({ ...request, is: stageOf(request, at) }))
  const open = requests.filter(({ is }) => is !== 'closed').length
  return {
    title: `Kiểm tra ${placeOf(row.commune.name)} ngày ${date(row.day)}`,
    caption: `${row.district.name} kiểm tra${row.unit ? `, cùng ${row.unit.name}` : ''}`,
    lead:
      row.status === 'withdrawn'
        ? 'Đã rút.'
        : requests.length
          ? `${requests.length} yêu cầu, ${open ? `${open} yêu cầu chưa kết thúc` : 'đều đã kết thúc'}.`
          : 'Chưa có yêu cầu, kiến nghị.',
    requests,
    sheets: requests.length ? [sheetOf('Yêu cầu, kiến nghị', requestColumns, requests)] : [],
    addHref: row.status === 'recorded' && row.districtId === actor.agencyId ? `/inspection-requests/new?of=${row.id}` : undefined,
  }
}

async function requestPage({ at }: Looking, row: InspectionRequest) {
  const is = stageOf(row, at)
  const left = daysBetween(dayOf(at), row.dueOn)
  return {
    title: row.text.length > 120 ? `${row.text.slice(0, 120)}…` : row.text,
    caption: `${row.inspection.district.name} yêu cầu ${row.agency.name} sau đợt kiểm tra ${placeOf(row.inspection.commune.name)}`,
    lead: `${requestWords[is]}. Hạn: chậm nhất ngày ${date(row.dueOn)}${row.status === 'asked' ? `, ${until(left)}` : ''}.`,
    is,
  }
}
