import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { asOf, setClock } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { allow } from '../src/obligations/take.ts'
import { type Browser, said, signedIn, signIn } from './browser.ts'
import { at } from './deadline-table.ts'
import { fileAt, read } from './excel.ts'
import {
  aDistrictReport,
  agencyOf,
  anExplanation,
  aPlan,
  aReport,
  aUnitReport,
  dienBienDong,
  keoLom,
  planning,
  province,
  sendAll,
  stnmt,
  who,
} from './make.ts'

/** Who filed what in a year, agencies by periods: the same numbers as in the lists, on the badges and on the desks. */

const on = <T>(moment: string, run: () => Promise<T>) => asOf(at(moment), run)
const month = (n: number) => ({ kind: 'month', year: 2024, n }) as const
const phiNhu = 'xa-phi-nhu'
const chiengSo = 'xa-chieng-so'

beforeAll(async () => {
  await on('2024-09-18T09:00:00', () => aReport('accepted', { by: phiNhu, term: month(9) }))
  await on('2024-10-25T09:00:00', () => aReport('sent', { by: phiNhu, term: month(10) })) // five days late
  await on('2024-11-18T09:00:00', () => aReport('changesAsked', { by: chiengSo, term: month(11) }))
  await on('2024-10-23T09:00:00', () => aReport('changesAsked', { by: chiengSo, term: month(10) })) // three days late
  await aReport('draft', { by: keoLom, term: { kind: 'month', year: 2024, n: 12 } })
  await on('2023-12-28T09:00:00', () => aPlan('sent', { by: stnmt, commune: keoLom, term: { kind: 'year', year: 2024 } }))
  await aPlan('sent', { by: stnmt, commune: phiNhu, term: { kind: 'year', year: 2024 } }) // long overdue
  await aUnitReport('sent', { by: stnmt })
  await anExplanation('sent', { term: { kind: 'year', year: 2024 } })
  await on('2024-12-31T09:00:00', () => aDistrictReport('sent', { by: dienBienDong, term: { kind: 'year', year: 2024 } })) // the named day
})
afterAll(() => setClock(at('2024-12-16T08:00:00')))

const letters = { K: 'notOpen', M: 'open', S: 'drafting', Đ: 'onTime', N: 'onNamedDay', ĐN: 'accepted', C: 'late', B: 'changesAsked', L: 'explained', Q: 'overdue' } // biome-ignore format: a table
const words = {
  ...{ notOpen: 'Chưa đến kỳ', open: 'Đang mở', drafting: 'Đang soạn', onTime: 'Gửi đúng hạn', onNamedDay: 'Gửi vào đúng ngày nêu' },
  ...{ accepted: 'Đúng hạn, được Sở KH&ĐT chấp nhận', late: 'Gửi chậm', changesAsked: 'Cần chỉnh sửa', explained: 'Có báo cáo lý do' },
  overdue: 'Quá hạn',
}
const lists = {
  ...{ communeReport: '/reports?', coordination: '/coordination-programmes?', plan: '/plans?period=year&' },
  ...{ unitReport: '/unit-reports?', districtReport: '/district-reports?' },
}

const watched: Record<string, string[]> = {
  ...{
    [planning]: ['unitReport', 'districtReport'],
    [province]: ['unitReport', 'districtReport'],
    [dienBienDong]: ['communeReport', 'unitReport'],
  },
}

/** How often each letter stands in the cells. */
function lettersOn({ $ }: Browser) {
  const met = $('.matrix tbody .letter')
    .toArray()
    .map((one) => (/^\p{Lu}+/u.exec(said(($(one).find('[aria-hidden]').length ? $(one).find('[aria-hidden]') : $(one)).text())) ?? [''])[0])
  const standings = met.map((letter) => letters[letter as keyof typeof letters])
  return Object.fromEntries(Object.keys(words).map((is) => [is, standings.filter((other) => other === is).length]))
}

/** The same from the filter of a list: "Gửi đúng hạn (12)". */
function countsOn({ $ }: Browser) {
  const options = $('select[name="is"] option').toArray().map((one) => said($(one).text())) // biome-ignore format: one line
  return Object.fromEntries(
    Object.entries(words).map(([is, word]) => [
      is,
      Number(options.find((option) => option.startsWith(`${word} (`))?.slice(word.length + 2, -1)),
    ]),
  )
}

