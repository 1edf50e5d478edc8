import passport from 'passport'
import { act } from '../act.ts'
import { accountOf, demonstrationAccounts } from '../db.ts'
import { env } from '../env.ts'
import { Refusal } from '../errors.ts'
import { blank, complainAt, read } from '../form.ts'
import { pages } from '../pages.ts'
import { press } from '../press.ts'
import { choiceForm } from '../reminders/choice.ts'
import { mails } from '../reminders/mail.ts'
import { settingsOf } from '../reminders/settings.ts'
import { chooseReminders } from '../reminders/take.ts'
import { forgive, tooMany } from '../session.ts'
import { forget, pathOfKept, remember } from '../stash.ts'
import { revoke, subscribe } from '../subscriptions/take.ts'
import { pathOf } from '../templates/template.ts'
import { partyWords, positionWords } from '../words.ts'
import { askApproval, changePassword, passwordForm, weakness } from './account.ts'
import { hashOf, matches } from './password.ts'
import { isKeeper } from './person.ts'

const { router, get, post } = pages()
export const accounts = router

const neutral = 'Tên đăng nhập hoặc mật khẩu chưa đúng'
const late =
  'Mật khẩu dùng một lần trên phiếu đã hết hạn. Đề nghị người quản trị của cơ quan, hoặc của Sở Kế hoạch và Đầu tư, cấp lại mật khẩu'

get('/sign-in', 'everyone', async (req, res) => {
  if (req.actor && !req.query.username) return res.redirect('/')
  await draw(req, res, {})
})

post('/sign-in', 'everyone', async (req, res, next) => {
  const { username = '', password = '', kept, next: target } = req.body
  if (typeof username !== 'string' || typeof password !== 'string') throw new Refusal(422)
  const minutes = await tooMany(username, req.ip ?? '')
  if (minutes) return draw(req, res.status(429), { problem: `Đăng nhập sai nhiều lần. Thử lại sau ${minutes} phút` })
  passport.authenticate('local', async (error: unknown, user: Express.User | false, info?: { message?: string }) => {
    try {
      if (error) throw error
      if (!user) return await draw(req, res.status(422), { problem: info?.message === 'expired' ? late : neutral })
      await forgive(username, req.ip ?? '')
      req.logIn(user, async (problem) => {
        if (problem) return next(problem)
        // Saved whole before the browser goes on, or its next two requests would each make a token of their own.
        req.session.startedAt = Date.now()
        req.csrfToken?.()
        remember(res, user.actor.id)
        const onwards = (await pathOfKept(kept, user.actor.id).catch(() => undefined)) ?? inside(target)
        req.session.save((unsaved) => (unsaved ? next(unsaved) : res.redirect(303, onwards)))
      })
    } catch (problem) {
      next(problem)
    }
  })(req, res, next)
})

post('/sign-out', 'everyone', (req, res, next) => {
  forget(res)
  req.logout((error) => (error ? next(error) : res.redirect(303, '/sign-in')))
})

get('/account', 'signed-in', (req, res) => show(req, res, blank(passwordForm)))

/** A sign of life: the session goes on. */
get('/account/alive', 'signed-in', (_req, res) => void res.status(204).end())

post('/account', 'signed-in', async (req, res) => {
  const { data, form } = read(passwordForm, req.body)
  if (form) return show(req, res.status(422), form)
  const account = await accountOf({ id: req.actor.id })
  if (!account) throw new Refusal(403)
  const complain = (field: string, message: string) => show(req, res.status(422), complainAt(passwordForm, {}, field, message))
  const minutes = await tooMany(`change ${req.actor.id}`, req.ip ?? '')
  if (minutes) return complain('current', `Nhập sai nhiều lần. Thử lại sau ${minutes} phút`)
  if (!(await matches(account.credential.passwordHash, data.current))) return complain('current', 'Mật khẩu hiện nay chưa đúng')
  if (data.new !== data.again) return complain('again', 'Hai lần nhập mật khẩu mới chưa giống nhau')
  if (data.new === data.current) return complain('new', 'Mật khẩu mới phải khác mật khẩu hiện nay')
  const weak = weakness(data.new, [req.actor.name, req.actor.agencyName])
  if (weak) return complain('new', weak)
  await forgive(`change ${req.actor.id}`, req.ip ?? '')
  const passwordHash = await hashOf(data.new)
  const change = async (tx: Parameters<typeof changePassword>[0]) => {
    await changePassword(tx, req.actor.id, passwordHash, account.credential.epoch)
    return { path: '/account' }
  }
  await act(req.actor, 'account.change-password', { id: req.actor.id }, change, { once: once(req.body) })
  req.logout(() => res.redirect(303, '/sign-in?changed'))
})

