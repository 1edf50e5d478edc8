import { most } from '../attachments/attachment.ts'
import { accepted } from '../attachments/examine.ts'
import { pages } from '../pages.ts'
import { chapters, decision } from './text.ts'

const { router, get } = pages()
export const regulation = router

get('/regulation', 'everyone', (_req, res) => res.render('regulation/show', { title: 'Quy chế phối hợp', chapters, decision }))
get('/help', 'everyone', (_req, res) => res.render('help/show', { title: 'Hướng dẫn sử dụng', accepted, filesPerFiling: most.filingId }))
