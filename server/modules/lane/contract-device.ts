/** Devices and the lanes they are bound to. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { makers } from './contract-words.ts'

const Estate = z.object({ estateId: z.uuid() })
const One = Estate.extend({ id: z.uuid() })
const P = '/api/estates/:estateId' as const

const Side = z.enum(['in', 'out', 'told'])
const host = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9.-]{1,100}(:\d{1,5})?$/,
    '只写地址和端口，如 192.168.1.64 或 192.168.1.64:8000 | Address and port only, as 192.168.1.64 or 192.168.1.64:8000',
  )

export const LaneDevice = z.object({
  id: z.uuid(),
  name: z.string(),
  maker: z.enum(makers),
  laneId: z.uuid().nullable(),
  lane: z.string().nullable(),
  direction: Side,
  host: z.string().nullable(),
  hasLogin: z.boolean(),
  channel: z.int(),
  /** how its barrier is moved */
  way: z.enum(['answer', 'digest', 'agent', 'none']),
  /** why it takes no white list: none of its maker's, no login, or its agent stands in; null: it takes one */
  noList: z.enum(['maker', 'login', 'agent']).nullable(),
  /** nothing is sent to it any more after two wrong passwords; a new password starts it again */
  stopped: z.boolean(),
  health: z.object({
    /** heard within two minutes */
    alive: z.boolean(),
    seenAt: z.string().nullable(),
    beatAt: z.string().nullable(),
    eventAt: z.string().nullable(),
    driftMs: z.number().nullable(),
    backlog: z.int().nullable(),
    events: z.int(),
    replays: z.int(),
    malformed: z.int(),
    address: z.string().nullable(),
    serial: z.string().nullable(),
    /** milliseconds from message to stored decision (S4-19) */
    p50Ms: z.number().nullable(),
    p99Ms: z.number().nullable(),
  }),
  list: z
    .object({
      state: z.string(),
      plates: z.int(),
      at: z.string().nullable(),
      confirmedAt: z.string().nullable(),
    })
    .nullable(),
  version: z.int(),
})

export const LaneSettings = z.object({
  id: z.uuid(),
  name: z.string(),
  gate: z.string(),
  direction: z.enum(['in', 'out', 'both']),
  carries: z.enum(['person', 'vehicle', 'both']),
  temporary: z.enum(['open', 'hold', 'refuse']),
  leaving: z.enum(['right', 'free']),
  passback: z.enum(['off', 'mark', 'hold']),
  say: z.record(z.string(), z.string()),
  board: z.object({ charset: z.enum(['gbk', 'utf8']), before: z.string(), after: z.string() }).nullable(),
  version: z.int(),
})

const Stray = z.object({
  id: z.uuid(),
  maker: z.string(),
  serial: z.string().nullable(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  knocks: z.int(),
  firstAt: z.string(),
  lastAt: z.string(),
})

/** Shown once: only its hash is kept. */
const Secret = z.object({
  key: z.string(),
  /** the address below the house's own */
  path: z.string(),
  /** for makers with fixed addresses */
  deviceNumber: z.string(),
})

const hex = z
  .string()
  .trim()
  .regex(/^([0-9a-fA-F]{2}){0,60}$/, '十六进制，如 00C8FFFF | Hexadecimal, as 00C8FFFF')
const name = z.string().trim().min(1).max(40)
const login = {
  host: host.optional(),
  user: z.string().trim().max(60).optional(),
  password: z.string().max(100).optional(),
}

export const deviceEndpoints = endpoints({
  [`GET ${P}/lane-devices` as const]: {
    permission: 'lane.read',
    summary:
      'Devices with lane, health and list, the lanes’ settings, and devices that knock without a place',
    params: Estate,
    response: z.object({
      items: z.array(LaneDevice),
      total: z.int(),
      lanes: z.array(LaneSettings),
      strays: z.array(Stray),
    }),
  },
  [`GET ${P}/lane-devices/:id` as const]: {
    permission: 'lane.read',
    summary: 'One device',
    params: One,
    response: LaneDevice,
  },
  [`POST ${P}/lane-devices` as const]: {
    permission: 'device.manage',
    summary: 'Add a device to a lane; answers its secret address, once',
    params: Estate,
    body: z.object({
      name,
      maker: z.enum(makers),
      laneId: z.uuid(),
      direction: Side,
      channel: z.int().min(1).max(64).default(1),
      ...login,
    }),
    response: z.object({ device: LaneDevice, secret: Secret }),
    idempotent: true,
  },
  [`PUT ${P}/lane-devices/:id` as const]: {
    permission: 'device.manage',
    summary: 'Name, lane, side and login of a device; a new password lifts the stop after wrong ones',
    params: One,
    body: z.object({
      name,
      laneId: z.uuid(),
      direction: Side,
      channel: z.int().min(1).max(64),
      ...login,
      version: z.int(),
    }),
    response: LaneDevice,
  },
  [`POST ${P}/lane-devices/:id/key` as const]: {
    permission: 'device.manage',
    summary: 'A new secret address; the old one stops at once',
    params: One,
    response: z.object({ device: LaneDevice, secret: Secret }),
  },
  [`POST ${P}/lane-devices/:id/revoke` as const]: {
    permission: 'device.manage',
    summary: 'Take a device out of use; its address stops at once',
    params: One,
    body: z.object({ reason: z.string().trim().min(2).max(200) }),
    response: LaneDevice,
  },
  [`POST ${P}/lane-devices/:id/list` as const]: {
    permission: 'device.manage',
    summary: 'Give the camera its white list for the time without us; it goes with the next heartbeats',
    params: One,
    response: LaneDevice,
  },
  [`POST ${P}/lane-strays/:id/adopt` as const]: {
    permission: 'device.manage',
    summary: 'Give a device that knocks a place; it works on with the address it has',
    params: One,
    body: z.object({ name, maker: z.enum(makers), laneId: z.uuid(), direction: Side }),
    response: LaneDevice,
    idempotent: true,
  },
  [`POST ${P}/lane-strays/:id/drop` as const]: {
    permission: 'device.manage',
    summary: 'Not ours: it is not shown again',
    params: One,
    response: z.object({ id: z.uuid() }),
  },
  [`PUT ${P}/lanes/:laneId/setting` as const]: {
    permission: 'device.manage',
    summary: 'What a lane does with cars without a right, anti-passback, its board and sentences',
    params: Estate.extend({ laneId: z.uuid() }),
    body: z.object({
      temporary: z.enum(['open', 'hold', 'refuse']),
      leaving: z.enum(['right', 'free']),
      passback: z.enum(['off', 'mark', 'hold']),
      say: z.record(z.string().max(40), z.string().trim().max(60)).default({}),
      board: z
        .object({ charset: z.enum(['gbk', 'utf8']), before: hex, after: hex })
        .nullable()
        .default(null),
      version: z.int(),
    }),
    response: LaneSettings,
  },
})
