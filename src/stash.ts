import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { env } from './env.ts'
import { pool } from './pool.ts'
import { cookieName } from './session.ts'

const name = cookieName('who')
const options = { httpOnly: true, sameSite: 'lax', secure: env.NODE_ENV === 'production', path: '/' } as const

/** Who last signed in at this browser; good for one thing only: to give a form back to the same person. */
export const remember = (res: Response, userId: string) =>
  res.cookie(name, `${userId}.${sign(userId)}`, { ...options, maxAge: 30 * 24 * 3_600_000 })
export const forget = (res: Response) => res.clearCookie(name, options)

/** A form posted after its session has ended is kept. Stands before the CSRF check, whose token has ended as well; nothing is acted on. */
export const keepForm: RequestHandler = async (req, res, next) => {
  const { _csrf, password, ...body } = req.body ?? {}
  const elsewhere = req.method !== 'POST' || /^\/(sign-in|sign-out|account)\b/i.test(req.path)
  // Signed in again meanwhile, in another tab: the page before still carries the token of the session that has ended.
  const again = req.actor && typeof _csrf === 'string' && _csrf !== '' && _csrf !== req.session.csrfToken
  const userId = elsewhere ? undefined : req.actor ? (again ? req.actor.id : undefined) : whoOf(req)
  const text = JSON.stringify(body)
  if (!userId || req.get('sec-fetch-site') !== 'same-origin' || !/^\/\w/.test(req.path) || text.length > 1_000_000) return next()
  const { rows } = await pool.query(
    `insert into pending_form (id, user_id, path, body, expires)
     values (gen_random_uuid(), $1, $2, $3, now() + interval '1 day') returning id`,
    [userId, req.path, text],
  )
  res.redirect(303, `${req.actor ? req.path : '/sign-in'}?kept=${rows[0].id}`)
}

/** After signing in: back to the page the form stood on, if it is the same person. */
export async function pathOfKept(id: unknown, userId: string) {
  const kept = await find(id, userId)
  return kept && `${kept.path}?kept=${id}`
}

/** That page is then drawn with what was typed. It is never posted by itself. */
export const giveBack: RequestHandler = async (req, _res, next) => {
  const kept = req.actor && req.method === 'GET' && req.query.kept ? await find(req.query.kept, req.actor.id) : undefined
  if (kept?.path === req.path) req.kept = kept.body
  next()
}

async function find(id: unknown, userId: string): Promise<{ path: string; body: Record<string, string> } | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(String(id))) return undefined
  const mine = `select path, body from pending_form where id::text = $1 and user_id = $2 and expires > now()`
  return (await pool.query(mine, [String(id), userId])).rows[0]
}

function whoOf({ headers }: Request) {
  const cookie = new RegExp(`(?:^|; )${name}=([0-9a-f-]{36})\\.([0-9a-f]{64})`)
  const [, userId = '', mac = ''] = cookie.exec(headers.cookie ?? '') ?? []
  return mac && timingSafeEqual(Buffer.from(mac), Buffer.from(sign(userId))) ? userId : undefined
}

const sign = (userId: string) =>
  createHmac('sha256', env.SESSION_SECRET ?? '')
    .update(`who ${userId}`)
    .digest('hex')
