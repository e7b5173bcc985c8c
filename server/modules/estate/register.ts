/**
 * Many units at once, for imports: the buildings and sections they name are made, units found by their room name are
 * changed where the file says something new, and the same file again changes nothing (SX-15).
 */
import { sql } from 'kysely'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { parseRoom } from '../../core/room.ts'
import { floorOf, labelOf, sortKey } from './rules.ts'

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

interface Known {
  id: string
  building_id: string
  label: string
  floor: number | null
  area: number | null
  use: string
  state: string
}

interface Placed extends UnitFacts {
  building: string
  section: string
  number: string
}

function placed(unit: UnitFacts): Placed {
  const read = parseRoom(unit.room)
  // The sheet's reader wrote this form, so it reads; anything else is the whole name of a single unit.
  const room = read.ok ? read.value : { building: '', section: '', unit: unit.room }
  return { ...unit, building: room.building, section: room.section, number: room.unit }
}

/** Building and section of each unit, those that are new made. Key: `building-section` parted by a line break. */
async function places(ctx: Ctx, estateId: string, units: readonly Placed[]) {
  const wanted = new Map(units.map(u => [`${u.building}\n${u.section}`, u]))
  const names = [...new Set(units.map(u => u.building))]
  const now = ctx.now.epochMilliseconds
  await sql`INSERT INTO building (estate_id, id, name, sort)
    SELECT ${estateId}::uuid, n.id, n.name, n.sort FROM unnest(${names.map(() => newId(now))}::uuid[], ${names}::text[], ${names.map(n => sortKey(n))}::text[]) AS n(id, name, sort)
    ON CONFLICT (estate_id, name) DO NOTHING`.execute(ctx.db)
  const buildings = await sql<{ id: string; name: string }>`
    SELECT id, name FROM building WHERE estate_id = ${estateId} AND name = ANY(${names}::text[])`.execute(
    ctx.db,
  )
  const idOf = new Map(buildings.rows.map(b => [b.name, b.id]))
  const sections = [...wanted.values()].map(u => ({ building: idOf.get(u.building) ?? '', name: u.section }))
  await sql`INSERT INTO section (estate_id, id, building_id, name, sort)
    SELECT ${estateId}::uuid, n.id, n.building_id, n.name, n.sort
    FROM unnest(${sections.map(() => newId(now))}::uuid[], ${sections.map(s => s.building)}::uuid[], ${sections.map(s => s.name)}::text[],
      ${sections.map(s => sortKey(s.name))}::text[]) AS n(id, building_id, name, sort)
    ON CONFLICT (estate_id, building_id, name) DO NOTHING`.execute(ctx.db)
  const found = await sql<{ id: string; building_id: string; name: string }>`
    SELECT id, building_id, name FROM section WHERE estate_id = ${estateId} AND building_id = ANY(${[...idOf.values()]}::uuid[])`.execute(
    ctx.db,
  )
  const sectionOf = new Map(found.rows.map(s => [`${s.building_id}\n${s.name}`, s.id]))
  return (u: Placed) => {
    const buildingId = idOf.get(u.building) ?? ''
    return { buildingId, sectionId: sectionOf.get(`${buildingId}\n${u.section}`) ?? '' }
  }
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
  const labels = units.map(u => labelOf(u.building, u.section, u.number))
  const known = await sql<Known>`SELECT id, building_id, label, floor, area, use, state FROM unit
    WHERE estate_id = ${estateId} AND label = ANY(${labels}::text[])`.execute(ctx.db)
  const before = new Map(known.rows.map(u => [u.label, u]))
  const fresh = units.filter((_, at) => !before.has(labels[at] ?? ''))
  const answer = new Map<string, RegisteredUnit>()
  if (fresh.length > 0) await insertAll(ctx, estateId, fresh, answer)
  const changed: Known[] = []
  for (const unit of units) {
    const old = before.get(labelOf(unit.building, unit.section, unit.number))
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
  if (changed.length > 0)
    await sql`UPDATE unit SET floor = n.floor, area = n.area, use = n.use, state = n.state, version = unit.version + 1
      FROM unnest(${changed.map(u => u.id)}::uuid[], ${changed.map(u => u.floor)}::integer[], ${changed.map(u => u.area)}::integer[],
        ${changed.map(u => u.use)}::text[], ${changed.map(u => u.state)}::text[]) AS n(id, floor, area, use, state)
      WHERE unit.estate_id = ${estateId} AND unit.id = n.id`.execute(ctx.db)
  return answer
}

async function insertAll(
  ctx: Ctx,
  estateId: string,
  units: readonly Placed[],
  answer: Map<string, RegisteredUnit>,
): Promise<void> {
  const place = await places(ctx, estateId, units)
  const made = units.map(u => ({
    ...place(u),
    id: newId<'unit'>(ctx.now.epochMilliseconds),
    unit: u,
    label: labelOf(u.building, u.section, u.number),
    sort: sortKey(u.building, u.section, u.number),
  }))
  await sql`INSERT INTO unit (estate_id, id, building_id, section_id, number, label, sort, floor, area, use, state)
    SELECT ${estateId}::uuid, n.* FROM unnest(
      ${made.map(m => m.id)}::uuid[], ${made.map(m => m.buildingId)}::uuid[], ${made.map(m => m.sectionId)}::uuid[],
      ${made.map(m => m.unit.number)}::text[], ${made.map(m => m.label)}::text[], ${made.map(m => m.sort)}::text[],
      ${made.map(m => m.unit.floor ?? floorOf(m.unit.number))}::integer[], ${made.map(m => m.unit.area ?? null)}::integer[],
      ${made.map(m => m.unit.use ?? 'home')}::text[], ${made.map(m => m.unit.state ?? 'vacant')}::text[])
      AS n(id, building_id, section_id, number, label, sort, floor, area, use, state)`.execute(ctx.db)
  for (const m of made) answer.set(m.unit.room, { id: m.id, buildingId: m.buildingId, did: 'created' })
}