describe.each(['2024-11-21T00:00:00', '2024-12-16T08:00:00', '2024-12-31T10:00:00', '2025-01-20T08:00:00'])('as of %s', (moment) => {
  beforeAll(() => setClock(at(moment)))

  test.each([planning, province, dienBienDong])(
    '%s: as many of each letter as in the lists, and as many overdue as on the desk',
    async (username) => {
      const reader = await signedIn(username)
      for (const [kind, list] of Object.entries(lists)) {
        await reader.open(`${list}year=2024`)
        if (reader.status === 404) continue // a district has no list of … none: each has its own
        const counts = countsOn(reader)
        await reader.open(`/matrix?year=2024&kind=${kind}`)
        expect(lettersOn(reader), kind).toEqual(counts)
      }
      let overdue = 0
      for (const year of [2022, 2023, 2024, 2025])
        for (const kind of watched[username] ?? [])
          overdue += Number(lettersOn(await reader.open(`/matrix?year=${year}&kind=${kind}`)).overdue)
      await reader.open('/')
      const onDesk = Number(/Quá hạn, chưa gửi \((\d+)\)/.exec(reader.main)?.[1] ?? 0)
      expect(onDesk).toBe(
        overdue -
          (await owedBy(planning, 'unitReport', username === planning)) +
          (await owedBy(planning, 'provinceReport', username === province)),
      )

      /** A desk keeps its own duties apart, and the province watches its own report besides: the matrix is of what many owe. */
      async function owedBy(agency: string, kind: 'unitReport' | 'provinceReport', counts: boolean) {
        const where = {
          kind,
          agencyId: await agencyOf(agency),
          dueAt: { lte: at(moment) },
          filings: { none: { firstSentAt: { not: null } } },
        }
        return counts ? prisma.obligation.count({ where }) : 0
      }
    },
  )
})

