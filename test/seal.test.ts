import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { pool } from '../src/pool.ts'
import { sealEvents } from '../src/seal.ts'
import { verify } from '../src/verification.ts'
import { aPlan, keoLom, stnmt } from './make.ts'

/** Every change leaves an event that nobody can change afterwards, also with the password of the database: not unseen. */

async function looked() {
  const wrong: string[] = []
  const checked = await verify((sentence) => wrong.push(sentence))
  return { wrong, ...checked }
}

let seqs: bigint[]
beforeAll(async () => {
  await aPlan('agreed', { by: stnmt, commune: keoLom })
  const written = await prisma.event.count()
  expect(await sealEvents()).toBe(written)
  await aPlan('sent', { by: stnmt, commune: keoLom, term: { kind: 'year', year: 2023 } })
  expect(await sealEvents()).toBe((await prisma.event.count()) - written)
  seqs = (await prisma.event.findMany({ select: { seq: true }, orderBy: { seq: 'asc' } })).map(({ seq }) => seq)
})

test('what nobody has touched holds, and where the log ends is said; sealing again seals nothing twice', async () => {
  expect(await Promise.all([sealEvents(), sealEvents()])).toEqual([0, 0])
  const last = await prisma.eventSeal.findFirstOrThrow({ orderBy: { n: 'desc' } })
  const end = `Niêm phong cuối: số ${last.n}, đến sự kiện số ${seqs.at(-1)}, mã ${last.sha256}`
  expect(await looked()).toMatchObject({ wrong: [], events: seqs.length, end })
  await expect(pool.query('delete from event_seal')).rejects.toThrow('insert-only')
})

describe('changed past every trigger, it is found, and the first event that does not hold is named', () => {
  /** With the password of the database: undone at the end, together with what it looked like meanwhile. */
  async function tampered(sql: string, named: RegExp) {
    const client = await pool.connect()
    try {
      await client.query('create schema kept')
      for (const table of tables) await client.query(`create table kept.${table} as table public.${table}`)
      await client.query(`begin; set local session_replication_role = replica`)
      await client.query(sql)
      await client.query('commit')
      const { wrong } = await looked()
      expect(wrong).toEqual([expect.stringMatching(named)])
    } finally {
      await client.query(`begin; set local session_replication_role = replica`)
      for (const table of tables) await client.query(`delete from ${table}; insert into ${table} select * from kept.${table}`)
      await client.query('drop schema kept cascade; commit')
      client.release()
    }
    expect((await looked()).wrong).toEqual([])
  }
  const tables = ['event', 'event_subject', 'event_change', 'event_seal']
  const nth = (n: number) => seqs[n] as bigint

  test.each([
    ['who', `actor = actor || ' '`],
    ['when', `at = at + interval '1 ms'`],
    ['what', `action = 'plan.recall'`],
    ['the reason', `note = 'x'`],
    ['for whom', `agency = 'Sở khác'`],
  ])('one byte: %s', async (_, change) => {
    await tampered(
      `update event set ${change} where seq in (${nth(3)}, ${nth(5)})`,
      new RegExp(`^Sự kiện số ${nth(3)} \\(.*\\): nội dung không khớp niêm phong$`),
    )
  })

  test('a column that changed, before or after; a subject more', async () => {
    const { eventSeq, id } = await prisma.eventChange.findFirstOrThrow({ where: { after: { not: null } }, orderBy: { id: 'desc' } })
    await tampered(`update event_change set "after" = 'accepted' where id = ${id}`, new RegExp(`^Sự kiện số ${eventSeq} .*không khớp`))
    await tampered(
      `insert into event_subject (event_seq, model, id) values (${nth(2)}, 'User', gen_random_uuid())`,
      new RegExp(`^Sự kiện số ${nth(2)} .*không khớp`),
    )
  })

  test('an event taken out: the first, one in the middle, the last', async () => {
    for (const seq of [nth(0), nth(4), seqs.at(-1)])
      await tampered(
        `delete from event_change where event_seq = ${seq}; delete from event_subject where event_seq = ${seq}; delete from event where seq = ${seq}`,
        new RegExp(`^Sự kiện số ${seq}: không còn$`),
      )
  })

  test('an event put in, where a number was left free', async () => {
    const like = `select 0, at, actor_id, actor, agency_id, agency, 'plan.accept', note from event where seq = ${nth(0)}`
    const columns = 'seq, at, actor_id, actor, agency_id, agency, action, note'
    await tampered(
      `delete from event_change where event_seq = ${nth(4)}; delete from event_subject where event_seq = ${nth(4)}; delete from event where seq = ${nth(4)};
       insert into event (${columns}) ${like.replace('select 0', `select ${nth(4)}`)}`,
      new RegExp(`^Sự kiện số ${nth(4)} .*không khớp`),
    )
    await tampered(
      `update event_seal set from_seq = from_seq - 5 where n = 1; insert into event (${columns}) ${like}`,
      /^Niêm phong số 1 .*: niêm phong trước đó không còn$/,
    )
  })

  test('a seal that was changed with its event, or taken out', async () => {
    await tampered(`update event_seal set sha256 = repeat('0', 64) where n = 1`, /^Niêm phong số 1 .*: mã niêm phong bị sửa$/)
    await tampered(
      `update event_seal set previous = repeat('1', 64) where n = 2`,
      /^Niêm phong số 2 .*: không nối với niêm phong trước đó$/,
    )
    await tampered(`delete from event_seal where n = 1`, /^Niêm phong số 2 .*: niêm phong trước đó không còn$/)
  })
})

test('an event under way with a smaller number is not passed over: nothing is sealed until it is there', async () => {
  const slow = new pg.Client(process.env.DATABASE_URL)
  await slow.connect()
  const event = `insert into event (at, actor_id, actor, agency_id, agency, action)
    values (now(), gen_random_uuid(), 'A', gen_random_uuid(), 'B', 'plan.save') returning seq`
  await slow.query('begin')
  const { rows: early } = await slow.query(event)
  const { rows: late } = await pool.query(event)
  expect(BigInt(late[0].seq)).toBeGreaterThan(BigInt(early[0].seq))
  expect(await sealEvents()).toBe(0)
  const sealing = sealEvents()
  await slow.query('commit')
  expect(await sealing).toBe(2)
  await slow.end()
  expect((await looked()).wrong).toEqual([])
})

test('many events are many seals, one chain', async () => {
  await pool.query(`insert into event (at, actor_id, actor, agency_id, agency, action)
    select now(), gen_random_uuid(), 'A', gen_random_uuid(), 'B', 'plan.save' from generate_series(1, 1200)`)
  const before = await prisma.eventSeal.count()
  expect(await sealEvents()).toBe(1200)
  expect(await prisma.eventSeal.count()).toBe(before + 3)
  expect((await looked()).wrong).toEqual([])
})
