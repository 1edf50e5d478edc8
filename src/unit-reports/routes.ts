import { Refusal } from '../errors.ts'
import { filingRoutes } from '../filings/routes.ts'
import { areaWords, placeOf, termWords } from '../words.ts'
import { newestOf, unitReport } from './unit-report.ts'

const { router, get } = filingRoutes(unitReport)
export const unitReports = router

/** Of a unit's sent report, the sections about the reader's own communes: for districts. The newest, or (`version=2`) as they were. */
get('/:id/sections', ['district', 'planning', 'province'], async ({ db, params, query }, res) => {
  const { id = '' } = params
  const all = await db.unitResult.findMany({
    where: { filingId: id },
    include: { commune: true },
    orderBy: [{ commune: { name: 'asc' } }, { area: 'asc' }],
  })
  const results = query.version === undefined ? newestOf(all) : all.filter(({ n }) => String(n) === query.version)
  if (!results.length) throw new Refusal(404)
  const filing = await db.filing.findUniqueOrThrow({ where: { id }, include: { agency: true, period: true } })
  const communes = [...new Set(results.map(({ commune }) => commune.name))]
  const sections = communes.map((name) => ({
    commune: name,
    areas: Object.fromEntries(results.filter(({ commune }) => commune.name === name).map((row) => [row.area, row])),
  }))
  const title = `Kết quả giúp đỡ ${termWords(filing.period)}: ${communes.map(placeOf).join(', ')}`
  res.render('unit-reports/sections', { title, filing, sections, areaWords, n: results[0]?.n, newest: newestOf(all)[0]?.n })
})
