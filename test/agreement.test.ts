import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileEverything } from '../prisma/demonstration/filings.ts'
import { setClock } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { remakeObligations } from '../src/obligations/remake.ts'
import { standingNames } from '../src/words.ts'
import { type Browser, said, signedIn } from './browser.ts'
import { at } from './deadline-table.ts'
import { fileAt, read } from './excel.ts'
import { keoLom, planning, province, stnmt } from './make.ts'
import { aScoring } from './nouns.ts'

/**
 * Who owes what, and who is late: on thirty days of the whole demonstration the list, its badges, the desks, the matrix and its Excel file, the
 * overview and the evidence of the scores say the same, each as a reader finds it on the page.
 */

/** A day, and the year that is looked at on it. */
// biome-ignore format: a table
const days: [string, number][] = [
  ['2022-12-30T23:55:00', 2022], ['2022-12-31T00:00:00', 2022], ['2023-01-01T00:00:00', 2023], ['2023-01-09T23:55:00', 2022], ['2023-01-10T00:00:00', 2022],
  ['2023-03-31T12:00:00', 2023], ['2023-06-30T23:55:00', 2023], ['2023-12-30T23:55:00', 2023], ['2023-12-31T00:00:00', 2023], ['2024-01-01T00:00:00', 2024],
  ['2024-01-10T00:00:00', 2023], ['2024-02-29T09:00:00', 2024], ['2024-03-31T23:55:00', 2024], ['2024-06-30T12:00:00', 2024], ['2024-09-30T23:55:00', 2024],
  ['2024-12-16T08:00:00', 2024], ['2024-12-20T23:55:00', 2024], ['2024-12-21T00:00:00', 2024], ['2024-12-24T00:00:00', 2024], ['2024-12-26T00:00:00', 2024],
  ['2024-12-30T00:00:00', 2024], ['2024-12-30T23:55:00', 2024], ['2024-12-31T00:00:00', 2024], ['2024-12-31T23:55:00', 2025], ['2025-01-01T00:00:00', 2025],
  ['2025-01-09T23:55:00', 2024], ['2025-01-10T00:00:00', 2024], ['2025-01-20T10:00:00', 2024], ['2025-02-28T09:00:00', 2024], ['2025-03-31T23:55:00', 2025],
]

beforeAll(async () => {
  await fileEverything(() => {})
  for (const year of [2022, 2023, 2024, 2025]) await aScoring('preparing', { year })
}, 600_000)
afterAll(() => setClock(at('2024-12-16T08:00:00')))

const kinds = {
  unitReport: { list: '/unit-reports', name: 'Báo cáo kết quả giúp đỡ xã' },
  plan: { list: '/plans', name: 'Kế hoạch giúp đỡ' },
  districtReport: { list: '/district-reports', name: 'Báo cáo của huyện' },
  communeReport: { list: '/reports', name: 'Báo cáo của xã' },
} as const
type Kind = keyof typeof kinds

/** "Quá hạn (3)" in the box that narrows a list. */
function badgesOf(reader: Browser) {
  const options = reader.$('select[name="is"] option').toArray().map((option) => /^(.+) \((\d+)\)$/.exec(said(reader.$(option).text()))) // biome-ignore format: one line
  return Object.fromEntries(options.flatMap((found) => (found ? [[found[1] ?? '', Number(found[2])]] : [])))
}

/** What is owed once a year, by kind: agency and, of a plan, commune → how it stands, in words. */
async function listOf(reader: Browser, year: number) {
  const { bytes } = await fileAt(reader, `/obligations?year=${year}&period=year&format=xlsx`)
  const [sheet] = await read(bytes)
  const head = sheet?.data.findIndex((row) => row.includes('Tình trạng')) ?? -1
  const rows = (sheet?.data.slice(head + 1) ?? []).map(
    (row) => (title: string) => String(row[sheet?.data[head]?.indexOf(title) ?? -1] ?? ''),
  )
  const of = (kind: Kind) => {
    const theirs = rows.filter((cell) => cell('Hồ sơ').startsWith(kinds[kind].name))
    return new Map(theirs.map((cell) => [keyOf(cell('Cơ quan, đơn vị'), cell('Xã')), cell('Tình trạng')]))
  }
  return { unitReport: of('unitReport'), plan: of('plan'), districtReport: of('districtReport') }
}

