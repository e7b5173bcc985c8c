/** The customer's telephone, for whoever is on the way to him: shown in full by a logged act only. */
import { verb } from '../../core/verb.ts'
import { openedPerson } from '../people/persons.ts'
import { personsByIds } from '../people/store-persons.ts'
import { callApi } from './contract.ts'
import { deskFail } from './errors.ts'
import { hiddenFrom, ownsRequest } from './present.ts'
import { callRefusal } from './rules.ts'
import { viewerOf, viewpoint } from './viewpoint.ts'
import { loadTicket, refused } from './work.ts'

/**
 * The number given with the ticket, else the one in the customer's file; then he reads of the look himself (我的家).
 * @throws core.not_found for who is complained of, desk.not_yours, desk.closed, desk.no_phone
 */
export const showPhone = verb(
  'desk.phone',
  callApi['POST /api/estates/:estateId/tickets/:ticketId/phone'],
  async (ctx, input) => {
    const { estateId, ticketId } = input
    const v = viewpoint(ctx, estateId, 'ticket.handle')
    const { ticket } = await loadTicket(ctx, v, input, false)
    const own = ownsRequest(ticket, v)
    // S1-37: the party complained of learns nothing of the complainant, whatever else he is
    if (!own && hiddenFrom(ticket, v)) throw deskFail('desk.no_phone')
    const code = callRefusal(ticket, viewerOf(v, own))
    if (code) throw refused(code, ticket.assignee_name)
    const reason = ticket.number
    if (ticket.requester_phone) {
      const cipher = await ctx.cipher(estateId)
      await ctx.audit({ action: 'ticket.phone', subject: 'ticket', subjectId: ticketId, reason }, estateId)
      return { phone: cipher.open('ticket.phone', ticket.requester_phone) }
    }
    const [person] = ticket.requester_person_id
      ? await personsByIds(ctx.db, estateId, 'estate', [ticket.requester_person_id])
      : []
    const phone = person ? (await openedPerson(ctx, estateId, person)).phone : null
    if (!person || phone === null) throw deskFail('desk.no_phone')
    await ctx.audit(
      { action: 'person.reveal', subject: 'person', subjectId: person.id, after: { field: 'phone' }, reason },
      estateId,
    )
    return { phone }
  },
)
