import type { Db, Tx } from '../db.ts'
import { calendarSpan, type Term } from '../deadlines.ts'
import { namesOf } from '../indicators/catalogue.ts'
import { termWords } from '../words.ts'
import type { Figure } from './form.ts'

/** What whoever plans for a commune looks at first: people, poverty, land and stock, water, schools, Party. */
const codes = ['DC01', 'DC02', 'GN01', 'GN04', 'KT20', 'NT01', 'KT01', 'KT12', 'MT02A', 'GD02', 'YT01A', 'XD02B']

/** The latest value of each, from what the communes have sent ("Nắm rõ tình hình", khoản 2 Điều 8). */
export async function figuresOf(db: Db | Tx, communeIds: string[]): Promise<Figure[]> {
  const values = await db.indicatorValue.findMany({
    where: {
      code: { in: codes },
      version: { receipts: { some: { current: true } }, filing: { kind: 'communeReport', agencyId: { in: communeIds } } },
    },
    include: { version: { omit: { content: true }, include: { filing: { include: { period: true, agency: true } } } } },
  })
  const names = await namesOf(db)
  const latest = values.toSorted((a, b) => age(b.version.filing.period) - age(a.version.filing.period))
  return communeIds.flatMap((communeId) =>
    codes.flatMap((code) => {
      const found = latest.find((row) => row.code === code && row.version.filing.agencyId === communeId)
      const indicator = names.get(code)
      if (!found || !indicator) return []
      const { agency, period } = found.version.filing
      const value = (found.total ?? found.value).toFixed()
      return [{ commune: agency.name, code, name: indicator.name, unit: indicator.unit, value, term: termWords(period) }]
    }),
  )
}

const age = (term: Term) => calendarSpan(term).to.getTime()
