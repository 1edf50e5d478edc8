/**
 * `npm run admin -- --username … --name …`: the planning department and its first administrator, in a database that has none.
 * Asks at a terminal for what is missing; otherwise the password is the first line of standard input.
 */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text as everything } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { CannotStart } from './cannot-start.ts'
import { command } from './command.ts'

const atTerminal = process.stdin.isTTY === true
await command(run)

async function run(open: () => Promise<void>) {
  const given = options()
  await open()
  const { prisma } = await import('./db.ts')
  const { makeFirstAdministrator, planningToday } = await import('./first-administrator.ts')
  const planning = await planningToday()
  const [administrator] = planning?.users ?? []
  if (administrator) throw new CannotStart(`${planning?.name} đã có người quản trị: ${administrator.username}. Không tạo thêm.`)

  const agencyName = planning?.name ?? (await ask('Tên cơ quan quản lý chương trình', given.agency, 'Sở Kế hoạch và Đầu tư'))
  const abbreviation = planning?.abbreviation ?? (await ask('Tên viết tắt', given.abbreviation, 'SKHĐT'))
  const username = await ask('Tên đăng nhập của người quản trị', given.username)
  if (!/^[a-z0-9][a-z0-9.-]{2,59}$/.test(username))
    throw new CannotStart('Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm hoặc gạch nối.')
  if (await prisma.user.findUnique({ where: { username } })) throw new CannotStart(`Tên đăng nhập ${username} đã có người dùng.`)
  const name = await ask('Họ và tên', given.name)
  const title = await ask('Chức vụ', given.title, 'Chuyên viên')
  const password = await newPassword([agencyName, username, name])
  await makeFirstAdministrator({ agencyName, abbreviation, username, name, title, password })
  console.log(`Đã tạo người quản trị ${username} của ${agencyName}. Đăng nhập ở trang /sign-in của cổng.`)
}

function options() {
  const option = { type: 'string' } as const
  try {
    return parseArgs({ options: { username: option, name: option, title: option, agency: option, abbreviation: option } }).values
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\nCác tham số: --username --name --title --agency --abbreviation`)
  }
}

async function ask(label: string, given: string | undefined, otherwise?: string): Promise<string> {
  const answer = given ?? (atTerminal ? await question(`${label}${otherwise ? ` [${otherwise}]` : ''}: `, process.stdout) : '')
  const value = answer.normalize('NFC').trim() || otherwise
  if (!value) throw new CannotStart(`${label} là bắt buộc: hãy ghi bằng tham số --username, --name.`)
  if (value.length > 200 || /\p{Cc}/u.test(value)) throw new CannotStart(`${label} không hợp lệ.`)
  return value
}

async function newPassword(known: string[]): Promise<string> {
  const { weakness } = await import('./accounts/account.ts')
  if (!atTerminal) {
    const password = (await everything(process.stdin)).split(/\r?\n/)[0] ?? ''
    const weak = weakness(password, known)
    if (weak) throw new CannotStart(`${weak}.`)
    return password
  }
  while (true) {
    const password = await question('Mật khẩu (không hiện khi gõ): ')
    const weak = weakness(password, known)
    if (weak) console.log(`${weak}.`)
    else if (password === (await question('Nhập lại mật khẩu: '))) return password
    else console.log('Hai lần nhập chưa giống nhau.')
  }
}

/** Without an output nothing that is typed is shown. */
async function question(label: string, output?: NodeJS.WriteStream): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const line = createInterface({ input: process.stdin, output: output ?? nowhere, terminal: true })
  const stopped = new Promise<never>((_, stop) => line.once('SIGINT', () => stop(new CannotStart('\nĐã dừng, chưa tạo gì.'))))
  if (!output) process.stdout.write(label)
  try {
    return await Promise.race([line.question(output ? label : ''), stopped])
  } finally {
    line.close()
    if (!output) process.stdout.write('\n')
  }
}
