/** Reading the audit log of an estate. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

/** An instant, or a day of the estate: from its first instant, until with its last. */
const When = z.union([z.iso.date(), z.iso.datetime({ offset: true })])
const Both = z.object({ zh: z.string(), en: z.string() })

export const TrailRow = z.object({
  id: z.uuid(),
  at: z.string(),
  actor: z.string(),
  actorKind: z.string(),
  action: z.string(),
  /** The act in words. */
  said: Both,
  subject: z.string(),
  /** What it was done to, in words. */
  thing: Both,
  subjectId: z.string(),
  reason: z.string().nullable(),
  device: z.string().nullable(),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
  /** Values that stand in the row only as ciphertext under its own key. */
  sealed: z.boolean(),
  /** The chain holds it; a row without this is younger than the sealer's last turn, or was put in by hand. */
  chained: z.boolean(),
})

export const trailApi = endpoints({
  'GET /api/estates/:estateId/audit': {
    permission: 'audit.read',
    summary: 'Who did what, newest first (SX-03)',
    params: z.object({ estateId: z.uuid() }),
    query: z.object({
      /** A name, an action or its words, or a record's id. */
      q: z.string().trim().max(80).optional(),
      subject: z.string().trim().max(40).optional(),
      from: When.optional(),
      until: When.optional(),
      offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({
      items: z.array(TrailRow),
      total: z.int(),
      subjects: z.array(z.object({ key: z.string(), name: Both })),
    }),
  },
  'GET /api/estates/:estateId/audit/:auditId': {
    permission: 'audit.read',
    summary: 'One row of the audit log with its before and after',
    params: z.object({ estateId: z.uuid(), auditId: z.uuid() }),
    response: TrailRow,
  },
})
