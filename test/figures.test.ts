import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { isTyped, parsed } from '../src/indicators/catalogue.ts'
import { pool } from '../src/pool.ts'
import { decimal, derivedOf, minus, percentOf, plus, scaled } from '../src/reports/computed.ts'
import { signedIn } from './browser.ts'
import { aDistrictReport, aReport, dienBienDong, type Made, reportBody, see } from './make.ts'

/** Khoản 4 Điều 11, khoản 3 Điều 4: figures are typed once; totals, rates and comparisons follow from them, exactly. */

const commune = 'xa-phi-nhu'
const month = (n: number, year = 2024) => ({ kind: 'month', year, n }) as const
const quarter = (n: number, year = 2024) => ({ kind: 'quarter', year, n }) as const
const year = (year: number) => ({ kind: 'year', year, n: 1 }) as const
const sent = (term: object, values: object, by = commune) => aReport('sent', { by, term: term as never, body: { ...reportBody, values } })
const frozen = async (made: Made) => {
  const [version] = (await see(made.writer, made)).versions
  const { values } = (version?.content ?? {}) as unknown as { values: { code: string; value?: string; total?: string; planned?: string }[] }
  return (code: string) => values.find((one) => one.code === code)
}
const begun = async (made: Made) =>
  ((await see(made.writer, made)).draft?.content as { values?: Record<string, object> } | null)?.values ?? {}

const indicators = (await prisma.indicator.findMany({ orderBy: { position: 'asc' } })).map((row) => ({
  ...parsed(row),
  periods: row.periods,
}))
const indicatorOf = (code: string) => indicators.find((one) => one.code === code)

describe('the catalogue', () => {
  test('what is computed names indicators that there are, in the same period; codes are unlike', () => {
    expect(new Set(indicators.map(({ code }) => code)).size).toBe(indicators.length)
    for (const { code, over, under, periods } of indicators.filter((one) => !isTyped(one)))
      for (const part of [...over.map((one) => one.code), ...(under ? [under] : [])]) {
        expect(indicatorOf(part), `${code} needs ${part}`).toBeDefined()
        for (const period of periods) expect(indicatorOf(part)?.periods, `${code}, ${part}`).toContain(period)
      }
  })

  test('rates are never typed; militia and conscription are not asked for', () => {
    expect(indicators.filter((one) => isTyped(one) && /[%‰]/.test(one.unit))).toEqual([])
    expect(indicators.filter(({ name }) => /dân quân|tuyển quân/i.test(name))).toEqual([])
  })
})

describe('arithmetic is exact', () => {
  const amounts = fc.tuple(fc.bigInt(-(10n ** 16n), 10n ** 16n)).map(([size]) => decimal(size))

  test('what is read is what is written; adding and taking away meet again', () => {
    fc.assert(fc.property(amounts, (a) => decimal(scaled(a) ?? 0n) === a))
    fc.assert(fc.property(amounts, amounts, (a, b) => minus(plus(a, b), b) === a && plus(a, b) === plus(b, a)))
  })

  test('cumulation in any order of months is the sum', () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 12 }), (months) => {
        const sum = months.reduce((total, part) => plus(total, part), '0')
        return sum === months.toReversed().reduce((total, part) => plus(total, part), '0')
      }),
    )
  })

  const rates: [string, Record<string, string>, Record<string, string>, string | undefined][] = [
    ['GN02', { GN01: '408', DC01: '826' }, {}, '49.39'],
    ['GN02', { GN01: '0', DC01: '826' }, {}, '0'],
    ['GN02', { GN01: '408', DC01: '0' }, {}, undefined],
    ['GN02', { DC01: '826' }, {}, undefined],
    ['GN03', { GN01: '408', DC01: '826' }, { GN01: '450', DC01: '820' }, '5.49'],
    ['GN03', { GN01: '460', DC01: '826' }, { GN01: '450', DC01: '820' }, '-0.81'], // it rose
    ['GN03', { GN01: '408', DC01: '826' }, {}, undefined],
    ['DC04', { DC08: '70', DC09: '20', DC02: '4120' }, {}, '12.1'],
    ['KT08', { KT06: '1200.5', KT07: '300' }, {}, '1500.5'],
    ['KT09', { KT06: '1200.5', KT07: '300', DC02: '4120' }, {}, '364.2'],
    ['DC03', { DC03A: '1', DC01: '8' }, {}, '12.5'],
    ['DC03', { DC03A: '1', DC01: '3' }, {}, '33.33'],
    ['DC03', { DC03A: '2', DC01: '3' }, {}, '66.67'],
  ]
  test.each(rates)('%s of %o (the year before %o) is %s', (code, now, before, value) => {
    const map = (figures: Record<string, string>) => new Map(Object.entries(figures).map(([one, value]) => [one, { value }]))
    expect(new Map(derivedOf(indicators, map(now), map(before))).get(code)?.value).toBe(value)
  })

  test.each([
    ['1094', '1120', '97.7'],
    ['1', '3', '33.3'],
    ['0', '5', '0'],
    ['5', '0', undefined],
    [undefined, '5', undefined],
  ])('%s of %s is %s per cent', (part, whole, percent) => expect(percentOf(part, whole)).toBe(percent))
})

