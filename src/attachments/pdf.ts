import { Worker } from 'node:worker_threads'
import { Refusal } from '../errors.ts'

const seconds = 15

/** The lines of the first page, read beside the server: a file that keeps its reader busy, or eats memory, keeps nobody else waiting. */
export function pdfLines(bytes: Uint8Array): Promise<string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<string[]>()
  const reader = new Worker(new URL('./pdf-reader.ts', import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  const timer = setTimeout(() => reader.terminate(), seconds * 1000)
  reader.once('message', resolve)
  reader.once('error', reject)
  reader.once('exit', () => reject(new Error('ended')))
  return promise.catch(() => Promise.reject(new Refusal(422, unread))).finally(() => clearTimeout(timer))
}

const unread = 'Không đọc được tệp PDF này: tệp bị hỏng hoặc có mật khẩu. Mở lại tệp, in thành tệp PDF mới rồi chọn lại'
