/** Registration in both directions, the offline terminal, who is inside, incidents. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Direction } from './contract-direction.ts'
import { SealedRecord } from './contract-sealed.ts'
import { Site, Snapshot } from './contract-site.ts'

const Estate = z.object({ estateId: z.uuid() })
const line = (max: number) => z.string().trim().min(1).max(max)

export { Direction } from './contract-direction.ts'

/** Why somebody was not let through; the first six are the rules', the rest the pass's and the guard's own. */
export const refusals = [
  'no_mask',
  'outside_hours',
  'gate_closed',
  'not_identified',
  'licence',
  'lane_direction',
  'pass_unknown',
  'pass_early',
  'pass_late',
  'pass_used',
  'pass_revoked',
  'pass_lost',
  'pass_gate',
  'pass_hours',
  'code_forged',
  'code_early',
  'code_late',
  'code_used',
  'quota',
  'permit_none',
  'stranger',
  'unwilling',
  'other',
] as const
export const Refusal = z.enum(refusals)
export const guardRefusals = ['stranger', 'not_identified', 'unwilling', 'licence', 'other'] as const

export const emergencies = ['medical', 'police', 'fire', 'utility', 'shift', 'other'] as const

/** A person at the gate: known already (registrantId), or told anew (S6-35..38). */
export const PersonIn = z.object({
  registrantId: z.uuid().optional(),
  /** Somebody in the estate's register of people: the server knows the rest. */
  personId: z.uuid().optional(),
  name: line(40).optional(),
  idNumber: line(30).optional(),
  phone: line(30).optional(),
  unit: line(30).optional(),
  destination: line(80).optional(),
  reason: line(80).optional(),
  /** S6-42: asked of everybody under a closure. */
  mask: z.boolean().optional(),
  kind: z.enum(['resident', 'visitor', 'worker']).default('resident'),
})

/** S6-39..41 */
export const VehicleIn = z.object({
  plate: line(16),
  licenceChecked: z.boolean().default(false),
  drivingLicenceChecked: z.boolean().default(false),
  occupants: z.int().min(1).max(60),
})

export const RegisterBody = z.object({
  clientId: z.string().regex(/^[0-9a-zA-Z_-]{8,64}$/),
  gateId: z.uuid(),
  laneId: z.uuid().optional(),
  terminalId: z.uuid().optional(),
  direction: Direction,
  persons: z.array(PersonIn).max(60),
  vehicle: VehicleIn.optional(),
  /** K1: passage that no rule may block; kind and reason are kept. */
  emergency: z.object({ kind: z.enum(emergencies), reason: line(200) }).optional(),
  /** The guard's own refusal. */
  refuse: z.object({ reason: z.enum(guardRefusals), note: z.string().trim().max(200).optional() }).optional(),
  passCode: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  passId: z.uuid().optional(),
  /** What a phone's code, a printed pass or a hand scanner said, or a pass's number; judged here again. */
  passText: z.string().max(400).optional(),
  /** When the terminal read it: the guard may ask on for a while after a code's seconds are over. */
  shownAt: z.iso.datetime({ offset: true }).optional(),
  /** The terminal's clock when the guard pressed; kept beside server time. */
  deviceAt: z.iso.datetime({ offset: true }).optional(),
  /** What the terminal did without network; a passage that was made cannot be unmade, only marked. */
  decided: z.enum(['passed', 'refused']).optional(),
})

/** What a terminal sealed for later: the attempt, and whose it is (maker.ts). */
export const SealedBody = RegisterBody.extend({ maker: z.string().max(300).optional() })

/** Why a quota does not give another outing, and from which local day it does. */
export const Quota = z.object({ used: z.int(), outings: z.int(), everyDays: z.int(), next: z.iso.date() })

export const Registered = z.object({
  attemptId: z.uuid(),
  at: z.string(),
  outcome: z.enum(['passed', 'refused']),
  refusal: Refusal.nullable(),
  /** A passage that was made without network and that a rule would not have allowed. */
  conflict: Refusal.nullable(),
  /** Of a refusal or conflict `quota`. */
  quota: Quota.optional(),
  persons: z.array(
    z.object({ registrantId: z.uuid().nullable(), missing: z.enum(['entry', 'exit']).nullable() }),
  ),
  /** S6-34: the vehicle came in twice without leaving, or left twice; absent in answers of before it was told. */
  vehicleMissing: z.enum(['entry', 'exit']).nullish(),
})

/** Records in their order, at most 100. */
const Batch = z.object({
  terminalId: z.uuid().optional(),
  records: z
    .array(
      z.object({
        clientId: z.string().regex(/^[0-9a-zA-Z_-]{8,64}$/),
        deviceAt: z.iso.datetime({ offset: true }).optional(),
        sealed: SealedRecord,
      }),
    )
    .max(100),
})

