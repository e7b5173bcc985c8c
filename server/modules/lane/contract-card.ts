/** Cards and codes that open lanes. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const Estate = z.object({ estateId: z.uuid() })
const One = Estate.extend({ id: z.uuid() })
const P = '/api/estates/:estateId' as const

export const LaneCard = z.object({
  id: z.uuid(),
  kind: z.enum(['card', 'code']),
  number: z.string(),
  /** the two forms that a card may print; null for what is no Wiegand number */
  forms: z.object({ long: z.string(), sited: z.string() }).nullable(),
  holder: z.string(),
  lanes: z.array(z.uuid()).nullable(),
  from: z.string(),
  until: z.string().nullable(),
  state: z.enum(['live', 'early', 'over', 'ended']),
  madeAt: z.string(),
  endReason: z.string().nullable(),
})

export const cardEndpoints = endpoints({
  [`GET ${P}/lane-cards` as const]: {
    permission: 'lane.read',
    summary: 'Cards and codes that open lanes; found by the number in any of its written forms',
    params: Estate,
    query: z.object({
      number: z.string().max(60).optional(),
      state: z.enum(['live', 'ended']).optional(),
      offset: z.coerce.number().int().min(0).max(100_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(LaneCard), total: z.int() }),
  },
  [`GET ${P}/lane-cards/:id` as const]: {
    permission: 'lane.read',
    summary: 'One card',
    params: One,
    response: LaneCard,
  },
  [`POST ${P}/lane-cards` as const]: {
    permission: 'device.manage',
    summary: 'Give out a card or code; it opens the lanes named, or all of the estate',
    params: Estate,
    body: z.object({
      kind: z.enum(['card', 'code']),
      number: z.string().trim().min(3).max(40),
      /** eight digits are site and number, as cards print them; else one decimal */
      sited: z.boolean().default(false),
      holder: z.string().trim().min(1).max(60),
      lanes: z.array(z.uuid()).max(40).optional(),
      until: z.iso.datetime({ offset: true }).optional(),
    }),
    response: LaneCard,
    idempotent: true,
  },
  [`POST ${P}/lane-cards/:id/end` as const]: {
    permission: 'device.manage',
    summary: 'A card that was lost or given back opens nothing from now on',
    params: One,
    body: z.object({ reason: z.string().trim().min(2).max(200) }),
    response: LaneCard,
  },
})
