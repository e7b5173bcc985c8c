/** The calls of a month: whom to call, with which words, what he said. Nobody calls about his own work (S1-49). */
import type { z } from 'zod'
import { type Instant, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { maskPhone } from '../people/mask.ts'
import { openedPerson } from '../people/persons.ts'
import { personsByIds } from '../people/store-persons.ts'
import { staffOf } from '../roster/store-staff.ts'
import { type CallRow, type CallView, followupApi } from './contract.ts'
import { dueDay } from './drawing.ts'
import { followupFail } from './errors.ts'
import { insistOpen, loadMonth, type Month } from './month.ts'
import { afterCall, callRefusal, type Heard, wantsReplacement } from './rules.ts'
import { scriptOf } from './script.ts'
import * as store from './store.ts'
import * as tickets from './store-tickets.ts'

type Row = z.input<typeof CallRow>
const one = '/api/estates/:estateId/followup/months/:month/calls/:ticketId'

const me = (ctx: Ctx): string | null => (ctx.actor.kind === 'account' ? ctx.actor.id : null)

function present(ctx: Ctx, m: Month, i: store.ItemRow, t: tickets.TicketRow | undefined): Row {
  const c = m.desk.classOf(i.kind, i.class)
  const today = localDate(ctx.now, m.estate.zone).toString()
  return {
    ticketId: i.ticket_id,
    number: i.number,
    kind: i.kind,
    class: i.class,
    className: c ? { zh: c.zh, en: c.en } : { zh: i.class, en: i.class },
    unit: t?.unit ?? null,
    major: i.major,
    finalRefusal: i.final_refusal,
    reopened: t?.open ?? false,
    how: i.how,
    round: i.round,
    place: i.place,
    closedAt: i.closed_at.toString(),
    dueOn: i.due_on,
    overdue: i.result === null && i.due_on !== null && i.due_on < today,
    assigned: i.assigned_name,
    assignedId: i.assigned_id,
    attempts: i.attempts,
    result: i.result,
    resultAt: i.result_at?.toString() ?? null,
    call: callRefusal(i, t?.handlers ?? [], me(ctx), m.state === 'closed') ?? true,
  }
}

interface Asked {
  show: 'due' | 'done' | 'reserve' | 'all'
  mine?: boolean | undefined
  major?: boolean | undefined
  result?: string | undefined
}

function matches(i: store.ItemRow, asked: Asked, accountId: string | null): boolean {
  if (asked.show === 'due' && (i.how === null || i.result !== null)) return false
  if (asked.show === 'done' && i.result === null) return false
  if (asked.show === 'reserve' && i.how !== null) return false
  if (asked.mine && i.assigned_id !== accountId) return false
  if (asked.major && !i.major) return false
  return asked.result === undefined || i.result === asked.result
}

/** Major ones first, then by the day they are due, then in the drawn order. */
function byUrgency(a: store.ItemRow, b: store.ItemRow): number {
  return (
    Number(b.major) - Number(a.major) ||
    (a.due_on ?? '9').localeCompare(b.due_on ?? '9') ||
    a.round - b.round ||
    a.place - b.place
  )
}

/** The rows this viewer may see, most urgent first. */
export async function callRows(ctx: Ctx, estateId: string, month: string, asked: Asked): Promise<Row[]> {
  const m = await loadMonth(ctx, estateId, month)
  const reach = ctx.reach('followup.call', estateId)
  const near = await tickets.handlersOf(ctx.db, estateId, month)
  return m.items
    .filter(i => {
      const t = near.get(i.ticket_id)
      return t !== undefined && tickets.within(t, reach) && matches(i, asked, me(ctx))
    })
    .sort(byUrgency)
    .map(i => present(ctx, m, i, near.get(i.ticket_id)))
}

export const listCalls = query(
  'followup.calls',
  followupApi['GET /api/estates/:estateId/followup/months/:month/calls'],
  async (ctx, input) => {
    const rows = await callRows(ctx, input.estateId, input.month, input)
    return { items: rows.slice(input.offset, input.offset + input.limit), total: rows.length }
  },
)

interface Call {
  m: Month
  item: store.ItemRow
  near: tickets.TicketRow
  matter: tickets.MatterRow
}

/** @throws core.not_found outside the viewer's reach, or for a matter that is not of this month */
async function loadCall(
  ctx: Ctx,
  input: { estateId: string; month: string; ticketId: string },
): Promise<Call> {
  const m = await loadMonth(ctx, input.estateId, input.month, input.ticketId)
  const item = m.items.find(i => i.ticket_id === input.ticketId)
  const near = (await tickets.handlersOf(ctx.db, input.estateId, input.month, input.ticketId)).get(
    input.ticketId,
  )
  const matter = await tickets.matterOf(ctx.db, input.estateId, input.ticketId)
  const seen = near && tickets.within(near, ctx.reach('followup.call', input.estateId))
  if (!item || !near || !matter || !seen) throw fail('core.not_found')
  return { m, item, near, matter }
}

/** Name and telephone of who raised it: as given with the matter, else from his file. */
async function contactOf(
  ctx: Ctx,
  estateId: string,
  matter: tickets.MatterRow,
): Promise<{ name: string | null; phone: string | null }> {
  const cipher = await ctx.cipher(estateId)
  const [person] = matter.requester_person_id
    ? await personsByIds(ctx.db, estateId, 'estate', [matter.requester_person_id])
    : []
  const name = matter.requester_name
    ? cipher.open('ticket.name', matter.requester_name)
    : (person?.name ?? null)
  if (matter.requester_phone) return { name, phone: cipher.open('ticket.phone', matter.requester_phone) }
  return { name, phone: person ? (await openedPerson(ctx, estateId, person)).phone : null }
}

async function presentCall(ctx: Ctx, c: Call): Promise<z.input<typeof CallView>> {
  const { id } = c.m.estate
  const contact = await contactOf(ctx, id, c.matter)
  const made = await store.calls(ctx.db, id, c.m.month, c.item.ticket_id)
  return {
    ...present(ctx, c.m, c.item, c.near),
    text: c.matter.text,
    answer: c.matter.answer,
    handlers: c.near.handler_names,
    name: contact.name,
    phone: contact.phone && maskPhone(contact.phone),
    script: await scriptOf(ctx, id),
    course: made.map(r => ({
      id: r.id,
      at: r.at.toString(),
      by: r.by_name,
      outcome: r.outcome,
      satisfaction: r.satisfaction,
      note: r.note,
      answers: r.answers ?? [],
    })),
  }
}

export const getCall = query('followup.call_view', followupApi[`GET ${one}`], async (ctx, input) =>
  presentCall(ctx, await loadCall(ctx, input)),
)

function insistCallable(ctx: Ctx, c: Call): void {
  const code = callRefusal(c.item, c.near.handlers, me(ctx), c.m.state === 'closed')
  if (code) throw followupFail(code)
}

/** The number in full for one call that this person is to make; the audit says who looked and for which matter. */
export const revealPhone = verb('followup.phone', followupApi[`POST ${one}/phone`], async (ctx, input) => {
  const c = await loadCall(ctx, input)
  insistCallable(ctx, c)
  const { phone } = await contactOf(ctx, input.estateId, c.matter)
  if (phone === null) throw followupFail('followup.no_phone')
  await ctx.audit(
    {
      action: 'followup.phone',
      subject: 'ticket',
      subjectId: input.ticketId,
      after: { month: input.month, number: c.item.number },
      reason: 'follow-up call',
    },
    input.estateId,
  )
  return { phone }
})

/** An attempt: the answer closes the item, the third unanswered one on a second day makes it unreachable. */
export const recordCall = verb('followup.record', followupApi[`POST ${one}`], async (ctx, input) => {
  const { estateId, month, ticketId } = input
  await store.lockItem(ctx.db, estateId, month, ticketId)
  const c = await loadCall(ctx, input)
  insistCallable(ctx, c)
  const heard = heardOf(input.outcome, input.satisfaction)
  const day = (at: Instant | null) => at && localDate(at, c.m.estate.zone).toString()
  const after = afterCall(
    { attempts: c.item.attempts, attemptDays: c.item.attempt_days },
    heard,
    day(c.item.last_attempt_at) !== day(ctx.now),
    c.m.rules,
  )
  const script = await scriptOf(ctx, estateId)
  await store.setResult(ctx.db, estateId, month, ticketId, { ...after, at: ctx.now })
  await store.insertCall(ctx.db, estateId, month, ticketId, {
    id: newId(ctx.now.epochMilliseconds),
    at: ctx.now,
    device_time: ctx.deviceTime ?? null,
    by_id: me(ctx),
    by_name: 'name' in ctx.actor ? ctx.actor.name : '',
    outcome: heard.outcome,
    satisfaction: heard.outcome === 'answered' ? heard.satisfaction : null,
    script_version: script.version,
    answers: script.questions.flatMap(q => {
      const value = input.answers[q.key]
      return value ? [{ zh: q.zh, en: q.en, value }] : []
    }),
    note: input.note ?? null,
  })
  const stepsIn = wantsReplacement(after.result)
    ? await store.drawReplacement(ctx.db, estateId, month, c.item.round, dueDay(ctx, c.m))
    : undefined
  await ctx.audit(
    {
      action: 'followup.call',
      subject: 'ticket',
      subjectId: ticketId,
      before: { attempts: c.item.attempts, result: null },
      after: { ...after, month, ...(stepsIn ? { replacedBy: stepsIn } : {}) },
    },
    estateId,
  )
  await ctx.signal({ estateId, topic: 'followup', ref: estateId })
  return presentCall(ctx, await loadCall(ctx, input))
})

function heardOf(
  outcome: 'answered' | 'refused' | 'noAnswer',
  satisfaction: 'satisfied' | 'partly' | 'dissatisfied' | undefined,
): Heard {
  if (outcome !== 'answered') return { outcome }
  if (satisfaction === undefined) throw followupFail('followup.answer_needed')
  return { outcome, satisfaction }
}

/** Shares the open calls out, fewest first; nobody gets a matter he had a hand in. */
export const assign = verb(
  'followup.assign',
  followupApi['POST /api/estates/:estateId/followup/months/:month/assign'],
  async (ctx, input) => {
    const { estateId, month } = input
    const m = await loadMonth(ctx, estateId, month)
    insistOpen(m)
    const staff = await staffOf(ctx.db, estateId, ctx.now)
    const callers = staff.filter(s => input.accountIds.includes(s.id))
    const near = await tickets.handlersOf(ctx.db, estateId, month)
    const open = m.items
      .filter(i => i.how !== null && i.result === null && (input.again || i.assigned_id === null))
      .sort(byUrgency)
    const load = new Map(callers.map(c => [c.id, [] as string[]]))
    for (const i of open) {
      const hands = near.get(i.ticket_id)?.handlers ?? []
      const next = callers
        .filter(c => !hands.includes(c.id))
        .sort((a, b) => (load.get(a.id)?.length ?? 0) - (load.get(b.id)?.length ?? 0))[0]
      if (next) load.get(next.id)?.push(i.ticket_id)
    }
    const assigned = [...load.values()].reduce((n, l) => n + l.length, 0)
    if (open.length > 0 && assigned === 0) throw followupFail('followup.nobody')
    for (const c of callers) await store.assignItems(ctx.db, estateId, month, c, load.get(c.id) ?? [])
    await ctx.audit(
      {
        action: 'followup.assign',
        subject: 'followup',
        subjectId: month,
        after: Object.fromEntries(callers.map(c => [c.name, load.get(c.id)?.length ?? 0])),
      },
      estateId,
    )
    await ctx.signal({ estateId, topic: 'followup', ref: estateId })
    return { assigned, left: open.length - assigned }
  },
)
