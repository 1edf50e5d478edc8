import { readFileSync } from 'node:fs'
import ejs from 'ejs'
import { articles } from './text.ts'

/**
 * Citations of the Quy chế as links to its text: "khoản 1, khoản 2 Điều 9 Quy chế". Only in words of ours: what stands in a template between its
 * tags, and what a view passes through `cited()`. What somebody typed comes into a page by neither.
 */
const citation = /((?:khoản \d+(?:, \d+)*(?:,| và)? )*)Điều (\d+)\b(?! *(?:của )?(?:Luật|Bộ luật|Nghị định|Thông tư|Quyết định))/gi

function link(text: string) {
  return text.replace(citation, (all, clauses: string, article: string) => {
    const found = articles.find(({ number }) => number === Number(article))
    const numbers = clauses.match(/\d+/g) ?? []
    if (!found || !numbers.every((n) => found.clauses.some(({ number }) => number === Number(n)))) return all
    const to = (words: string) => {
      const [clause] = /(?<=khoản )\d+/i.exec(words) ?? []
      return `<a class="cited" href="/regulation#dieu-${article}${clause ? `-khoan-${clause}` : ''}">${words}</a>`
    }
    // The last clause is named together with its article.
    const last = Math.max(0, all.toLowerCase().lastIndexOf('khoản '))
    return all.slice(0, last).replace(/khoản \d+/gi, to) + to(all.slice(last))
  })
}

/** The same of a sentence of ours that a view gets from elsewhere: a hint, the basis of a deadline. Escaped here. */
export const cited = (words: string) => link(ejs.escapeXML(words))

/** Where no link may stand. */
const closed = /^(a|button|label|option|title|textarea|script|style|h1|caption)$/

/** The source of a template with the citations of its own words as links; tags, attributes and code stay as they are. */
export function linked(template: string) {
  let within: string[] = []
  return template.replace(/<%[\s\S]*?%>|<(?:<%[\s\S]*?%>|[^<>%]|%(?!>))*>|[^<]+/g, (part) => {
    const [, closing, name = ''] = /^<(\/?)([a-z]\w*)/i.exec(part) ?? []
    if (closed.test(name)) within = closing ? within.slice(0, within.lastIndexOf(name)) : [...within, name]
    return part.startsWith('<') || within.length ? part : link(part)
  })
}

/** Pages are read through `linked()`; a message by mail is no page. */
ejs.fileLoader = (path) => {
  const source = readFileSync(path, 'utf8')
  return /mail\.ejs$/.test(path) ? source : linked(source)
}

export const engine = ejs.renderFile
