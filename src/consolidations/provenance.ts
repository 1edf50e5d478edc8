import type { Db } from '../db.ts'
import type { Prisma } from '../generated/client.ts'
import { areaOf } from '../regulation/clauses.ts'
import { decimal, derivedOf, minus, plus, scaled } from '../reports/computed.ts'
import { type Column, type Sheet, sheetOf } from '../sheets/sheet.ts'
import { bothOf } from '../supports/counting.ts'
import { moment, placeOf } from '../words.ts'
import { counted } from './choices.ts'
import { type Compiled, type Rate, sizeOf, tellingAll, type Valued } from './compile.ts'
import { type Figure, figureAddress, figureIn, pointOf, type RowsOf } from './figure.ts'
import { itemsIn, itemsOf } from './items.ts'
import { type Source, versionsOf } from './sources.ts'
import { type Before, inBoth } from './start.ts'

/** One line of what a figure adds up. `href`: where this reader may open the version. */
export type Addend = { agency: string; about: string; n: number | null; sentAt: string | null; href: string | undefined; value: string }

/** What is added up to one sum. `hidden`: what was read of versions that this reader can open no more. */
export type Addition = {
  title: string
  unit: string
  addends: Addend[]
  hidden: { sources: Before[]; value: string } | undefined
  sum: string
  /** What the report says; it equals the sum. */
  said: string
}

/** What a figure adds up, from the rows of exactly the versions that were read when it was compiled, as this reader may see them. */
export async function provenanceOf(db: Db, compiled: Compiled, figure: Figure) {
  if (figure.of === 'years') return { additions: [await yearsOf(db, compiled, figure)], confirmed: undefined }
  if (figure.of === 'values') return { additions: await valuesOf(db, compiled, figure), confirmed: undefined }
  return {
    additions: [figure.of === 'items' ? await planned(db, compiled, figure) : await resultsOf(db, compiled, figure)],
    confirmed: bothOf(await db.support.findMany({ where: supportsOf(compiled, figure.rows) })),
  }
}

async function resultsOf(db: Db, compiled: Compiled, { rows: { area, form, unitId, communeIds }, column, ...figure }: FigureOf<'results'>) {
  const read = counted(compiled.units).filter(({ agencyId }) => !unitId || agencyId === unitId)
  const rows = await db.unitResult.findMany({
    where: { versionId: { in: versionsOf(read) }, ...(compiled.scope?.oversees && { communeId: { in: compiled.scope.oversees } }) },
    include: { commune: true },
    orderBy: [{ commune: { name: 'asc' } }, { area: 'asc' }],
  })
  const opened = await openedBy(db, read)
  const inPlace = rows
    .filter((row) => (!area || row.area === area) && (!form || row.forms.includes(form)))
    .filter(({ communeId }) => !communeIds || communeIds.includes(communeId))
  const nameOf = new Map(compiled.communes.map(({ agencyId, agency }) => [agencyId, agency]))
  const addends = read.flatMap((source) => {
    const theirs = inPlace.filter(({ versionId }) => versionId === source.versionId)
    return [...Map.groupBy(theirs, ({ communeId }) => communeId)].flatMap(([communeId, ofCommune]) => {
      const value = ofCommune.reduce((sum, row) => sum + (column === 'forms' ? 1n : BigInt(row[column])), 0n)
      const href = unitHref(source, opened)
      const commune = nameOf.get(communeId) ?? ofCommune[0]?.commune.name ?? ''
      return value ? [{ ...toldBy(source), about: placeOf(commune), href, value: value.toString() }] : []
    })
  })
  const confirmed = (compiled.confirmed ?? [])
    .filter((line) => (!unitId || line.agencyId === unitId) && (!area || line.area === area) && (!form || line.forms.includes(form)))
    .filter(({ communeId }) => !communeIds || communeIds.includes(communeId))
    .flatMap(({ agencyId, communeId, commune, area, ...line }) => {
      const agency = compiled.units.find((source) => source.agencyId === agencyId)?.agency ?? ''
      const value = column === 'forms' ? '1' : String(line[column])
      const href = `/supports?${new URLSearchParams({ year: String(compiled.year), unit: agencyId, commune: communeId, area })}`
      return value === '0' ? [] : [{ agency, about: placeOf(commune), n: null, sentAt: null, href, value }]
    })
  addends.push(...confirmed)
  const seen = new Set(rows.map(({ versionId }) => versionId))
  const hidden = read.filter(({ versionId }) => versionId && !seen.has(versionId) && !opened.has(versionId))
  return additionOf({ title: figure.title, unit: figure.unit, addends, said: figure.value }, hidden)
}