describe('months, a quarter and the year of one commune', () => {
  const sown = ['64,5', '20', '0', '110,25', '8', '7', '6', '5', '4', '3', '2,75', '1']

  test('a month’s total follows from the month before; nobody types it; the quarter and the year write themselves', async () => {
    for (const [i, value] of sown.entries())
      await sent(month(i + 1, 2023), { KT01: { value, planned: i === 0 ? '240' : '' }, KT11: { value: `1.4${10 + i}` } })
    const rows = await pool.query(`
      select p.n, v.value::text, v.total::text, v.planned::text from indicator_value v join filing f on f.id = v.filing_id
      join period p on p.id = f.period_id join agency a on a.id = f.agency_id
      where a.name = 'UBND xã Phì Nhừ' and v.code = 'KT01' and p.kind = 'month' and p.year = 2023 order by p.n`)
    const summed = await pool.query(`
      select sum(v.value)::text as sum from indicator_value v join filing f on f.id = v.filing_id join period p on p.id = f.period_id
      join agency a on a.id = f.agency_id where a.name = 'UBND xã Phì Nhừ' and v.code = 'KT01' and p.kind = 'month' and p.year = 2023`)
    const totals = ['64.5', '84.5', '84.5', '194.75', '202.75', '209.75', '215.75', '220.75', '224.75', '227.75', '230.5', '231.5'] // by hand
    expect(rows.rows.map(({ total }) => Number(total))).toEqual(totals.map(Number))
    expect(Number(summed.rows[0].sum)).toBe(231.5)
    expect(rows.rows.map(({ planned }) => planned && Number(planned))).toEqual([240, ...Array(11).fill(null)]) // typed over with nothing

    const second = await aReport('draft', { by: commune, term: quarter(2, 2023) })
    expect(await begun(second)).toMatchObject({ KT01: { value: '125,25' }, KT11: { value: '1.415' } })
    const whole = await aReport('draft', { by: commune, term: year(2023) })
    expect(await begun(whole)).toMatchObject({ KT01: { value: '231,5' }, KT11: { value: '1.421' } })
  })

  test('where a month is missing the total is not known, and is asked for, not guessed', async () => {
    await sent(month(1), { KT01: { value: '10' } })
    const march = await sent(month(3), { KT01: { value: '5' } })
    expect((await frozen(march))('KT01')).toMatchObject({ value: '5' })
    expect((await frozen(march))('KT01')?.total).toBeUndefined()
    const april = await sent(month(4), { KT01: { value: '5', total: '33' } })
    const may = await sent(month(5), { KT01: { value: '2' } })
    expect((await frozen(april))('KT01')?.total).toBe('33')
    expect((await frozen(may))('KT01')?.total).toBe('35')
  })

  test('the plan of the year goes from month to month, and not into the next year', async () => {
    await sent(month(11), { KT01: { value: '1', total: '100', planned: '1.120' } })
    const december = await aReport('draft', { by: commune, term: month(12) })
    expect(await begun(december)).toMatchObject({ KT01: { planned: '1.120' } })
    const writer = await signedIn(commune)
    await writer.open(`${december.path}/edit?part=values`)
    await writer.press('Lưu, về danh sách mục', { 'values[KT01][value]': '12' })
    await writer.open(`${december.path}/edit?part=values`)
    const row = writer.$('#values-KT01-value').closest('tr')
    expect(row.text()).toContain('cổng tính: 112')
    expect(row.find('[data-label="% kế hoạch"]').text()).toBe('10%') // 112 of 1.120
    expect(row.find('[data-label="Cùng kỳ năm trước"]').text()).toBe('231,5') // of December 2023
    expect(row.find('[data-label="% cùng kỳ"]').text()).toBe('48,4%')
    expect(row.text()).toContain('Giảm 51,6% so với cùng kỳ năm trước. Có đúng không? Cổng chỉ hỏi, không chặn.')
    await writer.press('Lưu, về danh sách mục', { 'values[KT01][total]': '120' })
    await writer.open(`${december.path}/edit?part=values`)
    expect(writer.main).toContain('Lũy kế kỳ trước cộng số trong kỳ là 112 ha, khác số đã nhập 8. Có đúng không?')
  })
})

describe('a year’s rates', () => {
  test('are computed at sending, kept as rows, and cannot be typed', async () => {
    await sent(year(2022), { GN01: { value: '450' }, DC01: { value: '820' } }, 'xa-chieng-so')
    const made = await sent(year(2023), { GN01: { value: '408' }, DC01: { value: '826' }, GN02: { value: '1' } }, 'xa-chieng-so')
    const of = await frozen(made)
    expect([of('GN02')?.value, of('GN03')?.value, of('GN05')]).toEqual(['49.39', '5.49', undefined])
    const rows = await prisma.indicatorValue.findMany({
      where: { filingId: made.id, code: { startsWith: 'GN' } },
      orderBy: { code: 'asc' },
    })
    expect(rows.map(({ code, value }) => `${code} ${value}`)).toEqual(['GN01 408', 'GN02 49.39', 'GN03 5.49'])
    const reader = await signedIn(dienBienDong)
    await reader.open(made.path)
    expect(reader.main).toContain('Tỷ lệ hộ nghèo GN02%tự tính49,39')
  })

  test('of a district come from sums, never from rates, and only of communes that gave both', async () => {
    await sent(year(2024), { GN01: { value: '100' }, DC01: { value: '200' } }, 'xa-keo-lom')
    await sent(year(2024), { GN01: { value: '50' }, DC01: { value: '800' } }, 'xa-phi-nhu')
    await sent(year(2024), { GN01: { value: '7' } }, 'xa-chieng-so')
    const report = await aDistrictReport('ready', { by: dienBienDong })
    const { compiled } = await prisma.draft.findUniqueOrThrow({ where: { filingId: report.id } })
    const { indicators: lines } = compiled as unknown as { indicators: { code: string; total: string; communes: number }[] }
    const of = (code: string) => lines.find((line) => line.code === code)
    expect(of('GN01')).toMatchObject({ total: '157', communes: 3 })
    expect(of('GN02')).toMatchObject({ total: '15', communes: 2 }) // 150 of 1.000, not the mean of 50 % and 6,25 %
    expect(of('GN03')).toBeUndefined()
  })
})
