import sharp from 'sharp'
import { renderSVG } from 'uqr'
import type { Proof } from '../documents/blocks.ts'

/** The beginning of a version's hash, in groups: short enough to be typed, long enough to be nobody else's. */
export const codeOf = (sha256: string) => sha256.slice(0, 16)
export const grouped = (code: string) => code.replace(/(.{4})(?=.)/g, '$1 ')

/** What stands at the foot of a version's paper: whoever may read the version sees there whether the paper is it. */
export async function proofOf(sha256: string, addressOf: (path: string) => string): Promise<Proof> {
  const address = addressOf(`/proofs/${codeOf(sha256)}`)
  const picture = await sharp(Buffer.from(renderSVG(address, { border: 1 })))
    .resize(168, 168)
    .png()
    .toBuffer()
  return { words: [`Mã kiểm tra: ${grouped(codeOf(sha256))}`, `Đối chiếu tại ${address} (cần tài khoản được đọc hồ sơ này)`], picture }
}
