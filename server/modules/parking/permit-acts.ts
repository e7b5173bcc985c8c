/** What becomes of a permit: its cars come and go, it ends; a visitor's is made in one step. */
import { Temporal } from 'temporal-polyfill'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { verb } from '../../core/verb.ts'
import { endRightsOf } from '../lane/rights.ts'
import { permitEndpoints, permitFail } from './contract-permit.ts'
import { issue, permitById, putCar, shown, stateOf, writeRights } from './permits.ts'
import { idOf, limitsOf, normalPlate } from './place.ts'
import { lots } from './store-lot.ts'
import * as store from './store-permit.ts'
import { homeNamed } from './waiting.ts'

const P = '/api/estates/:estateId/parking' as const

/** Lets a visitor's car in for some hours: guard, desk, or the household from its phone. */
export async function letVisitor(
  ctx: Ctx,
  estateId: string,
  v: { unitId: string; plate: string; from?: string | undefined; hours: number },
): Promise<string> {
  const limits = await limitsOf(ctx, estateId)
  if (v.hours > limits.visitorHours)
    throw permitFail('parking.visitor_hours', { params: { hours: limits.visitorHours } })
  const [lot] = (await lots(ctx.db, estateId)).toSorted((a, b) => b.visitor_spaces - a.visitor_spaces)
  if (lot === undefined) throw fail('core.not_found')
  const from = v.from ? Temporal.Instant.from(v.from) : ctx.now
  return issue(ctx, estateId, {
    lotId: lot.id,
    kind: 'visitor',
    unitId: v.unitId,
    personId: null,
    holder: null,
    spaceIds: [],
    plates: [v.plate],
    many: 1,
    price: 0,
    deed: null,
    signedOn: null,
    from,
    until: from.add({ hours: v.hours }),
    publicIncome: false,
  })
}

export const addVisitor = verb(
  'parking.add_visitor',
  permitEndpoints[`POST ${P}/visitors`],
  async (ctx, input) => {
    const unit = await homeNamed(ctx, input.estateId, input.room)
    const id = await letVisitor(ctx, input.estateId, { ...input, unitId: unit.id })
    return shown(ctx, input.estateId, id)
  },
)

/** Changes the cars of a permit and says its rights anew. */
async function changeCars(
  ctx: Ctx,
  estateId: string,
  permitId: string,
  action: string,
  run: () => Promise<string>,
) {
  const before = await permitById(ctx, estateId, permitId)
  if (stateOf(before, ctx.now) === 'over') throw permitFail('parking.permit_over')
  const plate = await run()
  await writeRights(ctx, estateId, before)
  await ctx.audit({ action, subject: 'parking_permit', subjectId: permitId, sensitive: { plate } }, estateId)
  await ctx.signal({ estateId, topic: 'parking', ref: permitId })
  return shown(ctx, estateId, permitId)
}

export const addCar = verb(
  'parking.add_car',
  permitEndpoints[`POST ${P}/permits/:permitId/cars`],
  (ctx, input) =>
    changeCars(ctx, input.estateId, input.permitId, 'parking.add_car', async () => {
      const plate = normalPlate(input.plate)
      await putCar(ctx, input.estateId, input.permitId, plate)
      return plate
    }),
)

export const removeCar = verb(
  'parking.remove_car',
  permitEndpoints[`POST ${P}/permits/:permitId/cars/:carId/remove`],
  (ctx, input) =>
    changeCars(ctx, input.estateId, input.permitId, 'parking.remove_car', async () => {
      const car = (await store.carsOf(ctx.db, input.estateId, [input.permitId])).find(
        c => c.id === input.carId,
      )
      if (car === undefined) throw fail('core.not_found')
      await store.removeCar(ctx.db, input.estateId, {
        id: car.id,
        permitId: input.permitId,
        at: ctx.now,
        by: idOf(ctx),
      })
      return (await ctx.cipher(input.estateId)).open('plate', car.plate_sealed)
    }),
)

/** Ends a permit at this instant: its rights with it. */
export async function finish(ctx: Ctx, estateId: string, permitId: string, reason: string, version?: number) {
  const before = await permitById(ctx, estateId, permitId)
  if (stateOf(before, ctx.now) === 'over') throw permitFail('parking.permit_over')
  const done = await store.endPermit(ctx.db, estateId, {
    id: permitId,
    version: version ?? before.version,
    at: ctx.now,
    by: idOf(ctx),
    reason,
  })
  if (!done) throw fail('core.stale')
  await endRightsOf(ctx, estateId, 'permit', permitId)
  await ctx.audit(
    { action: 'parking.end_permit', subject: 'parking_permit', subjectId: permitId, reason },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'parking', ref: permitId })
  return shown(ctx, estateId, permitId)
}

export const endPermit = verb(
  'parking.end_permit',
  permitEndpoints[`POST ${P}/permits/:permitId/end`],
  (ctx, input) => finish(ctx, input.estateId, input.permitId, input.reason, input.version),
)
