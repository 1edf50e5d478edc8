import { Refusal } from '../errors.ts'
import type { Doing } from '../nouns/noun.ts'
import type { AnyStatus } from '../words.ts'
import type { Party } from '../workflow.ts'
import { attach, detach, type most } from './attachment.ts'
import type { Accepted } from './examine.ts'

/** The two steps of a noun that files hang from, by the column that says so. What one side has added, the other does not take away. */
export function hanging<const Column extends keyof typeof most>(
  column: Column,
  { by, from }: { by: readonly Party[]; from: readonly AnyStatus[] },
) {
  const step = { by, from, edits: true, shy: true, writes: { Attachment: column } } as const
  const owner = (id: string) => ({ [column]: id }) as Record<Column, string>
  return {
    attach: {
      ...{ ...step, label: 'Thêm tài liệu', verb: 'thêm tài liệu kèm theo', timeout: 15_000 },
      run: ({ tx, row, actor, at, data }: Doing<{ id: string }>) => attach(tx, owner(row.id), data as Accepted, { actor, at }),
    },
    detach: {
      ...{ ...step, label: 'Bỏ tài liệu', verb: 'bỏ tài liệu kèm theo' },
      async run({ tx, row, actor, at, data }: Doing<{ id: string }>) {
        const { file } = data as { file: string }
        const others = await tx.attachment.count({ where: { ...owner(row.id), id: file, agencyId: { not: actor.agencyId } } })
        if (others) throw new Refusal(403, 'Chỉ cơ quan đã thêm tài liệu mới bỏ được tài liệu đó')
        await detach(tx, owner(row.id), file, at)
      },
    },
  }
}
