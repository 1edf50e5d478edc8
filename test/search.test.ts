import { describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { pool } from '../src/pool.ts'
import { apart, folded, marked, meant, tokensOf } from '../src/search/words.ts'
import { type Browser, signedIn } from './browser.ts'
import { aPlan, aReport, dienBienDong, keoLom, neighbourUnit, planning, province, stnmt, unrelatedUnit } from './make.ts'
import { aNeed, aPetition, aSupport } from './nouns.ts'

/** One box for everything one may read: known spellings, without tone marks, by number, and never beyond the searcher's scope. */

const look = async (username: string, q: string, more = '') => (await signedIn(username)).open(`/search?q=${encodeURIComponent(q)}${more}`)
const groupsOn = ({ $ }: Browser) =>
  Object.fromEntries(
    $('main section')
      .map((_, one) => [
        [$(one).find('h2').attr('id') ?? '', Number(/([\d.]+)\)/.exec($(one).find('h2').text())?.[1]?.replaceAll('.', ''))],
      ])
      .get() as unknown as [string, number][],
  )
const hrefs = ({ $ }: Browser) =>
  $('main .search-hits a')
    .map((_, a) => $(a).attr('href'))
    .get()

describe('what was typed', () => {
  test('the database folds words as the portal does, so that what is typed as it stands is found', async () => {
    const letters = 'aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵdđ'
    for (const text of [letters, letters.toUpperCase(), 'Số 1234/QĐ-UBND,  ngày 05/6', 'Huổi Hoa A2 (bản mới)', '“Nậm Pồ”…', '', '%_\\']) {
      const [row] = await prisma.$queryRaw<{ words: string }[]>`select search_words(${text}) as words`
      expect(row?.words.trim()).toBe(folded(text).trim())
    }
  })
  test('words that stand side by side in a name are looked for side by side', () => {
    const names = ['UBND xã Na Son', 'UBND xã Keo Lôm', 'Báo Điện Biên Phủ'].map(folded)
    expect(tokensOf(['bao', 'cao', 'na', 'son'], names)).toEqual(['bao', 'cao', 'na son'])
    expect(tokensOf(['son', 'na'], names)).toEqual(['son', 'na'])
  })
  test('a slip is put right: one letter changed, left out, put in or swapped; two are another word', () => {
    expect([
      apart('lom', 'lon', 1),
      apart('lom', 'lo', 1),
      apart('lom', 'loom', 1),
      apart('lom', 'olm', 1),
      apart('lom', 'nan', 1),
    ]).toEqual([...[1, 1, 1, 1], 2])
    expect(meant(['ke', 'lom'], [folded('UBND xã Keo Lôm')])).toEqual(['keo', 'lom'])
    expect(meant(['keo', 'lom'], [folded('UBND xã Keo Lôm')])).toBeUndefined()
    expect(meant(['2073'], [folded('2072/QĐ-UBND')])).toBeUndefined()
    expect(meant(['thnag', '12', '2045'], [folded('tháng 12/2044')])).toEqual(['thang', '12', '2045'])
  })
  test('of a long text the part around the first match is shown, with the match marked as it is written', () => {
    const pieces = marked(`${'Việc khác. '.repeat(40)}Nước sạch ở bản Huổi Hoa.${' Hết.'.repeat(60)}`, ['huoi hoa'])
    expect(pieces.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['Huổi Hoa'])
    expect(pieces.map(({ text }) => text).join('').length).toBeLessThan(200)
  })
})

