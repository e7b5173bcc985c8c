/** Who manages a brigade keeps its members and vehicles: enters, changes and ends them (S6-12, S6-13). */
import { reachRegion } from '../../core/access.ts'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { parsePlate } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { able, pathOf, sealPhone, self } from './actor.ts'
import { responseApi } from './contract.ts'
import { responseFail } from './errors.ts'
import * as store from './store-brigade.ts'
import { memberPlaces } from './store-grouping.ts'

/** The brigades that the caller may manage. */
export async function managed(ctx: Ctx): Promise<store.BrigadeOrganisation[]> {
  const all = await store.brigades(ctx.db)
  return all.filter(o => able(() => reachRegion(ctx.actor, 'brigade.manage', o.region_path)))
}

/** @throws core.not_found for a brigade outside the caller's scope */
async function brigadeOf(ctx: Ctx, id: string): Promise<store.BrigadeOrganisation> {
  const brigade = (await store.brigades(ctx.db)).find(o => o.id === id)
  if (brigade === undefined) throw fail('core.not_found')
  reachRegion(ctx.actor, 'brigade.manage', brigade.region_path)
  return brigade
}

export const listBrigades = query(
  'response.brigades',
  responseApi['GET /api/regions/:regionId/response/brigades'],
  async (ctx, input) => {
    const path = pathOf(ctx, input.regionId)
    const near = (await managed(ctx)).filter(
      o => o.region_path.startsWith(path) || path.startsWith(o.region_path),
    )
    return { items: near.map(({ id, name }) => ({ id, name })) }
  },
)

/** @throws response.number_taken when somebody serves under that number */
export const addMember = verb(
  'response.add_member',
  responseApi['POST /api/brigades/:brigadeId/members'],
  async (ctx, input) => {
    const brigade = await brigadeOf(ctx, input.brigadeId)
    const [before] = await store.memberByNumber(ctx.db, brigade.id, [input.number])
    if (before && before.left_on === null)
      throw responseFail('response.number_taken', { params: { number: input.number, name: before.name } })
    const id = before?.id ?? newId<'member'>(ctx.now.epochMilliseconds)
    await store.putMember(ctx.db, {
      id,
      organisationId: brigade.id,
      number: input.number,
      name: input.name,
      squad: input.squad || null,
      phone: await sealPhone(ctx, input.phone),
      by: self(ctx).id,
      at: ctx.now,
    })
    await ctx.audit({
      action: 'brigade.add_member',
      subject: 'brigade_member',
      subjectId: id,
      after: { brigade: brigade.name, number: input.number, squad: input.squad ?? null },
    })
    return { id }
  },
)

export const changeMember = verb(
  'response.change_member',
  responseApi['PUT /api/brigades/:brigadeId/members/:memberId'],
  async (ctx, input) => {
    const brigade = await brigadeOf(ctx, input.brigadeId)
    const done = await store.changeMember(ctx.db, brigade.id, {
      id: input.memberId,
      name: input.name,
      squad: input.squad || null,
      phone: await sealPhone(ctx, input.phone),
    })
    if (!done) throw fail('core.not_found')
    await ctx.audit({
      action: 'brigade.change_member',
      subject: 'brigade_member',
      subjectId: input.memberId,
      after: { squad: input.squad ?? null, phoneChanged: Boolean(input.phone) },
    })
    return { id: input.memberId }
  },
)

/** History stays: who left is no more counted, and keeps his number. @throws response.member_busy, response.left_later */
export const endMember = verb(
  'response.end_member',
  responseApi['POST /api/brigades/:brigadeId/members/:memberId/end'],
  async (ctx, input) => {
    const brigade = await brigadeOf(ctx, input.brigadeId)
    notLater(ctx, input.day)
    const place = (await memberPlaces(ctx.db)).find(p => p.member_id === input.memberId)
    if (place) throw responseFail('response.member_busy', { params: { group: place.group_name } })
    if (!(await store.endOf(ctx.db, 'brigade_member', brigade.id, input.memberId, input.day)))
      throw fail('core.not_found')
    await ctx.audit({
      action: 'brigade.end_member',
      subject: 'brigade_member',
      subjectId: input.memberId,
      after: { leftOn: input.day },
    })
    return { id: input.memberId }
  },
)

function notLater(ctx: Ctx, day: string): void {
  if (day > localDate(ctx.now).toString()) throw responseFail('response.left_later')
}

/** @throws response.plate_taken when a vehicle of that plate serves already, response.plate_odd when it is none */
export const addVehicle = verb(
  'response.add_vehicle',
  responseApi['POST /api/brigades/:brigadeId/vehicles'],
  async (ctx, input) => {
    const brigade = await brigadeOf(ctx, input.brigadeId)
    const read = parsePlate(input.plate)
    if (!read.ok) throw responseFail('response.plate_odd', { params: { plate: input.plate } })
    const plate = read.value
    const there = await store.vehicleByPlate(ctx.db, plate)
    if (there && (there.left_on === null || there.organisation_id !== brigade.id))
      throw responseFail('response.plate_taken', { params: { plate } })
    const id = there?.id ?? newId<'vehicle'>(ctx.now.epochMilliseconds)
    await store.putVehicle(ctx.db, {
      id,
      organisationId: brigade.id,
      plate,
      kind: input.kind,
      seats: input.seats ?? null,
      by: self(ctx).id,
      at: ctx.now,
    })
    await ctx.audit({
      action: 'brigade.add_vehicle',
      subject: 'response_vehicle',
      subjectId: id,
      after: { brigade: brigade.name, plate, kind: input.kind },
    })
    return { id }
  },
)

export const changeVehicle = verb(
  'response.change_vehicle',
  responseApi['PUT /api/brigades/:brigadeId/vehicles/:vehicleId'],
  async (ctx, input) => {
    const brigade = await brigadeOf(ctx, input.brigadeId)
    const { kind, seats } = input
    const v = { id: input.vehicleId, kind, seats: seats ?? null }
    if (!(await store.changeVehicle(ctx.db, brigade.id, v))) throw fail('core.not_found')
    await ctx.audit({
      action: 'brigade.change_vehicle',
      subject: 'response_vehicle',
      subjectId: v.id,
      after: { kind, seats: v.seats },
    })
    return { id: v.id }
  },
)

/** @throws response.vehicle_busy while it is in use */
export const endVehicle = verb(
  'response.end_vehicle',
  responseApi['POST /api/brigades/:brigadeId/vehicles/:vehicleId/end'],
  async (ctx, input) => {
    const brigade = await brigadeOf(ctx, input.brigadeId)
    notLater(ctx, input.day)
    const now = (await store.vehiclesFor(ctx.db, brigade.region_path)).find(v => v.id === input.vehicleId)
    if (now && now.use_id !== null)
      throw responseFail('response.vehicle_busy', {
        params: { plate: now.plate, place: now.place_name ?? '' },
      })
    if (!(await store.endOf(ctx.db, 'response_vehicle', brigade.id, input.vehicleId, input.day)))
      throw fail('core.not_found')
    await ctx.audit({
      action: 'brigade.end_vehicle',
      subject: 'response_vehicle',
      subjectId: input.vehicleId,
      after: { leftOn: input.day },
    })
    return { id: input.vehicleId }
  },
)
