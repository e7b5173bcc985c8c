/** To whom a paper goes (S6-02, S6-22), as a pure function. */
import type { CareName } from '../estate/rules.ts'

export interface Unit {
  kind: 'region' | 'organisation' | 'estate'
  id: string
  name: string
}

export interface Area {
  regionId: string
  regions: readonly { id: string; name: string }[]
  places: readonly {
    id: string
    name: string
    care: CareName
    company_id: string | null
    company_name: string | null
    subject_id: string | null
    subject_name: string | null
  }[]
  brigades: readonly { id: string; name: string }[]
}

/**
 * An instruction goes to the companies. The plan goes to all units: the regions below, companies, subject units,
 * brigades, and estates that manage themselves. Nobody gets it twice.
 */
export function unitsFor(kind: 'plan' | 'instruction', area: Area): Unit[] {
  const found = new Map<string, Unit>()
  const add = (unitKind: Unit['kind'], id: string | null, name: string | null) => {
    if (id !== null) found.set(`${unitKind} ${id}`, { kind: unitKind, id, name: name ?? '' })
  }
  for (const p of area.places) add('organisation', p.company_id, p.company_name)
  if (kind === 'instruction') return [...found.values()]
  for (const r of area.regions) if (r.id !== area.regionId) add('region', r.id, r.name)
  for (const p of area.places) {
    add('organisation', p.subject_id, p.subject_name)
    if (p.care === 'self_managed') add('estate', p.id, p.name)
  }
  for (const b of area.brigades) add('organisation', b.id, b.name)
  return [...found.values()]
}
