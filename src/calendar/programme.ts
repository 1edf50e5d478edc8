import { dayOf } from '../clock.ts'
import type { Db } from '../db.ts'

/** The programme that runs; before and after it, the nearest. */
export async function programmeOf(db: Pick<Db, 'programme'>, at: Date) {
  const begun = await db.programme.findFirst({ where: { from: { lte: dayOf(at) } }, orderBy: { from: 'desc' } })
  return begun ?? (await db.programme.findFirst({ orderBy: { from: 'asc' } }))
}
