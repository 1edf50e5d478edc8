import { byAuthority } from './authorisations/authority.ts'
import { now } from './clock.ts'
import {
  type Args,
  acting,
  type Call,
  call,
  columnsOf,
  door,
  inspect,
  type Model,
  prisma,
  type Raw,
  type Row,
  type Subject,
  scoped,
  type Tx,
  type Values,
} from './db.ts'
import { Refusal } from './errors.ts'
import { insertMany } from './insert.ts'
import { type Action, type Actor, actions, logged, subjects, voices } from './policy.ts'
import { moment } from './words.ts'
import { refusal, type Step } from './workflow.ts'

/**
 * One action of one actor on one subject: in one transaction, leaving one event. The only way to write.
 * Not visible: 404. Not theirs: 403. Not now, or changed meanwhile: 409. Pressed twice: done once, both land on the same path.
 */
export async function act<A extends Action, Done extends { path: string }>(
  actor: Actor,
  action: A,
  target: { id: string; revision?: number },
  change: (tx: Tx, subject: Row<(typeof actions)[A]['on']>, at: Date) => Promise<Done>,
  { once, note, also }: { once?: string; note?: string; also?: Also } = {},
): Promise<Pick<Done, 'path'> & Partial<Done>> {
  const step = actions[action] as Step<object> & { on: Subject }
  const grows = step.edits || step.to ? 1 : 0
  const at = await now()

  const attempt = () =>
    prisma.$transaction(
      async (raw) => {
        const landed = once && (await landing(raw, once, actor, action))
        if (landed) return landed as Pick<Done, 'path'> & Partial<Done>

        // Takes the row: whoever comes second waits here, and then reads what the first has left.
        const { count } = await call(raw, step.on, 'updateMany', {
          where: scoped(actor, step.on, { id: target.id, ...step.only }),
          data: { revision: { increment: grows } },
        })
        if (!count) throw new Refusal(404)
        if (also) await lockAll(raw, actor, also)

        const changes: Change[] = []
        const locked: Locked = { model: step.on, id: target.id, also }
        const tx = door(raw, actor, writer(raw, actor, action, step, locked, changes)) as Tx
        const subject = (await subjects[step.on].load(tx, target.id)) as Row<(typeof actions)[A]['on']>
        locked.row = subject
        const refused = refusal(step, subjects[step.on].parties(actor, subject as never), subject, at, actor)
        if (refused?.status === 403) throw new Refusal(403, refused.reason)
        // By themselves they might not: then it is done by the authority that was lent, and says so.
        const own = actor.standsFor && { ...actor, position: actor.standsFor.own, standsFor: undefined }
        const lent = own && refusal(step, subjects[step.on].parties(own, subject as never), subject, at, own)?.status === 403
        const stale = target.revision !== undefined && subject.revision !== target.revision + grows
        if (stale || refused) throw new Refusal(409, await whatHappened(raw, step.on, target.id, stale ? undefined : refused?.reason))
        if (step.form && 'note' in step.form.shape && !note) throw new Refusal(422, 'Cần nêu lý do')

        const done = await change(tx, subject, at).catch(gone)
        if (once) await raw.once.update({ where: { key: once }, data: { path: done.path } })
        if (!step.quiet)
          await leaveEvent(raw, {
            actor: lent ? { ...actor, name: byAuthority(actor) } : actor,
            action,
            note,
            at,
            on: step.on,
            id: target.id,
            also,
            changes,
          })
        return done
      },
      { timeout: step.timeout ?? 5_000, maxWait: 5_000 },
    )
  const done = await acting.run(true, () => attempt().catch(again(attempt)).catch(again(attempt)))
  step.after?.()
  return done
}

/** Rows of one table that an act is about besides its subject: seen, locked, and told in the event like it. */
type Also = { on: Subject; ids: readonly string[] }

async function lockAll(raw: Raw, actor: Actor, { on, ids }: Also) {
  const where = scoped(actor, on, { id: { in: [...ids] } })
  const { count } = await call(raw, on, 'updateMany', { where, data: { revision: { increment: 0 } } })
  if (count !== ids.length) throw new Refusal(404)
}

/** Where a press with this key has landed, if it has: a second press that meets the row as the first has left it is no mistake of the person. */
export async function landedAt(actor: Actor, key: string, action: Action) {
  return (await prisma.once.findFirst({ where: { key, actorId: actor.id, action } }))?.path ?? undefined
}

/** Takes the key of a form; if it is taken, waits for the other press and says where that one landed. */
async function landing(raw: Raw, key: string, actor: Actor, action: string) {
  const { count } = await raw.once.createMany({ data: { key, actorId: actor.id, action }, skipDuplicates: true })
  if (count) return undefined
  const { path } = await raw.once.findFirstOrThrow({ where: { key, actorId: actor.id, action } })
  return { path: path ?? '/' }
}

