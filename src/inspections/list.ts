import { z } from 'zod'
import type { Db } from '../db.ts'
import type { Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, communeFilter, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { capital, placeOf, requestWords, statusWords } from '../words.ts'
import { stageOf } from './request.ts'

const common = { commune: chosenId, q: searched, order: ordered, ...paging }
const openness = { open: 'Còn yêu cầu chưa kết thúc', done: 'Không còn yêu cầu' }
const inspectionFilters = z.object({ ...common, is: chosenOf(openness), sort: sortedBy(['day', 'commune']) })
const requestFilters = z.object({ ...common, is: chosenOf(requestWords), sort: sortedBy(['due', 'commune']) })

/** The inspections in this reader's sight, the latest first. */
export async function inspectionsList({ db }: Looking, query: unknown) {
  const chosen = inspectionFilters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'day' ? 'desc' : 'asc')
  const orderBy = { day: { day: order }, commune: { commune: { name: order } } }[chosen.sort]
  const open = { requests: { some: { status: { not: 'closed' as const } } } }
  const thin = await db.inspection.findMany({
    where: {
      ...(chosen.commune && { communeId: chosen.commune }),
      ...(chosen.is && (chosen.is === 'open' ? open : { NOT: open })),
    },
    include: { commune: true, unit: true, requests: { select: { status: true } } },
    orderBy: [orderBy, { day: 'desc' }, { id: 'asc' }],
  })
  const found = finds(chosen.q)
  const wanted = thin.filter(({ findings, commune, unit }) => found(findings, commune.name, unit?.name))
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    ...{ title: 'Kiểm tra', chosen: { ...chosen, order }, ...pages },
    filters: [{ name: 'is', label: 'Yêu cầu', words: openness }, ...communeFilter(await communesSeen(db))],
    ...listed(
      wanted.slice(rows.skip, rows.skip + rows.take).map(({ requests, ...row }) => ({
        ...row,
        asked: requests.length,
        open: requests.filter(({ status }) => status !== 'closed').length,
      })),
      [
        { title: 'Xã', sort: 'commune', value: ({ commune }) => capital(placeOf(commune.name)) },
        { title: 'Ngày', type: 'day', sort: 'day', value: ({ day }) => day },
        { title: 'Cùng đơn vị', value: ({ unit }) => unit?.name ?? 'không' },
        { title: 'Kết quả', within: true, value: ({ findings }) => findings },
        { title: 'Yêu cầu', type: 'number', value: ({ asked }) => asked },
        { title: 'Chưa kết thúc', type: 'number', within: true, value: ({ open }) => open },
        { title: 'Tình trạng', value: ({ status }) => statusWords[status] },
      ],
    ),
  }
}

/** The requests in this reader's sight, the most urgent first. */
export async function requestsList({ db, at }: Looking, query: unknown) {
  const chosen = requestFilters.parse(query ?? {})
  const order = chosen.order ?? 'asc'
  const orderBy = { due: { dueOn: order }, commune: { inspection: { commune: { name: order } } } }[chosen.sort]
  const where: Prisma.InspectionRequestWhereInput = chosen.commune ? { inspection: { communeId: chosen.commune } } : {}
  const all = await db.inspectionRequest.findMany({
    where,
    include: { agency: true, inspection: { include: { commune: true } } },
    orderBy: [orderBy, { dueOn: 'asc' }, { id: 'asc' }],
  })
  const found = finds(chosen.q)
  const wanted = all
    .map((row) => ({ ...row, is: stageOf(row, at) }))
    .filter(({ is, text, agency, inspection }) => (!chosen.is || chosen.is === is) && found(text, agency.name, inspection.commune.name))
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    ...{ title: 'Yêu cầu sau kiểm tra', chosen: { ...chosen, order }, ...pages },
    overdue: wanted.filter(({ is }) => is === 'overdue').length,
    filters: [{ name: 'is', label: 'Tình trạng', words: requestWords }, ...communeFilter(await communesSeen(db))],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Yêu cầu', value: ({ text }) => text },
      { title: 'Nơi thực hiện', value: ({ agency }) => agency.name },
      { title: 'Kiểm tra tại', sort: 'commune', value: ({ inspection }) => capital(placeOf(inspection.commune.name)) },
      { title: 'Hạn', type: 'day', sort: 'due', value: ({ dueOn }) => dueOn },
      { title: 'Tình trạng', value: ({ is }) => requestWords[is] },
    ]),
  }
}

async function communesSeen(db: Db) {
  const inspections = await db.inspection.findMany({
    select: { commune: true },
    distinct: ['communeId'],
    orderBy: { commune: { name: 'asc' } },
  })
  return inspections.map(({ commune: { id, name } }) => ({ id, name: placeOf(name) }))
}
