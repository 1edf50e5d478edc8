import { prisma } from '../../src/db.ts'
import { isTyped } from '../../src/indicators/catalogue.ts'
import { type Commune, communeOf } from './communes.ts'
import { between, chance, pick, whole } from './dice.ts'
import { typedNumber } from './vietnamese.ts'

/**
 * The figures of a commune over the years. A flow has a yearly total that is spread over twelve months, so that months, quarters and year
 * always add up; a stock moves slowly from month to month. Everything is counted in the last decimal of its indicator.
 */
const lines = await prisma.indicator.findMany({ where: { communeId: null }, orderBy: { position: 'asc' } })
/** Illustrated in tenths at most. */
export const indicators: readonly Indicator[] = lines
  .filter(isTyped)
  .map((line) => ({ ...line, decimals: Math.min(line.decimals, 1) })) as Indicator[]

/** The nineteen criteria of new rural communes, and the twelve shortages of poor households. */
const [NT02, GN08] = ['NT02', 'GN08'].map((start) => lines.flatMap(({ code }) => (code.startsWith(start) ? [code] : []))) as [
  string[],
  string[],
]

const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]))

export const indicatorsOf = (periodKind: PeriodKind): Indicator[] => indicators.filter(({ periods }) => periods.includes(periodKind))

/** What the commune types for a period: the plan of the year, the figure of the period and, for a flow, since the start of the year. */
export function figure(communeKey: string, code: string, period: Period): { planned: string; value: string; total: string } {
  const { from, to } = monthsOf(period)
  const { decimals, kind } = indicatorOf(code)
  const commune = communeOf(communeKey)
  const planned = typedNumber(planOf(commune, code, period.year), decimals).replace(/^0$/, '')
  if (kind === 'stock') return { planned, value: typedNumber(stock(commune, code, period.year, to), decimals), total: '' }
  const total = upTo(commune, code, period.year, to)
  return { planned, value: typedNumber(total - upTo(commune, code, period.year, from - 1), decimals), total: typedNumber(total, decimals) }
}

/** What was set for the year: of crops, herds, the budget and jobs, a little above or below what came of it. */
function planOf(commune: Commune, code: string, year: number): number {
  if (!/^(KT0|KT1[1-4]|KT18|KT2[128]|GD03|LD01|XD01)/.test(code)) return 0
  const came = indicatorOf(code).kind === 'stock' ? stock(commune, code, year, 12) : upTo(commune, code, year, 12)
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(came, 1))) - 1)
  return Math.round((came * between(`${commune.key}/${code}/${year}/plan`, 0.96, 1.07)) / step) * step
}

/** As a number, in the indicator's own unit. */
export function amount(communeKey: string, code: string, period: Period): { value: number; total: number } {
  const { from, to } = monthsOf(period)
  const { decimals, kind } = indicatorOf(code)
  const commune = communeOf(communeKey)
  const scale = 10 ** decimals
  if (kind === 'stock') return { value: stock(commune, code, period.year, to) / scale, total: 0 }
  const total = upTo(commune, code, period.year, to)
  return { value: (total - upTo(commune, code, period.year, from - 1)) / scale, total: total / scale }
}

export function monthsOf({ periodKind, n }: Period): { from: number; to: number } {
  if (periodKind === 'month') return { from: n, to: n }
  if (periodKind === 'quarter') return { from: 3 * n - 2, to: 3 * n }
  return { from: 1, to: 12 }
}

function indicatorOf(code: string): Indicator {
  const indicator = byCode.get(code)
  if (!indicator) throw new Error(`no indicator ${code} in the demonstration`)
  return indicator
}

/** Since the start of the year to the end of a month. */
function upTo(commune: Commune, code: string, year: number, month: number): number {
  if (month <= 0) return 0
  if (code === 'KT01') return ['KT02', 'KT03', 'KT04', 'KT05', 'OTHER'].reduce((sum, crop) => sum + upTo(commune, crop, year, month), 0)
  // A letter is settled in the month after it came.
  if (code === 'AN04B') return upTo(commune, 'AN04A', year, month - 1)
  return cumulativeOf(commune, code, year)[month - 1] ?? 0
}

