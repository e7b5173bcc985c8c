/** Closed entrances as emergency exits: their checks and their openings (K14). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

const Estate = z.object({ estateId: z.uuid() })

export const CheckKind = z.enum(['check', 'emergency_opening'])

export const GateCheck = z.object({
  id: z.uuid(),
  gateId: z.uuid(),
  gate: z.string(),
  kind: CheckKind,
  ok: z.boolean(),
  note: z.string().nullable(),
  by: z.string(),
  at: z.string(),
})

export const checkEndpoints = endpoints({
  'GET /api/estates/:estateId/gate/checks': {
    permission: 'gate.read',
    summary: 'Checks and emergency openings of closed entrances, newest first (K14)',
    params: Estate,
    query: z.object({
      gateId: z.uuid().optional(),
      kind: CheckKind.optional(),
      ok: z.enum(['yes', 'no']).optional(),
      from: z.iso.date().optional(),
      /** the last day that counts */
      until: z.iso.date().optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(GateCheck), total: z.int() }),
  },
  'POST /api/estates/:estateId/gates/:gateId/checks': {
    permission: 'gate.register',
    summary: 'Record a check of a closed entrance, or its opening in an emergency',
    params: Estate.extend({ gateId: z.uuid() }),
    body: z
      .object({
        kind: CheckKind,
        ok: z.boolean(),
        note: z.string().trim().max(200).optional(),
        clientId: z.string().optional(),
      })
      .refine(c => (c.ok && c.kind === 'check') || c.note, {
        message: '请写明什么不对，或为什么打开 | say what is not right, or why it was opened',
        path: ['note'],
      }),
    response: z.object({ id: z.uuid() }),
    idempotent: true,
  },
})
