import { z } from 'zod'
import { act } from '../act.ts'
import { dayOf, inForceOn } from '../clock.ts'
import { filingRoutes } from '../filings/routes.ts'
import { pages } from '../pages.ts'
import { placeOf, termWords } from '../words.ts'
import { openHalves, startHalf } from './half.ts'
import { plan } from './plan.ts'

const { router, get, post } = pages()
export const plans = router

const wanted = z.object({ once: z.uuid(), assignment: z.uuid('Chọn xã'), period: z.uuid('Chọn kỳ') })

/** "theo 6 tháng và hằng năm" (khoản 2 Điều 8): for which commune, which half-year. */
get('/half', ['unit'], async ({ db, actor, at }, res) => {
  const today = inForceOn(dayOf(at))
  const where = { unitId: actor.agencyId, ...today }
  const assignments = await db.assignment.findMany({ where, include: { commune: true }, orderBy: { commune: { name: 'asc' } } })
  res.render('plans/half', {
    title: 'Lập kế hoạch 6 tháng',
    communes: assignments.map(({ id, commune }) => ({ id, words: placeOf(commune.name) })),
    periods: (await openHalves(db, at)).map((half) => ({ id: half.id, words: termWords(half) })),
  })
})

post('/half', ['unit'], async ({ actor, body }, res) => {
  const { once, assignment, period } = wanted.parse(body)
  const begun = await act(actor, 'plan.start-half', { id: assignment }, (tx, row, at) => startHalf(tx, row, period, { actor, at }), {
    once,
  })
  res.redirect(303, begun.path)
})

router.use(filingRoutes(plan).router)
