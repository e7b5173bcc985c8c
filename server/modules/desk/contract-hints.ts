/** What a ticket's household told that matters now: asked and answered (S1-22, S3-31). */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { TicketParam } from './contract-shapes.ts'

const Both = z.object({ zh: z.string(), en: z.string() })

export const hintsApi = endpoints({
  'GET /api/estates/:estateId/tickets/:ticketId/hints': {
    permission: 'ticket.read',
    summary: 'Hints and measures of the household, for its steward and for who serves; nobody else gets any',
    params: TicketParam,
    response: z.object({
      /** The household, for a steward to open; null for who only serves. */
      householdId: z.uuid().nullable(),
      items: z.array(
        z.object({
          kind: z.enum(['hint', 'measure']),
          /** The field's or flag's name; null where the reason is nobody's business. */
          name: Both.nullable(),
          member: z.string().nullable(),
          text: Both,
        }),
      ),
    }),
  },
})
