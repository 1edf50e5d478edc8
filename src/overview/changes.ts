import { addUp } from '../consolidations/compile.ts'
import type { Db } from '../db.ts'
import type { Prisma } from '../generated/client.ts'
import { catalogueOf } from '../indicators/catalogue.ts'
import { decimal, minus, percentOf, scaled } from '../reports/computed.ts'
import { better } from './direction.ts'

const most = 5
/** Of a few cases, one more is a hundred per cent: what is less in both years is not ranked; a rate always is. */
const fewest = 10

/** An indicator against the year before, over the communes that gave it (a rate: all its parts) in both annual reports. */
export type Change = {
  code: string
  name: string
  unit: string
  before: string
  after: string
  communes: number
  /** In points of a rate, in per cent of anything else. */
  by: string
  /** Per cent of the year before, counted so that more is better. */
  progress: number
}

/** The greatest progress and the greatest setbacks of a year against the one before, from the newest versions of the annual reports. */
export async function changesOf(db: Db, year: number, place: Prisma.AgencyWhereInput) {
  const catalogue = (await catalogueOf(db, { kind: 'year', year, n: 1 })).filter(({ communeId }) => communeId === null)
  const judged = catalogue.filter(({ code }) => better.has(code))
  const parts = judged.flatMap(({ code, over, under }) => [code, ...over.map((part) => part.code), ...(under ? [under] : [])])
  const versions = await db.filingVersion.findMany({
    where: {
      receipts: { some: { current: true } },
      filing: { kind: 'communeReport', agency: place, period: { kind: 'year', year: { in: [year - 1, year] } } },
    },
    select: { id: true, filing: { select: { agencyId: true, period: { select: { year: true } } } } },
  })
  const of = new Map(versions.map(({ id, filing }) => [id, { agencyId: filing.agencyId, year: filing.period.year }]))
  const values = await db.indicatorValue.findMany({
    where: { versionId: { in: [...of.keys()] }, code: { in: [...new Set(parts)] } },
    select: { code: true, versionId: true, value: true, total: true },
  })
  const keyOf = ({ code, versionId }: (typeof values)[number], when = of.get(versionId)?.year) =>
    `${code} ${of.get(versionId)?.agencyId} ${when}`
  const given = new Set(values.map((row) => keyOf(row)))
  const both = values.filter((row) => given.has(keyOf(row, year)) && given.has(keyOf(row, year - 1)))
  const sums = (when: number) =>
    new Map(
      addUp(
        catalogue,
        both.filter(({ versionId }) => of.get(versionId)?.year === when),
      ).map((one) => [one.code, one]),
    )
  const [then, now] = [sums(year - 1), sums(year)]

  const changes = judged.flatMap(({ code, name, unit }): Change[] => {
    const [before, after] = [then.get(code), now.get(code)]
    const share = before && after && percentOf(minus(after.total, before.total), magnitude(before.total))
    if (!before || !after || share === undefined) return []
    const rate = unit === '%' || unit === '‰'
    if (!rate && [before, after].every(({ total }) => Math.abs(Number(total)) < fewest)) return []
    const by = rate ? minus(after.total, before.total) : share
    return [
      {
        code,
        name,
        unit,
        before: before.total,
        after: after.total,
        communes: after.communes,
        by,
        progress: Number(share) * (better.get(code) === 'more' ? 1 : -1),
      },
    ]
  })
  const inOrder = changes.toSorted((a, b) => b.progress - a.progress || a.code.localeCompare(b.code))
  const reported = (when: number) => new Set([...of.values()].filter((one) => one.year === when).map(({ agencyId }) => agencyId))
  const before = reported(year - 1)
  return {
    progress: inOrder.filter(({ progress }) => progress > 0).slice(0, most),
    setbacks: inOrder
      .filter(({ progress }) => progress < 0)
      .toReversed()
      .slice(0, most),
    reported: { now: reported(year).size, before: before.size, both: [...reported(year)].filter((id) => before.has(id)).length },
  }
}

const magnitude = (size: string) => {
  const exact = scaled(size) ?? 0n
  return decimal(exact < 0n ? -exact : exact)
}
