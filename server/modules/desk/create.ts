/** Raising a ticket: at the desk, by any employee (S8-08), or by the resident himself. */

import type { z } from 'zod'
import { auditRow } from '../../core/audit.ts'
import { instantText, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { parsePhone } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { parseRoom, roomText } from '../../core/room.ts'
import { firstAnswer, verb } from '../../core/verb.ts'
import { choose, head, meet, type Promised, start, stateOf } from './clocks.ts'
import { deskApi } from './contract.ts'
import type { NewTicket, Receipt } from './contract-shapes.ts'
import { deskFail } from './errors.ts'
import { orderFail } from './errors-order.ts'
import { limitRefusal } from './promise-rule.ts'
import { type EstateRules, rulesOf, type TicketClassRule } from './rulebook.ts'
import { promiseSaid } from './said.ts'
import { limitText } from './say.ts'
import { unitByLabel } from './store.ts'
import { createTicketRow, type NewTicketRow, nextNumber } from './store-create.ts'
import { type Viewpoint, viewpoint } from './viewpoint.ts'
import { gramsOf, placeOf } from './words.ts'

type Input = z.output<typeof NewTicket> & { estateId: string }
type Answer = z.input<typeof Receipt>

const endpoint = deskApi['POST /api/estates/:estateId/tickets']
const NAME = 'desk.create'

/** S1-03, S8-08..12: number, channel, time and promises at once; the same client id again gets the first answer. */
export const createTicket = verb(NAME, endpoint, (ctx, sent) => raiseTicket(ctx, sent))

/**
 * The creation itself, also for orders: they come from the catalogue, with their price seen (S8-03).
 * @throws order.from_catalogue when such a class is raised without an item
 */
export async function raiseTicket(ctx: Ctx, sent: Input, fromCatalogue = false): Promise<Answer> {
  const input = await withRoom(ctx, sent)
  const v = viewpoint(ctx, input.estateId, 'ticket.create')
  const rules = await rulesOf(ctx.house, input.estateId, ctx.now)
  const cls = checkClass(rules, input)
  if (cls.catalogue && !fromCatalogue) throw orderFail('order.from_catalogue')
  checkUnits(v, cls, input)
  const promises = promisesOf(ctx, rules, cls, input, v)
  const ticket = await ticketOf(ctx, input, v, promises, cls, rules.cal.zone)
  const answer: Answer = {
    id: ticket.id,
    number: ticket.number,
    state: input.answer === undefined ? 'received' : 'closed',
    receivedAt: instantText(ctx.now),
    promises: promises.filter(p => p.stoppedAt === null).map(p => brief(p, ctx)),
    told: ticket.told === null ? null : JSON.parse(ticket.told),
  }
  const clientId = input.clientId ?? ctx.clientId
  const actor = 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind
  const ms = ctx.now.epochMilliseconds
  const made = await createTicketRow(ctx.house, ctx.db, {
    ticket,
    promises,
    audit: auditRow(ctx, input.estateId, {
      action: 'ticket.create',
      subject: 'ticket',
      subjectId: ticket.id,
      after: {
        number: ticket.number,
        kind: ticket.kind,
        class: ticket.class,
        channel: ticket.channel,
        unitId: ticket.unitId,
        onBehalf: ticket.onBehalf,
      },
    }),
    jobId: newId(ms),
    signalId: newId(ms),
    request: clientId === undefined ? null : { clientId, verb: NAME, actor, answer },
    answer: input.answer === undefined ? null : { id: newId(ms), text: input.answer },
  })
  ctx.auditedInStatement()
  if (made || clientId === undefined) return answer
  return (await firstAnswer(ctx.db, input.estateId, clientId, NAME, actor)) as Answer
}

export function brief(p: Promised, ctx: Ctx) {
  return {
    clock: p.clock,
    dueAt: p.dueAt ? instantText(p.dueAt) : null,
    state: stateOf(p, ctx.now),
    unpublishedYear: p.unpublishedYear,
  }
}

/** A neighbour is named as people say it; the answer tells a resident no more than that the room exists. */
async function withRoom(ctx: Ctx, input: Input): Promise<Input> {
  if (!input.accusedRoom || input.accusedUnitId !== undefined) return input
  return { ...input, accusedUnitId: await unitOfRoom(ctx, input.estateId, input.accusedRoom) }
}

/** The unit of a room as people write it. @throws desk.room_unknown */
export async function unitOfRoom(ctx: Ctx, estateId: string, typed: string): Promise<string> {
  const room = parseRoom(typed)
  const id = room.ok ? await unitByLabel(ctx.db, estateId, roomText(room.value)) : undefined
  if (id === undefined) throw deskFail('desk.room_unknown', { params: { room: typed } })
  return id
}

function checkClass(rules: EstateRules, input: Input): TicketClassRule {
  const cls = rules.classes.find(c => c.kind === input.kind && c.class === input.class)
  if (!cls) throw deskFail('desk.class_unknown')
  if (input.subtype !== undefined && !cls.subtypes.some(s => s.key === input.subtype))
    throw deskFail('desk.class_unknown')
  if (cls.accused === 'required' && input.accusedUnitId === undefined) throw deskFail('desk.accused_needed')
  if (input.accusedUnitId !== undefined && input.accusedUnitId === input.unitId)
    throw deskFail('desk.unit_yours')
  if (input.answer !== undefined && input.kind !== 'inquiry') throw deskFail('desk.at_once')
  if (input.answer !== undefined && cls.toManager) throw deskFail('desk.internal')
  if (input.consent && !cls.onSite) throw deskFail('desk.consent_class')
  return cls
}

/** A resident asks for his own home only; staff for any unit within reach. */
function checkUnits(v: Viewpoint, _cls: TicketClassRule, input: Input): void {
  if (v.staff) return
  if (input.unitId !== undefined && !v.ownUnits.includes(input.unitId)) throw fail('core.not_found')
  if (input.answer !== undefined || input.limit !== undefined) throw fail('core.forbidden')
}

function promisesOf(
  ctx: Ctx,
  rules: EstateRules,
  cls: TicketClassRule,
  input: Input,
  v: Viewpoint,
): Promised[] {
  const table = rules.promises(cls.kind, cls.class)
  const make = () => newId(ctx.now.epochMilliseconds)
  const wanted = table.filter(r => r.startsAt === 'received' || (input.consent && r.startsAt === 'consented'))
  let promises = start(wanted, ctx.now, 1, rules, make)
  if (input.limit) {
    const rule = wanted.find(r => r.chosen)
    if (!rule) throw deskFail('desk.limit_fixed')
    const approved = v.may('ticket.approve')
    const code = limitRefusal(rule, input.limit.amount, { reason: input.limit.reason ?? null, approved })
    if (code) throw deskFail(code, { params: { max: limitText(rule.unit, rule.max, ctx.lang) } })
    const over = rule.max !== null && input.limit.amount > rule.max
    const limit = {
      amount: input.limit.amount,
      reason: input.limit.reason ?? null,
      approvedBy: over && approved ? v.accountId : null,
    }
    // set in the same breath: the table's own limit never ran
    const old = promises.find(p => p.chosen)?.id
    promises = choose(promises, rule.clock, limit, ctx.now, [], rules, make).filter(p => p.id !== old)
  }
  return input.answer === undefined ? promises : meet(promises, ['reply', 'feedback'], ctx.now)
}

/** As the register of persons keeps it, so that one blind index finds both; what is no phone keeps its digits. */
function plainPhone(typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined
  const read = parsePhone(typed)
  return read.ok ? read.value : typed.replace(/[^\d+]/g, '')
}

/** S8-10: the words in which the customer hears what is promised, kept as they were said. */
function toldJson(promises: readonly Promised[], zone: string): string | null {
  const said = promiseSaid(
    promises.filter(p => p.metAt === null && p.stoppedAt === null),
    zone,
  )
  return said && JSON.stringify(said)
}

async function ticketOf(
  ctx: Ctx,
  input: Input,
  v: Viewpoint,
  promises: readonly Promised[],
  cls: TicketClassRule,
  zone: string,
): Promise<NewTicketRow> {
  const { estateId } = input
  const sealed = input.requesterName !== undefined || input.requesterPhone !== undefined
  const cipher = sealed ? await ctx.cipher(estateId) : null
  const phone = plainPhone(input.requesterPhone)
  const number = await nextNumber(ctx.house, estateId)
  const year = String(localDate(ctx.now).year % 100).padStart(2, '0')
  const near = head(promises)
  const answered = input.answer !== undefined
  const text = [input.text, input.place ?? ''].join(' ')
  return {
    estateId,
    id: newId<'ticket'>(ctx.now.epochMilliseconds),
    number: `${year}-${String(number).padStart(6, '0')}`,
    kind: input.kind,
    class: cls.class,
    subtype: input.subtype ?? null,
    severity: v.staff ? input.severity : 'normal',
    state: answered ? 'closed' : 'received',
    outcome: answered ? 'answered' : null,
    channel: v.staff ? input.channel : 'app',
    text: input.text,
    place: input.place ?? null,
    unitId: input.unitId ?? (v.staff ? null : (v.ownUnits[0] ?? null)),
    accusedUnitId: input.accusedUnitId ?? null,
    revealToAccused: input.revealToAccused,
    requesterAccountId: v.staff ? null : v.accountId,
    requesterPersonId: v.staff ? (input.requesterPersonId ?? null) : v.personId,
    requesterName: cipher && input.requesterName ? cipher.seal('ticket.name', input.requesterName) : null,
    requesterPhone: cipher && phone ? cipher.seal('ticket.phone', phone) : null,
    phoneBlind: cipher && phone ? cipher.blind('phone', phone) : null,
    phoneTail: cipher && phone ? cipher.blind('phone_tail', phone.slice(-4)) : null,
    enteredBy: v.staff ? v.accountId : null,
    enteredByName: v.staff ? v.name : null,
    onBehalf: v.staff && input.onBehalf,
    firstReceiverId: v.staff ? v.accountId : null,
    firstReceiverName: v.staff ? v.name : null,
    atOnce: input.kind === 'inquiry' ? answered : null,
    receivedAt: ctx.now,
    deviceTime: ctx.deviceTime ?? null,
    officeAt: input.kind === 'suggestion' || input.kind === 'order' ? ctx.now : null,
    handledAt: answered ? ctx.now : null,
    closedAt: answered ? ctx.now : null,
    consentedAt: input.consent ? ctx.now : null,
    dueAt: near.dueAt,
    dueClock: near.clock,
    dueSoonAt: near.soonAt,
    grams: gramsOf(text, placeOf(estateId)),
    told: toldJson(promises, zone),
  }
}
