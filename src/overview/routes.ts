import { download, wantsSheet } from '../download.ts'
import { rateWords } from '../matrix/tally.ts'
import { pages } from '../pages.ts'
import { worth } from './help.ts'
import { overviewOf } from './overview.ts'
import { sheetsOf } from './sheets.ts'

const { router, get } = pages()
export const overview = router

/** One page for those who lead: the province, or a district. */
get('/', ['district', 'planning', 'province'], async (req, res) => {
  const found = await overviewOf(req, req.query)
  if (wantsSheet(req)) return download(req, res, `${found.title}, ${found.place}`, sheetsOf(found))
  res.render('overview/show', { ...found, rateWords, worth })
})
