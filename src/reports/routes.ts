import type { RequestHandler } from 'express'
import { download, wantsSheet } from '../download.ts'
import { Refusal } from '../errors.ts'
import type { Filing } from '../filings/filing.ts'
import { pageOf } from '../filings/page.ts'
import { imprint } from '../filings/parts.ts'
import { filingRoutes } from '../filings/routes.ts'
import { pasted } from '../sheets/grid.ts'
import { gridsOf, sheetWanted } from '../sheets/read.ts'
import { headOf, previewOf, template } from './import.ts'
import { catalogueIn, communeReport } from './report.ts'

const { router, get, post, find } = filingRoutes(communeReport)
export const reports = router

type Request = Parameters<RequestHandler<{ [name: string]: string }>>[0]

/** The figures of a draft as a table: as Excel, and to be brought back. */
get('/:id/figures', ['commune'], async (req, res) => {
  const filing = await find(req)
  const page = await writing(req, filing)
  if (!page) return res.redirect(303, `/reports/${filing.id}`)
  if (wantsSheet(req)) {
    const title = `Số liệu ${page.title}, ${page.caption}`
    return download(req, res, title, template(title, askedOf(filing), filing.draft?.content))
  }
  res.render('reports/figures', { ...page, sheetWanted, text: req.kept?.text ?? '', problems: [], lost: Boolean(req.kept) })
})

/** Shows what would change; saves nothing. The page that it answers with saves it, as the form of the part does. */
post('/:id/figures', ['commune'], async (req, res) => {
  const filing = await find(req)
  const page = await writing(req, filing)
  if (!page) throw new Refusal(409)
  const text = typeof req.body.text === 'string' ? req.body.text : ''
  try {
    const content = filing.draft?.content
    const preview = previewOf(await gridOf(req, text), askedOf(filing), content)
    if (preview.problems.length || !preview.changes.length) return again(preview.problems, preview.problems.length ? '' : nothingNew)
    res.render('reports/preview', { ...page, ...preview, was: imprint(content, 'values'), revision: filing.revision })
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status !== 422 && error.status !== 413)) throw error
    again([], error.message, error.status)
  }

  function again(problems: object[], problem: string, status = 422) {
    res.status(status).render('reports/figures', { ...page, sheetWanted, text, problems, problem, lost: false })
  }
})

const askedOf = (filing: Filing) => ({ kind: filing.period.kind, catalogue: catalogueIn(filing), form: communeReport.form(filing) })

const nothingNew = 'Không có ô nào khác với số đang có trong bản soạn'

/** The page of whoever writes this report now; of nobody else there is a draft to see. */
async function writing(req: Request, filing: Filing) {
  if (!filing.draft) throw new Refusal(404)
  const page = await pageOf(communeReport, filing, req)
  return page.editable ? page : undefined
}

async function gridOf({ file, tooLarge }: Request, text: string) {
  if (tooLarge) throw new Refusal(413, `Tệp này quá lớn. ${sheetWanted}`)
  if (!file) {
    if (!text.trim()) throw new Refusal(422, 'Chọn một tệp, hoặc dán các dòng của bảng vào ô')
    return pasted(text)
  }
  const grids = await gridsOf({ name: file.originalname, bytes: file.buffer })
  const grid = grids.find(headOf)
  if (!grid)
    throw new Refusal(
      422,
      'Không thấy dòng tiêu đề có cột Mã (hoặc Chỉ tiêu) và cột số trong tệp. Tải mẫu Excel của báo cáo này rồi điền vào đó',
    )
  return grid
}