/** Since the start of the year, at the end of each month. */
function cumulativeOf(commune: Commune, code: string, year: number): number[] {
  const key = `${commune.key}/${code}/${year}`
  const known = cumulatives.get(key)
  if (known) return known
  const total = yearTotal(commune, code, year)
  const shares = sharesOf(commune, code, year, total)
  const all = shares.reduce((sum, share) => sum + share, 0)
  let part = 0
  const cumulative = shares.map((share, index) => {
    part += share
    return index === 11 ? total : Math.round((total * part) / all)
  })
  cumulatives.set(key, cumulative)
  return cumulative
}

const cumulatives = new Map<string, number[]>()

/** Few cases fall one by one into months; large flows follow the season. */
function sharesOf(commune: Commune, code: string, year: number, total: number): number[] {
  const season = SEASONS[code] ?? EVEN
  const key = `${commune.key}/${code}/${year}`
  if (total > 0 && total <= 12) {
    const months = season.flatMap((weight, month) => (weight > 0 ? Array<number>(Math.ceil(weight)).fill(month) : []))
    const fallen = Array.from({ length: total }, (_, index) => pick(`${key}/${index}`, months))
    return season.map((_, month) => fallen.filter((one) => one === month).length)
  }
  return season.map((weight, month) => weight * between(`${key}/${month}`, 0.85, 1.15))
}

function yearTotal(commune: Commune, code: string, year: number): number {
  const fixed = MUONG_PON[`${commune.key}/${code}/${year}`]
  if (fixed !== undefined) return fixed
  const { key } = commune
  const base = (from: number, to: number) => between(`${key}/${code}`, from, to)
  const swing = (percent: number) => 1 + between(`${key}/${code}/${year}`, -percent, percent) / 100
  const cases = (from: number, to: number) => whole(`${key}/${code}/${year}`, from, to)
  const valley = commune.landscape === 'valley'
  switch (code) {
    case 'KT02':
      return Math.round(10 * (valley ? base(65, 170) : chance(`${key}/KT02/none`, 30) ? 0 : base(6, 32)) * swing(2))
    case 'KT03':
      return Math.round(10 * (valley ? base(95, 240) : base(28, 95)) * swing(2))
    case 'KT04':
      return Math.round(10 * (valley ? base(45, 160) : base(170, 460)) * swing(4) * 0.98 ** (year - 2021))
    case 'KT05':
      return Math.round(10 * (commune.crops.includes('ngô') ? base(170, 480) : base(55, 180)) * swing(5))
    case 'OTHER':
      return Math.round(10 * (commune.crops.includes('sắn') ? base(160, 380) : base(40, 140)) * swing(5))
    case 'KT06':
      return Math.round(
        (yearTotal(commune, 'KT02', year) * 5.7 + yearTotal(commune, 'KT03', year) * 4.8 + yearTotal(commune, 'KT04', year) * 1.45) *
          swing(4),
      )
    case 'KT07':
      return Math.round(yearTotal(commune, 'KT05', year) * base(2.3, 3.1) * swing(3))
    case 'KT16':
      return Math.round(10 * (stock(commune, 'KT15', year, 12) / 10) * base(1.1, 1.9) * swing(5))
    case 'KT18':
      return chance(`${key}/KT18/${year}/none`, 25) ? 0 : Math.round(10 * base(4, 45) * swing(30))
    case 'KT19A':
      return chance(`${key}/KT19A/${year}`, 14) ? 1 : 0
    case 'KT19B':
      return chance(`${key}/KT19B/none`, 40) ? 0 : cases(0, 3)
    case 'KT21':
      return Math.round(1e6 * base(5200, 9400) * 1.05 ** (year - 2021) * swing(3)) + cases(0, 999_999)
    case 'KT22':
      return Math.round(1000 * base(19_000, 68_000) * swing(12)) + cases(0, 999)
    case 'KT23B':
      return chance(`${key}/KT23B/${year}`, 22) ? 1 : 0
    case 'KT25A':
      return cases(0, 3)
    case 'KT28':
      return Math.round(base(2600, 11_500) * ({ 2022: 0.45, 2023: 1.1, 2024: 1.2 }[year] ?? 1) * swing(15))
    case 'GN06A':
      return (
        stock(commune, 'GN01', year - 1, 12) -
        stock(commune, 'GN01', year, 12) +
        yearTotal(commune, 'GN06B', year) +
        yearTotal(commune, 'GN06C', year)
      )
    case 'GN06B':
      return cases(0, 2)
    case 'GN06C':
      return cases(1, 7)
    case 'DC08':
      return Math.round((stock(commune, 'DC02', year, 12) * base(16, 24)) / 1000)
    case 'DC09':
      return Math.round((stock(commune, 'DC02', year, 12) * base(4, 6)) / 1000)
    case 'DC05':
      return cases(3, 19)
    case 'DC06A':
      return chance(`${key}/DC06A/none`, 30) ? cases(0, 1) : cases(0, 5)
    case 'DC06B':
      return chance(`${key}/DC06B/${year}`, 6) ? 1 : 0
    case 'GD01':
      return cases(0, 8)
    case 'GD03':
      return cases(15, 70)
    case 'LD01':
      return Math.round(base(45, 150) * swing(20))
    case 'YT03':
      return year === 2022 ? cases(80, 340) : cases(4, 34)
    case 'AN01':
      return cases(0, 5)
    case 'AN02':
      return commune.border ? cases(1, 6) : cases(0, 4)
    case 'AN03':
      return cases(0, 3)
    case 'AN04A':
      return cases(2, 13)
    case 'XD01':
      return cases(4, 14)
    case 'XD03':
      return cases(70, 290)
    default:
      throw new Error(`no yearly figure for ${code}`)
  }
}

