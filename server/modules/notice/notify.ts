/** Messages to a named person: what every other module calls, delivery, and the way to the next person. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { type Instant, localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { within } from '../../core/within.ts'
import { DutyKind } from '../roster/contract.ts'
import { onDuty } from '../roster/duty.ts'
import { deliverAt, escalatesFrom, mayEscalate, type QuietHours } from './rules.ts'
import * as store from './store.ts'

const Both = z.object({ zh: z.string().min(1), en: z.string().min(1) })
const Person = z.object({ accountId: z.uuid(), name: z.string() })

/** Also the payload of the job `notice.send`, for modules that stand above this one. */
export const NoticeOrder = z.object({
  estateId: z.uuid(),
  /** A named person; without one, the first on duty for `duty`. */
  to: Person.optional(),
  /** Whose duty it is: names the first person, and those who follow when he does not answer. */
  duty: DutyKind.default('management'),
  /** Who follows before the roster's own order. */
  next: z.array(Person).default([]),
  /** What it is, as the other module names it: `ticket.overdue`, `post.unattended`. */
  kind: z.string().min(1),
  title: Both,
  body: Both,
  ref: z.object({ topic: z.string(), id: z.string() }).optional(),
  /** Urgent breaks the quiet hours and goes out on the estate's channels. */
  urgent: z.boolean().default(false),
  /** Comes at once also in the quiet hours, without going out as urgent: a reminder that would be useless later. */
  atOnce: z.boolean().default(false),
  /** Without it nobody else is told when he does not answer. */
  escalateAfterMinutes: z.int().min(0).optional(),
})
export type NoticeInput = z.input<typeof NoticeOrder>

export interface Told {
  messageId: string
  /** Empty when the roster names nobody: the message then stands on the manager's board without a name. */
  accountId: string | null
  name: string | null
  deliverAt: Instant
}

/**
 * Tells a person, in the caller's transaction: a message row, its in-app signal, jobs for the other channels and for
 * escalation (SX-09). Never fails because nobody is on duty: it answers with an empty name.
 */
export function notify(ctx: Ctx, input: NoticeInput): Promise<Told> {
  const order = NoticeOrder.parse(input)
  return within(ctx, async inner => {
    const roster = await onDuty(inner, order.estateId, inner.now, order.duty)
    const people = unique([
      ...(order.to ? [order.to] : []),
      ...order.next,
      ...roster.map(p => ({ accountId: p.accountId, name: p.name })),
    ])
    const [first, ...rest] = people
    const quiet = await ruleFor<QuietHours>(
      inner.db,
      'notice.quiet',
      order.estateId,
      localDate(inner.now).toString(),
    )
    const zone = await store.zoneOf(inner.db, order.estateId)
    const at = Temporal.Instant.fromEpochMilliseconds(
      deliverAt(inner.now.epochMilliseconds, order.urgent || order.atOnce, quiet, zone),
    )
    const id = newId<'message'>(inner.now.epochMilliseconds)
    await put(inner, {
      estate_id: order.estateId,
      id,
      thread: id,
      step: 1,
      account_id: first?.accountId ?? null,
      name: first?.name ?? null,
      kind: order.kind,
      title: order.title,
      body: order.body,
      ref_topic: order.ref?.topic ?? null,
      ref_id: order.ref?.id ?? null,
      urgent: order.urgent,
      at: inner.now,
      deliver_at: at,
      delivered_at: null,
      escalate_minutes: order.escalateAfterMinutes ?? null,
      chain: order.escalateAfterMinutes === undefined ? [] : rest,
    })
    return { messageId: id, accountId: first?.accountId ?? null, name: first?.name ?? null, deliverAt: at }
  })
}

/** Each person once, where he stands first: who is named stays first though the roster names him again at its end. */
function unique(people: store.NextPerson[]): store.NextPerson[] {
  return people.filter((p, i) => people.findIndex(q => q.accountId === p.accountId) === i)
}

type NewMessage = Omit<store.MessageRow, 'seen_at' | 'acknowledged_at' | 'withdrawn_at'>

async function put(ctx: Ctx, m: NewMessage): Promise<void> {
  await store.insertMessage(ctx.db, m)
  const waits = m.deliver_at.epochMilliseconds > ctx.now.epochMilliseconds
  if (waits)
    await ctx.enqueue(
      'notice.deliver',
      { estateId: m.estate_id, messageId: m.id },
      { estateId: m.estate_id, runAt: m.deliver_at, key: `deliver:${m.id}` },
    )
  else await deliver(ctx, m)
}

