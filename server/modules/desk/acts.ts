/** What is done to a ticket after it was raised. Who may, from where and what it needs stands in rules.ts. */
import { Temporal } from 'temporal-polyfill'
import { fail } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { verb } from '../../core/verb.ts'
import { nameFor } from '../roster/names.ts'
import { agree, choose, isOpen, type Promised, reclass, recount, start, stop } from './clocks.ts'
import { deskApi } from './contract.ts'
import { unitOfRoom } from './create.ts'
import { tellPostponed } from './customer.ts'
import { deskFail } from './errors.ts'
import { orderFail } from './errors-order.ts'
import { DAY } from './promise.ts'
import { type Clock, limitRefusal } from './promise-rule.ts'
import { limitText } from './say.ts'
import * as store from './store.ts'
import { type Change, doAct, type Work } from './work.ts'

const path = '/api/estates/:estateId/tickets/:ticketId'

/** Takes the ticket; the first employee to do so is its first receiver, for good (S8-07). */
export const take = verb('desk.take', deskApi[`POST ${path}/take`], (ctx, input) =>
  doAct(ctx, input, 'take', false, w => {
    mustLimit(w, input.limit)
    return {
      set: {
        state: 'taken',
        taken_at: ctx.now,
        assignee_id: w.v.accountId,
        assignee_name: w.v.name,
        ...(w.ticket.first_receiver_id
          ? {}
          : { first_receiver_id: w.v.accountId, first_receiver_name: w.v.name }),
      },
      ...(input.limit ? { promises: chosen(w, null, input.limit) } : {}),
    }
  }),
)

/** S1-38: where the limit is the handler's to give, he gives it when he accepts the matter. */
function mustLimit(w: Work, limit: unknown): void {
  const cls = w.rules.classOf(w.ticket.kind, w.ticket.class)
  const open = w.promises.find(p => isOpen(p) && p.chosen)
  if (cls?.mustLimit && open && open.setAt === null && limit === undefined)
    throw deskFail('desk.limit_needed')
}

/** S1-38, S1-39, S1-47, S8-17: the limit the handler sets, refused above the rule's cap. */
export const setLimit = verb('desk.limit', deskApi[`POST ${path}/limit`], (ctx, input) =>
  doAct(ctx, input, 'limit', false, w => ({
    promises: chosen(w, input.clock, input.limit),
    data: { clock: input.clock, amount: input.limit.amount },
    text: input.limit.reason,
  })),
)

function chosen(
  w: Work,
  clock: Clock | null,
  limit: { amount: number; reason?: string | undefined },
): Promised[] {
  const p = w.promises.find(x => isOpen(x) && x.chosen && (clock === null || x.clock === clock))
  if (!p) throw deskFail('desk.limit_fixed')
  const approved = w.v.may('ticket.approve')
  const code = limitRefusal(p, limit.amount, { reason: limit.reason ?? null, approved })
  if (code) throw deskFail(code, { params: { max: limitText(p.unit, p.max, w.ctx.lang) } })
  const over = p.max !== null && limit.amount > p.max
  return choose(
    w.promises,
    p.clock,
    {
      amount: limit.amount,
      reason: limit.reason ?? null,
      approvedBy: over && approved ? w.v.accountId : null,
    },
    w.ctx.now,
    w.bundle.pauses.map(store.pauseOf),
    w.rules,
    w.makeId,
  )
}

/** S1-36: the arrival, by server time; the phone's own time is kept beside it. */
export const arrive = verb('desk.arrive', deskApi[`POST ${path}/arrive`], (ctx, input) =>
  doAct(ctx, input, 'arrive', false, () => ({ set: { state: 'arrived', arrived_at: ctx.now } })),
)

export const handover = verb('desk.handover', deskApi[`POST ${path}/handover`], (ctx, input) =>
  doAct(ctx, input, 'handover', false, async w => ({
    ...(await givenTo(w, input.accountId)),
    text: input.reason,
    reason: input.reason,
  })),
)

