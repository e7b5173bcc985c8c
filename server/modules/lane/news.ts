/** What this room tells the rooms after it: a vehicle was let through (S4-18). Parking opens and closes stays by it. */
import { z } from 'zod'
import { rightKinds } from './contract-words.ts'

/** The outbox kind. One row for each vehicle that was let through: by decision, by hand, or by the camera's own list. */
export const VEHICLE_PASSED = 'parking.vehicle_passed'

export const VehiclePassed = z.object({
  estateId: z.uuid(),
  eventId: z.uuid(),
  /** server time */
  at: z.iso.datetime(),
  /** the device's clock as it said it, also where that is nonsense */
  deviceAt: z.iso.datetime().nullable(),
  laneId: z.uuid(),
  gateId: z.uuid(),
  direction: z.enum(['in', 'out']),
  /** hex; under the estate's cipher, field `plate` */
  plateSealed: z.string(),
  plateBlind: z.string(),
  plateKind: z.string().nullable().optional(),
  plateColour: z.string().nullable().optional(),
  rightKind: z.enum(rightKinds).nullable(),
  rightId: z.uuid().nullable(),
  /** its file may come a moment after the news */
  pictureId: z.uuid().nullable(),
  manual: z.boolean(),
  /** told late by the camera: it passed at `deviceAt`, not now */
  replay: z.boolean(),
  /** let out free of charge by hand, with this reason */
  free: z.string().nullable().optional(),
})

export type VehiclePassedNews = z.output<typeof VehiclePassed>
