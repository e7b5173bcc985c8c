/** Rows as the contract shows them. */
import { live } from '../../core/access.ts'
import type { Ctx } from '../../core/house.ts'
import type { ConsentRow, VehicleRow } from './store-homes.ts'
import type { TieRow } from './store-persons.ts'

export function presentTie(ctx: Pick<Ctx, 'now'>, t: TieRow) {
  return {
    id: t.id,
    tie: t.tie,
    unitId: t.unit_id,
    unit: t.unit,
    personId: t.person_id,
    person: t.person,
    householdId: t.household_id,
    relation: t.relation,
    share:
      t.share_part !== null && t.share_whole !== null ? { part: t.share_part, whole: t.share_whole } : null,
    contact: t.contact,
    from: t.from_at.toString(),
    until: t.until_at?.toString() ?? null,
    endReason: t.end_reason,
    live: live({ from: t.from_at, until: t.until_at }, ctx.now),
    enteredBy: t.entered_by,
  }
}

export function presentVehicle(v: VehicleRow) {
  return {
    id: v.id,
    plate: v.plate,
    kind: v.kind,
    model: v.model,
    unitId: v.unit_id,
    unit: v.unit,
    personId: v.person_id,
    person: v.person,
    from: v.from_at.toString(),
    until: v.until_at?.toString() ?? null,
    version: v.version,
    enteredBy: v.entered_by,
  }
}

export function presentConsent(ctx: Pick<Ctx, 'now'>, c: ConsentRow) {
  return {
    id: c.id,
    personId: c.person_id,
    purpose: c.purpose,
    channel: c.channel,
    givenAt: c.given_at.toString(),
    until: c.until_at?.toString() ?? null,
    withdrawnAt: c.withdrawn_at?.toString() ?? null,
    live: c.withdrawn_at === null && live({ from: c.given_at, until: c.until_at }, ctx.now),
    enteredBy: c.entered_by,
  }
}
