/** Figures of the gates per estate and day, summed upward by region (S6-46..48). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

export const Figures = z.object({
  personsIn: z.int(),
  personsOut: z.int(),
  vehiclesIn: z.int(),
  vehiclesOut: z.int(),
  /** refused persons and vehicles, as the list of refusals shows them: a vehicle with three people counts four */
  refusals: z.int(),
  emergencies: z.int(),
  incidents: z.int(),
  unattended: z.int(),
})

const Estate = z.object({ estateId: z.uuid() })
const days = { from: z.iso.date().optional(), until: z.iso.date().optional() }

export const rollupEndpoints = endpoints({
  'GET /api/estates/:estateId/gate/hours': {
    permission: 'gate.read',
    summary: 'Passages per hour of one day',
    params: Estate,
    query: z.object({ day: z.iso.date().optional() }),
    response: z.object({
      day: z.iso.date(),
      hours: z.array(Figures.extend({ hour: z.int() })),
      total: Figures,
    }),
  },
  'GET /api/estates/:estateId/gate/days': {
    permission: 'gate.read',
    summary: 'The gate’s figures per day',
    params: Estate,
    query: z.object(days),
    response: z.object({ items: z.array(Figures.extend({ day: z.iso.date() })), total: Figures }),
  },
  'GET /api/regions/:regionId/gate/rollup': {
    permission: 'rollup.read',
    summary: 'The gates’ figures of a region: each level is the sum of the level below',
    params: z.object({ regionId: z.uuid() }),
    query: z.object(days),
    response: z.object({
      region: z.object({ id: z.uuid(), name: z.string(), kind: z.string() }),
      from: z.iso.date(),
      until: z.iso.date(),
      estates: z.int(),
      /** estates under a closure in force now */
      closed: z.int(),
      total: Figures,
      days: z.array(Figures.extend({ day: z.iso.date() })),
      children: z.array(
        Figures.extend({
          id: z.uuid(),
          name: z.string(),
          kind: z.string(),
          estates: z.int(),
          closed: z.int(),
        }),
      ),
    }),
  },
})
