/**
 * Many units at once, for imports: the buildings and sections they name are made, units found by their room name are
 * changed where the file says something new, and the same file again changes nothing (SX-15).
 */
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { parseRoom } from '../../core/room.ts'
import { floorOf, labelOf, sortKey } from './rules.ts'
import * as store from './store-units-bulk.ts'

/** One unit as a file tells of it; what is left out stays as it is. Area in 0.01 m². */
export interface UnitFacts {
  /** In its one form: 1-2-301. */
  room: string
  floor?: number | undefined
  area?: number | undefined
  use?: 'home' | 'shop' | 'office' | 'other' | undefined
  state?:
    | 'unsold'
    | 'not_moved_in'
    | 'occupied'
    | 'handed_over'
    | 'renovating'
    | 'renovated'
    | 'let'
    | 'vacant'
    | undefined
}

export interface RegisteredUnit {
  id: string
  buildingId: string
  did: 'created' | 'updated' | 'same'
}

interface Placed extends UnitFacts {
  building: string
  section: string
  number: string
  label: string
}

function placed(unit: UnitFacts): Placed {
  const read = parseRoom(unit.room)
  // The sheet's reader wrote this form, so it reads; anything else is the whole name of a single unit.
  const room = read.ok ? read.value : { building: '', section: '', unit: unit.room }
  const { building, section, unit: number } = room
  return { ...unit, building, section, number, label: labelOf(building, section, number) }
}

/** Building and section of each unit, those that are new made. */
async function places(ctx: Ctx, estateId: string, units: readonly Placed[]) {
  const now = ctx.now.epochMilliseconds
  const named = (name: string) => ({ id: newId(now), name, sort: sortKey(name) })
  const buildings = [...new Set(units.map(u => u.building))].map(named)
  const idOf = await store.ensureBuildings(ctx.db, estateId, buildings)
  const pairs = new Map(units.map(u => [`${u.building}\n${u.section}`, u]))
  const sections = [...pairs.values()].map(u => ({
    ...named(u.section),
    buildingId: idOf.get(u.building) ?? '',
  }))
  const sectionOf = await store.ensureSections(ctx.db, estateId, sections)
  return (u: Placed) => {
    const buildingId = idOf.get(u.building) ?? ''
    return { buildingId, sectionId: sectionOf.get(`${buildingId}\n${u.section}`) ?? '' }
  }
}

async function create(ctx: Ctx, estateId: string, units: readonly Placed[]) {
  if (units.length === 0) return []
  const place = await places(ctx, estateId, units)
  const made = units.map(u => ({
    ...place(u),
    id: newId<'unit'>(ctx.now.epochMilliseconds),
    room: u.room,
    number: u.number,
    label: u.label,
    sort: sortKey(u.building, u.section, u.number),
    floor: u.floor ?? floorOf(u.number),
    area: u.area ?? null,
    use: u.use ?? 'home',
    state: u.state ?? 'vacant',
  }))
  await store.insertUnits(ctx.db, estateId, made)
  return made
}

/**
 * Writes the units, each room named once, in the caller's transaction.
 * @returns by room name: the unit's id and what was done
 */
export async function registerUnits(
  ctx: Ctx,
  estateId: string,
  list: readonly UnitFacts[],
): Promise<Map<string, RegisteredUnit>> {
  const units = list.map(placed)
  const known = await store.unitsByLabel(
    ctx.db,
    estateId,
    units.map(u => u.label),
  )
  const answer = new Map<string, RegisteredUnit>()
  const fresh = units.filter(u => !known.has(u.label))
  for (const { room, id, buildingId } of await create(ctx, estateId, fresh))
    answer.set(room, { id, buildingId, did: 'created' })
  const changed: store.KnownUnit[] = []
  for (const unit of units) {
    const old = known.get(unit.label)
    if (old === undefined) continue
    const next = {
      ...old,
      floor: unit.floor ?? old.floor,
      area: unit.area ?? old.area,
      use: unit.use ?? old.use,
      state: unit.state ?? old.state,
    }
    const same =
      next.floor === old.floor && next.area === old.area && next.use === old.use && next.state === old.state
    if (!same) changed.push(next)
    answer.set(unit.room, { id: old.id, buildingId: old.building_id, did: same ? 'same' : 'updated' })
  }
  await store.updateUnits(ctx.db, estateId, changed)
  return answer
}
