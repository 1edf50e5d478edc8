import { beforeAll, describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { agreed, current, hash, inForce } from '../src/filings/filing.ts'
import { begin } from '../src/filings/take.ts'
import { pool } from '../src/pool.ts'
import { communeReport } from '../src/reports/report.ts'
import { type Browser, signedIn } from './browser.ts'
import { insertOnly } from './insert-only.ts'
import {
  aPlan,
  aReport,
  aUnitReport,
  dienBienDong,
  keoLom,
  type Made,
  makers,
  note,
  owed,
  planBody,
  planning,
  reportBody,
  see,
  signer,
  step,
  stnmt,
  who,
} from './make.ts'

/** People who press at the same instant, or from a page that is no longer true. */

/** Each time with filings of its own, five at a time. */
async function times(n: number, run: () => Promise<void>) {
  for (let done = 0; done < n; done += 5) await Promise.all(Array.from({ length: 5 }, run))
}
const won = (results: PromiseSettledResult<unknown>[]) => results.filter(({ status }) => status === 'fulfilled').length
const refusals = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
const number = async (query: string, ...values: unknown[]) => Number((await pool.query(query, values)).rows[0].count)
const eventsOf = (id: string) =>
  number(`select count(*) from event e join event_subject s on s.event_seq = e.seq where s.model = 'Filing' and s.id = $1`, id)

const on = new Date('2024-12-16')

describe('khoản 2 Điều 8: agreed when everyone it was sent to has consented to this very version', () => {
  test('commune and district consent at the same instant, 50 times: always agreed, each consent counted once', async () => {
    await times(50, async () => {
      const made = await aPlan()
      const both = await Promise.allSettled([step(made, made.commune, 'consent'), step(made, made.district, 'consent')])
      expect(refusals(both)).toEqual([])
      const filing = await see(made.writer, made)
      expect(inForce(filing, on)?.n).toBe(1)
      expect(filing.versions[0]?.receipts.map(({ consents }) => consents.length)).toEqual([1, 1])
    })
  })

  test('one consents, the other asks for changes, at the same instant: never agreed, and both words stand', async () => {
    await times(10, async () => {
      const made = await aPlan()
      const both = await Promise.allSettled([
        step(made, made.commune, 'consent'),
        step(made, made.district, 'request-changes', { data: note }),
      ])
      expect(refusals(both)).toEqual([])
      const filing = await see(made.writer, made)
      expect(filing.status).toBe('changesAsked')
      expect(inForce(filing, on)).toBeUndefined()
      expect(filing.versions[0]?.receipts.flatMap(({ consents }) => consents)).toHaveLength(2)
    })
  })

  test('consent and a new version at the same instant, 25 times: a consent stands under the version the party had read, or nowhere', async () => {
    await times(25, async () => {
      const made = await aPlan()
      const { revision } = await see(made.commune, made)
      const pressed = await Promise.allSettled([
        step(made, made.commune, 'consent', { revision }),
        step(made, made.writer, 'send', { data: signer, revision }),
      ])
      const { versions } = await see(made.writer, made)
      const [consent, sending] = pressed
      expect(sending?.status, 'a consent leaves the revision, so it never stands in the way of the writer').toBe('fulfilled')
      expect(versions.map(({ n }) => n)).toEqual([2, 1])
      expect(versions[0]?.receipts.flatMap(({ consents }) => consents)).toEqual([])
      expect(versions[1]?.receipts.flatMap(({ consents }) => consents)).toHaveLength(consent?.status === 'fulfilled' ? 1 : 0)
      if (consent?.status === 'rejected') expect(consent.reason).toMatchObject({ status: 409 })
      expect(versions.some((version) => agreed(version, on))).toBe(false)
    })
  })

  test('an opinion on a version that was replaced is refused, naming who did what when', async () => {
    const made = await aPlan('sent', { by: stnmt, commune: keoLom })
    const commune = await signedIn(keoLom)
    await commune.open(`${made.path}/consent`)
    await step(made, stnmt, 'send', { data: signer })
    await commune.press('Thống nhất phiên bản 1')
    expect(commune.status).toBe(409)
    const { name, agencyName } = await who(stnmt)
    expect(commune.main).toContain(`${name}, ${agencyName}`)
    expect(commune.main).toMatch(/Lần gần nhất: .*lúc \d\d:\d\d ngày 16\/12\/2024/)
    expect((await see(stnmt, made)).versions.flatMap(({ receipts }) => receipts.flatMap(({ consents }) => consents))).toEqual([])
  })

  test('an agreed version stays in force while a later one waits, and after that one is recalled', async () => {
    const made = await aPlan('agreed')
    await step(made, made.writer, 'save', { body: { ...planBody, objective: 'Thêm một bể nước' } })
    await step(made, made.writer, 'send', { data: signer })
    let filing = await see(made.commune, made)
    expect([current(filing)?.n, inForce(filing, on)?.n]).toEqual([2, 1])
    await step(made, made.writer, 'recall', { data: note })
    filing = await see(made.commune, made)
    expect([current(filing)?.n, inForce(filing, on)?.n, filing.status]).toEqual([1, 1, 'sent'])
    expect(
      filing.versions.map(({ n }) => n),
      'what was recalled is not theirs to see',
    ).toEqual([1])
  })

  test('any edit after sending makes a new version and voids older consents, also the one of the district', async () => {
    const made = await aPlan('agreed')
    await step(made, made.writer, 'send', { data: signer })
    await step(made, made.commune, 'consent')
    const filing = await see(made.writer, made)
    expect(filing.versions.map((version) => agreed(version, on))).toEqual([false, true])
    await step(made, made.district, 'consent')
    expect(inForce(await see(made.writer, made), on)?.n).toBe(2)
  })
})

describe('recall: until a receiver read it', () => {
  test('opening and recalling at the same instant, 25 times: exactly one wins', async () => {
    await times(25, async () => {
      const made = await aReport()
      const results = await Promise.allSettled([step(made, made.district, 'open'), step(made, made.writer, 'recall', { data: note })])
      expect(won(results)).toBe(1)
      const filing = await see(made.writer, made)
      expect(filing.status).toBe(results[1]?.status === 'fulfilled' ? 'draft' : 'sent')
      expect(refusals(results)[0]).toMatchObject({ status: results[1]?.status === 'fulfilled' ? 404 : 409 })
    })
  })

  test('what was recalled was never sent: its first sending is forgotten, and nobody sees it', async () => {
    const made = await aReport('sent')
    await step(made, made.writer, 'recall', { data: note })
    expect(await see(made.writer, made)).toMatchObject({ firstSentAt: null, lastSentAt: null, status: 'draft' })
    await expect(see(made.district, made)).rejects.toMatchObject({ status: 404 })
    const district = await signedIn(made.district)
    expect((await district.open(made.path)).status).toBe(404)
    expect((await district.open(`${made.path}/versions/1`)).status).toBe(404)
    expect((await district.open(`${made.path}/history`)).status).toBe(404)
  })

  test('what changes were asked for was sent: the first sending stands, also when the next version is recalled', async () => {
    const made = await aReport('changesAsked')
    const { firstSentAt } = await see(made.writer, made)
    expect(firstSentAt).not.toBeNull()
    await step(made, made.writer, 'send', { data: signer })
    expect((await see(made.writer, made)).firstSentAt).toEqual(firstSentAt)
    await step(made, made.writer, 'recall', { data: note })
    expect(await see(made.writer, made)).toMatchObject({ firstSentAt, lastSentAt: firstSentAt, status: 'changesAsked' })
  })

  test('once the district has opened it the button is gone, the reason is on the page, and the server refuses with the same words', async () => {
    const made = await aReport('sent', { by: keoLom })
    const commune = await signedIn(keoLom)
    await commune.open(`${made.path}/recall`)
    await step(made, dienBienDong, 'open')
    await commune.press('Thu hồi', { note: 'Gửi nhầm' })
    expect(commune.status).toBe(409)
    expect(commune.main).toMatch(/Không thu hồi được nữa: UBND huyện Điện Biên Đông đã mở lúc/)
    await commune.open(made.path)
    expect(commune.main).toMatch(/Thu hồi: Không thu hồi được nữa: UBND huyện Điện Biên Đông đã mở lúc/)
    expect(commune.$(`a[href$="/recall"], form[action$="/recall"]`)).toHaveLength(0)
  })

  test('an opinion counts as reading: what somebody has an opinion on cannot be recalled, in the code and in the database', async () => {
    const made = await aPlan()
    await step(made, made.commune, 'consent')
    await expect(step(made, made.writer, 'recall', { data: note })).rejects.toMatchObject({ status: 409 })
    await expect(pool.query('delete from receipt where filing_id = $1', [made.id])).rejects.toThrow('foreign key')
  })

  test('looking at a list, HEAD, or a browser that fetches ahead is no reading', async () => {
    const made = await aReport('sent', { by: keoLom })
    const district = await signedIn(dienBienDong)
    await district.open('/district')
    await district.open('/reports')
    await district.agent.head(made.path)
    await district.agent.get(made.path).set('Sec-Purpose', 'prefetch')
    expect((await see(keoLom, made)).versions[0]?.receipts.filter(({ readAt }) => readAt)).toEqual([])
    await district.open(made.path)
    expect((await see(keoLom, made)).versions[0]?.receipts.filter(({ readAt }) => readAt)).toHaveLength(1)
  })
})

describe('one filing per kind, agency, period and assignment', () => {
  test('two people of one agency start the same obligation at the same instant: one filing, both land on it', async () => {
    const people = await Promise.all(['xa-keo-lom', 'xa-keo-lom.lanh-dao', 'xa-keo-lom.van-thu'].map(who))
    for (let time = 0; time < 10; time++) {
      const { id } = await owed(communeReport, { by: keoLom })
      const landed = await Promise.all(people.map((actor) => begin(actor, communeReport, id)))
      expect(new Set(landed.map(({ path }) => path.split('/')[2])).size).toBe(1)
      expect(await prisma.filing.count({ where: { obligationId: id } })).toBe(1)
    }
  })

  test('the database itself keeps a second one out, also where there is no assignment', async () => {
    const made = await aReport('draft')
    const twice = `insert into filing (id, kind, obligation_id, agency_id, period_id, assignment_id)
      select gen_random_uuid(), kind, obligation_id, agency_id, period_id, assignment_id from filing where id = $1`
    await expect(pool.query(twice, [made.id])).rejects.toThrow('duplicate key')
    await expect(pool.query(twice, [(await aPlan('draft')).id])).rejects.toThrow('duplicate key')
  })

  test('sending twice from one page, by two people: one version', async () => {
    const made = await aReport('ready', { by: keoLom })
    const { revision } = await see(keoLom, made)
    const both = await Promise.allSettled([
      step(made, keoLom, 'send', { data: signer, revision }),
      step(made, 'xa-keo-lom.lanh-dao', 'send', { data: signer, revision }),
    ])
    expect(won(both)).toBe(1)
    expect(refusals(both)[0]).toMatchObject({ status: 409, message: expect.stringContaining('Lần gần nhất') })
    expect((await see(keoLom, made)).versions).toHaveLength(1)
  })
})

describe('two people edit one draft', () => {
  let one: Browser
  let two: Browser
  beforeAll(async () => {
    one = await signedIn(stnmt)
    two = await signedIn('dv-stnmt.lanh-dao')
  })

  test('the second is told, sees both texts, loses neither, and decides', async () => {
    const made = await aPlan('ready', { by: stnmt, commune: keoLom })
    await one.open(`${made.path}/edit`)
    await two.open(`${made.path}/edit`)
    const added = two.blankRow('items', 'task')
    await one.press('Lưu, soạn tiếp', { objective: 'Của người thứ nhất' })
    expect(one.status).toBe(200)
    await two.press('Lưu, soạn tiếp', { objective: 'Của người thứ hai', [added]: 'Việc người thứ hai thêm' })
    expect(two.status).toBe(409)
    expect(two.$('#problem').text()).toContain('chưa có gì bị mất')
    expect(two.form('Lưu, soạn tiếp').fields).toMatchObject({ objective: 'Của người thứ hai', [added]: 'Việc người thứ hai thêm' })
    expect(two.$('#theirs').text()).toContain('Của người thứ nhất')
    expect(two.$('#theirs').text()).toContain((await who(stnmt)).name)
    expect((await see(stnmt, made)).draft?.content).toMatchObject({ objective: 'Của người thứ nhất' })
    await two.press('Lưu, soạn tiếp')
    expect(two.status).toBe(200)
    expect((await see(stnmt, made)).draft).toMatchObject({
      content: { objective: 'Của người thứ hai' },
      savedById: (await who('dv-stnmt.lanh-dao')).id,
    })
  })

  test('the comparison says in words which row and which field differs', async () => {
    const made = await aPlan('ready', { by: stnmt, commune: keoLom })
    await one.open(`${made.path}/edit`)
    await two.open(`${made.path}/edit`)
    await one.press('Lưu, soạn tiếp', { 'items[a1][form]': 'technical' })
    await two.press('Lưu, soạn tiếp', { [two.blankRow('items', 'task')]: 'Việc người thứ hai thêm' })
    const compared = two.$('#theirs').text().replace(/\s+/g, ' ')
    expect(compared).toContain('Nhiệm vụ 1, Hình thức giúp đỡ')
    expect(compared).toContain('Hỗ trợ kỹ thuật') // never the code
    expect(compared).not.toContain('technical')
    expect(compared).toContain('Nhiệm vụ 2, Nhiệm vụ') // the row that only one of them has
  })

  test('saving at the same instant, 10 times: one is kept, the other is told', async () => {
    const made = await aPlan('ready', { by: stnmt, commune: 'xa-phi-nhu' })
    for (let time = 0; time < 10; time++) {
      const { revision } = await see(stnmt, made)
      const body = (objective: string) => ({ ...planBody, objective })
      const both = await Promise.allSettled([
        step(made, stnmt, 'save', { body: body('Một'), revision }),
        step(made, 'dv-stnmt.lanh-dao', 'save', { body: body('Hai'), revision }),
      ])
      expect(won(both)).toBe(1)
      expect(refusals(both)[0]).toMatchObject({ status: 409 })
      const kept = both[0]?.status === 'fulfilled' ? 'Một' : 'Hai'
      expect((await see(stnmt, made)).draft?.content).toMatchObject({ objective: kept })
    }
  })

  test('reading and consenting do not disturb the one who is writing', async () => {
    const made = await aPlan('sent', { by: stnmt, commune: 'xa-chieng-so' })
    await one.open(`${made.path}/edit`)
    await step(made, made.commune, 'open')
    await step(made, made.commune, 'consent')
    await one.press('Lưu, soạn tiếp', { objective: 'Sửa trong lúc xã đọc' })
    expect(one.status).toBe(200)
    expect((await see(stnmt, made)).draft?.content).toMatchObject({ objective: 'Sửa trong lúc xã đọc' })
  })
})

describe('stale and late posts', () => {
  /** State, who opens which page and presses what, and what happened meanwhile. */
  const presses: [string, () => Promise<Made>, (made: Made) => string, string, string, (made: Made) => Promise<unknown>][] = [
    [
      'save after it was sent',
      () => aReport('ready'),
      (m) => m.writer,
      '/edit',
      'Lưu, soạn tiếp',
      (m) => step(m, m.writer, 'send', { data: signer }),
    ],
    [
      'send after it was sent',
      () => aReport('ready'),
      (m) => m.writer,
      '/send',
      'Gửi báo cáo đến',
      (m) => step(m, m.writer, 'send', { data: signer }),
    ],
    [
      'send after the draft was changed',
      () => aReport('ready'),
      (m) => m.writer,
      '/send',
      'Gửi báo cáo đến',
      (m) => step(m, m.writer, 'save', { body: reportBody }),
    ],
    ['recall after it was accepted', () => aReport('sent'), (m) => m.writer, '/recall', 'Thu hồi', (m) => step(m, m.district, 'accept')],
    ['accept after it was recalled and sent again', () => aReport('sent'), (m) => m.district, '', 'Tiếp nhận', () => Promise.resolve()],
    ['accept after it was accepted', () => aReport('sent'), (m) => m.district, '', 'Tiếp nhận', (m) => step(m, m.district, 'accept')],
    [
      'accept after changes were asked for',
      () => aReport('sent'),
      (m) => m.district,
      '',
      'Tiếp nhận',
      (m) => step(m, m.district, 'request-changes', { data: note }),
    ],
    [
      'ask for changes after changes were asked for',
      () => aReport('sent'),
      (m) => m.district,
      '/request-changes',
      'Đề nghị chỉnh sửa, bổ sung',
      (m) => step(m, m.district, 'request-changes', { data: note }),
    ],
    [
      'ask for changes after it was sent again',
      () => aReport('accepted'),
      (m) => m.district,
      '/request-changes',
      'Đề nghị chỉnh sửa, bổ sung',
      async (m) => {
        await step(m, m.district, 'request-changes', { data: note })
        await step(m, m.writer, 'send', { data: signer })
      },
    ],
    [
      'consent after a new version',
      () => aPlan('sent'),
      (m) => m.commune,
      '/consent',
      'Thống nhất phiên bản',
      (m) => step(m, m.writer, 'send', { data: signer }),
    ],
    [
      'accept a unit’s report after changes were asked for',
      () => aUnitReport('sent'),
      () => planning,
      '',
      'Tiếp nhận',
      (m) => step(m, planning, 'request-changes', { data: note }),
    ],
  ]
  const late = presses.filter(([name]) => !name.includes('recalled'))

  test.each(late)('%s: 409 with who did what when, and nothing changes', async (_, make, by, page, button, meanwhile) => {
    const made = await make()
    const reader = await signedIn(by(made))
    await reader.open(`${made.path}${page}`)
    const words = reader.buttons.find((said) => said.startsWith(button)) ?? button
    const { action, fields } = reader.form(words)
    await meanwhile(made)
    const before = { events: await eventsOf(made.id), filing: await see(made.writer, made) }
    const filled = { ...fields, ...(page === '/recall' || page === '/request-changes' ? note : {}), ...(page === '/send' ? signer : {}) }
    const answer = await reader.send(action, filled)
    expect(answer.status).toBe(409)
    expect(answer.text).toMatch(/Lần gần nhất: .+, lúc \d\d:\d\d ngày \d\d\/\d\d\/\d{4}|đang ở trạng thái/)
    expect({ events: await eventsOf(made.id), filing: await see(made.writer, made) }).toEqual(before)
  })

  test('accept after it was recalled: it is not theirs to see any more', async () => {
    const made = await aReport('sent')
    const district = await signedIn(made.district)
    await pool.query('update receipt set read_at = now() where filing_id = $1', [made.id]) // so that opening the page leaves nothing
    await district.open(made.path)
    const { action, fields } = district.form('Tiếp nhận')
    await pool.query('update receipt set read_at = null where filing_id = $1', [made.id])
    await step(made, made.writer, 'recall', { data: note })
    expect((await district.send(action, fields)).status).toBe(404)
    expect((await see(made.writer, made)).status).toBe('draft')
  })

  test('a page from before it was sent cannot be saved over what was sent, though the filing may be edited again', async () => {
    const made = await aReport('ready', { by: keoLom })
    const commune = await signedIn(keoLom)
    await commune.open(`${made.path}/edit`)
    await step(made, keoLom, 'send', { data: signer })
    await step(made, made.district, 'request-changes', { data: note })
    await commune.press('Lưu, soạn tiếp', { 'economy[done]': 'Từ trang cũ' })
    expect(commune.status).toBe(409)
    expect(commune.form('Lưu, soạn tiếp').fields['economy[done]']).toBe('Từ trang cũ')
    expect((await see(keoLom, made)).draft?.content).toMatchObject({ economy: { done: 'Việc đã làm về kinh tế' } })
  })
})

describe('a version is what it was', () => {
  test.each(insertOnly)('%s takes no update, no delete, no truncate', async (table) => {
    await expect(pool.query(`delete from ${table}`)).rejects.toThrow('insert-only')
    await expect(pool.query(`truncate ${table} cascade`)).rejects.toThrow('insert-only')
    const column = (await pool.query(`select column_name from information_schema.columns where table_name = $1 limit 1`, [table])).rows[0]
      .column_name
    await expect(pool.query(`update ${table} set "${column}" = "${column}"`)).rejects.toThrow('insert-only')
  })

  test.each(Object.keys(makers) as (keyof typeof makers)[])('the seal of a %s names every changed character', async (kind) => {
    const made = await makers[kind]('sent')
    const version = current(await see(made.writer, made))
    if (!version) return expect.unreachable()
    expect(hash(version)).toBe(version.sha256)
    const { content, signerName, signerTitle, agencyName, n, sentAt } = version
    const text = JSON.stringify(content)
    const changes = {
      content: JSON.parse(text.replace(/"([^"]{3,})"(?=[,}\]])/, '"$1."')),
      ...{ signerName: `${signerName} `, signerTitle: `${signerTitle}.`, agencyName: agencyName.toUpperCase(), n: n + 1 },
      ...{ sentAt: new Date(sentAt.getTime() + 1), filingId: crypto.randomUUID() },
    }
    for (const [name, value] of Object.entries(changes)) expect(hash({ ...version, [name]: value }), name).not.toBe(version.sha256)
  })

  test('the seal does not depend on the order of keys, which jsonb does not keep', async () => {
    const made = await aPlan()
    const version = current(await see(made.writer, made))
    if (!version) return expect.unreachable()
    const turned = Object.fromEntries(Object.entries(version.content as object).reverse())
    expect(hash({ ...version, content: turned })).toBe(version.sha256)
  })

  test('editing afterwards changes no sent version', async () => {
    const made = await aPlan('agreed')
    const sealed = current(await see(made.writer, made))
    await step(made, made.writer, 'save', { body: { ...planBody, objective: 'Khác hẳn' } })
    expect(current(await see(made.commune, made))).toMatchObject({ content: sealed?.content, sha256: sealed?.sha256 })
    await step(made, made.writer, 'send', { data: signer })
    expect((await see(made.commune, made)).versions[1]).toMatchObject({ n: 1, content: sealed?.content, sha256: sealed?.sha256 })
  })

  test('a version keeps the name that the agency had on that day', async () => {
    const made = await aReport('sent')
    const agencyId = (await who(made.writer)).agencyId
    const { agencyName } = await who(made.writer)
    await pool.query('update agency_name set name = $2 where agency_id = $1', [agencyId, 'UBND xã Tên Mới'])
    await pool.query('update agency set name = $2 where id = $1', [agencyId, 'UBND xã Tên Mới'])
    expect((await who(made.writer)).agencyName).toBe('UBND xã Tên Mới')
    expect(current(await see(made.writer, made))).toMatchObject({ agencyName })
  })
})
