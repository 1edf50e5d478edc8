import { areaWords } from '../words.ts'
import { areas, type ClauseCode, clauseCodes, clauseShort } from './text.ts'

/** "Điều 4, khoản 2: Mô hình sản xuất, …": for choosing. */
export const clauseWords = Object.fromEntries(
  clauseCodes.map((code) => [code, clauseShort[code].replace(/^Khoản (\d+)/, `Điều ${code.split('.')[0]}, khoản $1`)]),
) as Record<ClauseCode, string>

/** The area that the article of a clause is about. */
export function areaOf(code: string) {
  const [article] = code.split('.')
  return (Object.keys(areas) as (keyof typeof areas)[]).find((name) => areas[name].article === Number(article))
}

/** "Kinh tế, khoản 4 Điều 4": which area a clause is about. */
export function clausePlace(code: string) {
  const [article, clause] = code.split('.')
  const area = areaOf(code)
  return `${area ? `${areaWords[area]}, ` : ''}khoản ${clause} Điều ${article}`
}
