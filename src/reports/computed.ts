import type { Catalogue, Indicator } from '../indicators/catalogue.ts'

/** Figures that follow from others. Exact: whole numbers of ten-thousandths, as the database keeps them; halves are rounded up. */

/** What one knows of an indicator: within the period (or as of its end), and since the year began. Decimal strings. */
export type Figure = { value?: string; total?: string; planned?: string }
export type Figures = ReadonlyMap<string, Figure>

/** Rates, sums and falls that can be told from these figures; `before`: the year before. What a period does not ask for itself may be known from elsewhere. */
export function derivedOf(catalogue: Catalogue, known: Figures, before: Figures): [string, Figure][] {
  return catalogue.flatMap((indicator) => {
    const value = computed(catalogue, indicator, known, before)
    return value === undefined ? [] : [[indicator.code, { value }] as [string, Figure]]
  })
}

function computed(catalogue: Catalogue, indicator: Indicator, known: Figures, before: Figures): string | undefined {
  if (indicator.kind === 'derived') {
    const value = ratio(indicator, known)
    return value === undefined ? undefined : decimal(value)
  }
  if (indicator.kind !== 'fall') return undefined
  const of = catalogue.find(({ code }) => code === indicator.over[0]?.code)
  const [now, then] = [of && ratio(of, known), of && ratio(of, before)]
  return now === undefined || then === undefined ? undefined : decimal(then - now)
}

/** In ten-thousandths, rounded to the decimals of the indicator. */
function ratio({ over, under, times, decimals }: Indicator, known: Figures): bigint | undefined {
  let sum = 0n
  for (const { code, sign } of over) {
    const part = scaled(known.get(code)?.total ?? known.get(code)?.value)
    if (part === undefined) return undefined
    sum += sign * part
  }
  const step = 10n ** BigInt(4 - decimals)
  if (!under) return rounded(sum * times, step) * step
  const by = scaled(known.get(under)?.total ?? known.get(under)?.value)
  return by ? rounded(sum * times * 10_000n, by * step) * step : undefined
}

/** "1.5" is 15000. */
export function scaled(number: string | undefined): bigint | undefined {
  if (number === undefined) return undefined
  const [whole = '', part = ''] = number.replace('-', '').split('.')
  const size = BigInt(whole + part.padEnd(4, '0').slice(0, 4))
  return number.startsWith('-') ? -size : size
}

/** 15000 is "1.5". */
export function decimal(size: bigint): string {
  const digits = (size < 0n ? -size : size).toString().padStart(5, '0')
  const part = digits.slice(-4).replace(/0+$/, '')
  return `${size < 0n ? '-' : ''}${digits.slice(0, -4)}${part && `.${part}`}`
}

/** Half up, away from zero. */
function rounded(over: bigint, under: bigint): bigint {
  const [a, b] = [over < 0n ? -over : over, under < 0n ? -under : under]
  const whole = (2n * a + b) / (2n * b)
  return over < 0n !== under < 0n ? -whole : whole
}

/** How much of it, in per cent with one decimal; nothing to compare with is no per cent. */
export function percentOf(part: string | undefined, whole: string | undefined): string | undefined {
  const [a, b] = [scaled(part), scaled(whole)]
  return a === undefined || !b ? undefined : decimal(rounded(a * 1000n, b) * 1000n)
}

export const plus = (a: string, b: string) => decimal((scaled(a) ?? 0n) + (scaled(b) ?? 0n))
export const minus = (a: string, b: string) => decimal((scaled(a) ?? 0n) - (scaled(b) ?? 0n))
