/** A resident's own home: what the house keeps about him, and who looked at it. */

import { may } from '../../core/access.ts'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import { lookFields, ownApi } from './contract.ts'
import { presentConsent, presentTie, presentVehicle } from './present.ts'
import * as accounts from './store-accounts.ts'
import * as homes from './store-homes.ts'
import * as store from './store-persons.ts'
import { withdraw } from './vehicles.ts'

/** The persons for whom this account stands, by estate: those who gave its phone number. */
export async function myPersons(ctx: Ctx): Promise<Map<string, string[]>> {
  if (ctx.actor.kind !== 'account') return new Map()
  const claims = await store.personsOfAccount(ctx.db, ctx.actor.id)
  const mine = new Map<string, string[]>()
  for (const c of claims) mine.set(c.estate_id, [...(mine.get(c.estate_id) ?? []), c.person_id])
  return mine
}

/**
 * Which person acts in this estate: the one tied to the unit, where a number stands for several.
 * Nothing for staff and for who has no home there.
 */
export async function actingPerson(ctx: Ctx, estateId: string, unitId?: string): Promise<string | undefined> {
  const ids = (await myPersons(ctx)).get(estateId) ?? []
  if (ids.length === 0) return undefined
  const ties = await store.ties(ctx.db, estateId, 'estate', {
    personIds: ids,
    ...(unitId ? { unitIds: [unitId] } : {}),
  })
  return ties.find(t => presentTie(ctx, t).live)?.person_id
}

/** One home: my ties, and with them the people of my own household, co-owners only for an owner. */
async function myHomes(ctx: Ctx, estateId: string, estate: string, personIds: string[]) {
  const own = (await store.ties(ctx.db, estateId, 'estate', { personIds })).filter(
    t => presentTie(ctx, t).live,
  )
  const unitIds = [...new Set(own.map(t => t.unit_id))]
  const around = await store.ties(ctx.db, estateId, 'estate', { unitIds })
  const cars = await homes.vehicles(ctx.db, estateId, 'estate', {
    unitIds,
    state: 'live',
    offset: 0,
    limit: 100,
  })
  return unitIds.map(unitId => {
    const mine = own.filter(t => t.unit_id === unitId)
    const households = mine.map(t => t.household_id).filter(id => id !== null)
    const owner = mine.some(t => t.tie === 'owner')
    const seen = around.filter(
      t =>
        t.unit_id === unitId &&
        presentTie(ctx, t).live &&
        ((owner && t.tie === 'owner') || (t.household_id !== null && households.includes(t.household_id))),
    )
    return {
      estateId,
      estate,
      unitId,
      unit: mine[0]?.unit ?? '',
      mine: [...new Set(mine.map(t => t.tie))],
      rights: {
        vote: mine.some(t => may(t.tie, 'owner.vote')),
        register: mine.some(t => may(t.tie, 'owner.register')),
      },
      people: seen.map(t => presentTie(ctx, t)),
      // a tenant's car is not the landlord's business, nor the other way round
      vehicles: cars.rows
        .filter(
          v => v.unit_id === unitId && (v.person_id === null || seen.some(t => t.person_id === v.person_id)),
        )
        .map(presentVehicle),
    }
  })
}

export const myHome = query('people.my_home', ownApi['GET /api/my/home'], async ctx => {
  const mine = await myPersons(ctx)
  const names = new Map((await accounts.estateNames(ctx.db, [...mine.keys()])).map(e => [e.id, e.name]))
  const out: Awaited<ReturnType<typeof myHomes>> = []
  const consents = []
  for (const [estateId, personIds] of mine) {
    out.push(...(await myHomes(ctx, estateId, names.get(estateId) ?? '', personIds)))
    const given = await homes.consents(ctx.db, estateId, { personIds })
    consents.push(...given.map(c => ({ ...presentConsent(ctx, c), estateId })))
  }
  return { homes: out, consents }
})

/** Who saw my phone or ID number in full, when and why. */
export const myLooks = query('people.my_looks', ownApi['GET /api/my/looks'], async ctx => {
  const mine = await myPersons(ctx)
  const names = new Map((await accounts.estateNames(ctx.db, [...mine.keys()])).map(e => [e.id, e.name]))
  const items = []
  const today = localDate(ctx.now).toString()
  for (const [estateId, personIds] of mine)
    for (const look of await homes.looks(ctx.db, estateId, personIds, today))
      items.push({
        at: look.at.toString(),
        who: look.actor_name,
        estate: names.get(estateId) ?? '',
        field: lookFields.find(f => f === look.field) ?? lookFields[0],
        purpose: look.reason ?? '',
      })
  return { items: items.sort((a, b) => (a.at < b.at ? 1 : -1)) }
})

export const withdrawMine = verb(
  'people.withdraw_mine',
  ownApi['POST /api/my/consents/:consentId/withdraw'],
  async (ctx, input) => {
    for (const [estateId, personIds] of await myPersons(ctx)) {
      const [found] = await homes.consents(ctx.db, estateId, { id: input.consentId })
      if (found && personIds.includes(found.person_id)) return withdraw(ctx, estateId, found)
    }
    throw fail('core.not_found')
  },
)
