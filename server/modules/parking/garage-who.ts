/** Who acts, which day it is, and how a plate is kept: what the files of this half of the room share. */
import { Temporal } from 'temporal-polyfill'
import { type Instant, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { parsePlate } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'

export const actorName = (ctx: Ctx): string => ('name' in ctx.actor ? ctx.actor.name : '')
export const actorId = (ctx: Ctx): string => ('id' in ctx.actor ? ctx.actor.id : ctx.actor.kind)

/** The signed-in account; a system job or a key is none. */
export function accountId(ctx: Ctx): string {
  if (ctx.actor.kind !== 'account') throw fail('core.forbidden')
  return ctx.actor.id
}

export const today = (ctx: Ctx): string => localDate(ctx.now).toString()

/** What a phone saw offline happened when it was seen, but never later than now. */
export function happened(ctx: Ctx): Instant {
  const seen = ctx.deviceTime
  return seen !== undefined && Temporal.Instant.compare(seen, ctx.now) < 0 ? seen : ctx.now
}

/** The units in which a resident's roles stand; nobody else has one of his own here. */
export function ownUnits(ctx: Ctx, estateId: string): readonly string[] {
  const reach = ctx.reach('parking.own', estateId)
  return reach === 'estate' ? [] : reach.units
}

export interface KeptPlate {
  plate: string
  sealed: Buffer
  blind: Buffer
}

/** F-03: what is written on it is kept even when no pattern fits; the same plate has the same blind index. */
export async function keepPlate(ctx: Ctx, estateId: string, written: string): Promise<KeptPlate> {
  const parsed = parsePlate(written)
  const plate = parsed.ok
    ? parsed.value
    : written
        .normalize('NFKC')
        .toUpperCase()
        .replace(/[\s·•.-]/g, '')
  const cipher = await ctx.cipher(estateId)
  return { plate, sealed: cipher.seal('plate', plate), blind: cipher.blind('plate', plate) }
}

/** A plate as it may stand in a list: 川A12··5. */
export const maskPlate = (plate: string): string =>
  plate.length < 5 ? plate : `${plate.slice(0, 4)}··${plate.slice(-1)}`

/** A number that people read: two letters, the local day, six signs of the id. */
export function numberOf(ctx: Ctx, letters: string, id: string): string {
  return `${letters}${today(ctx).replaceAll('-', '')}-${id.slice(-6).toUpperCase()}`
}
