import type { Role } from '../generated/client.ts'
import { needsWaiting } from '../needs/waiting.ts'
import type { Looking } from '../nouns/noun.ts'
import { supportsWaiting } from '../supports/waiting.ts'

/** Something that others wait for and that is no filing. */
export type Asked = { href: string; title: string; note: string; label: string; days: { before: string; n: number } }

/** What is asked of this agency beside filings. */
export async function askedOf(role: 'unit' | Role, looking: Looking): Promise<Asked[]> {
  return [...(await supportsWaiting(role, looking)), ...(role === 'unit' ? await needsWaiting(looking) : [])]
}
