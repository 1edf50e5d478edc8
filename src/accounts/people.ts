import { env } from '../env.ts'
import type { Handed, Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { pages } from '../pages.ts'
import { tableOf } from '../sheets/routes.ts'
import { statusWords } from '../words.ts'
import { listOf } from './list.ts'
import { type Account, account } from './person.ts'
import { slipPages } from './slips.ts'
import { accountTable } from './table.ts'

const { router, get, post } = pages()
export const people = router

slipPages({ get, post })
router.use(
  nounRoutes(account, {
    list: listOf,
    table: tableOf(accountTable),
    async page({ db }: Looking, row: Account) {
      const agency = await db.agency.findUniqueOrThrow({ where: { id: row.agencyId } })
      return { title: row.name, caption: agency.name, lead: `${row.title || 'Chưa ghi chức vụ'}. ${statusWords[row.status]}.` }
    },
    hands: drawSlips,
  }),
)

type Hands = NonNullable<Parameters<typeof nounRoutes<Account>>[1]['hands']>

/** Passwords as slips to be printed, cut and handed over: this once. */
export function drawSlips(req: Parameters<Hands>[0], res: Parameters<Hands>[1], { slips, path }: Handed & { path: string }) {
  const address = env.PUBLIC_URL ?? `${req.protocol}://${req.get('host')}`
  res.render('accounts/slips', { title: 'Phiếu giao tài khoản', slips, address, back: path })
}
