/** Visitor passes with a six-digit code, and the terminals at the gates. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const Estate = z.object({ estateId: z.uuid() })
const line = (max: number) => z.string().trim().min(1).max(max)

export const Pass = z.object({
  id: z.uuid(),
  kind: z.enum(['visitor', 'delivery', 'worker']),
  /** Six digits; only to who issued it or lives there. */
  code: z.string().nullable(),
  guest: z.string(),
  unit: z.string(),
  fromAt: z.string(),
  untilAt: z.string(),
  uses: z.int(),
  used: z.int(),
  state: z.enum(['live', 'early', 'used', 'revoked', 'expired']),
  issuedAs: z.enum(['guard', 'desk', 'resident']),
  issuedBy: z.string(),
  issuedAt: z.string(),
  allowed: z.object({ revoke: z.union([z.literal(true), z.string()]) }),
})

const NewPass = z.object({
  clientId: z.string().optional(),
  kind: z.enum(['visitor', 'delivery', 'worker']).default('visitor'),
  guest: line(40),
  plate: z.string().trim().max(16).optional(),
  fromAt: z.iso.datetime({ offset: true }).optional(),
  untilAt: z.iso.datetime({ offset: true }).optional(),
  /** Entries; leaving is always free. */
  uses: z.int().min(1).max(50).optional(),
})

const Listed = z.object({ items: z.array(Pass) })

export const Terminal = z.object({
  id: z.uuid(),
  name: z.string(),
  gateId: z.uuid(),
  gateName: z.string(),
  seenAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})

export const passEndpoints = endpoints({
  'POST /api/estates/:estateId/gate/passes': {
    permission: 'pass.issue',
    summary: 'Hand out a visitor code at the gate or the desk',
    params: Estate,
    body: NewPass.extend({ unit: line(30) }),
    response: Pass,
    idempotent: true,
  },
  'GET /api/estates/:estateId/gate/passes': {
    permission: 'gate.read',
    summary: 'Passes of the last days, newest first',
    params: Estate,
    query: z.object({ unit: z.string().max(30).optional(), live: z.literal('1').optional() }),
    response: Listed,
  },
  'POST /api/estates/:estateId/gate/passes/check': {
    permission: 'gate.register',
    summary: 'What a spoken code stands for, and whether it opens now',
    params: Estate,
    body: z.object({ code: z.string().regex(/^\d{6}$/) }),
    response: z.object({
      refusal: z.enum(['pass_unknown', 'pass_early', 'pass_late', 'pass_used', 'pass_revoked']).nullable(),
      pass: Pass.nullable(),
    }),
    unaudited: 'looks a code up and changes nothing',
  },
  'POST /api/estates/:estateId/gate/passes/:id/revoke': {
    permission: 'pass.issue',
    summary: 'Withdraw a pass',
    params: Estate.extend({ id: z.uuid() }),
    response: Pass,
  },
  'GET /api/estates/:estateId/my-passes': {
    permission: 'pass.own',
    summary: 'The passes of my household',
    params: Estate,
    response: Listed.extend({
      units: z.array(z.object({ id: z.uuid(), label: z.string() })),
      /** How long a code opens where no other time is asked for, in hours. */
      hours: z.int(),
    }),
  },
  'POST /api/estates/:estateId/my-passes': {
    permission: 'pass.own',
    summary: 'Invite a visitor to my home',
    params: Estate,
    body: NewPass.extend({ unitId: z.uuid().optional() }),
    response: Pass,
    idempotent: true,
  },
  'POST /api/estates/:estateId/my-passes/:id/revoke': {
    permission: 'pass.own',
    summary: 'Withdraw a pass of my household',
    params: Estate.extend({ id: z.uuid() }),
    response: Pass,
  },
  'GET /api/estates/:estateId/gate/terminals': {
    permission: 'gate.read',
    summary: 'Terminals at the gates',
    params: Estate,
    response: z.object({ items: z.array(Terminal) }),
  },
  'POST /api/estates/:estateId/gate/terminals': {
    permission: 'gate.register',
    summary: 'Name this device as a terminal of a gate',
    params: Estate,
    body: z.object({ name: line(40), gateId: z.uuid() }),
    response: Terminal,
    idempotent: true,
  },
  'POST /api/estates/:estateId/gate/terminals/:id/revoke': {
    permission: 'gate.manage',
    summary: 'Revoke a lost terminal',
    params: Estate.extend({ id: z.uuid() }),
    response: Terminal,
  },
})