/** Items of agreed plans, from the reports that name them; one that several communes share counts once. */
async function planned(db: Db, compiled: Compiled, { rows: { area, unitId, communeIds }, column, ...figure }: FigureOf<'items'>) {
  const read = counted(compiled.units).filter(({ agencyId }) => !unitId || agencyId === unitId)
  const rows = await itemsIn(db, versionsOf(read), compiled.scope ?? { oversees: null })
  const opened = await openedBy(db, read)
  const inPlace = rows
    .filter(({ clause }) => !area || areaOf(clause) === area)
    .filter(({ communeId }) => !communeIds || communeIds.includes(communeId))
  const addends = read.flatMap((source) => {
    const value = itemsOf(inPlace.filter(({ versionId }) => versionId === source.versionId))[column]
    return value ? [{ ...toldBy(source), about: '', href: unitHref(source, opened), value: String(value) }] : []
  })
  const seen = new Set(rows.map(({ versionId }) => versionId))
  const hidden = read.filter(({ versionId }) => versionId && !seen.has(versionId) && !opened.has(versionId))
  return additionOf({ title: figure.title, unit: figure.unit, addends, said: figure.value }, hidden)
}

/** Where this reader may open a unit's report: all of it, or the sections about its communes. */
const unitHref = ({ filingId, versionId, n }: Source, opened: ReadonlySet<string>) =>
  opened.has(versionId ?? '') ? `/unit-reports/${filingId}/versions/${n}` : `/unit-reports/${filingId}/sections?version=${n}`

/** A figure of all years of the programme: the same figure of each year's report, as it was sent, and of this one. */
async function yearsOf(db: Db, compiled: Compiled, { name, ...figure }: FigureOf<'years'>) {
  const sent = (compiled.years ?? []).flatMap((one) => (one.versionId ? [one] : []))
  const found = await db.filingVersion.findMany({ where: { id: { in: sent.map(({ versionId }) => versionId) } } })
  const versions = new Map(found.map((version) => [version.id, version]))
  const told = sent.flatMap(({ year, versionId, filingId, n, sentAt }) => {
    const version = versions.get(versionId)
    const value = version && figureIn((version.content as unknown as { compiled: Compiled }).compiled, name)?.value
    if (!value || value === '0') return []
    return [{ agency: version.agencyName, about: `năm ${year}`, n, sentAt, href: figureAddress(`../${filingId}`, name, n), value }]
  })
  const now = figureIn(compiled, name)?.value
  const own = { agency: 'Báo cáo này', about: `năm ${compiled.year}`, n: null, sentAt: null, href: undefined, value: now ?? '0' }
  const hidden = sent
    .filter(({ versionId }) => !versions.has(versionId))
    .map(({ year, ...one }) => ({ ...one, agencyId: '', agency: `Báo cáo năm ${year}` }))
  const addends = [...told, ...(now && now !== '0' ? [own] : [])]
  return additionOf({ title: figure.title, unit: figure.unit, addends, said: figure.value }, hidden)
}

/** A figure of communes; of a rate, what stands over and what stands under it, of the communes that told all of it. */
async function valuesOf(db: Db, compiled: Compiled, { indicator, when, programme, ...figure }: FigureOf<'values'>) {
  const { rate, total: whole } = pointOf(indicator, when) ?? indicator
  const parts = rate ? [...rate.over, ...(rate.under ? [rate.under] : [])] : [{ ...indicator, total: whole }]
  const codes = [...new Set(parts.map(({ code }) => code))]
  const valuesFrom = (sources: readonly Before[]) =>
    db.indicatorValue.findMany({ where: { versionId: { in: sources.flatMap(({ versionId }) => versionId ?? []) }, code: { in: codes } } })
  const [now, before] = [counted(compiled.communes), (programme ? compiled.programme?.since?.sources : compiled.before) ?? []]
  const read: readonly Before[] = when === 'start' ? before : now
  const rows = when === 'total' ? await valuesFrom(now) : await inBothYears()
  const opened = await openedBy(db, read)
  const hidden = read.filter(({ versionId }) => versionId && !opened.has(versionId))
  const told = new Set(tellingAll(codes, rows))
  const sizes = new Map(rows.map((row: Valued) => [`${row.versionId} ${row.code}`, sizeOf(row)]))
  return parts.map(({ code, name, unit, total }) => {
    const addends = read.flatMap((source) => {
      const value = told.has(source.versionId ?? '') ? sizes.get(`${source.versionId} ${code}`) : undefined
      return value === undefined ? [] : [{ ...toldBy(source), about: '', href: `/reports/${source.filingId}/versions/${source.n}`, value }]
    })
    const title = rate ? `${partWords(rate, code)}: ${name} (${code})` : figure.title
    return additionOf({ title, unit, addends, said: total }, hidden)
  })

  async function inBothYears() {
    const [start, end] = inBoth({ values: await valuesFrom(before), sources: before }, { values: await valuesFrom(now), sources: now })
    return when === 'start' ? start : end
  }
}

