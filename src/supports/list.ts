import { z } from 'zod'
import type { Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, communeFilter, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed, sheetOf } from '../sheets/sheet.ts'
import { areaWords, capital, formWords, placeOf, supportStatusWords } from '../words.ts'
import { bothOf, countedColumns, received, type SupportSums } from './counting.ts'

/** The years that a programme may be reported on. */
const years: Record<string, string> = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`${2022 + n}`, `${2022 + n}`]))
const filters = z.object({
  ...{ year: chosenOf(years), is: chosenOf(supportStatusWords), area: chosenOf(areaWords), form: chosenOf(formWords) },
  ...{
    district: chosenId,
    commune: chosenId,
    unit: chosenId,
    q: searched,
    sort: sortedBy(['from', 'commune', 'unit', 'value']),
    order: ordered,
    ...paging,
  },
})

const worth = ({ ownValue, sponsorValue }: { ownValue: bigint; sponsorValue: bigint }) => ownValue + sponsorValue
const compared = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)

/** The supports in this reader's sight, with what they come to: declared and received, side by side. */
export async function listOf({ db, actor }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? (chosen.sort === 'from' || chosen.sort === 'value' ? 'desc' : 'asc')
  const where: Prisma.SupportWhereInput = {
    ...(chosen.year && { year: Number(chosen.year) }),
    ...(chosen.is && { status: chosen.is }),
    ...(chosen.area && { area: chosen.area }),
    ...(chosen.form && { form: chosen.form }),
    ...(chosen.district && { commune: { parents: { some: { parentId: chosen.district } } } }),
    ...(chosen.commune && { communeId: chosen.commune }),
    ...(chosen.unit && { unitId: chosen.unit }),
  }
  const orderBy = {
    ...{ from: [{ from: order }], value: [] },
    ...{ commune: [{ commune: { name: order } }], unit: [{ unit: { name: order } }] },
  }[chosen.sort] as Prisma.SupportOrderByWithRelationInput[]
  // Of all that are summed only what is summed, and what is searched; of those on the page everything.
  const names = { unit: { select: { name: true } }, commune: { select: { name: true } } }
  const texts = { what: true, result: true, villages: true, ...names }
  const all = await db.support.findMany({
    where,
    select: { id: true, ...countedColumns, ...((chosen.q && texts) as typeof texts) },
    orderBy: [...orderBy, { from: 'desc' }, { id: 'asc' }],
  })
  const found = finds(chosen.q)
  const wanted = chosen.q
    ? all.filter(({ what, result, villages, unit, commune }) => found(what, result, villages, unit.name, commune.name))
    : all
  if (chosen.sort === 'value') wanted.sort((a, b) => (order === 'asc' ? 1 : -1) * compared(worth(a), worth(b)))
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  const ids = wanted.slice(rows.skip, rows.skip + rows.take).map(({ id }) => id)
  const shown = await db.support.findMany({ where: { id: { in: ids } }, include: names })
  const byId = new Map(shown.map((row) => [row.id, row]))
  const communes = await db.support.findMany({ select: { commune: true }, distinct: ['communeId'], orderBy: { commune: { name: 'asc' } } })
  const units = await db.support.findMany({ select: { unit: true }, distinct: ['unitId'], orderBy: { unit: { name: 'asc' } } })
  const everywhere = actor.roles.some((role) => role === 'planning' || role === 'province')
  const districts = everywhere
    ? await db.agency.findMany({ where: { roles: { some: { role: 'district' } } }, orderBy: { name: 'asc' } })
    : []
  const sums = bothOf(wanted)
  return {
    ...{ title: 'Hoạt động giúp đỡ', chosen: { ...chosen, order }, ...pages, sums, besides: [sheetOfSums(sums)] },
    counts: {
      declared: wanted.filter(({ status }) => status === 'declared').length,
      disputed: wanted.filter(({ status }) => status === 'disputed').length,
    },
    filters: [
      { name: 'year', label: 'Năm báo cáo', words: years },
      { name: 'is', label: 'Tình trạng', words: supportStatusWords },
      { name: 'area', label: 'Lĩnh vực', words: areaWords },
      { name: 'form', label: 'Hình thức', words: formWords },
      ...(everywhere
        ? [{ name: 'district', label: 'Huyện, thị xã, thành phố', words: districts.map(({ id, name }) => [id, placeOf(name)] as const) }]
        : []),
      ...communeFilter(communes.map(({ commune: { id, name } }) => ({ id, name: placeOf(name) }))),
      ...(units.length > 1 ? [{ name: 'unit', label: 'Đơn vị', words: units.map(({ unit: { id, name } }) => [id, name] as const) }] : []),
    ],
    ...listed(
      ids.flatMap((id) => byId.get(id) ?? []),
      [
        { title: 'Hoạt động', value: ({ what }) => what },
        { title: 'Lĩnh vực', within: true, value: ({ area }) => areaWords[area] },
        { title: 'Hình thức', within: true, value: ({ form }) => formWords[form] },
        { title: 'Kết quả', within: true, value: ({ result }) => result },
        { title: 'Đơn vị', sort: 'unit', value: ({ unit }) => unit.name },
        { title: 'Xã', sort: 'commune', value: ({ commune }) => capital(placeOf(commune.name)) },
        { title: 'Bản', within: true, value: ({ villages }) => villages },
        { title: 'Ngày', type: 'day', sort: 'from', value: ({ from }) => from },
        { title: 'Năm báo cáo', within: true, value: ({ year }) => year },
        { title: 'Tình trạng', value: ({ status }) => supportStatusWords[status] },
        { title: 'Đơn vị khai (đồng)', type: 'money', sort: 'value', value: (row) => worth(row) },
        { title: 'Trong đó vận động tài trợ (đồng)', type: 'money', within: true, value: ({ sponsorValue }) => sponsorValue },
        { title: 'Vốn chương trình, ghi riêng (đồng)', type: 'money', within: true, value: ({ programmeValue }) => programmeValue },
        { title: 'Ngày công', type: 'number', within: true, value: ({ labourDays }) => labourDays },
        {
          ...{ title: 'Xã đã nhận (đồng)', type: 'money', within: true },
          value: (row) => {
            const sums = received(row)
            return sums && sums.own + sums.sponsor
          },
        },
      ],
    ),
  }
}

/** What the unit declares and what the commune has received, side by side. */
export function sheetOfSums({ declared, received }: Record<'declared' | 'received', SupportSums>) {
  const rows = Object.entries(sumWords) as [keyof SupportSums, string][]
  return sheetOf<(typeof rows)[number]>(
    'Cộng',
    [
      { title: 'Nguồn lực', value: ([, words]) => words },
      { title: 'Đơn vị khai', type: 'money', value: ([name]) => declared[name] },
      { title: 'Xã đã nhận', type: 'money', value: ([name]) => received[name] },
    ],
    rows,
  )
}

const sumWords = {
  ...{ supports: 'Số hoạt động', own: 'Của đơn vị (đồng)', sponsor: 'Vận động tài trợ (đồng)' },
  ...{ labour: 'Ngày công', programme: 'Vốn chương trình, ghi riêng (đồng)' },
} satisfies Record<keyof SupportSums, string>
