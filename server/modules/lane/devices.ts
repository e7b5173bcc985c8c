/** Devices and lanes as the administrator keeps them. */
import type { z } from 'zod'
import { reachSystem } from '../../core/access.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL, newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { raiseRightsVersion } from '../estate/store.ts'
import { deviceNumber, hashOf, newKey, pathOf } from './address.ts'
import { laneApi } from './contract.ts'
import type { LaneDevice, LaneSettings } from './contract-device.ts'
import { laneFail } from './errors.ts'
import { healthOf } from './health.ts'
import { SILENT } from './log.ts'
import { type Maker, makerLines } from './makers.ts'
import { noList } from './pushing.ts'
import * as store from './store-device.ts'
import { type LaneRow, lanesNow } from './store-world.ts'
import { worldOf } from './world.ts'

const P = '/api/estates/:estateId' as const
const by = (ctx: Ctx) => ('id' in ctx.actor ? ctx.actor.id : ctx.actor.kind)
function presentDevice(
  d: store.DeviceFull,
  lanes: ReadonlyMap<string, string>,
  now: Ctx['now'],
): z.input<typeof LaneDevice> {
  const alive = now.subtract(SILENT).epochMilliseconds
  return {
    id: d.id,
    name: d.name,
    maker: d.maker as Maker,
    laneId: d.lane_id,
    lane: d.lane_id === null ? null : (lanes.get(d.lane_id) ?? null),
    direction: d.direction,
    host: d.host,
    hasLogin: d.has_login,
    channel: d.channel,
    way: d.way,
    noList: noList(d),
    stopped: d.stopped_at !== null,
    health: {
      alive: d.seen_at !== null && d.seen_at.epochMilliseconds >= alive,
      seenAt: d.seen_at?.toString() ?? null,
      beatAt: d.beat_at?.toString() ?? null,
      eventAt: d.event_at?.toString() ?? null,
      driftMs: d.drift_ms,
      backlog: d.backlog,
      events: d.events ?? 0,
      replays: d.replays ?? 0,
      malformed: d.malformed ?? 0,
      address: d.address,
      serial: d.heard_serial ?? d.serial,
      p50Ms: d.p50_ms,
      p99Ms: d.p99_ms,
    },
    list: d.push_state
      ? {
          state: d.push_state,
          plates: d.push_plates ?? 0,
          at: d.push_at?.toString() ?? null,
          confirmedAt: d.push_confirmed_at?.toString() ?? null,
        }
      : null,
    version: d.version,
  }
}

function presentLane(l: LaneRow): z.input<typeof LaneSettings> {
  return {
    id: l.id,
    name: l.name,
    gate: l.gate_name,
    direction: l.direction,
    carries: l.carries,
    temporary: l.temporary,
    leaving: l.leaving,
    passback: l.passback,
    say: l.texts.say ?? {},
    board: l.texts.board ?? null,
    version: l.version,
  }
}

/** Devices that name no estate are shown to who looks after the whole house. */
function straysOf(ctx: Ctx, estateId: string): string[] {
  try {
    reachSystem(ctx.actor, 'device.manage')
    return [estateId, NIL]
  } catch (error) {
    if (error instanceof AppError) return [estateId]
    throw error
  }
}

export const listDevices = query(
  'lane.devices',
  laneApi[`GET ${P}/lane-devices`],
  async (ctx, { estateId }) => {
    // what this process heard in the last seconds is shown too
    await healthOf(ctx.house).save()
    const lanes = await lanesNow(ctx.db, [estateId])
    const names = new Map(lanes.map(l => [l.id, l.name]))
    const items = (await store.devices(ctx.db, estateId)).map(d => presentDevice(d, names, ctx.now))
    const strays = await store.strays(ctx.db, straysOf(ctx, estateId))
    return {
      items,
      total: items.length,
      lanes: lanes.map(presentLane).sort((a, b) => a.name.localeCompare(b.name, 'zh')),
      strays: strays.map(s => ({
        id: s.id,
        maker: s.maker,
        serial: s.serial,
        name: s.name,
        address: s.address,
        knocks: s.knocks,
        firstAt: s.first_at.toString(),
        lastAt: s.last_at.toString(),
      })),
    }
  },
)

