import type { z } from 'zod'
import type { most } from '../attachments/attachment.ts'
import type { Db, Tx } from '../db.ts'
import type { Prisma, Role } from '../generated/client.ts'
import type { Actor } from '../policy.ts'
import type { AnyStatus } from '../words.ts'
import type { Party, Step } from '../workflow.ts'

/**
 * A thing that is no filing: what it hangs from, how it begins, and the steps that it is taken through. Its list and its page are written
 * beside it; the routes are the same for all.
 */
export type Noun<Row extends Thing = never> = {
  /** The first half of its actions' names. */
  name: string
  model: Prisma.ModelName
  path: string
  readers: readonly Reader[]
  /** The view that draws its form, where one field after the other will not do. */
  fields?: string
  /** The column by which files hang from it; it has the steps `attach` and `detach` then. */
  files?: keyof typeof most
  begin: Beginning
  steps: Readonly<Record<string, NounStep<Row>>>
}

export type Thing = { id: string; status: AnyStatus; revision: number }
export type Reader = 'unit' | Role
/** Who looks, through which door, and when. */
export type Looking = { db: Db; actor: Actor; at: Date }

/** How one is begun: an act on the row that it hangs from. */
export type Beginning = {
  on: 'Agency' | 'Assignment' | 'Inspection' | 'Inquiry' | 'Scoring'
  by: readonly Party[]
  only?: object
  writes: Step['writes']
  /** Why not yet, or not any more. */
  blocked?(row: never, at: Date): string | undefined
  theirs?(row: never, actor: Actor): boolean
  founds?: Step['founds']
  edits?: true
  /** For whom the page is; and which people of theirs, where not all. */
  readers: readonly Reader[]
  may?(actor: Actor): boolean
  /** The title of the page, and the words on its button; in the log. */
  label: string
  send: string
  verb: string
  /** What it can hang from, for this reader; who has several chooses first. */
  stems(looking: Looking): Promise<Stem[]>
  /** How that choice is called, and what is said when there is none. */
  stem: string
  none: string
  asks(looking: Looking, stem: string): Promise<z.ZodObject>
  /** Makes it; answers with its id, and with what is shown this once. */
  run(doing: Doing<{ id: string }>): Promise<string | ({ id: string } & Handed)>
}

/** What a press hands out: shown on the page that answers it, and kept nowhere. A second press finds nothing to show. */
export type Handed = { slips: { username: string; name: string; agency: string; password: string; until: Date }[] }

export type Stem = { id: string; name: string }

export type NounStep<Row> = Step<Row> & {
  /** The words on its button. */
  label: string
  /** The words in the log, and after it was done: "rút đề xuất". */
  verb: string
  /** What those are told before they press. */
  hint?: string
  /** What the page waits for. */
  main?: true
  /** Pressed beside the button of another step, on its page and with its fields: it has no page of its own. Saving, beside sending. */
  beside?: string
  /** What must be filled in, where that depends on the row; otherwise `form`. */
  asks?(looking: Looking, row: Row): Promise<z.ZodObject>
  /** What stands in the form at first: a step that edits. */
  values?(row: Row): object
  run(doing: Doing<Row>): Promise<unknown>
}

/** What a step works with. `act` has locked the row, and asked whether this party may, now. */
export type Doing<Row, Data = unknown> = { tx: Tx; row: Row; actor: Actor; at: Date; data: Data }
