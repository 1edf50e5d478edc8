import type { RequestHandler } from 'express'
import { z } from 'zod'
import { landedAt } from '../act.ts'
import { attachmentsOf } from '../attachments/attachment.ts'
import { attachmentPages } from '../attachments/routes.ts'
import { type History, history, type Subject } from '../db.ts'
import type { Issued } from '../documents/word.ts'
import { download, downloadList, downloadWord, wantsSheet, wantsWord } from '../download.ts'
import { Refusal } from '../errors.ts'
import { blank, complainAt, type Form, read } from '../form.ts'
import { pages } from '../pages.ts'
import { type Action, subjects } from '../policy.ts'
import { press } from '../press.ts'
import type { tableOf } from '../sheets/routes.ts'
import type { Listed, Sheet } from '../sheets/sheet.ts'
import { refusal } from '../workflow.ts'
import type { Handed, Looking, Noun, NounStep, Thing } from './noun.ts'
import { elsewhere, historyOf, pageOf } from './page.ts'
import { begin, take } from './take.ts'

type Request = Parameters<RequestHandler<{ [name: string]: string }>>[0]
type Response = Parameters<RequestHandler>[1]

/** What is a noun's own: its list, and what its page says (`views/<path>/list.ejs` and `content.ejs` draw them). */
export type Shows<Row> = {
  list(looking: Looking, query: unknown): Promise<Listed<unknown>>
  page(looking: Looking, row: Row, query: unknown): Promise<{ title: string; caption: string; lead: string; sheets?: Sheet[] }>
  /** The step that is taken by opening the page: reading leaves a trace. */
  opens?(looking: Looking, row: Row): string | undefined
  /** It as an official document. */
  document?(looking: Looking, row: Row): Promise<Issued>
  /** Draws what a press hands out. */
  hands?(req: Request, res: Response, handed: Handed & { path: string }): void
  /** Which of what happened to the row belongs on its page, where not everything: much hangs from an agency. */
  tells?(action: string): boolean
  /** Many at once, from a table. */
  table?: ReturnType<typeof tableOf>
  /** What is done after every press, beyond its act. */
  after?(): Promise<unknown>
}

