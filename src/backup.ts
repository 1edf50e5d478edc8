/**
 * `npm run backup -- FILE`: the database as it stands at one instant, and all files, in one archive. Changes nothing; also while the portal runs.
 */
import { CannotStart } from './cannot-start.ts'
import { command } from './command.ts'
import { env } from './env.ts'
import { number } from './words.ts'

await command(async (open) => {
  const [file, ...rest] = process.argv.slice(2)
  if (!file || rest.length || file.startsWith('-')) throw new CannotStart('Cách dùng: npm run backup -- TỆP (ví dụ giup-xa-2024-12-16.zip)')
  await open({ asItIs: true })
  const { backUp } = await import('./backups/backup.ts')
  const { tables, files, missing } = await backUp(env.DATABASE_URL ?? '', file, console.log)
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`Đã sao lưu vào ${file}: ${tables.length} bảng, ${number(rows)} dòng, ${number(files.length)} tài liệu.`)
  for (const key of missing) console.error(`Không có tệp ${key} trong kho: bản sao lưu không có tệp này. Hãy chạy npm run verify.`)
  if (missing.length) process.exitCode = 1
})
