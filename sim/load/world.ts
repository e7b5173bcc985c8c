/** What the loaders share: the house, one random stream, and contexts at a moment of the past. */
import type { Actor } from '../../server/core/access.ts'
import type { Instant } from '../../server/core/clock.ts'
import { type Ctx, type House, makeCtx } from '../../server/core/house.ts'
import type { Random } from '../random.ts'

export interface Staff {
  accountId: string
  name: string
  username: string
  role: string
  actor: Actor
}

export interface DemoAccount {
  role: string
  username: string
  password: string
  shell: string
}

export interface World {
  house: House
  r: Random
  /** When the town is looked at: the month behind it is filled. */
  now: Instant
  /** The town's own hand: everything that nobody in particular did. */
  town: Actor
  say(message: string): void
}

export function ctxOf(w: World, actor: Actor = w.town, now: Instant = w.now): Ctx {
  return makeCtx(w.house, { actor, now, lang: 'zh' })
}
