/** Lanes with their cameras, the plates that may pass, and a day of cars; through the room's own verbs. Made up. */

import { makeCtx } from '../../server/core/house.ts'
import { newId } from '../../server/core/ids.ts'
import { addGate, addLane } from '../../server/modules/gate/service-gate.ts'
import { addDevice, setLane } from '../../server/modules/lane/devices.ts'
import { addPlate, decidePlate } from '../../server/modules/lane/plates.ts'
import { setRight } from '../../server/modules/lane/rights.ts'
import { take } from '../../server/modules/lane/take.ts'
import type { PlateReading } from '../../server/modules/lane/wire.ts'
import { worldOf } from '../../server/modules/lane/world.ts'
import { random } from '../random.ts'
import { loadLanePast } from './lane-past.ts'
import type { Crew } from './staff.ts'
import { ctxOf, type World } from './world.ts'

const CARS = 60
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** @returns how many cars the lanes told of */
export async function loadLanes(
  w: World,
  place: { estateId: string; crew: Record<string, Crew> },
): Promise<number> {
  const { estateId } = place
  const system = () => ctxOf(w, w.town)
  const gate = await addGate(system(), { estateId, name: '地下车库口', kind: 'vehicle' })
  const lanes: Record<'in' | 'out', string> = { in: '', out: '' }
  for (const direction of ['in', 'out'] as const) {
    const name = direction === 'in' ? '车库进口' : '车库出口'
    const made = await addLane(system(), { estateId, gateId: gate.id, name, direction, carries: 'vehicle' })
    lanes[direction] = made.lanes.find(l => l.name === name)?.id ?? ''
    await setLane(system(), {
      estateId,
      laneId: lanes[direction],
      temporary: 'hold',
      leaving: 'right',
      passback: 'mark',
      version: 0,
    })
  }
  const cameras = {
    in: (
      await addDevice(system(), {
        estateId,
        name: '车库进口相机',
        maker: 'vzenith',
        laneId: lanes.in,
        direction: 'in',
      })
    ).device.id,
    out: (
      await addDevice(system(), {
        estateId,
        name: '车库出口相机',
        maker: 'huaxia',
        laneId: lanes.out,
        direction: 'out',
      })
    ).device.id,
  }
  const plates = await rights(w, estateId)
  await listed(w, place)
  const past = await loadLanePast(
    { ...w, r: random('anju:lane-past') },
    { estateId, gateId: gate.id, lanes, plates },
  )
  return past + (await aDay(w, estateId, lanes, cameras, plates))
}

function aPlate(w: World): string {
  return `黑N${Array.from({ length: 5 }, (_, i) => (i === 1 ? LETTERS[w.r.int(0, 23)] : String(w.r.int(0, 9)))).join('')}`
}

async function rights(w: World, estateId: string): Promise<string[]> {
  const plates: string[] = []
  await w.house.db.transaction().execute(async tx => {
    const ctx = makeCtx(w.house, { actor: w.town, now: w.now.subtract({ hours: 24 * 20 }) }, tx)
    for (let i = 0; i < CARS; i++) {
      const plate = aPlate(w)
      plates.push(plate)
      await setRight(ctx, {
        estateId,
        kind: i % 3 === 0 ? 'owner' : 'monthly',
        plate,
        from: ctx.now,
        until: w.now.add({ hours: 24 * (20 + i) }),
        source: 'operator',
        sourceId: newId(),
        note: '演示',
      })
    }
  })
  return plates
}

async function listed(
  w: World,
  { estateId, crew }: { estateId: string; crew: Record<string, Crew> },
): Promise<void> {
  const guard = crew['ah.baoan1']?.actor ?? w.town
  const manager = crew['ah.jingli']?.actor ?? w.town
  const fire = await addPlate(ctxOf(w, guard), {
    estateId,
    kind: 'special',
    service: 'fire',
    plate: '黑N0119应急',
    reason: '辖区消防救援站车辆',
  })
  await decidePlate(ctxOf(w, manager), { estateId, id: fire.id, approve: true })
  await addPlate(ctxOf(w, guard), {
    estateId,
    kind: 'barred',
    plate: '黑N8K327',
    reason: '本月两次冲卡，已报警备案',
    until: w.now.add({ hours: 24 * 30 }).toString(),
  })
}

/** Cars of the last hours, as their cameras would have told them; times are the simulation's. */
async function aDay(
  w: World,
  estateId: string,
  lanes: Record<'in' | 'out', string>,
  cameras: Record<'in' | 'out', string>,
  plates: readonly string[],
): Promise<number> {
  const world = worldOf(w.house)
  await world.look()
  const device = {
    in: await world.deviceById(estateId, cameras.in),
    out: await world.deviceById(estateId, cameras.out),
  }
  const cars = Array.from({ length: 80 }, (_, i) => {
    const stranger = w.r.int(0, 9) < 2
    const known = plates[w.r.int(0, plates.length - 1)] ?? ''
    const plate = i === 41 ? '_无_' : stranger ? aPlate(w) : known
    return {
      way: i % 2 === 0 ? ('in' as const) : ('out' as const),
      plate,
      confidence: i === 33 ? 47 : 90 + w.r.int(0, 9),
      i,
    }
  })
  await Promise.all(
    cars.map(async car => {
      const camera = device[car.way]
      if (camera) await take(w.house, camera, lanes[car.way], shotOf(car))
    }),
  )
  return cars.length
}

/** What a camera says of one car; its clock says nothing here, so that no event looks late. */
function shotOf(car: { plate: string; confidence: number; i: number }): PlateReading {
  return {
    kind: 'plate',
    record: `demo-${car.i}`,
    raw: car.plate,
    colour: 'blue',
    confidence: car.confidence,
    vehicle: 'car',
    direction: null,
    deviceMs: null,
    replay: false,
    openedByDevice: false,
    fake: false,
    serial: null,
    name: null,
    pictures: [],
  }
}
