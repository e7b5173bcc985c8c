/** What a coupon let off, when the car has left: the fee without it less the fee with it. */
import type { Ctx } from '../../core/house.ts'
import { reckon } from './fees.ts'
import { couponOf, valueCoupon } from './store-coupon.ts'
import type { StayRow } from './store-stay.ts'

export async function valueCouponOf(ctx: Ctx, estateId: string, stay: StayRow): Promise<void> {
  const coupon = await couponOf(ctx.db, estateId, stay.id)
  if (coupon === undefined || stay.left_at === null) return
  const without = {
    ...stay,
    coupon_minutes: Math.max(0, stay.coupon_minutes - coupon.minutes),
    coupon_amount: Math.max(0, stay.coupon_amount - coupon.amount),
  }
  const bare = await reckon(ctx, estateId, without, stay.left_at)
  const now = await reckon(ctx, estateId, stay, stay.left_at)
  await valueCoupon(ctx.db, estateId, coupon.id, Math.max(0, bare.total - now.total), ctx.now)
}
