import { download, wantsSheet } from '../download.ts'
import { pages } from '../pages.ts'
import { matrixOf, sumWords } from './matrix.ts'
import { sheetsOf } from './sheets.ts'
import { rateWords } from './tally.ts'

const { router, get } = pages()
export const matrix = router

/** Who filed what, and when: the whole province, a district, or one's own. */
get('/', ['unit', 'commune', 'district', 'planning', 'province'], async (req, res) => {
  const found = await matrixOf(req, req.query)
  if (wantsSheet(req)) return download(req, res, found.title, sheetsOf(found))
  res.render('matrix/show', { ...found, rateWords, sumWords })
})
