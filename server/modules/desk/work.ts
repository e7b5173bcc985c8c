/**
 * The course of every act on a ticket: lock it within the viewer's scope, ask the rule table, change, count the
 * promises, write event, audit and signal, answer with the presented record.
 */
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { withdrawNotices } from '../notice/notify.ts'
import { anyLate, head, meet, type Promised } from './clocks.ts'
import type { Act } from './contract-shapes.ts'
import { tellJoined, tellResult } from './customer.ts'
import { factsOf, ownsRequest, presentTicket } from './present.ts'
import { type EstateRules, rulesOf } from './rulebook.ts'
import { type Facts, meets, refusal, table } from './rules.ts'
import * as store from './store.ts'
import { joinedInto } from './store-matter.ts'
import { type Viewpoint, viewerOf, viewpoint } from './viewpoint.ts'

/** What an act has before it. */
export interface Work {
  ctx: Ctx
  v: Viewpoint
  rules: EstateRules
  bundle: store.Bundle
  ticket: store.TicketRecord
  promises: Promised[]
  facts: Facts
  makeId: () => string
}

/** What an act does: the ticket's new columns, its promises if they change, and what the course says. */
export interface Change {
  set?: store.TicketChange
  promises?: Promised[]
  text?: string | undefined
  data?: Record<string, unknown>
  reason?: string
  /** Who hears of it besides everybody who looks at the queue. */
  tell?: string | null
}

export interface ActInput {
  estateId: string
  ticketId: string
  version?: number | undefined
  /** The second ticket of a link or join, locked with the first. */
  otherId?: string | undefined
  intoId?: string | undefined
}

/** Loads one ticket for a reader. @throws core.not_found outside his scope */
export async function loadTicket(
  ctx: Ctx,
  v: Viewpoint,
  input: ActInput,
  own: boolean,
): Promise<store.Bundle> {
  const [bundle] = await store.bundles(ctx.db, input.estateId, [input.ticketId], v, own)
  if (!bundle) throw fail('core.not_found')
  return bundle
}

/** One act. `own` is a resident at his own request. @throws the rule table's refusal, core.stale, core.not_found */
export async function doAct(
  ctx: Ctx,
  input: ActInput,
  act: Act,
  own: boolean,
  change: (w: Work) => Promise<Change> | Change,
) {
  const v = viewpoint(ctx, input.estateId, own ? 'ticket.own' : table[act].permission)
  const other = input.intoId ?? input.otherId
  if (!(await store.lockTicket(ctx.db, input.estateId, input.ticketId, v, own, other)))
    throw fail('core.not_found')
  const rules = await rulesOf(ctx.house, input.estateId, ctx.now)
  const bundle = await loadTicket(ctx, v, input, own)
  const { ticket, promises } = bundle
  if (input.version !== undefined && input.version !== ticket.version) throw fail('core.stale')
  const facts = factsOf(bundle, rules, ctx.now)
  const code = refusal(act, facts, viewerOf(v, ownsRequest(ticket, v)))
  if (code) throw refused(code, ticket.assignee_name)
  const makeId = () => newId(ctx.now.epochMilliseconds)
  const done = await change({ ctx, v, rules, bundle, ticket, promises, facts, makeId })
  const met = meets[act]
  const after = met ? meet(done.promises ?? promises, met, ctx.now) : (done.promises ?? promises)
  await write(ctx, input, act, v, bundle, done, after)
  return presentTicket(ctx, await loadTicket(ctx, v, input, own), rules, v)
}

export function refused(code: string, assignee: string | null): AppError {
  return code === 'core.forbidden'
    ? fail('core.forbidden')
    : new AppError(code, { params: { name: assignee ?? '' } })
}

async function write(
  ctx: Ctx,
  input: ActInput,
  act: Act,
  v: Viewpoint,
  before: store.Bundle,
  done: Change,
  promises: Promised[],
): Promise<void> {
  const { estateId, ticketId } = input
  const near = head(promises)
  const set: store.TicketChange = {
    ...done.set,
    due_at: near.dueAt,
    due_clock: near.clock,
    due_soon_at: near.soonAt,
    late: before.ticket.late || anyLate(promises, ctx.now),
  }
  await store.updateTicket(ctx.db, estateId, ticketId, set)
  // whatever ends a pause ends its row too: one left open would stop the clocks of the next round for good
  if (before.ticket.paused && set.paused === false)
    await store.closePause(ctx.db, estateId, ticketId, ctx.now)
  const old = new Map(before.promises.map(p => [p.id, p]))
  await store.savePromises(
    ctx.db,
    estateId,
    ticketId,
    promises.filter(p => old.get(p.id) !== p),
  )
  await store.addEvent(ctx.db, {
    estate_id: estateId,
    ticket_id: ticketId,
    id: newId(ctx.now.epochMilliseconds),
    seq: before.ticket.version + 1,
    at: ctx.now,
    device_time: ctx.deviceTime ?? null,
    act,
    by_id: v.accountId,
    by_name: v.name,
    text: done.text ?? null,
    data: done.data ? JSON.stringify(done.data) : null,
  })
  await ctx.audit(
    {
      action: `ticket.${act}`,
      subject: 'ticket',
      subjectId: ticketId,
      before: changed(before.ticket, done.set),
      after: { ...plain(done.set), ...done.data },
      reason: done.reason,
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'ticket', ref: ticketId })
  if (done.set?.state === 'closed') {
    await withdrawNotices(ctx, estateId, { topic: 'ticket', id: ticketId })
    if (done.set.outcome !== 'joined')
      await tellJoined(ctx, before.ticket, await joinedInto(ctx.db, estateId, ticketId))
  }
  await tellResult(ctx, before.ticket, act, v.accountId)
  if (done.tell) await ctx.signal({ estateId, topic: 'ticket', ref: ticketId, accountId: done.tell })
}

function changed(ticket: store.TicketRecord, set: store.TicketChange | undefined): Record<string, unknown> {
  const keys = Object.keys(set ?? {}) as (keyof store.TicketRecord)[]
  return plain(Object.fromEntries(keys.map(k => [k, ticket[k]])))
}

/** Instants as text; sealed bytes never reach the audit in clear or otherwise. */
function plain(values: object | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values ?? {})
      .filter(([, value]) => !(value instanceof Uint8Array))
      .map(([k, value]) => [k, value === null || typeof value !== 'object' ? value : String(value)]),
  )
}

/** Who keeps a file: the account, or what the actor is. */
export const actorId = (ctx: Ctx): string => ('id' in ctx.actor ? ctx.actor.id : ctx.actor.kind)
