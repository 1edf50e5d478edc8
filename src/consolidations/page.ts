import { annexesOf } from './annexes.ts'
import { choicesWords, sourceWords } from './choices.ts'
import { figureAddress } from './figure.ts'
import { needCounts } from './needs.ts'
import { isOpen } from './petitions.ts'
import { addedUp } from './years.ts'

/** What the pages of consolidated reports ask of the figures that they show. */
export const inReports = { addedUp, annexesOf, choicesWords, figureAddress, isOpen, needCounts, sourceWords }
