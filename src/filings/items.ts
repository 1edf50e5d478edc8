import type { Db, Tx } from '../db.ts'
import { optionalChoice } from '../form.ts'
import { contentOf, current, type Filing } from './filing.ts'

/** A row of a version (they stand in a list) or of a working copy (by their ids), as words point at it: "Nhiệm vụ 2: Xây bể nước". */
export function itemsIn(content: unknown): { id: string; title: string }[] {
  const { items = [] } = (content ?? {}) as { items?: object }
  const rows: Row[] = Array.isArray(items) ? items : Object.entries(items).map(([id, row]) => ({ id, ...row }))
  return rows.map(({ id, task, content = '' }, n) => ({
    id,
    title: task === undefined ? `Nội dung ${n + 1}: ${content}` : `Nhiệm vụ ${n + 1}: ${task}`,
  }))
}

/** Plans have tasks, coordination programmes contents. */
type Row = { id: string; task?: string; content?: string }

/** The choice of an item that words are about: of the newest version; before there is one, of the working copy. */
export async function itemChoice(filing: Filing, db: Db | Tx, hint: string) {
  const version = current(filing)
  const items = itemsIn(version ? await contentOf(db, version) : filing.draft?.content)
  return optionalChoice('Về mục nào', Object.fromEntries(items.map(({ id, title }) => [id, title])), hint)
}
