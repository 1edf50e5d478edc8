import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

export const slugOf = (text: string): string =>
  text
    .replaceAll('Đ', 'D')
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, '-')
    .replace(/[^a-z0-9-]/g, '')

/** A number counted in its last decimal (1234 with one decimal is 123,4), as an official types it. */
export function typedNumber(scaled: number, decimals = 0): string {
  const digits = String(Math.abs(Math.round(scaled))).padStart(decimals + 1, '0')
  const integer = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, '.')
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return `${scaled < 0 ? '-' : ''}${integer}${decimals > 0 && fraction ? `,${fraction}` : ''}`
}

/** Whole đồng. */
export const typedMoney = (amount: number): string => (amount > 0 ? typedNumber(amount) : '')

export const moneyOf = (typed: string): number => Number(typed.replaceAll('.', '') || '0')

/** Counts under ten are written with a leading zero in administrative documents: 02 lớp. */
export const count = (amount: number): string => (amount > 0 && amount < 10 ? `0${amount}` : typedNumber(amount))

export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} và ${items[items.length - 1]}`

export const rowsOf = <Column extends string>(file: string): Record<Column, string>[] =>
  parse(readFileSync(new URL(`data/${file}`, import.meta.url), 'utf8').normalize('NFC'), { columns: true, skip_empty_lines: true })
