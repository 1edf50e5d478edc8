import { z } from 'zod'
import type { Term } from '../deadlines.ts'
import type { PeriodKind } from '../generated/enums.ts'
import { type Indicator, namesOf } from '../indicators/catalogue.ts'
import { chosenId, chosenOf } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { scaled } from '../reports/computed.ts'
import { sheetOf } from '../sheets/sheet.ts'
import { capital, number, periodKindWords, placeOf, termWords } from '../words.ts'
import { communeSeen } from './commune.ts'

/** Which one to look at: poor households, where the address says nothing of it. */
function chosenFrom(known: ReadonlyMap<string, Indicator>, query: unknown) {
  const names = Object.fromEntries([...known].map(([code, { name, unit }]) => [code, `${name} (${unit})`]))
  const { code = 'GN01' } = z.object({ code: chosenOf(names) }).parse(query ?? {})
  return { names, code, indicator: (known.get(code) ?? [...known.values()][0]) as Indicator }
}

const fewest = { month: 12, quarter: 4, half: 2, year: 1 } satisfies Record<PeriodKind, number>

/** One indicator of one commune over time, by the periods that tell most: two years of months or quarters, or year by year. */
export async function figuresOverTime(looking: Looking, id: string, query: unknown) {
  const { commune, district } = await communeSeen(looking, id)
  const { names, code, indicator } = chosenFrom(await namesOf(looking.db, id), query)
  const rows = await looking.db.indicatorValue.findMany({
    where: { code, version: { receipts: { some: { current: true } }, filing: { kind: 'communeReport', agencyId: id } } },
    include: { version: { omit: { content: true }, include: { filing: { include: { period: true } } } } },
  })
  const points = rows.map(({ value, total, version }) => ({
    term: version.filing.period as Term,
    filing: version.filing.id,
    size: (total ?? value).toFixed(),
  }))
  const told = (kind: PeriodKind) => points.filter(({ term }) => term.kind === kind).length
  const kind = (['month', 'quarter', 'year'] as const).toSorted((one, other) => told(other) - told(one))[0] ?? 'year'
  const shown = points.filter(({ term }) => term.kind === kind)
  const years = [...new Set(shown.map(({ term }) => term.year))].sort()
  const of = (year: number, n: number) => shown.find(({ term }) => term.year === year && term.n === n)
  const columns = Array.from({ length: fewest[kind] }, (_, i) => i + 1)
  const lines =
    kind === 'year'
      ? [{ year: undefined, points: years.map((year) => of(year, 1)?.size) }]
      : years.slice(-2).map((year) => ({ year, points: columns.map((n) => of(year, n)?.size) }))
  return {
    ...{ title: commune.name, commune, district, indicator, names, chosen: { code }, kind, years, columns, of },
    labels: kind === 'year' ? years.map(String) : columns.map((n) => (kind === 'month' ? `T${n}` : `Q${n}`)),
    chart: chartOf(lines),
    said: sentence(shown, indicator),
    sheet: sheetOf<number>(
      `${indicator.name}, ${placeOf(commune.name)}`,
      [
        { title: 'Kỳ', value: (n) => (kind === 'year' ? 'Cả năm' : `${periodKindWords[kind]} ${n}`) },
        ...years.toReversed().map((year) => ({ title: `${year}`, type: 'number' as const, value: (n: number) => of(year, n)?.size })),
      ],
      columns,
      { lines: [`Đơn vị tính: ${indicator.unit}${indicator.kind === 'flow' && kind !== 'year' ? '. Lũy kế từ đầu năm' : ''}`] },
    ),
  }
}

