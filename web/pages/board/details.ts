import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { exportHref } from '../../transfer.ts'

/** A board of its own figures beside the overview. */
export type BoardOf = 'closure'

export const boardPath = (of: BoardOf | undefined) => (of ? '/board/closure' : '/board')

/** The lists of the page of details, and who may read each. */
export const detailRights = {
  tickets: 'board.read',
  passages: 'gate.read',
  incidents: 'gate.read',
  inside: 'gate.read',
  posts: 'roster.read',
} as const
export type DetailsList = keyof typeof detailRights

/** The place whose rows are listed. */
export type DetailsPlace = { regionId?: string; atEstate?: string }

/** The list as a file: it has the place too, and nothing but what the list shows. */
export function useDetailsFile(list: `oversight.${DetailsList}`, place: DetailsPlace) {
  const { can } = useMe()
  const href = exportHref(list, undefined)
  return can('transfer.export')
    ? (query: Record<string, string | number>) => href({ ...query, ...place })
    : undefined
}

/** Which list stands behind a figure. */
function listOf(figure: string): DetailsList | undefined {
  if (figure.startsWith('desk.')) return 'tickets'
  if (figure in passages) return 'passages'
  if (figure === 'gate.incidents') return 'incidents'
  if (figure === 'gate.inside') return 'inside'
  return figure === 'roster.unattended' ? 'posts' : undefined
}

/** What of the passages a figure counts. */
const passages: Record<string, Record<string, string>> = {
  'gate.passages': {},
  'gate.persons': { subject: 'person', outcome: 'passed' },
  'gate.vehicles': { subject: 'vehicle', outcome: 'passed' },
  'gate.refusals': { outcome: 'refused' },
}

/** The address of the rows behind a figure at a place, for the boards of officers; `day` is the board's. */
export function detailsHref(
  figure: string,
  place: { r?: string; p?: string },
  day?: string,
): string | undefined {
  if (figure === 'gate.reports_late') return paths.page('board', 'reports')
  // of a region: the sums by part and day; the rows, without names, are one estate's
  if ((figure === 'gate.incidents' || figure === 'gate.inside') && place.r)
    return `${paths.page('board', 'rollup')}?r=${place.r}`
  const list = listOf(figure)
  if (!list) return undefined
  const asked = new URLSearchParams({ ...place, list, ...passages[figure] })
  if (day && (list === 'passages' || list === 'incidents')) asked.set('day', day)
  if (figure === 'desk.late') asked.set('show', 'late')
  if (figure === 'roster.unattended') asked.set('show', 'unattended')
  return `${paths.page('board', 'details')}?${asked}`
}