describe('what is found', () => {
  test.each(['Keo Lôm', 'keo lom', 'KEO LÔM', 'lôm keo', 'xã keo lom', 'keo lon'])(
    '“%s”: the commune, its plans and reports, each opens',
    async (q) => {
      await aReport('sent', { by: keoLom })
      await aPlan('sent', { by: stnmt, commune: keoLom })
      const unit = await look(stnmt, q)
      expect(groupsOn(unit)).toMatchObject({ communes: 1, communeReport: expect.any(Number), plan: expect.any(Number) })
      const links = hrefs(unit)
      expect(links.length).toBeGreaterThan(2)
      for (const href of links) expect((await unit.open(href)).status).toBe(200)
    },
  )

  test('a name by its other spelling; đ by d', async () => {
    const agency = await prisma.agency.findFirstOrThrow({
      where: { otherSpellings: { isEmpty: false }, roles: { some: { role: 'commune' } } },
    })
    const found = await look(planning, agency.otherSpellings[0] ?? '')
    expect(hrefs(found)).toContain(`/communes/${agency.id}`)
    const unit = await prisma.agency.findFirstOrThrow({ where: { name: { contains: 'đ' }, helps: { some: {} } } })
    expect(hrefs(await look(planning, folded(unit.name)))).toContain(`/units/${unit.id}`)
  })

  test('filings by kind, term and agency, a quarter by its Arabic number too', async () => {
    const { path } = await aReport('sent', { by: 'xa-phi-nhu', term: { kind: 'month', year: 2024, n: 12 } })
    const found = await look(dienBienDong, 'báo cáo tháng 12/2024 phì nhừ')
    expect(hrefs(found)).toContain(path)
    expect(hrefs(await look(dienBienDong, 'báo cáo tháng 1/2024 phì nhừ'))).not.toContain(path)
  })

  test('needs, petitions and supports by any word of theirs, documents by their number', async () => {
    const need = await aNeed('proposed', { what: 'Làm cầu treo bản Tìa Ghếnh' })
    const petition = await aPetition('answered', { subject: 'Cắm mốc đất rừng cạnh cầu treo' })
    await aSupport('declared')
    const commune = await look(keoLom, 'cau treo')
    expect(hrefs(commune)).toEqual(expect.arrayContaining([need.path, petition.path]))
    expect(commune.$('mark').first().text()).toBe('cầu')
    expect(hrefs(await look(keoLom, '12/STNMT-QLDD'))).toContain(petition.path)
    expect(hrefs(await look(keoLom, '2072/qd-ubnd')).some((href) => href.startsWith('/assignments/'))).toBe(true)
  })

  test('of one kind all, some at a time; the list opens with the words in its filter', async () => {
    for (let i = 1; i <= 27; i++) await aNeed('proposed', { what: `Kè chống sạt lở đoạn ${i}` })
    const all = await look(keoLom, 'sạt lở đoạn')
    expect(groupsOn(all)).toEqual({ needs: 27 })
    expect(hrefs(all)).toHaveLength(5)
    await all.follow('Xem cả 27 kết quả: Đề xuất, nhu cầu')
    expect(hrefs(all)).toHaveLength(25)
    expect(hrefs(await look(keoLom, 'sạt lở đoạn', '&in=needs&page=2'))).toHaveLength(2)
    const list = all.$('a').filter((_, a) => all.$(a).text().startsWith('Mở danh sách'))
    expect((await all.open(list.first().attr('href') ?? '')).main).toContain('27 đề xuất')
  })
})

describe('within one’s scope', () => {
  test('what is another’s is neither found nor counted, nor is a word of it proposed', async () => {
    await aNeed('proposed', { what: 'Zubirkon cho trạm y tế', unit: stnmt })
    const counts = async (username: string) => groupsOn(await look(username, 'zubirkon'))
    for (const username of [keoLom, stnmt, await neighbourUnit(), dienBienDong, planning, province])
      expect(await counts(username)).toEqual({ needs: 1 })
    for (const username of ['xa-phi-nhu', 'huyen-muong-cha', await unrelatedUnit()]) {
      expect(await counts(username)).toEqual({})
      const slip = await look(username, 'zubirkom')
      expect(slip.main).not.toContain('zubirkon')
    }
    expect((await look(keoLom, 'zubirkom')).main).toContain('zubirkon')
  })

  test('a commune that nobody helps: by planning, UBND tỉnh and its district, and it opens; planning finds any agency', async () => {
    const from = new Date('2021-11-17')
    const district = await prisma.agency.findFirstOrThrow({ where: { users: { some: { username: dienBienDong } } } })
    const { id } = await prisma.agency.create({
      data: {
        ...{ name: 'UBND xã Zơ Rung', abbreviation: '', documentStyle: 'state' },
        ...{ roles: { create: { role: 'commune', from } }, parents: { create: { parentId: district.id, from } } },
      },
    })
    for (const username of [planning, province, dienBienDong]) {
      const found = await look(username, 'zo rung')
      expect([username, hrefs(found)]).toEqual([username, [`/communes/${id}`]])
      expect((await found.open(`/communes/${id}`)).main).toContain('Chưa có phân công')
    }
    for (const username of [stnmt, 'xa-phi-nhu', 'huyen-muong-cha']) {
      const found = await look(username, 'zo rung')
      expect([username, hrefs(found), (await found.open(`/communes/${id}`)).status]).toEqual([username, [], 404])
    }
    const profile = await (await look(planning, 'zo rung')).open(`/communes/${id}`)
    await profile.follow('Phân công đơn vị giúp xã')
    expect(profile.$('#commune option[selected]').attr('value')).toBe(id)
    expect(hrefs(await look(planning, district.name))).toContain(`/agencies/${district.id}`)
  })

  test('a working copy is found by its writer only; a recalled version by nobody else', async () => {
    const term = { kind: 'quarter', year: 2024, n: 4 } as const
    const { path } = await aReport('ready', { by: 'xa-chieng-so', term })
    const q = 'báo cáo quý 4 năm 2024 chiềng sơ'
    expect(hrefs(await look('xa-chieng-so', q))).toContain(path)
    for (const username of [stnmt, dienBienDong, planning]) expect(hrefs(await look(username, q))).not.toContain(path)
  })

  test('whatever is found by common words opens, for every role', async () => {
    for (const username of [keoLom, stnmt, dienBienDong, planning, province])
      for (const q of ['xã', 'năm 2024', 'ubnd']) {
        const found = await look(username, q)
        for (const href of hrefs(found)) expect([username, href, (await found.open(href)).status]).toEqual([username, href, 200])
      }
  })
})

