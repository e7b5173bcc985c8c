import { api } from '../../api.ts'
import type { Finder } from '../../finder.ts'
import { paths } from '../../paths.ts'
import type { IconName } from '../../ui/icons.tsx'

const icons: Record<string, IconName> = { room: 'building', plate: 'car' }

/** Rooms, persons and vehicles for the one box; each leads to the owner card of its unit. */
export const findPeople: Finder = async (estateId, text, signal) => {
  if (estateId === '') return []
  const { items } = await api(
    'GET /api/estates/:estateId/search',
    { estateId, q: text.slice(0, 60) },
    { signal },
  )
  return items.map(item => ({
    icon: icons[item.kind] ?? 'person',
    title: item.title,
    note: item.note,
    href: item.unitId
      ? `${paths.page('console', `homes/${item.unitId}`)}?e=${estateId}`
      : paths.page('console', 'persons', item.personId ?? ''),
  }))
}
