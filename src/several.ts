import { createHash } from 'node:crypto'
import { Refusal } from './errors.ts'

/**
 * The same act on several rows, one act each: pressed twice, each is done once. What cannot be done any more is told with the reason; the
 * others are done. One alone is refused as any other press.
 */
export async function takeEach<Row extends { id: string }>(
  rows: readonly Row[],
  once: string | undefined,
  take: (row: Row, once: string | undefined) => Promise<unknown>,
) {
  const refused: { id: string; reason: string }[] = []
  for (const row of rows)
    await take(row, once && rows.length > 1 ? keyFor(once, row.id) : once).catch((error) => {
      if (!(error instanceof Refusal) || rows.length === 1) throw error
      refused.push({ id: row.id, reason: error.message })
    })
  return refused
}

/** The key of one form for each of its rows, the same at every press. */
function keyFor(once: string, id: string) {
  const digest = createHash('sha256').update(`${once} ${id}`).digest('hex')
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** "<id>.<revision>", as the page showed them. */
export function revisionsIn(was: unknown) {
  const pairs = [was].flat().flatMap((one) => (typeof one === 'string' ? [/^([0-9a-f-]{36})\.(\d{1,9})$/.exec(one)] : []))
  return new Map(pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', Number(pair[2])] as const] : [])))
}
