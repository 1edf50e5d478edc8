// Runs before `npm start`, `npm test`, `npm run admin` and `npm run verify`: installs what is missing and generates the database client.
// Plain JavaScript, no package: it must work on an older Node and before anything is installed. `--dev`: developers' packages are needed too.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const at = (...path) => join(root, ...path)
const needsDevelopment = process.argv.includes('--dev')
const isOldNode = Number.parseInt(process.versions.node, 10) < 24
const pinnedNode = at('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')

if (packagesMissing() || clientIsStale()) {
  const release = await takeTurn()
  try {
    if (packagesMissing()) await install()
    if (clientIsStale()) await generate()
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  } finally {
    release()
  }
}

// ── packages ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** npm writes what it installed into a lock file of its own: comparing the two needs no npm and no network. */
function packagesMissing() {
  if (isOldNode && !existsSync(pinnedNode)) return true
  const installed = packagesOf(at('node_modules', '.package-lock.json'))
  return Object.entries(packagesOf(at('package-lock.json'))).some(([path, wanted]) => {
    if (path === '' || wanted.optional || ((wanted.dev || wanted.devOptional) && !needsDevelopment)) return false
    return installed[path]?.version !== wanted.version || !existsSync(at(path, 'package.json'))
  })
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return {}
  }
}

async function install() {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  console.log('Đang cài các gói phần mềm theo package-lock.json (lần đầu mất khoảng một phút)…')
  const progress = setInterval(() => console.log(`  … đã ${seconds()} giây`), 10_000)
  const omit = process.env.NODE_ENV === 'production' && !needsDevelopment
  const options = ['ci', omit ? '--omit=dev' : '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { npm_execpath: npm, npm_node_execpath: node } = process.env
  // Not the Node in node_modules: npm is about to replace it.
  const env = { ...process.env, PATH: pathWithout(at('node_modules', '.bin')) }
  try {
    if (npm && node && existsSync(npm) && !node.startsWith(at('node_modules'))) await run(node, [npm, ...options], env)
    else await run('npm', options, env, process.platform === 'win32')
  } catch (error) {
    throw new Error(`Không cài được các gói phần mềm: ${error.message}. Hãy kiểm tra kết nối tới kho gói npm rồi chạy lại.`)
  } finally {
    clearInterval(progress)
  }
  console.log(`Đã cài xong các gói phần mềm sau ${seconds()} giây.`)
  if (isOldNode && !existsSync(pinnedNode)) throw new Error(`Cần Node.js 24 trở lên (máy này có ${process.versions.node}).`)
}

// ── database client ───────────────────────────────────────────────────────────────────────────────────────────────

function clientIsStale() {
  if (!existsSync(at('src', 'generated', 'client.ts'))) return true
  try {
    return readFileSync(at('src', 'generated', '.schema'), 'utf8') !== fingerprint()
  } catch {
    return true
  }
}

/** Of everything that the client is made from. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const file of readdirSync(at('prisma', 'schema')).sort()) hash.update(file).update(readFileSync(at('prisma', 'schema', file)))
  hash.update(readFileSync(at('node_modules', 'prisma', 'package.json')))
  return hash.digest('hex')
}

async function generate() {
  console.log('Đang tạo phần truy cập cơ sở dữ liệu từ prisma/schema…')
  const before = fingerprint()
  const cli = at('node_modules', 'prisma', JSON.parse(readFileSync(at('node_modules', 'prisma', 'package.json'), 'utf8')).bin.prisma)
  const node = existsSync(pinnedNode) && process.platform !== 'win32' ? pinnedNode : process.execPath
  const env = {
    ...process.env,
    PATH: at('node_modules', '.bin') + delimiter + (process.env.PATH ?? ''),
    CHECKPOINT_DISABLE: '1', // no question to the internet whether there is a newer version
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  }
  await run(node, [cli, 'generate', '--config', 'prisma/prisma.config.ts'], env, false, true)
  writeFileSync(at('src', 'generated', '.schema'), before)
}

// ── together ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Two commands at once: the second waits until the first has prepared, then finds nothing to do. */
async function takeTurn() {
  const file = join(tmpdir(), `prepare-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.lock`)
  for (let waited = 0; ; waited += 200) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (waited === 0) console.log('Đang chờ một lệnh khác chuẩn bị xong…')
    if (!isAlive(file) || waited > 600_000) rmSync(file, { force: true })
    else await new Promise((next) => setTimeout(next, 200))
  }
}

function isAlive(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return pid === 0 || process.kill(pid, 0) // 0: its owner is just writing it
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function run(program, args, env, shell = false, quiet = false) {
  return new Promise((done, failed) => {
    const child = spawn(program, args, {
      cwd: root,
      env,
      shell,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text))
    child.on('error', failed)
    child.on('close', (code) => (code === 0 ? done() : failed(new Error(`${args.join(' ')} (${code})\n${output}`.trim()))))
  })
}

function pathWithout(folder) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((entry) => entry !== folder)
    .join(delimiter)
}
