/** Runs in a thread of its own (pdf.ts). Answers the lines of the first page. */
import { parentPort, workerData } from 'node:worker_threads'
import { getDocumentProxy } from 'unpdf'

const document = await getDocumentProxy(new Uint8Array(workerData), { verbosity: 0 })
const { items } = await (await document.getPage(1)).getTextContent()

type Run = { words: string; end: number; base: number; size: number }
const runs: Run[] = []
for (const item of items) {
  if (!('str' in item) || !item.str.trim()) continue
  const [, , , height = 0, x = 0, base = 0] = item.transform as number[]
  const size = Math.abs(height) || item.height || 1
  const last = runs.at(-1)
  const gap = last ? x - last.end : 0
  // A column away stands alone, though it stands on the same line: the mark does, beside the place and date.
  const follows = last && Math.abs(base - last.base) < size / 2 && gap > -size && gap < size * 2.5
  if (follows) Object.assign(last, { words: `${last.words}${gap > size / 8 ? ' ' : ''}${item.str}`, end: x + item.width })
  else runs.push({ words: item.str, end: x + item.width, base, size })
}
parentPort?.postMessage(runs.map(({ words }) => words))
