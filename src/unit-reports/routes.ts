import { z } from 'zod'
import { act } from '../act.ts'
import type { Db } from '../db.ts'
import { Refusal } from '../errors.ts'
import { filingRoutes } from '../filings/routes.ts'
import { blank, type Form, read } from '../form.ts'
import { pages } from '../pages.ts'
import { areaWords, list, placeOf, termWords } from '../words.ts'
import { refusal } from '../workflow.ts'
import { explainedIn } from './explained.ts'
import { reportableHalves, startHalf } from './half.ts'
import { outcomeIn } from './outcome.ts'
import { commentingSection, commentOn, loadShared, partiesToShared, sectionComment, sharedIn } from './shared.ts'
import { newestOf, unitReport } from './unit-report.ts'

const { router, get, post } = pages()
export const unitReports = router

const wanted = z.object({ once: z.uuid(), period: z.uuid('Chọn kỳ') })

/** "Định kỳ báo cáo" (khoản 1 Điều 13): of which six months. */
get('/half', ['unit'], async ({ db, at }, res) => {
  const periods = (await reportableHalves(db, at)).map((half) => ({ id: half.id, words: termWords(half) }))
  res.render('unit-reports/half', { title: 'Lập báo cáo 6 tháng', periods })
})

post('/half', ['unit'], async ({ actor, body }, res) => {
  const { once, period } = wanted.parse(body)
  const begun = await act(
    actor,
    'unitReport.start-half',
    { id: actor.agencyId },
    (tx, agency, at) => startHalf(tx, agency, period, { actor, at }),
    { once },
  )
  res.redirect(303, begun.path)
})

const filings = filingRoutes(unitReport)
router.use(filings.router)
filings.router.param('commune', (_req, _res, next, id) => next(z.uuid().safeParse(id).success ? undefined : new Refusal(404)))

/**
 * The sections about the reader's own communes, for districts: of what was sent the newest, or (`version=2`) as they were; before it is sent,
 * what the unit has shown.
 */
filings.get('/:id/sections', ['district', 'planning', 'province'], async ({ db, actor, params, query }, res) => {
  const { id = '' } = params
  const all = await db.unitResult.findMany({ where: { filingId: id }, include: { commune: true }, orderBy: { area: 'asc' } })
  const items = await db.unitItem.findMany({ where: { filingId: id }, orderBy: { id: 'asc' } })
  const reasons = await explainedIn(db, id)
  const shared = (await sharedIn(db, id)).filter(({ communeId }) => actor.oversees.includes(communeId))
  const told = [...all, ...reasons]
  const rows = query.version === undefined ? newestOf(told) : told.filter(({ n }) => String(n) === query.version)
  if (!rows.length && (query.version !== undefined || !shared.length)) throw new Refusal(404)
  const filing = await db.filing.findUniqueOrThrow({ where: { id }, include: { agency: true, period: true } })
  const communes = new Map((rows.length ? rows : shared).map(({ communeId, commune }) => [communeId, commune.name]))
  const sections = [...communes]
    .map(([communeId, commune]) => {
      const theirs = rows.filter((row) => row.communeId === communeId)
      const explained = theirs.find((row) => 'reason' in row)
      return {
        ...{ communeId, commune, explained, outcome: outcomeIn(theirs) },
        planned: items.flatMap(({ communeId: of, n, outcome: is, ...item }) =>
          of === communeId && n === rows[0]?.n ? { ...item, is } : [],
        ),
        areas: Object.fromEntries(theirs.flatMap((row) => ('area' in row ? [[row.area, row]] : []))),
        shown: shared.find((one) => one.communeId === communeId),
      }
    })
    .toSorted((a, b) => a.commune.localeCompare(b.commune, 'vi'))
  const title = `Kết quả giúp đỡ ${termWords(filing.period)}: ${list([...communes.values()].map(placeOf))}`
  const page = { title, filing, sections, areaWords, n: rows[0]?.n, newest: newestOf(told)[0]?.n }
  res.render(rows.length ? 'unit-reports/sections' : 'unit-reports/shared', { ...page, done: query.done })
})

filings.get('/:id/sections/:commune/comment', ['unit', 'district'], async (req, res) => {
  const shared = await shownAt(req.db, req.params)
  drawComment(req, res, shared, blank(sectionComment, req.kept ?? {}))
})

filings.post('/:id/sections/:commune/comment', ['unit', 'district'], async (req, res) => {
  const { actor, db, at, body, params } = req
  const { once } = z.object({ once: z.uuid() }).parse(body)
  const shared = await shownAt(db, params)
  const parties = partiesToShared(actor, shared)
  const refused = refusal(commentingSection, parties, shared, at, actor)
  if (refused?.status === 403) throw new Refusal(403, refused.reason)
  const { data, form } = read(sectionComment, body)
  if (form) return drawComment(req, res.status(422), shared, form)
  const path = parties.includes('unit')
    ? `/unit-reports/${shared.filingId}?done=comment`
    : `/unit-reports/${shared.filingId}/sections?done=comment`
  await act(
    actor,
    'unitReport.comment',
    { id: shared.id },
    async (tx, row, at) => {
      await commentOn(tx, row, { actor, at, ...data })
      return { path }
    },
    { once },
  )
  res.redirect(303, path)
})

async function shownAt(db: Db, { id = '', commune = '' }: { [name: string]: string }) {
  const found = await db.sharedSection.findFirst({ where: { filingId: id, communeId: commune }, select: { id: true } })
  if (!found) throw new Refusal(404)
  return loadShared(db, found.id)
}

type Request = Parameters<Parameters<typeof get>[2]>[0]
type Response = Parameters<Parameters<typeof get>[2]>[1]

function drawComment({ actor, at }: Request, res: Response, shared: Awaited<ReturnType<typeof loadShared>>, form: Form) {
  const parties = partiesToShared(actor, shared)
  res.render('unit-reports/comment', {
    title: `${parties.includes('unit') ? 'Trả lời góp ý' : 'Góp ý'}: kết quả giúp ${placeOf(shared.commune.name)}`,
    ...{ shared, form, refused: refusal(commentingSection, parties, shared, at, actor) },
    back: parties.includes('unit') ? `/unit-reports/${shared.filingId}` : `/unit-reports/${shared.filingId}/sections`,
  })
}