/** @throws core.not_found */
export async function deviceOf(ctx: Ctx, estateId: string, id: string) {
  const [found] = await store.devices(ctx.db, estateId, id)
  if (found === undefined) throw fail('core.not_found')
  const lanes = new Map((await lanesNow(ctx.db, [estateId])).map(l => [l.id, l.name]))
  return presentDevice(found, lanes, ctx.now)
}

export const oneDevice = query('lane.device', laneApi[`GET ${P}/lane-devices/:id`], (ctx, input) =>
  deviceOf(ctx, input.estateId, input.id),
)

/** How a maker's barrier is moved; a device that must be asked and has no login moves none. */
function wayOf(maker: Maker, hasLogin: boolean): store.DeviceFull['way'] {
  if (maker === 'agent') return 'agent'
  if (makerLines[maker].opensByAnswer) return 'answer'
  return hasLogin ? 'digest' : 'none'
}

async function laneThere(ctx: Ctx, estateId: string, laneId: string): Promise<void> {
  if (!(await lanesNow(ctx.db, [estateId])).some(l => l.id === laneId)) throw fail('core.not_found')
}

async function changed(
  ctx: Ctx,
  estateId: string,
  action: string,
  id: string,
  more: { after?: object; reason?: string } = {},
): Promise<void> {
  await ctx.audit({ action, subject: 'lane_device', subjectId: id, ...more }, estateId)
  // other processes look at their devices again
  await raiseRightsVersion(ctx.db, estateId)
  ctx.afterCommit(() => worldOf(ctx.house).refreshDevices(estateId))
}

const named = (error: unknown, name: string) =>
  isUniqueViolation(error) ? laneFail('lane.device_there', { params: { name } }) : error

async function sealLogin(
  ctx: Ctx,
  estateId: string,
  input: { user?: string | undefined; password?: string | undefined },
): Promise<Buffer | undefined> {
  if (!input.user || !input.password) return undefined
  return (await ctx.cipher(estateId)).seal(
    'device',
    JSON.stringify({ user: input.user, password: input.password }),
  )
}

export const addDevice = verb('lane.add_device', laneApi[`POST ${P}/lane-devices`], async (ctx, input) => {
  const { estateId } = input
  await laneThere(ctx, estateId, input.laneId)
  const id = newId<'lane_device'>(ctx.now.epochMilliseconds)
  const key = newKey()
  const login = await sealLogin(ctx, estateId, input)
  await store
    .insertDevice(ctx.db, estateId, {
      id,
      laneId: input.laneId,
      name: input.name,
      maker: input.maker,
      direction: input.direction,
      keyHash: hashOf(key),
      serial: null,
      host: input.host ?? null,
      login: login ?? null,
      channel: input.channel,
      way: wayOf(input.maker, login !== undefined && input.host !== undefined),
      by: by(ctx),
      at: ctx.now,
    })
    .catch(error => {
      throw named(error, input.name)
    })
  await changed(ctx, estateId, 'lane.device_add', id, {
    after: { name: input.name, maker: input.maker, laneId: input.laneId },
  })
  return { device: await deviceOf(ctx, estateId, id), secret: secretOf(estateId, key) }
})

function secretOf(estateId: string, key: string) {
  return { key, path: pathOf(estateId, key), deviceNumber: deviceNumber(estateId, key) }
}

export const changeDevice = verb(
  'lane.change_device',
  laneApi[`PUT ${P}/lane-devices/:id`],
  async (ctx, input) => {
    const { estateId, id } = input
    await laneThere(ctx, estateId, input.laneId)
    const before = await deviceOf(ctx, estateId, id)
    const login = await sealLogin(ctx, estateId, input)
    const done = await store
      .changeDevice(ctx.db, estateId, id, {
        laneId: input.laneId,
        name: input.name,
        direction: input.direction,
        host: input.host ?? null,
        ...(login ? { login } : {}),
        channel: input.channel,
        way: wayOf(before.maker, (login !== undefined || before.hasLogin) && input.host !== undefined),
        version: input.version,
      })
      .catch(error => {
        throw named(error, input.name)
      })
    if (!done) throw fail('core.stale')
    await changed(ctx, estateId, 'lane.device_change', id, {
      after: { name: input.name, laneId: input.laneId, host: input.host ?? null, login: login !== undefined },
    })
    return deviceOf(ctx, estateId, id)
  },
)

