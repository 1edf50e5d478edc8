import { RateLimiterRes } from 'rate-limiter-flexible'
import { feedOf } from '../calendar/feed.ts'
import { now } from '../clock.ts'
import { dbFor, subscriberOf } from '../db.ts'
import { Refusal } from '../errors.ts'
import { pages } from '../pages.ts'
import { limiter } from '../session.ts'
import { hashOf } from './subscription.ts'

/** Mounted before sessions: whoever has the address reads the last days of one agency, and nothing else; no cookie is set. */
const { router, get } = pages()
export const subscriptions = router

/** Calendar programmes ask once an hour or so. Wrong addresses count against where they come from, right ones against themselves. */
const readings = limiter('calendar', 60)
const mistakes = limiter('calendar mistakes', 30)

get('/:token.ics', 'everyone', async (req, res) => {
  const tokenHash = hashOf(req.params.token ?? '')
  const actor = await subscriberOf(tokenHash)
  const wait = await (actor ? readings.consume(tokenHash) : mistakes.consume(req.ip ?? '')).then(() => undefined, tooOften)
  res.set('Cache-Control', 'no-store')
  if (wait) {
    res.set('Retry-After', String(wait))
    throw new Refusal(429, 'Hỏi quá nhiều lần; chờ ít phút rồi thử lại')
  }
  if (!actor) throw new Refusal(404, 'Không có lịch nào ở địa chỉ này, hoặc địa chỉ đã bị bỏ')
  res.type('text/calendar').send(await feedOf({ db: dbFor(actor), actor, at: await now() }))
})

function tooOften(error: unknown) {
  if (error instanceof RateLimiterRes) return Math.ceil(error.msBeforeNext / 1_000)
  throw error
}
