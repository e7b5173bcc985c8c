/** Cars leave the register with who owned them: sold, or the tie to the home is over (SX-14, S4-18). */
import { z } from 'zod'
import type { Instant } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { job, runJob } from '../../core/jobs.ts'
import { within } from '../../core/within.ts'
import * as store from './store-leaving.ts'

/** What parking hears of vehicles that left the register; its handler stands there. */
export const VEHICLES_LEFT = 'parking.vehicles_left'
export const VehiclesLeft = z.object({ estateId: z.uuid(), vehicleIds: z.array(z.uuid()) })

/**
 * Tells parking in the caller's transaction, not by the outbox: a sold car's right to pass ends with the entry in the
 * register, and no car passes on it between the two. Lanes follow the version of the rights within half a second.
 */
export async function vehiclesLeft(ctx: Ctx, estateId: string, vehicleIds: readonly string[]): Promise<void> {
  if (vehicleIds.length === 0) return
  await runJob(ctx.house, ctx, VEHICLES_LEFT, { estateId, vehicleIds })
}

export interface Leavers {
  unitId: string
  /** whose tie to the unit has ended; who has another one there stays, and his cars with him */
  personIds: readonly string[]
  /** also cars of the unit that name nobody, once no household is left there */
  unnamed: boolean
}

/** Ends the cars of who has left a home. @returns how many left the register */
export async function carsLeave(ctx: Ctx, estateId: string, who: Leavers, reason: string): Promise<number> {
  const ids = await store.endCarsOf(ctx.db, estateId, { ...who, at: ctx.now, reason })
  for (const id of ids)
    await ctx.audit({ action: 'vehicle.end', subject: 'vehicle', subjectId: id, reason }, estateId)
  await vehiclesLeft(ctx, estateId, ids)
  return ids.length
}

const CARS_LEAVE = 'people.cars_leave'
const CarsLeave = z.object({
  estateId: z.uuid(),
  unitId: z.uuid(),
  personIds: z.array(z.uuid()),
  unnamed: z.boolean(),
  reason: z.string(),
})

/** At once, or at the instant of a sale that is dated ahead. */
export async function carsLeaveAt(
  ctx: Ctx,
  estateId: string,
  who: Leavers,
  at: Instant,
  reason: string,
): Promise<void> {
  if (at.epochMilliseconds <= ctx.now.epochMilliseconds) {
    await carsLeave(ctx, estateId, who, reason)
    return
  }
  await ctx.enqueue(CARS_LEAVE, { estateId, ...who, reason }, { estateId, runAt: at })
}

export const leavingJobs = {
  [CARS_LEAVE]: job({
    payload: CarsLeave,
    run: (ctx, { estateId, reason, ...who }) =>
      within(ctx, async inner => {
        await carsLeave(inner, estateId, who, reason)
      }),
  }),
}
