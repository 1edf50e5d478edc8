// The demonstration leaves nothing to luck: the same key always falls on the same side.

export const chance = (key: string, percent: number): boolean => fraction(key) * 100 < percent

export function pick<T>(key: string, list: readonly T[]): T {
  const chosen = list[Math.floor(fraction(key) * list.length)]
  if (chosen === undefined) throw new Error(`nothing to pick from for ${key}`)
  return chosen
}

export const whole = (key: string, from: number, to: number): number => from + Math.floor(fraction(key) * (to - from + 1))

export const between = (key: string, from: number, to: number): number => from + fraction(key) * (to - from)

export const shuffled = <T>(key: string, list: readonly T[]): T[] =>
  list
    .map((item, index) => ({ item, order: fraction(`${key}/${index}`) }))
    .sort((one, other) => one.order - other.order)
    .map(({ item }) => item)

export const some = <T>(key: string, list: readonly T[], count: number): T[] => shuffled(key, list).slice(0, count)

function fraction(key: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < key.length; index++) {
    const letter = key.charCodeAt(index)
    high = Math.imul(high ^ letter, 2654435761)
    low = Math.imul(low ^ letter, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)) / 9007199254740992
}
