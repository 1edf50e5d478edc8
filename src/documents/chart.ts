import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'
import type { Chart } from './document.ts'

const font = (name: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/be-vietnam-pro/${name}.ttf`)
/** A TTF that has every Vietnamese letter: what draws the picture reads no woff, and the machine may have no fonts. */
const fontFiles = [font('400Regular/BeVietnamPro_400Regular'), font('600SemiBold/BeVietnamPro_600SemiBold')]

const size = { width: 1_000, row: 44, label: 300, words: 230, top: 48 }
export const heightOf = ({ bars }: Pick<Chart, 'bars'>) => size.top + bars.length * size.row + 8

/** Bars beside their words, for a document: a picture, 1000 dots wide. Its figures stand in the document's tables too. */
export function picture({ chart, bars }: Chart): Buffer {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const room = size.width - size.label - size.words
  const lines = bars.map(({ label, value, words }, i) => {
    const [y, long] = [size.top + i * size.row, (value / most) * room]
    return `<text x="${size.label - 12}" y="${y + 27}" text-anchor="end">${escaped(label)}</text><rect x="${size.label}" y="${y + 8}" width="${long.toFixed(1)}" height="26" fill="#243b8f"/><text x="${size.label + long + 10}" y="${y + 27}">${escaped(words)}</text>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${heightOf({ bars })}" font-family="Be Vietnam Pro" font-size="19" fill="#161a22"><rect width="100%" height="100%" fill="#ffffff"/><text x="0" y="26" font-weight="600">${escaped(chart)}</text><line x1="${size.label}" x2="${size.label}" y1="${size.top}" y2="${heightOf({ bars }) - 8}" stroke="#161a22"/>${lines.join('')}</svg>`
  return Buffer.from(new Resvg(svg, { font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Be Vietnam Pro' } }).render().asPng())
}

const escaped = (words: string) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
