import { z } from 'zod'
import { programmeOf } from '../calendar/programme.ts'
import { dayOf } from '../clock.ts'
import { download, downloadList, wantsSheet } from '../download.ts'
import { Refusal } from '../errors.ts'
import { blank, complainAt, type Form, read } from '../form.ts'
import type { Prisma } from '../generated/client.ts'
import { ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import { pages } from '../pages.ts'
import { press } from '../press.ts'
import { type Grid, type Problem, pasted } from '../sheets/grid.ts'
import { gridsOf, sheetWanted } from '../sheets/read.ts'
import { listed } from '../sheets/sheet.ts'
import { capital, placeOf, plain } from '../words.ts'
import { type Arrangement, arranging, communesBefore, effectOf, laterWords } from './succession.ts'
import { asText, headOf, readTable, template } from './table.ts'
import { arrange } from './take.ts'

const { router, get, post } = pages()
export const successions = router

type Request = Parameters<Parameters<typeof get>[2]>[0]
type Response = Parameters<Parameters<typeof get>[2]>[1]

const filters = z.object({ q: searched, sort: sortedBy(['successor', 'predecessor', 'on']), order: ordered, ...paging })

/** Which commune or unit has gone into which, when, by which decision: no secret. */
get('/', ['unit', 'commune', 'district', 'planning', 'province'], async (req, res) => {
  const { db, query } = req
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? 'asc'
  const words = plain(chosen.q)
  const agencies = words ? await db.agency.findMany({ select: { id: true, name: true, otherSpellings: true } }) : []
  const named = agencies.filter(({ name, otherSpellings }) => [name, ...otherSpellings].some((one) => plain(one).includes(words)))
  const ids = { in: named.map(({ id }) => id) }
  const where: Prisma.AgencySuccessionWhereInput = words ? { OR: [{ successorId: ids }, { predecessorId: ids }] } : {}
  const total = await db.agencySuccession.count({ where })
  const { rows: shown, ...pages } = pageAt(total, chosen)
  const by = { successor: { successor: { name: order } }, predecessor: { predecessor: { name: order } }, on: { on: order } }
  const rows = await db.agencySuccession.findMany({
    where,
    orderBy: [by[chosen.sort], { successor: { name: 'asc' } }, { predecessor: { name: 'asc' } }, { predecessorId: 'asc' }],
    ...shown,
    include: { predecessor: true, successor: { include: { codes: { orderBy: { from: 'desc' } }, roles: true } } },
  })
  const found = {
    ...{ title: 'Sắp xếp đơn vị hành chính', chosen: { ...chosen, order }, ...pages, filters: [] },
    ...listed(rows, [
      { title: 'Đơn vị mới', sort: 'successor', value: ({ successor }) => capital(placeOf(successor.name)) },
      { title: 'Mã mới', value: ({ successor }) => successor.codes[0]?.code ?? '' },
      { title: 'Đơn vị cũ', sort: 'predecessor', value: ({ predecessor }) => capital(placeOf(predecessor.name)) },
      { title: 'Từ ngày', type: 'day', sort: 'on', value: ({ on }) => on },
      { title: 'Theo văn bản', value: ({ decision }) => decision },
    ]),
  }
  if (wantsSheet(req)) return downloadList(req, res, found)
  res.render('successions/list', found)
})

/** The table that says which unit goes into which; or, as a file, that table to be filled in. */
get('/table', ['planning'], async (req, res) => {
  if (wantsSheet(req)) return download(req, res, 'Mẫu sắp xếp đơn vị hành chính', template(await communesBefore(req.db, dayOf(req.at))))
  draw(req, res, {})
})

/** Shows what would happen; nothing is written. */
post('/table', ['planning'], async (req, res) => {
  const programme = await current(req)
  const { data, form } = read(arranging, req.body)
  if (form) return draw(req, res.status(422), { form })
  const arrangement = data as Arrangement
  const complain = (field: string, words: string, status = 422) =>
    draw(req, res.status(status), { form: complainAt(arranging, req.body, field, words) })
  if (dayOf(arrangement.on) <= programme.from) return complain('on', 'Ngày này trước khi giai đoạn bắt đầu')
  try {
    const known = await communesBefore(req.db, arrangement.on)
    const told = readTable(await gridOf(req, arrangement.text), known)
    if (told.problems.length) return draw(req, res.status(422), { problems: told.problems })
    const effect = await effectOf(req.db, programme.id, told, arrangement)
    if (effect.later.length) return complain('text', laterWords(effect.later, arrangement.on))
    if (!told.founded.length && !effect.ends.length)
      return complain('text', 'Bảng này không thay đổi gì: mọi dòng đã được nhập hoặc giữ nguyên đơn vị')
    const text = asText(told)
    res.render('successions/preview', {
      ...{ title: 'Xem trước việc sắp xếp', arrangement, told, effect, text, typed: req.body, revision: programme.revision },
      owed: await unsent(req, effect.gone),
    })
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status !== 422 && error.status !== 413)) throw error
    complain('text', error.message, error.status)
  }
})

post('/', ['planning'], async (req, res) => {
  const { once, revision } = press.parse(req.body)
  const { id } = await current(req)
  const { data, form } = read(arranging, req.body)
  if (form) return draw(req, res.status(422), { form })
  const grid = pasted((data as Arrangement).text)
  try {
    const { path } = await arrange(req.actor, req.db, {
      ...{ id, revision, once, data: data as Arrangement },
      read: (known) => readTable(grid, known),
    })
    res.redirect(303, path)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    draw(req, res.status(409), { form: blank(arranging, req.body), problem: error.message })
  }
})

type Drawn = { form?: Form; problem?: string; problems?: Problem[] }

function draw(req: Request, res: Response, { form, problem, problems = [] }: Drawn) {
  res.render('successions/table', {
    ...{ title: 'Nhập bảng sắp xếp', sheetWanted, problem, problems, lost: Boolean(req.kept) },
    form: form ?? blank(arranging, req.kept ?? req.body ?? {}),
  })
}

async function current({ db, at }: Request) {
  const programme = await programmeOf(db, at)
  if (!programme) throw new Refusal(404, 'Chưa có giai đoạn giúp xã nào trên cổng')
  return programme
}

/** What these communes have not sent: it is withdrawn on the day. */
function unsent({ db }: Request, gone: string[]) {
  return db.obligation.count({
    where: { agencyId: { in: gone }, withdrawnAt: null, optional: false, filings: { none: { firstSentAt: { not: null } } } },
  })
}

async function gridOf({ file, tooLarge }: Request, text: string): Promise<Grid> {
  if (tooLarge) throw new Refusal(413, `Tệp này quá lớn. ${sheetWanted}`)
  if (!file) {
    if (!text.trim()) throw new Refusal(422, 'Chọn một tệp, hoặc dán các dòng của bảng vào ô')
    return pasted(text)
  }
  const grid = (await gridsOf({ name: file.originalname, bytes: file.buffer })).find(headOf)
  if (!grid)
    throw new Refusal(
      422,
      'Không thấy dòng tiêu đề có các cột Mã cũ (hoặc Đơn vị cũ), Mã mới, Đơn vị mới trong tệp. Tải mẫu Excel rồi điền vào đó',
    )
  return grid
}
