import type { RequestHandler } from 'express'
import { z } from 'zod'
import { landedAt } from '../act.ts'
import { attachmentsOf, attachmentsSent } from '../attachments/attachment.ts'
import { accepted, examine, tooLarge } from '../attachments/examine.ts'
import { attachmentPages } from '../attachments/routes.ts'
import { type History, history } from '../db.ts'
import { download, downloadList, downloadWord, wantsSheet, wantsWord } from '../download.ts'
import { Refusal } from '../errors.ts'
import { blank, complainAt, type Form, read, rearranged, type Typed } from '../form.ts'
import { readersOf } from '../log/readings.ts'
import { pages } from '../pages.ts'
import type { Action } from '../policy.ts'
import { press } from '../press.ts'
import { noteReading } from '../reading.ts'
import { date } from '../words.ts'
import { refusal } from '../workflow.ts'
import { compare } from './compare.ts'
import { type Answers, contentOf, type Filing, type FilingStep, formOf, type Kind, partiesTo, receiptOf } from './filing.ts'
import { issuedOf, sendable } from './issued.ts'
import { load } from './kinds.ts'
import { listOf } from './list.ts'
import { historyOf, pageOf, versionOf } from './page.ts'
import { imprint, partAfter, partIn } from './parts.ts'
import { recording, signedOf } from './signed.ts'
import { begin, take } from './take.ts'

/** A button beside a row: "items.up.a1". */
const moving = /^(\w{1,40})\.(up|down|copy|remove)\.(\w{1,40})$/
const beginning = z.object({ once: z.uuid(), obligation: z.uuid() })

type Request = Parameters<RequestHandler<{ [name: string]: string }>>[0]
type Response = Parameters<RequestHandler>[1]

