import { act } from '../act.ts'
import type { Actor } from '../policy.ts'
import { oneTimePassword } from './password.ts'

type Waiting = { id: string; username: string; name: string; agency: { name: string } }

/** A password for each of these accounts, which have none: shown this once, changed at the first sign-in. */
export function giveSlips(actor: Actor, people: readonly Waiting[], once: string) {
  const also = { on: 'User', ids: people.map(({ id }) => id) } as const
  return act(
    actor,
    'account.give-slips',
    { id: actor.agencyId },
    async (tx) => {
      const slips = []
      for (const { id, username, name, agency } of people) {
        // Whoever got theirs meanwhile is not given another: 409, and the page says who is left.
        const { password, passwordHash, until } = await oneTimePassword()
        await tx.user.updateMany({ where: { id, awaitsSlip: true }, data: { awaitsSlip: false, slipUntil: until }, expect: 1 })
        const data = { passwordHash, epoch: { increment: 1 } }
        await tx.credential.update({ where: { userId: id }, data, select: { userId: true } })
        slips.push({ username, name, agency: agency.name, password, until })
      }
      return { path: '/accounts/slips', slips }
    },
    { once, note: `${people.length} tài khoản`, also },
  )
}
