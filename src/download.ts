import type { Request, Response } from 'express'
import { local } from './clock.ts'
import { type Listed, madeBy, type Sheet, sheetOfList } from './sheets/sheet.ts'
import { xlsx } from './sheets/write.ts'
import { plain } from './words.ts'

type Asked = Pick<Request, 'query' | 'actor' | 'at'>

/** The same page, asked for as a file: the same audience, the same scope, the same filters. */
export const wantsSheet = ({ query }: Pick<Request, 'query'>) => [query.format].flat()[0] === 'xlsx'

export const downloadList = <Row>(req: Asked, res: Response, list: Listed<Row>) =>
  download(req, res, list.title, [sheetOfList(list), ...(list.besides ?? [])])

/** Tables as an Excel file, under a name that says of what and of which day. */
export async function download({ actor, at }: Asked, res: Response, title: string, sheets: readonly Sheet[]) {
  const bytes = await xlsx(sheets, madeBy(actor.agencyName, at))
  const day = local(at)
  const ascii = `${
    plain(title)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 80) || 'bang'
  }-${day.format('YYYY-MM-DD')}.xlsx`
  const name = `${title
    .replace(/[\p{C}"<>:|?*/\\]/gu, ' ')
    .trim()
    .slice(0, 120)} ${day.format('DD-MM-YYYY')}.xlsx`
  res.set({
    'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    // RFC 6266: ASCII for old programs, RFC 5987 for the others.
    'Content-Disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
  })
  res.send(bytes)
}
