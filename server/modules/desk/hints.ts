/**
 * S1-22: what the household told, where it helps with the matter at hand. Its own steward sees what fits the kind of
 * ticket; who was sent sees that without anything sensitive; everybody else, and anybody once it is closed, sees nothing.
 */
import type { Ctx } from '../../core/house.ts'
import { query } from '../../core/verb.ts'
import { ticketKinds } from '../people/contract-profile.ts'
import { noteLook, type Profile, profilesOf } from '../people/profile.ts'
import { hintsOf } from '../people/profile-rules.ts'
import { isStewardOf } from '../roster/households.ts'
import { hintsApi } from './contract.ts'
import type { TicketRecord } from './store.ts'
import { type Viewpoint, viewpoint } from './viewpoint.ts'
import { loadTicket } from './work.ts'

const none = { householdId: null, items: [] }

/** The household that asked: the requester's own, else the only one of the unit. */
async function householdOf(ctx: Ctx, estateId: string, ticket: TicketRecord): Promise<Profile | undefined> {
  if (ticket.unit_id === null) return undefined
  const there = await profilesOf(ctx, estateId, { unitId: ticket.unit_id })
  const person = ticket.requester_person_id
  return there.find(p => p.members.some(m => m.id === person)) ?? (there.length === 1 ? there[0] : undefined)
}

async function needOf(ctx: Ctx, v: Viewpoint, ticket: TicketRecord, p: Profile) {
  // who is complained of learns nothing of the complainant, whatever else he is (S1-37)
  if (ticket.accused_unit_id !== null && v.ownUnits.includes(ticket.accused_unit_id)) return undefined
  if (await isStewardOf(ctx, p.estateId, p.home.building_id)) return 'steward'
  return v.accountId !== null && ticket.assignee_id === v.accountId ? 'server' : undefined
}

export const ticketHints = query(
  'desk.hints',
  hintsApi['GET /api/estates/:estateId/tickets/:ticketId/hints'],
  async (ctx, input) => {
    const { estateId } = input
    const v = viewpoint(ctx, estateId, 'ticket.read')
    const { ticket } = await loadTicket(ctx, v, input, false)
    if (ticket.closed_at !== null) return none
    const p = await householdOf(ctx, estateId, ticket)
    const need = p && (await needOf(ctx, v, ticket, p))
    const kind = ticketKinds.find(k => k === ticket.kind)
    if (p === undefined || need === undefined || kind === undefined) return none
    const major = ticket.severity === 'major'
    const hints = hintsOf(p.fields, p.entries, { kind, major }, need)
    if (hints.length > 0)
      await noteLook(
        ctx,
        estateId,
        p.home.id,
        'hint',
        ticket.number,
        hints.flatMap(h => h.field ?? 'measure'),
      )
    return {
      householdId: need === 'steward' ? p.home.id : null,
      items: hints.map(h => {
        const field = p.fields.find(f => f.key === h.field)
        return {
          kind: h.kind,
          name: field ? { zh: field.zh, en: field.en } : null,
          member: p.members.find(m => m.id === h.memberId)?.name ?? null,
          text: h.text,
        }
      }),
    }
  },
)
