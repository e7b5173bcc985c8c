/** All figures of the house, and which of them each board shows: at most seven. */
import type { Figure } from '../../core/figures.ts'
import { followupFigures } from '../followup/store-figures.ts'
import { noticeFigures } from '../notice/store-figures.ts'
import { rosterFigures } from '../roster/store-figures.ts'
import { deskFigures } from './store-desk.ts'
import { gateFigures } from './store-gate.ts'

export const figures: Figure[] = [
  ...deskFigures,
  ...gateFigures,
  ...rosterFigures,
  ...noticeFigures,
  ...followupFigures,
]

export const MOST_FIGURES = 7

export type BoardName = 'estate' | 'region' | 'closure'

/** The manager's board and the boards above it, most pressing first. */
const shown: Record<BoardName, string[]> = {
  estate: [
    'desk.late',
    'desk.open',
    'roster.unattended',
    'gate.passages',
    'gate.inside',
    'followup.satisfied',
    'notice.unanswered',
  ],
  region: [
    'desk.late',
    'desk.open',
    'desk.kept',
    'roster.unattended',
    'gate.passages',
    'desk.satisfied',
    'roster.stewards',
  ],
  // closed management (S6-48); a region adds the reports that are late, which no estate has
  closure: [
    'gate.persons',
    'gate.vehicles',
    'gate.refusals',
    'gate.incidents',
    'roster.unattended',
    'gate.inside',
  ],
}

export function figuresOf(board: BoardName): Figure[] {
  return shown[board]
    .map(key => figures.find(f => f.key === key))
    .filter(f => f !== undefined)
    .slice(0, MOST_FIGURES)
}
