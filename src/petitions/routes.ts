import { z } from 'zod'
import { dayOf, daysBetween } from '../clock.ts'
import { letterheadOf } from '../documents/letterhead.ts'
import { downloadWord, wantsWord } from '../download.ts'
import { blank, type Form, read } from '../form.ts'
import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { take } from '../nouns/take.ts'
import { pages } from '../pages.ts'
import { press } from '../press.ts'
import { revisionsIn, takeEach } from '../several.ts'
import { date, day, petitionWords, placeOf, until } from '../words.ts'
import { petitionsDocument } from './document.ts'
import { listOf } from './list.ts'
import { answeringForm, type Petition, petition, routeOf, stageOf } from './petition.ts'

const { router, get, post } = pages()
export const petitions = router

type Request = Parameters<Parameters<typeof get>[2]>[0]
type Response = Parameters<Parameters<typeof get>[2]>[1]

/** Several that ask the same are answered by one answer: one act for each. */
get('/answers/new', petition.readers, (req, res) => drawAnswering(req, res, req.kept?.of ?? req.query.of))

post('/answers/new', petition.readers, async (req, res) => {
  const { once } = press.partial({ revision: true }).parse(req.body)
  const chosen = await chosenOf(req, req.body.of)
  const { data, form } = read(await answeringForm(req), req.body)
  if (form || !chosen.length) return drawAnswering(req, res.status(422), req.body.of, form)
  const revisions = revisionsIn(req.body.was)
  const refused = await takeEach(chosen, once, ({ id }, key) =>
    take(req.actor, petition, 'answer', id, { once: key, revision: revisions.get(id) ?? -1, data }),
  )
  if (!refused.length) return res.redirect(303, chosen.length === 1 ? `/petitions/${chosen[0]?.id}?done=answer` : '/petitions?is=answered')
  const told = refused.map(({ id, reason }) => ({ id, reason, subject: chosen.find((one) => one.id === id)?.subject ?? '' }))
  res.status(409).render('petitions/refused', { title: 'Một số kiến nghị chưa được trả lời', told, done: chosen.length - told.length })
})

/** The list, as it is filtered, as one paper. */
get('/document', petition.readers, async (req, res) => {
  const { db, actor, at, query } = req
  const found = await listOf(req, { ...query, format: 'xlsx' })
  const toProvince = !actor.roles.includes('province')
  const issued = {
    document: petitionsDocument(found, { agency: actor.agencyName, toProvince }),
    letterhead: await letterheadOf(db, { agencyId: actor.agencyId, type: 'report', at }),
    ...{ signature: { authority: [], name: '' }, receivers: [] },
  }
  if (wantsWord(req)) return downloadWord(req, res, 'Tổng hợp kiến nghị', issued)
  const { format: _, ...kept } = query as Record<string, string>
  const origin = `/petitions?${new URLSearchParams(kept)}`
  res.render('documents/show', { title: 'Kiến nghị', caption: actor.agencyName, origin, version: undefined, official: true, ...issued })
})

router.use(nounRoutes(petition, { list: listOf, page }))

/** What lies with this agency and waits for its answer, of those that were ticked; or was answered by this very press. */
async function chosenOf({ db, actor }: Request, of: unknown) {
  const ids = [of].flat().filter((id): id is string => z.uuid().safeParse(id).success)
  return db.petition.findMany({
    where: {
      id: { in: [...new Set(ids)].slice(0, mostAtOnce) },
      holderId: actor.agencyId,
      status: { in: ['sent', 'received', 'answered'] },
    },
    include: { petitioner: true, commune: true },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  })
}

async function drawAnswering(req: Request, res: Response, of: unknown, form?: Form) {
  const rows = (await chosenOf(req, of)).filter(({ status }) => status !== 'answered')
  const shown = form ?? blank(await answeringForm(req), req.kept ?? {})
  res.render('petitions/answers', { title: 'Trả lời chung', rows, form: shown, most: mostAtOnce, kept: Boolean(req.kept) })
}

const mostAtOnce = 50

async function page({ at }: Looking, row: Petition) {
  const is = stageOf(row, at)
  const left = daysBetween(dayOf(at), row.dueOn)
  const waits = is === 'sent' || is === 'received' || is === 'overdue'
  return {
    title: row.subject,
    caption: `Kiến nghị của ${row.petitioner.name}${row.commune && row.communeId !== row.petitionerId ? ` về ${placeOf(row.commune.name)}` : ''}, ngày ${day(row.sentAt)}`,
    lead: waits
      ? `${petitionWords[is]}: ${row.holder.name}, hạn trả lời chậm nhất ngày ${date(row.dueOn)}, ${until(left)}.`
      : `${petitionWords[is]}${is === 'answered' ? `: ${row.holder.name}` : ''}.`,
    ...{ is, route: routeOf(row, at) },
  }
}
