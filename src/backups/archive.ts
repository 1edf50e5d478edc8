import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { type Readable, Transform, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { finished, pipeline } from 'node:stream/promises'
import { type Entry, openPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import { z } from 'zod'
import { CannotStart } from '../cannot-start.ts'

/**
 * A backup is a zip: `tables/NAME.copy` (PostgreSQL's COPY, text), `files/SHA-256`, and last `manifest.json`, which says what there has to be.
 * A zip's own list stands at its end, so an archive that was cut is none. Streams only: memory does not grow with what is in it.
 */
export const format = { name: 'giup-xa-backup', version: 1 }

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/)
const manifestForm = z.object({
  format: z.literal(format.name),
  version: z.number().int(),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: identifier, columns: z.array(identifier), rows: z.number().int(), sha256 })),
  /** Where each sequence stands; null: never asked. */
  sequences: z.array(z.object({ name: identifier, last: z.string().regex(/^\d+$/).nullable() })),
  files: z.array(z.object({ sha256, size: z.number().int() })),
})
export type Manifest = z.infer<typeof manifestForm>

export const tableEntry = (name: string) => `tables/${name}.copy`
export const fileEntry = (key: string) => `files/${key}`
const manifestEntry = 'manifest.json'

/** What has passed through it: how much, and its hash. */
export class Measure extends Transform {
  readonly #hash = createHash('sha256')
  size = 0
  constructor() {
    super({
      transform: (chunk: Buffer, _encoding, next) => {
        this.#hash.update(chunk)
        this.size += chunk.length
        next(null, chunk)
      },
    })
  }
  sha256 = () => this.#hash.digest('hex')
}

/** Reads a stream to its end for its hash only. */
export async function measured(source: Readable) {
  const measure = new Measure()
  await pipeline(source, measure, new Writable({ write: (_chunk, _encoding, done) => done() }))
  return { sha256: measure.sha256(), size: measure.size }
}

// ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────────

type Add = (name: string, source: Readable, options: { compress: boolean }) => Promise<{ sha256: string; size: number }>

/** Under a temporary name until it is whole; for its owner's eyes only. */
export async function writeArchive(file: string, fill: (add: Add) => Promise<Omit<Manifest, 'format' | 'version'>>) {
  if (await stat(file).catch(() => undefined))
    throw new CannotStart(`Đã có tệp ${file}. Hãy chọn tên khác, cổng không ghi đè bản sao lưu nào.`)
  const part = `${file}.${process.pid}.part`
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  zip.on('error', (error: Error) => output.destroy(error))
  const written = pipeline(output, createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }))
  const broken = written.then(() => new Promise<never>(() => {}))
  broken.catch(() => {}) // met in the race, or where it is awaited
  try {
    const made = await fill(async (name, source, { compress }) => {
      const measure = new Measure()
      const passed = pipeline(source, measure)
      zip.addReadStream(measure, name, { compress, mode: 0o600 })
      await Promise.race([Promise.all([passed, finished(measure)]), broken])
      return { sha256: measure.sha256(), size: measure.size }
    })
    const manifest: Manifest = { format: format.name, version: format.version, ...made }
    zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`), manifestEntry, { mode: 0o600 })
    zip.end()
    await written
    await rename(part, file)
    return manifest
  } catch (error) {
    output.destroy()
    await written.catch(() => {})
    await rm(part, { force: true })
    throw cannotWrite(error, file)
  }
}

function cannotWrite(error: unknown, file: string) {
  const { code = '' } = error as NodeJS.ErrnoException
  const reason = {
    ENOENT: 'không có thư mục này',
    EACCES: 'không có quyền ghi',
    EROFS: 'thư mục chỉ cho phép đọc',
    ENOSPC: 'ổ đĩa đã đầy',
  }[code]
  return reason ? new CannotStart(`Không ghi được ${file}: ${reason}.`) : error
}

// ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type Archive = Awaited<ReturnType<typeof openArchive>>

/** The manifest, and each entry as a stream. Holds exactly what its manifest names, or is refused: no name leads anywhere else. */
export async function openArchive(file: string) {
  const refuse = (why: string) => new CannotStart(`Không khôi phục được từ ${file}: ${why}. Chưa có gì thay đổi.`)
  if (!(await stat(file).catch(() => undefined))?.isFile()) throw refuse('không có tệp này')
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch(() => {
    throw refuse('tệp bị cắt cụt hoặc không phải là bản sao lưu của cổng')
  })
  try {
    const entries = new Map<string, Entry>()
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName)) throw refuse(`tệp có hai phần cùng tên “${entry.fileName}”`)
      entries.set(entry.fileName, entry)
    }
    const entry = entries.get(manifestEntry)
    if (!entry || entry.uncompressedSize > 200_000_000) throw refuse('tệp không phải là bản sao lưu của cổng')
    const stream = (name: string) => {
      const found = entries.get(name)
      if (!found) throw refuse(`thiếu phần “${name}”`)
      return zip.openReadStreamPromise(found)
    }
    const said = JSON.parse(await text(await stream(manifestEntry))) as { format?: string; version?: number }
    if (said.format !== format.name) throw refuse('tệp không phải là bản sao lưu của cổng')
    if (said.version !== format.version)
      throw refuse(`bản sao lưu có định dạng ${said.version}, cổng này đọc định dạng ${format.version}; hãy dùng đúng phiên bản của cổng`)
    const manifest = manifestForm.parse(said)
    const named = new Set([
      manifestEntry,
      ...manifest.tables.map(({ name }) => tableEntry(name)),
      ...manifest.files.map(({ sha256 }) => fileEntry(sha256)),
    ])
    const stranger = [...entries.keys()].find((name) => !named.has(name))
    if (stranger) throw refuse(`tệp có phần lạ “${stranger}”`)
    for (const name of named) if (!entries.has(name)) throw refuse(`thiếu phần “${name}”`)
    return { manifest, stream, refuse, close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw error instanceof CannotStart ? error : refuse('tệp bị hỏng, không đọc được danh mục bên trong')
  }
}

/** Every byte, before anything is touched. */
export async function check({ manifest, stream, refuse }: Archive) {
  const parts = [
    ...manifest.tables.map(({ name, sha256 }) => ({ entry: tableEntry(name), sha256 })),
    ...manifest.files.map(({ sha256 }) => ({ entry: fileEntry(sha256), sha256 })),
  ]
  for (const { entry, sha256 } of parts) {
    const found = await measured(await stream(entry)).catch(() => undefined)
    if (found?.sha256 !== sha256) throw refuse(`phần “${entry}” bị hỏng, không khớp mã kiểm tra`)
  }
}
