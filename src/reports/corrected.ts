import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../db.ts'
import { calendarSpan, type Term } from '../deadlines.ts'
import { plus } from './computed.ts'
import type { ReportContent } from './report.ts'

/**
 * A month that a commune corrects after its quarter or year was sent: what the months said then, and what they say now. Nothing that was sent
 * changes; whoever reads the quarter sees the difference beside it.
 */
export type Corrected = {
  months: { id: string; title: Term; n: number; sentAt: Date; again: boolean }[]
  lines: { code: string; name: string; unit: string; what: keyof typeof measured; said?: string; was?: string; is?: string }[]
}

/** What of the months is held side by side: what came in them added up; what there is, and what came since January, of the latest. */
export const measured = { sum: 'cộng các tháng', total: 'lũy kế của tháng sau cùng', stock: 'hiện có của tháng sau cùng' }

type Whose = { agencyId: string; period: Term }
type Values = ReportContent['values']
type Version = { id: string; n: number; sentAt: Date; filing: { id: string; period: { n: number } } }

/** `sentAt`: when the quarter or year that is read was sent; `values`: what it says. In three statements at most, mostly one. */
export async function correctedSince(db: Db, { agencyId, period }: Whose, sentAt: Date, values: Values): Promise<Corrected | undefined> {
  if (period.kind === 'month') return undefined
  const { from, to } = calendarSpan(period)
  const months = { kind: 'month', year: period.year, n: { gte: from.getUTCMonth() + 1, lte: to.getUTCMonth() + 1 } } as const
  const filing = { kind: 'communeReport', agencyId, period: months } as const
  if (!(await db.filing.count({ where: { ...filing, lastSentAt: { gt: sentAt } } }))) return undefined

  const versions: Version[] = await db.filingVersion.findMany({
    where: { filing, receipts: { some: {} } }, // what was recalled was never sent
    select: { id: true, n: true, sentAt: true, filing: { select: { id: true, period: { select: { n: true } } } } },
    orderBy: [{ filing: { period: { n: 'asc' } } }, { n: 'asc' }],
  })
  const newest = (list: Version[]) => [...new Map(list.map((version) => [version.filing.id, version])).values()]
  const [then, now] = [newest(versions.filter((version) => version.sentAt <= sentAt)), newest(versions)]
  const contents = await db.filingVersion.findMany({
    where: { id: { in: [...then, ...now].map(({ id }) => id) } },
    select: { id: true, content: true },
  })
  const valuesOf = ({ id }: Version) =>
    (contents.find((one) => one.id === id)?.content as unknown as ReportContent | undefined)?.values ?? []
  const lines = differing(then.map(valuesOf), now.map(valuesOf), values)
  const before = (version: Version) => then.find((one) => one.filing.id === version.filing.id)
  // Whose words alone were corrected is not named.
  const later = now.filter((version) => {
    const older = before(version)
    return version.sentAt > sentAt && !(older && isDeepStrictEqual(valuesOf(older), valuesOf(version)))
  })
  return lines.length === 0
    ? undefined
    : {
        months: later.map((version) => ({
          ...{ id: version.filing.id, n: version.n, sentAt: version.sentAt, again: Boolean(before(version)) },
          title: { kind: 'month', year: period.year, n: version.filing.period.n },
        })),
        lines,
      }
}

/** Figures that follow from others are left out: they differ because these do. */
function differing(then: Values[], now: Values[], sent: Values): Corrected['lines'] {
  const named = new Map([...then, ...now].flat().map((one) => [one.code, one]))
  return [...named.values()].flatMap(({ code, name, unit, kind }) => {
    const own = sent.find((one) => one.code === code)
    const both = (what: keyof typeof measured, of: (months: Values[]) => string | undefined, said: string | undefined) => {
      const line = { code, name, unit, what, said, was: of(then), is: of(now) }
      return line.was === line.is ? [] : [line]
    }
    if (kind === 'stock') return both('stock', (months) => latest(months, code, 'value'), own?.value)
    if (kind !== 'flow') return []
    return [
      ...both('sum', (months) => sum(months, code), own?.value),
      ...both('total', (months) => latest(months, code, 'total'), own?.total),
    ]
  })
}

const cells = (months: Values[], code: string, cell: 'value' | 'total') =>
  months.flatMap((values) => values.find((one) => one.code === code)?.[cell] ?? [])
const latest = (months: Values[], code: string, cell: 'value' | 'total') => cells(months, code, cell).at(-1)

function sum(months: Values[], code: string) {
  const found = cells(months, code, 'value')
  return found.length ? found.reduce(plus) : undefined
}
