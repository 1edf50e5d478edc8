import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'

/** The portal's programs as a person starts them: processes of their own, with no other settings than those given. */
const children: ChildProcess[] = []
process.once('exit', () => children.forEach((child) => void child.kill('SIGKILL')))

export const ready = /sẵn sàng tại (http:\S+)/

export function start(settings: Record<string, string>, program = 'src/server.ts', args: string[] = [], input = '') {
  const env = { ...process.env, NODE_ENV: 'test', DATABASE_URL: '', SESSION_SECRET: '', PORT: '0', ...quiet, ...settings }
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] })
  children.push(child)
  child.stdin?.on('error', () => {}).end(input)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (said += text))
  const output = () => said
  const exit = ended(child)
  const says = async (sentence: string | RegExp) => {
    await until(() => said.match(sentence) !== null || child.exitCode !== null)
    const found = said.match(sentence)
    if (!found) throw new Error(`The portal ended without saying ${sentence}:\n${said}`)
    return found
  }
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return exit
  }
  return { output, exit, says, stop, address: async () => (await says(ready))[1] ?? '' }
}

const quiet = {
  ...{ DEMONSTRATION: 'none', LOG_LEVEL: 'silent', HOST: '127.0.0.1' },
  ...{ PORTAL_NOW: '', POOL_SIZE: '', TRUST_PROXY: '', SMTP_URL: '' },
}

/** Killed as machines kill. */
export async function endAll() {
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(children.splice(0).map(ended))
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done(child.exitCode)
    else child.once('close', done)
  })
}

export async function until(holds: () => boolean | Promise<boolean>) {
  for (const limit = Date.now() + 45_000; Date.now() < limit; await wait(50)) if (await holds()) return
  throw new Error('Waited in vain')
}