export const assign = verb('desk.assign', deskApi[`POST ${path}/assign`], (ctx, input) =>
  doAct(ctx, input, 'assign', false, w => givenTo(w, input.accountId)),
)

/** The ticket waits for a colleague. @throws roster.no_staff for an account that does not work at this estate */
async function givenTo(w: Work, accountId: string): Promise<Change> {
  const name = await nameFor(w.ctx, w.ticket.estate_id, accountId)
  return {
    set: { state: 'received', assignee_id: accountId, assignee_name: name, taken_at: null },
    data: { from: w.ticket.assignee_name, to: name },
    tell: accountId,
  }
}

/** Stops every running clock for a listed reason; what remained is counted on at the resume. */
export const pause = verb('desk.pause', deskApi[`POST ${path}/pause`], (ctx, input) =>
  doAct(ctx, input, 'pause', false, async w => {
    if (!w.rules.pauseReasons.some(r => r.key === input.reason)) throw deskFail('desk.pause_reason')
    const { estate_id, id } = w.ticket
    const row = {
      estate_id,
      ticket_id: id,
      id: newId(ctx.now.epochMilliseconds),
      from_at: ctx.now,
      to_at: null,
      reason: input.reason,
      note: input.note ?? null,
      by_name: w.v.name,
    }
    await store.openPause(ctx.db, row)
    const pauses = [...w.bundle.pauses.map(store.pauseOf), { from: ctx.now, to: null, reason: input.reason }]
    return {
      set: { paused: true },
      promises: recount(w.promises, pauses, w.rules),
      text: input.note,
      data: { reason: input.reason },
    }
  }),
)

export const resume = verb('desk.resume', deskApi[`POST ${path}/resume`], (ctx, input) =>
  doAct(ctx, input, 'resume', false, async w => {
    await store.closePause(ctx.db, w.ticket.estate_id, w.ticket.id, ctx.now)
    const pauses = w.bundle.pauses.map(p => store.pauseOf(p.to_at ? p : { ...p, to_at: ctx.now }))
    return { set: { paused: false }, promises: recount(w.promises, pauses, w.rules) }
  }),
)

/** S8-14..17: the one postponement, told before the promised time, with the customer's answer; his phone says it too. */
export const postpone = verb('desk.postpone', deskApi[`POST ${path}/postpone`], (ctx, input) =>
  doAct(ctx, input, 'postpone', false, async w => {
    const p = w.promises.find(x => isOpen(x) && x.clock === 'resolve')
    if (!p?.dueAt) throw deskFail('desk.postpone.none')
    const until = Temporal.Instant.from(input.until)
    if (Temporal.Instant.compare(until, p.dueAt) <= 0) throw deskFail('desk.postpone.earlier')
    const approved = w.v.may('ticket.approve')
    const first =
      w.promises.find(x => x.clock === 'resolve' && x.round === w.ticket.round)?.startAt ?? p.startAt
    const beyond =
      p.max !== null && p.unit === 'days24' && until.epochMilliseconds - first.epochMilliseconds > p.max * DAY
    if (beyond && !approved)
      throw deskFail('desk.limit.approval', { params: { max: limitText(p.unit, p.max, ctx.lang) } })
    const to = {
      clock: 'resolve' as const,
      until,
      reason: input.reason,
      why: 'postponed' as const,
      approvedBy: beyond ? w.v.accountId : null,
    }
    await tellPostponed(ctx, w.ticket, until, w.rules.cal.zone)
    return {
      set: { postponed: true },
      promises: agree(w.promises, p, to, ctx.now, w.rules, w.makeId),
      text: input.reason,
      reason: input.reason,
      data: { until: input.until, customerAnswer: input.customerAnswer, agreed: input.agreed },
    }
  }),
)