function stock(commune: Commune, code: string, year: number, month: number): number {
  const fixed = MUONG_PON[`${commune.key}/${code}/${year}`]
  if (fixed !== undefined) return fixed
  const { key } = commune
  const years = year - 2021 + month / 12
  const base = (from: number, to: number) => between(`${key}/${code}`, from, to)
  const herd = (from: number, to: number, growth: number) =>
    Math.round(base(from, to) * (1 + growth) ** years * (1 + between(`${key}/${code}/${year}/${month}`, -0.006, 0.006)))
  const households = () => stock(commune, 'DC01', year, 12)
  if (NT02.includes(code)) {
    const easiest = NT02.toSorted((a, b) => between(`${key}/${a}`, 0, 1) - between(`${key}/${b}`, 0, 1))
    return easiest.indexOf(code) < stock(commune, 'NT01', year, month) ? 1 : 0
  }
  if (GN08.includes(code)) return Math.round(stock(commune, 'GN01', year, 12) * base(0.04, 0.55))
  const people = () => Math.round(households() * 1.012 ** (month / 12 - 1) * between(`${key}/people`, 4.4, 5.7))
  switch (code) {
    case 'DC01':
      return Math.round(base(520, 1280) * 1.012 ** years)
    case 'DC02':
      return people()
    case 'DC03A':
      return Math.round(households() * base(0.91, 0.998))
    case 'KT10':
      return Math.round(10 * base(22, 380) * 1.07 ** (year - 2021))
    case 'KT11':
      return herd(480, 1650, -0.012)
    case 'KT12':
      return herd(commune.animals.includes('bò') ? 700 : 180, commune.animals.includes('bò') ? 2300 : 800, 0.028)
    case 'KT13':
      return herd(1500, 4300, 0.03)
    case 'KT14':
      return Math.round(10 * base(9, 34) * 1.03 ** years * (1 + between(`${key}/${code}/${year}/${month}`, -0.012, 0.012)))
    case 'KT15':
      return Math.round(10 * (commune.landscape === 'upland' ? base(2, 9) : base(9, 31)) * 1.015 ** (year - 2021))
    case 'KT17A':
      return Math.round((stock(commune, 'KT17B', year, month) * (base(36, 58) + 0.5 * (year - 2021))) / 100)
    case 'KT17B':
      return Math.round(10 * base(3200, 11_800))
    case 'KT20':
      return Math.round(10 * (base(11.5, 19) + 1.9 * (year - 2021)))
    case 'KT23A':
      return whole(`${key}/KT23A`, 0, 3) + founded(commune, 'KT23B', year, month)
    case 'KT24':
      return chance(`${key}/KT24/none`, 45) ? 0 : Math.max(0, whole(`${key}/KT24`, -1, 1) + Math.floor((year - 2021) / 2))
    case 'KT25B':
      return whole(`${key}/KT25B`, 1, 4) + founded(commune, 'KT25A', year, month)
    case 'KT26':
      return Math.round(base(13_500, 38_000) * 1.085 ** years * (1 + between(`${key}/${code}/${year}/${month}`, -0.004, 0.004)))
    case 'KT27':
      return Math.round(stock(commune, 'KT26', year, month) / between(`${key}/KT27`, 44, 62))
    case 'NT01':
      return Math.min(18, whole(`${key}/NT01`, 5, 12) + Math.floor((years - 0.9) * between(`${key}/NT01/pace`, 0.5, 1.4) + 0.5))
    case 'GN01':
      return Math.round(households() * Math.max(0.1, base(0.42, 0.68) - between(`${key}/GN01/pace`, 0.045, 0.065) * (year - 2021)))
    case 'GN04':
      return Math.round(households() * Math.max(0.06, base(0.09, 0.18) - 0.004 * (year - 2021)))
    case 'GN07':
      return Math.round((households() - stock(commune, 'GN01', year, 12) - stock(commune, 'GN04', year, 12)) * base(0.55, 0.82))
    case 'GD02A':
      return Math.round((stock(commune, 'GD02B', year, month) * Math.min(100, base(97.4, 99.4) + 0.15 * (year - 2021))) / 100)
    case 'GD02B':
      return Math.round(people() * base(0.21, 0.27))
    case 'YT01A':
      return Math.round(people() * base(0.94, 0.992))
    case 'YT02C':
      return Math.round(people() * base(0.095, 0.125))
    case 'YT02D':
      return Math.round((stock(commune, 'YT02C', year, month) * (base(14.5, 21) - 0.6 * (year - 2021))) / 100)
    case 'YT02E':
      return Math.round((stock(commune, 'YT02C', year, month) * (base(24, 33) - 0.7 * (year - 2021))) / 100)
    case 'MT01A':
      return Math.round(households() * Math.min(0.92, base(0.41, 0.68) + 0.03 * (year - 2021)))
    case 'MT02A':
      return Math.round(households() * Math.min(0.985, base(0.7, 0.89) + 0.017 * (year - 2021)))
    case 'VH01A':
      return Math.round(households() * Math.min(0.85, base(0.53, 0.7) + 0.018 * (year - 2021)))
    case 'VH02A':
      return Math.min(commune.villages.length, Math.round(commune.villages.length * base(0.45, 0.7)) + Math.floor((year - 2021) / 2))
    case 'VH02B':
      return commune.villages.length
    case 'LD02A':
      return Math.round((stock(commune, 'LD02B', year, month) * (base(19, 38) + 1.8 * (year - 2021))) / 100)
    case 'LD02B':
      return Math.round(people() * base(0.52, 0.6))
    case 'XD02A':
      return Math.min(commune.villages.length, Math.round(commune.villages.length * base(0.6, 0.85)) + Math.floor((year - 2021) / 2))
    case 'XD02B':
      return year < 2023 && chance(`${key}/XD02B`, 18) ? 1 : 0
    default:
      throw new Error(`no stock figure for ${code}`)
  }
}

