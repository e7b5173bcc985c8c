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
 * @returns the seconds until the next try will be taken
 * @throws core.too_many with the seconds to wait
 */
export async function tryOnce(ctx: Ctx, kind: GuardKind, what: string): Promise<number> {
  const key = keyOf(ctx, kind, what)
  const { left, next } = await guardAttempt(ctx.house.db, key, ctx.now, n => waitAfter(kind, n))
  if (left > 0) throw fail('core.too_many', { params: { seconds: Math.ceil(left / 1000) } })
  return next
}

/** A right answer forgives the wrong ones before it. */
export async function forgive(ctx: Ctx, kind: GuardKind, what: string): Promise<void> {
  await guardClear(ctx.house.db, keyOf(ctx, kind, what))
}
