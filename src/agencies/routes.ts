import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { remakeObligations } from '../obligations/remake.ts'
import { pages } from '../pages.ts'
import { tableOf } from '../sheets/routes.ts'
import { templates } from '../templates/routes.ts'
import { documentStyleWords } from '../words.ts'
import { type Agency, agency, roleWords } from './agency.ts'
import { listOf } from './list.ts'
import { agencyTable } from './table.ts'

const { router } = pages()
export const agencies = router

router.use(templates)
router.use(
  nounRoutes(agency, {
    list: listOf,
    table: tableOf(agencyTable),
    // What an agency is called, was, and belongs to; one query each.
    page: async ({ db }: Looking, row: Agency) => {
      const details = await db.agency.findUniqueOrThrow({
        where: { id: row.id },
        include: {
          ...{ names: { orderBy: { from: 'desc' } }, codes: { orderBy: { from: 'desc' } }, roles: { orderBy: { from: 'desc' } } },
          parents: { orderBy: { from: 'desc' }, include: { parent: true } },
          predecessors: { include: { predecessor: true } },
          successors: { include: { successor: true } },
        },
      })
      return {
        ...{ title: row.name, caption: 'Cơ quan, đơn vị', lead: `${documentStyleWords[row.documentStyle]}.` },
        ...{ details, roleWords, people: await db.user.count({ where: { agencyId: row.id, disabledAt: null } }) },
      }
    },
    tells: (action) => /^(agency|account|succession)\.|^assignment\.merge$/.test(action),
    // What is owed follows from functions and superiors.
    after: remakeObligations,
  }),
)