/** Lines in a square of a hundred by a hundred, from nought (or the least, where that is below) to the most. */
export function chartOf(lines: { year: number | undefined; points: (string | undefined)[] }[]) {
  const sizes = lines.flatMap(({ points }) => points.flatMap((size) => (size === undefined ? [] : [Number(size)])))
  const top = Math.max(...sizes, 0) || 1
  const floor = Math.min(...sizes, 0)
  const drawn = lines.map(({ year, points }) => {
    const at = points.flatMap((size, i) => {
      const x = ((i + 0.5) * 100) / points.length
      const y = 100 - ((Number(size) - floor) * 100) / (top - floor)
      return size === undefined ? [] : [`${x.toFixed(2)} ${y.toFixed(2)}`]
    })
    return { year, path: at.length ? `M${at.join('L')}` : '', dots: at.map((point) => `M${point}h0`).join('') }
  })
  const scale = [top, (top + floor) / 2, floor].map((size) => number(String(Math.round(size * 10) / 10)))
  return { lines: drawn, scale }
}

function sentence(points: { term: Term; size: string }[], { name, unit }: Indicator) {
  const inOrder = points.toSorted((a, b) => a.term.year - b.term.year || a.term.n - b.term.n)
  const [first, last] = [inOrder[0], inOrder.at(-1)]
  return first && last
    ? `${name}: từ ${number(first.size)} ${unit} (${termWords(first.term)}) đến ${number(last.size)} ${unit} (${termWords(last.term)}).`
    : ''
}

const filters = z.object({
  year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
  district: chosenId,
})

/** One indicator of the annual reports, commune by commune, the greatest first: for who sees several communes. */
export async function figuresSideBySide({ db }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const { names, code, indicator } = chosenFrom(await namesOf(db), query)
  const yearly = { kind: 'communeReport', period: { kind: 'year' } } as const
  const years = await db.filing.findMany({
    where: { ...yearly, firstSentAt: { not: null } },
    select: { period: { select: { year: true } } },
    distinct: ['periodId'],
  })
  const known = years.map(({ period }) => period.year).sort((a, b) => b - a)
  const year = chosen.year ?? known[0] ?? 0
  const values = await db.indicatorValue.findMany({
    where: { code, version: { receipts: { some: { current: true } }, filing: { ...yearly, period: { kind: 'year', year } } } },
    include: {
      version: {
        omit: { content: true },
        include: { filing: { include: { agency: { include: { parents: { include: { parent: true } } } } } } },
      },
    },
  })
  const all = values.map(({ value, total, version: { filing } }) => ({
    ...{ id: filing.agencyId, filing: filing.id, name: filing.agency.name, size: (total ?? value).toFixed() },
    district: filing.agency.parents[0]?.parent,
  }))
  const districts = Object.fromEntries(all.flatMap(({ district }) => (district ? [[district.id, placeOf(district.name)]] : [])))
  const rows = all
    .filter(({ district }) => !chosen.district || district?.id === chosen.district)
    .sort((a, b) => Number((scaled(b.size) ?? 0n) - (scaled(a.size) ?? 0n)) || a.name.localeCompare(b.name, 'vi'))
  const most = Math.max(...rows.map(({ size }) => Number(size)), 0) || 1
  return {
    ...{ title: 'So sánh số liệu giữa các xã', indicator, names, chosen: { ...chosen, code, year }, districts },
    years: Object.fromEntries(known.map((one) => [one, `Năm ${one}`])),
    rows: rows.map((row) => ({ ...row, part: Math.round((Number(row.size) * 1000) / most) / 10 })),
    sheet: sheetOf(
      `${indicator.name} của các xã, năm ${year}`,
      [
        { title: 'Xã', value: ({ name }) => capital(placeOf(name)) },
        { title: 'Huyện', value: ({ district }) => (district ? capital(placeOf(district.name)) : 'không còn cấp huyện') },
        { title: capital(indicator.unit), type: 'number', value: ({ size }) => size },
      ],
      rows,
      {
        lines: [
          chosen.district ? `Lọc theo Huyện: ${districts[chosen.district] ?? ''}. ${rows.length} dòng` : `Không lọc. ${rows.length} dòng`,
        ],
      },
    ),
  }
}
