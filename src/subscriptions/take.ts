import { randomBytes } from 'node:crypto'
import { act } from '../act.ts'
import type { Tx } from '../db.ts'
import type { Actor } from '../policy.ts'
import { hashOf } from './subscription.ts'

/** Makes an address, in the place of the one before. Pressed a second time there is no token: it was shown. */
export function subscribe(actor: Actor, once: string | undefined) {
  const token = randomBytes(32).toString('base64url')
  const run = async (tx: Tx, _: object, at: Date) => {
    const now = { tokenHash: hashOf(token), madeAt: at }
    const had = await tx.calendarSubscription.count({ where: { userId: actor.id } })
    if (had) await tx.calendarSubscription.update({ where: { userId: actor.id }, data: now })
    else await tx.calendarSubscription.create({ data: { userId: actor.id, ...now } })
    return { path: '/account/calendar', token }
  }
  return act(actor, 'account.subscribe-calendar', { id: actor.id }, run, { once })
}

export function revoke(actor: Actor, once: string | undefined) {
  const run = async (tx: Tx) => {
    const expect = await tx.calendarSubscription.count({ where: { userId: actor.id } })
    await tx.calendarSubscription.deleteMany({ where: { userId: actor.id }, expect })
    return { path: '/account/calendar' }
  }
  return act(actor, 'account.revoke-calendar', { id: actor.id }, run, { once })
}
