/** Lock-out with growing delay, per account and per address, and for phone codes. */
import { createHmac } from 'node:crypto'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { type GuardKind, waitAfter } from './rules.ts'
import { guardAttempt, guardClear } from './store-accounts.ts'

/** A keyed hash: neither names nor addresses stand in the table. */
function keyOf(ctx: Ctx, kind: GuardKind, what: string): string {
  return `${kind}:${createHmac('sha256', ctx.house.ring.system('guard')).update(what).digest('base64url').slice(0, 27)}`
}

/**
 * Counts a try before it is made, so that many at once are counted too.
 * @throws core.too_many with the seconds to wait
 */
export async function tryOnce(ctx: Ctx, kind: GuardKind, what: string): Promise<void> {
  const waitMs = await guardAttempt(ctx.house.db, keyOf(ctx, kind, what), ctx.now, n => waitAfter(kind, n))
  if (waitMs > 0) throw fail('core.too_many', { params: { seconds: Math.ceil(waitMs / 1000) } })
}

/** A right answer forgives the wrong ones before it. */
export async function forgive(ctx: Ctx, kind: GuardKind, what: string): Promise<void> {
  await guardClear(ctx.house.db, keyOf(ctx, kind, what))
}
