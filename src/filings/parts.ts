import { createHash } from 'node:crypto'
import { Refusal } from '../errors.ts'
import type { Typed } from '../form.ts'
import type { Kind } from './filing.ts'

/**
 * A long form in parts: each has a page of its own and is saved by itself. So little is sent over a poor line, and two people write on two
 * parts without meeting.
 */
export function partIn({ parts }: Pick<Kind, 'parts'>, name: unknown): string | undefined {
  return parts && typeof name === 'string' && Object.hasOwn(parts, name) ? name : undefined
}

/** The part that comes after this one. */
export function partAfter({ parts = {} }: Pick<Kind, 'parts'>, part: string): string | undefined {
  const names = Object.keys(parts)
  return names[names.indexOf(part) + 1]
}

/** What a part of the working copy says, in a few letters: whether somebody has saved it since its page was drawn. */
export function imprint(content: unknown, part: string) {
  const said = JSON.stringify((content as Typed | null)?.[part] ?? null)
  return createHash('sha256').update(said).digest('base64url').slice(0, 16)
}

/** The working copy with one part as it was typed now; the others stay. */
export function withPart(content: unknown, part: string, typed: Typed, was: unknown): Typed {
  if (was !== imprint(content, part)) throw new Refusal(409, 'Mục này vừa được người khác lưu')
  return { ...(content as Typed | null), [part]: typed[part] ?? '' }
}
