import type { Db } from '../db.ts'
import type { Kind, PeriodKind } from '../generated/enums.ts'
import { kindWords, termWords } from '../words.ts'
import { folded, needle, says, type Token, tokensOf } from './words.ts'

/**
 * What a filing is called is put together of few words: kinds, terms, agencies. So these are looked through here, and a filing is asked for by
 * what was found; no index of titles has to be kept in step.
 */
export async function namesFor(db: Db, words: readonly string[]) {
  const agencies = (
    await db.agency.findMany({
      select: {
        ...{ id: true, name: true, abbreviation: true, otherSpellings: true },
        ...{ names: { select: { name: true } }, roles: { select: { role: true } } },
      },
      orderBy: { name: 'asc' },
    })
  ).map((agency) => {
    const called = [agency.name, ...agency.names.map(({ name }) => name), ...agency.otherSpellings, agency.abbreviation]
    return { ...agency, texts: [...new Set(called.map(folded))] }
  })
  const periods = (await db.period.findMany()).map((period) => ({
    id: period.id,
    text: folded(`${termWords(period)} ${otherTerm(period)}`),
  }))
  const names = agencies.flatMap(({ texts }) => texts)
  const tokens = tokensOf(words, names)
  return {
    tokens,
    texts: [...names, ...Object.values(titles).map(folded), ...periods.map(({ text }) => text)],
    agencies,
    /** What each token may stand for in the name of a filing. */
    found: tokens.map((token) => ({
      token,
      agencies: agencies.filter(({ texts }) => texts.some((text) => says(text, token))).map(({ id }) => id),
      kinds: (Object.keys(titles) as Kind[]).filter((kind) => says(folded(titles[kind]), token)),
      periods: periods.filter(({ text }) => says(text, token)).map(({ id }) => id),
    })),
  }
}

export type Names = Awaited<ReturnType<typeof namesFor>>
export type Found = Names['found'][number]

/** What kinds are called, and are called besides. */
const titles: Record<Kind, string> = {
  ...kindWords,
  plan: `${kindWords.plan} xã`,
  unitReport: `${kindWords.unitReport}, báo cáo năm của đơn vị`,
  districtReport: `${kindWords.districtReport}, báo cáo tổng hợp cấp huyện`,
}

/** "quý 4 năm 2024", as people type it, beside "quý IV/2024". */
const otherTerm = ({ kind, n, year }: { kind: PeriodKind; n: number; year: number }) =>
  kind === 'quarter' ? `quý ${n} năm ${year}` : kind === 'month' ? `tháng ${String(n).padStart(2, '0')} năm ${year}` : ''

/** Whose name says all of it. */
export const named = ({ agencies, tokens }: Names) =>
  agencies.filter(({ texts }) => tokens.every((token) => texts.some((text) => says(text, token))))

/** A text that says the token, or a row of an agency that is called so. */
export const said = (token: Token) => ({ search: { contains: needle(token) } })

/** Of the agencies that a query names, as the lists of filings look for them; and its year. */
export function narrowed({ found }: Names) {
  const q = found.flatMap(({ token, agencies }) => (agencies.length && !/^\d+$/.test(token) && agencies.length < 60 ? [token] : []))
  const year = found.flatMap(({ token }) => (/^20\d\d$/.test(token) ? [token] : []))[0]
  return { q: q.length === 1 ? (q[0] ?? '') : '', year }
}
