import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { blank, optionalChoice, read } from '../form.ts'
import type { Looking } from '../nouns/noun.ts'
import type { pages } from '../pages.ts'
import { press } from '../press.ts'
import { drawSlips } from './people.ts'
import { isKeeper } from './person.ts'
import { giveSlips } from './take.ts'

/** Accounts that came by a table have no password until their slips are printed: so many at a time, because each password is hashed. */

/** So many on one page to be printed. */
const mostSlips = 300

const everybody = ['unit', 'commune', 'district', 'planning', 'province'] as const

const form = (agencies: Record<string, string>) =>
  z.object({ agency: optionalChoice('Cơ quan, đơn vị', agencies, 'Để trống: mọi cơ quan') })

/** Nobody but an administrator touches an administrator. */
async function waiting({ db, actor }: Looking, agencyId = '') {
  if (!isKeeper(actor)) throw new Refusal(403, 'Phiếu do lãnh đạo, người quản trị của cơ quan hoặc của Sở Kế hoạch và Đầu tư in')
  return db.user.findMany({
    where: {
      ...{ awaitsSlip: true, disabledAt: null },
      ...(agencyId && { agencyId }),
      ...(!actor.administrator && { administrator: false, agencyId: actor.agencyId }),
    },
    include: { agency: { select: { name: true } } },
    orderBy: [{ agency: { name: 'asc' } }, { username: 'asc' }],
  })
}

export function slipPages({ get, post }: Pick<ReturnType<typeof pages>, 'get' | 'post'>) {
  get('/slips', everybody, (req, res) => draw(req, res))

  post('/slips', everybody, async (req, res) => {
    const { once } = press.partial({ revision: true }).parse(req.body)
    const { data, form: wrong } = read(form(agenciesOf(await waiting(req))), req.body)
    if (wrong) return draw(req, res.status(422), wrong)
    const chosen = (await waiting(req, data.agency)).slice(0, mostSlips)
    if (!chosen.length) return res.redirect(303, '/accounts/slips')
    const { path, slips } = await giveSlips(req.actor, chosen, once)
    if (!slips) return res.redirect(303, path)
    drawSlips(req, res, { path, slips })
  })
}

type Get = Parameters<ReturnType<typeof pages>['get']>[2]

async function draw(req: Parameters<Get>[0], res: Parameters<Get>[1], drawn?: ReturnType<typeof blank>) {
  const all = await waiting(req)
  const agencies = Map.groupBy(all, ({ agency }) => agency.name)
  res.render('accounts/awaiting', {
    ...{ title: 'In phiếu mật khẩu', total: all.length, most: mostSlips },
    agencies: [...agencies].map(([name, people]) => ({ name, n: people.length })),
    form: drawn ?? blank(form(agenciesOf(all)), req.kept ?? req.query),
  })
}

const agenciesOf = (users: Awaited<ReturnType<typeof waiting>>) =>
  Object.fromEntries(users.map(({ agencyId, agency }) => [agencyId, agency.name]))
