import { type RequestHandler, Router } from 'express'
import { Refusal } from './errors.ts'
import type { Role } from './generated/enums.ts'

/** Who a page is for: everyone (also without an account), whoever is signed in, or agencies that hold one of these roles. */
export type Audience = 'everyone' | 'signed-in' | readonly ('unit' | Role)[]

type Params = { [name: string]: string }
type Handlers = [RequestHandler<Params>, ...RequestHandler<Params>[]]

/** A router whose every route names its audience: one without does not compile, and a test walks the routes to see that none slipped by. */
export function pages() {
  const router = Router()
  return {
    router,
    get: (path: string, audience: Audience, ...handlers: Handlers) => void router.get(path, guard(audience), ...handlers),
    post: (path: string, audience: Audience, ...handlers: Handlers) => void router.post(path, guard(audience), ...handlers),
  }
}

/** Not signed in: to the sign-in page and back. Not for this role: the page does not exist. An initial password is changed first. */
function guard(audience: Audience) {
  const handler: RequestHandler<Params> = (req, res, next) => {
    if (audience === 'everyone') return next()
    if (!req.actor)
      return res.redirect(
        303,
        `/sign-in${req.method === 'GET' && req.originalUrl !== '/' ? `?next=${encodeURIComponent(req.originalUrl)}` : ''}`,
      )
    if (req.user?.mustChange && !/^\/account\b/.test(req.originalUrl)) return res.redirect(303, '/account')
    const allowed = audience === 'signed-in' || audience.some((role) => req.actor.roles.includes(role))
    return next(allowed ? undefined : new Refusal(404))
  }
  return Object.assign(handler, { audience })
}
