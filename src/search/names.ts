import type { Kind, PeriodKind } from '../generated/enums.ts'
import type { Looking } from '../nouns/noun.ts'
import { overseer } from '../policy.ts'
import { kindWords, termWords } from '../words.ts'
import { folded, needle, says, type Token, tokensOf } from './words.ts'

/**
 * What a filing is called is put together of few words: kinds, terms, agencies. So these are looked through here, and a filing is asked for by
 * what was found; no index of titles has to be kept in step. Read once for a search, whatever is looked for, and what rows refer to is named by it.
 */
export async function knownTo({ db, actor }: Looking) {
  const unsent = { where: { filing: { firstSentAt: null } }, select: { filingId: true } } as const
  const [agencies, dated, overseen, communes, periods, assigned, covered, drafts, shared] = await Promise.all([
    db.agency.findMany({ select: { id: true, name: true, abbreviation: true, otherSpellings: true }, orderBy: { name: 'asc' } }),
    db.agencyName.findMany({ select: { agencyId: true, name: true } }),
    db.agencyParent.findMany({ where: { parentId: actor.agencyId }, select: { agencyId: true } }),
    overseer(actor) ? db.agencyRole.findMany({ where: { role: 'commune' }, select: { agencyId: true } }) : [],
    db.period.findMany({ select: { id: true, kind: true, year: true, n: true } }),
    db.assignment.findMany({ select: { id: true, unitId: true, communeId: true } }),
    db.filingCover.findMany({ select: { filingId: true, communeId: true } }),
    db.draft.findMany(unsent),
    // What a unit shows is a part of its own working copy: only districts read it besides.
    actor.oversees.length ? db.sharedSection.findMany(unsent) : [],
  ])
  const before = Map.groupBy(dated, ({ agencyId }) => agencyId)
  return {
    agencies: agencies.map(({ id, name, abbreviation, otherSpellings }) => {
      const called = [...new Set([name, ...(before.get(id) ?? []).map((one) => one.name), ...otherSpellings])]
      return { id, name, others: called.slice(1), texts: [...called, abbreviation].map(folded) }
    }),
    periods: new Map(periods.map((period) => [period.id, { ...period, text: folded(`${termWords(period)} ${otherTerm(period)}`) }])),
    names: new Map(agencies.map(({ id, name }) => [id, name])),
    assigned,
    covered,
    /** Also long ago. */
    overseen: overseen.map(({ agencyId }) => agencyId),
    /** Whom nobody helps besides, for who watches over the province. */
    communes: communes.map(({ agencyId }) => agencyId),
    /** Working copies that this reader may read. */
    readable: [...drafts, ...shared].map(({ filingId }) => filingId),
  }
}

export type Known = Awaited<ReturnType<typeof knownTo>>

/** What the words may stand for. */
export function namesIn(known: Known, words: readonly string[]) {
  const names = known.agencies.flatMap(({ texts }) => texts)
  const tokens = tokensOf(words, names)
  const periods = [...known.periods.values()]
  return {
    ...known,
    tokens,
    texts: [...names, ...titles.map(({ text }) => text), ...periods.map(({ text }) => text)],
    /** What each token may stand for in the name of a filing. */
    found: tokens.map((token) => ({
      token,
      agencies: known.agencies.filter(({ texts }) => texts.some((text) => says(text, token))).map(({ id }) => id),
      kinds: titles.filter(({ text }) => says(text, token)).map(({ kind }) => kind),
      periods: new Set(periods.filter(({ text }) => says(text, token)).map(({ id }) => id)),
    })),
  }
}

export type Names = ReturnType<typeof namesIn>
export type Found = Names['found'][number]

/** What kinds are called, and are called besides. */
const titles = Object.entries({
  ...kindWords,
  plan: `${kindWords.plan} xã`,
  unitReport: `${kindWords.unitReport}, báo cáo năm của đơn vị`,
  districtReport: `${kindWords.districtReport}, báo cáo tổng hợp cấp huyện`,
}).map(([kind, title]) => ({ kind: kind as Kind, text: folded(title) }))

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
