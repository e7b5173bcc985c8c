/** Use cases of the brigade's members and vehicles (S6-12, S6-13). */
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { pathOf, phoneMask, self } from './actor.ts'
import { managed } from './brigade-own.ts'
import { responseApi } from './contract.ts'
import { responseFail } from './errors.ts'
import * as store from './store-brigade.ts'
import { groupingsOf, memberPlaces } from './store-grouping.ts'
import { placeById } from './store-place.ts'

export const listMembers = query(
  'response.members',
  responseApi['GET /api/regions/:regionId/response/members'],
  async (ctx, input) => {
    const members = await store.membersFor(ctx.db, pathOf(ctx, input.regionId))
    const places = new Map((await memberPlaces(ctx.db)).map(p => [p.member_id, p]))
    const q = input.q?.toLowerCase()
    const found = members.filter(
      m =>
        (!q || [m.name, m.number, m.squad].some(text => text?.toLowerCase().includes(q))) &&
        (input.free === undefined || places.has(m.id) === (input.free === 'no')),
    )
    const mask = await phoneMask(ctx)
    const own = new Set((await managed(ctx)).map(o => o.id))
    return {
      items: found.slice(input.offset, input.offset + input.limit).map(m => ({
        id: m.id,
        number: m.number,
        name: m.name,
        squad: m.squad,
        phone: mask(m.phone_sealed),
        brigade: m.brigade,
        brigadeId: m.organisation_id,
        own: own.has(m.organisation_id),
        region: places.get(m.id)?.region ?? null,
        group: places.get(m.id)?.group_name ?? null,
      })),
      total: found.length,
      assigned: members.filter(m => places.has(m.id)).length,
      all: members.length,
    }
  },
)

const presentVehicle = (v: store.VehicleRow, own = false) => ({
  id: v.id,
  plate: v.plate,
  kind: v.kind,
  seats: v.seats,
  brigade: v.brigade,
  brigadeId: v.organisation_id,
  own,
  use:
    v.use_id !== null && v.place_kind !== null
      ? { place: v.place_name ?? '', placeKind: v.place_kind, driver: v.driver, from: v.from_on ?? '' }
      : null,
})

export const listVehicles = query(
  'response.vehicles',
  responseApi['GET /api/regions/:regionId/response/vehicles'],
  async (ctx, input) => {
    const all = await store.vehiclesFor(ctx.db, pathOf(ctx, input.regionId))
    const own = new Set((await managed(ctx)).map(o => o.id))
    const q = input.q?.toLowerCase()
    const found = all.filter(
      v =>
        (!q || [v.plate, v.place_name, v.driver].some(text => text?.toLowerCase().includes(q))) &&
        (input.free === undefined || (v.use_id === null) === (input.free === 'yes')),
    )
    return {
      items: found
        .slice(input.offset, input.offset + input.limit)
        .map(v => presentVehicle(v, own.has(v.organisation_id))),
      total: found.length,
      all: all.length,
      used: all.filter(v => v.use_id !== null).length,
    }
  },
)

/** S6-13: gives a vehicle to a group of the agreed grouping or to an estate, from a day on. @throws response.vehicle_busy */
export const giveVehicle = verb(
  'response.use_vehicle',
  responseApi['POST /api/regions/:regionId/response/vehicles/:vehicleId/use'],
  async (ctx, input) => {
    const path = pathOf(ctx, input.regionId)
    const vehicle = (await store.vehiclesFor(ctx.db, path)).find(v => v.id === input.vehicleId)
    if (vehicle === undefined) throw fail('core.not_found')
    if (vehicle.use_id !== null)
      throw responseFail('response.vehicle_busy', {
        params: { plate: vehicle.plate, place: vehicle.place_name ?? '' },
      })
    let place: { kind: 'group' | 'estate'; id: string; name: string }
    if (input.estateId !== undefined) {
      const estate = await placeById(ctx.db, input.estateId)
      if (estate === undefined || !estate.region_path.startsWith(path)) throw fail('core.not_found')
      place = { kind: 'estate', id: estate.id, name: estate.name }
    } else {
      const agreed = (await groupingsOf(ctx.db, [input.regionId])).find(g => g.state === 'agreed')
      const group = agreed?.groups.find(g => g.name === input.group)
      if (agreed === undefined || group === undefined) throw responseFail('response.no_grouping')
      place = { kind: 'group', id: agreed.id, name: group.name }
    }
    const use = {
      id: newId<'use'>(ctx.now.epochMilliseconds),
      vehicleId: vehicle.id,
      regionId: input.regionId,
      placeKind: place.kind,
      placeId: place.id,
      placeName: place.name,
      driver: input.driver ?? null,
      from: input.from,
      by: self(ctx).id,
      at: ctx.now,
    }
    if (!(await store.useVehicle(ctx.db, use))) throw fail('core.stale')
    await ctx.audit({
      action: 'response.use_vehicle',
      subject: 'response_vehicle',
      subjectId: vehicle.id,
      after: { plate: vehicle.plate, place: place.name, driver: use.driver, from: use.from },
    })
    return presentVehicle({
      ...vehicle,
      use_id: use.id,
      place_kind: place.kind,
      place_name: place.name,
      driver: use.driver,
      from_on: use.from,
    })
  },
)

export const freeVehicle = verb(
  'response.free_vehicle',
  responseApi['POST /api/regions/:regionId/response/vehicles/:vehicleId/free'],
  async (ctx, input) => {
    const path = pathOf(ctx, input.regionId)
    const vehicle = (await store.vehiclesFor(ctx.db, path)).find(v => v.id === input.vehicleId)
    if (vehicle === undefined) throw fail('core.not_found')
    if (vehicle.use_id === null) throw responseFail('response.vehicle_free')
    // only who answers for the place where it is may take it away
    const at = vehicle.region_id === null ? undefined : ctx.house.regionPath(vehicle.region_id)
    if (!at?.startsWith(path)) throw fail('core.not_found')
    const today = localDate(ctx.now).toString()
    const [until = today] = [input.until, today].sort()
    if (!(await store.freeVehicle(ctx.db, vehicle.id, until)))
      throw responseFail('response.duty_before', { params: { day: vehicle.from_on ?? '' } })
    await ctx.audit({
      action: 'response.free_vehicle',
      subject: 'response_vehicle',
      subjectId: vehicle.id,
      before: { place: vehicle.place_name, from: vehicle.from_on },
      after: { until },
    })
    return presentVehicle({ ...vehicle, use_id: null })
  },
)