/** Every kind of filing has the same pages and the same steps. */
export function filingRoutes(kind: Kind) {
  const { router, get, post } = pages()
  const everyone = [...new Set([kind.by, ...kind.readers, ...(kind.followers ?? []), 'planning', 'province'] as const)]

  const recordSigned = kind.steps['record-signed'] as FilingStep

  router.param('id', (_req, _res, next, id) => next(z.uuid().safeParse(id).success ? undefined : new Refusal(404)))

  get('/', everyone, async (req, res) => {
    const found = await listOf(kind, req.db, req.actor, req.query, req.at)
    if (wantsSheet(req)) return downloadList(req, res, found)
    res.render('filings/list', { kind, ...found })
  })

  post('/', everyone, async ({ actor, body }, res) => {
    const { obligation, once } = beginning.parse(body)
    const { path } = await begin(actor, kind, obligation, once)
    res.redirect(303, path)
  })

  get('/:id', everyone, async (req, res) => {
    let filing = await find(req)
    if (req.method === 'GET' && !req.get('sec-purpose') && receiptOf(req.actor, filing)?.readAt === null) {
      await take(req.actor, kind, 'open', filing.id)
      filing = await find(req)
    }
    const happened = await history(req.actor, 'Filing', filing.id)
    const events = historyOf(happened)
    const done = justDone(req, filing, happened)
    const page = { ...(await pageOf(kind, filing, req)), ...(await versionOf(kind, filing, req)) }
    if (wantsSheet(req)) return tables(req, res, filing, page.content)
    const around = await kind.around?.(req.db, filing, page.content)
    const files = page.shown ? await attachmentsSent(req.db, page.shown.id) : await attachmentsOf(req.db, { filingId: filing.id })
    const tasks = page.editable ? await kind.tasks?.(req.db, filing, page.missing) : undefined
    res.render('filings/show', { ...page, ...around, ...tasks, files, done, events: events.slice(0, 8), more: events.length > 8 })
  })

  get('/:id/history', everyone, async (req, res) => {
    const filing = await find(req)
    res.render('filings/history', {
      ...(await pageOf(kind, filing, req)),
      events: historyOf(await history(req.actor, 'Filing', filing.id)),
      readers: await readersOf(req.db, req.actor, filing),
    })
  })

  get('/:id/versions/:n', everyone, async (req, res) => {
    const filing = await find(req)
    const version = filing.versions.find(({ n }) => String(n) === req.params.n)
    if (!version) throw new Refusal(404)
    const content = await contentOf(req.db, version)
    if (wantsSheet(req)) return tables(req, res, filing, content)
    res.render('filings/version', {
      ...(await pageOf(kind, filing, req)),
      ...(await kind.around?.(req.db, filing, content)),
      version,
      content,
      files: await attachmentsSent(req.db, version.id),
    })
  })

  /** As an official document: of a version, or of the working copy where nothing was sent or it is asked for. */
  get('/:id/document', everyone, async (req, res) => {
    const filing = await find(req)
    const { version: asked, draft } = req.query
    const named = filing.versions.find(({ n }) => String(n) === asked)
    if (asked !== undefined && !named) throw new Refusal(404)
    const version = draft === undefined ? (named ?? (await versionOf(kind, filing, req)).shown) : undefined
    if (!version && !filing.draft) throw new Refusal(404)
    const { content, missing } = version ? { content: await contentOf(req.db, version), missing: [] } : await sendable(kind, filing, req.db)
    if (!content) throw new Refusal(409, `Bản đang soạn còn ${missing.length} chỗ phải bổ sung hoặc sửa, chưa lập được văn bản`)
    const where = { db: req.db, at: req.at, origin: `${req.protocol}://${req.host}` }
    const issued = await issuedOf(kind, filing, where, content, version)
    const page = await pageOf(kind, filing, req)
    if (wantsWord(req)) return downloadWord(req, res, `${page.title}, ${page.caption}`, issued)
    const origin = `${kind.path}/${filing.id}${version ? `/versions/${version.n}` : ''}`
    res.render('documents/show', { ...page, ...issued, version, origin, official: true })
  })

  get('/:id/compare', everyone, async (req, res) => {
    const filing = await find(req)
    const sent = filing.versions.filter(({ receipts }) => receipts.length)
    const numbered = (n: unknown, otherwise = sent[0]) => sent.find((version) => String(version.n) === n) ?? otherwise
    const newer = numbered(req.query.to)
    const older = numbered(req.query.from, sent[1] ?? sent[0])
    if (!newer || !older) throw new Refusal(404)
    const changes = compare(blank(kind.form(filing)), await contentOf(req.db, older), await contentOf(req.db, newer))
    res.render('filings/compare', { ...(await pageOf(kind, filing, req)), sent, older, newer, changes })
  })

  get('/:id/edit', everyone, async (req, res) => {
    const filing = await find(req)
    if (!filing.draft) throw new Refusal(404)
    const schema = kind.form(filing)
    const { content, compiled } = filing.draft
    if (wantsSheet(req)) return tables(req, res, filing, compiled && { compiled })
    const part = partIn(kind, req.kept?.part ?? req.query.part)
    if (part && !Object.hasOwn(schema.shape, part)) return res.redirect(303, `${kind.path}/${filing.id}/send`) // not in this period
    const checked = 'check' in req.query ? read(schema, content).form : undefined
    const written = part ? { ...(content as Typed | null), [part]: (req.kept ?? (content as Typed | null))?.[part] } : (req.kept ?? content)
    const page = await pageOf(kind, filing, req)
    if (!page.editable) return res.redirect(303, `${kind.path}/${filing.id}`)
    res.render('filings/edit', {
      ...page,
      ...(await versionOf(kind, filing, req)),
      ...(await kind.beside?.(req.db, filing)),
      ...partOf(part, content, req.kept?.was),
      form: checked
        ? { ...checked, errors: checked.errors.filter(({ id }) => !part || `${id}-`.startsWith(`${part}-`)) }
        : blank(schema, written),
      revision: req.kept?.revision ?? filing.revision,
      kept: Boolean(req.kept),
      saved: 'saved' in req.query,
    })
  })

  post('/:id/edit', everyone, async (req, res) => {
    const { once, revision } = press.parse(req.body)
    const path = `${kind.path}/${req.params.id}`
    const part = partIn(kind, req.body.part)
    const [, table = '', how = '', row = ''] = moving.exec(req.body.row) ?? []
    if (table) req.body = { ...req.body, [table]: rearranged(req.body[table], how, row) }
    try {
      const compiles = 'compile' in req.body && kind.steps.compile
      // A part tells by itself whether somebody was faster: others may have saved theirs meanwhile.
      const expected = part ? undefined : revision
      await take(req.actor, kind, compiles ? 'compile' : 'save', req.params.id ?? '', { revision: expected, once, path, body: req.body })
      if (compiles) return res.redirect(303, `${path}/edit?compiled`)
      const here = `/edit?${part ? `part=${part}&` : ''}saved`
      if (table) return res.redirect(303, `${path}${here}#${table}-${how === 'remove' ? '' : row}`)
      const next = part && partAfter(kind, part)
      const onwards = { more: here, check: '/send', files: '/files', next: next ? `/edit?part=${next}` : '/send', list: '' }
      const onwardsTo = Object.entries(onwards).find(([button]) => button in req.body)?.[1]
      res.redirect(303, path + (onwardsTo ?? '?done=save'))
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 409) throw error
      const filing = await find(req) // two people: mine stays on the page, theirs stands beside it
      const page = { ...(await pageOf(kind, filing, req)), ...(await versionOf(kind, filing, req)) }
      if (!filing.draft || !page.editable) throw error
      const schema = kind.form(filing)
      const theirs = blank(schema, filing.draft.content)
      res.status(409).render('filings/edit', {
        ...page,
        ...(await kind.beside?.(req.db, filing)),
        ...partOf(part, filing.draft.content),
        form: blank(schema, part ? { ...(filing.draft.content as object), [part]: req.body[part] } : req.body),
        theirs,
        revision: filing.revision,
        problem: error.message,
      })
    }
  })

  /** What the văn thư records of the signed paper: a page of its own, because a file may come with it. */
  get('/:id/signed', everyone, async (req, res) => drawSigned(req, res, await find(req)))

  post('/:id/signed', everyone, async (req, res) => {
    const { once, revision } = press.parse(req.body)
    const filing = await find(req)
    const refused = refusal(recordSigned, partiesTo(req.actor, filing), filing, req.at, req.actor)
    if (refused) throw new Refusal(refused.status, refused.reason)
    const schema = recording(filing, req.at)
    const { data, form } = read(schema, req.body)
    if (form) return drawSigned(req, res.status(422), filing, form)
    const path = `${kind.path}/${filing.id}`
    try {
      if (req.tooLarge) throw tooLarge()
      const body = req.file && (await examine({ name: req.file.originalname, bytes: req.file.buffer }))
      await take(req.actor, kind, 'record-signed', filing.id, { revision, once, path, data: data as unknown as Answers, body })
      res.redirect(303, `${path}?done=record-signed`)
    } catch (error) {
      if (!(error instanceof Refusal) || ![413, 422].includes(error.status)) throw error
      await drawSigned(req, res.status(error.status), filing, complainAt(schema, req.body, 'noSecret', error.message))
    }
  })

  async function drawSigned(req: Request, res: Response, filing: Filing, form?: Form) {
    const page = await pageOf(kind, filing, req)
    const version = page.current
    if (!version || refusal(recordSigned, partiesTo(req.actor, filing), filing, req.at, req.actor))
      return res.redirect(303, `${kind.path}/${filing.id}`)
    const { signerName, signerTitle } = signedOf(version) ?? version
    const known = signedOf(version)
    const typed = known ? { number: known.number, documentDate: date(known.documentDate) } : {}
    res.render('filings/signed', {
      ...{ ...page, accepted: accepted.sentence, lost: Boolean(req.kept), revision: req.kept?.revision ?? filing.revision },
      form: form ?? blank(recording(filing, req.at), req.kept ?? { signerName, signerTitle, ...typed }),
    })
  }

  attachmentPages({ get, post }, everyone, {
    async show(req) {
      const filing = await find(req)
      const path = `${kind.path}/${filing.id}`
      const { title, caption, attachable } = await pageOf(kind, filing, req)
      return { title, caption, path, owner: { filingId: filing.id }, revision: filing.revision, attachable }
    },
    take: ({ actor, params }, step, press) => take(actor, kind, step, params.id ?? '', press),
  })

  for (const [name, step] of Object.entries(kind.steps)) {
    if (!step.label || name === 'compile') continue

    get(`/:id/${name}`, everyone, async (req, res) => draw(req, res, name, await find(req)))

    post(`/:id/${name}`, everyone, async (req, res) => {
      const { once, revision } = press.parse(req.body)
      const filing = await find(req)
      const { data, form } = read(await formOf(step, filing, req), req.body)
      const refused = refusal(step, partiesTo(req.actor, filing), filing, req.at, req.actor)
      const path = `${kind.path}/${req.params.id}`
      const onwards = () => res.redirect(303, step.leads === 'edit' ? `${path}/edit?saved` : `${path}?done=${name}`)
      if ((form || refused?.status === 403) && (await landedAt(req.actor, once, `${kind.name}.${name}` as Action))) return onwards()
      if (refused?.status === 403) throw new Refusal(403, refused.reason)
      if (form) return draw(req, res.status(422), name, filing, form)
      await take(req.actor, kind, name, req.params.id ?? '', { revision, once, path, data: data as Answers })
      onwards()
    })
  }

  return { router, get, post, find }

  /** Which part is written on this page, and what it said when the page was drawn. */
  function partOf(part: string | undefined, content: unknown, was?: string) {
    return { part, was: part && (was ?? imprint(content, part)) }
  }

  /** The tables of a version, or those that a working copy has compiled. */
  async function tables(req: Request, res: Response, filing: Filing, content: unknown) {
    if (!kind.sheets || !content) throw new Refusal(404)
    const { title, caption } = await pageOf(kind, filing, req)
    await download(req, res, `${title}, ${caption}`, kind.sheets(content as never))
  }

  /** Who opens another agency's is written down; what a browser fetches ahead was not opened. */
  async function find(req: Request) {
    const filing = await load(req.db, req.params.id ?? '')
    if (filing.kind !== kind.name) throw new Refusal(404)
    if (req.method === 'GET' && !req.get('sec-purpose')) await noteReading(req.actor, filing, req.at)
    return filing
  }

  /** The step that brought the reader here, if it is indeed the last thing that happened, and theirs. */
  function justDone({ actor, query: { done } }: Request, filing: Filing, events: History) {
    const last = events.at(-1)
    const saved = done === 'save' && filing.draft?.savedById === actor.id
    return saved || (last?.actorId === actor.id && last.action === `${kind.name}.${done}`) ? String(done) : undefined
  }

  /** The page of one step: what it will do, what must be said with it, or why it cannot be done now. */
  async function draw(req: Request, res: Response, name: string, filing: Filing, form?: Form) {
    const page = await pageOf(kind, filing, req)
    const step = page.steps.find((offered) => offered.name === name)
    if (!step) return res.redirect(303, `${kind.path}/${filing.id}`)
    const drawn = form ?? blank(await formOf(kind.steps[name], filing, req), req.kept ?? (name === 'send' ? await lastSigner(req) : {}))
    res.render('filings/step', {
      ...page,
      step,
      form: drawn,
      revision: req.kept?.revision ?? filing.revision,
      ...(name === 'send' && (await sendingOf(req, filing))),
    })
  }

  /** What will be sent, and to whom; or what is still missing. */
  async function sendingOf({ db, at }: Request, filing: Filing) {
    const ids = await kind.receivers(db, filing, at)
    const receivers = await db.agency.findMany({ where: { id: { in: ids } }, orderBy: { name: 'asc' } })
    const { content, missing } = await sendable(kind, filing, db)
    const files = await attachmentsOf(db, { filingId: filing.id })
    return { receivers, content, files, ...(await kind.around?.(db, filing, content)), missing }
  }

  async function lastSigner({ db, actor }: Request) {
    const version = await db.filingVersion.findFirst({ where: { filing: { agencyId: actor.agencyId } }, orderBy: { sentAt: 'desc' } })
    return version ? { signerName: version.signerName, signerTitle: version.signerTitle } : {}
  }
}
