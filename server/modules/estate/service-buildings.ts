/** Use cases of buildings, sections and units. Areas in 0.01 m². */
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import { halfWidth } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import { query, verb } from '../../core/verb.ts'
import { estateApi, estateFail } from './contract.ts'
import { floorOf, labelOf, sortKey } from './rules.ts'
import * as store from './store-buildings.ts'

export function presentUnit(u: store.UnitRow) {
  const { building_id: buildingId, section_id: sectionId, ...rest } = u
  return { ...rest, buildingId, sectionId }
}

export const listBuildings = query(
  'estate.buildings',
  estateApi['GET /api/estates/:estateId/buildings'],
  async (ctx, input) => ({
    items: await store.buildings(ctx.db, input.estateId, ctx.reach('estate.read', input.estateId)),
  }),
)

async function mustFindBuilding(ctx: Ctx, estateId: string, id: string): Promise<store.BuildingRow> {
  const [found] = await store.buildings(ctx.db, estateId, 'estate', id)
  if (found === undefined) throw fail('core.not_found')
  return found
}

const takenBuilding = (error: unknown, name: string) =>
  isUniqueViolation(error, 'building_name_key')
    ? estateFail('estate.building_taken', { params: { name } })
    : error

export const createBuilding = verb(
  'estate.create_building',
  estateApi['POST /api/estates/:estateId/buildings'],
  async (ctx, input) => {
    const { estateId } = input
    const id = newId<'building'>(ctx.now.epochMilliseconds)
    try {
      await store.insertBuilding(ctx.db, estateId, {
        id,
        name: input.name,
        sort: sortKey(input.name),
        kind: input.kind,
        floors: input.floors ?? null,
      })
    } catch (error) {
      throw takenBuilding(error, input.name)
    }
    for (const name of new Set(input.sections)) await addSection(ctx, estateId, id, name)
    const made = await mustFindBuilding(ctx, estateId, id)
    await ctx.audit({ action: 'building.create', subject: 'building', subjectId: id, after: made }, estateId)
    return made
  },
)

async function addSection(ctx: Ctx, estateId: string, buildingId: string, name: string): Promise<string> {
  const id = newId<'section'>(ctx.now.epochMilliseconds)
  await store.insertSection(ctx.db, estateId, { id, buildingId, name, sort: sortKey(name) })
  return id
}

/** Changes a building; a new name goes into the names of all its units. */
export const editBuilding = verb(
  'estate.edit_building',
  estateApi['PUT /api/estates/:estateId/buildings/:buildingId'],
  async (ctx, input) => {
    const { estateId, buildingId } = input
    const before = await mustFindBuilding(ctx, estateId, buildingId)
    try {
      const done = await store.updateBuilding(ctx.db, estateId, input.version, {
        id: buildingId,
        name: input.name,
        sort: sortKey(input.name),
        kind: input.kind,
        floors: input.floors,
      })
      if (!done) throw fail('core.stale')
      if (input.name !== before.name) await relabel(ctx, estateId, buildingId, input.name)
    } catch (error) {
      if (isUniqueViolation(error, 'unit_label_key'))
        throw estateFail('estate.building_taken', { params: { name: input.name } })
      throw takenBuilding(error, input.name)
    }
    const after = await mustFindBuilding(ctx, estateId, buildingId)
    await ctx.audit(
      { action: 'building.edit', subject: 'building', subjectId: buildingId, before, after },
      estateId,
    )
    return after
  },
)

async function relabel(ctx: Ctx, estateId: string, buildingId: string, name: string): Promise<void> {
  const { rows } = await store.units(ctx.db, estateId, 'estate', { buildingId, offset: 0, limit: 100_000 })
  await store.relabelUnits(
    ctx.db,
    estateId,
    rows.map(u => ({
      id: u.id,
      label: labelOf(name, u.section, u.number),
      sort: sortKey(name, u.section, u.number),
    })),
  )
}

export const removeBuilding = verb(
  'estate.remove_building',
  estateApi['DELETE /api/estates/:estateId/buildings/:buildingId'],
  async (ctx, input) => {
    const before = await mustFindBuilding(ctx, input.estateId, input.buildingId)
    const inUse = () =>
      estateFail('estate.building_in_use', { params: { name: before.name, count: before.units } })
    if (before.units > 0) throw inUse()
    try {
      await store.deleteBuilding(ctx.db, input.estateId, input.buildingId)
    } catch (error) {
      throw store.isReferenced(error) ? inUse() : error
    }
    await ctx.audit(
      { action: 'building.remove', subject: 'building', subjectId: input.buildingId, before },
      input.estateId,
    )
    return {}
  },
)

export const getBlock = query(
  'estate.block',
  estateApi['GET /api/estates/:estateId/buildings/:buildingId/block'],
  async (ctx, input) => {
    const reach = ctx.reach('estate.read', input.estateId)
    const [building] = await store.buildings(ctx.db, input.estateId, reach, input.buildingId)
    if (building === undefined) throw fail('core.not_found')
    const { rows } = await store.units(ctx.db, input.estateId, reach, {
      buildingId: input.buildingId,
      offset: 0,
      limit: 5000,
    })
    return { building, units: rows.map(presentUnit) }
  },
)

