import { paths } from '../../paths.ts'

/** Which list stands behind a figure. */
export function listOf(figure: string): 'tickets' | 'passages' | 'posts' | undefined {
  if (figure.startsWith('desk.')) return 'tickets'
  if (figure.startsWith('gate.')) return 'passages'
  return figure === 'roster.unattended' ? 'posts' : undefined
}

/** The address of the rows behind a figure at a place, for the boards of officers. */
export function detailsHref(figure: string, place: { r?: string; p?: string }): string | undefined {
  const list = listOf(figure)
  if (!list) return undefined
  const asked = new URLSearchParams({ ...place, list })
  if (figure === 'desk.late') asked.set('show', 'late')
  if (figure === 'roster.unattended') asked.set('show', 'unattended')
  return `${paths.page('board', 'details')}?${asked}`
}
