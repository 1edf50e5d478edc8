import { z } from 'zod'
import { type Filter, mostRows } from '../sheets/sheet.ts'
import { plain } from '../words.ts'

/** An address may name a thing twice: the first counts. */
export const first = <T extends z.ZodType>(type: T) => z.preprocess((value) => (Array.isArray(value) ? value[0] : value), type)

/** What an address can say about a list; whatever it says wrongly is left out. */
export const chosenOf = <const Words extends Record<string, string>>(words: Words) =>
  first(z.enum(Object.keys(words) as [keyof Words & string, ...(keyof Words & string)[]]))
    .optional()
    .catch(undefined)
export const chosenId = first(z.uuid()).optional().catch(undefined)
export const searched = first(z.string().trim().max(100)).catch('')
export const ordered = first(z.enum(['asc', 'desc']))
  .optional()
  .catch(undefined)
export const sortedBy = <const Keys extends [string, ...string[]]>(keys: Keys) => first(z.enum(keys)).catch(keys[0] as never)

/** Which page; or, as a file, all of them. */
export const paging = {
  page: first(z.coerce.number().int().min(1).max(10_000)).catch(1),
  format: first(z.literal('xlsx')).optional().catch(undefined),
}

/** Which rows of a list stand on its page, or in its file. */
export function pageAt(total: number, { page: wanted, format }: z.output<z.ZodObject<typeof paging>>, perPage = 25) {
  const pages = Math.max(1, Math.ceil(total / perPage))
  const page = Math.min(wanted, pages)
  return { total, page, pages, rows: format ? { skip: 0, take: mostRows } : { skip: (page - 1) * perPage, take: perPage } }
}

/** The communes of some rows, to narrow a list by; of one there is nothing to choose. */
export function communeFilter(communes: readonly { id: string; name: string }[]): Filter[] {
  return communes.length > 1 ? [{ name: 'commune', label: 'Xã', words: communes.map(({ id, name }) => [id, name] as const) }] : []
}

/** Searching ignores tone marks and takes the words in any order. */
export function finds(q: string) {
  const words = plain(q).split(' ').filter(Boolean)
  if (!words.length) return () => true
  return (...texts: (string | null | undefined)[]) => {
    const text = plain(texts.filter(Boolean).join(' '))
    return words.every((word) => text.includes(word))
  }
}
