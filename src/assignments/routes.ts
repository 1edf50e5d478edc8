import { z } from 'zod'
import { dayOf } from '../clock.ts'
import { downloadList, wantsSheet } from '../download.ts'
import type { Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import { pages } from '../pages.ts'
import { listed } from '../sheets/sheet.ts'
import { capital, placeOf, plain } from '../words.ts'

const { router, get } = pages()
export const assignments = router

const validity = { inForce: 'Đang hiệu lực', ended: 'Đã kết thúc' }
const filters = z.object({
  ...{ q: searched, district: chosenId, is: chosenOf(validity) },
  ...{ sort: sortedBy(['commune', 'unit', 'from']), order: ordered, ...paging },
})

/** Which unit helps which commune, by which decision: within one's sight. */
get('/', ['unit', 'commune', 'district', 'planning', 'province'], async (req, res) => {
  const { db, query, at } = req
  const chosen = filters.parse(query ?? {})
  const agencies = await db.agency.findMany({ select: { id: true, name: true, otherSpellings: true, roles: { select: { role: true } } } })
  const words = plain(chosen.q)
  const named = agencies
    .filter(({ name, otherSpellings }) => [name, ...otherSpellings].some((one) => plain(one).includes(words)))
    .map(({ id }) => id)
  const today = dayOf(at)
  const ended = { to: { lt: today } }
  const where: Prisma.AssignmentWhereInput = {
    AND: [
      words ? { OR: [{ unitId: { in: named } }, { communeId: { in: named } }] } : {},
      chosen.district ? { commune: { parents: { some: { parentId: chosen.district } } } } : {},
      chosen.is === 'ended' ? ended : chosen.is === 'inForce' ? { NOT: ended } : {},
    ],
  }
  const total = await db.assignment.count({ where })
  const { rows: shown, ...pages } = pageAt(total, chosen)
  const order = chosen.order ?? 'asc'
  const byName = { commune: { commune: { name: order } }, unit: { unit: { name: order } }, from: { from: order } }
  const rows = await db.assignment.findMany({
    where,
    orderBy: [byName[chosen.sort], { commune: { name: 'asc' } }, { id: 'asc' }],
    ...shown,
    include: { unit: true, commune: { include: { parents: { include: { parent: true } } } } },
  })
  const districts = agencies
    .filter(({ roles }) => roles.some(({ role }) => role === 'district'))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
  const found = {
    ...{ title: 'Phân công giúp xã', chosen: { ...chosen, order }, ...pages },
    filters: [
      { name: 'district', label: 'Huyện, thị xã, thành phố', words: districts.map(({ id, name }) => [id, placeOf(name)] as const) },
      { name: 'is', label: 'Hiệu lực', words: validity },
    ],
    ...listed(
      rows.map((row) => ({
        ...row,
        place: placeOf(row.commune.name),
        district: row.commune.parents.at(-1)?.parent.name ?? '',
        ended: row.to !== null && row.to < today,
      })),
      [
        { title: 'Xã', sort: 'commune', value: ({ place }) => capital(place) },
        { title: 'Huyện', value: ({ district }) => capital(placeOf(district)) },
        { title: 'Đơn vị giúp xã', sort: 'unit', value: ({ unit }) => unit.name },
        { title: 'Quyết định', value: ({ decisionNumber }) => decisionNumber },
        { title: 'Ngày quyết định', type: 'day', within: true, value: ({ decisionDate }) => decisionDate },
        { title: 'Từ ngày', type: 'day', sort: 'from', value: ({ from }) => from },
        { title: 'Đến ngày', type: 'day', within: true, value: ({ to }) => to },
        { title: 'Hiệu lực', within: true, value: ({ ended }) => (ended ? validity.ended : validity.inForce) },
        { title: 'Đầu mối', value: ({ unitContact }) => unitContact },
        { title: 'Ghi chú', within: true, value: ({ illustration }) => (illustration ? 'minh hoạ' : '') },
      ],
    ),
  }
  if (wantsSheet(req)) return downloadList(req, res, found)
  res.render('assignments/list', found)
})
