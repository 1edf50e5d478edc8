import { placeOf, plain } from '../words.ts'

/** "xa-keo-lom.lo-van-duc" */
export function usernameFor(agency: { name: string; abbreviation: string }, name: string) {
  const bare = (words: string) =>
    plain(words)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
  const short = agency.name.startsWith('UBND ') ? placeOf(agency.name) : agency.abbreviation || agency.name
  return `${bare(short).slice(0, 30)}.${bare(name).slice(0, 25)}`
}

/** This one, or with a number behind it. */
export function unused(wanted: string, taken: ReadonlySet<string>) {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}${n}`
    if (!taken.has(name)) return name
  }
}
