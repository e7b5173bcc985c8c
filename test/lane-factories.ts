/** Lanes, devices and makers' messages for the lane's tests; the examples' values are invented. */
import type { Instant } from '../server/core/clock.ts'
import { newId } from '../server/core/ids.ts'
import type { JobDef } from '../server/core/jobs.ts'
import { addGate, addLane } from '../server/modules/gate/service-gate.ts'
import { hashOf, newKey, pathOf } from '../server/modules/lane/address.ts'
import type { Maker } from '../server/modules/lane/makers.ts'
import { VEHICLE_PASSED, VehiclePassed } from '../server/modules/lane/news.ts'
import { type NewRight, setRight } from '../server/modules/lane/rights.ts'
import { insertDevice } from '../server/modules/lane/store-device.ts'
import { worldOf } from '../server/modules/lane/world.ts'
import { anEstate } from './factories.ts'
import { system, type TestHouse } from './harness.ts'

/** What these need of a house: a test's own, or one that stands beside a running program on its database. */
export type LaneHouse = Pick<TestHouse, 'house' | 'pool' | 'ctx'> & { clock: { now(): Instant } }

export interface Device {
  id: string
  key: string
  url: string
}

export interface Lanes {
  estateId: string
  gateId: string
  inLane: string
  outLane: string
  /** Vzenith cameras of the two lanes */
  in: Device
  out: Device
}

/** A device bound to a lane, as the console adds it. */
export async function aDevice(
  t: LaneHouse,
  estateId: string,
  laneId: string,
  direction: 'in' | 'out' | 'told',
  maker: Maker = 'vzenith',
  more: { host?: string; login?: { user: string; password: string }; way?: string } = {},
): Promise<Device> {
  const id = newId<'lane_device'>()
  const key = newKey()
  const cipher = await t.ctx(system).cipher(estateId)
  await insertDevice(t.house.db, estateId, {
    id,
    laneId,
    name: `${maker}-${id.slice(-4)}`,
    maker,
    direction,
    keyHash: hashOf(key),
    serial: null,
    host: more.host ?? null,
    login: more.login ? cipher.seal('device', JSON.stringify(more.login)) : null,
    channel: 1,
    way: more.way ?? (['vzenith', 'huaxia', 'plain'].includes(maker) ? 'answer' : 'digest'),
    by: 'test',
    at: t.clock.now(),
  })
  await worldOf(t.house).refreshDevices(estateId)
  return { id, key, url: pathOf(estateId, key) }
}

/** An estate whose vehicle gate has a lane in and a lane out, each with a camera; temporary cars may come in. */
export async function someLanes(
  t: TestHouse,
  temporary: 'open' | 'hold' | 'refuse' = 'open',
): Promise<Lanes> {
  return lanesOf(t, (await anEstate(t)).id, temporary)
}

/** The same for an estate that is there. */
export async function lanesOf(
  t: LaneHouse,
  estateId: string,
  temporary: 'open' | 'hold' | 'refuse',
): Promise<Lanes> {
  const gate = await addGate(t.ctx(system), { estateId, name: '东门', kind: 'vehicle' })
  const lane = async (name: string, direction: 'in' | 'out') => {
    const made = await addLane(t.ctx(system), {
      estateId,
      gateId: gate.id,
      name,
      direction,
      carries: 'vehicle',
    })
    const found = made.lanes.find(l => l.name === name)
    if (!found) throw new Error(`no lane ${name}`)
    return found.id
  }
  const inLane = await lane('东门进口', 'in')
  const outLane = await lane('东门出口', 'out')
  await t.pool.query(
    `INSERT INTO lane_setting (estate_id, lane_id, temporary, changed_by, changed_at) VALUES ($1, $2, $4, 'test', now()), ($1, $3, $4, 'test', now())`,
    [estateId, inLane, outLane, temporary],
  )
  return {
    estateId,
    gateId: gate.id,
    inLane,
    outLane,
    in: await aDevice(t, estateId, inLane, 'in'),
    out: await aDevice(t, estateId, outLane, 'out'),
  }
}

/** A right, as parking writes it. */
export async function aRight(
  t: LaneHouse,
  estateId: string,
  more: Partial<NewRight> & { plate: string },
): Promise<string> {
  return setRight(t.ctx(system), {
    estateId,
    kind: 'owner',
    from: t.clock.now().subtract({ hours: 1 }),
    source: 'permit',
    sourceId: newId(),
    ...more,
  })
}

let records = 0

/** A JPEG as far as anybody looks: its first bytes. */
export const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2000, 7)])

export interface Shot {
  plate: string
  confidence?: number
  record?: number
  /** the camera's clock, milliseconds */
  at?: number
  offline?: boolean
  picture?: boolean
  more?: object
}

/** A plate event as Vzenith cameras push it. */
export function vzenith(t: Pick<LaneHouse, 'clock'>, s: Shot): object {
  const at = s.at ?? t.clock.now().epochMilliseconds
  return {
    AlarmInfoPlate: {
      channel: 0,
      deviceName: '东门进口',
      ipaddr: '192.168.1.100',
      serialno: 'eff50e18-e3d3862b',
      result: {
        PlateResult: {
          license: s.plate,
          colorType: 5,
          type: 19,
          confidence: s.confidence ?? 96,
          direction: 4,
          triggerType: 8,
          plateid: s.record ?? ++records,
          isoffline: s.offline ? 1 : 0,
          timeStamp: { Timeval: { sec: Math.floor(at / 1000), usec: (at % 1000) * 1000 } },
          ...(s.picture ? { imageFile: jpeg.toString('base64'), imageFileLen: jpeg.length } : {}),
          ...s.more,
        },
      },
    },
  }
}

/** Sends bytes to a device's address, as the device does: no cookie, no header of ours. */
export function push(t: TestHouse, url: string, body: Buffer | string | object, type = 'application/json') {
  const payload = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body)
  return t.app.inject({ method: 'POST', url, headers: { 'content-type': type }, payload })
}

/** Sends a Vzenith plate event and answers what the camera reads in the answer's `info`. */
export async function shoot(t: TestHouse, device: Device, s: Shot): Promise<'ok' | 'no'> {
  const answer = await push(t, device.url, vzenith(t, s))
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`)
  return answer.json().Response_AlarmInfoPlate.info
}

/** Puts a listener where the room parking will stand, and answers what it heard. */
export function hearNews(t: TestHouse): VehiclePassedHeard {
  const heard: VehiclePassedHeard = []
  const def: JobDef = {
    payload: VehiclePassed,
    run: async (_ctx, payload) => {
      heard.push(VehiclePassed.parse(payload))
    },
  }
  t.house.jobs.jobs.set(VEHICLE_PASSED, def)
  return heard
}

type VehiclePassedHeard = ReturnType<typeof VehiclePassed.parse>[]

export interface EventRow {
  id: string
  outcome: string
  code: string
  let_through: boolean
  replay: boolean
  frames: number
  marks: string[]
  picture_id: string | null
  device_at: string | null
  settled_as: string | null
  right_kind: string | null
}

/** An estate's events, oldest first. */
export async function eventsOf(t: TestHouse, estateId: string): Promise<EventRow[]> {
  const found = await t.pool.query<EventRow>(
    'SELECT * FROM lane_event WHERE estate_id = $1 ORDER BY at, id',
    [estateId],
  )
  return found.rows
}
