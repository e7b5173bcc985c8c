/** A household's own parking on its phone: spaces and cars, the waiting list, visitors, what is due. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { uses, Wait } from './contract-lot.ts'
import { Permit, PlateText } from './contract-permit.ts'
import { Quote, Slip } from './contract-stay.ts'

const E = z.object({ estateId: z.uuid() })
const Reason = z.string().trim().min(1).max(200)

const OwnCar = z.object({
  plate: z.string(),
  model: z.string().nullable(),
  /** of a permit, so that it passes without stopping */
  permitted: z.boolean(),
  insideSince: z.string().nullable(),
  due: z.int(),
})
const OwnQuote = z.object({
  stayId: z.uuid(),
  plate: z.string(),
  enteredAt: z.string().nullable(),
  lot: z.string(),
  quote: Quote,
})

const P = '/api/estates/:estateId/my/parking' as const

export const ownEndpoints = endpoints({
  [`GET ${P}` as const]: {
    permission: 'parking.own',
    summary: 'My homes’ spaces, cars, visitors and places on the waiting list',
    params: E,
    response: z.object({
      homes: z.array(
        z.object({
          unitId: z.uuid(),
          room: z.string(),
          permits: z.array(Permit),
          visitors: z.array(Permit),
          waits: z.array(Wait),
          cars: z.array(OwnCar),
        }),
      ),
      rule: z.string(),
      visitorHours: z.int(),
      slips: z.array(Slip),
    }),
  },
  [`POST ${P}/waiting` as const]: {
    permission: 'parking.own',
    summary: 'Put my home on the waiting list',
    params: E,
    body: z.object({
      unitId: z.uuid(),
      use: z.enum(uses),
      disability: z.boolean().default(false),
      note: z.string().trim().max(200).optional(),
    }),
    response: Wait,
    idempotent: true,
  },
  [`POST ${P}/waiting/:waitId/withdraw` as const]: {
    permission: 'parking.own',
    summary: 'Take my home off the list',
    params: E.extend({ waitId: z.uuid() }),
    body: z.object({ reason: Reason }),
    response: Wait,
    idempotent: true,
  },
  [`POST ${P}/visitors` as const]: {
    permission: 'parking.own',
    summary: 'Let my visitor’s car in for some hours',
    params: E,
    body: z.object({ unitId: z.uuid(), plate: PlateText, hours: z.int().min(1).max(720) }),
    response: Permit,
    idempotent: true,
  },
  [`POST ${P}/visitors/:permitId/end` as const]: {
    permission: 'parking.own',
    summary: 'End my visitor’s permit now',
    params: E.extend({ permitId: z.uuid() }),
    response: Permit,
    idempotent: true,
  },
  [`POST ${P}/due` as const]: {
    permission: 'parking.own',
    summary: 'What a car owes: my own, or a visitor’s whose plate I know; only what is to be paid is told',
    params: E,
    body: z.object({ plate: PlateText }),
    response: z.object({ due: OwnQuote.nullable() }),
  },
  [`POST ${P}/slips` as const]: {
    permission: 'parking.own',
    summary: 'A slip to pay for a car; the receipt comes when the money is there',
    params: E,
    body: z.object({ stayId: z.uuid(), plate: PlateText }),
    response: Slip,
    idempotent: true,
  },
  [`GET ${P}/slips/:slipId` as const]: {
    permission: 'parking.own',
    summary: 'My slip: waiting, paid with its receipt, or over',
    params: E.extend({ slipId: z.uuid() }),
    response: Slip,
  },
})