/** In-app at once; every other channel by a job of its own, so that one that is down holds up no other. */
async function deliver(ctx: Ctx, m: NewMessage): Promise<void> {
  if (!(await store.markDelivered(ctx.db, m.estate_id, m.id, ctx.now))) return
  const payload = { estateId: m.estate_id, messageId: m.id }
  await store.insertAttempt(ctx.db, m.estate_id, {
    id: newId(ctx.now.epochMilliseconds),
    message_id: m.id,
    channel: 'in_app',
    channel_id: null,
    target: m.name ?? '—',
    at: ctx.now,
    ok: m.account_id !== null,
    error: m.account_id === null ? 'nobody on duty' : null,
  })
  await ctx.signal({
    topic: 'message',
    ref: m.id,
    estateId: m.estate_id,
    ...(m.account_id === null ? {} : { accountId: m.account_id }),
  })
  if (m.urgent && m.account_id !== null && ctx.house.config.sms !== undefined)
    await ctx.enqueue('notice.sms', payload, { estateId: m.estate_id, key: `sms:${m.id}` })
  for (const c of await store.channels(ctx.db, m.estate_id))
    if (c.active && (m.urgent || !c.urgent_only))
      await ctx.enqueue(
        'notice.robot',
        { ...payload, channelId: c.id },
        { estateId: m.estate_id, key: `robot:${c.id}:${m.id}` },
      )
  if (m.escalate_minutes !== null)
    await ctx.enqueue('notice.escalate', payload, {
      estateId: m.estate_id,
      key: `escalate:${m.id}`,
      runAt: Temporal.Instant.fromEpochMilliseconds(
        escalatesFrom(ctx.now.epochMilliseconds, m.escalate_minutes),
      ),
    })
}

/** Delivers a message that waited, once its time has come; early or again it does nothing. */
export function deliverWaiting(ctx: Ctx, estateId: string, messageId: string): Promise<void> {
  return within(ctx, async inner => {
    const m = await store.messageById(inner.db, estateId, messageId, true)
    if (m === undefined || m.deliver_at.epochMilliseconds > inner.now.epochMilliseconds) return
    await deliver(inner, m)
  })
}

/**
 * Passes an unanswered message to the next person as a further step of its thread; early, answered or again it does
 * nothing. The last person keeps it.
 */
export function escalate(ctx: Ctx, estateId: string, messageId: string): Promise<void> {
  return within(ctx, async inner => {
    const m = await store.messageById(inner.db, estateId, messageId, true)
    const due =
      m !== undefined &&
      mayEscalate(
        {
          acknowledged: m.acknowledged_at !== null,
          withdrawn: m.withdrawn_at !== null,
          minutes: m.escalate_minutes,
          delivered: m.delivered_at?.epochMilliseconds ?? null,
        },
        inner.now.epochMilliseconds,
      )
    if (m === undefined || !due) return
    await store.emptyChain(inner.db, estateId, messageId)
    const [next, ...rest] = m.chain
    if (next === undefined) return
    const id = newId<'message'>(inner.now.epochMilliseconds)
    await put(inner, {
      ...m,
      id,
      step: m.step + 1,
      account_id: next.accountId,
      name: next.name,
      at: inner.now,
      deliver_at: inner.now,
      delivered_at: null,
      chain: rest,
      escalate_minutes: rest.length > 0 ? m.escalate_minutes : null,
    })
    await inner.audit(
      {
        action: 'message.escalate',
        subject: 'message',
        subjectId: m.thread,
        before: { person: m.name, step: m.step },
        after: { person: next.name, step: m.step + 1 },
      },
      estateId,
    )
  })
}

/** Takes back what is no longer true (somebody came to the post, the ticket was closed): nobody need answer. */
export async function withdrawNotices(
  ctx: Ctx,
  estateId: string,
  ref: { topic: string; id: string },
): Promise<void> {
  await store.withdraw(ctx.db, estateId, ref.topic, ref.id, ctx.now)
}

/** Each minute: what waited and is due, whatever became of its job. */
export async function sweepMessages(ctx: Ctx): Promise<void> {
  for (const m of await store.waiting(ctx.db, ctx.now))
    if (m.delivered) await escalate(ctx, m.estate_id, m.id)
    else await deliverWaiting(ctx, m.estate_id, m.id)
}

/** A message to one person that goes out over one channel only. @returns its id */
export async function testChannel(
  ctx: Ctx,
  estateId: string,
  to: store.NextPerson,
  channel: { id: string; name: string },
): Promise<string> {
  const id = newId<'message'>(ctx.now.epochMilliseconds)
  await store.insertMessage(ctx.db, {
    estate_id: estateId,
    id,
    thread: id,
    step: 1,
    account_id: to.accountId,
    name: to.name,
    kind: 'channel.test',
    title: { zh: `渠道测试：${channel.name}`, en: `Channel test: ${channel.name}` },
    body: { zh: '收到本条即表示渠道可用。', en: 'If you read this in the group, the channel works.' },
    ref_topic: null,
    ref_id: null,
    urgent: false,
    at: ctx.now,
    deliver_at: ctx.now,
    delivered_at: ctx.now,
    escalate_minutes: null,
    chain: [],
  })
  await ctx.enqueue('notice.robot', { estateId, messageId: id, channelId: channel.id }, { estateId })
  return id
}
