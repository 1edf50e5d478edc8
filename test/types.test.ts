import { test } from 'vitest'
import { act } from '../src/act.ts'
import type { Db, Tx } from '../src/db.ts'
import type { ruleOf } from '../src/deadlines.ts'
import type { Filing, Kind } from '../src/filings/filing.ts'
import type { kinds } from '../src/filings/kinds.ts'
import { pages } from '../src/pages.ts'
import type { Actor, actions, scopes, voices } from '../src/policy.ts'
import type { kindWords, standingWords, statusWords } from '../src/words.ts'
import type { Step } from '../src/workflow.ts'

declare const [actor, db, tx]: [Actor, Db, Tx]
const { get } = pages()

/** Never run: `tsc` reads these, and an error that is missing is an error. */
export const doesNotCompile = [
  // @ts-expect-error an action that is not in the table
  () => act(actor, 'plan.invent', { id: '' }, async () => ({ path: '/' })),
  // @ts-expect-error a change that does not say where it lands
  () => act(actor, 'plan.send', { id: '' }, async () => ({})),
  // @ts-expect-error writing through the reading door
  () => db.agency.update({ where: { id: '' }, data: {} }),
  // @ts-expect-error making through the reading door
  () => db.filing.create({ data: {} }),
  // @ts-expect-error writing many without saying how many
  () => tx.receipt.deleteMany({ where: {} }),
  // @ts-expect-error changing many without saying how many
  () => tx.receipt.updateMany({ data: { readBy: 'x' } }),
  // @ts-expect-error an upsert
  () => tx.filing.upsert,
  // @ts-expect-error raw SQL
  () => tx.$queryRaw,
  // @ts-expect-error raw SQL through the reading door
  () => db.$queryRaw,
  // @ts-expect-error a transaction of its own
  () => tx.$transaction,
  // @ts-expect-error a misspelt status
  (): Step<Filing> => ({ by: ['unit'], from: ['snet'], writes: {} }),
  // @ts-expect-error a party that does not exist
  (): Step<Filing> => ({ by: ['assignedUnit'], writes: {} }),
  // @ts-expect-error a table that does not exist
  (): Step<Filing> => ({ by: ['unit'], writes: { Reciept: 'filingId' } }),
  // @ts-expect-error a step that does not say what it writes
  (): Step<Filing> => ({ by: ['unit'] }),
  // @ts-expect-error a model without a scope
  (): typeof scopes => ({ Agency: () => ({}) }),
  // @ts-expect-error a voice of no model
  (): typeof voices => ({ Cosnent: 'agencyId' }),
  // @ts-expect-error a status without a word
  (): typeof statusWords => ({ draft: '', sent: '', accepted: '' }),
  // @ts-expect-error a kind of filing without a word
  (): typeof kindWords => ({ plan: '' }),
  // @ts-expect-error a standing without a word
  (): typeof standingWords => ({ open: { letter: '', word: '', mark: '' } }),
  // @ts-expect-error a kind of filing that is not in the table
  (all: typeof kinds) => all.invitation,
  // @ts-expect-error a kind of filing without receivers
  (): Kind => ({ name: 'plan', owes: 'plan', path: '', by: 'unit', readers: [], form: () => ({}) as never, steps: {} }),
  // @ts-expect-error a route that does not say whom it is for
  () => get('/somewhere', (_req, res) => res.end()),
  // @ts-expect-error a route for a role that does not exist
  () => get('/somewhere', ['ward'], (_req, res) => res.end()),
  // @ts-expect-error an action on a subject that does not exist
  (all: typeof actions): 'Report' => all['plan.send'].on,
  // @ts-expect-error a period that does not exist
  (rule: typeof ruleOf) => rule('plan', { kind: 'week', year: 2024, n: 1 }),
]

test('what does not compile is listed above; tsc checks it', () => {})