describe('what it costs', () => {
  /** One page is asked for once before: what is made ready at the first time is not counted. */
  const queries = async (username: string, q: string) => {
    const reader = await look(username, q)
    const query = pool.query.bind(pool)
    let asked = 0
    pool.query = ((...args: unknown[]) => {
      asked++
      return (query as (...args: unknown[]) => unknown)(...args)
    }) as typeof pool.query
    await reader.agent.get(`/search?q=${encodeURIComponent(q)}`)
    pool.query = query as typeof pool.query
    return { asked, found: Object.values(groupsOn(reader)).reduce((sum, count) => sum + count, 0) }
  }

  test.each([keoLom, stnmt, dienBienDong, planning])('%s: so many queries, however much is found', async (username) => {
    const typed = { name: 'keo lôm', 'common word': 'xã', words: 'bản khe tre', number: '2072/QĐ-UBND', misspelled: 'keo lon' }
    const all = async () => {
      const counted: Awaited<ReturnType<typeof queries>>[] = []
      for (const q of Object.values(typed)) counted.push(await queries(username, q))
      return counted
    }
    await aNeed('proposed', { what: 'Đường vào bản Khe Tre' })
    const few = await all()
    for (let i = 1; i <= 7; i++) await aNeed('proposed', { what: `Cầu bản Khe Tre, nhịp ${i}` })
    await aSupport('declared')
    const many = await all()
    expect(many.map(({ asked }) => asked)).toEqual(few.map(({ asked }) => asked))
    for (const { found, asked } of many.slice(0, 4)) expect([found > 0, asked <= 32]).toEqual([true, true])
    // What was mistyped is looked for, then what was meant; what both hang from is read once.
    expect(many[4]?.found).toBeGreaterThan(0)
    expect(many[4]?.asked).toBeLessThanOrEqual(54)
  })

  test('of a group no more than a hundred are counted; its own page counts, and shows, all', async () => {
    for (let i = 1; i <= 103; i++) await aNeed('proposed', { what: `Rọ đá Pá Vạt ${i}` })
    const all = await look(keoLom, 'rọ đá pá vạt')
    expect(all.main).toContain('Hơn 100 kết quả')
    expect(all.$('#needs').text()).toContain('(hơn 100)')
    await all.follow('Xem tất cả kết quả: Đề xuất, nhu cầu')
    expect(all.main).toContain('103 kết quả')
    expect(hrefs(await look(keoLom, 'rọ đá pá vạt', '&in=needs&page=5'))).toHaveLength(3)
  })
})

describe('whatever is typed gets an answer', () => {
  test.each([
    ['', 'Không cần gõ dấu'],
    ['a', 'Gõ ít nhất hai chữ'],
    ['%', 'Gõ ít nhất hai chữ'],
    ['zzqq xxyy', 'Gõ ít chữ hơn'],
    ['từ '.repeat(400), 'Câu tìm dài'],
  ])('“%.20s”', async (q, words) => {
    const found = await look(planning, q)
    expect(found.status).toBe(200)
    expect(found.main).toContain(words)
  })
  test.each([
    '?q=%00%00ab',
    '?q[]=xa&q[]=lom',
    '?q[a]=xa',
    '?q=%ED%A0%80xa',
    '?q=%27%22%3C%3E--;',
    '?q=%5C%5C%25_%25',
    '?q=keo&in=none&page=-1',
    '?q=keo&in=__proto__&page=1e9',
    '?q=keo&in=plan&page=9999',
    '?q=%F0%9F%98%80%F0%9F%98%80',
  ])('%s', async (query) => {
    expect((await (await signedIn(planning)).open(`/search${query}`)).status).toBe(200)
  })
  test('without an account one is led to sign in, and back to the search', async () => {
    const { Browser } = await import('./browser.ts')
    const stranger = await new Browser().open('/search?q=keo')
    expect(stranger.path).toBe('/sign-in')
  })
})