/** The beginning of a room name in its one form: `1栋2单元` and `1-2` are both `1-2-`, `1-2-3` finds 1-2-301. */
export function roomPrefix(q: string): string | undefined {
  const plain = halfWidth(q)
  if (plain === '') return undefined
  const read = parseRoom(plain)
  if (read.ok) return roomText(read.value)
  return plain.replace(/\s+/g, '').replace(/号楼|栋|幢|座|#|单元|门/g, '-')
}

export const listUnits = query(
  'estate.units',
  estateApi['GET /api/estates/:estateId/units'],
  async (ctx, input) => {
    const reach = ctx.reach('estate.read', input.estateId)
    const { rows, total } = await store.units(ctx.db, input.estateId, reach, {
      ...input,
      prefix: roomPrefix(input.q ?? ''),
    })
    return { items: rows.map(presentUnit), total }
  },
)

async function mustFindUnit(ctx: Ctx, estateId: string, id: string): Promise<store.UnitRow> {
  const found = await store.unitById(ctx.db, estateId, 'estate', id)
  if (found === undefined) throw fail('core.not_found')
  return found
}

export const getUnit = query(
  'estate.unit',
  estateApi['GET /api/estates/:estateId/units/:unitId'],
  async (ctx, input) => {
    const reach = ctx.reach('estate.read', input.estateId)
    const found = await store.unitById(ctx.db, input.estateId, reach, input.unitId)
    if (found === undefined) throw fail('core.not_found')
    return presentUnit(found)
  },
)

/** The section of that name, made with its building where they are new. */
async function placeOf(ctx: Ctx, estateId: string, building: string, section: string) {
  const all = await store.buildings(ctx.db, estateId, 'estate')
  let found = all.find(b => b.name === building)
  if (found === undefined) {
    const id = newId<'building'>(ctx.now.epochMilliseconds)
    await store.insertBuilding(ctx.db, estateId, {
      id,
      name: building,
      sort: sortKey(building),
      kind: 'residential',
      floors: null,
    })
    found = await mustFindBuilding(ctx, estateId, id)
  }
  const known = found.sections.find(s => s.name === section)
  return {
    buildingId: found.id,
    sectionId: known?.id ?? (await addSection(ctx, estateId, found.id, section)),
  }
}

const takenUnit = (error: unknown, label: string) =>
  isUniqueViolation(error, 'unit_label_key') ? estateFail('estate.unit_taken', { params: { label } }) : error

export const createUnit = verb(
  'estate.create_unit',
  estateApi['POST /api/estates/:estateId/units'],
  async (ctx, input) => {
    const { estateId } = input
    const label = labelOf(input.building, input.section, input.number)
    const id = newId<'unit'>(ctx.now.epochMilliseconds)
    try {
      const place = await placeOf(ctx, estateId, input.building, input.section)
      await store.insertUnit(ctx.db, estateId, {
        id,
        ...place,
        number: input.number,
        label,
        sort: sortKey(input.building, input.section, input.number),
        floor: input.floor ?? floorOf(input.number),
        area: input.area ?? null,
        use: input.use ?? 'home',
        state: input.state ?? 'vacant',
      })
    } catch (error) {
      throw takenUnit(error, label)
    }
    const made = presentUnit(await mustFindUnit(ctx, estateId, id))
    await ctx.audit({ action: 'unit.create', subject: 'unit', subjectId: id, after: made }, estateId)
    return made
  },
)

export const editUnit = verb(
  'estate.edit_unit',
  estateApi['PUT /api/estates/:estateId/units/:unitId'],
  async (ctx, input) => {
    const { estateId, unitId } = input
    const before = await mustFindUnit(ctx, estateId, unitId)
    const label = labelOf(before.building, before.section, input.number)
    try {
      const done = await store.updateUnit(ctx.db, estateId, input.version, {
        id: unitId,
        number: input.number,
        label,
        sort: sortKey(before.building, before.section, input.number),
        floor: input.floor,
        area: input.area,
        use: input.use,
        state: input.state,
      })
      if (!done) throw fail('core.stale')
    } catch (error) {
      throw takenUnit(error, label)
    }
    const after = presentUnit(await mustFindUnit(ctx, estateId, unitId))
    await ctx.audit(
      { action: 'unit.edit', subject: 'unit', subjectId: unitId, before: presentUnit(before), after },
      estateId,
    )
    return after
  },
)

export const removeUnit = verb(
  'estate.remove_unit',
  estateApi['DELETE /api/estates/:estateId/units/:unitId'],
  async (ctx, input) => {
    const before = await mustFindUnit(ctx, input.estateId, input.unitId)
    try {
      await store.deleteUnit(ctx.db, input.estateId, input.unitId)
    } catch (error) {
      throw store.isReferenced(error)
        ? estateFail('estate.unit_in_use', { params: { label: before.label } })
        : error
    }
    await ctx.audit(
      { action: 'unit.remove', subject: 'unit', subjectId: input.unitId, before: presentUnit(before) },
      input.estateId,
    )
    return {}
  },
)
