import { asOf, dayOf, demonstrationBegins } from '../../src/clock.ts'
import { accountOf, prisma } from '../../src/db.ts'
import type { Kind } from '../../src/filings/filing.ts'
import { begin, take } from '../../src/filings/take.ts'
import type { Actor } from '../../src/policy.ts'
import { inAHurry } from './hurry.ts'

/** One filing: the obligation that it fulfils, and its id once it is begun. */
export type Filing = { kind: Kind; obligation: string; id: string }

/** What somebody does, and when: `start`, or a step of the kind's workflow. The demonstration is a long list of these. */
export type Act = { at: Date; filing: Filing; username: string; step: string; data?: Record<string, string>; body?: () => object }

const begins = new Date(demonstrationBegins)
const atOnce = 8
const ahead = 64

/**
 * Does everything in the order of time, eight at once, each filing's acts one after the other. What adds up others' filings is done alone,
 * so that it finds what was sent by then.
 */
export function perform(acts: readonly Act[], done: () => void): Promise<void> {
  return inAHurry(() => performAll(acts, done))
}

async function performAll(acts: readonly Act[], done: () => void) {
  const actorOf = await actors()
  const run = async (act: Act) => {
    await asOf(act.at, async () => press(await actorOf(act.username, dayOf(act.at)), act))
    done()
  }
  const waiting = acts.slice()
  const running = new Map<Filing, Promise<unknown>>()
  while (waiting.length > 0) {
    const next = waiting.slice(0, ahead)
    const alone = next.findIndex(({ step }) => step === 'compile')
    if (alone === 0) {
      await Promise.all(running.values())
      await run(waiting.shift() as Act)
      continue
    }
    const place = next.slice(0, alone < 0 ? ahead : alone).findIndex(({ filing }) => !running.has(filing))
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

/** In one order, parts that two processes may do at the same time, and those (from a first compilation to the last of its winter) that one does alone. */
export function stagesOf(acts: readonly Act[]): { together: boolean; acts: Act[] }[] {
  const stages: { together: boolean; acts: Act[] }[] = []
  const winters = Map.groupBy(
    acts.filter(({ step }) => step === 'compile'),
    ({ at }) => new Date(at.getTime() + 60 * 86_400_000).getUTCFullYear(),
  )
  let from = 0
  for (const compilations of winters.values()) {
    const first = acts.indexOf(compilations[0] as Act)
    const last = acts.indexOf(compilations.at(-1) as Act)
    stages.push({ together: true, acts: acts.slice(from, first) }, { together: false, acts: acts.slice(first, last + 1) })
    from = last + 1
  }
  return [...stages, { together: true, acts: acts.slice(from) }]
}

/** Which of the two processes does what hangs from an obligation. */
export const halfOf = ({ filing }: Act) => Number.parseInt(filing.obligation.slice(-1), 16) % 2

async function press(actor: Actor, { filing, step, data, body }: Act) {
  if (step === 'start') filing.id = (await begin(actor, filing.kind, filing.obligation)).id ?? ''
  // The other process may have begun it.
  filing.id ||= (await prisma.filing.findFirstOrThrow({ where: { obligationId: filing.obligation, kind: filing.kind.name } })).id
  if (step !== 'start') await take(actor, filing.kind, step, filing.id, { data, body: body?.() })
}

/** Who somebody is changes only with the dated rows, so it is asked once between two of their days. */
async function actors() {
  const dated = { select: { from: true, to: true } } as const
  const rows = (
    await Promise.all([
      prisma.agencyName.findMany(dated),
      prisma.agencyRole.findMany(dated),
      prisma.agencyParent.findMany(dated),
      prisma.assignment.findMany(dated),
    ])
  ).flat()
  const turns = [...new Set(rows.flatMap(({ from, to }) => (to ? [from.getTime(), to.getTime() + 86_400_000] : [from.getTime()])))]
  const known = new Map<string, Promise<Actor>>()
  return (username: string, on: Date) => {
    const key = `${username} ${turns.filter((turn) => turn <= on.getTime()).length}`
    const actor = known.get(key) ?? signIn(username)
    known.set(key, actor)
    return actor
  }
}

async function signIn(username: string): Promise<Actor> {
  const account = await accountOf({ username })
  if (!account) throw new Error(`no account ${username} in the demonstration`)
  return account.actor
}
