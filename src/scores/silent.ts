import { z } from 'zod'
import { dayOf } from '../clock.ts'
import { districtsOf, yearsTo } from '../matrix/matrix.ts'
import { chosenId, chosenOf, finds, first, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { capital, list } from '../words.ts'
import { unitsIn } from './facts.ts'

const acts = { none: 'Không ghi hoạt động nào', some: 'Có ghi hoạt động' }
const filters = z.object({
  year: first(z.coerce.number().int().min(2021).max(2035)).optional().catch(undefined),
  ...{ acts: chosenOf(acts), district: chosenId, q: searched, sort: sortedBy(['recorded', 'name']), order: ordered, ...paging },
})

/**
 * Khoản 2 Điều 12, for UBND tỉnh: units whose report is overdue and in whose place no reasons stand (not given, or not agreed with). Who has recorded
 * no activity either comes first: "không triển khai thực hiện nhiệm vụ, không có báo cáo lý do".
 */
export async function silentOf({ db, at }: Looking, query: unknown) {
  const { year = dayOf(at).getUTCFullYear() - 1, order = 'asc', ...rest } = filters.parse(query ?? {})
  const chosen = { ...rest, year, order }
  const agencies = await db.agency.findMany({
    where: { roles: { some: { role: 'district' } } },
    select: { id: true, name: true, roles: true },
  })
  const found = finds(chosen.q)
  const overdue = (await unitsIn(db, year, at)).filter(({ standing }) => standing?.is === 'overdue')
  const wanted = overdue
    .filter(({ recorded }) => !chosen.acts || (chosen.acts === 'none') === (recorded === 0))
    .filter(({ communes }) => !chosen.district || communes.some(({ districtId }) => districtId === chosen.district))
    .filter(({ name, communes }) => found(name, ...communes.map((commune) => commune.name)))
    .map(({ id, name, communes, standing, recorded }) => ({ id, name, communes, standing, recorded }))
  if (chosen.sort === 'recorded') wanted.sort((a, b) => a.recorded - b.recorded) // by name among each other already
  if (order === 'desc') wanted.reverse()
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    ...{ title: `Đơn vị chưa có báo cáo, chưa có lý do năm ${year}`, chosen, ...pages },
    idle: overdue.filter(({ recorded }) => !recorded).length,
    filters: [
      { name: 'year', label: 'Năm', words: yearsTo(at), always: true as const },
      { name: 'acts', label: 'Hoạt động', words: acts },
      { name: 'district', label: 'Huyện, thị xã, thành phố', words: districtsOf(agencies) },
    ],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Đơn vị', sort: 'name', value: ({ name }) => name },
      { title: 'Xã được giúp', value: ({ communes }) => capital(list(communes.map(({ name }) => name))) },
      { title: 'Báo cáo năm', value: ({ standing }) => standing?.word },
      { title: 'Hoạt động đã ghi trong năm', type: 'number', sort: 'recorded', value: ({ recorded }) => recorded },
    ]),
  }
}