/** Every write of an act passes here: a table the action names, a plain operation, rows that hang from the subject. */
function writer(raw: Raw, actor: Actor, action: string, step: Step<object>, locked: Locked, changes: Change[]) {
  const stems = new Set<unknown>([locked.id, ...(locked.also?.ids ?? [])]) // the subject, and what this act makes
  return async ({ model, operation, args }: Call) => {
    const { expect, data, where, ...rest } = args as Args
    const stem = step.writes[model] ?? ''
    const voice = voices[model] ?? ''
    const creates = operation.startsWith('create')
    const rows = [data ?? {}].flat()
    const all = (holds: (row: Values) => boolean, otherwise: string) => {
      if (!rows.every(holds)) throw new Error(`${action}: ${model}.${operation} ${otherwise}`)
    }
    all(() => stem !== '' && plainWrites.has(operation), 'is not among what this action writes')
    all((row) => Object.keys(row).every((key) => key in columnsOf(model)), 'writes one table at a time')
    if (creates && step.founds === model) for (const row of rows) stems.add(row[stem])
    all((row) => !(creates || stem in row) || stems.has(row[stem]), 'does not hang from the subject')
    all((row) => !((creates && voice) || voice in row) || row[voice] === actor.agencyId, 'speaks for another agency')
    inspect(model, { ...rest, where: where ?? {} })

    if (creates) {
      const made = operation === 'createMany' ? await insertMany(raw, model, rows) : await call(raw, model, operation, args)
      if (made.id) stems.add(made.id)
      for (const row of rows) {
        if (row.id) stems.add(row.id)
        record(changes, model, {}, { ...row, id: made.id ?? row.id })
      }
      return made
    }
    const held = [{ [stem]: { in: [...stems] } }, voice ? { [voice]: actor.agencyId } : {}, where?.AND ?? []].flat()
    // The subject is known and locked, with what was loaded in it; other rows are read before they change, for the log.
    const byId = where !== undefined && Object.keys(where).length === 1 && typeof where.id === 'string' ? where.id : undefined
    const isSubject = model === locked.model && byId === locked.id && locked.row
    const known = isSubject || (byId && within(locked.row, byId, logged[model] ?? []))
    const before: Values[] = known ? [known] : isLogged(model) ? await call(raw, model, 'findMany', { where: { ...where, AND: held } }) : []
    const result = await call(raw, model, operation, { ...rest, ...(data && { data }), where: { ...where, AND: held } })
    if (operation.endsWith('Many') && result.count !== expect) throw new Refusal(409)
    for (const row of before) record(changes, model, row, data ? { ...row, ...data } : {})
    if (isSubject) locked.row = { ...locked.row, ...data }
    return result
  }
}

/** The row of this id among those that were loaded with the subject, if it has the columns that the log wants. */
function within(row: unknown, id: string, columns: readonly string[]): Values | undefined {
  if (row === null || typeof row !== 'object' || row instanceof Date) return undefined
  if ('id' in row && row.id === id && columns.every((column) => column in row)) return row as Values
  for (const part of Object.values(row)) {
    const found = typeof part === 'object' ? within(part, id, columns) : undefined
    if (found) return found
  }
  return undefined
}

const isLogged = (model: Model) => Boolean(logged[model]) || model in subjects
const plainWrites = new Set(['create', 'createMany', 'update', 'updateMany', 'delete', 'deleteMany'])

function record(changes: Change[], model: Model, before: Values, after: Values) {
  const row = String(after.id ?? before.id ?? '')
  const columns = [...(logged[model] ?? []), ...(model in subjects ? ['id'] : [])]
  for (const column of columns)
    if (word(before[column]) !== word(after[column]))
      changes.push({ model, row, column, before: word(before[column]), after: word(after[column]) })
}

const word = (value: unknown) => (value == null ? null : value instanceof Date ? value.toISOString() : String(value))

type Happening = { actor: Actor; action: string; note?: string; at: Date; on: Model; id: string; also?: Also; changes: Change[] }

/** One event, many subjects: what it was about, and every subject it has made. One statement, because every act pays for it. */
async function leaveEvent(raw: Raw, { actor, action, note, at, on, id, also, changes }: Happening) {
  const made = changes.filter(({ column }) => column === 'id').map(({ model, row }) => ({ model, id: row }))
  const besides = also?.ids.map((id) => ({ model: also.on, id })) ?? []
  const subjects = JSON.stringify([{ model: on, id }, ...besides, ...made])
  await raw.$executeRaw`
    with happened as (
      insert into event (at, action, note, actor_id, actor, agency_id, agency)
      values (${at}, ${action}, ${note ?? null}, ${actor.id}::uuid, ${actor.name}, ${actor.agencyId}::uuid, ${actor.agencyName})
      returning seq
    ), concerned as (
      insert into event_subject (event_seq, model, id)
      select seq, model, id from happened, jsonb_to_recordset(${subjects}::jsonb) as subject (model text, id uuid)
    )
    insert into event_change (event_seq, model, "row", "column", "before", "after")
    select seq, change.* from happened,
      jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change (model text, "row" text, "column" text, "before" text, "after" text)`
}

async function whatHappened(raw: Raw, model: Subject, id: string, reason = 'Nội dung đã thay đổi sau khi bạn mở trang này') {
  const last = await raw.event.findFirst({ where: { subjects: { some: { model, id } } }, orderBy: { seq: 'desc' } })
  return last ? `${reason}. Lần gần nhất: ${last.actor}, ${last.agency}, lúc ${moment(last.at)}.` : `${reason}.`
}

function gone(error: { code?: string }): never {
  throw error.code === 'P2025' ? new Refusal(409) : error
}

/** A deadlock is nobody's fault: once more, twice at most. */
const again =
  <T>(attempt: () => Promise<T>) =>
  (error: { code?: string }) => {
    if (error.code !== 'P2034') throw error
    return attempt()
  }

/** What the act is about: locked first, then loaded. */
type Locked = { model: Subject; id: string; row?: Values; also?: Also }
type Change = { model: Model; row: string; column: string; before: string | null; after: string | null }
