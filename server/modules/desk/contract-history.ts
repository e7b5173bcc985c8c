/** Tickets of the time before, out of the estate's old table: to be looked up, never counted. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'

/** `closed_first`: closed before it was opened; `room_unknown`: no such room here; both are kept as they were written. */
export const historyFlags = ['closed_first', 'room_unknown'] as const

export const OldTicket = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  /** As the old table had them, local: 2024-05-03 or 2024-05-03 14:05. */
  opened: z.string(),
  closed: z.string().nullable(),
  kind: z.string().nullable(),
  text: z.string(),
  room: z.string().nullable(),
  result: z.string().nullable(),
  flags: z.array(z.enum(historyFlags)),
  importedBy: z.string(),
})

export const historyApi = endpoints({
  'GET /api/estates/:estateId/desk/history': {
    permission: 'ticket.dispatch',
    summary: 'Imported tickets of the time before, newest first',
    params: z.object({ estateId: z.uuid() }),
    query: z.object({
      q: z.string().trim().max(60).optional(),
      flag: z.enum([...historyFlags, 'any']).optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(OldTicket), total: z.int() }),
  },
})
