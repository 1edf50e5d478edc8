import type { z } from 'zod'
import { act } from '../act.ts'
import type { Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import type { Handed, Looking } from '../nouns/noun.ts'
import type { Grid } from './grid.ts'
import { type Importing, type Line, rowsIn } from './import.ts'

/** Read again under the lock: what was shown is what is written, or nothing. */
export async function write<Known, Schema extends z.ZodObject>(
  looking: Looking,
  importing: Importing<Known, Schema>,
  grid: Grid,
  lines: readonly Line<z.output<Schema>>[],
  once: string,
) {
  const { actor } = looking
  const ids = importing.also?.(lines)
  const id = (await importing.target?.(looking)) ?? actor.agencyId
  const run = async (tx: Tx, subject: object, at: Date) => {
    const known = await importing.known({ db: tx, actor, at })
    const told = rowsIn(importing, grid, known)
    if (told.problems.length || told.lines.length !== lines.length)
      throw new Refusal(409, 'Dữ liệu trên cổng vừa thay đổi nên bảng này không còn khớp; xem trước lại')
    const handed = await importing.write(tx, told.lines, { actor, at, known, subject })
    return { path: importing.path, ...(handed as Partial<Handed>) }
  }
  const also = ids?.length ? { also: { on: 'Agency' as const, ids: [...new Set(ids)] } } : {}
  return act(actor, importing.action, { id }, run as never, { once, note: `${lines.length} dòng từ bảng`, ...also }) as Promise<
    { path: string } & Partial<Handed>
  >
}
