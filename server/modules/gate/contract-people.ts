/** People at and behind the gate: visitors a home is asked about, parcels at the point, who is inside by building, evacuation, my own record. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Direction } from './contract-passage.ts'

const Estate = z.object({ estateId: z.uuid() })
const One = Estate.extend({ id: z.uuid() })
const line = (max: number) => z.string().trim().min(1).max(max)
const key = z.string().regex(/^[0-9a-zA-Z_-]{8,64}$/)

export const Ask = z.object({
  id: z.uuid(),
  unit: z.string(),
  /** in full for the home, masked for the gate */
  guest: z.string(),
  gate: z.string(),
  at: z.string(),
  /** `silent`: nobody answered within the rule's minutes, ask by phone; `over`: nobody will any more */
  state: z.enum(['asked', 'silent', 'allowed', 'refused', 'over']),
  how: z.enum(['app', 'phone', 'desk']).nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  /** how many phones of the home were told */
  told: z.int(),
  passId: z.uuid().nullable(),
  /** the pass has opened the gate already */
  entered: z.boolean(),
})

export const Parcel = z.object({
  id: z.uuid(),
  unit: z.string(),
  carrier: z.string(),
  courier: z.string(),
  place: z.string(),
  pieces: z.int(),
  state: z.enum(['waiting', 'collected', 'returned']),
  at: z.string(),
  late: z.boolean(),
  by: z.string(),
  endedBy: z.string().nullable(),
  endedAt: z.string().nullable(),
})

export const Muster = z.object({
  key: z.string(),
  kind: z.enum(['drill', 'fire', 'other']),
  at: z.string(),
  begunBy: z.string(),
  inside: z.int(),
  safe: z.int(),
  endedAt: z.string().nullable(),
  endedBy: z.string().nullable(),
})

export const peopleEndpoints = endpoints({
  'POST /api/estates/:estateId/gate/asks': {
    permission: 'gate.register',
    summary: 'A visitor stands at the gate: ask the home on its phones',
    params: Estate,
    body: z.object({ clientId: z.string().optional(), unit: line(30), guest: line(40), gateId: z.uuid() }),
    response: Ask,
    idempotent: true,
  },
  'GET /api/estates/:estateId/gate/asks': {
    permission: 'gate.register',
    summary: 'Questions to homes of the last hours, newest first',
    params: Estate,
    response: z.object({ items: z.array(Ask), minutes: z.int() }),
  },
  'POST /api/estates/:estateId/gate/asks/:id/answer': {
    permission: 'gate.register',
    summary: 'Record what the home said by phone or at the desk',
    params: One,
    body: z.object({ allow: z.boolean(), how: z.enum(['phone', 'desk']) }),
    response: Ask,
  },
  'GET /api/estates/:estateId/my-gate': {
    permission: 'pass.own',
    summary: 'Visitors who wait for my answer, parcels that wait for me',
    params: Estate,
    response: z.object({ asks: z.array(Ask), parcels: z.array(Parcel) }),
  },
  'POST /api/estates/:estateId/my-gate/asks/:id/answer': {
    permission: 'pass.own',
    summary: 'Allow or refuse a visitor who stands at the gate',
    params: One,
    body: z.object({ allow: z.boolean() }),
    response: Ask,
  },
  'GET /api/estates/:estateId/my-gate/passages': {
    permission: 'pass.own',
    summary: 'My own comings and goings as the gate wrote them down',
    params: Estate,
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          at: z.string(),
          gate: z.string(),
          direction: Direction,
          outcome: z.enum(['passed', 'refused']),
          refusal: z.string().nullable(),
          destination: z.string().nullable(),
          reason: z.string().nullable(),
          missing: z.enum(['entry', 'exit']).nullable(),
        }),
      ),
      /** what the gate holds of me, masked, and until when */
      held: z.object({ name: z.string(), phone: z.string(), idNumber: z.string(), days: z.int() }).nullable(),
    }),
  },
  'POST /api/estates/:estateId/gate/parcels': {
    permission: 'gate.register',
    summary: 'A courier leaves a parcel at the point; the home is told',
    params: Estate,
    body: z.object({
      clientId: z.string().optional(),
      unit: line(30),
      carrier: line(40),
      courier: z.string().trim().max(40).optional(),
      place: line(60),
      pieces: z.int().min(1).max(99).default(1),
    }),
    response: Parcel,
    idempotent: true,
  },
  'GET /api/estates/:estateId/gate/parcels': {
    permission: 'gate.read',
    summary: 'Parcels at the point, those that wait first',
    params: Estate,
    query: z.object({
      state: z.enum(['waiting', 'collected', 'returned']).optional(),
      unit: z.string().max(30).optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(Parcel), total: z.int() }),
  },
  'POST /api/estates/:estateId/gate/parcels/:id/end': {
    permission: 'gate.register',
    summary: 'A parcel was handed over, or went back with its courier',
    params: One,
    body: z.object({ state: z.enum(['collected', 'returned']) }),
    response: Parcel,
  },
  'GET /api/estates/:estateId/gate/headcount': {
    permission: 'gate.read',
    summary: 'How many are inside now, by building, with missing exits and overstays',
    params: Estate,
    response: z.object({
      at: z.string(),
      total: z.int(),
      buildings: z.array(
        z.object({
          building: z.string(),
          residents: z.int(),
          visitors: z.int(),
          workers: z.int(),
          overstays: z.int(),
          /** entered again without an exit in between, today */
          missingExits: z.int(),
        }),
      ),
    }),
  },
  'GET /api/estates/:estateId/gate/musters': {
    permission: 'gate.read',
    summary: 'Evacuation lists, newest first',
    params: Estate,
    response: z.object({ items: z.array(Muster) }),
  },
  'GET /api/estates/:estateId/gate/musters/:key': {
    permission: 'gate.read',
    summary: 'One evacuation list: everybody inside by building, and who is safe',
    params: Estate.extend({ key }),
    response: Muster.extend({
      people: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          unit: z.string().nullable(),
          building: z.string(),
          kind: z.enum(['resident', 'visitor', 'worker']),
          since: z.string(),
          safe: z.boolean().nullable(),
          by: z.string().nullable(),
        }),
      ),
    }),
  },
  'POST /api/estates/:estateId/gate/musters/:key': {
    permission: 'gate.register',
    summary: 'Begin an evacuation list under the device’s own key; the same key again is the same list',
    params: Estate.extend({ key }),
    body: z.object({
      kind: z.enum(['drill', 'fire', 'other']),
      deviceAt: z.iso.datetime({ offset: true }).optional(),
    }),
    response: Muster,
  },
  'POST /api/estates/:estateId/gate/musters/:key/ticks': {
    permission: 'gate.register',
    summary: 'Who was found safe or missing; of two devices the later look counts',
    params: Estate.extend({ key }),
    body: z.object({
      ticks: z
        .array(z.object({ personId: z.uuid(), safe: z.boolean(), at: z.iso.datetime({ offset: true }) }))
        .min(1)
        .max(500),
    }),
    response: Muster,
  },
  'POST /api/estates/:estateId/gate/musters/:key/end': {
    permission: 'gate.register',
    summary: 'The evacuation is over',
    params: Estate.extend({ key }),
    response: Muster,
  },
})
