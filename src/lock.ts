import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CannotStart } from './cannot-start.ts'

/**
 * One portal per folder: `portal.lock` names the process that uses it. What a killed process left is taken over;
 * a portal that is just stopping gets a moment to finish. Gives the release.
 */
export async function lock(folder: string): Promise<() => void> {
  const file = join(folder, 'portal.lock')
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) })
  const patience = Date.now() + 3000
  let contested = false
  while (true) {
    const taken = claim(file, mine)
    if (contested) await wait(50) // another starter may be taking over the same lock: look who has it in the end
    const holder = readIfThere(file)
    if (taken && holder === mine) break
    if (holder && isAlive(holder)) {
      if (Date.now() > patience) throw new CannotStart(inUse(folder, JSON.parse(holder).pid))
      await wait(100)
    } else if (holder) {
      setAside(file, holder)
      contested = true
    }
  }
  return () => {
    if (readIfThere(file) === mine) rmSync(file, { force: true })
  }
}

/** Whether a running portal uses the folder. */
export function isLocked(folder: string) {
  const holder = readIfThere(join(folder, 'portal.lock'))
  return holder !== undefined && isAlive(holder)
}

/** When a process started, so that a later process with the same number is not taken for it; empty when there is none. */
export function startOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' ? '' : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`
    }
    if (process.platform === 'win32') return process.kill(pid, 0) ? 'running' : ''
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

const inUse = (folder: string, pid: number) =>
  `Thư mục dữ liệu ${folder} đang được một cổng khác sử dụng (tiến trình ${pid}). Hãy dừng cổng đó, hoặc đặt DATA_DIR khác.`

/** The file appears with its content or not at all. */
function claim(file: string, content: string): boolean {
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, content)
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Removes the lock of a dead process, unless another starter has replaced it since it was read. */
function setAside(file: string, stale: string) {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
    if (readFileSync(aside, 'utf8') !== stale) linkSync(aside, file)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function isAlive(holder: string): boolean {
  try {
    const { pid, started } = JSON.parse(holder) as { pid: number; started: string }
    return started !== '' && startOf(pid) === started
  } catch {
    return false // cut short by a power failure
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
