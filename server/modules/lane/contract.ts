/** Lanes as their people see them: events, held cars, commands, devices, lists, the simulator. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { SealedRecord } from '../gate/contract-sealed.ts'
import { cardEndpoints } from './contract-card.ts'
import { deviceEndpoints } from './contract-device.ts'
import { doorApi } from './contract-door.ts'
import { listEndpoints } from './contract-list.ts'
import { decisionCodes, rightKinds, vehicleKinds } from './contract-words.ts'

const Estate = z.object({ estateId: z.uuid() })
const P = '/api/estates/:estateId' as const

const Say = z.object({ zh: z.string(), en: z.string() })
export const Outcome = z.enum(['open', 'hold', 'refuse', 'note'])
export const Code = z.enum(decisionCodes)
const Direction = z.enum(['in', 'out'])

export const LaneEvent = z.object({
  id: z.uuid(),
  at: z.string(),
  deviceAt: z.string().nullable(),
  laneId: z.uuid(),
  lane: z.string(),
  gateId: z.uuid(),
  direction: Direction,
  subject: z.enum(['vehicle', 'card']),
  /** whole for who works at the lane, masked for others; empty when none was read */
  plate: z.string(),
  /** what the camera wrote, where that differs */
  read: z.string().nullable(),
  plateKind: z.string().nullable(),
  plateColour: z.string().nullable(),
  vehicle: z.enum(vehicleKinds),
  confidence: z.int().nullable(),
  outcome: Outcome,
  code: Code,
  say: Say,
  rightKind: z.enum(rightKinds).nullable(),
  rightId: z.uuid().nullable(),
  /** plates it may be a misread of; the guard chooses */
  near: z.array(z.string()),
  marks: z.array(z.string()),
  frames: z.int(),
  replay: z.boolean(),
  manual: z.boolean(),
  letThrough: z.boolean(),
  openedBy: z.enum(['decision', 'device', 'hand']).nullable(),
  pictureId: z.uuid().nullable(),
  settled: z.object({ at: z.string(), by: z.string(), as: z.string() }).nullable(),
  note: z.string().nullable(),
  offence: z.string().nullable(),
})