function partWords({ over, under }: Rate, code: string) {
  const part = over.find((one) => one.code === code)
  if (!under) return part?.sign === -1 ? 'Trừ' : 'Cộng'
  return part ? (part.sign === -1 ? 'Tử số, phần trừ' : 'Tử số') : 'Mẫu số'
}

/** What cannot be read any more is what is missing to the figure; where nothing is hidden, nothing may be missing. */
function additionOf({ said, ...rest }: Omit<Addition, 'hidden' | 'sum'>, hidden: Before[]): Addition {
  const seen = rest.addends.reduce((sum, { value }) => plus(sum, value), '0')
  const missing = minus(said, seen)
  if (!hidden.length || missing === '0') return { ...rest, said, hidden: undefined, sum: seen }
  return { ...rest, said, hidden: { sources: hidden, value: missing }, sum: plus(seen, missing) }
}

/** How a rate follows from its sums, in words, and the same computed again. */
export function rateOf(code: string, rate: Rate | undefined, additions: readonly Addition[]) {
  if (!rate) return undefined
  const { over, under, times, decimals } = rate
  const parts = [...over, ...(under ? [under] : [])]
  const known = new Map(parts.map((part, i) => [part.code, { value: additions[i]?.sum ?? '0' }]))
  const line = {
    ...{ code, name: '', group: '', unit: '', kind: 'derived' as const, decimals, most: null, communeId: null, from: new Date(0) },
    ...{ over: over.map((part) => ({ code: part.code, sign: part.sign === 1 ? (1n as const) : (-1n as const) })) },
    ...{ under: under?.code ?? '', times: BigInt(times) },
  }
  const value = new Map(derivedOf([line], known, new Map())).get(code)?.value
  const top = over.reduce((sum, part) => sum + BigInt(part.sign) * (scaled(known.get(part.code)?.value) ?? 0n), 0n)
  return { over: decimal(top), under: under ? known.get(under.code)?.value : undefined, times, value }
}

/** Supports of the year that the figure is about: what was declared, and what communes have confirmed. Information beside the figure, no part of it. */
function supportsOf({ year, scope, communes }: Compiled, { area, form, unitId, communeIds }: RowsOf): Prisma.SupportWhereInput {
  const about = communeIds ?? scope?.oversees ?? (scope ? undefined : communes.map(({ agencyId }) => agencyId))
  return {
    ...{ year, status: { not: 'cancelled' as const } },
    ...(area && { area }),
    ...(form && { form }),
    ...(unitId && { unitId }),
    ...(about && { communeId: { in: about } }),
  }
}

/** Which of these versions this reader may open. */
async function openedBy(db: Db, read: readonly Before[]) {
  const ids = read.flatMap(({ versionId }) => versionId ?? [])
  const found = await db.filingVersion.findMany({ where: { id: { in: ids } }, select: { id: true } })
  return new Set(found.map(({ id }) => id))
}

const toldBy = ({ agency, n, sentAt }: Before) => ({ agency, n, sentAt })

type FigureOf<Of extends Figure['of']> = Extract<Figure, { of: Of }>

/** The same lines as a file. */
export function provenanceSheets(additions: readonly Addition[], compiled: Compiled): Sheet[] {
  return additions.map(({ title, unit, addends, hidden, sum }) => {
    const columns: Column<Addend>[] = [
      { title: 'Nơi báo cáo', value: ({ agency }) => agency },
      { title: 'Về', value: ({ about }) => about },
      { title: 'Phiên bản', type: 'number', value: ({ n }) => n },
      { title: 'Gửi lúc', type: 'moment', value: ({ sentAt }) => sentAt && new Date(sentAt) },
      { title: unit ? `Số (${unit})` : 'Số', type: unit === 'đồng' ? 'money' : 'number', value: ({ value }) => value },
    ]
    const rest = hidden && { agency: hiddenWords(hidden.sources), about: '', n: null, sentAt: null, href: undefined, value: hidden.value }
    return sheetOf(title, columns, rest ? [...addends, rest] : addends, {
      lines: [title, `Cộng từ các phiên bản đã gửi đến ${moment(compiled.at)}`],
      foot: ['Cộng', '', '', '', sum],
    })
  })
}

const hiddenWords = (sources: readonly Before[]) =>
  `Phiên bản không còn mở được: ${sources.map(({ agency, n }) => `${agency}, phiên bản ${n}`).join('; ')}`
