import type { ErrorRequestHandler } from 'express'
import { ZodError } from 'zod'
import { env } from './env.ts'
import { excuses } from './excuses.ts'

/** A refusal that says why, in words for the person who is refused. */
export class Refusal extends Error {
  readonly status: number
  readonly reason: string | undefined
  /** Beside which field of the form it is said. */
  readonly field: string | undefined
  constructor(status: number, reason?: string, field?: string) {
    super(reason ?? excuses[status as keyof typeof excuses]?.message ?? '')
    this.status = status
    this.reason = reason
    this.field = field
  }
}

/** What a person typed or pressed never ends as a 500. On a GET there is only the address to blame: not found. */
export function statusOf(error: { status?: number; code?: string; meta?: unknown }, method = 'GET'): number {
  const status = error instanceof ZodError ? 422 : (spoken(error.status) ?? known(error))
  return method === 'GET' && status === 422 ? 404 : status
}

/** Express and its parsers say 400 for a body or an address they cannot read, 415 for a type they do not know. */
function spoken(status: number | undefined) {
  return status === 400 || status === 415 ? 422 : status
}

function known({ code, meta }: { code?: string; meta?: unknown }) {
  switch (code) {
    case 'P2025': // no such row, for this actor
      return 404
    case 'P2002': // exists already
    case 'P2034': // lost against somebody else, twice
      return 409
    case 'P2000': // too long
    case 'P2003': // refers to nothing
    case 'P2007': // not of the type (a uuid)
    case 'P2020': // out of range
      return 422
    case 'P2028': // waited too long
    case 'P2024': // no connection free
    case 'P1001': // no database
    case 'P1017':
    case 'ECONNREFUSED':
    case 'ECONNRESET': // cut while it answered, or (EPIPE) while it was asked
    case 'EPIPE':
    case '57P01': // the database is stopping
      return 503
    case 'P2039': // any other word of PostgreSQL: bad data (22…) or a broken rule (23…) is the sender's
      return /"(originalC|c)ode":"2[23]/.test(JSON.stringify(meta)) ? 422 : 500
    default: // straight from pg: bad data is the sender's
      return /^2[23]\w{3}$/.test(code ?? '') ? 422 : 500
  }
}

export const onError: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) return next(error)
  const status = statusOf(error, req.method === 'HEAD' ? 'GET' : req.method)
  if (status >= 500) req.log?.error(error)
  const excuse = excuses[status as keyof typeof excuses] ?? excuses[500]
  const message = error instanceof Refusal && error.reason ? error.reason : excuse.message
  const way = req.actor ? { href: '/', label: 'Về việc cần làm' } : { href: '/sign-in', label: 'Đến trang đăng nhập' }
  if (status >= 500 && env.NODE_ENV === 'test') console.error(error)
  res.status(status).render('errors/show', { ...excuse, status, message: message.replace(/[^.!?]$/, '$&.'), way })
}
