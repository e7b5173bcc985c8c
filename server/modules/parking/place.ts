/** What every use case of the room needs: who acts, the rule's numbers, how a plate is shown. */
import { localDate } from '../../core/clock.ts'
import { compact, parsePlate } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { ruleFor } from '../../core/rule-set.ts'
import type { ParkingLimits } from './tariff-faults.ts'

export const idOf = (ctx: Ctx): string => ('id' in ctx.actor ? ctx.actor.id : ctx.actor.kind)
export const nameOf = (ctx: Ctx): string => ('name' in ctx.actor ? ctx.actor.name : '')

/** The numbers of parking that hold for an estate today (rule_set `parking.limits`). */
export const limitsOf = (ctx: Ctx, estateId: string): Promise<ParkingLimits> =>
  ruleFor<ParkingLimits>(ctx.db, 'parking.limits', estateId, localDate(ctx.now).toString())

/**
 * A plate as it is compared (F-04): separators off, upper case, look-alikes folded. What fits no form is kept as it was
 * typed: temporary and foreign plates, motorcycles and e-bikes have others (F-03: never refused for its form alone).
 */
export function normalPlate(text: string): string {
  const read = parsePlate(text)
  return read.ok
    ? read.value
    : compact(text)
        .replace(/[·•・.\-_—/]/g, '')
        .slice(0, 20)
}

/** 琼A12345 → 琼A**345, for papers that others may see. */
export const maskPlate = (plate: string): string =>
  plate.length < 6 ? plate : `${plate.slice(0, 2)}${'*'.repeat(plate.length - 5)}${plate.slice(-3)}`

/** New energy by the form of its plate: eight signs (F-02). */
export const isNewEnergy = (plate: string): boolean => /^[\p{Script=Han}][A-Z][A-Z0-9]{6}$/u.test(plate)