post('/account/approval', 'signed-in', async (req, res) => {
  const asked = req.body.approval === '1'
  await act(
    req.actor,
    'agency.ask-approval',
    { id: req.actor.agencyId },
    async (tx) => {
      await askApproval(tx, req.actor.agencyId, asked)
      return { path: '/account' }
    },
    { once: once(req.body) },
  )
  res.redirect(303, '/account')
})

/** How one is reminded by mail. */
get('/account/reminders', 'signed-in', (req, res) => drawReminders(req, res))

post('/account/reminders', 'signed-in', async (req, res) => {
  const { revision } = press.parse(req.body)
  const { data, form } = read(choiceForm, req.body)
  if (form) return drawReminders(req, res.status(422), { form })
  try {
    const { path } = await chooseReminders(req.actor, { once: once(req.body), revision, data })
    res.redirect(303, path)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    await drawReminders(req, res.status(409), { form: blank(choiceForm, req.body), problem: error.message })
  }
})

/** The address of one's own calendar: shown when it is made, and never again. */
get('/account/calendar', 'signed-in', (req, res) => drawCalendar(req, res))

post('/account/calendar', 'signed-in', async (req, res) => {
  const { path, token } = await subscribe(req.actor, press.partial({ revision: true }).parse(req.body).once)
  if (!token) return res.redirect(303, path)
  await drawCalendar(req, res, `${env.PUBLIC_URL ?? `${req.protocol}://${req.get('host')}`}/deadlines/${token}.ics`)
})

post('/account/calendar/revoke', 'signed-in', async (req, res) => {
  const { path } = await revoke(req.actor, press.partial({ revision: true }).parse(req.body).once)
  res.redirect(303, path)
})

async function drawReminders(req: Request, res: Response, { form, problem }: { form?: ReturnType<typeof blank>; problem?: string } = {}) {
  const me = await req.db.user.findUniqueOrThrow({ where: { id: req.actor.id } })
  res.render('account/reminders', {
    ...{ title: 'Thư nhắc việc', problem, kept: Boolean(req.kept), done: 'done' in req.query, mails: mails() },
    ...{ settings: await settingsOf(req.db), form: form ?? blank(choiceForm, req.kept ?? me), revision: req.kept?.revision ?? me.revision },
  })
}

async function drawCalendar(req: Request, res: Response, address?: string) {
  const has = await req.db.calendarSubscription.findUnique({ where: { userId: req.actor.id } })
  res.render('account/calendar', { title: 'Địa chỉ lịch', address, madeAt: has?.madeAt })
}

type Request = Parameters<Parameters<typeof get>[2]>[0]
type Response = Parameters<Parameters<typeof get>[2]>[1]

async function draw(req: Request, res: Response, { problem }: { problem?: string }) {
  const given = { ...req.query, ...req.body }
  const said = (name: string) => (typeof given[name] === 'string' ? given[name] : '')
  res.render('session/new', {
    ...{
      title: 'Đăng nhập',
      username: said('username'),
      kept: said('kept'),
      next: inside(said('next')),
      problem,
      changed: 'changed' in req.query,
      unsafe: env.NODE_ENV === 'production' && !req.secure,
    },
    ...(env.NODE_ENV !== 'production' && { accounts: await demonstrationAccounts(), password: 'Giup-xa-253' }),
  })
}

async function show(req: Request, res: Response, form: ReturnType<typeof blank>) {
  const { username, email, reminders } = await req.db.user.findUniqueOrThrow({ where: { id: req.actor.id } })
  const positions = [positionWords[req.actor.position], ...(req.actor.administrator ? ['người quản trị'] : [])]
  const account = { username, email, reminders, positions, roles: req.actor.roles.map((role) => partyWords[role]) }
  const agency = await req.db.agency.findUniqueOrThrow({ where: { id: req.actor.agencyId } })
  const mine = isKeeper(req.actor)
  const template = agency.documentStyle !== 'state' && { kept: agency.templateId !== null, mine, path: pathOf(agency.id) }
  res.render('account/show', {
    title: 'Tài khoản',
    form,
    account,
    approval: { asked: agency.approval, mine },
    template,
    forced: req.user?.mustChange ?? false,
  })
}

/** Only addresses of this portal: never `//elsewhere` or `/\elsewhere`. */
function inside(target: unknown) {
  return typeof target === 'string' && /^\/[\w?=&%.-][\w/?=&%.,+-]*$/.test(target) && target !== '/sign-in' ? target : '/'
}

const once = ({ once }: { once?: unknown }) => (typeof once === 'string' && /^[0-9a-f-]{36}$/.test(once) ? once : undefined)
