import { diffWords } from 'diff'
import type { Form } from '../form.ts'
import { number } from '../words.ts'

/** A piece of text that stayed, came or went. */
export type Part = { words: string; is: 'same' | 'added' | 'removed' }
/** A row of a table or a part of the form in which something changed, field by field. */
export type Changed = { title: string; is: 'added' | 'removed' | 'changed'; cells: { label: string; parts: Part[] }[] }

/**
 * What changed between two versions, in the order of the form: rows added, removed and changed are known by their ids, texts are compared
 * word by word. What the form does not know (names that were frozen beside it) is not compared.
 */
export function compare(form: Form, older: unknown, newer: unknown): Changed[] {
  const fieldsOf = (path: string[]): Changed[] =>
    form.names(...path).flatMap((name): Changed[] => {
      const here = [...path, name]
      const [before, after] = [at(older, here), at(newer, here)]
      switch (form.is(...here)) {
        case 'rows':
          return [...new Set([...keysOf(after), ...keysOf(before)])].flatMap((id) => rowOf(here, id))
        case 'group':
          return fieldsOf(here)
        case 'field': {
          const parts = partsOf(form, here, before, after)
          const { label } = form.field(...here)
          return parts ? [{ title: form.whereIs(path), is: 'changed', cells: [{ label: String(label), parts }] }] : []
        }
        default:
          return []
      }
    })

  const rowOf = (table: string[], id: string): Changed[] => {
    const path = [...table, id]
    const [before, after] = [at(older, path), at(newer, path)]
    const cells = form.names(...path).flatMap((name) => {
      if (form.is(...path, name) !== 'field') return []
      const parts = partsOf(form, [...path, name], at(before, [name]), at(after, [name]))
      return parts ? [{ label: String(form.field(...path, name).label), parts }] : []
    })
    const n = keysOf(at(after ? newer : older, table)).indexOf(id) + 1
    const title = `${form.titleOf(path)} ${n}`
    return cells.length ? [{ title, is: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed', cells }] : []
  }

  return [...merged(fieldsOf([])), ...filesOf(older, newer)]
}

/** Files that came or went: another content is another file, also under the same name. */
function filesOf(older: unknown, newer: unknown): Changed[] {
  const files = (content: unknown) => (content as { attachments?: { name: string; sha256: string }[] } | null)?.attachments ?? []
  const without = (some: ReturnType<typeof files>, others: ReturnType<typeof files>) =>
    some.filter(({ name, sha256 }) => !others.some((other) => other.name === name && other.sha256 === sha256))
  const told = (is: 'added' | 'removed') => (file: { name: string }) => ({ label: 'Tên tệp', parts: [{ words: file.name, is }] })
  const cells = [...without(files(older), files(newer)).map(told('removed')), ...without(files(newer), files(older)).map(told('added'))]
  return cells.length ? [{ title: 'Tệp kèm theo', is: 'changed', cells }] : []
}

/** Fields of the same part stand together. */
function merged(changes: Changed[]) {
  const parts: Changed[] = []
  for (const change of changes) {
    const last = parts.at(-1)
    if (last && last.title === change.title && last.is === 'changed') last.cells.push(...change.cells)
    else parts.push(change)
  }
  return parts
}

function partsOf(form: Form, path: string[], before: unknown, after: unknown): Part[] | undefined {
  const [old, now] = [inWords(form, path, before), inWords(form, path, after)]
  if (old === now) return undefined
  const whole: Part[] = [
    { words: old, is: 'removed' },
    { words: now, is: 'added' },
  ]
  // Of two texts that have little in common, both are shown whole.
  const found = diffWords(old, now, { maxEditLength: 1_000 })
  const parts = found?.map(({ value, added, removed }): Part => ({ words: value, is: added ? 'added' : removed ? 'removed' : 'same' }))
  return (parts ?? whole).filter(({ words }) => words !== '')
}

function inWords(form: Form, path: string[], value: unknown) {
  if (value === undefined || value === null) return ''
  const words = String(Array.isArray(value) ? value.join() : value)
  if (form.field(...path).inputMode) return words === '0' ? '' : number(words)
  return form.say(path, words)
}

/** Rows stand in a version as a list, each with its id (a figure: its code; a commune's section: the commune's). */
function at(content: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value.find((row) => idOf(row) === key)
    return value && typeof value === 'object' && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
  }, content)
}

const keysOf = (rows: unknown) => (Array.isArray(rows) ? rows.map(idOf) : [])
const idOf = (row: { id?: string; code?: string; communeId?: string }) => row.id ?? row.code ?? row.communeId ?? ''
