import connectPg from 'connect-pg-simple'
import type { RequestHandler } from 'express'
import session from 'express-session'
import passport from 'passport'
import { Strategy } from 'passport-local'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { hashOf, isExpired, matches } from './accounts/password.ts'
import { accountOf, type Db, dbFor } from './db.ts'
import { env } from './env.ts'
import type { Actor } from './policy.ts'
import { pool } from './pool.ts'

declare global {
  namespace Express {
    interface User {
      actor: Actor
      mustChange: boolean
      epoch: number
    }
    interface Request {
      actor: Actor
      db: Db
      /** Business time of this request. */
      at: Date
      /** What was typed before the session ended, when this page is opened again to go on. */
      kept?: Record<string, string>
    }
  }
}
declare module 'express-session' {
  interface SessionData {
    startedAt?: number
  }
}

/** Real time, never the rehearsal's: idle half an hour, twelve hours at most (ASVS 7.3). */
export const idleMinutes = 30
const longestHours = 12

// ── passwords ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Checked when there is no such account, so that the time of the answer tells nothing. */
const nobodys = hashOf('không có tài khoản này')

passport.use(
  new Strategy((username, password, done) => {
    authenticate(username, password).then(
      (user) => (user === 'expired' ? done(null, false, { message: user }) : done(null, user ?? false)),
      done,
    )
  }),
)

/** Who has the password of a slip is told that it came too late; nobody else is told anything. */
async function authenticate(username: string, password: string): Promise<Express.User | 'expired' | undefined> {
  const account = await accountOf({ username: username.trim().toLowerCase() })
  const right = await matches(account?.credential.passwordHash || (await nobodys), password)
  if (!account || !right) return undefined
  return isExpired(account.slipUntil) ? 'expired' : userOf(account)
}

type Stored = { id: string; epoch: number }
passport.serializeUser<Stored>(({ actor, epoch }, done) => done(null, { id: actor.id, epoch }))
passport.deserializeUser<Stored>(({ id, epoch }, done) => {
  // A changed password ends every older session; a disabled account is out at its next request.
  accountOf({ id }).then((account) => done(null, account?.credential.epoch === epoch ? userOf(account) : false), done)
})

function userOf({ actor, credential, slipUntil }: NonNullable<Awaited<ReturnType<typeof accountOf>>>): Express.User {
  return { actor, mustChange: slipUntil !== null, epoch: credential.epoch }
}

// ── how often one may try ─────────────────────────────────────────────────────────────────────────────────────────

/** Also of what needs no session. */
export const limiter = (keyPrefix: string, points: number) =>
  new RateLimiterPostgres({
    ...{ storeClient: pool, storeType: 'pool', tableName: 'sign_in_limit', tableCreated: true, clearExpiredByTimeout: false },
    ...{ keyPrefix, points, duration: 15 * 60 },
  })
const byAccount = limiter('account', 10)
const byAddress = limiter('address', 100)

/** Counts a try before it is judged. Answers the minutes to wait when there were too many, for a known and an unknown name alike. */
export async function tooMany(username: string, address: string): Promise<number | undefined> {
  try {
    await byAddress.consume(address)
    await byAccount.consume(keyOf(username))
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.ceil(error.msBeforeNext / 60_000)
    throw error
  }
}

export async function forgive(username: string, address: string) {
  await Promise.all([byAccount.delete(keyOf(username)), byAddress.reward(address)])
}

const keyOf = (username: string) => username.trim().toLowerCase().slice(0, 100)

// ── the session of a request ──────────────────────────────────────────────────────────────────────────────────────

const secure = env.NODE_ENV === 'production'
export const cookieName = (name: string) => (secure ? `__Host-${name}` : name)

export const sessions: RequestHandler[] = [
  session({
    name: cookieName('session'),
    store: new (connectPg(session))({ pool, pruneSessionInterval: 15 * 60, errorLog: () => {} }),
    secret: env.SESSION_SECRET ?? '',
    resave: false,
    saveUninitialized: true,
    rolling: true,
    cookie: { sameSite: 'lax', httpOnly: true, secure, path: '/', maxAge: idleMinutes * 60_000 },
  }),
  (req, _res, next) => {
    req.session.startedAt ??= Date.now()
    if (Date.now() - req.session.startedAt > longestHours * 3_600_000) req.session.regenerate(next)
    else next()
  },
  passport.session(),
  (req, _res, next) => {
    if (req.user) {
      req.actor = req.user.actor
      req.db = dbFor(req.actor)
    }
    next()
  },
]
