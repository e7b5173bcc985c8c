/** A steward and the households of his buildings (S1-13), and the manager's figures of them. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import {
  Completeness,
  HouseholdFile,
  HouseholdParam,
  Made,
  MemberInput,
  StaffEntryInput,
} from '../people/contract-profile.ts'

const EstateParam = z.object({ estateId: z.uuid() })

export const HouseholdRow = Completeness.extend({
  id: z.uuid(),
  unitId: z.uuid(),
  unit: z.string(),
  building: z.string(),
  kind: z.enum(['own', 'lease']),
  since: z.string(),
  members: z.array(z.string()),
  /** The first fields nobody has asked yet. */
  unknown: z.array(z.string()),
})

export const householdsApi = endpoints({
  'GET /api/estates/:estateId/steward/households': {
    permission: 'household.profile.read',
    summary: 'The households of my own buildings with how much of each is known (S1-13)',
    params: EstateParam,
    query: z.object({
      /** A room or a name. */
      q: z.string().trim().max(60).optional(),
      show: z.enum(['all', 'incomplete', 'nothing']).default('all'),
      sort: z.enum(['unit', 'percent', '-percent']).default('unit'),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({
      items: z.array(HouseholdRow),
      total: z.int(),
      /** Of all my households, whatever is filtered. */
      buildings: z.array(z.string()),
      households: z.int(),
      incomplete: z.int(),
      nothing: z.int(),
    }),
  },
  'GET /api/estates/:estateId/households/:householdId/profile': {
    permission: 'household.profile.read',
    summary: 'One household of mine; the household sees that I looked',
    params: HouseholdParam,
    response: HouseholdFile,
  },
  'POST /api/estates/:estateId/households/:householdId/profile': {
    permission: 'consent.write',
    summary: 'Enter one item that a member told, with who consents and how (SX-12)',
    params: HouseholdParam,
    body: StaffEntryInput,
    response: Made,
    idempotent: true,
  },
  'POST /api/estates/:estateId/households/:householdId/profile/:entryId/withdraw': {
    permission: 'household.profile.write',
    summary: 'A member withdraws the consent to one item with the steward',
    params: HouseholdParam.extend({ entryId: z.uuid() }),
    response: z.object({ ended: z.int() }),
  },
  'POST /api/estates/:estateId/households/:householdId/profile/members': {
    permission: 'household.profile.write',
    summary: 'Name a member whom the register does not have',
    params: HouseholdParam,
    body: MemberInput,
    response: Made,
    idempotent: true,
  },
  'POST /api/estates/:estateId/households/:householdId/look': {
    permission: 'household.profile.look',
    summary: 'A manager reads one household for a purpose, without what is sensitive; the household sees it',
    params: HouseholdParam,
    body: z.object({ purpose: z.string().trim().min(4).max(100) }),
    response: HouseholdFile,
  },
  'GET /api/estates/:estateId/profile-figures': {
    permission: 'household.profile.figures',
    summary: 'How well each steward knows his households, building by building; figures only',
    params: EstateParam,
    response: z.object({
      items: z.array(
        Completeness.extend({
          buildingId: z.uuid(),
          building: z.string(),
          steward: z.string().nullable(),
          households: z.int(),
          complete: z.int(),
          nothing: z.int(),
        }),
      ),
      homes: z.array(z.object({ id: z.uuid(), unit: z.string(), percent: z.int().nullable() })),
    }),
  },
})
