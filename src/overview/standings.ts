import { type Followed, followed, type Row } from '../matrix/owed.ts'
import { rateOf, type Tally, tallyOf } from '../matrix/tally.ts'
import { kindWords } from '../words.ts'

/** A district, or within one a commune: what it is called, and which rows are about it. */
export type Place = { id: string; name: string; holds(row: Row): boolean }

export type Standings = ReturnType<typeof standingsOf>

/** How each kind stands as a whole, and by place: the most overdue for what was expected first. */
export function standingsOf(owed: readonly Row[], places: readonly Place[], at: Date) {
  return followed.flatMap((kind) => {
    const theirs = owed.filter((row) => row.kind === kind)
    const byPlace = places.flatMap(({ id, name, holds }) => {
      const rows = theirs.filter(holds)
      return rows.length ? [{ id, name, owed: rows.length, tally: tallyOf(rows, at) }] : []
    })
    byPlace.sort((a, b) => pain(b.tally) - pain(a.tally) || timely(a.tally) - timely(b.tally) || a.name.localeCompare(b.name, 'vi'))
    return theirs.length
      ? [{ kind: kind as Followed, name: kindWords[kind], owed: theirs.length, tally: tallyOf(theirs, at), places: byPlace }]
      : []
  })
}

const pain = ({ overdue, expected }: Tally) => (expected ? overdue / expected : 0)
const timely = (tally: Tally) => Number(rateOf(tally.onTime, tally) ?? 101)