/** Every noun has the same pages: list, new, page, log, one for each step. */
export function nounRoutes<Row extends Thing>(noun: Noun<Row>, shows: Shows<Row>) {
  const { router, get, post } = pages()
  const { readers } = noun
  const beginning = z.object({ once: z.uuid(), of: z.uuid() })

  router.param('id', (_req, _res, next, id) => next(z.uuid().safeParse(id).success ? undefined : new Refusal(404)))

  get('/', readers, async (req, res) => {
    const found = await shows.list(req, req.query)
    if (wantsSheet(req)) return downloadList(req, res, found)
    const { begin } = noun
    const begins = mayBegin(req) ? { href: `${noun.path}/new`, label: begin.label } : undefined
    const { readers: importers, may } = shows.table ?? { readers: [] }
    const imports =
      importers.some((role) => req.actor.roles.includes(role)) && (may?.(req.actor) ?? true) ? `${noun.path}/table` : undefined
    res.render(`${noun.path.slice(1)}/list`, { noun, begins, imports, ...found })
  })

  get('/new', noun.begin.readers, (req, res) => {
    if (!mayBegin(req)) throw new Refusal(403, noun.begin.none)
    return drawNew(req, res, req.kept?.of ?? req.query.of, req.kept ?? req.query)
  })

  post('/new', noun.begin.readers, async (req, res) => {
    const { once, of } = beginning.parse(req.body)
    const onwards = (path: string) => res.redirect(303, `${path}?done=begin`)
    const landed = () => landedAt(req.actor, once, `${noun.name}.begin` as Action)
    if (!(await noun.begin.stems(req)).some(({ id }) => id === of)) {
      const path = await landed()
      if (path) return onwards(path)
      throw new Refusal(403, noun.begin.none)
    }
    const { data, form } = read(await noun.begin.asks(req, of), req.body)
    const path = form && (await landed())
    if (path) return onwards(path)
    if (form) return drawNew(req, res.status(422), of, {}, form)
    try {
      const { path, slips } = await begin(req.actor, noun, of, { once, data })
      await shows.after?.()
      if (slips && shows.hands) return shows.hands(req, res, { path, slips })
      onwards(path)
    } catch (error) {
      if (!(error instanceof Refusal) || !error.field) throw error
      await drawNew(req, res.status(422), of, {}, complainAt(await noun.begin.asks(req, of), req.body, error.field, error.message))
    }
  })

  shows.table?.pages({ get, post }, shows.after)

  get('/:id', readers, async (req, res) => {
    const row = await opened(req, await find(req))
    const shown = await page(req, row)
    if (wantsSheet(req) && shown.sheets?.length) return download(req, res, shown.title, shown.sheets)
    const happened = await happenedTo(req, row)
    const events = historyOf(happened)
    const done = justDone(req, happened)
    const files = noun.files ? await attachmentsOf(req.db, ownerOf(row)) : []
    res.render('nouns/show', { ...shown, files, done, events: events.slice(0, 8), more: events.length > 8 })
  })

  const { document: issued } = shows
  if (issued)
    get('/:id/document', readers, async (req, res) => {
      const row = await find(req)
      const { title, caption, path } = await page(req, row)
      const made = await issued(req, row)
      if (wantsWord(req)) return downloadWord(req, res, title, made)
      res.render('documents/show', { title, caption, origin: path, version: undefined, official: true, ...made })
    })

  get('/:id/history', readers, async (req, res) => {
    const row = await find(req)
    res.render('nouns/history', {
      ...(await page(req, row)),
      events: historyOf(await happenedTo(req, row)),
    })
  })

  if (noun.files)
    attachmentPages({ get, post }, readers, {
      async show(req) {
        const row = await find(req)
        const { title, caption, path, attachable } = await page(req, row)
        return { title, caption, path, owner: ownerOf(row), revision: row.revision, attachable }
      },
      take: ({ actor, params }, step, { once, revision, path, body, data }) =>
        take(actor, noun, step, params.id ?? '', { once, revision, path, data: body ?? data }),
    })

  for (const [name, step] of Object.entries<NounStep<Row>>(noun.steps)) {
    if (elsewhere.has(name)) continue
    const page = step.beside ?? name
    get(`/:id/${name}`, readers, async (req, res) => draw(req, res, page, await find(req)))

    post(`/:id/${name}`, readers, async (req, res) => {
      const { once, revision } = press.parse(req.body)
      const row = await find(req)
      const schema = await formOf(step, req, row)
      const { data, form } = read(schema, req.body)
      const onwards = (path: string) => res.redirect(303, step.beside ? `${path}/${page}?saved` : `${path}?done=${name}`)
      const landed = form && (await landedAt(req.actor, once, `${noun.name}.${name}` as Action))
      if (landed) return onwards(landed)
      if (form) return draw(req, res.status(422), page, row, { form })
      try {
        const { path, slips } = await take(req.actor, noun, name, row.id, { once, revision, data })
        await shows.after?.()
        if (slips && shows.hands) return shows.hands(req, res, { path, slips })
        onwards(path)
      } catch (error) {
        if (error instanceof Refusal && error.field)
          return draw(req, res.status(422), page, row, { form: complainAt(schema, req.body, error.field, error.message) })
        if (!(error instanceof Refusal) || error.status !== 409 || !Object.keys(schema.shape).length) throw error
        await draw(req, res.status(409), page, await find(req), { form: blank(schema, req.body), problem: error.message })
      }
    })
  }

  return router

  function mayBegin({ actor }: Request) {
    return noun.begin.readers.some((role) => actor.roles.includes(role)) && (noun.begin.may?.(actor) ?? true)
  }

  async function happenedTo({ actor }: Request, { id }: Row) {
    const events = await history(actor, noun.model as Subject, id)
    return shows.tells ? events.filter(({ action }) => shows.tells?.(action)) : events
  }

  function ownerOf({ id }: Row) {
    return noun.files ? { [noun.files]: id } : {}
  }

  async function find({ db, params }: Request) {
    return (await subjects[noun.model as Subject].load(db, params.id ?? '')) as unknown as Row
  }

  /** Once more, if opening it has changed it. What a browser fetches ahead is not opened. */
  async function opened(req: Request, row: Row) {
    const step = req.method === 'GET' && !req.get('sec-purpose') ? shows.opens?.(req, row) : undefined
    if (!step) return row
    await take(req.actor, noun, step, row.id)
    return find(req)
  }

  async function page(req: Request, row: Row) {
    return { ...pageOf(noun, row, req), ...(await shows.page(req, row, req.query)) }
  }

  /** The step that brought the reader here, if it is indeed the last thing that happened, and theirs. */
  function justDone({ actor, query: { done } }: Request, events: History) {
    const last = events.at(-1)
    return last?.actorId === actor.id && last.action === `${noun.name}.${done}` ? historyOf([last])[0]?.words : undefined
  }

  /** The form of a new one; before it, where there are several, the choice of what it hangs from. */
  async function drawNew(req: Request, res: Response, of: unknown, values: unknown, form?: Form) {
    const stems = await noun.begin.stems(req)
    const stem = stems.length === 1 ? stems[0] : stems.find(({ id }) => id === of)
    const drawn = stem && (form ?? blank(await noun.begin.asks(req, stem.id), values))
    res.render('nouns/new', { title: noun.begin.label, noun, stems, stem, form: drawn, kept: Boolean(req.kept) })
  }

  /** The page of one step: what must be said with it; or why it cannot be done now, with what was typed still there. */
  async function draw(req: Request, res: Response, name: string, row: Row, { form, problem }: { form?: Form; problem?: string } = {}) {
    const shown = await page(req, row)
    const step = noun.steps[name] as NounStep<Row>
    const offered = shown.steps.find((one) => one.name === name)
    if (!offered && !problem) {
      if (!form) return res.redirect(303, shown.path)
      // Pressed with something missing, by somebody who may not, or no longer: said before what is missing.
      const refused = refusal(step, shown.parties, row, req.at, req.actor)
      if (refused?.status !== 409) throw new Refusal(403, refused?.reason)
      return draw(req, res.status(409), name, row, { form, problem: refused.reason })
    }
    const schema = await formOf(step, req, row)
    const now = step.values?.(row) ?? {}
    res.render('nouns/step', {
      ...{ ...shown, step: { ...step, name }, refused: offered ? offered.refused?.reason : problem, problem, kept: Boolean(req.kept) },
      form: form ?? blank(schema, req.kept ?? now),
      theirs: problem && step.values && blank(schema, now),
      revision: req.kept?.revision ?? row.revision,
      beside: Object.entries<NounStep<Row>>(noun.steps).flatMap(([one, { beside, label }]) =>
        beside === name ? { name: one, label } : [],
      ),
    })
  }
}

async function formOf<Row>(step: NounStep<Row>, looking: Looking, row: Row) {
  return (await step.asks?.(looking, row)) ?? step.form ?? z.object({})
}
