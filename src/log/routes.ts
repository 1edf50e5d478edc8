import { downloadList, wantsSheet } from '../download.ts'
import { pages } from '../pages.ts'
import { logOf } from './log.ts'
import { readingsOf } from './readings.ts'

const { router, get } = pages()
export const log = router

get('/', ['planning'], async (req, res) => {
  const found = await logOf(req, req.query)
  if (wantsSheet(req)) return downloadList(req, res, found)
  res.render('log/list', found)
})

get('/readings', ['planning'], async (req, res) => {
  const found = await readingsOf(req, req.query)
  if (wantsSheet(req)) return downloadList(req, res, found)
  res.render('log/readings', found)
})
