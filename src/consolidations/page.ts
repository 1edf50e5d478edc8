import { cellWords, isFigure } from '../sheets/sheet.ts'
import { annexesOf } from './annexes.ts'
import { choicesWords, sourceWords } from './choices.ts'
import { columnWords, figureAddress, itemColumnsIn, itemWords } from './figure.ts'
import { needCounts } from './needs.ts'
import { isOpen } from './petitions.ts'
import { together } from './years.ts'

/** What the pages of consolidated reports ask of the figures that they show. */
export const inReports = {
  annexesOf,
  cellWords,
  choicesWords,
  columnWords,
  figureAddress,
  isFigure,
  isOpen,
  itemColumnsIn,
  itemWords,
  needCounts,
  sourceWords,
  together,
}
