import { z } from 'zod'
import { unprepared } from '../db.ts'
import { clean } from '../form.ts'
import { first, pageAt } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { groupsFor } from './groups.ts'
import { namesFor } from './names.ts'
import { marked, meant, mostLetters, mostWords, wordsOf } from './words.ts'

/** Of each group so many stand on the page of all. */
const few = 5

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
    const empty = { title: 'Tìm kiếm', chosen, cut, words, groups: [], only: undefined, total: 0, instead: '' }
    if (words.join('').length < 2) return empty

    let { names, groups, total } = await lookFor(looking, words, q)
    let instead = ''
    if (!total) {
      const other = meant(words, [...names.texts, ...(await textsInSight(looking))])
      if (other) {
        instead = other.join(' ')
        ;({ names, groups, total } = await lookFor(looking, other, instead))
      }
    }
    const only = groups.find(({ name }) => name === wanted)
    const shown = only ? [only] : groups
    const { rows, ...pages } = pageAt(only?.count ?? 0, { page, format: undefined })
    return {
      ...{ ...empty, total, instead: total ? instead : '', only: only && { name: only.name, title: only.title, ...pages } },
      others: groups.map(({ name, title, count }) => ({ name, title, count })),
      groups: await Promise.all(
        shown.map(async (group) => ({
          ...group,
          hits: (await group.rows(only ? rows : { skip: 0, take: few })).map(({ href, title, about, text }) => ({
            href,
            title: marked(title, names.tokens),
            about: marked(about, names.tokens),
            text: text ? marked(text, names.tokens) : [],
          })),
        })),
      ),
    }
  })
}

async function lookFor(looking: Looking, words: readonly string[], q: string) {
  const names = await namesFor(looking.db, words)
  const groups = await groupsFor(looking, names, q)
  return { names, groups, total: groups.reduce((sum, { count }) => sum + count, 0) }
}

/** Texts that this reader may read, the newest: where a word that was mistyped may stand as it is written. */
async function textsInSight({ db }: Looking) {
  const newest = { select: { search: true }, orderBy: { id: 'desc' }, take: 500 } as const
  const found = await Promise.all([
    db.need.findMany(newest),
    db.petition.findMany(newest),
    db.support.findMany(newest),
    db.invitation.findMany(newest),
    db.inspection.findMany(newest),
  ])
  return found.flat().map(({ search }) => search ?? '')
}
