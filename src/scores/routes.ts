import { z } from 'zod'
import { history } from '../db.ts'
import { download, downloadList, wantsSheet } from '../download.ts'
import { Refusal } from '../errors.ts'
import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { pages } from '../pages.ts'
import { type Column, sheetOf } from '../sheets/sheet.ts'
import { adjustmentStatusWords, capital, date, moment, objectionStatusWords, points, scoringStatusWords } from '../words.ts'
import { type Adjustment, adjustment } from './adjustment.ts'
import { adjustmentsList, objectionsList, scoringsList } from './lists.ts'
import { type Objection, objection } from './objection.ts'
import { programmeOf } from './programme.ts'
import { rankingOf } from './ranking.ts'
import { documentOf, weightColumns, weightsOf } from './result.ts'
import { ruleNames, rules, ruleTitles } from './rules.ts'
import { lastObjectionDay, type Scoring, scoring } from './scoring.ts'
import { ownScores, partWords, scorePage, seesAll, sheetsOf, totalWords } from './show.ts'
import { silentOf } from './silent.ts'

const { router, get } = pages()
export const scores = router

router.param('id', (_req, _res, next, id) => next(z.uuid().safeParse(id).success ? undefined : new Refusal(404)))

type Own = Awaited<ReturnType<typeof ownScores>>[number]
const ownColumns: Column<Own>[] = [
  { title: 'Năm', value: ({ scoring }) => ({ words: String(scoring.year) }) },
  { title: 'Điểm', value: ({ score }) => totalWords(score) },
  { title: 'Hạng khi công bố', value: ({ score }) => (score.rank ? `${score.rank} trong ${score.among} đơn vị` : 'không xếp') },
  { title: 'Tình trạng', value: ({ scoring }) => scoringStatusWords[scoring.status] },
]

/** The ranking, for those who see all units; a unit its own years. */
get('/', ['unit', 'planning', 'province'], async (req, res) => {
  if (!seesAll(req.actor)) {
    const [title, own] = ['Điểm thi đua của đơn vị', await ownScores(req)]
    if (wantsSheet(req)) return download(req, res, title, [sheetOf(title, ownColumns, own)])
    return res.render('scores/own', { title, own, totalWords })
  }
  const found = await rankingOf(req, req.query)
  if (wantsSheet(req)) return downloadList(req, res, { ...found, title: `${found.title}${reference(found) ? ', điểm tham khảo' : ''}` })
  res.render('scores/ranking', {
    ...found,
    reference: reference(found),
    document: found.scoring && documentOf(found.scoring),
    ruleTitles,
    totalWords,
  })
})

/** Khoản 2 Điều 12. */
get('/silent', ['planning', 'province'], async (req, res) => {
  const found = await silentOf(req, req.query)
  if (wantsSheet(req)) return downloadList(req, res, found)
  res.render('scores/silent', found)
})

/** Khoản 1 Điều 12: the years of the programme side by side. */
get('/programme', ['planning', 'province'], async (req, res) => {
  const found = await programmeOf(req, req.query)
  if (wantsSheet(req)) return downloadList(req, res, found)
  res.render('scores/programme', found)
})

/** One unit's score of a year, with what each point comes from. */
get('/:id', ['unit', 'planning', 'province'], async (req, res) => {
  const found = await scorePage(req, req.params.id ?? '', req.query)
  if (wantsSheet(req)) return download(req, res, found.title, sheetsOf(found))
  res.render('scores/show', { ...found, ruleTitles, partWords, totalWords })
})

const reference = ({ scoring }: Awaited<ReturnType<typeof rankingOf>>) => Boolean(scoring && !documentOf(scoring))

export const scorings = nounRoutes(scoring, { list: scoringsList, page: scoringPage })
export const scoreAdjustments = nounRoutes(adjustment, { list: adjustmentsList, page: adjustmentPage })
export const scoreObjections = nounRoutes(objection, { list: objectionsList, page: objectionPage })

const criterionColumns = (weights: ReturnType<typeof weightsOf>): Column<(typeof ruleNames)[number]>[] => [
  { title: 'Tiêu chí', value: (rule) => rules[rule].title },
  { title: 'Cách tính', value: (rule) => rules[rule].how },
  { title: 'Điểm tối đa', type: 'number', value: (rule) => weights[rule] },
]

async function scoringPage({ actor, at }: Looking, row: Scoring) {
  const document = documentOf(row)
  const last = lastObjectionDay(row)
  const events = await history(actor, 'Scoring', row.id)
  return {
    title: `Bộ tiêu chí chấm điểm thi đua năm ${row.year}`,
    caption: document ? `Theo ${document.number} ngày ${document.date}` : 'Điểm tham khảo: chưa dẫn văn bản quy định',
    lead: {
      preparing: 'Đang lập. Điểm tạm tính chỉ Sở Kế hoạch và Đầu tư, UBND tỉnh xem được.',
      published: `Điểm đã công bố lúc ${moment(row.publishedAt ?? at)}. Đơn vị được nêu ý kiến đến hết ngày ${last ? date(last) : ''}.`,
      frozen: `Điểm đã chốt lúc ${moment(row.frozenAt ?? at)}; không thay đổi nữa.`,
    }[row.status],
    ...{ document, rules, weights: weightsOf(row), ruleNames, status: scoringStatusWords[row.status], seesAll: seesAll(actor) },
    sheets: [sheetOf('Tiêu chí', criterionColumns(weightsOf(row)), ruleNames, { foot: ['Cộng', null, 100] })],
    changes: events
      .filter(({ action }) => action === 'scoring.edit')
      .toReversed()
      .map(({ at, actor, agency, note, changes }) => ({
        ...{ at, note, who: `${actor}, ${agency}` },
        moved: changes.flatMap(({ column, before, after }) =>
          titles[column] && before !== after ? [`${titles[column]}: ${said(before)} thành ${said(after)}`] : [],
        ),
      })),
  }
}

const titles: Record<string, string> = {
  ...Object.fromEntries(ruleNames.map((rule) => [weightColumns[rule], ruleTitles[rule]])),
  ...{ documentNumber: 'Số văn bản', documentDate: 'Ngày văn bản', objectionDays: 'Số ngày nêu ý kiến' },
}
const said = (value: string | null) => (value && /^\d{4}-\d\d-\d\dT/.test(value) ? date(new Date(value)) : value || 'không có')

async function adjustmentPage(_: Looking, row: Adjustment) {
  return {
    title: `Điều chỉnh ${points(row.points)} điểm của ${row.unit.name}`,
    caption: `Điểm thi đua năm ${row.scoring.year}${documentOf(row.scoring) ? '' : ', điểm tham khảo'}`,
    lead: `${adjustmentStatusWords[row.status]}${row.status === 'undone' ? ` (${row.undoneBy})` : ''}. Về ${row.rule ? `tiêu chí “${ruleTitles[row.rule]}”` : 'cả bảng điểm'}.`,
  }
}

async function objectionPage({ actor }: Looking, row: Objection) {
  return {
    title: `Ý kiến của ${row.unit.name} về điểm năm ${row.scoring.year}`,
    caption: capital(row.rule ? `về tiêu chí “${ruleTitles[row.rule]}”` : 'về cả bảng điểm'),
    lead: `${objectionStatusWords[row.status]}. Gửi lúc ${moment(row.at)}.`,
    // A unit's score is closed to it while it is taken back.
    scoreHref: seesAll(actor) || row.scoring.status !== 'preparing' ? `/scores/${row.unitId}?year=${row.scoring.year}` : undefined,
  }
}
