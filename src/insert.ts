import { v7 } from 'uuid'
import { columnsOf, type Model, type Raw, type Values } from './db.ts'

/**
 * Inserts rows of one shape by one prepared statement, whatever their number. Prisma's own createMany is compiled anew each time, value by value,
 * which is most of what sending a report of fifty figures costs. Tables and columns bear the names of models and fields in snake case (a test
 * looks). Errors come under the codes that createMany gives.
 */
export async function insertMany(raw: Raw, model: Model, rows: readonly Values[]): Promise<{ count: number }> {
  const [first] = rows
  if (!first) return { count: 0 }
  const fields = Object.keys(first)
  if (!rows.every((row) => fields.length === Object.keys(row).length && fields.every((field) => row[field] !== undefined)))
    throw new Error(`${model}: rows of different shapes`)
  const needsId = 'id' in columnsOf(model) && !('id' in first)
  const columns = [...(needsId ? ['id'] : []), ...fields]
  const values = rows.map((row) => columns.map((column) => [snake(column), column === 'id' && needsId ? v7() : row[column]]))
  const json = JSON.stringify(values.map(Object.fromEntries), (_, value) => (typeof value === 'bigint' ? `${value}` : value))
  const list = columns.map((column) => `"${snake(column)}"`).join(', ')
  const table = `"${snake(model)}"`
  const statement = `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1::jsonb)`
  return { count: await raw.$executeRawUnsafe(statement, json).catch(underPrismasCode) }
}

/** `versionId` is `version_id`. */
export const snake = (name: string) => name.replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase()

type RawFailure = { code?: string; meta?: { driverAdapterError?: { cause?: { kind?: string } } } }

function underPrismasCode(error: RawFailure): never {
  const kind = error.meta?.driverAdapterError?.cause?.kind ?? ''
  throw Object.assign(error, error.code === 'P2010' && { code: codes[kind] ?? 'P2039' })
}

const codes: Record<string, string> = {
  UniqueConstraintViolation: 'P2002',
  ForeignKeyConstraintViolation: 'P2003',
  TransactionWriteConflict: 'P2034',
}
