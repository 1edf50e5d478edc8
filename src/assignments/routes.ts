import { z } from 'zod'
import { dayOf } from '../clock.ts'
import type { Prisma } from '../generated/client.ts'
import { pages } from '../pages.ts'
import { placeOf, plain } from '../words.ts'

const { router, get } = pages()
export const assignments = router

const perPage = 25
const filters = z.object({
  q: z.string().trim().max(100).catch(''),
  district: z.uuid().optional().catch(undefined),
  is: z.enum(['inForce', 'ended']).optional().catch(undefined),
  sort: z.enum(['commune', 'unit', 'from']).catch('commune'),
  order: z.enum(['asc', 'desc']).catch('asc'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})

/** Which unit helps which commune, by which decision: within one's sight. */
get('/', ['unit', 'commune', 'district', 'planning', 'province'], async ({ db, query, at }, res) => {
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
  const count = Math.max(1, Math.ceil(total / perPage))
  const page = Math.min(chosen.page, count)
  const { order } = chosen
  const byName = { commune: { commune: { name: order } }, unit: { unit: { name: order } }, from: { from: order } }
  const rows = await db.assignment.findMany({
    where,
    orderBy: [byName[chosen.sort], { commune: { name: 'asc' } }, { id: 'asc' }],
    skip: (page - 1) * perPage,
    take: perPage,
    include: { unit: true, commune: { include: { parents: { include: { parent: true } } } } },
  })
  res.render('assignments/list', {
    ...{ title: 'Phân công giúp xã', chosen, total, page, pages: count },
    rows: rows.map((row) => ({
      ...row,
      place: placeOf(row.commune.name),
      district: row.commune.parents.at(-1)?.parent.name ?? '',
      ended: row.to !== null && row.to < today,
    })),
    districts: agencies
      .filter(({ roles }) => roles.some(({ role }) => role === 'district'))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi')),
  })
})
