import { act } from '../act.ts'
import type { Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import type { Assignment } from '../generated/client.ts'
import type { Actor } from '../policy.ts'
import { type Change, objection, write } from './change.ts'

type Press = {
  programmeId: string
  row: Assignment | undefined
  revision: number
  once: string
  data: Parameters<typeof write>[3] & { note?: string }
}

/** Changes who helps whom, once, in one act with what is owed. */
export function changeAssignment(actor: Actor, name: Change, { programmeId, row, revision, once, data }: Press) {
  const run = async (tx: Tx, programme: Parameters<typeof write>[1], at: Date) => {
    const now = row && (await tx.assignment.findUniqueOrThrow({ where: { id: row.id } }))
    const refused = await objection(tx, programme, name, data, now)
    if (refused) throw new Refusal(409, refused.words)
    const id = await write(tx, programme, name, data, now, at)
    return { path: name === 'merge' ? `/agencies/${data.into}` : `/assignments/${id}` }
  }
  const also =
    name === 'merge'
      ? ({ on: 'Agency', ids: [data.unit ?? '', data.into ?? ''] } as const)
      : row && ({ on: 'Assignment', ids: [row.id] } as const)
  return act(actor, `assignment.${name}`, { id: programmeId, revision }, run, { once, note: data.note, ...(also && { also }) })
}
