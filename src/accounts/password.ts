import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id with the library's defaults, which are OWASP's (19 MiB, two passes). */
export const hashOf = (password: string) => hash(password.normalize('NFC'))
export const matches = (passwordHash: string, password: string) => verify(passwordHash, password.normalize('NFC'))

/** Read off paper and typed once: no letter that looks like another. Some 59 bits. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
export const oneTimePassword = () => Array.from({ length: 14 }, (_, i) => (i % 5 === 4 ? '-' : letters[randomInt(letters.length)])).join('')
