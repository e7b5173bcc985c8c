/** Plates that people of the house enter: barred ones and special ones on public duty; a second person confirms each. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const Estate = z.object({ estateId: z.uuid() })
const One = Estate.extend({ id: z.uuid() })
const P = '/api/estates/:estateId' as const

export const services = ['police', 'fire', 'ambulance', 'rescue', 'sanitation', 'other'] as const

const Allowed = z.union([z.literal(true), z.string()])

export const ListedPlate = z.object({
  id: z.uuid(),
  kind: z.enum(['barred', 'special']),
  service: z.enum(services).nullable(),
  plate: z.string(),
  reason: z.string(),
  until: z.string().nullable(),
  state: z.enum(['asked', 'live', 'refused', 'ended', 'over']),
  askedBy: z.string(),
  askedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  allowed: z.object({ decide: Allowed, end: Allowed }),
})

export const listEndpoints = endpoints({
  [`GET ${P}/lane-list` as const]: {
    permission: 'lane.read',
    summary: 'Barred and special plates, waiting ones first',
    params: Estate,
    query: z.object({
      kind: z.enum(['barred', 'special']).optional(),
      state: z.enum(['asked', 'live', 'refused', 'ended']).optional(),
      plate: z.string().max(16).optional(),
      sort: z.enum(['askedAt', '-askedAt']).default('-askedAt'),
      offset: z.coerce.number().int().min(0).max(100_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(ListedPlate), total: z.int() }),
  },
  [`GET ${P}/lane-list/:id` as const]: {
    permission: 'lane.read',
    summary: 'One entry of the list',
    params: One,
    response: ListedPlate,
  },
  [`POST ${P}/lane-list` as const]: {
    permission: 'lane.operate',
    summary:
      'Ask for a plate to be barred or taken as special, with reason and end; a second person confirms',
    params: Estate,
    body: z
      .object({
        kind: z.enum(['barred', 'special']),
        service: z.enum(services).optional(),
        plate: z.string().trim().min(2).max(16),
        reason: z.string().trim().min(4).max(200),
        /** local end of validity; a bar always has one */
        until: z.iso.datetime({ offset: true }).optional(),
        clientId: z.string().optional(),
      })
      .refine(x => x.kind !== 'barred' || x.until !== undefined, {
        path: ['until'],
        message: '禁入必须写明到哪一天为止 | A bar needs its end date',
      }),
    response: ListedPlate,
    idempotent: true,
  },
  [`POST ${P}/lane-list/:id/decision` as const]: {
    permission: 'device.manage',
    summary: 'Confirm or refuse a barred or special plate; never by who asked',
    params: One,
    body: z.object({ approve: z.boolean() }),
    response: ListedPlate,
  },
  [`POST ${P}/lane-list/:id/end` as const]: {
    permission: 'device.manage',
    summary: 'Take a plate off the list, with the reason',
    params: One,
    body: z.object({ reason: z.string().trim().min(2).max(200) }),
    response: ListedPlate,
  },
})
