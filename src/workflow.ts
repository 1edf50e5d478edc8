import type { z } from 'zod'
import type { Prisma } from './generated/client.ts'
import type { Position, Role } from './generated/enums.ts'
import type { Actor } from './policy.ts'
import { type AnyStatus, positionWords, statusWords } from './words.ts'

/** What an agency is to one row. Not a role: the planning department is the *unit* of the plan it wrote itself. */
export type Party =
  | 'unit'
  | Role
  | 'self'
  | 'administrator'
  | 'leader'
  | 'system'
  | 'proposer'
  | 'host'
  | 'guest'
  | 'inspector'
  | 'asked'
  | 'petitioner'
  | 'holder'
  | 'asker'
  | 'timekeeper'
  | 'registrar'
  | 'keeper'

/** One line of a workflow table: who may, from where, to where, what it may write. Page and server read the same line. */
export type Step<Row = never> = {
  by: readonly Party[]
  /** Which people of the agency, where not all of them. */
  positions?: readonly Position[]
  /** Which of these agencies, where what they are to the row does not say. */
  theirs?(row: Row, actor: Actor): boolean
  from?: readonly AnyStatus[]
  to?: AnyStatus
  /** Which subjects it is for, beyond their table. */
  only?: object
  /** The words on the button; a step without them is taken by a page of its own. */
  label?: string
  /** What must be filled in beside the button. */
  form?: z.ZodObject
  /** A sentence that says why not yet, or not by this actor; asked with the moment of acting. */
  blocked?(row: Row, at: Date, actor: Actor): string | undefined
  /** Tables it may write, each with the column by which a row hangs from the subject. */
  writes: Partial<Record<Prisma.ModelName, string>>
  /** A table in which it makes rows that hang from nothing: what else it makes may hang from them. */
  founds?: Prisma.ModelName
  /** The working copy or its standing changes: whoever has the old page open is told. (`to` implies it.) */
  edits?: true
  /** Leaves no event: saving a working copy. */
  quiet?: true
  /** Where it leads, if not back to the page of its row. */
  leads?: 'edit'
  /** Not worth a word on the page while it cannot be taken. */
  shy?: true
  /** Once it has happened: whoever keeps a copy of what it changed forgets it. */
  after?(): void
  /** Milliseconds, where five seconds are not enough. */
  timeout?: number
}

export type Workflow<Row> = Readonly<Record<string, Step<Row>>>

/** Why this step is refused: never theirs (403), or not now (409). Undefined: allowed. */
export function refusal<Row extends object>(step: Step<Row>, parties: readonly Party[], row: Row, at: Date, actor: Actor) {
  const { status } = row as { status?: AnyStatus }
  if (!step.by.some((party) => parties.includes(party)) || step.theirs?.(row, actor) === false)
    return { status: 403, reason: 'Việc này thuộc thẩm quyền của cơ quan khác' } as const
  if (step.positions && !step.positions.includes(actor.position))
    return {
      status: 403,
      reason: `Việc này dành cho ${step.positions.map((position) => positionWords[position]).join(', ')} của cơ quan`,
    } as const
  if (status && step.from && !step.from.includes(status))
    return { status: 409, reason: `Không thực hiện được nữa: đang ở trạng thái “${statusWords[status]}”` } as const
  const reason = step.blocked?.(row, at, actor)
  return reason ? ({ status: 409, reason } as const) : undefined
}

/** What a page offers: the steps that the server would accept, and those that are theirs but blocked, with the reason. */
export function offers<Row extends { status: AnyStatus }, Steps extends Workflow<Row>>(
  flow: Steps,
  parties: readonly Party[],
  row: Row,
  at: Date,
  actor: Actor,
) {
  return Object.entries(flow as Workflow<Row>)
    .map(([name, step]) => ({ ...step, name, refused: refusal(step, parties, row, at, actor) }))
    .filter(({ label, from, refused }) => label && refused?.status !== 403 && from?.includes(row.status))
}
