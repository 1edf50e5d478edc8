import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { env } from '../env.ts'
import { makeFolder } from '../folder.ts'

/**
 * Contents under their SHA-256: the same content is kept once, and never changes. These functions are all that knows of the folder;
 * another kind of storage replaces them.
 */
const folder = join(env.DATA_DIR, 'files')
const at = (key: string) => join(folder, key)

export const keyOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Written beside and then renamed: whoever finds a content finds the whole of it. */
export async function keep(bytes: Uint8Array) {
  makeFolder(folder)
  const part = at(`${randomUUID()}.part`)
  await writeFile(part, bytes, { flush: true })
  await rename(part, at(keyOf(bytes)))
}

/** The same of a stream, whose content is known to have that key. */
export async function keepStream(key: string, content: Readable) {
  makeFolder(folder)
  const part = at(`${randomUUID()}.part`)
  const hash = createHash('sha256')
  const hashing = new Transform({ transform: (chunk: Buffer, _encoding, next) => next(null, hash.update(chunk) && chunk) })
  try {
    await pipeline(content, hashing, createWriteStream(part, { flush: true }))
    if (hash.digest('hex') !== key) throw new Error(`${key}: another content`)
    await rename(part, at(key))
  } finally {
    await rm(part, { force: true })
  }
}

/** Opened before it is answered with: a content that is missing is known while there is still time to say so. */
export async function retrieve(key: string) {
  const file = await open(at(key))
  return file.createReadStream()
}

/** What has lain there since before that moment, whole or cut short. */
export async function keptBefore(moment: number): Promise<string[]> {
  const names = (await unlessGone(readdir(folder))) ?? []
  const ages = await Promise.all(names.map(async (name) => ({ name, is: await unlessGone(stat(at(name))) })))
  return ages.filter(({ is }) => is && is.mtimeMs < moment).map(({ name }) => name)
}

export const discard = (key: string) => rm(at(key), { force: true })

function unlessGone<T>(found: Promise<T>): Promise<T | undefined> {
  return found.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
}
