import { z } from 'zod'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { text } from '../form.ts'
import type { Party } from '../workflow.ts'
import { current, type Doing, type Filing, type FilingStep } from './filing.ts'
import { itemChoice, itemsIn } from './items.ts'

export const commentForm = z.object({
  item: text('Về mục nào'),
  text: text('Nội dung góp ý', { required: 'Nhập nội dung góp ý', max: 2_000, rows: 4 }),
})

/** Reviewers comment, they never edit: on the newest version, or on a working copy that was shown to them. Answers are comments too. */
export function commenting(by: readonly Party[]) {
  return {
    comment: {
      ...{
        by,
        from: ['draft', 'sent', 'changesAsked', 'accepted'],
        label: 'Góp ý',
        form: commentForm,
        asks: async (filing: Filing, db: Db | Tx) => commentForm.extend({ item: await itemChoice(filing, db, 'Để trống nếu góp ý chung') }),
        shy: true,
        writes: { FilingComment: 'filingId' },
        run: comment,
      },
      blocked: (filing) => (current(filing) || filing.draft?.sharedAt ? undefined : 'Bản soạn chưa cho nơi khác xem'),
    },
  } satisfies Record<string, FilingStep>
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
export async function threadsOf(db: Db, filing: Filing, content: unknown, items = itemsIn(content ?? filing.draft?.content)) {
  const comments = await db.filingComment.findMany({
    where: { filingId: filing.id },
    include: { agency: true },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  const versions = new Map(filing.versions.map(({ id, n }) => [id, n]))
  const said = comments.map(({ versionId, ...rest }) => ({ ...rest, n: versions.get(versionId ?? '') }))
  const known = new Set(items.map(({ id }) => id))
  return [
    { title: 'Góp ý chung', comments: said.filter(({ item }) => !item) },
    ...items.map(({ id, title }) => ({ title, comments: said.filter(({ item }) => item === id) })),
    { title: 'Về mục nay không còn', comments: said.filter(({ item }) => item && !known.has(item)) },
  ].filter(({ comments }) => comments.length)
}
