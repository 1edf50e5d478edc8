import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { isRegistrar } from '../accounts/person.ts'
import { tooLarge } from '../attachments/examine.ts'
import { retrieve } from '../attachments/store.ts'
import { sendWord } from '../download.ts'
import { Refusal } from '../errors.ts'
import { contentOf, type Filing, titleOf } from '../filings/filing.ts'
import { issuedOf } from '../filings/issued.ts'
import { kindOf, load } from '../filings/kinds.ts'
import { blank, complainAt, declaration, type Form, optionalChoice, read, text } from '../form.ts'
import { pages } from '../pages.ts'
import { subjects } from '../policy.ts'
import { press } from '../press.ts'
import { documentStyleWords } from '../words.ts'
import { examineTemplate } from './examine.ts'
import { fill, fillKept } from './fill.ts'
import { braced, fields, places } from './places.ts'
import { readTemplate } from './read.ts'
import { sampleOf, sampleTemplate } from './sample.ts'
import { deleteTemplate, putTemplate, stopTemplate, useTemplate } from './take.ts'
import { keepers, pathOf, withoutTemplate } from './template.ts'

type Router = Pick<ReturnType<typeof pages>, 'get' | 'post'>
type Request = Parameters<Parameters<Router['get']>[2]>[0]
type Response = Parameters<Parameters<Router['get']>[2]>[1]

const { router, get, post } = pages()
export const templates = router

for (const name of ['id', 'file'])
  router.param(name, (_req, _res, next, id) => next(z.uuid().safeParse(id).success ? undefined : new Refusal(404)))

get('/:id/template', 'signed-in', async (req, res) => draw(req, res, await find(req)))

/** Put into use, or only tried: both look at the same file in the same way. */
post('/:id/template', 'signed-in', async (req, res) => {
  const { once, revision } = press.parse(req.body)
  const agency = await find(req)
  const schema = await adding(req, agency)
  const trying = 'try' in req.body
  const { data, form } = req.tooLarge ? {} : read(trying ? schema.omit({ noSecret: true }) : schema, req.body)
  if (form) return draw(req, res.status(422), agency, { form: read(schema, req.body).form ?? form })
  try {
    if (req.tooLarge) throw tooLarge()
    if (!req.file) throw new Refusal(422, 'Chọn tệp mẫu')
    const file = await examineTemplate({ name: req.file.originalname, bytes: req.file.buffer }, agency)
    if (trying) return sendWord(req, res, 'Xem thử mẫu văn bản', await fill(file.bytes, await tried(req, agency, data?.of)))
    const { path } = await putTemplate(req.actor, agency.id, file, { once, revision })
    res.redirect(303, path)
  } catch (error) {
    if (!(error instanceof Refusal) || ![409, 413, 422].includes(error.status)) throw error
    const form = complainAt(schema, req.body, 'file', error.message)
    await draw(req, res.status(error.status), await find(req), { form })
  }
})

/** To begin with. */
get('/:id/template/sample', 'signed-in', async (req, res) => {
  const agency = await find(req)
  sendWord(req, res, 'Mẫu văn bản ban đầu', await sampleTemplate(agency))
})

/** The template in use, filled with a made-up document or one of the agency's own. */
get('/:id/template/try', 'signed-in', async (req, res) => {
  const agency = await find(req)
  const { template } = await ofAgency(req, agency.id)
  if (!template) throw new Refusal(404)
  sendWord(req, res, 'Xem thử mẫu văn bản', await fillKept(template.sha256, await tried(req, agency, req.query.of)))
})

post('/:id/template/stop', 'signed-in', async (req, res) => {
  const { path } = await stopTemplate(req.actor, (await find(req)).id, press.parse(req.body))
  res.redirect(303, path)
})

post('/:id/template/:file/use', 'signed-in', async (req, res) => {
  const { path } = await useTemplate(req.actor, (await find(req)).id, req.params.file ?? '', press.parse(req.body))
  res.redirect(303, path)
})

post('/:id/template/:file/delete', 'signed-in', async (req, res) => {
  const { path } = await deleteTemplate(req.actor, (await find(req)).id, req.params.file ?? '', press.parse(req.body))
  res.redirect(303, path)
})

type Agency = Awaited<ReturnType<typeof find>>

/** An agency that may keep one, for whoever looks after it. */
async function find({ db, actor, params }: Request) {
  const agency = await subjects.Agency.load(db, params.id ?? '')
  const parties = subjects.Agency.parties(actor, agency)
  if (!parties.some((party) => party === 'administrator' || party === 'leader' || party === 'registrar')) throw new Refusal(403, keepers)
  const never = withoutTemplate(agency)
  if (never) throw new Refusal(409, never)
  return agency
}

function ofAgency({ db }: Request, id: string) {
  return db.agency.findUniqueOrThrow({ where: { id }, include: { template: true } })
}

/** What it may be tried with: what the agency has sent last. */
async function sentBy({ db }: Request, { id }: { id: string }) {
  return db.filing.findMany({
    where: { agencyId: id, firstSentAt: { not: null } },
    include: { period: true, assignment: { include: { commune: true } }, covers: { include: { commune: true } } },
    orderBy: [{ firstSentAt: 'desc' }, { id: 'desc' }],
    take: 20,
  })
}

async function adding(req: Request, agency: { id: string }) {
  const sent = await sentBy(req, agency)
  return z.object({
    file: text('Tệp mẫu', { hint: 'Tệp Word (.docx), nhiều nhất 3 MB, không macro, không mật khẩu' }),
    of: optionalChoice(
      'Xem thử với',
      Object.fromEntries(sent.map((filing) => [filing.id, titleOf(filing)])),
      'Chọn một hồ sơ cơ quan đã gửi, hoặc để trống để xem với văn bản mẫu',
    ),
    noSecret: declaration(
      'Mẫu không có nội dung thuộc danh mục bí mật nhà nước',
      'Cần xác nhận mẫu không có nội dung bí mật nhà nước. Đánh dấu vào ô này và chọn lại tệp',
    ),
  })
}

async function tried(req: Request, agency: Agency, of: unknown) {
  if (!of) return sampleOf(agency)
  const { db, at, protocol, host } = req
  const filing: Filing = await load(db, z.uuid().parse(of))
  const version = filing.versions.find(({ receipts }) => receipts.length)
  if (filing.agencyId !== agency.id || !version) throw new Refusal(404)
  const kind = kindOf(filing.kind)
  return issuedOf(kind, filing, { db, at, origin: `${protocol}://${host}` }, await contentOf(db, version), version)
}

async function draw(req: Request, res: Response, agency: Agency, { form }: { form?: Form } = {}) {
  const { template } = await ofAgency(req, agency.id)
  const all = await req.db.attachment.findMany({ where: { templateOfId: agency.id }, orderBy: { id: 'desc' } })
  const found = template && (await readTemplate(await buffer(await retrieve(template.sha256)))).found
  res.render('templates/edit', {
    ...{ title: 'Mẫu văn bản', agency, template, earlier: all.filter(({ id }) => id !== template?.id), path: pathOf(agency.id) },
    form: form ?? blank(await adding(req, agency), req.kept),
    lacking: found ? fields.filter((field) => !found.some((one) => one.field === field)) : [],
    ...{ fields, places, braced, style: documentStyleWords[agency.documentStyle] },
    ...{ back: isRegistrar(req.actor) ? `/agencies/${agency.id}` : '/account', lost: Boolean(req.kept), done: req.query.done },
  })
}