const SyncResult = z.object({
  clientId: z.string(),
  /** `not_own`: somebody else's, or of nobody known: it stays on the device for whoever may bring it */
  outcome: z.enum(['stored', 'repeat', 'conflict', 'kept_apart', 'not_own']),
  /** What the conflict or the trouble is: a refusal or an error code. */
  code: z.string().optional(),
})

export const Passage = z.object({
  id: z.uuid(),
  attemptId: z.uuid(),
  at: z.string(),
  deviceAt: z.string().nullable(),
  offline: z.boolean(),
  gate: z.string(),
  direction: Direction,
  subject: z.enum(['person', 'vehicle']),
  outcome: z.enum(['passed', 'refused']),
  refusal: Refusal.nullable(),
  note: z.string().nullable(),
  emergency: z.string().nullable(),
  conflict: z.string().nullable(),
  missing: z.enum(['entry', 'exit']).nullable(),
  unit: z.string().nullable(),
  /** Masked; nothing once the closure's key was destroyed. */
  name: z.string().nullable(),
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
  plate: z.string().nullable(),
  destination: z.string().nullable(),
  reason: z.string().nullable(),
  occupants: z.int().nullable(),
  by: z.string(),
})

export const Inside = z.object({
  id: z.uuid(),
  kind: z.enum(['resident', 'visitor', 'worker']),
  name: z.string(),
  unit: z.string().nullable(),
  since: z.string(),
  gate: z.string().nullable(),
  dueOutAt: z.string().nullable(),
  overstay: z.boolean(),
})

const dayRange = {
  /** a local day of the estate; goes before `from` and `until` */
  day: z.iso.date().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
}

export const passageEndpoints = endpoints({
  'GET /api/estates/:estateId/gate/site': {
    permission: 'gate.register',
    summary: 'What a terminal must know: closure, hours, gates, purpose notice, sealing key',
    params: Estate,
    response: Site,
  },
  'GET /api/estates/:estateId/gate/snapshot': {
    permission: 'gate.register',
    summary: 'What a terminal holds for work without network: minimal fields only',
    params: Estate,
    query: z.object({
      since: z.iso.datetime({ offset: true }).optional(),
      terminalId: z.uuid().optional(),
    }),
    response: Snapshot,
  },
  'POST /api/estates/:estateId/gate/passages': {
    permission: 'gate.register',
    summary: 'Register persons and a vehicle in or out; a rule’s refusal is recorded with its reason',
    params: Estate,
    body: RegisterBody,
    response: Registered,
    idempotent: 'own',
    transaction: false,
  },
  'POST /api/estates/:estateId/gate/sync': {
    permission: 'gate.register',
    summary: 'Records queued without network, sealed on the terminal, in their order; an answer for each',
    params: Estate,
    body: Batch,
    response: z.object({ results: z.array(SyncResult) }),
    idempotent: 'own',
    transaction: false,
    unaudited: 'each record writes its own audit row in its own statement',
  },
  'POST /api/gate/left': {
    permission: 'signed-in',
    summary:
      'Records that a guard made before his right ended, brought by himself: entered under his name, or kept apart',
    body: Batch.extend({ estateId: z.uuid() }),
    response: z.object({ results: z.array(SyncResult) }),
    idempotent: 'own',
    transaction: false,
    unaudited: 'each record writes its own audit row in its own statement',
  },
  'GET /api/estates/:estateId/gate/passages': {
    permission: 'gate.read',
    summary: 'Passages and refusals, newest first, masked',
    params: Estate,
    query: z.object({
      ...dayRange,
      direction: Direction.optional(),
      outcome: z.enum(['passed', 'refused']).optional(),
      subject: z.enum(['person', 'vehicle']).optional(),
      refusal: Refusal.optional(),
      gateId: z.uuid().optional(),
      unit: z.string().max(30).optional(),
      plate: z.string().max(16).optional(),
      only: z.enum(['missing', 'emergency', 'offline', 'conflict']).optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(Passage), total: z.int() }),
  },
  'POST /api/estates/:estateId/gate/passages/:id/reveal': {
    permission: 'person.reveal',
    summary: 'One field of a passage in full, for a purpose; the look is recorded',
    params: Estate.extend({ id: z.uuid() }),
    body: z.object({
      at: z.iso.datetime({ offset: true }),
      field: z.enum(['name', 'idNumber', 'phone', 'plate']),
      purpose: line(200),
    }),
    response: z.object({ value: z.string() }),
  },
  'GET /api/estates/:estateId/gate/inside': {
    permission: 'gate.read',
    summary: 'Who is inside now, who overstays, whose exit or entry is missing',
    params: Estate,
    query: z.object({ q: z.string().max(30).optional() }),
    response: z.object({
      items: z.array(Inside),
      total: z.int(),
      overstays: z.int(),
      missingToday: z.int(),
    }),
  },
})
