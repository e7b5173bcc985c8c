/**
 * Passage rights (S4-18): which plate may pass where and when. This room owns them and decides by them; parking and the
 * register of vehicles write them through the two functions here, in their own transaction.
 */
import type { Instant } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { raiseRightsVersion } from '../estate/store.ts'
import type { RightKind } from './contract-words.ts'
import { endRights, replaceRight } from './store-rights.ts'

export interface NewRight {
  estateId: string
  kind: RightKind
  /** as written on the plate, normalised by `normalPlate`; it is kept sealed */
  plate: string
  /** absent: every lane of the estate */
  lanes?: readonly string[]
  direction?: 'in' | 'out' | 'both'
  /** from its first instant until, but not at, `until` */
  from: Instant
  until?: Instant
  /** cars of one household that share its spaces */
  group?: { id: string; spaces: number }
  /** who says so: the record of another room; the same source says one thing of a plate and kind */
  source: 'vehicle' | 'permit' | 'stay' | 'pass' | 'operator'
  sourceId: string
  note?: string
}

const by = (ctx: Ctx) => ('id' in ctx.actor ? ctx.actor.id : ctx.actor.kind)

/** Writes a right; what the same source said before of this plate and kind ends. The caller writes the audit row. */
export async function setRight(ctx: Ctx, r: NewRight): Promise<string> {
  const cipher = await ctx.cipher(r.estateId)
  const id = newId<'passage_right'>(ctx.now.epochMilliseconds)
  await replaceRight(ctx.db, {
    estateId: r.estateId,
    id,
    kind: r.kind,
    plateBlind: cipher.blind('plate', r.plate),
    plateSealed: cipher.seal('plate', r.plate),
    lanes: r.lanes ?? null,
    direction: r.direction ?? 'both',
    from: r.from,
    until: r.until ?? null,
    group: r.group ?? null,
    source: r.source,
    sourceId: r.sourceId,
    note: r.note ?? null,
    by: by(ctx),
    now: ctx.now,
  })
  await raiseRightsVersion(ctx.db, r.estateId)
  return id
}

/** Ends every right of a source at once. @returns how many there were */
export async function endRightsOf(
  ctx: Ctx,
  estateId: string,
  source: NewRight['source'],
  sourceId: string,
): Promise<number> {
  const ended = await endRights(ctx.db, estateId, source, sourceId, by(ctx), ctx.now)
  if (ended > 0) await raiseRightsVersion(ctx.db, estateId)
  return ended
}
