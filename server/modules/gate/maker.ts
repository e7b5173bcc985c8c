/**
 * Whose record it is that a terminal queued without network. A tablet is passed on with the post, so a record may be
 * brought by the next guard: the server gives each guard a mark of his own with the snapshot, the terminal seals it into
 * his records, and nobody else can make it. What he did is then his under any session, and is judged by the right he
 * held when he did it (SX-14).
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { type Actor, type Permission, reach } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import type { Ctx, House } from '../../core/house.ts'
import { actorAt } from '../people/actor-now.ts'
import { gateFail } from './contract.ts'

/** A mark is asked for anew every few seconds; one this old belongs to no shift of which records can still come. */
const MARK_DAYS = 14

interface Mark {
  accountId: string
  /** when it was given: he held the right then */
  at: Instant
}

function signature(house: House, text: string): Buffer {
  return createHmac('sha256', house.ring.system('gate.maker')).update(text).digest()
}

/** The mark of who reads the snapshot; empty for a device, which makes no records of its own. */
export function makerMark(ctx: Ctx, estateId: string): string {
  if (ctx.actor.kind !== 'account') return ''
  const text = `${estateId}.${ctx.actor.id}.${ctx.now.epochMilliseconds}`
  return `${text}.${signature(ctx.house, text).toString('base64url')}`
}

function readMark(ctx: Ctx, estateId: string, mark: string, asOf: Instant): Mark | undefined {
  const cut = mark.lastIndexOf('.')
  const text = mark.slice(0, cut)
  const given = Buffer.from(mark.slice(cut + 1), 'base64url')
  const right = signature(ctx.house, text)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  const [estate, accountId, ms] = text.split('.')
  const at = Temporal.Instant.fromEpochMilliseconds(Number(ms))
  const old = asOf.epochMilliseconds - at.epochMilliseconds
  if (estate !== estateId || accountId === undefined || old > MARK_DAYS * 86_400_000) return undefined
  return { accountId, at }
}

/** When a good mark was given: a record that carries it was made after this contact with the server. */
export function markGiven(
  ctx: Ctx,
  estateId: string,
  mark: string | undefined,
  asOf = ctx.now,
): Instant | undefined {
  return mark ? readMark(ctx, estateId, mark, asOf)?.at : undefined
}

export type Maker = Extract<Actor, { kind: 'account' }>

/**
 * Who made a record, with the rights he held when he made it; nothing where it carries no mark.
 * @param at when it was made, as far as the terminal's clock is believed; never before the mark itself was given
 * @param asOf when it reached the server
 * @throws gate.maker_unknown when the mark is forged, another estate's or too old
 */
export async function makerOf(
  ctx: Ctx,
  estateId: string,
  mark: string | undefined,
  at: Instant,
  asOf = ctx.now,
): Promise<Maker | undefined> {
  if (!mark) return undefined
  const read = readMark(ctx, estateId, mark, asOf)
  if (read === undefined) throw gateFail('gate.maker_unknown')
  const when = Temporal.Instant.compare(at, read.at) < 0 ? read.at : at
  const made = await actorAt(ctx, read.accountId, when)
  if (made) return made
  // an account of which no row is kept stands only for itself
  if (ctx.actor.kind === 'account' && ctx.actor.id === read.accountId) return ctx.actor
  throw gateFail('gate.maker_unknown')
}

/** Whether he held that right here when he made it. */
export function held(ctx: Ctx, estateId: string, maker: Maker, permission: Permission): boolean {
  try {
    reach(maker, permission, ctx.house.directory(estateId))
    return true
  } catch {
    return false
  }
}

/** @throws gate.maker_ended when he did not hold the right to register here at that time */
export function heldRight(ctx: Ctx, estateId: string, maker: Maker): void {
  if (!held(ctx, estateId, maker, 'gate.register'))
    throw gateFail('gate.maker_ended', { params: { who: maker.name } })
}
