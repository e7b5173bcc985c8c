/** Reading tickets: the queue, one ticket, a resident's own, photos, and what may be raised. */
import { fail } from '../../core/errors.ts'
import { parsePhone } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import type { RawHandler } from '../../core/http.ts'
import { query } from '../../core/verb.ts'
import { deskApi } from './contract.ts'
import { presentRow, presentTicket } from './present.ts'
import { rulesOf } from './rulebook.ts'
import * as store from './store.ts'
import { listTickets, type PhoneLook } from './store-list.ts'
import { viewpoint } from './viewpoint.ts'
import { loadTicket } from './work.ts'

/** What is typed as a phone, or as the last four digits of one, is found as the register of persons finds it. */
async function phoneLook(ctx: Ctx, input: { estateId: string; q?: string | undefined }): Promise<PhoneLook> {
  const q = input.q ?? ''
  const digits = q.replace(/\D/g, '')
  // 1-2-301 is a room and 26-000123 a ticket; a phone has seven digits or more
  if (!/^[+\d][\d ()+-]{3,19}$/.test(q) || /^\d{2}-\d{6}$/.test(q)) return {}
  const read = parsePhone(q)
  const cipher = await ctx.cipher(input.estateId)
  if (read.ok && digits.length >= 7) return { phone: cipher.blind('phone', read.value) }
  return /^\d{4}$/.test(q) ? { tail: cipher.blind('phone_tail', q) } : {}
}

export const list = query('desk.list', deskApi['GET /api/estates/:estateId/tickets'], async (ctx, input) => {
  const v = viewpoint(ctx, input.estateId, 'ticket.read')
  const found = await listTickets(ctx.db, input.estateId, v, input, ctx.now, await phoneLook(ctx, input))
  return { items: found.rows.map(r => presentRow(r, v, ctx.now)), total: found.total, more: found.more }
})

export const get = query(
  'desk.get',
  deskApi['GET /api/estates/:estateId/tickets/:ticketId'],
  async (ctx, input) => {
    const v = viewpoint(ctx, input.estateId, 'ticket.read')
    const bundle = await loadTicket(ctx, v, input, false)
    return presentTicket(ctx, bundle, await rulesOf(ctx.house, input.estateId, ctx.now), v)
  },
)

export const myList = query(
  'desk.my_list',
  deskApi['GET /api/estates/:estateId/my/tickets'],
  async (ctx, input) => {
    const v = viewpoint(ctx, input.estateId, 'ticket.own')
    const rules = await rulesOf(ctx.house, input.estateId, ctx.now)
    const ids = await store.ownIds(ctx.db, input.estateId, v, input.offset, input.limit)
    const found = await store.bundles(ctx.db, input.estateId, ids, v, true)
    return { items: await Promise.all(found.map(b => presentTicket(ctx, b, rules, v))) }
  },
)

export const myGet = query(
  'desk.my_get',
  deskApi['GET /api/estates/:estateId/my/tickets/:ticketId'],
  async (ctx, input) => {
    const v = viewpoint(ctx, input.estateId, 'ticket.own')
    const bundle = await loadTicket(ctx, v, input, true)
    return presentTicket(ctx, bundle, await rulesOf(ctx.house, input.estateId, ctx.now), v)
  },
)

/** What may be raised, with the promise each class carries, as intake shows it. */
export const classes = query(
  'desk.classes',
  deskApi['GET /api/estates/:estateId/desk/classes'],
  async (ctx, input) => {
    const rules = await rulesOf(ctx.house, input.estateId, ctx.now)
    return {
      items: rules.classes.map(c => ({
        ...c,
        promises: rules
          .promises(c.kind, c.class)
          .filter(p => p.startsAt === 'received')
          .map(p => ({
            clock: p.clock,
            unit: p.unit,
            amount: p.amount,
            chosen: p.chosen,
            max: p.max,
            overPolicy: p.overPolicy,
            source: p.source,
          })),
      })),
      pauseReasons: rules.pauseReasons,
      calendarKnownUpTo: rules.cal.knownUpTo,
    }
  },
)

/** A photo or signature goes out only with its ticket, to who may see the ticket. */
function sendFile(own: boolean): RawHandler {
  return async (ctx, input, reply) => {
    const { estateId, ticketId, fileId } = input as { estateId: string; ticketId: string; fileId: string }
    const v = viewpoint(ctx, estateId, own ? 'ticket.own' : 'ticket.read')
    const bundle = await loadTicket(ctx, v, { estateId, ticketId }, own)
    const shown = await presentTicket(ctx, bundle, await rulesOf(ctx.house, estateId, ctx.now), v)
    if (!shown.files.some(f => f.id === fileId)) throw fail('core.not_found')
    const file = await ctx.house.files.get(ctx.db, estateId, fileId)
    await ctx.audit(
      { action: 'ticket.file', subject: 'ticket', subjectId: ticketId, after: { fileId } },
      estateId,
    )
    return reply.type(file.mediaType).header('cache-control', 'private, max-age=3600').send(file.bytes)
  }
}
export const staffFile = sendFile(false)
export const myFile = sendFile(true)
