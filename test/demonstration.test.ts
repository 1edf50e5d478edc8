import { beforeAll, expect, test } from 'vitest'
import { dealWithEachOther } from '../prisma/demonstration/dealings.ts'
import { fileEverything } from '../prisma/demonstration/filings.ts'
import { scoreTheYears } from '../prisma/demonstration/scores.ts'
import { demonstrationBegins } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { type Standing, standing } from '../src/deadlines.ts'
import { hash } from '../src/filings/filing.ts'
import { withFilings } from '../src/obligations/obligation.ts'
import { pool } from '../src/pool.ts'

/** The demonstration province as `npm start` loads it: by the verbs that people press. */
beforeAll(async () => {
  const began = performance.now()
  await fileEverything(() => {})
  await dealWithEachOther()
  await scoreTheYears()
  console.info(`The demonstration was filed in ${((performance.now() - began) / 1000).toFixed(1)} s`)
}, 600_000)

const begins = new Date(demonstrationBegins)
const number = async (query: string) => Number((await pool.query(query)).rows[0].count)

test('every version has its event, by an account of the sending agency, at the moment of sending', async () => {
  const orphans = await number(`
    select count(*) from filing_version v join filing f on f.id = v.filing_id
    where not exists (
      select from event e join event_subject s on s.event_seq = e.seq and s.model = 'Filing' and s.id = f.id
      join "user" u on u.id = e.actor_id
      where e.action = f.kind || '.send' and e.at = v.sent_at and u.agency_id = f.agency_id and e.agency_id = f.agency_id)`)
  expect(orphans).toBe(0)
  expect(await number('select count(*) from filing_version')).toBeGreaterThan(1200)
})

test('every seal holds', async () => {
  for (const version of await prisma.filingVersion.findMany()) expect(hash(version), version.id).toBe(version.sha256)
})

test('nothing has happened after the demonstration begins, nothing before its period opened', async () => {
  expect(await prisma.event.count({ where: { at: { gt: begins }, action: { not: 'obligation.make' } } })).toBe(0)
  expect(
    await number(
      `select count(*) from filing f join obligation o on o.id = f.obligation_id where f.first_sent_at < o.opens_on - interval '7 hours'`,
    ),
  ).toBe(0)
})

test('it shows what a year looks like: in time, late, on the named day, changes asked, explained, missing, drafting, open', async () => {
  const owed = await prisma.obligation.findMany({ include: withFilings })
  const found = new Map<Standing, number>()
  for (const one of owed) found.set(standing(one, begins).is, (found.get(standing(one, begins).is) ?? 0) + 1)
  const wanted: Standing[] = ['onTime', 'late', 'onNamedDay', 'changesAsked', 'explained', 'overdue', 'drafting', 'open']
  expect(wanted.filter((is) => !found.get(is))).toEqual([])
  expect(found.get('overdue') ?? 0, 'few are overdue').toBeLessThan(owed.length / 20)
})

test('the five journeys are left to the visitor: plan and report of Sở TN&MT and xã Keo Lôm, the reports of 2024 of districts and province', async () => {
  const begun = await prisma.filing.findMany({
    where: {
      OR: [
        {
          kind: 'plan',
          period: { year: 2025 },
          assignment: { unit: { name: 'Sở Tài nguyên và Môi trường' }, commune: { name: 'UBND xã Keo Lôm' } },
        },
        { kind: 'communeReport', agency: { name: 'UBND xã Keo Lôm' }, period: { kind: 'month', year: 2024, n: 12 } },
        { kind: 'unitReport', agency: { name: 'Sở Tài nguyên và Môi trường' }, period: { year: 2024 } },
        { kind: { in: ['districtReport', 'provinceReport'] }, period: { year: 2024 } },
      ],
    },
  })
  expect(begun).toEqual([])
})

test('khoản 2 Điều 8: most plans of the year are agreed, a few are not', async () => {
  const agreed = await number(`
    select count(*) from filing f join period p on p.id = f.period_id
    where f.kind = 'plan' and p.year = 2024 and exists (
      select from filing_version v where v.filing_id = f.id and not exists (
        select from receipt r where r.version_id = v.id and coalesce((
          select opinion from consent c where c.version_id = r.version_id and c.agency_id = r.agency_id order by seq desc limit 1), 'asksChanges') <> 'agrees'))`)
  const all = await prisma.filing.count({ where: { kind: 'plan', period: { year: 2024 } } })
  expect(agreed).toBeGreaterThan(all * 0.8)
  expect(agreed).toBeLessThan(all)
})

test('khoản 3 Điều 13: the provincial reports of the years before add up what was sent, and UBND tỉnh has them', async () => {
  const reports = await prisma.filing.findMany({
    where: { kind: 'provinceReport' },
    include: { versions: true, period: true },
    orderBy: { period: { year: 'asc' } },
  })
  expect(reports.map(({ period, status }) => [period.year, status])).toEqual([
    [2022, 'accepted'],
    [2023, 'accepted'],
  ])
  for (const { versions } of reports) {
    const { compiled } = (versions[0] as { content: unknown }).content as {
      compiled: { total: { ownMoney: string }; units: { ownMoney: string }[] }
    }
    expect(BigInt(compiled.total.ownMoney)).toBeGreaterThan(0n)
    expect(compiled.units.reduce((sum, { ownMoney }) => sum + BigInt(ownMoney), 0n).toString()).toBe(compiled.total.ownMoney)
  }
})

test('beside filings: needs in every state, a meeting over and one to come, an inspection with a request that is open, petitions on their way, reports asked for besides', async () => {
  const count = async (table: string, column: string) =>
    Object.fromEntries(
      (await pool.query(`select "${column}", count(*)::int from ${table} group by 1`)).rows.map((row) => [row[column], row.count]),
    )
  expect(await count('need', 'status')).toMatchObject({ proposed: 6, declined: 1 })
  expect(await count('invitation', 'status')).toEqual({ invited: 1, held: 2 })
  expect(await count('inspection_request', 'status')).toEqual({ asked: 1, closed: 1 })
  expect(await count('petition', 'status')).toEqual({ sent: 2, answered: 1, closed: 1, askedBack: 1 })
  expect(await count('inquiry', 'status')).toEqual({ running: 2, closed: 1 })
  expect(await count('inquiry_answer', 'status')).toEqual({ waiting: 7, answered: 9, changesAsked: 1 })
})

test('khoản 1 Điều 12: 2023 is frozen, with one objection upheld and one dismissed; the criteria of 2024 are prepared, for reference', async () => {
  const scorings = await prisma.scoring.findMany({
    orderBy: { year: 'asc' },
    include: { objections: { orderBy: { status: 'asc' } }, adjustments: true },
  })
  expect(scorings.map(({ year, status, documentNumber }) => [year, status, documentNumber !== ''])).toEqual([
    [2023, 'frozen', true],
    [2024, 'preparing', false],
  ])
  expect(scorings[0]?.objections.map(({ status }) => status)).toEqual(['upheld', 'dismissed'])
  expect(scorings[0]?.adjustments).toHaveLength(1)
  const { total } = (await prisma.unitScore.findFirstOrThrow({ where: { edition: 2, unitId: scorings[0]?.adjustments[0]?.unitId ?? '' } }))
    .content as { total?: number }
  expect(total).toBeGreaterThan(0)
})
