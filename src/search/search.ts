import { z } from 'zod'
import { unprepared } from '../db.ts'
import { clean } from '../form.ts'
import { first, pageAt } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { type Group, groupsFor } from './groups.ts'
import { knownTo, namesIn } from './names.ts'
import { marked, meant, mostLetters, mostWords, wordsOf } from './words.ts'

/** Of each group so many stand on the page of all. */
const few = 5
/** So many are counted there; of more the page says that there are more, and the page of one group counts all. */
const mostCounted = 100

const asked = z.object({
  q: first(z.string().trim()).catch(''),
  in: first(z.string().max(40)).catch(''),
  page: first(z.coerce.number().int().min(1).max(10_000)).catch(1),
})

/**
 * One box for everything: what is said of a thing, or what it is called, without tone marks, in any order. If nothing is found, what was probably
 * meant is looked for, and the page says so.
 */
export function search(looking: Looking, query: unknown) {
  return unprepared.run(true, async () => {
    const { q: typed, in: wanted, page } = asked.parse(clean(query ?? {}))
    const q = typed.slice(0, mostLetters)
    const all = wordsOf(q)
    const words = all.slice(0, mostWords)
    const chosen = { q, in: wanted }
    const cut = typed.length > mostLetters || all.length > mostWords
    const empty = { title: 'Tìm kiếm', chosen, cut, words, groups: [], only: undefined, total: 0, more: false, instead: '' }
    if (words.join('').length < 2) return empty

    const known = await knownTo(looking)
    const lookFor = async (words: readonly string[], q: string) => {
      const names = namesIn(known, words)
      return { names, groups: await foundIn(groupsFor(looking, names, q)) }
    }
    let { names, groups } = await lookFor(words, q)
    let instead = ''
    if (!groups.length) {
      const other = meant(words, [...names.texts, ...(await textsInSight(looking))])
      if (other) {
        instead = other.join(' ')
        ;({ names, groups } = await lookFor(other, instead))
      }
    }
    const one = groups.find(({ name }) => name === wanted)
    const { rows: part, ...pages } = pageAt(one ? await one.count() : 0, { page, format: undefined })
    return {
      ...{ ...empty, total: groups.reduce((sum, { found }) => sum + found, 0), more: groups.some(({ more }) => more) },
      ...{ instead: groups.length ? instead : '', only: one && { name: one.name, title: one.title, ...pages } },
      others: groups,
      groups: await Promise.all(
        (one ? [one] : groups).map(async (group) => ({
          ...group,
          hits: (one ? await group.rows(part) : group.first.slice(0, few)).map((hit) => {
            const { href, title, about, text } = hit()
            const parts = { title: marked(title, names.tokens), about: marked(about, names.tokens) }
            return { href, ...parts, text: text ? marked(text, names.tokens) : [] }
          }),
        })),
      ),
    }
  })
}

/** Of each group the first, which are also its count: no group is asked twice, and none is counted to its end. */
async function foundIn(groups: Group[]) {
  const asked = await Promise.all(
    groups.map(async (group) => {
      const first = await group.rows({ skip: 0, take: mostCounted + 1 })
      return { ...group, first, found: Math.min(first.length, mostCounted), more: first.length > mostCounted }
    }),
  )
  return asked.filter(({ found }) => found)
}

/** Texts that this reader may read, the newest: where a word that was mistyped may stand as it is written. */
async function textsInSight({ db }: Looking) {
  const newest = { select: { search: true }, orderBy: { id: 'desc' }, take: 200 } as const
  const found = await Promise.all([
    db.need.findMany(newest),
    db.petition.findMany(newest),
    db.support.findMany(newest),
    db.invitation.findMany(newest),
    db.inspection.findMany(newest),
  ])
  return found.flat().map(({ search }) => search ?? '')
}
