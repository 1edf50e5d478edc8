import { createHash } from 'node:crypto'
import type { Step } from '../workflow.ts'

/** An address of one's own at which a calendar programme reads the agency's last days. Whoever has it reads them: it is shown once and kept as a hash. */

export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

const mine = { on: 'User', by: ['self'], writes: { CalendarSubscription: 'userId' } } as const

export const subscribing = {
  'account.subscribe-calendar': mine,
  'account.revoke-calendar': mine,
} as const satisfies Record<string, Step & { on: 'User' }>
