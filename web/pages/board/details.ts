import { paths } from '../../paths.ts'

/** A board of its own figures beside the overview. */
export type BoardOf = 'closure'

export const boardPath = (of: BoardOf | undefined) => (of ? '/board/closure' : '/board')

/** Which list stands behind a figure. */
export function listOf(figure: string): 'tickets' | 'passages' | 'posts' | undefined {
  if (figure.startsWith('desk.')) return 'tickets'
  if (figure in passages) return 'passages'
  return figure === 'roster.unattended' ? 'posts' : undefined
}

/** What of the passages a figure counts. */
const passages: Record<string, Record<string, string>> = {
  'gate.passages': {},
  'gate.persons': { subject: 'person', outcome: 'passed' },
  'gate.vehicles': { subject: 'vehicle', outcome: 'passed' },
  'gate.refusals': { outcome: 'refused' },
}

/** The address of the rows behind a figure at a place, for the boards of officers. */
export function detailsHref(figure: string, place: { r?: string; p?: string }): string | undefined {
  if (figure === 'gate.reports_late') return paths.page('board', 'reports')
  // the sums by part and day; who is inside or did what is for the estate alone
  if ((figure === 'gate.incidents' || figure === 'gate.inside') && place.r)
    return `${paths.page('board', 'rollup')}?r=${place.r}`
  const list = listOf(figure)
  if (!list) return undefined
  const asked = new URLSearchParams({ ...place, list, ...passages[figure] })
  if (figure === 'desk.late') asked.set('show', 'late')
  if (figure === 'roster.unattended') asked.set('show', 'unattended')
  return `${paths.page('board', 'details')}?${asked}`
}
