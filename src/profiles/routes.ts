import { z } from 'zod'
import { download, wantsSheet } from '../download.ts'
import { Refusal } from '../errors.ts'
import { pages } from '../pages.ts'
import { communeProfile } from './commune.ts'
import { figuresOverTime, figuresSideBySide } from './figures.ts'
import { communeSheets, unitSheets } from './sheets.ts'
import { unitProfile } from './unit.ts'

const everyone = ['unit', 'commune', 'district', 'planning', 'province'] as const

const communePages = pages()
communePages.router.param('id', isId)
communePages.get('/:id', everyone, async (req, res) => {
  const profile = await communeProfile(req, req.params.id ?? '')
  if (wantsSheet(req)) return download(req, res, profile.title, communeSheets(profile))
  res.render('profiles/commune', profile)
})
communePages.get('/:id/figures', everyone, async (req, res) => {
  const found = await figuresOverTime(req, req.params.id ?? '', req.query)
  if (wantsSheet(req)) return download(req, res, found.sheet.title, [found.sheet])
  res.render('profiles/over-time', found)
})
export const communes = communePages.router

const figurePages = pages()
figurePages.get('/', ['unit', 'district', 'planning', 'province'], async (req, res) => {
  const found = await figuresSideBySide(req, req.query)
  if (wantsSheet(req)) return download(req, res, found.sheet.title, [found.sheet])
  res.render('profiles/side-by-side', found)
})
export const figures = figurePages.router

const unitPages = pages()
unitPages.router.param('id', isId)
unitPages.get('/:id', everyone, async (req, res) => {
  const profile = await unitProfile(req, req.params.id ?? '')
  if (wantsSheet(req)) return download(req, res, profile.title, unitSheets(profile))
  res.render('profiles/unit', profile)
})
export const units = unitPages.router

function isId(_req: unknown, _res: unknown, next: (error?: unknown) => void, id: string) {
  next(z.uuid().safeParse(id).success ? undefined : new Refusal(404))
}
