/** The brigade: members, groups agreed by two sides, vehicles (S6-12, S6-13, S6-30). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Allowed, Care, Day, Page, Place, RegionParam, Text } from './contract-shapes.ts'

export const Member = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  squad: z.string().nullable(),
  phone: z.string().nullable(),
  brigade: z.string(),
  /** where the agreed grouping has put them */
  region: z.string().nullable(),
  group: z.string().nullable(),
})

export const Group = z.object({
  name: Text(40),
  leaderId: z.uuid(),
  memberIds: z.array(z.uuid()).max(300),
  estateIds: z.array(z.uuid()).max(500),
})

const Confirmation = z.object({ by: z.string(), at: z.string() }).nullable()

export const Grouping = z.object({
  id: z.uuid(),
  version: z.int(),
  state: z.enum(['open', 'agreed', 'superseded']),
  groups: z.array(
    z.object({
      name: z.string(),
      leaderId: z.uuid(),
      members: z.array(z.object({ id: z.uuid(), number: z.string(), name: z.string() })),
      estates: z.array(Place),
    }),
  ),
  reason: z.string().nullable(),
  community: Confirmation,
  forestry: Confirmation,
  returned: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
  madeBy: z.string(),
  madeAt: z.string(),
  agreedAt: z.string().nullable(),
  /** estates that need members and have no group in this version (S6-27) */
  without: z.array(Place),
  revision: z.int(),
  allowed: z.object({ change: Allowed, community: Allowed, forestry: Allowed, giveBack: Allowed }),
})

export const Vehicle = z.object({
  id: z.uuid(),
  plate: z.string(),
  kind: z.string(),
  seats: z.int().nullable(),
  brigade: z.string(),
  use: z
    .object({
      place: z.string(),
      placeKind: z.enum(['group', 'estate']),
      driver: z.string().nullable(),
      from: z.string(),
    })
    .nullable(),
})

const RegionVehicle = RegionParam.extend({ vehicleId: z.uuid() })
const grouping = { params: RegionParam, response: Grouping }

export const brigadeEndpoints = endpoints({
  'GET /api/regions/:regionId/response/members': {
    permission: 'response.read',
    summary: 'Members of the brigades of this region and those above, and where each is assigned (S6-12)',
    params: RegionParam,
    query: z.object({
      q: z.string().trim().max(40).optional(),
      free: z.enum(['yes', 'no']).optional(),
      ...Page,
    }),
    response: z.object({ items: z.array(Member), total: z.int(), assigned: z.int(), all: z.int() }),
  },
  'GET /api/regions/:regionId/response/grouping': {
    permission: 'response.read',
    summary: 'The grouping of a neighbourhood: what is proposed, what is agreed, earlier versions (S6-30)',
    params: RegionParam,
    response: z.object({
      region: Place,
      open: Grouping.nullable(),
      agreed: Grouping.nullable(),
      versions: z.array(
        z.object({
          id: z.uuid(),
          version: z.int(),
          state: z.string(),
          madeBy: z.string(),
          madeAt: z.string(),
        }),
      ),
      /** estates of the neighbourhood; `needs`: no subject unit keeps them */
      estates: z.array(z.object({ id: z.uuid(), name: z.string(), care: Care, needs: z.boolean() })),
      allowed: z.object({ propose: Allowed }),
    }),
  },
  'PUT /api/regions/:regionId/response/grouping': {
    permission: 'response.write',
    summary: 'Propose the groups or change the proposal; any change takes back both confirmations',
    ...grouping,
    body: z.object({
      groups: z.array(Group).min(1).max(200),
      reason: z.string().trim().max(200).optional(),
      /** of the open proposal; 0 begins a new version */
      revision: z.int().min(0),
    }),
    idempotent: true,
  },
  'POST /api/regions/:regionId/response/grouping/community': {
    permission: 'response.write',
    summary: 'The neighbourhood confirms the proposal',
    ...grouping,
    body: z.object({ revision: z.int() }),
  },
  'POST /api/regions/:regionId/response/grouping/forestry': {
    permission: 'brigade.manage',
    summary: 'The forestry bureau confirms the proposal; with both it holds',
    ...grouping,
    body: z.object({ revision: z.int() }),
  },
  'POST /api/regions/:regionId/response/grouping/return': {
    permission: 'brigade.manage',
    summary: 'The forestry bureau gives the proposal back with what is to be changed',
    ...grouping,
    body: z.object({ revision: z.int(), reason: Text(200) }),
  },
  'GET /api/regions/:regionId/response/groupings': {
    permission: 'response.read',
    summary: 'Every neighbourhood’s grouping and what it waits for',
    params: RegionParam,
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          needed: z.int(),
          assigned: z.int(),
          members: z.int(),
          open: z.object({ version: z.int(), community: z.boolean(), forestry: z.boolean() }).nullable(),
          agreed: z.int().nullable(),
        }),
      ),
    }),
  },
  'GET /api/regions/:regionId/response/vehicles': {
    permission: 'response.read',
    summary: 'Vehicles of the brigades of this region and those above, and where each is (S6-13)',
    params: RegionParam,
    query: z.object({
      q: z.string().trim().max(40).optional(),
      free: z.enum(['yes', 'no']).optional(),
      ...Page,
    }),
    response: z.object({ items: z.array(Vehicle), total: z.int(), all: z.int(), used: z.int() }),
  },
  'POST /api/regions/:regionId/response/vehicles/:vehicleId/use': {
    permission: 'response.write',
    summary: 'Give a vehicle to a group or an estate of a neighbourhood, from a day on',
    params: RegionVehicle,
    body: z
      .object({
        estateId: z.uuid().optional(),
        group: Text(40).optional(),
        driver: Text(40).optional(),
        from: Day,
      })
      .refine(v => (v.estateId === undefined) !== (v.group === undefined), {
        message: '请选择一个组或一个小区 | choose one group or one estate',
        path: ['group'],
      }),
    response: Vehicle,
    idempotent: true,
  },
  'POST /api/regions/:regionId/response/vehicles/:vehicleId/free': {
    permission: 'response.write',
    summary: 'Take a vehicle back on a day',
    params: RegionVehicle,
    body: z.object({ until: Day }),
    response: Vehicle,
  },
})
