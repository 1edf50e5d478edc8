import { asOf, dayOf, demonstrationBegins } from '../../src/clock.ts'
import { accountOf, prisma } from '../../src/db.ts'
import type { Kind } from '../../src/filings/filing.ts'
import { begin, take } from '../../src/filings/take.ts'
import type { Actor } from '../../src/policy.ts'

/** One filing: the obligation that it fulfils, and its id once it is begun. */
export type Filing = { kind: Kind; obligation: string; id: string }

/** What somebody does, and when: `start`, or a step of the kind's workflow. The demonstration is a long list of these. */
export type Act = {
  at: Date
  filing: Filing
  username: string
  step: string
  data?: Record<string, string>
  body?: () => object | Promise<object>
}

const begins = new Date(demonstrationBegins)
/** In each of two processes: eight at a time. */
const atOnce = 4
const ahead = 64

/** Does everything in the order of time, several at once, each filing's acts one after the other. */
export async function perform(acts: readonly Act[], done: () => void): Promise<void> {
  const run = async (act: Act) => {
    await asOf(act.at, async () => press(await actorOf(act.username, dayOf(act.at)), act))
    done()
  }
  const waiting = acts.slice()
  const running = new Map<Filing, Promise<unknown>>()
  while (waiting.length > 0) {
    const place = waiting.slice(0, ahead).findIndex(({ filing }) => !running.has(filing))
    const [act] = place < 0 || running.size >= atOnce ? [] : waiting.splice(place, 1)
    if (act)
      running.set(
        act.filing,
        run(act).finally(() => running.delete(act.filing)),
      )
    else await Promise.race(running.values())
  }
  await Promise.all(running.values())
}

/** What comes before the demonstration begins, in the order of time. */
export const inOrder = (acts: readonly Act[]) =>
  acts.filter(({ at }) => at < begins).sort((one, other) => one.at.getTime() - other.at.getTime())

/**
 * In one order, parts that two processes may do at the same time; what adds up others' filings stands alone between them, so that it finds what
 * was sent by then.
 */
export function stagesOf(acts: readonly Act[]): Act[][] {
  const stages: Act[][] = []
  let last: Act | undefined
  for (const act of acts) {
    if (!last || last.step === 'compile' || act.step === 'compile') stages.push([])
    stages.at(-1)?.push(act)
    last = act
  }
  return stages
}

/** Which of the two processes does what hangs from an obligation. */
export const halfOf =
  (process: 0 | 1) =>
  ({ filing }: Act) =>
    Number.parseInt(filing.obligation.slice(-1), 16) % 2 === process

async function press(actor: Actor, { filing, step, data, body }: Act) {
  if (step === 'start') filing.id = (await begin(actor, filing.kind, filing.obligation)).id ?? ''
  // The other process may have begun it.
  filing.id ||= (await prisma.filing.findFirstOrThrow({ where: { obligationId: filing.obligation, kind: filing.kind.name } })).id
  if (step !== 'start') await take(actor, filing.kind, step, filing.id, { data, body: await body?.() })
}

/** Who somebody is changes only with the dated rows, so it is asked once between two of their days. */
async function actorOf(username: string, on: Date) {
  turns ??= daysOfChange()
  const known = (await turns).filter((turn) => turn <= on.getTime()).length
  const key = `${username} ${known}`
  const actor = actors.get(key) ?? signIn(username)
  actors.set(key, actor)
  return actor
}

let turns: Promise<number[]> | undefined
const actors = new Map<string, Promise<Actor>>()

async function daysOfChange() {
  const dated = { select: { from: true, to: true } } as const
  const rows = await Promise.all([
    prisma.agencyName.findMany(dated),
    prisma.agencyRole.findMany(dated),
    prisma.agencyParent.findMany(dated),
    prisma.assignment.findMany(dated),
  ])
  return [...new Set(rows.flat().flatMap(({ from, to }) => (to ? [from.getTime(), to.getTime() + 86_400_000] : [from.getTime()])))]
}

async function signIn(username: string): Promise<Actor> {
  const account = await accountOf({ username })
  if (!account) throw new Error(`no account ${username} in the demonstration`)
  return account.actor
}
