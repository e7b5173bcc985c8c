/** Telephoning the customer of a ticket. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { TicketParam } from './contract-shapes.ts'

export const callApi = endpoints({
  'POST /api/estates/:estateId/tickets/:ticketId/phone': {
    permission: 'ticket.handle',
    summary:
      'Show the customer’s telephone to who is sent to an open ticket, took it first or dispatches; who looked is logged',
    params: TicketParam,
    response: z.object({ phone: z.string() }),
  },
})
