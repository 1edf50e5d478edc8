import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { pool } from './pool.ts'

/** The log of events, sealed afterwards: each hash contains the one before it, so nothing in it can be changed, taken out or put in unseen. */

/** Events for one seal. */
const most = 500
const first = '0'.repeat(64)

/** Seals what nobody can add to any more; answers how many events. Instances take turns. */
export async function sealEvents(): Promise<number> {
  const client = await pool.connect()
  try {
    const end = await settled(client)
    let sealed = 0
    for (let more = end !== undefined; more; ) {
      await client.query('begin; select pg_advisory_xact_lock(256)')
      const { rows: seals } = await client.query<Seal>('select n, to_seq as "toSeq", sha256 from event_seal order by n desc limit 1')
      const { n = 0, toSeq = '0', sha256: previous = first } = seals[0] ?? {}
      const events = await eventsOf(client, BigInt(toSeq) + 1n, BigInt(end ?? 0))
      const hashes = chained(previous, events)
      more = events.length > 0
      if (more)
        await client.query(
          `insert into event_seal (n, from_seq, to_seq, seqs, hashes, previous, sha256) values ($1, $2, $3, $4, $5, $6, $7)`,
          [n + 1, BigInt(toSeq) + 1n, events.at(-1)?.seq, events.map(({ seq }) => seq), hashes, previous, hashes.at(-1)],
        )
      await client.query('commit')
      sealed += events.length
    }
    return sealed
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/**
 * Up to which number every event is there. Numbers are given before the commit, so a smaller one may still come after a larger one. Whoever is
 * writing an event has locked the table for it since before it had its number: in an instant in which this lock is free, nobody is under way.
 * It is not waited for, since everybody would have to wait behind it; in a busy minute it is tried again, and then in the next hour.
 */
async function settled(client: pg.PoolClient): Promise<string | undefined> {
  for (let tries = 0; tries < 50; tries++) {
    try {
      await client.query('begin; lock table event in share mode nowait')
      const { rows } = await client.query<{ end: string | null }>('select max(seq) as end from event')
      await client.query('commit')
      return rows[0]?.end ?? undefined
    } catch (error) {
      await client.query('rollback')
      if ((error as { code?: string }).code !== '55P03') throw error
      await wait(100)
    }
  }
  return undefined
}

type Seal = { n: number; fromSeq: string; toSeq: string; seqs: string[]; hashes: string[]; previous: string; sha256: string }
type Sealed = { seq: string; content: string; who: string }

/** Everything that an event says, with its subjects and changes, in one writing. */
async function eventsOf(client: Pick<pg.PoolClient, 'query'>, from: bigint, to: bigint): Promise<Sealed[]> {
  const { rows } = await client.query(
    `select seq, at, actor_id, actor, agency_id, agency, action, note,
            (select coalesce(json_agg(json_build_array(model, id) order by model collate "C", id), '[]')
             from event_subject where event_seq = seq) as subjects,
            (select coalesce(json_agg(json_build_array(id::text, model, "row", "column", "before", "after") order by id), '[]')
             from event_change where event_seq = seq) as changes
     from event where seq between $1 and $2 order by seq limit ${most}`,
    [from, to],
  )
  return rows.map(({ at, ...rest }) => ({
    seq: rest.seq,
    who: `${rest.actor}, ${rest.action}`,
    content: JSON.stringify([
      ...[rest.seq, at.toISOString(), rest.actor_id, rest.actor, rest.agency_id, rest.agency],
      ...[rest.action, rest.note, rest.subjects, rest.changes],
    ]),
  }))
}

function chained(previous: string, events: Sealed[]): string[] {
  const hashes: string[] = []
  for (const { content } of events)
    hashes.push(
      createHash('sha256')
        .update(`${hashes.at(-1) ?? previous}\n${content}`)
        .digest('hex'),
    )
  return hashes
}

/** How many sealed events hold, the end of the chain (whoever has written it down elsewhere can tell that nothing was cut off), and the first that does not. */
export async function verifySeals(): Promise<{ events: number; end?: string; wrong?: string }> {
  let [events, n, toSeq, previous] = [0, 0, 0n, first]
  while (true) {
    const { rows } = await pool.query<Seal>(
      `select n, from_seq as "fromSeq", to_seq as "toSeq", seqs, hashes, previous, sha256 from event_seal where n > $1 order by n limit 1`,
      [n],
    )
    const [seal] = rows
    if (!seal) return n ? { events, end: `Niêm phong cuối: số ${n}, đến sự kiện số ${toSeq}, mã ${previous}` } : { events }
    const name = `Niêm phong số ${seal.n} (sự kiện số ${seal.fromSeq} đến ${seal.toSeq})`
    if (seal.n !== n + 1 || BigInt(seal.fromSeq) !== toSeq + 1n) return { events, wrong: `${name}: niêm phong trước đó không còn` }
    if (seal.previous !== previous) return { events, wrong: `${name}: không nối với niêm phong trước đó` }
    const found: Sealed[] = []
    for (let from = BigInt(seal.fromSeq); ; from = BigInt(found.at(-1)?.seq ?? 0) + 1n) {
      const some = await eventsOf(pool, from, BigInt(seal.toSeq))
      found.push(...some)
      if (some.length < most) break
    }
    const hashes = chained(previous, found)
    for (let i = 0; i < Math.max(found.length, seal.seqs.length); i++) {
      const [there, sealed] = [found[i], seal.seqs[i]]
      if (there?.seq === sealed && hashes[i] === seal.hashes[i]) continue
      if (there && (!sealed || BigInt(there.seq) < BigInt(sealed)))
        return { events: events + i, wrong: `Sự kiện số ${there.seq} (${there.who}): được thêm vào sau khi niêm phong` }
      if (there?.seq !== sealed) return { events: events + i, wrong: `Sự kiện số ${sealed}: không còn` }
      return { events: events + i, wrong: `Sự kiện số ${there?.seq} (${there?.who}): nội dung không khớp niêm phong` }
    }
    if (seal.hashes.length !== found.length || hashes.at(-1) !== seal.sha256) return { events, wrong: `${name}: mã niêm phong bị sửa` }
    events += found.length
    ;[n, toSeq, previous] = [seal.n, BigInt(seal.toSeq), seal.sha256]
  }
}
