import { z } from 'zod'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { optionalChoice, text } from '../form.ts'
import type { Party } from '../workflow.ts'
import { contentOf, current, type Doing, type Filing, type FilingStep } from './filing.ts'

const form = z.object({ item: text('Về nhiệm vụ'), text: text('Nội dung góp ý', { required: 'Nhập nội dung góp ý', max: 2_000, rows: 4 }) })

/** Reviewers comment, they never edit: on the newest version, or on a working copy that was shown to them. Answers are comments too. */
export function commenting(by: readonly Party[]) {
  return {
    comment: {
      ...{
        by,
        from: ['draft', 'sent', 'changesAsked', 'accepted'],
        label: 'Góp ý',
        form,
        asks: askedOf,
        shy: true,
        writes: { FilingComment: 'filingId' },
        run: comment,
      },
      blocked: (filing) => (current(filing) || filing.draft?.sharedAt ? undefined : 'Bản soạn chưa cho nơi khác xem'),
    },
  } satisfies Record<string, FilingStep>
}

async function askedOf(filing: Filing, db: Db | Tx) {
  const items = itemsIn(await subjectOf(filing, db))
  if (!items.length) return form
  const words = Object.fromEntries(items.map(({ id, title }, n) => [id, `${n + 1}. ${title}`]))
  return form.extend({ item: optionalChoice('Về nhiệm vụ', words, 'Để trống nếu góp ý chung') })
}

/** What is commented on: the newest version; before there is one, the working copy. */
async function subjectOf(filing: Filing, db: Db | Tx) {
  const version = current(filing)
  return version ? contentOf(db, version) : filing.draft?.content
}

/** The items of a version (a list) or of a working copy (rows by their ids). */
export function itemsIn(content: unknown): { id: string; title: string }[] {
  const { items = [] } = (content ?? {}) as { items?: object }
  const rows = Array.isArray(items) ? items : Object.entries(items).map(([id, row]) => ({ id, ...row }))
  return rows.map(({ id, task, content }: { id: string; task?: string; content?: string }) => ({ id, title: task ?? content ?? '' }))
}

async function comment({ tx, filing, actor, at, data }: Doing) {
  if (!data.text) throw new Refusal(422, 'Nhập nội dung góp ý')
  await tx.filingComment.create({
    data: {
      ...{ filingId: filing.id, versionId: current(filing)?.id ?? null, agencyId: actor.agencyId, item: data.item || null },
      ...{ text: data.text, at, byId: actor.id, by: actor.name, byTitle: actor.title },
    },
  })
}

/** What was said, threaded by item: first of the whole, then item by item in the order of the content; each with the version it is about. */
export async function threadsOf(db: Db, filing: Filing, content: unknown) {
  const comments = await db.filingComment.findMany({
    where: { filingId: filing.id },
    include: { agency: true },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  const versions = new Map(filing.versions.map(({ id, n }) => [id, n]))
  const said = comments.map(({ versionId, ...rest }) => ({ ...rest, n: versions.get(versionId ?? '') }))
  const items = itemsIn(content ?? filing.draft?.content)
  const known = new Set(items.map(({ id }) => id))
  return [
    { title: 'Góp ý chung', comments: said.filter(({ item }) => !item) },
    ...items.map(({ id, title }, n) => ({ title: `Nhiệm vụ ${n + 1}: ${title}`, comments: said.filter(({ item }) => item === id) })),
    { title: 'Về nhiệm vụ nay không còn', comments: said.filter(({ item }) => item && !known.has(item)) },
  ].filter(({ comments }) => comments.length)
}
