import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'

/** What the portal may be told from outside (.env.example explains each): read once, here and nowhere else. */
const root = resolve(import.meta.dirname, '..')

const settings = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production'], 'phải là development, test hoặc production').default('development'),
    PORT: whole(0, 65_535).default(3000),
    HOST: z.string().optional(),
    DATABASE_URL: z.string().refine(isPostgresUrl, 'phải có dạng postgresql://người-dùng:mật-khẩu@máy-chủ:5432/tên').optional(),
    DATA_DIR: z
      .string()
      .default('var')
      .transform((path) => resolve(root, path)),
    SESSION_SECRET: z
      .string()
      .min(32, 'phải có ít nhất 32 ký tự')
      .refine(isStrong, 'quá dễ đoán: hãy dùng chuỗi ngẫu nhiên, ví dụ kết quả của lệnh openssl rand -base64 48')
      .optional(),
    PORTAL_NOW: z.iso.datetime({ offset: true, error: 'phải là thời điểm theo ISO 8601, ví dụ 2024-12-16T08:00:00+07:00' }).optional(),
    SMTP_URL: z
      .string()
      .refine((value) => /^smtps?:\/\/[^/]/.test(value) && URL.canParse(value), 'phải có dạng smtp://người-dùng:mật-khẩu@máy-chủ:587')
      .optional(),
    MAIL_FROM: z
      .string()
      .refine((value) => /^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(value), 'phải có dạng Tên <dia-chi@may-chu>')
      .optional(),
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'phải có dạng https://giupxa.vi-du.gov.vn' })
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    DEMONSTRATION: z.enum(['full', 'none'], 'phải là full hoặc none').optional(),
    POOL_SIZE: whole(2, 100).default(10),
    FILE_MEGABYTES: whole(1, 100).default(10),
    FILES_PER_FILING: whole(1, 100).default(20),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'phải là fatal, error, warn, info, debug, trace hoặc silent')
      .optional(),
    TRUST_PROXY: z
      .string()
      .refine(isProxyList, 'phải là số lớp máy chủ trung gian (ví dụ 1) hoặc danh sách địa chỉ cách nhau bằng dấu phẩy')
      .transform((value) => (/^\d+$/.test(value) ? Number(value) : value))
      .optional(),
  })
  .check(({ value, issues }) => {
    const refuse = (name: keyof typeof value, message: string) => issues.push({ code: 'custom', input: value[name], path: [name], message })
    if (value.SMTP_URL && !value.MAIL_FROM) refuse('MAIL_FROM', 'là bắt buộc khi có SMTP_URL')
    if (value.SMTP_URL && !value.PUBLIC_URL) refuse('PUBLIC_URL', 'là bắt buộc khi có SMTP_URL: thư có liên kết về cổng')
    if (value.NODE_ENV !== 'production') return
    if (!value.DATABASE_URL) refuse('DATABASE_URL', 'là bắt buộc khi NODE_ENV=production')
    if (!value.SESSION_SECRET) refuse('SESSION_SECRET', 'là bắt buộc khi NODE_ENV=production')
    // Cookies are for HTTPS only, which ends before the portal: nobody could sign in.
    if (value.TRUST_PROXY === undefined || value.TRUST_PROXY === 0)
      refuse('TRUST_PROXY', 'là bắt buộc khi NODE_ENV=production: cổng đứng sau máy chủ HTTPS, ví dụ loopback nếu máy chủ ấy ở cùng máy')
    if (value.PORTAL_NOW) refuse('PORTAL_NOW', 'chỉ dùng để diễn tập, không được đặt khi NODE_ENV=production')
    if (value.DEMONSTRATION === 'full') refuse('DEMONSTRATION', 'không được là full khi NODE_ENV=production')
  })

export const env: Env = read()

function read(): Env {
  if (process.env.NODE_ENV !== 'test') loadFile()
  // An empty value is one that is not set.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const { success, data, error } = settings.safeParse(given)
  if (success) return data
  const first = new Map(error.issues.toReversed().map(({ path, message }) => [path.join('.'), message]))
  for (const [name, message] of first) console.error(`Không khởi động được: ${name} ${message}.`)
  process.exit(1)
}

/** What the environment already has wins over the file. */
function loadFile() {
  try {
    process.loadEnvFile(resolve(root, '.env'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function whole(least: number, most: number) {
  const message = `phải là số nguyên từ ${least} đến ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message)
}

function isPostgresUrl(value: string) {
  const url = URL.parse(value)
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1
}

function isStrong(value: string) {
  return (
    new Set(value).size >= 12 &&
    !/^(.{1,16})\1+$/.test(value) &&
    !/secret|password|mat-?khau|changeme|change-me|example|12345678/i.test(value)
  )
}

function isProxyList(value: string) {
  const named = ['loopback', 'linklocal', 'uniquelocal']
  const isAddress = (part: string) => named.includes(part) || (/^[^/]+(\/\d{1,3})?$/.test(part) && isIP(part.split('/')[0] ?? '') > 0)
  return /^\d{1,2}$/.test(value) || value.split(',').every((part) => isAddress(part.trim()))
}

export type Env = z.output<typeof settings>
