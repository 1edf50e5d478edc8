import sharp from 'sharp'
import { Refusal } from '../errors.ts'

const longestSide = 2_000

/** Upright, of a size that a report needs, and without what the camera wrote into it (place, time, device). */
export async function shrunk(bytes: Uint8Array, as: 'jpg' | 'png'): Promise<Buffer> {
  const picture = sharp(bytes, { limitInputPixels: 100_000_000, failOn: 'error' })
    .timeout({ seconds: 20 })
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
  try {
    return await (as === 'png' ? picture.png() : picture.flatten({ background: 'white' }).jpeg({ quality: 82, mozjpeg: true })).toBuffer()
  } catch {
    throw new Refusal(422, 'Không đọc được ảnh này: tệp bị hỏng hoặc ảnh quá lớn. Mở lại ảnh, lưu thành tệp JPG rồi chọn lại')
  }
}
