import type { Request, Response } from 'express'
import { local } from './clock.ts'
import { type Issued, word } from './documents/word.ts'
import { type Listed, madeBy, type Sheet, sheetOfList } from './sheets/sheet.ts'
import { xlsx } from './sheets/write.ts'
import { fillKept } from './templates/fill.ts'
import { plain } from './words.ts'

type Asked = Pick<Request, 'query' | 'actor' | 'at'>

/** The same page, asked for as a file: the same audience, the same scope, the same filters. */
export const wantsSheet = ({ query }: Pick<Request, 'query'>) => [query.format].flat()[0] === 'xlsx'

export const downloadList = <Row>(req: Asked, res: Response, list: Listed<Row>) =>
  download(req, res, list.title, [sheetOfList(list), ...(list.besides ?? [])])

/** The same page as an official document in Word. */
export const wantsWord = ({ query }: Pick<Request, 'query'>) => [query.format].flat()[0] === 'docx'

export async function downloadWord({ at }: Pick<Asked, 'at'>, res: Response, title: string, issued: Issued) {
  const { state, template } = issued.letterhead
  sendWord({ at }, res, title, template && !state ? await fillKept(template, issued) : await word(issued))
}

export function sendWord({ at }: Pick<Asked, 'at'>, res: Response, title: string, bytes: Buffer) {
  attach(res, { title, at, extension: 'docx', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' })
  res.send(bytes)
}

/** Tables as an Excel file. */
export async function download({ actor, at }: Asked, res: Response, title: string, sheets: readonly Sheet[]) {
  const bytes = await xlsx(sheets, madeBy(actor.agencyName, at))
  attach(res, { title, at, extension: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
  res.send(bytes)
}

/** Under a name that says of what and of which day. */
function attach(res: Response, { title, at, extension, type }: { title: string; at: Date; extension: string; type: string }) {
  const day = local(at)
  const ascii = `${
    plain(title)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 80) || 'bang'
  }-${day.format('YYYY-MM-DD')}.${extension}`
  const name = `${title
    .replace(/[\p{C}"<>:|?*/\\]/gu, ' ')
    .trim()
    .slice(0, 120)} ${day.format('DD-MM-YYYY')}.${extension}`
  res.set({
    'Content-Type': type,
    // RFC 6266: ASCII for old programs, RFC 5987 for the others.
    'Content-Disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
  })
}
