import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { addDays, dayOf } from '../clock.ts'

/** argon2id with the library's defaults, which are OWASP's (19 MiB, two passes). */
export const hashOf = (password: string) => hash(password.normalize('NFC'))
export const matches = (passwordHash: string, password: string) => verify(passwordHash, password.normalize('NFC'))

/** Read off paper and typed once: no letter that looks like another. Some 59 bits. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const random = () => Array.from({ length: 14 }, (_, i) => (i % 5 === 4 ? '-' : letters[randomInt(letters.length)])).join('')

/** A slip goes to a commune by post; then it is worth nothing (ASVS 6.4.1). Real days, never the rehearsal's. */
const slipDays = 14

/** For a slip: changed at the first sign-in, which is on `until` at the latest. */
export async function oneTimePassword() {
  const password = random()
  return { password, passwordHash: await hashOf(password), until: addDays(dayOf(new Date()), slipDays) }
}

export const isExpired = (slipUntil: Date | null) => slipUntil !== null && slipUntil < dayOf(new Date())
