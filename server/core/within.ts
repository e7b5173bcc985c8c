/** For code that is called both from a verb (inside its transaction) and from a job (outside any). */
import type { Ctx, LiveCtx } from './house.ts'

/** Runs in the caller's transaction, or in one of its own when the caller has none. */
export async function within<T>(ctx: Ctx, run: (inner: Ctx) => Promise<T>): Promise<T> {
  if (ctx.db.isTransaction) return run(ctx)
  const live = ctx as LiveCtx
  const answer = await ctx.house.db.transaction().execute(tx => run(live.on(tx)))
  for (const after of live.state.after.splice(0)) await after()
  return answer
}
