/** Vehicles of an estate by their plate, and consents of persons by purpose. */
import { Temporal } from 'temporal-polyfill'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { actorId } from './accounts.ts'
import { homeApi, peopleFail, personApi } from './contract.ts'
import { vehiclesLeft } from './leaving.ts'
import { personInReach } from './persons.ts'
import { presentConsent, presentVehicle } from './present.ts'
import { wipeConsented } from './profile.ts'
import { platePart } from './rules-search.ts'
import * as store from './store-homes.ts'

export const listVehicles = query(
  'people.vehicles',
  homeApi['GET /api/estates/:estateId/vehicles'],
  async (ctx, input) => {
    const plate = input.q ? (platePart(input.q) ?? input.q) : undefined
    const { rows, total } = await store.vehicles(
      ctx.db,
      input.estateId,
      ctx.reach('person.read', input.estateId),
      { ...input, plate, room: input.q },
    )
    return { items: rows.map(presentVehicle), total }
  },
)

async function vehicleById(ctx: Ctx, estateId: string, id: string): Promise<store.VehicleRow> {
  const reach = ctx.reach('person.write', estateId)
  const found = await store.vehicles(ctx.db, estateId, reach, { id, state: 'all', offset: 0, limit: 1 })
  const row = found.rows[0]
  if (row === undefined) throw fail('core.not_found')
  return row
}

/** Registers a vehicle. @throws people.plate_there naming the room where it is registered */
export const addVehicle = verb(
  'people.add_vehicle',
  homeApi['POST /api/estates/:estateId/vehicles'],
  async (ctx, input) => {
    const { estateId } = input
    const reach = ctx.reach('person.write', estateId)
    if (reach !== 'estate' && !input.unitId) throw fail('core.not_found')
    if (input.unitId && !(await store.unitHead(ctx.db, estateId, reach, input.unitId)))
      throw fail('core.not_found')
    if (input.personId) await personInReach(ctx, 'person.write', estateId, input.personId)
    const there = await store.vehicles(ctx.db, estateId, 'estate', {
      plate: input.plate,
      state: 'live',
      offset: 0,
      limit: 5,
    })
    const same = there.rows.find(v => v.plate === input.plate)
    const taken = (place: string | null) =>
      peopleFail('people.plate_there', { params: { plate: input.plate, place: place ?? '-' } })
    if (same) throw taken(same.unit)
    const id = newId<'vehicle'>(ctx.now.epochMilliseconds)
    try {
      await store.insertVehicle(ctx.db, estateId, {
        id,
        plate: input.plate,
        kind: input.kind,
        model: input.model ?? null,
        unitId: input.unitId ?? null,
        personId: input.personId ?? null,
        by: actorId(ctx),
        at: ctx.now,
      })
    } catch (error) {
      throw isUniqueViolation(error, 'vehicle_plate_key') ? taken(null) : error
    }
    await ctx.audit(
      {
        action: 'vehicle.create',
        subject: 'vehicle',
        subjectId: id,
        after: { unitId: input.unitId ?? null, personId: input.personId ?? null },
        sensitive: { plate: input.plate },
      },
      estateId,
    )
    return presentVehicle(await vehicleById(ctx, estateId, id))
  },
)

export const endVehicle = verb(
  'people.end_vehicle',
  homeApi['POST /api/estates/:estateId/vehicles/:vehicleId/end'],
  async (ctx, input) => {
    const row = await vehicleById(ctx, input.estateId, input.vehicleId)
    if (!(await store.endVehicle(ctx.db, input.estateId, row.id, ctx.now, input.reason ?? null)))
      throw peopleFail('people.tie_over')
    await ctx.audit(
      { action: 'vehicle.end', subject: 'vehicle', subjectId: row.id, reason: input.reason },
      input.estateId,
    )
    await vehiclesLeft(ctx, input.estateId, [row.id])
    return presentVehicle(await vehicleById(ctx, input.estateId, row.id))
  },
)

export const addConsent = verb(
  'people.add_consent',
  personApi['POST /api/estates/:estateId/persons/:personId/consents'],
  async (ctx, input) => {
    const person = await personInReach(ctx, 'consent.write', input.estateId, input.personId)
    const id = newId<'consent'>(ctx.now.epochMilliseconds)
    await store.insertConsent(ctx.db, input.estateId, {
      id,
      personId: person.id,
      purpose: input.purpose,
      channel: input.channel,
      at: ctx.now,
      until: input.until ? Temporal.Instant.from(input.until) : null,
      by: actorId(ctx),
    })
    await ctx.audit(
      {
        action: 'consent.give',
        subject: 'person',
        subjectId: person.id,
        after: { purpose: input.purpose, channel: input.channel, until: input.until ?? null },
      },
      input.estateId,
    )
    const [made] = await store.consents(ctx.db, input.estateId, { id })
    if (made === undefined) throw fail('core.not_found')
    return presentConsent(ctx, made)
  },
)

/** Withdraws a consent and answers it; the caller has shown that it is his or the desk's to withdraw. */
export async function withdraw(ctx: Ctx, estateId: string, consent: store.ConsentRow) {
  await store.withdrawConsent(ctx.db, estateId, consent.id, ctx.now)
  await wipeConsented(ctx, estateId, consent.person_id, consent.purpose)
  await ctx.audit(
    {
      action: 'consent.withdraw',
      subject: 'person',
      subjectId: consent.person_id,
      after: { purpose: consent.purpose },
    },
    estateId,
  )
  const [now] = await store.consents(ctx.db, estateId, { id: consent.id })
  return presentConsent(ctx, now ?? consent)
}

export const withdrawConsent = verb(
  'people.withdraw_consent',
  personApi['POST /api/estates/:estateId/consents/:consentId/withdraw'],
  async (ctx, input) => {
    const [found] = await store.consents(ctx.db, input.estateId, { id: input.consentId })
    if (found === undefined) throw fail('core.not_found')
    await personInReach(ctx, 'consent.write', input.estateId, found.person_id)
    return withdraw(ctx, input.estateId, found)
  },
)
