/** Payments that a payment service told this morning: one that found its slip, two that wait for the cashier. Made up. */
import type { Actor } from '../../server/core/access.ts'
import { AppError } from '../../server/core/errors.ts'
import { newId } from '../../server/core/ids.ts'
import { tellPayment } from '../../server/modules/parking/pay-notices.ts'
import { listStays } from '../../server/modules/parking/stay-acts.ts'
import { slipStay } from '../../server/modules/parking/stay-slips.ts'
import { ctxOf, type World } from './world.ts'

const TOLD = 3

/** @returns how many were told */
export async function loadPayNotices(w: World, p: { estateId: string; guard: Actor }): Promise<number> {
  const { estateId } = p
  const service: Actor = {
    kind: 'device',
    id: newId(),
    name: '收款接口（演示）',
    estateId,
    grants: [{ role: 'integration_payment', scope: 'estate', target: estateId }],
  }
  const { items } = await listStays(ctxOf(w, p.guard), {
    estateId,
    state: 'inside',
    who: 'temporary',
    limit: 50,
  })
  let told = 0
  for (const stay of items) {
    if (told === TOLD) break
    // a car that came a minute ago owes nothing yet
    const slip = await slipStay(ctxOf(w, p.guard), { estateId, stayId: stay.id }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'parking.nothing_due') return undefined
      throw error
    })
    if (slip === undefined) continue
    const reference = `演示${String(told + 1).padStart(8, '0')}`
    const right = { estateId, reference, way: 'wechat' as const, amount: slip.amount, slip: slip.number }
    const { slip: _none, ...noNumber } = right
    const asTold = [right, { ...right, amount: slip.amount + 100 }, noNumber][told] ?? right
    await tellPayment(ctxOf(w, service), asTold)
    told += 1
  }
  return told
}