export const Command = z.object({
  id: z.uuid(),
  laneId: z.uuid(),
  act: z.enum(['open', 'close']),
  state: z.enum(['queued', 'sent', 'accepted', 'failed']),
  /** the barrier's own sensor; null: nothing says where it stands */
  position: z.enum(['opened', 'closed', 'no_signal']).nullable(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  answer: z.string().nullable(),
})

const LaneNow = z.object({
  id: z.uuid(),
  name: z.string(),
  gateId: z.uuid(),
  gate: z.string(),
  gateState: z.enum(['open', 'guarded', 'closed']),
  direction: z.enum(['in', 'out', 'both']),
  /** a device here can move the barrier */
  barrier: z.boolean(),
  /** live devices, and how many were heard within two minutes */
  devices: z.int(),
  heard: z.int(),
  latest: LaneEvent.nullable(),
  command: Command.nullable(),
})

const reason = z.string().trim().min(2).max(200)
const plate = z.string().trim().max(16)

/** S3-81: what went wrong at entry or exit. */
export const offences = ['tailgate', 'wrong_way', 'forced', 'blocked_lane', 'other'] as const

const byHand = {
  direction: Direction,
  plate: plate.default(''),
  vehicle: z.enum(vehicleKinds).default('car'),
  free: z.boolean().default(false),
  reason,
  /** what it looks like, where it has no plate */
  note: z.string().trim().max(200).optional(),
}

/** What a booth seals without network: the vehicle, when it went by its own clock, and whose record it is. */
export const SealedVehicle = z.object({
  ...byHand,
  laneId: z.uuid(),
  deviceAt: z.iso.datetime({ offset: true }),
  maker: z.string().max(300).optional(),
})

const passing = endpoints({
  [`GET ${P}/lanes/now` as const]: {
    permission: 'lane.operate',
    summary: 'The vehicle lanes with their latest event, last command and the cars that wait for the guard',
    params: Estate,
    response: z.object({
      lanes: z.array(LaneNow),
      held: z.array(LaneEvent),
      /** what a booth seals to while it has no network, and the reader's own mark for it (SX-14) */
      sealTo: z.object({ kid: z.string(), publicKey: z.string() }),
      maker: z.string(),
    }),
  },
  [`GET ${P}/lane-events` as const]: {
    permission: 'lane.read',
    summary: 'The decision log: every vehicle with what was decided and why',
    params: Estate,
    query: z.object({
      laneId: z.uuid().optional(),
      outcome: Outcome.optional(),
      code: Code.optional(),
      direction: Direction.optional(),
      plate: z.string().max(16).optional(),
      rightKind: z.enum(rightKinds).optional(),
      replay: z.enum(['yes', 'no']).optional(),
      subject: z.enum(['vehicle', 'card']).optional(),
      /** local days, both inclusive */
      from: z.iso.date().optional(),
      until: z.iso.date().optional(),
      sort: z.enum(['at', '-at']).default('-at'),
      offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(LaneEvent), total: z.int() }),
  },
  [`GET ${P}/lane-events/:id` as const]: {
    permission: 'lane.read',
    summary: 'One event of a lane',
    params: Estate.extend({ id: z.uuid() }),
    response: LaneEvent,
  },
  [`POST ${P}/lane-events/:id/settle` as const]: {
    permission: 'lane.operate',
    summary:
      'The guard deals with a held car: opens (with the right plate), lets out free of charge, or sends it away',
    params: Estate.extend({ id: z.uuid() }),
    body: z.object({
      act: z.enum(['open', 'free', 'dismiss']),
      /** what the guard sees on the car, where the camera read something else */
      plate: plate.optional(),
      reason,
      photoId: z.uuid().optional(),
      clientId: z.string().optional(),
    }),
    response: z.object({ event: LaneEvent, commandId: z.uuid().nullable() }),
    idempotent: true,
  },
  [`POST ${P}/lane-events/:id/offence` as const]: {
    permission: 'lane.operate',
    summary: 'Mark what went wrong at entry or exit: tailgating, wrong way, forced passage (S3-81)',
    params: Estate.extend({ id: z.uuid() }),
    body: z.object({ offence: z.enum(offences), note: z.string().trim().max(200).optional() }),
    response: LaneEvent,
  },
  [`POST ${P}/lanes/:laneId/pass` as const]: {
    permission: 'lane.operate',
    summary: 'Let a vehicle through by hand, also one without a plate, with the reason',
    params: Estate.extend({ laneId: z.uuid() }),
    body: z.object({
      ...byHand,
      photoId: z.uuid().optional(),
      /** false: only recorded, the barrier was moved otherwise */
      barrier: z.boolean().default(true),
      clientId: z.string().optional(),
    }),
    response: z.object({ event: LaneEvent, commandId: z.uuid().nullable() }),
    idempotent: true,
  },
  [`POST ${P}/lanes/late` as const]: {
    permission: 'lane.operate',
    summary:
      'Enter a vehicle that was let through without network, sealed at the booth: once, at its own time, as its maker’s',
    params: Estate,
    body: z.object({
      clientId: z.string().regex(/^[0-9a-zA-Z_-]{8,64}$/),
      sealed: SealedRecord,
    }),
    response: z.object({ eventId: z.uuid() }),
    idempotent: 'own',
  },
  [`POST ${P}/lanes/:laneId/command` as const]: {
    permission: 'lane.operate',
    summary: 'Move a barrier without a vehicle (test, maintenance, emergency), with the reason',
    params: Estate.extend({ laneId: z.uuid() }),
    body: z.object({ act: z.enum(['open', 'close']), reason, clientId: z.string().optional() }),
    response: z.object({ commandId: z.uuid() }),
    idempotent: true,
  },
  [`GET ${P}/lane-commands` as const]: {
    permission: 'lane.operate',
    summary: 'The newest barrier commands and how far each got',
    params: Estate,
    response: z.object({ items: z.array(Command) }),
  },
  [`POST ${P}/lanes/:laneId/simulate` as const]: {
    permission: 'lane.read',
    summary: 'What would happen if this plate came now, and why; nothing is stored and nothing moves',
    params: Estate.extend({ laneId: z.uuid() }),
    body: z.object({
      plate: z.string().trim().max(24),
      confidence: z.coerce.number().int().min(0).max(100).default(95),
      direction: Direction.optional(),
      at: z.iso.datetime({ offset: true }).optional(),
    }),
    response: z.object({
      plate: z.string(),
      plateKind: z.string(),
      outcome: Outcome,
      code: Code,
      say: Say,
      near: z.array(z.string()),
      marks: z.array(z.string()),
      steps: z.array(Say.extend({ fired: z.boolean() })),
    }),
    unaudited: 'it reads only',
  },
})

export const laneApi = { ...passing, ...deviceEndpoints, ...listEndpoints, ...cardEndpoints, ...doorApi }
