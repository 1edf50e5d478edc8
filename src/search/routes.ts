import { pages } from '../pages.ts'
import { search } from './search.ts'

const { router, get } = pages()
export const searching = router

get('/', 'signed-in', async (req, res) => res.render('search/show', await search(req, req.query)))
