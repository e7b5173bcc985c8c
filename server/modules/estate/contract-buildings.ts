/** Buildings, sections and units. Areas are integers of 0.01 m². */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { EstateParam, Paged } from './contract-places.ts'

export const buildingKinds = ['residential', 'commercial', 'mixed', 'other'] as const
export const unitUses = ['home', 'shop', 'office', 'other'] as const
export const unitStates = [
  'unsold',
  'not_moved_in',
  'occupied',
  'handed_over',
  'renovating',
  'renovated',
  'let',
  'vacant',
] as const
export const UnitUse = z.enum(unitUses)
export const UnitState = z.enum(unitStates)

/** A part of a room name: no blanks and no dashes, which part the parts. Empty where the estate has no such level. */
const Part = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z\u3400-\u9fff]{0,8}$/, {
    message: '请写 1–8 个字母、数字或汉字 | Write 1 to 8 letters, digits or Han characters',
  })
const Area = z.int().min(1).max(1_000_000_00)
const Floor = z.int().min(-9).max(200)

export const Building = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(buildingKinds),
  floors: z.int().nullable(),
  version: z.int(),
  sections: z.array(z.object({ id: z.uuid(), name: z.string() })),
  units: z.int(),
  homes: z.int(),
  /** Sum of the known floor areas, 0.01 m². */
  area: z.int(),
})

export const Unit = z.object({
  id: z.uuid(),
  buildingId: z.uuid(),
  sectionId: z.uuid(),
  building: z.string(),
  section: z.string(),
  number: z.string(),
  /** As people say it: 1-2-301. */
  label: z.string(),
  floor: z.int().nullable(),
  area: z.int().nullable(),
  use: UnitUse,
  state: UnitState,
  version: z.int(),
})

const BuildingParam = EstateParam.extend({ buildingId: z.uuid() })
const UnitParam = EstateParam.extend({ unitId: z.uuid() })
const UnitFacts = z.object({
  number: Part.min(1),
  floor: Floor.nullable(),
  area: Area.nullable(),
  use: UnitUse,
  state: UnitState,
})

export const buildingsApi = endpoints({
  'GET /api/estates/:estateId/buildings': {
    permission: 'estate.read',
    summary: 'Buildings of an estate with sections and counts',
    params: EstateParam,
    response: z.object({ items: z.array(Building) }),
  },
  'POST /api/estates/:estateId/buildings': {
    permission: 'unit.write',
    summary: 'Add a building; its sections may be named at once',
    params: EstateParam,
    body: z.object({
      name: Part,
      kind: z.enum(buildingKinds).default('residential'),
      floors: z.int().min(1).max(200).nullish(),
      sections: z.array(Part).max(60).default([]),
    }),
    response: Building,
    idempotent: true,
  },
  'PUT /api/estates/:estateId/buildings/:buildingId': {
    permission: 'unit.write',
    summary: 'Change a building; a new name renames its units',
    params: BuildingParam,
    body: z.object({
      version: z.int(),
      name: Part,
      kind: z.enum(buildingKinds),
      floors: z.int().min(1).max(200).nullable(),
    }),
    response: Building,
  },
  'DELETE /api/estates/:estateId/buildings/:buildingId': {
    permission: 'unit.write',
    summary: 'Remove a building without units',
    params: BuildingParam,
    response: z.object({}),
  },
  'GET /api/estates/:estateId/buildings/:buildingId/block': {
    permission: 'estate.read',
    summary: 'Every unit of one building by floor, for the block picture',
    params: BuildingParam,
    response: z.object({ building: Building, units: z.array(Unit) }),
  },
  'GET /api/estates/:estateId/units': {
    permission: 'estate.read',
    summary: 'Units of an estate, in the order of their names',
    params: EstateParam,
    query: Paged.extend({
      q: z.string().max(40).optional(),
      buildingId: z.uuid().optional(),
      use: UnitUse.optional(),
      state: UnitState.optional(),
      floor: z.coerce.number().int().min(-9).max(200).optional(),
      area: z.enum(['known', 'unknown']).optional(),
    }),
    response: z.object({ items: z.array(Unit), total: z.int() }),
  },
  'POST /api/estates/:estateId/units': {
    permission: 'unit.write',
    summary: 'Add a unit; building and section are made when they are new',
    params: EstateParam,
    body: UnitFacts.partial({ floor: true, area: true, use: true, state: true }).extend({
      building: Part,
      section: Part,
    }),
    response: Unit,
    idempotent: true,
  },
  'GET /api/estates/:estateId/units/:unitId': {
    permission: 'estate.read',
    summary: 'One unit',
    params: UnitParam,
    response: Unit,
  },
  'PUT /api/estates/:estateId/units/:unitId': {
    permission: 'unit.write',
    summary: 'Change a unit',
    params: UnitParam,
    body: UnitFacts.extend({ version: z.int() }),
    response: Unit,
  },
  'DELETE /api/estates/:estateId/units/:unitId': {
    permission: 'unit.write',
    summary: 'Remove a unit that nothing refers to',
    params: UnitParam,
    response: z.object({}),
  },
})