/** The new class's promises; old ones stay in the course with what became of them. */
export const changeClass = verb('desk.class', deskApi[`POST ${path}/class`], (ctx, input) =>
  doAct(ctx, input, 'class', false, async w => {
    const cls = w.rules.classes.find(c => c.kind === input.kind && c.class === input.class)
    if (!cls || (input.subtype && !cls.subtypes.some(s => s.key === input.subtype)))
      throw deskFail('desk.class_unknown')
    if (cls.catalogue && w.bundle.order === null) throw orderFail('order.from_catalogue')
    const named = input.accusedRoom ? await unitOfRoom(ctx, input.estateId, input.accusedRoom) : undefined
    const accused = input.accusedUnitId ?? named ?? w.ticket.accused_unit_id
    if (accused && accused === w.ticket.unit_id) throw deskFail('desk.unit_yours')
    if (cls.accused === 'required' && !accused) throw deskFail('desk.accused_needed')
    const table = w.rules.promises(cls.kind, cls.class).filter(r => r.startsAt === 'received')
    return {
      set: { kind: cls.kind, class: cls.class, subtype: input.subtype ?? null, accused_unit_id: accused },
      promises: reclass(
        w.promises,
        table,
        ctx.now,
        w.ticket.round,
        w.bundle.pauses.map(store.pauseOf),
        w.rules,
        w.makeId,
      ),
      text: input.reason,
      reason: input.reason,
      data: { from: `${w.ticket.kind}/${w.ticket.class}`, to: `${cls.kind}/${cls.class}` },
    }
  }),
)

export const severity = verb('desk.severity', deskApi[`POST ${path}/severity`], (ctx, input) =>
  doAct(ctx, input, 'severity', false, w => ({
    set: { severity: input.severity },
    text: input.reason,
    reason: input.reason,
    data: { from: w.ticket.severity, to: input.severity },
  })),
)

/**
 * S1-43: the owner agrees to a visit that fixes the fee; the promises of the visit start now. The answer comes with
 * the visit, so a reply that is not late yet is counted anew from his consent.
 */
export const consent = verb('desk.consent', deskApi[`POST ${path}/consent`], (ctx, input) =>
  doAct(ctx, input, 'consent', false, w => {
    const table = w.rules.promises(w.ticket.kind, w.ticket.class).filter(r => r.startsAt === 'consented')
    const reply = w.promises.find(p => isOpen(p) && p.clock === 'reply')
    const inTime = reply?.dueAt && Temporal.Instant.compare(ctx.now, reply.dueAt) <= 0
    const again = inTime
      ? w.rules
          .promises(w.ticket.kind, w.ticket.class)
          .filter(r => r.clock === 'reply' && r.startsAt === 'received')
      : []
    const rest = inTime ? stop(w.promises, p => p.id === reply.id, ctx.now, 'consented') : w.promises
    return {
      set: { consented_at: ctx.now },
      promises: [...rest, ...start([...again, ...table], ctx.now, w.ticket.round, w.rules, w.makeId)],
      text: input.text,
    }
  }),
)

export const quote = verb('desk.quote', deskApi[`POST ${path}/quote`], (ctx, input) =>
  doAct(ctx, input, 'quote', false, () => ({
    set: { quoted_fee: input.fee },
    text: input.text,
    data: { fee: input.fee },
  })),
)

/**
 * S8-25, S8-26: explained before the three minutes are over, with the customer's answer. Agreed to, it is no breach and
 * the new time counts; not agreed to, the words are kept and the three minutes run on.
 */
export const explain = verb('desk.explain', deskApi[`POST ${path}/explain`], (ctx, input) =>
  doAct(ctx, input, 'explain', false, w => {
    const p = w.promises.find(x => isOpen(x) && x.clock === 'threeMinute')
    if (!p) throw fail('core.not_found')
    const said = { customerAnswer: input.customerAnswer, agreed: input.agreed }
    if (!input.agreed) return { text: input.text, data: said }
    const until = ctx.now.add({ minutes: input.minutes })
    const to = {
      clock: 'arrive' as const,
      until,
      reason: input.text,
      why: 'explained' as const,
      approvedBy: null,
    }
    return {
      promises: agree(w.promises, p, to, ctx.now, w.rules, w.makeId),
      text: input.text,
      data: { until: until.toString(), ...said },
    }
  }),
)
