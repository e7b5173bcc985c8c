/** What ends by itself: answers at their last day, what a household left behind, requests without a last day yet. */
import { localDate } from '../../core/clock.ts'
import { type Ctx, makeCtx } from '../../core/house.ts'
import type { ScheduleDef } from '../../core/jobs.ts'
import { wipe } from './profile.ts'
import { termsOf } from './profile-fields.ts'
import { lastDay, tellRequest } from './profile-requests.ts'
import * as store from './store-profile.ts'
import * as asked from './store-requests.ts'

/** Rows of one turn; what is left waits for the next, ten minutes later. */
const MOST = 5000

/** Runs something in a transaction of its own, for one estate. */
async function inEstate(ctx: Ctx, run: (inner: Ctx) => Promise<unknown>): Promise<void> {
  const own = makeCtx(ctx.house, { actor: ctx.actor, now: ctx.now, requestId: ctx.requestId })
  await ctx.house.db.transaction().execute(tx => run(own.on(tx)))
}

/** Wipes what is at its end. Reading has not shown it since that instant; this takes the ciphertext too. */
export async function wipeExpired(ctx: Ctx): Promise<void> {
  const due = await store.expiredEntries(ctx.db, ctx.now, MOST)
  for (const [estateId, rows] of Map.groupBy(due, r => r.estate_id))
    await inEstate(ctx, inner => wipe(inner, estateId, rows, 'expired'))
}

/**
 * SX-14: what is left of a household that moved out, or of a member who did, is wiped when the rule set's days are over.
 * Nobody has been able to read it since the day they left.
 */
export async function wipeMovedOut(ctx: Ctx): Promise<void> {
  // whoever has left at all is a candidate; the estate's own term decides
  const candidates = await store.movedOutEntries(ctx.db, ctx.now, MOST)
  const members = await store.dueMembers(ctx.db, ctx.now)
  for (const estateId of new Set([...candidates, ...members].map(r => r.estate_id)))
    await inEstate(ctx, async inner => {
      const { afterMoveOutDays } = await termsOf(inner, estateId)
      const gone = ctx.now.subtract({ hours: 24 * afterMoveOutDays })
      const rows = await store.movedOutEntries(inner.db, gone, MOST, estateId)
      await wipe(inner, estateId, rows, 'moved_out')
      for (const m of await store.dueMembers(inner.db, gone, estateId))
        await store.endProfileMembers(inner.db, estateId, m.household_id, null, ctx.now)
    })
}

/** A calendar that has been published since gives open requests their last day. */
export async function dateRequests(ctx: Ctx): Promise<void> {
  for (const r of await asked.undated(ctx.db)) {
    const day = await lastDay(ctx, r.estate_id, r.asked_at)
    if (day) await asked.dateRequest(ctx.db, r.estate_id, r.id, day)
  }
}

/** Each morning, while a request is past its last day. */
export async function tellOverdue(ctx: Ctx): Promise<void> {
  for (const r of await asked.overdue(ctx.db, localDate(ctx.now).toString()))
    await tellRequest(ctx, r.estate_id, r, 'late')
}

export const profileSchedules: Record<string, ScheduleDef> = {
  'profile.expire': { cron: '*/10 * * * *', run: wipeExpired },
  'profile.moved_out': { cron: '40 2 * * *', run: wipeMovedOut },
  'profile.date_requests': { cron: '50 2 * * *', run: dateRequests },
  'profile.overdue': { cron: '30 8 * * *', run: tellOverdue },
}
