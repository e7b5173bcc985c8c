/** How long a home has to answer for a visitor, a visitor may stay and a parcel may lie: the estate's rule set `gate.ask`. */
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { ruleFor } from '../../core/rule-set.ts'

export interface AskRule {
  /** minutes a home has before the guard asks by word */
  minutes: number
  /** minutes after which nobody may answer any more */
  openMinutes: number
  overstayMinutes: number
  parcelDays: number
}

/** The rule that holds on the local day of the call. */
export const askRule = (ctx: Ctx, estateId: string) =>
  ruleFor<AskRule>(ctx.db, 'gate.ask', estateId, localDate(ctx.now).toString())
