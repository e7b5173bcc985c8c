/** F-13: plate and time are traces of a person; after the rule's days a stay keeps no plate and no picture. */
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { forgetNotes } from './store-pay-notice.ts'
import { forgetPlates } from './store-stay.ts'
import type { ParkingLimits } from './tariff-faults.ts'

/** The house's number of days, not an estate's: nobody keeps traces longer. A stay in dispute keeps its plate. */
export async function forgetStays(ctx: Ctx): Promise<void> {
  const { keepDays } = await ruleFor<ParkingLimits>(
    ctx.db,
    'parking.limits',
    NIL,
    localDate(ctx.now).toString(),
  )
  const before = ctx.now.subtract({ hours: keepDays * 24 })
  const count = await forgetPlates(ctx.db, before)
  await forgetNotes(ctx.db, before)
  if (count > 0)
    await ctx.audit({ action: 'parking.forget', subject: 'parking_stay', subjectId: NIL, after: { count } })
}
