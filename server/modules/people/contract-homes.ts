/** Owners, households, vehicles and the resident's own home: what may be asked and answered. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import {
  Consent,
  lookFields,
  PersonPage,
  PersonRow,
  Plate,
  relations,
  Tie,
  tieKinds,
  Vehicle,
  vehicleKinds,
} from './contract-persons.ts'

const EstateParam = z.object({ estateId: z.uuid() })
const UnitParam = EstateParam.extend({ unitId: z.uuid() })
const Instant = z.iso.datetime({ offset: true })
const Reason = z.string().trim().max(200)
const Share = z.object({ part: z.int().min(1).max(10_000), whole: z.int().min(1).max(10_000) })

export const homeApi = endpoints({
  'GET /api/estates/:estateId/units/:unitId/card': {
    permission: 'person.read',
    summary: 'The owner card: the unit, who owns it, who lives there, vehicles, consents, and who did before',
    params: UnitParam,
    response: z.object({
      unit: z.object({
        id: z.uuid(),
        label: z.string(),
        area: z.int().nullable(),
        use: z.string(),
        state: z.string(),
        building: z.string(),
      }),
      owners: z.array(Tie),
      /** The shares add up to the whole; otherwise an owner is missing. */
      sharesWhole: z.boolean(),
      households: z.array(
        z.object({
          id: z.uuid(),
          kind: z.enum(['own', 'lease']),
          from: z.string(),
          until: z.string().nullable(),
          members: z.array(Tie),
        }),
      ),
      persons: z.array(PersonRow),
      vehicles: z.array(Vehicle),
      consents: z.array(Consent),
      past: z.array(Tie),
    }),
  },
  'POST /api/estates/:estateId/units/:unitId/owners': {
    permission: 'person.write',
    summary: 'Register owners with their shares; a sale ends the earlier ones at the same instant',
    params: UnitParam,
    body: z.object({
      owners: z
        .array(z.object({ personId: z.uuid(), share: Share.default({ part: 1, whole: 1 }) }))
        .min(1)
        .max(50),
      sale: z.boolean().default(false),
      /** With a sale: the seller's own household leaves at the same instant. */
      sellerLeaves: z.boolean().default(false),
      from: Instant.optional(),
      reason: Reason.optional(),
    }),
    response: z.object({ items: z.array(Tie) }),
    idempotent: true,
  },
  'POST /api/estates/:estateId/ownerships/:tieId/end': {
    permission: 'person.write',
    summary: 'An ownership ends now; its rights end at once, the history stays',
    params: EstateParam.extend({ tieId: z.uuid() }),
    body: z.object({ reason: Reason.optional() }),
    response: Tie,
  },
  'POST /api/estates/:estateId/units/:unitId/households': {
    permission: 'person.write',
    summary: 'A household moves in, of the owner or on lease',
    params: UnitParam,
    body: z.object({
      kind: z.enum(['own', 'lease']),
      from: Instant.optional(),
      members: z
        .array(
          z.object({
            personId: z.uuid(),
            relation: z.enum(relations).default('other'),
            contact: z.boolean().default(false),
          }),
        )
        .min(1)
        .max(50),
    }),
    response: z.object({ id: z.uuid(), items: z.array(Tie) }),
    idempotent: true,
  },
  'POST /api/estates/:estateId/households/:householdId/members': {
    permission: 'person.write',
    summary: 'One more member of a household',
    params: EstateParam.extend({ householdId: z.uuid() }),
    body: z.object({
      personId: z.uuid(),
      relation: z.enum(relations).default('other'),
      contact: z.boolean().default(false),
    }),
    response: Tie,
    idempotent: true,
  },
  'POST /api/estates/:estateId/households/:householdId/end': {
    permission: 'person.write',
    summary: 'A household moves out: the rights of all its members end at once',
    params: EstateParam.extend({ householdId: z.uuid() }),
    body: z.object({ reason: Reason.optional() }),
    response: z.object({ ended: z.int() }),
  },
  'POST /api/estates/:estateId/household-members/:tieId/end': {
    permission: 'person.write',
    summary: 'One member moves out',
    params: EstateParam.extend({ tieId: z.uuid() }),
    body: z.object({ reason: Reason.optional() }),
    response: Tie,
  },
  'GET /api/estates/:estateId/vehicles': {
    permission: 'person.read',
    summary: 'Vehicles of an estate',
    params: EstateParam,
    query: PersonPage.extend({
      q: z.string().trim().max(20).optional(),
      state: z.enum(['live', 'past', 'all']).default('live'),
    }),
    response: z.object({ items: z.array(Vehicle), total: z.int() }),
  },
  'POST /api/estates/:estateId/vehicles': {
    permission: 'person.write',
    summary: 'Register a vehicle by its plate',
    params: EstateParam,
    body: z.object({
      plate: Plate,
      kind: z.enum(vehicleKinds).default('car'),
      model: z.string().trim().max(60).nullish(),
      unitId: z.uuid().nullish(),
      personId: z.uuid().nullish(),
    }),
    response: Vehicle,
    idempotent: true,
  },
  'POST /api/estates/:estateId/vehicles/:vehicleId/end': {
    permission: 'person.write',
    summary: 'A vehicle is registered here no longer',
    params: EstateParam.extend({ vehicleId: z.uuid() }),
    body: z.object({ reason: Reason.optional() }),
    response: Vehicle,
  },
})

export const UnitNote = z.object({
  id: z.uuid(),
  text: z.string(),
  by: z.string(),
  at: z.string(),
})

export const noteApi = endpoints({
  'GET /api/estates/:estateId/units/:unitId/notes': {
    permission: 'person.read',
    summary: 'What who serves this home should know, newest first',
    params: UnitParam,
    response: z.object({ items: z.array(UnitNote) }),
  },
  'POST /api/estates/:estateId/units/:unitId/notes': {
    permission: 'person.write',
    summary: 'Write a note on a home',
    params: UnitParam,
    body: z.object({ text: z.string().trim().min(1).max(1000) }),
    response: UnitNote,
    idempotent: true,
  },
  'POST /api/estates/:estateId/unit-notes/:noteId/end': {
    permission: 'person.write',
    summary: 'A note no longer holds',
    params: EstateParam.extend({ noteId: z.uuid() }),
    response: z.object({ ended: z.boolean() }),
  },
})

export const ownApi = endpoints({
  'GET /api/my/home': {
    permission: 'own.read',
    summary: 'A resident’s own homes: who is registered there, vehicles, consents',
    response: z.object({
      homes: z.array(
        z.object({
          estateId: z.uuid(),
          estate: z.string(),
          unitId: z.uuid(),
          unit: z.string(),
          mine: z.array(z.enum(tieKinds)),
          /** An owner's alone (S7-09): voting in the owners' assembly, and its register. */
          rights: z.object({ vote: z.boolean(), register: z.boolean() }),
          /** Only of the own household, and owners only for owners. */
          people: z.array(Tie),
          vehicles: z.array(Vehicle),
        }),
      ),
      consents: z.array(Consent.extend({ estateId: z.uuid() })),
    }),
  },
  'GET /api/my/looks': {
    permission: 'own.read',
    summary: 'Who looked at my sensitive values, when and why',
    response: z.object({
      items: z.array(
        z.object({
          at: z.string(),
          who: z.string(),
          estate: z.string(),
          field: z.enum(lookFields),
          purpose: z.string(),
        }),
      ),
    }),
  },
  'POST /api/my/consents/:consentId/withdraw': {
    permission: 'own.write',
    summary: 'Withdraw a consent of mine',
    params: z.object({ consentId: z.uuid() }),
    response: Consent,
  },
})
