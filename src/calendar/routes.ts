import { dayOf } from '../clock.ts'
import { defaults } from '../deadlines.ts'
import { downloadList, wantsSheet } from '../download.ts'
import { Refusal } from '../errors.ts'
import { blank, complainAt, type Form, read } from '../form.ts'
import { pages } from '../pages.ts'
import { press } from '../press.ts'
import { type ChangeAnswers, changeForm, changeFrom, changesNothing, changesOf, differences, typedChange } from './change.ts'
import { feedOf } from './feed.ts'
import { programmeOf } from './programme.ts'
import { setCalendar } from './take.ts'
import { calendarOf } from './year.ts'

const { router, get, post } = pages()
export const calendar = router

type Request = Parameters<Parameters<typeof get>[2]>[0]
type Response = Parameters<Parameters<typeof get>[2]>[1]

const everyone = ['unit', 'commune', 'district', 'planning', 'province'] as const
const perPage = 25

/** "Lịch báo cáo": what is due when, by which article, for everybody. */
get('/', everyone, async (req, res) => {
  const { db, query, at } = req
  const programme = await programmeOf(db, at)
  const changes = programme ? await changesOf(db, programme.id) : []
  const found = calendarOf(query, changes, dayOf(at))
  if (wantsSheet(req)) return downloadList(req, res, { title: `Lịch báo cáo năm ${found.chosen.year}`, ...found })
  const told = toldOf(changes)
  res.render('calendar/show', {
    ...{ title: 'Lịch báo cáo', ...found },
    ...{ settable: Boolean(programme), told: told.slice(0, 3), more: told.length > 3 },
  })
})

/** Every change that was made, newest first. */
get('/changes', everyone, async ({ db, query, at }, res) => {
  const programme = await programmeOf(db, at)
  const told = programme ? toldOf(await changesOf(db, programme.id)) : []
  const pages = Math.max(1, Math.ceil(told.length / perPage))
  const page = Math.min(Math.max(1, Math.trunc(Number(query.page)) || 1), pages)
  const shown = told.slice((page - 1) * perPage, page * perPage)
  res.render('calendar/changes', { title: 'Các lần thay đổi lịch báo cáo', told: shown, total: told.length, page, pages })
})

/** The last days of one's own agency, to take into a calendar of one's own. */
get('/deadlines.ics', everyone, async (req, res) => {
  res
    .type('text/calendar')
    .attachment('han-bao-cao.ics')
    .send(await feedOf(req))
})

get('/settings', ['planning'], (req, res) => draw(req, res))

post('/settings', ['planning'], async (req, res) => {
  const { once, revision } = press.parse(req.body)
  const { programme, changes } = await current(req)
  const schema = changeForm(req.at)
  const { data, form } = read(schema, req.body)
  if (form) return draw(req, res.status(422), { form })
  const answers = data as ChangeAnswers
  // A press that was made already has made these the days that hold: it lands where it landed.
  if (revision === programme.revision && changesNothing(changeFrom(answers, dayOf(req.at)), changes)) {
    const nothing = 'Từ tháng này các ngày ấy đang được áp dụng rồi, không có gì thay đổi'
    return draw(req, res.status(422), { form: complainAt(schema, req.body, 'from', nothing) })
  }
  try {
    const { path } = await setCalendar(req.actor, { id: programme.id, revision, once, data: answers })
    res.redirect(303, path)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    await draw(req, res.status(409), { form: blank(schema, req.body), problem: error.message })
  }
})

async function draw(req: Request, res: Response, { form, problem }: { form?: Form; problem?: string } = {}) {
  const { programme, changes } = await current(req)
  res.render('calendar/settings', {
    ...{ title: 'Đặt ngày cho lịch báo cáo', problem, kept: Boolean(req.kept), told: toldOf(changes).slice(0, 1) },
    form: form ?? blank(changeForm(req.at), req.kept ?? typedChange(changes)),
    revision: req.kept?.revision ?? programme.revision,
  })
}

async function current({ db, at }: Pick<Request, 'db' | 'at'>) {
  const programme = await programmeOf(db, at)
  if (!programme) throw new Refusal(404, 'Chưa có giai đoạn giúp xã nào trên cổng, nên chưa có lịch để đặt')
  return { programme, changes: await changesOf(db, programme.id) }
}

/** Newest first: what each has moved, against what was set before it. */
function toldOf(changes: Awaited<ReturnType<typeof changesOf>>) {
  return changes.map((change, n) => ({ ...change, moved: differences(changes[n - 1] ?? defaults, change) })).reverse()
}
