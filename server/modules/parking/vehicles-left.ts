/** Vehicles that left the register (sold, moved out) leave their permits, and their rights to pass end (S4-18). */
import type { z } from 'zod'
import type { Ctx } from '../../core/house.ts'
import { endRightsOf } from '../lane/rights.ts'
import type { VehiclesLeft } from '../people/leaving.ts'
import { permitById, writeRights } from './permits.ts'
import { idOf, normalPlate } from './place.ts'
import * as store from './store-permit.ts'

/**
 * Runs in the transaction of who ends the vehicle (people/leaving.ts). A car that stands inside keeps its stay and its
 * permit's free time; at the exit the guard sees that nothing is owed and lets it out. Safe to run twice.
 */
export async function onVehiclesLeft(ctx: Ctx, news: z.output<typeof VehiclesLeft>): Promise<void> {
  const { estateId } = news
  const cipher = await ctx.cipher(estateId)
  for (const v of await store.registeredById(ctx.db, estateId, news.vehicleIds)) {
    await endRightsOf(ctx, estateId, 'vehicle', v.id)
    const blind = cipher.blind('plate', normalPlate(v.plate))
    for (const car of await store.permitCarsOf(ctx.db, estateId, { id: v.id, blind, unitId: v.unit_id })) {
      const at = { id: car.id, permitId: car.permit_id, at: ctx.now, by: idOf(ctx) }
      if (!(await store.removeCar(ctx.db, estateId, at))) continue
      await writeRights(ctx, estateId, await permitById(ctx, estateId, car.permit_id))
      await ctx.audit(
        {
          action: 'parking.car_left',
          subject: 'parking_permit',
          subjectId: car.permit_id,
          sensitive: { plate: v.plate },
          reason: ctx.lang === 'zh' ? '车辆已不在登记中' : 'the vehicle left the register',
        },
        estateId,
      )
      await ctx.signal({ estateId, topic: 'parking', ref: car.permit_id })
    }
  }
}
