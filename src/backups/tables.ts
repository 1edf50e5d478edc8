import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { measured } from './archive.ts'

/** Tables as a backup carries them: whole, in an order and a writing that do not depend on the server. */
export type Table = { name: string; columns: string[]; order: string }

/** The mechanism's own: who was signed in and who mistyped is of the running portal, and what was migrated is said by the manifest. */
const notCarried = ['session', 'sign_in_limit', '_prisma_migrations']

/** Columns by name: tables that were altered in another order have them in another place. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; order: string | null }>(
    `select relname::text as name,
            array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = ''
                  order by attname collate "C") as columns,
            (select string_agg(quote_ident(attname) || case attcollation when 0 then '' else ' collate "C"' end, ', ' order by place)
             from pg_constraint, unnest(conkey) with ordinality as key (number, place)
             join pg_attribute on attnum = number
             where conrelid = c.oid and contype = 'p' and attrelid = c.oid) as order
     from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' and not relname = any ($1)
     order by relname collate "C"`,
    [notCarried],
  )
  return rows.map(({ order, ...table }) => ({ ...table, order: order ?? `${quoted(table.name)}::text collate "C"` }))
}

/** Dates, figures and bytes are written alike by every server and version. */
export const alike = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local client_encoding = 'UTF8'; set local search_path = public;
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const list = (columns: string[]) => columns.map(quoted).join(', ')

export function copyOut(client: pg.Client, { name, columns, order }: Table): Readable & { rowCount: number } {
  return client.query(to(`copy (select ${list(columns)} from ${quoted(name)} order by ${order}) to stdout`))
}

export async function copyIn(client: pg.Client, { name, columns }: Pick<Table, 'name' | 'columns'>, source: Readable) {
  await pipeline(source, client.query(from(`copy ${quoted(name)} (${list(columns)}) from stdin`)))
}

export async function hashOf(client: pg.Client, table: Table) {
  return (await measured(copyOut(client, table))).sha256
}

/**
 * Lets everything in without a word, and then has every rule looked at again: triggers are off while `load` runs, and foreign keys are made
 * anew after it, over all rows. As the owner of the tables may; nobody has to be a superuser.
 */
export async function unguarded(client: pg.Client, tables: Table[], load: () => Promise<void>) {
  const triggers = (how: 'enable' | 'disable') =>
    client.query(tables.map(({ name }) => `alter table ${quoted(name)} ${how} trigger user`).join('; '))
  const { rows: keys } = await client.query<{ owner: string; name: string; definition: string }>(
    `select conrelid::regclass::text as owner, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  )
  await triggers('disable')
  await client.query(keys.map(({ owner, name }) => `alter table ${owner} drop constraint ${name}`).join('; '))
  await client.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`) // what the migrations have put there
  await load()
  for (const { owner, name, definition } of keys) await client.query(`alter table ${owner} add constraint ${name} ${definition}`)
  await triggers('enable')
}
