/** The rights of somebody as they are now, for work that was asked for earlier. */
import type { Actor } from '../../core/access.ts'
import { live } from '../../core/access.ts'
import type { Ctx } from '../../core/house.ts'
import { accountById } from './store-accounts.ts'
import { heldBy } from './store-sessions.ts'

/** An account with the roles it holds at this moment; a closed one has none. Who has no account row stays as he is. */
export async function actorNow(ctx: Ctx, asked: Actor): Promise<Actor> {
  if (asked.kind !== 'account') return asked
  const account = await accountById(ctx.db, asked.id)
  if (account === undefined) return asked
  if (account.disabled_at !== null) return { ...asked, grants: [] }
  const held = await heldBy(ctx.db, asked.id, ctx.now)
  return {
    ...asked,
    grants: held
      .filter(r => live({ from: r.from_at, until: r.until_at }, ctx.now))
      .map(r => ({
        role: r.role,
        scope: r.scope,
        target: r.scope === 'region' ? (r.region_path ?? 'none') : (r.target ?? ''),
        ...(r.estate_id ? { estateId: r.estate_id } : {}),
      })),
  }
}
