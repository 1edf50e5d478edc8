import { z } from 'zod'
import { history } from '../db.ts'
import { downloadList, wantsSheet } from '../download.ts'
import { Refusal } from '../errors.ts'
import { kindOf } from '../filings/kinds.ts'
import { hrefOf } from '../filings/list.ts'
import { blank, complainAt, type Form, read } from '../form.ts'
import { pages } from '../pages.ts'
import { actions } from '../policy.ts'
import { press } from '../press.ts'
import { isOwn } from '../reading.ts'
import { revisionsIn, takeEach } from '../several.ts'
import { date, deadlineSentence } from '../words.ts'
import { type Allowance, allowances, type ExtensionAnswers, extension, notLater } from './allowance.ts'
import { mostAtOnce, obligationsOf, rowOf } from './list.ts'
import { filingsOf, loadObligation, withFilings } from './obligation.ts'
import { allow, readUrgings, urge } from './take.ts'
import { urgingForm } from './urging.ts'

const { router, get, post } = pages()
export const obligations = router

type Request = Parameters<Parameters<typeof get>[2]>[0]
type Response = Parameters<Parameters<typeof get>[2]>[1]

const everyone = ['unit', 'commune', 'district', 'planning', 'province'] as const
const keepers = ['district', 'planning'] as const

router.param('id', (_req, _res, next, id) => next(z.uuid().safeParse(id).success ? undefined : new Refusal(404)))

/** For those who keep the time: what is owed, to choose from by tick boxes. */
get('/', keepers, async (req, res) => {
  const found = await obligationsOf(req, req.query)
  if (wantsSheet(req)) return downloadList(req, res, found)
  res.render('obligations/list', found)
})

get('/extend', keepers, (req, res) => drawExtending(req, res, req.kept?.of ?? req.query.of))

post('/extend', keepers, async (req, res) => {
  const { once } = press.partial({ revision: true }).parse(req.body)
  const chosen = await chosenOf(req, req.body.of)
  const schema = extension(req.at)
  const { data, form } = read(schema, req.body)
  if (form) return drawExtending(req, res.status(422), req.body.of, { form })
  const answers = data as ExtensionAnswers
  if (!chosen.length) return drawExtending(req, res.status(422), req.body.of)
  const revisions = revisionsIn(req.body.was)
  const asShown = chosen.map(({ id }) => ({ id, revision: revisions.get(id) ?? -1 }))
  // What was changed since the page was shown is told as such, not by what is wrong with it now.
  const wrong = chosen.flatMap(({ id, revision, agency, title, owed }) => {
    const not = revision === revisions.get(id) ? notLater(owed, answers.until) : undefined
    return not ? [`${agency}, ${title}: ${not}`] : []
  })
  if (wrong.length)
    return drawExtending(req, res.status(422), req.body.of, {
      form: complainAt(schema, req.body, 'until', `Không phải gia hạn. ${wrong.join('; ')}`),
    })
  const refused = await takeEach(asShown, once, ({ id, revision }, key) =>
    allow(req.actor, 'extend', id, { once: key, revision, data: answers }),
  )
  if (refused.length) {
    const told = refused.map(({ id, reason }) => ({ ...chosen.find((one) => one.id === id), reason }))
    return res
      .status(409)
      .render('obligations/refused', { title: 'Một số hồ sơ chưa được gia hạn', told, done: chosen.length - told.length })
  }
  res.redirect(
    303,
    chosen.length === 1 ? `/obligations/${chosen[0]?.id}?done=extend` : `/obligations?allowed=1&year=${chosen[0]?.owed.period.year}`,
  )
})

/** Khoản 1 Điều 10: the same words to several that still owe, one act each. */
get('/urge', keepers, (req, res) => drawUrging(req, res, req.kept?.of ?? req.query.of))

post('/urge', keepers, async (req, res) => {
  const { once } = press.partial({ revision: true }).parse(req.body)
  const chosen = await tickedOf(req, req.body.of)
  const { data, form } = read(urgingForm, req.body)
  if (form || !chosen.length) return drawUrging(req, res.status(422), req.body.of, form)
  const refused = await takeEach(chosen, once, ({ id }, key) => urge(req.actor, id, { once: key, text: data.text }))
  if (!refused.length) return res.redirect(303, chosen.length === 1 ? `/obligations/${chosen[0]?.id}?done=urge` : '/obligations?urged')
  const told = refused.map(({ id, reason }) => ({ ...chosen.find((one) => one.id === id), id, reason }))
  res.status(409).render('obligations/not-urged', { title: 'Một số hồ sơ chưa được đôn đốc', told, done: chosen.length - told.length })
})

/** One deadline: its days, what was allowed beyond it and why, what happened. */
get('/:id', everyone, async (req, res) => {
  await markRead(req)
  const happened = await history(req.actor, 'Obligation', req.params.id ?? '')
  const last = happened.at(-1)
  const done = last?.actorId === req.actor.id && last.action === `obligation.${req.query.done}` ? said([last])[0]?.words : undefined
  res.render('obligations/show', { ...(await pageOf(req)), events: said(happened), done })
})