const keyOf = (agency: string, about = '') => said(`${agency.replace(/^UBND /, '')} ${about}`).toLowerCase()

/** The same from the cells of the matrix: words and letters. */
function cellsOf({ $ }: Browser, table: string, column: string) {
  const section = $(`h2#${table}`).closest('section')
  const found = new Map<string, { word: string; letter: string }>()
  for (const tr of section.find('tbody tr').toArray())
    for (const td of $(tr).find(`td[data-label="${column}"]`).toArray())
      for (const mark of $(td).find('.letter').toArray()) {
        const inside = $(mark).find('.visually-hidden')
        const word = said((inside.length ? inside : $(mark).next('.visually-hidden')).text()).split(': bắt đầu')[0] ?? ''
        const about = said($(mark).parents('td > span').first().clone().find('.visually-hidden, .letter').remove().end().text())
        found.set(keyOf($(tr).find('th').text(), about), { word, letter: said($(mark).find('[aria-hidden]').text() || $(mark).text()) })
      }
  return found
}

const overdueDuties = ({ $ }: Browser, title: RegExp) =>
  $('.duty').toArray().filter((li) => title.test(said($(li).find('h3').text())) && $(li).find('.letter-overdue').length).length // biome-ignore format: one line

const wordsOf = (cells: ReturnType<typeof cellsOf>) => new Map([...cells].map(([key, { word }]) => [key, word]))
const sorted = (map: ReadonlyMap<string, string>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
const asNumber = (words: string) => Number(words.replaceAll('.', '')) || 0

test('thirty days, with the ends of years and quarters, and the days that the regulation names', () => {
  expect(days).toHaveLength(30)
  for (const named of ['-12-30', '-12-31', '-01-01', '-01-09', '-01-10', '-03-31', '-06-30', '-09-30'])
    expect(
      days.some(([day]) => day.includes(named)),
      named,
    ).toBe(true)
})

describe.each(days)('on %s, of %i', (day, year) => {
  test('everything agrees', { timeout: 60_000 }, async () => {
    await setClock(at(day))
    await remakeObligations()
    const reader = await signedIn(planning)

    // The list, agency by agency.
    const list = await listOf(reader, year)

    // The badges of both lists of each kind.
    const badges = {} as Record<Kind, Record<string, number>>
    for (const kind of Object.keys(kinds) as Kind[]) {
      badges[kind] = badgesOf(await reader.open(`/obligations?year=${year}&kind=${kind}`))
      const period = kind === 'plan' ? '&period=year' : ''
      expect(badgesOf(await reader.open(`${kinds[kind].list}?year=${year}${period}`)), kind).toEqual(badges[kind])
    }
    for (const [kind, rows] of Object.entries(list))
      for (const name of Object.values(standingNames)) {
        const counted = [...rows.values()].filter(
          (word) => word === name || word.startsWith(`${name},`) || new RegExp(`^${name} \\d`).test(word),
        )
        expect(counted.length, `${kind}: ${name}`).toBe(badges[kind as Kind][name])
      }

    // The matrix, page and file, cell by cell.
    await reader.open(`/matrix?year=${year}`)
    const cells = { unitReport: cellsOf(reader, 'units', 'Năm'), plan: cellsOf(reader, 'units', 'Kế hoạch'), districtReport: cellsOf(reader, 'districts', 'Năm') } // biome-ignore format: one line
    for (const kind of ['unitReport', 'plan', 'districtReport'] as const)
      expect(sorted(wordsOf(cells[kind])), kind).toEqual(sorted(list[kind]))
    const overdueInMatrix = reader.$('#communes').closest('section').find('tbody td:not([data-label="CTPH"]) .letter-overdue').length
    expect(overdueInMatrix).toBe(badges.communeReport[standingNames.overdue])
    const pages = await read((await fileAt(reader, `/matrix?year=${year}&format=xlsx`)).bytes)
    const units = pages.find(({ sheet }) => sheet === 'Đơn vị giúp xã')?.data ?? []
    const head = units.findIndex((row) => row.includes('Đến hạn'))
    const column = units[head]?.findIndex((title) => String(title).startsWith('Báo cáo năm')) ?? -1
    const letters = units.slice(head + 1).flatMap((row) => (row[column] ? [[keyOf(String(row[0])), String(row[column])] as const] : []))
    expect(sorted(new Map(letters))).toEqual(sorted(new Map([...cells.unitReport].map(([key, { letter }]) => [key, letter]))))

    // The overview: what is overdue, and what has come.
    const leader = await signedIn(province)
    await leader.open(`/overview?year=${year}`)
    const lines = leader.$('section[aria-labelledby="ho-so"] table').first().find('tbody tr').toArray()
    for (const kind of Object.keys(kinds) as Kind[]) {
      const line = lines.find((tr) => said(leader.$(tr).find('th').text()) === kinds[kind].name)
      const [, , received, , , , overdue] = line ? leader.$(line).find('td.num').toArray().map((td) => asNumber(said(leader.$(td).text()))) : [] // biome-ignore format: one line
      const came = (['onTime', 'accepted', 'onNamedDay', 'late', 'changesAsked'] as const).reduce((sum, is) => sum + (badges[kind][standingNames[is]] ?? 0), 0) // biome-ignore format: one line
      expect([overdue ?? 0, received ?? 0], kind).toEqual([badges[kind][standingNames.overdue], came])
    }

    // The desks: of planning, who is overdue in all years; of a unit and a commune, what is theirs.
    const all = async (path: string) => badgesOf(await reader.open(path))[standingNames.overdue] ?? 0
    const late = (await all('/unit-reports')) + (await all('/district-reports'))
    await reader.open('/planning')
    const others = Number(/\((\d+)\)/.exec(said(reader.$('#ben-canh').text()))?.[1] ?? 0)
    const own = overdueDuties(await reader.open('/unit'), /^Báo cáo kết quả/) // what it owes itself stands among what it has to do
    expect(others + own).toBe(late)
    for (const [username, desk, path, duty] of [
      [stnmt, '/unit', '/unit-reports', /^Báo cáo kết quả/],
      [keoLom, '/commune', '/reports', /^Báo cáo (tháng|quý|năm)/],
    ] as const) {
      const one = await signedIn(username)
      const mine = badgesOf(await one.open(path))[standingNames.overdue] ?? 0 // the list of a commune has its own reports only
      expect(overdueDuties(await one.open(desk), duty), username).toBe(mine)
    }

    // The scores: the ranking and its file, and the evidence of some units, the worst among them.
    const ranked = (await read((await fileAt(reader, `/scores?year=${year}&format=xlsx`)).bytes))[0]?.data ?? []
    const top = ranked.findIndex((row) => row.includes('Báo cáo năm'))
    const [unit, word] = [ranked[top]?.indexOf('Đơn vị') ?? -1, ranked[top]?.indexOf('Báo cáo năm') ?? -1]
    const inScores = new Map(ranked.slice(top + 1).map((row) => [keyOf(String(row[unit])), String(row[word])]))
    if (list.unitReport.size) expect(sorted(inScores)).toEqual(sorted(list.unitReport))
    const overdue = [...list.unitReport].find(([, words]) => words.startsWith(standingNames.overdue))?.[0]
    const agencies = await prisma.agency.findMany({ where: { helps: { some: {} } }, select: { id: true, name: true } })
    for (const name of [overdue, 'sở tài nguyên và môi trường'].filter((one) => one && list.unitReport.has(one)).slice(0, 1) as string[]) {
      const href = `/scores/${agencies.find((agency) => keyOf(agency.name) === name)?.id}?year=${year}`
      await reader.open(href)
      const told = (rule: string) => reader.$(`h3#${rule}`).nextUntil('h3', 'ul').find('li').toArray().map((li) => said(reader.$(li).text()).toLowerCase()) // biome-ignore format: one line
      const report = list.unitReport.get(name)
      const judged = (words?: string) => words && !/^(chưa đến kỳ|đang mở|đang soạn|có báo cáo lý do)/i.test(words)
      expect(told('report').length, href).toBe(judged(report) ? 1 : 0)
      if (judged(report)) expect(told('report')[0]).toContain(`: ${report?.toLowerCase()}`)
      const plans = [...list.plan].filter(([key, words]) => key.startsWith(`${name} xã `) && judged(words))
      expect(told('plan'), href).toHaveLength(plans.length)
      for (const [key, words] of plans)
        expect(told('plan').some((line) => line.includes(key.slice(name.length + 1)) && line.includes(`: ${words.toLowerCase()}`)), `${key} ${words}`).toBe(true) // biome-ignore format: one line
    }
  })
})
