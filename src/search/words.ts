/** One typed word, or several that stand side by side in a name: "keo lom". */
export type Token = string

/** So many words are looked for; nobody means more. */
export const mostWords = 12
export const mostLetters = 200

/** Letter by letter, so that the places of a text and of its folded form are the same. Like `search_words()` in the database. */
const foldedLetters = (text: string) =>
  [...text.normalize('NFC')].map((letter) => {
    const known = plainLetters.get(letter)
    if (known) return known
    const bare = letter.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
    const plain = /^[a-z0-9]$/.test(bare) ? bare : ' '
    plainLetters.set(letter, plain)
    return plain
  })
/** Every name and term is folded at every search: a letter is looked at once. */
const plainLetters = new Map<string, string>()

/** Words without tone marks, cut at everything that is no letter or digit, with a space at both ends. */
export const folded = (text: string) => ` ${foldedLetters(text).join('').replace(/ +/g, ' ').trim()} `

export const wordsOf = (text: string) => folded(text).split(' ').filter(Boolean)

/** A word is found by its beginning, a number as a whole: "12" is not "1". */
export const needle = (token: Token) => (/\d$/.test(token) ? ` ${token} ` : ` ${token}`)

export const says = (foldedText: string, token: Token) => foldedText.includes(needle(token))

/**
 * The words of a query; those that stand side by side in a name are looked for side by side ("xã Na Son" is not "xã", "Na" and "Son" somewhere).
 * `names` are folded.
 */
export function tokensOf(words: readonly string[], names: readonly string[]): Token[] {
  for (let length = words.length; length > 1; length--)
    for (let from = 0; from + length <= words.length; from++) {
      const run = words.slice(from, from + length).join(' ')
      if (names.some((name) => says(name, run)))
        return [...tokensOf(words.slice(0, from), names), run, ...tokensOf(words.slice(from + length), names)]
    }
  return [...words]
}

export type Piece = { text: string; hit: boolean }

/** A text in pieces, those that were searched for marked; of a long one the part around the first of them. */
export function marked(text: string, tokens: readonly Token[], most = 180): Piece[] {
  const letters = [...text.normalize('NFC').replace(/\s+/g, ' ')]
  const plain = ` ${foldedLetters(letters.join('')).join('')} `
  const hits = letters.map(() => false)
  for (const token of tokens)
    for (let at = plain.indexOf(needle(token)); at >= 0; at = plain.indexOf(needle(token), at + 1)) hits.fill(true, at, at + token.length)
  const first = Math.max(0, hits.indexOf(true))
  const from = letters.length <= most || first < most / 2 ? 0 : letters.lastIndexOf(' ', first - most / 3) + 1
  const to = letters.length <= from + most ? letters.length : letters.lastIndexOf(' ', from + most)
  const pieces: Piece[] = []
  for (let at = from; at < to; at++) {
    const hit = hits[at] === true
    const last = pieces.at(-1)
    if (last?.hit === hit) last.text += letters[at]
    else pieces.push({ text: letters[at] ?? '', hit })
  }
  if (from > 0) pieces.unshift({ text: '… ', hit: false })
  if (to < letters.length) pieces.push({ text: ' …', hit: false })
  return pieces
}

/** How many letters are to be put in, left out, changed or swapped to make one of the other; more than `most` is only "more". */
export function apart(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Number.POSITIVE_INFINITY) + 1 : Number.POSITIVE_INFINITY
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1), swapped))
    }
    if (Math.min(...next) > most) return most + 1
    before = row
    row = next
  }
  return row[b.length] ?? 0
}

/**
 * What was probably meant: the longest part of the query that nearly stands in one of these texts, as it stands there. One letter may be wrong, in
 * ten letters and more two; a number is never put right. The query itself is never proposed.
 * The texts are folded.
 */
export function meant(words: readonly string[], texts: readonly string[]): string[] | undefined {
  const split = [...new Set(texts)].map((text) => ({ text, spaces: spacesIn(text) }))
  for (let length = Math.min(words.length, 4); length > 0; length--) {
    const runs = words.slice(length - 1).flatMap((_, from) => {
      const run = words.slice(from, from + length).join(' ')
      const spelledSo = length === 1 && split.some(({ text }) => text.includes(` ${run} `))
      return /^[\d ]+$/.test(run) || run.length < 4 || spelledSo ? [] : [{ run, from, most: run.length < 10 ? 1 : 2 }]
    })
    // What stands in many texts is compared once, and only where it is about as long and the same numbers stand in it.
    const windows = new Set<string>()
    for (const { text, spaces } of split)
      for (let at = 0; at + length < spaces.length; at++) {
        const [begin, end] = [(spaces[at] ?? 0) + 1, spaces[at + length] ?? 0]
        if (runs.some(({ run, most }) => Math.abs(end - begin - run.length) <= most)) windows.add(text.slice(begin, end))
      }
    const byNumber = Map.groupBy(windows, numberIn)
    let best: { off: number; words: string[] } | undefined
    for (const { run, from, most } of runs)
      for (const window of byNumber.get(numberIn(run)) ?? []) {
        const off = apart(run, window, Math.min(most, (best?.off ?? most + 1) - 1))
        if (off > 0 && off <= most && off < (best?.off ?? most + 1))
          best = { off, words: [...words.slice(0, from), ...window.split(' '), ...words.slice(from + length)] }
      }
    if (best) return best.words
  }
  return undefined
}

function spacesIn(text: string) {
  const spaces: number[] = []
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) spaces.push(at)
  return spaces
}

const numberIn = (text: string) => text.replace(/\D+/g, ' ').trim()
