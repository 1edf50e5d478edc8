import { downloadList, wantsSheet } from '../download.ts'
import { pages } from '../pages.ts'
import { decisionsOf } from './waiting.ts'

const { router, get } = pages()
export const decisions = router

get('/', ['province', 'planning'], async (req, res) => {
  const found = await decisionsOf(req, req.query)
  if (wantsSheet(req)) return downloadList(req, res, found)
  res.render('decisions/list', found)
})