describe('sums, as DHIS2 reports them', () => {
  beforeAll(() => setClock(at('2024-12-16T08:00:00')))
  const rowOf = ({ $ }: Browser, name: string) => $('.matrix tbody tr').filter((_, tr) => said($(tr).find('th').text()) === name)
  const sumsOf = (reader: Browser, name: string) =>
    rowOf(reader, name).find('.matrix-sum').toArray().map((td) => said(reader.$(td).text())) // biome-ignore format: one line

  test('expected is what is due or came before; a request for changes makes nothing late, and takes nothing away from what was received', async () => {
    const reader = await signedIn(dienBienDong)
    await reader.open('/matrix?year=2024&kind=communeReport')
    // Eleven months and three quarters are over. September in time, October late.
    expect(sumsOf(reader, 'Xã Phì Nhừ')).toEqual(['14', '2 14,3%', '1 7,1%'])
    // November in time, October late; changes were asked for both: two times B.
    expect(sumsOf(reader, 'Xã Chiềng Sơ')).toEqual(['14', '2 14,3%', '1 7,1%'])
    expect(rowOf(reader, 'Xã Chiềng Sơ').find('.letter-changes').length).toBe(2)
    // It joined the portal later: what it never owed is no gap.
    expect(said(rowOf(reader, 'Xã Keo Lôm').find('td').first().text())).toBe('không phải nộp')
  })

  test('rows and columns come to the same, and to the sentence at the top', async () => {
    const reader = await signedIn(planning)
    await reader.open('/matrix?year=2024')
    const whole = { expected: 0, received: 0, onTime: 0 }
    for (const table of reader.$('.matrix').toArray()) {
      const { $ } = reader
      const numbers = (cells: ReturnType<typeof $>) =>
        cells.toArray().map((td) => Number.parseInt(said($(td).text()).replaceAll('.', ''), 10))
      for (const [i, what] of (['expected', 'received', 'onTime'] as const).entries()) {
        const columns = numbers($(table).find('tfoot tr').eq(i).find('td'))
        const total = columns.pop() ?? 0
        expect(columns.reduce((sum, one) => sum + one, 0)).toBe(total)
        const ofRows = $(table).find('tbody tr').toArray().map((tr) => numbers($(tr).find('.matrix-sum').eq(i))[0] ?? 0) // biome-ignore format: one line
        expect(ofRows.reduce((sum, one) => sum + one, 0)).toBe(total)
        whole[what] += total
      }
    }
    const [, expected, received, rate, onTime] =
      /([\d.]+) hồ sơ đã đến hạn: (\d+) đã nhận \(([\d,]+)%\), (\d+) đúng hạn/.exec(reader.main) ?? []
    expect([expected?.replace('.', ''), received, onTime].map(Number)).toEqual(Object.values(whole))
    expect(rate).toBe(String(Math.round((whole.received * 1000) / whole.expected) / 10).replace('.', ','))
  })

  test('khoản 2 Điều 12: reasons in place of a report are expected, not received, and open for planning only', async () => {
    const reader = await signedIn(planning)
    await reader.open('/matrix?year=2024&kind=unitReport')
    const cell = reader.$('.letter-explained').closest('a')
    expect(cell.attr('href')).toMatch(/^\/explanations\//)
    expect(said(cell.closest('tr').find('.matrix-sum').text())).toBe('1' + '0 0%' + '0 0%')
  })

  test('sorted by the share that was in time, or by name in the Vietnamese order; in both directions', async () => {
    const reader = await signedIn(dienBienDong)
    const names = async (query: string) => {
      await reader.open(`/matrix?year=2024&kind=communeReport${query}`)
      return reader.$('.matrix tbody th').toArray().map((th) => said(reader.$(th).text())) // biome-ignore format: one line
    }
    const byName = await names('')
    expect(byName).toEqual(byName.toSorted((a, b) => a.localeCompare(b, 'vi')))
    expect(await names('&sort=name&order=desc')).toEqual(byName.toReversed())
    expect((await names('&sort=rate&order=desc')).slice(0, 2).sort()).toEqual(['Xã Chiềng Sơ', 'Xã Phì Nhừ'])
  })
})

describe('cells', () => {
  beforeAll(() => setClock(at('2024-12-16T08:00:00')))

  test.each([planning, province, dienBienDong, stnmt, keoLom, phiNhu])(
    '%s: every filing and every deadline that a cell leads to opens',
    async (username) => {
      const reader = await signedIn(username)
      await reader.open('/matrix?year=2024')
      const links = reader.$('.matrix td a').toArray().map((a) => reader.$(a).attr('href') ?? '') // biome-ignore format: one line
      const filings = links.filter((href) => !href.startsWith('/obligations/'))
      expect(filings.length, username).toBeGreaterThan(0)
      for (const href of [...filings, ...links.filter((href) => href.startsWith('/obligations/')).slice(0, 5)])
        expect((await reader.open(href)).status, href).toBe(200)
    },
  )

  test('whoever owes it begins it from its cell; nobody else is offered that', async () => {
    const commune = await signIn('xa-na-son')
    await commune.open('/matrix?year=2024')
    expect((await (await signedIn(dienBienDong)).open('/matrix?year=2024')).$('.matrix form').length).toBe(0)
    await commune.press('MĐang mở: bắt đầu Báo cáo năm 2024')
    expect(commune.path).toMatch(/^\/reports\//)
    const filing = await prisma.filing.findUniqueOrThrow({ where: { id: commune.path.split('/')[2] }, include: { period: true } })
    expect(filing).toMatchObject({ kind: 'communeReport', agencyId: await agencyOf('xa-na-son'), period: { kind: 'year', year: 2024 } })
  })

  test('an extension shows in the letter', async () => {
    const { id } = await prisma.obligation.findFirstOrThrow({
      where: { kind: 'communeReport', agencyId: await agencyOf(phiNhu), period: month(11) },
    })
    await allow(await who(dienBienDong), 'extend', id, { data: { until: new Date('2024-12-20'), note: 'Lũ quét làm hỏng đường' } })
    const reader = await signedIn(phiNhu)
    await reader.open('/matrix?year=2024&kind=communeReport')
    expect(said(reader.$('td[data-label="T11"] .letter').first().text())).toContain('M+')
  })
})

describe('who sees what', () => {
  const rowsFor = async (username: string, query = 'year=2024') => {
    const reader = await signedIn(username)
    await reader.open(`/matrix?${query}`)
    return reader.$('.matrix tbody th').toArray().map((th) => said(reader.$(th).text())) // biome-ignore format: one line
  }

  test('commune and unit their own rows; a district its communes, the units that help them, itself', async () => {
    expect(await rowsFor(keoLom)).toEqual(['Xã Keo Lôm'])
    expect(await rowsFor(stnmt)).toEqual(['Sở Tài nguyên và Môi trường'])
    const { oversees } = await who(dienBienDong)
    const helped = await prisma.assignment.findMany({ where: { communeId: { in: oversees } }, distinct: ['communeId'] })
    const theirs = await rowsFor(dienBienDong)
    expect(theirs).toEqual(expect.arrayContaining(['Xã Keo Lôm', 'Sở Tài nguyên và Môi trường', 'Huyện Điện Biên Đông']))
    expect(theirs.filter((name) => name.startsWith('Xã')).length).toBe(helped.length)
    expect((await rowsFor(province)).length).toBeGreaterThan(140)
  })

  test('the province narrows it to a district: the same rows as the district itself has', async () => {
    const district = await agencyOf(dienBienDong)
    for (const kind of Object.keys(lists)) {
      const query = `year=2024&kind=${kind}`
      expect(await rowsFor(province, `${query}&district=${district}`), kind).toEqual(await rowsFor(dienBienDong, query))
    }
    // A district cannot look into another by the address.
    expect(await rowsFor(dienBienDong, `year=2024&district=${await agencyOf('huyen-muong-cha')}`)).toEqual(await rowsFor(dienBienDong))
  })

  test('only rows with something overdue; nothing found, nothing owed, and odd addresses say so and are no error', async () => {
    const reader = await signedIn(planning)
    await reader.open('/matrix?year=2024&kind=unitReport&only=overdue')
    expect(reader.main).toContain('Không có nơi nào phù hợp')
    await reader.open('/matrix?year=2024&kind=plan&only=late')
    expect(reader.$('.matrix tbody tr').toArray().every((tr) => reader.$(tr).find('.letter-late').length)).toBe(true) // biome-ignore format: one line
    expect((await reader.open('/matrix?year=2021')).main).toContain('Năm 2021 chưa có hồ sơ nào phải nộp')
    for (const query of [
      'year=abc',
      'year=1',
      'kind=constructor',
      'district=x',
      'only=__proto__',
      'sort[]=rate&sort[]=name',
      'year=2021&format=xlsx',
    ])
      expect((await reader.agent.get(`/matrix?${query}`)).status, query).toBe(200)
  })
})

test('as a file: the same letters in the same rows, and the sums as figures', async () => {
  const reader = await signedIn(dienBienDong)
  await reader.open('/matrix?year=2024')
  const pages = await read((await fileAt(reader, '/matrix?year=2024&format=xlsx')).bytes)
  expect(pages.map(({ sheet }) => sheet)).toEqual([
    'Xã',
    'Xã, theo kỳ',
    'Đơn vị giúp xã',
    'Đơn vị giúp xã, theo kỳ',
    'Huyện, thị xã, thành phố',
    expect.stringContaining('Huyện'),
  ])
  const { $ } = reader
  const communes = pages[0]?.data.slice(5) ?? []
  const onPage = $('.matrix').first().find('tbody tr').toArray()
  expect(communes).toHaveLength(onPage.length)
  for (const [i, tr] of onPage.entries()) {
    const letters = $(tr).find('td:not(.matrix-sum)').toArray().map((td) => said($(td).find('[aria-hidden]').text()) || null) // biome-ignore format: one line
    const sums = $(tr).find('.matrix-sum').toArray().map((td) => Number.parseInt(said($(td).text()), 10)) // biome-ignore format: one line
    expect(communes[i]?.slice(2, 2 + letters.length)).toEqual(letters)
    expect(communes[i]?.slice(2 + letters.length, 5 + letters.length)).toEqual(sums)
  }
})

test('the whole province for a year: less than 60 kB, and no more statements with everything filed than with next to nothing', async () => {
  const reader = await signIn(planning)
  const statements = async () => {
    const spy = vi.spyOn(pg.Client.prototype, 'query')
    const { text } = await reader.agent.get('/matrix?year=2024')
    const asked = spy.mock.calls.length
    spy.mockRestore()
    return { asked, size: gzipSync(text).length, links: text.split('letter-ontime" href=').length - 1 }
  }
  await statements()
  const few = await statements()
  const owed = await prisma.obligation.findMany({
    where: { period: { year: 2024 }, optional: false, filings: { none: {} }, coveredBy: null },
  })
  await sendAll(owed, '2023-12-20')
  const many = await statements()
  expect(many.links).toBeGreaterThan(800)
  expect(many.asked).toBe(few.asked)
  expect(many.size).toBeLessThan(60_000)
})
