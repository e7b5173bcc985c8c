/** Phones that sign a code, and passes that stay: per household, for workers, for shifts, with their quotas (J-03). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { Quota } from './contract-passage.ts'

const Estate = z.object({ estateId: z.uuid() })
const One = Estate.extend({ id: z.uuid() })
const line = (max: number) => z.string().trim().min(1).max(max)
const hhmm = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)

export const PermitKind = z.enum(['household', 'worker', 'shift'])

export const PassKey = z.object({
  id: z.uuid(),
  unit: z.string(),
  device: z.string(),
  madeAt: z.string(),
  endedAt: z.string().nullable(),
})

/** Quotas of a closure; `outings` 0: as many as they like. */
export const PermitRule = z.object({
  per: z.enum(['household', 'person']),
  outings: z.int().min(0).max(20),
  everyDays: z.int().min(1).max(14),
  required: z.boolean(),
  days: z.object({
    household: z.int().min(1).max(366),
    worker: z.int().min(1).max(366),
    shift: z.int().min(1).max(366),
  }),
  beyondHours: z.array(PermitKind),
})

export const Permit = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: PermitKind,
  unit: z.string().nullable(),
  /** masked */
  holder: z.string(),
  gates: z.array(z.object({ id: z.uuid(), name: z.string() })).nullable(),
  hours: z.object({ from: z.string(), until: z.string() }).nullable(),
  fromAt: z.string(),
  untilAt: z.string(),
  state: z.enum(['live', 'expired', 'lost', 'revoked']),
  reason: z.string().nullable(),
  replaces: z.string().nullable(),
  printed: z.int(),
  issuedBy: z.string(),
  issuedAt: z.string(),
  allowed: z.object({ end: z.union([z.literal(true), z.string()]) }),
  version: z.int(),
})

export const permitEndpoints = endpoints({
  'GET /api/estates/:estateId/my-keys': {
    permission: 'pass.own',
    summary: 'My phones that show a code, my home’s standing pass, and whether it may go out',
    params: Estate,
    response: z.object({
      keys: z.array(PassKey),
      units: z.array(z.object({ id: z.uuid(), label: z.string() })),
      code: z.object({ seconds: z.int(), skewSeconds: z.int(), readSeconds: z.int() }),
      permits: z.array(Permit),
      /** one per home, while a closure with a quota binds */
      quotas: z.array(Quota.extend({ unit: z.string() })),
    }),
  },
  'POST /api/estates/:estateId/my-keys': {
    permission: 'pass.own',
    summary: 'Register this phone’s public key for my home; the private one never leaves it',
    params: Estate,
    body: z.object({
      clientId: z.string().optional(),
      unitId: z.uuid().optional(),
      /** raw P-256 point, base64 */
      publicKey: z.string().max(120),
      device: line(60),
    }),
    response: PassKey,
    idempotent: true,
  },
  'POST /api/estates/:estateId/my-keys/:id/end': {
    permission: 'pass.own',
    summary: 'A phone of mine shows no code any more',
    params: One,
    response: PassKey,
  },
  'GET /api/estates/:estateId/gate/permits': {
    permission: 'gate.read',
    summary: 'Standing passes, live ones first, and the rule they follow',
    params: Estate,
    query: z.object({
      unit: z.string().max(30).optional(),
      kind: PermitKind.optional(),
      state: z.enum(['live', 'lost', 'revoked']).optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(Permit), total: z.int(), rule: PermitRule }),
  },
  'GET /api/estates/:estateId/gate/permits/:id': {
    permission: 'gate.read',
    summary: 'One standing pass',
    params: One,
    response: Permit,
  },
  'POST /api/estates/:estateId/gate/permits': {
    permission: 'pass.issue',
    summary: 'Issue a standing pass; one per household',
    params: Estate,
    body: z.object({
      clientId: z.string().optional(),
      kind: PermitKind,
      unit: line(30).optional(),
      holder: line(40).optional(),
      gates: z.array(z.uuid()).max(20).optional(),
      hours: z.object({ from: hhmm, until: hhmm }).optional(),
      untilAt: z.iso.datetime({ offset: true }).optional(),
    }),
    response: Permit,
    idempotent: true,
  },
  'POST /api/estates/:estateId/gate/permits/:id/end': {
    permission: 'pass.issue',
    summary: 'Report a standing pass lost, or withdraw it; with `replace` a new one is issued at once',
    params: One,
    body: z.object({
      clientId: z.string().optional(),
      state: z.enum(['lost', 'revoked']),
      reason: line(200),
      replace: z.boolean().default(false),
      version: z.int(),
    }),
    response: z.object({ ended: Permit, fresh: Permit.nullable() }),
    idempotent: true,
  },
  'PUT /api/estates/:estateId/gate/permit-rule': {
    permission: 'rule.write',
    summary: 'The estate’s own quotas and passes, from a date on',
    params: Estate,
    body: PermitRule.extend({ fromDate: z.iso.date(), source: line(200) }),
    response: PermitRule,
  },
})