export const newAddress = verb(
  'lane.device_key',
  laneApi[`POST ${P}/lane-devices/:id/key`],
  async (ctx, input) => {
    const key = newKey()
    await deviceOf(ctx, input.estateId, input.id)
    if (!(await store.setKey(ctx.db, input.estateId, input.id, hashOf(key))))
      throw laneFail('lane.device_over')
    await changed(ctx, input.estateId, 'lane.device_key', input.id)
    return { device: await deviceOf(ctx, input.estateId, input.id), secret: secretOf(input.estateId, key) }
  },
)

export const revokeDevice = verb(
  'lane.device_revoke',
  laneApi[`POST ${P}/lane-devices/:id/revoke`],
  async (ctx, input) => {
    await deviceOf(ctx, input.estateId, input.id)
    if (!(await store.revokeDevice(ctx.db, input.estateId, input.id, by(ctx), ctx.now)))
      throw laneFail('lane.device_over')
    await changed(ctx, input.estateId, 'lane.device_revoke', input.id, { reason: input.reason })
    return deviceOf(ctx, input.estateId, input.id)
  },
)

async function strayOf(ctx: Ctx, estateId: string, id: string): Promise<store.StrayRow> {
  const [found] = await store.strays(ctx.db, straysOf(ctx, estateId), id)
  if (found === undefined) throw fail('core.not_found')
  return found
}

/** The device works on with the address it has: its hash was kept when it knocked. */
export const adoptStray = verb(
  'lane.adopt',
  laneApi[`POST ${P}/lane-strays/:id/adopt`],
  async (ctx, input) => {
    const { estateId } = input
    const stray = await strayOf(ctx, estateId, input.id)
    await laneThere(ctx, estateId, input.laneId)
    const id = newId<'lane_device'>(ctx.now.epochMilliseconds)
    await store
      .insertDevice(ctx.db, estateId, {
        id,
        laneId: input.laneId,
        name: input.name,
        maker: input.maker,
        direction: input.direction,
        keyHash: Buffer.from(stray.face, 'hex'),
        serial: stray.serial,
        host: null,
        login: null,
        channel: 1,
        way: wayOf(input.maker, false),
        by: by(ctx),
        at: ctx.now,
      })
      .catch(error => {
        throw named(error, input.name)
      })
    await store.deleteStray(ctx.db, stray.estate_id, stray.id)
    await changed(ctx, estateId, 'lane.device_adopt', id, {
      after: { name: input.name, serial: stray.serial, laneId: input.laneId },
    })
    return deviceOf(ctx, estateId, id)
  },
)

export const dropStray = verb(
  'lane.drop_stray',
  laneApi[`POST ${P}/lane-strays/:id/drop`],
  async (ctx, input) => {
    const stray = await strayOf(ctx, input.estateId, input.id)
    await store.dropStray(ctx.db, stray.estate_id, stray.id, ctx.now)
    await ctx.audit(
      {
        action: 'lane.stray_drop',
        subject: 'lane_stray',
        subjectId: stray.id,
        before: { serial: stray.serial, address: stray.address },
      },
      input.estateId,
    )
    return { id: stray.id }
  },
)

export const setLane = verb(
  'lane.set_lane',
  laneApi[`PUT ${P}/lanes/:laneId/setting`],
  async (ctx, input) => {
    const { estateId, laneId } = input
    const before = (await lanesNow(ctx.db, [estateId])).find(l => l.id === laneId)
    if (before === undefined) throw fail('core.not_found')
    const say = Object.fromEntries(Object.entries(input.say).filter(([, text]) => text !== ''))
    const setting = { temporary: input.temporary, leaving: input.leaving, passback: input.passback }
    const done = await store.setLane(ctx.db, estateId, laneId, {
      ...setting,
      texts: { say, ...(input.board ? { board: input.board } : {}) },
      version: input.version,
      by: by(ctx),
      at: ctx.now,
    })
    if (!done) throw fail('core.stale')
    const { temporary, leaving, passback } = before
    await ctx.audit(
      {
        action: 'lane.setting',
        subject: 'lane',
        subjectId: laneId,
        before: { temporary, leaving, passback },
        after: setting,
      },
      estateId,
    )
    await raiseRightsVersion(ctx.db, estateId)
    const now = (await lanesNow(ctx.db, [estateId])).find(l => l.id === laneId)
    return presentLane(now ?? before)
  },
)
