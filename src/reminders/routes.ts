import { z } from 'zod'
import { programmeOf } from '../calendar/programme.ts'
import { history } from '../db.ts'
import { downloadList, wantsSheet } from '../download.ts'
import { Refusal } from '../errors.ts'
import { titleOf } from '../filings/filing.ts'
import { blank, type Form, read } from '../form.ts'
import { historyOf } from '../nouns/page.ts'
import { withFilings } from '../obligations/obligation.ts'
import { pages } from '../pages.ts'
import { press } from '../press.ts'
import { messagesOf } from './list.ts'
import { mails } from './mail.ts'
import { proposalsOf } from './proposals.ts'
import { loadReminder } from './reminder.ts'
import { settingForm, settingsOf, typedSettings } from './settings.ts'
import { setReminders } from './take.ts'
import { unreachableOf } from './unreachable.ts'

const { router, get, post } = pages()
export const reminders = router

type Request = Parameters<Parameters<typeof get>[2]>[0]
type Response = Parameters<Parameters<typeof get>[2]>[1]

router.param('id', (_req, _res, next, id) => next(z.uuid().safeParse(id).success ? undefined : new Refusal(404)))

/** The log of messages. */
get('/', ['planning'], async (req, res) => {
  const found = await messagesOf(req, req.query)
  if (wantsSheet(req)) return downloadList(req, res, found)
  res.render('reminders/list', { ...found, mails: mails() })
})

get('/proposals', ['planning', 'province'], async (req, res) => {
  const found = await proposalsOf(req, req.query)
  if (wantsSheet(req)) return downloadList(req, res, found)
  res.render('reminders/proposals', found)
})

/** Whom no reminder reaches. */
get('/unreachable', ['planning'], async (req, res) => {
  const found = await unreachableOf(req, req.query)
  if (wantsSheet(req)) return downloadList(req, res, found)
  res.render('reminders/unreachable', found)
})

get('/settings', ['planning'], (req, res) => draw(req, res))

post('/settings', ['planning'], async (req, res) => {
  const { once, revision } = press.parse(req.body)
  const programme = await currentProgramme(req)
  const { data, form } = read(settingForm, req.body)
  if (form) return draw(req, res.status(422), { form })
  try {
    const { path } = await setReminders(req.actor, { id: programme.id, once, revision, data })
    res.redirect(303, path)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    await draw(req, res.status(409), { form: blank(settingForm, req.body), problem: error.message })
  }
})

/** One message: what it was about, what was left out of it, what happened. */
get('/:id', ['planning'], async (req, res) => {
  const reminder = await loadReminder(req.db, req.params.id ?? '')
  const owed = await req.db.obligation.findMany({
    where: { id: { in: reminder.items.map(({ obligationId }) => obligationId) } },
    include: withFilings,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  })
  res.render('reminders/show', {
    ...{ title: `Thư nhắc ${reminder.user.name}`, reminder },
    items: owed.map((one) => ({ ...reminder.items.find(({ obligationId }) => obligationId === one.id), owed: one, title: titleOf(one) })),
    events: historyOf(await history(req.actor, 'Reminder', reminder.id)),
  })
})

async function draw(req: Request, res: Response, { form, problem }: { form?: Form; problem?: string } = {}) {
  const programme = await currentProgramme(req)
  const told = await req.db.reminderSetting.findMany({ orderBy: { seq: 'desc' }, take: 10 })
  res.render('reminders/settings', {
    ...{ title: 'Đặt lịch nhắc việc', problem, told, mails: mails(), kept: Boolean(req.kept), done: 'done' in req.query },
    form: form ?? blank(settingForm, req.kept ?? typedSettings(await settingsOf(req.db))),
    revision: req.kept?.revision ?? programme.revision,
  })
}

async function currentProgramme({ db, at }: Pick<Request, 'db' | 'at'>) {
  const programme = await programmeOf(db, at)
  if (!programme) throw new Refusal(404, 'Chưa có giai đoạn giúp xã nào trên cổng, nên chưa có lịch nhắc để đặt')
  return programme
}
