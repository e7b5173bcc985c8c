/** The lot in which a mechanical garage stands, said or changed after it was entered (S4-11). */
import { fail } from '../../core/errors.ts'
import { verb } from '../../core/verb.ts'
import { garageApi } from './contract-garage.ts'
import { garageFail } from './contract-garage-shapes.ts'
import { garageFull, garageOf, write } from './garage.ts'
import { mayChangeLot } from './garage-rules.ts'
import * as store from './store-garage.ts'
import { lots } from './store-lot.ts'

const P = '/api/estates/:estateId' as const

/**
 * S4-11: puts the garage into a lot, into another one, or (null) into none, with the reason in its book and both lots in
 * the audit.
 * @throws garage.fetching while a car is being fetched, garage.lot_same, garage.lot_unreached naming the rooms whose
 * permits open no gate of that lot, core.not_found for a lot of another estate, core.stale
 */
export const setGarageLot = verb(
  'garage.lot',
  garageApi[`PUT ${P}/garages/:garageId/lot`],
  async (ctx, input) => {
    const { estateId, garageId, lotId } = input
    if (!(await store.lockGarage(ctx.db, estateId, garageId))) throw fail('core.not_found')
    const g = await garageOf(ctx, estateId, garageId)
    const [lot] = lotId === null ? [] : await lots(ctx.db, estateId, lotId)
    if (lotId !== null && lot === undefined) throw fail('core.not_found')
    if (g.lot_id === lotId) throw garageFail('garage.lot_same')
    if (mayChangeLot(g.fetching) !== true) throw garageFail('garage.fetching')
    const unreached =
      lotId === null ? [] : await store.slotsUnreached(ctx.db, estateId, garageId, lotId, ctx.now)
    if (unreached.length > 0)
      throw garageFail('garage.lot_unreached', { params: { rooms: unreached.join('、') } })
    if (!(await store.setLot(ctx.db, estateId, garageId, { lotId, version: input.version })))
      throw fail('core.stale')
    await write(ctx, estateId, garageId, 'lot', `${g.lot ?? '—'} → ${lot?.name ?? '—'}：${input.reason}`, {
      before: { lotId: g.lot_id },
      after: { lotId },
    })
    return garageFull(ctx, estateId, garageId)
  },
)
