import { most } from '../attachments/attachment.ts'
import { accepted } from '../attachments/examine.ts'
import { pages } from '../pages.ts'
import { dutiesFor, pagesOf } from './governs.ts'
import { chapters, decision } from './text.ts'

const { router, get } = pages()
export const regulation = router

get('/regulation', 'everyone', (req, res) => {
  const roles = req.actor?.roles ?? []
  res.render('regulation/show', {
    ...{ title: 'Quy chế phối hợp', chapters, decision, duties: dutiesFor(roles) },
    pagesOf: (article: number, clause: number) => pagesOf(article, clause, roles),
  })
})
get('/help', 'everyone', (_req, res) => res.render('help/show', { title: 'Hướng dẫn sử dụng', accepted, filesPerFiling: most.filingId }))
