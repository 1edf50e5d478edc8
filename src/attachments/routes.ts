import { pipeline } from 'node:stream/promises'
import type { RequestHandler } from 'express'
import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { blank, complainAt, declaration, type Form, read, text } from '../form.ts'
import { type Audience, pages } from '../pages.ts'
import { press } from '../press.ts'
import { attachmentsOf, limitOf, type Owner } from './attachment.ts'
import { type Accepted, accepted, examine, tooLarge } from './examine.ts'
import { retrieve } from './store.ts'

const { router, get } = pages()
export const files = router

/** Read by whoever reads what it hangs from. Never shown inside a page of the portal, and asked for anew each time: a recall ends it. */
get('/:id', 'signed-in', async (req, res) => {
  const { name, mime, size, sha256 } = await req.db.attachment.findUniqueOrThrow({ where: { id: req.params.id ?? '' } })
  res.attachment(name).set({ 'Cache-Control': 'private, no-cache, no-transform', ETag: `"${sha256}"` })
  if (req.fresh) return void res.status(304).end()
  const content = await retrieve(sha256)
  res.set({ 'Content-Type': mime, 'Content-Length': String(size) })
  await pipeline(content, res)
})

type Request = Parameters<RequestHandler<{ [name: string]: string }>>[0]
type Response = Parameters<RequestHandler>[1]
type Press = { once: string; revision: number; path: string; body?: Accepted; data?: { file: string } }

/** What a noun says of a row of its own that files hang from. */
type Hangs = {
  /** For whom the row is (404 else), and whether they may add and remove now. */
  show(req: Request): Promise<{ title: string; caption: string; path: string; owner: Owner; revision: number; attachable: boolean }>
  /** The step of its workflow table: `act` refuses whom it does not concern, and when it is not the time. */
  take(req: Request, step: 'attach' | 'detach', press: Press): Promise<unknown>
}

const adding = z.object({
  file: text('Tệp', { hint: `${accepted.sentence}. Ảnh được thu nhỏ và bỏ thông tin vị trí, máy chụp` }),
  noSecret: declaration(
    'Tài liệu này không có nội dung thuộc danh mục bí mật nhà nước',
    'Cần xác nhận tài liệu không có nội dung bí mật nhà nước. Đánh dấu vào ô này và chọn lại tệp',
  ),
})

/** The page of the files of a row, and the two presses on it; a form of its own, so that no other is ever multipart. */
export function attachmentPages({ get, post }: Pick<ReturnType<typeof pages>, 'get' | 'post'>, audience: Audience, { show, take }: Hangs) {
  get('/:id/files', audience, async (req, res) => {
    const page = await show(req)
    if (!page.attachable) return res.redirect(303, page.path)
    await draw(req, res, page, blank(adding))
  })

  post('/:id/files', audience, async (req, res) => {
    const { once, revision } = press.parse(req.body)
    const page = await show(req)
    const { form } = req.tooLarge ? {} : read(adding, req.body)
    if (form && page.attachable) return draw(req, res.status(422), page, form)
    try {
      const body = page.attachable ? await fileOf(req) : undefined
      await take(req, 'attach', { once, revision, path: `${page.path}/files?added`, body })
      res.redirect(303, `${page.path}/files?added`)
    } catch (error) {
      if (!(error instanceof Refusal) || ![409, 413, 422].includes(error.status)) throw error
      const now = await show(req)
      if (!now.attachable) throw error
      await draw(req, res.status(error.status), now, complainAt(adding, {}, 'file', error.message))
    }
  })

  post('/:id/files/:file/remove', audience, async (req, res) => {
    const { once, revision } = press.parse(req.body)
    const { path } = await show(req)
    await take(req, 'detach', { once, revision, path: `${path}/files?removed`, data: { file: z.uuid().parse(req.params.file) } })
    res.redirect(303, `${path}/files?removed`)
  })

  async function draw(req: Request, res: Response, page: Awaited<ReturnType<Hangs['show']>>, form: Form) {
    const files = await attachmentsOf(req.db, page.owner)
    const most = limitOf(page.owner)
    res.render('attachments/edit', {
      ...page,
      title: `Tài liệu kèm theo: ${page.title}`,
      of: page.title,
      form,
      files,
      most,
      endings: accepted.endings,
      lost: Boolean(req.kept),
    })
  }
}

async function fileOf({ tooLarge: isTooLarge, file }: Request) {
  if (isTooLarge) throw tooLarge()
  if (!file) throw new Refusal(422, 'Chọn một tệp')
  return examine({ name: file.originalname, bytes: file.buffer })
}
