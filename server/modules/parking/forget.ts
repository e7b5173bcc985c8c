/** F-13: plate and time are traces of a person; after the rule's days a stay keeps no plate and no picture. */
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { forgetNotes } from './store-pay-notice.ts'
import { DISPUTED, expiredCopies, replacePicture, uncopied } from './store-picture.ts'
import { forgetPlates } from './store-stay.ts'
import type { ParkingLimits } from './tariff-faults.ts'

/**
 * What a camera saw of a stay in dispute becomes the dispute's own (S4-07): the lanes forget their pictures after their days,
 * however long two parties talk. Runs each night before that.
 */
async function keepDisputed(ctx: Ctx): Promise<void> {
  const { db, house, now } = ctx
  for (const p of await uncopied(db)) {
    const { bytes, mediaType } = await house.files.get(db, p.estate_id, p.file_id)
    const copy = await house.files.put(db, now, p.estate_id, bytes, mediaType, 'parking', DISPUTED)
    if (!(await replacePicture(db, p, copy.id))) await house.files.remove(db, p.estate_id, copy.id)
  }
}

/**
 * The house's number of days, not an estate's: nobody keeps traces longer. A stay in dispute keeps its plate and its pictures
 * until the dispute is closed.
 */
export async function forgetStays(ctx: Ctx): Promise<void> {
  const { keepDays } = await ruleFor<ParkingLimits>(
    ctx.db,
    'parking.limits',
    NIL,
    localDate(ctx.now).toString(),
  )
  await keepDisputed(ctx)
  const before = ctx.now.subtract({ hours: keepDays * 24 })
  for (const copy of await expiredCopies(ctx.db, before))
    await ctx.house.files.remove(ctx.db, copy.estate_id, copy.file_id)
  const count = await forgetPlates(ctx.db, before)
  await forgetNotes(ctx.db, before)
  if (count > 0)
    await ctx.audit({ action: 'parking.forget', subject: 'parking_stay', subjectId: NIL, after: { count } })
}
