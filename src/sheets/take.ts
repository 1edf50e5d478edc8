import type { z } from 'zod'
import { act } from '../act.ts'
import type { Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import type { Looking } from '../nouns/noun.ts'
import type { Grid } from './grid.ts'
import { type Importing, rowsIn } from './import.ts'

/** Read again under the lock: as many rows as were shown are written, or none. `told`: how many lines have been read. */
export async function write<Known, Schema extends z.ZodObject>(
  looking: Looking,
  importing: Importing<Known, Schema>,
  grid: Grid,
  { fresh, once, told }: { fresh: number; once: string; told: (done: number) => Promise<void> },
) {
  const { actor } = looking
  const id = (await importing.target?.(looking)) ?? actor.agencyId
  const run = async (tx: Tx, subject: object, at: Date) => {
    const known = await importing.known({ db: tx, actor, at })
    const { lines, problems } = await rowsIn(importing, grid, known, told)
    if (problems.length || lines.length !== fresh)
      throw new Refusal(409, 'Dữ liệu trên cổng vừa thay đổi nên bảng này không còn khớp; xem trước lại')
    await importing.write(tx, lines, { actor, at, known, subject })
    return { path: importing.leads ?? importing.path }
  }
  const ids = importing.also?.((await rowsIn(importing, grid, await importing.known(looking), async () => {})).lines) ?? []
  const also = ids.length ? { also: { on: 'Agency' as const, ids: [...new Set(ids)] } } : {}
  return act(actor, importing.action, { id }, run as never, { once, note: `${fresh} dòng từ bảng`, ...also })
}
