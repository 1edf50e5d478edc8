/** `npm run restore -- FILE [--replace]`: a backup into an empty database, or in the place of everything that is there. While the portal is stopped. */
import { parseArgs } from 'node:util'
import { CannotStart } from './cannot-start.ts'
import { command } from './command.ts'
import { env } from './env.ts'

await command(async (open) => {
  const { file, replace } = asked()
  await open({ asItIs: true, alone: true })
  const { restore } = await import('./backups/restore.ts')
  const { tables, files } = await restore(env.DATABASE_URL ?? '', file, { replace, say: console.log })
  console.log(
    `Đã khôi phục từ ${file}: ${tables.length} bảng, ${files.length} tài liệu, đúng như khi sao lưu. Mọi người phải đăng nhập lại.`,
  )
})

function asked() {
  try {
    const { values, positionals } = parseArgs({ options: { replace: { type: 'boolean', default: false } }, allowPositionals: true })
    const [file, ...rest] = positionals
    if (file && !rest.length) return { file, replace: values.replace }
  } catch {
    // an option that there is not
  }
  throw new CannotStart('Cách dùng: npm run restore -- TỆP [--replace]')
}
