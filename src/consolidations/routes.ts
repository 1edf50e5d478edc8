import { z } from 'zod'
import type { Db } from '../db.ts'
import { letterheadOf } from '../documents/letterhead.ts'
import { download, downloadWord, wantsSheet, wantsWord } from '../download.ts'
import { Refusal } from '../errors.ts'
import { contentOf, type Filing, holdersOf, type Kind, titleOf } from '../filings/filing.ts'
import { filingRoutes } from '../filings/routes.ts'
import { pageAt, paging } from '../nouns/list.ts'
import { annexesOf } from './annexes.ts'
import type { Compiled } from './compile.ts'
import { compiledOf, districtReport, type ProvinceContent, provinceReport } from './consolidation.ts'
import { draftDocument } from './document.ts'
import { draftReport } from './draft.ts'
import { figureIn, pointOf } from './figure.ts'
import { provenanceOf, provenanceSheets, rateOf } from './provenance.ts'

const ofProvince = consolidationRoutes(provinceReport)
export const districtReports = consolidationRoutes(districtReport).router
export const provinceReports = ofProvince.router

/** The draft of UBND tỉnh's own report (khoản 3 Điều 13): of a version as it was sent, or as the working copy would give it now. */
ofProvince.get('/:id/draft', ['planning', 'province'], async (req, res) => {
  const filing = await ofProvince.find(req)
  const { content, version } = await contentIn(req.db, filing, req.query.version)
  const { compiled, draft = compiled && draftReport(content as ProvinceContent, compiled) } = content as Partial<ProvinceContent>
  if (!draft) throw new Refusal(404)
  const title = `Dự thảo báo cáo của UBND tỉnh năm ${filing.period.year}`
  const at = version?.sentAt ?? req.at
  const [agencyId = ''] = await holdersOf(req.db, 'province', at)
  const issued = {
    document: draftDocument(draft, filing.period.year),
    letterhead: await letterheadOf(req.db, { agencyId, type: 'report', at }),
    ...{ signature: { authority: ['TM. ỦY BAN NHÂN DÂN'], name: '' }, receivers: [] },
  }
  if (wantsWord(req)) return downloadWord(req, res, title, issued)
  res.render('documents/show', {
    ...pageOf(provinceReport, filing, version),
    caption: filing.agency.name,
    title,
    official: true,
    ...issued,
  })
})

/** How many rows of each table of an annex stand on a page; its file has all. */
const perPage = 100
const chosen = z.object(paging)

/** Beside the pages of every filing: what a figure adds up, and the tables that are too long for the report's page. */
function consolidationRoutes(kind: Kind) {
  const { router, get, find } = filingRoutes(kind)
  const readers = [...new Set([kind.by, ...kind.readers, 'planning', 'province'] as const)]

  get('/:id/figures', readers, async (req, res) => {
    const { db, query } = req
    const filing = await find(req)
    const { compiled, version } = await compiledIn(db, filing, query.version)
    const figure = figureIn(compiled, query.of === undefined ? 'total.all.ownMoney' : String(query.of))
    if (!figure) throw new Refusal(404)
    const { additions, confirmed } = await provenanceOf(db, compiled, figure)
    const page = pageOf(kind, filing, version)
    const title = `${figure.title}: ${page.report}`
    if (wantsSheet(req)) return download(req, res, `${title}, ${filing.agency.name}`, provenanceSheets(additions, compiled))
    const rate = figure.of === 'values' ? rateOf(figure.indicator.code, pointOf(figure.indicator, figure.when)?.rate, additions) : undefined
    res.render('consolidations/figure', {
      ...{ ...page, title, compiled, figure, additions, confirmed, rate },
      agrees: additions.every(({ sum, said }) => sum === said) && (!rate || rate.value === figure.value),
    })
  })

  get('/:id/annexes', readers, async (req, res) => {
    const { db, query } = req
    const filing = await find(req)
    const { compiled, version } = await compiledIn(db, filing, query.version)
    const annexes = annexesOf(compiled)
    const annex = query.part === undefined ? annexes[0] : annexes.find(({ part }) => part === query.part)
    if (!annex) throw new Refusal(404)
    const page = pageOf(kind, filing, version)
    const title = `Phụ lục ${annexes.indexOf(annex) + 1}. ${annex.title}`
    if (wantsSheet(req)) return download(req, res, `${page.report}, ${title}, ${filing.agency.name}`, annex.tables)
    const { rows, ...pages } = pageAt(Math.max(...annex.tables.map((table) => table.rows.length)), chosen.parse(query), perPage)
    res.render('consolidations/annex', { ...page, title, compiled, annexes, annex, ...pages, from: rows.skip, to: rows.skip + rows.take })
  })

  return { router, get, find }
}

/** What a page beside a report says of it, and where it leads back to: the version, or the working copy. */
function pageOf(kind: Kind, filing: Filing, version: Filing['versions'][number] | undefined) {
  const origin = `${kind.path}/${filing.id}${version ? `/versions/${version.n}` : filing.draft ? '/edit' : ''}`
  return { kind, filing, version, origin, report: titleOf({ kind: filing.kind, period: filing.period }) }
}

/** Of a version that this reader may open; else of the working copy, which its writer alone has; else of the newest version. */
async function contentIn(db: Db, filing: Filing, asked: unknown) {
  const compiled = asked === undefined ? compiledOf(filing.draft) : undefined
  if (compiled) return { content: { ...(filing.draft?.content as object), compiled }, version: undefined }
  const version =
    asked === undefined ? filing.versions.find(({ receipts }) => receipts.length) : filing.versions.find(({ n }) => String(n) === asked)
  return { content: ((version && (await contentOf(db, version))) ?? {}) as { compiled?: Compiled }, version }
}

async function compiledIn(db: Db, filing: Filing, asked: unknown) {
  const { content, version } = await contentIn(db, filing, asked)
  if (!content.compiled) throw new Refusal(404)
  return { compiled: content.compiled, version }
}
