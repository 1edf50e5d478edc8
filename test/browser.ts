import * as cheerio from 'cheerio'
import request from 'supertest'
import { app } from '../src/app.ts'

/** A reader of real pages: opens links, fills in forms by their names, presses buttons by their words. */
export class Browser {
  readonly agent
  status = 0
  path = ''
  $ = cheerio.load('')

  /** Of the portal in this process, or of one that runs elsewhere, behind HTTPS. */
  constructor(portal?: { url: string; ca: string }) {
    this.agent = portal ? request.agent(portal.url, { ca: portal.ca }) : request.agent(app)
  }

  async open(path: string) {
    return this.#arrive(path, await this.agent.get(path).redirects(5))
  }

  /** Follows a link by its words. */
  async follow(words: string) {
    const link = this.$('a').filter((_, a) => said(this.$(a).text()) === words)
    if (!link.length) throw new Error(`No link "${words}" on ${this.path}:\n${this.text}`)
    return this.open(link.first().attr('href') ?? '')
  }

  async press(button: string, values: Values = {}) {
    const { action, fields } = this.form(button, values)
    return this.#arrive(action, await this.send(action, fields).redirects(5))
  }

  /** What pressing would post: for tests that press twice at once. */
  form(button: string, values: Values = {}) {
    const found = this.$('button').filter((_, b) => said(this.$(b).text()) === button)
    const form = found.first().closest('form')
    if (!form.length) throw new Error(`No button "${button}" on ${this.path}:\n${this.text}`)
    const fields: Values = {}
    for (const { name, value } of form.serializeArray()) {
      const before = fields[name]
      fields[name] = before === undefined ? value : ([before, value].flat() as string[])
    }
    for (const name of Object.keys(values))
      if (!form.find(`[name="${name}"]`).length) throw new Error(`No field "${name}" beside "${button}" on ${this.path}`)
    const pressed = found.first()
    const own: Values = pressed.attr('name') ? { [pressed.attr('name') as string]: pressed.attr('value') ?? '' } : {}
    return { action: pressed.attr('formaction') ?? form.attr('action') ?? this.path, fields: { ...fields, ...own, ...values } }
  }

  /** A form with a file in it is posted as browsers do: multipart, the fields in their order. */
  send(action: string, fields: Values) {
    const post = this.agent.post(action).set('Sec-Fetch-Site', 'same-origin')
    const isFile = (value: Values[string]): value is Picked => typeof value === 'object' && !Array.isArray(value)
    if (!Object.values(fields).some(isFile)) return post.type('form').send(fields)
    for (const [name, value] of Object.entries(fields))
      if (isFile(value)) post.attach(name, value.bytes, { filename: value.name, contentType: 'application/octet-stream' })
      else post.field(name, value)
    return post
  }

  /** The name of a field in the last (still blank) row of a table. */
  blankRow(table: string, cell: string) {
    const row = this.$(`[name^="${table}["]`).last().attr('name')?.split(/[[\]]/)[1]
    return `${table}[${row}][${cell}]`
  }

  get text() {
    return said(this.$('body').text())
  }

  get main() {
    return said(this.$('main').text())
  }

  get buttons() {
    return this.$('main button')
      .map((_, b) => said(this.$(b).text()))
      .get()
  }

  /** What the page offers to do: its row of links and buttons. */
  get offers() {
    return this.$('main .actions a, main .actions button')
      .map((_, one) => said(this.$(one).text()))
      .get()
  }

  #arrive(path: string, res: request.Response) {
    this.status = res.status
    const last = res.redirects.at(-1)
    this.path = last ? new URL(last).pathname : path
    this.$ = cheerio.load(res.text ?? '')
    return this
  }
}

/** A file that was chosen. */
export type Picked = { name: string; bytes: Buffer }
export type Values = Record<string, string | string[] | Picked>

export const said = (words: string) => words.replace(/\s+/g, ' ').trim()

export const password = 'Giup-xa-253'

export async function signIn(username: string) {
  const browser = new Browser()
  await browser.open('/sign-in')
  await browser.press('Đăng nhập', { username, password })
  if (browser.path === '/sign-in') throw new Error(`${username} was not let in: ${browser.main}`)
  return browser
}

const browsers = new Map<string, Promise<Browser>>()

/** The same person at the same browser again: signing in is slow on purpose. Not for two at once. */
export function signedIn(username: string) {
  const browser = browsers.get(username) ?? signIn(username)
  browsers.set(username, browser)
  return browser
}
