import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { titleOf } from '../filings/filing.ts'
import { kindOf } from '../filings/kinds.ts'
import { hrefOf } from '../filings/list.ts'
import { pages } from '../pages.ts'

const { router, get } = pages()
export const proofs = router

const codes = z
  .string()
  .transform((typed) => typed.replaceAll(' ', '').toLowerCase())
  .pipe(z.string().regex(/^[0-9a-f]{16}$/))

/** By the code at the foot of a paper: which version it is of, if this reader may read that; to anybody else it is not there. */
get('/', 'signed-in', (req, res) => {
  const typed = req.query.code
  const code = codes.safeParse(typed)
  if (code.success) return res.redirect(303, `/proofs/${code.data}`)
  res
    .status(typed === undefined ? 200 : 422)
    .render('proofs/find', { title: 'Đối chiếu văn bản', typed: typeof typed === 'string' ? typed : '', wrong: typed !== undefined })
})

get('/:code', 'signed-in', async (req, res) => {
  const code = codes.safeParse(req.params.code)
  if (!code.success) throw new Refusal(404)
  const version = await req.db.filingVersion.findFirst({
    where: { sha256: { gte: code.data, lt: `${code.data}g` }, receipts: { some: {} } },
    omit: { content: true },
    include: {
      signed: { orderBy: { seq: 'asc' }, include: { attachment: true } },
      filing: {
        include: { agency: true, period: true, assignment: { include: { commune: true } }, covers: { include: { commune: true } } },
      },
    },
  })
  if (!version) throw new Refusal(404)
  const { filing } = version
  const newer = await req.db.filingVersion.count({ where: { filingId: filing.id, n: { gt: version.n }, receipts: { some: {} } } })
  res.render('proofs/show', {
    ...{ title: 'Đối chiếu văn bản', version, newer, about: titleOf(filing) },
    href: `${hrefOf(kindOf(filing.kind), req.actor, filing.id, true)}/versions/${version.n}`,
  })
})
