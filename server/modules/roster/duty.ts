/** Who is on duty: what every alarm of the house asks (SX-09). */
import { type Instant, localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import type { DutyKindName } from './contract.ts'
import { alarmOrder, type DutyPerson } from './rules.ts'
import * as store from './store.ts'
import { leaves } from './store-leave.ts'
import { staffOf } from './store-staff.ts'
import * as stewardStore from './store-stewards.ts'

export type { DutyKindName, DutyPerson }

/**
 * The persons to alarm for a matter at an instant, in order: who is on duty (his turn ends soonest first), their
 * superiors, then whoever has the management duty and his superior, and last the estate's managers, whom no roster need
 * name. Empty when the estate has none of them.
 */
export async function onDuty(
  ctx: Pick<Ctx, 'db'>,
  estateId: string,
  at: Instant,
  kind: DutyKindName,
): Promise<DutyPerson[]> {
  const first = await store.dutiesAt(ctx.db, estateId, at, kind)
  const management = kind === 'management' ? [] : await store.dutiesAt(ctx.db, estateId, at, 'management')
  const managers = await staffOf(ctx.db, estateId, at, { roles: ['manager'], regions: false })
  return alarmOrder(first, management, managers)
}

/** The steward of a building on the local day of an instant (S1-06), or nothing. */
export async function stewardOf(
  ctx: Pick<Ctx, 'db'>,
  estateId: string,
  buildingId: string,
  at: Instant,
): Promise<{ accountId: string; name: string } | undefined> {
  const date = localDate(at, await store.zoneOf(ctx.db, estateId)).toString()
  const found = await stewardStore.stewards(ctx.db, estateId, { on: date, buildingId })
  return found[0] && { accountId: found[0].account_id, name: found[0].name }
}

export interface Away {
  accountId: string
  name: string
  standIn: { accountId: string; name: string }
  /** The last day away. */
  until: string
}

/** Who is on leave on the local day of an instant, by account, with who stands in. */
export async function awayOn(
  ctx: Pick<Ctx, 'db'>,
  estateId: string,
  at: Instant,
): Promise<Map<string, Away>> {
  const on = localDate(at, await store.zoneOf(ctx.db, estateId)).toString()
  return new Map(
    (await leaves(ctx.db, estateId, { on })).map(l => [
      l.account_id,
      {
        accountId: l.account_id,
        name: l.name,
        standIn: { accountId: l.stand_in_id, name: l.stand_in_name },
        until: l.until_date,
      },
    ]),
  )
}

/**
 * Who serves a building now: its steward, or who stands in while he is on leave, with `inFor` saying for whom and until
 * which day. The household profiles stay with the steward himself, to whom they were told (`stewardOf`).
 */
export async function servingSteward(
  ctx: Pick<Ctx, 'db'>,
  estateId: string,
  buildingId: string,
  at: Instant,
): Promise<{ accountId: string; name: string; inFor: { name: string; until: string } | null } | undefined> {
  const own = await stewardOf(ctx, estateId, buildingId, at)
  if (own === undefined) return undefined
  const away = (await awayOn(ctx, estateId, at)).get(own.accountId)
  return away ? { ...away.standIn, inFor: { name: own.name, until: away.until } } : { ...own, inFor: null }
}