/** What was founded since the programme began. */
function founded(commune: Commune, code: string, year: number, month: number): number {
  let sum = upTo(commune, code, year, month)
  for (let earlier = 2022; earlier < year; earlier++) sum += yearTotal(commune, code, earlier)
  return sum
}

const EVEN = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
const SEASONS: Record<string, readonly number[]> = {
  KT02: [7, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  KT03: [0, 0, 0, 0, 0, 4, 6, 0, 0, 0, 0, 0],
  KT04: [0, 0, 0, 1, 6, 3, 0, 0, 0, 0, 0, 0],
  KT05: [0, 0, 1, 5, 3, 1, 0, 0, 0, 0, 0, 0],
  OTHER: [1, 2, 4, 3, 1, 0, 0, 1, 1, 2, 1, 0],
  KT18: [0, 0, 0, 0, 0, 2, 4, 3, 1, 0, 0, 0],
  KT19A: [0, 1, 3, 3, 1, 0, 0, 0, 0, 0, 0, 0],
  KT19B: [0, 1, 3, 3, 2, 1, 0, 0, 0, 1, 0, 0],
  KT22: [1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 4],
  KT28: [0, 0, 1, 1, 2, 3, 3, 4, 5, 6, 8, 12],
  KT23B: [0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  KT25A: [0, 0, 1, 2, 2, 1, 1, 1, 1, 1, 1, 0],
  GD01: [1, 4, 2, 1, 1, 0, 0, 0, 2, 2, 1, 1],
  GD03: [0, 0, 1, 2, 2, 2, 1, 2, 3, 3, 2, 1],
  LD01: [1, 6, 5, 3, 2, 2, 2, 2, 2, 2, 1, 1],
  YT03: [2, 3, 3, 2, 1, 1, 2, 2, 1, 1, 1, 1],
  DC06A: [3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 2, 3],
  XD01: [1, 1, 2, 1, 3, 2, 1, 1, 3, 2, 2, 1],
  XD03: [0, 1, 2, 2, 2, 2, 1, 2, 3, 3, 2, 1],
}

/** What the newspapers of 2023 tell about Mường Pồn is public. */
const MUONG_PON: Record<string, number> = {
  'xa-muong-pon/DC01/2020': 1084,
  'xa-muong-pon/DC01/2021': 1098,
  'xa-muong-pon/DC01/2022': 1112,
  'xa-muong-pon/DC01/2023': 1126,
  'xa-muong-pon/DC01/2024': 1139,
  'xa-muong-pon/DC01/2025': 1152,
  'xa-muong-pon/GN01/2021': 243,
  'xa-muong-pon/GN01/2022': 202,
  'xa-muong-pon/GN01/2023': 162,
  'xa-muong-pon/GN01/2024': 131,
  'xa-muong-pon/GN01/2025': 104,
  'xa-muong-pon/GN04/2023': 122,
  'xa-muong-pon/GN07/2023': 476,
  'xa-muong-pon/NT01/2022': 15,
  'xa-muong-pon/NT01/2023': 16,
  'xa-muong-pon/NT01/2024': 16,
  'xa-muong-pon/NT01/2025': 17,
  'xa-muong-pon/KT21/2023': 6_101_550_442,
  'xa-muong-pon/KT22/2023': 44_850_442,
}

export type PeriodKind = 'month' | 'quarter' | 'year'

export interface Period {
  periodKind: PeriodKind
  year: number
  n: number
}

export interface Indicator {
  code: string
  group: string
  name: string
  unit: string
  kind: 'stock' | 'flow'
  periods: PeriodKind[]
  decimals: number
}