for (const name of ['undo-extend', 'accept', 'undo-accept'] as const) {
  get(`/:id/${name}`, keepers, (req, res) => draw(req, res, name))

  post(`/:id/${name}`, keepers, async (req, res) => {
    const { once, revision } = press.parse(req.body)
    const { row } = await pageOf(req)
    if (!row.steps.some((step) => step.name === name)) throw new Refusal(403, 'Việc này thuộc thẩm quyền của cơ quan khác')
    const { data, form } = read(allowances[name].form, req.body)
    if (form) return draw(req, res.status(422), name, form)
    const { path } = await allow(req.actor, name, row.id, { once, revision, data: data as Partial<ExtensionAnswers> })
    res.redirect(303, `${path}?done=${name}`)
  })
}

async function pageOf({ db, actor, at, params }: Request) {
  const owed = await loadObligation(db, params.id ?? '')
  const row = rowOf(owed, { actor, at })
  const sent = filingsOf(owed).find(({ kind, firstSentAt }) => kind === owed.kind && firstSentAt)
  const filing = sent && hrefOf(kindOf(owed.kind), actor, sent.id, isOwn(actor, owed))
  const urgings = await db.urging.findMany({ where: { obligationId: owed.id }, include: { agency: true }, orderBy: { id: 'desc' } })
  return { title: row.title, row, owed, filing, urgings, deadline: deadlineSentence({ ...owed, filings: filingsOf(owed) }, at) }
}

async function draw(req: Request, res: Response, name: Exclude<Allowance, 'extend'>, form?: Form) {
  const page = await pageOf(req)
  const step = page.row.steps.find((one) => one.name === name)
  if (!step) return res.redirect(303, `/obligations/${page.row.id}`)
  res.render('obligations/step', {
    ...{ ...page, step, refused: step.refused?.reason, kept: Boolean(req.kept) },
    ...{ form: form ?? blank(step.form, req.kept ?? {}), revision: req.kept?.revision ?? page.row.revision },
  })
}

async function drawExtending(req: Request, res: Response, of: unknown, { form }: { form?: Form } = {}) {
  const chosen = await chosenOf(req, of)
  const refusedOf = (row: (typeof chosen)[number]) => row.steps.find(({ name }) => name === 'extend')?.refused?.reason
  res.render('obligations/extend', {
    ...{ title: 'Gia hạn', hint: allowances.extend.hint, most: mostAtOnce, kept: Boolean(req.kept) },
    ...{
      rows: chosen.filter((row) => !refusedOf(row)),
      left: chosen.flatMap((row) => ({ ...row, reason: refusedOf(row) })).filter(({ reason }) => reason),
    },
    form: form ?? blank(extension(req.at), req.kept ?? {}),
  })
}

/** Opened by somebody of the agency that owes it; not what a browser fetches ahead. */
async function markRead(req: Request) {
  const { db, actor } = req
  const { id = '' } = req.params
  const unread = await db.urging.count({ where: { obligationId: id, readAt: null, obligation: { agencyId: actor.agencyId } } })
  if (unread && !req.get('sec-purpose')) await readUrgings(actor, id)
}

async function drawUrging(req: Request, res: Response, of: unknown, form?: Form) {
  const rows = await tickedOf(req, of)
  res.render('obligations/urge', {
    ...{ title: 'Đôn đốc', most: mostAtOnce, kept: Boolean(req.kept), rows: rows.filter(({ urgeable }) => urgeable) },
    left: rows.filter(({ urgeable }) => !urgeable),
    form: form ?? blank(urgingForm, req.kept ?? {}),
  })
}

/** Those that were ticked, within one's sight and for this person to extend; at most a page of them. */
async function chosenOf(req: Request, of: unknown) {
  return (await tickedOf(req, of)).filter(({ steps }) => steps.some(({ name }) => name === 'extend'))
}

async function tickedOf({ db, actor, at }: Request, of: unknown) {
  const ids = [of].flat().filter((id): id is string => z.uuid().safeParse(id).success)
  const found = await db.obligation.findMany({
    where: { id: { in: [...new Set(ids)].slice(0, mostAtOnce) } },
    include: withFilings,
    orderBy: [{ agency: { name: 'asc' } }, { id: 'asc' }],
  })
  return found.map((owed) => rowOf(owed, { actor, at }))
}

/** The log in words, newest first. */
function said(events: Awaited<ReturnType<typeof history>>) {
  return events.toReversed().map(({ at, actor, agency, action, note, changes }) => {
    const { verb } = actions[action as keyof typeof actions] as { verb?: string }
    const words = verb ?? (action === 'obligation.make' ? 'ghi nghĩa vụ theo phân công và lịch báo cáo' : 'bắt đầu soạn')
    const until = action === 'obligation.extend' ? changes.find(({ column }) => column === 'extendedTo')?.after : undefined
    return { at, who: actor, agency, words: until ? `${words} đến hết ngày ${date(new Date(until))}` : words, note }
  })
}
