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
  brigadeId: z.uuid(),
  /** the caller manages this brigade */
  own: z.boolean(),
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
  brigadeId: z.uuid(),
  own: z.boolean(),
  use: z
    .object({
      place: z.string(),
      placeKind: z.enum(['group', 'estate']),
      driver: z.string().nullable(),
      from: z.string(),
    })
    .nullable(),
})

/** A phone that is left out stays as it is. */
const MemberBody = z.object({
  number: Text(40),
  name: Text(40),
  squad: z.string().trim().max(40).optional(),
  phone: z
    .string()
    .trim()
    .regex(/^\+?\d[\d -]{5,18}$/)
    .optional(),
})
const VehicleBody = z.object({
  plate: Text(16),
  kind: Text(40),
  seats: z.int().min(1).max(100).optional(),
})
const Ended = z.object({ day: z.iso.date() })

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
  'GET /api/regions/:regionId/response/brigades': {
    permission: 'response.read',
    summary: 'The brigades of this region and those above that the caller manages',
    params: RegionParam,
    response: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
  },
  'POST /api/brigades/:brigadeId/members': {
    permission: 'brigade.manage',
    summary: 'Enter a member by number; who had left under that number is back (S6-12)',
    params: z.object({ brigadeId: z.uuid() }),
    body: MemberBody.extend({ clientId: z.string().optional() }),
    response: z.object({ id: z.uuid() }),
    idempotent: true,
  },
  'PUT /api/brigades/:brigadeId/members/:memberId': {
    permission: 'brigade.manage',
    summary: 'Change a member’s name, squad or phone',
    params: z.object({ brigadeId: z.uuid(), memberId: z.uuid() }),
    body: MemberBody.omit({ number: true }),
    response: z.object({ id: z.uuid() }),
  },
  'POST /api/brigades/:brigadeId/members/:memberId/end': {
    permission: 'brigade.manage',
    summary: 'A member leaves on a day; never while the agreed grouping counts on him',
    params: z.object({ brigadeId: z.uuid(), memberId: z.uuid() }),
    body: Ended,
    response: z.object({ id: z.uuid() }),
  },
  'POST /api/brigades/:brigadeId/vehicles': {
    permission: 'brigade.manage',
    summary: 'Enter a vehicle by its plate, or bring one back that had left (S6-13)',
    params: z.object({ brigadeId: z.uuid() }),
    body: VehicleBody.extend({ clientId: z.string().optional() }),
    response: z.object({ id: z.uuid() }),
    idempotent: true,
  },
  'PUT /api/brigades/:brigadeId/vehicles/:vehicleId': {
    permission: 'brigade.manage',
    summary: 'Change a vehicle’s kind or seats',
    params: z.object({ brigadeId: z.uuid(), vehicleId: z.uuid() }),
    body: VehicleBody.omit({ plate: true }),
    response: z.object({ id: z.uuid() }),
  },
  'POST /api/brigades/:brigadeId/vehicles/:vehicleId/end': {
    permission: 'brigade.manage',
    summary: 'A vehicle leaves on a day; never while it is in use',
    params: z.object({ brigadeId: z.uuid(), vehicleId: z.uuid() }),
    body: Ended,
    response: z.object({ id: z.uuid() }),
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
