import type { Doing } from '../nouns/noun.ts'
import type { AnyStatus } from '../words.ts'
import type { Party } from '../workflow.ts'
import { attach, detach, type most } from './attachment.ts'
import type { Accepted } from './examine.ts'

/** The two steps of a noun that files hang from, by the column that says so. */
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
      run: ({ tx, row, at, data }: Doing<{ id: string }>) => detach(tx, owner(row.id), (data as { file: string }).file, at),
    },
  }
}
