/** The rights of somebody as they are now or were at an instant, for work that was asked for or done earlier. */
import type { Actor, Grant } from '../../core/access.ts'
import { live } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { accountById } from './store-accounts.ts'
import { heldBy } from './store-sessions.ts'

async function grantsAt(ctx: Ctx, accountId: string, at: Instant): Promise<Grant[]> {
  const held = await heldBy(ctx.db, accountId, at)
  return held
    .filter(r => live({ from: r.from_at, until: r.until_at }, at))
    .map(r => ({
      role: r.role,
      scope: r.scope,
      target: r.scope === 'region' ? (r.region_path ?? 'none') : (r.target ?? ''),
      ...(r.estate_id ? { estateId: r.estate_id } : {}),
    }))
}

/** An account with the roles it holds at this moment; a closed one has none. Who has no account row stays as he is. */
export async function actorNow(ctx: Ctx, asked: Actor): Promise<Actor> {
  if (asked.kind !== 'account') return asked
  const account = await accountById(ctx.db, asked.id)
  if (account === undefined) return asked
  if (account.disabled_at !== null) return { ...asked, grants: [] }
  return { ...asked, grants: await grantsAt(ctx, asked.id, ctx.now) }
}

/**
 * An account with the roles it held at an instant, for what it did then and what arrives later (SX-14); nothing when
 * there is no such account. A role that ended is read by its dates, so a closed account answers for its time.
 */
export async function actorAt(
  ctx: Ctx,
  accountId: string,
  at: Instant,
): Promise<Extract<Actor, { kind: 'account' }> | undefined> {
  const account = await accountById(ctx.db, accountId)
  if (account === undefined) return undefined
  const grants = await grantsAt(ctx, accountId, at)
  return { kind: 'account', id: accountId, name: account.name, grants, sessionId: '' }
}
