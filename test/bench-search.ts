import type pg from 'pg'
import { signIn } from './browser.ts'

const times = 30
const searchers = ['so-khdt', 'huyen-dien-bien-dong', 'dv-stnmt', 'xa-keo-lom']
const searches = {
  name: 'keo lôm',
  'name, kind and term': 'báo cáo tháng 12/2045 keo lôm',
  'other spelling': 'xã Xá Nhè',
  'common word': 'xã',
  'common words': 'năm 2024',
  'words of texts': 'nước sạch',
  number: '2072/QĐ-UBND',
  'misspelled name': 'keo lon',
  'misspelled word': 'báo cáo thnág 12/2045',
  'nothing at all': 'zzqq xxyy',
}

/** What a search costs over 100,000 filings: for each role and kind of query its median and 95th percentile, and the number of queries. */
export async function searching(pool: pg.Pool, counted: () => number, reset: () => void) {
  await manyFilings(pool)
  const { rows } = await pool.query('select count(*)::int as filings from filing')
  console.log(`Searching over ${rows[0].filings} filings`)
  for (const username of searchers) {
    const browser = await signIn(username)
    for (const [kind, q] of Object.entries(searches)) {
      const taken: number[] = []
      for (let i = 0; i < times; i++) {
        reset()
        const start = performance.now()
        const { status } = await browser.agent.get(`/search?q=${encodeURIComponent(q)}`)
        if (status !== 200) throw new Error(`${q}: ${status}`)
        taken.push(performance.now() - start)
      }
      taken.sort((a, b) => a - b)
      const [median, p95] = [0.5, 0.95].map((part) => `${(taken[Math.floor(times * part)] ?? 0).toFixed(0).padStart(5)} ms`)
      const said = `${username.padEnd(22)} ${kind.padEnd(20)} ${q.padEnd(32)}`
      console.log(`${said} median ${median} p95 ${p95} ${String(counted()).padStart(4)} queries`)
    }
  }
}

/** Reports of the communes of some fifty years, sent to district and units. */
export async function manyFilings(pool: pg.Pool) {
  await pool.query(
    `insert into period (id, kind, year, n) select gen_random_uuid(), 'month', 2040 + i / 12, 1 + i % 12 from generate_series(0, 879) i`,
  )
  await pool.query(`insert into obligation (id, kind, programme_id, agency_id, period_id, opens_on, data_from, data_to, named_day, boundary, due_at, basis)
    select gen_random_uuid(), 'communeReport', (select min(id::text)::uuid from programme), c.id, p.id, '2024-01-01', '2024-01-01', '2024-01-31', '2024-02-01', 'onOrBefore', '2024-02-02', ''
    from (select distinct agency_id as id from agency_role where role = 'commune') c, period p where p.year >= 2040 order by p.year, c.id limit 100000`)
  await pool.query(`insert into filing (id, kind, obligation_id, agency_id, period_id, status, first_sent_at, last_sent_at)
    select gen_random_uuid(), 'communeReport', o.id, o.agency_id, o.period_id, 'sent', '2024-02-01', '2024-02-01' from obligation o join period p on p.id = o.period_id where p.year >= 2040`)
  await pool.query(`insert into filing_version (id, filing_id, n, content, sha256, sent_at, sent_by, sent_by_name, signer_name, signer_title, agency_name)
    select gen_random_uuid(), f.id, 1, '{}', '', '2024-02-01', gen_random_uuid(), '', '', '', '' from filing f join period p on p.id = f.period_id where p.year >= 2040`)
  await pool.query(`insert into receipt (id, filing_id, version_id, agency_id, delivered_at)
    select gen_random_uuid(), v.filing_id, v.id, r.id, '2024-02-01' from filing_version v join filing f on f.id = v.filing_id join period p on p.id = f.period_id and p.year >= 2040,
    lateral (select parent_id as id from agency_parent where agency_id = f.agency_id union select unit_id from assignment where commune_id = f.agency_id and "to" is null) r`)
  await pool.query('analyze')
}
